"""What is wrong with a layer and what becomes of it, part by part and by hand: mends, marks, rows, measures, and what it lies beside."""

import datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.quality.findings import WHOLE_LAYER, Finding
from opgavenkaart.processing.model.defect_decisions import DONE, NO_MISTAKE, Decision, mark_defect
from opgavenkaart.processing.quality.assessment import report
from opgavenkaart.processing.quality.assessment.assess import Assessment, find_beside, find_other_system, find_personal
from opgavenkaart.processing.quality.assessment.decided import DefectMarks, set_aside
from opgavenkaart.processing.quality.assessment.inputs import (
    LINES,
    POLYGONS,
    AssessedLayer,
    Reference,
    among,
    both_are,
    place_layer,
    read_dates,
)
from opgavenkaart.processing.quality.assessment.mending import mend_feature
from opgavenkaart.processing.quality.assessment.outputs import defect_layer, measure_table, strip_layer
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsCoordinateTransformContext, QgsRectangle

ENGLISH = Language("en")
TRANSFORMS = QgsCoordinateTransformContext()


def layer(places: list, /, crs: str = "EPSG:31370", **columns) -> Features:
    """Points, None for one that lies nowhere; their ids are 11, 12, 13 ..."""
    geometry = np.array([None if place is None else shapely.Point(*place) for place in places], dtype=object)
    return Features("Bomen", geometry, pd.DataFrame(columns, index=range(len(places))), crs, np.arange(len(places)) + 11)


TREES = layer(
    [(10.4000049, 20.6), (30, 40), None, (50, 60)], code=["a", "a", None, "b"], name=[" Eik", "Es ", "Es ", "Olm"]
)  # fmt: skip
SPACES = Finding("text_spaces", np.array([0, 1, 2]), "name", [" Eik", "Es ", "Es "])
TWICE = Finding("geometry_repeated", np.array([0, 2]))
SOMEWHERE = Finding("gap", WHOLE_LAYER, values=["7"], points=np.array([[1.4, 2.6]]))
NO_KEY = Finding("key_missing", WHOLE_LAYER)


def assessed(*findings: Finding, features: Features = TREES, decisions: dict | None = None, aside: tuple = (), **more) -> Assessment:
    return Assessment(AssessedLayer(features, None, False, decisions or {}), "code", findings, aside, **more)


# ---- mends


def edited(geometry: str, rows: list[tuple]):
    """A layer that is being edited, and the ids of its features."""
    result = memory_layer(geometry, rows, "name:string,code:string")
    assert result.startEditing()
    return result, [feature.id() for feature in result.getFeatures()]


def test_spaces_are_taken_off_where_there_are_any(qgis_app):
    trees, (one, other, nameless) = edited(
        "Point", [("POINT(0 0)", " Park ", " x"), ("POINT(1 1)", "Plein", None), ("POINT(2 2)", None, "")]
    )
    assert mend_feature(trees, "text_spaces", one, "name", "") and trees.getFeature(one)["name"] == "Park"
    assert trees.getFeature(one)["code"] == " x", "the other field is another defect"
    done = [
        mend_feature(trees, "text_spaces", id, field, "")
        for id, field in ((other, "name"), (nameless, "name"), (one, "none"), (99, "name"))
    ]
    assert done == [False] * 4


def test_a_feature_that_occurs_again_goes_and_the_last_of_them_stays(qgis_app):
    """Keys differ, names and places do not; the third has another name, the fourth another place."""
    rows = [("POINT(0 0)", "Park", "1"), ("POINT(0 0)", "Park", "2"), ("POINT(0 0)", "Plein", "3"), ("POINT(5 5)", "Park", "4")]
    parks, (first, second, third, fourth) = edited("Point", rows)
    assert not mend_feature(parks, "feature_repeated", second, "", ""), "without a key the code is a value as any other"
    assert mend_feature(parks, "feature_repeated", second, "", "code") and parks.featureCount() == 3
    assert [mend_feature(parks, "feature_repeated", id, "", "code") for id in (first, third, fourth)] == [False] * 3


