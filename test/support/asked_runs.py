"""Runs of algorithms that a part of the window asks for, kept instead of begun: what it asks, and what it makes of what comes back."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace

from opgavenkaart.ui.asking_project import asking_project
from qgis.core import QgsProcessingContext


class AskedRun:
    """A run as `ui.task_runner.Run` has it; it ends when a test says so."""

    def __init__(self, name: str, inputs: dict, done: Callable, told: Callable | None = None):
        self.name, self.inputs, self.done, self.told = name, inputs, done, told
        self.ok, self.cancelled, self.results, self.is_left = False, False, {}, False
        self.feedback = SimpleNamespace(infos=[], warnings=[], errors=[])
        self.context, self.project = QgsProcessingContext(), asking_project()

    def cancel(self):
        self.cancelled = True

    def leave(self):
        self.is_left = True

    def end(self, results: dict | None = None, *, errors=(), warnings=()):
        """Let it end well with results, or without them because of errors or because it was cancelled."""
        self.ok, self.results = results is not None, results or {}
        self.feedback.errors += errors
        self.feedback.warnings += warnings
        self.done(self)


class AskedRuns:
    """Stands where modules have `Run`; `asked` are the runs, the last one last."""

    def __init__(self, monkeypatch, *modules: ModuleType):
        self.asked: list[AskedRun] = []
        for module in modules:
            monkeypatch.setattr(module, "Run", self)

    def __call__(self, name, inputs, done, told=None, noted=True) -> AskedRun:
        self.asked.append(AskedRun(name, inputs, done, told))
        return self.asked[-1]

    @property
    def last(self) -> AskedRun:
        return self.asked[-1]
