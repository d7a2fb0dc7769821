"""Choices that several rooms share: each room, the schema and the texts know the same ones."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.clusters import TYPES_OF_SIDES
from opgavenkaart.processing.analysis.index import score
from opgavenkaart.processing.model.challenge import Indicator
from opgavenkaart.processing.model.choices import NORMALISATIONS, RELATIVE_NORMALISATIONS, SIDES
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.measures import IN_CHALLENGES, MEASURES
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.texts.index_texts import NORMALISATION_TEXTS
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.ui.challenge.words import measures, normalisations


def find_choices(schema, key):
    """Return the values that a schema allows for a key, wherever it stands."""
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = schema.get(key, {}) if isinstance(schema, dict) else {}
    if isinstance(own, dict) and "enum" in own:
        return own["enum"]
    return next((found for part in parts if (found := find_choices(part, key))), None)


def test_schema_texts_and_editor_know_the_same_normalisations():
    allowed = find_choices(read_schema("challenge"), "normalisation")
    assert allowed == list(NORMALISATIONS) == list(NORMALISATION_TEXTS) == [key for _, key in normalisations(Language("nl"))]
    assert Indicator.__dataclass_fields__["normalisation"].default in NORMALISATIONS


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_each_normalisation_scores_the_most_need_highest(normalisation):
    scores = score(np.array([1.0, 2.0, 4.0]), normalisation, target=1.0)
    assert scores.argmax() == 2 and scores.argmin() == 0
    if normalisation in RELATIVE_NORMALISATIONS:
        with pytest.raises(OpgaveError, match="only one unit"):
            score(np.array([1.0]), normalisation)


def test_each_side_has_its_types():
    assert tuple(TYPES_OF_SIDES) == SIDES and ClusterRule().sides in SIDES


def test_schema_and_editor_know_the_same_measures():
    """Challenges take the attribute of a unit besides; a text that dominates is no number, and makes no indicator."""
    allowed = read_schema("challenge")["$defs"]["measure"]["enum"]
    assert set(allowed) == {key for _, key in measures(Language("nl"))} == set(IN_CHALLENGES)


def test_supply_is_what_there_is_and_how_near_it_is():
    tells = [key for key, one in MEASURES.items() if one.of_supply]
    assert tells == ["count", "density", "area_share", "length", "distance_nearest", "share_within"]
