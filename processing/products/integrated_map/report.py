"""The report: one HTML file without anything outside it."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ...analysis.chance import SmoothCities
from ...analysis.histogram import histogram
from ...analysis.means import mean
from ...analysis.outliers import measure_tails
from ...analysis.sensitivity import QUICK_DRAWS, Sensitivity
from ...cartography.theme import Theme
from ...cartography.theme import theme as house_style
from ...challenge.area_level import AreaLevel
from ...challenge.clustering import Clustered
from ...challenge.collected import Collected
from ...challenge.comparison import comparison_words
from ...challenge.coverage import coverage_words, hidden_words
from ...challenge.indexing import Indexed
from ...challenge.indicator_sources import indicator_sources
from ...challenge.unit_table import UnitTable
from ...model.challenge import Indicator
from ...model.progress import SILENT, Progress
from ...model.results import HECTARE
from ...qgis_io.columns import display_names
from ...qgis_io.spreadsheet import keep_texts
from ...sources.loading.load import why_none
from ...sources.loading.matching import name_first
from ...texts import record_words
from ...texts.ages import age_in_words, made_in_words, oldest_in_words
from ...texts.audience_texts import audience_words
from ...texts.evidence_texts import explain_kind, name_kind, say_holder, say_stands_for, say_unchecked
from ...texts.language import Language
from ...texts.quality_texts import say_mark, warn_of_blocking
from ...texts.templates import render
from ..manifest import versions
from . import words
from .causes import causes_of
from .chance_words import power_words, scan_words, smooth_words
from .group_words import group_texts
from .headline import cluster_certainty, cluster_size, no_clusters, people_name, people_share, weighing
from .index_cautions import few_words, influence_content, outlier_words
from .place_words import municipality_of, question_in_place
from .plots import distribution, matrix, rank_rows, ranks
from .printed_report import write_paper
from .proposals import proposal_rows
from .provenance import account
from .reach_words import reach_content
from .report_tables import copies

WORST_SHOWN = 3
BOX_WIDTH, BOX_HEIGHT, BOX_TOP = 300.0, 70.0, 4.0


@dataclass(frozen=True)
class Picture:
    """A map as PNG, and what its colours (``#rrggbb``) mean."""

    png: bytes
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportPictures:
    """What is put into the page: the map as PNG, and where each proposal (by id) changes it."""

    map: bytes = b""
    proposals: Mapping[str, Picture] = field(default_factory=dict)


NO_PICTURES = ReportPictures()


def write_report(
    path: Path,
    indexed: Indexed,
    language: Language,
    certainty: Sensitivity | None,
    outcome: Clustered | None = None,
    pictures: ReportPictures = NO_PICTURES,
    theme: Theme | None = None,
    pdf: Path | None = None,
    progress: Progress = SILENT,
    *,
    smooth: SmoothCities | None = None,
    areas: AreaLevel | None = None,
    made: datetime.date | None = None,
) -> None:
    """Write the report of an index, or of an outcome with its clusters; as pages on paper too where ``pdf`` says where.

    ``certainty`` is what `challenge.certainty.draw_ranks` found, ``smooth`` what `challenge.clustering.compare_with_smooth_cities`
    did, ``areas`` what `challenge.area_level.cluster_areas` did. ``made``: the day that it bears as that of its making; default today.
    """
    theme = theme or house_style()
    made = made or datetime.date.today()
    shown = (
        content(indexed, outcome, pictures, language, smooth, areas, made)
        | draw_plots(indexed, certainty, outcome, theme, language)
        | {"colours": theme.colours}
    )
    shown["copies"] = copies(shown, language)
    progress.check()
    path.write_text(render("report.html", shown, language), encoding="utf-8")
    progress.check()
    if pdf:
        write_paper(pdf, shown, pictures.map, made, theme, language, progress)


def draw_plots(indexed: Indexed, certainty: Sensitivity | None, outcome: Clustered | None, theme: Theme, language: Language) -> dict:
    """Return the plots, and the rows behind them."""
    rows = rank_rows(indexed, certainty) if certainty else []
    return {
        "distribution": distribution(indexed, theme, language),
        "ranks": rows,
        "rank_plot": ranks(rows, theme, language) if rows else None,
        "draws": QUICK_DRAWS,
        "matrix": matrix(outcome, theme, language) if outcome else None,
    }


def content(
    indexed: Indexed,
    outcome: Clustered | None,
    pictures: ReportPictures,
    language: Language,
    smooth: SmoothCities | None = None,
    areas: AreaLevel | None = None,
    made: datetime.date | None = None,
) -> dict:
    """Return what the template shows."""
    collected, challenge = indexed.collected, indexed.collected.challenge
    facts = account(indexed, {})
    title = challenge.title.of(language.code)
    return {
        "title": title,
        "finding": words.finding(outcome, language) if outcome else language.tr("Where the need is: {title}", title=title),
        "question": question_in_place(challenge, municipality_of(collected), language),
        "owner": challenge.owner,
        "audience": audience_words(collected.audience, language),
        "made": made_in_words(made or datetime.date.today(), indexed.as_of, language),
        "oldest": oldest_in_words(facts["results"]["oldest_input_age_days"], language),
        "challenge_id": challenge.id,
        "map_image": data_uri("image/png", pictures.map) if pictures.map else "",
        "facts": list(key_figures(indexed, outcome, language)),
        "clustered": outcome is not None,
        "people": people_name(indexed.unit_table, language),
        "clusters": list(cluster_rows(outcome, language)) if outcome else [],
        "no_clusters": no_clusters(outcome.unit_table, language) if outcome else "",
        "power": power_words(outcome.unit_table, outcome.power, language) if outcome else "",
        "weighing": weighing(indexed.unit_table, language),
        "how_certain": list(words.certainty_sentences(outcome, areas, language)) if outcome else [],
        "group": group_texts(challenge, language),
        "clusters_are": words.clusters_are(indexed, language),
        "indicators": list(indicator_cards(indexed, language)),
        "evidence": list(evidence_rows(indexed, language)),
        "influence": influence_content(indexed, language),
        "outliers": list(outlier_words(indexed, language)),
        "few": [*hidden_words(collected, indexed.hidden_cells, language), *few_words(indexed, language)],
        "reach": reach_content(outcome, language) if outcome else {},
        "sectors": list(sector_rows(indexed, outcome, language)),
        "proposals": [row | proposal_picture(pictures.proposals.get(row["id"])) for row in proposal_rows(indexed, outcome, language)],
        "inputs": [input_row(indexed, row, language) for row in facts["inputs"]],
        "failures": [error.sentence(language.tr) for error in collected.failures.values()],
        "method": list(words.method(indexed, outcome is not None, language)),
        "chance": [*scan_words(outcome, language), *smooth_words(smooth, outcome.high_share, language)] if outcome else [],
        "notes": list(notes(indexed, language)),
        "loading": list(loading_messages(collected, language)),
        "csv": data_uri("text/csv;charset=utf-8", table_as_csv(outcome or indexed)),
        "qgis": versions()["qgis"],
    }


def proposal_picture(picture: Picture | None) -> dict:
    """Return a proposal's map for the template; nothing where there is none."""
    return {"picture": data_uri("image/png", picture.png), "legend": picture.legend} if picture else {}


def data_uri(kind: str, data: bytes) -> str:
    """Return bytes as an address that holds them."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def key_figures(indexed: Indexed, outcome: Clustered | None, language: Language) -> Iterator[dict]:
    """Yield the figures under the map."""
    yield {"label": language.tr("Areas"), "value": language.number(len(indexed.collected.units))}
    yield {"label": language.tr("Areas with too little data"), "value": language.number(indexed.without_index)}
    if not indexed.coverage.whole:
        yield {"label": language.tr("Areas with all data"), "value": language.number(indexed.coverage.complete)}
    if indexed.hidden:
        yield {"label": language.tr("Of which hidden because of small numbers"), "value": language.number(indexed.hidden)}
    if outcome:
        groups = group_texts(indexed.collected.challenge, language)["several"]
        yield {"label": groups, "value": language.number(len(outcome.clusters))}
    share = outcome.unit_table.share_within(outcome.clusters.membership > 0) if outcome else None
    if outcome and share is not None and not indexed.collected.challenge.clusters.divides:
        yield from _shares_in_clusters(outcome.unit_table, share, language)
    yield {"label": language.tr("Share of the weight that is missing"), "value": f"{language.number(100 * indexed.missing_share, 1)} %"}


def _shares_in_clusters(units: UnitTable, share: float, language: Language) -> Iterator[dict]:
    """Yield how much of the people the clusters hold as they were found, and by the core and the fringe where these were drawn."""
    people = people_name(units, language)
    yield {"label": language.tr("Share of the {people} in clusters", people=people), "value": f"{language.number(100 * share)} %"}
    if units.probability is not None:
        label = language.tr("From the core of the clusters to all areas that may belong to one")
        yield {"label": label, "value": f"{people_share(units, language)} %"}


def cluster_rows(outcome: Clustered, language: Language) -> Iterator[dict]:
    """Yield the rows of the cluster table."""
    sure = cluster_certainty(outcome.unit_table, language)
    for row, causes in zip(outcome.clusters.table.to_dict("records"), causes_of(outcome), strict=True):
        yield {
            "rank": row["cluster_id"],
            "certainty": sure.get(row["cluster_id"], ""),
            "label": row["cluster_label"],
            "units": row["unit_count"],
            "population": cluster_size(row, outcome.unit_table),
            "index": row["mean_value"],
            "hectares": row["area_m2"] / HECTARE,
            "standouts": [
                {"title": one.indicator.title.of(language.code), "level": one.level_words(language), "difference": one.points}
                for one in causes
            ],
        }


def sector_rows(indexed: Indexed, outcome: Clustered | None, language: Language) -> Iterator[dict]:
    """Yield for each sector what its own indicators say: over all areas, in the clusters, and where the need is greatest."""
    catalogue, units = indexed.collected.catalogue, indexed.collected.units.table
    names = display_names(units[indexed.collected.challenge.units.name])
    inside = outcome.clusters.membership > 0 if outcome else np.zeros(len(units), dtype=bool)
    for sector, facts in indexed.sector_facts().items():
        index = indexed.evaluation.sectors[sector]
        people = None if indexed.people is None else indexed.people[inside]
        worst = index.dropna().sort_values(ascending=False, kind="stable").head(WORST_SHOWN)
        title = catalogue.sector_title(sector).of(language.code)
        within = mean(index.to_numpy()[inside], people)
        yield {"title": title, "within": within, "worst": [(names[at], value) for at, value in worst.items()], **facts}


def indicator_cards(indexed: Indexed, language: Language) -> Iterator[dict]:
    """Yield a card for each indicator: why it is there, how its values are spread, what it weighs."""
    evaluation, collected = indexed.evaluation, indexed.collected
    sources = indicator_sources(collected)
    for indicator, weight, source in zip(collected.challenge.indicators, evaluation.weights, sources, strict=True):
        values = evaluation.raw[indicator.id].to_numpy()
        skewness, kurtosis = measure_tails(values)
        yield {
            "title": indicator.title.of(language.code),
            "why": indicator.why.of(language.code),
            "sector": collected.catalogue.sector_title(indicator.sector).of(language.code),
            "weight_share": weight / evaluation.weights.sum(),
            "direction": words.direction(indicator, language),
            "normalisation": words.normalisation(indicator, language),
            "layer": layer_titles(indexed, indicator, language),
            "kind": name_kind(source.said_kind, language),
            "stands_for": say_stands_for(indicator.stands_for.of(language.code), language),
            "unit": indicator.unit,
            "smoothed": indicator.smoothing != "none",
            "missing": int(np.isnan(values).sum()),
            "failed": np.isnan(values).all(),
            "skewness": skewness,
            "excess_kurtosis": kurtosis,
            **drawing(values),
        }


def evidence_rows(indexed: Indexed, language: Language) -> Iterator[dict]:
    """Yield what each indicator rests on, where not all are measured as asked from sources that are known; nothing where they are."""
    sources, total = indicator_sources(indexed.collected), indexed.evaluation.weights.sum()
    if all(source.is_plain and not source.unchecked for source in sources):
        return
    for source in sources:
        holder = "" if source.is_plain else source.asked.holder.of(language.code)
        layers = [record.title.of(language.code) for record in source.records]
        if figure := source.figure_words(language):
            layers.append(language.tr("one figure for the municipality: {figure}", figure=figure))
        elif lacking := source.lacking_figure(language):
            layers.append(lacking)
        yield {
            "title": source.indicator.title.of(language.code),
            "asked": source.asked.title.of(language.code) if source.is_twin else "",
            "weight_share": source.indicator.weight / total,
            "kind": name_kind(source.said_kind, language),
            "meaning": explain_kind(source.said_kind, language),
            "unchecked": say_unchecked(source.unchecked, language),
            "layers": ", ".join(layers),
            "date": language.date(source.date) if source.date else "",
            "holder": holder,
            "held_by": say_holder(holder, language),
            "reason": source.reason.sentence(language.tr) if source.reason else "",
        }


def drawing(values: np.ndarray) -> dict:
    """Return the bars of a distribution; nothing where there are no values."""
    drawn = histogram(values, BOX_WIDTH, BOX_HEIGHT, BOX_TOP)
    if drawn is None:
        return {}
    return {
        "histogram": drawn.bars,
        "median_x": drawn.median_x,
        "low": drawn.low,
        "median": drawn.median,
        "high": drawn.high,
        "decimals": words.decimals_for(drawn.high),
    }


def layer_titles(indexed: Indexed, indicator: Indicator, language: Language) -> str:
    """Return the titles of the layers that an indicator uses: of those that could be loaded as their source is called."""
    loaded = {id: layer.record for id, layer in indexed.collected.layers.items()}
    records = {**indexed.collected.catalogue.records, **loaded}
    ids = dict.fromkeys(id for one in indicator.measurements() for id in one.layers)
    return ", ".join(records[id].title.of(language.code) for id in ids if id in records)


def input_row(indexed: Indexed, facts: dict, language: Language) -> dict:
    """Return a row of the table of sources."""
    loaded = indexed.collected.layers[facts["record"]]
    record = loaded.record
    changes = [
        language.tr("{count} without geometry left out", count=facts["without_geometry"]) if facts["without_geometry"] else "",
        word_repairs(facts["repaired"], language),
        word_cells(facts["cells"], language) if "cells" in facts else "",
        *(word_timetable(one, language) for one in facts.get("timetables", ())),
    ]
    return {
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "publisher_kind": record_words.publisher_kind(record.publisher.kind, language),
        "licence": record.licence.name or language.tr("unknown"),
        "date": language.date(loaded.date),
        "date_origin": record_words.date_origin(loaded.date_origin, record, language) if loaded.date else "",
        "age": age_in_words(facts["age_days"], language),
        "freshness": facts["freshness"],
        "freshness_word": ", ".join(
            filter(None, [record_words.freshness(facts["freshness"], language), say_mark(record.quality, language)])
        ),
        "features": facts["features"],
        "lacking": facts.get("units_lacking"),
        "changes": ", ".join(filter(None, changes)),
        "redistribution": record_words.redistribution(record.redistribution, language),
    }


def word_timetable(facts: dict, language: Language) -> str:
    """Return by which day of a timetable people travel, and between which times they leave."""
    first, last = (f"{int(hour):02d}:{round(hour % 1 * 60):02d}" for hour in facts["window"])
    return language.tr(
        "timetable of {day}, departures between {first} and {last}, {trips} trips that day",
        day=language.date(datetime.date.fromisoformat(facts["day"])),
        first=first,
        last=last,
        trips=language.number(facts["trips"]),
    )


def word_cells(cells: dict, language: Language) -> str:
    """Return how many cells a raster has, and how large they are."""
    width, height = (language.number(size, 0 if float(size).is_integer() else 2) for size in cells["size"])
    count = language.number(cells["columns"] * cells["rows"])
    return language.tr("{count} cells of {width} x {height} ({crs})", count=count, width=width, height=height, crs=cells["crs"])


def word_repairs(count: int, language: Language) -> str:
    """Return how many polygons were repaired; empty for none."""
    if count == 1:
        return language.tr("1 polygon repaired")
    return language.tr("{count} polygons repaired", count=count) if count else ""


def notes(indexed: Indexed, language: Language) -> Iterator[str]:
    """Yield what was noticed on the way and stops nothing."""
    collected = indexed.collected
    marked = ((one.record.title.of(language.code), one.record.quality) for one in collected.layers.values())
    yield from warn_of_blocking(marked, language)
    yield from filter(None, [comparison_words(collected, language)])
    yield from coverage_words(collected, indexed.coverage, language)
    for id, match in collected.matches.items():
        if match.unmatched and collected.keeps_content(id):
            yield language.tr(
                "Keys of '{table}' that belong to no area: {unmatched} ({keys}).",
                table=collected.layers[id].record.title.of(language.code),
                unmatched=language.number(len(match.unmatched)),
                keys=name_first(match.unmatched),
            )
        elif match.unmatched:
            yield language.tr(
                "Keys of '{table}' that belong to no area: {unmatched} of {rows} ({keys}).",
                table=collected.layers[id].record.title.of(language.code),
                unmatched=language.number(len(match.unmatched)),
                rows=language.number(match.rows),
                keys=name_first(match.unmatched),
            )
    areas = collected.challenge.areas
    for id in collected.absent:
        record = collected.catalogue.records.get(id)
        if record and areas and id == areas.layer:
            title = record.title.of(language.code)
            yield language.tr("There is no layer '{record}': clusters are named after the areas of the map in them.", record=title)
        elif record and (why := why_none(record).of(language.code)):
            title = record.title.of(language.code)
            yield language.tr("The map would also show '{record}', which could not be fetched. {reason}", record=title, reason=why)
        elif record:
            title = record.title.of(language.code)
            yield language.tr("The map would also show '{record}', but there are no features in this area.", record=title)
        else:
            yield language.tr("The map would also show record '{record}', but the catalogue does not hold it.", record=id)
    kept = [loaded.record.title.of(language.code) for loaded in collected.layers.values() if loaded.record.redistribution != "yes"]
    if kept:
        yield language.tr("Used but not redistributed, at the request of the publishers: {layers}.", layers=", ".join(kept))


def loading_messages(collected: Collected, language: Language) -> Iterator[str]:
    """Yield what was said while the layers were loaded: how numbers were read, what counts as missing, what was left out; each once.

    Of sensitive layers nothing: it names values and numbers of rows.
    """
    told = [loaded for id, loaded in collected.layers.items() if not collected.keeps_content(id)]
    found = (message.sentence(language.tr) for loaded in told for message in loaded.messages)
    yield from dict.fromkeys(found)


def table_as_csv(result: Indexed | Clustered) -> bytes:
    """Return index, indicators and scores of every unit as CSV, in UTF-8 with the mark that spreadsheets look for."""
    return keep_texts(result.unit_features.table).to_csv(index=False, float_format="%.10g").encode("utf-8-sig")
