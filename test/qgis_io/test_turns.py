"""Pieces of work of which one works while others wait."""

import threading
from contextvars import ContextVar

import pytest
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.processing.qgis_io.turns import call_by_turns, let_others_work
from opgavenkaart.test.support.running import RecordingFeedback

SECONDS = 20
WORD = ContextVar("word", default="")


class Heard(Progress):
    def __init__(self):
        self.said = []

    def note(self, text, **values):
        self.said.append(text)


def test_one_waits_for_what_another_does_and_both_are_heard_in_their_order(qgis_app):
    """The first cannot end before the second has worked: alone, in this order, it would wait for ever."""
    answer, heard = threading.Event(), Heard()

    def first(progress):
        progress.note("first asks")
        with let_others_work():
            assert answer.wait(SECONDS)
        progress.note("first has it")
        return 1

    def second(progress):
        progress.note("second")
        answer.set()
        return 2

    assert call_by_turns([first, second], heard) == [1, 2]
    assert heard.said == ["first asks", "first has it", "second"]


def test_never_do_two_work(qgis_app):
    """Not even those of pieces that have pieces of their own."""
    working, most = [], []

    def work(progress):
        for _ in range(50):
            working.append(1)
            most.append(len(working))
            working.pop()
            with let_others_work():
                pass

    call_by_turns([lambda progress: call_by_turns([work, work], progress), work, work])
    assert len(most) == 200 and set(most) == {1}


def test_without_waiting_they_work_one_after_the_other(qgis_app):
    done = []
    call_by_turns([lambda progress, at=at: done.append(at) for at in range(20)])
    assert done == list(range(20))


def test_the_context_of_the_caller_goes_along(qgis_app):
    token = WORD.set("here")
    try:
        assert call_by_turns([lambda progress: WORD.get()]) == ["here"]
    finally:
        WORD.reset(token)


def test_the_first_that_fails_is_told_when_all_have_ended(qgis_app):
    ended = []

    def fail(progress):
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        call_by_turns([fail, lambda progress: ended.append(1)])
    assert ended == [1]


def test_a_cancel_ends_those_that_have_not_begun(qgis_app):
    begun, feedback = [], RecordingFeedback(cancel_at="enough")

    def work(progress):
        begun.append(1)
        progress.note("enough")

    with pytest.raises(Cancelled):
        call_by_turns([work, work, work], FeedbackProgress(feedback))
    assert begun == [1]
