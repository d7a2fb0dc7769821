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
