"""Ghent's and Flanders' files: the same numbers as QGIS's own algorithms, geopandas and tobler give."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.aggregation import UnitMatrix, aggregate
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.data import data_folder
from qgis.core import QgsProject, QgsVectorLayer
from scipy.spatial import cKDTree

SECTORS, ADDRESSES, ROADS = "gent/statistische-sectoren-gent.gpkg", "gent/adressen-crab2013-gent.gpkg", "gent/wegsegmenten-gent.gpkg"
NEIGHBOURHOODS, PARKS, MUNICIPALITIES = "vlaanderen/wijken-ggw7-2024.gpkg", "gent/parken-gent.geojson", "vlaanderen/gemeenten-2025.shp"


@pytest.fixture(scope="module")
def read(qgis_app):
    """Read a file once, in Lambert 72."""
    known = {}

    def read_once(name):
        if name not in known:
            known[name] = read_features(QgsVectorLayer(file(name), name), target_crs="EPSG:31370")[0]
        return known[name]

    return read_once


def frame(features):
    return geopandas.GeoDataFrame(features.table.copy(), geometry=features.geometry)


def column(features, name):
    return features.table[name].to_numpy(dtype=float)


def file(name):
    return str(data_folder(name) / name)


def overlay(one, other, one_columns, other_columns):
    """The pieces that geopandas cuts of two layers, with their area."""
    one, other = frame(one)[[*one_columns, "geometry"]], frame(other)[[*other_columns, "geometry"]]
    pieces = geopandas.overlay(one, other, how="intersection", keep_geom_type=True)
    return pieces.assign(area=pieces.area)


def field(layer, name):
    values = [feature[name] for feature in layer.getFeatures()]
    return np.array([value if isinstance(value, int | float) else np.nan for value in values])


def planar():
    """A project in which QGIS measures in the plane, as the plugin does."""
    project = QgsProject()
    project.setEllipsoid("NONE")
    return project


def run_both(run_algorithm, inputs, peer, peer_inputs):
    """Run ours and QGIS's own on the same files; both outputs."""
    ours = run_algorithm("aggregate_to_units", {"NAME": "ours", "OUTPUT": "TEMPORARY_OUTPUT", **inputs})
    theirs = run_algorithm(peer, {"OUTPUT": "TEMPORARY_OUTPUT", **peer_inputs}, project=planar())
    return ours["OUTPUT"], theirs["OUTPUT"]


@pytest.mark.parametrize("units", [SECTORS, NEIGHBOURHOODS])
def test_counts_of_addresses_are_those_of_qgis(run_algorithm, units):
    units, addresses = file(units), file(ADDRESSES)
    ours, theirs = run_both(
        run_algorithm,
        {"UNITS": units, "INPUT": addresses},
        "native:countpointsinpolygon",
        {"POLYGONS": units, "POINTS": addresses, "FIELD": "theirs"},
    )
    np.testing.assert_array_equal(field(ours, "ours"), field(theirs, "theirs"))
    assert field(ours, "ours").sum() > 90_000


def test_lengths_of_roads_are_those_of_qgis(run_algorithm):
    sectors, roads = file(SECTORS), file(ROADS)
    ours, theirs = run_both(
        run_algorithm,
        {"UNITS": sectors, "INPUT": roads, "MEASURE": "length"},
        "native:sumlinelengths",
        {"POLYGONS": sectors, "LINES": roads, "LEN_FIELD": "theirs", "COUNT_FIELD": "n"},
    )
    np.testing.assert_allclose(field(ours, "ours"), field(theirs, "theirs"), rtol=1e-9)


@pytest.mark.parametrize("measure", ["mean", "median"])
def test_means_and_medians_are_those_of_qgis(run_algorithm, measure):
    sectors, addresses = file(SECTORS), file(ADDRESSES)
    ours, theirs = run_both(
        run_algorithm,
        {"UNITS": sectors, "INPUT": addresses, "MEASURE": measure, "FIELD": "LAT"},
        "native:joinbylocationsummary",
        {"INPUT": sectors, "JOIN": addresses, "PREDICATE": [1], "JOIN_FIELDS": ["LAT"], "SUMMARIES": [6, 7]},
    )
    np.testing.assert_allclose(field(ours, "ours"), field(theirs, f"LAT_{measure}"), rtol=1e-12)


def test_lengths_of_roads_are_those_of_geopandas(read):
    sectors, roads = read(SECTORS), read(ROADS)
    pieces = overlay(roads, sectors, [], ["CD_SECTOR"])
    expected = pieces.length.groupby(pieces["CD_SECTOR"]).sum().reindex(sectors.table["CD_SECTOR"], fill_value=0)
    np.testing.assert_allclose(aggregate(UnitMatrix(sectors, roads), "length").values, expected, rtol=1e-9, atol=1e-6)


def test_counts_are_those_of_a_spatial_join(read):
    neighbourhoods, parks = read(NEIGHBOURHOODS), read(PARKS)
    points = geopandas.GeoDataFrame(geometry=shapely.point_on_surface(parks.geometry))
    joined = geopandas.sjoin(points, frame(neighbourhoods)[["geometry"]], predicate="within")
    expected = np.bincount(joined["index_right"], minlength=len(neighbourhoods))
    np.testing.assert_array_equal(aggregate(UnitMatrix(neighbourhoods, parks), "count").values, expected)
    assert expected.sum() == len(parks)


