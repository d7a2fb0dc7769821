"""The algorithm `estimate_population`: two areas by hand, codes of other years, the demo city whose truth is known, and bad input."""

import datetime

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.ages import AGES
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.region import FIVE_YEARS, make_region
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.town import Town
from qgis.core import QgsProcessingException, QgsVectorLayer

SQUARES = [f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))" for x in range(0, 1000, 100)]


def table(layer):
    return read_features(layer)[0].table


def areas(*codes, nis="44021"):
    rows = [(SQUARES[row], code, nis) for row, code in enumerate(codes)]
    return memory_layer("Polygon", rows, "sector_code:string,nis_code:string", name="areas")


def rows(name, fields, *values):
    return memory_layer("None", [(None, *row) for row in values], fields, name=name)


def asked(**others):
    """Two areas of 100 people, of which 10 and 30 were under five at the census; the municipality has 40 of them today."""
    given = {
        "UNITS": areas("44021A01-", "44021A02-"),
        "PROFILE": rows("census", "sector_code:string,0-4:integer,5+:integer", ("44021A01-", 10, 90), ("44021A02-", 30, 70)),
        "TOTALS": rows("today", "sector_code:string,inhabitants:integer", ("44021A01-", 100), ("44021A02-", 100)),
        "MARGINS": rows("ages", "nis_code:string,0-2:integer,3-4:integer,5+:integer", ("44021", 30, 10, 160), ("11002", 300, 100, 1600)),
        "CLASSES": "0-2",
        "OUTPUT": "memory:",
    }
    return given | others


def test_two_areas_by_hand(run_algorithm):
    """Three quarters of those under five are under three: 7.5 and 22.5, in whole persons."""
    ran = run_algorithm("estimate_population", asked(OUTPUT_ERRORS="memory:"))
    found = table(ran["OUTPUT"])
    assert found["aged_0_2"].sum() == 30 and set(found["aged_0_2"]) in ({7, 23}, {8, 22})
    assert (found["aged_0_2_low"] < found["aged_0_2"]).all() and (found["aged_0_2"] < found["aged_0_2_high"]).all()
    assert found["inhabitants"].tolist() == [100, 100] and (found["aged_0_2_se"] > 0).all()
    assert set(found["value_kind"]) == {"estimated"} and set(found["value_test"]) == {"untested_per_sector"}
    assert list(found)[:2] == ["sector_code", "nis_code"]
    counts = {name: ran[name] for name in ("UNIT_COUNT", "MISSING_COUNT", "SCALED_COUNT", "INHABITANTS", "ESTIMATE_COUNT")}
    assert counts == {"UNIT_COUNT": 2, "MISSING_COUNT": 0, "SCALED_COUNT": 0, "INHABITANTS": 200, "ESTIMATE_COUNT": 2}
    errors = table(ran["OUTPUT_ERRORS"]).set_index("field")
    assert errors["method"].to_dict() == {"aged_0_2": "ages", "living_alone_65_plus": "living_alone"}
    assert errors["left_out"].tolist() == [0, 0] and set(errors["tested"]) == {"untested_per_sector"}


def test_a_census_of_2024_codes_on_areas_of_2025(run_algorithm):
    """A01- was divided in two of 100 m x 100 m: half of its people under five each."""
    given = asked(UNITS=areas("44021A01K", "44021A01L", "44021A02-"))
    given["PROFILE"] = rows("census", "sector_code:string,0-4:integer,5+:integer", ("44021A01-", 20, 180), ("44021A02-", 30, 70))
    given["TOTALS"] = rows("today", "sector_code:string,inhabitants:integer", ("44021A01K", 80), ("44021A01L", 20), ("44021A02-", 100))
    ran = run_algorithm("estimate_population", given)
    found = table(ran["OUTPUT"]).set_index("sector_code")
    assert found["inhabitants"].to_dict() == {"44021A01K": 80, "44021A01L": 20, "44021A02-": 100}
    assert found["aged_0_2"].sum() == 30 and found.loc["44021A01L", "aged_0_2"] < found.loc["44021A01K", "aged_0_2"] < 10
    said = "Table 'census' has codes of another year: 2 areas take their counts from rows under another code, divided by surface."
    assert said in ran.infos


def test_municipalities_of_before_a_merger(run_algorithm):
    """The ages of Beveren, Kruibeke and Zwijndrecht together are those of the municipality of 2025."""
    fields = "nis_code:string,0-2:integer,3-4:integer,5+:integer"
    margins = rows("ages", fields, ("46003", 10, 4, 100), ("46013", 10, 3, 30), ("11056", 10, 3, 30), ("44021", 1, 1, 1))
    ran = run_algorithm("estimate_population", asked(UNITS=areas("44021A01-", "44021A02-", nis="46030"), MARGINS=margins))
    assert table(ran["OUTPUT"])["aged_0_2"].sum() == 30 and ran["INHABITANTS"] == 200


