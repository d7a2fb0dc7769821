"""Ghent and Flanders: the chain's numbers against a calculation from the raw files with pandas, geopandas, SciPy, SQLite and esda.

The calculation reads the challenge and the catalogue itself and shares no function with the plugin.
"""

import datetime
import json
import shutil
import sqlite3
import warnings
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import scipy.stats
import shapely
from esda import fdr
from esda.getisord import G_Local
from libpysal.weights import KNN
from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.test.support.data import ROOT, data_folder
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import read_layer
from qgis.core import QgsProject
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

LAMBERT = "EPSG:31370"
AS_OF = "2026-01-31"
NEEDED = {
    "ghent": [f"gent/{name}" for name in ("statistische-sectoren-gent.gpkg", "adressen-crab2013-gent.gpkg", "haltes-delijn-gent.csv",
                                          "parken-gent.geojson", "voorzieningen-gent.gpkg", "stadswijken-gent.geojson")],
    "flanders": [f"vlaanderen/{name}" for name in ("wijken-ggw7-2024.gpkg", "gemeenten-2025.shp", "treinstations-irail.gpkg")],
}  # fmt: skip


# ---- the independent calculation


class Peer:
    """An example worked out from its two JSON files and the raw data."""

    def __init__(self, folder: Path):
        self.challenge = json.loads((folder / "warm_homes.json").read_text(encoding="utf-8"))
        records = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))["records"]
        self.records = {record["id"]: record for record in records}
        self.folder = folder
        self.layers = {}
        self.key = self.challenge["units"]["key"]
        self.units = self.layer(self.challenge["units"]["layer"])

    def layer(self, id) -> geopandas.GeoDataFrame:
        """A record's features in Lambert 72, under canonical names."""
        if id not in self.layers:
            record = self.records[id]
            path, name = self.folder / record["source"]["path"], record["source"].get("layer")
            if record["source"]["kind"] == "csv":
                table = pd.read_csv(path, sep=";")
                shapes = geopandas.points_from_xy(table["longitude"], table["latitude"])
                frame = geopandas.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")
            else:
                frame = geopandas.read_file(path, **({"layer": name} if name else {}))
            found = {next(one for one in spec["from"] if one in frame): field for field, spec in record["fields"].items()}
            frame = frame[[*found, "geometry"]].rename(columns=found).to_crs(LAMBERT)
            text = record["source"].get("options", {}).get("filter", "")
            self.layers[id] = self.chosen(frame.reset_index(drop=True), text).reset_index(drop=True)
        return self.layers[id]

    @staticmethod
    def chosen(frame, text) -> geopandas.GeoDataFrame:
        """The features that a filter lets through, as SQLite sees it."""
        if not text:
            return frame
        with sqlite3.connect(":memory:") as database:
            database.execute(f"PRAGMA case_sensitive_like = {'OFF' if 'ILIKE' in text else 'ON'}")
            pd.DataFrame(frame.drop(columns="geometry")).to_sql("layer", database, index_label="row")
            rows = pd.read_sql(f"SELECT row FROM layer WHERE {text.replace('ILIKE', 'LIKE')}", database)["row"]
        return frame.loc[rows]

    def measured(self, measurement) -> np.ndarray:
        """One measurement for each unit."""
        features = self.chosen(self.layer(measurement["layer"]), measurement.get("filter", ""))
        if measurement["measure"] == "attribute":
            return features.set_index(self.key)[measurement["field"]].reindex(self.units[self.key]).to_numpy(dtype=float)
        if "points" not in measurement:
            return distances(self.units.geometry.representative_point(), features)
        points = self.layer(measurement["points"])
        distance = distances(points.geometry, features)
        values = distance if measurement["measure"] == "distance_nearest" else (distance <= measurement["distance"]).astype(float)
        unit = geopandas.sjoin(points.assign(value=values), self.units[["geometry"]], predicate="within")
        return unit.groupby("index_right")["value"].mean().reindex(range(len(self.units))).to_numpy()

    def raw(self) -> pd.DataFrame:
        """Each indicator's values."""
        columns = {}
        for one in self.challenge["indicators"]:
            value = self.measured(one) * one.get("scale", 1)
            columns[one["id"]] = value / self.measured(one["denominator"]) if "denominator" in one else value
        return pd.DataFrame(columns)

    def index(self, raw) -> tuple[np.ndarray, np.ndarray]:
        """Index and missing share from raw values."""
        scores = pd.DataFrame({one["id"]: scored(raw[one["id"]], one) for one in self.challenge["indicators"]})
        weights = pd.Series({one["id"]: one["weight"] for one in self.challenge["indicators"]})
        present = scores.notna() * weights
        missing = 1 - present.sum(axis=1) / weights.sum()
        index = (scores * weights).sum(axis=1) / present.sum(axis=1)
        return index.where(missing <= self.challenge["aggregation"]["allowed_missing_share"] + 1e-9).to_numpy(), missing.to_numpy()


