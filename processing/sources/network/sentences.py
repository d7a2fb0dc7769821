"""One sentence for everything that can go wrong with a request; none of them holds a secret."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from ...model.trust import server_of
from .requests import MEGABYTE, Limits, Trouble

GONE = (404, 410)
DENIED = (401, 403, 407)
BUSY = (429, 503)


class NoAnswer(OpgaveError):
    """A host that gives no answer; the values name the address as ``url``."""


class NotThere(OpgaveError):
    """A file or an address that does not exist."""


def per_host(errors: Iterable[OpgaveError]) -> list[OpgaveError]:
    """Return errors of layers, with one sentence in place of all that a host without an answer caused, where those are several."""
    by_host: dict[object, list[OpgaveError]] = {}
    for error in errors:
        by_host.setdefault(silent_host(error) or error, []).append(error)
    found = []
    for host, ones in by_host.items():
        together = OpgaveError("{host} cannot be reached: {count} layers not loaded.", host=host, count=len(ones))
        found.append(ones[0] if len(ones) == 1 else together)
    return found


def silent_host(error: object) -> str:
    """Return the host that gave no answer where that is the reason behind an error; empty where it is not."""
    first = first_reason(error)
    return server_of(first.values["url"]) if isinstance(first, NoAnswer) else ""


def is_not_there(error: object) -> bool:
    """Whether the reason behind an error is that a file or an address does not exist."""
    return isinstance(first_reason(error), NotThere)


def first_reason(error: object) -> object:
    """Return the error behind an error: the last for which another is given as the reason."""
    while isinstance(error, OpgaveError) and isinstance(error.values.get("reason"), OpgaveError):
        error = error.values["reason"]
    return error


def trouble_of_status(status: int) -> Trouble:
    """Return what an HTTP status means."""
    if status in GONE:
        return Trouble.GONE
    if status in DENIED:
        return Trouble.DENIED
    return Trouble.BUSY if status in BUSY else Trouble.STATUS


def status_error(url: str, status: int, wait: float | None) -> OpgaveError:
    """Return the sentence for an answer with a status that is no success; ``wait`` is what Retry-After asks, in seconds."""
    url = without_secrets(url)
    trouble = trouble_of_status(status)
    if trouble == Trouble.GONE:
        return NotThere("{url} does not exist (status {status}): ask the publisher for the new address.", url=url, status=status)
    if trouble == Trouble.DENIED:
        return OpgaveError(
            "{url} refuses access (status {status}): give the id of a valid authentication configuration.",
            url=url,
            status=status,
        )
    if trouble == Trouble.BUSY and wait is not None:
        return OpgaveError(
            "{url} is too busy (status {status}) and asks to wait {seconds} seconds: try again later.",
            url=url,
            status=status,
            seconds=round(wait),
        )
    return OpgaveError("{url} reports an internal error (status {status}): try again later.", url=url, status=status)


def silent(url: str, limits: Limits) -> OpgaveError:
    """Return the sentence for a time limit that passed."""
    return NoAnswer(
        "{url} gave no complete answer within {seconds} s: try again later.",
        url=without_secrets(url),
        seconds=round(limits.seconds, 1),
    )


def unreachable(url: str, reason: str) -> OpgaveError:
    """Return the sentence for a host that cannot be reached."""
    return NoAnswer(
        "{url} does not answer ({reason}): check the address and the network, or try again later.",
        url=without_secrets(url),
        reason=without_secrets(reason),
    )


def bad_certificate(url: str, reason: str) -> OpgaveError:
    """Return the sentence for a certificate that is not in order."""
    return OpgaveError(
        "{url} cannot be trusted: the certificate is invalid ({reason}). Inform the publisher and do not send a password.",
        url=without_secrets(url),
        reason=reason,
    )


def in_a_circle(url: str) -> OpgaveError:
    """Return the sentence for redirects without end."""
    return OpgaveError("{url} redirects endlessly: inform the publisher.", url=without_secrets(url))


def too_large(url: str, size: int) -> OpgaveError:
    """Return the sentence for an answer beyond the limit, in bytes."""
    return OpgaveError(
        "{url} returns more than {megabytes} MB, which is too much to read: request less at once.",
        url=without_secrets(url),
        megabytes=round(size / MEGABYTE, 1),
    )


def unwritable(url: str, path: str, reason: str) -> OpgaveError:
    """Return the sentence for an answer that cannot be put into a file."""
    return OpgaveError(
        "The response of {url} cannot be written to '{path}' ({reason}): make room there, or check the permissions.",
        url=without_secrets(url),
        path=path,
        reason=reason,
    )


def cut_off(url: str, size: int) -> OpgaveError:
    """Return the sentence for an answer that breaks off."""
    return OpgaveError("The response of {url} was cut off after {size} bytes: try again later.", url=without_secrets(url), size=size)


def not_asked(url: str, host: str) -> OpgaveError:
    """Return the sentence for a request that was not made because its host is silent."""
    return NoAnswer(
        "{url} was not queried, because {host} did not answer earlier requests: try again later.", url=without_secrets(url), host=host
    )


def no_web_address(url: str) -> OpgaveError:
    """Return the sentence for an address that is none of the web."""
    return OpgaveError("{url} is not asked, because its address does not begin with http or https: correct it.", url=without_secrets(url))
