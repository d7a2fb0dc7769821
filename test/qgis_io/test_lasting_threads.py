"""What a task makes stays what it is when the thread of that task has ended: coordinate systems first of all."""

import threading
import time

import pytest
from opgavenkaart.processing.qgis_io.crs_names import find_crs
from opgavenkaart.processing.qgis_io.lasting_threads import call_in_lasting_thread, start_in_lasting_thread, stays
from opgavenkaart.test.support.running import registered
from opgavenkaart.test.support.tasks import run_in_task
from opgavenkaart.ui.layer_opening import open_layers
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProject,
    QgsTask,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QThread, QTimer

SECONDS = 60
LAMBERT_2008, RD, UTM_31 = "EPSG:3812", "EPSG:28992", "EPSG:32631"
OWN_PRJ = (
    'PROJCS["Eigen stelsel",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",{easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",4.5],'
    'PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",50.0],UNIT["Meter",1.0]]'
)
"""A system that has no code; another ``easting`` is another one, which QGIS has not seen yet."""


@pytest.fixture(autouse=True)
def nothing_known(qgis_app):
    """What earlier tests made in the main thread would hide what a task makes."""
    QgsCoordinateReferenceSystem.invalidateCache()
    QgsCoordinateTransform.invalidateCache()


def in_task(function):
    """Return what a function returns that is called in a task, as others than the plugin do it."""
    found = []
    task = QgsTask.fromFunction("a task", lambda task: found.append(function()))
    QgsApplication.taskManager().addTask(task)
    until = time.monotonic() + SECONDS
    while not found and time.monotonic() < until:
        QgsApplication.processEvents()
    return found[0]


def let_threads_end():
    """Wait until the threads of ended tasks have ended too, which in the tests rest for a moment only."""
    loop = QEventLoop()
    QTimer.singleShot(QgsApplication.taskManager().threadPool().expiryTimeout() + 500, loop.quit)
    loop.exec()


def definition(crs):
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def holds(crs):
    """Whether a system still has its definition, by any of its names, and takes the same place to the same degrees as ever."""
    known = QgsCoordinateReferenceSystem
    names = [crs, known(crs.authid()), known.fromOgcWmsCrs(crs.authid()), known.fromSrsId(crs.srsid())]
    names += [known.fromWkt(definition(crs))]
    degrees = QgsCoordinateTransform(crs, known("EPSG:4326"), QgsCoordinateTransformContext())
    there = degrees.transform(QgsPointXY(600_000, 700_000))
    return all(definition(one) for one in names) and there != QgsPointXY(600_000, 700_000)


def test_the_main_thread_and_a_lasting_one_call_at_once(qgis_app):
    main = threading.get_ident()
    assert stays() and call_in_lasting_thread(threading.get_ident) == main
    assert in_task(lambda: call_in_lasting_thread(lambda: threading.get_ident() == call_in_lasting_thread(threading.get_ident)))


def test_a_task_works_in_a_thread_of_qt_that_is_used_again(qgis_app):
    def where():
        return call_in_lasting_thread(lambda: (stays(), threading.get_ident(), QThread.currentThread().eventDispatcher() is not None))

    assert not in_task(stays)
    first = in_task(where)
    let_threads_end()
    assert in_task(where) == first and first[0] and first[2]


def test_works_at_the_same_time_do_not_wait_for_each_other(qgis_app):
    both = threading.Barrier(2, timeout=SECONDS)
    futures = [start_in_lasting_thread(both.wait) for _ in range(2)]
    assert sorted(future.result(SECONDS) for future in futures) == [0, 1]


def test_a_fault_reaches_whoever_asked_and_the_thread_goes_on(qgis_app):
    def fails():
        raise KeyError("lost")

    def caught():
        with pytest.raises(KeyError, match="lost"):
            call_in_lasting_thread(fails)
        return call_in_lasting_thread(lambda: "goes on")

    assert in_task(caught) == "goes on"


def test_the_window_may_wait_for_a_task_that_asks_for_a_system(qgis_app):
    """No event of the main thread is needed, so that a script that only waits does not stand still for good."""
    found = []
    thread = threading.Thread(target=lambda: found.append(find_crs(RD)))
    thread.start()
    thread.join(SECONDS)
    assert found[0].authid() == RD


@pytest.mark.parametrize("text", [RD, "urn:ogc:def:crs:EPSG::32631", OWN_PRJ.format(easting=100_000)])
def test_a_system_first_found_in_a_task_holds(qgis_app, text):
    crs = in_task(lambda: find_crs(text))
    assert definition(find_crs(text)) == definition(crs)
    let_threads_end()
    assert definition(crs) and definition(find_crs(text))
    assert crs.authid() == "" or holds(crs)


