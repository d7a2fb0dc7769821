"""The replay of public sources: what the plugin's own loaders read of each protocol is what was put in."""

import io
import json
import subprocess
import zipfile
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, each_source
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.network import Limits
from opgavenkaart.processing.sources.watch.totals import count_features
from opgavenkaart.processing.sources.watch.watch import State, watch
from opgavenkaart.test.support.data import ROOT, data_folder
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.replay import GENERATED, RECORDED, World, play, replayed, replayed_catalogue, server
from opgavenkaart.test.support.replay.layers import addresses, buildings, floods, parks, speed_limits, stops
from opgavenkaart.test.support.replay.server import Fault
from opgavenkaart.test.support.replay.tables import AGES, INSTITUTION, age_classes, heat, income, text_of
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
MERCATOR = "https://www.mercator.vlaanderen.be/raadpleegdienstenmercatorpubliek"
MORE = {"geometry": "polygon", "update_rhythm": "P1Y", "crs": "EPSG:31370"}
HALLE, HERSTAPPE, MERGED = "23027", "73028", "46030"
SMALL = (HALLE, HERSTAPPE, MERGED, "44021", "11002")
"""Of a small world, in which files of all Flanders are soon read."""
GEO, STATBEL = "https://geo.api.vlaanderen.be", "https://statbel.fgov.be/sites/default/files/files/opendata"


@pytest.fixture(scope="module")
def world():
    return World(None, SMALL)


@pytest.fixture(scope="module")
def web(world):
    with play(world=world, latency=0) as replay:
        yield replay


@pytest.fixture(scope="module")
def recorded():
    data = data_folder("public/tables/derived_flanders_sectors2024_real_values.csv")
    with play(data, latency=0) as replay:
        yield replay


def load(web, source, *, extent=None, heard=None, **more):
    """Return what a record with this source in the replay gives; ``more`` stands in the record."""
    facts = {"id": "proef", "title": {"nl": "Proef", "en": "Trial"}, "publisher": {"name": "Stad", "kind": "city"}, "geometry": "none"}
    facts |= {"update_rhythm": "P1Y", **more}
    record = LayerRecord.from_json(facts | {"source": replayed(source, web)})
    return load_record(record, None, extent, "", heard or Heard())


def fields(**names):
    return {field: {"from": [name]} for field, name in names.items()}


def around(world, nis):
    return QgsReferencedRectangle(QgsRectangle(*world.places[nis].extent), QgsCoordinateReferenceSystem("EPSG:31370"))


def inside(table, world, nis):
    """Return how many shapes the extent of a municipality touches."""
    return int(shapely.intersects(table.shapes, world.places[nis].box).sum())


@pytest.mark.parametrize("nis", [HALLE, HERSTAPPE, MERGED])
def test_sectors_of_a_municipality_fill_its_outline(web, world, nis):
    source = {"kind": "oapif", "path": f"{GEO}/StatistischeSectoren/ogc/features/v1", "layer": "statistischesector"}
    source["options"] = {"filter": f"\"nis_code\" = '{nis}'"}
    named = fields(sector_code="CS01012025", nis_code="CNIS5_2025", sector_name="T_SEC_NL")
    found = load(web, source, geometry="polygon", crs="EPSG:31370", key="sector_code", fields=named).features
    expected = world.by_place[2025, nis]
    assert sorted(found.table["sector_code"]) == sorted(expected["code"]) and set(found.table["nis_code"]) == {nis}
    assert shapely.area(found.geometry).sum() == pytest.approx(shapely.area(world.outlines[nis]), rel=1e-6)
    assert shapely.union_all(shapely.set_precision(found.geometry, 0.01)).area == pytest.approx(
        shapely.area(found.geometry).sum(), rel=1e-4
    )


