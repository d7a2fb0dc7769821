"""Two numbers of the same areas side by side: which area is which, who moves, and what is said of it; counted by hand."""

from dataclasses import replace

import numpy as np
import pytest
from opgavenkaart.processing.analysis.classes import Classes
from opgavenkaart.processing.cartography.map_templates.before_after import ComparedLayers, change_lines, count_moves
from opgavenkaart.processing.cartography.map_templates.bivariate import count_pairs, is_low
from opgavenkaart.processing.cartography.map_templates.pairs import FIRST, SECOND, Pair, common_key, is_code, join_layers, pair_of
from opgavenkaart.processing.cartography.map_templates.request import NumberLayer
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.maps import square
from qgis.core import QgsVectorLayerUtils

NAN = float("nan")
ENGLISH = Language("en")


def areas(rows, fields, name="Laag"):
    """Return a layer with an area for each row of values."""
    return memory_layer("MultiPolygon", [(square(at, 0), *row) for at, row in enumerate(rows)], fields, name=name)


def of(layer, field):
    return NumberLayer(layer, layer.name(), field)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)], ids=str)
def test_names_and_people_are_found_wherever_their_columns_stand(qgis_app, order):
    columns = [("need:double", [1.5, None, 3.0]), ("inhabitants:integer", [10, 20, None]), ("label:string", ["a", "b", None])]
    columns = [columns[at] for at in order]
    layer = areas(list(zip(*(values for _, values in columns), strict=True)), ",".join(field for field, _ in columns))
    pair = pair_of(of(layer, "need"), of(layer, "need"), "label", "inhabitants")
    np.testing.assert_array_equal(pair.first, [1.5, NAN, 3.0])
    np.testing.assert_array_equal(pair.second, pair.first)
    np.testing.assert_array_equal(pair.people, [10, 20, NAN])
    assert pair.names[:2] == ["a", "b"]
    bare = pair_of(of(layer, "need"), of(layer, "need"), "other", "other")
    assert bare.names == [""] * 3 and bare.people is None


def test_areas_of_two_layers_are_matched_by_their_code_in_any_order(qgis_app):
    first = areas([("a", 1.0), ("b", 2.0), ("c", 3.0)], "code:string,n:double")
    second = areas([(30.0, "c"), (90.0, "x"), (10.0, "a")], "n:double,code:string")
    pair = pair_of(of(first, "n"), of(second, "n"))
    np.testing.assert_array_equal(pair.first, [1, 2, 3])
    np.testing.assert_array_equal(pair.second, [10, NAN, 30])


def test_a_key_tells_areas_apart_in_both_and_half_of_them_share_it(qgis_app):
    one = areas([(1, 7, "a", 1), (2, 7, "b", 2), (3, 8, "c", 3), (4, 8, "d", 4)], "fid:integer,group:integer,code:string,own:integer")
    half = areas([(1, 7, "a"), (2, 8, "b"), (3, 9, "y")], "fid:integer,group:integer,code:string")
    assert common_key(one, half) == "code"
    less = areas([(1, 7, "a"), (2, 8, "x"), (3, 9, "y")], "fid:integer,group:integer,code:string")
    with pytest.raises(OpgaveError, match="cannot be matched"):
        common_key(one, less)
    assert is_code(["a", "b"]) and is_code([1, 2]) and is_code([])
    assert not is_code(["a", "a"]) and not is_code([1.5, 2.5]) and not is_code(["a", None])


def test_both_numbers_in_one_layer(qgis_app):
    layer = areas([(1.0,), (2.0,)], "n:double")
    both = join_layers(of(layer, "n"), Pair(np.array([1.0, NAN]), np.array([5.0, 6.0]), ["", ""]))
    values = [QgsVectorLayerUtils.getValues(both, field)[0] for field in (FIRST, SECOND)]
    assert values[0][0] == 1.0 and not isinstance(values[0][1], float) and values[1] == [5.0, 6.0]
    shapes = [[feature.geometry().asWkt() for feature in one.getFeatures()] for one in (layer, both)]
    assert shapes[0] == shapes[1] and both.crs() == layer.crs() and not both.extent().isEmpty()


def cut(*limits):
    return Classes(np.array(limits), np.ones(len(limits) - 1, dtype=int), "natural")


