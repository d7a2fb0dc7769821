"""The table of docs/sources.md: what public data carry of each built-in indicator, read from catalogue and challenges."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from opgavenkaart.processing.challenge.variants import Lacks, Variant, choose_variant, kind_of, kind_without_data, uses
from opgavenkaart.processing.model.builtin_challenges import builtin_challenges
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.challenge import Challenge, Indicator, read_challenge
from opgavenkaart.processing.model.evidence import DOCUMENTED, GUESSED, KINDS, MADE_BY, SEEN
from opgavenkaart.processing.model.record import LayerRecord
from opgavenkaart.processing.texts.evidence_texts import name_kind
from opgavenkaart.processing.texts.language import Language

ENGLISH = Language("en")
RHYTHMS = {
    "": "date unknown",
    "continuous": "continuous",
    "P1Y": "yearly",
    "P3M": "quarterly",
    "P1M": "monthly",
    "P1W": "weekly",
    "P1D": "daily",
}
RECORDED = {
    ("income", "median_income"),
    *(("vulnerability", name) for name in ("heat", "dwellings_before_1945", "rented_dwellings", "single_parents", "density")),
    ("energy_use", "gas_kwh"),
    ("energy_use", "gas_connections"),
    ("population_estimates", "households_without_car"),
    ("population_estimates", "households"),
}
"""Fields whose values in the sectors of Halle were recorded, or rest on recorded ones alone: all others the replay makes up."""
HEAD = """# Where the indicators come from

What public data carry of the eight built-in challenges, for a municipality outside Ghent and Antwerp and without any key. A test
(`test/challenge/test_source_table.py`) makes this page of the catalogue and the challenges, and fails where it says something else.

- **kind**: *measured* or *estimated* in each area; *proxy*: another figure stands in for what is asked; *figure of the municipality
  only*: shown, and never part of the index; *not available*. [records.md](records.md#what-a-value-rests-on) says more.
- **evidence**: how address and columns of the source are known: *seen* in use, *documented* by the publisher, or *guessed*. Of several
  sources the weakest.
- **checked**: the day on which all its sources were last seen to answer as the catalogue says; - where nobody has.
- **replay**: of the values in Halle with which tests play the source
  ([CONTRIBUTING.md](CONTRIBUTING.md#the-public-sources-without-the-internet)) whether they were *recorded*, so that a test reckons them
  from the files by hand (`test/algorithms/test_first_map_by_hand.py`), or *generated*: made up in the documented form, which shows that
  the source can be read and nothing of the city.
- Your own file goes before all of this: put a record with the id and fields of the challenge in your own catalogue. The last column says
  who usually has such a file.
- What is estimated needs the layer `population_estimates`, which `estimate_population` makes. Without it the next form is taken, which
  stands in the challenge's file under `otherwise`.

"""


@dataclass(frozen=True)
class Row:
    """What public data carry of one indicator."""

    asked: Indicator
    form: Indicator
    kind: str
    records: tuple[LayerRecord, ...]

    @property
    def is_recorded(self) -> bool:
        """Whether all that it reads of the replay in Halle was recorded."""
        return self.has_source and all((one.layer, one.field) in RECORDED and not one.points for one in self.form.measurements())

    @property
    def has_source(self) -> bool:
        """Whether areas have values."""
        return KINDS.index(self.kind) < KINDS.index("municipal")


def public_variant(challenge: Challenge, catalogue: Catalogue) -> Variant:
    """Return the form of a challenge that public data carry."""
    return choose_variant(challenge, Lacks(catalogue, challenge.units.key, makes=True))


def rows_of(challenge: Challenge, catalogue: Catalogue) -> Iterator[Row]:
    """Yield what public data carry of each indicator of a challenge."""
    variant, key = public_variant(challenge, catalogue), challenge.units.key
    for asked, form in zip(challenge.indicators, variant.challenge.indicators, strict=True):
        ids = dict.fromkeys(id for one in form.measurements() for id, _ in uses(one, key))
        if form.id in variant.missing:
            figure = (catalogue.get(asked.municipal.layer),) if asked.municipal else ()
            yield Row(asked, asked, kind_without_data(asked), figure)
        else:
            records = {id: catalogue.candidates(id)[0] for id in ids}
            yield Row(asked, form, kind_of(form, records, key), tuple(records.values()))


def all_rows(catalogue: Catalogue) -> list[Row]:
    """Return the rows of all built-in challenges."""
    return [row for id in builtin_challenges() for row in rows_of(read_challenge(id), catalogue)]


def page() -> str:
    """Return the page."""
    catalogue = read_catalogue()
    challenges = [read_challenge(id) for id in builtin_challenges()]
    kinds = Counter(row.kind for row in all_rows(catalogue))
    parts = [HEAD, *_table(("kind", "indicators"), [(name_kind(kind, ENGLISH), kinds[kind]) for kind in KINDS])]
    parts.append("\n")
    shares = [(f"`{one.id}`", one.title.en, f"{100 * public_variant(one, catalogue).carried_share:.0f} %") for one in challenges]
    parts += _table(("challenge", "title", "weight that public data carry"), shares)
    columns = (
        "asked",
        "measured with public data",
        "kind",
        "weight",
        "source and year",
        "evidence",
        "checked",
        "replay",
        "usually held by",
    )
    for challenge in challenges:
        parts.append(f"\n## {challenge.title.en}\n\n{challenge.question.en}\n\n")
        parts += _table(columns, [_cells(row) for row in rows_of(challenge, catalogue)])
    return "".join(parts)


def _cells(row: Row) -> tuple:
    records = [record for record in row.records if record.id not in ("addresses",)] or row.records
    shown = row.form.title.en if row.form is not row.asked else ("as asked" if row.has_source else "-")
    dates = [record.checked for record in row.records]
    checked = str(min(dates)) if dates and all(dates) else "-"
    evidence = max((record.evidence for record in row.records), key=(SEEN, DOCUMENTED, GUESSED).index, default="-")
    sources = "; ".join(f"{record.title.en} (`{record.id}`, {_vintage(record)})" for record in records) or "-"
    kind = name_kind(row.kind, ENGLISH)
    return (
        f"{row.asked.title.en} (`{row.asked.id}`)",
        shown,
        kind,
        f"{row.asked.weight:g}",
        sources,
        evidence,
        checked,
        ("recorded" if row.is_recorded else "generated") if row.has_source else "-",
        row.asked.holder.en or "-",
    )


def _vintage(record: LayerRecord) -> str:
    if MADE_BY in record.source.options:
        return f"made by `{record.source.options[MADE_BY]}`"
    if record.date:
        return str(record.date.year)
    if "newest" in str(record.source.options):
        return "newest year"
    return RHYTHMS[record.update_rhythm]


def _table(columns: tuple, rows: list[tuple]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |\n"