def test_households_without_car_and_people_who_live_alone(run_algorithm):
    """The municipality has 30 of 150 households without a car and 60 of one person."""
    given = asked(CLASSES="0-2,5+")
    given["HOUSEHOLDS"] = rows("cars", "sector_code:string,households:integer,cars:integer", ("44021A01-", 50, 80), ("44021A02-", 100, 90))
    fields = "nis_code:string,households:integer,households_without_car:integer,one_person_households:integer"
    given["HOUSEHOLD_MARGINS"] = rows("homes", fields, ("44021", 150, 30, 60), ("11002", 900, 300, 400))
    ran = run_algorithm("estimate_population", given)
    found = table(ran["OUTPUT"])
    assert found["households_without_car"].sum() == 30 and found["households"].tolist() == [50, 100]
    assert found["households_without_car"][0] < found["households_without_car"][1]
    assert (found["households_without_car_low"] <= found["households_without_car"]).all() and ran["ESTIMATE_COUNT"] == 4
    plain = table(run_algorithm("estimate_population", asked())["OUTPUT"])
    assert found["living_alone_65_plus"].sum() > plain["living_alone_65_plus"].sum() > 0


def test_both_totals_are_said_where_a_municipality_has_another_than_its_areas(run_algorithm):
    """The areas have 200 inhabitants and 150 households; by age and by cars the municipality has 210 and 1,160."""
    margins = rows("ages", "nis_code:string,0-2:integer,3-4:integer,5+:integer", ("44021", 30, 10, 170))
    homes = rows("homes", "nis_code:string,households:integer,households_without_car:integer", ("44021", 1160, 300), ("11002", 900, 300))
    cars = rows("cars", "sector_code:string,households:integer,cars:integer", ("44021A01-", 50, 80), ("44021A02-", 100, 90))
    ran = run_algorithm("estimate_population", asked(MARGINS=margins, HOUSEHOLDS=cars, HOUSEHOLD_MARGINS=homes))
    assert ran["SCALED_COUNT"] == 1
    assert "Municipality 44021 has 210 inhabitants by age, and its areas together have 200: " in " ".join(ran.warnings)
    assert "Municipality 44021 has 1,160 households by number of cars, and its areas together have 150: " in " ".join(ran.warnings)


def test_areas_of_which_something_lacks_are_told_by_their_cause(run_algorithm):
    """A02- has no number of people, A03- no row in the profile, A04- neither people nor a row, A05- no count of those under five."""
    codes = [f"44021A0{number}-" for number in range(1, 6)]
    given = asked(UNITS=areas(*codes))
    people = zip(codes, (100, None, 50, 0, 50), strict=True)
    given["TOTALS"] = rows("today", "sector_code:string,inhabitants:integer", *people)
    census = (("44021A01-", 10, 90), ("44021A02-", 30, 70), ("44021A05-", None, 40))
    given["PROFILE"] = rows("census", "sector_code:string,0-4:integer,5+:integer", *census)
    ran = run_algorithm("estimate_population", given)
    found = table(ran["OUTPUT"]).set_index("sector_code")
    assert np.isnan(found.loc["44021A02-", "aged_0_2"]) and found["aged_0_2"].sum() == 30 and ran["MISSING_COUNT"] == 1
    assert found.loc["44021A02-", "value_kind"] is None and found.loc["44021A04-", "aged_0_2"] == 0
    assert ran.warnings == [
        "1 area has inhabitants today and no ages in the profile: it starts from the ages of its municipality.",
        "1 area lacks some ages in the profile, which count as nobody.",
        "1 area has no number of inhabitants, and gets no estimate.",
    ]
    assert "1 area has no inhabitants today: its estimates are 0." in ran.infos


def test_without_a_municipality_the_ages_stay(run_algorithm):
    given = asked(CLASSES="0-4")
    del given["MARGINS"], given["TOTALS"]
    ran = run_algorithm("estimate_population", given)
    assert table(ran["OUTPUT"])["aged_0_4"].tolist() == [10, 30]
    assert "No ages of the municipality were given: the areas together keep the ages of the profile." in ran.infos


def test_a_second_run_takes_the_place_of_the_first(run_algorithm):
    first = run_algorithm("estimate_population", asked())["OUTPUT"]
    again = table(run_algorithm("estimate_population", asked(UNITS=first))["OUTPUT"])
    assert sorted(again) == sorted(table(first)) and again["aged_0_2"].tolist() == table(first)["aged_0_2"].tolist()