def distances(points, features) -> np.ndarray:
    """Distances to the nearest feature: by a tree of coordinates, or shape by shape."""
    if (features.geom_type == "Point").all():
        return cKDTree(shapely.get_coordinates(features.geometry)).query(shapely.get_coordinates(points))[0]
    nearest = geopandas.sjoin_nearest(geopandas.GeoDataFrame(geometry=points), features[["geometry"]], distance_col="distance")
    return nearest["distance"].groupby(level=0).first().to_numpy()


def scored(values, indicator) -> pd.Series:
    """Need scores by the contract's formulas."""
    known = values.dropna()
    if indicator["normalisation"] == "z_score":
        score = 100 * pd.Series(scipy.stats.norm.cdf(scipy.stats.zscore(known)), known.index)
    elif indicator["normalisation"] == "percentile":
        score = 100 * (pd.Series(scipy.stats.rankdata(known), known.index) - 0.5) / len(known)
    else:
        away = (known - indicator["target"]) / (indicator["limit"] - indicator["target"])
        return (100 * away.clip(0, 1)).reindex(values.index)
    return (100 - score if indicator["direction"] == "low" else score).reindex(values.index)


# ---- both sides


def example(name, tmp_path_factory) -> Path:
    """The example's files, with the real data beside them."""
    data = data_folder(*NEEDED[name])
    folder = tmp_path_factory.mktemp(name) / "example"
    shutil.copytree(ROOT / "docs" / "examples" / name, folder)
    (folder / "data").symlink_to(data, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def ghent_folder(qgis_app, qgis_processing, tmp_path_factory):
    return example("ghent", tmp_path_factory)


@pytest.fixture(scope="module")
def ghent(ghent_folder):
    """Ghent's integrated map, layer by layer."""
    inputs = {"CHALLENGE": str(ghent_folder / "warm_homes.json"), "CATALOGUE": str(ghent_folder / "catalogue.json"), "AS_OF": AS_OF}
    ran = run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(ghent_folder / "map")})
    return {name: read_layer(ran["GEOPACKAGE"], name) for name in ("units", "clusters", "integrated")}


@pytest.fixture(scope="module")
def ghent_peer(ghent_folder):
    return Peer(ghent_folder)


@pytest.fixture(scope="module")
def flanders_folder(qgis_app, tmp_path_factory):
    return example("flanders", tmp_path_factory)


@pytest.fixture(scope="module")
def flanders(flanders_folder):
    """Flanders' units with index and clusters."""
    gathered = collect(read_challenge(flanders_folder / "warm_homes.json"), read_catalogue(flanders_folder / "catalogue.json"))
    outcome = cluster_challenge(index_challenge(gathered, datetime.date.fromisoformat(AS_OF)))
    return outcome.unit_features.geometry, outcome.unit_features.table


@pytest.fixture(scope="module")
def flanders_peer(flanders_folder):
    return Peer(flanders_folder)


def same(ours, theirs, tolerance=1e-9):
    np.testing.assert_allclose(np.array(ours, dtype=float), theirs, rtol=tolerance, atol=tolerance)


def check_numbers(units, peer):
    """Raw values, index and missing share are those of the peer."""
    assert units["sector_code" if "sector_code" in units else peer.key].tolist() == peer.units[peer.key].astype(str).tolist()
    raw = peer.raw()
    for name in raw:
        assert raw[name].notna().sum() > 0.5 * len(raw)
        same(units[name], raw[name])
    index, missing = peer.index(raw)
    same(units["challenge_index"], index)
    same(units["missing_share"], missing)
    assert np.isfinite(index).sum() > 0.7 * len(index)


