"""Which servers are inside the network: looked up before each hop, so that no catalogue or server leads there in secret."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord, each_source
from ...model.trust import current_trust, host_name, is_inside_address, is_inside_name, is_path, leaves_by_link, server_of

LOOK_SECONDS = 0.1


def is_inside(netloc: str) -> bool:
    """Whether a server is inside the network: its name says so, or any address that is found for it.

    A name that cannot be looked up counts as public: nothing will answer, or a proxy looks it up.
    """
    name = host_name(netloc)
    if is_inside_name(name):
        return True
    try:
        found = socket.getaddrinfo(name, None)
    except (OSError, UnicodeError):
        return False
    return any(is_inside_address(str(address[0])) for *_, address in found)


class Lookups:
    """Servers looked up in threads of their own: the thread of the requests, or a window, waits for none of them."""

    def __init__(self) -> None:
        self._found: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
        self._known: dict[str, bool] = {}
        self._asked: set[str] = set()

    def inside(self, netloc: str) -> bool | None:
        """Return whether a server is inside the network; None as long as that is not known."""
        if is_inside_name(host_name(netloc)):
            return True
        while not self._found.empty():
            self._take(*self._found.get())
        if netloc not in self._known and netloc not in self._asked:
            self._asked.add(netloc)
            threading.Thread(target=lambda: self._found.put((netloc, is_inside(netloc))), daemon=True).start()
        return self._known.get(netloc)

    def wait(self, seconds: float) -> None:
        """Wait until another server is known, at most so long."""
        with suppress(queue.Empty):
            self._take(*self._found.get(timeout=seconds))

    def _take(self, netloc: str, inside: bool) -> None:
        self._known[netloc] = inside


def check_public(record: LayerRecord, progress: Progress = SILENT) -> None:
    """Check that all servers that a record of a foreign catalogue names are public, for what QGIS asks itself goes past `fetch`; and that
    its files still lie where they lay when the catalogue was read.

    Raises
    ------
    OpgaveError
        A server is inside the network, and nobody accepted that; or a link leads out of the catalogue's folder.
    Cancelled
    """
    if not record.foreign:
        return
    for one in each_source(record.source):
        if is_path(one) and leaves_by_link(one.path, record.base):
            raise OpgaveError(
                "Layer '{record}' is not read: '{path}' leads out of the folder of its catalogue by a link. Put the file itself there.",
                record=record.title_and_id,
                path=one.path,
            )
    texts = [text for one in each_source(record.source) for text in (one.path, *one.options.values()) if isinstance(text, str)]
    for text in find_inside(texts, progress):
        raise not_public(text, server_of(text))


def find_inside(texts: Iterable[str], progress: Progress = SILENT) -> list[str]:
    """Return those of some texts that are addresses of servers inside the network that nobody accepted.

    Raises
    ------
    Cancelled
    """
    lookups, trust = Lookups(), current_trust()
    servers = {text: netloc for text in texts if (netloc := server_of(text)) and not trust.has_host(netloc)}
    while None in list(map(lookups.inside, servers.values())):  # a list: all of them are looked up at once
        progress.check()
        lookups.wait(LOOK_SECONDS)
    return [text for text, netloc in servers.items() if lookups.inside(netloc)]


def not_public(url: str, netloc: str) -> OpgaveError:
    """Return the sentence for an address of a foreign catalogue that leads into the network."""
    return OpgaveError(
        "{url} is not asked: '{host}' is inside your network, and nobody here accepted the catalogue that leads there. Accept the catalogue"
        " in the panel, or add that server to 'hosts' of the file that you give as TRUST.",
        url=without_secrets(url),
        host=netloc,
    )


def leads_inside(url: str, target: str, netloc: str) -> OpgaveError:
    """Return the sentence for a public server that sends on into the network."""
    return OpgaveError(
        "{url} is public and leads on to {target}, inside your network, which is not followed: if that is meant, add '{host}' to 'hosts' of"
        " the file that you give as TRUST.",
        url=without_secrets(url),
        target=without_secrets(target),
        host=netloc,
    )
