"""What a project keeps of a computed challenge: enough to go on with its weights, in another session too, without computing it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsLayerTreeGroup, QgsProject

from ...processing.model.challenge import read_challenge
from ...processing.model.files import read_json
from ...processing.model.progress import Progress
from ..newest import group_of
from ..result_places import own_group_if_any, result_of
from .computing import CHALLENGE_FILE, FACTS_FILE, Outcome

if TYPE_CHECKING:  # heavy, and not needed where nothing is kept
    from ...processing.challenge.index_preview import Computed
    from .layers import Shown

KEPT = "opgavenkaart/kept"


@dataclass(frozen=True)
class KeptChallenge:
    """A computed challenge in the open project.

    Attributes
    ----------
    units, clusters : str
        Ids of its layers.
    sources : tuple of str, str
        Theirs.
    catalogue : str
    counts : dict
        As `Outcome` has them.
    """

    units: str
    clusters: str
    sources: tuple[str, str]
    catalogue: str
    counts: dict

    @property
    def is_there(self) -> bool:
        """Whether its layers are still in the project."""
        layers = QgsProject.instance().mapLayers()
        return self.units in layers and self.clusters in layers

    def read(self, progress: Progress) -> Computed:
        """Return what was computed; in whatever thread asks.

        Raises
        ------
        OpgaveError
            The challenge's file or a layer is gone.
        """
        from ...processing.challenge.index_preview import read_computed

        place = result_of(self.sources[0])
        said = place.with_suffix(FACTS_FILE)
        facts = read_json(said) if said.exists() else ()  # a result of an earlier version has none
        return read_computed(read_challenge(str(place.with_suffix(CHALLENGE_FILE))), *self.sources, progress, facts)


def keep(outcome: Outcome, shown: Shown) -> None:
    """Note in the challenge's group which layers show it, and what they do not say themselves."""
    challenge = outcome.computed.challenge
    facts = {"units": shown.units, "clusters": shown.clusters, "catalogue": outcome.catalogue}
    counts = {name: value for name, value in outcome.counts.items() if isinstance(value, int | float)}
    group = group_of(challenge.id, challenge.title.of(shown.language.code))
    group.setCustomProperty(KEPT, json.dumps({**facts, "counts": counts}))


def list_computed() -> Iterator[KeptChallenge]:
    """Yield the computed challenges in the open project whose layers can be read."""
    above = own_group_if_any()
    for group in above.findGroups() if above else ():
        if found := read_kept_challenge(group):
            yield found


def read_kept_challenge(group: QgsLayerTreeGroup) -> KeptChallenge | None:
    """Return what a group keeps; None where it is nothing, or its layers went or cannot be read."""
    facts = json.loads(group.customProperty(KEPT, "") or "{}")
    layers = [QgsProject.instance().mapLayer(facts.get(name, "")) for name in ("units", "clusters")]
    if not all(layer and layer.isValid() and result_of(layer.source()) for layer in layers):
        return None
    return KeptChallenge(**facts, sources=tuple(layer.source() for layer in layers))
