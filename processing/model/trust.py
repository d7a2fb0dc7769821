"""What somebody decided to trust: whose catalogue may read and ask all that it names, and what any other may.

A catalogue is *own* when it came with the plugin, was made or accepted here, or lies below a folder that someone named; every other one is
*foreign*. A foreign one reads files below its own folder and asks public servers, without passwords.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .errors import OpgaveError
from .file_places import WEB
from .files import RESOURCES, read_json
from .public_text import HOME, without_secrets
from .schema import mistakes, read_schema
from .source_kinds import NO_SOURCE, source_facts
from .text import Text

if TYPE_CHECKING:
    from .record import LayerRecord, Source

INCLUDE, FILE, SERVER, CONNECTION, LOGIN = "include", "file", "server", "connection", "login"
OWN, COPY, FOREIGN = "own", "copy", "foreign"
"""Standings of a file. A copy was made here of what is foreign: it may read where that lies, and asks public servers only."""
SHIPPED = tuple(os.path.realpath(path) for path in (RESOURCES, RESOURCES.parent / "docs"))
"""Folders of what came with the plugin."""
NUMERIC_HOST = re.compile(r"[0-9a-fx.]*[0-9][0-9a-fx.]*", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
TRANSLATED = "64:ff9b::/96"
"""IPv6 addresses by which a network without IPv4 reaches the IPv4 address in their end."""
DISGUISE = re.compile(r"[%\s\\/?#@]")
"""What no plain name of a server holds; a zone of IPv6 (``%eth0``) is inside whatever it is."""
INSIDE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private")
"""Ends of names that only a network inside an organisation, or this computer, knows."""


@dataclass(frozen=True)
class Trust:
    """What somebody trusts.

    Attributes
    ----------
    hashes : frozenset of str
        SHA-256 of catalogue files.
    folders : tuple of str
        Whole paths, links followed: catalogues below them are own.
    hosts : frozenset of str
        Servers inside the network, ``name`` or ``name:port``, that any catalogue may ask.
    """

    hashes: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()

    def merged(self, other: Trust) -> Trust:
        """Return what is trusted by this or the other."""
        return Trust(self.hashes | other.hashes, self.folders + other.folders, self.hosts | other.hosts)

    def has_host(self, netloc: str) -> bool:
        """Whether a server, ``name`` or ``name:port``, is trusted: by its name, or at that port."""
        return netloc in self.hosts or host_name(netloc) in self.hosts


def read_trust(path: str | Path) -> Trust:
    """Return what a ``trust.json`` says.

    Raises
    ------
    OpgaveError
        It cannot be read, or is wrong.
    """
    document = read_json(path)
    found = mistakes(document, read_schema("trust"), str(path))
    if found:
        raise found[0]
    folder = Path(path).parent
    return Trust(
        frozenset(document.get("hashes", ())),
        tuple(os.path.realpath(folder / one) for one in document.get("folders", ()) if "\0" not in one),
        frozenset(host.lower() for host in document.get("hosts", ())),
    )


@dataclass
class _Decisions:
    """What is decided in this process, and where."""

    organisation: Callable[[], Trust] = Trust
    kept: Callable[[], Path | None] = lambda: None
    given: tuple[Trust, ...] = ()


_decisions = _Decisions()


def keep_decisions(organisation: Callable[[], Trust], kept: Callable[[], Path | None]) -> None:
    """Say where decisions stand: what gives those of the organisation, and the folder of those that are made here."""
    _decisions.organisation, _decisions.kept = organisation, kept


@contextmanager
def trusting(trust: Trust) -> Iterator[None]:
    """Trust this too, as long as it lasts, in all threads: a layer is read in another than its catalogue."""
    _decisions.given += (trust,)
    try:
        yield
    finally:
        given = list(_decisions.given)
        given.remove(trust)
        _decisions.given = tuple(given)


def current_trust() -> Trust:
    """Return what is trusted now, apart from the files that were made or accepted here."""
    trust = _decisions.organisation()
    for one in _decisions.given:
        trust = trust.merged(one)
    return trust


def standing_of(path: str | Path, sha: str) -> str:
    """Return whether a file with this hash is `OWN`, a `COPY` that was made here of what is foreign, or `FOREIGN`."""
    whole, trust = os.path.realpath(path), current_trust()
    if any(is_below(whole, folder) for folder in (*SHIPPED, *trust.folders)) or sha in trust.hashes:
        return OWN
    kept = _decisions.kept()
    try:
        noted = (kept / sha).read_text(encoding="utf-8").split("\n")[0] if kept else ""
    except (OSError, ValueError):
        return FOREIGN
    return noted if noted in (OWN, COPY) else FOREIGN


def keep_standing(path: str | Path, sha: str, standing: str) -> None:
    """Note that a file was made, or accepted, here, as it is now: as `OWN`, or as a `COPY` of what is foreign.

    Raises
    ------
    OpgaveError
        The profile cannot be written.
    """
    kept = _decisions.kept()
    if kept is None or standing_of(path, sha) in (OWN, standing):
        return
    try:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / sha).write_text(f"{standing}\n{Path(path).name}\n", encoding="utf-8")
    except OSError as error:
        raise OpgaveError(
            "That '{path}' was made or accepted here cannot be noted in '{folder}' ({reason}): check its permissions.",
            path=path,
            folder=kept,
            reason=error.strerror,
        ) from error


def is_below(path: str, folder: str) -> bool:
    """Whether a whole path is a folder, or lies below it."""
    return path == folder or path.startswith(folder.rstrip("\\/") + os.sep)


@dataclass(frozen=True)
class Want:
    """What a foreign catalogue asks for that nobody granted.

    Attributes
    ----------
    kind : str
        ``include`` (another catalogue), ``file``, ``server``, ``connection`` or ``login``.
    what : str
        The path, the server, the connection without its password, or the id of the authentication.
    of : str
        For a login the server to which it would go; empty for others.
    """

    kind: str
    what: str
    of: str = ""


class NotAccepted(OpgaveError):
    """A record of a foreign catalogue that wants more than such a catalogue may; the values say what, and the catalogue's hash."""

    @property
    def want(self) -> Want:
        """What it wants."""
        found: Want = self.values["want"]
        return found


