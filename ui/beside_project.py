"""Layers that lie in the profile when a project is saved: copied beside it on request, so that a colleague can open both."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

from qgis.core import Qgis, QgsDataProvider, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QUrl

from ..processing.model.errors import OpgaveError
from ..processing.model.progress import Progress
from ..processing.texts.language import tr
from . import message_bar
from .asking_project import is_open
from .cooperative_work import run_in_turns
from .result_places import files_of, folder_of_copies, layers_folder, place_of
from .task_runner import Work

LEFT_BEHIND = (".kept", "-shm")
"""Endings of files that mean nothing elsewhere."""


class BesideProject:
    """Offers it in the message bar, each time a project is saved that shows layers of the profile.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface = iface
        self.messages: list[QgsMessageBarItem] = []

    def load(self) -> None:
        """Begin to listen."""
        QgsProject.instance().projectSaved.connect(self.offer)
        QgsProject.instance().cleared.connect(self.retract)

    def unload(self) -> None:
        """Listen no more."""
        QgsProject.instance().projectSaved.disconnect(self.offer)
        QgsProject.instance().cleared.disconnect(self.retract)
        self.retract()

    def retract(self) -> None:
        """Take the offer away: it was that of another moment."""
        for message in self.messages:
            message_bar.retract(self.iface.messageBar(), message)
        self.messages.clear()

    def offer(self) -> None:
        """Offer to copy the layers of the profile, where the project that was saved shows any."""
        self.retract()
        count = len(layers_in_profile())
        if not count or not QgsProject.instance().absolutePath():
            return
        text = tr(
            "1 layer of this project lies in your profile: a colleague who gets the project does not have it. | {count} layers of this"
            " project lie in your profile: a colleague who gets the project does not have them.",
            count=count,
        )
        ways = {tr("Copy to the project's folder"): self.keep}
        self.messages.append(message_bar.offer(self.iface.messageBar(), text, Qgis.MessageLevel.Info, ways))

    def keep(self) -> None:
        """Copy the layers in a task, then show the copies in place of what lies in the profile, and save the project.

        None of them while one is being edited: its edits would be neither in the copy nor in the layer that shows it.
        """
        edited = [layer.name() for layer in layers_in_profile() if is_edited(layer)]
        if edited:
            error = OpgaveError(
                "'{layers}' is being edited, so nothing was copied: save or discard your edits, then save the project again.",
                layers="', '".join(edited),
            )
            message_bar.fail(self.iface.messageBar(), error)
            return
        folder = folder_of_copies()
        places = {place_of(layer.source()) for layer in layers_in_profile()}
        Work(tr("Copying the layers"), lambda progress: copy_places(places, folder, progress), lambda work: self._copied(work, folder))

    def _copied(self, work: Work, folder: Path) -> None:
        if not work.ok or not is_open(work.project):
            if work.error:
                message_bar.fail(self.iface.messageBar(), work.error)
            return
        run_in_turns(lead_to(work.value), lambda count: self._saved(work, folder))

    def _saved(self, work: Work, folder: Path) -> None:
        if is_open(work.project) and QgsProject.instance().write() and not layers_in_profile():  # else they are offered again
            link = (QUrl.fromLocalFile(str(folder)).toString(), folder.name)
            message_bar.succeed(self.iface.messageBar(), tr("The layers are beside the project, in {folder}."), links={"folder": link})


def layers_in_profile() -> list[QgsMapLayer]:
    """Return the layers of the open project whose files the plugin keeps in the profile."""
    return [layer for layer in QgsProject.instance().mapLayers().values() if place_of(layer.source())]


def is_edited(layer: QgsMapLayer | None) -> bool:
    """Whether somebody is editing a layer."""
    return isinstance(layer, QgsVectorLayer) and layer.isEditable()


def copy_places(places: Iterable[Path], folder: Path, progress: Progress) -> dict[Path, Path]:
    """Copy all that belongs to some places of the profile to a folder; return the new place of each.

    Raises
    ------
    OpgaveError
        A file cannot be copied, or the folder has a link in the place of a copy: of a project that came by mail, who made it is not known.
    """
    files, found = files_of(layers_folder()), {}
    refuse_link(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place in sorted(places):
            for file in files.get(place, ()):
                progress.check()
                refuse_link(folder / file.name)
                copy_whole(file, folder / file.name)
            found[place] = folder / place.name
    except OSError as error:  # `shutil.Error` too
        raise OpgaveError(
            "The layers cannot be copied to '{folder}': {reason}. Save the project in a folder that you can write to.",
            folder=folder,
            reason=error.strerror or str(error),
        ) from error
    return found


def refuse_link(path: Path) -> None:
    """Check that a place to copy to is no link: what it leads to would be overwritten.

    Raises
    ------
    OpgaveError
        It is one.
    """
    if path.is_symlink():
        raise OpgaveError("'{path}' is a link to another place, to which nothing is copied: remove it, and ask who made it.", path=path)


def copy_whole(file: Path, to: Path) -> None:
    """Copy a file, or a folder with all in it, but for what means nothing elsewhere; no link that lies there is followed."""
    if file.is_dir():
        for inside in to.rglob("*"):
            refuse_link(inside)
        shutil.copytree(file, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-shm"))
    elif not file.name.endswith(LEFT_BEHIND):
        shutil.copy2(file, to)


def lead_to(places: Mapping[Path, Path]) -> Generator[None, None, None]:
    """Have the layers of the open project show what was copied, one a turn; looks, ids and places in the list stay.

    A layer that somebody began to edit meanwhile stays where it is, and is offered again when the project is saved.
    """
    for id in list(QgsProject.instance().mapLayers()):
        yield
        layer = QgsProject.instance().mapLayer(id)
        place = place_of(layer.source()) if layer else None
        if place in places and not is_edited(layer):
            source = layer.source().replace("\\", "/").replace(place.as_posix(), places[place].as_posix())
            layer.setDataSource(source, layer.name(), layer.providerType(), QgsDataProvider.ProviderOptions())
