"""Measures from a layer: which field says what, and what cannot be right in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ...analysis.envelope.measures import ANY_YEAR, Measures, check_measures, some, unknown_measure
from ...analysis.features import Features
from ...model.choices import TITLE_FIELDS
from ...model.envelope import FULL, EnvelopeRules
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...qgis_io.field_roles import ids_in, require_fields, set_header, texts, usual_fields
from ...qgis_io.reading import missing_field, number_column
from ..coalition.inputs import USUAL as ACTOR_FIELDS
from ..coalition.inputs import actor_ids

USUAL = {
    "id": ("measure_id", "id"),
    "title": TITLE_FIELDS,
    "party": ("actor_id", "actor", "party"),
    "year": ("year", "jaar"),
    "scalable": ("scalable", "schaalbaar"),
    "excludes": ("excludes",),
    "requires": ("requires",),
}
"""Names under which a role is found where no field is given for it."""
TRUE = {"1", "1.0", "true", "yes", "ja", "waar", "t"}
FALSE = {"0", "0.0", "false", "no", "nee", "onwaar", "f", ""}


@dataclass(frozen=True)
class MeasureFields:
    """Which field of the layer says what; an empty text where none does.

    Attributes
    ----------
    effects : tuple of str
        Fields of effects, which are added up by their weights.
    """

    cost: str
    effects: tuple[str, ...]
    running: str = ""
    id: str = ""
    title: str = ""
    party: str = ""
    year: str = ""
    scalable: str = ""
    excludes: str = ""
    requires: str = ""


@dataclass(frozen=True)
class Parties:
    """What is known of those who carry out measures.

    Attributes
    ----------
    names : dict of str to str
        By id; empty where no table was given.
    table : DataFrame
        A row a party, by id.
    shares : dict of str to float
        The share (0-1) of the envelope that a party has agreed to have for itself, by id; parties of which none is known are absent.
    """

    names: dict[str, str]
    table: pd.DataFrame
    shares: dict[str, float] = field(default_factory=dict)

    def called(self, parties: Iterable[str]) -> list[str]:
        """Return what parties are called: their ids where no name is known."""
        return [self.names.get(party, party) for party in parties]


def parties_of(actors: Features | None, share_field: str, progress: Progress) -> Parties:
    """Return the parties of a table of actors, with their shares of the envelope where a field holds them; none without a table.

    Raises
    ------
    OpgaveError
        The table has no ids, or one twice; shares that are none, or more than the envelope together.
    """
    if actors is None:
        if share_field:
            raise OpgaveError("SHARE_FIELD names field '{field}' of the actors, but no table of actors was given.", field=share_field)
        return Parties({}, pd.DataFrame())
    actors = set_header(actors, ACTOR_FIELDS, progress)
    fields = usual_fields({}, {role: ACTOR_FIELDS[role] for role in ("id", "name")}, list(actors.table), actors.name)
    if not fields["id"]:
        raise missing_field(actors.name, ACTOR_FIELDS["id"][0], list(actors.table))
    ids = actor_ids(actors, fields["id"])
    names = texts(actors.table, fields["name"]) if fields["name"] else ids
    shares = shares_of(actors, share_field, ids, progress) if share_field else {}
    return Parties(dict(zip(ids, np.where(names == "", ids, names), strict=True)), actors.table.set_axis(ids), shares)


def shares_of(actors: Features, field: str, ids: np.ndarray, progress: Progress) -> dict[str, float]:
    """Return the share of the envelope of each actor that has one.

    Raises
    ------
    OpgaveError
        One is below 0, or all together are more than 1.
    """
    shares = number_column(actors, field, progress)
    negative = shares < 0
    if negative.any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' is negative for {count} actors ({ids}). Give shares of the envelope from 0 to 1.",
            ids=some(ids[negative]), **about(actors, field, negative),
        )  # fmt: skip
    total = float(np.nansum(shares))
    if total > FULL:
        raise OpgaveError(
            "The shares in field '{field}' of layer '{layer}' add up to {total:.0%} of the envelope. Give shares from 0 to 1 that add up to"
            " 1 or less.",
            field=field, layer=actors.name, total=total,
        )  # fmt: skip
    return {id: float(share) for id, share in zip(ids, shares, strict=True) if not np.isnan(share)}


def with_parties(features: Features, party_field: str, parties: Parties, wanted: Iterable[str], progress: Progress) -> Features:
    """Return measures with the wanted fields that only their parties have, such as the kind of actor."""
    party = texts(features.table, party_field)
    unknown = set(party) - {""} - set(parties.names)
    if unknown and parties.names:
        progress.warn("{count} parties are not in the table of actors ({ids}).", count=len(unknown), ids=some(sorted(unknown)))
    missing = [name for name in wanted if name not in features.table and name in parties.table]
    return features.with_columns(**{name: parties.table[name].reindex(party).to_numpy() for name in missing})


def effect_fields(text: str, names: list[str], layer: str) -> tuple[str, ...]:
    """Return the fields that a comma-separated text names.

    Raises
    ------
    OpgaveError
        It names none, or one that the layer does not have.
    """
    fields = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not fields:
        raise OpgaveError("EFFECT_FIELD is empty. Name the field with each measure's effect, or several: effect_care,effect_home.")
    require_fields(fields, names, layer)
    return fields


def measures_of(features: Features, fields: MeasureFields, rules: EnvelopeRules, progress: Progress) -> Measures:
    """Return the measures of a layer.

    Raises
    ------
    OpgaveError
        A value cannot be right: the sentence says which, and of which measure.
    """
    if not len(features):
        raise OpgaveError("Layer '{layer}' has no features: choose the layer with the measures.", layer=features.name)
    table = features.table
    ids = measure_ids(features, fields.id)
    weighed = zip(fields.effects, rules.weights(fields.effects), strict=True)
    effect = np.sum([weight * effects(features, field, progress) for field, weight in weighed], axis=0)
    measures = Measures.of(
        ids.tolist(),
        number_column(features, fields.cost, progress),
        effect,
        pairs(table, fields.excludes, ids),
        pairs(table, fields.requires, ids),
        running=number_column(features, fields.running, progress) if fields.running else np.zeros(len(ids)),
        year=years(features, fields.year, progress),
        scalable=flags(table, fields.scalable, ids),
        party=texts(table, fields.party),
        labels={field: texts(table, field) for field in rules.fields()},
    )
    check_measures(measures, fields.cost, fields.running)
    return measures


def measure_ids(features: Features, field: str) -> np.ndarray:
    """Return each measure's id, or its feature id where no field holds one; empty or double ids are refused."""
    if not field:
        return np.array([str(id) for id in features.ids], dtype=object)
    ids = texts(features.table, field)
    if (ids == "").any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' is empty for {count} measures. Give each an id.", **about(features, field, ids == "")
        )
    twice = pd.Series(ids).duplicated().to_numpy()
    if twice.any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' has '{id}' twice. Give each measure its own id.",
            id=ids[twice][0],
            **about(features, field, twice),
        )
    return ids


