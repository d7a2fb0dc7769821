"""The municipalities beside the real boundaries, and what people type for them."""

import pytest
from opgavenkaart.processing.model.municipalities import BRUSSELS, find_brussels, find_municipality, municipalities

CENTRES = {
    "Aalst": "41002", "Antwerpen": "11002", "Brugge": "31005", "Genk": "71016", "Gent": "44021", "Hasselt": "71072", "Kortrijk": "34022",
    "Leuven": "24062", "Mechelen": "12025", "Oostende": "35013", "Roeselare": "36015", "Sint-Niklaas": "46021", "Turnhout": "13040",
}  # fmt: skip


def test_there_are_285_since_the_mergers():
    """15 municipalities became 7 in 2019, 28 became 13 in 2025: 308 - 15 + 7 = 300, and 300 - 28 + 13 = 285."""
    found = municipalities()
    assert len(found) == 285
    assert [one.name for one in found.values()] == sorted(one.name for one in found.values())
    merged = {year: [one for one in found.values() if one.merged == year] for year in (0, 2019, 2025)}
    assert (len(merged[2019]), len(merged[2025])) == (7, 13) and not any(one.formerly for one in merged[0])
    before = {year: sum(max(len(one.formerly), 2) for one in merged[year]) for year in (2019, 2025)}  # Antwerpen kept its code
    assert before == {2019: 15, 2025: 28}


def test_mergers_are_those_that_statbel_registered(shared_data):
    """The list of REFNIS, of which 11002 (Antwerpen) went on under its own code."""
    import pandas

    said = pandas.read_csv(shared_data / "public/tables/crosswalk/derived_mergers_flanders_2019_2025.csv", sep=";", dtype=str)
    said = said[said.old_nis != said.new_nis]
    merged = [one for one in municipalities().values() if one.merged]
    known = [(f"{one.merged}-01-01", nis, name, one.nis, one.name) for one in merged for nis, name in one.formerly.items()]
    assert sorted(known) == sorted(said[["valid_from", "old_nis", "old_name", "new_nis", "new_name"]].itertuples(index=False, name=None))


def test_the_thirteen_centre_cities_have_their_codes():
    assert {name: find_municipality(name).nis for name in CENTRES} == CENTRES


@pytest.mark.parametrize(
    ("text", "nis"),
    [("gent", "44021"), ("44021", "44021"), ("Gent (44021)", "44021"), ("Kruibeke", "46030"), ("71022", "71072"), ("Wingene", "37021"),
     ("Kruibeke (46013) > Beveren-Kruibeke-Zwijndrecht (46030)", "46030"), (" Melle ", "44088"), ("sint niklaas", "46021"),
     ("Sínt-Niklaas", "46021"), ("Puurs", "12041"), ("zomergem", "44085"), ("72040", "72042"), ("Deinze", "44083")],
)  # fmt: skip
def test_names_and_codes_of_now_and_before(text, nis):
    assert find_municipality(text).nis == nis


def test_nothing_is_guessed():
    assert find_municipality("Luik") is None
    assert find_municipality("") is None


def test_brussels_is_told_from_a_name_that_was_misspelt():
    """19 municipalities, of which Flanders has none; 'Brussel' itself differs between the languages."""
    assert len(BRUSSELS) == 19 and not {*BRUSSELS} & {*municipalities()}
    assert (find_brussels("brussel").nl, find_brussels("Bruxelles").en) == ("Brussel", "Brussels")
    assert find_brussels("Ixelles").nl == find_brussels("21009").nl == "Elsene"
    assert find_brussels("Beersel") is None and find_brussels("") is None


def test_extents_hold_the_real_boundaries(shared_data):
    """Each extent is the boundary's own, rounded outwards to the metre."""
    import geopandas

    real = geopandas.read_file(shared_data / "vlaanderen" / "gemeenten-2025.shp")
    flemish = real[~real.geoitem.str.startswith("21")].set_index("geoitem")
    assert set(flemish.index) == set(municipalities())
    for nis, bounds in flemish.geometry.bounds.iterrows():
        given = municipalities()[nis].extent
        inside = (bounds.minx - given[0], bounds.miny - given[1], given[2] - bounds.maxx, given[3] - bounds.maxy)
        assert all(0 <= gap <= 1 for gap in inside)
