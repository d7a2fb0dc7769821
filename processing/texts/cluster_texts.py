"""What the cluster methods are called, and what is said of their finds: templates for `language.tr`, by the keys of `CLUSTER_METHODS`."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class MethodTexts:
    """What is said of one method.

    Every sentence but those of the algorithm may name ``{people}`` (who is counted), ``{threshold}`` and ``{indicator}`` (whose cases are
    counted); ``rests_on`` also ``{method}`` (its name), ``{title}`` (of the indicator), ``{weights}``, ``{alpha}`` (per cent), ``{times}``
    (once in so many), ``{permutations}`` and ``{floor}``.

    Attributes
    ----------
    types : dict
        What a legend calls each type of unit.
    title, name : str
        The method among the choices of the editor, and within a sentence.
    legend : str
        What a legend calls a cluster.
    clusters_are, rests_on : str
        What a cluster is and which one comes first; how it was found.
    nothing, few, low : str
        What the sentence above a map says where there is no cluster of need, of what is missed among as few as ``{count}`` areas, and of
        the ``{count}`` areas of low need.
    none_high, none_both, none_mismatch : str
        What the algorithm warns of when it finds nothing, by its SIDES (``none_high`` where there is nothing else to say); may name
        ``{threshold:g}``.
    """

    types: dict[str, str]
    title: str = ""
    name: str = ""
    legend: str = ""
    clusters_are: str = ""
    rests_on: str = ""
    nothing: str = ""
    few: str = ""
    low: str = ""
    none_high: str = ""
    none_both: str = ""
    none_mismatch: str = ""

    def nothing_on(self, sides: str) -> str:
        """Return what the algorithm warns of when it finds nothing on ``sides``."""
        return getattr(self, f"none_{sides}") or self.none_high


TESTED_TEXTS = MethodTexts(
    types={
        "hot": "cluster of high values",
        "cold": "cluster of low values",
        "high-high": "high, among high neighbours",
        "low-low": "low, among low neighbours",
        "high-low": "high, among low neighbours",
        "low-high": "low, among high neighbours",
        "none": "not significant",
    },
    legend="Cluster of need",
    clusters_are="A cluster is a group of adjoining areas where the need, together with that of the neighbouring areas, is higher than"
    " chance would give. Areas with little need can lie in a cluster. Clusters are listed by index times {people}: an order, not an"
    " amount.",
    rests_on="A cluster is a group of adjoining areas where the index and that of the neighbours together ({method}, neighbours {weights})"
    " are higher than chance would give, with at most {alpha} % false alarms if the same values were spread over the areas at random (false"
    " discovery rate, {permutations} permutations).",
    nothing="No cluster of need was demonstrated",
    few="among only {count} areas the test easily misses a cluster",
    low="1 area lies in a group with clearly less need than elsewhere | {count} areas lie in a group with clearly less need than elsewhere",
    none_high="No unit has significantly high values: look at p_value of the units, or use METHOD 'threshold'.",
    none_both="No unit has significantly high or low values: look at p_value of the units, or use METHOD 'threshold'.",
    none_mismatch="No unit has a high value with significantly low values around it: look at p_value of the units.",
)
"""Of methods that test each unit and its neighbours against chance."""

METHOD_TEXTS = {
    "gi_star": replace(TESTED_TEXTS, title="significant hot spots (Gi*)", name="Gi*"),
    "local_moran": replace(TESTED_TEXTS, title="high values among high neighbours (local Moran)", name="local Moran"),
    "bivariate_moran": replace(
        TESTED_TEXTS,
        types=TESTED_TEXTS.types
        | {
            "high-high": "high, surrounded by high values of the second field",
            "low-low": "low, surrounded by low values of the second field",
            "high-low": "high, surrounded by low values of the second field",
            "low-high": "low, surrounded by high values of the second field",
        },
        none_high="No unit has a high value with significantly high values of the second field around it: look at p_value of the units.",
    ),
    "threshold": MethodTexts(
        types=TESTED_TEXTS.types | {"hot": "at or above the threshold", "none": "below the threshold"},
        title="all units above a threshold",
        legend="Cluster of need",
        clusters_are="A cluster is a group of adjoining areas with an index at or above the threshold. Clusters are listed by index times"
        " {people}: an order, not an amount.",
        rests_on="A cluster is a group of adjoining areas with an index at or above the threshold.",
        nothing="No area reaches the threshold of {threshold}",
        none_high="No unit reaches the threshold of {threshold:g}: choose a lower one.",
    ),
    "skater": MethodTexts(
        types=TESTED_TEXTS.types,
        title="homogeneous regions (SKATER)",
        legend="Homogeneous region",
        clusters_are="All areas are divided into homogeneous regions of adjoining areas, for neighbourhood-based work. The first has the"
        " highest mean index.",
        rests_on="The regions come from a tree that joins adjoining areas by the smallest difference in index, cut where that leaves the"
        " regions most alike within (SKATER); each has at least {floor} {people}.",
        nothing="No homogeneous regions were found",
    ),
    "scan": MethodTexts(
        types=TESTED_TEXTS.types | {"hot": "more cases than elsewhere", "cold": "fewer cases than elsewhere"},
        title="circles with significantly more cases (scan)",
        legend="Higher than elsewhere: {indicator}",
        clusters_are="A cluster is a circle of areas with more cases than chance would give. The first is the one that chance"
        " explains least.",
        rests_on="Circles of every size around every area were compared with the rest by their number of cases ({title}); a cluster has"
        " more than chance would give once in {times} (Kulldorff's spatial scan).",
        nothing="Nowhere are there demonstrably more cases than elsewhere: {indicator}",
        low="1 area lies in a circle with clearly fewer cases than elsewhere | {count} areas lie in a circle with clearly fewer cases than"
        " elsewhere",
        none_high="No circle of units has significantly more cases than elsewhere.",
        none_both="No circle of units has significantly more or fewer cases than elsewhere.",
    ),
}
