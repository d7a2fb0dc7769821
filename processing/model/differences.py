"""Where two JSON documents differ, place by place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentDifference:
    """One place with two values; None where a document has nothing there."""

    place: str
    before: object
    after: object


def differences(before: object, after: object, place: str = "") -> list[DocumentDifference]:
    """Return where two documents differ, in the order of their keys.

    Objects are compared key by key, and lists of objects that all have an ``id`` by that; other lists as a whole.

    >>> differences({"id": "heat", "weight": 1}, {"id": "heat", "weight": 2})
    [DocumentDifference(place='weight', before=1, after=2)]
    """
    before, after = by_id(before), by_id(after)
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return [] if before == after else [DocumentDifference(place, before, after)]
    keys = dict.fromkeys([*before, *after])
    inside = (differences(before.get(key), after.get(key), f"{place}.{key}" if place else key) for key in keys)
    return [one for found in inside for one in found]


def by_id(document: object) -> object:
    """Return a list of objects with an ``id`` each as an object by those; anything else as it is."""
    if isinstance(document, list) and document and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in document):
        return {one["id"]: one for one in document}
    return document
