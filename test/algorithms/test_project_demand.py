"""The algorithm `project_demand`: a place by hand, the demo city with a programme, ages of all Flanders brought down, and bad input."""

import json

import numpy as np
import pytest
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import apply
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.demography import DEFAULT, read_demography
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from qgis.core import QgsProcessingException

SQUARES = [f"Polygon(({x} 0, {x + 100} 0, {x + 100} 100, {x} 100, {x} 0))" for x in (0, 100, 200)]
AGES = ("aged_0_2", "aged_3_17", "aged_18_64", "aged_65_plus")
POPULATION = "code:string," + ",".join(f"{name}:integer" for name in AGES) + ",inhabitants:integer"
EXAMPLES = RESOURCES.parent / "docs" / "examples" / "demand"
STILL = {
    "fertility": {}, "births": {"boys": 0.5, "male_mortality": 0, "female_mortality": 0}, "departures": {}, "arrivals": {},
    "mortality": {"male": {"0+": 0}, "female": {"0+": 0}}, "scenarios": {"low": {}, "mid": {}, "high": {}}, "uncertainty": {},
    "services": {"school": {"title": {"en": "School"}, "use": {"6": 1}, "costs": {"place": 1000, "temporary": 100, "years_to_build": 2}}},
    "households": {id: {"title": {"en": id}, "persons": {age: 1}} for id, age in (("family", "5"), ("single", "30"))},
    "mix": {"family": 0.5, "single": 0.5},
}  # fmt: skip


def units(count=3):
    return memory_layer(
        "Polygon", [(SQUARES[row], "abc"[row], f"Area {row}") for row in range(count)], "code:string,name:string", name="units"
    )


def people(*rows, fields=POPULATION):
    """A table with a code and its counts."""
    return memory_layer("None", [(None, *row) for row in rows], fields, name="people")


def counted(code, *ages):
    return code, *ages, sum(ages)


def rates(tmp_path, **changed):
    """A rates file of its own, of which parts differ from the default."""
    path = tmp_path / "rates.json"
    path.write_text(json.dumps(json.loads(DEFAULT.read_text(encoding="utf-8")) | changed), encoding="utf-8")
    return str(path)


def asked(**others):
    given = {
        "UNITS": units(),
        "POPULATION": people(*(counted(code, 30, 150, 600, 220) for code in "abc")),
        "START": 2026,
        "OUTPUT": "memory:",
    }
    return given | others


def table(layer):
    return read_features(layer)[0].table


def test_children_grow_up(run_algorithm, tmp_path):
    """Nobody dies, moves or is born: those of six in three years are those of three now."""
    born = people(*(("a", age, age + 1) for age in range(100)), fields="code:string,age:integer,persons:integer")
    seats = memory_layer("Point", [("Point(50 50)", 5)], "places:integer", name="seats")
    given = asked(UNITS=units(), POPULATION=born, CAPACITY=seats, RATES=rates(tmp_path, **STILL), SERVICE="school", HORIZON=3)
    ran = run_algorithm("project_demand", given | {"OUTPUT_YEARS": "memory:"})
    rows = table(ran["OUTPUT"]).set_index("code")
    assert rows.loc["a", ["demand_start", "demand_mid"]].tolist() == pytest.approx([7, 4])
    assert rows.loc["a", "shortage_year"] == 2026 and rows.loc["a", "shortage"] == pytest.approx(-1)
    assert np.isnan(rows.loc["b", "demand_mid"]) and (ran["UNIT_COUNT"], ran["MISSING_COUNT"], ran["SHORT_COUNT"]) == (3, 2, 1)
    assert (ran["DEMAND_START"], ran["DEMAND_MID"], ran["CAPACITY_HORIZON"]) == pytest.approx((7, 4, 5))
    assert (ran["POPULATION_START"], ran["POPULATION_HORIZON"]) == pytest.approx((5050, 5050))
    years = table(ran["OUTPUT_YEARS"])
    mid = years[(years["scenario"] == "mid") & (years["code"] == "a")]
    assert mid["demand"].tolist() == pytest.approx([7, 6, 5, 4]) and mid["capacity"].tolist() == [5] * 4


