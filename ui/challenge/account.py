"""What the dock says of a computed challenge: what is missing in it, and what the map does not show yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...processing.model import contract
from ...processing.model.catalogue import BUILTIN_PATH, Catalogue
from ...processing.model.challenge import Challenge
from ...processing.texts.language import Language

if TYPE_CHECKING:
    from .live import Result


def catalogue_name(catalogue: Catalogue, language: Language) -> str:
    """Return what a catalogue is called: its title, or the name of its file where it has none."""
    return catalogue.title.of(language.code) or Path(catalogue.path).stem


def account(challenge: Challenge, catalogue: Catalogue, result: Result | None, language: Language) -> str:
    """Return what is missing, how sure the clusters are, and what the map does not show yet, or not any more."""
    if result is None and catalogue.is_builtin:
        return language.tr(
            "The built-in catalogue holds all of Flanders: choose the catalogue of your municipality in the catalogue dock, or make its"
            " first map there, and go on here."
        )
    if result is None:
        return language.tr("Not computed yet: press Compute to see index and clusters on the map.")
    parts = [nothing_words(result, language), missing_words(result, language), sure_words(result, language)]
    waiting = len(challenge.indicators) - len(result.preview.measured(challenge))
    if waiting:
        text = language.tr(
            "1 indicator is new or changed: press Compute to include it. | {count} indicators are new or changed: press Compute to"
            " include them.",
            count=waiting,
        )
        parts.append(text)
    if not answers(catalogue, result.outcome.catalogue):
        parts.append(language.tr("This result was computed with another catalogue: press Compute to use the present one."))
    if result.shown.layer is None:
        parts.append(language.tr("The result layers were removed; compute again."))
    elif challenge != result.computed.challenge:
        parts.append(language.tr("The map shows your changes; the clusters are those of the last computation."))
    return " ".join(filter(None, parts))


def answers(catalogue: Catalogue, path: str) -> bool:
    """Return whether a catalogue is the one at a path, or one that was laid on top of it."""
    return str(Path(path or BUILTIN_PATH).resolve()) in (catalogue.path, *(one.path for one in catalogue.included))


def nothing_words(result: Result, language: Language) -> str:
    """Return where the index is highest, which areas have low need and what the method would miss, where it found none; else empty."""
    from ...processing.products.integrated_map.chance_words import found_share_words
    from ...processing.products.integrated_map.headline import nothing_found

    if len(result.computed.table):
        return ""
    units = result.computed.unit_table
    missed = found_share_words(units, result.outcome.counts.get(contract.CLUSTER_POWER), language)
    return " ".join(filter(None, (nothing_found(units.with_index(result.index), language), missed)))


def sure_words(result: Result, language: Language) -> str:
    """Return how many areas of the clusters are almost certainly of need with other choices too; empty until that is known."""
    from ...processing.model.certainty import ALMOST_CERTAIN

    if result.belonging is None or not result.belonging.draws:
        return ""
    inside = result.belonging.probability[result.computed.membership > 0]
    counts = {"sure": language.number(int((inside >= ALMOST_CERTAIN).sum())), "count": language.number(len(inside))}
    if result.belonging.to_cluster:
        return language.tr("Almost certainly of high need: {sure} of the {count} cluster areas.", **counts)
    return language.tr("Almost certainly among the worst 10 %: {sure} of the {count} cluster areas.", **counts)


def missing_words(result: Result, language: Language) -> str:
    """Return how much of the weight is missing, how many areas lack an index by it, and how many are hidden."""
    total, without = len(result.index), sum(value != value for value in result.index.tolist())
    share = language.number(100 * float(result.missing_share.mean()), 1)
    parts = [language.tr("{share} % of the weight is missing.", share=share)]
    if without:
        parts = [
            language.tr(
                "1 of {total} areas has too little data for an index; {share} % of the weight is missing. | "
                "{count} of {total} areas have too little data for an index; {share} % of the weight is missing.",
                count=language.number(without),
                total=language.number(total),
                share=share,
            )
        ]
    hidden = result.outcome.counts[contract.HIDDEN_COUNT]
    if hidden:
        few = language.tr("1 area is hidden because of small numbers. | {count} areas are hidden because of small numbers.", count=hidden)
        parts.append(few)
    return " ".join(parts)
