"""What tests trust, as an organisation does: the folders in which they write, by a file that QGIS's global settings name."""

import json
import os
import tempfile
from pathlib import Path

from .data import ROOT


def write_trust(folder: Path) -> Path:
    """Write the file of what tests trust into a folder, and return its path."""
    data = os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared"
    path = folder / "trust.json"
    folders = [str(one) for one in (ROOT, data, tempfile.gettempdir(), "/tmp")]
    path.write_text(json.dumps({"folders": folders}), encoding="utf-8")
    return path


def write_global_settings(folder: Path) -> Path:
    """Write QGIS's global settings, with that file, into a folder, and return their path."""
    path = folder / "qgis_global_settings.ini"
    path.write_text(f"[opgavenkaart]\ntrust={write_trust(folder).as_posix()}\n", encoding="utf-8")
    return path
