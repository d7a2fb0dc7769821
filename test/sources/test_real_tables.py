"""Records of tables that challenges need, on real files of Statbel, Fluvius and iRail: totals that a person can check."""

import csv
import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.model.record import LayerRecord
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.servers_replay import Answer, replay

pytestmark = pytest.mark.usefixtures("qgis_app")
CARS = "public/tables/statbel/TF_CAR_HH_SECTOR_2019.txt"
INCOME = "public/tables/statbel/income_2021_per_sector.csv"
AGES = "public/tables/statbel/census2021_S01_65plus_per_sector.csv"
ENERGY = "public/tables/fluvius/fluvius_1_06b_2020_alle_sectoren_gent_mechelen_leuven.csv"
STATIONS = "public/facilities/irail/stations.csv"


def made(source, fields, **facts) -> LayerRecord:
    """Return a record as a catalogue's file has it."""
    document = {"id": "proef", "title": {"nl": "Proef", "en": "Trial"}, "publisher": {"name": "Statbel", "kind": "federal"}}
    return LayerRecord.from_json(document | {"geometry": "none", "source": source, "fields": fields, **facts})


def rows_of(path, separator=";"):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=separator))


def test_cars_of_statbel_in_a_zip(tmp_path):
    """4.96 million households and 5.82 million cars in 2019, from the member of a zip, with columns that change their name each year."""
    path = data_folder(CARS) / CARS
    with zipfile.ZipFile(tmp_path / "TF_CAR_HH_SECTOR.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "2019/TF_CAR_HH_SECTOR.txt")
        archive.writestr("2019/LEESMIJ.txt", "niets")
    options = {"member": "TF_CAR_HH_SECTOR*.txt", "thousands": ".", "newest": "CD_YEAR"}
    fields = {
        "sector_code": {"from": ["cd_sector", "CD_STAT_SECTOR"]},
        "households": {"from": ["ms_tot_hh", "total_huisH", "MS_NUM_HH"]},
        "cars": {"from": ["ms_tot_cars", "total_wagens", "MS_NUM_*CAR"]},
        "cars_per_household": {"compute": "cars / nullif(households, 0)"},
    }
    heard = Heard()
    record = made({"kind": "csv", "path": str(tmp_path / "TF_CAR_HH_SECTOR.zip"), "options": options}, fields, key="sector_code")
    loaded = load_record(record, list(fields), progress=heard)
    table, rows = loaded.features.table, rows_of(path)
    for name, column in (("households", "MS_NUM_HH"), ("cars", "MS_NUM_CAR")):
        assert table[name].sum() == sum(int(row[column].replace(".", "")) for row in rows)
    assert round(table["households"].sum() / 1e6, 2) == 4.96 and str(loaded.date) == "2019-12-31"
    by_code = table.set_index("sector_code")
    assert by_code.loc["11053B000", ["households", "cars"]].tolist() == [821, 1030]
    assert by_code.loc["11053B000", "cars_per_household"] == pytest.approx(1030 / 821)
    nothing = [row["CD_STAT_SECTOR"] for row in rows if row["MS_NUM_CAR"].strip() == "-00"]
    assert nothing and by_code.loc[nothing, "cars"].eq(0).all(), "-00 is none"
    assert not [said for said in heard.warnings if "thousands" in said]


def test_cars_that_are_read_as_decimals_are_warned_of():
    """With a decimal point by hand, which is wrong here, 1.1 million households are lost, and a sentence says so."""
    path = data_folder(CARS) / CARS
    heard = Heard()
    record = made({"kind": "csv", "path": str(path), "options": {"decimal": "."}}, {"households": {"from": ["MS_NUM_HH"]}})
    table = load_record(record, ["households"], progress=heard).features.table
    assert round(table["households"].sum() / 1e6, 2) == 3.88
    (said,) = (one for one in heard.warnings if "thousands" in one)
    assert "the numbers in households look like thousands" in said and "give 'thousands' in the options of the source" in said


def test_no_column_of_the_other_real_tables_looks_like_lost_thousands():
    folder = data_folder("public/tables", "public/facilities")
    for path in [*folder.glob("public/tables/*/*.csv"), *folder.glob("public/facilities/*/*.csv")]:
        heard = Heard()
        load_record(made({"kind": "csv", "path": str(path)}, {}), progress=heard)
        assert [said for said in heard.warnings if "look like thousands" in said] == [], path.name


def test_energy_of_households_by_market_summed_over_contacts():
    """Kilowatt-hours and connections of the households of each sector, as pandas adds them up."""
    path = data_folder(ENERGY) / ENERGY
    pivot = {
        "rows": ["sector_code"], "columns": ["Markt", "Richting", "Sector"], "values": ["Benaderend Verbruik (kWh)", "Aantal"], "sum": True,
    }  # fmt: skip
    kwh, count = (f"Afname_HUISHOUDENS_{name}" for name in ("Benaderend Verbruik (kWh)", "Aantal"))
    fields = {
        "sector_code": {"from": ["statistische_sector", "Statistische Sector"]},
        "gas_kwh": {"from": [f"Aardgas_{kwh}", f"Gas_{kwh}"]},
        "gas_connections": {"from": [f"Aardgas_{count}", f"Gas_{count}"]},
        "electricity_kwh": {"from": [f"Elektriciteit_{kwh}"]},
        "electricity_connections": {"from": [f"Elektriciteit_{count}"]},
        "gas_per_connection": {"compute": "gas_kwh / gas_connections"},
    }
    record = made({"kind": "csv", "path": str(path), "options": {"pivot": pivot}}, fields, key="sector_code")
    table = load_record(record, list(fields)).features.table.set_index("sector_code")
    raw = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    raw = raw[(raw["Sector"] == "HUISHOUDENS") & (raw["Richting"] == "Afname")]
    for market, name in (("Gas", "gas"), ("Elektriciteit", "electricity")):
        ours = raw[raw["Markt"] == market]
        for column, field in (("Benaderend Verbruik (kWh)", "kwh"), ("Aantal", "connections")):
            sums = ours[column].astype(float).groupby(ours["Statistische Sector"].str.strip()).sum()
            assert table[f"{name}_{field}"].sum() == pytest.approx(sums.sum(), rel=1e-12)
            np.testing.assert_allclose(table.loc[sums.index, f"{name}_{field}"], sums, rtol=1e-12)
    assert table.loc["12025A00-", "gas_per_connection"] == pytest.approx(
        table.loc["12025A00-", "gas_kwh"] / table.loc["12025A00-", "gas_connections"]
    )


def test_the_same_from_a_portal_asks_only_the_columns_that_are_turned(tmp_path):
    """The real rows behind an Opendatasoft portal, which applies the condition: the same sums, and no column more than those."""
    path = data_folder(ENERGY) / ENERGY
    names = {"Statistische Sector": "statistische_sector", "Rol Contact": "contact_rol", "Benaderend Verbruik (kWh)": "verbruik"}
    raw = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False).rename(columns=names).rename(columns=str.lower)
    dataset = "/api/explore/v2.1/catalog/datasets/1_06a"
    numbers = {"aantal": "int", "verbruik": "double"}
    facts = {"dataset_id": "1_06a", "fields": [{"name": name, "type": numbers.get(name, "text")} for name in raw]}
    asked = []

    def answer(query, _):
        asked.append(query)
        rows = raw[(raw["sector"] == "HUISHOUDENS") & (raw["gemeente"] == "GENT")]
        columns = [name.strip("`") for name in query["select"].split(",")] if "select" in query else list(raw)
        return Answer(rows[columns].to_csv(sep=";", index=False).encode("utf-8-sig"), "text/csv")

    total = int(((raw["sector"] == "HUISHOUDENS") & (raw["gemeente"] == "GENT")).sum())
    routes = {
        dataset: Answer(json.dumps(facts).encode(), "application/json"),
        f"{dataset}/records": Answer(json.dumps({"total_count": total, "results": []}).encode(), "application/json"),
        f"{dataset}/exports/csv": answer,
    }
    pivot = {"rows": ["sector_code"], "columns": ["markt"], "values": ["verbruik", "aantal"], "sum": True}
    options = {"where": "gemeente = '{MUNICIPALITY}' AND sector = 'HUISHOUDENS'", "pivot": pivot}
    fields = {
        "sector_code": {"from": ["statistische_sector"]},
        "gas_kwh": {"from": ["Aardgas_verbruik", "Gas_verbruik"]},
        "gas_connections": {"from": ["Aardgas_aantal", "Gas_aantal"]},
    }
    heard = Heard()
    with replay(routes) as web:
        record = made({"kind": "opendatasoft", "path": web.url, "layer": "1_06a", "options": options}, fields, key="sector_code")
        record = LayerRecord(**{**vars(record), "municipality": "44021"})
        table = load_record(record, ["sector_code", "gas_kwh", "gas_connections"], progress=heard).features.table
    ours = raw[(raw["sector"] == "HUISHOUDENS") & (raw["gemeente"] == "GENT") & (raw["markt"] == "Gas")]
    assert len(ours) and table["gas_kwh"].sum() == pytest.approx(ours["verbruik"].astype(float).sum())
    assert table["gas_connections"].sum() == ours["aantal"].astype(int).sum()
    assert asked[-1]["select"] == "`statistische_sector`,`markt`,`verbruik`,`aantal`"
    assert asked[-1]["where"] == "(gemeente = 'GENT' AND sector = 'HUISHOUDENS')"
    assert not [said for said in heard.warnings if "incomplete" in said], "what the portal counts are its rows, not the units"


