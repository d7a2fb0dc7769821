"""What the project and the map of an outcome hold: layers, their looks, the words beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import shapely
from qgis.core import QgsLayerMetadata

from ...analysis.classes import map_classes
from ...cartography.map_content import LegendEntry, MapBackground, MapContent, SourceLine
from ...cartography.pictures import check_picture, drawn_as, fit_matrix_set, probe_address
from ...cartography.project import LayerEntry
from ...cartography.style import CarriedLayer, Style
from ...challenge.clustering import Clustered
from ...challenge.collected import list_redistributable
from ...challenge.comparison import comparison_words
from ...challenge.coverage import coverage_words, hidden_words
from ...challenge.indicator_sources import evidence_lines
from ...model.challenge import Challenge, ChallengeDisclosure
from ...model.dates import freshness
from ...model.errors import OpgaveError
from ...model.evidence import MEASURED
from ...model.harvest import fingerprint
from ...model.progress import SILENT, Progress
from ...model.public_text import holds_secret
from ...model.record import LayerRecord
from ...model.results import CLUSTER_PROBABILITY, CLUSTERS, FRINGE, INDEX, INTEGRATED, UNITS, cluster_change_field
from ...model.text import Text
from ...qgis_io.layer_metadata import layer_metadata
from ...sources.network import GetRequest, Limits, fetch
from ...sources.network.kept_answers import kept_answers
from ...texts.audience_texts import audience_words
from ...texts.language import Language
from ..layer_package import picture_entry
from . import map_words, words
from .group_words import group_texts, group_title
from .headline import highest_areas, in_sentence, weighing
from .integrate import count_field, overlay_names
from .place_words import municipality_of, question_in_place
from .reach_words import outside_words

BACKGROUND = {"areas": "boundary", "roads": "roads", "water": "water", "parks": "parks"}
"""Roles of background layers, the top one first, and how they are drawn: over the units, where nobody lives."""
LEGEND = ("areas", "water", "parks", "roads")
NOTES = 5
LACKING = 4
"""Layers and indicators without data for some areas that the map names; the report names all."""
DATA_BACKGROUND = "data"
"""What stands for the background service in a manifest where layers of the data give the background."""
PATIENCE = 5.0
"""Seconds that a background service gets to answer; the map does not wait for it as long as QGIS would."""
OVER_SERVICE = 0.75
"""Opacity of units that lie on a background service."""


def grey_service(outcome: Clustered, language: Language, progress: Progress = SILENT) -> LayerEntry | None:
    """Return the challenge's background service where it answers; None where it does not, or there is none."""
    collected = outcome.indexed.collected
    record = collected.catalogue.records.get(collected.challenge.background.service)
    if record is None or not drawn_as(record):
        return None
    if record.source.auth or any(map(holds_secret, record.locations)):
        progress.note(
            "The background shows the roads, water and parks of the data: '{record}' needs a key or a password, which no map that others"
            " receive may hold.",
            record=record.title,
        )
        return None
    kept, subject = kept_answers(), fingerprint([record.to_json(), collected.units.crs])
    if kept:
        kept.lend(record.locations)
    try:
        if kept and subject in kept.facts:
            crs, _, matrix_set = kept.facts[subject].partition(" ")
            options = {**record.source.options, "matrix_set": matrix_set} if matrix_set else record.source.options
            record = replace(record, crs=crs, source=replace(record.source, options=options))
        else:
            fetch(GetRequest.of(record, probe_address(record), enough=1), Limits(seconds=PATIENCE), progress)
            record = fit_matrix_set(record, collected.units.crs, progress)
        check_picture(record)
    except OpgaveError as error:
        progress.check()
        progress.note("The background shows the roads, water and parks of the data: {reason}", reason=error)
        return None
    if kept:
        kept.facts[subject] = f"{record.crs} {record.source.options.get('matrix_set', '')}"
        if kept.oldest:
            progress.note("The background '{layer}' was kept with the data on {day}.", layer=record.title, day=kept.oldest)
    return picture_entry(record, language)


