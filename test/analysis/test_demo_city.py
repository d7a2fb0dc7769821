"""The generated city: complete, consistent, connected, the same every time."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis import demo_city
from opgavenkaart.processing.analysis.demo_city.people import make_energy_use, make_income, make_mobility
from opgavenkaart.processing.analysis.demo_city.setting import kinds
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.challenge import builtin_challenges, read_challenge
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import Progress

ROOT = Path(__file__).parents[2]
AGES = ["aged_0_2", "aged_3_5", "aged_6_11", "aged_12_17", "aged_18_64", "aged_65_79", "aged_80_plus"]
TABLES = ["population", "income", "energy_use", "mobility", "housing_waiting_list", "actor_links", "multi_year_plan"]
DAY_HOURS = r"((Mo|Tu|We|Th|Fr|Sa|Su)([-,](Mo|Tu|We|Th|Fr|Sa|Su))* \d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)*|(PH|SH)(,(PH|SH))* off)"


@pytest.fixture(scope="module")
def city():
    return demo_city.generate(1)


@pytest.fixture(scope="module")
def sectors(city):
    return city["statistical_sectors"]


def digest(layers) -> str:
    """A hash of every geometry and value."""
    total = hashlib.sha256()
    for name, layer in layers.items():
        total.update(name.encode())
        total.update(b"".join(wkb or b"-" for wkb in shapely.to_wkb(layer.geometry)))
        total.update(layer.table.to_csv(float_format="%r").encode())
    return total.hexdigest()


def sector_of(sectors, points) -> np.ndarray:
    point, sector = shapely.STRtree(sectors.geometry).query(points, predicate="within")
    assert (point == np.arange(len(points))).all(), "every point lies in one sector"
    return sector


def directed(roads) -> nx.DiGraph:
    """The roads as a graph, made with networkx from the ends of the lines."""
    graph = nx.DiGraph()
    for line, one_way in zip(roads.geometry, roads.table["one_way"], strict=True):
        start, end = line.coords[0], line.coords[-1]
        if one_way >= 0:
            graph.add_edge(start, end)
        if one_way <= 0:
            graph.add_edge(end, start)
    return graph


OF_PUBLIC_SOURCES = {
    "ages_by_municipality", "census_ages", "households_by_municipality", "meeting_places", "population_estimates", "railway_stations",
    "speed_limits", "unfit_dwellings", "vulnerability",
}  # fmt: skip
FIELDS_OF_PUBLIC_SOURCES = {
    "mobility": ("households",), "addresses": ("nis_code", "status"), "roads": ("status",), "buildings": ("building_type",),
    "childcare": ("type",), "care_homes": ("type",), "service_centres": ("type",),
}  # fmt: skip
"""What the document has for public sources alone: a city that has its own data needs none of it."""


def records_of_the_document() -> dict[str, list[str]]:
    """Records and canonical fields as docs/records.md lists them."""
    found = {}
    for line in (ROOT / "docs" / "records.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        record = re.fullmatch(r"`(\w+)`", cells[0])
        if len(cells) == 3 and record:
            key = re.findall(r"table on `(\w+)`", cells[1])
            plain = re.sub(r"\([^)]*\)", "", cells[2].replace("`y2026` ... `y2031`", " ".join(f"`y{year}`" for year in range(2026, 2032))))
            found[record[1]] = key + re.findall(r"`(\w+)`", plain)
    return found


def test_every_record_of_the_vocabulary_with_its_fields(city):
    wanted = records_of_the_document()
    assert wanted.pop("grey_basemap") == []
    assert wanted.pop("heat_map") == ["degrees"], "a raster, made of the layers"
    assert set(wanted) - set(city) == OF_PUBLIC_SOURCES
    fields = {name: [field for field in wanted[name] if field not in FIELDS_OF_PUBLIC_SOURCES.get(name, ())] for name in city}
    assert {name: list(layer.table) for name, layer in city.items()} == fields
    assert all(set(more) <= set(wanted[name]) for name, more in FIELDS_OF_PUBLIC_SOURCES.items())


def test_tables_have_no_geometry_and_layers_are_in_lambert_72(city):
    for name, layer in city.items():
        assert len(layer) > 0
        assert layer.crs == ("" if name in TABLES else "EPSG:31370")
        assert shapely.is_missing(layer.geometry).all() == (name in TABLES)
        assert list(layer.table.index) == list(range(len(layer)))


def test_same_seed_gives_the_same_bits_in_another_process(city):
    script = (
        f"import sys; sys.path[:0] = [{str(ROOT / 'build' / 'plugins')!r}, {str(Path(__file__).parent)!r}];"
        "from test_demo_city import demo_city, digest; print(digest(demo_city.generate(1)))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-P", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digest(city)


def test_another_seed_gives_another_city_with_the_same_neighbourhoods(city):
    other = demo_city.generate(2)
    assert not shapely.equals(other["municipality"].geometry[0], city["municipality"].geometry[0])
    assert not other["population"].table["inhabitants"].equals(city["population"].table["inhabitants"])
    pd.testing.assert_frame_equal(other["neighbourhoods"].table, city["neighbourhoods"].table)


def test_size(city, sectors):
    assert 180 <= len(sectors) <= 220
    assert 18 <= len(city["neighbourhoods"]) <= 24
    assert 28_000 <= len(city["addresses"]) <= 33_000
    assert 18_000 <= len(city["buildings"]) <= 23_000
    assert 60 <= len(city["multi_year_plan"]) <= 100
    assert 50e6 < city["municipality"].geometry[0].area < 70e6


def test_codes(sectors):
    assert sectors.table["sector_code"].str.fullmatch(r"99001[A-Z]\d\d-").all()
    assert sectors.table["sector_code"].is_unique
    assert sectors.table["sector_name"].is_unique


def test_sectors_partition_the_municipality(city, sectors):
    whole = city["municipality"].geometry[0]
    assert shapely.is_valid(sectors.geometry).all()
    assert (shapely.get_type_id(sectors.geometry) == shapely.GeometryType.POLYGON).all()
    assert shapely.area(sectors.geometry).sum() == pytest.approx(whole.area, rel=1e-12)
    one, other = shapely.STRtree(sectors.geometry).query(sectors.geometry, predicate="intersects")
    pairs = one < other
    assert shapely.area(shapely.intersection(sectors.geometry[one[pairs]], sectors.geometry[other[pairs]])).max() < 1e-6
    assert shapely.symmetric_difference(shapely.union_all(sectors.geometry), whole).area < 1e-6


def test_neighbours_share_every_vertex_of_their_border(city, sectors):
    """Each segment of a border stands in two sectors, or in one and then it is the municipality's."""
    segments = {}
    for ring in shapely.get_rings(sectors.geometry):
        points = [tuple(point) for point in shapely.get_coordinates(ring)]
        for pair in zip(points, points[1:], strict=False):
            segments.setdefault(frozenset(pair), []).append(pair)
    assert {len(found) for found in segments.values()} == {1, 2}
    alone = sum(np.hypot(start[0] - end[0], start[1] - end[1]) for ((start, end), *more) in segments.values() if not more)
    assert alone == pytest.approx(city["municipality"].geometry[0].length, rel=1e-9)


