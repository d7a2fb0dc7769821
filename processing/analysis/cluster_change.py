"""What became of clusters between two vintages: each piece of ground is kept, gained or lost, and each cluster is judged by its ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.choices import OVERLAP, SAME_SHARE
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .cluster_noise import ROUNDING, UnchangedCity, probability_beyond
from .noise import SURE
from .overlay import partition

STAYS, GROWS, SHRINKS, NEW, GONE = CHANGES = ("stays", "grows", "shrinks", "new", "gone")
KEPT, GAINED, LOST = "kept", "gained", "lost"
NOBODY = -1


@dataclass(frozen=True)
class ClusterChange:
    """Two vintages of clusters beside each other.

    Attributes
    ----------
    table : DataFrame, one row per later cluster, then one per earlier cluster that is gone
        ``after`` and ``before`` (positions in the vintages, -1 where there is none), ``change``, ``change_probability`` (0-1; NaN where not
        known, and where there is no change), ``overlap`` (0-1: what was kept of all ground of before and after), ``area_before_m2``,
        ``area_after_m2``, ``kept_m2``, ``gained_m2``, ``lost_m2``.
    links : DataFrame
        ``before``, ``after``, ``shared_m2``: which earlier clusters live on in which later ones.
    geometry : ndarray of shapely polygons, shape (rows,)
        The later cluster; the earlier one where it is gone.
    pieces : DataFrame
        ``piece`` (kept, gained, lost), ``before``, ``after``, ``area_m2``.
    piece_geometry : ndarray of shapely polygons, shape (pieces,)
    doubled_m2 : float
        Ground that two clusters of one vintage cover both; it counts for the first.
    """

    table: pd.DataFrame
    links: pd.DataFrame
    geometry: np.ndarray
    pieces: pd.DataFrame
    piece_geometry: np.ndarray
    doubled_m2: float

    def count(self, change: str) -> int:
        """Return how many clusters changed in that way."""
        return int((self.table["change"] == change).sum())


def compare_clusters(
    before: np.ndarray,
    after: np.ndarray,
    before_low: np.ndarray | None = None,
    after_low: np.ndarray | None = None,
    same_share: float = SAME_SHARE,
    overlap: float = OVERLAP,
    chance: UnchangedCity | None = None,
    progress: Progress = SILENT,
) -> ClusterChange:
    """Say of each cluster whether it stays, grows, shrinks, is new or gone.

    The vintages are overlaid. An earlier cluster lives on in a later one if they share at least ``overlap`` of the smaller of
    both. A later cluster in which none lives on is ``new``, an earlier one that lives on in none is ``gone``. The ground of any
    other later cluster is *kept* (in some earlier cluster) or *gained*; ground of earlier clusters that no later one covers is *lost*,
    by the later cluster that took most of the earlier one. Before = kept + lost, after = kept + gained; the cluster ``grows`` or
    ``shrinks`` if it became larger or smaller by more than ``same_share`` of before, else it ``stays``. So a cluster that falls
    apart, or two that melt together, lose and gain nothing by that; over all clusters before, after, kept, gained and lost add up to
    the ground of both vintages.

    With ``chance`` a change is named only if it is beyond what an unchanged city shows when it is measured again, with a probability of
    `SURE` or more; else the cluster ``stays``, also one that came or went. The probability is that of less change by chance alone:
    of growth (or shrinkage) less than this of the same earlier clusters; of an earlier cluster that lives on; of no new cluster as large
    anywhere in the city.

    Parameters
    ----------
    before, after : ndarray of shapely polygons
        Valid, planar, in metres.
    before_low, after_low : ndarray of bool, optional
        Clusters of low values, which are compared with such clusters only.
    same_share, overlap : float
        0 up to 1.
    chance : UnchangedCity, optional
        Of the earlier clusters, in the order of ``before``.

    Raises
    ------
    OpgaveError
        When a share lies outside that range.
    """
    if not 0 <= same_share < 1:
        raise OpgaveError("The share up to which a cluster stays is {share:g}: give one from 0 up to 1, such as 0.01.", share=same_share)
    if not 0 < overlap <= 1:
        raise OpgaveError(
            "The share of common ground from which two clusters are one is {share:g}: give one above 0 up to 1.", share=overlap
        )
    earlier_side = np.zeros(len(before), dtype=bool) if before_low is None else before_low
    later_side = np.zeros(len(after), dtype=bool) if after_low is None else after_low
    faces, doubled = _faces([before, after], earlier_side, later_side, progress)
    links = _links(faces, shapely.area(before), shapely.area(after), overlap)
    table = _table(faces, links, len(before), len(after))
    table["change"], table["change_probability"] = _judge(table, links, same_share, chance)
    places = np.where(table["after"] >= 0, table["after"], table["before"])
    geometry = np.array([(after if row >= 0 else before)[place] for row, place in zip(table["after"], places, strict=True)], dtype=object)
    pieces, shapes = _pieces(faces)
    return ClusterChange(table, links, geometry, pieces, shapes, doubled)


def _faces(vintages: list[np.ndarray], earlier_low: np.ndarray, later_low: np.ndarray, progress: Progress) -> tuple[pd.DataFrame, float]:
    """Return ``before``, ``after``, ``area_m2``, ``geometry`` of each face, and the doubly covered area.

    Ground where a cluster of high values lies over one of low values stands in it twice: lost by one, gained by the other.
    """
    ground = partition(vintages, progress=progress)
    area = shapely.area(ground.geometry)
    earlier, later = (labels.first() for labels in ground.labels)
    both = (earlier >= 0) & (later >= 0)
    turned = np.zeros(len(area), dtype=bool)
    turned[both] = earlier_low[earlier[both]] != later_low[later[both]]
    columns = {"before": earlier, "after": np.where(turned, NOBODY, later), "area_m2": area, "geometry": ground.geometry}
    other = {"before": NOBODY, "after": later[turned], "area_m2": area[turned], "geometry": ground.geometry[turned]}
    doubled = sum(float(area[labels.count() > 1].sum()) for labels in ground.labels)
    return pd.concat([pd.DataFrame(columns), pd.DataFrame(other)], ignore_index=True), doubled


def _links(faces: pd.DataFrame, before_area: np.ndarray, after_area: np.ndarray, overlap: float) -> pd.DataFrame:
    """Return the pairs of clusters that share enough ground to be the same, in the order of ``after``, most shared first."""
    both = faces[(faces["before"] >= 0) & (faces["after"] >= 0)]
    shared = both.groupby(["before", "after"], as_index=False)["area_m2"].sum().rename(columns={"area_m2": "shared_m2"})
    smaller = np.minimum(before_area[shared["before"]], after_area[shared["after"]])
    enough = shared[shared["shared_m2"] >= overlap * smaller * (1 - ROUNDING)]
    return enough.sort_values(["after", "shared_m2"], ascending=[True, False], kind="stable").reset_index(drop=True)


def _table(faces: pd.DataFrame, links: pd.DataFrame, before_count: int, after_count: int) -> pd.DataFrame:
    covered = faces["after"] >= 0
    kept = _sum(faces[covered & (faces["before"] >= 0)], "after", after_count)
    gained = _sum(faces[covered & (faces["before"] < 0)], "after", after_count)
    lost_of = _sum(faces[~covered], "before", before_count)
    heir = np.full(before_count, NOBODY)
    heirs = links.sort_values("shared_m2", kind="stable")
    heir[heirs["before"]] = heirs["after"]
    lost = np.bincount(heir[heir >= 0], lost_of[heir >= 0], after_count)
    later = pd.DataFrame({"after": np.arange(after_count), "before": NOBODY, "kept_m2": kept, "gained_m2": gained, "lost_m2": lost})
    left = np.flatnonzero(heir < 0)
    gone = pd.DataFrame({"after": NOBODY, "before": left, "kept_m2": 0.0, "gained_m2": 0.0, "lost_m2": lost_of[left]})
    table = pd.concat([later, gone], ignore_index=True)
    table["area_before_m2"] = table["kept_m2"] + table["lost_m2"]
    table["area_after_m2"] = table["kept_m2"] + table["gained_m2"]
    whole = table["area_before_m2"] + table["gained_m2"]
    table["overlap"] = (table["kept_m2"] / whole.where(whole > 0)).fillna(0.0)
    return table


def _judge(table: pd.DataFrame, links: pd.DataFrame, same_share: float, chance: UnchangedCity | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the change of each row, and its probability."""
    lived_on = {after: group["before"].tolist() for after, group in links.groupby("after")}
    groups = [lived_on.get(after, []) for after in table["after"]]
    before, after = table["area_before_m2"].to_numpy(), table["area_after_m2"].to_numpy()
    growth = np.divide(after - before, before, out=np.zeros(len(table)), where=before > 0)
    alone = np.array([not group for group in groups], dtype=bool)
    cases = [table["after"] == NOBODY, alone, growth > same_share, growth < -same_share]
    change = np.select(cases, [GONE, NEW, GROWS, SHRINKS], STAYS).astype(object)
    if chance is None:
        return change, np.full(len(table), np.nan)
    rows = zip(change, groups, table["before"], growth, after, strict=True)
    probability = np.array([_beyond_chance(chance, *row) for row in rows], dtype=float)
    return np.where(probability >= SURE, change, STAYS).astype(object), probability


