"""docs/sources.md: what public data carry of the built-in challenges is what catalogue and challenges say."""

from collections import Counter
from pathlib import Path

import pytest
from opgavenkaart.processing.challenge.variants import Lacks, choose_variant
from opgavenkaart.processing.model.builtin_challenges import builtin_challenges
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.test.support.source_table import all_rows, page, public_variant

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue()


def test_the_page_says_what_catalogue_and_challenges_say():
    made, kept = page(), ROOT / "docs" / "sources.md"
    if not kept.exists() or kept.read_text(encoding="utf-8") != made:
        new = ROOT / "build" / "told" / "sources.md"
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(made, encoding="utf-8")
        pytest.fail(f"docs/sources.md says something else: read {new}, and copy it if it is right.")


def test_of_the_64_indicators_at_least_40_have_a_public_source():
    rows = all_rows(CATALOGUE)
    assert len(rows) == 64
    assert sum(row.has_source for row in rows) >= 40
    assert Counter(row.kind for row in rows)["estimated"] == 7


@pytest.mark.parametrize("makes", [True, False], ids=["with estimates", "without"])
@pytest.mark.parametrize("id", builtin_challenges())
def test_public_data_carry_the_weight_that_an_index_asks_for(id, makes):
    challenge = read_challenge(id)
    variant = choose_variant(challenge, Lacks(CATALOGUE, challenge.units.key, makes=makes))
    assert variant.carried_share >= 1 - challenge.aggregation.allowed_missing_share
    assert challenge.missing_data.layers == "continue"


@pytest.mark.parametrize("id", builtin_challenges())
def test_what_is_another_measurement_has_another_title(id):
    challenge = read_challenge(id)
    for indicator in challenge.indicators:
        titles = [indicator.title.nl, *(twin.title.nl for twin in indicator.otherwise)]
        assert len(set(titles)) == len(titles)
    shown = {one.id: one for one in public_variant(challenge, CATALOGUE).challenge.indicators}
    for indicator in challenge.indicators:
        twin = shown[indicator.id]
        assert (twin.title == indicator.title) == (twin.measurement == indicator.measurement)


def test_a_figure_of_the_municipality_is_never_a_form_of_an_indicator():
    figures = {id for id, record in CATALOGUE.records.items() if any(one.kind == "municipal" for one in record.fields.values())}
    assert figures
    for row in all_rows(CATALOGUE):
        assert row.kind == "municipal" or not figures.intersection(record.id for record in row.records)


def test_who_has_what_is_missing_is_said():
    for row in all_rows(CATALOGUE):
        assert row.has_source or row.asked.holder.en, row.asked.id