def test_an_area_is_repaired_where_nothing_of_it_is_lost_or_cut(qgis_app):
    """A spike goes, and the square stays; a bow tie would become two; a valid square needs nothing; a line has no area."""
    spike, bow = "POLYGON((0 0,10 0,10 10,5 10,5 20,5 10,0 10,0 0))", "POLYGON((0 0,10 10,10 0,0 10,0 0))"
    squares, (one, two, valid) = edited("Polygon", [(spike, "", ""), (bow, "", ""), ("POLYGON((0 0,1 0,1 1,0 0))", "", "")])
    done = [mend_feature(squares, "geometry_invalid", id, "", "") for id in (one, two, valid)]
    assert done == [True, False, False]
    assert squares.getFeature(one).geometry().isGeosValid() and squares.getFeature(one).geometry().area() == pytest.approx(100)
    both, (tie,) = edited("MultiPolygon", [("MULTIPOLYGON(((0 0,10 10,10 0,0 10,0 0)))", "", "")])
    assert mend_feature(both, "geometry_invalid", tie, "", "") and both.getFeature(tie).geometry().area() == pytest.approx(50)
    lines, (line,) = edited("LineString", [("LINESTRING(0 0,0 0)", "", "")])
    assert not mend_feature(lines, "geometry_invalid", line, "", "")


# ---- marks


def test_a_defect_is_known_again_by_the_key_of_its_feature_else_by_its_number():
    marks = DefectMarks(TREES, "code", False)
    assert marks.names.tolist() == ["11", "12", "13", "b"], "two have one key, and one has none"
    assert DefectMarks(TREES, "nothing", False).names.tolist() == ["11", "12", "13", "14"]
    unnumbered = Features("Bomen", TREES.geometry, TREES.table, TREES.crs, np.empty(0, dtype=int))
    assert DefectMarks(unnumbered, "", False).names.tolist() == ["1", "2", "3", "4"]
    assert marks.of(SPACES) == [mark_defect("text_spaces", "name", *told, ()) for told in (("11", " Eik"), ("12", "Es "), ("13", "Es "))]
    assert marks.of(NO_KEY) == [mark_defect("key_missing", "", "", "", ())]


def test_a_place_is_known_again_to_the_metre():
    marks = DefectMarks(TREES, "code", False)
    assert marks.places_of(TWICE) == [(10, 21), ()] and marks.places_of(SPACES) == [(), (), ()]
    assert marks.places_of(SOMEWHERE) == [(1, 3)] and marks.places_of(NO_KEY) == [()]
    assert DefectMarks(TREES, "code", True).places_of(TWICE)[0] == (10.4, 20.6), "a degree to five decimals"


def test_what_is_no_mistake_is_set_aside_row_by_row():
    marks = DefectMarks(TREES, "code", False)
    first, second, third = marks.of(SPACES)
    decided = {mark: Decision(mark, "text_spaces", what, "2026-01-01") for mark, what in ((second, NO_MISTAKE), (third, DONE))}
    counting, aside = set_aside([SPACES, TWICE, SOMEWHERE], marks, decided)
    assert [(one.code, one.rows.tolist(), list(one.values)) for one in counting] == [
        ("text_spaces", [0, 2], [" Eik", "Es "]), ("geometry_repeated", [0, 2], []), ("gap", [-1], ["7"])
    ]  # fmt: skip
    assert [(one.rows.tolist(), list(one.values)) for one in aside] == [([1], ["Es "])] and counting[2].points.tolist() == [[1.4, 2.6]]
    assert set_aside([SPACES], marks, {third: decided[third]}) == ([SPACES], []), "what is done and found again counts"


# ---- what is told


