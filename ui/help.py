"""Help in the window: the pages of docks and algorithms, without a browser or a connection."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from ..processing.texts.help_pages import shown_help
from ..processing.texts.language import tr
from .icons import theme_icon

FIRST_PAGE = "window"
BUTTON = "OpgavenkaartHelp"
ACROSS, DOWN = 90, 34
"""Letters beside and lines below each other."""


class HelpPages(QTextBrowser):
    """Shows a page by its name, and follows the links between pages; Alt+Left goes back."""

    def loadResource(self, kind, url):
        """Return a page where Qt asks for one; pictures it finds itself."""
        if kind != QTextDocument.ResourceType.HtmlResource:
            return super().loadResource(kind, url)
        name = url.path().removesuffix(".html")
        algorithm = QgsApplication.processingRegistry().algorithmById(f"opgavenkaart:{name}")
        title = f"<h2>{algorithm.displayName()}</h2>" if algorithm else ""
        return title + shown_help(name) + (list_of_algorithms() if name == FIRST_PAGE else "")


class HelpWindow(QDialog):
    """A window of its own beside the work; closed it waits to be shown again.

    Parameters
    ----------
    parent : QWidget
        It goes with this part of the window.
    """

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setObjectName(BUTTON)
        self.setWindowTitle(tr("Help of Opgavenkaart"))
        self.pages = HelpPages(self)
        self.pages.setOpenExternalLinks(True)
        self.pages.setAccessibleName(tr("Help of Opgavenkaart"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        back = buttons.addButton(tr("Back"), QDialogButtonBox.ButtonRole.ActionRole)
        contents = buttons.addButton(tr("Contents"), QDialogButtonBox.ButtonRole.ActionRole)
        back.setEnabled(False)
        back.clicked.connect(self.pages.backward)
        contents.clicked.connect(lambda: self.turn_to(FIRST_PAGE))
        self.pages.backwardAvailable.connect(back.setEnabled)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(ACROSS * metrics.averageCharWidth(), DOWN * metrics.lineSpacing())

    def turn_to(self, page: str) -> None:
        """Show a page: a file of ``resources/help`` in the window's language."""
        self.pages.setSource(QUrl(f"{page}.html"))


def show_help(page: str, parent: QWidget) -> None:
    """Show a page of the help in the help window of a part of the window, which the first call makes."""
    window = parent.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly) or HelpWindow(parent)
    window.turn_to(page)
    window.show()
    window.raise_()
    window.activateWindow()


def help_button() -> QToolButton:
    """Return the button with the question mark; the dock that it comes to stand in shows its help by it, and by F1."""
    button = QToolButton(autoRaise=True)
    button.setObjectName(BUTTON)
    button.setIcon(theme_icon("mActionHelpContents"))
    button.setToolTip(tr("Help of this panel (F1)"))
    button.setAccessibleName(tr("Help of this panel (F1)"))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def list_of_algorithms() -> str:
    """Return links to the help of all algorithms, by group, as in the toolbox."""
    groups = {}
    for algorithm in QgsApplication.processingRegistry().providerById("opgavenkaart").algorithms():
        groups.setdefault(algorithm.group(), []).append(f'<li><a href="{algorithm.name()}.html">{algorithm.displayName()}</a></li>')
    return "".join(f"<h3>{group}</h3><ul>{''.join(links)}</ul>" for group, links in groups.items())
