"""All parameters of the algorithms: first each kind in a line, then each parameter that several algorithms share.

What two algorithms both take is made here by one function, and so has one name, one label and one default; an argument says what differs.
"""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputString,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..cartography.page import FORMATS, ORIENTATIONS, PAPERS
from ..model import contract
from ..model.choices import (
    ACCESS_MODES,
    AUDIENCES,
    EVERY,
    METRES,
    PERCENTILE,
    PUBLIC,
    REACH,
    SEED,
    SPEEDS,
    TRANSFERS,
    TRAVEL_COSTS,
    WALK_LIMIT,
    WINDOW,
)
from ..texts.language import LANGUAGES, tr

SHAPES, TABLE = QgsProcessing.SourceType.TypeVectorAnyGeometry, QgsProcessing.SourceType.TypeVector
POINTS, LINES, POLYGONS = (
    QgsProcessing.SourceType.TypeVectorPoint,
    QgsProcessing.SourceType.TypeVectorLine,
    QgsProcessing.SourceType.TypeVectorPolygon,
)
NUMERIC, WORDS, ANY = (
    QgsProcessingParameterField.DataType.Numeric,
    QgsProcessingParameterField.DataType.String,
    QgsProcessingParameterField.DataType.Any,
)
MOST_TRANSFERS = 9
CHALLENGE_WIDGET = "opgavenkaart_challenge"
"""The widget with which a QGIS window asks for a challenge; where it is not registered, QGIS asks for a text."""


def input_layer(
    name: str, label: str, kind: QgsProcessing.SourceType | None = SHAPES, optional: bool = False
) -> QgsProcessingParameterFeatureSource:
    """Return a layer to read, of any kind where the kind is None."""
    return QgsProcessingParameterFeatureSource(name, label, [] if kind is None else [kind], optional=optional)


def input_layers(name: str, label: str, kind: QgsProcessing.SourceType) -> QgsProcessingParameterMultipleLayers:
    """Return several layers to read, in an order."""
    return QgsProcessingParameterMultipleLayers(name, label, kind)


def input_raster(name: str, label: str, optional: bool = False) -> QgsProcessingParameterRasterLayer:
    """Return a raster to read."""
    return QgsProcessingParameterRasterLayer(name, label, optional=optional)


def raster_band(name: str, label: str, of: str) -> QgsProcessingParameterBand:
    """Return a band of the raster that parameter ``of`` names: the first unless another is chosen."""
    return QgsProcessingParameterBand(name, label, 1, of)


def layer_field(
    name: str,
    label: str,
    of: str,
    kind: QgsProcessingParameterField.DataType = ANY,
    several: bool = False,
    default: str | None = None,
    optional: bool = True,
) -> QgsProcessingParameterField:
    """Return a field of the layer that parameter ``of`` names; none has to be chosen unless it is said not to be optional."""
    return QgsProcessingParameterField(name, label, default, of, kind, several, optional=optional)


def layer_expression(name: str, label: str, of: str) -> QgsProcessingParameterExpression:
    """Return an expression on the layer that parameter ``of`` names, which may stay empty."""
    return QgsProcessingParameterExpression(name, label, "", of, True)


def number(
    name: str, label: str, default: float | None, least: float | None = None, most: float | None = None, whole: bool = False
) -> QgsProcessingParameterNumber:
    """Return a number between two bounds; one without default may stay empty."""
    kind = QgsProcessingParameterNumber.Type.Integer if whole else QgsProcessingParameterNumber.Type.Double
    parameter = QgsProcessingParameterNumber(name, label, kind, default, default is None)
    if least is not None:
        parameter.setMinimum(least)
    if most is not None:
        parameter.setMaximum(most)
    return parameter


def distance(name: str, label: str, default: float, of: str) -> QgsProcessingParameterDistance:
    """Return a distance of 0 or more, in the units of the layer that parameter ``of`` names."""
    return QgsProcessingParameterDistance(name, label, default, of, False, 0.0)