def _beyond_chance(chance: UnchangedCity, change: str, group: list[int], before: int, growth: float, area: float) -> float:
    """Return with which probability chance alone gives less change than a row shows; NaN where it shows none."""
    if change == STAYS:
        return np.nan
    if change == GONE:
        return probability_beyond(chance.gone(before))
    if change == NEW:
        return probability_beyond(chance.largest_new >= area * (1 - ROUNDING))
    drawn = chance.growth(group)
    return probability_beyond(drawn >= growth - ROUNDING if growth > 0 else drawn <= growth + ROUNDING)


def _sum(faces: pd.DataFrame, side: str, count: int) -> np.ndarray:
    return np.bincount(faces[side].to_numpy(), faces["area_m2"].to_numpy(), count)


def _pieces(faces: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the ground of each pair of clusters as one piece: what was kept, gained, lost."""
    grouped = faces.groupby(["before", "after"], sort=True)
    pieces = grouped["area_m2"].sum().reset_index()
    pieces.insert(0, "piece", np.select([pieces["before"] < 0, pieces["after"] < 0], [GAINED, LOST], KEPT))
    shapes = np.empty(len(pieces), dtype=object)
    for number, (_, members) in enumerate(grouped["geometry"]):
        shapes[number] = shapely.union_all(members.to_numpy())
    return pieces, shapes
