"""Coalitions: network measures beside networkx, presence and pairs by hand."""

import networkx
import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.coalition import ActorNetwork, Actors, Links, pairs_to_make, roles_missing, works_in
from opgavenkaart.processing.analysis.coalition.communities import communities, modularity
from opgavenkaart.processing.analysis.coalition.meeting import NOBODY
from opgavenkaart.processing.model.errors import OpgaveError

GRAPHS = {
    "karate club": networkx.karate_club_graph,
    "southern women": networkx.davis_southern_women_graph,
    "florentine families": networkx.florentine_families_graph,
    "les miserables": networkx.les_miserables_graph,
    "random": lambda: networkx.gnm_random_graph(60, 90, seed=1),
    "random, sparse": lambda: networkx.gnm_random_graph(80, 50, seed=2),
    "random, 300 actors": lambda: networkx.gnm_random_graph(300, 900, seed=3),
    "preferential": lambda: networkx.barabasi_albert_graph(120, 2, seed=4),
    "caves": lambda: networkx.connected_caveman_graph(8, 6),
    "no links": lambda: networkx.empty_graph(5),
}


def network_of(graph):
    graph = networkx.convert_node_labels_to_integers(graph)
    ends = np.array(list(graph.edges()), dtype=np.int64).reshape(-1, 2)
    return graph, ActorNetwork.of(len(graph), ends[:, 0], ends[:, 1])


@pytest.fixture(params=GRAPHS)
def pair(request):
    return network_of(GRAPHS[request.param]())


def test_degree_and_parts(pair):
    theirs, ours = pair
    assert ours.degree.tolist() == [theirs.degree(node) for node in range(len(theirs))]
    assert len(set(ours.parts)) == networkx.number_connected_components(theirs)


def test_betweenness(pair):
    theirs, ours = pair
    expected = networkx.betweenness_centrality(theirs, weight=None)
    np.testing.assert_allclose(ours.betweenness(), [expected[node] for node in range(len(theirs))], rtol=0, atol=1e-12)


def test_communities_are_as_good_as_networkx(pair):
    """The modularity is what networkx computes for the same groups, and no worse than the best of its own ten tries by more than 0.01."""
    theirs, ours = pair
    if not theirs.number_of_edges():
        assert ours.communities().tolist() == [0] * len(theirs)
        return
    found = communities(ours.adjacency)
    groups = [set(np.flatnonzero(found == label).tolist()) for label in np.unique(found)]
    assert modularity(ours.adjacency, found) == pytest.approx(networkx.community.modularity(theirs, groups, weight=None))
    tries = (networkx.community.louvain_communities(theirs, weight=None, seed=seed) for seed in range(10))
    best = max(networkx.community.modularity(theirs, groups, weight=None) for groups in tries)
    assert modularity(ours.adjacency, found) > best - 0.01
    assert all(networkx.is_connected(theirs.subgraph(group)) for group in groups)


def test_communities_by_seed(pair):
    _, ours = pair
    assert (ours.communities(7) == ours.communities(7)).all()


def test_communities_are_numbered_by_size():
    _, ours = network_of(networkx.disjoint_union_all([networkx.complete_graph(3), networkx.complete_graph(5), networkx.empty_graph(1)]))
    assert ours.communities().tolist() == [2] * 3 + [1] * 5 + [0]


def test_the_one_between_two_groups_is_a_broker():
    """Two groups of four that know each other through one actor of each."""
    graph = networkx.disjoint_union(networkx.complete_graph(4), networkx.complete_graph(4))
    graph.add_edge(3, 4)
    _, ours = network_of(graph)
    betweenness = ours.betweenness()
    assert np.flatnonzero(ours.brokers(betweenness, ours.communities())).tolist() == [3, 4]
    assert betweenness[3] == pytest.approx(3 * 4 / 21)
    graph.add_edges_from([(8, 3), (8, 4)])  # linked into both groups, but on nobody's way
    _, ours = network_of(graph)
    betweenness = ours.betweenness()
    assert np.flatnonzero(ours.brokers(betweenness, ours.communities())).tolist() == [3, 4] and betweenness[8] == 0


def actors(places, reach=None, roles=None, kinds=None):
    count = len(places)
    ids = np.array([chr(97 + row) for row in range(count)], dtype=object)
    return Actors(
        ids,
        ids,
        np.array(kinds or ["public"] * count, dtype=object),
        np.ones((count, 1), dtype=bool) if roles is None else np.array(roles, dtype=bool),
        np.array(places, dtype=object),
        np.zeros(count) if reach is None else np.array(reach, dtype=float),
        np.full(count, np.nan),
    )


CLUSTERS = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(50, 0, 60, 10)], dtype=object)


@pytest.mark.parametrize(
    ("place", "reach", "expected"),
    [
        (shapely.Point(5, 5), 0, [1, 0, 0]),
        (shapely.Point(30, 5), 0, [0, 0, 0]),
        (shapely.Point(30, 5), 10, [0, 1, 0]),
        (shapely.Point(30, 5), 20, [1, 1, 1]),
        (shapely.box(10, 0, 20, 10), 0, [0, 1, 0]),
        (shapely.box(9, 0, 20, 10), 0, [1, 1, 0]),
        (shapely.box(30, 0, 40, 10), 10, [0, 1, 1]),
    ],
)
def test_where_an_actor_works(place, reach, expected):
    assert works_in(actors([place], [reach]), CLUSTERS)[0].tolist() == [bool(one) for one in expected]


def test_missing_roles():
    present = np.array([[1, 0, 0], [1, 1, 0]], dtype=bool)
    roles = np.array([[1, 0], [0, 1]], dtype=bool)
    assert roles_missing(roles, present).tolist() == [[False, False], [True, False], [True, True]]