def test_income_with_hidden_values():
    path = data_folder(INCOME) / INCOME
    fields = {
        "sector_code": {"from": ["CD_SECTOR"]},
        "median_income": {"from": ["MS_MEDIAN_NET_TAXABLE_INC"], "missing": ["NA", "C"]},
        "level": {
            "from": ["ms_median_net_taxable_inc"],
            "missing": ["NA"],
            "recode": {"[0, 25000)": "low", "[25000, 35000)": "middle", "[35000, ]": "high"},
        },
    }
    loaded = load_record(made({"kind": "csv", "path": str(path)}, fields, key="sector_code"), list(fields))
    table, rows = loaded.features.table, rows_of(path, ",")
    known = [float(row["ms_median_net_taxable_inc"]) for row in rows if row["ms_median_net_taxable_inc"] != "NA"]
    assert table["median_income"].notna().sum() == len(known) < len(rows) == len(table)
    assert table["median_income"].sum() == pytest.approx(sum(known))
    counts = {name: int((table["level"] == name).sum()) for name in ("low", "middle", "high")}
    assert counts == {"low": sum(one < 25000 for one in known), "middle": sum(25000 <= one < 35000 for one in known),
                      "high": sum(one >= 35000 for one in known)}  # fmt: skip


def test_ages_and_households_of_two_tables_side_by_side():
    """Two real tables by sector as one layer: elderly per household, for the sectors of the first."""
    folder = data_folder(AGES, CARS)
    source = {
        "kind": "join", "key": ["sector_code"],
        "parts": [
            {"kind": "csv", "path": str(folder / AGES)},
            {"kind": "csv", "path": str(folder / CARS), "options": {"thousands": "."},
             "fields": {"sector_code": {"from": ["CD_STAT_SECTOR"]}, "households": {"from": ["MS_NUM_HH"]}}},
        ],
    }  # fmt: skip
    fields = {
        "sector_code": {"from": ["cd_sector"]},
        "inhabitants": {"compute": "x65 + rest"},
        "elderly_per_household": {"compute": "x65 / households"},
    }
    heard = Heard()
    loaded = load_record(made(source, fields, key="sector_code"), [*fields, "households"], progress=heard)
    table = loaded.features.table.set_index("sector_code")
    ages = pd.read_csv(folder / AGES).set_index("cd_sector")
    homes = {row["CD_STAT_SECTOR"]: int(row["MS_NUM_HH"].replace(".", "")) for row in rows_of(folder / CARS)}
    assert table["inhabitants"].sum() == (ages["x65"] + ages["rest"]).sum()
    both = [code for code in ages.index if code in homes]
    assert table["households"].sum() == sum(homes[code] for code in both)
    assert table.loc["11001A00-", "elderly_per_household"] == pytest.approx(683 / homes["11001A00-"])
    assert table["households"].isna().sum() == len(ages) - len(both)


