"""The part of the editor that says what is measured of which layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ...processing.model.catalogue import Catalogue
from ...processing.model.challenge import Measurement
from ...processing.model.challenge_rules import TAKES
from ...processing.model.choices import CUTOFF, TRANSIT, WINDOW
from ...processing.model.measures import BY_TIMETABLE, DEFAULT_DISTANCE, DEFAULT_QUANTILE, RASTER_PARTS
from ...processing.model.source_kinds import SourceFacts, source_facts
from ...processing.texts.language import Language
from ..icons import theme_icon
from ..plain_words import PlainLabel
from .form_fields import ChoiceBox, NumberBox, add_row, new_form
from .words import Choices, measures, raster_statistics, travel_means

PROJECT = "project:"
"""How the key of a layer of the open project begins; the layer's id follows."""


@dataclass(frozen=True)
class MeasurableLayers:
    """The layers that can be measured: those of a catalogue, and those of the open project."""

    catalogue: Catalogue
    language: Language

    def choices(self) -> Choices:
        """Return both, by title; a project's layer says so."""
        records = sorted((one.title.of(self.language.code) or id, id) for id, one in self.catalogue.records.items())
        opened = [layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsVectorLayer)]
        word = self.language.tr("from this project")
        return records + sorted((f"{layer.name()} ({word})", f"{PROJECT}{layer.id()}") for layer in opened)

    def timetables(self) -> Choices:
        """Return nothing, and the records by whose timetables one can travel, by title."""
        return self._records(lambda facts: facts.timetable)

    def rasters(self) -> Choices:
        """Return nothing, and the records that have cells, by title."""
        return self._records(lambda facts: facts.cells)

    def _records(self, wanted: Callable[[SourceFacts], bool]) -> Choices:
        """Return nothing, and the records of which a source, or a part of it, is ``wanted``, by title."""
        found = [
            (one.title.of(self.language.code) or id, id)
            for id, one in self.catalogue.records.items()
            if any(wanted(source_facts(source.kind)) for source in (one.source, *(part.source for part in one.source.parts)))
        ]
        return [("", ""), *sorted(found)]

    def fields(self, key: str) -> Choices:
        """Return the fields of a layer, as far as they are known."""
        if layer := project_layer(key):
            return [(field.name(), field.name()) for field in layer.fields()]
        record = self.catalogue.records.get(key)
        return [(name, name) for name in record.fields] if record else []

    def example(self, key: str) -> QgsVectorLayer:
        """Return a layer that has these fields, for the expression builder: the project's own, or an empty one."""
        columns = "&".join(f"field={name}" for name, _ in self.fields(key))
        return project_layer(key) or QgsVectorLayer(f"None?{columns}", key, "memory")


def project_layer(key: str) -> QgsVectorLayer | None:
    """Return the layer of the open project that a key names; None where it names a record."""
    return QgsProject.instance().mapLayer(key.removeprefix(PROJECT)) if key.startswith(PROJECT) else None