def test_new_dwellings_by_place_and_by_key(run_algorithm, tmp_path):
    """Ten dwellings of families in 2027, and eight of the usual mix, half families: five-year-olds in 2028, six in 2029."""
    nobody = people(*(counted(code, 0, 0, 0, 0) for code in "abc"))
    fields = "year:integer,dwellings:integer,family:integer,single:integer"
    points = memory_layer("Point", [("Point(250 50)", 2027, 10, 100, 0), ("Point(250 50)", 2027, 8, None, None)], fields, name="homes")
    keyed = memory_layer("None", [(None, 2027, 10, 100, 0, "c"), (None, 2027, 8, None, None, "c")], fields + ",code:string", name="homes")
    for homes in (points, keyed):
        given = asked(
            POPULATION=nobody, PROGRAMME=homes, RATES=rates(tmp_path, **STILL), SERVICE="school", HORIZON=2029, OUTPUT_YEARS="memory:"
        )
        years = table(run_algorithm("project_demand", given)["OUTPUT_YEARS"])
        mid = years[(years["scenario"] == "mid") & (years["code"] == "c")]
        assert mid["demand"].tolist() == pytest.approx([0, 0, 0, 14])
        assert mid["population"].tolist() == pytest.approx([0, 0, 18, 18])
        assert mid["newcomers"].tolist()[1:] == pytest.approx([0, 18, 0])


def test_planned_places_and_the_bill(run_algorithm, tmp_path):
    """Seven of six years old in each of ten years against no place until 2028: seven places short, three then planned."""
    steady = people(*(("a", age, 7) for age in range(100)), fields="code:string,age:integer,persons:integer")
    planned = memory_layer("None", [(None, "a", 2028, 3)], "code:string,year:integer,places:integer", name="planned")
    given = asked(UNITS=units(1), POPULATION=steady, PLANNED=planned, RATES=rates(tmp_path, **STILL), SERVICE="school", HORIZON=2030)
    ran = run_algorithm("project_demand", given)
    row = table(ran["OUTPUT"]).iloc[0]
    assert row[["capacity_start", "capacity_horizon", "shortage", "places_short"]].tolist() == pytest.approx([0, 3, 4, 7])
    assert row["shortage_year"] == 2026 and row["shortage_chance"] == 1
    assert (ran["COST_NOW"], ran["COST_AFTER"]) == (pytest.approx(7 * 1000 + 2 * 7 * 100),) * 2


def test_the_demo_city_with_a_programme(run_algorithm, demo_city, tmp_path):
    """What the toolbox gives for childcare: figures that hang together, a map with a legend, a report in words."""
    report, geopackage = tmp_path / "report.html", demo_city["GEOPACKAGE"]
    given = {
        "UNITS": f"{geopackage}|layername=statistical_sectors",
        "POPULATION": f"{geopackage}|layername=population",
        "CAPACITY": geopackage.replace("demo_city.gpkg", "childcare.geojson"),
        "PROGRAMME": str(EXAMPLES / "new_dwellings.csv"),
        "PLANNED": str(EXAMPLES / "planned_places.csv"),
        "START": 2026, "HORIZON": 2040, "REACH": 1000, "OUTPUT": "TEMPORARY_OUTPUT", "OUTPUT_AGES": "TEMPORARY_OUTPUT",
        "REPORT": str(report), "LANGUAGE": "en",
    }  # fmt: skip
    ran = run_algorithm("project_demand", given)
    rows, population = table(ran["OUTPUT"]), read_features_of(geopackage, "population")
    assert ran["POPULATION_START"] == population["inhabitants"].sum() and ran["MISSING_COUNT"] == 0
    assert rows["demand_start"].sum() == pytest.approx(0.45 * population["aged_0_2"].sum(), abs=0.2)
    assert ran["DEMAND_LOW"] < ran["DEMAND_MID"] < ran["DEMAND_HIGH"]
    assert (rows["band_low"] <= rows["band_high"]).all() and rows["shortage_chance"].between(0, 1).all()
    there, planned = read_layer(given["CAPACITY"])["places"].sum(), read_layer(given["PLANNED"])["places"].astype(int).sum()
    assert rows["capacity_start"].sum() == pytest.approx(there, abs=0.2) and ran["CAPACITY_HORIZON"] == pytest.approx(there + planned)
    check_levels(ran, rows, report.read_text(encoding="utf-8"))
    short = rows["shortage_year"].notna()
    assert short.sum() == ran["SHORT_COUNT"] and rows.loc[short, "shortage_year"].between(2026, 2040).all()
    assert (rows.loc[~short, "places_short"] == 0).all() and (rows.loc[short, "cost_after"] > 0).all()
    ages = table(ran["OUTPUT_AGES"])
    assert ages["aged_0_2"].tolist() == pytest.approx(population["aged_0_2"].tolist())
    text = report.read_text(encoding="utf-8")
    assert "Childcare, babies and toddlers" in text and "http" not in text.split("</style>")[1]
    assert "<li><b>People living alone</b>: " in text and "<b></b>" not in text
    layer = ran["OUTPUT"]
    apply(layer, Style("short_from", field="shortage_year", breaks=(2026, 2040)), theme(), Language("nl"))
    legend = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert legend[0] == "nu al tekort (2026)" and legend[-1] == "genoeg plaatsen tot 2040"


