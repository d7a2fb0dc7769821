"""The net under all that comes from elsewhere: content of a shape that nobody foresaw is one sentence, and the rest goes on.

What falls into it is written to QGIS's log whole, for it may be a fault of the plugin's own.
"""

from __future__ import annotations

import csv
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import Qgis, QgsApplication

from ..model.errors import OpgaveError
from ..model.text import Text

PROVOKED = (
    *(ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError),
    *(EOFError, csv.Error, zipfile.BadZipFile, zlib.error),
)
"""What Python raises when content is not as the code that reads it expects."""
LOG_TAG = "Opgavenkaart"
CAUGHT: list[str] = []
"""What fell into the net, for tests that want nothing to."""


@contextmanager
def content_of(where: str | Text) -> Iterator[None]:
    """Turn what content from elsewhere provokes in the block into one sentence; ``where`` is what people call that content.

    Raises
    ------
    OpgaveError
        In place of a `PROVOKED` exception.
    """
    try:
        yield
    except PROVOKED as error:
        told = "".join(traceback.format_exception(error, limit=-TOLD_CALLS))
        CAUGHT.append(told)
        QgsApplication.messageLog().logMessage(told, LOG_TAG, Qgis.MessageLevel.Warning, False)
        raise OpgaveError(
            "'{where}' cannot be read, because its content is not as it should be ({reason}): inform the publisher, or see the log messages"
            " of QGIS.",
            where=where,
            reason=type(error).__name__,
        ) from error


TOLD_CALLS = 12
"""Of the calls that led to it, the last ones: of nested content there may be a thousand."""
