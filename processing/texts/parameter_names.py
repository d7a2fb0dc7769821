"""Names of parameters in sentences: in the window as its dialog shows them, in scripts as they are written there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from qgis.core import QgsApplication, QgsProcessingAlgorithm

from .language import tr

DESKTOP = "desktop"
NAME = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
REMARK = re.compile(r"\s*\([^()]*\)$")
"""What a dialog says of a parameter in brackets behind its name, such as when it may be empty."""


def dialog_names(algorithm: QgsProcessingAlgorithm) -> dict[str, str]:
    """Return what the dialog calls each parameter of an algorithm; empty outside the window, where a script writes the names themselves."""
    if QgsApplication.platform() != DESKTOP:
        return {}
    return {one.name(): REMARK.sub("", one.description()) for one in algorithm.parameterDefinitions()}


def naming(names: Mapping[str, str], translate: Callable[[str], str] = tr) -> Callable[[str], str]:
    """Return a translation in which parameters go by these names, between quotes; what is filled in later stays as it is."""
    return lambda template: NAME.sub(lambda found: f"'{names[found[0]]}'" if found[0] in names else found[0], translate(template))
