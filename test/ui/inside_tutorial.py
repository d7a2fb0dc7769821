"""The ten minutes of docs/handleiding.md inside QGIS: what the tests of the docks do, in one window."""

from opgavenkaart.test.ui import inside_catalogue, inside_challenge, inside_map, inside_planning, inside_planning_mishaps, inside_window

PARTS = {
    "window": inside_window,
    "catalogue": inside_catalogue,
    "challenge": inside_challenge,
    "map": inside_map,
    "planning": inside_planning,
    "mishaps": inside_planning_mishaps,
}
clear_notices = inside_window.clear_notices


def at(part: str, step: str, inputs: dict):
    """Do in one part of the window what the functions of its tests do."""
    return getattr(PARTS[part], step)(**inputs)


def open_dock(part: str) -> bool:
    """Open a dock by its menu entry."""
    return PARTS[part].ours.open()


def clusters() -> int:
    """Return how many clusters the challenge dock lists, once it knows how sure they are."""
    panel = inside_challenge.panel()
    result = panel.live.result
    return len(panel.clusters.model().rows) if inside_challenge.idle() and result and result.certain is not None else 0


def step_back() -> str:
    """Press Ctrl+Z where the focus is; return the weights that then stand there."""
    inside_challenge.keys(key="Key_Z", modifier="ControlModifier")
    return inside_challenge.texts()[0][3]
