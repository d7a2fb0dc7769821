"""A kind of source that is added is found by its facts and its one entry: in a folder, in a project, when it is loaded, on its card."""

import datetime

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.choices import FOLDER
from opgavenkaart.processing.model.source_kinds import FEATURES, SOURCE_FACTS, SourceFacts
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.kinds import SOURCE_KINDS, SourceKind
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.project_records import records_of
from opgavenkaart.processing.sources.reading.files import load_vector_file
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.ui.catalogue import card
from opgavenkaart.ui.catalogue.entries import Entry
from qgis.core import QgsVectorLayer

ENGLISH = Language("en")
PLACES = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Belfort</name><Point><coordinates>3.7249,51.0536</coordinates></Point></Placemark>
<Placemark><name>Gravensteen</name><Point><coordinates>3.7208,51.0573</coordinates></Point></Placemark>
</Document></kml>"""


@pytest.fixture
def places(monkeypatch, tmp_path, qgis_app):
    """A file of a kind that there was not: one entry in each of the two tables; thrown away after."""
    monkeypatch.setitem(SOURCE_FACTS, "kml", SourceFacts("KML", FEATURES, (".kml",)))
    monkeypatch.setitem(SOURCE_KINDS, "kml", SourceKind(load_vector_file))
    path = tmp_path / "plaatsen.kml"
    path.write_text(PLACES)
    return path


def test_it_is_harvested_loaded_and_called_by_its_name(places):
    (found,) = gather(str(places.parent), FOLDER).harvest.records
    assert (found.source.kind, found.source.path) == ("kml", "plaatsen.kml")
    features = load_record(found).features
    assert sorted(features.table["Name"]) == ["Belfort", "Gravensteen"] and features.crs == "EPSG:4326"
    entry = Entry(found.title.en, found, Catalogue(), ENGLISH, datetime.date(2026, 12, 1))
    assert entry.loadable and dict(card.card_rows(entry, ENGLISH))["Source"] == "KML"


def test_a_layer_of_a_project_becomes_a_record_of_it(places):
    records, unnamed = records_of([QgsVectorLayer(str(places), "Plaatsen", "ogr")])
    assert unnamed == [] and [(one.source.kind, one.source.path) for one in records] == [("kml", places.as_posix())]
