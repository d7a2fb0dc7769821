"""What holds where nobody says otherwise: waiting times, counts of nothing, and what a rule asks by itself."""

from dataclasses import asdict

import pytest
from opgavenkaart.processing.analysis.aggregation.measures import UnitMeasure
from opgavenkaart.processing.analysis.local_statistics import UnitTypes
from opgavenkaart.processing.analysis.siting.problem import Problem, Sector
from opgavenkaart.processing.model.cluster_methods import CLUSTER_METHODS, ClusterRule
from opgavenkaart.processing.model.store import Validators, Version
from opgavenkaart.processing.qgis_io.overlay import OverlayRequest
from opgavenkaart.processing.sources.kinds.probing import Probe, ProbeResult
from opgavenkaart.processing.sources.network import GetRequest, Limits, Reply
from opgavenkaart.processing.sources.store.difference import FeatureDifference
from opgavenkaart.processing.sources.watch.watch import Checked, State
from opgavenkaart.test.support.layers import record


def defaults(kind: type, *names: str) -> dict:
    """Return the defaults of some fields of a dataclass."""
    return {name: getattr(kind, name) for name in names}


def test_a_rule_for_clusters():
    assert asdict(ClusterRule()) == {
        "method": "gi_star", "weights": "knn:8", "alpha": 0.05, "permutations": 9999, "seed": 1, "threshold": None, "correction": "fdr",
        "sides": "high", "regions": 10, "floor": 0.0, "largest_share": 0.5, "reported_share": 0.25,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "groups", "tests", "second", "needs", "in_challenges"),
    [
        ("gi_star", "types", True, "", (), True), ("local_moran", "types", True, "", (), True),
        ("bivariate_moran", "types", True, "needs", (), False), ("threshold", "types", False, "", ("threshold",), True),
        ("skater", "regions", False, "takes", (), True), ("scan", "circles", True, "", ("indicator",), True),
    ],
)  # fmt: skip
def test_what_each_method_gives_and_takes(key, groups, tests, second, needs, in_challenges):
    method = CLUSTER_METHODS[key]
    assert (method.groups, method.tests, method.second_field, method.needs, method.in_challenges) == (
        groups, tests, second, needs, in_challenges,
    )  # fmt: skip
    assert method.statistic_field == ("local_i" if key.endswith("moran") else "")


def test_patience_with_servers():
    """Half a minute for an answer, four requests at a host and fifty in all at once."""
    assert asdict(Limits()) == asdict(Limits(seconds=30.0, a_host=4, at_once=50))
    assert (GetRequest("x").enough, GetRequest("x").auth, GetRequest("x").headers) == (0, "", ())
    empty = Reply(GetRequest("x"))
    assert (empty.status, empty.content, empty.seconds, empty.is_whole, empty.is_unchanged) == (0, b"", 0.0, True, False)
    assert "content" not in repr(Reply(GetRequest("x"), content=b"long"))
    assert asdict(ProbeResult()) == {"fields": None, "date": None, "date_origin": "", "cap": 0} and Probe(None, None).essential == 2
    found = Checked(record("wfs"), State.UP)
    assert (found.status, found.seconds, found.moved_to, found.missing) == (0, 0.0, "", ())


def test_versions_and_what_a_source_showed():
    version = Version(1, "2026-01-01T00:00:00+00:00", "sync", "data")
    assert (version.features, version.inserted, version.changed, version.deleted, version.restored) == (0, 0, 0, 0, 0)
    assert (FeatureDifference().inserted, FeatureDifference().changed, FeatureDifference().deleted) == (0, 0, 0)
    assert not FeatureDifference() and FeatureDifference(changed=1)
    shown = Validators()
    assert (shown.version, shown.changed, shown.size, shown.total) == (0, 0, 0, -1)


def test_what_an_overlay_and_a_search_for_sites_ask():
    assert asdict(OverlayRequest()) == {
        "operation": "partition", "at_least": 0, "fields": "", "grid_size": 0.0, "min_area": 0.0, "explode": False,
    }  # fmt: skip
    assert (Sector("x").norm, Sector("x").weight) == (float("inf"), 1.0)
    asked = defaults(Problem, "objective", "within_norm", "covered_share", "worst_off", "worst_off_share")
    assert asked == {"objective": "mclp", "within_norm": False, "covered_share": 1.0, "worst_off": None, "worst_off_share": 1.0}


def test_counts_of_nothing():
    assert defaults(UnitMeasure, "missing", "outside") == {"missing": 0, "outside": 0}
    assert defaults(UnitTypes, "missing_count", "island_count") == {"missing_count": 0, "island_count": 0}
