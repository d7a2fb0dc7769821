"""The tools of the tests do what tests rely on."""

import os
import subprocess
import tempfile

import pytest
from opgavenkaart.test.support import counts, data, scratch
from opgavenkaart.test.support.running import RecordingFeedback, registered
from qgis.core import QgsApplication, QgsProcessingException


def test_a_run_gives_layers_and_messages(run_algorithm):
    ran = run_algorithm(
        "native:creategrid",
        {"TYPE": 2, "EXTENT": "0,3,0,2 [EPSG:31370]", "HSPACING": 1, "VSPACING": 1, "CRS": "EPSG:31370", "OUTPUT": "TEMPORARY_OUTPUT"},
    )
    assert ran["OUTPUT"].featureCount() == 6
    assert any("Results" in line for line in ran.infos)


def test_a_failed_run_raises_its_sentence(run_algorithm):
    with pytest.raises(QgsProcessingException, match="Could not load source layer"):
        run_algorithm("native:centroids", {"INPUT": "/no/such/file.gpkg", "OUTPUT": "TEMPORARY_OUTPUT"})


def test_feedback_cancels_at_a_text():
    feedback = RecordingFeedback(cancel_at="Clusters")
    feedback.pushInfo("Loading")
    assert not feedback.isCanceled()
    feedback.pushInfo("Clusters: 3")
    assert feedback.isCanceled()


def test_the_provider_is_taken_away_again(qgis_app):
    with registered():
        assert QgsApplication.processingRegistry().providerById("opgavenkaart")
    assert QgsApplication.processingRegistry().providerById("opgavenkaart") is None


def test_an_ordinary_run_tries_a_tenth(monkeypatch):
    monkeypatch.setattr(counts, "LONG", False)
    assert [counts.count(n) for n in (1000, 15, 3)] == [100, 1, 1]
    monkeypatch.setattr(counts, "LONG", True)
    assert counts.count(1000) == 1000


def test_absent_data_skips_with_its_reason(monkeypatch, tmp_path):
    monkeypatch.setenv("OPGAVENKAART_DATA", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match="parks.gpkg is absent"):
        data.data_folder("parks.gpkg")
    (tmp_path / "parks.gpkg").touch()
    assert data.data_folder("parks.gpkg") == tmp_path.resolve()


def test_tests_write_to_memory_and_what_runs_left_goes(tmp_path, monkeypatch):
    """The folder of a run that has ended is removed, that of one that lives stays; who says where to write is obeyed."""
    monkeypatch.setattr(scratch, "MEMORY", tmp_path)
    monkeypatch.setattr(scratch, "ROOM_BYTES", 0)
    ended = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
    for number in (ended, "1"):
        (tmp_path / f"{scratch.NAME}{number}" / "inside").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    assert scratch.use_memory() is None
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.delenv("TMPDIR")
    own = scratch.use_memory()
    assert {path.name for path in tmp_path.iterdir()} == {own.name, f"{scratch.NAME}1"}
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(own)
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(scratch, "ROOM_BYTES", 1e18)
    assert scratch.use_memory() is None