def test_who_moves_a_class_and_where_the_classes_cross():
    """A value on a limit is of the class below it; an area without one of both takes no part."""
    classes = cut(0.0, 10.0, 20.0, 30.0)
    pair = Pair(np.array([5, 10, 10.5, 25, 25, NAN, 5]), np.array([10, 11, 10, 21, 5, 30, NAN]), [""] * 7)
    assert count_moves(pair, classes) == (1, 2)
    counts = count_pairs(pair, [classes, cut(0.0, 10.0, 30.0)])
    assert counts.tolist() == [[1, 1, 1], [1, 0, 1]]  # rows by the second number, columns by the first
    assert count_pairs(pair, [cut(5.0, 5.0), cut(5.0, 5.0)]).tolist() == [[5]]


def lines_of(first, second, names, people=None, weighing="", notes=()):
    pair = Pair(np.array(first, dtype=float), np.array(second, dtype=float), names, people)
    return change_lines(pair, ComparedLayers(None, None, ("", ""), "", notes), weighing, ENGLISH)


def test_a_change_of_method_is_said():
    mean, method, up = lines_of([1, 2], [2, 2], ["a", "b"], notes=("other",))
    assert method == "The indicators, weights or rules of the two maps differ: part of the change comes from the method."
    assert lines_of([1, 2], [2, 2], ["a", "b"]) == [mean, up]
    assert lines_of([1, 2], [2, 2], ["a", "b"], notes=("unknown",))[1].startswith("One of the maps does not say by which indicators")


def test_two_indices_of_which_each_compares_its_own_areas_have_no_mean_that_changes():
    relative, up = lines_of([1, 2], [2, 2], ["a", "b"], notes=("relative",))
    assert relative.startswith("Each map compares its own areas with each other: an area that rises does so compared with the other areas")
    assert up == "Rises most: a (+1.0)."
    assert not any("Mean" in line for line in lines_of([1, 2], [2, 2], ["a", "b"], notes=("relative", "other")))


def test_what_changed_in_words():
    """Five areas rise or fall, three at most are named of each; one has no name, one no value before."""
    first, second = [10, 10, 10, 10, 10, 10, NAN, 10], [14, 11, 12, 13, 19, 8, 50, 10]
    names = ["a", "b", "c", "d", "", "e", "f", "g"]
    people = np.array([1, 0, 0, 0, 0, 3, 100, NAN])
    mean, missing, up, down = lines_of(first, second, names, people, "By people.")
    assert "10.0 before, 9.5 after" in mean and mean.endswith("By people.")  # (14 + 3 x 8) / 4
    assert missing.endswith("1 areas.") or " 1 " in missing
    assert "a (+4.0), d (+3.0)" in up and "b (" not in up and "c (" not in up and "f (" not in up
    assert "e (\u22122.0)" in down and "g (" not in down
    plain = lines_of(first, second, names)
    assert "10.0 before, 12.4 after" in plain[0]  # 87 / 7
    assert len(lines_of([1, 2], [1, 2], ["a", "b"])) == 1
    assert len(lines_of([1, NAN], [NAN, 2], ["a", "b"])) == 1 and "before" not in lines_of([1, NAN], [NAN, 2], ["a", "b"])[0]


def test_low_values_mean_need_where_the_scores_rise_as_they_fall(qgis_app):
    rows = [(1.0, 9.0, 1.0), (2.0, 5.0, 2.0), (3.0, 1.0, 4.0)]
    falling = areas([row[:2] for row in rows], "n:double,n_score:double")
    rising = areas([(row[0], row[2]) for row in rows], "n:double,n_score:double")
    first = areas([(row[1], row[0]) for row in rows], "n_score:double,n:double")
    assert is_low(of(falling, "n")) and is_low(of(first, "n")) and not is_low(of(rising, "n"))
    assert not is_low(of(areas([(1.0,)], "n:double"), "n"))
    assert not is_low(of(areas([(1.0, 2.0)], "n:double,n_score:double"), "n"))
    assert not is_low(replace(of(falling, "n"), field="other"))
    gaps = areas([(None, 3.0), *(row[:2] for row in rows), (9.0, None)], "n:double,n_score:double")
    assert is_low(of(gaps, "n")), "areas without one of both say nothing"
