"""The clusters of the challenge in the dock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...processing.texts.language import Language
from .table import Table, TableColumn

if TYPE_CHECKING:  # heavy, and not needed before something was computed
    import numpy as np

    from ...processing.challenge.index_preview import Computed


def cluster_table(language: Language) -> Table:
    """Return the empty table of clusters."""
    tr = language.tr
    surely = tr("Areas of the cluster among the worst 10 % in 90 % of simulations with other weights and methods")
    columns = (
        TableColumn(tr("No."), tr("1 is the cluster with the greatest need")),
        TableColumn(tr("Where"), tr("Areas in the cluster"), number=False),
        TableColumn(tr("People"), tr("Population of the cluster")),
        TableColumn(
            tr("Index"),
            tr("Mean need in the cluster (0-100) with the present weights of the indicators, each area counting for its people"),
        ),
        TableColumn(tr("Robust"), surely),
    )
    return Table(columns, tr("Clusters"))


def cluster_rows(computed: Computed, means: np.ndarray, certain: np.ndarray | None, language: Language) -> list[tuple[str, ...]]:
    """Return the rows of the table; ``certain`` (None until it is known) is the number of units that are surely among the worst."""
    table = computed.table
    people = table["population"] if "population" in table else [None] * len(table)
    surely = [None] * len(table) if certain is None else certain
    return [
        (
            str(number),
            label,
            language.number(counted),
            language.number(mean),
            "…" if sure is None else language.tr("{sure} of {count}", sure=int(sure), count=int(count)),
        )
        for number, label, counted, mean, sure, count in zip(
            table["cluster_id"], table["cluster_label"], people, means, surely, table["unit_count"], strict=True
        )
    ]