def words(name: str, label: str, default: str = "", several_lines: bool = False) -> QgsProcessingParameterString:
    """Return a text, of a line unless it may have several, which may stay empty."""
    return QgsProcessingParameterString(name, label, default, several_lines, True)


def required_words(name: str, label: str, default: str | None = None) -> QgsProcessingParameterString:
    """Return a line of text that must be given where it has no default."""
    return QgsProcessingParameterString(name, label, default)


def choice(name: str, label: str, keys: Iterable[str], default: str = "") -> QgsProcessingParameterEnum:
    """Return a choice between text keys; the first one unless another is the default."""
    keys = list(keys)
    return QgsProcessingParameterEnum(name, label, keys, False, default or keys[0], False, True)


def choices(name: str, label: str, keys: Iterable[str]) -> QgsProcessingParameterEnum:
    """Return a choice of any number of text keys; none unless someone asks for them."""
    return QgsProcessingParameterEnum(name, label, list(keys), allowMultiple=True, optional=True, usesStaticStrings=True)


def switch(name: str, label: str, on: bool = False) -> QgsProcessingParameterBoolean:
    """Return what is off, unless it is on, until someone turns it."""
    return QgsProcessingParameterBoolean(name, label, on)


def day(name: str, label: str) -> QgsProcessingParameterDateTime:
    """Return a day of the calendar, which may stay empty."""
    return QgsProcessingParameterDateTime(name, label, QgsProcessingParameterDateTime.Type.Date, optional=True)


def authentication(name: str, label: str) -> QgsProcessingParameterAuthConfig:
    """Return one of QGIS's authentications, which may stay empty."""
    return QgsProcessingParameterAuthConfig(name, label, optional=True)


def input_file(name: str, label: str, kinds: str = "") -> QgsProcessingParameterFile:
    """Return a file to read, of the ``kinds`` that the dialog for files shows; it may stay empty."""
    return QgsProcessingParameterFile(name, label, optional=True, fileFilter=kinds)


def required_file(name: str, label: str, kinds: str = "") -> QgsProcessingParameterFile:
    """Return a file to read that must be given."""
    return QgsProcessingParameterFile(name, label, fileFilter=kinds)


def json_file(name: str, label: str) -> QgsProcessingParameterFile:
    """Return a JSON file to read, which may stay empty."""
    return QgsProcessingParameterFile(name, label, extension="json", optional=True)


def input_files(name: str, label: str) -> QgsProcessingParameterMultipleLayers:
    """Return files to read, any number of them; none need be given."""
    return QgsProcessingParameterMultipleLayers(name, label, QgsProcessing.SourceType.TypeFile, optional=True)


def output_layer(
    name: str, label: str, kind: QgsProcessing.SourceType = SHAPES, optional: bool = False
) -> QgsProcessingParameterFeatureSink:
    """Return an output layer, which is made unless it is optional and someone wants none."""
    return QgsProcessingParameterFeatureSink(name, label, kind, None, optional)


def further_layer(name: str, label: str, kind: QgsProcessing.SourceType) -> QgsProcessingParameterFeatureSink:
    """Return an output that is only made where one asks for it."""
    return QgsProcessingParameterFeatureSink(name, label, kind, None, True, False)


def output_file(name: str, label: str, kinds: str) -> QgsProcessingParameterFileDestination:
    """Return a file to write, of one of the ``kinds`` that the dialog for files shows."""
    return QgsProcessingParameterFileDestination(name, label, kinds)


def further_file(name: str, label: str, kinds: str) -> QgsProcessingParameterFileDestination:
    """Return a file that is only written where one asks for it."""
    return QgsProcessingParameterFileDestination(name, label, kinds, None, True, False)


