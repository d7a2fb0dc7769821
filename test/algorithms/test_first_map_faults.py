"""The first map when ten sources fail at once: down, refused, slow, changed or empty; the map of what is left, each with its sentence."""

from pathlib import Path

import pandas as pd
import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.test.support import running
from opgavenkaart.test.support.replay import World, play, replayed_catalogue
from opgavenkaart.test.support.town import read_layer

HALLE = "23027"
GEO, STATBEL = "geo.api.vlaanderen.be", "statbel.fgov.be/sites/default/files/files/opendata"
FAULTS = {
    f"{STATBEL}/arbeid*": "changed:MS_MEDIAN_NET_TAXABLE_INC=MS_MEDIAN",
    f"{STATBEL}/Aantal*sector/*": "empty",
    f"{STATBEL}/Aantal*gemeente/*": "down",
    "belgianmobility.blob.core.windows.net/gtfs/production/gtfs-nmbssncb-bmc-latest.zip": "down",
    "opendata.apps.mow.vlaanderen.be": "empty",
    "overpass-api.de": "refused",
    f"{GEO}/GRB": "down",
    f"{GEO}/POI": "down",
    "data-onderwijs.vlaanderen.be": "changed",
    f"{GEO}/Adressenregister": "slow",
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory, qgis_app, qgis_processing):
    """A run of one challenge with `FAULTS`: what it gave, and what it said."""
    folder = tmp_path_factory.mktemp("faults")
    with play(world=World(None, (HALLE,)), latency=0, faults=FAULTS) as replay:
        catalogue = replayed_catalogue(replay, folder / "catalogue.json")
        asked = {"MUNICIPALITY": HALLE, "CHALLENGE": "mobility_poverty", "CATALOGUE": str(catalogue), "LANGUAGE": "en"}
        return running.run_algorithm("first_map", {**asked, "OUTPUT_FOLDER": str(folder / "maps")})


WHY = {
    "mobility": "has no features",
    "stops": "would be incomplete without source 2 of 2",
    "doctors": "does not answer",
    "schools": "no columns with coordinates found",
    "parks": "does not answer",
    "water": "reports an internal error (status 500)",
    "speed_limits": "has no features in the extent",
}
"""What the catalogue says of each layer that could not be had. The addresses came, slowly; of incomes one column is called otherwise."""
GONE = ["without_car", "stop_nearby", "median_income", "calm_streets", "time_to_doctor", "distance_to_secondary"]
LEFT = {"distance_to_train": "Distance to a railway station", "living_alone": "Inhabitants aged 65 and over in 2021"}


def test_each_source_that_fails_has_its_sentence(failed):
    records = read_catalogue(failed["MUNICIPAL_CATALOGUE"]).records
    told = {id: one.source.options["why_none"]["en"] for id, one in records.items() if "why_none" in one.source.options}
    assert told.keys() == WHY.keys()
    assert [id for id, why in told.items() if WHY[id] not in why] == []
    assert "'median_income' (sought: MS_MEDIAN_NET_TAXABLE_INC" in " ".join(failed.warnings)
    report = Path(failed["REPORT"]).read_text(encoding="utf-8")
    assert [id for id, why in WHY.items() if id in ("stops", "doctors", "schools", "water") and why not in report] == []


def test_what_fails_is_missing_and_never_zero(failed):
    units = read_layer(Path(failed["MANIFEST"]).parent / "mobility_poverty.gpkg", "units")[1]
    assert len(units) == 54
    for id in GONE:
        assert units[id].isna().all() and units[f"{id}_score"].isna().all(), id
    for id in LEFT:
        assert units[f"{id}_score"].notna().sum() >= 52, id
    assert units["missing_share"].min() == pytest.approx(9 / 11) and units["challenge_index"].isna().all(), "no index on two indicators"


def test_the_table_says_what_is_measured_instead_and_why(failed):
    table = pd.read_csv(failed["INDICATORS"], keep_default_na=False)
    measured = table[table["Measured"] != ""]
    assert measured["Measured"].tolist() == list(LEFT.values())
    assert (table["Reason"] != "").all(), "none of the eight is measured as asked"
    assert (table["Kind of values"] == "not available").sum() == len(GONE)
