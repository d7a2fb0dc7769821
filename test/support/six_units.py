"""A town of six units whose index, clusters and people can be reckoned by hand, and what the chain makes of it."""

import datetime
from pathlib import Path

from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.test.support.town import Town

AS_OF = datetime.date(2026, 1, 1)
INHABITANTS = [100, 200, 400, 0, 500, 1000]
NEED = [100, 10, 90, 20, 0, 80]
MORE = [0, 100, 50, 100, 100, None]
INDEX = [75, 32.5, 80, 40, 25, 80]
"""Three quarters of the need and one of the other; of the last unit only the need is known."""
UNITS = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
PEOPLE = {"layer": "population", "field": "inhabitants", "title": {"nl": "inwoners", "en": "inhabitants"}}
TWO = (
    {"id": "need", "layer": "facts", "field": "need", "weight": 3, "why": {"nl": "Daarom", "en": "Therefore"}, "unit": "euro"},
    {"id": "more", "layer": "facts", "field": "more", "weight": 1, "sector": "environment"},
)
CLUSTERED = {
    "units": UNITS | {"population": PEOPLE},
    "aggregation": {"allowed_missing_share": 0.25},
    "clusters": {"method": "threshold", "threshold": 75},
}


def six_units(folder: Path) -> Town:
    """Return the town: units S1-S3 in the southern row, S4-S6 in the northern; S3 and S6 touch, S1 stands alone."""
    town = Town(folder)
    town.table("population", {"sector_code": town.keys, "inhabitants": INHABITANTS}, date="2023-01-01", update_rhythm="P1Y")
    town.table("facts", {"sector_code": town.keys, "need": NEED, "more": MORE}, date="2025-12-01", update_rhythm="P1Y")
    return town


def collected(town, *indicators, **challenge):
    """Return a challenge of these indicators with its data."""
    paths = town.write(town.challenge(*indicators, **challenge))
    return collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))


def outcome(town, *indicators, **challenge):
    """Return what the chain finds; without indicators for `TWO`, clustered as `CLUSTERED` says."""
    return cluster_challenge(index_challenge(collected(town, *(indicators or TWO), **(CLUSTERED | challenge)), AS_OF))
