"""How far public data carry a challenge, before any of them is fetched: by what the catalogue says of their sources."""

from __future__ import annotations

from dataclasses import dataclass

from ...challenge.variants import Lacks, choose_variant
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge, Indicator


@dataclass(frozen=True)
class PublicShare:
    """What public data say of a challenge.

    Attributes
    ----------
    share : float
        Part of the weight (0-1) that lies on indicators for which the catalogue has a source.
    missing : tuple of Indicator
        The others.
    twins : tuple of Indicator
        Indicators in whose place something else is measured, as it is.
    """

    challenge: Challenge
    share: float
    missing: tuple[Indicator, ...]
    twins: tuple[Indicator, ...]

    @property
    def carries(self) -> bool:
        """Whether that is as much as an index of this challenge asks for."""
        return 1 - self.share <= self.challenge.aggregation.allowed_missing_share


def weigh_public_data(challenge: Challenge, catalogue: Catalogue) -> PublicShare:
    """Return how much of a challenge's weight the catalogue has sources for, twins included."""
    variant = choose_variant(challenge, Lacks(catalogue, challenge.units.key, makes=True))
    indicators = variant.challenge.indicators
    missing = tuple(one for one in indicators if one.id in variant.missing)
    total, lacking = sum(one.weight for one in indicators), sum(one.weight for one in missing)
    twins = tuple(one for one in indicators if one.id in variant.reasons and one.id not in variant.missing)
    return PublicShare(challenge, 1 - lacking / total if total else 0.0, missing, twins)
