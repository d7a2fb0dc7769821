"""What is said of whom the clusters reach, held against numbers that are counted by hand."""

import pandas as pd
import pytest
from opgavenkaart.processing.challenge.unit_table import UnitTable
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.products.integrated_map.reach_words import outside_words, people_rows, reach_content
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.six_units import outcome, six_units

ENGLISH, DUTCH = Language("en"), Language("nl")
HOMES, OLD = [200, 1000, 300, 400, 100, 400], [100, 100, 60, 20, None, 300]


@pytest.fixture
def town(qgis_app, tmp_path):
    """Units S3 and S6 are the first cluster, with S1 as the second; the index rests on the need alone."""
    town = six_units(tmp_path)
    town.table("homes", {"sector_code": town.keys, "homes": HOMES, "old": OLD})
    return town


def found(town, **challenge):
    need = {"id": "need", "layer": "facts", "field": "need", "weight": 3, "normalisation": "target", "target": 0, "limit": 100}
    below = {"layer": "homes", "measure": "attribute", "field": "homes"}
    old = {"id": "old", "layer": "homes", "field": "old", "denominator": below, "weight": 1, "unit": "%"}
    return outcome(town, need, old, clusters={"method": "threshold", "threshold": 50}, **challenge)


def outside(made, language):
    """What map and web map say, from the table of the units alone."""
    return outside_words(made.unit_table, made.unit_table.cases, language)


def test_what_the_clusters_hold(town):
    """Of 580 old homes 460 are in S1, S3 and S6: 21 % outside; of S5 it is not known. People: 1,500 of 2,200."""
    made = found(town)
    assert made.clusters.membership.tolist() == [2, 0, 1, 0, 0, 1]
    said = reach_content(made, ENGLISH)
    people, above, old = said["rows"]
    assert (people["title"], people["total"], people["inside"], people["cells"]) == ("Inhabitants", 2200, 1500, [1400, 100])
    assert (old["title"], old["total"], old["inside"], old["cells"]) == ("old", 580, 460, [360, 100])
    assert old["share"] == pytest.approx(460 / 580)
    assert said["words"] == outside(made, ENGLISH) == "'old': 21 % of the cases (120 of 580) lie outside the clusters."
    assert said["unknown"] == "Areas where the number is not known, which count as none: old (1)."
    assert outside(made, DUTCH) == "'old': 21 % van de gevallen (120 van 580) ligt buiten de clusters."
    index = made.indexed.evaluation.index
    line = sorted(index[index == index])[-1]
    assert above["title"] == f"Inhabitants in the tenth of the areas with the highest index ({line:.1f} or more)"
    assert above["total"] == above["inside"] == [100, 200, 400, 0, 500, 1000][int(index.tolist().index(line))]


def test_regions_and_maps_without_clusters_say_nothing_of_it(town):
    assert reach_content(found(town), ENGLISH)
    regions = outcome(town, clusters={"method": "skater", "regions": 2})
    assert reach_content(regions, ENGLISH) == {} and outside(regions, ENGLISH) == ""
    nowhere = outcome(town, clusters={"method": "threshold", "threshold": 99})
    assert reach_content(nowhere, ENGLISH) == {} and outside(nowhere, ENGLISH) == ""


def test_where_nothing_is_counted_only_people_are(town):
    said = reach_content(outcome(town), ENGLISH)
    assert [row["title"].partition(" ")[0] for row in said["rows"]] == ["Inhabitants", "Inhabitants"]
    assert said["words"] == ""


def test_areas_that_share_the_line_of_the_worst_tenth_are_counted(town):
    """Of six areas one is a tenth; S3 and S6 share the highest index, and all share the lowest where five have it: no tenth then."""
    shared = reach_content(outcome(town), ENGLISH)["rows"][1]
    assert (shared["title"], shared["total"]) == ("Inhabitants in the 2 areas with an index of 80.0 or more", 1400)
    assert reach_content(outcome(town), DUTCH)["rows"][1]["title"] == "Inwoners in de 2 gebieden met een index van 80,0 of meer"


def test_where_all_share_the_index_of_the_worst_tenth_nobody_is_set_apart():
    for index, rows in (([5.0, 5, 5], 1), ([5.0, 5, 9], 2)):
        table = pd.DataFrame({"inhabitants": [10, 20, 30], "challenge_index": index, "cluster_id": [None, None, 1]})
        assert len(people_rows(UnitTable(read_challenge("warm_homes"), table), ENGLISH)) == rows