def test_a_system_that_anothers_task_spoiled_is_made_anew(qgis_app):
    """So it goes in QGIS itself: the reason for all of this."""
    spoiled = in_task(lambda: QgsCoordinateReferenceSystem(RD))
    assert definition(QgsCoordinateReferenceSystem(RD))
    let_threads_end()
    assert not definition(spoiled) and not definition(QgsCoordinateReferenceSystem(RD))
    assert holds(find_crs(RD))


def own_file(folder, easting):
    """Return a Shapefile of two points in a system without a code."""
    path = folder / "own.shp"
    layer = QgsVectorLayer("Point?crs=EPSG:3812&field=naam:string", "own", "memory")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), saved_as("ESRI Shapefile"))
    path.with_suffix(".prj").write_text(OWN_PRJ.format(easting=easting), encoding="ascii")
    return path


def saved_as(driver):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    return options


def test_layers_opened_in_a_task_keep_their_system(qgis_app, tmp_path):
    """QGIS makes it itself there, by the WKT that the file gives; the same file is opened in the window before that thread has ended."""
    path, got, loop = own_file(tmp_path, 200_000), [], QEventLoop()

    def putting(layers):
        got.extend(layers)
        yield

    open_layers(lambda progress: [QgsVectorLayer(str(path), "own", "ogr")], putting, lambda put: loop.quit())
    QTimer.singleShot(1000 * SECONDS, loop.quit)
    loop.exec()
    (layer,), again = got, QgsVectorLayer(str(path), "own", "ogr")
    assert layer.thread() == QgsApplication.instance().thread() and definition(again.crs())
    let_threads_end()
    later = QgsVectorLayer(str(path), "own", "ogr")
    assert all(definition(one) for layer in (layer, again, later) for one in (layer.crs(), layer.dataProvider().crs()))


@pytest.fixture
def resting(qgis_app):
    """Threads that rest for long enough to see what a window does with what a task has just made."""
    pool = QgsApplication.taskManager().threadPool()
    before = pool.expiryTimeout()
    pool.setExpiryTimeout(1000)
    yield
    pool.setExpiryTimeout(before)


def test_city_layers_and_map_made_in_tasks_hold(qgis_processing, qgis_new_project, resting, tmp_path):
    """The real thing: a city, its layers in another system and project, a printed map, each in a task; then QGIS's own writer.

    After each task the window shows what was made, while the thread still rests: that is how a system without definition stays in QGIS.
    """
    project = QgsProject.instance()

    def made(name, inputs):
        ran = run_in_task(QgsApplication.processingRegistry().createAlgorithmById(f"opgavenkaart:{name}"), inputs, project)
        assert ran.ok, ran.feedback.errors
        if "PROJECT" in ran.results:
            assert project.read(ran.results["PROJECT"])
        assert all(definition(QgsCoordinateReferenceSystem(one)) for one in systems)
        let_threads_end()
        return ran.results

    with registered():
        systems = ["EPSG:31370"]
        city = made("create_demo_city", {"SEED": 2, "OUTPUT_FOLDER": str(tmp_path / "city")})
        for target in ("", LAMBERT_2008, UTM_31):
            systems += [target] if target else []
            stem = tmp_path / f"layers{target[5:]}"
            inputs = {"CATALOGUE": city["CATALOGUE"], "RECORDS": "parks,schools,roads", "OUTPUT": f"{stem}.gpkg", "PROJECT": f"{stem}.qgz"}
            made("load_layers", inputs | ({"TARGET_CRS": target} if target else {}))
            layers = list(project.mapLayers().values())
            assert len(layers) == 3 and {layer.crs().authid() for layer in layers} == ({target} if target else {"EPSG:31370", LAMBERT_2008})
            assert all(holds(one) for layer in layers for one in (layer.crs(), layer.dataProvider().crs(), project.crs()))
            copy = tmp_path / "copy.gpkg"
            written = QgsVectorFileWriter.writeAsVectorFormatV3(layers[0], str(copy), project.transformContext(), saved_as("GPKG"))
            assert written[0] == QgsVectorFileWriter.WriterError.NoError
            assert QgsVectorLayer(str(copy), "copy", "ogr").crs() == layers[0].crs()
            made("export_map", {"OUTPUT": f"{stem}.png", "FORMAT": "png", "PAPER": "a4"})
    assert all(holds(QgsCoordinateReferenceSystem(one)) for one in systems)