def test_neighbourhoods_are_whole_sectors(city, sectors):
    areas = pd.Series(shapely.area(sectors.geometry)).groupby(sectors.table["neighbourhood_code"]).sum()
    codes = city["neighbourhoods"].table["neighbourhood_code"]
    assert areas.loc[codes].to_numpy() == pytest.approx(shapely.area(city["neighbourhoods"].geometry))


def test_roads_hang_together_and_every_place_reaches_every_other(city):
    graph = directed(city["roads"])
    assert nx.is_strongly_connected(graph)
    assert (city["roads"].table["one_way"] != 0).sum() > 100
    assert set(city["roads"].table["one_way"]) == {-1, 0, 1}


def test_roads_meet_in_their_ends_only(city):
    roads = city["roads"].geometry
    one, other = shapely.STRtree(roads).query(roads, predicate="crosses")
    assert len(one) == 0
    one, other = shapely.STRtree(roads).query(roads, predicate="overlaps")
    assert len(one) == 0


def test_buildings_stand_in_no_water_and_hardly_on_each_other(city):
    buildings, water = city["buildings"].geometry, city["water"].geometry
    assert len(shapely.STRtree(water).query(buildings, predicate="intersects")[0]) == 0
    one, other = shapely.STRtree(buildings).query(buildings, predicate="intersects")
    pairs = one < other
    shared = shapely.area(shapely.intersection(buildings[one[pairs]], buildings[other[pairs]])).sum()
    assert shared < 0.005 * shapely.area(buildings).sum()


