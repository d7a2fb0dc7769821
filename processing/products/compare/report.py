"""The report on two vintages: data, method and result apart, with the change map; and the same in messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsRectangle

from ...analysis.cluster_change import CHANGES, STAYS
from ...analysis.features import Features
from ...analysis.noise import DRAWS, SURE
from ...analysis.vintages import FALLS, GONE, NEW, RANK, RISES
from ...cartography.looks.clusters import CHANGE_TEXTS, TESTED
from ...cartography.rendering import png_of
from ...cartography.style import Style
from ...cartography.styles import apply
from ...cartography.theme import theme
from ...model.choices import AUDIENCES
from ...model.differences import DocumentDifference
from ...model.files import plugin_version
from ...model.progress import Progress
from ...model.results import HECTARE
from ...model.text import Text, display_name
from ...texts.audience_texts import audience_words
from ...texts.language import Language, interface_language
from ...texts.templates import render
from ..bundle_titles import record_titles, write_finding
from ..bundles import Bundle, moment_in
from ..integrated_map.report import data_uri
from ..integrated_map.words import decimals_for
from ..scenario_report import EDGE, LEAST_RATIO, MAP_WIDTH, outcome_layer
from .change_words import basis_sentences, city_sentence, probability_words
from .clusters import ComparedClusters
from .vintages import ComparedVintages, LayerChange

CHANGED_TEXTS = {
    "need": "1 of the {total} areas on both maps changed by more than chance can explain. | {count} of the {total} areas on both maps"
    " changed by more than chance can explain.",
    "need_unchanged": "Of the {total} areas on both maps, none changed by more than chance can explain.",
    "rank": "1 of the {total} areas on both maps changed in rank by more than chance can explain. | {count} of the {total} areas on"
    " both maps changed in rank by more than chance can explain.",
    "rank_unchanged": "Of the {total} areas on both maps, none changed in rank by more than chance can explain.",
}
"""How many areas changed, by what is compared and whether any did."""
CHALLENGE_DIFFERS_TEXTS = {
    "clusters": "The challenge differs between the two maps: changes of clusters may follow from that and say nothing about the city.",
    "rank": "The challenge differs between the two maps: changes of rank may follow from that and say nothing about the city.",
}
MOST_ROWS = 100
HASH_SHOWN = 12
STATE_TEXTS = {
    "changed": "other content",
    "described": "same content, different description",
    "new": "used now, not before",
    "gone": "used before, not now",
}
FACT_TEXTS = {
    "sha256": "Content (hash)",
    "date": "Date of the data",
    "features": "Features",
    "without_geometry": "Without geometry",
    "repaired": "Repaired",
    "publisher": "Publisher",
    "licence": "Licence",
    "redistribution": "Redistribution allowed",
}


def write_comparison(path: Path, found: ComparedVintages, language: Language) -> None:
    """Write what changed between two vintages."""
    path.write_text(render("bundles.html", content(found, language), language), encoding="utf-8")


def content(found: ComparedVintages, language: Language) -> dict:
    """Return what the template shows."""
    table = found.units.table
    titles = record_titles(found.before, language) | record_titles(found.after, language)
    return {
        "title": text_of(found.after.challenge.title, language),
        "most": MOST_ROWS,
        "bundles": [bundle_facts(found.before, language), bundle_facts(found.after, language)],
        "audience": audience_words(min(found.before.audience, found.after.audience, key=AUDIENCES.index), language),
        "changed": changed_sentence(found, language),
        "differing": int(found.differs.sum()),
        "by_rank": found.change.basis == RANK,
        "city": city_sentence(found.change, language),
        "basis": list(basis_sentences(found.change, found.before.challenge, language)),
        "indicators": list(indicator_rows(found, language)),
        "kinds": {kind: int((table["change"] == kind).sum()) for kind in (RISES, FALLS, NEW, GONE)},
        "clusters": units_in_clusters(table),
        "cluster_rows": list(cluster_rows(found.clusters, language)) if found.clusters else [],
        "sure": 100 * SURE,
        "draws": DRAWS,
        "clusters_tested": found.clusters is not None and found.clusters.tested,
        "clusters_changed": sum(found.clusters.change.count(kind) for kind in CHANGES if kind != STAYS) if found.clusters else 0,
        "layers": [layer_row(one, titles.get(one.record, one.title), language) for one in found.layers],
        "values": list(value_rows(found, language)),
        "value_count": len(found.values),
        "method": [difference_row(one) for one in found.method],
        "other_challenge": other_challenge_sentences(found, language),
        "rows": list(unit_rows(found, language)),
        "map": change_map(found.units, found.change.basis, language),
        "version": plugin_version(),
    }


def changed_sentence(found: ComparedVintages, language: Language) -> str:
    """Return how many of the areas on both maps changed beyond chance, and how many are on one of them only."""
    template = CHANGED_TEXTS[found.change.basis if found.changed.any() else f"{found.change.basis}_unchanged"]
    counted = language.tr(template, count=language.number(int(found.changed.sum())), total=language.number(found.change.on_both))
    new, gone = (int((found.change.table["change"] == kind).sum()) for kind in (NEW, GONE))
    others = [
        language.tr("1 area is new. | {count} areas are new.", count=language.number(new)) if new else "",
        language.tr("1 area is gone. | {count} areas are gone.", count=language.number(gone)) if gone else "",
    ]
    return " ".join([counted, *filter(None, others)])


def other_challenge_sentences(found: ComparedVintages, language: Language) -> dict[str, str]:
    """Return what another challenge leaves unsaid of clusters, and of ranks where these are compared; nothing where it is the same."""
    spoken = {"clusters": found.clusters is not None, "rank": found.change.basis == RANK}
    return {key: language.tr(CHALLENGE_DIFFERS_TEXTS[key]) for key, said in spoken.items() if found.challenge_differs and said}


def text_of(text: Text, language: Language) -> str:
    """Return a text in a language."""
    return text.of(language.code)


def bundle_facts(bundle: Bundle, language: Language) -> dict:
    """Return what a reader should know of a vintage."""
    made = moment_in(bundle.manifest)
    return {"day": bundle.as_of, "made": language.moment(made) if made else "", "finding": write_finding(bundle, language)}


def units_in_clusters(table: pd.DataFrame) -> dict[str, int]:
    """Return how many units lie in clusters before and after."""
    return {time: int((table[f"cluster_{time}"] > 0).sum()) for time in ("before", "after")}


def cluster_rows(found: ComparedClusters, language: Language) -> Iterator[dict]:
    """Yield what became of each cluster: those that changed first, the largest first."""
    table = found.change.table.assign(label=found.labels)
    size = table[["area_before_m2", "area_after_m2"]].max(axis=1)
    for at in np.lexsort((-size, table["change"] == STAYS)):
        row = table.iloc[at]
        yield {
            "label": row["label"],
            "change": language.tr(CHANGE_TEXTS[TESTED if found.tested and row["change"] == STAYS else row["change"]]),
            "probability": probability_words(row["change_probability"], language),
            **{f"hectares_{time}": row[f"area_{time}_m2"] / HECTARE for time in ("before", "after")},
            "overlap": 100 * row["overlap"],
        }


def layer_row(one: LayerChange, title: str, language: Language) -> dict:
    """Return a layer that changed as the report shows it, under a title."""
    facts = [{"name": language.tr(FACT_TEXTS[fact.place]), **shown_pair(fact)} for fact in one.facts if one.state not in ("new", "gone")]
    state = language.tr(STATE_TEXTS[one.state])
    return {"title": title, "record": one.record, "state": state, "facts": facts, "value_count": one.values}


def difference_row(one: DocumentDifference) -> dict:
    """Return a difference as the report shows it."""
    return {"place": one.place, **shown_pair(one)}


def shown_pair(one: DocumentDifference) -> dict[str, str]:
    """Return both values of a difference as texts."""
    return {"before": show_value(one.before, one.place), "after": show_value(one.after, one.place)}


def show_value(value: object, place: str = "") -> str:
    """Return a value of a manifest as text; a dash where there is none, the beginning of a hash."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value[:HASH_SHOWN] if place == "sha256" else value
    return json.dumps(value, ensure_ascii=False)


