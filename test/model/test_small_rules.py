"""Small rules that much rests on: ranges of values, averages, certainty, colours, paths that lead away, decisions about defects."""

import math

import pytest
from opgavenkaart.processing.model.area_codes import beginning, known_changes
from opgavenkaart.processing.model.averaging import GROUND, MEAN, MEDIAN, PER_UNIT, averaging, base_of, features_of, own_base_of
from opgavenkaart.processing.model.certainty import Certainty, certainty
from opgavenkaart.processing.model.challenge import Indicator, Measurement
from opgavenkaart.processing.model.defect_decisions import Decision, keep_decisions, mark_defect, read_decisions
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.file_places import host_of_share, leads_elsewhere
from opgavenkaart.processing.model.house_style import mix_colours, spread_ramp
from opgavenkaart.processing.model.own_use import keeping_account, list_closed, note_closed
from opgavenkaart.processing.model.recoding import find_overlap, parse_range

# ---- ranges


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("[0, 5)", [0, 4.9], [-0.1, 5]),
        ("(0, 5]", [0.1, 5], [0, 5.1]),
        (" [ -2.5 , +3 ] ", [-2.5, 0, 3], [-2.6, 3.1]),
        ("(5, ]", [5.1, 1e300, math.inf], [5]),
        ("[,5)", [-math.inf, 0], [5, 6]),
    ],
)
def test_what_lies_in_a_range(text, inside, outside):
    found = parse_range(text)
    assert all(found.holds(one) for one in inside) and not any(found.holds(one) for one in outside)
    assert not found.is_empty and found.text == text


@pytest.mark.parametrize("text", ["5", "", "word", "[1; 2]", "[1, 2", "1, 2", "[1, 2] x", "[.5, 1]"])
def test_what_is_no_range(text):
    assert parse_range(text) is None


@pytest.mark.parametrize(("text", "is_empty"), [("[5, 4]", True), ("[5, 5)", True), ("(5, 5]", True), ("(5, 5)", True), ("[5, 5]", False)])
def test_a_range_in_which_nothing_lies(text, is_empty):
    assert parse_range(text).is_empty == is_empty
    assert find_overlap(["[0, 1]", text]) == ((text, text) if is_empty else None)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("[0, 5)", "[5, 9]", False),
        ("[0, 5]", "(5, 9]", False),
        ("[0, 5]", "[5, 9]", True),
        ("[0, 9]", "[2, 3]", True),
        ("[0, 2]", "[3, 4]", False),
        ("(0, 9)", "[0, 1)", True),
        ("(0, 1)", "[0, 0]", False),
        ("[, 1)", "[1, ]", False),
        ("[, 1]", "[, 0]", True),
    ],
)
def test_ranges_that_share_a_number(one, other, meet):
    assert parse_range(one).meets(parse_range(other)) == parse_range(other).meets(parse_range(one)) == meet
    assert find_overlap(["word", one, "7", other]) == ((one, other) if meet else None)


# ---- averages


def indicator(measure, field="", *, denominator=None, **more):
    return Indicator("i", None, "", Measurement("layer", measure, field, **more), denominator=denominator)


@pytest.mark.parametrize(
    ("one", "way"),
    [
        (indicator("count"), PER_UNIT),
        (indicator("sum", "people"), PER_UNIT),
        (indicator("length"), PER_UNIT),
        (indicator("transfer_extensive", "people"), PER_UNIT),
        (indicator("count", denominator=Measurement("homes", "count")), MEAN),
        (indicator("mean", "score"), MEAN),
        (indicator("area_share"), MEAN),
        (indicator("median", "income"), MEDIAN),
        (indicator("attribute", "median_income"), MEDIAN),
        (indicator("attribute", "mean_income"), MEAN),
        (indicator("mean", "median_income"), MEAN),
        (indicator("raster", statistic="median"), MEDIAN),
        (indicator("raster", statistic="sum"), PER_UNIT),
        (indicator("raster", statistic="mean"), MEAN),
    ],
)
def test_how_values_of_several_units_become_one(one, way):
    assert averaging(one) == way


HOMES = Measurement("homes", "count")


@pytest.mark.parametrize(
    ("one", "base"),
    [
        (indicator("count", denominator=HOMES), HOMES),
        (indicator("count"), None),
        (indicator("density"), GROUND),
        (indicator("area_share"), GROUND),
        (indicator("raster", statistic="mean"), GROUND),
        (indicator("raster", statistic="max"), None),
        (indicator("raster", statistic="mean", weight_layer="people"), None),
        (indicator("distance", points="homes"), Measurement("homes", "count")),
        (indicator("distance", points="homes", weight_field="n"), Measurement("homes", "sum", "n", filter='"n" IS NOT NULL')),
        (indicator("mean", "score"), Measurement("layer", "count", filter='"score" IS NOT NULL')),
        (
            indicator("weighted_mean", "score", weight_field="n", filter="a = 1 OR b = 2"),
            Measurement("layer", "sum", "n", filter='(a = 1 OR b = 2) AND "score" IS NOT NULL AND "n" IS NOT NULL'),
        ),
    ],
)
def test_what_values_are_shares_or_means_of(one, base):
    assert base_of(one) == base
    if not one.denominator:
        assert own_base_of(one.measurement) == base


def test_how_many_features_a_measurement_is_about():
    assert features_of(Measurement("layer", "sum", "n", weight_field="w", filter="x")) == Measurement(
        "layer", "count", filter='(x) AND "n" IS NOT NULL AND "w" IS NOT NULL'
    )
    assert features_of(Measurement("layer", "distance", points="homes", weight_field="w")) == HOMES
    assert features_of(Measurement("layer", "count")) == Measurement("layer", "count")


