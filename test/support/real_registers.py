"""Pairs of real registers of the same things, and the pairs of their records that people labelled.

*Streets* of Gent: those of the addresses of 2013 (the middle of their addresses) and those of the road register (the middle of their
segments). *Stations*: as the railway calls them in its counts (a short name, without a place) and in the open list of stations. Labels
stand in `test/quality/labelled`, by feature id and by name; docs/registers.md says how the pairs were drawn.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from opgavenkaart.processing.analysis.registers import Register
from opgavenkaart.test.support.data import data_folder
from osgeo import ogr

LABELLED = Path(__file__).parents[1] / "quality" / "labelled"


@dataclass(frozen=True)
class LabelledRegisters:
    """Two registers, the ids of their records, and labelled pairs of these: set, stratum, two ids, 1 for the same thing."""

    first: Register
    second: Register
    ids: tuple[list[str], list[str]]
    labels: pd.DataFrame


def streets() -> LabelledRegisters:
    """Return the streets of Gent; the id of one is the lowest of its features."""
    folder = data_folder("gent/adressen-crab2013-gent.gpkg", "gent/wegsegmenten-gent.gpkg") / "gent"
    sides = [_streets(folder / "adressen-crab2013-gent.gpkg", "STREET_NL"), _streets(folder / "wegsegmenten-gent.gpkg", "straatnaam")]
    registers = [Register(side.index.tolist(), [""] * len(side), side[["x", "y"]].to_numpy()) for side in sides]
    ids = [side["id"].astype(str).tolist() for side in sides]
    return LabelledRegisters(registers[0], registers[1], (ids[0], ids[1]), _labels("streets"))


def _streets(path: Path, field: str) -> pd.DataFrame:
    rows = []
    with ogr.Open(str(path)) as source:
        for feature in source.GetLayer(0):
            if feature[field]:
                west, east, south, north = feature.GetGeometryRef().GetEnvelope()
                rows.append((feature.GetFID(), feature[field], (west + east) / 2, (south + north) / 2))
    streets = pd.DataFrame(rows, columns=["id", "name", "x", "y"]).groupby("name")
    return streets.agg(id=("id", "min"), x=("x", "median"), y=("y", "median"))


def stations() -> LabelledRegisters:
    """Return the stations of the railway, by names alone."""
    folder = data_folder("public/facilities/irail") / "public" / "facilities" / "irail"
    nmbs = [row["nmbs_short_name"] for row in _rows(folder / "embarkment_statistics.csv")]
    irail = [(row["URI"].rsplit("/", 1)[1], row["name"]) for row in _rows(folder / "stations.csv")]
    registers = [Register(names, [""] * len(names), np.full((len(names), 2), np.nan)) for names in (nmbs, [name for _, name in irail])]
    return LabelledRegisters(registers[0], registers[1], (nmbs, [id for id, _ in irail]), _labels("stations"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _labels(name: str) -> pd.DataFrame:
    return pd.read_csv(LABELLED / f"{name}.csv", dtype={1: str, 2: str, 3: str})
