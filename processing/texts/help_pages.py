"""Help pages as QGIS shows them: with a sharp picture in the window, as plain text on the command line."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingUtils
from qgis.PyQt.QtGui import QTextDocument

from ..model.help_pages import SIZE, help_page, help_text, picture_path
from .language import interface_language

COMMAND_LINE = "qgis_process"


def shown_help(name: str) -> str:
    """Return the help page of an algorithm or dock in the window's language: HTML, or Markdown on the command line.

    The HTML is one line, and bold words are 'strong': QGIS's dialog begins a paragraph at each line break, and writes 'b' in a grey
    that nobody sees on a dark theme.
    """
    if QgsApplication.platform() == COMMAND_LINE:
        document = QTextDocument()
        document.setHtml(help_text(name, interface_language()))
        return str(document.toMarkdown())
    page = help_page(name, interface_language(), sharp_picture(name).as_uri())
    return page.replace("\n", " ").replace("<b>", "<strong>").replace("</b>", "</strong>")


def sharp_picture(name: str) -> Path:
    """Return where a picture is that has as many pixels as the screen shows of it: Qt draws an SVG at its own size, and stretches that."""
    path, ratio = picture_path(name), _pixel_ratio()
    if ratio == 1 or not path.exists():
        return path
    target = Path(QgsProcessingUtils.tempFolder()) / f"{name}_{ratio:g}.svg"
    large = 'width="{:.0f}" height="{:.0f}"'.format(*(ratio * length for length in SIZE))
    target.write_text(path.read_text(encoding="utf-8").replace('width="{}" height="{}"'.format(*SIZE), large, 1), encoding="utf-8")
    return target


def _pixel_ratio() -> float:
    """Return how many pixels of the screen there are to one of the window; 1 without a window."""
    return getattr(QgsApplication.instance(), "devicePixelRatio", lambda: 1.0)()
