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
    certainty = tr(
        "Mean estimated probability of the areas, each counting for its people, to belong to a group of high need, over other weights,"
        " methods and neighbours; for regions and circles: to be among the worst 10 %"
    )
    columns = (
        TableColumn(tr("No."), tr("Order of the clusters, 1 the first")),
        TableColumn(tr("Where"), tr("Areas in the cluster"), number=False),
        TableColumn(tr("People"), tr("Population of the cluster")),
        TableColumn(
            tr("Index"),
            tr("Mean need in the cluster (0-100) with the present weights of the indicators, each area counting for its people"),
        ),
        TableColumn(tr("Certainty"), certainty, number=False),
    )
    return Table(columns, tr("Clusters"))


def cluster_rows(computed: Computed, means: np.ndarray, certain: np.ndarray | None, language: Language) -> list[tuple[str, ...]]:
    """Return the rows of the table; ``certain`` (None until it is known) is the mean probability of each cluster's areas."""
    from ...processing.texts.certainty_texts import word_certainty

    table = computed.table
    people = table["population"] if "population" in table else [None] * len(table)
    sure = ["…"] * len(table) if certain is None else [word_certainty(float(one), language) for one in certain]
    return [
        (str(number), label, language.number(counted), language.number(mean), said)
        for number, label, counted, mean, said in zip(table["cluster_id"], table["cluster_label"], people, means, sure, strict=True)
    ]
