"""What is made of several layers is as old as the oldest: in outputs, messages, report and the metadata of the result."""

import datetime

import pytest
from opgavenkaart.processing.cartography.finished_layers import Finish, finish, metadata_of
from opgavenkaart.processing.cartography.layer_words import LayerWords
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.qgis_io.inputs import InputLayer
from opgavenkaart.processing.qgis_io.layer_metadata import date_of, midnight, rhythm_of
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import Qgis, QgsProcessingContext, QgsProject, QgsVectorFileWriter, QgsVectorLayer

FIELDS = "cluster_id:integer,value:double"
OLD, NEW = datetime.date(2011, 12, 31), datetime.date(2024, 6, 1)


def strip(name, x0, x1, date=None, rhythm=""):
    boxes = [f"MultiPolygon((({x} 0, {x + 10} 0, {x + 10} 10, {x} 10, {x} 0)))" for x in range(x0, x1, 10)]
    layer = memory_layer("MultiPolygon", [(box, place, place) for place, box in enumerate(boxes)], FIELDS, name=name)
    metadata = layer.metadata()
    if date:
        metadata.setDateTime(Qgis.MetadataDateType.Published, midnight(date))
    metadata.setKeywords({"opgavenkaart:update_rhythm": [rhythm]} if rhythm else {})
    layer.setMetadata(metadata)
    return layer


@pytest.fixture
def layers(qgis_app):
    return [strip("Nieuw", 0, 40, NEW), strip("Oud", 20, 60, OLD, "P1Y"), strip("Zonder", 30, 50)]


@pytest.mark.parametrize("name", ["overlay_layers", "overlay_clusters"])
@pytest.mark.parametrize("output", ["memory:", "out.gpkg", "out.geojson"])
def test_a_result_is_as_old_as_its_oldest_layer(run_algorithm, layers, tmp_path, name, output):
    place = output if output == "memory:" else str(tmp_path / output)
    ran = run_algorithm(name, {"LAYERS": layers, "OUTPUT": place})
    assert (ran["OLDEST_LAYER"], ran["OLDEST_DATE"]) == ("Oud", "2011-12-31")
    said = "\n".join(ran.infos)
    assert "As old as its oldest source, Oud: 31 December 2011 (" in said and "No date is known of: Zonder." in said
    if output == "out.geojson":
        return
    result = ran["OUTPUT"] if output == "memory:" else QgsVectorLayer(place, "out", "ogr")
    assert (date_of(result.metadata()), rhythm_of(result.metadata())) == (OLD, "P1Y")
    assert result.metadata().history() == ["As old as its oldest source, Oud: 31 December 2011 (according to the metadata of the layer)."]


def test_a_styled_output_says_it_too(layers):
    """Beside the layers that it was computed from; with a date nothing says that it was made today."""
    words = {code: LayerWords("Plan", "Drie bruggen", "from Nieuw and Oud") for code in ("nl", "en")}
    how = Finish(Style("plain"), words, tuple(map(InputLayer, layers)))
    metadata = metadata_of("plan", layers[0].crs(), how, Language("en"))
    assert (date_of(metadata), rhythm_of(metadata)) == (OLD, "P1Y")
    first, second = metadata.history()
    assert first == "from Nieuw and Oud" and second.startswith("As old as its oldest source, Oud: 31 December 2011 (")
    assert not metadata.dateTime(Qgis.MetadataDateType.Created).isValid()


def test_inhabitants_count_too_and_the_report_says_it(run_algorithm, layers, tmp_path):
    report = tmp_path / "report.html"
    inputs = {"LAYERS": [layers[0], layers[2]], "UNITS": layers[1], "POPULATION_FIELD": "value", "OUTPUT": "memory:"}
    ran = run_algorithm("overlay_clusters", {**inputs, "REPORT": str(report)})
    assert ran["OLDEST_LAYER"] == "Oud"
    page = report.read_text(encoding="utf-8")
    assert "As old as its oldest source, Oud: 31 December 2011 (" in page and "No date is known of: Zonder." in page


def test_without_any_date_nothing_is_claimed(run_algorithm, layers, tmp_path):
    inputs = {"LAYERS": [layers[2], strip("Ook zonder", 0, 40)], "OUTPUT": str(tmp_path / "out.gpkg")}
    ran = run_algorithm("overlay_clusters", {**inputs, "REPORT": str(tmp_path / "report.html")})
    assert (ran["OLDEST_LAYER"], ran["OLDEST_DATE"]) == ("", "")
    assert date_of(QgsVectorLayer(inputs["OUTPUT"], "out", "ogr").metadata()) is None
    assert "No date is known of: Zonder, Ook zonder." in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_clusters_hand_the_age_of_their_units_on(run_algorithm, layers, tmp_path):
    made = run_algorithm("challenge_clusters", {"INPUT": layers[1], "FIELD": "value", "METHOD": "threshold", "THRESHOLD": 2,
                                                "OUTPUT": str(tmp_path / "clusters.gpkg")})  # fmt: skip
    ran = run_algorithm("overlay_clusters", {"LAYERS": [made["OUTPUT"], layers[0]], "OUTPUT": "memory:"})
    assert (ran["OLDEST_LAYER"], ran["OLDEST_DATE"]) == ("clusters", "2011-12-31")


def test_an_output_whose_ending_is_in_capitals_is_dressed_too(layers, tmp_path):
    place = tmp_path / "PLAN.GPKG"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "PLAN"
    QgsVectorFileWriter.writeAsVectorFormatV3(layers[1], str(place), QgsProject.instance().transformContext(), options)
    words = {code: LayerWords("Plan", "Drie bruggen", "from Oud") for code in ("nl", "en")}
    finish(QgsProcessingContext(), str(place), Finish(Style("plain"), words, tuple(map(InputLayer, layers))), Language("en"))
    assert QgsVectorLayer(str(place), "x", "ogr").metadata().title() == "Plan"