# ---- certainty, colours


@pytest.mark.parametrize(
    ("probability", "step"),
    [
        (1.0, Certainty.ALMOST_CERTAIN),
        (0.9, Certainty.ALMOST_CERTAIN),
        (0.899, Certainty.PROBABLE),
        (2 / 3, Certainty.PROBABLE),
        (0.666, Certainty.POSSIBLE),
        (0.334, Certainty.POSSIBLE),
        (1 - 2 / 3, Certainty.IMPROBABLE),
        (0.101, Certainty.IMPROBABLE),
        (0.1, Certainty.ALMOST_CERTAINLY_NOT),
        (1 - 0.9, Certainty.ALMOST_CERTAINLY_NOT),
        (0.0, Certainty.ALMOST_CERTAINLY_NOT),
    ],
)
def test_steps_of_probability(probability, step):
    assert certainty(probability) == step


def test_colours_between_two():
    assert [mix_colours("#000000", "#ff8040", share) for share in (0, 0.5, 1)] == ["#000000", "#804020", "#ff8040"]
    assert mix_colours("#0a0b0c", "#0a0b0c", 0.3) == "#0a0b0c"
    ramp = ("#000000", "#100000", "#400000")
    assert spread_ramp(ramp, 5) == ("#000000", "#080000", "#100000", "#280000", "#400000")
    assert spread_ramp(ramp, 2) == ("#000000", "#400000")
    assert spread_ramp(ramp, 1) == ("#100000",) and spread_ramp(ramp[:2], 1) == ("#100000",)


# ---- paths, codes


@pytest.mark.parametrize(
    ("path", "host"),
    [("//Host/share/a", "host"), (r"\\host\share", "host"), (" //host", "host"), ("//", "?"), ("/a//b", ""), ("a/b", ""), ("C:\\a", "")],
)
def test_the_computer_that_a_path_names(path, host):
    assert host_of_share(path) == host


@pytest.mark.parametrize(
    ("path", "base", "elsewhere"),
    [
        ("//host/a", "/data", True),
        ("//host/a", "//HOST/data", False),
        ("//other/a", "//host/data", True),
        ("a.gpkg", "//host/data", False),
        ("/vsicurl/https://example.org/a", "/data", True),
        (" /VSIZIP/a.zip", "/data", True),
        ("/data/vsi/a", "/data", False),
        ("a\0b", "/data", True),
    ],
)
def test_paths_that_lead_to_another_computer(path, base, elsewhere):
    assert leads_elsewhere(path, base) == elsewhere


def test_codes_that_became_others():
    assert [beginning(code) for code in ("44021A05-", "44021A05K", "44021A05", "44021A05KX", "44021a05K")] == ["44021A05"] * 2 + [""] * 3
    changes = known_changes()
    assert ("44049", "44083") in changes.successors, "Deinze took in Nevele in 2019"
    assert all(len(code) == 8 and began >= 0 and ended >= 0 for code, (ended, began) in changes.sizes.items())
    assert len(set(changes.successors)) == len(changes.successors)


# ---- own use, decisions


def test_what_may_not_be_redistributed_is_noted_as_long_as_that_is_asked():
    note_closed("nobody asks", "no")
    account, inner = {}, {}
    with keeping_account(account):
        note_closed("Schools", "no")
        with keeping_account(inner):
            note_closed("Homes", "aggregated")
            assert list_closed() == ["Homes"]
        assert list_closed() == ["Schools"]
    note_closed("too late", "no")
    assert (account, inner, list_closed()) == ({"Schools": "no"}, {"Homes": "aggregated"}, [])


def decision(mark, reason=""):
    return Decision(mark, "text_spaces", "no_mistake", "2026-05-01T10:00:00+00:00", reason=reason)


A, B = "a" * 32, "b" * 32


def test_decisions_of_several_people_stand_in_one_file(tmp_path):
    path = tmp_path / "deep" / "decisions.json"
    assert read_decisions(path) == {}
    keep_decisions(path, "trees", [decision(A)])
    keep_decisions(path, "trees", [decision(B), decision(A, "it is so")])
    assert read_decisions(path) == {A: decision(A, "it is so"), B: decision(B)}
    assert keep_decisions(path, "trees", [], gone=[A, "c" * 32]) == read_decisions(path) == {B: decision(B)}


def test_decisions_that_cannot_be_read_or_kept_are_told(tmp_path):
    wrong = tmp_path / "decisions.json"
    wrong.write_text('{"layer": "trees", "decisions": [{"mark": 7}]}')
    with pytest.raises(OpgaveError, match=r"decisions\.json"):
        read_decisions(wrong)
    (tmp_path / "file").write_text("")
    with pytest.raises(OpgaveError, match=r"What you decided cannot be kept in '.*decisions\.json' \(.+\): check its permissions"):
        keep_decisions(tmp_path / "file" / "decisions.json", "trees", [decision(A)])


def test_a_defect_is_told_from_all_others_of_its_layer():
    every = [
        ("a", "b", "7", "x", ()),
        ("a", "b", "7", "x", (1.0,)),
        ("a", "b", "7x", "", ()),
        ("ab", "", "7", "x", ()),
        ("a", "b", "7", "x", (2.0,)),
    ]
    marks = [mark_defect(*one) for one in every]
    assert len(set(marks)) == len(marks) and {len(mark) for mark in marks} == {32}
    assert mark_defect("a", "b", "7", "x", (1.00000000001,)) == marks[1], "rounding tells no defects apart"
