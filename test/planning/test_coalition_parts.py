"""Actors and links from tables, and what is told of coalitions: five actors, two clusters and three roles, by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.coalition import ActorNetwork
from opgavenkaart.processing.analysis.coalition.actors import EXISTS, TO_MAKE
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.challenge import Role
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.planning.coalition import report
from opgavenkaart.processing.planning.coalition.findings import answer
from opgavenkaart.processing.planning.coalition.inputs import ActorFields, actors_of, links_of, place_actors, roles_of
from opgavenkaart.processing.planning.coalition.outputs import actor_layer, arcs, cluster_layer, link_layer, link_ranks, list_names, pages
from opgavenkaart.processing.qgis_io.cluster_layers import as_clusters
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard
from qgis.core import QgsProcessingContext

ENGLISH = Language("en")
FIELDS = ActorFields("id", "name", "kind", "roles", "means", "reach")
ROLES = tuple(Role(id, Text(f"{id}-nl", f"{id}-en")) for id in ("advice", "money", "care"))
ACTORS = {
    "id": ["a", "b", "c", "d", "e"],
    "name": ["Stad", "Vzw", "", "Bedrijf", "Elders"],
    "kind": ["Overheid", "non-profit", None, "company", "burgers"],
    "roles": ["advice; money-nl", "ADVICE", "money-en, juggling", "", "care"],
    "means": [100.0, np.nan, 50.0, 7.0, np.nan],
    "reach": [0.0, np.nan, 10.0, 0, 0],
}
WHERE = [(1, 1), (2, 2), (9, 9), (12, 2), (99, 99)]
LINKS = {"from_actor": list("abadaa"), "to_actor": list("baaedd"), "kind": ["work", "x", "y", "", "z", "zz"]}


def layer(columns, places=None, name="Actoren"):
    table = pd.DataFrame(columns)
    shapes = np.full(len(table), None, dtype=object) if places is None else shapely.points(places)
    return Features(name, shapes, table, "EPSG:31370", np.arange(len(table)) + 1)


def actors(said=None, **change):
    return actors_of(layer(ACTORS | change, WHERE), FIELDS, ROLES, said or Heard())


# ---- reading


def test_actors_are_read_by_id_title_and_words():
    said = Heard()
    found = actors(said)
    assert found.ids.tolist() == ["a", "b", "c", "d", "e"]
    assert found.names.tolist() == ["Stad", "Vzw", "c", "Bedrijf", "Elders"]
    assert found.kinds.tolist() == ["public", "non_profit", "", "profit", "citizens"]
    assert found.roles.tolist() == [[True, True, False], [True, False, False], [False, True, False], [False] * 3, [False, False, True]]
    assert found.concerned.tolist() == [True, True, True, False, True]
    assert found.reach.tolist() == [0, 0, 10, 0, 0]
    np.testing.assert_array_equal(found.means, [100, np.nan, 50, 7, np.nan])
    assert said.notes == ["The kind of 1 actors is unknown.", "1 actors have roles that the challenge does not ask for (juggling)."]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": ["a", "", "c", "", "e"]}, "Field 'id' of 'Actoren' is empty for 2 actors"),
        ({"id": ["a", "b", "b", "d", "e"]}, "has 'b' twice"),
        ({"kind": ["Overheid", "alien", "", "", ""]}, "Actor 'b' has the unknown kind 'alien'"),
        ({"reach": [0, -1, 0, 0, 0]}, r"Field 'reach' of 'Actoren' is below 0 for actor 'b' \(-1\)"),
        ({"means": [0, 0, -2, 0, 0]}, "is below 0 for actor 'c'"),
    ],
)
def test_what_cannot_be_right(change, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        actors(**change)


def test_actors_without_a_place_are_named():
    lost = replace(layer(ACTORS, WHERE), geometry=np.array([None, shapely.Point(1, 1), None, None, None], dtype=object))
    with pytest.raises(OpgaveError, match=r"4 actors of 'Actoren' have no location \(Stad, , Bedrijf \.\.\.\)"):
        actors_of(lost, FIELDS, ROLES, Heard())
    three = replace(lost, geometry=np.array([None, shapely.Point(1, 1), shapely.Point(), None, shapely.Point(2, 2)], dtype=object))
    with pytest.raises(OpgaveError, match=r"3 actors of 'Actoren' have no location \(Stad, , Bedrijf\)\."):
        actors_of(three, FIELDS, ROLES, Heard())


def test_a_table_of_actors_needs_coordinates(qgis_app):
    with pytest.raises(OpgaveError) as nowhere:
        place_actors(layer({"id": ["a"], "name": ["Stad"]}), "EPSG:31370", QgsProcessingContext(), Heard())
    assert nowhere.value.sentence() == (
        "Table 'Actoren' has no places: give it columns x and y (or longitude and latitude), or choose a layer. It has: id, name."
    )
    placed = place_actors(layer({"id": ["a", "b"], "x": [150_000, None], "y": [170_000, 5]}), "EPSG:31370", QgsProcessingContext(), Heard())
    assert shapely.get_coordinates(placed.geometry[0]).tolist() == [[150_000, 170_000]] and placed.geometry[1] is None


def test_roles_are_known_by_their_titles_in_any_case_and_others_are_listed_in_order():
    said = Heard()
    roles = (Role("r1", Text("Wonen NL", "Housing")), Role("r2", Text("", "")))
    played = ["wonen nl; R2", "HOUSING", "zang", "koken; Zang; zang", ""]
    found = actors_of(layer(ACTORS | {"roles": played}, WHERE), FIELDS, roles, said)
    assert found.roles.tolist() == [[True, True], [True, False], [False, False], [False, False], [False, False]]
    assert said.notes[-1] == "4 actors have roles that the challenge does not ask for (Zang, koken, zang)."


def test_roles_are_those_of_the_challenge_or_those_that_actors_name():
    names = [role.id for role in roles_of(None, layer(ACTORS), "roles")]
    assert names == ["advice", "money-nl", "ADVICE", "money-en", "juggling", "care"]


def test_links_are_pairs_each_once():
    said = Heard()
    found = links_of(layer(LINKS, name="Links"), actors(), said)
    assert np.sort(np.stack([found.links.one, found.links.other], axis=1), axis=1).tolist() == [[0, 1], [3, 4], [0, 3]]
    assert found.kinds.tolist() == ["work", "", "z"]
    assert said.notes == ["2 links occur more than once: each pair counts once."]
    assert said.warnings == ["1 links join an actor with itself and are not counted."]
    assert len(links_of(None, actors(), Heard()).links) == 0
    bare = links_of(layer({name: LINKS[name] for name in list(LINKS)[:2]}, name="Links"), actors(), Heard())
    assert len(bare.links) == 3 and bare.kinds.tolist() == ["", "", ""]


@pytest.mark.parametrize("columns", [{"x": ["a"]}, {"from": ["a"], "kind": ["work"]}, {"to": ["a"], "kind": ["work"]}])
def test_links_need_both_ends(columns):
    with pytest.raises(OpgaveError, match="Table 'Links' is not a table of links"):
        links_of(layer(columns, name="Links"), actors(), Heard())


# ---- the answer


@pytest.fixture(scope="module")
def found():
    """a, b and c (by its reach) work in the western cluster, d and c in the eastern; e nowhere."""
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], dtype=object)
    table = pd.DataFrame({"cluster_id": [1, 2], "cluster_label": ["West", "East"]})
    clusters = as_clusters(Features("clusters", shapes, table, "EPSG:31370"))
    who = actors(reach=[0.0, 0, 2.0, 0, 0])
    said = Heard()
    links = links_of(layer(LINKS | {"kind": [""] * 6}, name="Links"), who, Heard())
    return answer(who, links, clusters, ROLES, 1, said), said


def test_who_works_where_and_what_is_missing(found):
    result, said = found
    assert result.present.tolist() == [[True, False], [True, False], [True, True], [False, True], [False, False]]
    assert result.missing.tolist() == [[False, False, True], [True, False, True]]
    assert said.notes[0] == "1 actors with a role in the challenge work in none of the clusters."
    assert (
        "In 2 of 2 clusters at least one role has no known actor; 2 pairs work in the same clusters and have no link in the table: they may"
        " already know each other."
    ) in said.notes
    assert result.concerned_links.tolist() == [True, False, False]


def test_the_layer_of_actors(found):
    table = actor_layer(layer(ACTORS | {"degree": ["x"] * 5}, WHERE), found[0]).table
    assert table["cluster_count"].tolist() == [1, 1, 2, 1, 0]
    assert table["clusters"].tolist() == ["1", "1", "1, 2", "2", ""]
    assert table["degree"].tolist() == [2, 1, 0, 2, 1]
    assert table["in_challenge"].tolist() == [1, 1, 1, 0, 1]
    assert table["to_make"].tolist() == [1, 1, 2, 0, 0]
    assert table["actor_name"][2] == "c"
    assert table["reach"].tolist()[0] == 0 and table["name"].tolist()[0] == "Stad", "what the layer had stays"


def test_the_layer_of_links(found):
    layer_of = link_layer(found[0], "EPSG:31370")
    table = layer_of.table
    assert layer_of.ids.tolist() == [1, 2, 3, 4, 5]
    assert table["state"].tolist() == [EXISTS] * 3 + [TO_MAKE] * 2
    assert table["priority"].tolist() == [0, 0, 0, 1, 2]
    assert table["in_challenge"].tolist() == [1, 0, 0, 1, 1]
    assert table["shared_clusters"].tolist() == [1, 0, 0, 1, 1]
    assert table["rank"].tolist()[0] == 1 and sorted(table["rank"][:3]) == [1, 2, 3] and table["rank"].tolist()[3:] == [1, 2]
    assert set(table["to_name"][3:]) | set(table["from_name"][3:]) == {"Stad", "Vzw", "c"}
    ends = [shapely.get_coordinates(line)[[0, -1]].tolist() for line in layer_of.geometry[:1]]
    assert ends == [[[1, 1], [2, 2]]]
    middles = [line.interpolate(0.5, normalized=True) for line in layer_of.geometry]
    chords = [shapely.LineString(shapely.get_coordinates(line)[[0, -1]]) for line in layer_of.geometry]
    assert [one.distance(other) / other.length for one, other in zip(middles, chords, strict=True)] == pytest.approx([0.12] * 5, abs=1e-3)


def test_links_that_are_there_are_told_in_order():
    """Five links from one actor: each differs from the next in one matter only."""
    links = SimpleNamespace(one=np.zeros(5, dtype=int), other=np.array([1, 2, 3, 4, 5]))
    found = SimpleNamespace(
        links=SimpleNamespace(links=links),
        concerned_links=np.array([False, True, True, True, True]),
        community=np.array([0, 1, 0, 1, 0, 0]),
        network=SimpleNamespace(degree=np.array([5, 9, 9, 1, 1, 2])),
    )
    shared = np.array([3, 2, 1, 1, 1])
    assert link_ranks(found, shared).tolist() == [5, 1, 2, 4, 3]


def test_links_within_the_challenge_are_told_first_then_those_that_share_most(found):
    """The link of a and b goes first; of the others d has most links with a."""
    table = link_layer(found[0], "EPSG:31370").table[:3]
    pairs = {(row["from_actor"], row["to_actor"]): row["rank"] for _, row in table.iterrows()}
    assert pairs[("a", "b")] == 1


def test_the_layer_of_clusters(found):
    """a and b are linked, c with nobody: one pair of three in the west; means are those of a and c, of whom e is none."""
    table = cluster_layer(found[0]).table
    assert table["cluster_label"].tolist() == ["West", "East"], "what the layer had stays"
    assert table["actor_count"].tolist() == [3, 1]
    assert table["roles_present"].tolist() == ["advice, money", "money"] and table["roles_missing"].tolist() == ["care", "advice, care"]
    assert table["missing_count"].tolist() == [1, 2]
    assert table["linked_share"].tolist()[0] == pytest.approx(1 / 3) and np.isnan(table["linked_share"][1])
    nothing_known = replace(found[0], network=ActorNetwork.of(5, *[np.empty(0, dtype=int)] * 2))
    assert cluster_layer(nothing_known).table["linked_share"].isna().all(), "without any link nothing is known of the pairs"
    assert table["to_make"].tolist() == [2, 0]
    assert table["means_euro"].tolist() == [150, 50]
    assert "profit" in table["kinds_missing"][0].split(", ") and "public" not in table["kinds_missing"][0].split(", ")
    assert list_names(np.array([[True, False], [False, False]]), np.array(["x", "y"], dtype=object)).tolist() == ["x", ""]


def test_arcs_bend_to_either_side_of_their_chord():
    """An eighth of the chord at its middle; two at one place have none."""
    start, end = np.array([[0.0, 0], [0, 0], [5, 5]]), np.array([[100.0, 0], [100, 0], [5, 5]])
    left, right, none = arcs(start, end, np.array([1.0, -1.0, 1.0]))
    assert none is None
    for line, side in ((left, 1), (right, -1)):
        xy = shapely.get_coordinates(line)
        assert xy[0].tolist() == [0, 0] and xy[-1].tolist() == [100, 0]
        assert xy[len(xy) // 2].tolist() == pytest.approx([50, side * 12])
        assert np.abs(xy[:, 1]).max() == pytest.approx(12)


def test_a_page_for_each_cluster(found):
    west, east = pages(found[0])
    assert (west["label"], west["actors"], west["missing"], west["means"]) == ("West", 3, 1, 150)
    assert east["means"] == 50, "those of d, who has no role in the challenge, do not count"
    assert west["roles"] == [["Stad", "Vzw"], ["Stad", "c"], []] and east["roles"] == [[], ["c"], []]


def test_the_report_counts_those_with_a_role(found):
    content = report.content(found[0], None, ENGLISH)
    assert (content["actor_count"], content["link_count"], content["pair_count"]) == (4, 1, 2)
    assert content["roles"] == ["advice-en", "money-en", "care-en"] and content["has_means"]
    assert [(pair["one"], pair["other"], pair["one_role"], pair["other_role"]) for pair in content["pairs"]] == [
        ("Stad", "c", "advice-en, money-en", "money-en"),
        ("Vzw", "c", "advice-en", "money-en"),
    ], "as the table of actors has them"
    names = [row["name"] for row in content["linked"]]
    assert set(names[:2]) == {"Stad", "Bedrijf"} and "c" not in names
    assert [(row["name"], row["role"]) for row in content["linked"] if row["degree"] == 1] == [("Vzw", "advice-en"), ("Elders", "care-en")]
    degrees = {row["name"]: row["degree"] for row in content["linked"]}
    assert degrees == {"Stad": 2, "Bedrijf": 2, "Vzw": 1, "Elders": 1}
    members = [name for one in content["communities"] for name in one["members"]]
    assert sorted(members) == ["Bedrijf", "Elders", "Stad", "Vzw"]


def test_a_community_begins_with_those_who_have_most_links(found):
    """Stad and Bedrijf have two links, Vzw and Elders one."""
    one = replace(found[0], community=np.array([1, 1, 0, 1, 1]))
    assert [(row["number"], row["members"]) for row in report.communities(one)] == [(1, ["Stad", "Bedrijf", "Vzw", "Elders"])]


def test_the_report_lists_so_many_pairs_and_hubs():
    """Twelve actors at one place, each linked with the next: 11 links, 55 pairs that are not linked; the tenth hub is the last."""
    ids = [f"a{number}" for number in range(12)]
    columns = {"id": ids, "name": ids, "kind": [""] * 12, "roles": ["advice"] * 12, "means": [0.0] * 12, "reach": [0.0] * 12}
    who = actors_of(layer(columns, [(1, 1)] * 12), FIELDS, ROLES, Heard())
    links = links_of(layer({"from_actor": ids[:-1], "to_actor": ids[1:]}, name="Links"), who, Heard())
    table = pd.DataFrame({"cluster_id": [1], "cluster_label": ["West"]})
    clusters = as_clusters(Features("clusters", np.array([shapely.box(0, 0, 10, 10)]), table, "EPSG:31370"))
    content = report.content(answer(who, links, clusters, ROLES, 1, Heard()), None, ENGLISH)
    assert (content["pair_count"], len(content["pairs"]), len(content["linked"])) == (55, 20, 10)
    assert {row["name"] for row in content["linked"]} == set(ids[1:-1]), "the two at the ends are between nobody"


def test_the_finding_says_where_a_role_is_missing(found):
    result = found[0]
    assert report.finding(result, ENGLISH) == "In every cluster at least one role has no known actor"
    some = replace(result, missing=np.array([[False] * 3, [True, False, False]]))
    assert "1 of 2" in report.finding(some, ENGLISH)
    none = replace(result, missing=np.zeros((2, 3), dtype=bool))
    assert "all 2" in report.finding(none, ENGLISH)
