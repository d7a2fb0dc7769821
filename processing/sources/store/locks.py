"""Lock files: of two who write, one has the lock and the other is told who; one that a dead program left is taken over."""

from __future__ import annotations

import json
import os
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...model.errors import OpgaveError
from ...model.progress import check_cancelled
from .durable_files import beside, claim

FORGOTTEN_SECONDS = 3600.0
"""Age at which a lock of another computer counts as left behind: whether its program still lives cannot be seen from here."""
TAKEOVER_SECONDS = 30.0
AHEAD_SECONDS = 300.0
"""How far the clock of the computer that made a lock may be ahead; one dated later is a fault, and counts as left behind."""
MOST_PROCESSES = 2**31
LOOK_SECONDS = 0.05


@dataclass(frozen=True)
class Holder:
    """Who holds a lock."""

    who: str = ""
    host: str = ""
    process: int = 0
    token: str = ""

    @property
    def is_dead(self) -> bool:
        """Whether it is a program of this computer that no longer runs."""
        if os.name != "posix" or self.host != socket.gethostname() or not self.process:
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False


@contextmanager
def lock_file(path: Path, who: str, written: Path, seconds: float = 0.0) -> Iterator[Holder]:
    """Hold a lock for the length of the block; wait for it for some seconds. ``written`` is what it guards, for the sentence.

    Raises
    ------
    OpgaveError
        Another holds it; the sentence says who.
    Cancelled
        While it was waited for.
    """
    holder = Holder(who, socket.gethostname(), os.getpid(), uuid.uuid4().hex)
    until = time.monotonic() + seconds
    while not take_lock(path, holder):
        take_away_forgotten(path)
        if take_lock(path, holder):
            break
        if time.monotonic() >= until:
            raise busy(path, written)
        check_cancelled()
        time.sleep(LOOK_SECONDS)
    try:
        yield holder
    finally:
        if is_held(path, holder):
            path.unlink(missing_ok=True)


def take_lock(path: Path, holder: Holder) -> bool:
    """Make the lock file if there is none; whether that was done. It appears with its holder in it, however early the program is killed."""
    try:
        with beside(path) as temporary:
            temporary.write_text(json.dumps(vars(holder)), encoding="utf-8")
            claim(temporary, path)
    except FileExistsError:
        return False
    except PermissionError:
        if os.name == "posix":
            raise
        return False
    return True


def read_holder(path: Path) -> Holder:
    """Return who holds a lock; nobody in particular where its file is just being made."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        who, host, process, token = (document.get(name) for name in ("who", "host", "process", "token"))
    except (OSError, ValueError, AttributeError, RecursionError):
        return Holder()
    texts = [one if isinstance(one, str) else "" for one in (who, host, token)]
    return Holder(texts[0], texts[1], process if type(process) is int and 0 < process < MOST_PROCESSES else 0, texts[2])


def is_held(path: Path, holder: Holder) -> bool:
    """Whether a lock is still ours: one that lasted too long may have been taken over."""
    return read_holder(path).token == holder.token


def is_forgotten(path: Path) -> bool:
    """Whether a lock was left by a program that is gone."""
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        return False
    return not -AHEAD_SECONDS <= age <= FORGOTTEN_SECONDS or read_holder(path).is_dead


def take_away_forgotten(path: Path) -> None:
    """Remove a lock that was left behind; one at a time, so that nobody removes the lock that another has just made."""
    if not is_forgotten(path):
        return
    turn = path.with_name(f"{path.name}.turn")
    with suppress(OSError):
        if time.time() - turn.stat().st_mtime > TAKEOVER_SECONDS:
            turn.unlink()
    try:
        os.close(os.open(turn, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o664))
    except OSError:
        return
    try:
        if is_forgotten(path):
            path.unlink(missing_ok=True)
    finally:
        turn.unlink(missing_ok=True)


def busy(path: Path, written: Path) -> OpgaveError:
    """Return the sentence for a lock that another holds."""
    holder = read_holder(path)
    return OpgaveError(
        "{who} on {host} is writing '{place}' at this moment, so nothing was changed: look at what they made, then try again. Where that"
        " program has stopped, remove the file '{lock}'.",
        who=holder.who or "?",
        host=holder.host or "?",
        place=written,
        lock=path,
    )
