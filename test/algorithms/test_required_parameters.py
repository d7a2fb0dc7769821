"""What a script must give: only what an algorithm cannot do without, and one main output."""

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.test.support.running import run_algorithm

ALWAYS = {
    "INPUT", "LAYERS", "MEASURES", "CLUSTERS", "DEMANDS", "DEMAND_FIELDS", "CANDIDATES", "DEMAND", "SUPPLY", "ACTIONS", "ACTORS", "BUNDLE",
    "URL", "FIELD", "KEY", "COST_FIELD", "EFFECT_FIELD", "ENVELOPE", "SITES",
}  # fmt: skip
"""Inputs without which there is nothing to do, in whichever algorithm they stand."""
ALSO = {
    "aggregate_to_units": {"UNITS"},
    "project_demand": {"UNITS"},
    "raster_to_units": {"UNITS", "RASTER"},
    "first_map": {"MUNICIPALITY"},
    "estimate_population": {"UNITS"},
    "compare_clusters": {"INPUT_2"},
    "match_registers": {"INPUT_2"},
    "compare_bundles": {"BUNDLE_2"},
    "check_disclosure": {"FOLDERS"},
    "withdraw_version": {"REASON"},
    "travel_times": {"ORIGINS", "DESTINATIONS"},
}
"""Those of one algorithm: what to work on, the municipality, the second of two that are compared, maps that are attacked, and why."""
MAIN_OUTPUTS = {"OUTPUT", "OUTPUT_FOLDER", "OUTPUT_ACTORS", "REPORT"}


def demanded(kind) -> tuple[set[str], set[str]]:
    """Return the names of the inputs and of the outputs that have to be given: not optional, and without a default."""
    algorithm = kind()
    algorithm.initAlgorithm()
    needed = [one for one in algorithm.parameterDefinitions() if not one.flags() & one.Flag.FlagOptional]
    inputs = {one.name() for one in needed if not one.isDestination() and one.defaultValue() in (None, "")}
    return inputs, {one.name() for one in needed if one.isDestination()}


@pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.NAME)
def test_only_what_it_cannot_do_without_and_one_main_output_are_demanded(qgis_app, kind):
    inputs, outputs = demanded(kind)
    assert inputs <= ALWAYS | ALSO.get(kind.NAME, set())
    assert outputs <= MAIN_OUTPUTS
    assert len(outputs) <= 1


def test_no_exception_is_out_of_date(qgis_app):
    names = {kind.NAME: demanded(kind)[0] for kind in ALGORITHMS}
    assert all(also <= names[name] for name, also in ALSO.items())


@pytest.mark.parametrize("asked", [(), ("REPORT",), ("OUTPUT",), ("REPORT", "OUTPUT")], ids=lambda asked: "+".join(asked) or "counts")
def test_a_comparison_writes_what_is_asked_for_and_counts_without(qgis_app, qgis_processing, demo_bundle, tmp_path, asked):
    bundle = demo_bundle("place_for_every_child")["OUTPUT_FOLDER"]
    paths = {name: str(tmp_path / {"REPORT": "changes.html", "OUTPUT": "changes.gpkg"}[name]) for name in asked}
    ran = run_algorithm("compare_bundles", {"BUNDLE": bundle, "BUNDLE_2": bundle, **paths})
    assert ran.results == paths | {"CHANGED_COUNT": 0, "BASIS": "need", "MEAN_CHANGE": 0.0, "CHANGE_PROBABILITY": 0.5}
    assert {str(path) for path in tmp_path.iterdir()} == set(paths.values())
