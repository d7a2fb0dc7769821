"""Files and folders that a user is asked for: nothing is written over what is there without a question.

A dialog opens in the folder in which something was written last, at first beside the project, or in that of the user's documents.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from .settings import settings


def ask_file(parent: QWidget, title: str, at_first: str, kinds: str, suffix: str) -> str:
    """Ask for a file to write, and whether it may take the place of one that is there; return its path, with ``suffix`` where it has none.

    The dialog itself adds the suffix: it asks about the file that will be written.
    """
    dialog = QFileDialog(parent, title, str(Path(folder_to_begin(), at_first)), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    if chosen:
        settings.folder = str(Path(chosen[0]).parent)
    return chosen[0] if chosen else ""


def ask_new_folder(parent: QWidget, title: str, name: str) -> str:
    """Ask for a folder, and return the path of a new one in it with a name and the time, such as ``warm_homes-2026-12-01-1430``."""
    from ..processing.qgis_io.earlier_files import free_name

    above = QFileDialog.getExistingDirectory(parent, title, folder_to_begin())
    if above:
        settings.folder = above
    return str(free_name(Path(above), name, datetime.datetime.now())) if above else ""


def folder_to_begin() -> str:
    """Return the folder in which a dialog opens; Qt takes the one in which QGIS happens to run where that is no longer there."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    likely = (settings.folder, QgsProject.instance().homePath(), documents)
    return next((folder for folder in likely if folder and Path(folder).is_dir()), str(Path.home()))