def test_stations_with_a_mode_beside_other_stops(tmp_path):
    """The stations of iRail and stops of another company: one layer of stops, each with its mode."""
    folder = data_folder(STATIONS)
    (tmp_path / "haltes.csv").write_text("nr;halte;lon;lat\n1;Korenmarkt;3.722;51.054\n", encoding="utf-8")
    source = {
        "kind": "union",
        "parts": [
            {"kind": "csv", "path": str(folder / STATIONS), "options": {"filter": "\"country-code\" = 'be'"},
             "fields": {"stop_id": {"from": ["URI"]}, "mode": {"constant": "train"}}},
            {"kind": "csv", "path": str(tmp_path / "haltes.csv"),
             "fields": {"stop_id": {"from": ["nr"]}, "name": {"from": ["halte"]}, "mode": {"constant": "tram"}}},
        ],
    }  # fmt: skip
    record = made(source, {"stop_id": {}, "name": {}, "mode": {}}, geometry="point", crs="EPSG:4326", key="stop_id")
    loaded = load_record(record, ["stop_id", "name", "mode"], target_crs="EPSG:31370")
    belgian = [row for row in rows_of(folder / STATIONS, ",") if row["country-code"] == "be"]
    assert loaded.features.table["mode"].value_counts().to_dict() == {"train": len(belgian), "tram": 1} and len(belgian) == 579
    assert loaded.features.crs == "EPSG:31370" and loaded.features.table["name"].iloc[-1] == "Korenmarkt"
