"""Areas and streets that actions of a plan may name: which areas lie in the plan, what they are called and how great their need is."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.bbc.places import Area
from opgavenkaart.processing.analysis.bbc.plan import read_plan
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.planning.bbc.gazetteer import (
    Units,
    areas_in,
    catalogue_streets,
    extent_of,
    gazetteer,
    has_areas,
    in_the_plan,
    name_field,
    need_of,
    places_of,
    street_record,
    town_codes,
    with_units,
)
from opgavenkaart.test.support.layers import Heard, record

WEST, EAST = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)


def layer(columns, shapes=None, name="Wijken"):
    table = pd.DataFrame(columns)
    shapes = [WEST, EAST, shapely.box(20, 0, 30, 10)][: len(table)] if shapes is None else shapes
    return Features(name, np.array(shapes, dtype=object), table, "EPSG:31370", np.arange(len(table)) + 1)


def plan(*towns):
    """A plan with an action of each municipality: name, NIS code."""
    rows = [{"ac": str(row), "actie": "Bomen", "2026": 1, "gemeente": name, "nis": code} for row, (name, code) in enumerate(towns)]
    return read_plan(pd.DataFrame(rows))


VELM, GENT = ("Velm", "99001"), ("Gent", "44021")


# ---- in the plan


def test_municipalities_are_known_by_name_and_code():
    assert town_codes(plan(VELM, VELM, GENT)) == {"velm": "99001", "99001": "99001", "gent": "44021", "44021": "44021"}
    assert town_codes(plan((" Velm ", " 99001 "), ("Gent", ""))) == {"velm": "99001", "99001": "99001"}
    assert town_codes(plan(("", "99001"), GENT)) == {"99001": "99001", "gent": "44021", "44021": "44021"}, "no name is no name"


@pytest.mark.parametrize("said", [["99001", "44021", "11002"], ["VELM", " Gent ", "Antwerpen"]], ids=["code", "name"])
def test_areas_of_other_municipalities_are_left_out(said):
    areas = layer({"name": ["a", "b", "c"], "gemeente": said})
    left = in_the_plan(areas, plan(VELM, GENT), "name")
    assert left.table["name"].tolist() == ["a", "b"] and left.table["nis_code"].tolist() == ["99001", "44021"]
    assert [one.bounds[0] for one in left.geometry] == [0, 10]


def test_what_an_area_does_not_say_may_stand_behind_its_name():
    areas = layer({"name": ["Strand (Velm)", "Dorp", "Markt (Aalst)"], "gemeente": ["", None, ""]})
    left = in_the_plan(areas, plan(VELM), "name")
    assert left.table["name"].tolist() == ["Strand (Velm)", "Dorp"] and left.table["nis_code"].tolist() == ["99001", ""]


def test_where_nobody_says_all_areas_take_part():
    areas = layer({"name": ["a", "b"]})
    assert in_the_plan(areas, plan(VELM), "name").table["nis_code"].tolist() == ["", ""]
    assert len(in_the_plan(layer({"name": ["a", "b"], "gemeente": ["Aalst", "Velm"]}), plan(("Velm", "")), "name")) == 2
    with pytest.raises(OpgaveError, match="'Aalst' in their field 'gemeente' is not in the plan"):
        in_the_plan(layer({"name": ["a", "b"], "gemeente": ["Aalst", "Gent"]}), plan(VELM), "name")


# ---- names and need


def test_the_field_with_the_names():
    assert [name_field(layer({"x": ["a"], "naam": ["b"], "cluster_label": ["c"]}), given) for given in ("", "x")] == ["naam", "x"]
    assert name_field(layer({"cluster_label": ["c"], "sector_name": ["b"]})) == "sector_name"
    for table, given in (({"x": ["a"], "y": ["b"]}, ""), ({"x": ["a"], "y": ["b"]}, "naam")):
        with pytest.raises(OpgaveError, match="UNIT_NAME_FIELD: .* There are: x, y."):
            name_field(layer(table), given)


def test_need_is_that_of_a_field_or_the_index():
    table = pd.DataFrame({"challenge_index": [50, None], "own": ["7", "x"]})
    np.testing.assert_array_equal(need_of(table, ""), [50, np.nan])
    np.testing.assert_array_equal(need_of(table, "own"), [7, np.nan])
    assert np.isnan(need_of(table[["own"]], "")).all()
    found = areas_in(layer({"name": ["a", None], "own": [7, 8], "nis_code": ["99001", ""]}), "name", "own")
    assert found == [Area("a", 7.0, "99001"), Area("", 8.0, "")]


def units(**more):
    """Three units, of which two lie in the western area and one in the eastern; a fourth lies elsewhere."""
    shapes = [shapely.box(1, 1, 2, 2), shapely.box(3, 1, 4, 2), shapely.box(12, 1, 13, 2), shapely.box(90, 1, 91, 2)]
    return layer({"sector_name": ["n", "z", "", "x"], "challenge_index": [80.0, 20.0, 40.0, 99.0], **more}, shapes, "Sectoren")


def test_areas_get_the_mean_need_of_their_units_and_their_names():
    areas = layer({"name": ["West", "Oost", "Leeg"]})
    found, names = with_units(areas, Units(units()))
    np.testing.assert_array_equal(found.table["challenge_index"], [50, 40, np.nan])
    assert names == [("n", 0), ("z", 0)], "one has no name, one lies in no area"
    weighted, _ = with_units(areas, Units(units(inhabitants=["30", "10", None, "5"])))
    assert weighted.table["challenge_index"].iloc[0] == pytest.approx((30 * 80 + 10 * 20) / 40)
    other, named = with_units(areas, Units(units(label=list("abcd"), need=[1, 3, 5, 7]), "label", "need"))
    np.testing.assert_array_equal(other.table["challenge_index"], [2, 5, np.nan])
    assert named == [("a", 0), ("b", 0), ("c", 1)]


def test_units_are_the_areas_where_the_catalogue_has_none():
    areas, smaller = places_of(plan(VELM), Units(units(), need="challenge_index"), None)
    assert [(one.name, one.need) for one in areas] == [("n", 80), ("z", 20), ("", 40), ("x", 99)] and smaller == []
    said = Heard()
    again, streets = places_of(plan(VELM), Units(units(), need="challenge_index"), Catalogue(), said)
    assert again == areas and streets == []
    assert said.warnings == ["The catalogue has no streets (records 'addresses' or 'roads'): only the names of areas are looked for."]
    with pytest.raises(OpgaveError, match="Layer 'Niets' has no features"):
        places_of(plan(VELM), Units(layer({"name": []}, [], "Niets")), None)
    with pytest.raises(ValueError, match="neither units nor a catalogue"):
        places_of(plan(VELM), None, None)


# ---- the catalogue


def test_areas_of_the_catalogue_come_in_the_coordinates_of_the_units(qgis_app, tmp_path):
    """A square of a kilometre around Halle's market in Lambert 72, given in degrees; both units lie in it: (80 + 20) / 2 = 50."""
    market = geopandas.GeoSeries([shapely.box(140_500, 157_500, 141_500, 158_500)], crs=31370).to_crs(4326)
    geopandas.GeoDataFrame({"code": ["c"], "name": ["Centrum"]}, geometry=market).to_file(tmp_path / "areas.geojson")
    known = Catalogue(own={"neighbourhoods": record("geojson", tmp_path / "areas.geojson", id="neighbourhoods", geometry="polygon")})
    squares = [shapely.box(140_800, 157_800, 140_900, 157_900), shapely.box(141_100, 158_100, 141_200, 158_200)]
    asked = Units(layer({"name": ["Markt", "Park"], "challenge_index": [80.0, 20.0]}, squares), need="challenge_index")
    (area,), smaller = places_of(plan(VELM), asked, known, Heard())
    assert (area.name, area.need) == ("Centrum", 50) and smaller == [("Markt", 0), ("Park", 0)]
    (alone,), none = places_of(plan(VELM), None, known, Heard())
    assert (alone.name, none) == ("Centrum", [])


