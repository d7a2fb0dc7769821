"""A folder of files: which are looked at, in which order, and of which is said that they cannot be read."""

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.describing.folder import harvest_folder
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


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OpgaveError, match="The folder '.*absent' is not there"):
        list(harvest_folder(HarvestAddress(str(tmp_path / "absent"))))
