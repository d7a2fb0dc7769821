"""The measure of the earth, and the coordinate system of the country."""

from __future__ import annotations

METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of the earth's mean radius."""
LAMBERT_72 = "EPSG:31370"
"""Belgian Lambert 72, in metres."""