def check_levels(ran, rows, text):
    """What lacks in 2040 by level of areas, added up here from the areas of that one year; the sentences, table and numbers agree."""
    gap = rows["shortage"]
    by_neighbourhood = gap.groupby(rows["neighbourhood_code"]).sum()
    assert ran["SHORT_COUNT_HORIZON"] == (gap >= 1).sum() < ran["SHORT_COUNT"]
    assert ran["SHORTAGE_UNITS"] == pytest.approx(gap.clip(0).sum(), abs=0.2)
    assert ran["SHORTAGE_NEIGHBOURHOODS"] == pytest.approx(by_neighbourhood.clip(0).sum(), abs=0.2)
    assert ran["SHORTAGE_TOTAL"] == 0 > gap.sum(), "a city with places to spare"
    assert 0 < ran["SHORTAGE_LEAST"] < ran["SHORTAGE_UNITS"] == pytest.approx(ran["SHORTAGE_LEAST"] + ran["SHORTAGE_MOVABLE"])
    assert f"all areas together have {-gap.sum():.0f} places to spare" in text
    assert f"{(gap >= 1).sum()} of the {len(rows)} areas lack at least one place" in text
    assert f"Counted area by area, {gap.clip(0).sum():.0f} places are lacking in 2040" in text
    assert f"{(by_neighbourhood >= 1).sum()} of the {len(by_neighbourhood)} neighbourhoods lack at least one" in text
    moved = round(ran["SHORTAGE_UNITS"]) - round(ran["SHORTAGE_LEAST"])
    assert f"another division could solve at most {moved} of the {gap.clip(0).sum():.0f} without building" in text
    manual = " ".join((EXAMPLES.parents[1] / "demand.md").read_text(encoding="utf-8").split())
    assert (
        f"in 2040: {(gap >= 1).sum()} of the {len(rows)} areas lack at least one place. {gap.clip(0).sum():.0f} places are lacking area by"
        f" area,"
        f" {by_neighbourhood.clip(0).sum():.0f} by neighbourhood, {ran['SHORTAGE_LEAST']:.0f} with the best division within 1,000 m; all"
        f" areas"
        f" together have {-gap.sum():.0f} to spare."
    ) in manual
    assert text.count('<tr><th scope="row">') > 20 and f'<td class="n">{gap.clip(0).sum():.0f}</td><td></td></tr></tfoot>' in text
    phased = ran["COST_PHASED_LOW"], ran["COST_PHASED"], ran["COST_PHASED_HIGH"]
    assert phased[0] < phased[1] < phased[2] and phased[1] <= min(ran["COST_NOW"], ran["COST_AFTER"])
    assert 0 < ran["WAITING_LOW"] < ran["WAITING_HIGH"]
    assert (rows["cost_phased_low"] <= rows["cost_phased"] + 0.01).all() and (rows["cost_phased"] <= rows["cost_phased_high"] + 0.01).all()
    built = rows["places_to_build"] > 0
    assert rows.loc[built, "build_year"].between(2026, 2040).all() and rows.loc[~built, "build_year"].isna().all()


