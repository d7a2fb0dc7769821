"""recluster_bbc on the demo city, on files as they come, and on the real plans."""

import json
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.model.challenge import builtin_challenges
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.qgis_io.ogr_errors import gdal_raises
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from osgeo import ogr
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer

COLUMNS = ["Gemeente", "NIS", "Actieplan", "Actie", "Uitgaven 2026", "Uitgaven 2027"]
ROWS = [
    ["Velm", "09901", "Groen, en\nkoel", "Ontharden", "1.000,10", "2,5"],
    ["Velm", "09901", "", "Nieuwe loods", "3", ""],
    ["Kouter", "09902", "", "Crèche en fietspad", "0,01", "4"],
]
PLAN = pd.DataFrame(ROWS, columns=COLUMNS)


def table_of(ran) -> pd.DataFrame:
    layer = ran["OUTPUT"] if isinstance(ran["OUTPUT"], QgsVectorLayer) else QgsVectorLayer(ran["OUTPUT"], "rows", "ogr")
    return read_features(layer)[0].table


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes(PLAN.to_csv(index=False, sep=";").encode("cp1252"))
    return path


@pytest.fixture(scope="module")
def demo(demo_city, tmp_path_factory):
    from opgavenkaart.test.support.running import registered, run_algorithm

    folder = tmp_path_factory.mktemp("bbc")
    plan, units = (f"{demo_city['GEOPACKAGE']}|layername={name}" for name in ("multi_year_plan", "neighbourhoods"))
    with registered():
        ran = run_algorithm(
            "recluster_bbc", {"ACTIONS": plan, "UNITS": units, "OUTPUT": str(folder / "b.gpkg"), "REPORT": str(folder / "b.html")}
        )
    return ran, read_features(QgsVectorLayer(plan, "plan", "ogr"))[0].table


def test_totals_of_the_demo_city_by_year_and_policy_domain(demo):
    ran, plan = demo
    table = table_of(ran)
    years = [f"y{year}" for year in range(2026, 2032)]
    np.testing.assert_array_equal((100 * table[years]).round().sum(), (100 * plan[years]).round().sum())
    assert ran["TOTAL"] == plan[years].to_numpy().sum() == pytest.approx(table["total"].sum())
    own = plan[years].sum(axis=1).groupby(plan["policy_field"].str[1]).sum()
    ours = table["total"].groupby(table["policy_domain"].str[0]).sum()
    assert (ours.round(2) == own.round(2)).all() and len(own) == 7


def test_every_action_is_there_and_shares_are_whole(demo):
    ran, plan = demo
    table = table_of(ran)
    shares = table.groupby("action_key")["share"].sum()
    assert len(shares) == len(plan) == ran["ACTION_COUNT"]
    np.testing.assert_allclose(shares, 1)
    served = table[table["challenge"] != "none"]
    assert served["action_key"].nunique() == ran["ASSIGNED_COUNT"] == round(ran["ASSIGNED_SHARE"] * len(plan))
    assert (served.groupby("action_key").size() > 1).sum() == ran["SHARED_COUNT"]
    assert ran["ASSIGNED_MONEY_SHARE"] == pytest.approx(served["total"].sum() / ran["TOTAL"])
    assert served["reason"].notna().all() and set(served["certainty"]) <= {"high", "medium", "low"}
    assert set(served["challenge"]) == set(builtin_challenges())


def test_policy_fields_decide_in_the_demo_city(demo):
    table = table_of(demo[0])
    homes = table[(table["policy_field"] == "0930")]
    assert set(homes["challenge"]) == {"social_housing", "warm_homes"}
    assert homes["reason"].str.startswith("policy field 0930 Sociale huisvesting").all()


def test_places_that_actions_name(demo):
    table = table_of(demo[0])
    named = table[table["places"].fillna("").str.contains("Blekerijwijk")]
    assert len(named) and named["ac_short"].str.contains("Blekerijwijk").any()
    assert not table["places"].fillna("").str.contains("Oudervoorde").any()


def test_neighbourhoods_and_streets_from_the_catalogue(run_algorithm, demo_city, tmp_path):
    """Each street of the demo city is named by one action, and found in the neighbourhoods in which its addresses lie."""
    addresses, areas = (
        read_features(QgsVectorLayer(f"{demo_city['GEOPACKAGE']}|layername={name}", name, "ogr"))[0]
        for name in ("addresses", "neighbourhoods")
    )
    streets = sorted(set(addresses.table["street"]))[:40]
    plan = tmp_path / "plan.csv"
    pd.DataFrame({"actie": [f"Heraanleg {street.upper()}" if "t" in street else f"De {street}" for street in streets], "2026": 1}).to_csv(
        plan
    )
    ran = run_algorithm("recluster_bbc", {"ACTIONS": str(plan), "CATALOGUE": demo_city["CATALOGUE"], "OUTPUT": "memory:"})
    table = table_of(ran).drop_duplicates("ac_short")
    assert table["place_names"].tolist() == streets
    tree = shapely.STRtree(areas.geometry)
    for street, said in zip(streets, table["places"], strict=True):
        here = tree.query(addresses.geometry[addresses.table["street"] == street], predicate="within")[1]
        share = pd.Series(areas.table["name"].to_numpy()[here]).value_counts(normalize=True)
        assert set(said.split("; ")) == set(share.index[share >= 0.1])


