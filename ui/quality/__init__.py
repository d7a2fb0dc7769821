"""The quality tab of the catalogue dock: the defects of a layer worked through, one after the other."""
