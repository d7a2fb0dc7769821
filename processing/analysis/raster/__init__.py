"""Rasters brought to units: how much of each cell lies in each unit, and what the cells say of it."""