def indicator_rows(found: ComparedVintages, language: Language) -> Iterator[dict]:
    """Yield what each indicator was and is on average, and in how many units its value rose and fell."""
    titles = {one.id: one for one in found.before.challenge.indicators}
    for id, row in found.change.indicators.iterrows():
        one = titles[str(id)]
        decimals = decimals_for(*row[["before", "after", "change"]]) if np.isfinite(row["before"]) else 0
        yield {**row, "title": text_of(one.title, language), "unit": one.unit, "decimals": decimals}


def value_rows(found: ComparedVintages, language: Language) -> Iterator[dict]:
    """Yield the values that changed, those of the units that change most first, each with what became of its unit."""
    challenge = found.after.challenge
    titles = {one.id: text_of(one.title, language) for one in challenge.indicators}
    units = found.units.table.set_index(challenge.units.result_key)
    own = found.values.assign(size=units[size_field(found)].abs().reindex(found.values["key"]).fillna(0).to_numpy())
    for row in own.sort_values("size", ascending=False, kind="stable").head(MOST_ROWS).to_dict("records"):
        unit = units.loc[row["key"]]
        name = display_name(str(unit[challenge.units.name]))
        yield {**row, "name": name, "indicator": titles[row["indicator"]], **unit_facts(unit, language)}


