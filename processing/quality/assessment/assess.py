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
from ...analysis.quality.geometry import find_geometry_defects
from ...analysis.quality.reference import ReferenceComparison
from ...model.dates import Freshness, freshness
from ...model.defects import BLOCKING, DEFECTS, score_of
from ...model.personal import BIRTH, FREE_TEXT, NAME, NATIONAL_NUMBER, names_person, personal_kind
from ...model.progress import SILENT, Progress
from ...model.quality_mark import QualityMark
from ...model.record import LayerRecord
from ...sources.reading.canonical import find_column
from ...sources.reading.points import guess_system
from ...sources.store.store import ROW_NUMBER
from .decided import DefectMarks, set_aside
from .inputs import AssessedLayer, Reference

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
    findings, aside : tuple of Finding
        What counts, and what people decided is no mistake.
    beside : ReferenceComparison, optional
        The layer beside its reference.
    """

    layer: AssessedLayer
    key: str
    findings: tuple[Finding, ...]
    aside: tuple[Finding, ...] = ()
    beside: ReferenceComparison | None = None

    @property
    def features(self) -> Features:
        """The features that were assessed."""
        return self.layer.features

    @property
    def marks(self) -> DefectMarks:
        """What tells its defects from each other."""
        return DefectMarks(self.features, self.key, self.layer.in_degrees)

    @property
    def counts(self) -> dict[str, int]:
        found = {code: sum(len(one.rows) for one in self.findings if one.code == code) for code in DEFECTS}
        return {code: count for code, count in found.items() if count}

    @property
    def score(self) -> float:
        """Return how good the layer is, 0-100: 100 less the weight of each kind of defect times the share of the features that have it.

        A defect of the layer as a whole costs the whole weight.
        """
        return score_of((one.code, int(row), cost) for one in self.findings for cost in [self.cost(one)] for row in one.rows)

    def cost(self, one: Finding) -> float:
        """Return the points of the score that each defect of a finding costs."""
        weight = DEFECTS[one.code].weight
        return weight / one.of if one.of else weight if WHOLE_LAYER[0] in one.rows else weight / max(len(self.features), 1)

    @property
    def is_publishable(self) -> bool:
        """Whether nothing blocks publishing."""
        return not any(DEFECTS[code].severity == BLOCKING for code in self.counts)

    def mark(self, today: datetime.date) -> QualityMark:
        """Return what is kept of it wherever the layer goes."""
        return QualityMark(round(self.score, 1), tuple(code for code in self.counts if DEFECTS[code].severity == BLOCKING), today)


def assess(
    layer: AssessedLayer,
    key: str,
    record: LayerRecord | None,
    today: datetime.date,
    reference: Reference | None = None,
    progress: Progress = SILENT,
) -> Assessment:
    """Return what is wrong with a layer.

    Parameters
    ----------
    layer : AssessedLayer
        As it is: neither repaired nor without features that have no geometry.
    key : str
        Empty where neither the user nor the record names one.
    record : LayerRecord, optional
        What the layer should be.
    reference : Reference, optional
        What it is compared with.
    """
    features, territory, in_degrees = layer.features, layer.territory, layer.in_degrees
    found: list[Finding] = []
    if any(geometry is not None for geometry in features.geometry):
        if not features.crs:
            found.append(Finding("crs_missing", WHOLE_LAYER))
        own = features.table.drop(columns=[key, ROW_NUMBER], errors="ignore")
        placed = list(find_geometry_defects(features.geometry, own, territory, in_degrees, progress))
        suspect = find_other_system(features, placed)
        found += [one for one in placed if not suspect or one.code not in GEOMETRIC] + suspect
    expected = expected_fields(record, list(features.table)) if record else {}
    found += find_table_defects(features.table, key, expected, today)
    progress.check()
    found += find_personal(features, record)
    if record and freshness(record.date, record.update_rhythm, today) in (Freshness.DUE, Freshness.STALE) and record.date:
        found.append(Finding("out_of_date", WHOLE_LAYER, values=[record.date.isoformat()]))
    beside = reference.pair(features, key, progress) if reference else None
    if reference and beside:
        found += find_beside(beside, reference)
    order = {code: number for number, code in enumerate(DEFECTS)}
    found.sort(key=lambda one: order[one.code])
    counting, aside = set_aside(found, DefectMarks(features, key, in_degrees), layer.decisions)
    return Assessment(layer, key, tuple(counting), tuple(aside), beside)


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
    dates = beside.dates
    if dates is not None and dates.wrong.any():
        days = [f"{round(one):+d}" for one in dates.days[dates.wrong]]
        yield Finding("date_differs", dates.rows[dates.wrong], dates.field, days, of=len(dates.rows))
    borders = beside.borders
    if borders is not None and len(borders.rows):
        changes = [f"+{gained:.0f} m2, -{lost:.0f} m2" for gained, lost in zip(borders.gained, borders.lost, strict=True)]
        yield Finding("border_older", borders.rows, values=changes, points=borders.points)
    movement = beside.movement
    if movement and movement.metres > max(LEAST_SHIFT, CLEARLY * movement.left):
        off = f"{movement.east:+.2f} m E, {movement.north:+.2f} m N, {movement.degrees:+.4f}°"
        yield Finding("shifted", WHOLE_LAYER, values=[off])


def expected_fields(record: LayerRecord, columns: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the fields that a record promises, by their names in the layer, with the codes that they may hold.

    In the source itself, as in a layer that is read live, a field has the name of its source, and codes of its own; what is made of others
    is not there.
    """
    made = {name for name, spec in record.fields.items() if spec.constant is not None or spec.compute}
    names = {name: find_column(record, name, columns) or name for name in record.fields if name in columns or name not in made}
    return {column: tuple(record.fields[name].values) if column == name else () for name, column in names.items()}


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
    columns = list(features.table)
    fields = record.disclosure.fields.items() if record else ()
    stated = {find_column(record, name, columns) or name: field.personal for name, field in fields if record}
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
