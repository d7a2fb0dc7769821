"""A printed map as text: what stands where, in millimetres, and what it says; set beside what was read and judged in a file."""

import json
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.theme import theme
from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemScaleBar,
)

MILLIMETRE, POINT = 1.0, 0.3


def _told(item) -> dict:
    """Return where an item stands and what it shows."""
    place, size = item.positionWithUnits(), item.sizeWithUnits()
    told = {"mm": [round(number, 1) for number in (place.x(), place.y(), size.width(), size.height())]}
    if item.frameEnabled():
        told["frame"] = item.frameStrokeColor().name()
    if item.hasBackground() and item.backgroundColor().alpha():
        told["ground"] = item.backgroundColor().name()
    if isinstance(item, QgsLayoutItemLabel):
        form = item.textFormat()
        told |= {"text": item.text().replace("\n", " "), "points": round(form.size(), 1), "colour": form.color().name()}
        told |= {"bold": form.font().bold(), "align": int(item.hAlign())}
    elif isinstance(item, QgsLayoutItemLegend):
        model = item.model()
        told["layers"] = [
            [node.customProperty("legend/title-label"), [one.data(0) for one in model.layerLegendNodes(node)]]
            for node in model.rootGroup().findLayers()
        ]
    elif isinstance(item, QgsLayoutItemMap):
        told |= {"scale": float(f"{item.scale():.3g}"), "layers": [layer.name() for layer in item.layers()]}
        told["looks"] = len(item.layerStyleOverrides())
    elif isinstance(item, QgsLayoutItemScaleBar):
        told |= {"segments": item.numberOfSegments(), "units": item.unitsPerSegment(), "label": item.unitLabel()}
    return told


def tell_sheet(layout) -> dict:
    """Return the items of a layout by name, each with its box and what it shows."""
    items = [one for one in layout.items() if isinstance(one, QgsLayoutItem) and one.isVisible() and not isinstance(one, QgsLayoutItemPage)]
    told = {one.id(): _told(one) for one in sorted(items, key=lambda one: one.id())}
    return {"name": layout.name(), "items": json.loads(json.dumps(told))}


def _differences(found: dict, wanted: dict) -> list[str]:
    """Return what differs between two sheets by more than a millimetre, or at all."""
    if list(found["items"]) != list(wanted["items"]) or found["name"] != wanted["name"]:
        return [f"{found['name']}: {sorted(set(found['items']) ^ set(wanted['items']))}"]
    lines = []
    for id, one in found["items"].items():
        other = wanted["items"][id]
        for key in {**one, **other}:
            here, there = one.get(key), other.get(key)
            far = {"mm": MILLIMETRE, "points": POINT}.get(key)
            same = here == pytest.approx(there, abs=far) if far else here == there
            lines += [] if same else [f"{id}: {key} {here}, and not {there}"]
    return lines


def assert_sheet(layout, wanted: Path, built: Path):
    """Assert that a layout is as a file has it, within a millimetre; one that differs is written to the folder ``built``.

    Where the first font of the house style is not installed texts break elsewhere, and nothing is compared.
    """
    if theme().family() != theme().fonts[0]:
        return
    found = tell_sheet(layout)
    lines = _differences(found, json.loads(wanted.read_text(encoding="utf-8")) if wanted.exists() else {"name": "", "items": {}})
    if lines:
        built.mkdir(parents=True, exist_ok=True)
        (built / wanted.name).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert not lines, "\n".join(lines)
