"""How certain something is: each step of probability in a word, and a number that never says 0 or 100 where neither is so."""

import math

import pytest
from opgavenkaart.processing.model.certainty import Certainty, certainty
from opgavenkaart.processing.texts.certainty_texts import word_certainty
from opgavenkaart.processing.texts.language import Language


@pytest.mark.parametrize(
    ("probability", "step", "dutch", "english"),
    [
        (1.0, Certainty.ALMOST_CERTAIN, "vrijwel zeker (> 99 %)", "almost certainly (> 99 %)"),
        (0.9, Certainty.ALMOST_CERTAIN, "vrijwel zeker (90 %)", "almost certainly (90 %)"),
        (0.89, Certainty.PROBABLE, "waarschijnlijk (89 %)", "probably (89 %)"),
        (2 / 3, Certainty.PROBABLE, "waarschijnlijk (67 %)", "probably (67 %)"),
        (0.5, Certainty.POSSIBLE, "misschien (50 %)", "possibly (50 %)"),
        (1 / 3, Certainty.IMPROBABLE, "waarschijnlijk niet (33 %)", "probably not (33 %)"),
        (0.11, Certainty.IMPROBABLE, "waarschijnlijk niet (11 %)", "probably not (11 %)"),
        (0.1, Certainty.ALMOST_CERTAINLY_NOT, "vrijwel zeker niet (10 %)", "almost certainly not (10 %)"),
        (0.0, Certainty.ALMOST_CERTAINLY_NOT, "vrijwel zeker niet (< 1 %)", "almost certainly not (< 1 %)"),
    ],
)
def test_a_probability_is_one_word_and_one_number(probability, step, dutch, english):
    assert certainty(probability) is step
    assert [word_certainty(probability, Language(code)) for code in ("nl", "en")] == [dutch, english]


def test_what_was_not_drawn_is_not_said():
    assert word_certainty(math.nan, Language("en")) == ""
