"""Keys of choices that algorithms offer, and defaults that several rooms share.

QGIS lists the algorithms at every start, so that what they import for it is light.
"""

from . import contract
from .source_kinds import SOURCE_FACTS

NEVER_IN_MANIFEST = (contract.BASE_PROJECT, contract.TRUST, contract.OUTPUT_FOLDER)
"""Parameters that no map writes into its manifest, and that are not obeyed where they stand there."""
AUTO, FOLDER = "auto", "folder"
_HARVESTED = {kind: facts for kind, facts in SOURCE_FACTS.items() if facts.harvested}
KINDS = (
    AUTO,
    *(kind for kind, facts in _HARVESTED.items() if not facts.database),
    FOLDER,
    *(kind for kind, facts in _HARVESTED.items() if facts.database),
)
"""What can be harvested: services, a folder on disk, databases; ``auto`` finds out which it is."""

METADATA_FORMATS = DCAT, ISO_19139, RECORDS = ("dcat", "iso19139", "records")
"""How a catalogue is written for others: DCAT-AP Vlaanderen, ISO 19139, OGC API Records."""

ANY_FAILURE = "any"
FAIL_WHEN = (ANY_FAILURE, "none")
"""When a run without a window ends as failed: where a part of its work failed, or only where all did."""

NEWEST = "newest"
VINTAGES = (NEWEST, "2025", "2024", "2019")
"""Which areas a first map is made on: those of a year of which it is known how their codes changed since (`model.area_codes`)."""

KEEP = "keep"
REDISTRIBUTION = (KEEP, "yes", "aggregated", "no")
"""What a publisher may say of passing on; ``keep`` leaves what was said before."""

AUDIENCES = INTERNAL, PARTNERS, PUBLIC = ("internal", "partners", "public")
"""For whom results are: within the service nothing is hidden; others get what the sources allow."""

SITE_OBJECTIVES = ("mclp", "p_median", "p_center", "lscp")
"""What a plan of sites is best at: most demand covered, least demand x metres, least largest distance, fewest sites."""

SITE_STATUSES = ("candidate", "existing", "required", "forbidden")
"""What may become of a site."""

ACCESS_METHODS = ("nearest", "cumulative", "2sfca", "e2sfca")
"""How access is measured: way to the nearest facility, places within the threshold, two-step floating catchments, enhanced ones."""

OVERLAY_OPERATIONS = ("partition", "intersection", "difference", "identity", "symmetric_difference")
"""Which faces of a partition an overlay keeps, as `analysis.overlay.operations.kept_faces` has it."""

DECAYS = ("step", "linear", "gaussian", "inverse_power")
"""How a facility counts less the farther it is, for ``e2sfca``."""
DECAY_STEPS = (1.0, 0.68, 0.22)
"""Weights of equally wide zones, from near to far, for the decay ``step``."""

SPEEDS = {"walking": 5.0, "cycling": 15.0, "driving": 30.0}
"""Means of transport, each with the kilometres an hour where nothing else is said."""
MODES = WALKING, CYCLING, DRIVING = tuple(SPEEDS)
TRAVEL_COSTS = METRES, MINUTES = ("metres", "minutes")
TRANSIT, STRAIGHT = "transit", "straight"
ACCESS_MODES = (*MODES, TRANSIT)
MEANS_OVER_ROADS = {"foot": WALKING, "bicycle": CYCLING, "car": DRIVING, TRANSIT: WALKING}
TRAVEL_MEANS = {**MEANS_OVER_ROADS, STRAIGHT: WALKING}
"""How one travels, each with the means by which the roads are taken: to and from stops on foot, and straight ways at that speed."""
WINDOW, EVERY, CUTOFF, WALK_LIMIT, TRANSFERS = "07:00-09:00", 1.0, 60.0, 15.0, 2
"""Of public transport: when people leave, minutes between two of them, most minutes of a journey and of each walk, most changes."""
PERCENTILE = 50.0
"""Per cent of the departures of public transport that take at most the time that counts: half of them, the median."""
TRAVEL_RESULTS = PAIRS, NEAREST = ("pairs", "nearest")
REACH = 500.0
"""Metres from a network within which a place is reached over it."""
CATCHMENTS = ("reach", "nearest")
"""Ground from which a facility is reached within the threshold; or that part of it for which it is the nearest."""

GEOJSON = "geojson"
EXTRAS = ("excel", GEOJSON, "qml", "sld")
"""Further files of a bundle, for other programs: a workbook with a dictionary, GeoJSON, looks for QGIS and for others."""
GEOPACKAGE, CSV, GEOPARQUET = "geopackage", "csv", "geoparquet"
PUBLISHED_FORMATS = (GEOPACKAGE, CSV, GEOJSON, GEOPARQUET)
"""Files of a layer that is published."""

RELATIVE_NORMALISATIONS = ("z_score", "min_max", "percentile")
NORMALISATIONS = (*RELATIVE_NORMALISATIONS, "target")
"""How values become need scores; all but the last compare units with each other."""

AGGREGATIONS = ARITHMETIC, GEOMETRIC, NON_COMPENSATORY = ("arithmetic", "geometric", "non_compensatory")
"""How need scores become an index."""

LEAST_COMPARED = 10
"""Fewer areas than this are too few to compare with each other, and to seek clusters among."""

FEW_COUNTED = 50
"""Of so many people or things, a rate of 10 % has a standard error of 4 points: below it, chance can tell units apart."""

SIDES = ("high", "both", "mismatch")
"""Which types of units make clusters: high ones; low ones too; or high ones with low ones around."""

TITLE_FIELDS = ("title", "name", "naam", "titel")
"""Fields by which people know a feature, the likeliest first."""

REFERENCE_DISTANCE = 25.0
"""Metres within which a feature and the nearest one of a reference may be the same thing."""
MATCH_DISTANCE = 250.0
"""Metres within which two registers may place the same thing: the other side of a site, the middle of its street."""

SEED = 1
"""Of what is drawn: the same seed gives the same result."""
CASES, MOST_CASES = 100, 1_000
"""How many times a portfolio is computed again with other effects."""

OVERLAP, SAME_SHARE = 0.5, 0.1
"""Of two vintages of a cluster: the share of the smaller one that both have in common, and the change in area up to which it stays."""

NOISE = 3.0
"""Standard error of a unit's need, in points of the index, where no better one is known."""

DRAWS, MOST_DRAWS = 10_000, 1_000_000
"""How often the choices behind an index are drawn anew."""
USUAL_CLASSES = "0-2, 3-5, 6-11, 12-17, 18-64, 65-79, 80+"
"""Classes of ages that are estimated where no others are asked for: those of the built-in challenges."""

REFUSE, SET_ASIDE = "refuse", "set_aside"
EXISTING = (REFUSE, SET_ASIDE)
"""What becomes of a record of which another takes the id: that other is refused, or the record stays under an id with a number."""
