"""Which store a text names: a folder, a GeoPackage, or a connection to a PostGIS database."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProviderRegistry

from ...model.errors import OpgaveError
from .folder import FolderStore, check_is_store
from .store import Store


def open_store(text: str, must_exist: bool = False) -> Store:
    """Return the store that ``STORE`` names.

    Parameters
    ----------
    must_exist : bool
        False: the first who writes makes it.

    Raises
    ------
    OpgaveError
        The text names no store, or there is none yet where one is needed.
    """
    text = text.strip()
    if not text:
        raise OpgaveError("STORE is empty: give a folder, a GeoPackage, or the name of a PostGIS connection.")
    path = Path(text).expanduser()
    if not path.is_dir() and text in connections():
        from .postgis import PostgisStore

        return PostgisStore(text, must_exist)
    if path.suffix.lower() == ".gpkg":
        from .geopackage import GeopackageStore

        return GeopackageStore(path, must_exist)
    if path.is_file():
        raise OpgaveError("STORE is the file '{path}': give a folder, a GeoPackage, or the name of a PostGIS connection.", path=path)
    if must_exist:
        check_exists(text, path)
    return FolderStore(path)


def connections() -> list[str]:
    """Return the names of the PostGIS connections that QGIS knows."""
    return list(QgsProviderRegistry.instance().providerMetadata("postgres").connections(False))


def check_exists(text: str, path: Path) -> None:
    """Check that a folder holds a store."""
    if not path.is_dir() and len(path.parts) == 1:
        raise OpgaveError(
            "STORE '{store}' is no folder, no GeoPackage and no PostGIS connection that QGIS knows: check its name.", store=text
        )
    check_is_store(path)
