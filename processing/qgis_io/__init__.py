"""QGIS turned into arrays and back: layers, columns, coordinate systems, files, progress."""
