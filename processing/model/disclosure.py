"""What a record says of how its data may be shown to others."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldDisclosure:
    """What holds for one field.

    Attributes
    ----------
    personal : bool or None
        Whether it tells of one person; None where nobody says, and the look of it decides (`model.personal`).
    """

    personal: bool | None = None


@dataclass(frozen=True)
class Disclosure:
    """How a record's data may be shown.

    Attributes
    ----------
    fields : dict of str to FieldDisclosure
        What holds for single canonical fields, or columns of the source.
    """

    fields: dict[str, FieldDisclosure] = field(default_factory=dict)