def test_addresses_are_at_the_door(city):
    near, _ = shapely.STRtree(city["buildings"].geometry).query(city["addresses"].geometry, predicate="dwithin", distance=1.0)
    assert len(np.unique(near)) == len(city["addresses"])
    assert not city["addresses"].table.duplicated(["street", "house_number"]).any()
    assert set(city["addresses"].table["street"]) <= set(city["roads"].table["name"])


def test_house_numbers_are_odd_on_one_side_and_even_on_the_other(city):
    """On straight stretches: the two sides of a road edge hold numbers of one parity each."""
    addresses, roads = city["addresses"], city["roads"]
    names = roads.table["name"].to_numpy()
    parities = {}
    straight = [line.length - np.hypot(*np.subtract(line.coords[0], line.coords[-1])) < 0.05 for line in roads.geometry]
    point, road = shapely.STRtree(roads.geometry).query_nearest(addresses.geometry)
    for row, edge in zip(point, road, strict=True):
        if straight[edge] and names[edge] == addresses.table["street"][row]:
            (x0, y0), (x1, y1) = roads.geometry[edge].coords[0], roads.geometry[edge].coords[-1]
            place = addresses.geometry[row]
            left = (x1 - x0) * (place.y - y0) - (y1 - y0) * (place.x - x0) > 0
            parities.setdefault((edge, left), set()).add(int(addresses.table["house_number"][row]) % 2)
    assert len(parities) > 100
    assert all(parity == {1 if left else 0} for (_, left), parity in parities.items())


def test_age_classes_add_up_to_the_inhabitants(city):
    table = city["population"].table
    assert (table[AGES].sum(axis=1) == table["inhabitants"]).all()
    assert (table["living_alone_65_plus"] <= table["aged_65_79"] + table["aged_80_plus"]).all()
    assert 60_000 < table["inhabitants"].sum() < 90_000


def test_dwellings_of_buildings_addresses_and_households_agree(city, sectors):
    at_addresses = np.bincount(sector_of(sectors, city["addresses"].geometry), city["addresses"].table["dwellings"], len(sectors))
    middle = shapely.centroid(city["buildings"].geometry)
    in_buildings = np.bincount(sector_of(sectors, middle), city["buildings"].table["dwellings"], len(sectors))
    households = city["population"].table["households"].to_numpy()
    assert (at_addresses == in_buildings).all()
    assert (households <= at_addresses).all()
    assert 0.95 < households.sum() / at_addresses.sum() < 0.98


def test_only_homes_have_dwellings_and_labels(city):
    table = city["buildings"].table
    homes = table["function"] == "dwelling"
    assert set(table["function"]) == {"dwelling", "school", "office", "industry", "public"}
    assert (table["dwellings"] > 0).equals(homes)
    assert table["energy_label"][~homes].isna().all()
    assert set(table["energy_label"].dropna()) == set("ABCDEF")


def test_estates_hold_the_dwellings_of_their_buildings(city):
    estates, buildings = city["social_housing"], city["buildings"]
    building, estate = shapely.STRtree(estates.geometry).query(shapely.centroid(buildings.geometry), predicate="within")
    counted = np.bincount(estate, buildings.table["dwellings"].to_numpy()[building], len(estates))
    assert (counted == estates.table["dwellings"]).all()


def test_trap_null_geometries(city):
    assert shapely.is_missing(city["parks"].geometry).sum() == 3
    assert shapely.is_missing(city["citizen_initiatives"].geometry).sum() == 3


def test_trap_one_polygon_crosses_itself(city):
    invalid = {
        name: shapely.is_valid_reason(layer.geometry[~shapely.is_valid(layer.geometry) & ~shapely.is_missing(layer.geometry)])
        for name, layer in city.items()
    }
    assert [name for name, reasons in invalid.items() if len(reasons)] == ["flood_areas"]
    assert [reason.split("[")[0] for reason in invalid["flood_areas"]] == ["Self-intersection"]


def test_trap_sectors_without_values(city):
    income, population = city["income"].table, city["population"].table
    assert (income["median_income"].isna() == (income["tax_returns"] <= 20)).all()
    assert 5 <= income["median_income"].isna().sum() <= 40
    few = population["sector_code"][population["households"] < 5]
    assert len(few) >= 1
    for name in ("income", "mobility"):
        assert set(population["sector_code"]) - set(city[name].table["sector_code"]) == set(few)
    energy = city["energy_use"].table
    assert energy["gas_kwh"].isna().equals(energy["gas_connections"].isna())
    assert energy["gas_connections"].min() >= 10
    assert energy["gas_kwh"].isna().any()