def add_age_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the outputs that say which layer is the oldest of several and how old it is; `qgis_io.oldest_source` fills them."""
    algorithm.addOutput(QgsProcessingOutputString(contract.OLDEST_LAYER, tr("Oldest layer used")))
    algorithm.addOutput(QgsProcessingOutputString(contract.OLDEST_DATE, tr("Data date of the oldest layer")))


def allocation_output() -> QgsProcessingParameterFeatureSink:
    """Return the parameter OUTPUT_ALLOCATION: lines from people to the facility that serves them, where one asks for them."""
    return further_layer(contract.OUTPUT_ALLOCATION, tr("Allocation of people to facilities"), LINES)


def as_of_parameter() -> QgsProcessingParameterDateTime:
    """Return the parameter AS_OF: the day that ages are counted to, today where it is empty."""
    return day(contract.AS_OF, tr("Reference date (empty: today)"))


def bundle_parameter() -> QgsProcessingParameterString:
    """Return the parameter BUNDLE: the folder of the integrated map that a product is made of."""
    return required_words(contract.BUNDLE, tr("Folder of an integrated map"))


def capacity_parameter(of: str) -> QgsProcessingParameterField:
    """Return the parameter CAPACITY_FIELD: the places that each facility of parameter ``of`` has."""
    return layer_field(contract.CAPACITY_FIELD, tr("Field with the places"), of, NUMERIC)


def catalogue_parameter() -> QgsProcessingParameterFile:
    """Return the parameter CATALOGUE: a file with records of layers."""
    return json_file(contract.CATALOGUE, tr("Catalogue (empty: the built-in one)"))


def challenge_parameter(label: str = "", default: str = "", optional: bool = False) -> QgsProcessingParameterString:
    """Return the parameter CHALLENGE: the id of a built-in one, or the path of a file."""
    label = label or tr("Challenge (a built-in one, or a file)")
    parameter = QgsProcessingParameterString(contract.CHALLENGE, label, default, optional=optional)
    parameter.setMetadata({"widget_wrapper": {"widget_type": CHALLENGE_WIDGET}})
    return parameter


def export_folder_parameter(label: str = "") -> QgsProcessingParameterFolderDestination:
    """Return the parameter OUTPUT_FOLDER: the folder that all files are written in."""
    return QgsProcessingParameterFolderDestination(contract.OUTPUT_FOLDER, label or tr("Export folder"))


def extent_parameter(label: str = "") -> QgsProcessingParameterExtent:
    """Return the parameter EXTENT: outside of it nothing is looked at; everything where it is empty."""
    return QgsProcessingParameterExtent(contract.EXTENT, label or tr("Extent (empty: everything)"), optional=True)


def fail_parameter(reasons: Iterable[str]) -> QgsProcessingParameterEnum:
    """Return the parameter FAIL_ON: for which of the ``reasons`` a run without a window ends as failed."""
    return choice(contract.FAIL_ON, tr("Fail when"), reasons)


def format_parameter(formats: Iterable[str] = FORMATS) -> QgsProcessingParameterEnum:
    """Return the parameter FORMAT: as what a printed map is written."""
    return choice(contract.FORMAT, tr("Format"), formats)


def group_field_parameter() -> QgsProcessingParameterField:
    """Return the parameter GROUP_FIELD: the municipality that each unit lies in."""
    return layer_field(contract.GROUP_FIELD, tr("Units: field with the municipality"), contract.UNITS)


def audience_parameter() -> QgsProcessingParameterEnum:
    """Return the parameter AUDIENCE: for whom the results are, everybody unless fewer are named."""
    return choice(contract.AUDIENCE, tr("For whom (within the service nothing is hidden)"), AUDIENCES, PUBLIC)


def language_parameter(text: str = "") -> QgsProcessingParameterEnum:
    """Return the parameter LANGUAGE, of the report where ``text`` says nothing else: Dutch unless another is chosen."""
    return choice(contract.LANGUAGE, text or tr("Language of the report"), LANGUAGES)


def layer_parameter() -> QgsProcessingParameterFeatureSource:
    """Return the parameter INPUT: one layer or table of any kind."""
    return input_layer(contract.INPUT, tr("Layer"), TABLE)


def layout_parameter(templates: Iterable[str]) -> QgsProcessingParameterEnum:
    """Return the parameter TEMPLATE: which of the ``templates`` a map is printed by."""
    return choice(contract.TEMPLATE, tr("Layout"), templates)


def load_layers_parameter() -> QgsProcessingParameterBoolean:
    """Return the parameter LOAD_LAYERS: whether a window adds the result to its project."""
    return switch(contract.LOAD_LAYERS, tr("Add the index and the clusters to the project"), on=True)


def margins_key_parameter() -> QgsProcessingParameterField:
    """Return the parameter MARGINS_KEY: the municipality that each row of ages is of."""
    return layer_field(contract.MARGINS_KEY, tr("Ages: field with the municipality"), contract.MARGINS)


def method_parameter(methods: Iterable[str], default: str) -> QgsProcessingParameterEnum:
    """Return the parameter METHOD: which of the ``methods`` is used."""
    return choice(contract.METHOD, tr("Method"), methods, default)


def network_parameter() -> QgsProcessingParameterFeatureSource:
    """Return the parameter NETWORK: the streets along which distances are measured."""
    return input_layer(contract.NETWORK, tr("Network of lines (empty: straight line)"), LINES, optional=True)


def orientation_parameter() -> QgsProcessingParameterEnum:
    """Return the parameter ORIENTATION of the paper."""
    return choice(contract.ORIENTATION, tr("Orientation"), ORIENTATIONS)


def paper_parameter() -> QgsProcessingParameterEnum:
    """Return the parameter PAPER: its size."""
    return choice(contract.PAPER, tr("Paper"), PAPERS)


def population_parameter(of: str) -> QgsProcessingParameterField:
    """Return the parameter POPULATION_FIELD: the inhabitants of the units of parameter ``of``."""
    return layer_field(contract.POPULATION_FIELD, tr("Population field"), of, NUMERIC)


def municipality_parameter() -> QgsProcessingParameterString:
    """Return the parameter MUNICIPALITY of what reads a catalogue: addresses with a place for one are filled in for it."""
    return words(contract.MUNICIPALITY, tr("Municipality (name or NIS code; empty: that of the catalogue)"))


def rates_parameter() -> QgsProcessingParameterFile:
    """Return the parameter RATES: rates of a population, those of Flanders where it is empty."""
    return json_file(contract.RATES, tr("Rates (JSON file; empty: Flanders)"))


def read_store_parameter() -> QgsProcessingParameterString:
    """Return the parameter STORE of what reads: records are taken from there where it has them."""
    return words(contract.STORE, tr("Read from a store: a folder, a GeoPackage, or a PostGIS connection"))


def record_id_parameter() -> QgsProcessingParameterString:
    """Return the parameter RECORD_ID of a layer that need not be in a catalogue yet."""
    return words(contract.RECORD_ID, tr("Id of the record (empty: from the name of the layer)"))


def record_key_parameter() -> QgsProcessingParameterField:
    """Return the parameter KEY of a layer of which a record may name it."""
    return layer_field(contract.KEY, tr("Key field (empty: that of the record)"), contract.INPUT)


def record_words() -> list[QgsProcessingParameterString]:
    """Return the parameters for what others must know of a layer that is published."""
    return [
        words(contract.TITLE, tr("Title (empty: unchanged)")),
        words(contract.PUBLISHER, tr("Publisher (empty: unchanged)")),
        words(contract.CONTACT, tr("Contact (empty: unchanged)")),
        words(contract.LICENCE, tr("Licence (empty: unchanged)")),
    ]


def report_parameter() -> QgsProcessingParameterFileDestination:
    """Return the parameter REPORT: an HTML file that is only written where one is asked for."""
    return further_file(contract.REPORT, tr("Report"), tr("HTML files (*.html)"))


def seed_parameter(most: int | None = None) -> QgsProcessingParameterNumber:
    """Return the parameter SEED: the same one gives the same draws, and so the same result."""
    return number(contract.SEED, tr("Random seed"), SEED, 0, most, whole=True)


def snapping_tolerance() -> QgsProcessingParameterNumber:
    """Return the parameter TOLERANCE of a network: line ends that are nearer than this are joined; 0 joins none."""
    return number(contract.TOLERANCE, tr("Snapping tolerance of the network (m)"), 0.0, 0.0)


def stored_record_parameter() -> QgsProcessingParameterString:
    """Return the parameter RECORD_ID: of the record in a store."""
    return words(contract.RECORD_ID, tr("Id of the record"))


def store_parameter() -> QgsProcessingParameterString:
    """Return the parameter STORE: where the versions of records are kept."""
    return words(contract.STORE, tr("Store: a folder, a GeoPackage, or a PostGIS connection"))


def target_crs_parameter(label: str) -> QgsProcessingParameterCrs:
    """Return the parameter TARGET_CRS, which the ``label`` says what is of where it is empty."""
    return QgsProcessingParameterCrs(contract.TARGET_CRS, label, optional=True)


def theme_parameter() -> QgsProcessingParameterFile:
    """Return the parameter THEME: a house style."""
    return json_file(contract.THEME, tr("House style (empty: default)"))


def time_limit_parameter(default: float, least: float = 0.0) -> QgsProcessingParameterNumber:
    """Return the parameter TIME_LIMIT: the seconds after which the best plan so far is taken."""
    return number(contract.TIME_LIMIT, tr("Time limit (s)"), default, least)


def timeout_parameter(default: float = 20.0) -> QgsProcessingParameterNumber:
    """Return the parameter TIMEOUT: the seconds that a server has to answer."""
    return number(contract.TIMEOUT, tr("Request timeout (s)"), default, 0.1)


def total_field_parameter() -> QgsProcessingParameterString:
    """Return the parameter TOTAL_FIELD: the inhabitants of all ages, sought under usual names where it is empty."""
    return words(contract.TOTAL_FIELD, tr("Field with the total of inhabitants"))


def trust_parameter() -> QgsProcessingParameterFile:
    """Return the parameter TRUST: what a run without a window may accept of catalogues from others, which nobody is asked about."""
    return json_file(contract.TRUST, tr("Catalogues and servers to trust (JSON file with their hashes and names)"))


def unit_key_parameter() -> QgsProcessingParameterField:
    """Return the parameter UNIT_KEY: what the units are called in tables, found where it is empty."""
    return layer_field(contract.UNIT_KEY, tr("Units: field with the key"), contract.UNITS)


def unit_name_parameter() -> QgsProcessingParameterField:
    """Return the parameter UNIT_NAME_FIELD: what the areas are called, found where it is empty."""
    return layer_field(contract.UNIT_NAME_FIELD, tr("Name field of the areas"), contract.UNITS)


def travel_parameters(reach: float | None = REACH) -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return the parameters of a NETWORK that one travels over, as `algorithms.travel` reads them.

    Without ``reach`` a place lies near the network however far it is, unless somebody says otherwise.
    """
    usual = {mode: f"{speed:g}" for mode, speed in SPEEDS.items()}
    speeds = tr("Speed in km/h (empty: {walking} on foot, {cycling} cycling, {driving} driving)").format(**usual)
    return (
        snapping_tolerance(),
        number(contract.REACH, tr("Max. distance to network (m)"), reach, 0.0),
        switch(contract.MAIN_PART_ONLY, tr("Ignore disconnected parts of the network")),
        layer_field(contract.DIRECTION_FIELD, tr("Network field: direction"), contract.NETWORK),
        words(contract.VALUE_FORWARD, tr("Direction: as drawn"), "FT"),
        words(contract.VALUE_BACKWARD, tr("Direction: against it"), "TF"),
        words(contract.VALUE_BOTH, tr("Direction: both"), "B"),
        words(contract.VALUE_CLOSED, tr("Direction: closed"), "N"),
        layer_field(contract.SPEED_FIELD, tr("Network field: speed (km/h), for cars"), contract.NETWORK, NUMERIC),
        number(contract.DEFAULT_SPEED, speeds, None, 0.1),
    )