def test_every_municipality_has_sectors_of_its_own():
    world = World(None)
    codes = world.sectors_2024["code"]
    assert len(world.places) == 285 and codes.is_unique and codes.str.fullmatch(r"\d{5}[A-Z]\d\d[-\d]").all()
    assert set(world.sectors_2024["nis"]) == set(world.sectors_2025["nis"]) == set(world.places)
    assert len(world.by_place[2024, HERSTAPPE]) == len(world.by_place[2025, HERSTAPPE]) == 2
    assert set(world.by_place[2024, MERGED]["nis_2024"]) == {"11056", "46003", "46013"}
    assert world.sectors_2025["inhabitants"].sum() == world.sectors_2024["inhabitants"].sum()


def test_the_same_data_give_the_same_answers(world):
    again = World(None, SMALL)
    for nis in (HALLE, HERSTAPPE):
        one, other = addresses(world, world.places[nis]), addresses(again, again.places[nis])
        assert one.frame.equals(other.frame) and (shapely.to_wkb(one.shapes) == shapely.to_wkb(other.shapes)).all()


def test_a_wfs_gives_all_past_its_cap(web, world):
    total = inside(buildings(world, world.places[HALLE]), world, HALLE)
    source = {"kind": "wfs", "path": f"{GEO}/GRB/wfs", "layer": "GRB:GBG"}
    named = fields(building_id="OIDN", kind="LBLTYPE")
    loaded = load(web, source, extent=around(world, HALLE), geometry="polygon", crs="EPSG:31370", key="building_id", fields=named)
    mine = loaded.features.table["building_id"].astype(str).str.startswith(HALLE)
    assert total > 10_000 and mine.sum() == total and loaded.features.table["building_id"].is_unique
    assert loaded.features.table["kind"][mine].eq("hoofdgebouw").sum() == np.ceil(total * 3 / 4)


def test_a_wfs_filters_by_code_and_reports_its_errors_as_xml(web, world):
    source = {"kind": "wfs", "path": f"{GEO}/VRBG/wfs", "layer": "VRBG:Refgem", "options": {"filter": f"\"nis_code\" = '{HERSTAPPE}'"}}
    found = load(web, source, geometry="polygon", crs="EPSG:31370", fields=fields(nis_code="NISCODE", name="NAAM")).features
    assert found.table["name"].tolist() == ["Herstappe"]
    assert shapely.area(found.geometry)[0] == pytest.approx(shapely.area(world.outlines[HERSTAPPE]), rel=1e-6)
    with pytest.raises(OpgaveError, match="Refprv"):
        load(web, source | {"layer": "VRBG:Onbekend"}, geometry="polygon")


def test_speed_limits_stand_twice_where_directions_differ(web, world):
    limits = speed_limits(world, world.places[HERSTAPPE])
    source = {"kind": "wfs", "path": "https://opendata.apps.mow.vlaanderen.be/opendata-geoserver/awv/wfs"}
    source |= {"layer": "awv:Afgeleide_snelheidsregimes", "options": {"filter": '"speed_kmh" <= 30'}}
    named = fields(road_id="Wegsegment_ID", speed_kmh="Snelheid")
    found = load(web, source, extent=around(world, HERSTAPPE), geometry="line", crs="EPSG:31370", fields=named).features.table
    own = found[found["road_id"].astype(str).str.startswith(HERSTAPPE)]
    assert len(own) == (limits.frame["Snelheid"] <= 30).sum() and limits.frame["Wegsegment_ID"].duplicated().sum() > 0


def test_pages_and_filter_of_ogc_api_features(web, world):
    own = addresses(world, world.places[HALLE])
    source = {"kind": "oapif", "path": f"{GEO}/Adressenregister/ogc/features/v1", "layer": "Adres"}
    source["options"] = {"filter": f"\"status\" = 'InGebruik' AND \"nis_code\" = '{HALLE}'"}
    named = fields(address_id="Id", status="AdresStatus", nis_code="GemeenteObjectId")
    found = load(web, source, extent=around(world, HALLE), crs="EPSG:31370", geometry="point", key="address_id", fields=named).features
    used = own.frame["AdresStatus"].eq("InGebruik").to_numpy()
    assert len(own) > 10_000 and sorted(found.table["address_id"]) == sorted(own.frame["Id"][used])
    places = dict(zip(own.frame["Id"], own.shapes, strict=True))
    assert max(shapely.distance(shape, places[id]) for id, shape in zip(found.table["address_id"], found.geometry, strict=True)) < 0.01


