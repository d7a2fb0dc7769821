"""A layer with planted defects: each is told with its feature, the score follows by hand, and the verdict from what blocks."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.quality.findings import Finding
from opgavenkaart.processing.model.defect_decisions import DONE, NO_MISTAKE, Decision, keep_decisions
from opgavenkaart.processing.model.defects import BLOCKING, DEFECTS
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.quality.assessment.assess import Assessment, assess
from opgavenkaart.processing.quality.assessment.inputs import AssessedLayer
from opgavenkaart.processing.texts.defect_texts import MESSAGE_TEXTS, TITLE_TEXTS
from opgavenkaart.test.support.layers import memory_layer, record
from qgis.core import NULL, QgsProcessingException, QgsProject, QgsVectorFileWriter

ROOT = Path(__file__).parents[2]
FIELDS = "code:string,naam:string,niscode:string"
TODAY = datetime.date(2026, 12, 1)


def schools(*changed) -> list:
    """Twenty schools in Halle, some of them changed."""
    rows = [(f"Point({146_000 + 37 * row} {159_000 + 41 * row})", f"S{row}", f"School {row}", "23027") for row in range(20)]
    for row, values in changed:
        rows[row] = values
    return rows


def rows_of(layer) -> list[dict]:
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, (None if value == NULL else value for value in one.attributes()), strict=True)) for one in layer.getFeatures()]


def test_a_clean_layer_is_fit(run_algorithm, qgis_app):
    ran = run_algorithm("assess_quality", {"INPUT": memory_layer("Point", schools(), FIELDS), "KEY": "code", "OUTPUT": "memory:"})
    assert (ran["DEFECT_COUNT"], ran["SCORE"], ran["PUBLISHABLE"]) == (0, 100.0, 1)
    assert rows_of(ran["OUTPUT"]) == []


def test_each_defect_leads_to_its_feature_and_costs_its_share(run_algorithm, tmp_path, qgis_app):
    changed = (
        (3, ("Point(159123 146111)", "S3", "School 3", "23027")),
        (5, ("Point(146185 159205)", "S4", "School 5", "23027")),
        (7, (None, "S7", "School 7", "99999")),
    )
    layer = memory_layer("Point", schools(*changed), FIELDS, name="scholen")
    asked = {
        "INPUT": layer,
        "KEY": "code",
        "OUTPUT": "memory:",
        "MEASURES": "memory:",
        "EXTENT": "140000,150000,155000,165000 [EPSG:31370]",
    }
    ran = run_algorithm("assess_quality", asked | {"REPORT": str(tmp_path / "rapport.html")})
    found = {(row["code"], row["severity"], row["feature_id"], row["field"]) for row in rows_of(ran["OUTPUT"])}
    assert found == {
        ("axes_swapped", "major", 4, ""),
        ("key_repeated", "blocking", 6, "code"),
        ("geometry_missing", "major", 8, ""),
        ("code_invalid", "major", 8, "niscode"),
    }
    assert ran["DEFECT_COUNT"] == 4 and ran["PUBLISHABLE"] == 0
    assert ran["SCORE"] == pytest.approx(100 - (30 + 50 + 30 + 20) / 20)
    said = {row["code"]: row["message"] for row in rows_of(ran["OUTPUT"])}
    assert said["key_repeated"] == "Sleutel 'code' bevat 'S4' meer dan één keer."
    measures = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}
    assert measures == {4: 0, 10: 2, 11: 0, 16: 2, 23: 0, 25: 0, 26: 0, 159: 0}
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "Niet klaar voor publicatie: Sleutel is niet uniek." in report and "93,5" in report


def test_a_layer_of_another_system_is_said_once(run_algorithm, qgis_app):
    """Coordinates of Lambert 2008 in a layer that says Lambert 72."""
    rows = [(f"Point({646_000 + 37 * row} {659_000 + 41 * row})", f"S{row}", f"School {row}", "23027") for row in range(20)]
    ran = run_algorithm("assess_quality", {"INPUT": memory_layer("Point", rows, FIELDS), "OUTPUT": "memory:", "LANGUAGE": "en"})
    (row,) = rows_of(ran["OUTPUT"])
    assert (row["code"], row["feature_id"]) == ("crs_suspect", None)
    assert "in EPSG:3812 they would lie in Belgium" in row["message"]


def test_beside_a_reference(run_algorithm, tmp_path, qgis_app):
    """The layer lacks two schools, has one too many, and lies 3 m east and 4 m north of the reference."""
    reference = memory_layer("Point", schools(), FIELDS, name="referentie")
    own = [(f"Point({146_003 + 37 * row} {159_004 + 41 * row})", f"S{row}", f"School {row}", "23027") for row in range(2, 20)]
    layer = memory_layer("Point", [*own, ("Point(150000 165000)", "S99", "School 99", "23027")], FIELDS, name="scholen")
    asked = {"INPUT": layer, "KEY": "code", "REFERENCE": reference, "OUTPUT": "memory:", "MEASURES": "memory:"}
    for keyed in ({"REFERENCE_KEY": "code"}, {}):
        ran = run_algorithm("assess_quality", asked | keyed)
        found = [(row["code"], row["feature_id"], row["value"]) for row in rows_of(ran["OUTPUT"])]
        names = ("S0", "S1") if keyed else ("School 0", "School 1")
        assert found == [
            ("commission", 19, ""),
            *(("omission", None, name) for name in names),
            ("shifted", None, "+3.00 m E, +4.00 m N, +0.0000°"),
        ]
        measures = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}
        assert (measures[2], measures[6]) == (1, 2)
        assert (measures[3], measures[7]) == pytest.approx((1 / 19, 2 / 20))
        assert (measures[45], measures[47]) == pytest.approx((5.0, 5.0))
        assert ran["SCORE"] == pytest.approx(100 - 20 / 19 - 20 * 2 / 20 - 20)
        assert ran["PUBLISHABLE"] == 1


@pytest.mark.parametrize("kind", ["date", "string"])
def test_dates_and_borders_beside_a_reference(run_algorithm, qgis_app, kind):
    """Of three blocks one is dated ten days late, and one follows where the parcels were 0.5 m farther west."""
    fields = f"code:string,sinds:{kind}"

    def block(x, day, code):
        return f"Polygon(({x} 159000, {x + 100} 159000, {x + 100} 159080, {x} 159080, {x} 159000))", code, day

    days = ("2020-01-01", "2021-06-01", "2022-03-01")
    reference = memory_layer("Polygon", [block(146_000 + 300 * row, day, f"B{row}") for row, day in enumerate(days)], fields, name="nu")
    places = ((146_000, "2020-01-11", "B0"), (146_300, days[1], "B1"), (146_600.5, days[2], "B2"))
    layer = memory_layer("Polygon", [block(*one) for one in places], fields, name="toen")
    asked = {"INPUT": layer, "KEY": "code", "REFERENCE": reference, "REFERENCE_KEY": "code", "FIELD": "sinds", "LANGUAGE": "en"}
    ran = run_algorithm("assess_quality", asked | {"OUTPUT": "memory:", "MEASURES": "memory:"})
    found = {(row["code"], row["feature_id"], row["message"]) for row in rows_of(ran["OUTPUT"])}
    changed = "But for narrow strips the area is made of areas of the reference: aligned to it, it would change by +40 m2, -40 m2."
    assert found == {
        ("date_differs", 1, "Field 'sinds': +10 days beside the reference."),
        ("border_older", 3, changed),
    }
    measures = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}
    assert (measures[54], measures[57], measures[159]) == pytest.approx((np.sqrt(100 / 3), 1.96 * np.sqrt(100 / 3), 0))
    assert ran["SCORE"] == pytest.approx(100 - 10 / 3 - 10 / 3)


def test_accuracy_by_area_and_the_ground_along_borders(run_algorithm, tmp_path, qgis_app):
    """Ten blocks in the north lie half a metre east of the reference, ten in the south where they belong."""
    fields = "code:string,deel:string"

    def block(x, y, code, part):
        return f"Polygon(({x} {y}, {x + 100} {y}, {x + 100} {y + 80}, {x} {y + 80}, {x} {y}))", code, part

    blocks = [(146_000 + 150 * (row % 10), 159_000 + 500 * (row // 10), f"B{row}", ("zuid", "noord")[row // 10]) for row in range(20)]
    reference = memory_layer("Polygon", [block(*one) for one in blocks], fields, name="nu")
    layer = memory_layer("Polygon", [block(x + 0.5 * (part == "noord"), y, f"b{code}", part) for x, y, code, part in blocks], fields)
    parts = [("Polygon((145900 158900, 148000 158900, 148000 159300, 145900 159300, 145900 158900))", "zuid")]
    parts += [("Polygon((145900 159300, 148000 159300, 148000 159900, 145900 159900, 145900 159300))", "noord")]
    areas = memory_layer("Polygon", parts, "naam:string", name="delen")
    asked = {"INPUT": layer, "REFERENCE": reference, "MEASURES": "memory:", "OUTPUT": "memory:", "LANGUAGE": "en"}
    report = tmp_path / "report.html"
    for given in ({"UNITS": areas}, {"GROUP_FIELD": "deel"}):
        ran = run_algorithm("assess_quality", asked | given | {"OUTPUT_STRIPS": "memory:", "REPORT": str(report)})
        found = [(row["code"], row["feature_id"]) for row in rows_of(ran["OUTPUT"]) if row["code"] != "areas_overlap"]
        assert found == [("border_older", row) for row in range(11, 21)], "paired by the ground that they share: nothing is missing"
        by_area = {(row["area"], row["measure"]): row["value"] for row in rows_of(ran["MEASURES"]) if row["area"]}
        assert by_area == pytest.approx({("noord", 45): 0.5, ("noord", 47): 0.5, ("zuid", 45): 0.0, ("zuid", 47): 0.0})
        whole = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"]) if not row["area"]}
        assert whole[47] == pytest.approx(np.sqrt(0.125)) and (whole[2], whole[6]) == (0, 0)
        strips = [(row["feature_id"], row["change"], row["area_m2"]) for row in rows_of(ran["OUTPUT_STRIPS"])]
        assert strips == [(row, change, pytest.approx(40.0)) for row in range(11, 21) for change in ("gain", "loss")]
        assert "noord" in report.read_text(encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="choose one of them"):
        run_algorithm("assess_quality", asked | {"UNITS": areas, "GROUP_FIELD": "deel"})


def test_streets_are_measured_by_their_length_beside_the_reference(run_algorithm, tmp_path, qgis_app):
    """A street of 300 m lies 1.5 m beside the three parts that the reference has of it; a second one of 100 m is new."""
    parts = [(f"LineString({146_000 + x} 159000, {146_000 + x + 100} 159000)", f"w{x}") for x in (0, 100, 200)]
    reference = memory_layer("LineString", parts, "code:string", name="wegenregister")
    streets = [("LineString(146000 159001.5, 146300 159001.5)", "a"), ("LineString(146000 159400, 146100 159400)", "b")]
    layer = memory_layer("LineString", streets, "code:string", name="wegen")
    asked = {"INPUT": layer, "REFERENCE": reference, "OUTPUT": "memory:", "MEASURES": "memory:", "LANGUAGE": "en"}
    ran = run_algorithm("assess_quality", asked | {"REPORT": str(tmp_path / "report.html")})
    assert [(row["code"], row["feature_id"]) for row in rows_of(ran["OUTPUT"])] == [("commission", 2)]
    beyond = {row["threshold"]: row["value"] for row in rows_of(ran["MEASURES"]) if row["measure"] == 31}
    assert beyond == pytest.approx({0.5: 1.0, 1.0: 1.0, 2.0: 0.25, 5.0: 0.25, 10.0: 0.25, 20.0: 0.25})
    assert "Length within a distance of the reference" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_has_no_key_is_paired_by_its_place(run_algorithm, qgis_app):
    """In the layer one school has no code yet; the reference gave it one, and another school too, whose place is elsewhere."""
    rows = [(wkt, None if row == 3 else code, name, nis) for row, (wkt, code, name, nis) in enumerate(schools())]
    there = [(wkt, None if row == 3 else code, name, nis) for row, (wkt, code, name, nis) in enumerate(schools())]
    there.append(("Point(150000 165000)", None, "School 99", "23027"))
    layers = memory_layer("Point", rows, FIELDS), memory_layer("Point", there, FIELDS)
    asked = {"INPUT": layers[0], "REFERENCE": layers[1], "KEY": "code", "REFERENCE_KEY": "code", "OUTPUT": "memory:", "MEASURES": "memory:"}
    ran = run_algorithm("assess_quality", asked)
    assert {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}[6] == 1
    assert [row["code"] for row in rows_of(ran["OUTPUT"])] == ["key_missing", "omission"]


def test_what_is_for_the_comparison_alone_is_refused_without_a_reference(run_algorithm, qgis_app):
    layer = memory_layer("Point", schools(), FIELDS, name="scholen")
    asked = {"INPUT": layer, "KEY": "code", "FIELD": "name", "OUTPUT_STRIPS": "memory:", "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="What is given as FIELD, OUTPUT_STRIPS takes part in the comparison with a reference"):
        run_algorithm("assess_quality", asked)


def test_degrees_are_paired_by_key_only(run_algorithm, qgis_app):
    degrees = memory_layer("Point", [("Point(4.2 50.7)", "a", "School", "23027")], FIELDS, crs="EPSG:4326", name="graden")
    with pytest.raises(QgsProcessingException, match="'graden' and its reference cannot be paired by place"):
        run_algorithm("assess_quality", {"INPUT": degrees, "REFERENCE": degrees, "OUTPUT": "memory:"})
    asked = {"INPUT": degrees, "REFERENCE": degrees, "KEY": "code", "REFERENCE_KEY": "code", "OUTPUT": "memory:"}
    assert run_algorithm("assess_quality", asked)["DEFECT_COUNT"] == 0


def test_how_far_a_layer_lies_off_is_told_in_metres_on_the_ground(run_algorithm, tmp_path, qgis_app):
    """In Web Mercator, as web maps have it, 10 m east of the reference is 15.9 of its metres; in degrees 0.00014."""
    reference = memory_layer("Point", schools(), FIELDS, name="referentie")
    moved = [(f"Point({146_010 + 37 * row} {159_000 + 41 * row})", f"S{row}", f"School {row}", "23027") for row in range(20)]
    layer = memory_layer("Point", moved, FIELDS, name="scholen")
    for crs in ("EPSG:3857", "EPSG:4326"):
        own = run_algorithm("native:reprojectlayer", {"INPUT": layer, "TARGET_CRS": crs, "OUTPUT": "memory:"})["OUTPUT"]
        asked = {"INPUT": own, "KEY": "code", "REFERENCE": reference, "OUTPUT": "memory:", "MEASURES": "memory:"}
        for keyed in ({"REFERENCE_KEY": "code"}, {})[: 2 if crs == "EPSG:3857" else 1]:
            ran = run_algorithm("assess_quality", asked | keyed)
            measures = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}
            assert (measures[45], measures[47]) == pytest.approx((10.0, 10.0), abs=0.2)


def layer_of(**columns) -> Features:
    count = len(next(iter(columns.values())))
    return Features("laag", np.full(count, None, dtype=object), pd.DataFrame(columns), "", np.arange(1, count + 1))


def codes(features, described=None):
    return set(assess(AssessedLayer(features, None, False), "", described, TODAY).counts)


def test_the_record_says_what_the_layer_should_be():
    described = record(
        "csv",
        fields={"soort": FieldSpec(values={"basis": None, "secundair": None}), "plaatsen": FieldSpec()},
        update_rhythm="P1Y",
        date=datetime.date(2024, 1, 1),
    )
    found = assess(AssessedLayer(layer_of(soort=["basis", "kleuter"]), None, False), "", described, TODAY)
    assert {(one.code, one.field, tuple(one.values)) for one in found.findings} == {
        ("field_absent", "plaatsen", ()),
        ("value_unknown", "soort", ("kleuter",)),
        ("out_of_date", "", ("2024-01-01",)),
    }
    assert not found.is_publishable


def test_personal_data_block_and_what_may_be_an_organisations_does_not():
    people = layer_of(contact=["Jan Peeters", "Fatima El Amrani", "An Maes", "Pieter Claes"])
    assert codes(people) == {"personal_data"}
    assert codes(layer_of(mail=["info@halle.be", "onthaal@gent.be", "bib@aalst.be"])) == {"perhaps_personal"}


def test_a_defect_of_the_layer_costs_its_whole_weight_and_the_score_never_less_than_nothing():
    features = layer_of(a=range(4))
    findings = tuple(Finding(code, np.array([-1])) for code in ("crs_missing", "crs_suspect", "field_absent"))
    assert Assessment(AssessedLayer(features, None, False), "", findings[:1]).score == 50.0
    assert Assessment(AssessedLayer(features, None, False), "", findings).score == 0.0
    twice = (Finding("outlier", np.array([1]), "a"), Finding("outlier", np.array([1, 2]), "b"))
    assert Assessment(AssessedLayer(features, None, False), "", twice).score == pytest.approx(100 - 5 * 2 / 4), (
        "a feature that has it in two fields counts once"
    )


def test_classes_are_laid_beside_those_of_the_reference(run_algorithm, tmp_path, qgis_app):
    """Two of twenty schools are of another kind in the reference."""
    kinds = ["basis"] * 10 + ["secundair"] * 10
    rows = [(*row[:2], kind, row[3]) for row, kind in zip(schools(), kinds, strict=True)]
    there = [(*row[:2], "basis" if at in (10, 11) else row[2], row[3]) for at, row in enumerate(rows)]
    fields = "code:string,{}:string,niscode:string"
    asked = {
        "INPUT": memory_layer("Point", rows, fields.format("soort")), "KEY": "code", "FIELD": "soort", "LANGUAGE": "en",
        "REFERENCE": memory_layer("Point", there, fields.format("type")), "REFERENCE_KEY": "code", "FIELD_2": "type",
        "OUTPUT": "memory:", "MEASURES": "memory:", "REPORT": str(tmp_path / "report.html"),
    }  # fmt: skip
    ran = run_algorithm("assess_quality", asked)
    assert [(row["code"], row["feature_id"], row["message"]) for row in rows_of(ran["OUTPUT"])] == [
        ("class_differs", at, "Field 'soort': 'secundair' / 'basis' in the reference.") for at in (11, 12)
    ]
    assert ran["SCORE"] == pytest.approx(100 - 20 * 2 / 20)
    measures = {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}
    assert (measures[60], measures[61], measures[64]) == (2, 0.1, pytest.approx(0.8))
    assert "kappa): 0.80" in Path(ran["REPORT"]).read_text(encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="has no field 'soort'"):
        run_algorithm("assess_quality", {**asked, "FIELD_2": ""})


def test_a_geometry_is_judged_as_it_is():
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    features = Features("laag", np.array([bow], dtype=object), pd.DataFrame({"a": [1]}), "EPSG:31370", np.array([1]))
    assert "geometry_invalid" in codes(features)


def test_an_invalid_geometry_is_not_repaired_before_it_is_judged(run_algorithm, qgis_app):
    shape = "Polygon((146000 159000, 146010 159010, 146010 159000, 146000 159010, 146000 159000))"
    bow = memory_layer("Polygon", [(shape, "a")], "code:string")
    (row,) = rows_of(run_algorithm("assess_quality", {"INPUT": bow, "OUTPUT": "memory:"})["OUTPUT"])
    assert (row["code"], row["feature_id"]) == ("geometry_invalid", 1)


def test_an_empty_layer_is_refused(run_algorithm, qgis_app):
    with pytest.raises(QgsProcessingException, match="Layer 'leeg' has no features"):
        run_algorithm("assess_quality", {"INPUT": memory_layer("Point", [], FIELDS, name="leeg"), "OUTPUT": "memory:"})
    given = {
        "INPUT": memory_layer("Point", schools(), FIELDS),
        "REFERENCE": memory_layer("Point", [], FIELDS, name="leeg"),
        "OUTPUT": "memory:",
    }
    with pytest.raises(QgsProcessingException, match="Layer 'leeg' has no features"):
        run_algorithm("assess_quality", given)


def test_long_texts_are_personal_where_one_tells_of_a_person(run_algorithm, qgis_app):
    """The texts of a code list do not; of a plan with the name of somebody they may."""
    plan = "Het aantal rijstroken op een wegsegment is niet gekend of wordt niet bijgehouden, vak {} van de lijst."
    rows = [(f"Point({146_000 + 37 * row} {159_000 + 41 * row})", plan.format(row)) for row in range(20)]
    told = [run_algorithm("assess_quality", {"INPUT": memory_layer("Point", rows, "wat:string"), "OUTPUT": "memory:"})["OUTPUT"]]
    rows[4] = (rows[4][0], rows[4][1] + " Gemeld door Fatima El Amrani.")
    told.append(run_algorithm("assess_quality", {"INPUT": memory_layer("Point", rows, "wat:string"), "OUTPUT": "memory:"})["OUTPUT"])
    assert [[row["code"] for row in rows_of(one)] for one in told] == [[], ["perhaps_personal"]]


def test_every_kind_has_its_words_and_its_row_in_the_docs():
    assert DEFECTS.keys() == MESSAGE_TEXTS.keys() == TITLE_TEXTS.keys()
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \| (\w+) \| (\d+) \| (\d*) +\|", (ROOT / "docs" / "quality.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {code: (title, severity, float(weight), int(measure or 0)) for code, title, severity, weight, measure in rows}
    assert told == {code: (TITLE_TEXTS[code], kind.severity, kind.weight, kind.measure) for code, kind in DEFECTS.items()}
    assert any(kind.severity == BLOCKING for kind in DEFECTS.values())


def test_what_people_decided_is_no_mistake_does_not_count_and_stays(run_algorithm, tmp_path, qgis_app):
    """A key twice, of which one is meant; the report gives the reason, and the layer of defects still has it."""
    rows = [*schools(), ("Point(147000 160000)", "S4", "School 4 ", "23027")]
    path, options = tmp_path / "scholen.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(
        memory_layer("Point", rows, FIELDS), str(path), QgsProject.instance().transformContext(), options
    )
    asked = {"INPUT": str(path), "KEY": "code", "OUTPUT": "memory:", "MEASURES": "memory:", "LANGUAGE": "en"}
    before = run_algorithm("assess_quality", asked)
    costs = {row["code"]: row["cost"] for row in rows_of(before["OUTPUT"])}
    assert costs == {"key_repeated": pytest.approx(50 / 21), "text_spaces": pytest.approx(5 / 21)} and not before["PUBLISHABLE"]
    (mark,) = [row["mark"] for row in rows_of(before["OUTPUT"]) if row["code"] == "key_repeated"]
    decided = Decision(mark, "key_repeated", NO_MISTAKE, "2026-12-01T09:30:00+00:00", "code", "Two sites of one school", "An")
    keep_decisions(tmp_path / "scholen.gpkg.defects.json", "scholen", [decided])
    ran = run_algorithm("assess_quality", asked | {"REPORT": str(tmp_path / "report.html")})
    assert (ran["DEFECT_COUNT"], ran["PUBLISHABLE"]) == (1, 1) and ran["SCORE"] == pytest.approx(100 - 5 / 21)
    assert {row["measure"]: row["value"] for row in rows_of(ran["MEASURES"])}[10] == 0
    assert [row["mark"] for row in rows_of(ran["OUTPUT"])] == [row["mark"] for row in reversed(rows_of(before["OUTPUT"]))]
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "Two sites of one school" in report and "They do not count." in report
    keep_decisions(tmp_path / "scholen.gpkg.defects.json", "scholen", [replace(decided, decision=DONE)])
    assert run_algorithm("assess_quality", asked)["PUBLISHABLE"] == 0, "what is done and found again counts"


def test_a_field_has_the_name_of_its_source_too():
    """In a layer that is read live; its codes are then those of the source."""
    kind = FieldSpec(sources=("SOORT",), values={"basis": None})
    described = record("csv", fields={"kind": kind, "name": FieldSpec(), "city": FieldSpec(constant="Gent")})
    found = assess(AssessedLayer(layer_of(soort=["x", "y"]), None, False), "", described, TODAY)
    assert [(one.code, one.field) for one in found.findings] == [("field_absent", "name")]
    found = assess(AssessedLayer(layer_of(kind=["basis", "y"], name=["a", "b"]), None, False), "", described, TODAY)
    assert [(one.code, one.field, list(one.values)) for one in found.findings] == [("value_unknown", "kind", ["y"])]
