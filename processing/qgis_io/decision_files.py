"""Where it stands what people decided about the defects of a layer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from qgis.core import QgsApplication, QgsDataSourceUri, QgsProviderRegistry

FOLDER = Path("opgavenkaart", "defects")
"""Below the profile: what was decided about layers beside which no file can be written."""
ENDING = ".defects.json"


def place_of_decisions(provider: str, source: str) -> Path:
    """Return the file in which stands what was decided about a layer's defects: beside its data, for all who work with them.

    Where these are no file, or nothing can be written beside it, it stands in the user's profile.

    Parameters
    ----------
    provider, source : str
        Of the layer, as QGIS names them.
    """
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    path = Path(str(parts.get("path") or ""))
    if provider == "ogr" and path.is_absolute() and path.is_file():
        name = str(parts.get("layerName") or "")
        beside = path.with_name(f"{path.name}.{name}{ENDING}" if name and name != path.stem else f"{path.name}{ENDING}")
        if beside.exists() or os.access(path.parent, os.W_OK):
            return beside
    told = f"{provider} {QgsDataSourceUri.removePassword(source)}"
    return Path(QgsApplication.qgisSettingsDirPath()) / FOLDER / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}{ENDING}"