def read_features_of(geopackage, name):
    return read_layer(f"{geopackage}|layername={name}")


def read_layer(source):
    from qgis.core import QgsVectorLayer

    return table(QgsVectorLayer(source, "layer", "ogr"))


def test_the_same_seed_gives_the_same_futures(run_algorithm):
    bands = [table(run_algorithm("project_demand", asked(SEED=seed))["OUTPUT"])["band_high"].tolist() for seed in (3, 3, 4)]
    assert bands[0] == bands[1] != bands[2]


def test_a_later_run_replaces_its_own_fields(run_algorithm):
    first = run_algorithm("project_demand", asked())["OUTPUT"]
    again = table(run_algorithm("project_demand", asked(UNITS=first))["OUTPUT"])
    assert list(again) == list(table(first)) and list(again)[:2] == ["code", "name"]


def test_ages_by_sex_and_in_long_form(run_algorithm):
    """Statbel's own form, a row an age and sex, says the same as a column for each."""
    wide = people(
        ("a", 4, 6, 40, 60), ("b", 1, 1, 10, 20), fields="code:string,m_0_17:integer,v_0_17:integer,m_18_plus:integer,v_18_plus:integer"
    )
    rows = [("a", "M", "0-17", 4), ("a", "F", "0-17", 6), ("a", "M", "18+", 40), ("a", "F", "18+", 60)]
    rows += [("b", "M", "0-17", 1), ("b", "F", "0-17", 1), ("b", "M", "18+", 10), ("b", "F", "18+", 20)]
    long = people(*rows, fields="code:string,CD_SEX:string,CD_AGE:string,MS_POPULATION:integer")
    found = [table(run_algorithm("project_demand", asked(UNITS=units(2), POPULATION=one))["OUTPUT"]) for one in (wide, long)]
    assert found[0]["demand_mid"].tolist() == pytest.approx(found[1]["demand_mid"].tolist())
    assert found[0]["population_start"].tolist() == [110, 32]


