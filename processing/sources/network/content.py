"""Answers read as text, XML or JSON, with a sentence for what they are instead: a login page, an exception report, noise."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from typing import Any

from ...model.errors import OpgaveError
from ...model.files import check_json_size
from ...model.public_text import without_secrets
from ...qgis_io.xml_tree import Element, parse_markup

DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
CHARSET = re.compile(r"charset=\"?([\w.-]+)", re.IGNORECASE)
PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?")
SPACE = re.compile(r"\s*")
PAGE = re.compile(r"<(?:!DOCTYPE\s+html|html)\b", re.IGNORECASE)
REPORTS = ("ExceptionReport", "ServiceExceptionReport")
LONGEST_REASON = 300
FIRST_BYTES = 4000
"""Of an answer or a file: enough to see what it is."""
NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""Python's codecs for other things than text, two of which take a time that grows with the square of it."""
OLD_ENCODING = "cp1252"
"""What Western servers mean when they say UTF-8 and it is not."""


def text_of(content: bytes, content_type: str = "") -> str:
    """Return bytes as text, by their mark, what they or the Content-Type header declare, or UTF-8; else as Windows wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    declared, header = DECLARED.match(content), CHARSET.search(content_type)
    names = [declared[1].decode("ascii") if declared else "", header[1] if header else "", "utf-8-sig"]
    texts = (decode(content, name) for name in names)
    return next((text for text in texts if text is not None), None) or content.decode(OLD_ENCODING, "replace")


def decode(content: bytes, encoding: str) -> str | None:
    """Return bytes as text; None where they are not in that encoding, or nobody knows it."""
    try:
        return content.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else find_encoding(encoding))
    except (ValueError, LookupError):
        return None


def find_encoding(name: str) -> str:
    """Return the name by which Python knows an encoding of files and answers.

    Raises
    ------
    LookupError
        There is none, or it is one of Python's that no text is in: names of hosts, and escapes of its own.
    """
    try:
        found = codecs.lookup(name).name
    except ValueError as error:  # a name with a null in it
        raise LookupError(str(error)) from error
    if found in NO_TEXT:
        raise LookupError(f"unknown encoding: {name}")
    return found


def xml_of(content: bytes, where: str, headers: Mapping[str, str] | None = None) -> Element:
    """Return the root of an XML answer.

    Parameters
    ----------
    where : str
        The address, for the sentences.
    headers : mapping, optional
        The answer's headers by lower-case name.

    Raises
    ------
    OpgaveError
        It is a web page, a report of an exception, or no XML.
    """
    text = text_of(content, (headers or {}).get("content-type", ""))
    refuse_page(text, where)
    root = parse_markup(text, without_secrets(where))
    if root.name in REPORTS:
        raise exception_error(root, where)
    return root


def json_of(content: bytes, where: str, headers: Mapping[str, str] | None = None) -> Any:
    """Return what a JSON answer holds.

    Raises
    ------
    OpgaveError
        It is a web page, a report of an exception, or no JSON.
    """
    text = text_of(content, (headers or {}).get("content-type", ""))
    refuse_page(text, where)
    check_json_size(text, without_secrets(where))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("<"):
            xml_of(content, where, headers)
        raise OpgaveError("{url} gives no JSON that can be read: check the address.", url=without_secrets(where)) from error


def refuse_page(text: str, where: str) -> None:
    """Raise when an answer is a web page: often a login, whatever its status says."""
    if is_page(text):
        raise OpgaveError(
            "{url} returns a web page, not data: a login may be required, or the address is that of a page about the service.",
            url=without_secrets(where),
        )


def is_page(text: str) -> bool:
    """Whether a text is a web page: HTML after any number of comments, each of which is looked at once."""
    place = end_of(PROLOGUE, text, 0)
    while text.startswith("<!--", place):
        end = text.find("-->", place)
        if end < 0:
            return False
        place = end_of(SPACE, text, end + 3)
    return PAGE.match(text, place) is not None


def end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where what a pattern (which also fits nothing) finds at a place ends."""
    found = pattern.match(text, start)
    return found.end() if found else start


def check_is_data(content: bytes, where: str) -> None:
    """Check that what should be a file of data is no web page and no report of an exception.

    Raises
    ------
    OpgaveError
        Saying what it is.
    """
    start = text_of(content[:FIRST_BYTES])
    refuse_page(start, where)
    if start.lstrip().startswith("<") and any(report in start for report in REPORTS):
        xml_of(content, where)


def exception_error(root: Element, where: str) -> OpgaveError:
    """Return the sentence for a service that reports an exception."""
    reasons = [one.text for one in root.every("ExceptionText", "ServiceException") if one.text]
    codes = [one.get("exceptionCode") or one.get("code") for one in root.every("Exception", "ServiceException")]
    reason = "; ".join(reasons) or "; ".join(filter(None, codes)) or "?"
    return OpgaveError(
        "{url} reports an error of its own: {reason}", url=without_secrets(where), reason=without_secrets(reason)[:LONGEST_REASON]
    )
