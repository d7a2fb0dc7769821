"""Ask every source of the built-in catalogue once, gently, and write what each says as a dated table: ``live.py FOLDER [--replay]``.

Ends with 1 where a source does not answer or lacks a field that its record names.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import datetime
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ROOT / "build" / "plugins"
COLUMNS = ("id", "title", "publisher", "kind", "evidence", "address", "state", "status", "fields", "features", "date", "date_said_by")
COLUMNS += ("seconds", "asked_on", "detail")
NOT_SHOWN = "not shown"
"""Of a source whose columns stand in what would have to be fetched whole."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder in which the table and the report of today are written")
    parser.add_argument("--catalogue", type=Path, default=ROOT / "resources" / "catalogue" / "catalogue.json")
    parser.add_argument("--replay", action="store_true", help="ask the replay, on a machine without the internet")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        catalogue = given.catalogue
        if given.replay:
            sys.path.insert(0, str(ROOT / "test"))
            from support.replay import play, replayed_catalogue

            catalogue = replayed_catalogue(stack.enter_context(play()), Path(folder, "catalogue.json"), given.catalogue)
        return ask_all(catalogue, given.folder)


def ask_all(path: Path, folder: Path) -> int:
    """Ask the sources of a catalogue, write table and report, and return how the program ends."""
    PLUGINS.mkdir(parents=True, exist_ok=True)
    link = PLUGINS / "opgavenkaart"
    if link.resolve() != ROOT:
        link.unlink(missing_ok=True)
        link.symlink_to("../..", target_is_directory=True)
    sys.path.insert(0, str(PLUGINS))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    try:
        return write(path, folder, datetime.date.today())
    finally:
        application.exitQgis()


def write(path: Path, folder: Path, today: datetime.date) -> int:
    from opgavenkaart.processing.model.catalogue import read_catalogue
    from opgavenkaart.processing.model.trust import Trust, trusting
    from opgavenkaart.processing.sources.network import Limits
    from opgavenkaart.processing.sources.watch.report import watch_report
    from opgavenkaart.processing.sources.watch.totals import count_features
    from opgavenkaart.processing.sources.watch.watch import Verdict, watch
    from opgavenkaart.processing.texts.language import Language

    gently = Limits(seconds=120.0, a_host=1, at_once=8)
    trust = Trust(folders=(os.path.realpath(path.parent),))  # the built-in catalogue, or the one that leads to the replay
    with trusting(trust):
        catalogue = read_catalogue(str(path))
    records = [record for record in catalogue.records.values() if any(record.locations)]
    declared = {record.id: {name for name, field in record.fields.items() if field.constant is None} for record in records}
    checked = watch(records, catalogue, declared, today, gently)
    totals = count_features(records, gently)
    table = folder / f"{today.isoformat()}.csv"
    with table.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(row(one, totals[one.record.id], today) for one in checked)
    report = table.with_suffix(".html")
    report.write_text(watch_report(checked, today, Language("nl")), encoding="utf-8")
    bad = [one for one in checked if one.verdict in (Verdict.DEAD, Verdict.CHANGED)]
    for one in bad:
        print(f"{one.record.id}: {one.detail.sentence() if one.detail else one.state.value}")
    print(f"{len(checked) - len(bad)} of {len(checked)} sources answer as their records say.\nTABLE: {table}\nREPORT: {report}")
    return 1 if bad else 0


def row(checked, total: int | None, today: datetime.date) -> list:
    """Return what was found of a record as a row of the table."""
    from opgavenkaart.processing.model.public_text import without_secrets

    record = checked.record
    fields = f"missing: {', '.join(checked.missing)}" if checked.missing else "as declared" if checked.columns else NOT_SHOWN
    said = [checked.date.isoformat() if checked.date else "", checked.date_origin, round(checked.seconds, 2), today.isoformat()]
    address = " ".join(without_secrets(one) for one in record.locations)
    known = [record.id, record.title.of("nl"), record.publisher.name, record.source.kind, record.evidence, address]
    detail = checked.detail.sentence() if checked.detail else ""
    return [*known, checked.state.value, checked.status or "", fields, "" if total is None else total, *said, detail]


if __name__ == "__main__":
    sys.exit(main())