def timetable_parameters() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return the parameters of public transport that one sees at once, as `algorithms.travel` reads them."""
    return (
        input_files(contract.GTFS, tr("Timetables for public transport (GTFS, zip files)")),
        day(contract.DAY, tr("Day of the timetable (empty: a Tuesday with the usual number of trips)")),
        words(contract.WINDOW, tr("Public transport: departures between"), WINDOW),
        number(contract.TRANSFERS, tr("Public transport: max. number of transfers"), TRANSFERS, 0, MOST_TRANSFERS, whole=True),
    )


def journey_parameters() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return the parameters of public transport that seldom need another value."""
    return (
        number(contract.EVERY, tr("Public transport: minutes between two departures"), EVERY, 0.1),
        number(contract.WALK_LIMIT, tr("Public transport: max. duration of each walk (minutes)"), WALK_LIMIT, 0.0),
    )


def mode_parameter() -> QgsProcessingParameterEnum:
    """Return the parameter MODE: by which means people get to facilities."""
    return choice(contract.MODE, tr("Means of transport"), ACCESS_MODES)


def travel_cost_parameter() -> QgsProcessingParameterEnum:
    """Return the parameter COST: what a way to a facility is counted in."""
    return choice(contract.COST, tr("Travel cost (metres or minutes)"), TRAVEL_COSTS, METRES)


