"""Whose turn it is: a bounded number of requests a host, whoever asks, and none for hosts that stay silent."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .requests import Limits

Job = TypeVar("Job")
STRIKES = 2
"""Requests in a row without any sign of life after which a host that never answered is asked nothing more."""
LATER_STRIKES = 8
"""The same for a host that answered before."""


class HostSlots:
    """How many requests run to each host, of all who ask at present."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, host: str, most: int) -> bool:
        """Take one of so many slots of a host; return whether one was free."""
        with self._lock:
            free = self._running[host] < most
            self._running[host] += free
        return free

    def give_back(self, host: str) -> None:
        """Give a slot of a host back."""
        with self._lock:
            self._running[host] -= 1


@dataclass
class _Host(Generic[Job]):
    waiting: deque[Job] = field(default_factory=deque)
    running: int = 0
    answered: bool = False
    strikes: int = 0
    not_before: float = 0.0

    @property
    def is_given_up(self) -> bool:
        """Whether it has been silent for too long."""
        return self.strikes >= (LATER_STRIKES if self.answered else STRIKES)

    def is_free(self, now: float, limits: Limits) -> bool:
        """Whether it may be asked something now."""
        return bool(self.waiting) and now >= self.not_before and self.running < (limits.a_host if self.answered else 1)


class Hosts(Generic[Job]):
    """Queues of jobs, one a host, served in turn.

    Parameters
    ----------
    limits : Limits
    slots : HostSlots, optional
        Shared with others who ask the same hosts.
    """

    def __init__(self, limits: Limits, slots: HostSlots | None = None):
        self.limits = limits
        self._slots = slots or HostSlots()
        self.running = 0
        self._hosts: dict[str, _Host[Job]] = {}

    def add(self, host: str, job: Job) -> None:
        """Queue a job."""
        self._hosts.setdefault(host, _Host()).waiting.append(job)

    def next_jobs(self, now: float) -> Iterator[tuple[str, Job]]:
        """Yield the jobs that may start now, one a host and round again, until no slot is free."""
        progress = True
        while progress:
            progress = False
            for name, host in self._hosts.items():
                if self.running < self.limits.at_once and host.is_free(now, self.limits) and self._slots.take(name, self.limits.a_host):
                    host.running += 1
                    self.running += 1
                    progress = True
                    yield name, host.waiting.popleft()

    def done(self, host: str, alive: bool) -> None:
        """Give the slot back; ``alive``: the host gave a sign of life."""
        state = self._hosts[host]
        self._slots.give_back(host)
        state.running -= 1
        self.running -= 1
        state.answered = state.answered or alive
        state.strikes = 0 if alive else state.strikes + 1

    def leave(self) -> None:
        """Give back the slots of all that runs, which is not awaited."""
        for name, state in self._hosts.items():
            for _ in range(state.running):
                self._slots.give_back(name)
            state.running = 0

    def pause(self, host: str, until: float) -> None:
        """Ask the host nothing before that moment."""
        state = self._hosts[host]
        state.not_before = max(state.not_before, until)

    def given_up(self) -> Iterator[Job]:
        """Yield, and forget, the waiting jobs of hosts that stay silent."""
        for state in self._hosts.values():
            while state.waiting and state.is_given_up:
                yield state.waiting.popleft()
