"""Keys of choices that algorithms offer. QGIS lists the algorithms at every start, so that what they import for it is light."""

AUTO = "auto"
KINDS = (AUTO, "csw", "records", "dcat", "wfs", "wms", "wmts", "oapif", "arcgis", "opendatasoft", "folder", "postgis")
"""What can be harvested; ``auto`` finds out which it is."""

KEEP = "keep"
REDISTRIBUTION = (KEEP, "yes", "aggregated", "no")
"""What a publisher may say of passing on; ``keep`` leaves what was said before."""
