"""Coalitions in QGIS: actors and links from layers and tables, their maps, and the report."""