def test_each_defect_is_a_row_with_its_place():
    found = defect_layer(assessed(NO_KEY, TWICE, SOMEWHERE, aside=(SPACES,)), ENGLISH)
    table = found.table
    assert table["code"].tolist() == ["key_missing"] + ["geometry_repeated"] * 2 + ["gap"] + ["text_spaces"] * 3
    assert table["feature_id"].fillna(0).tolist() == [0, 11, 13, 0, 11, 12, 13]
    assert table["severity"].tolist() == ["blocking", "minor", "minor", "minor", "minor", "minor", "minor"]
    assert table["cost"].tolist() == pytest.approx([50, 2.5, 2.5, 10, 1.25, 1.25, 1.25])
    assert table["message"][5] == "Field 'name': 'Es ' begins or ends with a space." and table["field"].tolist()[3:5] == ["", "name"]
    placed = [None if one is None else (one.x, one.y) for one in found.geometry]
    assert placed == [None, (10.4000049, 20.6), None, (1.4, 2.6), (10.4000049, 20.6), (30, 40), None]
    assert found.ids.tolist() == [1, 2, 3, 4, 5, 6, 7] and table.index.tolist() == list(range(7)) and table["mark"].is_unique
    assert len(defect_layer(assessed(), ENGLISH)) == 0


def test_measures_count_what_was_found_in_their_order():
    table = measure_table(assessed(NO_KEY, TWICE, SPACES), ENGLISH).table
    assert dict(zip(table["measure"], table["value"], strict=True)) == {4: 2, 10: 1, 11: 0, 16: 3, 23: 0, 25: 0, 26: 0, 159: 0}
    assert table["measure"].is_monotonic_increasing and set(table["area"]) == {""} and table["threshold"].isna().all()
    assert len(strip_layer(assessed(NO_KEY))) == 0


def test_the_mark_of_a_layer_is_its_score_to_a_tenth_and_what_blocks():
    """100 less 50 for the key, 2 of 4 times 10 and 3 of 4 times 5."""
    found, today = assessed(NO_KEY, TWICE, SPACES), datetime.date(2026, 12, 3)
    mark = found.mark(today)
    assert found.score == pytest.approx(41.25) and (mark.score, mark.blocking, mark.date) == (41.2, ("key_missing",), today)
    assert not found.is_publishable and assessed(TWICE).is_publishable
    assert list(assessed(SPACES, TWICE).counts.items()) == [("geometry_repeated", 2), ("text_spaces", 3)]


def test_the_report_shows_three_sentences_of_each_kind_and_why_others_do_not_count():
    many = Finding("outlier", np.arange(4), "height", ["1", "1", "2", "3"])
    more = Finding("outlier", np.array([0]), "width", ["9"])
    first = DefectMarks(TREES, "code", False).of(SPACES)
    reasons = {mark: Decision(mark, "text_spaces", NO_MISTAKE, "", "name", "So it is", "An") for mark in first}
    content = report.content(assessed(many, more, aside=(SPACES,), decisions=reasons), ENGLISH)
    (row,) = content["rows"]
    assert (row["title"], row["count"]) == ("Outlier", 5)
    assert row["examples"] == [f"Field 'height': {value} lies far from all other values." for value in (1, 2, 3)]
    assert (content["layer"], content["count"], content["fields"], content["named"]) == ("Bomen", 4, 2, True)
    assert content["aside"] == [{"title": "Spaces around a text", "field": "name", "reason": "So it is", "by": "An", "count": 3}]
    assert content["classes"] is None and content["within"] == [] == content["places"]
    assert report.defect_words(assessed(many), ENGLISH).title == "Defects of Bomen"


# ---- what it lies beside


def beside(**found) -> SimpleNamespace:
    """A comparison in which nothing is wrong but what is given."""
    nothing = {"excess": [], "missing": [], "others": [], "classes": None, "dates": None, "borders": None, "movement": None}
    return SimpleNamespace(**(nothing | found))


