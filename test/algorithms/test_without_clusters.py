"""A city without clusters of need, in which low need lies together and most data are missing: what each product says of it."""

import html
import json
import re
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, read_layer
from qgis.core import QgsProcessingException

SIDE = 10
LOW = [row * SIDE + column for row in range(6, 10) for column in range(6, 10)]


@pytest.fixture(scope="module", params=[0, 40], ids=["whole", "40 lack"])
def made(request, qgis_app, qgis_processing, tmp_path_factory):
    """100 units with noise, 16 of them low together; of some of the others nothing is known."""
    folder = tmp_path_factory.mktemp("town")
    values = np.random.default_rng(7).permutation(100).astype(float)
    values[LOW] -= 200
    town = Town(folder, SIDE, SIDE)
    lacks = [unit for unit in range(100) if unit not in LOW][: request.param]
    cells = [None if unit in lacks else value + 200 for unit, value in enumerate(values)]
    town.table("need", {"sector_code": town.keys, "need": cells, "inhabitants": np.full(100, 1000)})
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "need", "field": "inhabitants"}}  # fmt: skip
    need = {"id": "need", "title": {"nl": "Nood", "en": "Need"}, "layer": "need", "field": "need"}
    clusters = {"method": "gi_star", "permutations": 999}
    paths = town.write(town.challenge(need, units=units, clusters=clusters))
    return run_algorithm("integrated_map", {**paths, "AS_OF": "2026-01-31", "LANGUAGE": "nl", "OUTPUT_FOLDER": str(folder / "kaart")})


@pytest.fixture(scope="module")
def said(made):
    """What the file calls for, read with OGR alone."""
    table = read_layer(made["GEOPACKAGE"], "units")[1]
    assert made["CLUSTER_COUNT"] == len(read_layer(made["GEOPACKAGE"], "clusters")[1]) == 0
    low, without = int((table["cluster_type"] == "cold").sum()), int(table["challenge_index"].isna().sum())
    first = table.sort_values("challenge_index", ascending=False).head(3)
    names = [f"{name} ({index:.0f})" for name, index in zip(first["sector_name"], first["challenge_index"], strict=True)]
    assert low > 1
    return [
        "Er is geen cluster van nood aangetoond",
        *(["bij slechts 60 gebieden mist de toets licht een cluster"] if without == 40 else []),
        f"{low} gebieden liggen in een groep met duidelijk minder nood dan elders",
        f"de index is het hoogst in {names[0]}, {names[1]} en {names[2]}",
        *([f"{without} van de 100 gebieden ({without} %) hebben geen index"] if without else []),
    ]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page.split("</style>")[-1])))


def full(said: list[str]) -> str:
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in said)


def test_map_report_and_manifest(made, said):
    finding = "; ".join(said)
    assert json.loads(Path(made["MANIFEST"]).read_text(encoding="utf-8"))["results"]["finding"] == finding
    report = Path(made["REPORT"]).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert html.unescape(re.search(r"<h1>(.*?)</h1>", report)[1]) == finding
    assert full(said) in words(report)
    printed = subprocess.run(["pdftotext", "-raw", made["PDF"], "-"], capture_output=True, text=True, check=True).stdout
    assert finding in unicodedata.normalize("NFKC", " ".join(printed.split())), "ligatures apart"
    assert "toeval" not in finding


def test_chain_report(made, said, tmp_path):
    run_algorithm("chain_report", {"BUNDLE": made["OUTPUT_FOLDER"], "LANGUAGE": "nl", "REPORT": str(tmp_path / "chain.html")})
    chain = words((tmp_path / "chain.html").read_text(encoding="utf-8"))
    assert "; ".join(said) in chain and full(said) in chain


def test_web_map(made, said, tmp_path):
    given = {"BUNDLE": made["OUTPUT_FOLDER"], "LANGUAGE": "nl", "OUTPUT_FOLDER": str(tmp_path / "web")}
    data = (Path(run_algorithm("export_web_map", given)["OUTPUT_FOLDER"]) / "data.js").read_text(encoding="utf-8")
    assert f'"finding":"{"; ".join(said)}"' in data and f'"noClusters":"{full(said)}"' in data


def test_atlas_says_what_to_take_instead(made, tmp_path):
    given = {"CLUSTERS": f"{made['GEOPACKAGE']}|layername=clusters", "BUNDLE": made["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path)}
    with pytest.raises(
        QgsProcessingException, match="has no areas, so there are no pages to make: choose the units or the neighbourhoods."
    ):
        run_algorithm("export_atlas", given)


def test_overlay_says_which_challenge_has_none(made, tmp_path):
    other = tmp_path / "other.gpkg"
    units = f"{made['GEOPACKAGE']}|layername=units"
    found = run_algorithm("challenge_clusters", {"INPUT": units, "FIELD": "need", "SIDES": "both", "OUTPUT": str(other)})
    assert found["CLUSTER_COUNT"] > 0, "of low values, which are no need"
    given = {"LAYERS": [f"{made['GEOPACKAGE']}|layername=clusters", str(other)], "OUTPUT": "memory:", "REPORT": str(tmp_path / "r.html")}
    ran = run_algorithm("overlay_clusters", given)
    assert ran.warnings == [
        f"Layer '{name}' has no clusters of high need: the result contains no clusters of this layer." for name in ("clusters", "other")
    ]
    assert "(0)" in words((tmp_path / "r.html").read_text(encoding="utf-8"))
