"""The door of the network: one request, or many at once, from whatever thread asks."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from dataclasses import replace

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...model.errors import OpgaveError
from ...model.file_places import WEB
from ...model.progress import SILENT, Progress
from ...model.trust import current_trust
from ...qgis_io.authentication import not_for, opens, resource_of
from ...qgis_io.turns import let_others_work
from . import sentences
from .requests import GetRequest, Limits, Reply, Trouble
from .worker import Worker, plain_request

LOOK_SECONDS = 0.1


def fetch(ask: GetRequest, limits: Limits | None = None, progress: Progress = SILENT) -> Reply:
    """Return the answer to a request.

    Raises
    ------
    OpgaveError
        No good answer came; the sentence says why and what to do.
    """
    reply = fetch_all([ask], limits, progress, show=False)[0]
    if reply.error:
        raise reply.error
    return reply


def fetch_all(asks: Sequence[GetRequest], limits: Limits | None = None, progress: Progress = SILENT, show: bool = True) -> list[Reply]:
    """Return the answers to many requests, in their order; what failed says so in its `Reply`.

    They run in a thread of their own, so this may be called from any thread, with or without an event loop. A cancel
    ends all of them at once.

    Parameters
    ----------
    limits : Limits, optional
    show : bool
        Move the progress bar.

    Raises
    ------
    Cancelled
    """
    limits = limits or Limits()
    replies: dict[int, Reply] = {}
    prepared: dict[int, QNetworkRequest] = {}
    for index, ask in enumerate(asks):
        if QUrl(ask.url).scheme().lower() not in WEB:
            replies[index] = Reply(ask, ask.url, trouble=Trouble.NOT_ASKED, error=sentences.no_web_address(ask.url))
            continue
        request = with_authentication(ask)
        if request is None:
            replies[index] = Reply(ask, ask.url, trouble=Trouble.AUTHENTICATION, error=not_for(ask.auth, ask.url))
        else:
            prepared[index] = request
    places = list(prepared)
    worker = Worker([asks[place] for place in places], list(prepared.values()), limits, current_trust())
    worker.start()
    try:
        while len(replies) < len(asks):
            progress.check()
            if show:
                progress.update(len(replies) / len(asks))
            collect(worker, places, replies)
    finally:
        worker.stop.set()
        worker.wait()
    return [with_reason(replies[index]) for index in range(len(asks))]


def with_reason(reply: Reply) -> Reply:
    """Return an answer that was refused with the reason where it was asked without the authentication that is for another host."""
    if reply.trouble == Trouble.DENIED and reply.ask.auth and not opens(reply.ask.auth, reply.ask.url):
        return replace(reply, error=not_for(reply.ask.auth, reply.ask.url))
    return reply


def collect(worker: Worker, places: list[int], replies: dict[int, Reply]) -> None:
    """Wait a moment for an answer and put it in its place."""
    try:
        with let_others_work():
            index, reply = worker.done.get(timeout=LOOK_SECONDS)
    except queue.Empty:
        if worker.isFinished() and worker.done.empty():
            raise OpgaveError("The requests ended without a response: see the log messages of QGIS for the reason.") from None
        return
    replies[places[index]] = reply


def with_authentication(ask: GetRequest) -> QNetworkRequest | None:
    """Return the request with its secrets; without them where these are for another host; None where QGIS cannot give them, or nobody
    said for which host they are.

    Called in the caller's thread: QGIS may ask for the master password.
    """
    request = plain_request(ask)
    if not ask.auth or resource_of(ask.auth) and not opens(ask.auth, ask.url):
        return request
    if not resource_of(ask.auth):
        return None
    done, request = QgsApplication.authManager().updateNetworkRequest(request, ask.auth)
    return request if done else None