PLACES = 40


def region_tables(made, keys):
    """Census, totals, ages, households and cars, as tables would have them."""
    codes = [f"{11001 + place}" for place in range(PLACES)]
    people = made.people.sum(axis=1)
    classes = [f"aged_{one}".replace("-", "_").replace("+", "_plus") for one in FIVE_YEARS]
    ages = [f"aged_{age}" for age in range(AGES - 1)] + ["aged_100_plus"]
    homes = {"households": made.households, "cars": made.cars, "households_without_car": made.without}
    homes |= {"one_person_households": made.alone.sum(axis=(1, 2))}
    homes = {name: made.by_municipality(one).astype(int) for name, one in homes.items() if name != "cars"}  # known from the sectors
    return {
        "PROFILE": pd.DataFrame(made.census, columns=classes).assign(sector_code=keys),
        "TOTALS": pd.DataFrame({"sector_code": keys, "inhabitants": people.sum(axis=1)}),
        "MARGINS": pd.DataFrame(made.by_municipality(people).astype(int), columns=ages).assign(nis_code=codes),
        "HOUSEHOLDS": pd.DataFrame({"sector_code": keys, "households": made.households, "cars": made.cars}),
        "HOUSEHOLD_MARGINS": pd.DataFrame(homes).assign(nis_code=codes),
    }


def test_a_region_with_its_report(run_algorithm, tmp_path):
    """40 municipalities: each is foretold by the others, totals stay, intervals hold the truth, and the report says all that."""
    made = make_region(4, PLACES)
    number = pd.Series(made.group).groupby(made.group).cumcount()
    keys = [f"{11001 + place}A{one:02d}-" for place, one in zip(made.group, number, strict=True)]
    nis = [key[:5] for key in keys]
    squares = [f"Polygon(({x} 0, {x + 1} 0, {x + 1} 1, {x} 1, {x} 0))" for x in range(len(keys))]
    given = {"UNITS": memory_layer("Polygon", list(zip(squares, keys, nis, strict=True)), "sector_code:string,nis_code:string")}
    for name, one in region_tables(made, keys).items():
        given[name] = str(tmp_path / f"{name.lower()}.csv")
        one.to_csv(given[name], index=False)
        kinds = ('"String"' if column.endswith("_code") else '"Integer"' for column in one)
        (tmp_path / f"{name.lower()}.csvt").write_text(",".join(kinds))
    report = tmp_path / "report.html"
    given |= {"CLASSES": "0-2, 65-79, 80+", "OUTPUT": "memory:", "OUTPUT_ERRORS": "memory:", "REPORT": str(report), "LANGUAGE": "en"}
    ran = run_algorithm("estimate_population", given)
    found, errors = table(ran["OUTPUT"]), table(ran["OUTPUT_ERRORS"]).set_index("field")
    assert (errors["left_out"] == PLACES).all() and (errors["points"] < 3).all() and errors["within"].between(0.75, 1).all()
    assert (errors["tested"].drop("living_alone_65_plus") == "municipalities, untested_per_sector").all()
    assert errors.loc["living_alone_65_plus", "tested"] == "municipalities_all_ages, untested_per_sector"
    ages = made.people.sum(axis=1)
    truths = {name: ages[:, part].sum(axis=1) for name, part in (("aged_0_2", slice(3)), ("aged_65_79", slice(65, 80)))}
    for name, truth in (truths | {"aged_80_plus": ages[:, 80:].sum(axis=1), "households_without_car": made.without}).items():
        held = ((found[f"{name}_low"] <= truth) & (truth <= found[f"{name}_high"])).mean()
        assert 0.8 <= held <= 0.98, (name, held)
        assert (found.groupby(nis)[name].sum().to_numpy() == made.by_municipality(truth)).all()
    text = report.read_text(encoding="utf-8")
    assert "per area nobody has tested the estimates" in text and "Households without a car" in text
    assert "Not tested here" not in text and "Living alone, all ages" in text and "Inhabitants of 80 years and over" in text