def refusal(want: Want, record: Text, path: str, sha: str) -> NotAccepted:
    """Return the sentence for what a record of a foreign catalogue wants, with what to accept."""
    values = {"record": record, "want": want, "what": want.what, "of": want.of, "path": path, "hash": sha}
    if want.kind == INCLUDE:
        return NotAccepted(
            "Catalogue '{path}' includes '{what}', outside its folder, and nobody here accepted it: put that file beside it, accept it in"
            " the panel, or add {hash} to 'hashes' of the file that you give as TRUST.",
            **values,
        )
    if want.kind == FILE:
        return NotAccepted(
            "Layer '{record}' wants to read '{what}', outside the folder of its catalogue '{path}', which nobody here accepted: put the"
            " file beside the catalogue, accept the catalogue in the panel, or add {hash} to 'hashes' of the file that you give as TRUST.",
            **values,
        )
    if want.kind == SERVER:
        return NotAccepted(
            "Layer '{record}' wants to ask '{what}', inside your network, and nobody here accepted its catalogue '{path}': accept it in the"
            " panel, or add {hash} to 'hashes' (or that server to 'hosts') of the file that you give as TRUST.",
            **values,
        )
    if want.kind == CONNECTION:
        return NotAccepted(
            "Layer '{record}' wants to read the database '{what}', and nobody here accepted its catalogue '{path}': accept it in the panel,"
            " or add {hash} to 'hashes' of the file that you give as TRUST.",
            **values,
        )
    return NotAccepted(
        "Layer '{record}' wants to send the authentication '{what}' to '{of}', and nobody here accepted its catalogue '{path}': accept it"
        " in the panel, or add {hash} to 'hashes' of the file that you give as TRUST.",
        **values,
    )


