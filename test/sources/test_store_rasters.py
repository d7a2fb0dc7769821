"""Rasters in a store: a copy of the cells of an extent, with date and hash; and a raster file as a record of one's own."""

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.raster.grid import Window
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.store import NOT_JUDGED
from opgavenkaart.processing.qgis_io.rasters import open_raster
from opgavenkaart.processing.sources.adding.raster import add_raster
from opgavenkaart.processing.sources.loading.load import load_cells
from opgavenkaart.processing.sources.store import open_store, restore, withdraw
from opgavenkaart.processing.sources.store.sync import SyncOutcome, sync, to_sync
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.rasters import write_raster
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
LEFT, TOP, SIZE = 100_000.0, 194_000.0, 100.0
CELLS = np.arange(12, dtype=float).reshape(3, 4)
EXTENT = QgsReferencedRectangle(QgsRectangle(100_110, 193_710, 100_290, 193_890), QgsCoordinateReferenceSystem("EPSG:31370"))
"""Meets the lower rows of the second and third column."""


@pytest.fixture
def heat(tmp_path):
    return Path(write_raster(tmp_path / "warmte.tif", CELLS, LEFT, TOP, SIZE))


@pytest.fixture
def store(tmp_path):
    return open_store(str(tmp_path / "store"))


def source(path, **options):
    return record("raster", str(path), geometry="raster", crs="EPSG:31370", options=options, id="warmte")


def cells_in(store):
    """The cells of the current version, loaded as everyone loads them."""
    with open_raster(load_cells(store.record("warmte", store.current("warmte"))).raster) as opened:
        grid = opened.cells.grid
        return opened.cells.read(Window(0, grid.rows, 0, grid.columns)), (grid.left, grid.top)


def test_the_cells_of_the_extent_are_a_version_with_date_and_hash(store, heat):
    """As they are: the corner is that of the cells, and only those are there that the extent meets."""
    (first,) = sync(store, [source(heat)], EXTENT)
    values, corner = cells_in(store)
    assert values.tolist() == [[5, 6], [9, 10]] and corner == (LEFT + SIZE, TOP - SIZE)
    version = first.version
    assert first.outcome == SyncOutcome.UPDATED and version.number == 1 and version.data.endswith(".tif")
    assert len(version.hash) == 64 and version.hash == version.file_hash and version.score == NOT_JUDGED
    assert version.record["date"] and version.date_origin == "file" and version.extent.startswith("100110,100290")
    listed = read_catalogue(Path(store.base) / "catalogue.json").get("warmte")
    assert listed.source.kind == "raster" and listed.quality is None
    assert load_cells(listed).raster is not None


def test_only_a_cell_that_differs_makes_a_version_and_an_earlier_one_comes_back(store, heat):
    assert [sync(store, [source(heat)])[0].outcome for _ in range(2)] == [SyncOutcome.UPDATED, SyncOutcome.UNCHANGED]
    write_raster(heat, CELLS + 1, LEFT, TOP, SIZE)
    (later,) = sync(store, [source(heat)])
    assert (later.outcome, later.version.number, cells_in(store)[0][0, 0]) == (SyncOutcome.UPDATED, 2, 1)
    assert len(list(Path(store.base).rglob("*.tif"))) == 2, "what was fetched without a change is not kept"
    restore(store, "warmte", 1)
    assert cells_in(store)[0][0, 0] == 0
    withdraw(store, "warmte", 2, "wrong")
    assert len(list(Path(store.base).rglob("*.tif"))) == 1


def test_band_and_marks_of_missing_data_are_those_of_the_record(store, heat):
    """The copy says itself what the options of the record say of its source."""
    sync(store, [source(heat, missing=[3, 7])])
    values, _ = cells_in(store)
    assert np.isnan(values[0, 3]) and np.isnan(values[1, 3]) and np.nansum(values) == CELLS.sum() - 10
    assert "missing" not in store.record("warmte", store.current("warmte")).source.options


def test_a_copy_that_somebody_changed_is_not_opened(store, heat):
    sync(store, [source(heat)])
    (kept,) = Path(store.base).rglob("*.tif")
    write_raster(kept, CELLS + 5, LEFT, TOP, SIZE)
    with pytest.raises(OpgaveError, match="'v1-.*tif' in '.*' was changed after the store kept it"):
        cells_in(store)
    (mended,) = sync(store, [source(heat)])
    assert mended.version.number == 2 and cells_in(store)[0][0, 0] == 0


def test_what_fails_leaves_the_copy(store, heat):
    sync(store, [source(heat)])
    heat.write_bytes(b"II*\x00nothing")
    heard = Heard()
    (failed,) = sync(store, [source(heat)], progress=heard)
    assert failed.outcome == SyncOutcome.FAILED and failed.version.number == 1
    assert "cannot be read as a GeoTIFF" in heard.warnings[0] and cells_in(store)[0][0, 0] == 0
    assert len(list(Path(store.base).rglob("*.tif"))) == 1


def test_rasters_on_servers_are_kept_where_they_are_named_and_only_in_folders(tmp_path, heat):
    far = dataclasses.replace(source("https://x.be/groen.tif"), id="groen")
    assert [one.id for one in to_sync([source(heat), far])] == ["warmte"]
    (left,) = sync(open_store(str(tmp_path / "store.gpkg")), [source(heat)])
    assert left.outcome == SyncOutcome.LEFT
    assert str(left.details[0]) == "Layer 'Trial (warmte)' is a raster, which only a store in a folder keeps, and was left out."


def test_a_raster_has_no_features_to_read(store, heat):
    sync(store, [source(heat)])
    version = store.current("warmte")
    with pytest.raises(OpgaveError, match="is a raster in store '.*', and has no features"):
        store.read("warmte", store.record("warmte", version), version.data)


def test_a_file_of_ones_own_becomes_a_record(heat, tmp_path):
    place = tmp_path / "eigen.json"
    made = add_raster(heat, place, "heat_map")
    kept = read_catalogue(place).get("heat_map")
    assert (kept.source.kind, kept.geometry, kept.crs, kept.publisher.name) == ("raster", "raster", "EPSG:31370", "VITO")
    assert load_cells(kept).raster is not None and made.id == "heat_map"
    assert add_raster(heat, place).id == "warmte"


def test_what_is_no_raster_or_in_the_place_of_features_leaves_the_catalogue(heat, tmp_path):
    place = tmp_path / "eigen.json"
    with pytest.raises(OpgaveError, match=r"'warmte.tif' is a raster, and 'Parken \(parks\)' is none: give another RECORD_ID|Parks"):
        add_raster(heat, place, "parks")
    broken = tmp_path / "stuk.tif"
    broken.write_bytes(os.urandom(300))
    with pytest.raises(OpgaveError, match="cannot be read as a GeoTIFF"):
        add_raster(broken, place)
    assert not place.exists()
