"""What a user chose, kept in QGIS's settings under one group: taking the group away forgets all of it."""

from __future__ import annotations

import json

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

GROUP = "opgavenkaart"


class JsonSetting:
    """A value that stands in QGIS's settings under its own name, as JSON.

    Parameters
    ----------
    default
        What holds until a user chooses.
    """

    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        text = QgsSettings().value(f"{GROUP}/{self.name}", None)
        try:
            return self.default if text is None else json.loads(text)
        except ValueError:  # an ini file that somebody edited
            return self.default

    def __set__(self, instance, value):
        if value != self.__get__(instance, type(instance)):
            QgsSettings().setValue(f"{GROUP}/{self.name}", json.dumps(value))
            instance.changed.emit(self.name)


class Settings(QObject):
    """The choices; `changed` gives the name of one that has another value now."""

    changed = pyqtSignal(str)

    catalogue = JsonSetting("")
    """File of the catalogue that is shown; empty: the built-in one."""
    public_catalogue = JsonSetting("")
    """File of the catalogue with the public sources that first maps are made from; empty: the built-in one."""
    catalogues = JsonSetting([])
    """Files of catalogues to choose from, besides the built-in one."""
    titles = JsonSetting({})
    """What catalogues of others call themselves, by file: their title in each language, as it was last read."""
    challenges = JsonSetting([])
    """Files of challenges that were saved or opened, the last one first."""
    favourites = JsonSetting([])
    """Ids of records."""
    as_list = JsonSetting(False)
    """Whether layers are shown as a list, not by sector."""
    details = JsonSetting(False)
    """Whether indicators show more than a line."""
    welcomed = JsonSetting(False)
    """Whether the welcome was put away."""
    placed = JsonSetting([])
    """Docks that were opened before: their width is the user's."""
    city = JsonSetting("")
    """NIS code of the user's municipality."""
    store = JsonSetting("")
    """Where layers are read from when they are kept there; empty: from their sources."""
    language = JsonSetting("")
    """Language of what is exported, ``nl`` or ``en``; empty: that of the window."""
    theme = JsonSetting("")
    """File of the house style; empty: the plugin's own."""
    bundles = JsonSetting([])
    """Paths of the manifests of integrated maps, the last one first."""
    map = JsonSetting({})
    """How the last map was to look: layout, paper, orientation, language, house style."""
    folder = JsonSetting("")
    """Where something was written last."""
    geocoder = JsonSetting("")
    """Address of the geocoder; empty: that of the built-in catalogue."""

    def are_kept(self) -> bool:
        """Return whether anything was ever chosen."""
        return any(QgsSettings().contains(f"{GROUP}/{name}") for name, one in vars(type(self)).items() if isinstance(one, JsonSetting))

    def forget(self) -> None:
        """Take every choice out of QGIS's settings."""
        QgsSettings().remove(GROUP)
        for name, one in vars(type(self)).items():
            if isinstance(one, JsonSetting):
                self.changed.emit(name)


settings = Settings()
"""The one that everybody asks."""
