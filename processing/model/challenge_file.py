"""The file of a challenge, written so that nothing of it is lost: what stood there stays, in its place and in its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import codec
from .challenge import Challenge
from .files import JsonObject, label, write_json

SCHEMA_KEY = "$schema"


def document_of(challenge: Challenge, before: JsonObject | None = None) -> JsonObject:
    """Return a challenge as a JSON object.

    Parameters
    ----------
    before : dict, optional
        What its file held: the order of its keys is kept, and so is what states a default.
    """
    if before is None:
        return challenge.to_json()
    schema = {SCHEMA_KEY: before[SCHEMA_KEY]} if SCHEMA_KEY in before else {}
    merged: JsonObject = _keep_stated(before, challenge.to_json(), codec.to_json(challenge, defaults=True))
    return schema | merged


def write_challenge(path: str | Path, challenge: Challenge, before: JsonObject | None = None) -> JsonObject:
    """Write a challenge to a file and return what the file then holds.

    Raises
    ------
    Mistakes
        The challenge is not one that could be read again; nothing is written.
    """
    document = document_of(challenge, before)
    Challenge.from_json(document, label(path))
    write_json(path, document)
    return document


def _keep_stated(before: Any, brief: Any, full: Any) -> Any:
    """Return ``brief`` (without defaults) with what ``before`` states besides; ``full`` says the default's present value."""
    if before == full and not isinstance(before, dict | list):
        return before
    if isinstance(before, dict) and isinstance(brief, dict):
        kept = {
            key: _keep_stated(old, brief.get(key, _default(full[key])), full[key])
            for key, old in before.items()
            if _stays(key, old, brief, full)
        }
        return kept | {key: value for key, value in brief.items() if key not in kept}
    if isinstance(before, list) and isinstance(brief, list):
        return [
            _keep_stated(_counterpart(before, place, new), new, whole) for place, (new, whole) in enumerate(zip(brief, full, strict=True))
        ]
    return brief


def _stays(key: str, old: object, brief: JsonObject, full: JsonObject) -> bool:
    """Whether a key of the file stays in it: it has a value, or had none before either."""
    return key in brief or (key in full and (full[key] is not None or old is None))


def _default(full: object) -> object:
    """Return what is written of a value that is its default: of an object nothing, so that only what the file states of it comes."""
    return {} if isinstance(full, dict) else full


def _counterpart(before: list[Any], place: int, new: object) -> Any:
    """Return the item of a list that became ``new``: the one with its id, where items have ids."""
    if isinstance(new, dict) and "id" in new:
        return next((old for old in before if old.get("id") == new["id"]), None)
    return before[place] if place < len(before) else None
