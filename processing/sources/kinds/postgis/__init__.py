"""PostGIS: tables and views of a database."""

from __future__ import annotations

from ..kind import SourceKind
from .harvest import harvest_postgis
from .load import load_postgis, shared_table

KIND = SourceKind(load=load_postgis, live=shared_table, harvest=harvest_postgis)
