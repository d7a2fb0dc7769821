"""What a planning algorithm left: a layer on the map in the place of the last one, and rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import NULL, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ...processing.model.progress import Progress
from ...processing.qgis_io.opening import open_ogr_layer
from ...processing.texts.language import Language, tr
from ..layer_opening import put_layers
from ..one_at_a_time import OneAtATime
from ..plain_words import plain
from ..result_places import new_place, own_group
from ..settings import settings

ANSWER = "opgavenkaart/answer/{kind}"
"""Property of a layer that the next answer takes the place of, also when its project was opened again; it holds the layer's id, so that a
copy that somebody made stays."""
SHORTEST = 8
"""Letters that a list of layers shows at least."""
FIRST_LETTERS = 18
"""Letters of the first column at least; it has the room that the others leave."""
MOST_ROWS = 500
"""Rows that a table shows; the layer holds them all."""
MEASURED_ROWS = 50
"""Rows that tell how wide a column has to be."""


@dataclass(frozen=True)
class Kind:
    """A layer that a run gives: what it is called, and its looks, as `cartography.styles.Style` has them."""

    title: str
    style: str
    field: str
    label: str = ""


class Outputs:
    """Files for the outputs of one kind of run; its layers stand in the plugin's group, each in the place of the one before.

    Parameters
    ----------
    kinds : mapping of str to Kind
        The layers by output, the top one first.
    runs : OneAtATime
        Busy until they are on the map.
    canvas : QgsMapCanvas
    """

    def __init__(self, kinds: Mapping[str, Kind], runs: OneAtATime, canvas: QgsMapCanvas, language: Language):
        self.kinds, self.runs, self.canvas, self.language = kinds, runs, canvas, language
        self.shown: dict[str, str] = {}

    def files(self, *tables: str) -> dict[str, str]:
        """Return where the layers, and these further tables, are to be written."""
        place = new_place()
        return {name: f"{place}_{name.lower()}.gpkg" for name in (*self.kinds, *tables)}

    def show(self, results: Mapping, tables: Mapping[str, Sequence[str]], done: Callable[[dict[str, list[list]]], None]) -> None:
        """Put the layers on the map, in their looks; ``done`` gets the values of the fields that are asked of each output, row by row."""
        house, found = settings.theme, {}

        def opened(progress: Progress) -> list[QgsVectorLayer]:
            found.update({name: rows(results[name], fields) for name, fields in tables.items()})
            return [self._opened(results[name], kind, house) for name, kind in self.kinds.items()]

        self.runs.open(opened, self._putting, lambda nothing: done(found))

    def _opened(self, source: str, kind: Kind, house: str) -> QgsVectorLayer:
        """Open a layer in its looks, of the theme of that name; a table has none."""
        from ...processing.cartography.style import Style
        from ...processing.cartography.styles import apply
        from ...processing.cartography.theme import theme  # with the libraries of analysis

        layer = open_ogr_layer(source, kind.title)
        if layer.isSpatial():
            apply(layer, Style(kind.style, field=kind.field, label=kind.label), theme(house), self.language)
        return layer

    def _putting(self, layers: list[QgsVectorLayer]) -> Generator[None, None, None]:
        project = QgsProject.instance()
        for (name, kind), layer in zip(self.kinds.items(), layers, strict=True):
            mark = ANSWER.format(kind=kind.style)
            project.removeMapLayers([id for id, one in project.mapLayers().items() if one.customProperty(mark) == id])
            layer.setCustomProperty(mark, layer.id())
            self.shown[name] = layer.id()
        yield from put_layers(self.canvas, own_group(), layers)


def rows(source: str, fields: Sequence[str]) -> list[list]:
    """Return the values of these fields, row by row; missing ones None."""
    layer = open_ogr_layer(source, Path(source).stem)
    return [[None if row[field] == NULL else row[field] for field in fields] for row in layer.getFeatures()]


class ResultTable(QTableWidget):
    """A table to read: numbers to the right, as the language writes them."""

    def __init__(self, heads: Sequence[str], name: str, language: Language, parent: QWidget | None = None):
        super().__init__(parent)
        self.setColumnCount(len(heads))
        self.language = language
        self.setHorizontalHeaderLabels(list(heads))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.setWordWrap(False)
        self.horizontalHeader().setResizeContentsPrecision(MEASURED_ROWS)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionResized.connect(lambda column, *_: column and self._share_room())

    def fill(self, found: Sequence[Sequence]) -> None:
        """Show rows instead of those before, all but the first column as wide as they need: measured once, not at each value.

        A column in which nothing stands leaves its room to the others.
        """
        self.setRowCount(min(len(found), MOST_ROWS))
        for number, row in enumerate(found[:MOST_ROWS]):
            for place, value in enumerate(row):
                self.setItem(number, place, self._item(value))
        for place in range(1, self.columnCount()):
            self.setColumnHidden(place, bool(found) and all(row[place] in (None, "") for row in found))
            self.resizeColumnToContents(place)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        others = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        least = FIRST_LETTERS * self.fontMetrics().averageCharWidth()
        self.setColumnWidth(0, max(self.viewport().width() - others, least))

    def texts(self) -> list[list[str]]:
        """Return what stands there."""
        return [[self.item(row, place).text() for place in range(self.columnCount())] for row in range(self.rowCount())]

    def _item(self, value) -> QTableWidgetItem:
        if isinstance(value, int | float):
            item = QTableWidgetItem(self.language.number(value))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            return item
        item = QTableWidgetItem(value or "")
        item.setToolTip(plain(value or ""))
        return item


def narrow(*boxes: QComboBox) -> None:
    """Let lists of layers be narrower than their longest name."""
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(SHORTEST)


def how_sure(gap: float, language: Language) -> str:
    """Return in words how far a better answer for the same figures could lie: ``gap`` is relative, 0 means proven."""
    if gap == 0:
        return tr("proven optimal")
    return tr("at most {gap} % below optimum").format(gap=language.number(100 * gap, 1))
