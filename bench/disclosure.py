"""What the protection of sensitive counts costs: on the main job for a city, and on as many sectors as Flanders has."""

from __future__ import annotations

import datetime
import json
import os
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench import main_job
from opgavenkaart.bench.harness import ROOT, Case, at_most, grows_at_most, made_once, start_qgis

TITLE = "Protection of sensitive counts"
SECTORS, ACROSS, A_DISTRICT = 9845, 100, 5
"""How many sectors, how many of them side by side, and how many districts are wide."""


def cases(quick: bool) -> list[Case] | str:
    """The main job for Ghent with every layer but the units sensitive, for others and for the service; and all Flanders' sectors."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not data.is_dir():
        return f"there is no folder of data at {data}: give it as DATA=DIR."
    return [
        Case(
            "Ghent: 201 statistical sectors, every layer sensitive",
            partial(close_ghent, data),
            partial(make_map, "public"),
            partial(make_map, "internal"),
            "nothing hidden",
            goal=grows_at_most(1.25, 1.25),
        ),
        Case(f"{SECTORS:,} sectors: counts protected and attacked", partial(lay_flanders, False), protect_and_attack, goal=at_most(10)),
        Case(f"{SECTORS:,} sectors beside districts: both attacked", partial(lay_flanders, True), protect_and_attack, goal=at_most(10)),
    ]


def close_ghent(data: Path) -> dict:
    """Return the inputs of the main job, with a catalogue in which only the units may be redistributed."""
    inputs = main_job.prepared("ghent", data)
    path = Path(inputs["CATALOGUE"])
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    for record in catalogue["records"]:
        if record["id"] != "statistical_sectors":
            record["redistribution"] = "aggregated"
    path.write_text(json.dumps(catalogue), encoding="utf-8")
    return inputs


def make_map(audience: str, inputs: dict) -> str:
    """Make the map for an audience."""
    return main_job.run(inputs | {"AUDIENCE": audience})


def lay_flanders(districts: bool) -> list:
    """Return what is collected of sectors with two sensitive counts, one of them of points; of districts of them too where asked."""
    start_qgis()
    from opgavenkaart.processing.challenge.collect import collect
    from opgavenkaart.processing.model.catalogue import read_catalogue
    from opgavenkaart.processing.model.challenge import read_challenge

    folder = made_once("flanders_sectors", write_flanders)
    catalogue = read_catalogue(str(folder / "catalogue.json"))
    names = ["sectors", "districts"] if districts else ["sectors"]
    return [collect(read_challenge(folder / f"{name}.json"), catalogue) for name in names]


def write_flanders(folder: Path) -> None:
    """Write sectors of a square kilometre, districts of 25, homes and a waiting list by sector, and audits as points."""
    from opgavenkaart.test.support.town import Town, point

    town, random = Town(folder, ACROSS, -(-SECTORS // ACROSS)), np.random.default_rng(1)
    count = len(town.units)
    homes = random.integers(50, 2000, count)
    town.table("homes", {"sector_code": town.keys, "homes": homes}, fields={"homes": {}})
    town.table(
        "list", {"sector_code": town.keys, "waiting": random.poisson(homes / 100)}, fields={"waiting": {}}, redistribution="aggregated"
    )
    spots = [(at, one) for at, number in enumerate(random.poisson(homes / 60)) for one in range(number)]
    places = [point(1000 * (at % ACROSS) + 10 + 9 * one, 1000 * (at // ACROSS) + 500) for at, one in spots]
    town.layer("audits", places, redistribution="aggregated")
    of = [at // ACROSS // A_DISTRICT * ACROSS + at % ACROSS // A_DISTRICT for at in range(count)]
    parts = [[town.units[at] for at in np.flatnonzero(np.array(of) == one)] for one in sorted(set(of))]
    named = [f"D{one}" for one in range(len(parts))]
    town.layer("districts", [shapely.union_all(some) for some in parts], key="district", columns={"district": named, "called": named})
    audited = {"id": "audited", "layer": "audits", "measure": "count"}
    rate = {"id": "rate", "layer": "list", "field": "waiting", "denominator": {"layer": "homes", "measure": "attribute", "field": "homes"}}
    sectors = town.challenge(audited, rate)
    districts = town.challenge(audited) | {"units": {"layer": "districts", "key": "district", "name": "called", "population": None}}
    for name, challenge in (("sectors", sectors), ("districts", districts)):
        Path(town.write(challenge)["CHALLENGE"]).rename(folder / f"{name}.json")


def protect_and_attack(collected: list) -> str:
    """Index what was collected, attack each map, and all together."""
    from opgavenkaart.processing.challenge.indexing import index_challenge
    from opgavenkaart.processing.products.disclosure_check import attack_together, check_counts, publish_units

    indexed = [index_challenge(one, datetime.date(2026, 11, 1)) for one in collected]
    for one in indexed:
        check_counts(one)
    attacked = attack_together([publish_units(one) for one in indexed], {})
    return f"{sum(int(one.found.sum()) for one in attacked)} counts come out"
