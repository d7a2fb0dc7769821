"""The contents of the map dock."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator
from pathlib import Path

from qgis.core import QgsProject, QgsReferencedRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog

from ...processing.cartography.page import EDITABLE, FORMATS, MAP_FORMATS, TITLE_TEXTS
from ...processing.model import contract
from ...processing.model.errors import OpgaveError
from ...processing.model.progress import Progress
from ...processing.qgis_io.opening import open_ogr_layer
from ...processing.texts.language import interface_language, tr
from .. import message_bar
from ..asking_project import is_open
from ..file_dialogs import ask_file, ask_new_folder, folder_to_begin
from ..first_steps import lead_to_first_map
from ..layer_opening import put_layers
from ..newest import PART, is_in_project, open_map
from ..recent import Recent, forget, remember
from ..result_places import new_place, own_group
from ..settings import settings
from ..task_runner import Run
from ..waiting_results import wait_for_project
from .editable import put_layout
from .view import MapView

TWO = "before_after"
"""The layout that takes two maps."""
NEEDED = {"open": (".qgz", ".gpkg"), "report": (".html",), "again": (), "compare": (".gpkg",)}
"""Endings of the files that each button needs."""
SOON_MS = 400
"""A preview is made when nothing was changed for so long."""


class MapPanel(MapView):
    """Prints the open project or a bundle, and does with bundles what else can be done.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        super().__init__()
        self.iface, self.bar = iface, iface.messageBar()
        self.soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self.soon.timeout.connect(self.show_preview)
        for signal in (self.form.changed, self.maps.chosen_changed):
            signal.connect(self.soon.start)
            signal.connect(self.show_what_goes)
        self.maps.asked.connect(self.do)
        self.press.busy.connect(self.show_busy)
        self.press.busy.connect(self.go_on)
        self.press.failed.connect(self.fail)
        self.press.cancelled.connect(lambda: message_bar.inform(self.bar, tr("Cancelled: nothing was written.")))
        self.first.clicked.connect(lambda: lead_to_first_map(iface))
        self.export.clicked.connect(self.ask_map)
        self.edit.clicked.connect(self.open_as_layout)
        self.atlas.clicked.connect(lambda: self.ask_new_folder(tr("Folder of the atlas"), "atlas", self.write_atlas))
        self.web.clicked.connect(lambda: self.ask_new_folder(tr("Folder of the web map"), "web", self.write_web_map))
        for signal in (QgsProject.instance().layersAdded, QgsProject.instance().layersRemoved):
            signal.connect(self.follow_project)
        self.show_what_goes()

    def showEvent(self, event):
        super().showEvent(event)
        self.maps.refresh()
        self.soon.start()

    def fail(self, sentences: list[str]) -> None:
        """Tell why something failed; a map that is gone leaves the list."""
        message_bar.fail_with(self.bar, sentences)
        self.maps.refresh()

    def go_on(self, busy: bool) -> None:
        """Offer what can be done; after a run make the preview that had to make way for it."""
        self.show_what_goes()
        if not busy and self.sheet.words:
            self.soon.start()

    @pyqtSlot()
    def follow_project(self) -> None:
        """Show the open project as it is now, where that is what is chosen."""
        if not self.maps.chosen():
            self.show_what_goes()
            self.soon.start()

    # ---- what is printed

    def inputs(self) -> dict:
        """Return what `export_map` is asked."""
        chosen = self.maps.chosen()
        inputs = self.form.inputs() | {
            contract.TEMPLATE: self.form.template.currentData(),
            contract.PROJECT: chosen[0].files[".qgz"] if chosen else "",
        }
        if len(chosen) == 2:
            inputs[contract.PROJECT_2] = chosen[1].files[".qgz"]
        if self.form.here.isChecked():
            canvas = self.iface.mapCanvas()
            inputs[contract.EXTENT] = QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())
        return inputs

    def show_what_goes(self) -> None:
        """Offer what can be done with what is chosen."""
        free, one = not self.press.is_busy, len(self.maps.chosen()) == 1
        for button in (self.export, self.edit):
            button.setEnabled(free and not self.why_none())
        for button in (self.atlas, self.web):
            button.setEnabled(free and one)
        self.first.setVisible(self.is_empty())

    def is_empty(self) -> bool:
        """Return whether there is neither a map that is chosen nor a layer in the open project."""
        return not self.maps.chosen() and not QgsProject.instance().mapLayers()

    def why_none(self) -> str:
        """Return why nothing can be printed of what is chosen; empty where it can."""
        count, many = len(self.maps.chosen()), self.form.template.currentData() == TWO
        if self.is_empty():
            return tr("There is nothing to print yet: make the first map of your municipality, load layers, or choose an integrated map.")
        if count > 2 or (count == 2 and not many):
            return tr("Pick one map, or the layout '{layout}' for two.").format(layout=tr(TITLE_TEXTS[TWO]))
        return ""

    def show_preview(self) -> None:
        """Make the sheet in small, in a task; the one before stays until then. A preview waits until all else has ended."""
        if not self.isVisible():
            return
        self.press.drop_preview()
        if none := self.why_none():
            self.sheet.say(none)
            return
        if not self.press.may_preview():
            self.soon.start()
            return
        self.sheet.say(tr("Drawing..."))
        self.press.preview(self.inputs(), self._previewed)

    def _previewed(self, run: Run) -> None:
        if run.ok:
            self.sheet.show_picture(run.results[contract.OUTPUT])
            Path(run.results[contract.OUTPUT]).unlink(missing_ok=True)
        elif not run.cancelled:
            self.sheet.say(" ".join(run.feedback.errors[:1]))

    # ---- what is written

    def ask_map(self) -> None:
        """Ask for a file, for which a name stands ready, and print the map to it."""
        suffix = FORMATS[self.kind.currentData()]
        named = self.maps.chosen()[0].challenge if self.maps.chosen() else QgsProject.instance().baseName() or tr("Map")
        at_first = f"{named}-{datetime.datetime.now():%Y-%m-%d-%H%M}{suffix}"
        path = ask_file(self, tr("Print the map"), at_first, f"{suffix[1:].upper()} (*{suffix})", suffix)
        if path:
            self.write_map(path)

    def ask_new_folder(self, title: str, kind: str, write: Callable[[str], None]) -> None:
        """Ask for a folder, and write to a new one in it, named after the challenge and what it holds."""
        (bundle,) = self.maps.chosen()
        folder = ask_new_folder(self, title, f"{bundle.challenge}-{kind}")
        if folder:
            write(folder)

    def write_map(self, path: str) -> None:
        """Print the map to a file."""
        self.press.start("export_map", self.inputs() | {contract.FORMAT: self.kind.currentData(), contract.OUTPUT: path}, self._written)

    def open_as_layout(self) -> None:
        """Open the map as a layout of the project; the layers of chosen maps come into that first."""
        self._open_absent([one for one in self.maps.chosen() if not is_in_project(one)])

    def _open_absent(self, absent: list[Recent]) -> None:
        if absent:
            first, *rest = absent
            open_map(self.iface.mapCanvas(), first, self.maps.language, self.fail, lambda layers: self._open_absent(rest))
        else:
            self._lay_out()

    def _lay_out(self) -> None:
        path = str(new_place().with_suffix(MAP_FORMATS[EDITABLE]))
        inputs, name = self.inputs(), self.layout_name()
        self.press.start("export_map", inputs | {contract.FORMAT: EDITABLE, contract.OUTPUT: path}, lambda run: self._laid_out(run, name))

    def layout_name(self) -> str:
        """Return what the layout is called: the map, and how it is laid out."""
        chosen, project = self.maps.chosen(), QgsProject.instance()
        title = " / ".join(one.title for one in chosen) or project.title() or project.baseName() or tr("Map")
        form = (self.form.template, self.form.paper, self.form.orientation)
        return f"{title}: {', '.join(box.currentText() for box in form)}"

    def _laid_out(self, run: Run, name: str) -> None:
        if is_open(run.project):
            self._put_layout(run, name)
        else:
            wait_for_project(run.project, [name], lambda: self._put_layout(run, name))

    def _put_layout(self, run: Run, name: str) -> None:
        path = Path(run.results[contract.OUTPUT])
        try:
            put = put_layout(QgsProject.instance(), str(path), name)
        except OpgaveError as error:
            message_bar.fail(self.bar, error)
            return
        finally:
            path.unlink(missing_ok=True)
        words = [tr("The layout '{name}' is in the project.").format(name=put.layout.name())]
        if put.beside:
            words.append(tr("'{name}', which was made by hand, stays as it is beside it.").format(name=put.beside))
        if put.kept:
            words.append(tr("1 change by hand stays in it. | {count} changes by hand stay in it.", count=put.kept))
        message_bar.succeed(self.bar, " ".join(words))
        if put.lacking:
            text = tr("Layers that the open project does not have are not in the layout: {names}.")
            message_bar.caution(self.bar, text.format(names=", ".join(put.lacking)))
        self.iface.openLayoutDesigner(put.layout)

    def write_atlas(self, folder: str) -> None:
        """Print a page for each cluster of the chosen bundle."""
        (bundle,) = self.maps.chosen()
        layer = f"{bundle.files['.gpkg']}|layername=clusters"
        inputs = {contract.CLUSTERS: layer, contract.BUNDLE: bundle.manifest, contract.OUTPUT_FOLDER: folder}
        self.press.start("export_atlas", self.form.inputs() | inputs, self._written)

    def write_web_map(self, folder: str) -> None:
        """Write the chosen bundle as a web page."""
        (bundle,) = self.maps.chosen()
        inputs = {contract.BUNDLE: bundle.manifest, contract.LANGUAGE: self.form.language.currentData(), contract.OUTPUT_FOLDER: folder}
        self.press.start("export_web_map", inputs, self._written)

    def _written(self, run: Run) -> None:
        """Tell where it is, with a link."""
        path = next(
            run.results[name] for name in (contract.INDEX, contract.PDF, contract.OUTPUT, contract.OUTPUT_FOLDER) if run.results.get(name)
        )
        self._link(tr("Ready: {link}"), path)

    def _link(self, template: str, path: str, words: str = "") -> None:
        message_bar.succeed(self.bar, template, 0, {"link": (QUrl.fromLocalFile(path).toString(), words or Path(path).name)})

    # ---- bundles

    def do(self, name: str) -> None:
        """Do with the chosen bundles what a button asks, where their files are still there."""
        chosen = self.maps.chosen() if name in NEEDED else ()
        gone = next(filter(None, (one.gone(*NEEDED[name]) for one in chosen)), "")
        if gone:
            message_bar.fail_with(self.bar, [tr("'{path}' no longer exists: put the file back, or recompute the map.").format(path=gone)])
            self.maps.refresh()
        else:
            getattr(self, f"{name}_bundle")()

    def open_bundle(self) -> None:
        """Put the layers of the chosen bundle into the open project."""
        (bundle,) = self.maps.chosen()
        open_map(self.iface.mapCanvas(), bundle, self.maps.language, lambda reasons: message_bar.fail_with(self.bar, reasons))
        remember(bundle.manifest)
        self.maps.choose(bundle.manifest)

    def report_bundle(self) -> None:
        """Open the report of the chosen bundle in the browser."""
        (bundle,) = self.maps.chosen()
        QDesktopServices.openUrl(QUrl.fromLocalFile(bundle.files[".html"]))

    def again_bundle(self) -> None:
        """Make the chosen bundle again beside the old one, and tell what differs."""
        (bundle,) = self.maps.chosen()
        folder = new_place()
        self.press.start(
            "repeat_bundle",
            {contract.BUNDLE: bundle.manifest, contract.OUTPUT_FOLDER: str(folder), contract.LOAD_LAYERS: False},
            self._repeated,
        )

    def _repeated(self, run: Run) -> None:
        remember(run.results[contract.MANIFEST])
        areas, layers = run.results[contract.CHANGED_COUNT], run.results[contract.CHANGED_LAYERS]
        if areas:
            words = tr("Recomputed: the result differs in {areas} areas; {layers} source layers changed.")
        elif layers:
            words = tr("Recomputed: same result; {layers} source layers changed.")
        else:
            words = tr("Recomputed with the same result.")
        self._link(f"{words.format(areas=areas, layers=layers)} {{link}}", run.results[contract.REPORT])

    def compare_bundle(self) -> None:
        """Compare the two chosen bundles, the older one first."""
        before, after = self.maps.chosen()
        place = new_place()
        outputs = {contract.OUTPUT: str(place.with_suffix(".gpkg")), contract.REPORT: str(place.with_suffix(".html"))}
        inputs = {contract.BUNDLE: before.manifest, contract.BUNDLE_2: after.manifest, contract.LANGUAGE: interface_language()}
        self.press.start("compare_bundles", inputs | outputs, self._compared)

    def _compared(self, run: Run) -> None:
        """Show the areas in their looks, in the place of what was compared before."""
        from ...processing.cartography.style import Style
        from ...processing.cartography.styles import apply, keep_style
        from ...processing.cartography.theme import theme

        house, style = theme(settings.theme), Style("vintages", field="change", method=run.results[contract.BASIS])

        def opened(progress: Progress) -> list[QgsVectorLayer]:
            layer = open_ogr_layer(run.results[contract.OUTPUT], tr("What changed"))
            apply(layer, style, house, self.maps.language)
            keep_style(layer, style)
            layer.setCustomProperty(PART, style.kind)
            return [layer]

        def putting(layers: list[QgsVectorLayer]) -> Generator[None, None, None]:
            project = QgsProject.instance()
            project.removeMapLayers([id for id, one in project.mapLayers().items() if one.customProperty(PART) == style.kind])
            yield from put_layers(self.iface.mapCanvas(), own_group(), layers)

        told = tr("Compared: {link}")
        self.press.open(opened, putting, lambda nothing: self._link(told, run.results[contract.REPORT], tr("read the report")))

    def add_bundle(self) -> None:
        """Ask for the folder of an integrated map, and put it on the list."""
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of an integrated map"), folder_to_begin())
        if folder:
            self.add_folder(folder)

    def add_folder(self, folder: str) -> None:
        """Put the integrated maps in a folder on the list."""
        from ...processing.products.bundles import manifests

        found = manifests(Path(folder))
        for manifest in found:
            remember(str(manifest))
        if not found:
            message_bar.fail_with(
                self.bar,
                [tr("There is no integrated map in {folder}: choose a folder with a manifest.json.").format(folder=folder)],
            )

    def forget_bundle(self) -> None:
        """Take the chosen bundle off the list."""
        (bundle,) = self.maps.chosen()
        forget(bundle.manifest)
