"""An attack on bundles finds the counts that come out of them, and none that does not."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.disclosure.attack import PublishedCounts, bound_counts, bound_with_total
from opgavenkaart.processing.analysis.disclosure.audit import CellBounds
from opgavenkaart.processing.analysis.disclosure.cells import Protection
from opgavenkaart.processing.challenge.shown import ShownMeasures
from opgavenkaart.processing.model.trust import Trust
from opgavenkaart.processing.sources import trust
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point, read_layer
from qgis.core import QgsProcessingException

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
COUNTS = [4, 7, 8, 12, 40, 100]
NOTHING = np.full(6, np.nan)


def published(**changes) -> PublishedCounts:
    counts = np.array(COUNTS, dtype=float)
    shown = {"values": counts, "base": np.ones(6), "scale": 1.0, "scores": NOTHING, "expected": NOTHING, "hidden": np.zeros(6, dtype=bool)}
    return PublishedCounts(**(shown | {"protection": Protection(0.0)} | changes))


def test_a_rate_times_its_base_is_the_count():
    counts = np.array(COUNTS, dtype=float)
    found = bound_counts(published(values=100 * counts / 50, base=np.full(6, 50.0), scale=100.0))
    assert found.low.tolist() == found.high.tolist() == COUNTS


def test_a_hidden_count_comes_out_of_a_score_that_was_computed_from_it():
    """A z-score and one between the ends, each inverted through the counts that are shown."""
    values = np.array([np.nan, np.nan, *COUNTS[2:]])
    hidden = np.isnan(values)
    found = bound_counts(published(values=values, hidden=hidden, scores=np.array(COUNTS) * 0.5 + 3, protection=Protection(5, 1)))
    assert found.low[:2] == pytest.approx([4, 7]) and found.high[:2] == pytest.approx([4, 7])


def test_a_score_of_what_is_expected_tells_nothing():
    values = np.array([np.nan, np.nan, *COUNTS[2:]])
    expected = np.array([3.3, 3.3, *[np.nan] * 4])
    scores = np.where(np.isnan(values), 3.3, values) * 0.5 + 3
    found = bound_counts(published(values=values, hidden=np.isnan(values), expected=expected, scores=scores, protection=Protection(5, 5)))
    assert (found.low[:2].tolist(), found.high[:2].tolist()) == ([0, 0], [7, 7])
    assert (found.low[2:].tolist(), found.high[2:].tolist()) == ([6, 10, 38, 98], [10, 14, 42, 102])


def test_a_total_narrows_what_is_hidden():
    found = bound_with_total(CellBounds(np.array([0.0, 10, 20]), np.array([7.0, 10, 20])), 33.0)
    assert found.low.tolist() == pytest.approx([3, 10, 20]) and found.high.tolist() == pytest.approx([3, 10, 20])


@pytest.fixture(scope="module")
def maps(tmp_path_factory) -> dict:
    """The same challenge for everybody, and for use within the service."""
    folder = tmp_path_factory.mktemp("maps")
    town = Town(folder)
    town.table("list", {"sector_code": town.keys, "waiting": COUNTS}, fields={"waiting": {}}, redistribution="aggregated")
    town.table("homes", {"sector_code": town.keys, "homes": [50, 60, 70, 80, 90, 200]}, fields={"homes": {}})
    divided = {"layer": "homes", "measure": "attribute", "field": "homes"}
    rate = {"id": "rate", "layer": "list", "field": "waiting", "denominator": divided, "scale": 100}
    inputs = town.write(town.challenge(rate, clusters={"weights": "queen", "permutations": 0}))
    found = {}
    for audience in ("public", "internal"):
        ran = run_algorithm("integrated_map", {**inputs, "AUDIENCE": audience, "OUTPUT_FOLDER": str(folder / audience)})
        found[audience] = ran["OUTPUT_FOLDER"]
    return found | {"inputs": inputs}


def check(tmp_path: Path, *folders: str, **more):
    given = {
        "FOLDERS": ", ".join(folders),
        "OUTPUT": str(tmp_path / "cells.gpkg"),
        "REPORT": str(tmp_path / "check.html"),
        "LANGUAGE": "en",
    }
    return run_algorithm("check_disclosure", given | more)


def test_nothing_comes_out_of_a_map_for_everybody(maps, tmp_path):
    ran = check(tmp_path, maps["public"])
    assert (ran["EXACT_COUNT"], ran["SMALL_COUNT"]) == (0, 0) and ran.warnings == []
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "Layer list" in page and "Laag" not in page
    assert "Areas whose count comes out" not in page


def test_everything_comes_out_of_a_map_within_the_service(maps, tmp_path):
    ran = check(tmp_path, maps["internal"])
    assert (ran["EXACT_COUNT"], ran["SMALL_COUNT"]) == (6, 1)
    cells = read_layer(tmp_path / "cells.gpkg", "cells")[1]
    assert cells["low"].tolist() == pytest.approx(COUNTS) and cells["unit"].tolist() == ["S1", "S2", "S3", "S4", "S5", "S6"]
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    table = page[page.index("Areas whose count comes out") :]
    assert "Layer list" in table and "Sector 1" in table and ">list<" not in page
    in_dutch = Path(check(tmp_path, maps["internal"], LANGUAGE="nl")["REPORT"]).read_text(encoding="utf-8")
    assert "Laag list" in in_dutch and "Layer list" not in in_dutch


@pytest.mark.parametrize("broken", [False, True], ids=["gone", "with a mistake"])
def test_a_layer_of_which_nobody_says_whether_it_is_sensitive_is_not_passed_over(maps, tmp_path, broken):
    folder = tmp_path / "map"
    shutil.copytree(maps["internal"], folder)
    (path,) = folder.glob("*.catalogue.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    (record,) = (one for one in document["records"] if one["id"] == "list")
    if broken:
        record["redistribution"] = "maybe"
    else:
        document["records"].remove(record)
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(
        QgsProcessingException, match=r"has no valid record, so it is not known whether these are sensitive: list\. Correct"
    ):
        check(tmp_path, str(folder))
    assert not (tmp_path / "check.html").exists()


def test_the_map_of_a_colleague_is_judged_as_ones_own(maps, tmp_path, monkeypatch):
    """Its catalogue is foreign here, and names files elsewhere: none of them is opened, and no count is passed over for it."""
    monkeypatch.setattr(trust, "organisation_trust", Trust)
    monkeypatch.setattr(trust, "kept_folder", lambda: tmp_path / "another_profile")
    trust.use_decisions()
    try:
        ran = check(tmp_path, maps["internal"])
    finally:
        monkeypatch.undo()
        trust.use_decisions()
    assert (ran["EXACT_COUNT"], ran["SMALL_COUNT"]) == (6, 1)


def test_a_map_from_which_counts_come_out_is_not_made(maps, tmp_path, monkeypatch):
    """As when the gate fails: counts as they are, for everybody."""
    monkeypatch.setattr(ShownMeasures, "protect", lambda self, measurement, values, is_count=False, base=None: (values, None))
    given = maps["inputs"] | {"OUTPUT_FOLDER": str(tmp_path / "map")}
    with pytest.raises(
        QgsProcessingException, match=r"^The map is not made: 6 counts of 'Layer list' could be computed back, such as that of Sector 1"
    ):
        run_algorithm("integrated_map", given)
    assert not (tmp_path / "map").exists()


def test_two_maps_together_give_what_either_gives(maps, tmp_path):
    assert check(tmp_path, maps["public"], maps["internal"])["EXACT_COUNT"] == 6


def audited(folder: Path, counts: list[int]) -> tuple[Town, dict[str, dict]]:
    """Return a town of sectors and districts of four sectors, and a challenge on either that counts the same audits."""
    town = Town(folder, 4, 3)
    places = [point(1000 * (at % 4) + 50 + 40 * row, 1000 * (at // 4) + 500) for at, count in enumerate(counts) for row in range(count)]
    town.layer("audits", places, columns={"score": [9] * len(places)}, redistribution="aggregated")
    districts = [shapely.union_all(town.units[row : row + 4]) for row in (0, 4, 8)]
    named = {"district": ["A", "B", "C"], "district_name": ["North", "Middle", "South"]}
    town.layer("districts", districts, key="district", columns=named)
    of_sectors = town.challenge({"id": "audited", "layer": "audits", "measure": "count"}, clusters={"weights": "queen", "permutations": 0})
    units = {"layer": "districts", "key": "district", "name": "district_name", "population": None}
    return town, {"sectors": of_sectors, "districts": of_sectors | {"units": units}}


def test_districts_and_their_sectors_are_attacked_together(tmp_path):
    """Three sectors of at least 8 in a district of at most 27 leave the fourth, which is hidden, at most 3; no other comes out."""
    town, challenges = audited(tmp_path, [8, 8, 8, 1, 20, 7, 7, 7, 22, 0, 6, 30])
    folders = {}
    for name, challenge in challenges.items():
        ran = run_algorithm("integrated_map", town.write(challenge) | {"OUTPUT_FOLDER": str(tmp_path / name)})
        folders[name] = ran["OUTPUT_FOLDER"]
        alone = check(tmp_path, folders[name])
        assert (alone["EXACT_COUNT"], alone["SMALL_COUNT"]) == (0, 0)
    for order in (folders.values(), reversed(folders.values())):
        together = check(tmp_path, *order)
        assert (together["EXACT_COUNT"], together["SMALL_COUNT"]) == (0, 1)
        cells = read_layer(tmp_path / "cells.gpkg", "cells")[1]
        assert cells[["layer", "unit", "low", "high"]].to_numpy().tolist() == [["audits", "S4", 0.0, 3.0]]


def test_parts_without_anything_in_common_are_subtracted_together(tmp_path):
    """8 of A and 8 of B, each shown as 10, of 17 in S1, shown as 15: at most one is left, and no other comes out."""
    labels = [["A"] * 8 + ["B"] * 8 + ["C"], *[["A"] * 20 + ["B"] * 25 + ["C"] * 15] * 5]
    town = Town(tmp_path)
    places = [point(1000 * (at % 3) + 20 + 15 * row, 1000 * (at // 3) + 500) for at, some in enumerate(labels) for row in range(len(some))]
    town.layer("audits", places, columns={"label": sum(labels, [])}, redistribution="aggregated")
    counted = {"layer": "audits", "measure": "count"}
    parts = [{"id": f"of_{label}".lower(), **counted, "filter": f"\"label\" = '{label}'"} for label in "AB"]
    asked = town.write(town.challenge({"id": "every", **counted}, *parts, clusters={"weights": "queen", "permutations": 0}))
    with pytest.raises(QgsProcessingException, match=r"1 count of 'Layer audits' could be computed back, that of Sector 1"):
        run_algorithm("integrated_map", asked | {"OUTPUT_FOLDER": str(tmp_path / "map")})


def test_a_part_on_other_units_than_its_whole_is_subtracted_too(tmp_path):
    """All 32 audits of the district have passed, 8 in each of its sectors: shown as 30 they are no more, so that each has just these."""
    town, challenges = audited(tmp_path, [8, 8, 8, 8, *[20] * 8])
    folders = []
    for name, challenge in challenges.items():
        passed = {"filter": '"score" > 4'} if name == "sectors" else {}
        challenge["indicators"][0].update(passed)
        ran = run_algorithm("integrated_map", town.write(challenge) | {"OUTPUT_FOLDER": str(tmp_path / name)})
        folders.append(ran["OUTPUT_FOLDER"])
        assert check(tmp_path, folders[-1])["SMALL_COUNT"] == 0
    assert check(tmp_path, *folders)["EXACT_COUNT"] >= 4


def test_a_stated_rate_is_attacked_with_the_field_that_divides_it_where_that_is_shown(tmp_path):
    town = Town(tmp_path)
    active = [50, 60, 70, 80, 90, 200]
    rates = [round(100 * count / of, 4) for count, of in zip(COUNTS, active, strict=True)]
    told = {"fields": {"jobless": {"of": "active"}, "active": {"sensitive": False}}}
    columns = {"sector_code": town.keys, "jobless": rates, "active": active}
    stated = {"jobless": {"quantity": "rate", "unit": "%"}, "active": {"quantity": "count"}}
    town.table("work", columns, fields=stated, redistribution="aggregated", disclosure=told)
    shown = [{"id": one, "layer": "work", "field": one} for one in ("jobless", "active")]
    asked = town.write(town.challenge(*shown, clusters={"weights": "queen", "permutations": 0}))
    for audience, exact in (("public", 0), ("internal", 6)):
        ran = run_algorithm("integrated_map", asked | {"AUDIENCE": audience, "OUTPUT_FOLDER": str(tmp_path / audience)})
        assert check(tmp_path, ran["OUTPUT_FOLDER"])["EXACT_COUNT"] == exact


def test_what_an_attacker_knows_counts_with_it(maps, tmp_path):
    """He knows five of the six, and how many there are in all: the sixth comes out."""
    known = tmp_path / "known.csv"
    with known.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["layer", "unit", "value"])
        rows.writerows([["list", f"S{at + 1}", count] for at, count in enumerate(COUNTS) if at])
        rows.writerow(["list", "", sum(COUNTS)])
    ran = check(tmp_path, maps["public"], KNOWN=str(known))
    assert (ran["EXACT_COUNT"], ran["SMALL_COUNT"]) == (1, 1)
    cells = read_layer(tmp_path / "cells.gpkg", "cells")[1]
    assert cells[["unit", "low", "high"]].to_numpy().tolist() == [["S1", 4.0, 4.0]]


def test_another_policy_finds_more(maps, tmp_path):
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"list": {"minimum": 15}}), encoding="utf-8")
    assert check(tmp_path, maps["public"], POLICY=str(policy))["SMALL_COUNT"] > 0


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"FOLDERS": " , "}, "FOLDERS is empty"),
        ({"KNOWN": "layer,unit\nlist,S1\n"}, "needs the columns layer, unit and value"),
        ({"KNOWN": "layer,unit,value\nlist,S1,many\n"}, "line 2: 'value' is no number"),
        ({"POLICY": '{"list": 3}'}, "^POLICY .* cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(maps, tmp_path, inputs, sentence):
    for name, suffix in (("KNOWN", "csv"), ("POLICY", "json")):
        if name in inputs:
            path = tmp_path / f"given.{suffix}"
            path.write_text(inputs[name], encoding="utf-8")
            inputs = inputs | {name: str(path)}
    with pytest.raises(QgsProcessingException, match=sentence):
        check(tmp_path, inputs.pop("FOLDERS", maps["public"]), **inputs)
    assert not (tmp_path / "check.html").exists()