class MeasurementForm(QWidget):
    """Layer, measure, field, filter and what else the measure takes.

    Parameters
    ----------
    layers : MeasurableLayers
    """

    def __init__(self, layers: MeasurableLayers):
        super().__init__()
        self.layers, self.language = layers, layers.language
        tr = self.language.tr
        form = new_form(self)
        form.setContentsMargins(0, 0, 0, 0)
        self.layer = ChoiceBox(layers.choices(), free=True)
        self.measure = ChoiceBox(measures(self.language))
        self.field, self.weight_field = ChoiceBox([], free=True), ChoiceBox([], free=True)
        self.points = ChoiceBox([(tr("a point on the surface of the area"), ""), *layers.choices()])
        self.distance = NumberBox(self.language, lowest=1.0)
        self.distance.setSuffix(" m")
        self.statistic, self.classes = ChoiceBox(raster_statistics(self.language)), QLineEdit()
        self.classes.setPlaceholderText(tr("numbers, ranges or names, separated by commas"))
        self.quantile, self.threshold = NumberBox(self.language, lowest=0.0), NumberBox(self.language)
        self.quantile.setMaximum(1.0)
        self.weight_layer = ChoiceBox(layers.rasters(), free=True)
        self.means, self.roads = ChoiceBox(travel_means(self.language)), ChoiceBox([("", ""), *layers.choices()])
        self.minutes, self.timetable = NumberBox(self.language, lowest=1.0), ChoiceBox(layers.timetables(), free=True)
        self.minutes.setSuffix(" min")
        self.day, self.window = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(tr("a usual Tuesday; otherwise such as 2026-03-10"))
        self.window.setPlaceholderText(WINDOW)
        add_row(form, tr("Layer"), self.layer)
        add_row(form, tr("Aggregation measure"), self.measure)
        self.labels = {
            "field": add_row(form, tr("Field"), self.field),
            "weight_field": add_row(form, tr("Weight field"), self.weight_field),
            "points": add_row(form, tr("Measured from"), self.points),
            "distance": add_row(form, tr("Distance"), self.distance),
            "statistic": add_row(form, tr("Statistic"), self.statistic),
            "classes": add_row(form, tr("Classes"), self.classes),
            "threshold": add_row(form, tr("Value above which cells count"), self.threshold),
            "quantile": add_row(form, tr("Quantile (0-1)"), self.quantile),
            "weight_layer": add_row(form, tr("Raster that weights the cells"), self.weight_layer),
            "means": add_row(form, tr("Means of transport"), self.means),
            "roads": add_row(form, tr("Roads"), self.roads),
            "minutes": add_row(form, tr("Max. travel time"), self.minutes),
            "timetable": add_row(form, tr("Timetable (GTFS)"), self.timetable),
            "day": add_row(form, tr("Day"), self.day),
            "window": add_row(form, tr("Departures between"), self.window),
        }
        self._add_filter(form)
        self.layer.currentTextChanged.connect(self._offer_fields)
        self.measure.currentIndexChanged.connect(self._show_what_it_takes)
        self.statistic.currentIndexChanged.connect(self._show_what_it_takes)
        self.means.currentIndexChanged.connect(self._show_what_it_takes)
        self._show_what_it_takes()

    def show_measurement(self, one: Measurement) -> None:
        """Show a measurement."""
        self.layer.choose(one.layer)
        self._offer_fields()
        self.measure.choose(one.measure)
        self.field.choose(one.field)
        self.weight_field.choose(one.weight_field)
        self.points.choose(one.points)
        self.distance.show_number(one.distance or DEFAULT_DISTANCE)
        self.statistic.choose(one.statistic)
        self.classes.setText(one.classes)
        self.threshold.show_number(one.threshold or 0.0)
        self.quantile.show_number(DEFAULT_QUANTILE if one.quantile is None else one.quantile)
        self.weight_layer.choose(one.weight_layer)
        self.means.choose(one.means or TRANSIT)
        self.roads.choose(one.roads)
        self.minutes.show_number(CUTOFF if one.minutes is None else one.minutes)
        self.timetable.choose(one.timetable)
        self.day.setText(one.day)
        self.window.setText(one.window)
        self.filter.setText(one.filter)
        self.filter.setCursorPosition(0)

    def measurement(self) -> Measurement:
        """Return the measurement; what its measure does not take is left out."""
        taken = {
            "field": self.field.key(),
            "weight_field": self.weight_field.key(),
            "points": self.points.key(),
            "distance": self.distance.number(),
            "statistic": self.statistic.key(),
            "classes": self.classes.text().strip(),
            "threshold": self.threshold.number(),
            "quantile": self.quantile.number(),
            "weight_layer": self.weight_layer.key(),
            "means": self.means.key(),
            "roads": self.roads.key(),
            "minutes": self.minutes.number(),
            "timetable": self.timetable.key(),
            "day": self.day.text().strip(),
            "window": self.window.text().strip(),
            "filter": self.filter.text().strip(),
        }
        return Measurement(self.layer.key(), self.measure.key(), **{name: value for name, value in taken.items() if self._takes(name)})

    def build_filter(self) -> None:
        """Let the user build the filter in QGIS's own dialog."""
        from qgis.gui import QgsExpressionBuilderDialog

        example = self.layers.example(self.layer.key())
        dialog = QgsExpressionBuilderDialog(example, self.filter.text(), self)
        dialog.setWindowTitle(self.language.tr("Filter for the features"))
        dialog.accepted.connect(lambda: self.filter.setText(dialog.expressionText().strip()))
        dialog.finished.connect(lambda: (dialog.deleteLater(), example.objectName()))
        dialog.open()

    def _add_filter(self, form) -> None:
        tr = self.language.tr
        self.filter, button = QLineEdit(), QToolButton(icon=theme_icon("mIconExpression"))
        self.filter.setPlaceholderText(tr("all features"))
        self.filter.setAccessibleName(tr("Filter for the features (an expression)"))
        button.setAccessibleName(tr("Build the expression..."))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(self.build_filter)
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(button)
        label = PlainLabel(tr("Filter"))
        label.setBuddy(self.filter)
        form.addRow(label, row)
        self.build, self.filter_label = button, label

    def _offer_fields(self) -> None:
        fields = self.layers.fields(self.layer.key())
        for box in (self.field, self.weight_field):
            box.offer([("", ""), *fields])

    def _takes(self, name: str) -> bool:
        """Whether the measure takes a part; of the cells of a raster also whether what is said of them does, of a journey its means."""
        if name in BY_TIMETABLE and self.means.key() != TRANSIT:
            return False
        asked = next((statistic for statistic, part in RASTER_PARTS.items() if part == name), self.statistic.key())
        return self.measure.key() in TAKES[name] and asked == self.statistic.key()

    def _show_what_it_takes(self) -> None:
        for name, label in self.labels.items():
            for widget in (label, getattr(self, name)):
                widget.setVisible(self._takes(name))
        for widget in (self.filter_label, self.filter, self.build):
            widget.setVisible(self._takes("filter"))
