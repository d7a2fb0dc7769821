"""Classes of ages, as people write them and as numbers by age."""

import pytest
from opgavenkaart.processing.model.ages import AGES, AgeClass, age_class, age_mistakes, by_age, gaps, overlap


@pytest.mark.parametrize(
    ("text", "first", "last", "written"),
    [
        ("0-2", 0, 2, "0-2"), (" 3 - 17 ", 3, 17, "3-17"), ("3_5", 3, 5, "3-5"), ("80+", 80, 100, "80+"), ("7", 7, 7, "7"),
        ("0", 0, 0, "0"), ("100", 100, 100, "100+"), ("85-120", 85, 100, "85+"), ("99-99", 99, 99, "99"), ("98-99", 98, 99, "98-99"),
    ],
)  # fmt: skip
def test_a_class_is_read_and_written(text, first, last, written):
    assert age_class(text) == AgeClass(first, last)
    assert str(age_class(text)) == written


@pytest.mark.parametrize("text", ["", "5-2", "-2", "1000", "a", "0-2-3", "+", "3+5"])
def test_what_is_no_class(text):
    assert age_class(text) is None


def test_ages_that_no_class_holds():
    assert gaps([AgeClass(0, 2), AgeClass(5, 64), AgeClass(66, 99)]) == [AgeClass(3, 4), AgeClass(65, 65), AgeClass(100, 100)]
    assert gaps([AgeClass(0, 100)]) == []
    assert gaps([]) == [AgeClass(0, 100)]


def test_classes_that_hold_the_same_age():
    assert overlap([AgeClass(3, 5), AgeClass(0, 2)]) is None
    assert overlap([AgeClass(3, 5), AgeClass(0, 3)]) == (AgeClass(0, 3), AgeClass(3, 5))
    assert overlap([AgeClass(0, 9), AgeClass(20, 30), AgeClass(30, 30)]) == (AgeClass(20, 30), AgeClass(30, 30))


def test_values_by_age():
    values = by_age({"0-2": 0.5, "99": 2.0, "100+": 3.0})
    assert len(values) == AGES == 101
    assert values[:4] == [0.5, 0.5, 0.5, 0.0]
    assert values[98:] == [0.0, 2.0, 3.0]
    with pytest.raises(ValueError, match="'young' is no class of ages"):
        by_age({"young": 0.5})


def test_mistakes_in_a_table_of_ages():
    said = lambda table, whole: [mistake.sentence() for mistake in age_mistakes(table, "rates.json", whole)]  # noqa: E731
    assert said({"0-2": 1, "3+": 2}, True) == []
    assert said({"0-2": 1, "5+": 2}, False) == []
    assert len(said({"0-2": 1, "5+": 2}, True)) == 1 and "3-4" in said({"0-2": 1, "5+": 2}, True)[0]
    assert "0-2" in said({"0-2": 1, "2+": 2}, True)[0] and "2+" in said({"0-2": 1, "2+": 2}, False)[0]
    assert "old" in said({"old": 1}, False)[0]


def test_a_class_of_the_oldest_holds_no_more_ages_than_there_are():
    assert by_age({"0-1": 1.0, "2-3": 2.0})[:5] == [1.0, 1.0, 2.0, 2.0, 0.0]
    assert by_age({"2-3": 2.0, "0-1": 1.0})[:5] == [1.0, 1.0, 2.0, 2.0, 0.0]


def test_missing_ages_are_told_when_all_classes_are_understood():
    """A word that is no class may well be the one that is missing."""
    found = [mistake.sentence() for mistake in age_mistakes({"0-2": 1, "old": 2}, "rates.json", True)]
    assert found == ["rates.json: 'old' is no class of ages such as 0-2, 80+ or 7."]
    found = [mistake.sentence() for mistake in age_mistakes({"0-2": 1, "5-5": 2, "7+": 1}, "rates.json", True)]
    assert found == ["rates.json: the ages 3-4, 6 are missing. Add them."]
    found = [mistake.sentence() for mistake in age_mistakes({"0-2": 1, "2+": 2}, "rates.json", True)]
    assert found == ["rates.json: the ages 0-2 and 2+ overlap. Have each age in one class."]
