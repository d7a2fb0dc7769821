"""Where decisions about trust stand: what an organisation ships, what somebody accepted here, and the file of a script."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings

from ..model.errors import OpgaveError
from ..model.trust import Trust, keep_decisions, read_trust

SETTING = "opgavenkaart/trust"
"""Setting with the path of a ``trust.json``, which an organisation gives to all in QGIS's global settings."""
FOLDER = Path("opgavenkaart", "trust")
"""Below the profile: a file for each catalogue that was made or accepted here, of which the name is its hash."""


def use_decisions() -> None:
    """Have what was decided in this profile, and by the organisation, hold in this process."""
    keep_decisions(organisation_trust, kept_folder)


def kept_folder() -> Path:
    """Return the folder in which stands what was made or accepted here."""
    return Path(QgsApplication.qgisSettingsDirPath()) / FOLDER


def organisation_trust() -> Trust:
    """Return what the organisation trusts; nothing where it says nothing.

    Raises
    ------
    OpgaveError
        Its file cannot be read.
    """
    path = str(QgsSettings().value(SETTING, "") or "")
    if not path:
        return Trust()
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError as error:
        raise OpgaveError(
            "The file '{path}', which the setting {setting} names, cannot be read ({reason}): put it there, or take the setting away.",
            path=path,
            setting=SETTING,
            reason=error.strerror,
        ) from error
    return _read_once(path, changed)


@lru_cache(maxsize=1)
def _read_once(path: str, changed: int) -> Trust:
    return read_trust(path)
