"""The newest date in a column: absurd ones do not count, and are counted."""

import datetime

import pandas as pd
import pytest
from opgavenkaart.processing.model.dates import is_believable
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.reading.newest_date import newest_day
from opgavenkaart.test.support.layers import Heard, record

TODAY = datetime.date.today()
TOMORROW = TODAY + datetime.timedelta(days=1)
ABSURD = ["0001-01-01", "1899-12-30", "1900-01-01", "1970-01-01", "9999-12-31", "2199-01-01", TOMORROW.isoformat()]
IGNORED = (
    "Layer 'Trial': not all values of 'd' count for its age. In the future: {}; before 1901, or where a clock begins: {}; no date: {}."
)
NO_DATE = "Layer 'Trial': the field 'd' holds no date, so it does not say how old the data are."


def newest(values):
    """Return the newest day of a column, and what was said of it."""
    heard = Heard()
    found = newest_day(record("csv", "a.csv", options={"date_field": "d"}), pd.DataFrame({"d": values}), heard)
    return found, heard.notes + heard.warnings


@pytest.mark.parametrize("absurd", ABSURD)
def test_an_absurd_date_is_nobodys(absurd):
    assert newest([absurd, None]) == (None, [NO_DATE])
    assert newest([absurd, "2019-05-01", None])[0] == datetime.date(2019, 5, 1)


def test_what_is_ignored_is_counted():
    found, said = newest(["2019-05-01", "3/6/2021", *ABSURD, "weet niet", None, ""])
    assert (found, said) == (datetime.date(2021, 6, 3), [IGNORED.format(3, 4, 2)])


def test_dates_that_all_count_are_not_spoken_of():
    assert newest(["2019-05-01", "2020", None]) == (datetime.date(2020, 12, 31), [])


def test_moments_count_by_their_day():
    moments = pd.to_datetime(pd.Series(["2019-05-01T23:00", "1899-12-30T00:00", None]))
    assert newest(moments) == (datetime.date(2019, 5, 1), [IGNORED.format(0, 1, 0)])


@pytest.mark.parametrize("year", [TODAY.year, float(TODAY.year)])
def test_the_present_year_stands_for_today(year):
    assert newest([2019, year]) == (TODAY, [])


def test_a_year_to_come_does_not_count():
    assert newest([2019, 9999, 0]) == (datetime.date(2019, 12, 31), [IGNORED.format(1, 0, 1)])


def test_the_column_goes_before_the_record_and_the_record_before_the_file(qgis_app, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code;d\na;2019-05-01\nb;9999-12-31\n")
    dated = {"options": {"date_field": "d"}, "date": datetime.date(2015, 1, 1)}
    found = [load_record(record("csv", str(path), geometry="none", **more)) for more in (dated, {"date": dated["date"]}, {})]
    assert [(one.date, one.date_origin) for one in found] == [
        (datetime.date(2019, 5, 1), "column"),
        (datetime.date(2015, 1, 1), "record"),
        (TODAY, "file"),
    ]


@pytest.mark.parametrize(
    ("date", "believed"), [("1900-12-31", 0), ("1901-01-01", 1), ("1980-01-01", 0), ("2026-01-01", 1), ("2026-01-02", 0)]
)
def test_what_can_be_believed(date, believed):
    assert is_believable(datetime.date.fromisoformat(date), datetime.date(2026, 1, 1)) == bool(believed)
