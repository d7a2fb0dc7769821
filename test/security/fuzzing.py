"""Documents and answers changed at random, the same for the same seed: something of another type, gone, doubled, very large, cut off."""

import copy
import faulthandler
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from opgavenkaart.processing.model.trust import host_name, is_inside_name
from opgavenkaart.processing.sources.network import inside
from opgavenkaart.processing.sources.network.fetch import fetch_all
from opgavenkaart.processing.sources.network.requests import Reply
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.servers_replay import Answer, replay

ASKED = int(os.environ.get("OPGAVENKAART_FUZZ", "0"))
"""So many cases of each kind, where somebody says how many."""
SECONDS = float(os.environ.get("OPGAVENKAART_FUZZ_SECONDS", "inf"))
"""For so long of each kind, where somebody says how long."""
HANG, WAITING, GROWTH = 10.0, 120.0, 500 << 10
"""Seconds that one case may compute, and take with what it waits for (a busy computer among that), and kilobytes that a kind may add to
the program, where somebody fuzzes by hand."""
SEED = int(os.environ.get("OPGAVENKAART_SEED", "1"))
VALUES = (
    *(None, True, False, 0, -1, 1, 2**63, -(10**12), 10**400, 1e308, -0.0, 0.1),
    *("", " ", "x", "²", "\u202e", "\x1b[2J", "a" * 5000, "../..", "/dev/zero", "http://[::1", "file:///x", "2026-02-30", "P0D", "EPSG:0"),
    *("{nis_code}", "{", "%s", "1e999", "<b>", "=1+1", "nan", "\ud800".encode("utf-8", "replace").decode(), "\x00"),
    *([], {}, [[]], [None], {"": None}, {"x": {"y": []}}, [1, "a", {}], ["x"] * 300),
)
BYTES = (
    b"\x00",
    b"\xff",
    b"<",
    b">",
    b"&",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"\xe2\x80\xae",
    b"9" * 400,
    b"<!--",
    b"]]>",
    b"%00",
    b"\r\n",
)


def cases(short: int, full: int) -> int:
    """Return how many cases a test tries."""
    return ASKED or (full if LONG else short)


tried = {"cases": 0, "watched": 0.0}
"""How many cases the kind at hand had, and since when the watch over them runs."""


@contextmanager
def within_bounds(kind: str) -> Iterator[None]:
    """Fail where a kind lets the program grow, and end it, with where it stands, where one case takes too long; only by hand."""
    before, start = memory_peak(), time.monotonic()
    tried.update(cases=0, watched=0.0)
    yield
    watch(0)
    grown = memory_peak() - before
    if ASKED:
        print(  # noqa: T201
            f"\n{kind}: {tried['cases']} cases in {time.monotonic() - start:.0f} s, {grown >> 10} MB more", flush=True
        )
    assert not ASKED or grown < GROWTH


def memory_peak() -> int:
    """Return the most memory that this program had, in kilobytes; nothing where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def in_time(count: int) -> Iterator[int]:
    """Yield numbers of cases as long as there is time, and watch over each."""
    until = time.monotonic() + SECONDS
    for number in range(count):
        if ASKED and time.monotonic() > until:
            return
        if ASKED and time.monotonic() > tried["watched"] + 1:  # to set it for each case costs more than the case
            watch(HANG)
            tried["watched"] = time.monotonic()
        tried["cases"] += 1
        yield number


def watch(seconds: float) -> None:
    """End the program, with where it stands, once it has computed for so long from now, or waited far longer; 0: watch no more."""
    faulthandler.cancel_dump_traceback_later()
    if seconds:
        faulthandler.dump_traceback_later(WAITING if hasattr(signal, "SIGPROF") else seconds, exit=True, file=sys.__stderr__)
    if hasattr(signal, "SIGPROF"):  # the clock of a computer with other work tells nothing
        faulthandler.register(signal.SIGPROF, file=sys.__stderr__, chain=True)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def places_in(document, path=()) -> Iterator[tuple]:
    """Yield the path of every value in a document."""
    yield path
    inside = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    for key, value in inside:
        yield from places_in(value, (*path, key))


def mutated_documents(documents: list, count: int) -> Iterator:
    """Yield documents, each one of those given with one to four changes."""
    chance = random.Random(SEED)
    known = [(json.dumps(one), list(places_in(one))) for one in documents]
    for _ in in_time(count):
        text, places = chance.choice(known)
        document = json.loads(text)
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            document = change(document, chance.choice(places), chance)
        yield document


def change(document, path: tuple, chance: random.Random):
    """Return a document with the value at a path changed; as it is where an earlier change took that place away."""
    if not path:
        return copy.deepcopy(chance.choice(VALUES)) if chance.random() < 0.2 else document
    holder = document
    for key in path[:-1]:
        try:
            holder = holder[key]
        except (KeyError, IndexError, TypeError):
            return document
    key = path[-1]
    if not (isinstance(holder, dict) and key in holder or isinstance(holder, list) and isinstance(key, int) and key < len(holder)):
        return document
    how = chance.randrange(6)
    if how == 0:
        del holder[key]
    elif how == 1 and isinstance(holder, dict):
        holder[str(chance.choice(VALUES))[:40]] = holder.pop(key)
    elif how == 2 and isinstance(holder, list):
        holder.extend([holder[key]] * chance.choice((1, 5, 50)))
    elif how == 3:
        holder[key] = [holder[key]]
    else:
        holder[key] = copy.deepcopy(chance.choice(VALUES))
    return document


def mutated_texts(texts: list[bytes], count: int) -> Iterator[bytes]:
    """Yield texts, each one of those given with bytes put in, taken out, doubled, or cut off."""
    chance = random.Random(SEED)
    for _ in in_time(count):
        content = bytearray(chance.choice(texts))
        for _ in range(chance.choice((1, 1, 2, 6))):
            place = chance.randrange(len(content) + 1)
            end = min(place + chance.choice((1, 3, 20, 200)), len(content))
            how = chance.randrange(5)
            if how == 0:
                del content[place:end]
            elif how == 1:
                content[place:place] = content[place:end]
            elif how == 2:
                del content[place:]
            else:
                content[place : place + how - 3] = chance.choice(BYTES)
        yield bytes(content)


@contextmanager
def answering(texts: dict[str, bytes]) -> Iterator[str]:
    """Yield the address of a server that answers all requests with ``texts["now"]``; without a network where somebody fuzzes by hand."""
    if not ASKED:
        with replay({"/ows": lambda query, before: Answer(texts["now"])}) as server:
            yield server.url
        return

    def answer(asks, *_, **__) -> list[Reply]:
        return [Reply(ask, ask.url, 200, texts["now"], {}) for ask in asks]

    with pytest.MonkeyPatch.context() as patched:
        for name, module in list(sys.modules.items()):
            if name.startswith("opgavenkaart.") and getattr(module, "fetch_all", None) is fetch_all:
                patched.setattr(module, "fetch_all", answer)
        patched.setattr(inside, "is_inside", lambda netloc: is_inside_name(host_name(netloc)))
        yield "http://127.0.0.1:1"


def written(document) -> str:
    """Return a document as JSON; numbers that JSON does not have stand in it all the same."""
    return json.dumps(document)