def test_floods_of_three_maps_by_arcgis(web, world):
    root = "https://inspirepub.waterinfo.be/arcgis/rest/services/informatieplicht/overstromingsgevoelige_gebieden_{}/MapServer"
    parts = [{"kind": "arcgis", "path": root.format(name), "layer": "0"} for name in ("fluviaal", "pluviaal", "vanuit_de_zee")]
    hazard = {"from": ["gridcode"], "recode": {"3": "medium", "2": "low", "1": "low"}}
    found = load(
        web,
        {"kind": "union", "parts": parts},
        extent=around(world, HERSTAPPE),
        geometry="polygon",
        crs="EPSG:3857",
        fields={"hazard": hazard, "id": {"from": ["OBJECTID"]}},
    ).features.table
    own = found[found["id"].between(int(HERSTAPPE) * 1000, int(HERSTAPPE) * 1000 + 999)]
    made = pd.concat([floods(name)(world, world.places[HERSTAPPE]).frame for name in ("fluviaal", "pluviaal", "vanuit_de_zee")])
    assert own["hazard"].value_counts().to_dict() == {"low": (made["gridcode"] < 3).sum(), "medium": (made["gridcode"] == 3).sum()}


def test_energy_of_opendatasoft_as_a_pivot(web, world):
    pivot = {"rows": ["sector_code"], "columns": ["markt"], "values": ["afname", "aantal"], "sum": True}
    where = 'sector="HUISHOUDENS" and richting="Afname" and gemeente="HALLE"'
    source = {"kind": "opendatasoft", "path": "https://opendata.fluvius.be", "options": {"where": where, "pivot": pivot}}
    source["layer"] = "1_06a-verbruiksgegevens-per-statistische-sector-met-nace-sector-en-nace-subsecto"
    named = fields(sector_code="statistische_sector", gas_kwh="Aardgas_afname", gas_connections="Aardgas_aantal")
    found = load(web, source, fields=named).features.table
    sectors = world.by_place[2024, HALLE].set_index("code")
    counted = found[found["sector_code"].isin(sectors.index)].set_index("sector_code")
    known = sectors[sectors["gas_connections"] >= 3]
    assert counted["gas_kwh"].dropna().to_dict() == pytest.approx(known["gas_kwh"].to_dict())
    assert counted["gas_connections"].dropna().to_dict() == known["gas_connections"].to_dict()
    assert f"{HALLE}REST" in set(found["sector_code"])


def test_income_has_nineteen_years_and_hidden_medians(web, world):
    source = {"kind": "csv", "path": f"{STATBEL}/arbeid%20per%20sector/TF_PSNL_INC_TAX_SECTOR.zip"}
    source["options"] = {"member": "TF_PSNL_INC_TAX_SECTOR.txt", "newest": "CD_YEAR"}
    named = fields(sector_code="CD_SECTOR", median_income="MS_MEDIAN_NET_TAXABLE_INC")
    found = load(web, source, fields=named).features.table.set_index("sector_code")["median_income"]
    made = income(world).frame
    assert made["CD_YEAR"].nunique() == 19
    made = made[made["CD_YEAR"].eq(2023)].set_index("CD_SECTOR")["MS_MEDIAN_NET_TAXABLE_INC"]
    assert found.isna().sum() == made.eq("*").sum() > 0
    assert found.dropna().to_dict() == made[made.ne("*")].astype(float).to_dict()


