"""Counts that may be passed on as values per area only are not found back in the products that are made with them.

If two towns that differ in nothing but hidden counts, and in how shown ones were before they were rounded, give the same products, then no
product tells which of both it was: whatever an attacker adds, subtracts or inverts, and whatever he knows of the method.
"""

import datetime
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import reduce
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.disclosure.attack import comes_out, intersect_bounds
from opgavenkaart.processing.analysis.disclosure.inversion import invert_line
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import Indexed, index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.own_use import AGGREGATED, NO
from opgavenkaart.processing.products.disclosure_check import attack_units
from opgavenkaart.processing.products.integrated_map.provenance import input_facts
from opgavenkaart.processing.qgis_io.own_use import hold_for_own_use
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import INDICATOR, ORIGIN, Town, point
from qgis.core import QgsProcessingException, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
QUEEN = {"weights": "queen", "permutations": 0}
UNITS = 30


def read_table(geopackage: str | Path, table: str) -> pd.DataFrame:
    with closing(sqlite3.connect(geopackage)) as database:
        return pd.read_sql_query(f'SELECT * FROM "{table}"', database)


@pytest.fixture(scope="module")
def published(demo_bundle) -> pd.DataFrame:
    return read_table(demo_bundle("warm_homes")["GEOPACKAGE"], "units").set_index("sector_code")


@pytest.fixture(scope="module")
def waiting(demo_city, published) -> pd.Series:
    """The true counts, as the city has them."""
    record = read_catalogue(demo_city["CATALOGUE"]).get("housing_waiting_list")
    table = load_record(record).features.table
    return table.set_index("sector_code")["households_waiting"].reindex(published.index)


def test_the_waiting_list_is_not_found_back(published, waiting):
    """Rate times households, as an attacker does: he knows that counts shown are rounded to 5, and that fewer than 8 are hidden."""
    assert waiting.notna().sum() == 202 and (waiting < 5).sum() == 94
    counted = published["households_waiting"] * published["households_waiting_of"] / 1000
    hidden = published["households_waiting_hidden"] == 1
    assert (published["households_waiting"].isna() == hidden).all()
    low, high = np.where(hidden, 0, counted - 2), np.where(hidden, 7, counted + 2)
    assert ((low <= waiting + 1e-6) & (waiting - 1e-6 <= high)).all(), "what he finds is so"
    assert (high - low).min() >= 4 - 1e-6, "no count is known exactly"
    assert hidden[waiting < 5].all() and (high - low)[waiting < 5].min() >= 5
    assert (counted[~hidden].round(6) % 5 == 0).all()


def test_a_score_gives_back_no_more_than_what_is_shown(demo_bundle, published, waiting):
    """Inverted, the scores of hidden sectors are what is said to be expected there, and no count."""
    values, expected, scores = (
        published[name].to_numpy(dtype=float) for name in ("households_waiting", "households_waiting_expected", "households_waiting_score")
    )
    again = invert_line(scores, values, normal=True)
    hidden = np.isnan(values)
    np.testing.assert_allclose(again, np.where(hidden, expected, values), rtol=1e-6)
    households = read_table(demo_bundle("warm_homes")["GEOPACKAGE"], "population").set_index("sector_code")["households"]
    exact = 1000 * waiting / households.reindex(published.index)
    assert not np.isclose(again[hidden], exact[hidden], rtol=1e-3).any()


def test_the_products_say_what_is_hidden(demo_bundle, published):
    bundle = demo_bundle("warm_homes")
    manifest = json.loads(Path(bundle["MANIFEST"]).read_text(encoding="utf-8"))
    facts, hidden = manifest["results"]["disclosure"], published["households_waiting_hidden"] == 1
    assert manifest["audience"] == "public" and facts.keys() == {"households_waiting", "energy_audits"}
    said = facts["households_waiting"]
    assert (said["minimum"], said["rounding"], said["cells_hidden"]) == (5.0, 5, hidden.sum()) and 0 < said["people_share"] < 1
    report = Path(bundle["REPORT"]).read_text(encoding="utf-8")
    assert f"{hidden.sum()} gebieden met" in report and "zijn verborgen" in report
    assert published["challenge_index"].notna().all(), "what is hidden is no lack of data"


def test_challenges_together_tell_no_more(demo_city):
    """The same waiting list in three challenges, requests and audits in one each; within the service all of them come out."""
    catalogue, found = read_catalogue(demo_city["CATALOGUE"]), {}
    for name in ("warm_homes", "social_housing", "smart_densification", "place_for_every_child"):
        collected = collect(read_challenge(name), catalogue)
        records = {id: loaded.record for id, loaded in collected.layers.items()}
        for audience in ("public", "internal"):
            indexed = index_challenge(replace(collected, audience=audience), datetime.date(2026, 11, 1))
            for counted, one in attack_units(indexed.unit_features, indexed.collected.challenge, records, {}):
                found.setdefault((audience, counted.layer), []).append(one)
    for layer, count in (("housing_waiting_list", 3), ("childcare_requests", 1), ("energy_audits", 1)):
        tellings = found["public", layer]
        together = reduce(intersect_bounds, (one.bounds for one in tellings))
        assert len(tellings) == count and not comes_out(together, tellings[0].protection).any(), layer
        assert found["internal", layer][0].exact > 180, layer


