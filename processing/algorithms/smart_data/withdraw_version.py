"""A version of a layer taken out of a store for good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import number, required_words, store_parameter, stored_record_parameter, words


class WithdrawVersionAlgorithm(OpgavenkaartAlgorithm):
    """Something was published that should not have been: its features go, that it was withdrawn stays."""

    NAME = "withdraw_version"
    TITLE = "Withdraw version"
    GROUP = "smart_data"
    TAGS = "remove, erase, privacy, data breach, published by mistake"
    DOCS = "store.md"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            store_parameter(),
            stored_record_parameter(),
            number(contract.VERSION, tr("Version to withdraw (0: the current one)"), 0, 0, whole=True),
            required_words(contract.REASON, tr("Why it is withdrawn, for everyone who uses the store")),
            words(contract.FOLDERS, tr("Folders to look in for maps and stores with the same data, comma-separated")),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.VERSION, tr("Version that is current now (0: none)")))
        self.addOutput(QgsProcessingOutputNumber(contract.WITHDRAWN_COUNT, tr("Versions withdrawn")))
        self.addOutput(QgsProcessingOutputNumber(contract.REMAINING_COUNT, tr("Places that hold the same data still")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...sources.store import open_store, withdraw

        store = open_store(self.parameterAsString(parameters, contract.STORE, context), must_exist=True)
        given = self.texts(parameters, context, contract.RECORD_ID, contract.REASON, contract.FOLDERS)
        id, reason = given[contract.RECORD_ID], given[contract.REASON]
        if not id:
            raise OpgaveError("RECORD_ID is empty. Store '{store}' has: {ids}.", store=store.name, ids=", ".join(store.ids()) or "-")
        if not reason:
            raise OpgaveError("REASON is empty: say why the version is withdrawn; everyone who uses the store can read it.")
        folders = [Path(text.strip()).expanduser() for text in given[contract.FOLDERS].split(",") if text.strip()]
        progress.step("Withdrawing")
        asked = self.parameterAsInt(parameters, contract.VERSION, context) or store.newest(id).number
        done = withdraw(store, id, asked, reason, folders, progress)
        progress.note(
            "Layer '{record}': version {numbers} is withdrawn and its features are removed.",
            record=done.title,
            numbers=", ".join(map(str, done.numbers)),
        )
        if done.current:
            progress.note("Layer '{record}': version {number} is current now.", record=done.title, number=done.current.number)
        else:
            progress.note("Layer '{record}': no version is left, and the store no longer lists it.", record=done.title)
        for place in done.elsewhere:
            progress.warn("The same data are still in '{place}', or it was made from them: ask who keeps it to remove it.", place=place)
        return {
            contract.VERSION: done.current.number if done.current else 0,
            contract.WITHDRAWN_COUNT: len(done.numbers),
            contract.REMAINING_COUNT: len(done.elsewhere),
        }
