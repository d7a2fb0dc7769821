"""The algorithm `map_coalitions`: by hand, from tables and layers, on the demo city, and with input that cannot be right."""

import datetime
import json

import pytest
from opgavenkaart.processing.cartography.layer_words import kept_words
from opgavenkaart.processing.cartography.styles import kept_style
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from osgeo import ogr
from qgis.core import Qgis, QgsFeatureRequest, QgsProcessingException, QgsVectorLayer

FIELDS = "actor_id:string,name:string,kind:string,role:string,reach_m:double"
WEST, EAST, COLD = (f"Polygon(({x} 0, {x + 10} 0, {x + 10} 10, {x} 10, {x} 0))" for x in (0, 100, 200))


def clusters(*more):
    rows = [(WEST, 1, "West", "hot"), (EAST, 2, "East", "hot"), (COLD, 3, "Cold", "cold"), *more]
    return memory_layer("Polygon", rows, "cluster_id:integer,cluster_label:string,cluster_type:string", name="clusters")


def actors(*rows, geometry="Point", crs="EPSG:31370"):
    return memory_layer(geometry, list(rows), FIELDS, crs, name="actors")


TOWN = (
    ("Point(5 5)", "a", "School", "public", "school", 0),
    ("Point(105 5)", "b", "Creche", "vzw", "organiser", 200),
    ("Point(5 8)", "c", "Parents", "citizens", "family_support,space", 500),
    ("Point(900 900)", "d", "Grid", "profit", "grid", 0),
)


def links(*rows):
    return memory_layer("None", [(None, *row) for row in rows], "from_actor:string,to_actor:string,link_kind:string", name="links")


def asked(**others):
    return {"CLUSTERS": clusters(), "ACTORS": actors(*TOWN), "OUTPUT_ACTORS": "memory:"} | others


def table(layer):
    return read_features(layer, keep_null=True)[0].table


def test_by_hand(run_algorithm, tmp_path):
    report = tmp_path / "report.html"
    ran = run_algorithm(
        "map_coalitions",
        asked(
            LINKS=links(("a", "d", "board"), ("d", "c", "money")),
            CHALLENGE="place_for_every_child",
            OUTPUT_LINKS="memory:",
            OUTPUT_CLUSTERS="memory:",
            REPORT=str(report),
        ),
    )
    counts = ("ACTOR_COUNT", "ROLE_COUNT", "LINK_COUNT", "COMMUNITY_COUNT", "INCOMPLETE_COUNT", "TO_MAKE_COUNT")
    assert {name: ran[name] for name in counts} == dict(zip(counts, (4, 3, 2, 1, 2, 3), strict=True))
    people = table(ran["OUTPUT_ACTORS"]).set_index("actor_id")
    assert people["clusters"].to_dict() == {"a": "1", "b": "1, 2", "c": "1, 2", "d": ""}
    assert people["degree"].tolist() == [1, 0, 1, 2] and people["betweenness"].tolist() == [0, 0, 0, pytest.approx(1 / 3)]
    assert people["actor_kind"].tolist() == ["public", "non_profit", "citizens", "profit"]
    places = table(ran["OUTPUT_CLUSTERS"]).set_index("cluster_id")
    assert places["roles_missing"].to_dict() == {1: "local_desk", 2: "school, local_desk"}
    assert places["linked_share"].tolist() == [0, 0]
    made = table(ran["OUTPUT_LINKS"])
    assert made["state"].tolist() == ["exists"] * 2 + ["to_make"] * 3
    pairs = made[made["state"] == "to_make"]
    assert list(zip(pairs["from_actor"], pairs["to_actor"], pairs["shared_clusters"], pairs["via"].fillna(""), strict=True)) == [
        ("b", "c", 2, ""), ("a", "c", 1, "Grid"), ("a", "b", 1, ""),
    ]  # fmt: skip
    text = report.read_text(encoding="utf-8")
    assert "Creche" in text and "http" not in text.split("</style>")[1]
    assert "1 clusters of low values do not indicate need and are left out." in ran.infos


def test_a_table_with_coordinates(run_algorithm, tmp_path):
    """Actors from a text file in degrees stand where the same actors of a layer do, to a metre."""
    path = tmp_path / "actors.csv"
    path.write_text(
        "id,naam,soort,rollen,bereik_m,lengtegraad,breedtegraad\na,School,openbaar,school,0,3.72,51.05\nb,Vereniging,burgers,,,3.73,51.06\n"
    )
    layer = memory_layer("Point", [("Point(3.72 51.05)",), ("Point(3.73 51.06)",)], "", "EPSG:4326")
    expected, _ = read_features(layer, target_crs="EPSG:31370")
    ran = run_algorithm("map_coalitions", asked(ACTORS=str(path)))
    found, _ = read_features(ran["OUTPUT_ACTORS"])
    assert all(ours.distance(theirs) < 1e-6 for ours, theirs in zip(found.geometry, expected.geometry, strict=True))
    assert found.table["actor_kind"].tolist() == ["public", "citizens"]


