"""A request for data, ready for a mail to who has them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.field_words import FieldWords, field_words
from ..model.record import LayerRecord
from ..model.text import Text
from .language import Language

GEOMETRY_TEXTS = {
    "point": "A table with one row for each place and its coordinates (x and y), or a layer from a GIS, with these columns:",
    "line": "A layer of lines from a GIS, with these columns:",
    "polygon": "A layer of areas from a GIS (GeoPackage or shapefile), with these columns:",
    "none": "A table with one row for each statistical sector, and these columns:",
}


def write_request(
    municipality: str, challenge: Text, indicator: Text, record: LayerRecord, fields: Iterable[str], language: Language
) -> str:
    """Return the text of a mail that asks for the data of an indicator, with the columns that are needed and the values in them.

    Parameters
    ----------
    fields : iterable of str
        Canonical fields that are needed, without the key.
    """
    t, code = language.tr, language.code
    key = record.join.keys[0] if record.join else ""
    columns = [describe_column(name, language) for name in dict.fromkeys(filter(None, (key, *fields)))]
    lines = [
        t("Subject: data on '{record}' for {municipality}").format(record=record.title.of(code), municipality=municipality),
        "",
        t("Dear colleague,"),
        "",
        t("For the challenge '{challenge}' we are making a map of {municipality}. For '{indicator}' there are no public data.").format(
            challenge=challenge.of(code), municipality=municipality, indicator=indicator.of(code)
        ),
        t("Could you send us '{record}'?").format(record=record.title.of(code)),
        "",
        t(GEOMETRY_TEXTS.get(record.geometry, GEOMETRY_TEXTS["none"])),
        *columns,
        "",
    ]
    if key:
        lines.append(t("The name of the sector or neighbourhood will do where you have no code. Names of columns may differ."))
    else:
        lines.append(t("Names of columns may differ."))
    lines += [
        t("Excel, CSV, GeoPackage and shapefile are all fine. Please do not send names or addresses of persons."),
        "",
        t("Many thanks."),
    ]
    return "\n".join(lines)


def describe_column(name: str, language: Language) -> str:
    """Return one column as a line of a list: its name, what it holds and its values."""
    words = field_words().get(name, FieldWords(Text(name, name)))
    values = ", ".join(words.values)
    told = f"{words.title.of(language.code)}: {values}" if values else words.title.of(language.code)
    return f"- {name} ({told})"
