"""The package through QGIS's own plugin manager, from a repository on this machine, and out again without a trace."""

import configparser
import subprocess
from pathlib import Path

import pytest
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.test.support.window import qgis_window

ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).with_name("inside_installing.py")
LISTED = """<?xml version="1.0" encoding="UTF-8"?>
<plugins>
  <pyqgis_plugin name="{name}" version="{version}">
    <description>{description}</description>
    <version>{version}</version>
    <qgis_minimum_version>{qgisMinimumVersion}</qgis_minimum_version>
    <qgis_maximum_version>{qgisMaximumVersion}</qgis_maximum_version>
    <author_name>{author}</author_name>
    <file_name>opgavenkaart.zip</file_name>
    <download_url>{url}/opgavenkaart.zip</download_url>
    <experimental>False</experimental>
    <deprecated>False</deprecated>
    <server>False</server>
  </pyqgis_plugin>
</plugins>
"""


@pytest.fixture(scope="module")
def metadata():
    found = configparser.ConfigParser()
    found.read(ROOT / "metadata.txt", encoding="utf-8")
    return dict(found["general"])


@pytest.fixture(scope="module")
def window(tmp_path_factory, metadata):
    """A QGIS that knows the plugin from a repository only, with a folder of its own for temporary files."""
    folder = tmp_path_factory.mktemp("install")
    package = folder / "opgavenkaart.zip"
    subprocess.run(["bash", str(ROOT / ".ci" / "package.sh"), str(package)], check=True, capture_output=True)
    (folder / "temporary").mkdir()
    (folder / "none").mkdir()
    with pytest.MonkeyPatch.context() as patched, replay({}) as server:
        patched.setenv("TMPDIR", str(folder / "temporary"))
        listed = LISTED.format(**metadata, **camel(metadata), url=server.url)
        server.routes |= {
            "/plugins.xml": Answer(listed.encode()),
            "/opgavenkaart.zip": Answer(package.read_bytes(), "application/zip"),
        }
        with qgis_window(INSIDE, enabled=False, plugins=folder / "none") as opened:
            assert opened.call("add_repository", url=f"{server.url}/plugins.xml") == metadata["version"]
            yield opened


def camel(metadata):
    """Return the keys that `configparser` wrote small as QGIS writes them."""
    return {"qgisMinimumVersion": metadata["qgisminimumversion"], "qgisMaximumVersion": metadata["qgismaximumversion"]}


def test_it_is_installed_works_and_goes_without_a_trace(window):
    assert window.call("install") == ""
    installed = window.call("traces")
    assert installed["enabled"] and installed["menus"] == ["Opgavenkaart"] and installed["providers"] == 1
    assert window.call("docks") == dict.fromkeys(("Catalogue", "Challenge", "Map", "Planning"), True)
    window.call("start_tour")
    window.wait_for("tour_ended", seconds=240)
    assert "opgavenkaart" in window.call("traces")["files"]
    window.call("uninstall")
    assert window.wait_for("accept_offer", seconds=30).startswith("Opgavenkaart: Opgavenkaart is uninstalled. Settings and layers")
    gone = window.call("traces")
    assert {name: found for name, found in gone.items() if found} == {}
    assert "Traceback" not in window.said()