NAMED = SimpleNamespace(names=np.array(["x", "y", "z"], dtype=object))


@pytest.mark.parametrize(
    ("metres", "left", "told"), [(0.25, 0.1, False), (0.26, 0.1, True), (0.26, 0.26, False), (0.3, 0.29, True), (3, 4, False)]
)
def test_a_shift_is_told_from_a_quarter_of_a_metre_where_it_is_clear(metres, left, told):
    movement = SimpleNamespace(metres=metres, left=left, east=metres, north=-0.5, degrees=0.25)
    found = list(find_beside(beside(movement=movement), NAMED))
    assert [one.code for one in found] == ["shifted"] * told
    assert not told or (found[0].values, found[0].rows.tolist()) == ([f"{metres:+.2f} m E, -0.50 m N, +0.2500°"], [-1])


def test_what_differs_from_the_reference():
    wrong = np.array([True, False, True])
    classes = SimpleNamespace(wrong=wrong, own=["a", "b", None], others=["c", "b", "d"], rows=np.array([4, 5, 6]), field="kind")
    dates = SimpleNamespace(wrong=wrong, days=np.array([-3.4, 0, 12.6]), rows=np.array([7, 8, 9]), field="since")
    borders = SimpleNamespace(rows=np.array([2]), gained=[12.4], lost=[3.6], points=np.array([[1.0, 2]]))
    classes.own, classes.others = (np.array(one, dtype=object) for one in (classes.own, classes.others))
    others = np.array([[0.0, 0], [1, 1], [2, 2]])
    found = {
        one.code: one
        for one in find_beside(
            beside(excess=np.array([3]), missing=np.array([1, 2]), others=others, classes=classes, dates=dates, borders=borders), NAMED
        )
    }
    told = {code: (one.rows.tolist(), one.field, list(one.values), one.of) for code, one in found.items()}
    assert told == {
        "commission": ([3], "", [], 0), "omission": ([-1, -1], "", ["y", "z"], 3),
        "class_differs": ([4, 6], "kind", ["'a' / 'c'", "'None' / 'd'"], 3), "date_differs": ([7, 9], "since", ["-3", "+13"], 3),
        "border_older": ([2], "", ["+12 m2, -4 m2"], 0),
    }  # fmt: skip
    assert found["omission"].points.tolist() == [[1, 1], [2, 2]] and found["border_older"].points.tolist() == [[1, 2]]
    right = SimpleNamespace(wrong=np.zeros(3, dtype=bool))
    assert list(find_beside(beside(classes=right, dates=right, borders=SimpleNamespace(rows=[])), NAMED)) == []


def test_another_system_is_suspected_where_more_than_half_lie_outside():
    """Gent in Lambert 2008, in a layer that says Lambert 72."""
    four = layer([(604_000, 694_000)] * 3 + [None])
    two, three = (Finding("outside_territory", np.arange(count)) for count in (2, 3))
    assert find_other_system(four, [two, TWICE]) == []
    assert [(one.code, one.rows.tolist(), one.values) for one in find_other_system(four, [three])] == [("crs_suspect", [-1], ["EPSG:3812"])]
    assert find_other_system(layer([(604_000, 694_000)] * 4, crs="EPSG:3812"), [three]) == [], "it says so itself"
    assert find_other_system(layer([(-9e6, -9e6)] * 4), [three]) == [], "no system that is known brings them to Belgium"


def test_blank_fields_are_of_nobody():
    people = layer([(0, 0)] * 2, remarks=[None, ""], mail=["an@x.be", None], rrn=["85073000328", None])
    assert [(one.code, one.field) for one in find_personal(people, None)] == [("perhaps_personal", "mail"), ("personal_data", "rrn")]


# ---- the reference and the territory


