"""All checks of a layer, and the score and verdict that follow from them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...analysis.features import Features
from ...analysis.quality.attributes import find_table_defects, is_blank
from ...analysis.quality.findings import WHOLE_LAYER, Finding
from ...analysis.quality.geometry import Box, find_geometry_defects
from ...analysis.quality.reference import ReferenceComparison
from ...model.dates import Freshness, freshness
from ...model.defects import BLOCKING, DEFECTS, MOST_SCORE
from ...model.personal import BIRTH, FREE_TEXT, NAME, NATIONAL_NUMBER, names_person, personal_kind
from ...model.progress import SILENT, Progress
from ...model.quality_mark import QualityMark
from ...model.record import LayerRecord
from ...sources.reading.points import guess_system
from ...sources.store.store import ROW_NUMBER
from .inputs import Reference

CERTAINLY_PERSONAL = (NAME, NATIONAL_NUMBER, BIRTH)
"""Other kinds (mail, phone, numbers of enterprises, free text) may be those of an organisation."""
MOST_OUTSIDE = 0.5
"""Share of the features outside the territory from which the coordinate system is to blame."""
LEAST_SHIFT, CLEARLY = 0.25, 1.0
"""Metres from which a shift is told, if it is larger than what differs from feature to feature."""
GEOMETRIC = ("axes_swapped", "outside_territory")


@dataclass(frozen=True)
class Assessment:
    """What was found.

    Attributes
    ----------
    counts : dict of str to int
        Defects by code, in the order of `model.defects.DEFECTS`.
    beside : ReferenceComparison, optional
        The layer beside its reference.
    """

    features: Features
    findings: tuple[Finding, ...]
    beside: ReferenceComparison | None = None

    @property
    def counts(self) -> dict[str, int]:
        found = {code: sum(len(one.rows) for one in self.findings if one.code == code) for code in DEFECTS}
        return {code: count for code, count in found.items() if count}

    @property
    def score(self) -> float:
        """Return how good the layer is, 0-100: 100 less the weight of each kind of defect times the share of the features that have it.

        A defect of the layer as a whole costs the whole weight.
        """
        lost = 0.0
        for code in self.counts:
            found = [one for one in self.findings if one.code == code]
            rows = np.unique(np.concatenate([one.rows for one in found]))
            if found[0].of:
                share = len(found[0].rows) / found[0].of
            else:
                share = 1.0 if WHOLE_LAYER[0] in rows else len(rows) / max(len(self.features), 1)
            lost += DEFECTS[code].weight * share
        return max(MOST_SCORE - lost, 0.0)

    @property
    def is_publishable(self) -> bool:
        """Whether nothing blocks publishing."""
        return not any(DEFECTS[code].severity == BLOCKING for code in self.counts)

    def mark(self, today: datetime.date) -> QualityMark:
        """Return what is kept of it wherever the layer goes."""
        return QualityMark(round(self.score, 1), tuple(code for code in self.counts if DEFECTS[code].severity == BLOCKING), today)


def assess(
    features: Features,
    key: str,
    record: LayerRecord | None,
    territory: Box | None,
    in_degrees: bool,
    today: datetime.date,
    reference: Reference | None = None,
    progress: Progress = SILENT,
) -> Assessment:
    """Return what is wrong with a layer.

    Parameters
    ----------
    features : Features
        As they are: neither repaired nor without those that have no geometry.
    key : str
        Empty where neither the user nor the record names one.
    record : LayerRecord, optional
        What the layer should be.
    territory : tuple of float, optional
        The box in which it should lie, in its own coordinate system; None for a table, or where that is not known.
    reference : Reference, optional
        What it is compared with.
    """
    found: list[Finding] = []
    if any(geometry is not None for geometry in features.geometry):
        if not features.crs:
            found.append(Finding("crs_missing", WHOLE_LAYER))
        own = features.table.drop(columns=[key, ROW_NUMBER], errors="ignore")
        placed = list(find_geometry_defects(features.geometry, own, territory, in_degrees, progress))
        suspect = find_other_system(features, placed)
        found += [one for one in placed if not suspect or one.code not in GEOMETRIC] + suspect
    expected = expected_fields(record) if record else {}
    found += find_table_defects(features.table, key, expected, today)
    progress.check()
    found += find_personal(features, record)
    if record and freshness(record.date, record.update_rhythm, today) in (Freshness.DUE, Freshness.STALE) and record.date:
        found.append(Finding("out_of_date", WHOLE_LAYER, values=[record.date.isoformat()]))
    beside = reference.pair(features, key) if reference else None
    if reference and beside:
        found += find_beside(beside, reference)
    order = {code: number for number, code in enumerate(DEFECTS)}
    return Assessment(features, tuple(sorted(found, key=lambda one: order[one.code])), beside)


def find_beside(beside: ReferenceComparison, reference: Reference) -> Iterator[Finding]:
    """Yield what is too much, what is missing, and that the layer as a whole lies off its reference."""
    if len(beside.excess):
        yield Finding("commission", beside.excess)
    missing = beside.missing
    if len(missing):
        names = [str(reference.names[row]) for row in missing]
        whole = np.full(len(missing), WHOLE_LAYER[0])
        yield Finding("omission", whole, values=names, points=beside.others[missing], of=len(beside.others))
    classes = beside.classes
    if classes is not None and classes.wrong.any():
        told = [f"'{own}' / '{other}'" for own, other in zip(classes.own[classes.wrong], classes.others[classes.wrong], strict=True)]
        yield Finding("class_differs", classes.rows[classes.wrong], classes.field, told, of=len(classes.rows))
    movement = beside.movement
    if movement and movement.metres > max(LEAST_SHIFT, CLEARLY * movement.left):
        off = f"{movement.east:+.2f} m E, {movement.north:+.2f} m N, {movement.degrees:+.4f}°"
        yield Finding("shifted", WHOLE_LAYER, values=[off])


def expected_fields(record: LayerRecord) -> Mapping[str, Sequence[str]]:
    """Return the fields that a record promises, with the codes that they may hold."""
    return {name: tuple(spec.values) for name, spec in record.fields.items()}


def find_other_system(features: Features, placed: Sequence[Finding]) -> list[Finding]:
    """Return that the coordinate system is probably another, where most features lie outside and another one brings them to Belgium."""
    outside = sum(len(one.rows) for one in placed if one.code in GEOMETRIC)
    if outside <= MOST_OUTSIDE * len(features):
        return []
    there = ~(shapely.is_missing(features.geometry) | shapely.is_empty(features.geometry))
    west, south, east, north = shapely.bounds(features.geometry[there]).T
    system, swapped = guess_system((west + east) / 2, (south + north) / 2)
    return [Finding("crs_suspect", WHOLE_LAYER, values=[system])] if system and not swapped and system != features.crs else []


def find_personal(features: Features, record: LayerRecord | None) -> Iterator[Finding]:
    """Yield the fields that hold, or may hold, personal data; a record that says so of a field is believed.

    Long texts do where one of them tells of a person, or where the field is called remarks.
    """
    stated = {name: field.personal for name, field in record.disclosure.fields.items()} if record else {}
    for name in features.table:
        if is_blank(features.table[name]).all():
            continue
        personal = stated.get(name)
        values = features.table[name].dropna().unique().tolist() if personal is None else []
        kind = personal_kind(name, values) if values else ""
        if kind == FREE_TEXT and not personal_kind(name, ()) and not any(names_person(str(value)) for value in values):
            continue
        if personal or kind in CERTAINLY_PERSONAL:
            yield Finding("personal_data", WHOLE_LAYER, name)
        elif kind:
            yield Finding("perhaps_personal", WHOLE_LAYER, name)
