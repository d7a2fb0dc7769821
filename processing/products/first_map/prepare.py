"""What must be there before the first map of a municipality can be drawn: its public data, and the catalogue of these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ...challenge.variants import Lacks, choose_variant
from ...model.catalogue import Catalogue
from ...model.challenge import Challenge
from ...model.choices import LEAST_COMPARED, NEWEST
from ...model.municipalities import Municipality
from ...model.progress import SILENT, Progress
from ...model.record import NIS_CODE, LayerRecord, each_source
from ...model.source_kinds import source_facts
from ...sources.loading.load import NOT_FEATURES
from ...sources.loading.shared import load_shared
from .area import condition_of, limit_to
from .estimates import inputs_of, is_estimated, make_estimates
from .municipal_catalogue import build_catalogue
from .public_data import PublicData
from .vintage import choose_vintage


def fetch_public_data(
    municipality: Municipality,
    challenges: Sequence[Challenge],
    catalogue: Catalogue,
    data: PublicData,
    progress: Progress = SILENT,
    vintage: str = NEWEST,
) -> Catalogue:
    """Fetch what challenges need on areas of a year (`model.choices.VINTAGES`), and return the catalogue of the municipality.

    Files of the municipality itself, which a catalogue for it holds, are used as they are, and not kept. What fails may call for twins of
    indicators, which need other layers: these are fetched next.
    """
    areas = {challenge.units.layer for challenge in challenges}
    if vintage != NEWEST:
        catalogue = choose_vintage(catalogue, sorted(areas), int(vintage))
    if catalogue.nis_code == municipality.nis:
        data.records |= {id: record for id, record in catalogue.own.items() if is_own_file(record)}
    catalogue = replace(catalogue, municipality=municipality.nis)
    alone = _only_within(challenges)
    tried: set[str] = set()
    while wanted := [id for id in _needed(challenges, catalogue, data) if id not in tried]:
        estimated = [catalogue.records[id] for id in wanted if is_estimated(catalogue.records[id])]
        behind = [id for record in estimated for id in inputs_of(record).values() if id in catalogue.records]
        fetched = [id for id in dict.fromkeys((*wanted, *behind)) if not is_estimated(catalogue.records[id])]
        progress.step("Fetching 1 layer | Fetching {count} layers", count=len(fetched))
        near = alone.intersection(fetched).difference(behind)
        data.fetch({id: catalogue.candidates(id) for id in fetched if id not in near}, progress, areas)
        if near:  # how far they are wanted depends on how many areas there are
            data.fetch({id: catalogue.candidates(id) for id in near}, progress, areas, () if _are_few(areas, data) else near)
        for record in estimated:
            make_estimates(record, data, municipality, progress)
        tried.update(wanted)
    return build_catalogue(municipality, catalogue, challenges, data)


def _needed(challenges: Sequence[Challenge], catalogue: Catalogue, data: PublicData) -> list[str]:
    """Return the layers with features that the challenges need in the form which can be measured as far as is known."""
    found: dict[str, None] = {}
    for challenge in challenges:
        lacks = Lacks(catalogue, challenge.units.key, makes=True, failures=data.failures)
        variant = choose_variant(challenge, lacks)
        figures = [one.municipal.layer for one in variant.challenge.indicators if one.municipal and one.id in variant.reasons]
        for id in (id for id in (*variant.measurable.layers(), *figures) if id in catalogue.records):
            if is_estimated(catalogue.records[id]) or catalogue.candidates(id)[0].source.kind not in NOT_FEATURES:
                found[id] = None
    return list(found)


def _only_within(challenges: Sequence[Challenge]) -> frozenset[str]:
    """Return the layers of which no challenge asks for what lies beyond its areas."""
    points = frozenset().union(*(one.layers_of_points_alone() for one in challenges))
    return points.difference(*(set(one.layers_of_every_form()) - one.layers_of_points_alone() for one in challenges))


def _are_few(areas: Collection[str], data: PublicData) -> bool:
    """Whether a municipality has so few areas, or none that could be had, that those around it are looked at too."""
    units = [limit_to(data.records[id], condition_of(data.codes)) for id in areas if id in data.records]
    return not units or any(len(load_shared(one, [NIS_CODE], None, "").features) < LEAST_COMPARED for one in units)


def is_own_file(record: LayerRecord) -> bool:
    """Whether all that a record leads to are files on disk."""
    places = [one for one in each_source(record.source) if not one.parts]
    return all(source_facts(one.kind).file and bool(one.path) and "://" not in one.path for one in places)
