"""A place for every child with shared sites, as a script of `qgis_process` calls and as a model."""

import subprocess
from pathlib import Path

import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support import headless
from opgavenkaart.test.support.running import RecordingFeedback, registered
from qgis.core import QgsProcessingContext, QgsProcessingModelAlgorithm, QgsVectorLayer

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "examples" / "shared_sites" / "run.sh"
MODEL = ROOT / "resources" / "models" / "place_for_every_child.model3"
LAYERS = {"UNITS": "statistical_sectors", "POPULATION": "population", "ROADS": "roads", "ADDRESSES": "addresses",
          "BUILDINGS": "community_buildings", "LAND": "public_land", "FLOOD": "flood_areas", "STOPS": "stops"}  # fmt: skip
PLACES = {"plan_1": "sites.gpkg", "plan_2": "paid.gpkg", "toegang_nu": "now.gpkg", "gebouwen_met_vrije_uren": "hours.gpkg",
          "toegang_met_plan_1": "first.gpkg", "toegang_met_plan_2": "second.gpkg", "plannen_naast_elkaar": "compared.gpkg",
          "rapport": "report.html"}  # fmt: skip


def table(path):
    return read_features(QgsVectorLayer(str(path), path.stem, "ogr"))[0].table


def check(compared, sites, report):
    """New places leave nobody with more places short, and fewer in all; the six sites stand in the plan."""
    found = table(compared)
    assert (found[["plan_1_change", "plan_2_change"]] <= 1e-9).all().all()
    assert found["plan_1_change"].sum() < 0
    assert table(sites)["chosen"].sum() == 6
    assert report.read_text(encoding="utf-8").count("data:image/png") == 2


def test_as_a_script(demo_city, profile, tmp_path):
    city = Path(demo_city["CATALOGUE"]).parent
    done = subprocess.run(
        ["sh", SCRIPT, city, tmp_path / "out"], env=headless.environment(profile), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    check(*(tmp_path / "out" / name for name in ("compared.gpkg", "reach.gpkg", "compared.html")))


@pytest.mark.usefixtures("qgis_app", "qgis_processing")
def test_as_a_model(demo_city, tmp_path):
    city = Path(demo_city["GEOPACKAGE"])
    given = {name: f"{city}|layername={layer}" for name, layer in LAYERS.items()} | {"CHILDCARE": str(city.parent / "childcare.geojson")}
    with registered():
        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(MODEL)) and model.validate()[0]
        assert [asked.name() for asked in model.parameterDefinitions()][:4] == ["UNITS", "POPULATION", "ADDRESSES", "ROADS"]
        assert [made.name() for made in model.orderedOutputs()][:3] == ["Toegang nu", "Gebouwen met vrije uren", "Plan 1"]
        context, feedback = QgsProcessingContext(), RecordingFeedback()
        context.setFeedback(feedback)
        _, well = model.run(given | {name: str(tmp_path / file) for name, file in PLACES.items()}, context, feedback)
    assert well
    check(*(tmp_path / PLACES[name] for name in ("plannen_naast_elkaar", "plan_1", "rapport")))