def test_trap_names_in_capitals_and_unknown_years(city, sectors):
    capitals = sectors.table["sector_name"].str.isupper()
    assert 0.2 < capitals.mean() < 0.5
    assert 0 < city["buildings"].table["built_year"].isna().mean() < 0.03


def by_neighbourhood(city, sectors, values) -> pd.Series:
    """Sector values added up per neighbourhood, by name."""
    names = city["neighbourhoods"].table.set_index("neighbourhood_code")["name"]
    return pd.Series(np.asarray(values, dtype="float64")).groupby(sectors.table["neighbourhood_code"].map(names)).sum()


def test_planted_poor_badly_insulated_hot_pockets_in_the_old_belt(city, sectors):
    buildings = city["buildings"]
    sector = sector_of(sectors, shapely.centroid(buildings.geometry))
    homes = buildings.table["dwellings"].to_numpy() * buildings.table["energy_label"].notna()
    bad = np.bincount(sector, homes * buildings.table["energy_label"].isin(["E", "F"]), len(sectors))
    share = by_neighbourhood(city, sectors, bad) / by_neighbourhood(city, sectors, np.bincount(sector, homes, len(sectors)))
    assert set(share.nlargest(3).index) == {"Blekerijwijk", "Weverskwartier", "Statiewijk"}
    income = sectors.table.merge(city["income"].table, how="left", on="sector_code")["median_income"]
    names = city["neighbourhoods"].table.set_index("neighbourhood_code")["name"]
    usual = income.groupby(sectors.table["neighbourhood_code"].map(names)).median()
    assert set(usual.nsmallest(4).index) == {"Blekerijwijk", "Weverskwartier", "Statiewijk", "Ruiterveld"}
    heat = city["heat_islands"]
    belt = city["neighbourhoods"].geometry[names.tolist().index("Blekerijwijk")]
    edge = city["neighbourhoods"].geometry[names.tolist().index("Sint-Godelieve")]
    mean = [(shapely.area(shapely.intersection(heat.geometry, place)) * heat.table["degrees"]).sum() / place.area for place in (belt, edge)]
    assert mean[0] > mean[1] + 2


def test_planted_young_in_the_east_and_old_in_the_west(city, sectors):
    population = city["population"].table
    everyone = by_neighbourhood(city, sectors, population["inhabitants"])
    children = by_neighbourhood(city, sectors, population["aged_0_2"]) / everyone
    oldest = by_neighbourhood(city, sectors, population["aged_80_plus"]) / everyone
    large = everyone > 500
    assert set(children[large].nlargest(3).index) == {"Molenkouter", "Zonnewijzer", "Oosterlede"}
    assert set(oldest[large].nlargest(3).index) == {"Zilverberk", "Ter Elst", "Ransdonk"}
    childcare = city["childcare"]
    places = by_neighbourhood(city, sectors, np.bincount(sector_of(sectors, childcare.geometry), childcare.table["places"], len(sectors)))
    lacking = ["Molenkouter", "Zonnewijzer", "Oosterlede"]
    others = everyone.index.difference(lacking)
    small = by_neighbourhood(city, sectors, population["aged_0_2"])
    assert places[lacking].sum() / small[lacking].sum() < 0.5 * places[others].sum() / small[others].sum()


def test_schools_are_full_where_they_lack(city, sectors):
    schools = city["schools"]
    young = schools.table["level"] != "secondary"
    name = city["neighbourhoods"].table.set_index("neighbourhood_code")["name"]
    place = sectors.table["neighbourhood_code"].map(name).to_numpy()[sector_of(sectors, schools.geometry)]
    full = schools.table["pupils"] >= schools.table["places"]
    lacking = np.isin(place, ["Molenkouter", "Zonnewijzer", "Oosterlede"])
    assert full[young & lacking].all()
    assert not full[~lacking].any()


def test_opening_hours_are_in_osm_syntax(city):
    hours = city["community_buildings"].table["opening_hours"]
    assert hours.str.fullmatch(f"{DAY_HOURS}(; {DAY_HOURS})*").all()
    assert set(city["community_buildings"].table["building_id"]) <= set(city["buildings"].table["building_id"])


