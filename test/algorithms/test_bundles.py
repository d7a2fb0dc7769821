"""Bundles made again and beside each other: a town of which one value, one weight or one unit changes, with ranks reckoned by hand."""

import datetime
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.map_content import kept_content
from opgavenkaart.processing.model.files import file_hash
from opgavenkaart.processing.model.trust import OWN, keep_standing
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.test.support.running import RecordingFeedback, run_algorithm
from opgavenkaart.test.support.town import Town
from qgis.core import NULL, QgsApplication, QgsProcessingException, QgsProject, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
AS_OF = "2026-01-31"
TODAY = datetime.date.today()
INCOMES = [10_000, 20_000, 30_000, 40_000, 50_000, 60_000]
WAITING = [0, 1, 2, 3, 4, 10]


def town(folder: Path, incomes=INCOMES, waiting=WAITING, weights=(1, 1), count=6, id="small_town", **rest) -> dict:
    """Write a town of six units (or the first of them) with income (low is need) and waiting (high is need), both from 0 to 100."""
    folder.mkdir(exist_ok=True)
    made = Town(folder, count, 1)
    made.table("income", {"sector_code": made.keys, "income": incomes[:count]})
    made.table("waiting", {"sector_code": made.keys, "waiting": waiting[:count]})
    challenge = made.challenge(
        {"id": "income", "layer": "income", "field": "income", "direction": "low", "weight": weights[0]},
        {"id": "waiting", "layer": "waiting", "field": "waiting", "direction": "high", "weight": weights[1]},
        **{"clusters": {"method": "threshold", "threshold": 60}, **rest},
    )
    return {**made.write({**challenge, "id": id}), "AS_OF": AS_OF, "LANGUAGE": "en"}


def make(inputs: dict, folder: Path, **more):
    return run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder), **more})


def manifest_of(ran) -> dict:
    return json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))


def compare(before, after, folder: Path, **more):
    paths = {"REPORT": str(folder / "changes.html"), "OUTPUT": str(folder / "changes.gpkg")}
    return run_algorithm("compare_bundles", {"BUNDLE": before, "BUNDLE_2": after, "LANGUAGE": "en", **paths, **more})


def sources_of(ran) -> str:
    """Return the folder of the sources of a map, as its manifest names it."""
    return str((Path(ran["OUTPUT_FOLDER"]) / manifest_of(ran)["sources"]).resolve())


