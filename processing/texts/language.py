"""Texts in Dutch and English: one translation file serves the window, the messages and the printed products."""

from __future__ import annotations

import datetime
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QDate, QLocale, QTranslator

from ..model.errors import fill_template

CONTEXT = "Opgavenkaart"
LANGUAGES = ("nl", "en")
FOLDER = Path(__file__).parents[2] / "resources" / "i18n"


def tr(text: str, **values: object) -> str:
    """Return ``text`` in the language of the QGIS window, its named places filled with ``values``; without values it stays a template."""
    return fill_template(text, values, tr) if values else QCoreApplication.translate(CONTEXT, text)


def interface_translator() -> QTranslator | None:
    """Return the translator for QGIS's own language, or None where English serves."""
    return _load(QgsApplication.locale()[:2])


def interface_language() -> str:
    """Return ``nl`` or ``en``: the language in which the QGIS window shows this plugin."""
    code = QgsApplication.locale()[:2]
    return code if code in LANGUAGES else "en"


def _load(code: str) -> QTranslator | None:
    path = FOLDER / f"opgavenkaart_{code}.qm"
    if not path.exists():
        return None
    translator = QTranslator()
    translator.content = path.read_bytes()  # Qt looks in it as long as it translates: a file could be replaced meanwhile
    return translator if translator.loadFromData(translator.content) else None


class Language:
    """The language of a printed product, whatever the window speaks.

    Parameters
    ----------
    code : str
        ``nl`` or ``en``.

    Attributes
    ----------
    locale : QLocale
        How its numbers and dates are written.
    """

    def __init__(self, code: str = "nl"):
        self.code = code
        self._translator = _load(code)
        self.locale = QLocale(QLocale.Language.Dutch, QLocale.Country.Belgium)
        if code == "en":
            self.locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)

    def tr(self, text: str, **values: object) -> str:
        """Return ``text`` in this language, its named places filled with ``values``; without values it stays a template."""
        return fill_template(text, values, self.tr) if values else (self._translator and self._translator.translate(CONTEXT, text)) or text

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Return a number as Flanders (or Britain) writes it; a dash where there is none, and no minus before a zero.

        >>> Language("nl").number(1234.5, 1), Language("en").number(1234.5, 1)
        ('1.234,5', '1,234.5')
        >>> Language("en").number(-0.4), Language("en").number(-0.6)
        ('0', '-1')
        """
        if value is None or value != value:
            return "–"
        written = str(self.locale.toString(float(value), "f", decimals))
        return written if any(digit in written for digit in "123456789") else str(self.locale.toString(abs(float(value)), "f", decimals))

    def moment(self, value: datetime.datetime) -> str:
        """Return a day and the time on it, to the second."""
        return f"{self.date(value.date())}, {value:%H:%M:%S}"

    def day_and_time(self, value: datetime.datetime, today: datetime.date | None = None) -> str:
        """Return a day and the time on it, to the minute, such as ``3 May 14:05``; with the year where that is not the present one.

        >>> Language("en").day_and_time(datetime.datetime(2026, 5, 3, 14, 5), datetime.date(2026, 12, 1))
        '3 May 14:05'
        >>> Language("nl").day_and_time(datetime.datetime(2025, 5, 3, 14, 5), datetime.date(2026, 12, 1))
        '3 mei 2025 14:05'
        """
        now = today or datetime.date.today()
        day = self.date(value.date())
        return f"{day.removesuffix(f' {now.year}')} {value:%H:%M}"

    def date(self, value: datetime.date | None) -> str:
        """Return a date in words, such as ``3 mei 2024``; 'unknown' where there is none."""
        if value is None:
            return self.tr("unknown")
        return str(self.locale.toString(QDate(value.year, value.month, value.day), "d MMMM yyyy"))
