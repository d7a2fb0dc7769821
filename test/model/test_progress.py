"""Progress that shows nothing: every call asks whether to go on."""

import pytest
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import SILENT, Progress, Unseen

CALLS = [
    lambda progress: progress.step("Loading {layer}", layer="a"),
    lambda progress: progress.update(0.5),
    lambda progress: progress.check(),
]


class Stopped(Progress):
    def is_cancelled(self) -> bool:
        return True


@pytest.mark.parametrize("call", CALLS)
def test_a_cancelled_one_stops_at_each_of_them(call):
    for progress in (Stopped(), Unseen(Stopped()), Unseen(Unseen(Stopped()))):
        assert progress.is_cancelled()
        with pytest.raises(Cancelled, match=r"^Cancelled: nothing was written\.$"):
            call(progress)


@pytest.mark.parametrize("call", CALLS)
def test_another_goes_on(call):
    for progress in (SILENT, Unseen(SILENT)):
        assert not progress.is_cancelled()
        assert call(progress) is None


def test_words_stop_nothing():
    for progress in (SILENT, Stopped()):
        progress.note("{count} units without data", count=3)
        progress.warn("Layer '{layer}' is empty", layer="a")


class Moves(Progress):
    """Remembers what it was shown, and stops by a way of its own to look."""

    def __init__(self):
        self.shown = []

    def step(self, name, **values):
        self.shown.append(name)

    def update(self, share):
        self.shown.append(share)

    def check(self):
        self.shown.append("asked")


def test_what_is_unseen_moves_no_bar_and_asks_as_the_other_does():
    outer = Moves()
    inner = Unseen(outer)
    inner.step("Part")
    inner.update(0.3)
    assert outer.shown == ["asked", "asked"]
