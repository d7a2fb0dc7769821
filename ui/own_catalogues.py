"""Catalogues of the user's own, in the profile: which file they are, and on top of which others they stand."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication

from ..processing.model.catalogue import BUILTIN, Catalogue, read_catalogue, write_catalogue
from ..processing.model.errors import OpgaveError
from ..processing.model.text import Text
from .settings import GROUP, settings


def own_path() -> Path:
    """Return the file, in the user's profile."""
    return Path(QgsApplication.qgisSettingsDirPath()) / GROUP / "own_catalogue.json"


def city_catalogue_path(nis: str) -> Path:
    """Return the file with the layers of one's own municipality, in the user's profile."""
    return own_path().with_name(f"{nis}_own_catalogue.json")


def open_city_catalogue(nis: str, name: str) -> str:
    """Return the path of the catalogue with one's own layers of a municipality; made on top of the public ones where it is not there.

    Raises
    ------
    OpgaveError
        It cannot be written.
    """
    path = city_catalogue_path(nis)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        title = Text(nl=f"Eigen lagen van {name}", en=f"Own layers of {name}")
        write_catalogue(path, Catalogue(title=title, includes=(public_catalogue() or BUILTIN,), municipality=nis))
    if str(path) not in settings.catalogues:
        settings.catalogues = [*settings.catalogues, str(path)]
    return str(path)


def first_map_catalogue(nis: str) -> str:
    """Return the catalogue from which the first map of a municipality is made: that with one's own layers, else the public one."""
    own = city_catalogue_path(nis)
    return str(own) if own.exists() else public_catalogue()


def public_catalogue() -> str:
    """Return the catalogue with the public sources: the one in use, unless that is of one municipality; then the one before it.

    A first map leaves its own catalogue in use, which holds no more than that map needed.
    """
    used = settings.catalogue
    try:
        known = read_catalogue(used)
    except OpgaveError:
        return used  # who reads it next says what is wrong
    if not known.municipality or known.includes and Path(used) != city_catalogue_path(known.nis_code):
        settings.public_catalogue = used
    return settings.public_catalogue
