"""Defects of a layer that show without any other: in its geometry, in its table."""
