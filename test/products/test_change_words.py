"""What is said of a change: each sentence against the change that it speaks of."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.vintages import Change
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.products.compare.change_words import basis_sentences, city_sentence, probability_words
from opgavenkaart.processing.texts.language import Language

ENGLISH, DUTCH = Language("en"), Language("nl")
CHALLENGE = read_challenge("warm_homes")


def change(city, probability, basis="need", obstacles=None, noise=3.0, measured=False, units=40, differing=1):
    table = pd.DataFrame({"change_probability": np.full(units, 0.6), "values_changed": np.full(units, differing)})
    return Change(table, basis, obstacles or {}, noise, measured, pd.Series(dtype=float), city, probability, pd.DataFrame())


@pytest.mark.parametrize(
    ("city", "probability", "sentence"),
    [
        (-8.04, 0.9999, "Averaged over all areas, need fell by 8.0 points (probability: more than 99 %)."),
        (2.5, 0.9801, "Averaged over all areas, need rose by 2.5 points (probability: 98 %)."),
        (-2.5, 0.97, "Averaged over all areas, need did not change by more than chance can explain (-2.5 points)."),
        (0.0, 0.5, "Averaged over all areas, need is the same in both maps."),
        (np.nan, np.nan, ""),
    ],
)
def test_the_whole_city_in_a_sentence(city, probability, sentence):
    assert city_sentence(change(city, probability), ENGLISH) == sentence


def test_a_rank_has_no_mean_that_changes():
    found = change(np.nan, np.nan, "rank", {CHALLENGE.indicators[0].id: "measured", CHALLENGE.indicators[1].id: "lacks"})
    assert city_sentence(found, DUTCH) == ""
    said = " ".join(basis_sentences(found, CHALLENGE, ENGLISH))
    first, second = (one.title.en for one in CHALLENGE.indicators[:2])
    assert f"cannot be put on one scale: '{first}' was measured in another way; '{second}' has no values in one of the two maps." in said
    assert "can rise in rank while its own need fell" in said and "scored on the scale" not in said


def test_the_noise_that_was_assumed_and_what_chance_alone_names():
    """Of 40 areas one in twenty: 2."""
    assumed, both, measured = (
        " ".join(basis_sentences(change(1.0, 0.6, noise=noise, measured=measured), CHALLENGE, ENGLISH))
        for noise, measured in ((3.0, False), (1.5, True), (0.0, True))
    )
    assert "given the standard errors of the values, and if we assume 1.5 points on each map for the indicators that have none." in both
    assert "97.5 % or more, if we assume that the need of an area has a standard error of 3.0 points on each map." in assumed
    assert "given the standard errors of the values." in measured
    assert all("about 2 of the 40 areas would be named by chance alone" in said for said in (assumed, measured))


def test_a_probability_as_it_is_said():
    assert [probability_words(value, ENGLISH) for value in (0.976, 0.9951, np.nan)] == ["98 %", "more than 99 %", "–"]


def test_where_no_value_differs_no_change_is_weighed_against_chance():
    """The same data under other weights: nothing changed in the city, and chance names nothing; without error it does not either."""
    said = list(basis_sentences(change(0.0, 0.5, noise=0.0, differing=0), CHALLENGE, ENGLISH))
    assert said[-1] == "No value differs between the two maps: no area changed." and "chance" not in " ".join(said)
    certain = list(basis_sentences(change(1.0, 1.0, noise=0.0), CHALLENGE, ENGLISH))
    assert "standard error of 0.0 points" in " ".join(certain) and not any("by chance alone" in one for one in certain)
