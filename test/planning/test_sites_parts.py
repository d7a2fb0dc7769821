"""From layers to a question about sites and back, on four places along a street, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.siting import Sector, find_sites
from opgavenkaart.processing.analysis.siting.appraisal import Saving, curve, runners_up, saving
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.sites import outputs, report
from opgavenkaart.processing.planning.sites.inputs import (
    PlanRules,
    SiteLayers,
    demand_of,
    find_reached,
    find_suitable_sectors,
    points_of,
    question_of,
    status_of,
)
from opgavenkaart.processing.sources.travel.means import Means
from opgavenkaart.test.support.layers import Heard

PLAIN = PlanRules("mclp", 2, None, False, 1.0, 0.0, 1.0, "", "", "", "", 500.0, 0.0, Means())
SECTORS = (Sector("Opvang", 150.0), Sector("Sport", 150.0))


def features(name, places, /, **columns):
    """Points along a street, ids from 11 on; None is a feature without geometry."""
    shapes = np.array([None if at is None else shapely.Point(at, 0) for at in places], dtype=object)
    return Features(name, shapes, pd.DataFrame(columns, index=range(len(places))), "EPSG:31370", np.arange(len(places)) + 11)


CHILDREN = features("Opvang", [0, 100, 1000, 50], n=[3, 1, 2, 0], need=[1.0, 5, 3, 9])
CLUBS = features("Sport", [100, 1100], n=[10.0, 10], need=[2.0, 1])
SITES = features(
    "Plaatsen", [-100, 100, 1100, 3000],
    places=[4.0, 12, 20, 0], cost=[100.0, 300, 500, 900], status=["candidate", None, " Required ", ""],
    suits=["", "Opvang, ", "Sport, Opvang", None],
)  # fmt: skip


def asked(rules=PLAIN, said=None, **layers):
    """The question of children and clubs."""
    given = SiteLayers(SITES, [CHILDREN, CLUBS], **layers)
    demand = demand_of(given.demands, ["n", "n"], ["need", "need"], said or Heard())
    return question_of(given, demand, SECTORS, rules, said or Heard())


# ---- the question


def test_demand_is_what_asks_for_something():
    said = Heard()
    demand = demand_of([CHILDREN, CLUBS], ["n", ""], ["need", ""], said)
    assert demand.xy[:, 0].tolist() == [0, 100, 1000, 100, 1100]
    assert demand.amount.tolist() == [3, 1, 2, 1, 1]
    assert demand.sector.tolist() == [0, 0, 0, 1, 1]
    assert demand.ids.tolist() == [11, 12, 13, 11, 12]
    np.testing.assert_array_equal(demand.need, [1, 5, 3, np.nan, np.nan])
    assert said.notes == ["Layer 'Opvang': 1 of 4 features ask for nothing."]


def test_ways_status_and_suits():
    problem = asked(replace(PLAIN, status_field="status", suits_field="suits", capacity_field="places", cost_field="cost")).problem
    assert problem.cost[:, 0].tolist() == [100, 200, 1100, 200, 1200]
    assert problem.cost[:, 1].tolist() == [100, 0, 900, np.inf, np.inf]
    assert problem.cost[:, 2].tolist() == [1100, 1000, 100, 1000, 0]
    assert problem.status.tolist() == ["candidate", "candidate", "required", "candidate"]
    assert problem.capacity.tolist() == [4, 12, 20, 0]
    assert problem.price.tolist() == [100, 300, 500, 900]


def test_words_that_are_no_status_and_no_sector():
    with pytest.raises(OpgaveError, match="holds 'requird'.*did you mean 'required'"):
        status_of(features("Plaatsen", [0], status=["requird"]), "status")
    with pytest.raises(OpgaveError, match="holds '7'.*did you mean 'candidate'"):
        status_of(features("Plaatsen", [0], status=[7]), "status")
    assert status_of(SITES, "").tolist() == ["candidate"] * 4
    assert find_suitable_sectors(SITES, "suits", ["Opvang", "Sport"]).tolist() == [[True] * 4, [True, False, True, True]]
    with pytest.raises(OpgaveError, match="names 'Sport', which is none of the demand layers: Opvang"):
        find_suitable_sectors(SITES, "suits", ["Opvang"])


def test_demand_without_a_way_is_left_out_where_all_must_be_served():
    said = Heard()
    cost = np.array([[1, np.inf], [np.inf, np.inf], [2, 3]])
    assert find_reached(cost, said).tolist() == [True, False, True]
    assert said.warnings == ["1 demand points cannot reach any candidate and are left out."]
    assert find_reached(cost[[0, 2]], quiet := Heard()).tolist() == [True, True] and quiet.warnings == []
    with pytest.raises(OpgaveError, match="No demand point can reach"):
        find_reached(cost[[1]], Heard())
    assert len(find_reached(cost[:0], Heard())) == 0, "nobody asks for anything: nobody is cut off"
    lost = replace(CHILDREN, geometry=np.array([*CHILDREN.geometry[:2], None, None], dtype=object))
    given = SiteLayers(SITES, [lost])
    demand = demand_of([lost], ["n"], [""], Heard())
    for objective, count in (("p_median", 2), ("p_center", 2), ("mclp", 3), ("lscp", 3)):
        found = question_of(given, demand, SECTORS[:1], replace(PLAIN, objective=objective), Heard())
        assert len(found.demand.amount) == len(found.problem.demand) == count


def test_what_lies_nowhere_is_told_layer_by_layer():
    """The child at 1000 and the site at 3000 have no place; of a layer that asks for nothing there is nothing to tell."""
    lost = replace(CHILDREN, geometry=np.array([*CHILDREN.geometry[:2], None, None], dtype=object))
    silent = replace(CLUBS, table=CLUBS.table.assign(n=0.0))
    sites = replace(SITES, geometry=np.array([*SITES.geometry[:3], None], dtype=object))
    for clubs in (CLUBS, silent):
        said = Heard()
        given = SiteLayers(sites, [lost, clubs])
        question_of(given, demand_of(given.demands, ["n", "n"], ["", ""], Heard()), SECTORS, PLAIN, said)
        assert [text.split(" lie ")[0] for text in said.warnings] == [
            "1 of 3 features of layer 'Opvang'",
            "1 of 4 features of layer 'Plaatsen'",
        ]
    nowhere = replace(sites, geometry=np.full(4, None))
    with pytest.raises(OpgaveError, match="^No feature of layer 'Plaatsen'"):
        question_of(replace(given, candidates=nowhere), demand_of([CHILDREN], ["n"], [""], Heard()), SECTORS[:1], PLAIN, Heard())


def test_a_point_stands_for_each_geometry():
    shapes = np.array([shapely.Point(1, 2), None, shapely.Point(), shapely.box(0, 0, 2, 2)], dtype=object)
    np.testing.assert_array_equal(points_of(shapes), [[1, 2], [np.nan, np.nan], [np.nan, np.nan], [1, 1]])


def test_candidates_in_areas_to_avoid_are_forbidden_and_kept_sites_told():
    avoid = replace(features("Water", [0]), geometry=np.array([shapely.box(-110, -5, 110, 5)], dtype=object))
    said = Heard()
    found = asked(replace(PLAIN, status_field="status"), said, avoid=avoid)
    assert found.problem.status.tolist() == ["forbidden", "forbidden", "required", "candidate"]
    assert "2 candidates lie in areas to avoid or have too little potential and are not chosen." in said.notes
    assert said.warnings == [] and found.potential is None
    said, wide = Heard(), replace(avoid, geometry=np.array([shapely.box(-110, -5, 1200, 5)], dtype=object))
    found = asked(replace(PLAIN, status_field="status"), said, avoid=wide)
    assert found.problem.status.tolist() == ["forbidden", "forbidden", "required", "candidate"]
    assert said.warnings == ["1 existing or required sites lie in areas to avoid; they stay in the plan."]


def test_potential_counts_metres_to_the_nearest_node():
    """Demand near the sites: 3, 14, 12 and 0, so ranks 2, 4, 3 and 1 of 4; a node at the second site, half the distance from the first."""
    nodes = features("Haltes", [100, 90_000])
    found = asked(replace(PLAIN, node_distance=400.0), nodes=nodes)
    assert found.problem.demand @ found.problem.near == pytest.approx([3, 14, 12, 0])
    assert found.potential.tolist() == pytest.approx([(37.5 + 50) / 2, (87.5 + 100) / 2, 62.5 / 2, 12.5 / 2])
    low = asked(replace(PLAIN, least_potential=62.5))
    assert low.problem.status.tolist() == ["forbidden", "candidate", "candidate", "forbidden"]
    assert low.potential.tolist() == pytest.approx([37.5, 87.5, 62.5, 12.5])


def test_who_is_worst_off_is_told_by_need_or_by_distance_to_existing_sites():
    """Half of the 6 children: those in greatest need are 5 and 3; without need known, those farthest from the existing site at 3000."""
    said = Heard()
    found = asked(replace(PLAIN, worst_off=0.5), said)
    assert found.problem.worst_off.tolist() == [False, True, True, True, False]
    assert "3 demand points are protected as the worst-off." in said.notes
    unknown, there = replace(CHILDREN, table=CHILDREN.table.assign(need=np.nan)), SITES.table.assign(status=["", "", "", "existing"])
    given = SiteLayers(replace(SITES, table=there), [unknown])
    demand = demand_of([unknown], ["n"], ["need"], Heard())
    rules = replace(PLAIN, status_field="status", worst_off=0.5)
    assert question_of(given, demand, SECTORS[:1], rules, Heard()).problem.worst_off.tolist() == [True, False, False]
    two = replace(given, candidates=replace(SITES, table=there.assign(status=["existing", "", "", "existing"])))
    nearest = question_of(two, demand, SECTORS[:1], rules, Heard()).problem.worst_off
    assert nearest.tolist() == [False, True, True], "to the nearest of two it is 100, 200 and 1100 m"
    with pytest.raises(OpgaveError, match="^WORST_OFF: "):
        question_of(given, demand, SECTORS[:1], replace(rules, status_field=""), Heard())
    assert question_of(given, demand, SECTORS[:1], replace(rules, worst_off=0.0), Heard()).problem.worst_off is None


def test_a_budget_needs_costs():
    with pytest.raises(OpgaveError, match="BUDGET requires"):
        asked(replace(PLAIN, budget=5.0))
    assert asked(replace(PLAIN, budget=5.0, cost_field="cost")).problem.budget == 5


# ---- the answer


@pytest.fixture(scope="module")
def solved():
    """Two sites of four for both sectors, each with its places and price; b and c serve 4 of 6 children and all 20 members."""
    question = asked(replace(PLAIN, capacity_field="places", cost_field="cost"))
    plan = find_sites(question.problem)
    return question, plan, saving(question.problem, plan, 5.0)


def test_the_sites_of_a_plan(solved):
    question, plan, _ = solved
    problem = question.problem
    order, rivals = curve(problem, plan), runners_up(problem, plan)
    said = Heard()
    earlier = SITES.with_columns(LOAD=np.zeros(4))
    table = outputs.site_table(earlier, problem, plan, order, rivals, said).table
    assert table["chosen"].tolist() == [0, 1, 1, 0]
    assert table["site_id"].tolist() == [11, 12, 13, 14]
    assert table["opvang_load"].sum() + table["sport_load"].sum() == table["load"].sum() == plan.value
    assert table["load"].tolist() == [0, 12, 12, 0]
    assert table["load_share"].tolist()[:3] == pytest.approx([0, 1, 0.6]) and np.isnan(table["load_share"][3])
    assert table["opening_order"].fillna(0).tolist() == [0, 1, 2, 0]
    assert set(table["runner_up"].dropna()) <= {11, 14} and table["runner_up"].isna().tolist() == [True, False, False, True]
    assert table["loss"].isna().tolist() == [True, False, False, True]
    one_place = replace(problem, capacity=np.array([1.0, 12, 20, 0]))
    assert outputs.site_table(SITES, one_place, plan, order, rivals, Heard()).table["load_share"][0] == 0, "one place is a place"
    assert "LOAD" not in table and said.notes == ["Layer 'Plaatsen' had LOAD: replaced by the new results."]


def test_what_each_candidate_is():
    """Existing and required go before new; a runner-up that is chosen is not one."""
    question = asked(replace(PLAIN, sites=3))
    plan = find_sites(question.problem)
    plan = replace(plan, chosen=np.array([True, True, True, False]))
    problem = replace(question.problem, status=np.array(["existing", "candidate", "required", "candidate"], dtype=object))
    rivals = pd.DataFrame({"site": [1], "runner_up": [3], "loss": [1.0]})
    assert outputs.roles(problem, plan, rivals).tolist() == ["existing", "new", "required", "runner_up"]
    alone = replace(plan, chosen=np.array([False, True, False, False]))
    assert outputs.roles(problem, alone, rivals.assign(runner_up=1)).tolist() == ["", "new", "", ""]


def test_lines_from_whoever_is_served_to_the_site(solved):
    question, plan, _ = solved
    lines = outputs.allocation_lines(question.problem, plan, question.demand, SITES)
    table = lines.table
    assert table["amount"].sum() == plan.value
    assert set(table["demand_layer"]) == {"Opvang", "Sport"}
    ends = shapely.get_coordinates(lines.geometry).reshape(-1, 2, 2)[:, :, 0]
    places = dict(zip(SITES.ids, [-100, 100, 1100, 3000], strict=True))
    assert ends[:, 1].tolist() == [places[id] for id in table["site_id"]]
    assert np.abs(ends[:, 1] - ends[:, 0]).tolist() == table["distance_m"].tolist()
    assert table["within_norm"].tolist() == (table["distance_m"] <= 150).astype(int).tolist()
    farthest = table["distance_m"].max()
    strict = replace(question.problem, sectors=tuple(Sector(one.name, farthest) for one in SECTORS))
    assert set(outputs.allocation_lines(strict, plan, question.demand, SITES).table["within_norm"]) == {1}, "at the norm is within it"


def test_the_tables_of_curve_and_saving(solved):
    question, plan, saved = solved
    order = outputs.curve_table(curve(question.problem, plan), SITES, "m").table
    assert order["site_id"].tolist()[:2] == [12, 13] and order["in_plan"].tolist() == [1, 1, 0, 0]
    sectors = [np.array([True, False, True, False]), np.array([False, True, False, False])]
    table = outputs.saving_table(question.problem, Saving(sectors, np.array([False, True, True, False]), True)).table.set_index("plan")
    assert table["sites"].to_dict() == {"Opvang": 2, "Sport": 1, "apart": 3, "shared": 2, "saved": 1}
    assert table["places"].to_dict() == {"Opvang": 24, "Sport": 12, "apart": 36, "shared": 32, "saved": 4}
    assert table["euro"].to_dict() == {"Opvang": 600, "Sport": 300, "apart": 900, "shared": 800, "saved": 100}
    bare = outputs.saving_table(replace(question.problem, price=None), saved).table
    assert "euro" not in bare and "places" in bare


def test_the_numbers_for_a_script(solved):
    question, plan, saved = solved
    found = report.output_numbers(question.problem, plan, saved)
    assert (found["OBJECTIVE_VALUE"], found["BOUND"], found["GAP"], found["SITE_COUNT"]) == (24, 24, 0, 2)
    assert (found["SERVED"], found["SERVED_SHARE"]) == (24, pytest.approx(24 / 26))
    apart, together = saved.sites()
    assert found["SITES_SAVED"] == apart - together
    assert found["EURO_SAVED"] == saved.total(question.problem.price)[0] - 800
    unpriced = replace(question.problem, price=None, capacity=None)
    assert {"PLACES_SAVED", "EURO_SAVED"} & set(report.output_numbers(unpriced, plan, saved)) == set()


def test_what_is_said_of_a_plan(solved):
    question, plan, saved = solved
    said = Heard()
    report.tell(question.problem, plan, saved, said)
    assert said.notes[0] == "2 sites; mclp = 24; gap 0.00%."
    assert any("together 2" in text for text in said.notes) and said.warnings == []
    alone = Heard()
    report.tell(replace(question.problem, sectors=SECTORS[:1]), replace(plan, bound=30.0), replace(saved, proven=False), alone)
    assert alone.notes[0] == "2 sites; mclp = 24; gap 25.00%."
    assert not any("together" in text for text in alone.notes)
    assert any("not proven minimal" in text for text in alone.notes)
    assert any("the bound is 30" in text for text in alone.warnings)