def test_actors_play_roles_of_the_built_in_challenges(city):
    roles = {role.id for id in builtin_challenges() for role in read_challenge(id).roles}
    assert set(city["actors"].table["role"]) == roles
    links, known = city["actor_links"].table, set(city["actors"].table["actor_id"])
    assert set(links["from_actor"]) | set(links["to_actor"]) <= known
    assert not links.duplicated(["from_actor", "to_actor"]).any()
    assert (links["from_actor"] != links["to_actor"]).all()


def test_measures_refer_to_each_other_actors_and_challenges(city):
    measures = city["measures"].table.set_index("measure_id")
    assert set(measures["challenge"]) == set(builtin_challenges())
    assert set(measures["actor_id"]) <= set(city["actors"].table["actor_id"])
    excludes = {(id, other) for id, others in measures["excludes"].dropna().items() for other in others.split(",")}
    requires = {(id, other) for id, others in measures["requires"].dropna().items() for other in others.split(",")}
    assert len(excludes) >= 10
    assert len(requires) >= 10
    assert {(other, id) for id, other in excludes} == excludes, "what excludes is excluded"
    assert {other for _, other in excludes | requires} <= set(measures.index)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(requires))
    assert not excludes & requires


def test_multi_year_plan_repeats_codes_under_other_objectives(city):
    plan = city["multi_year_plan"].table
    assert plan.duplicated(["ap_code", "ac_code"]).any()
    assert not plan.duplicated(["bd_code", "ap_code", "ac_code"]).any()
    assert plan["policy_field"].str.fullmatch(r"\d{4}").all()
    assert (plan[[f"y{year}" for year in range(2026, 2032)]].sum(axis=1) > 0).all()


@pytest.mark.parametrize("challenge", builtin_challenges())
def test_the_plan_has_actions_for_each_challenge_and_some_for_none(city, challenge):
    bbc = read_challenge(challenge).bbc
    plan = city["multi_year_plan"].table
    by_field = plan["policy_field"].isin(bbc.policy_fields)
    by_word = (plan["ac_short"] + " " + plan["ac_long"]).str.lower().str.contains("|".join(map(re.escape, bbc.words)))
    assert by_field.sum() >= 3
    assert by_word.sum() >= 3
    assert (by_word & ~by_field).any(), "a word finds what the policy field does not"
    assert (~by_word & ~by_field).sum() > len(plan) / 2


def test_policy_fields_exist(city, shared_data):
    fields = pd.read_csv(shared_data / "bbc" / "beleidsvelden.csv", dtype=str)
    assert set(city["multi_year_plan"].table["policy_field"]) <= set(fields["code"])


class CancelledAtStep(Progress):
    def __init__(self, name):
        self.name, self.cancelled = name, False

    def step(self, name, **values):
        self.cancelled = name == self.name
        super().step(name, **values)

    def is_cancelled(self):
        return self.cancelled


@pytest.mark.parametrize("step", ["Drawing the town plan", "Distributing the inhabitants"])
def test_cancel(step):
    with pytest.raises(Cancelled):
        demo_city.generate(1, CancelledAtStep(step))


def test_small_numbers_are_hidden_from_where_they_begin():
    """Fewer than five households, 20 tax returns or fewer, fewer than ten connections: as Statbel and Fluvius do."""
    households = np.tile(np.arange(3, 60), 5)
    profile = pd.DataFrame(
        {"sector_code": [f"s{row}" for row in range(len(households))], "kind": kinds().index[0], "wealth": 0.0, "old": 1.0}
    )
    profile = profile.assign(badness=0.0, size=2.2, dwellings=households, estate=0.0)
    population = Features("population", np.full(len(households), None, dtype=object), pd.DataFrame({"households": households}))
    income, use = make_income(1, profile, population).table, make_energy_use(1, profile, population).table
    assert (
        income["sector_code"].tolist()
        == make_mobility(1, profile, population).table["sector_code"].tolist()
        == [f"s{row}" for row, number in enumerate(households) if number >= 5]
    )
    assert {20, 21} <= set(income["tax_returns"]) and (income["median_income"].notna() == (income["tax_returns"] >= 21)).all()
    assert (use["electricity_connections"].notna() == (households >= 10)).all() and use["electricity_connections"].min() == 10
    known = use["gas_connections"].dropna()
    assert known.min() >= 10 and use["gas_kwh"].notna().tolist() == use["gas_connections"].notna().tolist()
