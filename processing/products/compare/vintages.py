"""Two bundles read side by side, and what differs between them as one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...analysis.vintages import Change, Vintage, changed_values, compare_vintages
from ...challenge.unit_table import UnitTable
from ...model import contract
from ...model.challenge import Challenge, in_present_words
from ...model.choices import NOISE
from ...model.differences import DocumentDifference, differences
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.results import CLUSTER_ID, INDEX, UNITS, error_field
from ...qgis_io.columns import key_texts
from ...qgis_io.reading import missing_field
from ..bundles import Bundle
from ..integrated_map.drawing import method_mark
from .clusters import ComparedClusters, compare_bundle_clusters

WHERE_FROM = (contract.AS_OF, contract.CHALLENGE, contract.CATALOGUE, contract.STORE, contract.UNITS)
"""Parameters that say where data come from; what that changes shows in the layers."""
LAYER_FACTS = ("sha256", "date", "features", "without_geometry", "repaired", "publisher", "licence", "redistribution")


@dataclass(frozen=True)
class LayerChange:
    """What differs in one layer that went in.

    Attributes
    ----------
    state : str
        ``changed`` (other content), ``described`` (the same content, described otherwise), ``new`` or ``gone``.
    facts : list of DocumentDifference
    indicators : tuple of str
        The indicators that it feeds.
    values : int
        Values of those indicators that differ; 0 where nobody can tell, as in a layer that is only drawn.
    """

    record: str
    title: str
    state: str
    facts: list[DocumentDifference]
    indicators: tuple[str, ...]
    values: int


@dataclass(frozen=True)
class ComparedVintages:
    """Two vintages of a map: ``before`` and ``after``.

    Attributes
    ----------
    units : Features
        Units of either vintage, with what changed; the geometry of the later one where it has them.
    change : Change
        What changed in all, and how sure that is.
    values : DataFrame
        As `analysis.vintages.changed_values`.
    layers : list of LayerChange
        What changed in the data.
    method : list of DocumentDifference
        What changed in challenge, parameters and versions.
    files : list of DocumentDifference
        Files whose content differs, with their hashes.
    clusters : ComparedClusters or None
        What became of the clusters; None where nobody asked.
    challenge_differs : bool
        Whether index or clusters were computed by another challenge: other weights, indicators or methods.
    """

    before: Bundle
    after: Bundle
    units: Features
    change: Change
    values: pd.DataFrame
    layers: list[LayerChange]
    method: list[DocumentDifference]
    files: list[DocumentDifference]
    clusters: ComparedClusters | None = None
    challenge_differs: bool = False

    @cached_property
    def changed(self) -> np.ndarray:
        """Which units rise or fall beyond chance, shape (n,)."""
        return self.units.table["changed"].to_numpy(dtype=bool)

    @cached_property
    def differs(self) -> np.ndarray:
        """Which units differ in anything, ranks and clusters included, shape (n,)."""
        return self.units.table["differs"].to_numpy(dtype=bool)


def compare(
    before: Bundle, after: Bundle, progress: Progress = SILENT, noise: float = NOISE, with_clusters: bool = False
) -> ComparedVintages:
    """Compare two vintages of a map; ``noise`` as in `analysis.vintages.compare_vintages`.

    Raises
    ------
    OpgaveError
        They are of different challenges, or have no unit in common.
    """
    check_same_challenge(before, after)
    progress.step("Reading two bundles")
    features = [bundle.read(UNITS, progress) for bundle in (before, after)]
    vintages = [vintage(bundle, one) for bundle, one in zip((before, after), features, strict=True)]
    check_common_units(before, after, vintages)
    progress.step("Comparing {count} units", count=len(features[1]))
    values = changed_values(*vintages)
    change = compare_vintages(vintages[0], vintages[1], noise)
    other = challenge_differs(before.challenge, after.challenge)
    return ComparedVintages(
        before,
        after,
        compared_units(features, vintages, after.challenge, change.table),
        change,
        values,
        layer_changes(before, after, values),
        method_changes(before, after),
        differences(hashes(before), hashes(after)),
        compare_bundle_clusters(before, after, vintages[0], features[0], None if other else change.errors, progress)
        if with_clusters
        else None,
        other,
    )


def challenge_differs(before: Challenge, after: Challenge) -> bool:
    """Return whether index or clusters follow from another challenge, whatever its texts."""
    return method_mark(before) != method_mark(after) or before.clusters != after.clusters


def check_same_challenge(before: Bundle, after: Bundle) -> None:
    """Check that two bundles are of one challenge, whatever changed in it."""
    if before.challenge.id != after.challenge.id:
        raise OpgaveError(
            "'{first}' is a map of the challenge '{one}' and '{second}' of '{other}': give two maps of the same challenge.",
            first=before.name,
            one=before.challenge.id,
            second=after.name,
            other=after.challenge.id,
        )


def check_common_units(before: Bundle, after: Bundle, vintages: Sequence[Vintage]) -> None:
    """Check that there is something to compare."""
    first, second = (one.index.index for one in vintages)
    if not len(first.intersection(second)):
        raise OpgaveError(
            "'{first}' and '{second}' have no unit in common: their units are others, or their key '{one}' or '{other}' changed.",
            first=before.name,
            second=after.name,
            one=before.challenge.units.result_key,
            other=after.challenge.units.result_key,
        )


def vintage(bundle: Bundle, units: Features) -> Vintage:
    """Return the index that a bundle holds.

    Raises
    ------
    OpgaveError
        Its units lack a field that its challenge speaks of, or have a key twice.
    """
    challenge, table = bundle.challenge, units.table
    names = [one.id for one in challenge.indicators]
    for field in (challenge.units.result_key, challenge.units.name, INDEX, CLUSTER_ID, *names):
        if field not in table:
            raise missing_field(f"{bundle.name}: {UNITS}", field, list(table))
    keys = pd.Index(key_texts(table[challenge.units.result_key]), dtype=object)
    if not keys.is_unique:
        raise OpgaveError("'{bundle}' has unit '{unit}' more than once.", bundle=bundle.name, unit=keys[keys.duplicated()][0])
    errors = {error_field(name): name for name in names if error_field(name) in table}
    numbers = table[[INDEX, CLUSTER_ID, *names, *errors]].apply(pd.to_numeric, errors="coerce").set_axis(keys)
    units_of = UnitTable(challenge, table)
    people = units_of.people
    return Vintage(
        challenge,
        numbers[names],
        numbers[INDEX],
        numbers[CLUSTER_ID].fillna(0).astype("int64"),
        None if people is None else pd.Series(people, index=keys),
        numbers[list(errors)].rename(columns=errors),
        bundle.anchors,
        units_of.value_averaging,
    )


def compared_units(features: Sequence[Features], vintages: Sequence[Vintage], challenge: Challenge, table: pd.DataFrame) -> Features:
    """Return the units as a layer: key, name, and what changed."""
    old, new = features
    place = [one.index.index.get_indexer(table.index) for one in vintages]
    lost = np.flatnonzero(place[1] < 0)
    if len(lost) and old.crs != new.crs:
        raise OpgaveError("The maps are in two coordinate systems ({first} and {second}).", first=old.crs, second=new.crs)
    geometry = np.concatenate([new.geometry[place[1][place[1] >= 0]], old.geometry[place[0][lost]]])
    names = [one.table[v.challenge.units.name].to_numpy(dtype=object) for one, v in zip(features, vintages, strict=True)]
    name = np.concatenate([names[1][place[1][place[1] >= 0]], names[0][place[0][lost]]])
    columns = {challenge.units.result_key: np.asarray(table.index, dtype=object), challenge.units.name: name}
    found = table.reset_index(drop=True)
    return replace(
        new, name="changes", geometry=geometry, table=pd.concat([pd.DataFrame(columns), found], axis=1), ids=np.empty(0, "int64")
    )


def layer_changes(before: Bundle, after: Bundle, values: pd.DataFrame) -> list[LayerChange]:
    """Return the layers that differ."""
    old, new = ({row["record"]: row for row in bundle.manifest["inputs"]} for bundle in (before, after))
    counts = values.groupby("indicator").size()
    found = []
    for id in dict.fromkeys([*new, *old]):
        facts = [one for one in differences(old.get(id, {}), new.get(id, {})) if one.place in LAYER_FACTS]
        if facts:
            fed = tuple(indicators_of(after.challenge, id))
            changed = int(counts.reindex(list(fed)).fillna(0).sum())
            title = (new.get(id) or old[id]).get("title", id)
            found.append(LayerChange(id, title, state_of(id, old, new), facts, fed, changed))
    return found


def state_of(id: str, old: dict, new: dict) -> str:
    """Return what happened to a layer; see `LayerChange`."""
    if id not in old:
        return "new"
    if id not in new:
        return "gone"
    return "changed" if old[id].get("sha256") != new[id].get("sha256") else "described"


def indicators_of(challenge: Challenge, record: str) -> list[str]:
    """Return the indicators that a layer feeds."""
    return [one.id for one in challenge.indicators if any(record in part.layers for part in one.measurements())]


def method_changes(before: Bundle, after: Bundle) -> list[DocumentDifference]:
    """Return what differs in challenge, parameters and versions."""
    old, new = (method(bundle.manifest) for bundle in (before, after))
    return differences(old, new)


def method(manifest: dict) -> dict:
    """Return the part of a manifest that says how it was reckoned and drawn."""
    parameters = {name: value for name, value in manifest.get("parameters", {}).items() if name not in WHERE_FROM}
    return {"challenge": in_present_words(manifest["challenge"]), "parameters": parameters, "versions": manifest.get("versions", {})}


def hashes(bundle: Bundle) -> dict[str, str]:
    """Return the hash of each file as the manifest tells it."""
    return {name: facts.get("sha256", "") for name, facts in bundle.manifest["files"].items()}
