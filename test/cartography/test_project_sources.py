"""Which layers of a project from elsewhere are left out, by where their source leads; no request is made."""

import pytest
from opgavenkaart.processing.cartography.project_sources import elements_of, leads_away, leave_out_elsewhere, without_authentication
from opgavenkaart.test.support.layers import Heard
from qgis.PyQt.QtXml import QDomDocument


@pytest.fixture
def folder(tmp_path):
    """A folder with one file, and another file beside that folder."""
    made = tmp_path / "map"
    made.mkdir()
    (made / "a.gpkg").write_bytes(b"x")
    (tmp_path / "b.gpkg").write_bytes(b"x")
    return made


SETTING = '<customproperties><Option type="Map"><Option name="{0}" value="../o.qgs" type="QString"/></Option></customproperties>'
OLD_SETTING = '<customproperties><property key="{0}" value="1"/></customproperties>'


def layer(id: str, provider: str, source: str, embedded: str = "") -> str:
    inside = f"<id>{id}</id><layername>Laag {id}</layername><provider>{provider}</provider><datasource>{source}</datasource>"
    return f'<maplayer embedded="{embedded}">{inside}</maplayer>'


@pytest.mark.parametrize(
    ("provider", "source", "away"),
    [
        ("ogr", "./a.gpkg|layername=units", False),
        ("ogr", "../b.gpkg", True),
        ("ogr", "./gone.gpkg", True),
        ("ogr", "./a.gpkg|option:PRELUDE_STATEMENTS=ATTACH", True),
        ("ogr", "/vsicurl/https://example.org/a.gpkg", True),
        ("gdal", "./a.gpkg", False),
        ("wms", "url=https://1.1.1.1/wms&amp;layers=a", False),
        ("wms", "url=https%253A//10.0.0.5/wms", True),
        ("wms", "url=https://1.1.1.1/wms&amp;other=http://192.168.0.2/x", True),
        ("wms", "url=https%25252525253A//10.0.0.5/wms", True),
        ("wms", "url=https%2525253A%2525252F%2525252F10.0.0.5/wms&amp;other=https://1.1.1.1/", True),
        ("wms", "url=https%253A//1.1.1.1/wms", False),
        ("wms", "type=xyz&amp;url=http://127.0.0.{z}/{x}/{y}.png", True),
        ("wms", "type=xyz&amp;url=https://1.1.1.1/{z}/{x}/{y}.png", False),
        ("wms", "type=xyz&amp;url=//10.0.0.5/x&amp;referer=https://1.1.1.1/", True),
        ("wms", "type=mbtiles&amp;url=/home/somebody/tiles.mbtiles&amp;referer=https://1.1.1.1/", True),
        ("wms", "url=10.0.0.5%zz&amp;referer=https://1.1.1.1/", True),
        ("wms", "authcf%2567=abcdefg&amp;url=https://1.1.1.1/wms", True),
        ("WFS", "url='10.0.0.5/wfs' other='https://1.1.1.1/'", True),
        ("WFS", "url='https://1.1.1.1/wfs' typename='a'", False),
        ("vectortile", "type=xyz&amp;url=https://1.1.1.1/{z}&amp;styleUrl=file:///etc/style.json", True),
        ("wms", "layers=a", True),
        ("memory", "Point", False),
        ("postgres", "dbname=x host=10.0.0.5", True),
    ],
)
def test_a_layer_lies_in_the_folder_or_on_a_public_server(qgis_app, folder, provider, source, away):
    for embedded, expected in (("", away), ("1", True)):
        document = QDomDocument()
        document.setContent(f"<qgis>{layer('a', provider, source, embedded)}</qgis>")
        assert leads_away(elements_of(document, "maplayer")[0], folder) is expected


def test_a_layer_that_leads_away_is_left_out_with_its_entry_and_no_other(qgis_app, folder):
    tree = '<layer-tree-layer id="in"/><layer-tree-layer id="out"/>'
    heard, text = Heard(), f"<qgis>{tree}{layer('in', 'ogr', './a.gpkg')}{layer('out', 'ogr', '../b.gpkg')}</qgis>"
    document = QDomDocument()
    document.setContent(leave_out_elsewhere(text, folder / "p.qgs", heard))
    assert [one.attribute("id") for one in elements_of(document, "layer-tree-layer")] == ["in"]
    assert [one.text() for one in elements_of(document, "id")] == ["in"]
    (warning,) = heard.warnings
    assert "into your network: Laag out. Open it in QGIS" in warning
    whole = f"<qgis>{tree}{layer('in', 'ogr', './a.gpkg')}</qgis>"
    assert leave_out_elsewhere(whole, folder / "p.qgs", heard) == whole and len(heard.warnings) == 1


@pytest.mark.parametrize("name", ["layer-tree-group", "layer-tree-layer", "legendgroup"])
@pytest.mark.parametrize("setting", [SETTING.format("embedded_project"), SETTING.format("embedded"), OLD_SETTING.format("embedded"), ""])
def test_what_comes_from_another_project_is_left_out_and_told(qgis_app, folder, name, setting):
    entry = f'<{name} name="Groep" id="x"{"" if setting else " embedded=" + chr(34) + "1" + chr(34)}>{setting}</{name}>'
    other = f'<layer-tree-group name="Eigen">{SETTING.format("expandedLegendNodes")}</layer-tree-group>'
    heard, path = Heard(), folder / "p.qgs"
    document = QDomDocument()
    document.setContent(leave_out_elsewhere(f"<qgis>{entry}{other}{layer('in', 'ogr', './a.gpkg')}</qgis>", path, heard))
    assert "Groep" not in document.toString() and "Eigen" in document.toString() and len(elements_of(document, "maplayer")) == 1
    (warning,) = heard.warnings
    assert "into your network: Groep. Open it in QGIS" in warning


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<a>authcfg=abcdefg&amp;url=https://1.1.1.1/wms</a>", "<a>url=https://1.1.1.1/wms</a>"),
        ("<a>layers=x&amp;authcfg=abcdefg</a>", "<a>layers=x&amp;</a>"),
        ('<a source="authcfg=abcdefg&amp;layers=x"/>', '<a source="layers=x"/>'),
        ("<a>authcfg='abcdefg' url='https://1.1.1.1/wfs'</a>", "<a> url='https://1.1.1.1/wfs'</a>"),
        ("<authcfg>abcdefg</authcfg>", "<authcfg></authcfg>"),
        ('<a authcfg="abcdefg" b="c"/>', '<a authcfg="" b="c"/>'),
        ('<Option value="abcdefg" type="QString" name="authcfg"/>', '<Option value="" type="QString" name="authcfg"/>'),
        ('<property key="authcfg" value="abcdefg"/>', '<property key="authcfg" value=""/>'),
        ('<Option value="abcdefg" name="label"/>', '<Option value="abcdefg" name="label"/>'),
    ],
)
def test_an_authentication_is_taken_out_wherever_it_stands_and_what_is_beside_it_stays(text, kept):
    assert without_authentication(text) == kept


def test_no_authentication_of_this_profile_goes_to_a_server_of_somebody_elses_project(qgis_app, folder):
    wms, wfs = "authcfg=abcdefg&amp;url=https://1.1.1.1/wms", "authcfg='abcdefg' url='https://1.1.1.1/wfs'"
    text = f"<qgis>{layer('a', 'wms', wms)}{layer('b', 'WFS', wfs)}</qgis>"
    heard = Heard()
    kept = leave_out_elsewhere(text, folder / "p.qgs", heard)
    assert "abcdefg" not in kept and kept.count("https://1.1.1.1/") == 2 and heard.warnings == []
