"""A real headless Chromium with software WebGL, that may ask nothing of the outside."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser")
OPTIONS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox")
DRAWN_MS = 60_000


def found() -> str:
    """Return the program; empty where the system has none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def chromium() -> str:
    """Return the program; skip the test, with the reason, where the system has none."""
    program = found()
    if not program:
        pytest.skip("no Chromium: the system has no package with that browser")
    return program


@contextmanager
def browser() -> Iterator:
    """Start the browser, and end it."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        try:
            yield running
        finally:
            running.close()


@dataclass
class Visit:
    """A page that was opened, with what went wrong in it.

    Attributes
    ----------
    complaints : list of str
        Errors and warnings of the console, and exceptions.
    outside : list of str
        Addresses that were asked and are not below the page's own folder; each was refused.
    """

    page: object
    folder: str
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note complaints, and refuse what lies outside."""
        self.page.on("console", lambda one: one.type in ("error", "warning") and self.complaints.append(one.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: None if self.inside(request.url) else self.outside.append(request.url))
        self.page.route(lambda url: not self.inside(url), lambda route: route.abort())

    def inside(self, url: str) -> bool:
        return url.startswith((self.folder, "blob:", "data:"))

    def drawn(self, number: int = 0) -> None:
        """Wait until a map is drawn."""
        self.page.wait_for_selector(f"html[data-drawn-{number}]", state="attached", timeout=DRAWN_MS)


def wait_until(page, condition: str, arg=None) -> None:
    """Wait until JavaScript holds in a page; by asking from here, for within the page its policy lets no text become code."""
    until = time.monotonic() + DRAWN_MS / 1000
    while not page.evaluate(condition, arg):
        assert time.monotonic() < until, f"{condition} never came to hold"
        page.wait_for_timeout(20)


@contextmanager
def opened(running, place: Path | str, hash: str = "", **options) -> Iterator[Visit]:
    """Open ``index.html`` of a folder (from disk) or below an address, in a window of its own."""
    folder = place.resolve().as_uri() if isinstance(place, Path) else place
    context = running.new_context(**{"viewport": {"width": 1300, "height": 850}, **options})
    try:
        visit = Visit(context.new_page(), folder)
        visit.watch()
        visit.page.goto(f"{folder}/index.html{hash}")
        yield visit
    finally:
        context.close()