def test_cars_have_points_between_thousands(web, world):
    source = {"kind": "csv", "path": f"{STATBEL}/Aantal%20wagens%20per%20statistische%20sector/TF_CAR_HH_SECTOR.zip"}
    source["options"] = {"thousands": "."}
    found = load(web, source, fields=fields(sector_code="CD_STAT_SECTOR", households="MS_NUM_HH", cars="MS_NUM_CAR")).features.table
    assert found["households"].sum() == world.sectors_2024["households"].sum()
    assert found["cars"].sum() == world.sectors_2024["cars"].sum()


def test_population_of_both_vintages_of_2025(web, world):
    for name, sectors in (("OLD", world.sectors_2024), ("NEW", world.sectors_2025)):
        source = {"kind": "csv", "path": f"{STATBEL}/bevolking/sectoren/OPENDATA_SECTOREN_2025_{name}.zip"}
        found = load(web, source, fields=fields(sector_code="CD_SECTOR", inhabitants="TOTAL")).features.table
        placed = found[~found["sector_code"].str.endswith("ZZZZ")]
        assert sorted(placed["sector_code"]) == sorted(sectors["code"]) and placed["inhabitants"].sum() == sectors["inhabitants"].sum()
        assert len(found) - len(placed) == len(SMALL)
    with pytest.raises(OpgaveError, match="404"):
        load(web, {"kind": "csv", "path": f"{STATBEL}/bevolking/sectoren/OPENDATA_SECTOREN_2025.zip"})


def test_ages_of_the_census_add_up(web, world):
    pivot = {"rows": ["sector_code"], "columns": ["cd_age"], "values": "ms_pop", "sum": True}
    source = {
        "kind": "excel",
        "path": f"{STATBEL}/Census/TF_CENSUS_2021_S01.xlsx",
        "layer": "TF_CENSUS_2021_S01",
        "options": {"pivot": pivot},
    }
    old = " + ".join(f'coalesce("{name}", 0)' for name in AGES[16:])
    found = load(web, source, fields={"sector_code": {"from": ["cd_sector"]}, "aged_80_plus": {"compute": old}}).features.table
    made = age_classes(world).set_index("code")
    assert found.set_index("sector_code")["aged_80_plus"].to_dict() == made[list(range(16, 21))].sum(axis=1).to_dict()
    assert made[list(range(13, 21))].sum(axis=1).eq(world.sectors_2024.set_index("code")["aged_65"]).all()


def test_the_heat_workbook_marks_institutions(web, world):
    source = {"kind": "excel", "layer": "Hittekwetsbaarheid"}
    source["path"] = "https://cld.webplatform.departementzorg.be/raw/upload/v1785223345/Cijfers_hittekwetsbaarheid_2026_jvhnl1.xlsx"
    named = {
        "sector_code": {"from": ["geo"]},
        "score": {"from": ["Hittekwetsbaarheid"], "missing": [INSTITUTION]},
        "heat": {"from": ["Hitte"]},
    }
    found = load(web, source, fields=named).features.table.set_index("sector_code")
    made = heat(world).set_index("geo")
    assert made["Hittekwetsbaarheid"].eq(INSTITUTION).sum() > 0
    assert found["score"].isna().sum() == (made["Hittekwetsbaarheid"].eq(INSTITUTION) | made["Hittekwetsbaarheid"].isna()).sum()
    assert found["heat"].dropna().to_dict() == made["Hitte"].dropna().to_dict()