@dataclass(frozen=True)
class Drawing:
    """An outcome as layers of a project, and as the content of a map.

    Attributes
    ----------
    geopackage : Path
        Holds the layers.
    service : LayerEntry or None
        The picture that everything lies on; without it roads, water and parks of the data give the background.
    made : date
        The day that the map bears as that of its making.
    """

    outcome: Clustered
    geopackage: Path
    language: Language
    service: LayerEntry | None = None
    made: datetime.date = field(default_factory=datetime.date.today)

    @cached_property
    def background(self) -> dict[str, LayerRecord]:
        """The loaded background layers that may be drawn for others, by role, the top one first."""
        collected = self.outcome.indexed.collected
        ids = {role: getattr(collected.challenge.background, role) for role in BACKGROUND}
        return {role: collected.layers[id].record for role, id in ids.items() if id in collected.layers and self._may_travel(id)}

    @property
    def background_name(self) -> str:
        """The record id of the background service, or `DATA_BACKGROUND`."""
        return self.service.key if self.service else DATA_BACKGROUND

    def entries(self) -> Iterator[LayerEntry]:
        """Yield the project's layers, the top one first: the map, one layer an indicator, all others."""
        shown = self.language.tr("Map")
        clusters = Style("clusters", "cluster_id", label="cluster_label")
        edges = map_classes(self.outcome.indexed.evaluation.index).edges
        index = Style("units", INDEX, edges, opacity=OVER_SERVICE if self.service else 1.0, **self._named())
        yield self._result_entry(CLUSTERS, clusters)
        if self._has_fringe:
            title, style = self.language.tr("Certainty"), Style("belonging", CLUSTER_PROBABILITY)
            yield LayerEntry(FRINGE, shown, title, self._source(UNITS), style=style)
        yield self._result_entry(INTEGRATED, Style("integrated", overlays=self._overlays()), visible=False)
        for role, record in self.background.items():
            yield self._record_entry(record, shown, Style(BACKGROUND[role]), visible=not self.service)
        yield self._result_entry(UNITS, index)
        yield from self._indicators()
        yield from self._proposals()
        yield from self._others()
        if self.service:
            yield self.service

    def _named(self) -> dict:
        """Return which areas bear their name where no cluster does: those in which the headline says that the index is highest."""
        units = self.outcome.unit_table
        if len(self.outcome.clusters) or not len(named := highest_areas(units)):
            return {}
        return {"label": units.challenge.units.name, "named_from": float(units.index[named].min())}

    def content(self) -> MapContent:
        """Return what the map says."""
        indexed, tr = self.outcome.indexed, self.language.tr
        collected, challenge = indexed.collected, indexed.collected.challenge
        population, lines = challenge.units.population, words.cluster_lines(self.outcome, self.language)
        return MapContent(
            title=words.finding(self.outcome, self.language),
            question=question_in_place(challenge, municipality_of(collected), self.language),
            layers=tuple(self._drawn()),
            legend=tuple(self._legend()),
            extent=tuple(shapely.total_bounds(collected.units.geometry).tolist()),
            notes_title=tr("Where to begin") if lines else "",
            notes=(*self._outside(), *(f"{number}. {line}" for number, line in enumerate(lines[:NOTES], start=1))),
            notes_left=len(lines[NOTES:]),
            sources=tuple(self._sources()),
            missing_share=indexed.missing_share,
            audience=audience_words(collected.audience, self.language),
            coverage=(
                *filter(None, [comparison_words(collected, self.language)]),
                *hidden_words(collected, indexed.hidden_cells, self.language),
                *evidence_lines(collected, self.language),
                *coverage_words(collected, indexed.coverage, self.language, LACKING),
            ),
            made=self.made,
            as_of=indexed.as_of,
            class_reason=map_words.class_reason(indexed.evaluation.index, self.language),
            background=self._background_words(),
            profiles=map_words.profiles(self.outcome, self.language),
            indicators_finding=map_words.indicators_finding(self.outcome, self.language),
            supply=map_words.supply(challenge),
            unit_name=challenge.units.name,
            people_field=population.field if population and self.outcome.unit_table.counts_people else "",
            weighing=weighing(self.outcome.unit_table, self.language),
            method=method_mark(challenge),
            titles=self._titles(),
        )

    def _outside(self) -> Iterator[str]:
        """Yield how many of those that the need is counted by lie outside the clusters: they are where to begin, not all there is."""
        if said := outside_words(self.outcome.unit_table, self.outcome.unit_table.cases, self.language):
            yield said

    @property
    def _has_fringe(self) -> bool:
        """Whether of some areas it is not almost certain whether they belong to a cluster."""
        return bool(self.outcome.unit_table.fringe.any())

    def _background_words(self) -> MapBackground:
        """Return what lies under the map, and what takes its place where that has holes."""
        tr, names = self.language.tr, [in_sentence(self._title(record)) for record in self.background.values()]
        own = tr("Background: {layers} of the data.", layers=", ".join(names)) if names else tr("Background: none.")
        if not self.service:
            return MapBackground(own)
        service = self.outcome.indexed.collected.catalogue.get(self.service.key)
        title = tr("Background: {service} of {publisher}.", service=self._title(service), publisher=service.publisher.name)
        return MapBackground(title, self.service.key, tuple(record.id for record in self.background.values()), own)

    def _titles(self) -> dict[str, str]:
        """Return what the layers of index, indicators and proposals are called, by key."""
        challenge, code = self.outcome.indexed.collected.challenge, self.language.code
        titles = {UNITS: self._result_title(UNITS)}
        titles |= {f"indicator:{one.id}": one.title.of(code) for one in challenge.indicators}
        return titles | {proposal_key(one.id): one.title.of(code) for one in challenge.proposals}

    def metadata(self, record: LayerRecord) -> QgsLayerMetadata:
        """Return what is known of a loaded layer, as QGIS keeps it."""
        loaded = self.outcome.indexed.collected.layers[record.id]
        return layer_metadata(record, loaded.date, loaded.features.crs, self.language, loaded.date_origin)

    def result_metadata(self, table: str) -> QgsLayerMetadata:
        """Return what is known of units, clusters or the integrated layer: they are as old as the oldest layer behind them."""
        others = self.outcome.indexed.collected.challenge.overlay if table == INTEGRATED else ()
        return self.outcome.indexed.metadata(table, self._result_title(table), self.language, others)

    def _result_title(self, table: str) -> str:
        tr = self.language.tr
        groups = group_texts(self.outcome.indexed.collected.challenge, self.language)["several"]
        return {UNITS: tr("Need index"), CLUSTERS: groups, INTEGRATED: tr("Integrated layer")}[table]

    def _drawn(self) -> Iterator[str]:
        """Yield the keys of the layers that the map draws, the top one first."""
        yield CLUSTERS
        if self._has_fringe:
            yield FRINGE
        if self.service:
            yield from (UNITS, self.service.key)
        else:
            yield from (record.id for record in self.background.values())
            yield UNITS

    def _legend(self) -> Iterator[LegendEntry]:
        yield LegendEntry(UNITS, words.index_title(self.outcome.indexed.collected, self.language))
        if len(self.outcome.clusters):
            yield LegendEntry(CLUSTERS, group_title(self.outcome.indexed.collected.challenge, self.language))
        if self._has_fringe:
            yield LegendEntry(FRINGE, self.language.tr("Certainty"))
        for role in LEGEND:
            if role in self.background and not self.service:
                yield LegendEntry(self.background[role].id, self._title(self.background[role]))

    def _sources(self) -> Iterator[SourceLine]:
        for loaded in self.outcome.indexed.collected.layers.values():
            yield self._origin(loaded.record)
        if self.service:
            record = self.outcome.indexed.collected.catalogue.get(self.service.key)
            yield SourceLine(self._title(record), record.publisher.name, record.licence.name, record.date, "record")

    def _indicators(self) -> Iterator[LayerEntry]:
        """Yield a layer for each indicator; all of them show the units."""
        for one in self.outcome.indexed.collected.challenge.indicators:
            style = Style("indicator", one.id, map_classes(self.outcome.indexed.evaluation.raw[one.id].to_numpy()).edges, one.unit)
            title, group = one.title.of(self.language.code), self.language.tr("Indicators")
            yield LayerEntry(f"indicator:{one.id}", group, title, self._source(UNITS), style=style, visible=False)

    def _proposals(self) -> Iterator[LayerEntry]:
        """Yield a layer for each proposal: where it changes the clusters."""
        for one in self.outcome.indexed.collected.challenge.proposals:
            title, group = one.title.of(self.language.code), self.language.tr("Proposals")
            style = Style("proposal", cluster_change_field(one.id))
            yield LayerEntry(proposal_key(one.id), group, title, self._source(UNITS), style=style, visible=False)

    def _others(self) -> Iterator[LayerEntry]:
        """Yield the used layers that may be passed on and are no background."""
        for record, features in list_redistributable(self.outcome.indexed.collected):
            if record not in self.background.values():
                yield self._record_entry(record, self.language.tr("Layers used"), Style("plain") if features.crs else None, visible=False)

    def _result_entry(self, table: str, style: Style, visible: bool = True) -> LayerEntry:
        title, metadata = self._result_title(table), self.result_metadata(table)
        return LayerEntry(table, self.language.tr("Map"), title, self._source(table), style=style, visible=visible, metadata=metadata)

    def _record_entry(self, record: LayerRecord, group: str, style: Style | None, visible: bool) -> LayerEntry:
        title, metadata = self._title(record), self.metadata(record)
        return LayerEntry(record.id, group, title, self._source(record.id), style=style, visible=visible, metadata=metadata)

    def _overlays(self) -> tuple[CarriedLayer, ...]:
        """Return what the integrated layer carries."""
        layers = self.outcome.indexed.collected.layers
        return tuple(CarriedLayer(count_field(name), self._title(layers[id].record)) for id, name in overlay_names(self.outcome).items())

    def _origin(self, record: LayerRecord) -> SourceLine:
        """Return where a layer comes from, as the map states it."""
        loaded = self.outcome.indexed.collected.layers[record.id]
        light = freshness(loaded.date, record.update_rhythm, self.outcome.indexed.as_of).value
        return SourceLine(
            self._title(record), record.publisher.name, record.licence.name, loaded.date, loaded.date_origin, light, record.quality
        )

    def _title(self, record: LayerRecord) -> str:
        return record.title.of(self.language.code)

    def _source(self, table: str) -> str:
        return f"{self.geopackage}|layername={table}"

    def _may_travel(self, id: str) -> bool:
        return self.outcome.indexed.collected.layers[id].record.may_travel


def proposal_key(proposal: str) -> str:
    """Return the key of the layer that shows what a proposal changes."""
    return f"proposal:{proposal}"


def method_mark(challenge: Challenge) -> str:
    """Return a short hash of all that an index rests on beside the data; what indicators are called is not part of it.

    Nor is who has their data, or what else could have been measured.
    """
    nothing = Text()
    indicators = [
        replace(
            one,
            title=nothing,
            why=nothing,
            holder=nothing,
            stands_for=nothing,
            sector="",
            unit="",
            kind=MEASURED,
            otherwise=(),
            municipal=None,
        )
        for one in challenge.indicators
    ]
    hides = ChallengeDisclosure(units_minimum=challenge.disclosure.units_minimum)
    rules = Challenge("", Text(), tuple(indicators), aggregation=challenge.aggregation, disclosure=hides)
    return fingerprint(rules.to_json())
