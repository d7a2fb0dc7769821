"""A folder of files: which are looked at, in which order, and of which is said that they cannot be read."""

import pytest
from opgavenkaart.processing.model.choices import FOLDER
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.describing.folder import harvest_folder
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.test.support.layers import Heard

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_what_cannot_be_read_is_said_but_not_of_files_that_may_hold_anything(tmp_path):
    for name in ("b.GeoJSON", "a.gpkg", "notes.JSON", "notes.json", "photos.ZIP", "readme.pdf", ".hidden.gpkg"):
        (tmp_path / name).write_text("nothing")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "trees.csv").write_text("code;n\na;1\n")
    heard = Heard()
    place = HarvestAddress(str(tmp_path), progress=heard)
    found = list(harvest_folder(place))
    assert len(found) == 1
    assert [text for text in heard.warnings if "cannot be read" not in text] == []
    assert [name in text for name, text in zip(("a.gpkg", "b.GeoJSON"), heard.warnings, strict=True)] == [True, True]


def test_a_file_of_no_kind_that_is_known_gives_no_layer(tmp_path):
    path, heard = tmp_path / "readme.txt", Heard()
    path.write_text("nothing")
    assert list(harvest_folder(HarvestAddress(str(path), progress=heard))) == []
    assert heard.warnings == [f"'{path}' cannot be read, and is left out."]


def test_parquet_without_a_driver_is_named_and_counts_as_not_read(tmp_path):
    """GDAL has a driver for Parquet only where it was built with Arrow; where it has one, these bytes are no table either."""
    files = [tmp_path / "bomen.parquet", tmp_path / "wegen" / "straten.geoparquet"]
    files[1].parent.mkdir()
    for path in files:
        path.write_bytes(b"PAR1" + bytes(16) + b"PAR1")
    (tmp_path / "scholen.csv").write_text("code;n\na;1\n")
    heard = Heard()
    harvest = gather(str(tmp_path), FOLDER, progress=heard).harvest
    assert [record.source.kind for record in harvest.records] == ["csv"]
    assert heard.warnings[:2] == [f"'{path}' cannot be read, and is left out." for path in files]
    assert harvest.unread == {"file:bomen.parquet", "file:wegen-straten.geoparquet"}, "else their records would count as gone"


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OpgaveError, match="The folder '.*absent' is not there"):
        list(harvest_folder(HarvestAddress(str(tmp_path / "absent"))))