def test_share_of_parks_is_that_of_their_union(read):
    sectors, parks = read(SECTORS), read(PARKS)
    union = shapely.union_all(parks.geometry)
    expected = shapely.area(shapely.intersection(sectors.geometry, union)) / shapely.area(sectors.geometry)
    share = aggregate(UnitMatrix(sectors, parks), "area_share").values
    np.testing.assert_allclose(share, expected, rtol=1e-9, atol=1e-12)
    assert 0 < share.max() < 1


@pytest.mark.parametrize("keep_total", [True, False])
def test_extensive_transfers_are_those_of_tobler(read, keep_total):
    from tobler.area_weighted import area_interpolate  # brings statsmodels and scikit-learn, which no other test needs

    sectors, neighbourhoods = read(SECTORS), read(NEIGHBOURHOODS)
    known = sectors.where(np.isfinite(column(sectors, "n_aangiften")))
    values = column(known, "n_aangiften")
    ours = aggregate(UnitMatrix(neighbourhoods, known), "transfer_extensive", values, keep_total=keep_total).values
    theirs = area_interpolate(frame(known), frame(neighbourhoods), extensive_variables=["n_aangiften"], allocate_total=keep_total)
    np.testing.assert_allclose(ours, theirs["n_aangiften"], rtol=1e-6, atol=1e-3)  # tobler keeps its areas in 32 bits
    assert ours.sum() == pytest.approx(values.sum(), rel=1e-9 if keep_total else 1e-4)


def test_extensive_transfers_are_those_of_geopandas(read):
    sectors, neighbourhoods = read(SECTORS), read(NEIGHBOURHOODS)
    sectors = sectors.with_columns(whole=shapely.area(sectors.geometry))
    pieces = overlay(sectors, neighbourhoods, ["v2506_elek_res_cons", "whole"], ["geoitem"])
    pieces["part"] = pieces["v2506_elek_res_cons"] * pieces["area"] / pieces["whole"]
    expected = pieces.groupby("geoitem")["part"].sum(min_count=1).reindex(neighbourhoods.table["geoitem"], fill_value=0)
    values = column(sectors, "v2506_elek_res_cons")
    ours = aggregate(UnitMatrix(neighbourhoods, sectors), "transfer_extensive", values).values
    np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-6)


def test_extensive_transfers_keep_the_totals_of_flanders(read):
    municipalities, neighbourhoods = read(MUNICIPALITIES), read(NEIGHBOURHOODS)
    for name in ("n_aangiften", "inkomen_totaal"):
        values = column(neighbourhoods, name)
        result = aggregate(UnitMatrix(municipalities, neighbourhoods), "transfer_extensive", values, keep_total=True)
        assert np.nansum(result.values) == pytest.approx(np.nansum(values), rel=1e-9)
        assert result.missing == np.isnan(values).sum()


def test_intensive_transfers_are_those_of_geopandas(read):
    sectors, neighbourhoods = read(SECTORS), read(NEIGHBOURHOODS)
    pieces = overlay(sectors, neighbourhoods, ["inkomen_mediaan"], ["geoitem"]).dropna(subset="inkomen_mediaan")
    pieces["product"] = pieces["area"] * pieces["inkomen_mediaan"]
    sums = pieces.groupby("geoitem")[["area", "product"]].sum()
    expected = (sums["product"] / sums["area"]).reindex(neighbourhoods.table["geoitem"])
    ours = aggregate(UnitMatrix(neighbourhoods, sectors), "transfer_intensive", column(sectors, "inkomen_mediaan")).values
    np.testing.assert_allclose(ours, expected, rtol=1e-9)
    assert np.isfinite(ours).sum() > 20


def test_dominant_municipality_is_the_one_with_the_largest_part(read):
    municipalities, neighbourhoods = read(MUNICIPALITIES), read(NEIGHBOURHOODS)
    pieces = overlay(neighbourhoods, municipalities, ["geoitem"], ["naam"])
    largest = pieces.loc[pieces.groupby("geoitem")["area"].idxmax()].set_index("geoitem")["naam"]
    ours = aggregate(UnitMatrix(neighbourhoods, municipalities), "dominant", municipalities.table["naam"].to_numpy()).values
    assert ours.tolist() == largest.reindex(neighbourhoods.table["geoitem"]).tolist()


def test_distances_are_those_of_pandas_and_a_tree(read):
    sectors, addresses, stations = read(SECTORS), read(ADDRESSES), read("vlaanderen/treinstations-irail.gpkg")
    place = shapely.get_coordinates(addresses.geometry)
    distance = cKDTree(shapely.get_coordinates(stations.geometry)).query(place)[0]
    joined = geopandas.sjoin(frame(addresses)[["geometry"]], frame(sectors)[["geometry"]], predicate="intersects")
    joined = joined[~joined.index.duplicated()]
    groups = pd.Series(distance)[joined.index].groupby(joined["index_right"].to_numpy())
    homes = UnitMatrix(sectors, addresses)
    for measure, expected in (("distance_nearest", groups.mean()), ("share_within", groups.apply(lambda metres: (metres <= 1500).mean()))):
        ours = aggregate(UnitMatrix(sectors, stations), measure, points=homes, distance=1500).values
        np.testing.assert_allclose(ours, expected.reindex(range(len(sectors))), rtol=1e-9)
