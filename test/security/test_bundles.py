"""Bundles that somebody sent: what changed after the map was made is told, a manifest of any shape is one sentence."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.products.bundles import open_bundle, read_parameters
from opgavenkaart.test.support.layers import Heard

FACTS = {"challenge": {"id": "a"}, "as_of": "2026-11-01", "inputs": [], "results": {}, "files": {}}
LISTS, OUTSIDE = "[" + "[]," * 5_100_000 + "[]]", json.dumps(FACTS | {"files": {"../x": {}}})


def test_a_changed_file_is_told(demo_bundle, tmp_path):
    folder = tmp_path / "map"
    shutil.copytree(Path(demo_bundle("warm_homes")["MANIFEST"]).parent, folder)
    heard = Heard()
    bundle = open_bundle(str(folder), heard)
    assert heard.warnings == []
    with bundle.geopackage.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    open_bundle(str(folder), heard)
    assert heard.warnings == [
        f"Bundle '{folder}': {bundle.geopackage.name} changed after the map was made; what is made of it now need not agree with that map."
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, LISTS, "{}", "null", OUTSIDE])
def test_a_zipped_manifest_of_any_shape_is_one_sentence(tmp_path, text):
    with zipfile.ZipFile(tmp_path / "map.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", text)
    for read in (open_bundle, read_parameters):
        with pytest.raises(OpgaveError):
            read(str(tmp_path / "map.zip"))