def percentile_parameter() -> QgsProcessingParameterNumber:
    """Return the parameter PERCENTILE: which travel time by public transport counts."""
    text = tr("Public transport: percentage of the departures that take at most the travel time that counts (50: the median)")
    return number(contract.PERCENTILE, text, PERCENTILE, 1.0, 100.0)


def new_field_parameter() -> QgsProcessingParameterString:
    """Return the parameter NAME: of the field that units get."""
    return words(contract.NAME, tr("Name of the new field"))


def measure_parameter(keys: Iterable[str]) -> QgsProcessingParameterEnum:
    """Return the parameter MEASURE: how what lies in a unit becomes one value."""
    return choice(contract.MEASURE, tr("Aggregation measure"), keys)


def points_weight_parameter() -> QgsProcessingParameterField:
    """Return the parameter POINTS_WEIGHT_FIELD: for how many each of the POINTS counts."""
    return layer_field(contract.POINTS_WEIGHT_FIELD, tr("Field with the points' weights"), contract.POINTS, NUMERIC)


def units_output_parameter() -> QgsProcessingParameterFeatureSink:
    """Return the parameter OUTPUT: the units with what was measured."""
    return output_layer(contract.OUTPUT, tr("Units with the new field"), POLYGONS)


def units_parameter() -> QgsProcessingParameterFeatureSource:
    """Return the parameter UNITS: the areas that get a value."""
    return input_layer(contract.UNITS, tr("Units"), POLYGONS)


def weights_parameter(default: str) -> QgsProcessingParameterString:
    """Return the parameter WEIGHTS: which units are neighbours, as `analysis.weights.spatial_weights` takes it."""
    return required_words(contract.WEIGHTS, tr("Neighbours: queen, knn:8 or distance:1000"), default)


def zip_parameter() -> QgsProcessingParameterBoolean:
    """Return the parameter ZIP: whether the folder is packed too."""
    return switch(contract.ZIP, tr("Also pack all files in a zip"))
