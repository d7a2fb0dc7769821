"""A coalition: which actors work in which cluster, as a network beside the map and as lists."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel, QgsProject, QgsRectangle, QgsReferencedRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ...processing.model import contract
from ...processing.model.builtin_challenges import builtin_titles
from ...processing.model.geography import METRES_A_DEGREE
from ...processing.qgis_io.crs_names import find_crs
from ...processing.texts.language import Language, tr
from ..accessibility import give_name
from ..map.form import chooser
from ..map_view import show_extent
from ..one_at_a_time import OneAtATime
from ..plain_words import PlainLabel
from ..task_runner import Run, Work
from .layer_roles import ACTORS, CLUSTERS, LINKS, RoleBox
from .network import NetworkView
from .results import Kind, Outputs, ResultTable, narrow

AROUND = 400.0
"""Metres around an actor that the map shows."""


class CoalitionTab(QWidget):
    """The question above, network and lists below.

    Parameters
    ----------
    iface : QgisInterface
    runs : OneAtATime
    """

    def __init__(self, iface, runs: OneAtATime, language: Language):
        super().__init__()
        self.iface, self.runs, self.language = iface, runs, language
        kinds = {
            contract.OUTPUT_ACTORS: Kind(tr("Actors"), "actors", field="actor_kind"),
            contract.OUTPUT_LINKS: Kind(tr("Links"), "links", field="state"),
            contract.OUTPUT_CLUSTERS: Kind(tr("Clusters and missing roles"), "coalition", field="missing_count", label="cluster_label"),
        }
        self.outputs = Outputs(kinds, runs, iface.mapCanvas(), language)
        self.drawn = None
        self._lay_out()
        self.run.clicked.connect(self.find)
        self.network.chosen.connect(self.choose)
        self.actors_list.itemSelectionChanged.connect(lambda: self.choose(self.actors_list.currentRow()))

    def inputs(self) -> dict:
        """Return what `map_coalitions` is asked."""
        return {
            contract.CLUSTERS: self.clusters.currentLayer(),
            contract.ACTORS: self.actors.currentLayer(),
            contract.LINKS: self.links.currentLayer(),
            contract.CHALLENGE: self.challenge.currentData(),
            contract.LANGUAGE: self.language.code,
        }

    def find(self) -> None:
        """Work the coalition out."""
        inputs = self.inputs()
        if inputs[contract.CLUSTERS] and inputs[contract.ACTORS]:
            self.runs.start("map_coalitions", inputs | self.outputs.files(), self._found)
        else:
            self.answer.setText(tr("Choose the clusters layer and the actors layer first."))

    def _found(self, run: Run) -> None:
        asked = {
            contract.OUTPUT_CLUSTERS: ("cluster_label", "actor_count", "roles_missing", "to_make"),
            contract.OUTPUT_LINKS: ("from_name", "to_name", "state", "priority", "via"),
        }
        self.outputs.show(run.results, asked, lambda found: self._show(run.results, found))

    def _show(self, results: dict, found: dict[str, list[list]]) -> None:
        from ...processing.planning.coalition.network_drawing import draw_network

        self.clusters_list.fill(found[contract.OUTPUT_CLUSTERS])
        made = sorted(found[contract.OUTPUT_LINKS], key=lambda row: row[3])
        self.links_list.fill([[one, other, via] for one, other, state, _, via in made if state == "to_make"])
        text = tr(
            "{actors} actors, {links} known links; {roles} clusters with a role without known actor; {make} pairs share clusters without a"
            " known link: they may already know each other."
        )
        names = {
            "actors": contract.ACTOR_COUNT,
            "links": contract.LINK_COUNT,
            "roles": contract.INCOMPLETE_COUNT,
            "make": contract.TO_MAKE_COUNT,
        }
        self.answer.setText(text.format(**{key: self.language.number(results[name]) for key, name in names.items()}))
        sources = (results[contract.OUTPUT_ACTORS], results[contract.OUTPUT_LINKS])
        Work(tr("Network of actors"), lambda progress: draw_network(*sources, progress=progress), self._draw)

    def _draw(self, work: Work) -> None:
        if work.ok:
            self.drawn = work.value
            self.actors_list.fill([[one.name, one.clusters, one.degree, tr("broker") if one.broker else ""] for one in self.drawn.nodes])
            self.network.show_network(self.drawn)

    def choose(self, number: int) -> None:
        """Go to an actor on the map, and light it up."""
        if self.drawn is None or not 0 <= number < len(self.drawn.nodes):
            return
        self.network.choose(number)
        self.actors_list.blockSignals(True)
        self.actors_list.selectRow(number)
        self.actors_list.blockSignals(False)
        crs, place = find_crs(self.drawn.crs), self.drawn.nodes[number].ground
        around = AROUND / METRES_A_DEGREE if crs.isGeographic() else AROUND
        show_extent(self.iface.mapCanvas(), QgsReferencedRectangle(QgsRectangle.fromCenterAndSize(place, 2 * around, 2 * around), crs))
        layer = QgsProject.instance().mapLayer(self.outputs.shown[contract.OUTPUT_ACTORS])
        if layer:
            wanted = self.drawn.nodes[number].name.replace("'", "''")
            layer.selectByExpression(f"\"actor_name\" = '{wanted}'")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.addLayout(self._question())
        self.run = QPushButton(tr("Map the coalition"), self)
        self.answer = PlainLabel(self, wordWrap=True)
        self.network = NetworkView(self)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.network)
        parts.addWidget(self._lists())
        parts.setStretchFactor(0, 1)
        for widget in (self.run, self.answer, parts):
            column.addWidget(widget)
        column.setStretchFactor(parts, 1)

    def _question(self) -> QFormLayout:
        filters = QgsMapLayerProxyModel.Filter
        self.clusters = RoleBox(CLUSTERS, filters.PolygonLayer, self)
        self.actors, self.links = (RoleBox(role, filters.VectorLayer, self) for role in (ACTORS, LINKS))
        titles = {id: title.of(self.language.code) for id, title in builtin_titles().items()}
        self.challenge = chooser([(tr("none (roles from actors layer)"), ""), *((title, id) for id, title in titles.items())], self)
        narrow(self.clusters, self.actors, self.links, self.challenge)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (tr("Clusters"), self.clusters),
            (tr("Actors"), self.actors),
            (tr("Links"), self.links),
            (tr("Challenge"), self.challenge),
        ):
            form.addRow(title, field)
            give_name(field, title)
        return form

    def _lists(self) -> QTabWidget:
        tabs = QTabWidget(self)
        give_name(tabs, tr("The coalition in words"))

        def table(heads, title):
            return ResultTable(heads, title, self.language, self)

        self.actors_list = table([tr("Actor"), tr("Clusters"), tr("Links"), tr("Role")], tr("Actors"))
        self.clusters_list = table([tr("Cluster"), tr("Actors"), tr("Missing roles"), tr("Possible links")], tr("Clusters"))
        self.links_list = table([tr("Actor"), tr("Shares clusters with"), tr("Both linked to")], tr("Possible links"))
        for widget in (self.actors_list, self.clusters_list, self.links_list):
            tabs.addTab(widget, widget.accessibleName())
        return tabs