def size_field(found: ComparedVintages) -> str:
    """Return the field by which units change most: that of need, or of rank."""
    return f"{found.change.basis}_change"


def unit_rows(found: ComparedVintages, language: Language) -> Iterator[dict]:
    """Yield the units that differ, those that changed first, and of these the ones that changed most."""
    spec = found.after.challenge.units
    table = found.units.table[found.differs]
    order = np.lexsort((-table[size_field(found)].abs().fillna(np.inf), ~table["changed"]))
    for _, unit in table.iloc[order[:MOST_ROWS]].iterrows():
        yield {"key": unit[spec.result_key], "name": display_name(str(unit[spec.name])), **unit_facts(unit, language)}


def unit_facts(unit: pd.Series, language: Language) -> dict:
    """Return a unit's need, rank and cluster, what changed, and how sure that is."""
    names = ("need", "rank", "cluster")
    parts = ("need_change", "index_by_data", "index_by_method", "rank_change", "rank_by_data", "rank_by_method", "change")
    return {f"{name}_{time}": unit[f"{name}_{time}"] for name in names for time in ("before", "after")} | {
        **{part: unit[part] for part in parts},
        "probability": probability_words(unit["change_probability"], language) if _moved(unit) else "",
    }


def _moved(unit: pd.Series) -> bool:
    """Whether a unit's need changed, or its rank where need is not on one scale: else there is no rise or fall to be sure of."""
    change = unit["rank_change"] if pd.isna(unit["need_change"]) else unit["need_change"]
    return pd.isna(change) or change != 0


def change_map(units: Features, basis: str, language: Language) -> dict | None:
    """Return the change map with its legend, of need or of rank; None where no unit has a place."""
    there = ~shapely.is_missing(units.geometry)
    if not there.any():
        return None
    low_x, low_y, high_x, high_y = shapely.total_bounds(units.geometry[there])
    edge = EDGE * max(high_x - low_x, high_y - low_y, 1.0)
    ground = QgsRectangle(low_x - edge, low_y - edge, high_x + edge, high_y + edge)
    height = round(MAP_WIDTH * min(max(ground.height() / ground.width(), LEAST_RATIO), 1 / LEAST_RATIO))
    layer = outcome_layer(units.geometry[there], units.table["change"].to_numpy()[there], units.crs)
    apply(layer, Style("vintages", field="outcome", method=basis), theme(), language)
    picture = data_uri("image/png", png_of([layer], layer.crs(), ground, MAP_WIDTH, height))
    return {"picture": picture, "legend": [(item.symbol().color().name(), item.label()) for item in layer.renderer().legendSymbolItems()]}


def report_changes(found: ComparedVintages, progress: Progress) -> None:
    """Say what changed in messages: a layer each, the method, and the units that move most."""
    for one in found.layers:
        tell_layer(one, progress)
    for change in found.method:
        before, after = show_value(change.before), show_value(change.after)
        progress.note("Method: {place} was {before} and is {after}.", place=change.place, before=before, after=after)
    language = Language(interface_language())
    for sentence in (city_sentence(found.change, language), *basis_sentences(found.change, found.before.challenge, language)):
        if sentence:
            progress.note("{sentence}", sentence=sentence)
    progress.note("{sentence}", sentence=changed_sentence(found, language))
    for sentence in other_challenge_sentences(found, language).values():
        progress.note("{sentence}", sentence=sentence)
    if found.clusters and found.clusters.tested:
        progress.note(
            "Clusters, beyond chance: {grows} grow, {shrinks} shrink, {new} are new and {gone} are gone; {stays} stay, or change no more"
            " than chance can explain.",
            **{kind: found.clusters.change.count(kind) for kind in CHANGES},
        )
    progress.note(
        "{count} of {total} units differ in a value, index, rank or cluster.", count=int(found.differs.sum()), total=len(found.units)
    )


def tell_layer(one: LayerChange, progress: Progress) -> None:
    """Say what changed in a layer."""
    if one.state == "changed":
        hashes = next(fact for fact in one.facts if fact.place == "sha256")
        progress.note(
            "Data: layer '{record}' has other content (hash {before} before, {after} now); 1 value of an indicator differs."
            " | Data: layer '{record}' has other content (hash {before} before, {after} now); {count} values of indicators differ.",
            record=one.title,
            before=show_value(hashes.before, "sha256"),
            after=show_value(hashes.after, "sha256"),
            count=one.values,
        )
    elif one.state == "new":
        progress.note("Data: layer '{record}' is used now, but was not before.", record=one.title)
    elif one.state == "gone":
        progress.note("Data: layer '{record}' was used before, but is not now.", record=one.title)
    else:
        progress.note("Data: layer '{record}' has the same content, but a different description.", record=one.title)