def test_which_records_hold_areas_and_streets(tmp_path):
    known = {id: record("csv", "x.csv", id=id) for id in ("addresses", "roads", "neighbourhoods")}
    without = record("none", id="neighbourhoods")
    assert (
        has_areas(Catalogue(own=known)) and not has_areas(Catalogue(own=known | {"neighbourhoods": without})) and not has_areas(Catalogue())
    )
    assert street_record(Catalogue(own=known)).id == "addresses"
    assert street_record(Catalogue(own={"roads": known["roads"]}, included=(Catalogue(own=known),))).id == "roads", "its own goes first"
    assert street_record(Catalogue(own=known | {"addresses": record("none", id="addresses")})).id == "roads"
    assert street_record(Catalogue()) is None


def test_streets_with_the_areas_that_they_lie_in(qgis_app, tmp_path):
    path = tmp_path / "adressen.csv"
    path.write_text("street;x;y\nKerkstraat;1;1\nKerkstraat;11;1\nKerkstraat;12;1\nMolenweg;2;2\n;3;3\nVerweg;900;900\n")
    catalogue = Catalogue(own={"addresses": record("csv", path, id="addresses", crs="EPSG:31370")})
    said = Heard()
    found = list(catalogue_streets(layer({"name": ["West", "Oost"]}), catalogue, said))
    assert sorted(found) == [("Kerkstraat", 0), ("Kerkstraat", 1), ("Molenweg", 0)]
    assert "2 streets from 'addresses'." in said.notes
    with pytest.raises(Cancelled):
        list(catalogue_streets(layer({"name": ["West"]}), catalogue, Heard(cancel_after=0)))
    path.unlink()
    assert list(catalogue_streets(layer({"name": ["West"]}), catalogue, said)) == []
    assert said.warnings[-1].endswith("Only the names of areas are looked for.")


def test_the_extent_of_areas(qgis_app):
    found = extent_of(layer({"name": ["a", "b", "c"]}, [WEST, None, shapely.box(12, -3, 20, 4)]))
    assert (found.xMinimum(), found.yMinimum(), found.xMaximum(), found.yMaximum()) == (0, -3, 20, 10)
    assert found.crs().authid() == "EPSG:31370"


def test_areas_that_do_not_say_where_they_lie_are_told_for_plans_of_several_municipalities():
    areas = [Area("Noordwijk", nis_code="99001"), Area("Zuidwijk"), Area("Westwijk")]
    said = Heard()
    gazetteer(areas, [], plan(VELM), said)
    gazetteer(areas[:1], [], plan(VELM, GENT), said)
    assert said.warnings == []
    gazetteer(areas, [], plan(VELM, GENT), said)
    assert len(said.warnings) == 1 and said.warnings[0].startswith("The plan has 2 municipalities, and 2 of 3 areas do not say")
