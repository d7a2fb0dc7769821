"""GTFS: a timetable as stops with how often something leaves there."""

from __future__ import annotations

from ..kind import SourceKind
from .load import load_gtfs

KIND = SourceKind(load=load_gtfs, keeps_download=True)