def test_an_area_that_is_served(run_algorithm):
    served = ("Polygon((50 0, 150 0, 150 10, 50 10, 50 0))", "a", "Care", "public", "school", 0)
    ran = run_algorithm("map_coalitions", asked(ACTORS=actors(served, geometry="Polygon")))
    assert table(ran["OUTPUT_ACTORS"])["clusters"].tolist() == ["2"]


def test_arcs_join_the_actors(run_algorithm):
    ran = run_algorithm("map_coalitions", asked(LINKS=links(("a", "b", "x")), OUTPUT_LINKS="memory:"))
    features, _ = read_features(ran["OUTPUT_LINKS"])
    first = features.geometry[0]
    assert (first.coords[0], first.coords[-1]) == ((5, 5), (105, 5))
    assert first.length > 100 and abs(first.interpolate(0.5, normalized=True).y - 5) == pytest.approx(12)


def test_on_the_demo_city(run_algorithm, demo_city):
    """In the clusters of childcare every role is played somewhere, and a pair to make has no link."""
    layers = {name: f"{demo_city['GEOPACKAGE']}|layername={name}" for name in ("neighbourhoods", "actors", "actor_links")}
    given = asked(
        CLUSTERS=layers["neighbourhoods"], ACTORS=layers["actors"], LINKS=layers["actor_links"], CHALLENGE="place_for_every_child"
    )
    ran = run_algorithm("map_coalitions", given | {"OUTPUT_LINKS": "memory:", "OUTPUT_CLUSTERS": "memory:", "OUTPUT_ACTORS": "memory:"})
    made = table(ran["OUTPUT_LINKS"])
    pairs = {state: set(map(frozenset, zip(part["from_actor"], part["to_actor"], strict=True))) for state, part in made.groupby("state")}
    assert not pairs["exists"] & pairs["to_make"] and len(pairs["to_make"]) == ran["TO_MAKE_COUNT"] > 0
    assert 0 < ran["INCOMPLETE_COUNT"] < len(table(ran["OUTPUT_CLUSTERS"]))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(None, "a", "School", "public", "school", 0), TOWN[1]], r"1 actors of 'actors' have no location \(School\)"),
        ([TOWN[0], TOWN[0]], "has 'a' twice"),
        ([("Point(5 5)", "", "School", "public", "school", 0)], "is empty for 1 actors"),
        ([("Point(5 5)", "a", "School", "church", "school", 0)], "has the unknown kind 'church'. Give one of public, non_profit"),
        ([("Point(5 5)", "a", "School", "public", "school", -5)], r"Field 'reach_m' of 'actors' is below 0 for actor 'a' \(-5\)"),
        ([], "has no features: choose the layer with the actors"),
    ],
)
def test_bad_actors(run_algorithm, rows, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("map_coalitions", asked(ACTORS=actors(*rows)))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"LINKS": [("a", "e", "x")]}, "Row 1 of 'links' links to 'e', which is not an actor"),
        ({"LINKS": [("a", None, "x")]}, "Row 1 of 'links' is incomplete"),
        ({"CHALLENGE": "place_for_every_chid"}, "Did you mean 'place_for_every_child'"),
        ({"CLUSTERS": []}, "has no clusters: there is no place for a coalition"),
        ({"ID_FIELD": "nr"}, "no field 'nr'"),
    ],
)
def test_bad_questions(run_algorithm, given, sentence):
    if "LINKS" in given:
        given = {"LINKS": links(*given["LINKS"])}
    if "CLUSTERS" in given:
        given = {"CLUSTERS": memory_layer("Polygon", [], "cluster_id:integer", name="clusters")}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("map_coalitions", asked(**given))


