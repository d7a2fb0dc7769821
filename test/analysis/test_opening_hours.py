"""Opening hours of OpenStreetMap: examples of the specification worked out by hand, what is refused, holidays, free hours."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.opening_hours import CLOSED, OPEN, UNKNOWN, NotUnderstood, parse, read_calendar, states
from opgavenkaart.processing.analysis.opening_hours.calendar import DEFAULT, easter
from opgavenkaart.processing.analysis.opening_hours.free import Profile, free_hours, read_profiles, year_calendar
from opgavenkaart.processing.analysis.opening_hours.tables import texts_of
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import read_json
from opgavenkaart.processing.model.text import Text

WEEK = date(2026, 11, 23)
"""A Monday; an ordinary week of school."""


def intervals(text, first=WEEK, days=7, state=OPEN):
    """Return the times in a state as text: ``Mo 08:00-12:00``; a time past midnight is two."""
    marked = states(parse(text), read_calendar(first, days)) == state
    found = []
    for number, day in enumerate(marked):
        edges = np.flatnonzero(np.diff(np.r_[0, day.astype(int), 0]))
        name = ALL.split()[(first + timedelta(days=number)).weekday()]
        found += [f"{name} {clock(begin)}-{clock(end)}" for begin, end in edges.reshape(-1, 2)]
    return found


def clock(minutes):
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def each(days, *times):
    return [f"{day} {time}" for day in days.split() for time in times]


WORKDAYS, ALL = "Mo Tu We Th Fr", "Mo Tu We Th Fr Sa Su"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24/7", each(ALL, "00:00-24:00")),
        ("Mo-Fr 08:00-17:00", each(WORKDAYS, "08:00-17:00")),
        ("Mo-Fr 08:00-12:00,13:00-17:30", each(WORKDAYS, "08:00-12:00", "13:00-17:30")),
        ("Mo-Fr 08:00-12:00, 13:00-17:30", each(WORKDAYS, "08:00-12:00", "13:00-17:30")),
        ("Mo,We 08:00-12:00", each("Mo We", "08:00-12:00")),
        ("Mo, We 8:00-12:00", each("Mo We", "08:00-12:00")),
        ("Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00", each(WORKDAYS, "08:00-12:00", "13:00-17:30") + ["Sa 08:00-12:00"]),
        ("Mo-Su 08:00-18:00; We off", each("Mo Tu Th Fr Sa Su", "08:00-18:00")),
        ("Mo-Fr 08:00-18:00; We 12:00-14:00 off", each("Mo Tu", "08:00-18:00") + each("We", "08:00-12:00", "14:00-18:00")
         + each("Th Fr", "08:00-18:00")),
        ("Mo-Sa 10:00-20:00; Tu 10:00-14:00", ["Mo 10:00-20:00", "Tu 10:00-14:00", *each("We Th Fr Sa", "10:00-20:00")]),
        ("Mo-Fr 08:00-12:00, We 14:00-18:00", each("Mo Tu", "08:00-12:00") + each("We", "08:00-12:00", "14:00-18:00")
         + each("Th Fr", "08:00-12:00")),
        ("Fr 18:00-02:00", ["Fr 18:00-24:00", "Sa 00:00-02:00"]),
        ("Fr 18:00-26:00", ["Fr 18:00-24:00", "Sa 00:00-02:00"]),
        ("Fr 18:00-02:00; Sa 10:00-12:00", ["Fr 18:00-24:00", "Sa 10:00-12:00"]),
        ("Fr 18:00-02:00, Sa 10:00-12:00", ["Fr 18:00-24:00", "Sa 00:00-02:00", "Sa 10:00-12:00"]),
        ("Sa-Mo 10:00-11:00", each("Mo Sa Su", "10:00-11:00")),
        ("Sa,Su", each("Sa Su", "00:00-24:00")),
        ("10:00-12:00", each(ALL, "10:00-12:00")),
        ("08:00-24:00", each(ALL, "08:00-24:00")),
        ("Nov: Mo 10:00-11:00", ["Mo 10:00-11:00"]),
        ("Jun-Aug 10:00-12:00", []),
        ("Oct-Feb Mo 10:00-12:00", ["Mo 10:00-12:00"]),
        ("Nov 24 10:00-12:00", ["Tu 10:00-12:00"]),
        ("Nov 24-26 10:00-12:00", each("Tu We Th", "10:00-12:00")),
        ("Nov 24,26 10:00-12:00", each("Tu Th", "10:00-12:00")),
        ("Nov 28-Dec 24 10:00-12:00", each("Sa Su", "10:00-12:00")),
        ("2026 Nov 24 10:00-12:00", ["Tu 10:00-12:00"]),
        ("2027 Nov 24 10:00-12:00", []),
        ("2025 Dec 24-2026 Nov 24 10:00-12:00", each("Mo Tu", "10:00-12:00")),
        ("2025-2027 Mo 10:00-12:00", ["Mo 10:00-12:00"]),
        ("week 48 Mo 10:00-12:00", ["Mo 10:00-12:00"]),
        ("week 01-53/2 Mo 10:00-12:00", []),
        ("week 02-52/2 Mo 10:00-12:00", ["Mo 10:00-12:00"]),
        ("We[4] 10:00-12:00", ["We 10:00-12:00"]),
        ("We[1,3] 10:00-12:00", []),
        ("Mo[-1],Tu[-2] 10:00-12:00", []),
        ("Mo[-2],Tu[-1] 10:00-12:00", each("Mo Tu", "10:00-12:00")),
        ('Mo 10:00-12:00 open "with a key"', ["Mo 10:00-12:00"]),
        ('Mo 10:00-12:00 "ring the bell"', []),
        ("Mo 10:00-12:00 unknown", []),
        ("off", []),
        ("Mo-Fr 10:00-12:00 || Mo-Sa 11:00-13:00", each(WORKDAYS, "10:00-13:00") + ["Sa 11:00-13:00"]),
        ("We off || 10:00-12:00", each(ALL, "10:00-12:00")),
        ("mo-fr 10:00-12:00;", each(WORKDAYS, "10:00-12:00")),
        ("Mo–Fr 10:00–12:00", each(WORKDAYS, "10:00-12:00")),
    ],
)  # fmt: skip
def test_examples_by_hand(text, expected):
    assert intervals(text) == expected


REFERENCE = read_json(Path(__file__).parent / "data" / "opening_hours.json")["texts"]


@pytest.mark.parametrize(("text", "opened", "perhaps", "times", "first", "last"), REFERENCE)
def test_equal_to_the_reference_program(text, opened, perhaps, times, first, last):
    """A year of each text, as the reference program of the syntax worked it out."""
    monday = date(2026, 1, 5)
    state = states(parse(text), read_calendar(monday - timedelta(days=7), 53 * 7))[7:].ravel()
    edges = np.flatnonzero(np.diff(np.r_[0, (state == OPEN).astype(int), 0]))
    moments = (
        [f"{datetime.combine(monday, time()) + timedelta(minutes=int(edge)):%m-%d %H:%M}" for edge in edges[[0, -1]]]
        if len(edges)
        else ["", ""]
    )
    assert [(state == OPEN).sum(), (state == UNKNOWN).sum(), len(edges) // 2, *moments] == [opened, perhaps, times, first, last]


def test_the_last_rule_that_speaks_of_a_minute_counts():
    """Where the reference program departs from the specification: a rule of a time alone is for every day, and replaces all before it."""
    assert intervals("Mo-Sa 08:00-13:00; 20:00-21:00") == each(ALL, "20:00-21:00")
    assert intervals("Mo-Fr 08:00-12:00, We 10:00-11:00 unknown") == each("Mo Tu", "08:00-12:00") + each(
        "We", "08:00-10:00", "11:00-12:00"
    ) + each("Th Fr", "08:00-12:00")
    assert intervals("Mo 00:00-24:00 || Su 22:00-02:00 unknown", state=UNKNOWN) == ["Su 22:00-24:00"]


def test_what_may_be_open_is_told_apart():
    assert intervals('Mo 10:00-12:00; Tu 10:00-12:00 "call first"', state=UNKNOWN) == ["Tu 10:00-12:00"]
    assert intervals('Mo 08:00-24:00 || "on appointment"', days=2, state=UNKNOWN) == ["Mo 00:00-08:00", "Tu 00:00-24:00"]
    assert intervals("Mo-Fr 10:00-12:00; We off", state=CLOSED) == ["We 00:00-24:00"]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Mo-Fr 08:00-12:00; PH off", date(2026, 11, 11), []),
        ("Mo-Fr 08:00-12:00", date(2026, 11, 11), ["We 08:00-12:00"]),
        ("Mo-Fr,PH 10:00-12:00", date(2026, 8, 15), ["Sa 10:00-12:00"]),
        ("Mo-Fr 08:00-12:00; PH 10:00-11:00", date(2026, 5, 25), ["Mo 10:00-11:00"]),
        ("Mo-Fr 08:00-12:00; SH off", date(2026, 11, 4), []),
        ("Mo-Fr 08:00-12:00; PH,SH off", date(2026, 11, 12), ["Th 08:00-12:00"]),
        ("SH Mo-Fr 08:00-12:00", date(2026, 7, 6), ["Mo 08:00-12:00"]),
        ("SH Mo-Fr 08:00-12:00", date(2026, 7, 5), []),
        ("10:00-18:00; Aug off; Dec 25 off", date(2026, 8, 3), []),
        ("10:00-18:00; Aug off; Dec 25 off", date(2026, 12, 25), []),
        ("easter off", date(2026, 4, 6), []),
        ("10:00-12:00; easter +1 day off", date(2026, 4, 6), []),
        ("10:00-12:00; easter -2 days off", date(2026, 4, 3), []),
    ],
)
def test_holidays_and_seasons(text, day, expected):
    assert intervals(text, day, 1) == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("sunrise-sunset", "sunrise"),
        ("Mo-Fr 18:00+", "+"),
        ("Mo-Fr 18:00-22:00+", "+"),
        ("Mo-Fr 9-17", "9 - 17"),
        ("Mo-Fr 9u-17u", "9 u"),
        ("Mo 08:00", "..."),
        ("Mo-Fr 08:70-12:00", "08:70"),
        ("Ma-Vr 08:00-12:00", "ma - vr"),
        ("Mo-Fr 08:00-12:00 by appointment", "by appointment"),
        ("Mo 10:00-10:00", "..."),
        ("maandag gesloten", "maandag gesloten"),
        ("Mo-Fr 10.00-12.00", "."),
        ("Nov 32 off", "32"),
        ("Nov 0 off", "0"),
        ("Nov 24,0 off", "0"),
        ("Nov 24,32 off", "32"),
        ("week 0 off", "0"),
        ("week 54 off", "54"),
        ("1899 off", "1899"),
        ("Mo[0] off", "0"),
        ("week 60", "60"),
        ("Mo[6] 10:00-12:00", "6"),
        ("", "..."),
        ("|| Mo", "||"),
        ("Mo @ 8", "@"),
        ("PH +1 day off", "+"),
        ("week 10-2", "..."),
        ("week 2-10/0", "0"),
        ("Mo[1;2] 10:00-12:00", ";"),
        ("Mo[3-1] 10:00-12:00", "]"),
        ("Jan-Feb 3", "..."),
        ("Jan 3-Feb", "..."),
        ("Dec 24-2027 Jan 05 10:00-12:00", "2027 jan"),
        ("Mo 08:00 12:00", "12:00"),
        ("Mo 24:01-25:00", "24:01"),
        ("Mo 10:00-", "..."),
        ("Mo 10:00-Tu", "tu"),
        ("Mo 10:00-12", "12"),
        ("Mo 10:60-12:00", "10:60"),
        ("Mo 20:00-48:01", "48:01"),
    ],
)
def test_what_is_not_understood_is_said_with_its_text(text, at):
    with pytest.raises(NotUnderstood) as failure:
        parse(text)
    assert at in failure.value.values["at"]
    assert failure.value.values["text"] == text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("week 02-10/1 Mo 08:00-09:00", "week 02-10 Mo 08:00-09:00"),
        ("week 02-10/4 Mo 08:00-09:00", "week 02,06,10 Mo 08:00-09:00"),
        ("week 02-02 Mo 08:00-09:00", "week 02 Mo 08:00-09:00"),
        ("Mo[1-2] 08:00-09:00", "Mo[1,2] 08:00-09:00"),
        ("Mo 20:00-26:00", "Mo 20:00-02:00"),
        ("Mo 20:00-48:00", "Mo 20:00-24:00, Tu 00:00-24:00"),
        ("Mo 00:00-24:00", "Mo 00:00-12:00, Mo 12:00-24:00"),
    ],
)
def test_ways_to_say_the_same(text, same):
    days = year_calendar(date(2026, 1, 5))
    said = states(parse(text), days)
    assert said.any() and (said == states(parse(same), days)).all()


def test_school_holidays_follow_the_decree():
    """Each from the rule; the school year 2025-2026 as schools publish it."""
    document = read_json(DEFAULT)
    listed = {(entry["name"]["nl"], entry["from"], entry["to"]) for entry in document["school_holidays"]}
    assert {
        ("herfstvakantie", "2025-10-27", "2025-11-02"), ("kerstvakantie", "2025-12-22", "2026-01-04"),
        ("krokusvakantie", "2026-02-16", "2026-02-22"), ("paasvakantie", "2026-04-06", "2026-04-19"),
        ("zomervakantie", "2026-07-01", "2026-08-31"), ("herfstvakantie", "2026-11-02", "2026-11-08"),
    } <= listed  # fmt: skip
    low, high = document["years"]
    for year in range(low, high + 1):
        found = {name: date.fromisoformat(first) for name, first, _ in listed if first.startswith(str(year))}
        assert found["herfstvakantie"].weekday() == 0
        assert found["herfstvakantie"] - timedelta(days=1) <= date(year, 11, 1) < found["herfstvakantie"] + timedelta(days=7)
        assert found["krokusvakantie"] == easter(year) - timedelta(days=48)
        assert found["kerstvakantie"].weekday() == 0
        assert found["paasvakantie"].weekday() == 0
        assert found["paasvakantie"] <= easter(year) + timedelta(days=1) <= found["paasvakantie"] + timedelta(days=14)
        assert sum(entry["date"].startswith(str(year)) for entry in document["public_holidays"]) == 10


def test_easter_of_known_years():
    assert [easter(year) for year in (1961, 2000, 2024, 2025, 2026, 2027, 2038, 2049)] == [
        date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25),
        date(2049, 4, 18),
    ]  # fmt: skip


def test_a_year_without_known_holidays_is_refused():
    with pytest.raises(OpgaveError, match="holds the holidays of 2024 to 2032, not of 2035"):
        read_calendar(date(2035, 1, 1), 7)


def test_a_file_that_is_no_calendar_is_refused(tmp_path):
    path = tmp_path / "own.json"
    path.write_text('{"years": [2026, 2027], "public_holidays": []}')
    with pytest.raises(OpgaveError, match="own.json is no calendar of holidays: it lacks 'school_holidays'"):
        read_calendar(date(2026, 1, 5), 7, path)


def test_wanted_profiles_in_any_spelling_of_a_list():
    assert [one.id for one in read_profiles("school_holidays, , after_school_care ,school_holidays,")] == [
        "school_holidays",
        "after_school_care",
    ]
    assert [one.id for one in read_profiles(" ")] == [one.id for one in read_profiles("")] and len(read_profiles("")) > 3


def test_free_hours_by_hand():
    """A school until 16:00, a hall in the evening, one that is always open, and one whose hours are not known."""
    texts = ["Mo,Tu,Th,Fr 08:00-16:00; We 08:00-12:00; SH off", "Mo-Su 19:00-23:00", "24/7", None, "Mo-Fr 19u-21u"]
    wanted = read_profiles("after_school_care, wednesday_afternoon,sport_club_evenings,school_holidays")
    found = free_hours(texts, wanted, year_calendar(date(2026, 11, 25)))
    assert found.free[:3].tolist() == [[8, 6, 20, 50], [12, 6, 5, 50], [0, 0, 0, 0]]
    assert np.isnan(found.free[3:]).all()
    assert found.open[1:3].tolist() == [28, 168]
    assert found.trouble[:4] == [""] * 4
    assert found.trouble[4].startswith("19 u")


def test_hours_that_may_be_open_are_neither_open_nor_free():
    """A hall that is open two evenings, on a third perhaps, and of which nothing is known on Saturday."""
    wanted = profiles(evenings="Mo-Fr 19:00-22:00", saturday="Sa 10:00-12:00")
    texts = ['Mo,Tu 19:00-21:00; We 20:00-22:00 "call first"; Sa 00:00-24:00 unknown', "Mo-Su unknown", "off", "Mo 19:00-21:00 unknown"]
    found = free_hours(texts, wanted, year_calendar(date(2026, 11, 25)))
    assert found.open.tolist() == [4, 0, 0, 0]
    assert found.free.tolist() == [[15 - 4 - 2, 0], [0, 0], [15, 2], [13, 2]]


def test_profiles_are_named_once_each_in_the_order_given_and_all_are_taken_where_none_is():
    named = [profile.id for profile in read_profiles(" sport_club_evenings,, after_school_care ,sport_club_evenings,")]
    assert named == ["sport_club_evenings", "after_school_care"]
    assert len(read_profiles(" ")) == len(read_profiles("")) > 2
    with pytest.raises(OpgaveError, match=r"no demand profile 'after_scool_care' \(did you mean 'after_school_care'\?\)"):
        read_profiles("after_scool_care")


def profiles(**hours):
    """Demand profiles by id."""
    return [Profile(id, Text(id, id), text) for id, text in hours.items()]


def test_a_week_of_the_largest_need_counts_and_equal_texts_are_the_same():
    """What is free in a week with school is counted in such weeks alone, not thinned by those without."""
    texts, lessons = ["Mo 08:00-12:00", None, " Mo 08:00-12:00 ", ""], profiles(lessons="Mo-Fr 08:00-16:00; SH off")
    found = free_hours(texts, lessons, year_calendar(date(2026, 11, 25)))
    assert found.free[:, 0].tolist()[::2] == [36, 36]
    assert np.isnan(found.free[[1, 3]]).all() and np.isnan(found.open[[1, 3]]).all()
    assert found.open[0] == found.open[2] == 4


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ('{"profiles": [{"id": "choir"}]}', "each profile has an 'id' and 'hours'"),
        ('{"profiles": [{"hours": "Mo"}]}', "each profile has an 'id' and 'hours'"),
        ('{"profiles": ["choir"]}', "each profile has an 'id' and 'hours'"),
        ('{"profiles": [["id", "hours"]]}', "each profile has an 'id' and 'hours'"),
        ('{"profiles": [{"id": "choir", "hours": 20}]}', "the 'id' and 'hours' of a profile are texts"),
        ('{"profiles": [{"id": "choir", "hours": "Mo", "title": "Koor"}]}', "its 'title' is an object"),
        ('{"profiles": [{"id": "choir", "hours": "Mo", "title": {"nl": 1}}]}', "with a text for 'nl' and 'en'"),
        ('{"profiles": []}', "holds no list 'profiles'"),
        ('{"profiles": 3}', "holds no list 'profiles'"),
        ("[]", "holds no list 'profiles'"),
    ],
)
def test_a_file_without_profiles_is_refused(tmp_path, document, sentence):
    path = tmp_path / "own.json"
    path.write_text(document)
    with pytest.raises(OpgaveError, match=f"own.json.*{sentence}"):
        read_profiles(str(path))


def test_the_year_is_52_weeks_from_a_monday():
    """The Monday on or before the day, and a week before it."""
    for day in (date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)):
        days = year_calendar(day)
        assert states(parse("2026 Nov 16 10:00-12:00"), days)[0].any()
        assert len(states(parse("off"), days)) == 53 * 7


def test_profiles_are_keys_or_a_file(tmp_path):
    assert len(read_profiles("")) == 6
    path = tmp_path / "own.json"
    path.write_text('{"profiles": [{"id": "choir", "hours": "Tu 20:00-22:00"}]}')
    assert [(profile.id, profile.hours) for profile in read_profiles(str(path))] == [("choir", "Tu 20:00-22:00")]
    capital = path.rename(tmp_path / "Own.JSON")
    assert [profile.id for profile in read_profiles(f" {capital}\n")] == ["choir"]
    first, second, *_ = [profile.id for profile in read_profiles(" ")]
    assert [profile.id for profile in read_profiles(f"{second}, {first},,{second}")] == [second, first]
    with pytest.raises(OpgaveError, match="did you mean 'school_holidays'"):
        read_profiles("school_holiday")
    path.write_text('{"profiles": [{"id": "choir", "hours": "dinsdag"}]}')
    with pytest.raises(OpgaveError, match="'dinsdag' is not understood"):
        read_profiles(str(path))


def test_easter_in_every_century_as_another_library_has_it():
    """The corrections for moon and sun change with the century."""
    dateutil = pytest.importorskip("dateutil.easter")
    years = range(1583, 2500)
    assert [easter(year) for year in years] == [dateutil.easter(year) for year in years]


def table_of(*rows):
    return texts_of(*(pd.Series(list(column), dtype=object) for column in zip(*rows, strict=True)), "uren")


@pytest.mark.parametrize(
    ("day", "begin", "end", "rule"),
    [
        ("maandag", "8:30", "12u", "Mo 08:30-12:00"), (1, "8", "12:00:00", "Mo 08:00-12:00"), (2.0, "08.30", "12h15", "Tu 08:30-12:15"),
        ("Wed", "9 uur", "24:00", "We 09:00-24:00"), ("DO", 8.0, 17, "Th 08:00-17:00"), (" vr ", "20:00", "26:00", "Fr 20:00-26:00"),
        ("Saturday", "00:59", "48", "Sa 00:59-48:00"), ("zon", "10 u", "11 h", None), ("7", "10:00", "11:00", "Su 10:00-11:00"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_a_rule(day, begin, end, rule):
    if rule:
        assert table_of(("a", day, begin, end)) == {"a": rule}
    else:
        with pytest.raises(OpgaveError, match=f"^Table 'uren', row 1: '{day}' is no day of the week.$"):
            table_of(("a", day, begin, end))


def test_rows_of_a_key_together():
    """A row without times says nothing: who has no other is closed; a row without key belongs to nobody."""
    rows = [
        (1.0, "ma", "8:00", "12:00"),
        ("b", "di", None, "12:00"),
        (1, "di", "8:00", "9:00"),
        (None, "wo", "x", "y"),
        ("b", "x", " ", "9"),
    ]
    assert table_of(*rows) == {"1": "Mo 08:00-12:00, Tu 08:00-09:00", "b": "off"}
    assert table_of(*rows, ("b", "zo", "9:00", float("nan")), (float("nan"), "ma", "8", "9"), ("b", "zo", "9", "")) == table_of(*rows)


@pytest.mark.parametrize("value", ["8:60", "49:00", "ochtend", "8:5", "08:00-09:00"])
def test_what_is_no_time_is_told_with_its_row(value):
    with pytest.raises(OpgaveError) as caught:
        table_of(("a", "ma", "8:00", "9:00"), ("a", "ma", "8:00", value))
    assert str(caught.value) == f"Table 'uren', row 2: '{value}' is no time such as 08:30."
