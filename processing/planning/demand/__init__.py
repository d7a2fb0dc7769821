"""The look ahead in QGIS: ages, programmes and places from layers, needs and shortages on units, and the report."""