def test_a_table_without_places(run_algorithm, tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("id,naam\na,School\n")
    with pytest.raises(QgsProcessingException, match="Table 'actors' has no places: give it columns x and y"):
        run_algorithm("map_coalitions", asked(ACTORS=str(path)))


def test_a_table_in_another_encoding(run_algorithm, tmp_path):
    path = tmp_path / "actors.csv"
    path.write_bytes("id;naam;x;y\na;Crèche;104000;194000\n".encode("cp1252"))
    with pytest.raises(QgsProcessingException, match="Field 'naam' contains unreadable characters .*save the file as UTF-8"):
        run_algorithm("map_coalitions", asked(ACTORS=str(path)))


def test_sheets_of_a_workbook(run_algorithm, tmp_path):
    """Actors and links from two sheets of one file: texts only, a title above the table, decimal commas, an id that is a number."""
    path = tmp_path / "network.xlsx"
    book = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    sheet(book, "Actoren", ["Actoren 2026", "b", "c", "d", "e", "f", "g"], [
        ("id", "naam", "soort", "rollen", "x", "y", "middelen"),
        ("a", "Crèche", "publiek", "organiser", "104000,5", "194000,5", "1000,50"),
        ("7", "Zeven", "vzw", "school", "104010", "194000", None),
    ])  # fmt: skip
    sheet(book, "Banden", ["van", "naar", "soort"], [("a", "7", "kent")])
    del book
    here = memory_layer(
        "Polygon", [("Polygon((103000 193000,105000 193000,105000 195000,103000 195000,103000 193000))", 1)], "cluster_id:integer"
    )
    given = asked(CLUSTERS=here, ACTORS=f"{path}|layername=Actoren", LINKS=f"{path}|layername=Banden", OUTPUT_CLUSTERS="memory:")
    ran = run_algorithm("map_coalitions", given | {"OUTPUT_LINKS": "memory:"})
    assert table(ran["OUTPUT_LINKS"])[["from_actor", "to_actor", "link_kind"]].to_numpy().tolist() == [["a", "7", "kent"]]
    assert table(ran["OUTPUT_CLUSTERS"])["means_euro"].tolist() == [1000.5]
    assert table(ran["OUTPUT_ACTORS"])["actor_name"].tolist() == ["Crèche", "Zeven"]


def sheet(book, name, columns, rows):
    layer = book.CreateLayer(name)
    for column in columns:
        layer.CreateField(ogr.FieldDefn(column, ogr.OFTString))
    for row in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for column, value in zip(columns, row, strict=True):
            feature.SetField(column, value)
        layer.CreateFeature(feature)


def test_own_roles(run_algorithm, tmp_path):
    """A challenge file of one's own, whose roles are known by their titles too."""
    from opgavenkaart.processing.model.challenge import read_challenge

    document = read_challenge("place_for_every_child").to_json() | {"roles": [{"id": "r1", "title": {"nl": "Grid", "en": "grid"}}]}
    path = tmp_path / "challenge.json"
    path.write_text(json.dumps(document))
    ran = run_algorithm("map_coalitions", asked(CHALLENGE=str(path)))
    assert table(ran["OUTPUT_ACTORS"])["in_challenge"].tolist() == [0, 0, 0, 1]
    assert any("have roles that the challenge does not ask for (family_support, organiser, school, space)" in text for text in ran.infos)


def test_a_dense_network_is_drawn_thin(run_algorithm):
    """Of 1,225 links the sixty that share most clusters are drawn, and the legend says so."""
    from opgavenkaart.processing.cartography.style import Style
    from opgavenkaart.processing.cartography.styles import apply
    from opgavenkaart.processing.cartography.theme import theme
    from opgavenkaart.processing.texts.language import Language

    people = [
        (f"Point({5 + 10 * (row % 2)} {row / 10})", f"a{row}", f"Actor {row}", "public", "school", 100 * (row < 20)) for row in range(50)
    ]
    pairs = [(f"a{one}", f"a{other}", "") for one in range(50) for other in range(one)]
    ran = run_algorithm("map_coalitions", asked(ACTORS=actors(*people), LINKS=links(*pairs), OUTPUT_LINKS="memory:"))
    layer = ran["OUTPUT_LINKS"]
    apply(layer, Style("links", field="state"), theme(), Language("en"))
    rule = layer.renderer().rootRule().children()[0]
    assert rule.label() == "known link: at most 60, those that share most clusters first"
    drawn = table(layer).query("state == 'exists' and rank <= 60")
    assert len(drawn) == 60 == layer.materialize(QgsFeatureRequest().setFilterExpression(rule.filterExpression())).featureCount()
    assert drawn["shared_clusters"].min() >= table(layer).query("state == 'exists' and rank > 60")["shared_clusters"].max()


def test_a_geopackage_opens_with_its_looks_and_says_what_was_found(run_algorithm, tmp_path):
    """Dragged into any project: styled, in one file, with words in both languages and today's date where the input has none."""
    made = {name: str(tmp_path / f"{name.lower()}.gpkg") for name in ("OUTPUT_ACTORS", "OUTPUT_LINKS", "OUTPUT_CLUSTERS")}
    run_algorithm("map_coalitions", asked(LINKS=links(("a", "b", "x")), **made))
    opened = {name: QgsVectorLayer(path, "dragged", "ogr") for name, path in made.items()}
    assert [layer.renderer().type() for layer in opened.values()] == ["RuleRenderer"] * 3
    assert [kept_style(layer).kind for layer in opened.values()] == ["actors", "links", "coalition"]
    assert opened["OUTPUT_ACTORS"].labelsEnabled()
    said = {code: kept_words(opened["OUTPUT_CLUSTERS"], Language(code)).finding for code in ("nl", "en")}
    assert "role" in said["en"] and "rol" in said["nl"] and said["en"] != said["nl"]
    metadata = opened["OUTPUT_CLUSTERS"].metadata()
    assert (metadata.title(), metadata.abstract()) == ("Ontbrekende rollen", said["nl"])
    assert metadata.dateTime(Qgis.MetadataDateType.Created).date().toPyDate() == datetime.date.today()
    opened.clear()
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".gpkg"] * 3
