"""The chain for childcare, as a script of `qgis_process` calls and as a model."""

import subprocess
from itertools import combinations
from pathlib import Path

import pytest
from opgavenkaart.test.support import headless
from opgavenkaart.test.support.running import RecordingFeedback, registered
from qgis.core import QgsProcessingContext, QgsProcessingModelAlgorithm, QgsVectorLayer
from qgis.PyQt.QtCore import QRectF

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "examples" / "childcare_chain" / "run.sh"
MODEL = ROOT / "resources" / "models" / "childcare_envelope.model3"
SITES_MODEL = ROOT / "resources" / "models" / "place_for_every_child.model3"


def cost_of(path):
    layer = QgsVectorLayer(str(path), "portfolio", "ogr")
    return sum(feature["paid_euro"] for feature in layer.getFeatures())


def test_as_a_script(demo_city, profile, tmp_path):
    city = Path(demo_city["CATALOGUE"]).parent
    done = subprocess.run(
        ["sh", SCRIPT, city, tmp_path / "out"], env=headless.environment(profile), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [Path(line.split(": ")[1]).stat().st_size > 10_000 for line in done.stdout.splitlines()] == [True, True]
    assert 4_000_000 < cost_of(tmp_path / "out" / "portfolio.gpkg") <= 5_000_000


def test_the_script_stops_where_a_step_fails(profile, tmp_path):
    """A city that is not there ends the chain at its first call."""
    done = subprocess.run(
        ["sh", SCRIPT, tmp_path, tmp_path / "out"], env=headless.environment(profile), capture_output=True, text=True, check=False
    )
    assert done.returncode != 0 and not (tmp_path / "out" / "demand.gpkg").exists()


@pytest.mark.usefixtures("qgis_app", "qgis_processing")
def test_as_a_model(demo_city, tmp_path):
    city = demo_city["GEOPACKAGE"]
    layers = {"measures": "measures", "actors": "actors", "links": "actor_links", "plan": "multi_year_plan",
              "units": "statistical_sectors", "population": "population"}  # fmt: skip
    given = {name: f"{city}|layername={table}" for name, table in layers.items()} | {
        "catalogue": demo_city["CATALOGUE"],
        "childcare": str(Path(demo_city["CATALOGUE"]).parent / "childcare.geojson"),
        "envelope": "5000000",
    }
    places = {"portefeuille": "p.gpkg", "actoren_in_het_netwerk": "a.gpkg", "banden_die_er_zijn_en_te_leggen": "l.gpkg",
              "wie_in_welke_cluster_ontbreekt": "w.gpkg", "onderhandelingstabel": "n.csv", "acties_per_opgave": "b.gpkg",
              "verslag_over_de_enveloppe": "e.html", "verslag_over_coalities": "c.html", "ketenverslag": "chain.html",
              "ketenverslag_als_pdf": "chain.pdf", "kaart_en_alles_wat_erbij_hoort": "map",
                  "vraag_vooruit": "v.gpkg"}  # fmt: skip
    with registered():
        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(MODEL)) and model.validate()[0]
        assert [asked.name() for asked in model.parameterDefinitions()][:3] == ["catalogue", "measures", "envelope"]
        context, feedback = QgsProcessingContext(), RecordingFeedback()
        context.setFeedback(feedback)
        _, well = model.run(given | {name: str(tmp_path / file) for name, file in places.items()}, context, feedback)
    assert well, feedback.errors
    assert 4_000_000 < cost_of(tmp_path / "p.gpkg") <= 5_000_000
    assert all((tmp_path / file).exists() for file in places.values())
    told = (tmp_path / "chain.html").read_text(encoding="utf-8")
    assert "Huis van het Kind" in told and "Geraamde vraag" in told


@pytest.mark.parametrize("model_file", [MODEL, SITES_MODEL], ids=lambda path: path.stem)
@pytest.mark.usefixtures("qgis_app", "qgis_processing")
def test_no_box_of_a_model_lies_upon_another(model_file):
    with registered():
        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(model_file))
        steps = list(model.childAlgorithms().values())
        boxes = [*model.parameterComponents().values(), *steps, *(made for step in steps for made in step.modelOutputs().values())]
        grounds = [QRectF(box.position().x(), box.position().y(), box.size().width(), box.size().height()) for box in boxes]
    assert len(grounds) > 20
    assert not any(one.intersects(other) for one, other in combinations(grounds, 2))