def test_pairs_to_make():
    """a and b know each other; c shares clusters with both and is known to b through d, who plays no role."""
    roles = [[1, 0], [0, 1], [0, 1], [0, 0]]
    people = actors([shapely.Point(0, 0)] * 4, roles=roles, kinds=["public", "profit", "citizens", "public"])
    present = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1]], dtype=bool)
    links = Links.of(people.ids, ["a", "b", "d"], ["b", "d", "c"])
    found = pairs_to_make(people, present, ActorNetwork.of(4, links.one, links.other))
    rows = list(zip(found.one, found.other, found.shared, found.roles, found.via, strict=True))
    assert rows == [(0, 2, 2, 2, NOBODY), (1, 2, 1, 1, 3)]


def test_the_most_promising_pair_comes_first():
    """By the roles that two play together, the clusters that they share, whether their kinds differ, and who can introduce them."""
    roles = [[1, 0, 0], [1, 0, 0], [0, 1, 1], [1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0]]
    kinds = ["public"] * 4 + ["citizens", "public", "public"]
    people = actors([shapely.Point(0, 0)] * 7, roles=roles, kinds=kinds)
    present = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1], [1, 1, 1, 1]], dtype=bool)
    links = Links.of(people.ids, ["g", "g"], ["a", "f"])
    found = pairs_to_make(people, present, ActorNetwork.of(7, links.one, links.other))
    rows = list(zip(found.one, found.other, found.shared, found.roles, found.via, strict=True))
    assert rows == [
        (0, 2, 1, 3, NOBODY), (1, 2, 1, 3, NOBODY), (0, 1, 2, 1, NOBODY), (0, 4, 1, 1, NOBODY), (4, 5, 1, 1, NOBODY),
        (0, 5, 1, 1, 6), (0, 3, 1, 1, NOBODY),
    ]  # fmt: skip


def test_an_area_that_only_touches_a_cluster_does_not_work_there():
    """A strip of 9.5 or 10.5 millionths of the western cluster."""
    for millionths, works in ((9.5e-7, False), (1.05e-6, True)):
        strip = shapely.box(10 - 10 * millionths, 0, 20, 10)
        assert works_in(actors([strip]), CLUSTERS)[0].tolist() == [works, True, False]


def test_pairs_are_those_without_a_link():
    """Every pair of a random town is either linked, shares no cluster, or is to be made."""
    rng = np.random.default_rng(5)
    people = actors([shapely.Point(0, 0)] * 26)
    present = rng.random((26, 4)) < 0.3
    ends = rng.integers(0, 26, (40, 2))
    ends = ends[ends[:, 0] != ends[:, 1]]
    network = ActorNetwork.of(26, ends[:, 0], ends[:, 1])
    found = pairs_to_make(people, present, network)
    expected = {
        (one, other)
        for one in range(26)
        for other in range(one + 1, 26)
        if (present[one] & present[other]).any() and not network.adjacency[one, other]
    }
    assert set(zip(found.one.tolist(), found.other.tolist(), strict=True)) == expected
    for one, other, via in zip(found.one, found.other, found.via, strict=True):
        common = network.adjacency[one].multiply(network.adjacency[other]).indices
        assert (via == NOBODY) == (not len(common))
        assert via == NOBODY or (via in common and network.degree[via] == network.degree[common].max())


def test_links_are_pairs():
    links = Links.of(["a", "b", "c"], ["a", "b", "c", "a"], ["b", "a", "c", "c"])
    assert list(zip(links.one, links.other, links.row, strict=True)) == [(0, 1, 0), (0, 2, 3)]
    assert (links.repeated, links.selves) == (1, 1)


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [
        ((["a"], [""]), "Row 1 of 'links' is incomplete"),
        ((["a", "a"], ["school_b", "school_a"]), "Row 2 of 'links' links to 'school_a', which is not an actor: did you mean 'school_b'"),
        ((["a"], ["zzz"]), "Row 1 of 'links' links to 'zzz', which is not an actor. Add the actor"),
    ],
)
def test_a_link_to_nobody(ends, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        Links.of(["a", "school_b"], *ends)


def test_links_once_without_direction_or_selves():
    """Of six rows four are pairs: one is stated again the other way round, one is an actor with itself."""
    links = Links.of("abcd", ["b", "a", "c", "d", "a", "d"], ["a", "b", "c", "a", "c", "c"])
    pairs = sorted(zip(links.one.tolist(), links.other.tolist(), links.row.tolist(), strict=True))
    assert pairs == [(0, 1, 0), (0, 2, 4), (0, 3, 3), (2, 3, 5)]
    assert (len(links), links.repeated, links.selves) == (4, 1, 1)
    assert (len(Links.none()), Links.none().repeated, Links.none().selves) == (0, 0, 0)
    assert len(Links.of("ab", [], [])) == 0


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (["a", ""], ["b", "b"], "Row 2 of 'links' is incomplete: give the ids of two actors."),
        (["a"], [""], "Row 1 of 'links' is incomplete: give the ids of two actors."),
        (["a", "a"], ["b", "school_1"], "Row 2 of 'links' links to 'school_1', which is not an actor: did you mean 'school1'?"),
        (["zzz"], ["a"], "Row 1 of 'links' links to 'zzz', which is not an actor. Add the actor, or remove the link."),
    ],
)
def test_rows_that_link_nobody(first, second, sentence):
    with pytest.raises(OpgaveError) as caught:
        Links.of(["a", "b", "school1"], first, second)
    assert str(caught.value) == sentence