def check_statistics(geometry, units, peer):
    """z is esda's Gi*; the units called hot are those whose p passes esda's false discovery rate."""
    spec = peer.challenge["clusters"]
    index = np.array(units["challenge_index"], dtype=float)
    known = np.isfinite(index)
    centres = shapely.get_coordinates(shapely.centroid(geometry[known]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = KNN.from_array(centres, k=int(spec["weights"].removeprefix("knn:")))
        theirs = G_Local(index[known], weights, transform="B", star=True, permutations=999, seed=1, n_jobs=1)
    z, p = (np.array(units[name], dtype=float) for name in ("z_score", "p_value"))
    same(z[known], theirs.Zs)
    assert np.isnan(z[~known]).all()
    hot = np.zeros(len(index), dtype=bool)
    hot[known] = (p[known] <= fdr(p[known], spec["alpha"])) & (z[known] > 0)
    assert (units["cluster_type"] == "hot").tolist() == hot.tolist()
    assert np.abs(p[known] - np.minimum(2 * theirs.p_sim, 1)).mean() < 0.04  # esda's is one-sided, from other permutations
    return hot


def check_clusters(geometry, units, hot):
    """Clusters are the pieces of hot units that touch."""
    rows = np.flatnonzero(hot)
    left, right = shapely.STRtree(geometry[rows]).query(geometry[rows], predicate="dwithin", distance=1e-3)
    count, piece = connected_components(csr_array((np.ones(len(left)), (left, right)), shape=(len(rows), len(rows))), directed=False)
    ids = units["cluster_id"].iloc[rows]
    assert ids.notna().all()
    assert units["cluster_id"].notna().sum() == len(rows)
    assert ids.groupby(piece).nunique().tolist() == [1] * count
    assert ids.nunique() == count
    assert count


def test_ghents_numbers(ghent, ghent_peer):
    check_numbers(ghent["units"][1], ghent_peer)


def test_ghents_statistics_and_clusters(ghent, ghent_peer):
    hot = check_statistics(*ghent["units"], ghent_peer)
    check_clusters(*ghent["units"], hot)


def test_ghents_clusters_are_their_units_dissolved(ghent):
    geometry, units = ghent["units"]
    shapes, clusters = ghent["clusters"]
    member = units["cluster_id"].to_numpy(dtype=float)
    index, people = (units[name].to_numpy(dtype=float) for name in ("challenge_index", "electricity_connections"))
    for row, cluster in enumerate(clusters.itertuples()):
        inside = member == cluster.cluster_id
        assert cluster.unit_count == inside.sum()
        same([cluster.area_m2, shapely.area(shapes[row])], [shapely.area(geometry[inside]).sum()] * 2, 1e-6)
        same(cluster.population, np.nansum(people[inside]))
        same(cluster.mean_value, np.average(index[inside], weights=np.nan_to_num(people[inside])))
        assert shapely.area(shapely.symmetric_difference(shapes[row], shapely.union_all(geometry[inside]))) < 1.0
    burden = clusters["mean_value"] * clusters["population"]
    assert burden.tolist() == sorted(burden, reverse=True)


def test_ghents_integrated_layer_is_geopandas_overlay(ghent, ghent_peer):
    shapes, clusters = ghent["clusters"]
    pieces, table = ghent["integrated"]
    same(shapely.area(pieces).sum(), shapely.area(shapes).sum())
    same(table["area_m2"], shapely.area(pieces))
    areas = geopandas.GeoDataFrame(clusters[["cluster_id"]], geometry=shapes, crs=LAMBERT)
    for id in ("parks", "neighbourhoods"):
        others = geopandas.GeoDataFrame(geometry=[ghent_peer.layer(id).geometry.make_valid().union_all()], crs=LAMBERT)
        theirs = geopandas.overlay(areas, others, how="intersection").set_index("cluster_id").area
        ours = table[table[f"{id}_count"] > 0].groupby("cluster_id")["area_m2"].sum()
        same(ours.reindex(clusters["cluster_id"]).fillna(0), theirs.reindex(clusters["cluster_id"]).fillna(0).to_numpy(), 1e-5)
    listed = table["parks_ids"].fillna("").str.split(",").map(lambda ids: len([one for one in ids if one]))
    assert listed.tolist() == table["parks_count"].tolist()


def test_ghents_counts_and_lengths_are_qgis_own(ghent_folder):
    challenge = json.loads((ghent_folder / "warm_homes.json").read_text(encoding="utf-8"))
    wanted = {"homes": ("addresses", "count"), "halts": ("stops", "count"), "metres": ("roads", "length")}
    challenge["indicators"] = [
        {"id": id, "title": {"nl": id}, "sector": "mobility", "layer": layer, "measure": measure} for id, (layer, measure) in wanted.items()
    ]
    path = ghent_folder / "counts.json"
    path.write_text(json.dumps(challenge), encoding="utf-8")
    ours = index_challenge(collect(read_challenge(path), read_catalogue(ghent_folder / "catalogue.json")), datetime.date.today())
    plane = QgsProject()
    plane.setEllipsoid("NONE")
    units = f"{ghent_folder}/data/gent/statistische-sectoren-gent.gpkg"
    points = {"POLYGONS": units, "POINTS": f"{ghent_folder}/data/gent/adressen-crab2013-gent.gpkg", "FIELD": "theirs"}
    lines = {"POLYGONS": units, "LINES": f"{ghent_folder}/data/gent/wegsegmenten-gent.gpkg", "LEN_FIELD": "theirs", "COUNT_FIELD": "n"}
    for id, peer, inputs in (("homes", "native:countpointsinpolygon", points), ("metres", "native:sumlinelengths", lines)):
        theirs = run_algorithm(peer, {**inputs, "OUTPUT": "memory:"}, project=plane)["OUTPUT"]
        same(ours.evaluation.raw[id], [feature["theirs"] for feature in theirs.getFeatures()], 1e-6 if id == "metres" else 0)


def test_flanders_numbers(flanders, flanders_peer):
    check_numbers(flanders[1], flanders_peer)


def test_flanders_statistics_and_clusters(flanders, flanders_peer):
    geometry, units = flanders
    hot = check_statistics(geometry, units, flanders_peer)
    check_clusters(geometry, units, hot)
