"""Who works here."""

from __future__ import annotations

from qgis.core import QgsApplication


def user_name() -> str:
    """Return who works here, as the system says it."""
    return str(QgsApplication.userFullName() or QgsApplication.userLoginName())