def test_the_ages_of_2015_brought_down_to_neighbourhoods(run_algorithm, shared_data):
    """2,730 neighbourhoods by their tax returns: each municipality's ages stay to the person, and each neighbourhood's share too."""
    units, margins = f"{shared_data}/vlaanderen/wijken-ggw7-2024.gpkg", f"{shared_data}/vlaanderen/bevolking-leeftijd-gemeenten-2015.csv"
    given = {
        "UNITS": units,
        "MARGINS": margins,
        "TOTAL_FIELD": "n_aangiften",
        "START": 2015,
        "HORIZON": 5,
        "DRAWS": 20,
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    ran = run_algorithm("project_demand", given | {"OUTPUT_AGES": "TEMPORARY_OUTPUT"})
    ages = table(ran["OUTPUT_AGES"])
    places = table(ran["OUTPUT"]).set_index("geoitem")
    ages["gemeente"] = places.loc[ages["geoitem"], "gemeente"].to_numpy()
    found = ages.groupby("gemeente").sum(numeric_only=True)
    known = table(layer_of(margins)).set_index("CD_MUNTY_REFNIS").drop(columns="TX_MUNTY_DESCR_NL").astype(int)
    assert len(found) > 250 and (found.to_numpy() == known.loc[found.index].to_numpy()).all()
    assert ran["POPULATION_START"] == found["total"].sum() > 5_000_000
    returns = places.loc[ages["geoitem"], "n_aangiften"].to_numpy()
    whole = ages["gemeente"].map(known["totaal"]) / ages["gemeente"].map(places.groupby("gemeente")["n_aangiften"].sum())
    assert np.abs(ages["total"] - returns * whole).max() < 1


def layer_of(path):
    from qgis.core import QgsVectorLayer

    return QgsVectorLayer(path, "margins", "ogr")


def test_one_municipality_needs_no_key(run_algorithm):
    """Ages of the units are the seed, those of the municipality the totals; nobody is lost by rounding."""
    margin = memory_layer("None", [(None, "Town", 100, 400, 2000, 700)], "name:string," + ",".join(f"{name}:integer" for name in AGES))
    ran = run_algorithm("project_demand", asked(MARGINS=margin, OUTPUT_AGES="memory:"))
    ages = table(ran["OUTPUT_AGES"])
    assert ages[list(AGES)].sum().tolist() == [100, 400, 2000, 700]
    assert sorted(ages["total"]) == [1066, 1067, 1067]
    assert any("other totals than their units" in warning for warning in ran.warnings)


@pytest.mark.parametrize("step", ["Reading the population", "Projecting to", "Simulating"])
def test_a_cancel_leaves_no_file(run_algorithm, tmp_path, step):
    given = asked(OUTPUT=str(tmp_path / "out.gpkg"), REPORT=str(tmp_path / "report.html"), OUTPUT_YEARS=str(tmp_path / "years.csv"))
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("project_demand", given, feedback=RecordingFeedback(cancel_at=step))
    assert list(tmp_path.iterdir()) == []


# ---- what cannot be right


def two_classes(one, other):
    return people(("a", 1, 2), fields=f"code:string,{one}:integer,{other}:integer")


def one_row(age, sex):
    return people(("a", age, sex, 2), fields="code:string,age:string,sex:string,persons:integer")


def made(given):
    """The layers are made when QGIS runs."""
    return {name: value() if callable(value) else value for name, value in given.items()}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"HORIZON": 2020}, "The horizon 2020 is not after the start 2026"),
        ({"HORIZON": 2200}, "more than 60 years"),
        ({"SERVICE": "childcar"}, "SERVICE 'childcar' is not in the rates. Did you mean 'childcare'"),
        ({"SERVICE": "xyz"}, "There are: childcare, preschool"),
        ({"UNIT_KEY": "cod"}, "no field 'cod'"),
        ({"RATES": "/nowhere.json"}, "does not exist"),
        ({"POPULATION": None}, "has no ages: no columns such as"),
        ({"POPULATION": lambda: people(("x", 1, 1, 1, 1, 4))}, "No field of layer 'people' holds the same places"),
        ({"POPULATION": lambda: people(counted("a", 1, 1, 1, 1), counted("a", 1, 1, 1, 1), counted("b", 1, 1, 1, 1))}, "has 'a' twice"),
        ({"POPULATION": lambda: people(("a", 1, 1, 1, 1, 9))}, "do not add up to 'inhabitants' in 1 places: in 'a' they are 4, not 9"),
        ({"POPULATION": lambda: people(counted("a", 1, -1, 1, 1))}, r"'aged_3_17' of layer 'people' holds a negative number .*\(-1\)"),
        ({"POPULATION": lambda: two_classes("aged_0_2", "aged_6_plus")}, "no column for the ages 3-5"),
        ({"POPULATION": lambda: two_classes("aged_0_9", "aged_5_plus")}, r"ages 0-9 and 5\+ of layer 'people' overlap"),
        ({"POPULATION": lambda: one_row("old", "m")}, "'old', which is no age"),
        ({"POPULATION": lambda: one_row("7", "x")}, "'x', which is no sex"),
        ({"POPULATION": lambda: people(*((code, None, None, None, None, None) for code in "abc"))}, "No unit has ages"),
    ],
)  # fmt: skip
def test_bad_input(run_algorithm, given, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("project_demand", asked(**made(given)))


HOMES = "code:string,year:integer,dwellings:integer,family:double,single:double"


def spell(first, last):
    return homes(("a", first, last, 5), fields="code:string,year:integer,until_year:integer,dwellings:integer")


def homes(*rows, fields=HOMES):
    return memory_layer("None", [(None, *row) for row in rows], fields, name="homes")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"PROGRAMME": lambda: spell(2028, 2024)}, "Row 1 of layer 'homes' ends in 2024, before it begins in 2028"),
        ({"CAPACITY_FILTER": "((", "CAPACITY": lambda: spell(2020, 2024)}, "'CAPACITY_FILTER' is not a valid expression"),
        ({"PROGRAMME": lambda: homes(("z", 2027, 5, 50, 50))}, "Layer 'homes' names the place 'z', which is no unit"),
        ({"PROGRAMME": lambda: homes(("a", 2027, 5, 70, 50))}, "shares of households in row 1 of layer 'homes' add up to 120%"),
        ({"PROGRAMME": lambda: homes(("a", 2027, 5, 20, 50))}, "add up to 70%"),
        ({"PROGRAMME": lambda: homes(("a", 2027, 5, -20, 120))}, r"holds a negative number \(-20\)"),
        ({"PROGRAMME": lambda: homes(("a", 2027, -5, 50, 50))}, r"'dwellings' of layer 'homes' holds a negative number \(-5\)"),
        ({"PROGRAMME": lambda: homes(("a", None, 5, 50, 50))}, "'year' of layer 'homes' is empty for 1 rows: give a year"),
        ({"PROGRAMME": lambda: homes(("a", 5), fields="code:string,dwellings:integer")}, "Layer 'homes' has no field 'year'"),
        ({"PROGRAMME": lambda: homes((2027, 5), fields="year:integer,dwellings:integer")}, "neither shapes nor a field 'code'"),
        (
            {"CAPACITY": lambda: homes(("a", 5), fields="code:string,seats:integer")},
            "no field 'places'. Name the one that holds it with CAPACITY_FIELD",
        ),
        ({"CAPACITY": lambda: homes(("a", -5), fields="code:string,places:integer")}, "holds a negative number"),
        ({"PLANNED": lambda: homes(("a", 5), fields="code:string,places:integer")}, "no field 'year'"),
    ],
)
def test_bad_programmes_and_places(run_algorithm, given, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("project_demand", asked(**made(given)))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"fertility": {"15-49": -0.1}}, r"fertility.15-49: -0.1 is too low"),
        ({"departures": {"0-4": 1.2}}, r"departures.0-4: 1.2 is too high"),
        ({"fertility": {"young": 0.1}}, "'young' is no class of ages"),
        ({"fertility": {"15-30": 0.1, "25-49": 0.1}}, "the ages 15-30 and 25-49 overlap"),
        ({"fertility": {"40-20": 0.1}}, "'40-20' is no class of ages"),
        ({"mortality": {"male": {"0-79": 0.01}, "female": {"0+": 0.01}}}, r"mortality.male: the ages 80\+ are missing"),
        ({"mix": {"family": 0.5, "couple": 0.6}}, "mix: the shares add up to 110%"),
        ({"mix": {"famly": 1}}, "no kind of household 'famly'"),
        ({"scenarios": {"low": {}, "mid": {}}}, "the key 'high' is missing"),
        ({"scenarios": {"low": {"fertilty": 0}, "mid": {}, "high": {}}}, "Did you mean 'fertility'"),
    ],
)
def test_bad_rates(tmp_path, changed, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        read_demography(rates(tmp_path, **changed))


def test_places_outside_and_years_outside_are_told(run_algorithm):
    seats = memory_layer("Point", [("Point(50 50)", 5), ("Point(5000 50)", 9), ("Point(60 50)", None)], "places:integer", name="seats")
    late = homes(("a", 2060, 5, 50, 50), ("a", 2027, 5, 50, 50))
    ran = run_algorithm("project_demand", asked(CAPACITY=seats, PROGRAMME=late))
    assert any("1 feature of layer 'seats' lies in no unit" in warning for warning in ran.warnings)
    assert any("'places' of layer 'seats' is empty in 1 of 3 features" in warning for warning in ran.warnings)
    assert any("1 rows of layer 'homes' are delivered before 2026 or after 2035" in warning for warning in ran.warnings)
    assert ran["CAPACITY_HORIZON"] == 5
