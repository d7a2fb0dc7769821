"""For whom something was made, in words."""

from __future__ import annotations

from ..model.choices import INTERNAL, PARTNERS
from .language import Language

AUDIENCE_TEXTS = {
    INTERNAL: "For use within the service only: nothing is hidden, so this map is not to be redistributed.",
    PARTNERS: "For partners of the service: this map is not to be published.",
}


def audience_words(audience: str, language: Language) -> str:
    """Return for whom a map is, of `choices.AUDIENCES`; empty where it is for everybody."""
    return language.tr(AUDIENCE_TEXTS[audience]) if audience in AUDIENCE_TEXTS else ""
