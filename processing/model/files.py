"""JSON files: read with a sentence for everything that can be wrong, written so that people can read them."""

from __future__ import annotations

import json
import math
import re
import uuid
from pathlib import Path
from typing import Any, NoReturn

from .errors import OpgaveError

JsonObject = dict[str, Any]
"""A JSON object as `json` reads it; what may stand in it is its schema's to say."""

RESOURCES = Path(__file__).parents[2] / "resources"
METADATA = Path(__file__).parents[2] / "metadata.txt"
WHITESPACE = " \t\n\r"
END_OF_KEY = re.compile(f'"[{WHITESPACE}]*:')
MOST_BYTES = 300 * 1024 * 1024
"""Of a JSON file that is read whole."""
MOST_LISTS, MOST_VALUES = 5_000_000, 20_000_000
"""Lists and objects, and values, that a JSON text may hold: each list of a few bytes takes fifty and more once it is read."""


def read_json(path: str | Path) -> Any:
    """Return what a JSON file holds; UTF-8, with or without a byte order mark.

    Raises
    ------
    OpgaveError
        The file is absent, unreadable, not UTF-8 or not JSON.
    """
    return parse_json(_decode(read_bytes(Path(path)), Path(path)), label(path))


def read_bytes(path: Path) -> bytes:
    """Return all that stands in a file.

    Raises
    ------
    OpgaveError
        The file is absent, unreadable, no file or too large.
    """
    try:
        check_is_plain_file(path)
        if path.stat().st_size > MOST_BYTES:
            raise OpgaveError(
                "File '{path}' has more than {megabytes} MB, which is too much to read: divide it.", path=path, megabytes=MOST_BYTES >> 20
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise OpgaveError("File '{path}' does not exist. Check the path.", path=path) from error
    except (OSError, ValueError) as error:  # of a name that is too long, or has a null in it
        raise OpgaveError("File '{path}' cannot be read: {reason}.", path=path, reason=getattr(error, "strerror", error)) from error


def read_hashed_json(path: str | Path) -> tuple[Any, str]:
    """Return what a JSON file holds, as `read_json` does, and the SHA-256 of exactly what was read."""
    import hashlib

    content = read_bytes(Path(path))
    return parse_json(_decode(content, Path(path)), label(path)), hashlib.sha256(content).hexdigest()


def label(path: str | Path) -> str:
    """Return a file's name with its folder's: enough to tell one ``catalogue.json`` from another."""
    return "/".join(Path(path).resolve().parts[-2:])


def parse_json(text: str, where: str) -> Any:
    """Return what a JSON text holds; ``where`` names it in an error."""
    check_json_size(text, where)
    try:
        return _read_quickly(text)
    except (ValueError, RecursionError):
        return _read_closely(text, where)


def check_json_size(text: str, where: str) -> None:
    """Check that what a JSON text holds fits in memory.

    Raises
    ------
    OpgaveError
        It holds more lists, objects or values than are read at once.
    """
    if text.count("[") + text.count("{") > MOST_LISTS or text.count(",") > MOST_VALUES:
        raise OpgaveError("{where} holds more values than can be read at once: request less at once, or divide the file.", where=where)


def check_is_plain_file(path: Path) -> None:
    """Check that a path that exists is a file with an end, and no device, pipe or folder.

    Raises
    ------
    OpgaveError
        Reading it might never end.
    """
    if path.exists() and not path.is_file():
        raise OpgaveError("'{path}' is not a file, so it cannot be read: correct the path.", path=path)


def write_json(path: str | Path, document: object) -> str:
    """Write a document as UTF-8 JSON, indented by two, accents readable: whole, or not at all; return the SHA-256 of what was written.

    The file itself may be another by the time that anybody looks at it.
    """
    import hashlib

    content = (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    target = Path(path).resolve()
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex[:12]}")
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return hashlib.sha256(content).hexdigest()


def _decode(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OpgaveError(
            "File '{path}' is not UTF-8 (byte {position} cannot be read). Save the file again with the encoding UTF-8.",
            path=path,
            position=error.start + 1,
        ) from error


def _read_quickly(text: str) -> Any:
    """Return what a JSON text holds, or raise a ValueError where something is wrong or may be: `_read_closely` then decides."""
    keys = 0

    def count(document: JsonObject) -> JsonObject:
        nonlocal keys
        keys += len(document)
        return document

    document = json.loads(text, parse_constant=_refuse, parse_float=_finite, object_hook=count)
    if keys != _most_keys(text):
        raise ValueError("a key may occur twice")
    return document


def _most_keys(text: str) -> int:
    """Return how often a JSON text has what ends a key, a quote and a colon: once for each key, and perhaps within texts too."""
    if any(f"{space}:" in text for space in WHITESPACE):
        return len(END_OF_KEY.findall(text))
    return text.count('":')


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError(digits)
    return value


def _read_closely(text: str, where: str) -> Any:
    strict = _StrictHooks(where)
    try:
        return json.loads(text, parse_constant=strict.constant, parse_float=strict.number, object_pairs_hook=strict.object)
    except json.JSONDecodeError as error:
        raise OpgaveError(
            "{where}, line {line}, column {column}: this is not valid JSON ({reason}). Look for a missing comma, quote or bracket"
            " just before that place.",
            where=where,
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        ) from error
    except RecursionError as error:
        raise OpgaveError("{where}: lists or objects are nested too deep to be read.", where=where) from error
    except ValueError as error:
        raise OpgaveError("{where}: a number has too many digits to be read.", where=where) from error


class _StrictHooks:
    """What Python's reader would let pass though JSON forbids it, or though a value would be lost."""

    def __init__(self, where: str):
        self.where = where

    def constant(self, name: str) -> NoReturn:
        raise OpgaveError("{where}: {name} is not a JSON number. Give a number or leave the key out.", where=self.where, name=name)

    def number(self, digits: str) -> float:
        value = float(digits)
        if math.isinf(value):
            raise OpgaveError("{where}: the number {digits} is too large.", where=self.where, digits=digits)
        return value

    def object(self, pairs: list[tuple[str, Any]]) -> JsonObject:
        result = dict(pairs)
        if len(result) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise OpgaveError("{where}: the key '{key}' occurs twice in one object. Keep one of them.", where=self.where, key=twice)
        return result


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    import hashlib  # each start of QGIS loads this module, and needs no hash

    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def plugin_version() -> str:
    """Return the version that ``metadata.txt`` states."""
    return plugin_fact("version")


def plugin_fact(key: str) -> str:
    """Return what ``metadata.txt`` states under a key, such as ``homepage``."""
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    parser.read(METADATA, encoding="utf-8")
    return parser["general"][key]
