"""The ground that the replay tells of: municipalities, statistical sectors of two vintages, and what is counted in each sector.

With the shared data codes, names, outlines and counts are those of Flanders; without, all are made up in the same form.
Coordinates are metres of EPSG:31370. The same data folder always gives the same world.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "build" / "replay"
TABLES = Path("public", "tables")
COUNTED = {
    "inhabitants": "inhabitants_2021",
    "aged_65": "aged_65_plus_2021",
    "median_income": "median_income_2021",
    "electricity_kwh": "electricity_kwh_2020",
    "electricity_connections": "electricity_connections_2020",
    "gas_kwh": "gas_kwh_2020",
    "gas_connections": "gas_connections_2020",
    "households": "households_2019",
    "cars": "cars_2019",
}
"""What is known of each sector of 2024, with the name of its column in the shared table."""
PROVINCES = {"1": "Antwerpen", "2": "Vlaams-Brabant", "3": "West-Vlaanderen", "4": "Oost-Vlaanderen", "7": "Limburg"}
"""By the first digit of a NIS code, as far as Flanders goes."""
MERGERS = 2025
"""The year of the mergers that took codes of 2024 away; those of before had taken theirs by then, but not out of the codes of sectors."""
HERSTAPPE = 2
"""The fewest sectors that a municipality has."""
SELECTIONS = 12
"""Answers to conditions that are kept, so that a second page does not cost what the first did."""


def find_data() -> Path | None:
    """Return the folder of shared data; None where it is absent."""
    folder = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    return folder if (folder / TABLES / "derived_flanders_sectors2024_real_values.csv").exists() else None


def dice(*seed: object) -> np.random.Generator:
    """Return the chance that always falls the same way for the same words."""
    return np.random.default_rng(zlib.crc32(repr(seed).encode()))


@dataclass(frozen=True)
class Place:
    """A municipality of 2025."""

    nis: str
    name: str
    extent: tuple[float, ...]
    formerly: tuple[str, ...] = ()
    merged: int = 0

    @property
    def box(self) -> shapely.Polygon:
        return shapely.box(*self.extent)

    @property
    def postcode(self) -> str:
        """A number of four digits; not the real one."""
        return str(1500 + zlib.crc32(self.nis.encode()) % 8000)


@dataclass
class Table:
    """Rows, and the shape of each in EPSG:31370 (None for a table without)."""

    frame: pd.DataFrame
    shapes: np.ndarray | None = None
    recorded: bool = False

    def __len__(self) -> int:
        return len(self.frame)

    def where(self, mask: np.ndarray) -> Table:
        shapes = None if self.shapes is None else self.shapes[mask]
        return Table(self.frame[mask].reset_index(drop=True), shapes, self.recorded)

    def take(self, start: int, count: int) -> Table:
        shapes = None if self.shapes is None else self.shapes[start : start + count]
        return Table(self.frame.iloc[start : start + count].reset_index(drop=True), shapes, self.recorded)


def together(tables: list[Table]) -> Table:
    """Return tables below each other; they are recorded where all of them are."""
    shapes = None if tables[0].shapes is None else np.concatenate([one.shapes for one in tables])
    return Table(pd.concat([one.frame for one in tables], ignore_index=True), shapes, all(one.recorded for one in tables))


@dataclass
class World:
    """All that the answers are made from.

    Parameters
    ----------
    data : Path, optional
        The folder of shared data; None: all is made up.
    only : tuple of str
        NIS codes of the municipalities that there are, for a small world; empty for all.
    """

    data: Path | None = None
    only: tuple[str, ...] = ()
    _kept: dict = field(default_factory=dict)
    _locks: dict = field(default_factory=dict)
    _selected: OrderedDict = field(default_factory=OrderedDict)

    def prepare(self) -> World:
        """Make now what every answer needs, and return the world: so that the first answer is not late."""
        for needed in (self.by_place, self.outlines, self.real_shapes):
            len(needed)
        return self

    def once(self, key: object, make: Callable[[], object]):
        """Return what ``make`` gives, which is called only the first time; who asks meanwhile waits, who asks something else does not."""
        with self._locks.setdefault(key, threading.RLock()):
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]

    def select_once(self, key: object, select: Callable[[], Table]) -> Table:
        """Return what ``select`` gives, which is called only once for the pages of one answer that are asked shortly after each other."""
        with self._locks.setdefault(key, threading.RLock()):
            found = self._selected.pop(key, None)
            found = select() if found is None else found
            self._selected[key] = found
            while len(self._selected) > SELECTIONS:
                self._locks.pop(self._selected.popitem(last=False)[0], None)
            return found

    def file_once(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return a large file that ``make`` gives, and that stays in ``build/replay`` as long as nothing changes that it is made from."""
        path = BUILD / self.digest / name

        def find() -> bytes:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_name(f"{name}.{os.getpid()}")
                part.write_bytes(make())
                part.replace(path)
            return path.read_bytes()

        return self.once(("file", name), find)

    @cached_property
    def digest(self) -> str:
        """What the world is made from, in a word: the code, the municipalities, the data."""
        found = hashlib.sha256(f"{self.data} {self.only}".encode())
        for path in [*sorted(Path(__file__).parent.glob("*.py")), ROOT / "resources" / "municipalities.json"]:
            found.update(path.read_bytes())
        return found.hexdigest()[:16]

    def file(self, *parts: str) -> Path | None:
        """Return a file of the shared data; None where it is absent."""
        path = self.data.joinpath(*parts) if self.data else None
        return path if path and path.exists() else None

    @cached_property
    def places(self) -> dict[str, Place]:
        """The municipalities by NIS code."""
        document = json.loads((ROOT / "resources" / "municipalities.json").read_text(encoding="utf-8"))
        return {
            one["nis"]: Place(
                one["nis"], one["name"], tuple(map(float, one["extent"])), tuple(one.get("formerly", ())), one.get("merged", 0)
            )
            for one in document["municipalities"]
            if not self.only or one["nis"] in self.only
        }

    def places_in(self, box: tuple[float, ...] | None = None) -> list[Place]:
        """Return the municipalities of which the extent touches a box."""
        if box is None:
            return list(self.places.values())
        west, south, east, north = box
        return [
            p for p in self.places.values() if p.extent[0] <= east and p.extent[2] >= west and p.extent[1] <= north and p.extent[3] >= south
        ]

    @cached_property
    def sectors_2024(self) -> pd.DataFrame:
        """A row a sector: ``code``, ``name``, ``nis_2024``, ``nis`` (2025) and the columns of `COUNTED`, missing as in the sources."""
        path = self.file(*TABLES.parts, "derived_flanders_sectors2024_real_values.csv")
        if path is None:
            return pd.concat([made_up_sectors(place) for place in self.places.values()], ignore_index=True)
        names = {"sector_code": "code", "sector_name": "name", "nis_code_2024": "nis_2024", "nis_code_2025": "nis"}
        names |= {column: name for name, column in COUNTED.items()}
        found = pd.read_csv(path, sep=";", dtype=dict.fromkeys(list(names)[:4], str))
        found = found[list(names)].rename(columns=names)
        return found[found["nis"].isin(list(self.places))].reset_index(drop=True)

    @cached_property
    def sectors_2025(self) -> pd.DataFrame:
        """A row a sector: ``code``, ``name``, ``nis``, ``parent`` (code of 2024, empty for none) and ``inhabitants``."""
        old = self.sectors_2024
        path = self.file(*TABLES.parts, "crosswalk", "derived_sector_2025_to_2024.csv")
        if path is None:
            found = made_up_children(old)
        else:
            read = pd.read_csv(path, sep=";", dtype=str).drop_duplicates("sector_code_2025")
            names = {"sector_code_2025": "code", "sector_name_2025": "name", "nis_code_2025": "nis", "sector_code_2024": "parent"}
            found = read[list(names)].rename(columns=names).fillna("")
            found = found[found["nis"].isin(list(self.places))].reset_index(drop=True)
            orphans = ~found["parent"].isin(old["code"])
            found.loc[orphans, "parent"] = found.loc[orphans, "nis"].map(old.drop_duplicates("nis").set_index("nis")["code"])
        counts = found["parent"].map(old.set_index("code")["inhabitants"]).fillna(0).to_numpy()
        rank = found.groupby("parent").cumcount().to_numpy()
        size = found.groupby("parent")["code"].transform("size").to_numpy()
        found["inhabitants"] = (counts // size + (rank < counts % size)).astype(int)
        for heir, lost in self.heirs(found, old).items():
            found.loc[heir, "inhabitants"] += int(old.loc[old["code"].isin(lost), "inhabitants"].fillna(0).sum())
        return found

    @staticmethod
    def heirs(sectors: pd.DataFrame, old: pd.DataFrame) -> dict[int, list[str]]:
        """Return the sectors of 2024 that ended without a child, by the row of the sector of 2025 with the most alike code."""
        found: dict[int, list[str]] = {}
        rows = {nis: part["code"] for nis, part in sectors.groupby("nis")}
        for row in old[~old["code"].isin(sectors["parent"])].itertuples():
            alike = [len(os.path.commonprefix([row.code, code])) for code in rows[row.nis]]
            found.setdefault(rows[row.nis].index[int(np.argmax(alike))], []).append(row.code)
        return found

    @cached_property
    def by_place(self) -> dict[tuple[int, str], pd.DataFrame]:
        """The sectors of a vintage (2024 or 2025) in a municipality of 2025."""
        vintages = {2024: self.sectors_2024, 2025: self.sectors_2025}
        return {(year, nis): part.reset_index(drop=True) for year, all in vintages.items() for nis, part in all.groupby("nis")}

    @cached_property
    def outlines(self) -> dict[str, shapely.Geometry]:
        """The shapes of the municipalities."""
        path = self.file("vlaanderen", "gemeenten-2025.shp")
        if path is None:
            return {nis: shapely.union_all(self.cells[nis]) for nis in self.places}
        names, shapes = read_vector(path)
        found = dict(zip(names["geoitem"], shapes, strict=True))
        return {nis: found[nis] for nis in self.places}

    @cached_property
    def cells(self) -> dict[str, np.ndarray]:
        """The cells of made up sectors of 2024, by municipality: no two overlap, and each lies in the extent of its own."""
        seeds, owners = [], []
        for place in self.places.values():
            west, south, east, north = place.extent
            count = len(self.by_place[2024, place.nis])
            share = 0.1 + 0.8 * dice("seeds", place.nis).random((count, 2))
            seeds.append(np.array([west, south]) + share * np.array([east - west, north - south]))
            owners += [place.nis] * count
        cells, owners = voronoi(np.concatenate(seeds)), np.array(owners)
        return {nis: shapely.intersection(cells[owners == nis], place.box) for nis, place in self.places.items()}

    @cached_property
    def real_shapes(self) -> dict[tuple[int, str], shapely.Geometry]:
        """The sectors of which a shape was recorded, by vintage and code."""
        sources = (
            (2024, "CS01012021", TABLES / "geometry" / "statistical_sectors_2021_simplified_15_municipalities.geojson"),
            (2024, "sectorId", Path("public", "services", "zennevallei", "sectors.geojson")),
            (2025, "nis9_code", TABLES / "crosswalk" / "gent_statistical_sectors_2025.geojson"),
        )
        found = {}
        for year, key, path in sources:
            if place := self.file(*path.parts):
                names, shapes = read_vector(place)
                found |= {(year, code): shape for code, shape in zip(names[key], to_crs(shapes, 4326, 31370), strict=True)}
        return found

    def sector_shapes(self, year: int, nis: str) -> Table:
        """Return the sectors of a municipality, in the order of `by_place`: recorded shapes, or cells within the outline."""
        return self.once(("sectors", year, nis), lambda: self._sector_shapes(year, nis))

    def _sector_shapes(self, year: int, nis: str) -> Table:
        rows = self.by_place[year, nis]
        known = [self.real_shapes.get((year, code)) for code in rows["code"]]
        if all(known):
            return Table(rows, as_multipolygons(np.array(known, dtype=object)), True)
        if year == 2024 and self.data is None:
            return Table(rows, as_multipolygons(self.cells[nis]))
        if year == 2024:
            return Table(rows, as_multipolygons(cut(self.outlines[nis], len(rows), ("sectors", nis))))
        parents = self.sector_shapes(2024, nis)
        whole = dict(zip(parents.frame["code"], parents.shapes, strict=True))
        shapes = np.full(len(rows), None, dtype=object)
        for parent, group in rows.groupby("parent"):
            shapes[group.index] = cut(whole[parent], len(group), ("children", parent)) if parent in whole else None
        for heir, lost in self.heirs(rows, parents.frame).items():
            shapes[heir] = shapely.union_all([shapes[heir], *(whole[code] for code in lost)])
        none = np.array([shape is None for shape in shapes])
        if none.any():
            shapes[none] = cut(self.outlines[nis], int(none.sum()), ("lost", nis))
        return Table(rows, as_multipolygons(shapes), parents.recorded and not rows["code"].ne(rows["parent"]).any())


def made_up_sectors(place: Place) -> pd.DataFrame:
    """Return the sectors of a municipality with codes and counts as they look: old codes stay after a merger, small counts are hidden."""
    chance = dice("counts", place.nis)
    west, south, east, north = place.extent
    count = int(np.clip((east - west) * (north - south) / 1e6 * 0.4, HERSTAPPE, 120))
    kept = list(place.formerly) if len(place.formerly) > 1 else [place.nis, *place.formerly]
    number = np.arange(count)
    prefixes = np.array(kept)[number * len(kept) // count]
    within = pd.Series(number).groupby(prefixes).cumcount().to_numpy()
    endings = np.where(chance.random(count) < 0.7, "-", (within % 3).astype(str))
    codes = [f"{nis}{chr(65 + one // 10)}{one % 10:02}{end}"[:9] for nis, one, end in zip(prefixes, within, endings, strict=True)]
    inhabitants = np.round(chance.lognormal(6.3, 0.7, count))
    households = np.round(inhabitants / chance.uniform(2.0, 2.7, count))
    frame = pd.DataFrame(
        {
            "code": codes,
            "name": [f"{place.name} {number + 1}" for number in range(count)],
            "nis_2024": prefixes if place.merged == MERGERS else place.nis,
            "nis": place.nis,
            "inhabitants": inhabitants,
            "aged_65": np.round(inhabitants * chance.uniform(0.12, 0.32, count)),
            "median_income": np.where(chance.random(count) < 0.07, np.nan, np.round(chance.normal(31000, 5000, count))),
            "electricity_connections": np.round(households * 1.05),
            "gas_connections": np.round(households * chance.uniform(0.3, 0.9, count)),
            "households": households,
            "cars": np.round(households * chance.uniform(0.7, 1.6, count)),
        }
    )
    frame["electricity_kwh"] = np.round(frame["electricity_connections"] * chance.normal(3400, 400, count), 2)
    frame["gas_kwh"] = np.round(frame["gas_connections"] * chance.normal(13200, 2500, count), 2)
    return frame


def made_up_children(old: pd.DataFrame) -> pd.DataFrame:
    """Return the sectors of 2025 that those of 2024 became: themselves, or two with another ninth character."""
    may_split = old.groupby("nis")["code"].transform("size").to_numpy() > HERSTAPPE
    splits = may_split & (dice("splits").random(len(old)) < 0.4)
    rows = np.repeat(np.arange(len(old)), np.where(splits, 2, 1))
    found = old.iloc[rows].reset_index(drop=True)
    second = np.concatenate([[False], rows[1:] == rows[:-1]])
    ends, sides = np.where(second, "L", "K"), np.where(second, " West", " Oost")
    codes = np.where(splits[rows], found["code"].str[:8] + ends, found["code"])
    names = np.where(splits[rows], found["name"] + sides, found["name"])
    return pd.DataFrame({"code": codes, "name": names, "nis": found["nis"], "parent": found["code"]})


def voronoi(points: np.ndarray, ground: shapely.Geometry | None = None) -> np.ndarray:
    """Return the cell of each point, in the order of the points; together they cover the ground."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=ground))
    which = shapely.STRtree(cells).query(shapely.points(points), predicate="intersects")
    order = np.zeros(len(points), dtype=int)
    order[which[0]] = which[1]
    return cells[order]


def cut(shape: shapely.Geometry, count: int, seed: tuple) -> np.ndarray:
    """Cut a shape into ``count`` parts."""
    if count == 1:
        return np.array([shape], dtype=object)
    cells = shapely.intersection(voronoi(points_in(shape, count, dice(*seed)), shape), shape)
    return np.array([shapely.union_all([one for one in shapely.get_parts(cell) if one.area]) for cell in cells], dtype=object)


def points_in(shape: shapely.Geometry, count: int, chance: np.random.Generator) -> np.ndarray:
    """Return places within a shape: ndarray of shape (count, 2)."""
    if not count:
        return np.zeros((0, 2))
    west, south, east, north = shape.bounds
    found = np.zeros((0, 2))
    shapely.prepare(shape)
    while len(found) < count:
        some = np.array([west, south]) + chance.random((count * 3 + 20, 2)) * np.array([east - west, north - south])
        found = np.concatenate([found, some[shapely.contains_xy(shape, some)]])
    return found[:count]


def as_multipolygons(shapes: np.ndarray) -> np.ndarray:
    """Return polygons as multipolygons, as the sources have them."""
    polygons = [[part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"] for shape in shapely.make_valid(shapes)]
    return np.array([shapely.multipolygons(one) for one in polygons], dtype=object)


@lru_cache
def conversion(source: int, target: int):
    """Return what converts coordinates, longitude before latitude; to make it takes longer than to use it."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True).transform


def to_crs(shapes: np.ndarray, source: int, target: int) -> np.ndarray:
    """Return shapes in another coordinate system, longitude before latitude."""
    if source == target or not len(shapes):
        return shapes
    convert = conversion(source, target)
    return shapely.transform(shapes, lambda one: np.stack(convert(one[:, 0], one[:, 1]), axis=1))


def box_to_crs(box: tuple[float, ...], source: int, target: int) -> tuple[float, ...]:
    """Return the extent of an extent in another coordinate system."""
    ring = shapely.segmentize(shapely.box(*box), max((box[2] - box[0]) / 8, (box[3] - box[1]) / 8, 1e-9))
    return tuple(shapely.bounds(to_crs(np.array([ring], dtype=object), source, target)[0]))


def read_vector(path: Path, where: str = "") -> tuple[pd.DataFrame, np.ndarray]:
    """Return the attributes and the shapes of a vector file, in its own coordinate system."""
    from osgeo import gdal, ogr

    gdal.UseExceptions()
    with gdal.OpenEx(str(path), gdal.OF_VECTOR) as source:
        layer = source.GetLayer(0)
        layer.SetAttributeFilter(where or None)
        described = layer.GetLayerDefn()
        names = [described.GetFieldDefn(number).GetName() for number in range(described.GetFieldCount())]
        rows, shapes = [], []
        for feature in layer:
            rows.append([feature.GetField(number) for number in range(len(names))])
            geometry = feature.GetGeometryRef()
            shapes.append(None if geometry is None else bytes(geometry.ExportToIsoWkb(ogr.wkbNDR)))
    return pd.DataFrame(rows, columns=names), shapely.force_2d(shapely.from_wkb(np.array(shapes, dtype=object)))