def make_products(town: Town, secret: dict, folder: Path) -> None:
    """Make every product of a town with a list, audits and people that are sensitive, always in the same place, and move them."""
    town.table("list", {"sector_code": town.keys, "waiting": secret["waiting"]}, redistribution="aggregated", fields={"waiting": {}})
    town.table("people", {"sector_code": town.keys, "people": secret["people"]}, redistribution="no", fields={"people": {}})
    spots = [point(500 + 1000 * (at % 6), 500 + 1000 * (at // 6)) for at, scores in enumerate(secret["audits"]) for _ in scores]
    scores = [score for some in secret["audits"] for score in some]
    town.layer("audits", spots, columns={"score": scores}, redistribution="aggregated", fields={"score": {}})
    counted = {"layer": "people", "measure": "attribute", "field": "people"}
    divided = {"layer": "homes", "measure": "attribute", "field": "homes"}
    challenge = town.challenge(
        {"id": "rate", "layer": "list", "field": "waiting", "denominator": divided, "normalisation": "z_score", "scale": 100, "unit": "%"},
        {"id": "audited", "layer": "audits", "measure": "mean", "field": "score"},
        {"id": "per_head", "layer": "homes", "field": "homes", "denominator": counted},
        {"id": "open", "layer": "homes", "field": "homes"},
        clusters=QUEEN,
    )
    challenge["units"]["population"] = {"layer": "people", "field": "people", "title": {"nl": "Mensen", "en": "People"}}
    added = {**INDICATOR, "id": "audit_count", "title": {"nl": "a", "en": "a"}, "layer": "audits", "measure": "count"}
    proposal = {"id": "more", "title": {"nl": "Meer", "en": "More"}, "weights": {"rate": 3}, "indicators": [added]}
    challenge["proposals"] = [proposal]
    out = town.folder / "products"
    given = town.write(challenge) | {"AS_OF": "2026-11-01", "EXTRAS": ["excel", "geojson"], "OUTPUT_FOLDER": str(out / "map")}
    ran = run_algorithm("integrated_map", given)
    bundle = {"BUNDLE": str(out / "map")}
    run_algorithm("export_web_map", bundle | {"OUTPUT_FOLDER": str(out / "web")})
    if ran["CLUSTER_COUNT"]:
        run_algorithm("export_atlas", {"CLUSTERS": f"{ran['GEOPACKAGE']}|layername=clusters", "OUTPUT_FOLDER": str(out / "atlas")})
    run_algorithm("chain_report", bundle | {"REPORT": str(out / "chain.html")})
    for kind in ("svg", "qpt"):
        run_algorithm("export_map", {"PROJECT": ran["PROJECT"], "FORMAT": kind, "OUTPUT": str(out / f"sheet.{kind}")})
    for algorithm in ("challenge_index", "challenge_sensitivity"):
        outputs = {"OUTPUT": str(out / f"{algorithm}.gpkg"), "REPORT": str(out / f"{algorithm}.html")}
        run_algorithm(algorithm, town.write(challenge) | {"AS_OF": "2026-11-01"} | outputs)
    shutil.move(out, folder)


def contents(folder: Path) -> Iterator[tuple[str, object]]:
    """Yield all that the files of products say, but for the moment in which they were made, and for pictures: these draw the rest."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".gpkg":
            with closing(sqlite3.connect(path)) as database:
                tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                for table in tables:
                    yield f"{name}:{table}", [timeless(repr(row).encode()) for row in database.execute(f'SELECT * FROM "{table}"')]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as files:
                yield from ((f"{name}:{one}", timeless(files.read(one))) for one in files.namelist())
        elif path.is_file() and path.suffix not in (".png", ".pdf"):
            yield name, timeless(path.read_bytes())


def timeless(content: bytes) -> bytes:
    content = re.sub(rb"data:image/png;base64,[\w+/=]+", b"", content)
    content = re.sub(rb'"(sha256|[\w.]+\.pdf)": "[0-9a-f]{64}"', b"", content)
    content = re.sub(rb'"bytes": \d+', b"", content)
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?", b"", content)


def draw_secret(seed: int) -> dict:
    """Return counts and scores of which only what is hidden, and what rounding takes away, hangs on the seed."""
    same, other = np.random.default_rng(1), np.random.default_rng(seed)
    base = same.integers(0, 9, (2, UNITS)) * 5

    def counts(of: np.ndarray) -> list[int]:
        return np.where(of < 10, other.integers(0, 8, UNITS), of + other.integers(-2, 3, UNITS)).tolist()

    full = [same.integers(0, 100, 12).tolist() for _ in range(UNITS)]
    few = [at % 3 == 0 for at in range(UNITS)]
    # the number of features is shown rounded: as many in all, whatever the seed
    sizes = other.permutation([0, 1, 2, 3, 4, 5, 6, 7, 2, 5])
    drawn = iter([other.integers(0, 100, size).tolist() for size in sizes])
    audits = [next(drawn) if some else every for some, every in zip(few, full, strict=True)]
    return {"waiting": counts(base[0]), "people": counts(base[1] + 5), "audits": audits}


def test_on_the_web_map_what_is_hidden_is_a_class_of_its_own(demo_bundle, published, tmp_path):
    ran = run_algorithm("export_web_map", {"BUNDLE": demo_bundle("warm_homes")["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "web")})
    text = (Path(ran["OUTPUT_FOLDER"]) / "data.js").read_text(encoding="utf-8")
    quoted = text.removeprefix("window.OPGAVENKAART=JSON.parse('").removesuffix("');\n")
    challenge = json.loads(re.sub(r"\\(.)", r"\1", quoted))["challenges"][0]
    (found,) = (one for one in challenge["indicators"] if one["id"] == "households_waiting")
    keys = {challenge["units"]["keys"][unit] for unit in found["hidden"]}
    assert keys == set(published.index[published["households_waiting_hidden"] == 1])
    assert all(found["values"][unit] is None for unit in found["hidden"])


def test_towns_that_differ_in_what_is_hidden_give_the_same_products(tmp_path):
    """GeoPackage, project, report with its CSV, workbook, GeoJSON, manifest, web map, atlas, chain report; a sheet, also as a layout that
    can be edited; index and sensitivity as layers; of a challenge with a proposal that counts what is sensitive too."""
    town, secrets = Town(tmp_path, 6, 5), [draw_secret(2), draw_secret(3)]
    assert all(secrets[0][name] != secrets[1][name] for name in secrets[0])
    town.table("homes", {"sector_code": town.keys, "homes": [40 + 7 * at % 90 for at in range(UNITS)]}, fields={"homes": {}})
    for secret, name in zip(secrets, ("one", "two"), strict=True):
        make_products(town, secret, tmp_path / name)
    one, two = (dict(contents(tmp_path / name)) for name in ("one", "two"))
    assert one.keys() == two.keys() and len(one) > 50
    assert [name for name in one if one[name] != two[name]] == []
    assert str(tmp_path) not in (tmp_path / "one" / "sheet.qpt").read_text(encoding="utf-8"), "nor where it was made"
    units = read_table(tmp_path / "one" / "map" / "small_town.gpkg", "units")
    assert {"audit_count_hidden", "more_index"} <= set(units)
    assert units[["rate_hidden", "audited_hidden", "per_head_hidden", "people_hidden"]].sum().gt(2).all()


def table_of_units(town: Town, *indicators: dict, **rest) -> pd.DataFrame:
    """Return all that is published of the units, without making files."""
    return index_of(town, *indicators, **rest).unit_features.table


def index_of(town: Town, *indicators: dict, **rest) -> Indexed:
    paths = town.write(town.challenge(*indicators, **rest))
    collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
    return index_challenge(collected, datetime.date(2026, 11, 1))


def write_secrets(town: Town, seed: int) -> None:
    """Write sensitive layers of a town of six units: of S1, S2 and S3 something else at each seed, of the others always the same."""
    other = np.random.default_rng(seed)
    few, many = [at for at in range(6) for _ in range(4) if at < 3], [at for at in range(6) for _ in range(12) if at >= 3]
    places = [*few, *many]
    sizes = [*other.uniform(5, 60, len(few)), *np.random.default_rng(1).uniform(5, 60, len(many))]
    corners = [(1000 * (at % 3) + 40 + 80 * (row % 11), 1000 * (at // 3) + 40 + 80 * (row // 11)) for row, at in enumerate(places)]
    squares = [
        shapely.box(*point(*corner).coords[0], *point(corner[0] + size, corner[1] + size).coords[0])
        for corner, size in zip(corners, sizes, strict=True)
    ]
    amounts = {"amount": [round(float(size) * 1000, 2) for size in sizes]}
    town.layer("plots", squares, columns=amounts, redistribution="no", fields={"amount": {}})
    town.layer("roads", [shapely.LineString([square.bounds[:2], square.bounds[2:]]) for square in squares], redistribution="no")
    # three addresses, each anywhere in its cell of 500 m
    town.layer(
        "shelters", [point(*(other.uniform(1, 499, 2) + corner)) for corner in ((0, 0), (1500, 500), (2500, 1000))], redistribution="no"
    )
    zones = [float(one) for one in other.integers(0, 8, 3)] + [20.0, 30.0, 40.0]
    town.layer("zones", town.units, columns={"households": zones}, redistribution="aggregated", fields={"households": {}})
    shares = [*other.uniform(0, 100, 2).round(1), 12.5, 30.0, 47.5, 81.3]
    told = {"sector_code": town.keys, "share": shares, "share_error": [*other.uniform(1, 5, 3), 1.0, 1.0, 1.0]}
    town.table("rates", told, redistribution="aggregated", fields={"share": {"quantity": "rate"}, "share_error": {}})
    waiting = [3.5 if seed % 2 else 3, int(other.integers(0, 8)), int(other.integers(8, 13)), 40, 60, 75]
    town.table("list", {"sector_code": town.keys, "waiting": waiting}, redistribution="aggregated", fields={"waiting": {}})
    write_patients(town, seed)
    streets = [((0, 250 + 500 * row), (3000, 250 + 500 * row)) for row in range(4)] + [((x, 0), (x, 2000)) for x in range(250, 3000, 500)]
    town.layer("streets", [shapely.LineString([point(*end).coords[0] for end in line]) for line in streets])
    living = np.full((20, 30), 3.0)
    living[10:, :10] = 0
    living[15, int(other.integers(10))] = int(other.integers(1, 5))
    town.raster("living", write_raster(town.folder / "living.tif", living, ORIGIN[0], ORIGIN[1] + 2000, 100.0), redistribution="no")
    towns = {"sector_code": town.keys, "people": [3, 2, 900, 800, 700, 600]}
    town.table("people", towns, fields={"people": {}})
    town.layer("homes", [point(100 + 190 * east, 100 + 190 * north) for east in range(15) for north in range(10)])


def write_patients(town: Town, seed: int) -> None:
    """Write where patients live over a raster of heat: few in S1; in S2 as many as elsewhere, but few where it has data; in S3 one weighs
    more than all others. Their places there, and who weighs most, differ at each seed."""
    other, same = np.random.default_rng(seed), np.random.default_rng(1)
    cells = np.random.default_rng(7).uniform(0, 100, (20, 30)).round(1)
    cells[10:, 10:20] = np.nan
    cells[15:, 10:15] = 90.0
    town.raster("heat", write_raster(town.folder / "heat.tif", cells, ORIGIN[0], ORIGIN[1] + 2000, 100.0))
    north = [point(*(same.uniform(20, 980, 2) + (1000 * (at % 3), 1000))) for at in range(150)]
    heavy = [point(*(same.uniform(20, 980, 2) + (2000, 0))) for _ in range(20)]
    secret = [point(*(other.uniform(20, 980, 2))) for _ in range(4)]
    secret += [point(*(other.uniform(20, 480, 2) + (1000, 0))) for _ in range(3)]
    secret += [point(*(other.uniform(520, 980, 2) + (1000, 0))) for _ in range(17)]
    weights = [1 + at % 5 for at in range(150)] + [1] * 20 + [2] * 24
    weights[150 + int(other.integers(20))] = 500
    town.layer("patients", north + heavy + secret, columns={"visits": weights}, redistribution="no", fields={"visits": {}})


ON_FOOT = {"layer": "shelters", "roads": "streets", "means": "foot"}
AT_PATIENTS = {"layer": "heat", "measure": "raster", "points": "patients"}
SECRET = {
    "built": {"layer": "plots", "measure": "area_share"},
    "paved": {"layer": "roads", "measure": "length"},
    "subsidy": {"layer": "plots", "measure": "sum", "field": "amount"},
    "subsidy_density": {"layer": "plots", "measure": "density", "field": "amount"},
    "nearest": {"layer": "shelters", "measure": "distance_nearest"},
    "nearest_home": {"layer": "shelters", "measure": "distance_nearest", "points": "homes"},
    "within": {"layer": "shelters", "measure": "share_within", "distance": 400},
    "within_homes": {"layer": "shelters", "measure": "share_within", "distance": 400, "points": "homes"},
    "time": {**ON_FOOT, "measure": "travel_time_nearest"},
    "time_homes": {**ON_FOOT, "measure": "travel_time_nearest", "points": "homes"},
    "in_time_homes": {**ON_FOOT, "measure": "share_within_time", "minutes": 6, "points": "homes"},
    "living": {"layer": "living", "measure": "raster", "statistic": "sum"},
    "spread": {"layer": "zones", "measure": "transfer_extensive", "field": "households"},
    "stated": {"layer": "rates", "field": "share"},
    "listed": {"layer": "list", "field": "waiting"},
    "heat_mean": {**AT_PATIENTS, "statistic": "mean"},
    "heat_median": {**AT_PATIENTS, "statistic": "median"},
    "heat_sum": {**AT_PATIENTS, "statistic": "sum"},
    "heat_share": {**AT_PATIENTS, "statistic": "share_above", "threshold": 60},
    "heat_by_visits": {**AT_PATIENTS, "statistic": "mean", "weight_field": "visits"},
}


@pytest.mark.parametrize("id", SECRET)
def test_no_measure_of_a_sensitive_layer_tells_which_town_it_was(tmp_path, id):
    """Areas, lengths, euros, distances and times to three addresses, people of a raster, shares of zones, stated rates, a raster where
    patients live: secrets differ, the map does not."""
    town, found = Town(tmp_path), []
    people = {"layer": "people", "field": "people"}
    for seed in (2, 3):
        write_secrets(town, seed)
        challenge = town.challenge({"id": id, **SECRET[id]})
        if SECRET[id]["measure" if "measure" in SECRET[id] else "layer"] == "raster":
            assert index_of(town, {"id": id, **SECRET[id]}).coverage.partial == {id: 0}, "nor whether some live beyond the data"
        found.append(table_of_units(town, {"id": id, **SECRET[id]}, units=challenge["units"] | {"population": people}))
    pd.testing.assert_frame_equal(*found)
    assert found[0][id].notna().sum() >= 3


@pytest.mark.parametrize("asked", [{"statistic": "max"}, {"statistic": "min"}, {"statistic": "quantile", "quantile": 0.95}], ids=str)
def test_the_ends_of_what_a_raster_says_of_sensitive_points_are_shown_nowhere(tmp_path, asked):
    """The hottest of 20 patients is one of them, and so is who has 95 % below him."""
    town = Town(tmp_path)
    write_patients(town, 2)
    town.table("homes", {"sector_code": town.keys, "homes": [10, 20, 30, 40, 50, 60]}, fields={"homes": {}})
    given = [{"id": "it", **AT_PATIENTS, **asked}, {"id": "homes", "layer": "homes", "field": "homes"}]
    found = table_of_units(town, *given, aggregation={"allowed_missing_share": 1})
    assert found["it"].isna().all() and (found["it_hidden"] == 1).all() and found["it_score"].isna().all()


def test_the_ends_of_a_sensitive_raster_are_shown_nowhere(tmp_path):
    """The greatest is what one cell says, such as how many live there."""
    town = Town(tmp_path)
    cells = np.arange(600.0).reshape(20, 30)
    town.raster("living", write_raster(tmp_path / "living.tif", cells, ORIGIN[0], ORIGIN[1] + 2000, 100.0), redistribution="aggregated")
    town.table("homes", {"sector_code": town.keys, "homes": [10, 20, 30, 40, 50, 60]}, fields={"homes": {}})
    given = [{"id": id, "layer": "living", "measure": "raster", "statistic": id} for id in ("min", "max")]
    homes = {"id": "homes", "layer": "homes", "field": "homes"}
    found = table_of_units(town, *given, homes, aggregation={"allowed_missing_share": 1}, missing_data={"layers": "continue"})
    assert found[["min", "max"]].isna().all(axis=None) and (found[["min_hidden", "max_hidden"]] == 1).all(axis=None)


def test_distances_from_points_of_which_one_weighs_most_are_hidden(tmp_path):
    """In S3 one of 20 patients has more than nine tenths of the visits: the mean would be his."""
    town = Town(tmp_path)
    write_patients(town, 2)
    town.layer("halls", [point(100, 100), point(2900, 1900)])
    far = {"id": "far", "layer": "halls", "measure": "distance_nearest", "points": "patients"}
    hidden = table_of_units(town, far | {"weight_field": "visits"})["far_hidden"].tolist()
    assert hidden == [1, 0, 1, 0, 0, 0] and table_of_units(town, far)["far_hidden"].tolist() == [1, 0, 0, 0, 0, 0]


def test_a_unit_is_hidden_by_what_is_shown_of_a_sensitive_count(tmp_path):
    """8 and 12 are both shown as 10: a threshold of 9 does not tell them apart."""
    town, found = Town(tmp_path), []
    for waiting in (8, 12):
        town.table(
            "list",
            {"sector_code": town.keys, "waiting": [waiting, 15, 20, 40, 60, 75]},
            redistribution="aggregated",
            fields={"waiting": {}},
        )
        town.table("homes", {"sector_code": town.keys, "homes": [10, 20, 30, 40, 50, 60]}, fields={"homes": {}})
        hides = {"layer": "list", "field": "waiting", "minimum": 9}
        found.append(table_of_units(town, {"id": "it", "layer": "homes", "field": "homes"}, small_numbers=hides))
    pd.testing.assert_frame_equal(*found)


def test_a_sum_of_euros_with_one_large_part_is_hidden(tmp_path):
    """Nine plots in each unit; in the first one of them has 95 % of the sum, in the second 60 %."""
    town = Town(tmp_path)
    places = [point(1000 * (at % 3) + 50 + 90 * row, 1000 * (at // 3) + 500) for at in range(6) for row in range(9)]
    parts = [[95.5, *[0.6] * 8], [60.5, *[5.1] * 8], *[[10.5 + at] * 9 for at in range(4)]]
    amounts = {"amount": [1000 * one for some in parts for one in some]}
    for told, hidden in (({}, [1, 0, 0, 0, 0, 0]), ({"dominance": 0.5}, [1, 1, 0, 0, 0, 0]), ({"dominance": 1.0}, [0, 0, 0, 0, 0, 0])):
        town.layer("plots", places, columns=amounts, redistribution="aggregated", fields={"amount": {}}, disclosure=told)
        units = table_of_units(town, {"id": "subsidy", "layer": "plots", "measure": "sum", "field": "amount"})
        assert units["subsidy_hidden"].tolist() == hidden and units["subsidy"].isna().tolist() == [one == 1 for one in hidden]
        if hidden == [1, 0, 0, 0, 0, 0]:  # nine plots there, as many as elsewhere, each of what is shown elsewhere
            assert units["subsidy_expected"][0] == pytest.approx(units["subsidy"].mean())


@pytest.mark.parametrize("asked", [{"rounding": 10}, {"rounding": 7, "minimum": 9}, {"minimum": 24, "rounding": 10}, {"rounding": 6}])
def test_another_rounding_of_the_same_counts_tells_nothing_more(tmp_path, asked):
    """What a stricter challenge shows follows from what the record alone shows, whatever both are laid beside."""
    town = Town(tmp_path, 10, 10)
    town.table("list", {"sector_code": town.keys, "waiting": list(range(100))}, redistribution="aggregated", fields={"waiting": {}})
    mild, strict = (
        table_of_units(town, {"id": "it", "layer": "list", "field": "waiting"}, **rest)["it"].fillna(-1)
        for rest in ({}, {"disclosure": asked})
    )
    assert strict.groupby(mild).nunique().max() == 1
    counts = np.arange(100)
    spans = [np.ptp(counts[strict == one]) for one in strict.unique() if counts[strict == one].min() < asked.get("minimum", 5)]
    assert spans and min(spans) >= asked.get("minimum", 5)


def make_map(town: Town, folder: Path, *indicators: dict, audience: str = "public", given: dict | None = None, **rest) -> dict:
    inputs = town.write(town.challenge(*indicators, clusters=QUEEN, **rest)) | (given or {})
    return run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder), "LANGUAGE": "en", "AUDIENCE": audience})


RATE = {
    "id": "rate",
    "layer": "list",
    "field": "waiting",
    "denominator": {"layer": "homes", "measure": "attribute", "field": "homes"},
    "scale": 100,
}


@pytest.mark.parametrize(
    ("record", "challenge", "rates"),
    [
        ({"redistribution": "yes"}, {}, [4, 7, 8, 12, 40, 100]),
        ({"redistribution": "yes", "disclosure": {"sensitive": True}}, {}, [None, None, 10, 10, 40, 100]),
        ({"redistribution": "aggregated"}, {}, [None, None, 10, 10, 40, 100]),
        ({"redistribution": "no", "disclosure": {"sensitive": False}}, {}, [4, 7, 8, 12, 40, 100]),
        ({"redistribution": "no", "disclosure": {"rounding": 1}}, {}, [None, 7, 8, 12, 40, 100]),
        ({"redistribution": "no", "disclosure": {"fields": {"waiting": {"counts": "tax_returns"}}}}, {}, [None, None, None, None, 40, 100]),
        ({"redistribution": "no"}, {"disclosure": {"minimum": 10, "rounding": 10}}, [None, None, None, None, 40, 100]),
        ({"redistribution": "no", "disclosure": {"minimum": 10}}, {"disclosure": {"minimum": 1}}, [None, None, None, None, 40, 100]),
    ],
)
def test_a_policy_decides_what_is_shown(tmp_path, record, challenge, rates):
    town = Town(tmp_path)
    town.table("list", {"sector_code": town.keys, "waiting": [4, 7, 8, 12, 40, 100]}, fields={"waiting": {}}, **record)
    town.table("homes", {"sector_code": town.keys, "homes": [100] * 6}, fields={"homes": {}})
    ran = make_map(town, tmp_path / "map", RATE, **challenge)
    units = read_table(ran["GEOPACKAGE"], "units")
    found = [None if np.isnan(value) else round(value, 6) for value in units["rate"]]
    assert found == rates
    if "rate_hidden" in units:
        assert units["rate_hidden"].tolist() == [float(one is None) for one in rates]
    else:
        assert None not in rates


@pytest.mark.parametrize("said", [{"quantity": "rate"}, {}])
def test_low_scores_that_a_layer_states_are_no_small_counts(tmp_path, said):
    """They are hidden where few people live, and elsewhere shown: the map is made."""
    town = Town(tmp_path)
    table = {"sector_code": town.keys, "score": [1.4, 1.4, 2.3, 3.2, 4.1, 8.6], "people": [4, 70, 80, 120, 400, 100]}
    town.table("list", table, fields={"score": said, "people": {"quantity": "count"}}, redistribution="aggregated")
    counted = {"layer": "statistical_sectors", "key": "sector_code", "population": {"layer": "list", "field": "people"}}
    shown = table_of_units(town, {"id": "it", "layer": "list", "field": "score"}, units=counted)["it"]
    assert shown.round(6).tolist()[1:] == table["score"][1:] and np.isnan(shown[0])


def test_within_the_service_nothing_is_hidden_and_every_product_says_so(tmp_path):
    town = Town(tmp_path)
    town.table("list", {"sector_code": town.keys, "waiting": [4, 7, 8, 12, 40, 100]}, fields={"waiting": {}}, redistribution="aggregated")
    ran = make_map(town, tmp_path / "map", {"id": "list", "layer": "list", "field": "waiting"}, audience="internal")
    units = read_table(ran["GEOPACKAGE"], "units")
    assert units["list"].tolist() == [4, 7, 8, 12, 40, 100] and "list_hidden" not in units
    sentence = "For use within the service only: nothing is hidden"
    assert sentence in Path(ran["REPORT"]).read_text(encoding="utf-8")
    with zipfile.ZipFile(ran["PROJECT"]) as files:
        assert any(sentence.encode() in files.read(name) for name in files.namelist())
    assert json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["audience"] == "internal"


def test_a_sensitive_field_of_an_open_layer_stays_behind(tmp_path):
    """Else the layer beside the units would give its counts away; and so would the units' own table."""
    town = Town(tmp_path)
    columns = {"sector_code": town.keys, "sector_name": town.keys, "jobless": [4, 7, 8, 12, 40, 100], "share": [0.5, 1, 2, 3, 4, 5]}
    told = {"fields": {"jobless": {"sensitive": True}}}
    town.table("list", columns, fields={"jobless": {}, "share": {}}, disclosure=told)
    named = {"jobless": {}, "share": {}, "sector_name": {}}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=columns, fields=named, redistribution="aggregated")
    ids = ({"id": "of_list", "layer": "list", "field": "jobless"}, {"id": "of_units", "layer": "statistical_sectors", "field": "jobless"})
    ran = make_map(town, tmp_path / "map", *ids)
    kept = read_table(ran["GEOPACKAGE"], "list")
    assert "jobless" not in kept and kept["share"].tolist() == columns["share"]
    units = read_table(ran["GEOPACKAGE"], "units")
    assert "jobless" not in units and units["sector_name"].tolist() == town.keys
    for id in ("of_list", "of_units"):
        assert [None if np.isnan(one) else one for one in units[id]] == [None, None, 10, 10, 40, 100]
    assert [text for text in ran.warnings if "'jobless' as it is, because sensitive counts follow from it" in text]


def test_an_indicator_that_is_hidden_everywhere_is_left_out(tmp_path):
    town = Town(tmp_path)
    town.layer("shelters", [point(100, 100), point(1500, 100)], redistribution="no")
    town.table("homes", {"sector_code": town.keys, "homes": [10, 20, 30, 40, 50, 60]}, fields={"homes": {}})
    ran = make_map(
        town,
        tmp_path / "map",
        {"id": "it", "layer": "shelters", "measure": "count"},
        {"id": "homes", "layer": "homes", "field": "homes"},
        missing_data={"layers": "continue"},
    )
    assert any("is left out, because too few are counted in every area" in text for text in ran.warnings)
    units = read_table(ran["GEOPACKAGE"], "units")
    assert units["it"].isna().all() and (units["it_hidden"] == 1).all() and units["it_expected"].isna().all()


def test_a_unit_that_is_hidden_is_in_no_table_beside_the_units(tmp_path):
    """Neither in another table by key, nor in a field of the units' own layer, which is measured and hides."""
    town = Town(tmp_path)
    own = {"sector_code": town.keys, "sector_name": town.keys, "returns": [3, 30, 40, 50, 60, 70], "area_code": ["a"] * 6}
    named = {"sector_name": {}, "returns": {}, "area_code": {}}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=own, fields=named)
    town.table("income", {"sector_code": town.keys, "income": [777, 2, 3, 4, 5, 6]}, fields={"income": {}})
    hides = {"small_numbers": {"layer": "statistical_sectors", "field": "returns", "minimum": 21}}
    ran = make_map(town, tmp_path / "map", {"id": "low", "layer": "income", "field": "income"}, **hides)
    assert read_table(ran["GEOPACKAGE"], "income")["sector_code"].tolist() == town.keys[1:]
    for table in ("units", "statistical_sectors"):
        rows = read_table(ran["GEOPACKAGE"], table)
        assert rows["returns"].isna().tolist() == [True, *[False] * 5] and rows["area_code"].tolist() == ["a"] * 6


def test_a_unit_that_is_hidden_has_no_row_in_the_table_that_hides_it(tmp_path):
    town = Town(tmp_path)
    table = {"sector_code": town.keys, "returns": [20, 30, 40, 50, 60, 70], "income": [1, 2, 3, 4, 5, 6]}
    town.table("income", table, fields={"returns": {}, "income": {}})
    hides = {"small_numbers": {"layer": "income", "field": "returns"}}
    ran = make_map(town, tmp_path / "map", {"id": "low", "layer": "income", "field": "income"}, **hides)
    assert read_table(ran["GEOPACKAGE"], "income")["sector_code"].tolist() == town.keys[1:]


PEOPLE = [60, 60, 60, 200, 200, 400]
ACTIVE = [30, 30, 30, 100, 100, 40]


@pytest.mark.parametrize(("by", "unit"), [("people", "%"), ("people", ""), ("active", "%"), ("active", "")])
def test_a_rate_that_a_layer_states_gives_no_count_back_to_who_knows_by_what_it_was_divided(tmp_path, by, unit):
    """Jobless in per cent, of the people or of a field that the record names: shown is the rate of counts in fives, of which none is small,
    nor what is left. Two towns that differ in what is hidden and rounded show the same. Where no unit is said: of the people as a share,
    of the field that the record names in hundreds, which nobody says either."""
    below, found, per = np.array({"people": PEOPLE, "active": ACTIVE}[by]), [], 1 if (by, unit) == ("people", "") else 100
    for counts in ([4, 28, 12, 40, 96, 24], [0, 29, 11, 42, 97, 25]):
        town = Town(tmp_path)
        town.table("people", {"sector_code": town.keys, "people": PEOPLE}, fields={"people": {}})
        rates = [round(per * count / of, 4) for count, of in zip(counts, below, strict=True)]
        columns = {"sector_code": town.keys, "jobless": rates, "active": ACTIVE}
        said = {} if by == "people" else {"disclosure": {"fields": {"jobless": {"of": "active"}, "active": {"sensitive": False}}}}
        stated = {"quantity": "rate", "unit": unit} if unit else {"quantity": "rate"}
        town.table("work", columns, fields={"jobless": stated, "active": {}}, redistribution="aggregated", **said)
        challenge = {"id": "jobless", "layer": "work", "field": "jobless"}
        units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
        found.append(table_of_units(town, challenge, units=units | {"population": {"layer": "people", "field": "people"}}))
    pd.testing.assert_frame_equal(*found)
    shown = found[0]["jobless"].to_numpy() * below / per
    hidden = [True, by == "active", False, False, by == "active", False]
    assert np.isnan(shown).tolist() == hidden and (found[0]["jobless_hidden"] == 1).tolist() == hidden
    assert (shown[~np.isnan(shown)].round(6) % 5 == 0).all()


def test_the_attack_finds_the_count_behind_a_stated_rate(tmp_path):
    """As before rates were shown as those of counts: 6.67 % of 60 is 4."""
    town = Town(tmp_path)
    town.table("people", {"sector_code": town.keys, "people": PEOPLE}, fields={"people": {}})
    rates = [round(100 * count / of, 2) for count, of in zip([4, 28, 12, 40, 96, 24], PEOPLE, strict=True)]
    columns = {"sector_code": town.keys, "jobless": rates}
    town.table("work", columns, fields={"jobless": {"unit": "%"}}, redistribution="aggregated")
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    challenge = town.challenge(
        {"id": "jobless", "layer": "work", "field": "jobless"}, units=units | {"population": {"layer": "people", "field": "people"}}
    )
    paths = town.write(challenge)
    collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
    records = {id: loaded.record for id, loaded in collected.layers.items()}
    found = {}
    for audience in ("public", "internal"):
        indexed = index_challenge(replace(collected, audience=audience), datetime.date(2026, 11, 1))
        ((_, found[audience]),) = list(attack_units(indexed.unit_features, indexed.collected.challenge, records, {}))
    assert found["internal"].exact == 6 and found["internal"].bounds.low[0] == pytest.approx(4, abs=0.01)
    assert not found["public"].found.any()


@pytest.mark.parametrize("how", ["in the catalogue", "by its own mark"])
def test_counts_of_units_that_a_user_gives_are_as_sensitive_as_those_of_the_catalogue(tmp_path, how):
    """As before, what the catalogue says of how they may be shown was forgotten when the same layer was given as UNITS."""
    town = Town(tmp_path)
    own = {"sector_code": town.keys, "sector_name": town.keys, "jobless": [4, 7, 8, 12, 40, 100]}
    named = {"sector_name": {}, "jobless": {}}
    closed = {"redistribution": "aggregated"} if how == "in the catalogue" else {}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=own, fields=named, **closed)
    layer = QgsVectorLayer(f"{tmp_path / 'statistical_sectors.gpkg'}|layername=layer", "sectors")
    if how == "by its own mark":
        metadata = layer.metadata()
        hold_for_own_use(metadata, AGGREGATED, Language("en"))
        layer.setMetadata(metadata)
    ran = make_map(town, tmp_path / "map", {"id": "jobless", "layer": "statistical_sectors", "field": "jobless"}, given={"UNITS": layer})
    units = read_table(ran["GEOPACKAGE"], "units")
    assert [None if np.isnan(one) else one for one in units["jobless"]] == [None, None, 10, 10, 40, 100]
    if how == "by its own mark":
        hold_for_own_use(metadata, NO, Language("en"))
        layer.setMetadata(metadata)
        with pytest.raises(QgsProcessingException, match="would pass on the shapes and names of 'sectors', which may not be redistributed"):
            make_map(town, tmp_path / "no", {"id": "it", "layer": "statistical_sectors", "field": "jobless"}, given={"UNITS": layer})