def test_schools_end_their_lines_on_a_return(web, world):
    path = "https://data-onderwijs.vlaanderen.be/onderwijsaanbod/csv.ashx?s=01&n=1&hs=111+121"
    named = fields(school_id="schoolnummer", name="naam", kind="instellingstype", nis_code="niscode")
    heard = Heard()
    source = {"kind": "csv", "path": path, "options": {"x": "lx", "y": "ly"}}
    found = load(web, source, heard=heard, geometry="point", crs="EPSG:31370", fields=named).features
    codes = found.table["nis_code"].astype(str)
    assert found.table["kind"].unique().tolist() == ["Basisschool"] and codes.isin(list(world.places)).all()
    answer = web.answer("data-onderwijs.vlaanderen.be", "/onderwijsaanbod/csv.ashx", "s=01&n=1&hs=111+121", "", "GET").content
    assert answer.startswith(b"\xef\xbb\xbf") and b"\n" not in answer
    nowhere = answer.count(b'"0";"0"')
    assert len(found.table) == answer.count(b"\r") - 1 - nowhere and nowhere > 0
    assert any(str(nowhere) in line for line in [*heard.notes, *heard.warnings])
    halle = codes.eq(HALLE).to_numpy()
    assert shapely.contains(world.outlines[HALLE].buffer(1), found.geometry[halle]).all() and halle.any()


def test_parks_of_openstreetmap_in_a_municipality(web, world):
    rows, shapes = parks(world, world.places[HALLE])
    source = {"kind": "overpass", "path": "https://overpass-api.de/api/interpreter"}
    source["options"] = {"tags": [["leisure=park|garden", "access!=private"]], "nis_code": HALLE}
    found = load(web, source, geometry="polygon", crs="EPSG:4326", fields=fields(name="name", access="access", id="osm_id")).features
    everything = load(
        web, source | {"options": {"tags": ["leisure=park"], "nis_code": HALLE}}, geometry="polygon", crs="EPSG:4326"
    ).features
    assert len(everything.table) == len(rows) > len(found.table) > 0
    ponds = sum(bool(shape.interiors) for shape in shapes)
    holes = sum(len(part.interiors) for shape in everything.geometry for part in shapely.get_parts(shape))
    assert holes == ponds > 0
    with pytest.raises(OpgaveError, match="99999"):
        load(web, source | {"options": {"tags": ["leisure=park"], "nis_code": "99999"}}, geometry="polygon")


def test_departures_of_both_timetables(web, world):
    feed = "https://api-management-discovery-production.azure-api.net/api/gtfs/feed/{}/static"
    named = fields(stop_id="stop_id", mode="mode", departures_per_hour="departures_per_hour")
    buses = load(web, {"kind": "gtfs", "path": feed.format("delijn")}, geometry="point", crs="EPSG:4326", fields=named).features.table
    own = stops(world, world.places[HALLE])
    found = buses[buses["stop_id"].isin(own["stop_id"].astype(str))]
    assert len(found) == len(own) and set(found["mode"]) == {"bus"}
    assert set(found["departures_per_hour"].round(3)) <= {2.0, 4.0, 8.0, 1.0, 1.917, 2.083}
    trains = load(web, {"kind": "gtfs", "path": feed.format("nmbssncb")}, geometry="point", crs="EPSG:4326", fields=named).features.table
    assert set(trains["mode"]) == {"train"} and trains["departures_per_hour"].max() > 0


def test_a_catalogue_leads_to_the_replay_and_keeps_the_rest(web, tmp_path):
    original = read_catalogue("")
    moved = read_catalogue(str(replayed_catalogue(web, tmp_path / "catalogue.json")))
    assert not moved.mistakes and list(moved.records) == list(original.records)
    for id, record in moved.records.items():
        assert record.fields == original.records[id].fields and record.licence == original.records[id].licence
        for one, other in zip(each_source(record.source), each_source(original.records[id].source), strict=True):
            assert one.path == web.moved(other.path)
            assert urlsplit(one.path).path == urlsplit(other.path).path


