"""Envelopes in QGIS: measures from a layer, the portfolio on it, and the report for those who negotiate."""
