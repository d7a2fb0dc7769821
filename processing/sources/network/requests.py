"""What is asked over the network, within which limits, and what came back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from ...model.errors import OpgaveError
from ...model.record import LayerRecord

Kind = TypeVar("Kind", bound="GetRequest")
MEGABYTE = 1024 * 1024


class Trouble(str, Enum):
    """What went wrong with a request."""

    NONE = ""
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    DENIED = "denied"
    GONE = "gone"
    BUSY = "busy"
    STATUS = "status"
    LOOP = "loop"
    LARGE = "large"
    CUT_OFF = "cut_off"
    NOT_ASKED = "not_asked"
    AUTHENTICATION = "authentication"
    UNWRITABLE = "unwritable"


@dataclass(frozen=True)
class GetRequest:
    """One GET request.

    Attributes
    ----------
    url : str
    auth : str
        Id of a configuration of QGIS's authentication manager; its secrets never go to another host.
    accept : str
        Content types wanted, as the Accept header says them.
    enough : int
        Bytes after which the rest of the answer is not awaited; 0: all of it.
    headers : tuple of (name, value)
        Further headers, such as ``If-None-Match``; nothing secret, for they go wherever the server sends on.
    into : str
        Path of a file that takes a good answer, in place of memory: `Reply.content` then has its beginning only. Empty: none.
    public_only : bool
        Whether it may go to public servers only, as what a foreign catalogue names (`model.trust`).
    """

    url: str
    auth: str = ""
    accept: str = ""
    enough: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    into: str = ""
    public_only: bool = False

    @classmethod
    def of(cls: type[Kind], record: LayerRecord, url: str, **given: Any) -> Kind:
        """Return a request for what a record names, with what the record may: its authentication, and the servers of its catalogue."""
        return cls(url, record.source.auth, public_only=record.foreign, **given)


@dataclass(frozen=True)
class PostRequest(GetRequest):
    """One POST request, for a question that is longer than an address may be.

    Attributes
    ----------
    form : bytes
        What is sent, as ``application/x-www-form-urlencoded``.
    """

    form: bytes = b""


@dataclass(frozen=True)
class Limits:
    """How long, how many and how much.

    Attributes
    ----------
    seconds : float
        For one request, its redirects and its second attempt together; waiting for its turn does not count.
    a_host : int
        Requests to one host at the same time; one only, until the host has answered for the first time.
    at_once : int
        Requests at the same time.
    size : int
        Bytes of one answer, unpacked.
    file_size : int
        Bytes of one answer that goes into a file.
    attempts : int
        How often a request is made at most where the trouble may pass.
    """

    seconds: float = 30.0
    a_host: int = 4
    at_once: int = 50
    size: int = 200 * MEGABYTE
    file_size: int = 4000 * MEGABYTE
    attempts: int = 2


@dataclass(frozen=True)
class Reply:
    """The answer to an `GetRequest`, or why there is none.

    Attributes
    ----------
    url : str
        Where the answer came from, redirects followed.
    moved_to : str
        The address to which the server says the asked one has moved for good; empty where it says no such thing.
    status : int
        HTTP status; 0 where no answer came.
    headers : dict of str to str
        By lower-case name.
    seconds : float
        From the start of the request to its end.
    certificate_until : date or None
        Last day of the server's certificate.
    """

    ask: GetRequest
    url: str = ""
    status: int = 0
    content: bytes = field(default=b"", repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    moved_to: str = ""
    certificate_until: datetime.date | None = None
    trouble: Trouble = Trouble.NONE
    error: OpgaveError | None = None

    @property
    def is_whole(self) -> bool:
        """Whether a good answer came."""
        return self.trouble == Trouble.NONE

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that nothing changed since what the asked headers name, and sent nothing."""
        return self.status == 304

    @property
    def content_type(self) -> str:
        """The answer's media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()
