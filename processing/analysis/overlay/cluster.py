"""Tiles worked on by the workers of a Dask cluster, which need no QGIS and get this code sent.

The state of a tile is the result of a task and stays on the worker that made it. Dask knows from which tasks it follows, all of
which are repeatable, so that what a lost worker held is made again by the others.
"""

from __future__ import annotations

import hashlib
import io
import pickle  # nosec B403
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import Cancelled, OpgaveError
from ...model.progress import Progress
from .noding import Unsettled
from .store import Handle
from .workplaces import (
    PATIENCE,
    After,
    Item,
    Message,
    News,
    Result,
    State,
    Task,
    Work,
    Workplace,
    ahead,
    threads,
    wait_for_result,
)

if TYPE_CHECKING:
    import distributed

    Sent = tuple[distributed.Future[Any], Future[bytes]]
    """A task of the cluster, and what will be told of it."""


PACKAGE, _, _ = __name__.partition(".processing.")
ROOT = Path(__file__).parents[3]
SENT = ("processing/__init__.py", "processing/model/*.py", "processing/analysis/__init__.py", "processing/analysis/overlay/*.py")
"""The code that workers need."""
MARK = "SENT_TO_WORKERS"
"""What the package that was sent there has, and no other."""
UNDER_WAY = 3
"""Tiles on their way for each thread of the cluster: enough that none waits for the network."""
GATHERERS = 16
"""Threads that fetch news as it comes in."""
TILE_SCALE = 3
"""How much larger tiles are here: a tile that travels costs some hundredths of a second whatever its size."""
PROVEN = ("tls", "inproc")
"""Schemes of schedulers with a certificate, and of those in this very process."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LARGE_MESSAGE = "1 GiB"
"""What Dask may warn of; the messages of this engine are some 10 MB."""
LOOK_EVERY = 1.0
"""Seconds between two looks at whether there are workers."""
PROTOCOL = 5
"""Of pickled messages: arrays go as they are."""
ANSWER_WITHIN = 10.0
"""Seconds in which a scheduler has to answer."""
WORKERS_WITHIN = 60.0
"""Seconds that a run waits for workers when there is none left."""


class Cluster(Workplace):
    """Works on tiles on other machines, and on this one on what only this one can.

    Parameters
    ----------
    progress : Progress
    address : str
        Of the scheduler: ``host:port``, or as Dask writes it, such as ``tls://host:port``.
    here : Workplace
        Does the work that stays on this machine.

    Raises
    ------
    OpgaveError
        If Dask is not installed here, or no scheduler with workers answers.
    """

    def __init__(self, progress: Progress, address: str, here: Workplace):
        super().__init__(progress)
        self.address, self.here = address, here
        self.do, self.tell = _errands()
        self.tile_scale = TILE_SCALE
        self.client = _connect_client(address, progress)
        self.gatherers = ThreadPoolExecutor(GATHERERS)
        self.looked = self.seen_workers = time.monotonic()
        try:
            self._require_workers()
            _send_code(self.client)
        except BaseException:
            self._leave()
            raise

    def __exit__(self, *problem: object) -> None:
        self.here.__exit__(*problem)
        self._leave()

    def _leave(self) -> None:
        """The cluster forgets a client's tasks when it is gone."""
        with suppress(Exception):
            self.client.close(timeout=LOOK_EVERY)
        self.gatherers.shutdown(wait=False, cancel_futures=True)

    def finish(
        self, function: Work[State, Message, After, News], last: Callable[[News], Result], tasks: Iterable[Task[State, Message]], count: int
    ) -> Iterator[Result]:
        """Yield ``last(news)`` of work on tiles; ``last`` is done on this machine."""
        return self.in_order(last, (news for _, news in self.work(function, tasks, count)))

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` of each item, in order, from threads of this machine."""
        return self.here.in_order(function, items)

    def results(
        self, function: Work[State, Message, After, News], tasks: Iterable[Task[State, Message]]
    ) -> Iterator[tuple[Handle[After], News]]:
        """Yield handles and news in order."""
        return ahead((self._sent(function, *task) for task in tasks), UNDER_WAY * max(self._threads(), 1), self._result)

    def _sent(self, function: Work[State, Message, After, News], handle: Handle[State], message: Message) -> Sent:
        try:
            done = self.client.submit(self.do, pickle.dumps((function, message), PROTOCOL), handle, pure=False)
            return done, self.gatherers.submit(self.client.submit(self.tell, done, pure=False).result)
        except Exception as error:
            raise self._lost(error) from error

    def _result(self, sent: Sent) -> tuple[Any, Any]:
        done, told = sent
        while not wait([told], PATIENCE).done:
            self.progress.check()
            self._look_for_workers()
        try:
            has_state, news = pickle.loads(told.result())  # noqa: S301  # nosec B301 - the user's own cluster runs our code
        except (OpgaveError, Unsettled):
            raise
        except (Exception, CancelledError) as error:
            raise self._failed(error) from error
        return done if has_state else None, news

    def _look_for_workers(self) -> None:
        now = time.monotonic()
        if now - self.looked < LOOK_EVERY:
            return
        self.looked = now
        if self._threads():
            self.seen_workers = now
        elif now - self.seen_workers > WORKERS_WITHIN:
            self._require_workers()

    def _require_workers(self) -> None:
        if not self._threads():
            raise OpgaveError("The Dask scheduler at {address} has no workers: start some.", address=self.address)

    def _threads(self) -> int:
        """Return how many threads the cluster's workers have; a client that connects anew has lost its tasks."""
        if self.client.status != "running":
            raise self._lost(OpgaveError("the connection was closed"))
        try:
            return sum(self.client.nthreads().values())
        except Exception as error:
            raise self._lost(error) from error

    def _lost(self, reason: Exception) -> OpgaveError:
        return OpgaveError("The Dask scheduler at {address} was lost: {reason}", address=self.address, reason=reason)

    def _failed(self, error: BaseException) -> OpgaveError:
        """Return what to say of a task that did not come back; on other machines anything may go wrong."""
        from distributed.scheduler import KilledWorker

        if isinstance(error, KilledWorker):
            return OpgaveError("A part of the overlay ended each Dask worker that took it: give workers more memory.")
        if isinstance(error, ImportError):
            return OpgaveError("A Dask worker lacks what the overlay needs: {reason}. Install numpy and shapely there.", reason=error)
        if isinstance(error, (OSError, TimeoutError, CancelledError)):
            return self._lost(error)
        return OpgaveError("A Dask worker could not do its part of the overlay: {reason}", reason=f"{type(error).__name__}: {error}")


def check_scheduler(address: str) -> None:
    """Check that a scheduler is one that proves who it is, or is on this computer: what it sends runs here.

    Raises
    ------
    OpgaveError
        It is neither.
    """
    scheme, _, rest = address.strip().rpartition("://")
    host = rest.partition("/")[0].rpartition(":")[0].strip("[]").lower()
    if scheme.lower() in PROVEN or scheme.lower() in ("", "tcp") and host in LOOPBACK:
        return
    raise OpgaveError(
        "SCHEDULER: '{address}' is not asked: a scheduler sends code that runs in QGIS, so it must prove who it is. Give an address that"
        " begins with tls:// (docs/overlay.md says how), or leave SCHEDULER empty.",
        address=address,
    )


def _connect_client(address: str, progress: Progress) -> distributed.Client:
    """Return a client of a scheduler; the user need not wait for one that does not answer."""
    check_scheduler(address)
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise OpgaveError(
            "SCHEDULER: QGIS's Python has no package 'distributed'; install it (pip install distributed), or leave SCHEDULER empty."
        ) from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGE_MESSAGE})
    pool = ThreadPoolExecutor(1)
    connecting = pool.submit(Client, address, timeout=ANSWER_WITHIN, set_as_default=False, name="overlay")
    pool.shutdown(wait=False)
    try:
        return wait_for_result(connecting, progress)
    except Cancelled:
        connecting.add_done_callback(_close_client)
        raise
    except Exception as error:
        raise OpgaveError(
            "SCHEDULER: no Dask scheduler answers at '{address}': start one, or leave SCHEDULER empty.", address=address
        ) from error


def _close_client(connecting: Future[distributed.Client]) -> None:
    with suppress(Exception):
        connecting.result().close(timeout=LOOK_EVERY)


def pack_code() -> bytes:
    """Return a zip file of all that a worker needs besides numpy and shapely, importable under the name that the plugin has here."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo(f"{PACKAGE}/__init__.py"), f"{MARK} = True\n")
        for path in sorted(path for pattern in SENT for path in ROOT.glob(pattern)):
            file.writestr(zipfile.ZipInfo(f"{PACKAGE}/{path.relative_to(ROOT).as_posix()}"), path.read_bytes())
    return buffer.getvalue()


def _send_code(client: distributed.Client) -> None:
    """Give this code to all workers, and to those that come later."""
    code = pack_code()
    client.register_plugin(_luggage(PACKAGE, MARK, code, f"{hashlib.sha256(code).hexdigest()[:16]}.zip"), name=PACKAGE)


def _luggage(package: str, mark: str, code: bytes, name: str) -> distributed.WorkerPlugin:
    """Return what brings code to a worker; code of another version that was sent there makes place, what was there by itself does not.

    It travels by value, as the errands do.
    """
    from distributed import WorkerPlugin

    class Luggage(WorkerPlugin):
        def setup(self, worker: distributed.Worker) -> None:
            import sys
            from pathlib import Path

            path = Path(worker.local_directory, f"{package}-code", name)
            there = sys.modules.get(package)
            if str(path) in sys.path or (there and not hasattr(there, mark)):
                return
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(code)
            sys.path[:] = [str(path), *(other for other in sys.path if Path(other).parent != path.parent)]
            for module in [module for module in sys.modules if module == package or module.startswith(f"{package}.")]:
                del sys.modules[module]

    return Luggage()


def _errands() -> tuple[Callable[[bytes, Any], Any], Callable[[Any], bytes]]:
    """Return the two tasks for each tile: the work, and what is told of it.

    They are made here, inside a function, and know nothing of this module: so they travel by value, through a scheduler that has not got
    this code. For the same reason messages and news travel packed.
    """
    import pickle  # nosec B403

    def do(packed: bytes, before: Any) -> Any:
        function, message = pickle.loads(packed)  # noqa: S301  # nosec B301 - from the client, as the code is
        return function(before and before[0], message)

    def tell(done: Any) -> bytes:
        state, news = done
        return pickle.dumps((state is not None, news), 5)

    return do, tell


def workplace(progress: Progress, workers: int = 0, scheduler: str = "") -> Workplace:
    """Return the cluster that a scheduler's address names, else so many threads of this machine."""
    if not scheduler:
        return threads(progress, workers)
    return Cluster(progress, scheduler, threads(progress, workers))
