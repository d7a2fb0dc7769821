"""The report's tables as CSV, to copy into a spreadsheet: numbers in full, with a point as decimal sign."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from ...qgis_io.spreadsheet import keep_text
from ...texts.language import Language

HEADS = {
    "clusters": ("rank", "label", "units", "population", "index", "hectares"),
    "ranks": ("rank", "name", "index", "low", "high"),
    "indicators": ("title", "sector", "weight_share", "unit", "low", "median", "high", "missing", "skewness", "excess_kurtosis"),
    "evidence": ("title", "asked", "kind", "weight_share", "layers", "date", "holder", "reason"),
    "sectors": ("title", "weight_share", "mean", "within", "missing"),
    "inputs": ("title", "publisher", "licence", "date", "age", "freshness", "features"),
}
"""The columns of each table, by the keys of its rows."""
INFLUENCE_HEADS = ("title", "weight", "variance", "alone")


def copies(shown: dict, language: Language) -> dict[str, str]:
    """Return each table that the report shows, by name, as CSV; one without rows is left out."""
    found = {name: as_csv(keys, ([row.get(key, "") for key in keys] for row in shown[name])) for name, keys in HEADS.items() if shown[name]}
    found["influence"] = as_csv(INFLUENCE_HEADS, ([row[key] for key in INFLUENCE_HEADS] for row in shown["influence"]["rows"]))
    if shown["matrix"]:
        heads = [language.tr("Indicator"), *shown["matrix"]["columns"], language.tr("All areas")]
        rows = ([row["title"], *(cell["value"] for cell in row["cells"]), row["whole"]] for row in shown["matrix"]["rows"])
        found["matrix"] = as_csv(heads, rows)
    return found


def as_csv(heads: Sequence[str], rows: Iterable[Sequence]) -> str:
    """Return rows as CSV; a missing number is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([keep_text(head) for head in heads])
    writer.writerows([cell_value(value) for value in row] for row in rows)
    return text.getvalue()


def cell_value(value: object) -> object:
    """Return a value as a cell: ten digits of a number, nothing where there is none."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.10g}"
    return keep_text(value)
