"""Parameters as a manifest writes them, and as an algorithm takes them again."""

from pathlib import Path

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.inputs import Choice, InputLayer, Inputs
from opgavenkaart.processing.sources import parameter_texts
from opgavenkaart.processing.sources.parameter_texts import (
    extent_text,
    layer_facts,
    name_again,
    portable_crs,
    restore_parameters,
    store_text,
)
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingFeatureSourceDefinition,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("qgis_app")
LAMBERT, NOWHERE = QgsCoordinateReferenceSystem("EPSG:31370"), QgsCoordinateReferenceSystem()


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A layer of three points in a file, by a path that is relative to the folder at hand."""
    made = memory_layer("Point", [(f"POINT ({n} 0)", n) for n in range(3)], "n:integer")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "punten"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(tmp_path / "a.gpkg"), made.transformContext(), options)
    monkeypatch.chdir(tmp_path)
    return QgsVectorLayer("a.gpkg|layername=punten", "Punten", "ogr")


def test_what_a_layer_is_called_and_where_it_is(file, tmp_path):
    facts = layer_facts(InputLayer(file))
    assert facts == {"name": "Punten", "source": f"{tmp_path / 'a.gpkg'}|layername=punten"}
    assert layer_facts(InputLayer(memory_layer("Point", [], name="Los"))) == {"name": "Los"}


def test_which_features_were_used(file):
    assert "filter" not in layer_facts(InputLayer(file))
    assert layer_facts(InputLayer(file, Choice(filter='"n" > 0')))["filter"] == '"n" > 0'
    ids = [feature.id() for feature in file.getFeatures()]
    assert layer_facts(InputLayer(file, Choice(only=ids[:2])))["filter"] == f"$id IN ({ids[0]}, {ids[1]})"
    limited = layer_facts(InputLayer(file, Choice(filter='"n" > 0', limit=1)))["filter"]
    assert limited == f"$id IN ({ids[1]})"


def test_an_extent_says_its_system_in_full():
    box = QgsRectangle(1.1, 2.2, 3.3, 4.4)
    assert extent_text(box, LAMBERT) == "1.1,3.3,2.2,4.4 [EPSG:31370]"
    assert extent_text(QgsReferencedRectangle(box, QgsCoordinateReferenceSystem("EPSG:4326")), LAMBERT) == "1.1,3.3,2.2,4.4 [EPSG:4326]"
    assert extent_text(box, NOWHERE) == "1.1,3.3,2.2,4.4"
    own = QgsCoordinateReferenceSystem.fromProj("+proj=lcc +lat_1=50 +lat_2=51 +lat_0=0 +lon_0=4 +x_0=1 +y_0=2 +datum=WGS84")
    assert extent_text(box, own).startswith("1.1,3.3,2.2,4.4 [WKT:PROJCRS[")
    assert (portable_crs(LAMBERT), portable_crs(NOWHERE)) == ("EPSG:31370", "") and portable_crs(own).startswith("PROJCRS[")


def test_a_store_means_the_same_in_any_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(parameter_texts, "connections", lambda: ["team", "folder"])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert store_text("team") == "team" and store_text("folder") == str(tmp_path / "folder")
    assert store_text("other.gpkg") == str(tmp_path / "other.gpkg") and store_text("~/x") == str(Path.home() / "x")


def test_parameters_of_a_manifest_are_taken_again(file):
    given = restore_parameters({"UNITS": {"name": "U", "source": "a.gpkg", "filter": "x"}, "N": 3, "TEXT": "abc", "NONE": None})
    units = given["UNITS"]
    assert isinstance(units, QgsProcessingFeatureSourceDefinition)
    assert (units.source.staticValue(), units.filterExpression, given["N"], given["TEXT"], given["NONE"]) == ("a.gpkg", "x", 3, "abc", None)
    assert restore_parameters({"UNITS": {"name": "U", "source": "a.gpkg"}})["UNITS"].filterExpression == ""
    for path in ("/a/b", "C:\\a", "host=x", "a:b"):
        assert restore_parameters({"UNITS": path}) == {"UNITS": path}
    assert restore_parameters({"UNITS": "", "LAYER": "plain"}) == {"UNITS": "", "LAYER": "plain"}


@pytest.mark.parametrize(
    ("parameters", "named"),
    [({"UNITS": {"name": "Wijken"}}, "Wijken"), ({"UNITS": {"source": ""}}, "UNITS"), ({"UNITS": "wijken_123"}, "wijken_123")],
)
def test_a_layer_of_a_project_alone_cannot_be_read_again(parameters, named):
    with pytest.raises(OpgaveError) as caught:
        restore_parameters(parameters)
    assert str(caught.value) == (
        f"The units of this bundle were the layer '{named}' of a project, which cannot be read again: make the map from a file."
    )


def test_what_an_earlier_version_did_not_write_down():
    with pytest.raises(OpgaveError, match="^The manifest of this bundle does not say what EXTENT was: an earlier version"):
        restore_parameters({"EXTENT": "<QgsRectangle: 1 2, 3 4>"})


def test_layers_get_the_names_of_then(file):
    layer = InputLayer(file)
    name_again(Inputs({"UNITS": [layer], "OTHER": []}), {"UNITS": {"name": "Toen"}, "OTHER": {"name": "x"}, "N": 3})
    assert layer.sourceName() == "Toen"
