"""What was handed out of a store is kept with it, and a map that would give away what an earlier one hid is not made."""

import datetime
import gzip
import json
import os
import shutil
import threading
from pathlib import Path

import pytest
import shapely
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import Indexed, index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress, hearing
from opgavenkaart.processing.products.ledger import Ledger
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point
from qgis.core import QgsProcessingException

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
COUNTS = [8, 8, 8, 1, 20, 7, 7, 7, 22, 0, 6, 30]
S5 = 4
DATABASE = "shared"
AUDITED = {"id": "audited", "layer": "audits", "measure": "count"}


class City:
    """Sectors, districts of four sectors, audits in them, and a store with their borders; maps of them for whoever it may be."""

    def __init__(self, folder: Path, store: str):
        self.folder, self.town = folder, Town(folder, 4, 3)
        places = [point(1000 * (at % 4) + 50 + 40 * row, 1000 * (at // 4) + 500) for at, count in enumerate(COUNTS) for row in range(count)]
        scores = [1 if row % 2 and at != S5 else 9 for at, count in enumerate(COUNTS) for row in range(count)]
        self.town.layer("audits", places, columns={"score": scores}, redistribution="aggregated", fields={"score": {}})
        self.audited: tuple[dict, ...] = (AUDITED,)
        districts = [shapely.union_all(self.town.units[row : row + 4]) for row in (0, 4, 8)]
        named = {"district": ["A", "B", "C"], "district_name": ["North", "Middle", "South"]}
        self.town.layer("districts", districts, key="district", columns=named)
        self.store = store if store == DATABASE else str(folder / store)
        inputs = self.town.write(self.town.challenge(AUDITED))
        run_algorithm("sync_store", {"CATALOGUE": inputs["CATALOGUE"], "RECORDS": "statistical_sectors", "STORE": self.store})

    def write(self, districts: bool, **rest) -> dict[str, str]:
        """Write a challenge; return its path and that of the catalogue."""
        units = {"layer": "districts", "key": "district", "name": "district_name", "population": None}
        challenge = self.town.challenge(
            *self.audited, clusters={"weights": "queen", "permutations": 0}, **({"units": units} if districts else {})
        )
        return self.town.write(challenge | rest)

    def index(self, districts: bool = False) -> Indexed:
        """Return what a map for everybody would publish."""
        paths = self.write(districts)
        collected = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
        return index_challenge(collected, datetime.date(2026, 11, 1))

    def make(self, name: str, districts: bool = False, audience: str = "public", **rest):
        asked = self.write(districts, **rest) | {"STORE": self.store, "AUDIENCE": audience, "LANGUAGE": "en"}
        return run_algorithm("integrated_map", asked | {"OUTPUT_FOLDER": str(self.folder / name)})

    def hand_outs(self) -> list[dict]:
        return [document for _, document in open_store(self.store).handed_out.documents()]


def test_a_map_that_gives_away_what_an_earlier_one_hid_is_not_made(tmp_path):
    """The fourth sector of a district of 25, hidden beside three of 8 or more, is at most 3: districts and sectors are not both shown."""
    city = City(tmp_path, "store")
    first = city.make("sectors")
    (kept,) = city.hand_outs()
    assert kept["audience"] == "public" and kept["challenge"] == {"nl": "Kleine stad", "en": "Small town"}
    assert kept["files"].keys() >= {Path(first["GEOPACKAGE"]).name, Path(first["MANIFEST"]).name}
    (told,) = kept["tellings"]
    assert dict(zip(told["keys"], zip(told["low"], told["high"], strict=True), strict=True))["S4"] == (0, 7)
    with pytest.raises(
        QgsProcessingException,
        match=r"^The map is not made: together with the map 'Small town' of [\d-]{10}, 1 count of 'Layer audits' .* that of Sector 4\.",
    ):
        city.make("districts", districts=True)
    assert not (tmp_path / "districts").exists() and len(city.hand_outs()) == 1
    city.make("again")
    city.make("inside", districts=True, audience="internal")
    assert [one["audience"] for one in city.hand_outs()] == ["public", "public", "internal"]
    assert "tellings" not in city.hand_outs()[2] or city.hand_outs()[2]["tellings"] == [], "nothing secret is kept"


@pytest.fixture(scope="module")
def database(qgis_app):
    """A database, and a connection to it of its name."""
    with servers.postgis() as database:
        auth = database.connect(DATABASE)
        yield database
        database.forget(DATABASE, auth)


@pytest.fixture
def store(request, tmp_path, qgis_app):
    """Where a store is; of one in a database it is the name of a connection."""
    if request.param != DATABASE:
        return str(tmp_path / request.param)
    request.getfixturevalue("database").run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    return DATABASE


@pytest.mark.parametrize("store", ["store", "store.gpkg", DATABASE], indirect=True)
def test_every_store_keeps_what_was_handed_out(tmp_path, store):
    city = City(tmp_path, store)
    sectors, districts = city.index(), city.index(districts=True)
    for name in ("one.gpkg", "two.gpkg"):
        (tmp_path / name).write_bytes(name.encode())
        ledger = Ledger(open_store(store).handed_out)
        ledger.check(sectors)
        ledger.write(sectors, [tmp_path / name])
    ledger = Ledger(open_store(store).handed_out)
    assert [set(one.files) for one in ledger.read()] == [{"one.gpkg"}, {"two.gpkg"}]
    assert not ledger.kept.add(next(iter(ledger.read()[0].units.values())), b"other shapes"), "what is kept is not changed"
    with pytest.raises(OpgaveError, match=r"together with the map 'Small town' of .* that of Sector 4\."):
        ledger.check(districts)
    ledger.write(districts, [])
    assert [one.units.keys() for one in ledger.read()] == [{"statistical_sectors"}] * 2 + [{"districts"}]


@pytest.mark.parametrize("store", ["store", "store.gpkg", DATABASE], indirect=True)
def test_of_two_maps_that_are_made_at_once_the_second_is_compared_with_the_first(tmp_path, store):
    """Either was compared before the other left, and found nothing; while one leaves, the other waits."""
    city = City(tmp_path, store)
    sectors, districts = city.index(), city.index(districts=True)
    (tmp_path / "one.gpkg").write_bytes(b"one")
    ledger, other = (Ledger(open_store(store).handed_out) for _ in range(2))
    seen = [ledger.check(sectors), other.check(districts)]
    assert seen == [0, 0]
    leaves, refused = threading.Event(), []

    def leave() -> None:
        with ledger.alone(sectors, 0):
            leaves.set()
            ledger.write(sectors, [tmp_path / "one.gpkg"])

    def follow() -> None:
        leaves.wait()
        try:
            with other.alone(districts, 0):
                refused.append("")
        except OpgaveError as error:
            refused.append(error.sentence())

    both = [threading.Thread(target=one) for one in (leave, follow)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert "together with the map 'Small town'" in refused[0]


@pytest.mark.parametrize("store", ["store", "store.gpkg", DATABASE], indirect=True)
def test_who_waits_for_another_map_to_leave_hears_a_cancel(tmp_path, store):
    city = City(tmp_path, store)
    sectors, asked = city.index(), []

    class CancelledAtTheThirdLook(Progress):
        def is_cancelled(self) -> bool:
            asked.append(len(asked))
            return len(asked) > 2

    ledger, other = (Ledger(open_store(store).handed_out) for _ in range(2))
    with ledger.alone(sectors, 0), hearing(CancelledAtTheThirdLook()), pytest.raises(Cancelled), other.alone(sectors, 0):
        raise AssertionError("both leave at once")
    assert len(asked) == 3
    with other.alone(sectors, 0):
        pass  # whoever was cancelled holds nothing


def test_a_map_whose_counts_are_coarse_enough_is_made(tmp_path):
    city = City(tmp_path, "store")
    city.make("sectors")
    city.make("districts", districts=True, audience="partners", disclosure={"rounding": 15})
    assert [one["audience"] for one in city.hand_outs()] == ["public", "partners"]


@pytest.mark.parametrize("content", ["{}", "[]", "{", "cut"])
def test_a_ledger_that_cannot_be_read_is_no_empty_one(tmp_path, content):
    city = City(tmp_path, "store")
    city.make("sectors")
    (path,) = tmp_path.glob("**/*handed_out/*.json")
    if content == "cut":
        document = json.loads(path.read_text(encoding="utf-8"))
        document["tellings"][0]["low"].pop()
        content = json.dumps(document)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"which keeps what was handed out, cannot be read|^.*_0\.json"):
        city.make("districts", districts=True)


@pytest.fixture(scope="module")
def told(qgis_app, qgis_processing, tmp_path_factory):
    """A store that keeps one map, and what a second would publish."""
    folder = tmp_path_factory.mktemp("told")
    city = City(folder, "store")
    Ledger(open_store(city.store).handed_out).write(city.index(), [])
    return folder / "store", city.index(districts=True)


def in_document(**changes):
    def change(folder: Path) -> None:
        (path,) = folder.glob("*.json")
        document = json.loads(path.read_text(encoding="utf-8"))
        document["tellings"][0] |= {key: value for key, value in changes.items() if key in document["tellings"][0]}
        document |= {key: value for key, value in changes.items() if key in document}
        path.write_text(json.dumps(document), encoding="utf-8")

    return change


def in_shapes(content):
    def change(folder: Path) -> None:
        (path,) = folder.glob("*.gz")
        document = json.loads(gzip.decompress(path.read_bytes()))
        path.write_bytes(gzip.compress(content(document) if callable(content) else content))

    return change


def linked(pattern: str):
    def change(folder: Path) -> None:
        (path,) = folder.glob(pattern)
        path.rename(folder.parents[1] / path.name)
        path.symlink_to(folder.parents[1] / path.name)

    return change


def piped(pattern: str):
    def change(folder: Path) -> None:
        (path,) = folder.glob(pattern)
        path.unlink()
        os.mkfifo(path)

    return change


def folder_linked(folder: Path) -> None:
    folder.rename(folder.parents[1] / "others")
    folder.symlink_to(folder.parents[1] / "others", target_is_directory=True)


@pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
@pytest.mark.parametrize(
    "change",
    [
        in_document(units={}),
        in_document(units={"statistical_sectors": ["x"]}),
        in_document(units={"statistical_sectors": "../../catalogue.json"}),
        in_document(when=3),
        in_document(challenge="x"),
        in_document(date=3),
        in_document(low=["x"] * 12),
        in_document(low=[10**400] * 12),
        in_document(high=[None] * 11 + [[]]),
        in_document(keys=["x"] * 12),
        in_document(keys=[f"x{at}" for at in range(12)]),
        in_document(names=[{}] * 12),
        in_document(files=[]),
        in_document(measurement={"layer": "audits"}),
        in_document(measurement=[]),
        in_shapes(b"[" * 200_000),
        in_shapes(b"\0" * (400 << 20)),
        in_shapes(b"[]"),
        in_shapes(lambda document: json.dumps(document | {"crs": 3}).encode()),
        in_shapes(lambda document: json.dumps(document | {"crs": "x"}).encode()),
        in_shapes(lambda document: json.dumps(document | {"shapes": dict.fromkeys(document["shapes"], 1)}).encode()),
        in_shapes(lambda document: json.dumps(document | {"shapes": {}}).encode()),
        linked("*.json"),
        linked("*.gz"),
        piped("*.json"),
        piped("*.gz"),
        folder_linked,
    ],
)
def test_what_a_colleague_changed_in_a_ledger_is_one_sentence(told, tmp_path, change):
    store, second = told
    shutil.copytree(store, tmp_path / "deep" / "store")
    change(tmp_path / "deep" / "store" / "catalogue_handed_out")
    with pytest.raises(OpgaveError, match="which keeps what was handed out, cannot be read|is a link to another place|is not a file"):
        Ledger(open_store(str(tmp_path / "deep" / "store")).handed_out).check(second)


@pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
def test_nothing_is_kept_in_a_folder_that_a_link_leads_to(told, tmp_path):
    store, second = told
    shutil.copytree(store, tmp_path / "deep" / "store")
    folder_linked(tmp_path / "deep" / "store" / "catalogue_handed_out")
    with pytest.raises(OpgaveError, match="is a link to another place"):
        Ledger(open_store(str(tmp_path / "deep" / "store")).handed_out).write(second, [])
    assert len(list((tmp_path / "deep" / "others").iterdir())) == 2


def test_units_of_the_same_keys_and_other_shapes_are_other_units(tmp_path):
    """A later year moves a strip with an audit from S2 to S1: 8 less it are hidden, S1 with 8 and it is still 10, so 4 to 7 are left."""
    city = City(tmp_path, "store")
    city.make("sectors")
    shapes = list(city.town.units)
    strip = shapely.box(*point(1000, 400).coords[0], *point(1060, 600).coords[0])
    shapes[0], shapes[1] = shapely.union(shapes[0], strip), shapely.difference(shapes[1], strip)
    moved = {"sector_code": city.town.keys, "sector_name": [f"Sector {key}" for key in city.town.keys]}
    city.town.layer("statistical_sectors", shapes, key="sector_code", columns=moved)
    run_algorithm("sync_store", {"CATALOGUE": str(tmp_path / "catalogue.json"), "RECORDS": "statistical_sectors", "STORE": city.store})
    with pytest.raises(QgsProcessingException, match=r"1 count of 'Layer audits' could be computed back, that of Sector S2\."):
        city.make("later")


def test_a_part_and_its_whole_on_two_maps_tell_no_rest(tmp_path):
    """All of S5 passed: 20 on one map, 20 on another, so that at most 4 did not. With as many who did not on the map it is made."""
    city = City(tmp_path, "store")
    city.make("sectors")
    passed = {"id": "passed", "layer": "audits", "measure": "count", "filter": '"score" > 4'}
    city.audited = (passed,)
    with pytest.raises(QgsProcessingException, match=r"together with .* 1 count of 'Layer audits' .* that of Sector 5"):
        city.make("passed")
    city.audited = (AUDITED, passed)
    city.make("both")
