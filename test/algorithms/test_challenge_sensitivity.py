"""challenge_sensitivity on the demo city."""

from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from qgis.core import QgsProcessingException, QgsVectorLayer


@pytest.fixture(scope="module")
def ran(demo_city, tmp_path_factory):
    from opgavenkaart.test.support.running import run_algorithm

    folder = tmp_path_factory.mktemp("sensitivity")
    inputs = {"CHALLENGE": "warm_homes", "CATALOGUE": demo_city["CATALOGUE"], "DRAWS": 400}
    return run_algorithm("challenge_sensitivity", inputs | {"OUTPUT": str(folder / "s.gpkg"), "REPORT": str(folder / "s.html")})


def test_units_carry_ranks_and_certainty(ran):
    table = read_features(QgsVectorLayer(ran["OUTPUT"], "s", "ogr"))[0].table
    known = table["challenge_index"].notna()
    assert (table["rank_low"].notna() == known).all()
    assert set(table["certainty"]) <= {"robust", "depends", "surely_not", "too_little_data"}
    assert (table["certainty"] == "robust").sum() == ran["ROBUST_COUNT"]
    assert ((table["certainty"] == "too_little_data") == ~known).all()
    assert (ran["UNIT_COUNT"], ran["WITHOUT_INDEX_COUNT"]) == (len(table), (~known).sum())
    order = np.corrcoef(table["challenge_index"][known], table["worst_share"][known])[0, 1]
    assert order > 0.5


def test_report_names_the_sectors_and_needs_nothing_outside_it(ran):
    page = Path(ran["REPORT"]).read_text(encoding="utf-8")
    addresses = []

    class Addresses(HTMLParser):
        def handle_starttag(self, tag, attrs):
            addresses.extend(value for name, value in attrs if name in ("src", "href"))

    Addresses().feed(page)
    assert not [address for address in addresses if not address.startswith(("data:", "#"))]
    assert page.count("<tr>") > 20


def test_no_draws_is_refused(run_algorithm, demo_city):
    with pytest.raises(QgsProcessingException, match="DRAWS"):
        run_algorithm("challenge_sensitivity", {"CATALOGUE": demo_city["CATALOGUE"], "DRAWS": 0, "OUTPUT": "memory:"})