def test_need_of_neighbourhoods_is_the_mean_of_their_units(run_algorithm, demo_city, tmp_path):
    """Statistical sectors of the demo city with the number of their addresses as need, in another coordinate system."""
    sectors, areas, addresses = (
        read_features(QgsVectorLayer(f"{demo_city['GEOPACKAGE']}|layername={name}", name, "ogr"))[0]
        for name in ("statistical_sectors", "neighbourhoods", "addresses")
    )
    counted = np.bincount(shapely.STRtree(sectors.geometry).query(addresses.geometry, predicate="within")[1], minlength=len(sectors))
    rows = [
        (shape.wkt, name, float(need)) for shape, name, need in zip(sectors.geometry, sectors.table["sector_name"], counted, strict=True)
    ]
    units = memory_layer("MultiPolygon", rows, "sector_name:string,need:double")
    units = run_algorithm("native:reprojectlayer", {"INPUT": units, "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"})["OUTPUT"]
    plan, report, name = tmp_path / "plan.csv", tmp_path / "report.html", areas.table["name"][0]
    pd.DataFrame({"actie": [f"Park in {name}"], "2026": ["7"]}).to_csv(plan)
    inputs = {"ACTIONS": str(plan), "UNITS": units, "NEED_FIELD": "need", "CATALOGUE": demo_city["CATALOGUE"], "REPORT": str(report)}
    ran = run_algorithm("recluster_bbc", inputs | {"OUTPUT": "memory:"})
    assert table_of(ran)["places"].tolist()[0] == name
    here = shapely.within(shapely.point_on_surface(sectors.geometry), areas.geometry[0])
    assert f'{name}</th><td class="n">{counted[here].mean():,.1f}</td>' in report.read_text(encoding="utf-8")


def test_a_catalogue_without_areas_gets_its_sentence(run_algorithm, plan_file, tmp_path):
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_text('{"title": {"nl": "Leeg"}, "records": []}', encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="The catalogue has no record 'neighbourhoods'"):
        run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "CATALOGUE": str(catalogue), "OUTPUT": str(tmp_path / "out.gpkg")})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catalogue.json", "plan.csv"]


def test_streets_that_cannot_be_had_are_told_and_areas_are_found_all_the_same(run_algorithm, demo_city, plan_file, tmp_path):
    catalogue = tmp_path / "catalogue.json"
    record = {"id": "addresses", "title": {"nl": "Adressen"}, "publisher": {"name": "Stad", "kind": "city"}, "geometry": "point"}
    record["source"] = {"kind": "gpkg", "path": "absent.gpkg"}
    catalogue.write_text(json.dumps({"title": {"nl": "Stad"}, "includes": [demo_city["CATALOGUE"]], "records": [record]}), encoding="utf-8")
    ran = run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "CATALOGUE": str(catalogue), "OUTPUT": "memory:"})
    assert any("absent.gpkg" in text and "Only the names of areas are looked for." in text for text in ran.warnings)


@pytest.mark.parametrize("catalogue", [False, True])
def test_areas_without_any_get_their_sentence(run_algorithm, demo_city, plan_file, qgis_app, catalogue):
    inputs = {"ACTIONS": str(plan_file), "UNITS": memory_layer("Polygon", [], "name:string", name="leeg"), "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="Layer 'leeg' has no features"):
        run_algorithm("recluster_bbc", inputs | ({"CATALOGUE": demo_city["CATALOGUE"]} if catalogue else {}))


def test_areas_of_another_municipality_get_their_sentence(run_algorithm, plan_file, qgis_app):
    areas = QgsVectorLayer("Polygon?crs=EPSG:31370&field=naam:string&field=nis_code:string", "wijken", "memory")
    feature = QgsFeature(areas.fields())
    feature.setAttributes(["Heide", "12345"])
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0,1 0,1 1,0 0))"))
    areas.dataProvider().addFeatures([feature])
    with pytest.raises(
        QgsProcessingException, match="None of the areas lies in a municipality of the plan: '12345' in their field 'nis_code'"
    ):
        run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "UNITS": areas, "OUTPUT": "memory:"})