def test_real_tables_of_statbel(run_algorithm, shared_data, tmp_path):
    """1,502 sectors with the tables of all Belgium as they are published: households without a car stay those of the municipality."""
    folder = shared_data / "public/tables"
    cars, ages = tmp_path / "cars.csv", tmp_path / "census.csv"
    cars.write_bytes((folder / "statbel/TF_CAR_HH_SECTOR_2019.txt").read_bytes())
    census = pd.read_csv(folder / "statbel/census2021_S01_65plus_per_sector.csv").fillna(0)
    census.rename(columns={"x65": "65+", "rest": "0-64"})[["cd_sector", "0-64", "65+"]].to_csv(ages, index=False)
    given = {
        "UNITS": str(folder / "geometry/statistical_sectors_2021_simplified_15_municipalities.geojson"),
        "PROFILE": str(ages),
        "MARGINS": str(shared_data / "vlaanderen/bevolking-leeftijd-gemeenten-2015.csv"),
        "HOUSEHOLDS": str(cars),
        "HOUSEHOLD_MARGINS": str(folder / "municipality/derived_households_by_type_and_without_car_2019.csv"),
        "CLASSES": "65+",
    }
    ran = run_algorithm("estimate_population", given | {"OUTPUT": "memory:", "OUTPUT_ERRORS": "memory:"})
    found, errors = table(ran["OUTPUT"]), table(ran["OUTPUT_ERRORS"]).set_index("field")
    known = pd.read_csv(given["HOUSEHOLD_MARGINS"], sep=";").set_index("nis_code_2019")
    for code, part in found.groupby(found["CNIS5_2021"].astype(int)):
        share = part["households"].sum() / known.loc[code, "households_private"]
        assert part["households_without_car"].sum() == round(known.loc[code, "households_without_car"] * share), code
    assert errors["left_out"].to_dict() == {"aged_65_plus": 308, "living_alone_65_plus": 293, "households_without_car": 570}
    assert errors.loc["households_without_car", "points"] < 1.1 and errors["within"].between(0.88, 0.96).all()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CLASSES": "young"}, "CLASSES: 'young' is no class of ages such as 0-2, 80+ or 7"),
        ({"CLASSES": " "}, "CLASSES is empty"),
        ({"CLASSES": "0-3"}, "The ages 0-3 cannot be made from the classes of the municipalities, which are 0-2, 3-4, 5"),
        ({"PROFILE": rows("census", "sector_code:string,x:integer", ("44021A01-", 1))}, "Layer 'census' has no ages"),
    ],
)
def test_bad_input_is_said_in_a_sentence(run_algorithm, changed, said):
    with pytest.raises(QgsProcessingException, match=said.replace("(", r"\(").replace("+", r"\+")):
        run_algorithm("estimate_population", asked(**changed))


def test_a_cancel_leaves_no_file(run_algorithm, tmp_path):
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("estimate_population", asked(OUTPUT=str(tmp_path / "out.gpkg")), feedback=RecordingFeedback(cancel_at="Estimating"))
    assert not list(tmp_path.iterdir())


def test_an_estimate_in_a_challenge(run_algorithm, tmp_path):
    """The layer serves as the record `population_estimates`: values, their standard errors, and that they are estimated."""
    codes = [f"44021A0{number}-" for number in range(1, 7)]
    town = Town(tmp_path, keys=codes)
    children, people = [10, 30, 20, 5, 15, 20], [100, 120, 90, 80, 110, 100]
    census = rows("census", "sector_code:string,0-4:integer,5+:integer", *zip(codes, children, [80] * 6, strict=True))
    today = rows("today", "sector_code:string,inhabitants:integer", *zip(codes, people, strict=True))
    margins = rows("ages", "name:string,0-2:integer,3-4:integer,5+:integer", ("Gent", 60, 40, 500))
    given = {"UNITS": str(tmp_path / "statistical_sectors.gpkg"), "PROFILE": census, "TOTALS": today, "MARGINS": margins, "CLASSES": "0-2"}
    run_algorithm("estimate_population", given | {"OUTPUT": str(tmp_path / "estimates.gpkg")})
    fields = {"sector_code": {}, "inhabitants": {}, "aged_0_2": {"kind": "estimated"}}
    source = {"kind": "gpkg", "path": "estimates.gpkg"}
    town.record("population_estimates", source, geometry="none", key="sector_code", fields=fields)
    below = {"layer": "population_estimates", "measure": "attribute", "field": "inhabitants"}
    young = {"id": "young", "layer": "population_estimates", "field": "aged_0_2", "denominator": below, "scale": 100}
    paths = town.write(town.challenge(young))
    collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
    measured = index_challenge(collected, datetime.date(2026, 1, 1)).measured
    found = table(QgsVectorLayer(str(tmp_path / "estimates.gpkg"), "estimates", "ogr"))
    assert found["aged_0_2"].sum() == 60
    assert measured.values["young"].tolist() == pytest.approx((100 * found["aged_0_2"] / people).tolist())
    assert measured.errors["young"].tolist() == pytest.approx((100 * found["aged_0_2_se"] / people).tolist())
