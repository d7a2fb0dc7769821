"""Catalogues that somebody chose before the plugin asked whom to trust: they are taken as trusted, once, and that is told."""

from __future__ import annotations

from contextlib import suppress

from ..processing.model.errors import OpgaveError
from ..processing.sources.trust import kept_folder
from ..processing.texts.language import tr
from . import message_bar
from .settings import settings

LISTS = ("catalogue", "public_catalogue", "catalogues")
"""Settings that name catalogues."""


class KnownCatalogues:
    """Takes what stands in the settings of an earlier version as trusted; what comes later is asked about.

    Parameters
    ----------
    iface : QgisInterface
    """

    def __init__(self, iface):
        self.iface = iface

    def load(self) -> None:
        """Look at the settings of an earlier version: of one, for the folder of what is trusted came with the question."""
        if not kept_folder().exists() and any(getattr(settings, name) for name in LISTS):
            self._trust_all()
        settings.changed.connect(self._begin)

    def unload(self) -> None:
        """Let go of the settings."""
        settings.changed.disconnect(self._begin)

    def _begin(self, name: str) -> None:
        if name in LISTS and getattr(settings, name):
            with suppress(OSError):  # of a profile that cannot be written, which is told when something is accepted
                kept_folder().mkdir(parents=True, exist_ok=True)

    def _trust_all(self) -> None:
        from ..processing.model.catalogue import accept_catalogue, read_catalogue

        self._begin("catalogues")
        names = []
        for path in dict.fromkeys(filter(None, [settings.catalogue, settings.public_catalogue, *settings.catalogues])):
            try:
                catalogue = read_catalogue(path)
                accept_catalogue(catalogue)
            except OpgaveError:  # told when it is opened
                continue
            if catalogue.foreign_files:
                names.append(path)
        if names:
            message_bar.inform(
                self.iface.messageBar(),
                tr("From now on Opgavenkaart asks before it trusts catalogues of others. Those in your list stay trusted: {names}.").format(
                    names=", ".join(names)
                ),
            )
