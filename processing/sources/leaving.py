"""Which fields of a layer may be in what is handed out: those that are named, unless they look personal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ..analysis.disclosure.cells import Protection, are_counts
from ..analysis.features import Features
from ..model.disclosure import Disclosure, FieldDisclosure
from ..model.errors import OpgaveError
from ..model.personal import BIRTH, ENTERPRISE_NUMBER, FREE_TEXT, MAIL, NAME, NATIONAL_NUMBER, PHONE, personal_kind
from ..model.progress import Progress
from ..model.record import NIS_CODE, LayerRecord
from ..model.results import error_field
from ..qgis_io.columns import numbers_in_text
from .loading import Loaded, make_once
from .reading.canonical import key_fields

STATED = "stated"
"""How a field is personal of which its record says so."""
SENSITIVE = "sensitive"
"""How a field is held back whose small counts are hidden: beside what is shown of it, it would give them away."""
UNIQUE = "unique"
"""How a field is held back that would tell features apart which are to look the same."""
HELD_BACK_TEXTS = {
    STATED: "Layer '{layer}': no file contains {fields}, which the record calls personal.",
    NAME: "Layer '{layer}': no file contains {fields}, which looks like names of people. {advice}",
    MAIL: "Layer '{layer}': no file contains {fields}, which looks like e-mail addresses. {advice}",
    PHONE: "Layer '{layer}': no file contains {fields}, which looks like telephone numbers. {advice}",
    NATIONAL_NUMBER: "Layer '{layer}': no file contains {fields}, which looks like national register numbers. {advice}",
    BIRTH: "Layer '{layer}': no file contains {fields}, which looks like days of birth. {advice}",
    ENTERPRISE_NUMBER: "Layer '{layer}': no file contains {fields}, which looks like enterprise numbers of natural persons. {advice}",
    SENSITIVE: "Layer '{layer}': no file contains {fields} as it is, because sensitive counts follow from it.",
    FREE_TEXT: "Layer '{layer}': no file contains {fields}, which looks like free text. {advice}",
    UNIQUE: "Layer '{layer}': no file contains {fields}, which would tell single features of an area apart.",
}
PART = 20_000
"""Values of a field that are looked at together."""
ADVICE = OpgaveError("If it may be redistributed, write '\"personal\": false' for it under 'disclosure' in the layer's record.")


def keep_named(loaded: Loaded, wanted: Sequence[str]) -> Loaded:
    """Return a layer with the fields that its record names, those that the challenge wants, and its keys; the rest is left behind.

    The standard error that a layer states beside a wanted value goes with it. A record names a field also where it says how it is shown.
    """
    record = loaded.record
    named = {*record.fields, *record.disclosure.fields, *wanted, *map(error_field, wanted), *key_fields(record)}
    left = tuple(name for name in loaded.features.table if name not in named)
    return make_once(lambda: replace(loaded, features=loaded.features.without(left)), (loaded,), "named_fields", left)


def personal_fields(features: Features, disclosure: Disclosure, known: Collection[str]) -> dict[str, str]:
    """Return the fields of a layer that tell of one person, with how: as its record says, else as they look.

    Parameters
    ----------
    disclosure : Disclosure
        What its record says.
    known : collection of str
        Fields that name areas or other things, and no people.
    """
    found: dict[str, str] = {}
    nothing = FieldDisclosure()
    for name, values in features.table.items():
        stated = disclosure.fields.get(str(name), nothing).personal
        if stated is not None:
            kind = STATED if stated else ""
        else:
            kind = "" if name in known else personal_kind(str(name), different_values(values))
        if kind:
            found[str(name)] = kind
    return found


def different_values(column: pd.Series) -> Iterator[object]:
    """Yield the values of a column in their order, a part at a time, in which none comes twice: who has seen enough asks no further."""
    for start in range(0, len(column), PART):
        yield from column.iloc[start : start + PART].dropna().unique().tolist()


def sensitive_counts(features: Features, record: LayerRecord, known: Collection[str]) -> dict[str, str]:
    """Return the fields of a layer whose small counts are to be hidden, each with `SENSITIVE`; ``known`` as of `personal_fields`."""
    found = {}
    for name, values in features.table.items():
        spec = record.fields.get(str(name))
        quantity = spec.quantity if spec else ""
        limits = record.count_limits(str(name))
        if name in known or quantity == "rate" or limits is None:
            continue
        least = Protection(limits.minimum, limits.rounding).least
        if quantity == "count" or (pd.api.types.is_numeric_dtype(values) and are_counts(values.dropna().to_numpy(dtype=float), least)):
            found[str(name)] = SENSITIVE
    return found


def sensitive_numbers(features: Features, record: LayerRecord, known: Collection[str]) -> dict[str, str]:
    """Return the fields of a layer that are not to stand beside what is shown of it, each with `SENSITIVE`.

    These are all its numbers, also where they were stored as text: a rate or a score gives its count back to whoever knows what it was
    divided by; and what the record itself calls sensitive, be it words: who has the same ones can be counted. ``known`` is as of
    `personal_fields`.
    """
    kept = {*known, *key_fields(record), NIS_CODE}
    return {
        str(name): SENSITIVE
        for name, values in features.table.items()
        if name not in kept and record.count_limits(str(name)) is not None and (record.says_sensitive(str(name)) or _holds_numbers(values))
    }


def _holds_numbers(values: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(values):
        return True
    texts = values.dropna()
    return len(texts) > 0 and all(isinstance(one, str) for one in texts) and numbers_in_text(texts)[1] is None


def tell_held_back(record: LayerRecord, held_back: Mapping[str, str], progress: Progress) -> None:
    """Say which fields of a layer are held back, and why."""
    for reason in held_back_reasons(record, held_back):
        progress.warn(reason.template, **reason.values)


def held_back_reasons(record: LayerRecord, held_back: Mapping[str, str]) -> list[OpgaveError]:
    """Return a sentence for each reason why fields of a layer are held back."""
    fields = {kind: [name for name, found in held_back.items() if found == kind] for kind in HELD_BACK_TEXTS}
    return [
        OpgaveError(HELD_BACK_TEXTS[kind], layer=record.title, fields=", ".join(f"'{name}'" for name in names), advice=ADVICE)
        for kind, names in fields.items()
        if names
    ]