def wants_of(record: LayerRecord, sources: Iterable[Source], trust: Trust) -> Iterator[Want]:
    """Yield what a record of a foreign catalogue, with these sources, asks for that such a catalogue may not have."""
    if leaves_folder(record.style, record.base):
        yield Want(FILE, record.style)
    for source in sources:
        facts = source_facts(source.kind)
        options = [text for text in source.options.values() if isinstance(text, str) and SCHEME.match(text.strip())]
        addresses = [source.path, *options] if "://" in source.path else options
        if facts.database:
            yield Want(CONNECTION, without_secrets(source.path) or source.layer)
        elif is_path(source) and (not facts.file or leaves_folder(source.path, record.base)):
            yield Want(FILE, source.path)
        for address in addresses:
            if want := want_of_address(address, trust):
                yield want
        if source.auth and "://" in source.path:
            yield Want(LOGIN, source.auth, server_of(source.path))


def want_of_address(address: str, trust: Trust) -> Want | None:
    """Return what a foreign catalogue asks for by an address: nothing where that is on a public web server, or one that is trusted."""
    netloc = server_of(address)
    if "{" in netloc:  # a server of which a part is filled in later may be any
        return Want(SERVER, netloc)
    if address.partition("://")[0].strip().lower() in WEB and (not is_inside_name(host_name(netloc)) or trust.has_host(netloc)):
        return None
    return Want(SERVER, netloc)


def is_path(source: Source) -> bool:
    """Whether a source is named by a path, and no address."""
    return bool(source.path) and "://" not in source.path and source.kind != NO_SOURCE


def leaves_folder(path: str, base: str) -> bool:
    """Whether a path in a file of the folder ``base`` leads out of it, by its words on any system, or by a link on this one."""
    return bool(path) and (_leaves_by_words(path) or leaves_by_link(path, base))


def _leaves_by_words(path: str) -> bool:
    windows = PureWindowsPath(path)
    return bool(windows.drive or windows.root or ".." in windows.parts or path.startswith(HOME.rstrip("/")))


def leaves_by_link(path: str, base: str) -> bool:
    """Whether a path that leads nowhere else by its words leads out of the folder ``base`` by a link on this computer."""
    if _leaves_by_words(path):
        return False
    try:
        whole = os.path.realpath(Path(base, path))
    except ValueError:  # a path with a null in it, which leads nowhere
        return True
    within_as_written = bool(base) and is_below(whole, base)  # which then has no link in it, and needs no second look at the disk
    return not within_as_written and not is_below(whole, os.path.realpath(base))


def server_of(address: str) -> str:
    """Return the server of an address, ``name`` or ``name:port`` in lower case, as QGIS will read it; empty where it has none."""
    try:
        netloc = urlsplit(address).netloc.rpartition("@")[2].lower() if "://" in address else ""
    except ValueError:
        return "?"
    return netloc if netloc.isascii() and netloc.isprintable() and not DISGUISE.search(netloc) else undisguised(netloc)


def undisguised(netloc: str) -> str:
    """Return a server that is written with escapes, spaces, or letters and dots of other shapes; ``?`` where no name comes of it."""
    plain = unicodedata.normalize("NFKC", unquote(netloc)).replace("\u3002", ".")
    plain = "".join(mark for mark in plain if mark.isprintable() and not mark.isspace()).lower()
    return "?" if DISGUISE.search(plain) else plain


def host_name(netloc: str) -> str:
    """Return the name of a server without its port."""
    if netloc.startswith("["):
        return netloc[1:].partition("]")[0]
    return netloc.partition(":")[0]


def is_inside_name(name: str) -> bool:
    """Whether a host is inside the network or this computer, as far as its name says so without being looked up."""
    import socket  # each start of QGIS loads this module, and looks at no address

    plain = name.rstrip(".").lower()
    if ":" in plain:
        return is_inside_address(plain)
    if NUMERIC_HOST.fullmatch(plain):
        try:  # as the system reads it: 127.1, 0x7f000001 and 2130706433 are this computer too
            return is_inside_address(socket.inet_ntoa(socket.inet_aton(plain)))
        except OSError:
            return False
    return "." not in plain or plain.rpartition(".")[2] in INSIDE_NAMES


def is_inside_address(address: str) -> bool:
    """Whether an IP address is one that the public internet does not reach."""
    import ipaddress

    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if ip in ipaddress.ip_network(TRANSLATED):
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return not inner.is_global or ip.is_multicast or getattr(ip, "is_site_local", False) or int(ip) >> 32 == 0 and ip.version == 6
