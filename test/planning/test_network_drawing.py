"""The drawing of a coalition's network from the layers that a run left."""

import pytest
from opgavenkaart.processing.planning.coalition import network_drawing
from opgavenkaart.processing.planning.coalition.network_drawing import draw_network
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProject, QgsVectorFileWriter

ACTORS = [
    ("a", "Anna", "public", 1, "1, 2", 0),
    ("b", "Bert", None, 3, None, 1),
    ("c", "Cis", "profit", 2, "2", 0),
    ("d", "Dré", "profit", 0, "", 0),
]
LINKS = [("a", "b", "exists", 99), ("b", "c", "to_make", 20), ("c", "a", "to_make", 21), ("b", "x", "exists", 1)]


@pytest.fixture
def sources(qgis_app, tmp_path):
    def write(layer, name):
        path = str(tmp_path / f"{name}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsProject.instance().transformContext(), options)
        return path

    def make(actors=ACTORS, links=LINKS):
        fields = "actor_id:string,actor_name:string,actor_kind:string,degree:integer,clusters:string,broker:integer"
        rows = [(f"POINT({number} {2 * number})", *actor) for number, actor in enumerate(actors)]
        columns = "from_actor:string,to_actor:string,state:string,priority:integer"
        lines = [("LINESTRING(0 0, 1 1)", *link) for link in links]
        return write(memory_layer("Point", rows, fields), "actors"), write(memory_layer("LineString", lines, columns), "links")

    return make


def pairs(drawn):
    return {(drawn.nodes[edge.one].name, drawn.nodes[edge.other].name, edge.exists) for edge in drawn.edges}


def test_actors_come_by_their_links_and_links_to_make_as_far_as_they_are_urgent(sources):
    """The link to an actor that is not there, and the 21st to make, are left out; what exists is drawn whatever its priority."""
    drawn = draw_network(*sources(links=LINKS[:3]))
    assert [one.name for one in drawn.nodes] == ["Bert", "Cis", "Anna", "Dré"] and drawn.crs == "EPSG:31370"
    assert pairs(drawn) == {("Anna", "Bert", True), ("Bert", "Cis", False)}
    bert, anna = drawn.nodes[0], drawn.nodes[2]
    assert (bert.kind, bert.degree, bert.clusters, bert.broker) == ("", 3, "", True)
    assert (anna.kind, anna.clusters, anna.broker, anna.ground.x(), anna.ground.y()) == ("public", "1, 2", False, 0, 0)
    assert all(0 <= one.x <= 1 and 0 <= one.y <= 1 for one in drawn.nodes)


def test_a_drawing_shows_those_with_most_links(sources, monkeypatch):
    monkeypatch.setattr(network_drawing, "MOST", 2)
    drawn = draw_network(*sources(links=LINKS[:3]))
    assert [one.name for one in drawn.nodes] == ["Bert", "Cis"] and pairs(drawn) == {("Bert", "Cis", False)}
    assert network_drawing.MOST_TO_MAKE == 20


def test_links_may_name_actors_by_their_names(sources):
    drawn = draw_network(*sources(links=[("Anna", "Cis", "exists", 1), ("Anna", "Nobody", "exists", 1)]))
    assert pairs(drawn) == {("Anna", "Cis", True)}, "the name, where no field holds all of them"
