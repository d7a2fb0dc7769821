"""Classes of a raster as a user lists them: numbers, ranges of numbers, names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...model.errors import OpgaveError
from ...model.text import Text, did_you_mean

NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"({NUMBER})(?:\s*-\s*({NUMBER}))?")


def read_classes(text: str, names: Mapping[str, float], raster: str | Text) -> list[tuple[float, float]]:
    """Return the lowest and highest value of each class of a list with commas, both inclusive.

    Parameters
    ----------
    names : mapping of str to float
        The value of each class that the raster names.
    raster : str or Text
        What it is called.

    Raises
    ------
    OpgaveError
        A class is no number, and the raster names none so; or a range runs backwards.

    >>> read_classes("1, 4-7, Forest", {"forest": 12}, "land use")
    [(1.0, 1.0), (4.0, 7.0), (12.0, 12.0)]
    """
    known = {name.casefold(): value for name, value in names.items()}
    classes = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        numbers = RANGE.fullmatch(word)
        if word.casefold() in known:
            value = float(known[word.casefold()])
            classes.append((value, value))
        elif numbers:
            low, high = float(numbers[1]), float(numbers[2] or numbers[1])
            if low > high:
                raise OpgaveError("The classes '{classes}' run backwards: give the lowest first.", classes=word)
            classes.append((low, high))
        elif not names:
            raise OpgaveError("Raster '{raster}' names no classes, and '{name}' is no number: give numbers.", raster=raster, name=word)
        else:
            raise OpgaveError(
                "Raster '{raster}' has no class '{name}'. It has: {names}.",
                raster=raster,
                name=word,
                names=did_you_mean(word, names) or ", ".join(names),
            )
    return classes