def test_places_in_the_real_plan_of_ghent(run_algorithm, shared_data, tmp_path):
    """Districts and streets as the plan spells them; read with the eye."""
    (tmp_path / "data").symlink_to(shared_data)
    catalogue = tmp_path / "catalogue.json"
    catalogue.write_bytes((Path(__file__).parents[2] / "docs/examples/ghent/catalogue.json").read_bytes())
    plan = str(shared_data / "bbc/bbc-acties-mjp2026.csv")
    ran = run_algorithm("recluster_bbc", {"ACTIONS": plan, "MUNICIPALITY": "Gent", "CATALOGUE": str(catalogue), "OUTPUT": "memory:"})
    places = table_of(ran).drop_duplicates("ac_short").set_index("ac_short")["places"].dropna()
    assert len(places) == 34
    expected = {
        "Witte Kaproenenplein openbaar domein": "Rabot - Blaisantvest",
        "Omgeving Vogelhoekwijk soc woonproject": "Moscou - Vogelhoek",
        "Ferrerlaan openbaar domein": "Bloemekenswijk",
        "Zuurstof voor de Brugse Poort - Meibloem": "Brugse Poort - Rooigem",
        "Coördinatie Sluizeken Tolhuis Ham": "Sluizeken - Tolhuis - Ham",
        "Sociaal woonproject - Nieuw Gent": "Nieuw Gent - UZ",
    }
    assert places[list(expected)].to_dict() == expected


def test_the_report_needs_nothing_outside_it(demo):
    page = Path(demo[0]["REPORT"]).read_text(encoding="utf-8")
    addresses = []

    class Addresses(HTMLParser):
        def handle_starttag(self, tag, attrs):
            addresses.extend(value for name, value in attrs if name in ("src", "href"))

    Addresses().feed(page)
    assert addresses == []
    assert "108,203,000" in page and "Zorg en opvang" in page and "Blekerijwijk" in page


def test_a_text_file_in_windows_encoding(run_algorithm, plan_file):
    ran = run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "OUTPUT": "memory:"})
    table = table_of(ran).sort_values(["ac_short", "challenge"])
    assert table[["ac_short", "challenge"]].to_numpy().tolist() == [
        ["Crèche en fietspad", "mobility_poverty"],
        ["Crèche en fietspad", "place_for_every_child"],
        ["Nieuwe loods", "none"],
        ["Ontharden", "green_and_cool"],
    ]
    assert table["y2026"].tolist() == [0.01, 0.0, 3.0, 1000.1] and table["y2027"].tolist() == [2.0, 2.0, 0.0, 2.5]
    assert table["nis_code"].tolist() == ["09902", "09902", "09901", "09901"]
    assert ran["TOTAL"] == 1009.61
    assert any("Uitgaven 2026" in text for text in ran.infos)


def test_a_workbook_says_the_same(run_algorithm, plan_file, tmp_path):
    workbook = tmp_path / "plan.xlsx"
    with gdal_raises():
        book = ogr.GetDriverByName("XLSX").CreateDataSource(str(workbook))
        sheet = book.CreateLayer("plan")
        for column in COLUMNS:
            sheet.CreateField(ogr.FieldDefn(column))
        for row in ROWS:
            feature = ogr.Feature(sheet.GetLayerDefn())
            for place, value in enumerate(row):
                feature.SetField(place, value)
            sheet.CreateFeature(feature)
        del feature, sheet, book
    runs = [run_algorithm("recluster_bbc", {"ACTIONS": str(path), "OUTPUT": "memory:"}) for path in (plan_file, workbook)]
    pd.testing.assert_frame_equal(*(table_of(ran) for ran in runs))


def test_a_layer_in_the_project_and_a_selection(run_algorithm, plan_file, qgis_new_project):
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject

    layer = QgsVectorLayer(f"{plan_file.as_uri()}?delimiter=;&encoding=cp1252&detectTypes=no", "plan", "delimitedtext")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([next(layer.getFeatures()).id()])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    ran = run_algorithm("recluster_bbc", {"ACTIONS": chosen, "OUTPUT": "memory:"}, project=QgsProject.instance())
    assert table_of(ran)["ac_short"].tolist() == ["Ontharden"]


