"""What a QGIS feedback shows of a progress."""

from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.test.support.running import RecordingFeedback


def test_the_same_note_is_told_once(qgis_app):
    feedback = RecordingFeedback()
    progress = FeedbackProgress(feedback)
    for layer in ("parks", "parks", "roads"):
        progress.note("Layer '{layer}' has {count} features.", layer=layer, count=3)
    assert feedback.infos == ["Layer 'parks' has 3 features.", "Layer 'roads' has 3 features."]


def test_steps_share_the_bar(qgis_app):
    feedback = RecordingFeedback()
    progress = FeedbackProgress(feedback, steps=4)
    progress.step("Reading")
    progress.step("Writing {count} layers", count=2)
    progress.update(0.5)
    assert feedback.infos == ["Reading", "Writing 2 layers"]
    assert feedback.shares == [25.0, 37.5]
