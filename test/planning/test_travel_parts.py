"""Tables of travel times and what a new timetable changes, by hand: a few origins, two destinations."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.network import StraightLine
from opgavenkaart.processing.analysis.transit import TravelTimes
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.access.solve import read_thresholds
from opgavenkaart.processing.planning.access.travel_change import (
    changes,
    fifths,
    group_table,
    groups_of,
    nearest_minutes,
    with_change,
)
from opgavenkaart.processing.planning.access.travel_times import measure_times, nearest_rows, pair_table, with_nearest
from opgavenkaart.test.support.layers import Heard

NAN, NEVER = np.nan, np.inf
PLACES = np.array(["school", "station"], dtype=object)


def homes(count: int, **columns) -> Features:
    return Features("Homes", shapely.points([[at, 0] for at in range(count)]), pd.DataFrame(columns, index=range(count)), "EPSG:31370")


def times(*rows: tuple) -> TravelTimes:
    """Rows of origin, destination, best, median, late, share; the usual time is the median."""
    origin, destination, best, median, late, share = (np.array(column) for column in zip(*rows, strict=True))
    return TravelTimes(origin, destination, best, median, late, median, share)


FOUND = times(
    (3, 1, 5.0, 10.0, 12.0, 1.0),
    (0, 0, 5.0, 10.0, 12.0, 1.0),
    (0, 1, 6.0, 8.0, NEVER, 0.8),  # the shorter median
    (1, 0, 5.0, NEVER, NEVER, 0.2),
    (1, 1, 9.0, NEVER, NEVER, 0.4),  # reached by more departures
    (2, 0, 5.0, 9.0, 12.0, 1.0),
    (2, 1, 4.0, 9.0, 12.0, 1.0),  # the shorter best time
    (3, 0, 5.0, 10.0, 12.0, 1.0),  # the first destination where all is the same
)
"""Of five origins, of which the last reaches nothing."""


def test_the_nearest_destination_of_each_origin():
    assert nearest_rows(FOUND).tolist() == [2, 4, 6, 7]
    nothing = TravelTimes(*[np.empty(0, dtype=int)] * 7)
    assert len(nearest_rows(nothing)) == 0
    table = with_nearest(homes(5, street=list("abcde")), FOUND, PLACES, Heard()).table
    assert table["destination_id"].fillna("-").tolist() == ["station", "station", "station", "school", "-"]
    assert table["minutes_median"].fillna(-1).tolist() == [8, -1, 9, 10, -1], "half of the departures of the second arrive too late"
    assert table["minutes_best"].fillna(-1).tolist() == [6, 9, 4, 5, -1] and table["minutes_p90"].fillna(-1).tolist() == [
        -1,
        -1,
        12,
        12,
        -1,
    ]
    assert table["share_reached"].tolist() == [0.8, 0.4, 1, 1, 0] and table["street"].tolist() == list("abcde")
    np.testing.assert_array_equal(nearest_minutes(FOUND, 5), [8, NAN, 9, 10, NAN])


def test_pairs_stand_by_origin_and_destination():
    found = pair_table(FOUND, np.array(list("vwxyz")), PLACES)
    assert found.table["origin_id"].tolist() == list("vvwwxxyy") and found.table["destination_id"].tolist() == ["school", "station"] * 4
    assert found.table["minutes_best"].tolist() == [5, 6, 5, 9, 5, 4, 5, 5] and found.ids.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found.table["minutes_p90"].isna().tolist() == [False, True, True, True, False, False, False, False]


def test_a_way_without_a_timetable_takes_as_long_at_any_time():
    """3 and 4 are within 5, the ways across are not."""
    travel = StraightLine().between(np.array([[0.0, 0], [10, 0]]), np.array([[0.0, 3], [10, 4]]), Heard())
    found = measure_times(travel, 5.0, Heard())
    assert (found.origin.tolist(), found.destination.tolist(), found.share.tolist()) == ([0, 1], [0, 1], [1, 1])
    assert found.best.tolist() == found.median.tolist() == found.late.tolist() == found.usual.tolist() == [3, 4]


BEFORE, AFTER = np.array([10, 10, 10, 10, 10, NAN, NAN]), np.array([11, 9, 10.9, 9.1, NAN, 20, NAN])
BECAME = ["longer", "shorter", "same", "same", "lost", "gained", "unreached"]


def test_a_minute_is_longer_or_shorter_and_less_is_the_same():
    assert changes(BEFORE, AFTER).tolist() == BECAME
    table = with_change(homes(7, change=["old"] * 7, n=range(7)), BEFORE, AFTER, heard := Heard()).table
    assert table["change"].tolist() == BECAME and table["minutes_after"].fillna(0).tolist() == [11, 9, 10.9, 9.1, 0, 20, 0]
    assert table["minutes_longer"].round(3).fillna(9).tolist() == [1, -1, 0.9, -0.9, 9, 9, 9] and len(heard.notes) == 1


def test_who_wins_and_who_loses():
    """Of the people 1, 2, 4 ... 64, origin by origin; means of the 15 who arrive before and after."""
    people = {"people": 2.0 ** np.arange(7), "nobody": np.zeros(7)}
    row, empty = (one for _, one in group_table(people, BEFORE, AFTER).table.iterrows())
    counts = ("people", "people_longer", "people_shorter", "people_lost", "people_gained", "people_unreached")
    assert [row[name] for name in counts] == [127, 1, 2, 16, 32, 64] and row["group"] == "people"
    after = (11 * 1 + 9 * 2 + 10.9 * 4 + 9.1 * 8) / 15
    assert (row["minutes_before"], row["minutes_after"], row["minutes_longer"]) == pytest.approx((10, after, after - 10))
    assert [empty[name] for name in counts] == [0] * 6 and np.isnan(empty["minutes_before"])


def test_fifths_hold_as_many_people_each():
    """By rank 2, 5 and 3 of 10 people, so that their middles are at 0.1, 0.45 and 0.85; nobody lives at the highest rank."""
    rank, people = np.array([5, 1, 3, 3, NAN, 9]), np.array([3.0, 2, 4, 1, 7, 0])
    assert fifths(rank, people).tolist() == [4, 0, 2, 2, -1, 4]
    assert fifths(np.array([1.0, 2]), np.zeros(2)).tolist() == [0, 0]
    found = groups_of({"people": people, "children": people / 2}, rank, "income")
    assert list(found) == ["people", "children", *(f"income {number}/5" for number in (1, 2, 3, 4, 5))]
    assert found["income 1/5"].tolist() == [0, 2, 0, 0, 0, 0] and found["income 5/5"].tolist() == [3, 0, 0, 0, 0, 0]
    assert found["income 3/5"].sum() == 5 and list(groups_of({"people": people}, None, "")) == ["people"]


def test_catchments_are_drawn_at_numbers_above_nothing():
    assert read_thresholds("45, 15,15.5, 45") == (15, 15.5, 45)
    assert len(read_thresholds(",".join(map(str, range(1, 13))))) == 12
    for wrong in (",".join(map(str, range(1, 14))), "", "10, x", "0, 10", "-5", "inf"):
        with pytest.raises(OpgaveError, match=f"^CATCHMENT_THRESHOLDS is '{wrong}': .*at most 12"):
            read_thresholds(wrong)