def test_corrections_and_one_municipality(run_algorithm, plan_file, tmp_path):
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(
        "gemeente,actie,opgave,dient,opmerking\nVelm,Nieuwe loods,shared_infrastructure,ja,wordt gedeeld\n", encoding="utf-8"
    )
    inputs = {"ACTIONS": str(plan_file), "MUNICIPALITY": "09901", "CORRECTIONS": str(corrections), "OUTPUT": "memory:"}
    ran = run_algorithm("recluster_bbc", inputs)
    row = table_of(ran).set_index("ac_short").loc["Nieuwe loods"]
    assert (row["challenge"], row["certainty"], row["reason"]) == ("shared_infrastructure", "by_hand", "manual: wordt gedeeld")
    assert ran["CORRECTED_COUNT"] == 1 and ran["ACTION_COUNT"] == 2 and ran["ASSIGNED_SHARE"] == 1


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"MUNICIPALITY": "Velem"}, "no municipality 'Velem'. Did you mean 'Velm'"),
        ({"CHALLENGES": "warm_home"}, "Did you mean 'warm_homes'"),
        ({"CORRECTIONS": "absent.csv"}, "'absent.csv' does not exist"),
        ({"INVESTMENTS": "absent.csv"}, "'absent.csv' does not exist"),
    ],
)
def test_bad_input_leaves_nothing_behind(run_algorithm, plan_file, tmp_path, inputs, sentence):
    outputs = {"OUTPUT": str(tmp_path / "out.gpkg"), "REPORT": str(tmp_path / "out.html")}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file)} | outputs | inputs)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.csv"]


def test_challenges_need_ids_of_their_own_and_words_or_fields(run_algorithm, plan_file, tmp_path):
    own = json.loads((RESOURCES / "challenges" / "warm_homes.json").read_text(encoding="utf-8"))
    for name, change in (("same", {}), ("silent", {"id": "silent", "bbc": {}})):
        (tmp_path / f"{name}.json").write_text(json.dumps(own | change), encoding="utf-8")
    cases = {"warm_homes,{}/same.json": "Two of the challenges have the id 'warm_homes'",
             "{}/silent.json": "Challenge 'silent' has no policy fields and no words"}  # fmt: skip
    for challenges, sentence in cases.items():
        with pytest.raises(QgsProcessingException, match=sentence):
            run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "CHALLENGES": challenges.format(tmp_path), "OUTPUT": "memory:"})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Uitgaven 2026": ["1", "veel", "2"]}, "Row 3, column 'Uitgaven 2026': 'veel' is no amount"),
        ({"Actie": "", "Actieplan": ""}, "No action of the plan has a text"),
        ({"Uitgaven 2026": "", "Uitgaven 2027": ""}, "The plan has no amounts"),
    ],
)
def test_bad_plans(run_algorithm, tmp_path, change, sentence):
    path = tmp_path / "plan.csv"
    PLAN.assign(**change).to_csv(path, index=False)
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("recluster_bbc", {"ACTIONS": str(path), "OUTPUT": str(tmp_path / "out.gpkg"), "REPORT": str(tmp_path / "out.html")})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["plan.csv"]


def test_cancel(run_algorithm, plan_file, tmp_path):
    output = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("recluster_bbc", {"ACTIONS": str(plan_file), "OUTPUT": str(output)}, feedback=RecordingFeedback("Classifying"))
    assert not output.exists()


def test_investments_beside_the_plans_of_real_municipalities(run_algorithm, tmp_path):
    folder = data_folder("bbc/bbc-acties-mjp2026.csv", "bbc/investeringen-per-gemeente-beleidsveld.csv") / "bbc"
    plan, investments = folder / "bbc-acties-mjp2026.csv", folder / "investeringen-per-gemeente-beleidsveld.csv"
    report = tmp_path / "gent.html"
    inputs = {"ACTIONS": str(plan), "INVESTMENTS": str(investments), "MUNICIPALITY": "Gent", "OUTPUT": "memory:", "REPORT": str(report)}
    ran = run_algorithm("recluster_bbc", inputs)
    source, table = pd.read_csv(plan, dtype=str).query("municipality == 'Gent'"), table_of(ran)
    assert ran["ACTION_COUNT"] == len(source) == 153
    assert ran["TOTAL"] == pytest.approx(source["total_amount"].astype(float).sum())
    assert table["total"].sum() == pytest.approx(ran["TOTAL"])
    planned = pd.read_csv(investments, dtype={"NIS_code": str}).query("NIS_code == '44021'")
    elderly = planned[planned["Beleidsveld"].str[:4].isin(["0950", "0951", "0952", "0953", "0954"])]["Totaal"].sum()
    assert f"{elderly:,.0f}" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "warned"), [("44021", True), ("12345", False)])
def test_investments_of_other_municipalities_only_are_reported(run_algorithm, tmp_path, code, warned):
    plan, investments = tmp_path / "plan.csv", tmp_path / "investeringen.csv"
    PLAN.assign(nis_code="12345").to_csv(plan, index=False)
    investments.write_text(f"NIS_code,Beleidsveld,Totaal\n{code},0950 Ouderen,100\n")
    ran = run_algorithm("recluster_bbc", {"ACTIONS": str(plan), "INVESTMENTS": str(investments), "OUTPUT": "memory:"})
    sentence = "File 'investeringen.csv' has no investments of the municipalities of this plan: compare the NIS codes."
    assert (sentence in ran.warnings) is warned
