"""An old version of a layer in a store, current again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import number, store_parameter, stored_record_parameter

if TYPE_CHECKING:
    from ...sources.store.store import Store


class RestoreVersionAlgorithm(OpgavenkaartAlgorithm):
    """An old version becomes the newest one; what came between stays restorable too."""

    NAME = "restore_version"
    TITLE = "Restore version"
    GROUP = "smart_data"
    TAGS = "undo, earlier version, history, roll back"
    DOCS = "store.md"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            store_parameter(),
            stored_record_parameter(),
            number(contract.VERSION, tr("Version (0: the previous one)"), 0, 0, whole=True),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.VERSION, tr("Version")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...sources.store import open_store, restore

        store = open_store(self.parameterAsString(parameters, contract.STORE, context), must_exist=True)
        id = self.parameterAsString(parameters, contract.RECORD_ID, context).strip()
        if not id:
            raise OpgaveError("RECORD_ID is empty. Store '{store}' has: {ids}.", store=store.name, ids=", ".join(store.ids()) or "-")
        progress.step("Restoring")
        number = self.parameterAsInt(parameters, contract.VERSION, context)
        version = restore(store, id, number or self.before_current(store, id), progress)
        progress.note(
            "Layer '{record}': version {old} is current again, as version {new} ({features} features).",
            record=store.record(id, version).title_and_id,
            old=version.restored,
            new=version.number,
            features=version.features,
        )
        return {contract.VERSION: version.number}

    def before_current(self, store: Store, id: str) -> int:
        """Return the number of the version before the current one; of a restored one, the version before what it restored."""
        current = store.current(id)
        number = (current.restored or current.number) - 1 if current else 0
        if current and not number:
            title = store.record(id, current).title_and_id
            raise OpgaveError("Layer '{record}' has no version before version {number}.", record=title, number=number + 1)
        return number
