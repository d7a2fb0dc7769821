"""Pairs of real registers that people labelled before they were matched: nothing wrong is called sure, and nine in ten are found."""

import pytest
from opgavenkaart.processing.analysis.registers import match_registers
from opgavenkaart.test.support import real_registers

METRES = 500.0
FIRST, SECOND = 1, 2
"""The matcher was mended by the first set; the second was labelled after, before it was run on it."""


@pytest.fixture(scope="module")
def counts():
    """Of both sets: labelled as one thing and found, found and labelled as two, not found; doubtful ones are not found."""
    counts = {FIRST: [0, 0, 0], SECOND: [0, 0, 0]}
    for registers in (real_registers.streets(), real_registers.stations()):
        found = match_registers(registers.first, registers.second, METRES, 1)
        sure = {
            (registers.ids[0][one], registers.ids[1][other])
            for one, other in zip(found.one[found.sure], found.other[found.sure], strict=True)
        }
        for number, _, one, other, same in registers.labels.itertuples(index=False):
            assert one in registers.ids[0] and other in registers.ids[1]
            is_sure = (one, other) in sure
            for place, counted in enumerate((is_sure and same, is_sure and not same, same and not is_sure)):
                counts[number][place] += bool(counted)
    return counts


@pytest.mark.parametrize(("labelled", "least"), [(FIRST, 0.96), (SECOND, 0.9)])
def test_real_registers_are_matched_as_people_do(counts, labelled, least):
    found, wrong, missed = counts[labelled]
    assert wrong == 0
    assert 2 * found / (2 * found + wrong + missed) >= least, counts[labelled]


def test_both_sets_are_as_large_as_is_said():
    labels = [one.labels for one in (real_registers.streets(), real_registers.stations())]
    assert [sum(int((one["set"] == number).sum()) for one in labels) for number in (FIRST, SECOND)] == [205, 148]
    assert not any(one.duplicated(subset=one.columns[2:4].tolist()).any() for one in labels)
