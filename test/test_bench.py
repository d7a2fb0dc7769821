"""The harness of the benchmarks says what was measured."""

import time
from dataclasses import replace

import pytest
from opgavenkaart.bench import harness, run


def compared(ours, peer=None, goal=None):
    case = harness.Case("task", dict, len, len if peer else None, "peer", goal=goal)
    sides = [harness.summed([{"seconds": s, "megabytes": m, "answer": a} for s, m, a in runs]) if runs else None for runs in (ours, peer)]
    return harness.Compared(case, *sides)


def test_median_of_the_runs_and_memory_of_the_largest():
    side = harness.summed([{"seconds": s, "megabytes": m, "answer": "7"} for s, m in ((3.0, 50), (1.0, 70), (2.0, 60))])
    assert (side.median, side.megabytes, side.answer) == (2.0, 70, "7")


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (harness.at_most(2.0), "at most 2 s: yes"),
        (harness.at_most(1.5), "at most 1.5 s: NO"),
        (harness.times_as_fast(4), "4 times as fast: yes"),
        (harness.times_as_fast(6), "6 times as fast: NO"),
        (harness.adds_at_most(0.06), "adds at most 60 ms: yes"),
    ],
)
def test_a_goal_is_judged_on_the_medians(goal, expected):
    assert compared([(2.0, 1, "")], [(10.0, 1, "")], goal).verdict == expected


def test_a_row_shows_medians_ratio_memory_and_answers():
    row = harness.row(compared([(2.0, 100, "5 faces")], [(10.0, 300, "6 faces")]))
    assert row == "| task | 2 s | 10 s (peer) | 5.0 | 100 MB | 300 MB | 5 faces; 6 faces |  |"
    assert harness.row(compared([(2.0, 100, "5 faces")])) == "| task | 2 s |  |  | 100 MB |  | 5 faces |  |"


def test_measuring_leaves_preparation_out():
    case = harness.Case("task", lambda: [3, 1, 2], sorted)
    measured = harness.measure_here(case, "ours")
    assert measured["answer"] == "[1, 2, 3]"
    assert measured["seconds"] > 0
    assert measured["megabytes"] > 1


def test_seconds_of_a_processor_leave_out_what_others_had():
    """A task that only waits takes the clock's time and none of a processor's; the row says which of the two it is."""
    case = harness.Case("task", dict, lambda prepared: time.sleep(0.2), by_processor=True)
    assert harness.measure_here(case, "ours")["seconds"] < 0.1
    side = harness.summed([{"seconds": 2.0, "megabytes": 100, "answer": ""}])
    row = harness.row(harness.Compared(replace(case, peer_name="peer"), side, side))
    assert "| 2 s of a processor | 2 s of a processor (peer) |" in row


def test_a_section_is_replaced_and_the_others_stay(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(run, "versions", lambda: "QGIS 3.40")
    run.write_section("Overlay", "| old |")
    run.write_section("Start-up", "| start |")
    run.write_section("Overlay", "| new |")
    text = (tmp_path / "RESULTS.md").read_text()
    assert text.index("## Overlay") < text.index("| new |") < text.index("## Start-up") < text.index("| start |")
    assert "old" not in text
    assert text.count("# Results") == 1


def test_every_benchmark_has_a_title_and_cases():
    names = run.available()
    assert {"main_job", "startup"} <= set(names)
    for name in names:
        module = run.load(name)
        assert module.TITLE
        assert isinstance(module.cases(True), (list, str))
