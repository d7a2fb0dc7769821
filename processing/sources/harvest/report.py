"""The report of a harvest: what differs from the catalogue it was merged into."""

from __future__ import annotations

from ...model import contract
from ...model.catalogue import Catalogue
from ...model.harvest import HarvestDifference, Merged, RecordChange
from ...texts.count_texts import HARVEST_TEXTS
from ...texts.language import Language
from ...texts.templates import render
from .harvest import HarvestResult

DIFFERENCE_TEXTS = {
    HarvestDifference.NEW: "New",
    HarvestDifference.GONE: "Removed: no longer listed by the source",
    HarvestDifference.BACK: "Listed again",
    HarvestDifference.MOVED: "Moved to another address",
    HarvestDifference.LICENCE: "Another licence",
    HarvestDifference.CHANGED: "Different description",
    HarvestDifference.KEPT: "Edited here and kept; differs from the source",
}
ORDER = (
    HarvestDifference.GONE,
    HarvestDifference.MOVED,
    HarvestDifference.LICENCE,
    HarvestDifference.KEPT,
    HarvestDifference.CHANGED,
    HarvestDifference.BACK,
    HarvestDifference.NEW,
)


def harvest_report(gathered: HarvestResult, merged: Merged, language: Language) -> str:
    """Return the report as HTML."""
    sections = [section(difference, merged, language) for difference in ORDER]
    return render(
        "harvest.html",
        {
            "origin": gathered.harvest.origin,
            "kind": gathered.kind,
            "facts": titled_counts(gathered, merged, language),
            "sections": [one for one in sections if one["rows"]],
            "known": sorted(merged.known.items()),
        },
        language,
    )


def count_layers(gathered: HarvestResult, merged: Merged) -> dict[str, int]:
    """Return how many layers were listed, and what became of them, by the name of that count among the outputs."""
    return {
        contract.RECORD_COUNT: len(gathered.harvest.records),
        contract.NEW_COUNT: merged.new_count,
        contract.CHANGED_COUNT: merged.changed_count,
        contract.GONE_COUNT: merged.gone_count,
    }


def titled_counts(gathered: HarvestResult, merged: Merged, language: Language) -> list[tuple[str, int]]:
    """Return the counts under the title."""
    counts = count_layers(gathered, merged)
    return [
        *((language.tr(template), counts[name]) for name, template in HARVEST_TEXTS.items()),
        (language.tr("Left out by the filter"), gathered.left_out),
        (language.tr("In the catalogue under another id"), len(merged.known)),
    ]


def section(difference: HarvestDifference, merged: Merged, language: Language) -> dict:
    """Return the table of one kind of difference."""
    rows = [row(change, merged.catalogue, language) for change in merged.changes if change.difference == difference]
    by_part = any(one["part"] for one in rows)
    return {"id": difference.value, "title": language.tr(DIFFERENCE_TEXTS[difference]), "rows": rows, "values": by_part}


def row(change: RecordChange, catalogue: Catalogue, language: Language) -> dict:
    """Return one line of a table."""
    record = catalogue.own[change.id]
    return {
        "id": change.id,
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "licence": record.licence.name or language.tr("unknown"),
        "part": change.part,
        "before": words(change.before),
        "after": words(change.after),
    }


def words(value: object) -> str:
    """Return a part of a record in one line."""
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
