"""What a store keeps of what was handed out of it, each under a name of its own: written once and never changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.files import label, read_bytes, read_json
from ...qgis_io.outputs import said_when_refused
from ...qgis_io.user_name import user_name
from .durable_files import beside, claim, flush, refuse_link
from .locks import lock_file

HANDED_OUT = "handed_out"
LOCK = ".lock"
WAIT_SECONDS = 60
"""How long one map that leaves waits for another."""


class KeptDocuments(ABC):
    """Documents (``.json``), and what is packed beside them, by name."""

    @abstractmethod
    def documents(self) -> Iterator[tuple[str, Any]]:
        """Yield for each document where it is, as people know it, and what it says, in the order of their names.

        Raises
        ------
        OpgaveError
            One cannot be read, or is a link.
        """

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return what is kept under a name.

        Raises
        ------
        OSError, ValueError, OpgaveError
            There is nothing, or it cannot be read.
        """

    @abstractmethod
    def add(self, name: str, content: bytes) -> bool:
        """Keep something new; whether nothing else has its name.

        Raises
        ------
        OpgaveError
            It cannot be written.
        """

    @abstractmethod
    def alone(self) -> AbstractContextManager[None]:
        """Keep others who ask the same waiting for the length of the block; who may not write holds nobody up.

        Raises
        ------
        OpgaveError
            Another has it for longer than `WAIT_SECONDS`.
        Cancelled
            While another had it.
        """

    @abstractmethod
    def place(self, name: str) -> str:
        """Return where something is, as people know it."""


@dataclass(frozen=True)
class KeptFiles(KeptDocuments):
    """Files in a folder, which is made with the first; whoever may write there may have put a link or a pipe among them."""

    folder: Path

    @classmethod
    def beside(cls, catalogue: Path) -> KeptFiles:
        """Return those beside the catalogue of a store."""
        return cls(catalogue.with_name(f"{catalogue.name.split('.')[0]}_{HANDED_OUT}"))

    def documents(self) -> Iterator[tuple[str, Any]]:
        refuse_link(self.folder)
        for path in sorted(self.folder.glob("[!.]*.json")):  # what a killed program left begins with a point
            refuse_link(path)
            yield label(path), read_json(path)

    def read(self, name: str) -> bytes:
        path = self.folder / Path(name).name
        refuse_link(self.folder)
        refuse_link(path)
        return read_bytes(path)

    def add(self, name: str, content: bytes) -> bool:
        path = self.folder / name
        refuse_link(self.folder)
        with said_when_refused(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            with beside(path) as temporary:
                temporary.write_bytes(content)
                flush(temporary)
                try:
                    claim(temporary, path)
                except FileExistsError:
                    return False
                flush(path.parent)
        return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        refuse_link(self.folder)
        with ExitStack() as held:
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(lock_file(self.folder / LOCK, user_name(), self.folder, WAIT_SECONDS))
            yield

    def place(self, name: str) -> str:
        return label(self.folder / name)
