"""The atlas in its folder: one PDF, or a file a page; what a stopped run has made is kept and used by the next."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import unicodedata
from dataclasses import replace
from functools import reduce
from operator import or_
from pathlib import Path

from ...cartography.page import FORMATS
from ...model.codec import to_json
from ...model.errors import OpgaveError
from ...model.files import file_hash, plugin_version
from ...model.progress import Progress
from ...qgis_io.earlier_files import check_foreign, leave_receipt, question_of, read_receipt, write_noted_folder
from ...qgis_io.outputs import made_parents, remove_empty, said_when_refused
from .pages import PageShortcomings
from .processes import make_apart, process_count
from .writing import AtlasJob, make_parts

WORK = ".atlas-"
"""How the name of the folder begins in which pages wait until all are there."""
PART_SIZE = 25
"""Pages of one part of a PDF: what is lost at a stop, at most, for each process, some seconds of work."""
NAME_LENGTH = 60
PDF_NAME = "atlas.pdf"


def make_atlas(
    job: AtlasJob, folder: str | Path, bundle_files: list[Path], progress: Progress, subject: object = ""
) -> tuple[list[Path], str]:
    """Make the atlas; return its files, and the path of the one PDF (empty for a file a page).

    Parameters
    ----------
    bundle_files : list of Path
        Files that the pages show: when one has changed, pages of a stopped run are not used.
    subject : plain value
        What the atlas is of: one of the same takes the place of an earlier one.
    """
    target = Path(folder).resolve()
    if target.is_file():
        raise OpgaveError("'{path}' is a file: give the path of a folder.", path=target)
    job = replace(job, part_size=part_size(job, progress))
    work = target / f"{WORK}{signature(job, bundle_files)}"
    check_foreign(target, names_of(job), read_receipt(target))
    progress.step("Making {count} pages", count=len(job.pages))
    with said_when_refused(target), made_parents(target):
        work.mkdir(parents=True, exist_ok=True)
        clear_others(target, work)
    try:
        make_missing(job, work, progress)
    finally:
        remove_empty([work, target])
    progress.step("Assembling the atlas")
    question = question_of(subject, job.template, job.paper, job.orientation, job.language, job.title)
    with said_when_refused(target):
        files = put_together(job, work, target, question, progress)
    shutil.rmtree(work, ignore_errors=True)
    return files, str(files[0]) if job.kind == "pdf" else ""


def part_size(job: AtlasJob, progress: Progress) -> int:
    """Return how many pages a part has; without `pypdf` one PDF is one part."""
    if job.kind != "pdf":
        return 1
    if importlib.util.find_spec("pypdf"):
        return PART_SIZE
    progress.warn("The Python package pypdf is missing: the PDF is made in one process, has no bookmarks, and a stopped run starts again.")
    return len(job.pages)


def signature(job: AtlasJob, files: list[Path]) -> str:
    """Return a short text that differs when pages would."""
    digest = hashlib.sha256(json.dumps(to_json(job)).encode())
    digest.update(plugin_version().encode())
    for file in [*files, *([Path(job.theme)] if job.theme else [])]:
        digest.update(file_hash(file).encode())
    return digest.hexdigest()[:16]


def clear_others(target: Path, work: Path) -> None:
    """Remove what stopped runs of another atlas left, and half a page of this one."""
    for folder in target.glob(f"{WORK}*"):
        if folder != work:
            shutil.rmtree(folder, ignore_errors=True)
    for half in work.glob(".*"):
        half.unlink(missing_ok=True)


def make_missing(job: AtlasJob, work: Path, progress: Progress) -> None:
    """Make the parts that are not there yet, and say how many pages were, and which lack room."""
    missing = [number for number in range(job.part_count) if not job.path(work, number).is_file()]
    total = len(job.pages)
    done = total - sum(len(job.part(number)) for number in missing)
    if done:
        progress.note("{done} of {total} pages were kept from an earlier run.", done=done, total=total)
    count = process_count(job, len(missing))
    making = make_apart(job, missing, work, count, progress) if count > 1 else make_parts(job, missing, work, progress)
    warn_of_shortcomings(reduce(or_, making, PageShortcomings()), progress)


def warn_of_shortcomings(found: PageShortcomings, progress: Progress) -> None:
    """Say which pages are not as they should be."""
    if found.shortened:
        progress.warn(
            "Not everything fits on pages {pages}: a text was shortened or left out. Choose a larger paper size.",
            pages=list_numbers(found.shortened),
        )
    if found.bare:
        progress.warn(
            "The background is incomplete on pages {pages}: these pages show layers of the data instead.", pages=list_numbers(found.bare)
        )


def list_numbers(numbers: tuple[int, ...]) -> str:
    """Return numbers in a row."""
    return ", ".join(map(str, numbers))


def put_together(job: AtlasJob, work: Path, target: Path, question: str, progress: Progress) -> list[Path]:
    """Give the finished pages their place and names, all or none."""
    parts, names = [job.path(work, number) for number in range(job.part_count)], names_of(job)
    with write_noted_folder(target, question, names, progress) as temporary:
        if job.kind == "pdf" and importlib.util.find_spec("pypdf"):
            merge(job, parts, temporary / PDF_NAME, progress)
        else:
            for part, name in zip(parts, names, strict=True):
                progress.check()
                shutil.copy(part, temporary / name)
        leave_receipt(temporary, target, question)
    return [target / name for name in names]


def names_of(job: AtlasJob) -> list[str]:
    """Return the names of the atlas's files."""
    return [PDF_NAME] if job.kind == "pdf" else [file_name(job, number) for number in range(job.part_count)]


def merge(job: AtlasJob, parts: list[Path], path: Path, progress: Progress) -> None:
    """Put parts behind one another in one PDF, with a bookmark for each page."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    for part in parts:
        progress.check()
        writer.append(str(part), import_outline=False)
    for number, page in enumerate(job.pages):
        writer.add_outline_item(title=page.label, page_number=number)
    writer.add_metadata({"/Title": job.title or "Atlas", "/CreationDate": f"D:{job.made:%Y%m%d}000000"})
    writer.page_mode = "/UseOutlines"
    progress.check()
    writer.write(str(path))


def file_name(job: AtlasJob, number: int) -> str:
    """Return the name of a page's file: its number, and what of its label can stand in a file's name."""
    plain = unicodedata.normalize("NFKD", job.pages[number].label).encode("ascii", "ignore").decode()
    label = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:NAME_LENGTH].strip("-").lower()
    return f"{number + 1:0{len(str(len(job.pages)))}d}{'-' if label else ''}{label}{FORMATS[job.kind]}"
