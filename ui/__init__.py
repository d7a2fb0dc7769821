"""What the QGIS window shows."""