def test_dates_are_texts_that_are_all_written_as_dates():
    written = pd.Series(["2026-01-31", None, "2026-02-01T10:30", "2026-02-02T00:30:00+01:00"], dtype=object)
    assert read_dates(written).astype("datetime64[D]").astype(str).tolist() == [
        "2026-01-31", "NaT", "2026-02-01", "2026-02-01"
    ]  # fmt: skip
    assert read_dates(pd.Series(["2026-01-31", "31/01/2026"])) is None and read_dates(pd.Series([None, None], dtype=object)) is None
    assert read_dates(pd.Series([2026, 2027])) is None
    assert read_dates(pd.to_datetime(pd.Series(["2026-01-31", None]))).astype(str)[0].startswith("2026-01-31")


def test_which_features_are_laid_beside_each_other():
    box, line, point = shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0)

    def side(*shapes):
        return np.array(shapes, dtype=object)

    assert both_are(POLYGONS, side(box, None, shapely.Polygon()), side(box)) and both_are(LINES, side(line), side(line))
    assert not both_are(POLYGONS, side(box, point), side(box)) and not both_are(POLYGONS, side(box), side(line))
    assert not both_are(POLYGONS, side(box), side(None)), "where nothing is there is nothing to lay beside"
    assert among([np.array([2, 5]), np.array([1, 3])], np.array([[0, 1], [1, 0], [1, 1]])).tolist() == [[2, 3], [5, 1], [5, 3]]


def test_what_a_reference_and_a_layer_both_say():
    """Neither keys nor what is compared, and nothing that one of them has alone."""
    other = layer([(0, 0)] * 2, id=["p", "q"], code=["a", "b"], naam=["Eik", "Es"], height=[1, 2], kind=["x", "y"])
    reference = Reference(other, "id", 5.0, ("kind", "kind"))
    own = layer([(0, 0)], code=["a"], naam=["Eik"], height=[3], kind=["x"], id=["r"], extra=[1])
    assert [(one.tolist(), two.tolist()) for one, two in reference.said(own, "code")] == [(["Eik"], ["Eik", "Es"]), (["3"], ["1", "2"])]
    assert reference.names.tolist() == ["p", "q"] and Reference(other, "", 5.0).names.tolist() == ["Eik", "Es"]
    assert Reference(layer([(0, 0)] * 2, height=[1, 2]), "", 5.0).names.tolist() == [11, 12]


@pytest.mark.parametrize(("inside", "beyond", "of_flanders"), [(3, 1, True), (4, 1, True), (7, 3, False), (1, 1, False), (0, 0, True)])
def test_a_layer_is_one_of_flanders_where_three_quarters_of_it_lie_there(qgis_app, inside, beyond, of_flanders):
    """Trees in Gent, and others in Aarlen, a hundred kilometres south of Flanders; the box begins a kilometre west of De Panne."""
    placed = place_layer(layer([(104_000, 194_000)] * inside + [(255_000, 41_000)] * beyond + [None]), QgsRectangle(), TRANSFORMS)
    west, south, east, north = placed.territory
    assert (south > 100_000) is of_flanders and not placed.in_degrees and west < 104_000 < east and south < 194_000 < north
    if of_flanders:
        assert west == pytest.approx(WEST_OF_FLANDERS - 1000, abs=1)


WEST_OF_FLANDERS = 21_993
"""Lambert 72: the western end of De Panne."""


def test_a_territory_that_is_given_and_one_that_nobody_knows(qgis_app):
    given = place_layer(layer([(1, 1)]), QgsRectangle(1, 2, 3, 4), TRANSFORMS)
    assert given.territory == (1, 2, 3, 4) and not given.in_degrees
    assert place_layer(layer([(4, 51)], crs="EPSG:4326"), QgsRectangle(2, 49, 7, 52), TRANSFORMS).in_degrees
    nowhere = place_layer(layer([(1, 1)], crs=""), QgsRectangle(1, 2, 3, 4), TRANSFORMS)
    assert nowhere.territory is None and not nowhere.in_degrees
