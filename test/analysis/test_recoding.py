"""Values of a source in canonical words: exact ones, numbers, ranges, and what none of them is."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.recoding import marked, recode
from opgavenkaart.processing.model.recoding import find_overlap, parse_range

HAZARD = {"3": "medium", "2": "low", "1": "low"}


@pytest.mark.parametrize(
    "column", [[3, 1, 2, 3], [3.0, 1.0, 2.0, 3.0], ["3", "1", " 2 ", "3.0"], [np.int16(3), np.int16(1), np.int16(2), np.int16(3)]]
)
def test_a_number_is_the_same_however_it_is_kept(column):
    found = recode(pd.Series(column), HAZARD)
    assert found.values.tolist() == ["medium", "low", "low", "medium"] and found.unmatched == {} and found.matched == 4


def test_what_is_not_listed_is_missing_and_counted():
    found = recode(pd.Series(["a", "b", "c", "b", None]), {"a": "x"})
    assert found.values.tolist() == ["x", None, None, None, None]
    assert found.unmatched == {"b": 2, "c": 1} and found.matched == 1 and list(found.unmatched) == ["b", "c"]


def test_capitals_count_only_where_words_differ_in_nothing_else():
    assert recode(pd.Series(["LAGER", "lager", "Kleuter"]), {"Lager": 1, "kleuter": 2}).values.tolist() == [1, 1, 2]
    assert recode(pd.Series(["A", "a", "á"]), {"A": "x", "a": "y"}).values.tolist() == ["x", "y", None]


def test_ranges_hold_their_ends_as_the_brackets_say():
    table = {"[0, 5)": "low", "[5, 10]": "middle", "(10, ]": "high", "7": "seven", "( , 0)": "below"}
    found = recode(pd.Series([-1.5, 0, 4.999, 5, 7, 10, 10.01, np.nan]), table)
    assert found.values.tolist() == ["below", "low", "low", "middle", "seven", "middle", "high", None]


def test_no_value_may_have_a_canonical_one_and_a_value_none():
    found = recode(pd.Series(["test", None, "a"], dtype=object), {"": "secondary", "test": None, "a": "x"})
    assert found.values.tolist() == [None, "secondary", "x"] and found.unmatched == {} and found.matched == 2


def test_numbers_become_numbers():
    whole = recode(pd.Series(["ja", "nee", "ja"]), {"ja": 1, "nee": 0}).values
    assert whole.dtype == np.int64 and whole.tolist() == [1, 0, 1]
    part = recode(pd.Series(["ja", "misschien"]), {"ja": 1, "nee": 0}).values
    assert part.dtype == float and part[0] == 1 and np.isnan(part[1])
    assert recode(pd.Series(["ja", "nee"]), {"ja": 1, "nee": "geen"}).values.tolist() == ["1", "geen"]
    assert recode(pd.Series([True, False]), {"1": "public", "0": "private"}).values.tolist() == ["public", "private"]


@given(st.floats(-50, 50), st.lists(st.integers(-20, 20), min_size=2, max_size=5, unique=True))
def test_neighbouring_ranges_leave_no_number_out_and_none_in_two(number, ends):
    ends = sorted(ends)
    texts = [f"( , {ends[0]})", *(f"[{low}, {high})" for low, high in itertools.pairwise(ends)), f"[{ends[-1]}, )"]
    assert find_overlap(texts) is None
    assert sum(parse_range(text).holds(number) for text in texts) == 1


@pytest.mark.parametrize("text", ["5", "[0-5]", "[0, 5", "0, 5)", "[a, b]", "x"])
def test_words_are_no_ranges(text):
    assert parse_range(text) is None


def test_marks_are_found_as_texts_and_as_numbers():
    assert marked(pd.Series(["C", " * ", "9999", "c", None, "12"]), ["C", "*", 9999]).tolist() == [True, True, True, False, False, False]
    assert marked(pd.Series([9999.0, 12.0, np.nan]), ["C", "9999"]).tolist() == [True, False, False]
    assert marked(pd.Series([9999, 12]), ["C"]).tolist() == [False, False]
