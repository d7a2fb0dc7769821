"""Files that lead elsewhere, under whatever name: none is opened, and those with data of their own are."""

import zipfile

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.opening import refuse_indirect
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.town import point, write_gpkg

SECRET = "naam;x;y\ngeheim;100000;190000\n"


def virtual(path) -> str:
    """Return a virtual data source that reads another file of the user."""
    path.write_text(SECRET, encoding="utf-8")
    return f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{path}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


@pytest.mark.parametrize(
    ("kind", "name"), [("geojson", "parks.geojson"), ("gpkg", "parks.gpkg"), ("shapefile", "parks.shp"), ("excel", "parks.xlsx")]
)
def test_a_file_that_leads_to_another_is_not_opened(qgis_app, tmp_path, kind, name):
    (tmp_path / name).write_text(virtual(tmp_path / "secret.csv"), encoding="utf-8")
    with pytest.raises(OpgaveError, match=r"holds no data but leads elsewhere \(GDAL reads it as OGR_VRT\), and is not opened"):
        load_record(record(kind, tmp_path / name))


@pytest.mark.parametrize("names", [("data.json",), ("readme.txt", "data.vrt"), ("below/data.shp",)])
def test_nor_is_one_in_a_zip(qgis_app, tmp_path, names):
    with zipfile.ZipFile(tmp_path / "parks {1}.zip", "w") as archive:
        for name in names[:-1]:
            archive.writestr(name, "nothing")
        archive.writestr(names[-1], virtual(tmp_path / "secret.csv"))
    with pytest.raises(OpgaveError, match="leads elsewhere"):
        refuse_indirect(tmp_path / "parks {1}.zip")
    with pytest.raises(OpgaveError):
        load_record(record("shapefile", tmp_path / "parks {1}.zip"))


def test_data_of_its_own_is_read(qgis_app, tmp_path):
    write_gpkg(tmp_path / "parks.gpkg", "parks", [point(1, 2)], columns={"naam": ["Citadelpark"]})
    refuse_indirect(tmp_path / "parks.gpkg")
    assert load_record(record("gpkg", tmp_path / "parks.gpkg")).features.table["naam"].tolist() == ["Citadelpark"]
    (tmp_path / "nothing.json").write_text("[]", encoding="utf-8")
    refuse_indirect(tmp_path / "nothing.json")