def about(features: Features, field: str, which: np.ndarray) -> dict:
    """Return what a sentence says of a field."""
    return {"field": field, "layer": features.name, "count": int(which.sum())}


def effects(features: Features, field: str, progress: Progress) -> np.ndarray:
    """Return a field of effects; a measure without one has none, and that is said."""
    values = number_column(features, field, progress)
    missing = np.isnan(values)
    if missing.all():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' is empty for all {count} measures. Choose a field with effects.",
            **about(features, field, missing),
        )
    if missing.any():
        progress.warn(
            "Field '{field}' of layer '{layer}' is empty for {count} measures: they count as without effect.",
            **about(features, field, missing),
        )
    return np.nan_to_num(values)


def years(features: Features, field: str, progress: Progress) -> np.ndarray:
    """Return each measure's year; `ANY_YEAR` where it is empty."""
    if not field:
        return np.full(len(features), ANY_YEAR)
    return np.nan_to_num(number_column(features, field, progress), nan=ANY_YEAR).astype(int)


def flags(table: pd.DataFrame, field: str, ids: np.ndarray) -> np.ndarray:
    """Return a field of yes and no; empty is no."""
    words = np.array([word.lower() for word in texts(table, field)], dtype=object)
    wrong = ~np.isin(words.astype(str), [*TRUE, *FALSE])
    if wrong.any():
        raise OpgaveError(
            "Field '{field}' says '{word}' for measure '{id}'. Give yes or no (ja or nee, 1 or 0).",
            field=field,
            word=words[wrong][0],
            id=ids[wrong][0],
        )
    return np.isin(words.astype(str), list(TRUE))


def pairs(table: pd.DataFrame, field: str, ids: np.ndarray) -> list[tuple[str, str]]:
    """Return each measure with each other one that its field names."""
    if not field:
        return []
    known = set(ids)
    found = []
    for id, text in zip(ids, texts(table, field), strict=True):
        for other in ids_in(text):
            if other not in known:
                raise unknown_measure(other, ids, f"{field} ({id})")
            if other == id:
                raise OpgaveError("Measure '{id}' names itself in field '{field}'. Leave that out.", id=id, field=field)
            found.append((id, other))
    return found
