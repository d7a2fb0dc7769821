"""How people get about, by hand: what a metre costs, which fields of the roads matter, and what is said of the network."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.service_days import NoService
from opgavenkaart.processing.analysis.transit.schedule import ClosedFeed
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.travel.means import Means, ways_over
from opgavenkaart.processing.sources.travel.timetables import TransitWish, check_stops, nothing_runs, read_feeds, ways_by
from opgavenkaart.test.support.layers import Heard, record

STREET = [[(0, 0), (1000, 0)], [(1000, 0), (2000, 0)], [(2000, 0), (3000, 0)]]


def roads(lines=STREET, **columns) -> Features:
    shapes = np.array([shapely.LineString(one) for one in lines], dtype=object)
    return Features("Straten", shapes, pd.DataFrame(columns, index=range(len(lines))), "EPSG:31370", np.arange(len(lines)))


def test_what_a_metre_costs():
    """Metres cost themselves; minutes by the speed of the mode (5 km/h on foot), or the one that was given."""
    assert Means().rate() == Means(speed=99.0).rate() == 1.0 and Means().unit == "m"
    walking = Means(cost="minutes")
    assert walking.unit == "min" and 1000 * walking.rate() == pytest.approx(60 / 5)
    assert 1000 * Means(cost="minutes", speed=6.0).rate() == pytest.approx(10)
    car = Means("driving", "minutes", speed=30.0)
    assert 1000 * car.rate() == pytest.approx(2) and 1000 * car.rate("walking") == pytest.approx(12), "to the road one walks"


@pytest.mark.parametrize(
    ("mode", "cost", "fields"),
    [
        ("walking", "minutes", []),
        ("cycling", "minutes", ["way"]),
        ("driving", "metres", ["way"]),
        ("driving", "minutes", ["way", "speed"]),
    ],
)
def test_which_fields_of_the_roads_matter(mode, cost, fields):
    """Who walks passes over directions; only of cars that count minutes the road says the speed."""
    assert Means(mode, cost, direction_field="way", speed_field="speed").fields() == fields
    assert Means(mode, cost).fields() == []


def test_straight_lines_and_a_network_without_lines():
    ways, report = ways_over(None, Means(cost="minutes"), Heard())
    assert report is None and 1000 * ways.rate == pytest.approx(12)
    with pytest.raises(OpgaveError, match="Network 'Straten' has no lines"):
        ways_over(roads([]), Means(), Heard())


def test_what_is_said_of_a_network():
    whole = Heard()
    _, report = ways_over(roads(), Means(tolerance=0.5), whole)
    assert report.lines == 3 and report.parts == 1 and whole.warnings == []
    assert whole.notes == [
        "Network 'Straten': 3 lines, 0 left out (without length, past any map, or closed both ways); 0 ends joined to another line's"
        " vertex and 0 to its middle within 0.5 m."
    ]
    loose = Heard()
    ways_over(roads([*STREET, [(0, 500), (1000, 500)]]), Means(), loose)
    assert loose.warnings == [
        "Network 'Straten' consists of 2 disconnected parts; the largest holds 75.0% of the length. Set TOLERANCE to join ends that"
        " should meet."
    ]


def test_directions_count_for_who_rides():
    one_way = Means("cycling", direction_field="way", forward="heen", backward="terug", both="beide")
    streets = roads(way=["heen", "beide", "?"])
    heard = Heard()
    ways_over(streets, one_way, heard)
    assert "Network 'Straten': 1 roads have no known direction and count as open both ways." in heard.notes
    known = Heard()
    ways_over(roads(way=["heen", "beide", "terug"]), one_way, known)
    assert not any("no known direction" in one for one in known.notes)
    with pytest.raises(OpgaveError) as none:
        ways_over(roads(way=["b", "a", None]), one_way, Heard())
    assert none.value.sentence() == (
        "Field 'way' of network 'Straten' holds neither 'heen' nor 'terug', so that no road is one-way. It holds: a, b. Set"
        " VALUE_FORWARD and VALUE_BACKWARD, or leave DIRECTION_FIELD empty."
    )
    walking = Means("walking", direction_field="way", forward="heen", backward="terug")
    ways_over(roads(way=["b", "a", None]), walking, Heard())  # who walks passes over directions


def test_a_road_without_a_speed_has_that_of_the_mode():
    car = Means("driving", "minutes", speed_field="speed")
    heard = Heard()
    ways_over(roads(speed=[60.0, 0.0, np.nan]), car, heard)
    assert "Network 'Straten': 2 of 3 roads have no speed above 0 and get 30 km/h." in heard.notes
    given = Heard()
    ways_over(roads(speed=[60.0, -1.0, 50.0]), Means("driving", "minutes", speed=45.0, speed_field="speed"), given)
    assert "Network 'Straten': 1 of 3 roads have no speed above 0 and get 45 km/h." in given.notes
    every = Heard()
    ways_over(roads(speed=[60.0, 1.0, 50.0]), car, every)
    assert not any("no speed" in one for one in every.notes)


# ---- public transport

WISH = TransitWish("2026-12-01", (7.0, 9.0), 15.0, 45.0, 10.0, 2, percentile=90.0)


def test_a_wish_is_a_rule_in_minutes():
    rule = WISH.rule
    assert (rule.cutoff, rule.walk_limit, rule.transfers, rule.walk_all, rule.part) == (45.0, 10.0, 2, False, 0.9)
    assert len(rule.departures) == 8, "from 7 until before 9, every quarter of an hour"


def test_a_day_on_which_nothing_runs_is_told_of_the_feed_that_is_closed():
    records = [record("gtfs", id=name, title=Text(name, name)) for name in ("De Lijn", "NMBS")]
    span = np.datetime64("2026-01-01"), np.datetime64("2026-06-30")
    assert nothing_runs(records, "2026-12-01", ClosedFeed(1, span)).sentence() == (
        "No trip of timetable 'NMBS' runs on 2026-12-01; it covers 2026-01-01 to 2026-06-30. Give another day, or none: then a Tuesday with"
        " the usual number of trips is taken."
    )
    assert "timetable 'De Lijn' runs on 2026-12-01; it covers - to -." in nothing_runs(records, "2026-12-01", NoService(None)).sentence()
    assert nothing_runs(records, "", NoService(span)).sentence() == (
        "There is no Tuesday on which trips of each timetable run: give a day on which they do."
    )


def test_without_a_timetable_nobody_rides():
    with pytest.raises(OpgaveError, match="Public transport runs by a timetable: give GTFS a zip file"):
        read_feeds(WISH, Heard())
    with pytest.raises(OpgaveError, match="Public transport runs by a timetable"):
        ways_by(Means(), WISH, None, "EPSG:31370", Heard())
    ways, report = ways_by(Means(cost="minutes"), None, None, "EPSG:31370", Heard())
    assert report is None and 1000 * ways.rate == pytest.approx(12)


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ([True, True], None),
        ([], "No trip of the timetable brings anyone to a destination within 45 minutes in those hours: all go on foot."),
        ([True, False, True], "1 of 3 stops lies farther than 250 m from the network; nobody gets on or off there."),
        ([True, False, False], "2 of 3 stops lie farther than 250 m from the network; nobody gets on or off there."),
    ],
)
def test_stops_that_lie_far_from_any_road_are_told(there, said):
    heard = Heard()
    check_stops(SimpleNamespace(stop_there=np.array(there, dtype=bool)), WISH, 250.0, heard)
    assert len(heard.warnings) == (said is not None) and (said is None or heard.warnings[0].startswith(said))


def test_a_network_without_any_stop_near_it_is_another_area():
    with pytest.raises(OpgaveError, match="No stop of the timetable lies within 250 m of the network: check the coordinate systems"):
        check_stops(SimpleNamespace(stop_there=np.array([False, False])), WISH, 250.0, Heard())