ASKED = [30, 30, 35, 40, 45, 50]
WHOLE = {"layer": "asked", "measure": "count"}
OF_YES = {
    "mean_yes": {"layer": "asked", "measure": "mean", "field": "yes"},
    "weighed": {"layer": "asked", "measure": "weighted_mean", "field": "yes", "weight_field": "one"},
    "count_yes": {"layer": "asked", "measure": "count", "filter": '"yes" = 1'},
    "divided": {"layer": "asked", "measure": "count", "filter": '("yes" = 1)', "denominator": WHOLE},
    "near": {"layer": "stops", "measure": "share_within", "points": "asked", "distance": 250},
    "children": {"layer": "asked", "measure": "mean", "field": "children"},
    "child_density": {"layer": "asked", "measure": "density", "field": "children"},
}


def write_asked(town: Town, yes: list[int]) -> None:
    """Write people in six units, of whom so many say yes, those near a stop; three children in S1, of as many who say yes."""
    says = [[int(row < number) for row in range(of)] for number, of in zip(yes, ASKED, strict=True)]
    places = [
        point(1000 * (at % 3) + 60 + 10 * row, 1000 * (at // 3) + (60 if one else 560))
        for at, some in enumerate(says)
        for row, one in enumerate(some)
    ]
    first, last = [3 // yes[0] if one else 0 for one in says[0]], [2 * one for one in says[5]]
    columns = {"yes": sum(says, []), "children": sum([first, [1] * 30, *says[2:5], last], []), "one": [1] * len(places)}
    town.layer("asked", places, columns=columns, redistribution="aggregated")
    town.layer("stops", [point(1000 * (at % 3) + 305, 1000 * (at // 3) + 60) for at in range(6)])


@pytest.mark.parametrize("id", OF_YES)
def test_a_share_of_few_in_many_is_as_secret_as_the_few(tmp_path, id):
    """1 or 3 say yes in S1, all but 2 or all in S2: from a mean, and the number that is shown, it would follow how many."""
    town, found = Town(tmp_path), []
    for yes in ([1, 28, 10, 15, 20, 25], [3, 30, 10, 15, 20, 25]):
        write_asked(town, yes)
        found.append(table_of_units(town, {"id": id, **OF_YES[id]}, {"id": "every", **WHOLE}))
    pd.testing.assert_frame_equal(*found)
    assert found[0][f"{id}_hidden"][0] == 1 and found[0][id][2:].notna().all()
    if id == "divided":
        assert found[0][id][2:].round(6).tolist() == [round(part / of, 6) for part, of in ((10, 35), (15, 40), (20, 45), (25, 50))]


@pytest.mark.parametrize("whole", ["denominator", "population"])
def test_a_field_that_is_nearly_all_of_another_one_of_its_table_is_hidden(tmp_path, whole):
    """All 30 of S1 say yes, or all but 4: from 30 shown of 30 it would follow that at most 4 do not."""
    town, found = Town(tmp_path), []
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    for yes in ([30, 12, 20], [27, 12, 20]):
        columns = {"sector_code": town.keys, "yes": [*yes, 8, 40, 25], "asked": [30, 40, 60, 20, 60, 50]}
        town.table("asked", columns, fields={"yes": {"quantity": "count"}, "asked": {"quantity": "count"}}, redistribution="aggregated")
        it = {"id": "it", "layer": "asked", "field": "yes"}
        if whole == "denominator":
            found.append(table_of_units(town, it | {"denominator": {"layer": "asked", "measure": "attribute", "field": "asked"}}))
        else:
            found.append(table_of_units(town, it, units=units | {"population": {"layer": "asked", "field": "asked"}}))
    pd.testing.assert_frame_equal(*found)
    assert found[0]["it_hidden"].tolist() == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("scores", [[1, 2, 3, 4], [2.5, 3.5, 5, 9]], ids=str)
def test_a_mean_does_not_tell_how_few_have_another_score(tmp_path, scores):
    """All have the lowest score in S1 but one or two, all but one or two the highest in S2."""
    town, found = Town(tmp_path), []
    places = [point(1000 * (at % 3) + 60 + 30 * row, 1000 * (at // 3) + 60) for at in range(6) for row in range(20)]
    for others in (1, 2):
        first, second = [scores[0]] * 20, [scores[-1]] * 20
        first[:others], second[:others] = [scores[1]] * others, [scores[-2]] * others
        mixed = [[scores[0]] * (10 + at) + [scores[-1]] * (10 - at) for at in range(4)]
        given = {"score": [*first, *second, *sum(mixed, [])]}
        town.layer("audits", places, columns=given, redistribution="aggregated", fields={"score": {}})
        found.append(table_of_units(town, {"id": "it", "layer": "audits", "measure": "mean", "field": "score"}))
    pd.testing.assert_frame_equal(*found)
    assert found[0]["it_hidden"].tolist() == [1, 1, 0, 0, 0, 0]


def test_a_table_that_leaves_zeros_out_does_not_tell_them(tmp_path):
    """Where no area has 0, one without a row has it, and looks as those of 1 to 7; how many rows there are is told nowhere."""
    town, found, facts = Town(tmp_path), [], []
    for rows in ([1, 3, 10, 20, 30, 40], [None, 3, 10, 20, 30, 40]):
        waiting = [(key, one) for key, one in zip(town.keys, rows, strict=True) if one is not None]
        table = dict(zip(("sector_code", "waiting"), map(list, zip(*waiting, strict=True)), strict=True))
        town.table("list", table, fields={"waiting": {}}, redistribution="aggregated")
        indexed = index_of(town, {"id": "it", "layer": "list", "field": "waiting"})
        found.append(indexed.unit_features.table)
        facts.append((indexed.coverage, input_facts(indexed, indexed.collected.layers["list"])))
    pd.testing.assert_frame_equal(*found)
    assert facts[0] == facts[1] and facts[0][1]["units_lacking"] == 0 and facts[0][1]["features"] is None
    assert found[0]["it_hidden"].tolist() == [1, 1, 0, 0, 0, 0]


def test_a_stated_rate_does_not_tell_people_apart_that_look_the_same(tmp_path):
    """8 and 9 are both shown as 10: that rates are hidden where fewer than 9 live tells no more."""
    town, found = Town(tmp_path), []
    for people in (8, 9):
        told = {"sector_code": town.keys, "people": [people, 20, 30, 40, 50, 60]}
        town.table("people", told, fields={"people": {}}, redistribution="aggregated")
        rates = {"sector_code": town.keys, "share": [12.5, 30.0, 47.5, 81.3, 22.1, 5.7]}
        stated = {"fields": {"share": {"quantity": "rate"}}, "disclosure": {"minimum": 8, "rounding": 1}}
        town.table("rates", rates, redistribution="aggregated", **stated)
        units = town.challenge()["units"] | {"population": {"layer": "people", "field": "people"}}
        found.append(table_of_units(town, {"id": "it", "layer": "rates", "field": "share"}, units=units))
    pd.testing.assert_frame_equal(*found)


def test_numbers_of_sensitive_units_stay_behind_whatever_they_are(tmp_path):
    """A rate gives its count back to whoever knows the people; and numbers may stand there as text."""
    town = Town(tmp_path)
    own = {"sector_code": town.keys, "sector_name": town.keys, "share": [0.5, 1.25, 2, 3, 4, 5], "few": ["1", "2", "30", "14", "25", "36"]}
    named = {"share": {"quantity": "rate"}, "few": {}}
    town.layer("statistical_sectors", town.units, key="sector_code", columns=own, fields=named, redistribution="aggregated")
    units = table_of_units(town, *({"id": f"of_{name}", "layer": "statistical_sectors", "field": name} for name in named))
    assert {"sector_code", "sector_name", "of_share", "of_few"} < set(units) and not {"share", "few"} & set(units)
    assert units["of_few"].fillna(0).tolist() == [0, 0, 30, 15, 25, 35]


def spread(numbers: list[int]) -> list[shapely.Point]:
    """Return so many places in each of six units, in rows that begin at the same spot of each."""
    return [point(1000 * (at % 3) + 60 + 17 * row, 1000 * (at // 3) + 60) for at, number in enumerate(numbers) for row in range(number)]


SICK = {"fields": {"sick": {"sensitive": True}}}
BY_SICK = {
    "counted": {"layer": "homes", "measure": "count", "filter": '"sick" = 1'},
    "dense": {"layer": "homes", "measure": "density", "filter": '"sick" = 1'},
    "divided": {"layer": "homes", "measure": "count", "filter": '"sick" = 1', "denominator": {"layer": "homes", "measure": "count"}},
    "computed": {"layer": "homes", "measure": "sum", "field": "again"},
    "recoded": {"layer": "homes", "measure": "count", "filter": "\"how\" = 'ill'"},
    "near": {"layer": "homes", "measure": "distance_nearest", "filter": '"sick" = 1'},
    "size": {"layer": "homes", "measure": "mean", "field": "size", "filter": '"sick" = 1'},
}


@pytest.mark.parametrize("id", BY_SICK)
def test_features_that_are_chosen_by_a_sensitive_field_are_as_sensitive_as_that_field(tmp_path, id):
    """Of open homes it is sensitive in which somebody is sick: one and two, or three and four in the first two areas, in other homes. So
    are a field that is computed from it, and one that calls the same column otherwise. Distances run to the middle of cells of 500 m."""
    town, found = Town(tmp_path), []
    for few, first in (((1, 2), True), ((3, 4), False)):
        rows = [[int(at < sick if first else at >= 20 - sick) for at in range(20)] for sick in few]
        sick = [*sum(rows, []), *[int(at < 9 + row) for row in range(4) for at in range(20)]]
        fields = {
            "sick": {},
            "size": {},
            "again": {"compute": '0 + "sick"'},
            "how": {"from": ["sick"], "recode": {"1": "ill", "0": "well"}},
        }
        columns = {"sick": sick, "size": [80 + 7 * at % 45 for at in range(120)]}
        town.layer("homes", spread([20] * 6), columns=columns, fields=fields, disclosure=SICK)
        found.append(table_of_units(town, {"id": id, "normalisation": "target", "target": 0, "limit": 1000, **BY_SICK[id]}))
    pd.testing.assert_frame_equal(*found)
    assert id == "near" or found[0][f"{id}_hidden"].tolist() == [1, 1, 0, 0, 0, 0]


def test_what_a_record_calls_sensitive_stays_behind_though_it_is_a_word(tmp_path):
    """Who has the same word beside an area can be counted; words of which nobody says anything are what names the homes."""
    town = Town(tmp_path)
    homes = spread([10, 12, 14, 16, 18, 20])
    words = {"illness": ["flu"] * 3 + ["none"] * 87, "sort": ["flat"] * 90}
    fields = {"illness": {}, "sort": {}, "kind": {"compute": 'left("illness", 2)'}}
    town.layer("homes", homes, columns=words, fields=fields, disclosure={"fields": {"illness": {"sensitive": True}}})
    ran = make_map(town, tmp_path / "map", {"id": "well", "layer": "homes", "measure": "count", "filter": "\"illness\" = 'none'"})
    kept = read_table(ran["GEOPACKAGE"], "homes")
    assert set(kept) == {"fid", "geom", "sort"} and len(kept) == 90
    assert [None if np.isnan(one) else one for one in read_table(ran["GEOPACKAGE"], "units")["well"]] == [None, 10, 15, 15, 20, 20]
