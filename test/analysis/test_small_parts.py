"""Small parts of analyses: work in slices, rules that clash, how many a cluster reaches."""

import threading

import numpy as np
import pytest
from opgavenkaart.processing.analysis.clash import RuleList, irreducible
from opgavenkaart.processing.analysis.reach import reach, worst_tenth_line
from opgavenkaart.processing.analysis.threads import cut_between, in_threads, slice_range
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.layers import Heard


def ends(slices):
    return [(part.start, part.stop) for part in slices]


@pytest.mark.parametrize(
    ("count", "size", "slices"), [(0, 3, []), (3, 3, [(0, 3)]), (4, 3, [(0, 3), (3, 4)]), (6, 3, [(0, 3), (3, 6)]), (2, 9, [(0, 2)])]
)
def test_slices_are_all_together(count, size, slices):
    assert ends(slice_range(count, size)) == slices


@pytest.mark.parametrize(
    ("groups", "size", "load", "slices"),
    [
        ([0, 0, 0, 1, 1, 2], 2, None, [(0, 3), (3, 5), (5, 6)]),
        ([0, 0, 0, 1, 1, 2], 100, None, [(0, 6)]),
        ([0, 1, 2, 3], 1, None, [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ([0, 1, 2, 3], 2, None, [(0, 1), (1, 3), (3, 4)]),
        ([0, 1, 2, 3], 10, [10, 0, 0, 10], [(0, 3), (3, 4)]),
        ([7, 7, 7], 1, None, [(0, 3)]),
        ([], 1, None, []),
    ],
    ids=["after a group", "one slice", "each", "about two", "by load", "one group", "nothing"],
)
def test_slices_never_part_a_group(groups, size, load, slices):
    found = cut_between(np.array(groups, dtype=int), size, None if load is None else np.array(load))
    assert [part for part in ends(found) if part[1] > part[0]] == ends(found)
    assert np.concatenate([np.arange(6)[part] for part in found] or [[]]).tolist() == list(range(len(groups)))
    assert all(groups[part.stop - 1] != groups[part.stop] for part in found[:-1])
    assert ends(found) == slices


def test_work_in_slices_gives_its_answers_in_order_and_tells_how_far_it_is():
    told = []
    progress = Progress()
    progress.update = told.append
    assert in_threads(lambda part: part.start, slice_range(6, 2), progress) == [0, 2, 4]
    assert told == [pytest.approx(share) for share in (1 / 3, 2 / 3, 1)]
    here = threading.get_ident()
    assert in_threads(lambda part: threading.get_ident(), [slice(0, 1)]) == [here], "one slice needs no thread"
    assert here not in in_threads(lambda part: threading.get_ident(), slice_range(4, 2))


def test_what_work_in_slices_raises_is_raised():
    def work(part):
        raise ZeroDivisionError

    for slices in (slice_range(1, 1), slice_range(9, 1)):
        with pytest.raises(ZeroDivisionError):
            in_threads(work, slices)
    with pytest.raises(Cancelled):
        in_threads(lambda part: 1, slice_range(1, 1), Heard(cancel_after=0))


def test_rules_that_clash_are_as_few_as_can_be():
    """At most 3, at least 5, at least 4, even: the first clashes with the second, and with the third."""
    rules = [("at most", 3), ("at least", 5), ("at least", 4), ("even", 0)]

    def clash(some):
        most = min((number for kind, number in some if kind == "at most"), default=np.inf)
        return any(number > most for kind, number in some if kind == "at least")

    assert irreducible(rules, clash) == ([("at most", 3), ("at least", 4)], True)
    assert irreducible(rules, lambda some: None if len(some) == 3 and ("even", 0) not in some else clash(some)) == (
        [("at most", 3), ("at least", 4)],
        True,
    )
    assert irreducible(rules, lambda some: None) == (rules, False)


def test_rules_stand_in_their_order_in_a_sentence():
    rules = RuleList([OpgaveError("at most {n}", n=3), OpgaveError("at least {n}", n=5)])
    assert rules.sentence() == "at most 3; at least 5"
    assert rules.sentence(lambda text: text.replace("at", "op zijn")) == "op zijn most 3; op zijn least 5"


def test_how_many_live_in_the_clusters():
    found = reach(np.array([10.0, 30, 60, np.nan, 5]), np.array([1, 2, 0, 1, 2]), 3)
    assert (found.clusters.tolist(), found.total, found.unknown, found.inside) == ([10, 35, 0], 105, 1, 45)
    assert found.outside_share == pytest.approx(60 / 105)
    assert np.isnan(reach(np.zeros(2), np.array([1, 0]), 1).outside_share)


def test_the_lowest_of_the_worst_tenth():
    assert worst_tenth_line(np.array([*range(1, 21), np.nan])) == 19, "two of twenty"
    assert worst_tenth_line(np.array([4.0, 9.0])) == 9
    assert np.isnan(worst_tenth_line(np.array([np.nan])))