def test_the_watch_sees_the_services_and_what_they_lack(web, world):
    wanted = {
        "grb": ({"kind": "wfs", "path": f"{GEO}/GRB/wfs", "layer": "GRB:GBG"}, State.UP),
        "gone": ({"kind": "wfs", "path": f"{GEO}/GRB/wfs", "layer": "GRB:XYZ"}, State.GONE),
        "nowhere": ({"kind": "wfs", "path": f"{GEO}/Nergens/wfs", "layer": "GRB:GBG"}, State.GONE),
        "addresses": ({"kind": "oapif", "path": f"{GEO}/Adressenregister/ogc/features/v1", "layer": "Adres"}, State.UP),
        "grey": ({"kind": "wmts", "path": f"{GEO}/GRB/wmts", "layer": "grb_bsk_grijs"}, State.UP),
        "gent": ({"kind": "opendatasoft", "path": "https://data.stad.gent", "layer": "parken-gent"}, State.UP),
        "protected": ({"kind": "wfs", "path": f"{MERCATOR}/wfs", "layer": "ps:ps_aandobj"}, State.UP),
        "osm": (
            {"kind": "overpass", "path": "https://overpass-api.de/api/interpreter", "options": {"tags": ["amenity=library"]}},
            State.UP,
        ),
    }
    publisher = {"name": "Stad", "kind": "city"}
    records = [
        LayerRecord.from_json({"id": id, "title": {"nl": id, "en": id}, "publisher": publisher, "source": replayed(source, web), **MORE})
        for id, (source, _) in wanted.items()
    ]
    checked = watch(records, read_catalogue(""), {"grb": {"OIDN", "LBLTYPE"}}, pd.Timestamp("2026-12-02").date())
    assert {one.record.id: one.state for one in checked} == {id: state for id, (_, state) in wanted.items()}


def test_services_count_their_features(web):
    region = {"kind": "wfs", "path": f"{GEO}/VRBG/wfs", "layer": "VRBG:Refgem"}
    sources = {
        "municipality": region,
        "provinces": region | {"layer": "VRBG:Refprv"},
        "twice": {"kind": "union", "parts": [region, region]},
        "heritage": {"kind": "wfs", "path": f"{MERCATOR}/wfs", "layer": "ps:ps_aandobj"},
        "grey": {"kind": "wmts", "path": f"{GEO}/GRB/wmts", "layer": "grb_bsk_grijs"},
        "lost": {"kind": "wfs", "path": f"{GEO}/Nergens/wfs", "layer": "VRBG:Refgem"},
    }
    facts = {"publisher": {"name": "Stad", "kind": "city"}, **MORE}
    records = [
        LayerRecord.from_json({"id": id, "title": {"nl": id, "en": id}, "source": replayed(source, web), **facts})
        for id, source in sources.items()
    ]
    sectors = sum(len(web.world.by_place[2024, nis]) for nis in SMALL)
    expected = {"municipality": 5, "provinces": 4, "twice": 10, "heritage": sectors, "grey": None, "lost": None}
    assert count_features(records, Limits()) == expected


