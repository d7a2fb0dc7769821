"""What a bundle's manifest and report tell of how it came about."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import reduce

from ...analysis.anchors import anchors_of
from ...challenge.collected import Collected, is_only_travelled, list_redistributable
from ...challenge.indexing import MAP_ONLY, Indexed
from ...challenge.indicator_sources import IndicatorSource, indicator_sources
from ...challenge.shown import shown_limits
from ...model.codec import to_json
from ...model.dates import age_days, freshness
from ...model.disclosure import CountLimits
from ...model.results import CLUSTERS, INTEGRATED, UNITS
from ...qgis_io.crs import crs_text
from ...qgis_io.inputs import InputRaster
from ...qgis_io.rasters import open_raster
from ...sources.loading import Loaded
from ...sources.loading.matching import NAMED
from ...texts.language import Language
from .place_words import municipality_of

DUTCH = Language("nl")
"""Language of what a manifest says in words."""


def account(indexed: Indexed, parameters: Mapping[str, object], **results: object) -> dict:
    """Return the provenance of an index as plain values: what went in, with date, licence and counts, and what came out.

    ``results`` are further results: the finding, the number of clusters.
    """
    collected = indexed.collected
    oldest = indexed.oldest()
    return {
        "challenge": collected.challenge.to_json(),
        "catalogue": collected.catalogue.title.nl,
        **({"municipality": nis} if (nis := municipality_of(collected)) else {}),
        "parameters": dict(parameters),
        "as_of": indexed.as_of.isoformat(),
        "audience": collected.audience,
        "anchors": to_json(anchors_of(collected.challenge.indicators, indexed.evaluation.raw)),
        "inputs": [input_facts(indexed, loaded) for loaded in collected.layers.values()],
        "indicators": list_indicator_facts(collected, DUTCH),
        "provenance": provenance(collected),
        "failed": {id: error.sentence() for id, error in collected.failures.items()},
        "absent": list(collected.absent),
        "results": {
            "unit_count": len(collected.units),
            "units_without_index": indexed.without_index,
            "units_hidden": indexed.hidden,
            **disclosure_facts(indexed),
            "sectors": {
                sector: {key: round_value(value) for key, value in facts.items()} for sector, facts in indexed.sector_facts().items()
            },
            "missing_share": round_value(indexed.missing_share),
            "units_complete": indexed.coverage.complete,
            "units_without_value": indexed.coverage.indicators,
            **({"units_with_part_of_raster": partial} if (partial := indexed.coverage.partial) else {}),
            "oldest_input": oldest,
            "oldest_input_age_days": age_days(collected.date_of(oldest), indexed.as_of) if oldest else None,
            **results,
        },
    }


def disclosure_facts(indexed: Indexed) -> dict:
    """Return by which policy counts of each sensitive indicator are shown, how many are hidden, and the share of people there."""
    facts = {}
    for one in indexed.collected.challenge.indicators:
        if one.id in indexed.hidden_cells:
            cells, share = indexed.hidden_cells[one.id]
            limits = [limits for side in one.measurements() if (limits := shown_limits(indexed.collected, side))]
            strictest = reduce(CountLimits.stricter, limits)
            facts[one.id] = to_json(strictest, defaults=True) | {"cells_hidden": cells, "people_share": round_value(share)}
    return {"disclosure": facts} if facts else {}


def list_indicator_facts(collected: Collected, language: Language) -> list[dict]:
    """Return what each indicator rests on, as plain values."""
    return [indicator_facts(source, language) for source in indicator_sources(collected)]


def indicator_facts(source: IndicatorSource, language: Language) -> dict:
    """Return what one indicator rests on, as plain values."""
    facts = {
        "id": source.indicator.id,
        "title": source.indicator.title.of(language.code),
        "kind": source.kind,
        "weight": source.indicator.weight,
        "records": [record.id for record in source.records],
        "date": source.date.isoformat() if source.date else None,
    }
    further = {
        "asked": source.asked.title.of(language.code) if source.is_twin else "",
        "twin": source.twin,
        "reason": source.reason.sentence(language.tr) if source.reason else "",
        "figure": source.figure.id if source.figure else "",
        "alike": source.is_alike,
        "evidence": source.unchecked,
        "municipal": source.figure_facts(language),
        "holder": "" if source.is_plain else source.asked.holder.of(language.code),
    }
    return facts | {key: value for key, value in further.items() if value}


def provenance(collected: Collected) -> list[dict]:
    """Return for each layer of the GeoPackage by which step it was made, and from which records or layers."""
    passed_on = [record.id for record, _ in list_redistributable(collected)]
    roles = collected.challenge.layers()
    measured = [id for id in collected.layers if not MAP_ONLY.issuperset(roles[id])]
    overlaid = [id for id in collected.challenge.overlay if id in passed_on]
    return [
        {"layer": UNITS, "step": "index", "from": measured},
        {"layer": CLUSTERS, "step": "clusters", "from": [UNITS]},
        {"layer": INTEGRATED, "step": "overlay", "from": [CLUSTERS, *dict.fromkeys(overlaid)]},
        *({"layer": id, "step": "load", "from": [id]} for id in passed_on),
    ]


def round_value(value: float) -> float | None:
    """Return a number that is the same on every machine; None where there is none."""
    return None if math.isnan(value) else round(value, 9)


def input_facts(indexed: Indexed, loaded: Loaded) -> dict:
    """Return what is known of one layer that went in."""
    record, as_of = loaded.record, indexed.as_of
    return {
        "record": record.id,
        "title": record.title.nl or record.title.en,
        "publisher": record.publisher.name,
        "publisher_kind": record.publisher.kind,
        "licence": record.licence.name,
        "redistribution": record.redistribution,
        "passed_on": record.redistribution == "yes" and loaded.raster is None and not is_only_travelled(indexed.collected, record.id),
        "used_as": list(indexed.collected.challenge.layers()[record.id]),
        "date": loaded.date.isoformat() if loaded.date else None,
        "date_origin": loaded.date_origin,
        "age_days": age_days(loaded.date, as_of),
        "freshness": freshness(loaded.date, record.update_rhythm, as_of).value,
        **({"quality": to_json(record.quality)} if record.quality else {}),
        **content_facts(indexed, loaded),
        **({"timetables": days} if (days := timetable_facts(indexed.collected, record.id)) else {}),
        **({"fields_held_back": held_back} if (held_back := indexed.collected.held_back(record.id)) else {}),
        **key_facts(indexed, record.id),
    }


def content_facts(indexed: Indexed, loaded: Loaded) -> dict:
    """Return the digest of a source, and its numbers of features; of a sensitive one neither.

    A digest confirms guesses, and a number of features less what is shown of it is what is hidden.
    """
    keeps = indexed.collected.keeps_content(loaded.record.id)
    digest = {"sha256": "" if keeps else loaded.source_hash}
    if loaded.raster is not None:
        return digest | raster_facts(loaded.raster)
    if keeps:
        return digest | {"features": None, "without_geometry": 0, "repaired": 0}
    return digest | {"features": len(loaded.features), "without_geometry": loaded.counts.dropped, "repaired": len(loaded.counts.repaired)}


def timetable_facts(collected: Collected, id: str) -> list[dict]:
    """Return by which day of a timetable people travel, when they leave, and how many trips run that day."""
    used = {one: schedule for one, schedule in collected.timetables.items() if one.timetable == id}
    found = [
        {"day": str(schedule.day), "trips": sum(schedule.trips), "window": list(one.wish.window), "minutes": one.wish.cutoff}
        for one, schedule in used.items()
    ]
    return list({json.dumps(one): one for one in found}.values())


def raster_facts(raster: InputRaster) -> dict:
    """Return the cells of a raster, which has no features: how many there are, how large, in which coordinate system."""
    with open_raster(raster) as opened:
        grid = opened.cells.grid
    cells = {"columns": grid.columns, "rows": grid.rows, "size": [grid.width, abs(grid.height)], "crs": crs_text(raster.crs)}
    return {"features": None, "without_geometry": 0, "repaired": 0, "cells": cells}


def key_facts(indexed: Indexed, id: str) -> dict:
    """Return how the rows of a table meet the units, and how many of those lack it; nothing for a layer that is not joined by key.

    How many rows a sensitive table has is not told: it may leave out areas with 0.
    """
    match, lacking = indexed.collected.matches.get(id), indexed.coverage.layers.get(id)
    found = {} if lacking is None else {"units_lacking": lacking}
    if match is None:
        return found
    keys = {
        "of_other_areas": len(match.elsewhere),
        "unmatched": len(match.unmatched),
        "first_unmatched": list(match.unmatched[:NAMED]),
    }
    if indexed.collected.keeps_content(id):
        return found | {"keys": keys}
    return found | {"keys": {"rows": match.rows, "matched": match.matched, **keys, "units_without_row": match.lacking}}
