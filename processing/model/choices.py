"""Keys of choices that algorithms offer. QGIS lists the algorithms at every start, so that what they import for it is light."""

AUTO = "auto"
KINDS = (AUTO, "csw", "records", "dcat", "wfs", "wms", "wmts", "oapif", "arcgis", "opendatasoft", "folder", "postgis")
"""What can be harvested; ``auto`` finds out which it is."""

KEEP = "keep"
REDISTRIBUTION = (KEEP, "yes", "aggregated", "no")
"""What a publisher may say of passing on; ``keep`` leaves what was said before."""

SITE_OBJECTIVES = ("mclp", "p_median", "p_center", "lscp")
"""What a plan of sites is best at: most demand covered, least demand x metres, least largest distance, fewest sites."""

SITE_STATUSES = ("candidate", "existing", "required", "forbidden")
"""What may become of a site."""

ACCESS_METHODS = ("nearest", "cumulative", "2sfca", "e2sfca")
"""How access is measured: way to the nearest facility, places within the threshold, two-step floating catchments, enhanced ones."""

DECAYS = ("step", "linear", "gaussian", "inverse_power")
"""How a facility counts less the farther it is, for ``e2sfca``."""

MODES = ("walking", "cycling", "driving")
TRAVEL_COSTS = ("metres", "minutes")
CATCHMENTS = ("reach", "nearest")
"""Ground from which a facility is reached within the threshold; or that part of it for which it is the nearest."""

EXTRAS = ("excel", "geojson", "qml", "sld")
"""Further files of a bundle, for other programs: a workbook with a dictionary, GeoJSON, looks for QGIS and for others."""
