"""Pairs of records as points, and both registers as one layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...analysis.registers import RegisterMatch
from ...analysis.registers.comparison import ELSEWHERE, NEAR_METRES, SAME_ADDRESS, SAME_NAME
from ...analysis.registers.linkage import UNKNOWN
from ...analysis.registers.wording import read_address
from ...model.results import DOUBTFUL, SURE
from ...model.text import number_equals
from ...qgis_io.columns import key_texts
from ...texts.language import Language
from .inputs import RegisterLayer

NAME_LEVEL_TEXTS = (
    "Their names are the same.",
    "Their names are nearly the same.",
    "Their names are alike.",
    "Their names have something in common.",
    "Their names have nothing in common.",
)
"""By level, the most alike first."""
GEOMETRY = "geometry"
"""Stands among the fields that differ for records that do not lie at the same place."""
BOTH, ALL_FIELDS = "both", "*"
FILE_NUMBER = "fid"
"""Each file numbers its features itself."""
ORIGIN_BETWEEN, LISTED = "; ", ", "


@dataclass(frozen=True)
class Registers:
    """Two registers and their pairs."""

    first: RegisterLayer
    second: RegisterLayer
    match: RegisterMatch

    @property
    def names(self) -> tuple[str, str]:
        """What the registers are called; the second of two of one name is numbered."""
        first, second = number_equals([self.first.features.name, self.second.features.name])
        return first, second

    @property
    def sure_count(self) -> int:
        """How many pairs are sure."""
        return int(self.match.sure.sum())

    @property
    def doubtful_count(self) -> int:
        """How many pairs are worth a question."""
        return len(self.match) - self.sure_count

    def alone(self) -> tuple[np.ndarray, np.ndarray]:
        """Return which records of the first, and of the second, have no sure partner; shapes (n,), (m,)."""
        one, other = self.match.one[self.match.sure], self.match.other[self.match.sure]
        return ~np.isin(np.arange(len(self.first)), one), ~np.isin(np.arange(len(self.second)), other)


def pair_layer(found: Registers, language: Language) -> Features:
    """Return a point for each pair, where the first record lies, else the second; the likeliest pairs first, sure ones before."""
    first, second, match = found.first, found.second, found.match
    sides = ((first, match.one), (second, match.other))
    names = [np.array(side.register.names, dtype=object)[rows] for side, rows in sides]
    addresses = [np.array(side.register.addresses, dtype=object)[rows] for side, rows in sides]
    table = pd.DataFrame(
        {
            "key": first.keys[match.one],
            "key_2": second.keys[match.other],
            "match": np.where(match.sure, SURE, DOUBTFUL).astype(object),
            "probability": match.probability,
            "differs": list_differences(found),
            "newer": newer_of(found),
            "distance": match.distance,
            "name": names[0],
            "name_2": names[1],
            "address": addresses[0],
            "address_2": addresses[1],
            "question": ["" if sure else ask(found, pair, language) for pair, sure in enumerate(match.sure)],
        }
    )
    here, there = (side.register.points[rows] for side, rows in sides)
    points = np.where(np.isfinite(here), here, there)
    geometry = np.full(len(match), None, dtype=object)
    placed = np.isfinite(points).all(axis=1)
    geometry[placed] = shapely.points(points[placed])
    return Features("pairs", geometry, table, first.features.crs or second.features.crs, np.arange(1, len(match) + 1))


def ask(found: Registers, pair: int, language: Language) -> str:
    """Return the question that a doubtful pair leaves, with what speaks for and against."""
    match = found.match
    labels = [label_of(side, row[pair]) for side, row in ((found.first, match.one), (found.second, match.other))]
    level, distance = match.name_level[pair], match.distance[pair]
    reasons = [] if level == UNKNOWN else [language.tr(NAME_LEVEL_TEXTS[level])]
    if match.place_level[pair] == SAME_ADDRESS:
        reasons.append(language.tr("Their address is the same."))
    elif np.isfinite(distance):
        reasons.append(language.tr("They lie {distance} m apart.", distance=language.number(float(distance))))
    elif match.place_level[pair] == ELSEWHERE:
        reasons.append(language.tr("Their addresses differ."))
    return " ".join([language.tr("Is {one} the same as {other}?", one=labels[0], other=labels[1]), *reasons])


def label_of(side: RegisterLayer, row: int) -> str:
    """Return how people know a record: by name and address, else by its key."""
    name, address = side.register.names[row], side.register.addresses[row]
    return f"'{name}' ({address})" if name and address else f"'{name or address or side.keys[row]}'"


def list_differences(found: Registers) -> list[str]:
    """Return the fields in which the records of each pair differ, by the names of the first register; what one lacks does not differ."""
    first, second, match = found.first, found.second, found.match
    differ = {GEOMETRY: match.distance > NEAR_METRES, first.name_field: (match.name_level != SAME_NAME) & (match.name_level != UNKNOWN)}
    if first.has_addresses and second.has_addresses:
        rows = zip(match.one, match.other, strict=True)
        pairs = [(read_address(first.register.addresses[row]), read_address(second.register.addresses[other])) for row, other in rows]
        differ[" ".join(first.address_fields)] = np.array([one != other and bool(one.street and other.street) for one, other in pairs])
    for name, other in shared_fields(found):
        differ[name] = values_differ(first.features.table[name].iloc[match.one], second.features.table[other].iloc[match.other])
    return [LISTED.join(name for name, where in differ.items() if where[pair]) for pair in range(len(match))]


def shared_fields(found: Registers) -> list[tuple[str, str]]:
    """Return the fields that both registers have by one name, other than those already compared and numbers that a file gives itself."""
    own = {FILE_NUMBER, "ogc_fid", "id", "objectid", *(name.lower() for name in (found.first.name_field, *found.first.address_fields))}
    others = {name.lower(): name for name in found.second.features.table}
    return [(name, others[name.lower()]) for name in found.first.features.table if name.lower() in others and name.lower() not in own]


def values_differ(one: pd.Series, other: pd.Series) -> np.ndarray:
    """Return where two columns hold different values; a blank one differs from nothing, capitals do not count."""
    texts, others = (pd.Series(key_texts(column), dtype=object).fillna("").str.casefold().to_numpy() for column in (one, other))
    return (texts != others) & (texts != "") & (others != "")


def newer_of(found: Registers) -> np.ndarray:
    """Return the register whose record was changed last, for each pair; empty where one does not say, or both say the same."""
    one, other = found.first.changed[found.match.one], found.second.changed[found.match.other]
    return np.select([one > other, other > one], found.names, "").astype(object)


def merged_layer(found: Registers) -> Features:
    """Return both registers as one: a row for each record of the first, then those of the second without a sure partner.

    A row with a partner keeps the first's values; what is blank there comes from the second, of several partners from the likeliest.
    ``register`` says which had it, ``origin`` which fields come from the second register.
    """
    first, second, match = found.first, found.second, found.match
    name, other = found.names
    partner = np.full(len(first), -1)
    order = np.flatnonzero(match.sure)[::-1]
    partner[match.one[order]] = match.other[order]  # the likeliest comes first, and is written last
    alone = np.flatnonzero(found.alone()[1])
    others = second.features.table.rename(columns=rename_fields(found))
    own, origins = fill_blanks(first.features.table, others, partner)
    rest = others.iloc[alone].reindex(columns=own.columns)
    table = pd.concat([own, rest], ignore_index=True).drop(columns=FILE_NUMBER, errors="ignore")
    told = {
        "key": [*first.keys, *[None] * len(alone)],
        "key_2": [*(second.keys[row] if row >= 0 else None for row in partner), *second.keys[alone]],
        "register": [*np.where(partner >= 0, BOTH, name), *[other] * len(alone)],
        "origin": [*origins, *[ALL_FIELDS] * len(alone)],
    }
    names = number_equals([*table, *told])[len(table.columns) :]
    lacks = np.flatnonzero(shapely.is_missing(first.features.geometry) & (partner >= 0))
    geometry = np.concatenate([first.features.geometry, second.features.geometry[alone]])
    geometry[lacks] = second.features.geometry[partner[lacks]]
    table = table.assign(**dict(zip(names, told.values(), strict=True)))
    return Features("merged", geometry, table, first.features.crs or second.features.crs)


def rename_fields(found: Registers) -> dict[str, str]:
    """Return what the second register's fields are called in one layer with the first's: as there, where they say the same."""
    own = {name.lower(): name for name in found.first.features.table}
    roles = {found.second.name_field: found.first.name_field} if found.first.name_field and found.second.name_field else {}
    if len(found.first.address_fields) == len(found.second.address_fields) == 1:
        roles[found.second.address_fields[0]] = found.first.address_fields[0]
    names = list(found.second.features.table)
    return dict(zip(names, number_equals([roles.get(name) or own.get(name.lower(), name) for name in names]), strict=True))


def fill_blanks(own: pd.DataFrame, others: pd.DataFrame, partner: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    """Return a table whose blank values come from each row's partner (-1: none), with the fields that only that has; and which came."""
    there = np.flatnonzero(partner >= 0)
    filled = own.reindex(columns=[*own, *(name for name in others if name not in own)])
    came: list[list[str]] = [[] for _ in partner]
    for name in others:
        values = others[name].to_numpy(dtype=object)[partner[there]]
        take = there[filled[name].iloc[there].isna().to_numpy() & ~pd.isna(values)]
        if len(take):
            column = filled[name].astype(object)
            column.iloc[take] = others[name].to_numpy(dtype=object)[partner[take]]
            filled[name] = column.infer_objects()
            for row in take:
                came[row].append(name)
    return filled, [ORIGIN_BETWEEN.join(names) for names in came]
