"""Forms in which people give data: FlatGeobuf and ODS, merged headers, JSON with places, UTF-16, exports of portals, long tables."""

import json
import zipfile

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_replay import Answer, replay
from osgeo import gdal, ogr, osr

pytestmark = pytest.mark.usefixtures("qgis_app")
KRING, LAMBERT, DEGREES = (104700.0, 194500.0), "EPSG:31370", "EPSG:4326"
GHENT = (3.72, 51.05)


def vector_file(path, driver, rows, crs=31370):
    """Write points with a name by OGR."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(crs)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    data = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = data.CreateLayer("punten", system, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("naam", ogr.OFTString))
    for name, (x, y) in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["naam"] = name
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
        layer.CreateFeature(feature)
    data = layer = None
    return path


def places(loaded):
    return [tuple(np.round(pair, 6)) for pair in shapely.get_coordinates(loaded.features.geometry)]


def test_flatgeobuf_on_disk_and_on_the_web(tmp_path):
    path = vector_file(tmp_path / "punten.fgb", "FlatGeobuf", [("Kring", KRING), ("Vooruit", (105000, 193000))])
    points = {"geometry": "point", "crs": LAMBERT}
    here = load_record(record("flatgeobuf", str(path), **points))
    with replay({"/punten.fgb": Answer(path.read_bytes(), "application/octet-stream")}) as web:
        there = load_record(record("flatgeobuf", f"{web.url}/punten.fgb", **points))
    for loaded in (here, there):
        assert dict(zip(loaded.features.table["naam"], places(loaded), strict=True)) == {"Kring": KRING, "Vooruit": (105000, 193000)}
        assert loaded.features.crs == LAMBERT
    assert here.source_hash == there.source_hash and there.date is None


@pytest.mark.parametrize("cut", [10, 200])
def test_a_flatgeobuf_that_was_cut_off_is_refused(tmp_path, cut):
    path = vector_file(tmp_path / "punten.fgb", "FlatGeobuf", [(f"n{n}", KRING) for n in range(50)])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial'"):
        load_record(record("flatgeobuf", str(path), geometry="point"))


@pytest.mark.parametrize("folder", ["", "export/2024/"], ids=["at the top", "in a folder"])
def test_a_zipped_shapefile_on_disk(tmp_path, folder):
    vector_file(tmp_path / "punten.shp", "ESRI Shapefile", [("Kring", KRING)])
    with zipfile.ZipFile(tmp_path / "punten.zip", "w") as archive:
        for part in tmp_path.glob("punten.[!z]*"):
            archive.write(part, folder + part.name)
        archive.writestr("lees mij.txt", "uitleg")
    loaded = load_record(record("shapefile", str(tmp_path / "punten.zip"), geometry="point"))
    assert loaded.features.table["naam"].tolist() == ["Kring"] and places(loaded) == [KRING]


def sheet(path, rows, merged=()):
    """Write a workbook of texts and numbers by its own XML, with cells that are merged as ``A1:C1`` has them."""
    if path.suffix == ".ods":
        return ods(path, rows, merged)
    cells = "".join(
        f'<row r="{number}">' + "".join(cell(f"{chr(65 + column)}{number}", value) for column, value in enumerate(row)) + "</row>"
        for number, row in enumerate(rows, 1)
    )
    joins = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/"
    package = "http://schemas.openxmlformats.org/package/2006/"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{office}relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}relationships"><sheets><sheet name="blad" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type='
        f'"{office}relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        + (f"<mergeCells>{joins}</mergeCells>" if joins else "")
        + "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def cell(place, value):
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def ods(path, rows, merged):
    """Write an OpenDocument sheet; a merged cell spans columns, and covered cells follow it."""
    spans = {(int(one[1:].split(":")[0]), ord(one[0]) - 65): ord(one.split(":")[1][0]) - ord(one[0]) + 1 for one in merged}
    lines = []
    for number, row in enumerate(rows, 1):
        cells, covered = [], 0
        for column, value in enumerate(row):
            if covered:
                covered -= 1
                cells.append("<table:covered-table-cell/>")
                continue
            span = spans.get((number, column), 1)
            covered = span - 1
            text = "" if value is None else f"<text:p>{value}</text:p>"
            number_of = f' office:value-type="float" office:value="{value}"' if isinstance(value, (int, float)) else ""
            kind = number_of or (' office:value-type="string"' if value is not None else "")
            cells.append(f'<table:table-cell table:number-columns-spanned="{span}"{kind}>{text}</table:table-cell>')
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<table:table table:name="blad">{"".join(lines)}</table:table>'
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"{content}</office:document-content>")
    return path


MERGED = [
    ["Inwoners en gezinnen per wijk, 1 januari", None, None, None],
    ["wijk", "inwoners", None, "gezinnen"],
    [None, "2023", "2024", "2024"],
    ["A01", 1200, 1250, 610],
    ["A02", 800, 790, 400],
]


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_header_over_merged_cells(tmp_path, ending):
    heard = Heard()
    path = sheet(tmp_path / f"wijken{ending}", MERGED, ["A1:D1", "B2:C2"])
    table = load_record(record("excel", str(path), geometry="none", key="wijk"), progress=heard).features.table
    assert table["wijk"].tolist() == ["A01", "A02"]
    assert {name: table[name].tolist() for name in table if name != "wijk"} == {
        "inwoners 2023": [1200, 800],
        "inwoners 2024": [1250, 790],
        "gezinnen 2024": [610, 400],
    }
    assert "Layer 'Trial': the column names are in row 3." in heard.notes


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_header_below_titles(tmp_path, ending):
    rows = [["Tevredenheid 2024", None, None], [None, None, None], ["wijk", "n", "aandeel"], ["A01", 12, 0.5], ["A02", 9, 0.25]]
    table = load_record(record("excel", str(sheet(tmp_path / f"a{ending}", rows)), geometry="none")).features.table
    assert table.to_dict("list") == {"wijk": ["A01", "A02"], "n": [12, 9], "aandeel": [0.5, 0.25]}


def test_ods_with_points(tmp_path):
    path = sheet(tmp_path / "punten.ods", [["naam", "x", "y"], ["Kring", 104700, 194500]])
    loaded = load_record(record("excel", str(path), geometry="point"))
    assert places(loaded) == [KRING] and loaded.features.crs == LAMBERT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_and_without_its_mark(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("naam;n\r\nSint-Baafsplein é;1\r\nCafé;2\r\n".encode(encoding))
    table = load_record(record("csv", str(path), geometry="none")).features.table
    assert table.to_dict("list") == {"naam": ["Sint-Baafsplein é", "Café"], "n": [1, 2]}


X, Y = GHENT
PLACES = {
    "lat and lon": [{"lat": Y, "lon": X}],
    "in an object": [{"location": {"latitude": Y, "longitude": X}}],
    "[lon, lat]": [{"geo": [X, Y]}],
    "[lat, lon]": [{"geo": [Y, X]}],
    "GeoJSON's geometry": [{"geometry": {"type": "Point", "coordinates": [X, Y]}}],
    "lat and lon of a portal": [{"geo_point_2d": {"lon": X, "lat": Y}}],
    "one text": [{"coordinaten": f"{Y}, {X}"}],
    "texts": [{"lat": str(Y), "lng": str(X)}],
}


@pytest.mark.parametrize("shape", PLACES)
def test_degrees_in_json(tmp_path, shape):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"result": {"items": [one | {"naam": "Kring"} for one in PLACES[shape]]}}))
    loaded = load_record(record("json", str(path), geometry="point"))
    assert places(loaded) == [GHENT] and loaded.features.crs == DEGREES and loaded.features.table["naam"].tolist() == ["Kring"]


@pytest.mark.parametrize("place", [{"x": KRING[0], "y": KRING[1]}, {"lambert72": {"x": KRING[0], "y": KRING[1]}}, {"geo": list(KRING)}])
def test_lambert_in_json(tmp_path, place):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([place | {"naam": "Kring"}]))
    loaded = load_record(record("json", str(path), geometry="point"))
    assert places(loaded) == [KRING] and loaded.features.crs == LAMBERT


@pytest.mark.parametrize("kind", ["csv", "geojson", "json"])
def test_exports_of_a_portal_by_their_own_address(kind):
    point = {"type": "Point", "coordinates": list(GHENT)}
    features = [{"type": "Feature", "properties": {"naam": "Kring"}, "geometry": point}]
    body = {
        "csv": f"naam;geo_point_2d\r\nKring;{Y}, {X}\r\n".encode("utf-8-sig"),
        "geojson": json.dumps({"type": "FeatureCollection", "features": features}).encode(),
        "json": json.dumps([{"naam": "Kring", "geo_point_2d": {"lon": X, "lat": Y}}]).encode(),
    }[kind]
    with replay({f"/api/explore/v2.1/catalog/datasets/bib/exports/{kind}": Answer(body, "application/octet-stream")}) as web:
        loaded = load_record(record(kind, f"{web.url}/api/explore/v2.1/catalog/datasets/bib/exports/{kind}", geometry="point"))
    assert places(loaded) == [GHENT] and loaded.features.table["naam"].tolist() == ["Kring"] and loaded.date is None


@pytest.mark.skipif(gdal.GetDriverByName("Parquet") is not None, reason="this GDAL reads Parquet")
def test_parquet_of_a_portal_comes_in_another_format():
    dataset = "/api/explore/v2.1/catalog/datasets/bib"
    facts = {"dataset_id": "bib", "fields": [{"name": "naam", "type": "text"}, {"name": "geo_point_2d", "type": "geo_point_2d"}]}
    feature = {"type": "Feature", "properties": {"naam": "Kring"}, "geometry": {"type": "Point", "coordinates": list(GHENT)}}
    routes = {
        dataset: facts,
        f"{dataset}/records": {"total_count": 1, "results": []},
        f"{dataset}/exports/geojson": {"type": "FeatureCollection", "features": [feature]},
    }
    heard = Heard()
    with replay({path: Answer(json.dumps(document).encode(), "application/json") for path, document in routes.items()}) as web:
        loaded = load_record(record("parquet", f"{web.url}{dataset}/exports/parquet?lang=nl", geometry="point"), progress=heard)
    assert places(loaded) == [GHENT] and loaded.features.table["naam"].tolist() == ["Kring"]
    assert any("its portal gives the same data in another format" in note for note in heard.notes)


@pytest.mark.skipif(gdal.GetDriverByName("Parquet") is not None, reason="this GDAL reads Parquet")
@pytest.mark.parametrize("path", ["/data/bomen.parquet", "https://x.be/bomen.parquet?token=geheim"])
def test_parquet_without_a_driver_is_one_sentence(path):
    with pytest.raises(OpgaveError, match="is Parquet, for which GDAL has no driver in this QGIS. Give its source the same data") as error:
        load_record(record("parquet", path, geometry="point"))
    assert "geheim" not in error.value.sentence()


def test_statbel_in_long_form(tmp_path):
    """As Statbel gives its population by sector: one row for each sector, sex and year."""
    rows = [("2023", "44021A001", "M", 10), ("2024", "44021A001", "M", 12), ("2024", "44021A001", "F", 11), ("2024", "44021ZZZZ", "F", 1)]
    lines = ["CD_YEAR|CD_SECTOR|CD_SEX|MS_POPULATION", *("|".join(map(str, row)) for row in rows)]
    path = tmp_path / "OPENDATA_SECTOREN.txt"
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    pivot = {"rows": "CD_SECTOR", "columns": "CD_SEX", "values": "MS_POPULATION", "newest": "CD_YEAR"}
    made = {"geometry": "none", "key": "sector_code", "fields": {"sector_code": FieldSpec(sources=("CD_SECTOR",))}}
    found = load_record(record("csv", str(path), options={"pivot": pivot}, **made)).features.table
    assert found["sector_code"].tolist() == ["44021A001", "44021ZZZZ"]
    np.testing.assert_array_equal(found[["M", "F"]].to_numpy(float), [[12, 11], [np.nan, 1]])


def test_swing_in_long_form(tmp_path):
    """As Swing exports: area, indicator, period, value, with a decimal comma and a mark for what is hidden."""
    lines = ["geolevel;geoitem;indicator;period;value", "wijk;01;aandeel;2022;1,5", "wijk;01;aandeel;2023;2,5", "wijk;02;aandeel;2023;.",
             "wijk;01;aantal;2023;1 200", "wijk;02;aantal;2023;900"]  # fmt: skip
    path = tmp_path / "swing.csv"
    path.write_text("\n".join(lines))
    pivot = {"rows": ["geoitem"], "columns": ["indicator"], "values": "value", "newest": "period"}
    found = load_record(record("csv", str(path), geometry="none", key="geoitem", options={"pivot": pivot})).features.table
    assert found["geoitem"].tolist() == ["01", "02"]
    np.testing.assert_array_equal(found[["aandeel", "aantal"]].to_numpy(float), [[2.5, 1200], [np.nan, 900]])
