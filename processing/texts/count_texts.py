"""What the counts of an algorithm are called, among its outputs and in its report: templates for `language.tr`."""

from __future__ import annotations

from ..model import contract

WATCH_TEXTS = {
    contract.OK_COUNT: "Available and up to date",
    contract.STALE_COUNT: "Available but outdated",
    contract.CHANGED_COUNT: "Lacking fields required by challenges",
    contract.DEAD_COUNT: "Layer not available",
}
HARVEST_TEXTS = {
    contract.RECORD_COUNT: "Layers listed",
    contract.NEW_COUNT: "New layers",
    contract.CHANGED_COUNT: "Changed layers",
    contract.GONE_COUNT: "Layers removed",
}
