"""Ages and freshness, against dates that a calendar shows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.model.dates import Freshness, Rhythm, age_days, freshness, is_believable, parse_rhythm
from opgavenkaart.processing.model.errors import OpgaveError


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("P1Y", Rhythm(12, 0)),
        ("P6M", Rhythm(6, 0)),
        ("P1W", Rhythm(0, 7)),
        ("P1D", Rhythm(0, 1)),
        ("P1Y6M2W3D", Rhythm(18, 17)),
        ("continuous", Rhythm(1, 0)),
        ("", None),
    ],
)
def test_rhythms(text, rhythm):
    assert parse_rhythm(text) == rhythm


@pytest.mark.parametrize("text", ["P", "1Y", "P1", "P0Y", "P1H", "PT1H", "yearly", "P1Y ", "P-1Y", "P1D1Y"])
def test_what_is_no_rhythm(text):
    with pytest.raises(OpgaveError) as caught:
        parse_rhythm(text)
    assert str(caught.value) == f"'{text}' is not an update rhythm. Write P1Y, P6M, P1W, P1D or continuous."


@pytest.mark.parametrize(
    ("start", "text", "times", "expected"),
    [
        (date(2023, 12, 31), "P1Y", 1, date(2024, 12, 31)),
        (date(2024, 2, 29), "P1Y", 1, date(2025, 2, 28)),
        (date(2024, 1, 31), "P1M", 1, date(2024, 2, 29)),
        (date(2024, 11, 30), "P3M", 2, date(2025, 5, 30)),
        (date(2024, 12, 30), "P1W", 1, date(2025, 1, 6)),
        (date(2024, 1, 1), "P9999Y", 2, date.max),
        (date(9999, 12, 30), "P1W", 1, date.max),
    ],
)
def test_the_next_update(start, text, times, expected):
    assert parse_rhythm(text).after(start, times) == expected


def test_age_in_days():
    assert age_days(date(2023, 12, 31), date(2024, 12, 31)) == 366
    assert age_days(date(2025, 1, 2), date(2025, 1, 1)) == -1
    assert age_days(None, date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("day", "rhythm", "as_of", "expected"),
    [
        (date(2023, 12, 31), "P1Y", date(2024, 12, 31), Freshness.CURRENT),
        (date(2023, 12, 31), "P1Y", date(2025, 1, 1), Freshness.DUE),
        (date(2023, 12, 31), "P1Y", date(2025, 12, 31), Freshness.DUE),
        (date(2023, 12, 31), "P1Y", date(2026, 1, 1), Freshness.STALE),
        (date(2025, 6, 1), "continuous", date(2025, 7, 1), Freshness.CURRENT),
        (date(2025, 6, 1), "continuous", date(2025, 7, 2), Freshness.DUE),
        (date(2025, 6, 1), "continuous", date(2025, 8, 2), Freshness.STALE),
        (date(2030, 1, 1), "P1D", date(2025, 6, 4), Freshness.CURRENT),
        (None, "P1Y", date(2025, 1, 1), Freshness.UNKNOWN),
        (date(2023, 12, 31), "", date(2025, 1, 1), Freshness.UNKNOWN),
    ],
)
def test_traffic_light(day, rhythm, as_of, expected):
    assert freshness(day, rhythm, as_of) is expected


@pytest.mark.parametrize(
    ("day", "believed"),
    [
        (date(1900, 12, 31), False),
        (date(1901, 1, 1), True),
        (date(1970, 1, 1), False),
        (date(1970, 1, 2), True),
        (date(1980, 1, 1), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 2), False),
    ],
)
def test_dates_that_data_can_be_of(day, believed):
    assert is_believable(day, date(2026, 1, 1)) is believed


@given(st.dates(), st.dates(), st.sampled_from(["P1D", "P1W", "P1M", "P1Y", "P3Y"]))
def test_data_never_grow_fresher_with_time(day, as_of, rhythm):
    order = [Freshness.CURRENT, Freshness.DUE, Freshness.STALE]
    later = max(day, as_of)
    assert order.index(freshness(day, rhythm, day)) <= order.index(freshness(day, rhythm, later))
