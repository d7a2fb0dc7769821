"""The folder of a web map: the page, what it shows, and what it runs on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from ...analysis.classes import map_classes
from ...cartography.theme import Theme
from ...model.errors import OpgaveError
from ...model.files import RESOURCES, plugin_version
from ...model.progress import SILENT, Progress
from ...texts.language import Language
from ...texts.templates import render
from ..bundles import Bundle
from . import background
from .one_scale import COMPARISON_TEXTS, put_on_one_scale
from .palettes import page_palettes
from .shapes import ShapeWriter, pen_for
from .subject import Subject, describe_subject, read_subject
from .words import page_texts

INDEX_PAGE, DATA = "index.html", "data.js"
WEB = RESOURCES / "web"


@dataclass(frozen=True)
class PageLook:
    """How the page looks, and what it speaks."""

    theme: Theme
    language: Language


def file_names() -> list[str]:
    """Return the names of the files that every web map has."""
    return [INDEX_PAGE, DATA, *sorted(file.name for file in WEB.iterdir())]


def write_web_map(bundles: Sequence[Bundle], folder: Path, look: PageLook, progress: Progress = SILENT) -> None:
    """Write the web map of one bundle, or of two with a divider between them.

    Parameters
    ----------
    folder : Path
        Best one of `outputs.whole_folder`, so that all files appear, or none.

    Raises
    ------
    OpgaveError
        A bundle lacks what the map needs, or the two do not lie in the same place.
    """
    progress.step("Reading the bundles")
    subjects = [read_subject(bundle, progress) for bundle in bundles]
    check_place(subjects)
    content = page_content(subjects, look, progress)
    progress.step("Writing the page")
    for file in sorted(WEB.iterdir()):
        shutil.copyfile(file, folder / file.name)
    (folder / DATA).write_text(as_script(content), encoding="utf-8")
    first = content["challenges"][0]
    shown = {
        "first": first,
        "comparison": content["comparison"],
        "pair": len(subjects) > 1,
        "logo": logo(look.theme, folder),
        "version": plugin_version(),
        "palettes": content["palettes"],
        "fonts": content["fonts"],
    }
    (folder / INDEX_PAGE).write_text(render("web_map.html", shown, look.language), encoding="utf-8")
    progress.update(1.0)


def as_script(content: dict) -> str:
    """Return the script that hands the page its data: as text, which a browser reads ten times as fast as a script's own objects."""
    written = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    quoted = written.replace("\\", "\\\\").replace("'", "\\'")
    return f"window.OPGAVENKAART=JSON.parse('{quoted}');\n"


def check_place(subjects: Sequence[Subject]) -> None:
    """Check that two bundles can lie over each other.

    Raises
    ------
    OpgaveError
        They do not meet.
    """
    boxes = [shapely.box(*shapely.total_bounds(subject.units.geometry)) for subject in subjects]
    if not shapely.intersects(boxes[0], boxes[-1]):
        names = [subject.bundle.folder for subject in subjects]
        raise OpgaveError(
            "'{first}' and '{second}' cover different areas: give two maps of the same area.", first=names[0], second=names[1]
        )


def page_content(subjects: Sequence[Subject], look: PageLook, progress: Progress) -> dict:
    """Return all that the page shows, as plain values."""
    subjects, comparison = put_on_one_scale(subjects)
    pen, first = pen_for([subject.units for subject in subjects]), subjects[0].bundle
    breaks = list(map_classes(np.concatenate([subject.index for subject in subjects])).edges)
    progress.step("Drawing the challenges")
    shared = shared_values(subjects) if comparison else {}
    challenges = [describe_subject(subject, pen, breaks, look.language, shared) for subject in subjects]
    tell_apart(challenges, [subject.bundle.folder.name for subject in subjects])
    progress.step("Drawing the background")
    layers = {layer["id"]: layer for subject in subjects for layer in list_layers(subject, pen, look, progress)}
    return {
        "language": look.language.code,
        "texts": page_texts(look.language),
        "place": pen.facts(),
        "palettes": page_palettes(look.theme),
        "fonts": list(look.theme.fonts),
        "ground": background.background(first, pen, look.theme, progress),
        "areas": background.areas(first, pen, progress),
        "outlines": background.outlines(subjects, pen),
        "layers": list(layers.values()),
        "challenges": challenges,
        "comparison": look.language.tr(COMPARISON_TEXTS[comparison], title=challenges[0]["title"]) if comparison else "",
    }


def shared_values(subjects: Sequence[Subject]) -> dict[str, np.ndarray]:
    """Return the values of each indicator in all subjects together, by its id: two vintages are shown in the same classes."""
    ids = {one.id for subject in subjects for one in subject.challenge.every_indicator}
    tables = [subject.units.table for subject in subjects]
    return {id: np.concatenate([table[id].to_numpy(dtype=float) for table in tables]) for id in ids if all(id in table for table in tables)}


def tell_apart(challenges: Sequence[dict], folders: Sequence[str]) -> None:
    """Give two results of one challenge titles that differ: by the day they speak of, or else by their folders."""
    if len({one["title"] for one in challenges}) == len(challenges):
        return
    days = [one["day"] for one in challenges]
    for one, mark in zip(challenges, days if len(set(days)) == len(days) else folders, strict=True):
        one["title"] = f"{one['title']} ({mark})"


def list_layers(subject: Subject, pen: ShapeWriter, look: PageLook, progress: Progress) -> list[dict]:
    """Return the layers of a bundle that may be passed on."""
    return list(background.used_layers(subject.bundle, pen, look.language, progress))


def logo(theme: Theme, folder: Path) -> str:
    """Copy the house style's logo beside the page, and return its name; empty where there is none."""
    if not theme.logo:
        return ""
    source = Path(theme.logo)
    target = folder / f"logo{source.suffix.lower()}"
    shutil.copyfile(source, target)
    return target.name