def test_the_live_check_writes_a_dated_table(tmp_path):
    facts = {"title": {"nl": "Proef", "en": "Trial"}, "publisher": {"name": "Stad", "kind": "city"}, **MORE}
    region = {"kind": "wfs", "path": f"{GEO}/VRBG/wfs", "layer": "VRBG:Refgem"}
    records = [
        {"id": "good", "source": region, "fields": fields(nis_code="NISCODE"), **facts},
        {"id": "bad", "source": region, "fields": fields(inhabitants="INWONERS"), **facts},
        {"id": "none", "source": {"kind": "none"}, **facts},
    ]
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text(json.dumps({"title": {"nl": "Proef", "en": "Trial"}, "records": records}))
    command = ["/usr/bin/python3", "-P", str(ROOT / ".ci" / "live.py"), str(tmp_path / "live"), "--replay", "--catalogue", str(catalogue)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    (table,) = (tmp_path / "live").glob("*.csv")
    rows = pd.read_csv(table).set_index("id")
    assert done.returncode == 1 and "1 of 2 sources answer as their records say" in done.stdout, done.stderr
    assert rows["fields"].to_dict() == {"good": "as declared", "bad": "missing: inhabitants"}
    assert rows["features"].to_dict() == {"good": 285, "bad": 285} and set(rows["asked_on"]) == {table.stem}
    assert rows["state"].to_dict() == {"good": "up", "bad": "changed"} and table.with_suffix(".html").exists()


def test_faults_strike_one_source_and_no_other(world, monkeypatch):
    source = {"kind": "wfs", "path": f"{GEO}/VRBG/wfs", "layer": "VRBG:Refgem", "options": {"filter": f"\"nis_code\" = '{HALLE}'"}}
    stations = {"kind": "csv", "path": "https://raw.githubusercontent.com/iRail/stations/master/stations.csv"}
    named = fields(nis_code="NISCODE")

    def outcome(fault):
        with play(world=world, latency=0, faults={"geo.api.vlaanderen.be/VRBG": fault}) as web:
            monkeypatch.setattr(server, "SLOW", 0.2)
            assert len(load(web, stations, fields=fields(name="name")).features.table) > 2
            try:
                return len(load(web, source, geometry="polygon", crs="EPSG:31370", fields=named).features.table)
            except OpgaveError as error:
                return error.sentence()

    assert "500" in outcome("down")
    assert "VRBG" in outcome("refused")
    assert outcome("slow") == 1
    assert "no features" in outcome("empty")
    with play(world=world, latency=0, faults={"geo.api.vlaanderen.be/VRBG/wfs": "changed:NISCODE=GEMEENTECODE"}) as web:
        facts = {
            "id": "proef",
            "title": {"nl": "Proef", "en": "Trial"},
            "publisher": {"name": "Stad", "kind": "city"},
            "fields": named,
            **MORE,
        }
        record = LayerRecord.from_json(facts | {"source": replayed(source, web)})
        (seen,) = watch([record], read_catalogue(""), {"proef": {"nis_code"}}, pd.Timestamp("2026-12-02").date())
    assert seen.state == State.CHANGED and seen.missing == ("nis_code",) and "GEMEENTECODE" in seen.detail.sentence()
    with pytest.raises(ValueError, match="no fault"), play(world=world, faults={"geo.api.vlaanderen.be": "broken"}):
        pass


def test_a_changed_file_has_other_columns():
    frame = pd.DataFrame({"CD_SECTOR": ["23027A00-"], "TOTAL": [5]})
    assert text_of(Fault.read("changed").spoil(frame)).decode("utf-8-sig").splitlines() == ["CD_SECTOR_v2|TOTAL_v2", "23027A00-|5"]
    assert text_of(Fault.read("empty").spoil(frame)).decode("utf-8-sig").splitlines() == ["CD_SECTOR|TOTAL"]


def test_each_answer_says_whether_it_was_recorded(recorded, web):
    source = {"kind": "csv", "path": "https://raw.githubusercontent.com/iRail/stations/master/stations.csv"}
    for replay, marks in ((recorded, RECORDED), (web, GENERATED)):
        replay.asked.clear()
        load(replay, source, fields=fields(name="name"))
        assert [mark for _, _, mark in replay.asked] == [marks]


def test_gas_of_halle_is_that_of_the_recorded_file(recorded):
    path = data_folder() / "public" / "tables" / "fluvius" / "fluvius_1_06b_2020_huishoudens_vlaanderen.csv"
    rows = pd.read_csv(path, sep=";")
    rows = rows[rows["Markt"].eq("Gas") & rows["Richting"].eq("Afname") & rows["Gemeente"].eq("HALLE")]
    pivot = {"rows": ["sector_code"], "columns": ["markt"], "values": ["afname", "aantal"], "sum": True}
    where = 'sector="HUISHOUDENS" and richting="Afname" and gemeente="HALLE"'
    source = {"kind": "opendatasoft", "path": "https://opendata.fluvius.be", "options": {"where": where, "pivot": pivot}}
    source["layer"] = "1_06a-verbruiksgegevens-per-statistische-sector-met-nace-sector-en-nace-subsecto"
    recorded.asked.clear()
    found = load(recorded, source, fields=fields(sector_code="statistische_sector", gas_kwh="Aardgas_afname")).features.table
    assert len(rows) > 30 and found["gas_kwh"].sum() == pytest.approx(rows["Benaderend Verbruik (kWh)"].sum())
    assert {mark for address, _, mark in recorded.asked if "/exports/" in address} == {RECORDED}


def test_three_sectors_of_halle_are_as_recorded(recorded):
    folder = data_folder("public/services/zennevallei/income.json") / "public" / "services" / "zennevallei"
    medians = json.loads((folder / "income.json").read_text())["years"]["2023"]["sectorStats"]
    scores = json.loads((folder / "scores.json").read_text())["sectors"]
    source = {"kind": "csv", "path": f"{STATBEL}/TF_PSNL_INC_TAX_SECTOR.zip", "options": {"newest": "CD_YEAR"}}
    found = load(recorded, source, fields=fields(sector_code="CD_SECTOR", median_income="MS_MEDIAN_NET_TAXABLE_INC")).features.table
    workbook = {"kind": "excel", "layer": "Hittekwetsbaarheid", "path": "https://cld.webplatform.departementzorg.be/raw/upload/v1/x.xlsx"}
    named = fields(sector_code="geo", heat="Hitte", old="Woningen voor 1945")
    warm = load(recorded, workbook, fields=named).features.table.set_index("sector_code")
    for code in ("23027A00-", "23027A011", "23027A02-"):
        assert found.set_index("sector_code")["median_income"][code] == medians[code]["medianNetTaxableIncome"]
        assert warm["heat"][code] == scores[code]["scores"]["heat"]
        assert warm["old"][code] == scores[code]["scores"]["sesComponents"]["pre1945Housing"]


def test_recorded_files_are_given_byte_for_byte(recorded):
    path = data_folder() / "public" / "tables" / "statbel" / "TF_CAR_HH_SECTOR_2019.txt"
    answer = recorded.answer("statbel.fgov.be", "/x/TF_CAR_HH_SECTOR.zip", "", "", "GET")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.read("TF_CAR_HH_SECTOR.txt") == path.read_bytes()
    source = {"kind": "csv", "path": f"{STATBEL}/TF_CAR_HH_SECTOR.zip", "options": {"thousands": "."}}
    found = load(recorded, source, fields=fields(sector_code="CD_STAT_SECTOR", households="MS_NUM_HH")).features.table
    assert found["households"].sum() == pytest.approx(4.96e6, rel=0.002)


def test_recorded_parcels_are_given(recorded):
    rows = json.loads((data_folder("recorded/grb-adp-parcels.geojson") / "recorded" / "grb-adp-parcels.geojson").read_text())["features"]
    extent = QgsReferencedRectangle(QgsRectangle(171000, 171000, 175100, 179100), QgsCoordinateReferenceSystem("EPSG:31370"))
    source = {"kind": "wfs", "path": f"{GEO}/GRB/wfs", "layer": "GRB:ADP"}
    found = load(recorded, source, extent=extent, fields=fields(parcel_id="CAPAKEY", nis_code="NISCODE"), **MORE).features.table
    own = found[found["nis_code"].astype(str).eq("24062")]
    assert sorted(own["parcel_id"]) == sorted(row["properties"]["CAPAKEY"] for row in rows) and len(own) == 321


def test_real_places_stand_where_they_are(recorded):
    source = {"kind": "oapif", "path": f"{GEO}/StatistischeSectoren/ogc/features/v1", "layer": "statistischesector"}
    source["options"] = {"filter": "\"nis_code\" = '36015'"}
    found = load(recorded, source, geometry="polygon", crs="EPSG:31370", fields=fields(sector_code="CS01012025", nis_code="CNIS5_2025"))
    place = recorded.world.places["36015"]
    known = addresses(recorded.world, place)
    assert len(found.features.table) == 107 and 20_000 < len(known) < 30_000
    assert shapely.contains(place.box.buffer(500), known.shapes).mean() > 0.99