def contents(folder: Path):
    """Yield the name and content of each file in a folder, and of those within zips, workbooks and projects."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield path.name, path.read_bytes()
        if path.suffix in (".zip", ".qgz", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())


def rows(ran) -> dict[str, dict]:
    layer = QgsVectorLayer(ran["OUTPUT"], "changes")
    return {row["sector_code"]: {field.name(): row[field.name()] for field in layer.fields()} for row in layer.getFeatures()}


@pytest.fixture(scope="module")
def inputs(qgis_app, qgis_processing, tmp_path_factory):
    return town(tmp_path_factory.mktemp("data") / "town")


@pytest.fixture(scope="module")
def bundle(inputs, tmp_path_factory):
    return make(inputs, tmp_path_factory.mktemp("made") / "kaart", ZIP=True)


# ---- what a bundle keeps


def test_the_zip_holds_every_file_and_opens_as_a_bundle(bundle):
    folder = Path(bundle["OUTPUT_FOLDER"])
    with zipfile.ZipFile(bundle["ZIP"]) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".zip"
        }
    opened = open_bundle(bundle["ZIP"])
    assert opened.manifest == manifest_of(bundle)
    assert opened.layer("units").featureCount() == 6
    unpacked = opened.folder
    del opened
    assert not unpacked.exists()


def test_challenge_and_catalogue_are_kept_with_what_they_used(bundle, inputs):
    folder = Path(bundle["OUTPUT_FOLDER"])
    challenge = json.loads((folder / "small_town.challenge.json").read_text(encoding="utf-8"))
    assert challenge == manifest_of(bundle)["challenge"]
    records = json.loads((folder / "small_town.catalogue.json").read_text(encoding="utf-8"))["records"]
    sources = {record["id"]: record["source"]["path"] for record in records}
    assert sources == {"statistical_sectors": "statistical_sectors.gpkg", "income": "income.csv", "waiting": "waiting.csv"}
    assert sources_of(bundle) == str(Path(inputs["CATALOGUE"]).parent)


def test_the_manifest_says_by_which_step_each_layer_came_about(bundle):
    steps = {one["layer"]: (one["step"], set(one["from"])) for one in manifest_of(bundle)["provenance"]}
    assert steps["units"] == ("index", {"statistical_sectors", "income", "waiting"})
    assert steps["clusters"] == ("clusters", {"units"})
    assert steps["income"] == ("load", {"income"})


def test_two_challenges_share_a_folder_and_each_keeps_its_manifest(tmp_path):
    folder = tmp_path / "kaarten"
    first = make(town(tmp_path / "a"), folder)
    second = make(town(tmp_path / "b", id="other_town"), folder)
    assert Path(first["MANIFEST"]).name == "manifest.json"
    assert Path(second["MANIFEST"]).name == "other_town.manifest.json"
    assert [open_bundle(ran["MANIFEST"]).challenge.id for ran in (first, second)] == ["small_town", "other_town"]
    assert open_bundle(second["GEOPACKAGE"]).challenge.id == "other_town"
    with pytest.raises(Exception, match="several maps: give the manifest of one of them"):
        open_bundle(str(folder))
    again = make(town(tmp_path / "b", id="other_town"), folder)
    assert again["MANIFEST"] == second["MANIFEST"]


# ---- made again


def test_a_repeat_gives_the_same_bytes_elsewhere(bundle, tmp_path):
    ran = run_algorithm("repeat_bundle", {"BUNDLE": bundle["MANIFEST"], "OUTPUT_FOLDER": str(tmp_path / "één keer 'anders'")})
    assert (ran["CHANGED_COUNT"], ran["CHANGED_LAYERS"], ran["CHANGED_FILES"]) == (0, 0, 0)
    for path in Path(bundle["OUTPUT_FOLDER"]).iterdir():
        if path.suffix != ".zip" and path.name != "manifest.json":
            assert (Path(ran["OUTPUT_FOLDER"]) / path.name).read_bytes() == path.read_bytes(), path.name
    assert {**manifest_of(ran), "made": "", "sources": ""} == {**manifest_of(bundle), "made": "", "sources": ""}


def test_a_map_says_when_it_was_made_and_of_which_day_its_ages_are_and_a_repeat_on_a_later_day_says_the_same(bundle, tmp_path):
    """A year back in time, by what its manifest says: the map, its report and the repeat bear that day, and the reference date."""
    assert datetime.datetime.fromisoformat(manifest_of(bundle)["made"]).date() in (TODAY, datetime.date.today())
    page = Path(bundle["REPORT"]).read_text(encoding="utf-8")
    assert "age of the data on 31 January 2026; the oldest data" in page and "Made on 31 January" not in page
    earlier = Path(shutil.copytree(bundle["OUTPUT_FOLDER"], Path(bundle["OUTPUT_FOLDER"]).with_name("earlier"))) / "manifest.json"
    earlier.write_text(json.dumps(manifest_of(bundle) | {"made": "2026-02-01T00:30:00+01:00"}), encoding="utf-8")
    keep_standing(earlier, file_hash(earlier), OWN)
    ran = run_algorithm("repeat_bundle", {"BUNDLE": str(earlier), "OUTPUT_FOLDER": str(tmp_path / "kaart")})
    said = "Made on 1 February 2026, age of the data on 31 January 2026; the oldest data"
    assert said in Path(ran["REPORT"]).read_text(encoding="utf-8")
    project = QgsProject()
    assert project.read(ran["PROJECT"])
    kept = kept_content(project, "en")
    assert (kept.made, kept.as_of) == (datetime.date(2026, 2, 1), datetime.date(2026, 1, 31))
    assert project.metadata().creationDateTime().toString("yyyy-MM-dd") == "2026-02-01"
    project.clear()
    assert ran["CHANGED_COUNT"] == 0 and manifest_of(ran)["made"] > "2026-02-01T00:30:00+01:00"


def test_a_repeat_from_a_zip_that_stands_alone(bundle, tmp_path):
    alone = shutil.copy(bundle["ZIP"], tmp_path / "alone.zip")
    ran = run_algorithm("repeat_bundle", {"BUNDLE": str(alone), "OUTPUT_FOLDER": str(tmp_path / "kaart"), "SOURCES": sources_of(bundle)})
    assert (ran["CHANGED_COUNT"], ran["CHANGED_FILES"]) == (0, 0)


def test_a_repeat_into_its_own_folder_tells_what_changed_at_the_source(tmp_path):
    given = town(tmp_path / "town")
    first = make(given, tmp_path / "kaart")
    table = tmp_path / "town" / "waiting.csv"
    table.write_text(table.read_text().replace("S3,2", "S3,9"))
    ran = run_algorithm("repeat_bundle", {"BUNDLE": first["OUTPUT_FOLDER"], "OUTPUT_FOLDER": first["OUTPUT_FOLDER"]})
    assert ran["CHANGED_LAYERS"] == 1
    assert ran["CHANGED_COUNT"] == 4
    (line,) = [line for line in ran.infos if line.startswith("Data: layer")]
    assert line.startswith("Data: layer 'Laag waiting' has other content") and line.endswith("; 1 value of an indicator differs.")
    assert not [line for line in ran.infos if line.startswith("Method:")]


def test_a_repeat_where_the_files_lie_elsewhere(tmp_path):
    """The map came by mail, the data lie in other folders here: they are found by their place below the given folders, else by name."""
    (tmp_path / "maker").mkdir()
    first = make(town(tmp_path / "maker" / "town"), tmp_path / "maker" / "kaart")
    for name, below in (("here/town", ("waiting.csv",)), ("share/2026/tables", ("income.csv",))):
        (tmp_path / name).mkdir(parents=True)
        for file in below:
            shutil.move(tmp_path / "maker" / "town" / file, tmp_path / name / file)
    (tmp_path / "here" / "old").mkdir()
    (tmp_path / "here" / "old" / "income.csv").write_text("sector_code,income\nS1,1\n")  # has its name, not its content
    shutil.move(tmp_path / "maker" / "town" / "statistical_sectors.gpkg", tmp_path / "here" / "town")
    sources = f"{tmp_path / 'here'}, {tmp_path / 'share'}"
    ran = run_algorithm("repeat_bundle", {"BUNDLE": first["MANIFEST"], "OUTPUT_FOLDER": str(tmp_path / "kaart"), "SOURCES": sources})
    assert (ran["CHANGED_COUNT"], ran["CHANGED_LAYERS"]) == (0, 0)
    with pytest.raises(Exception, match=r"maker/town/statistical_sectors\.gpkg' does not exist"):
        run_algorithm("repeat_bundle", {"BUNDLE": first["MANIFEST"], "OUTPUT_FOLDER": str(tmp_path / "other")})
    with pytest.raises(Exception, match="/nowhere' does not exist: check SOURCES"):
        run_algorithm("repeat_bundle", {"BUNDLE": first["MANIFEST"], "OUTPUT_FOLDER": str(tmp_path / "x"), "SOURCES": "/nowhere"})


def test_no_product_names_a_folder_of_the_computer(inputs, bundle, tmp_path):
    """Neither the map nor what is made of it: pages, web map, the map for other programs."""
    pages = {"CLUSTERS": bundle["UNITS_LAYER"], "BUNDLE": bundle["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "atlas")}
    run_algorithm("export_atlas", pages)
    run_algorithm("export_web_map", {"BUNDLE": bundle["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "web")})
    compare(bundle["OUTPUT_FOLDER"], bundle["ZIP"], tmp_path)
    extras = make(inputs, tmp_path / "extras", EXTRAS=["excel", "geojson", "sld", "qml"], ZIP=True)
    words = [str(tmp_path.parent), str(Path(inputs["CATALOGUE"]).parent), str(Path.home()), QgsApplication.qgisSettingsDirPath(), "/tmp/"]
    for folder in (bundle["OUTPUT_FOLDER"], extras["OUTPUT_FOLDER"], tmp_path / "atlas", tmp_path / "web"):
        found = {name: word for name, content in contents(Path(folder)) for word in words if word.encode() in content}
        assert found == {}
    assert {word for word in words if word in (tmp_path / "changes.html").read_text(encoding="utf-8")} <= {str(tmp_path.parent)}


# ---- beside each other


def test_the_same_map_twice_has_no_change(bundle, tmp_path):
    ran = compare(bundle["ZIP"], bundle["OUTPUT_FOLDER"], tmp_path)
    assert ran["CHANGED_COUNT"] == 0
    assert {row["change"] for row in rows(ran).values()} == {"same"}
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "Every layer used has the same content" in page
    assert "Challenge, parameters and versions are the same" in page


def test_one_value_changed_names_layer_unit_and_rank(bundle, tmp_path):
    """Indices are 50, 45, 40, 35, 30 and 50. With 9 waiting instead of 2, unit 3 goes from (60 + 20) / 2 to (60 + 90) / 2 = 75: from the
    fourth place to the first; those before it lose a place each.
    """
    after = make(town(tmp_path / "town", waiting=[0, 1, 9, 3, 4, 10]), tmp_path / "kaart")
    ran = compare(bundle["OUTPUT_FOLDER"], after["OUTPUT_FOLDER"], tmp_path)
    found = rows(ran)
    third = found["S3"]
    assert (third["index_before"], third["index_after"], third["index_by_data"]) == (40, 75, 35)
    assert (third["rank_before"], third["rank_after"], third["rank_by_data"]) == (4, 1, 3)
    assert (third["cluster_before"], third["cluster_after"]) == (0, 1)
    assert [row["values_changed"] for row in found.values()] == [0, 0, 1, 0, 0, 0]
    assert [row["rank_change"] for row in found.values()] == [-1, -1, 3, 0, 0, -1]
    assert {row["index_by_method"] for row in found.values()} == {row["rank_by_method"] for row in found.values()} == {0}
    assert (third["need_before"], third["need_after"], third["waiting_change"]) == (40, 75, 7), "both lowest and highest values stayed"
    assert [row["change"] for row in found.values()] == ["same", "same", "rises", "same", "same", "same"]
    assert third["change_probability"] > 0.999 and [row["differs"] for row in found.values()].count(True) == 4
    assert (ran["CHANGED_COUNT"], ran["BASIS"]) == (1, "need")
    assert ran["MEAN_CHANGE"] == pytest.approx(35 / 6) and ran["CHANGE_PROBABILITY"] > 0.999
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    data = page.split('id="data"')[1].split('id="method"')[0]
    assert "<code>waiting</code>" in data
    assert "<code>income</code>" not in data
    assert "Sector 3" in data
    assert "Challenge, parameters and versions are the same" in page


def test_what_was_measured_otherwise_is_compared_in_rank_and_says_so(bundle, tmp_path):
    """Waiting counted by the thousand: no scale holds both. Report, legend and messages speak of rank, and not of need."""
    given = town(tmp_path / "town", waiting=[0, 1, 9, 3, 4, 10])
    place = Path(given["CHALLENGE"])
    challenge = json.loads(place.read_text(encoding="utf-8"))
    challenge["indicators"][1]["scale"] = 1000
    place.write_text(json.dumps(challenge), encoding="utf-8")
    ran = compare(bundle["MANIFEST"], make(given, tmp_path / "kaart")["MANIFEST"], tmp_path)
    assert ran["BASIS"] == "rank" and "MEAN_CHANGE" not in ran.results and "CHANGE_PROBABILITY" not in ran.results
    assert all(row["need_change"] == NULL for row in rows(ran).values())
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "cannot be put on one scale" in page and "was measured in another way" in page and "Rises in rank" in page
    assert "Need rises" not in page and "Averaged over all areas" not in page and "need rises" not in page
    assert any("cannot be put on one scale" in line for line in ran.infos)


def test_a_map_of_an_earlier_version_takes_its_scale_from_its_areas(bundle, tmp_path):
    """Without anchors the result is the same; anchors that cannot be read are said, with what to do."""
    after = make(town(tmp_path / "town", waiting=[0, 1, 9, 3, 4, 10]), tmp_path / "kaart")["MANIFEST"]
    known = manifest_of(bundle)["anchors"]
    assert known["waiting"] | {"mean": 0, "deviation": 0} == {
        "normalisation": "min_max",
        "direction": "high",
        "mean": 0,
        "deviation": 0,
        "minimum": 0,
        "maximum": 10,
    }
    results = []
    for name, anchors in (("with", known), ("without", {})):
        (tmp_path / name).mkdir()
        results.append(rows(compare(spoilt(bundle, tmp_path / f"{name}_bundle", anchors=anchors), after, tmp_path / name)))
    assert results[0] == results[1] and results[0]["S3"]["need_change"] == 35
    broken = spoilt(bundle, tmp_path / "broken", anchors={"waiting": {"normalisation": "min_max"}})
    refused("'anchors' in the manifest of '.*broken' cannot be read: remove it", "compare_bundles", BUNDLE=broken, BUNDLE_2=after)


def test_a_weight_changed_is_method_and_not_data(bundle, tmp_path):
    """With waiting three times as heavy, unit 6 goes from (0 + 100) / 2 to 75; unit 1 from 50 to 25."""
    after = make(town(tmp_path / "town", weights=(1, 3)), tmp_path / "kaart")
    ran = compare(bundle["MANIFEST"], after["MANIFEST"], tmp_path)
    found = rows(ran)
    assert [found[key]["index_by_method"] for key in ("S1", "S6")] == [-25, 25]
    assert {row["index_by_data"] for row in found.values()} == {0}
    assert [found[key]["rank_by_method"] for key in ("S1", "S6")] == [-5, 0]
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "challenge.indicators.waiting.weight" in page.split('id="method"')[1].split('id="result"')[0]


def test_where_the_challenge_differs_no_change_of_clusters_has_a_probability(bundle, tmp_path):
    """With waiting three times as heavy S6 is a cluster, of the same values: what the data did is nothing. Without, all is tested."""
    after = make(town(tmp_path / "town", weights=(1, 3)), tmp_path / "kaart")
    other, same = compare(bundle["MANIFEST"], after["MANIFEST"], tmp_path), compare(bundle["MANIFEST"], bundle["MANIFEST"], tmp_path)
    sentence = "changes of clusters may follow from that and say nothing about the city."
    assert any(line.endswith(sentence) for line in other.infos) and not any(line.endswith(sentence) for line in same.infos)
    assert other["CHANGED_COUNT"] == 0
    compare(bundle["MANIFEST"], after["MANIFEST"], tmp_path)
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    part = page.split("Clusters before and after</h3>")[1].split("</table>")[0]
    assert sentence in part and "new cluster" in part and "Clusters that changed beyond chance" not in page
    assert re.findall(r"<td>new cluster</td><td class=.n.>(.*?)</td>", part) == ["–"]


def test_units_that_come_and_go_are_told(bundle, tmp_path):
    """The sixth is on one map only: it is new or gone, and nothing changed on the others."""
    after = make(town(tmp_path / "town", count=5), tmp_path / "kaart")
    ran = compare(bundle["MANIFEST"], after["MANIFEST"], tmp_path)
    gone = rows(ran)
    assert [key for key, row in gone.items() if row["change"] == "gone"] == ["S6"]
    assert ran["CHANGED_COUNT"] == 0 and [row["changed"] for row in gone.values()] == [False] * 6
    ran = compare(after["MANIFEST"], bundle["MANIFEST"], tmp_path)
    new = rows(ran)
    assert [key for key, row in new.items() if row["change"] == "new"] == ["S6"]
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "Of the 5 areas on both maps, none changed by more than chance can explain. 1 area is new." in page
    assert new["S6"]["need_after"] > 100 and "can score below 0 or above 100" in page


# ---- what is wrong, in a sentence


def refused(sentence: str, name: str, **parameters):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm(name, parameters)


def test_maps_that_cannot_be_compared_are_refused(bundle, tmp_path):
    other = make(town(tmp_path / "b", id="other_town"), tmp_path / "other")
    out = {"REPORT": str(tmp_path / "r.html"), "OUTPUT": str(tmp_path / "r.gpkg")}
    refused("give two maps of the same challenge", "compare_bundles", BUNDLE=bundle["MANIFEST"], BUNDLE_2=other["MANIFEST"], **out)
    refused("is not a bundle", "compare_bundles", BUNDLE=bundle["MANIFEST"], BUNDLE_2=str(tmp_path / "none"), **out)
    keys = tmp_path / "keys"
    shutil.copytree(bundle["OUTPUT_FOLDER"], keys)
    from osgeo import ogr

    dataset = ogr.Open(str(keys / "small_town.gpkg"), 1)
    dataset.ExecuteSQL("UPDATE units SET sector_code = 'X' || sector_code")
    dataset = None
    refused("no unit in common", "compare_bundles", BUNDLE=bundle["MANIFEST"], BUNDLE_2=str(keys), **out)
    assert not (tmp_path / "r.html").exists()
    assert not (tmp_path / "r.gpkg").exists()


def spoilt(bundle, folder: Path, **changes) -> str:
    shutil.copytree(bundle["OUTPUT_FOLDER"], folder)
    document = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | changes
    (folder / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
    return str(folder)


def test_bundles_that_cannot_be_repeated_are_refused(bundle, tmp_path):
    target = tmp_path / "kaart"
    newer = spoilt(bundle, tmp_path / "newer", format=99)
    refused("format 99.*update the plugin", "repeat_bundle", BUNDLE=newer, OUTPUT_FOLDER=str(target))
    lacking = spoilt(bundle, tmp_path / "lacking")
    (Path(lacking) / "small_town.catalogue.json").unlink()
    refused("has no .catalogue.json file", "repeat_bundle", BUNDLE=lacking, OUTPUT_FOLDER=str(target))
    refused("is no day", "repeat_bundle", BUNDLE=spoilt(bundle, tmp_path / "day", as_of="soon"), OUTPUT_FOLDER=str(target))
    refused("is no manifest", "repeat_bundle", BUNDLE=spoilt(bundle, tmp_path / "out", files={"../x": {}}), OUTPUT_FOLDER=str(target))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(Path(bundle["ZIP"]).read_bytes()[:500])
    refused("cannot be unpacked", "repeat_bundle", BUNDLE=str(broken), OUTPUT_FOLDER=str(target))
    refused("BUNDLE is empty", "repeat_bundle", BUNDLE=" ", OUTPUT_FOLDER=str(target))
    assert not target.exists()


@pytest.mark.parametrize("step", ["Computing the index", "Writing the report"])
def test_a_cancelled_repeat_leaves_nothing(bundle, tmp_path, step):
    feedback = RecordingFeedback(cancel_at=step)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("repeat_bundle", {"BUNDLE": bundle["MANIFEST"], "OUTPUT_FOLDER": str(tmp_path / "kaart")}, feedback=feedback)
    assert list(tmp_path.iterdir()) == []
