"""The layers that services give: what stands in each municipality, in the columns that the sources document."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .server import SOUND, Fault
from .world import Place, Table, World, dice, points_in, read_vector, to_crs, together

BOX = re.compile(r"BBOX\s*\(\s*\w+\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*(?:,\s*'[^']*'\s*)?\)", re.IGNORECASE)
NIS = re.compile(r"'(\d{5})'")
TRUE, FALSE = "true", "false"


@dataclass(frozen=True)
class Layer:
    """A layer of a service.

    Attributes
    ----------
    name : str
        As WFS calls it, without prefix.
    collection : str
        As OGC API Features calls it.
    geometry : str
        ``Point``, ``LineString`` or ``MultiPolygon``.
    make : callable
        What stands in a municipality.
    key : str
        The column that tells rows apart.
    place : str
        The column with the NIS code, by which a question about one municipality is known; empty where there is none.
    """

    name: str
    make: Callable[[World, Place], Table]
    geometry: str
    key: str
    collection: str = ""
    place: str = ""
    crs: int = 31370

    def of(self, world: World, place: Place) -> Table:
        """Return what stands in a municipality."""
        return world.once((self, place.nis), lambda: self.make(world, place))

    def first(self, world: World, count: int, fault: Fault) -> tuple[Table, bool]:
        """Return the first rows of all Flanders, of as many municipalities as it takes, and whether these are all."""
        tables: list[Table] = []
        for place in world.places.values():
            tables.append(self.of(world, place))
            if sum(map(len, tables)) > count:
                return fault.spoil_table(together(tables)), False
        return fault.spoil_table(together(tables)), True

    def select(self, world: World, box: tuple[float, ...] | None = None, where: str = "", fault: Fault = SOUND) -> Table:
        """Return what lies in a box (EPSG:31370) and passes a condition in SQL, of the rows as the source gives them now."""
        return world.select_once((self, box, where, fault), lambda: self._select(world, box, where, fault))

    def _select(self, world: World, box: tuple[float, ...] | None, where: str, fault: Fault) -> Table:
        if found := BOX.search(where):
            where, box = BOX.sub("1=1", where), tuple(map(float, found.groups()))
        places = world.places_in(box)
        if self.place and re.search(rf"\b{self.place}\b", where) and " OR " not in where.upper():
            codes = set(NIS.findall(where))
            places = [place for place in places if place.nis in codes] or places
        tables = [self.of(world, place) for place in places]
        if not tables:
            return fault.spoil_table(self.of(world, next(iter(world.places.values()))).take(0, 0))
        found = fault.spoil_table(together(tables))
        if box is not None:
            west, south, east, north = shapely.bounds(found.shapes).T
            found = found.where((west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1]))
        return found.where(passes(found.frame, where)) if where else found


def passes(frame: pd.DataFrame, where: str) -> np.ndarray:
    """Return which rows a condition in SQL lets through: SQLite judges.

    Raises
    ------
    sqlite3.Error
        It is no such condition, or names a column that is not there.
    """
    used = [name for name in frame if name.lower() in where.lower()]
    columns = ", ".join('"{}" {}'.format(name.replace('"', '""'), affinity(frame[name])) for name in used)
    with sqlite3.connect(":memory:") as database:
        database.execute(f"CREATE TABLE t (row_number INTEGER{', ' + columns if columns else ''})")
        values = zip(range(len(frame)), *(plain(frame[name]) for name in used), strict=True)
        database.executemany(f"INSERT INTO t VALUES ({', '.join('?' * (len(used) + 1))})", values)
        rows = [row for (row,) in database.execute(f"SELECT row_number FROM t WHERE {re.sub('ILIKE', 'LIKE', where, flags=re.IGNORECASE)}")]
    mask = np.zeros(len(frame), dtype=bool)
    mask[rows] = True
    return mask


def affinity(column: pd.Series) -> str:
    """Return what SQLite makes of values that it compares with a column's: 23027 equals '23027'."""
    return "NUMERIC" if pd.api.types.is_numeric_dtype(column) else "TEXT"


def plain(column: pd.Series) -> list:
    """Return the values of a column as Python has them, None for a missing one."""
    return column.astype(object).where(column.notna(), None).tolist()


# What stands where: the sites of a municipality, of which each source tells in its own words.

SITES = {  # kind: inhabitants to each site, how it is called
    "preschool_primary": (3500, "Basisschool {}"),
    "primary": (15000, "Lagere school {}"),
    "secondary": (12000, "Atheneum {}"),
    "library": (22000, "Bibliotheek {}"),
    "sport_hall": (8000, "Sporthal {}"),
    "care_home": (9000, "Woonzorgcentrum {}"),
    "assisted_living": (11000, "Residentie {}"),
    "service_centre": (15000, "Lokaal dienstencentrum {}"),
    "childcare": (1800, "Kinderdagverblijf {}"),
    "doctor": (1100, "Dokter {}"),
    "community_centre": (10000, "Ontmoetingscentrum {}"),
    "hospital": (60000, "Ziekenhuis {}"),
    "unfit": (2500, "Woning {}"),
    "park": (2200, "Park {}"),
}
NAMES = [
    "Linde",
    "Kouter",
    "Molen",
    "Dorp",
    "Kerk",
    "Beek",
    "Veld",
    "Berg",
    "Statie",
    "Markt",
    "Kasteel",
    "Meersen",
    "Hoek",
    "Vijver",
    "Eik",
    "Zon",
    "Roos",
    "Wilg",
    "Dries",
    "Abdij",
]
STREETS = [f"{name.lower().capitalize()}{end}" for name in NAMES for end in ("straat", "laan", "weg")]


def sites(world: World, place: Place) -> pd.DataFrame:
    """Return the sites of a municipality: ``kind``, ``number``, ``name``, ``street``, ``house_number``, ``x``, ``y``; made up."""
    return world.once(("sites", place.nis), lambda: make_sites(world, place))


def make_sites(world: World, place: Place) -> pd.DataFrame:
    sectors, chance = world.sector_shapes(2024, place.nis), dice("sites", place.nis)
    people = sectors.frame["inhabitants"].fillna(0).to_numpy()
    share = (people + 1) / (people + 1).sum()
    rows = []
    for kind, (each, title) in SITES.items():
        count = int(np.floor(people.sum() / each + chance.random() * 0.5)) or (1 if kind == "park" else 0)
        for number, sector in enumerate(chance.choice(len(sectors), count, p=share)):
            ((x, y),) = points_in(sectors.shapes[sector], 1, chance)
            name = title.format(f"{NAMES[(number * 7 + len(kind)) % len(NAMES)]}{'' if number < len(NAMES) else f' {number}'}")
            street = STREETS[int(chance.integers(len(STREETS)))]
            rows.append((kind, f"{place.nis}{len(rows):05}", name, street, str(int(chance.integers(1, 200))), x, y))
    return pd.DataFrame(rows, columns=["kind", "number", "name", "street", "house_number", "x", "y"])


def points(frame: pd.DataFrame) -> np.ndarray:
    return shapely.points(frame["x"].to_numpy(float), frame["y"].to_numpy(float)).astype(object)


# The layers, each in the columns of its source.


def municipality(world: World, place: Place) -> Table:
    row = {"UIDN": int(place.nis), "OIDN": int(place.nis), "TERRID": int(place.nis), "NAAM": place.name, "NISCODE": place.nis}
    shape = world.outlines[place.nis]
    return Table(pd.DataFrame([row]), np.array([shapely.multipolygons(shapely.get_parts(shape))], dtype=object), world.data is not None)


def whole(code: str, name: str, belongs: Callable[[Place], bool]) -> Callable[[World, Place], Table]:
    """Return the layer of a province, an arrondissement or the region: it stands in the first of its municipalities."""

    def make(world: World, place: Place) -> Table:
        own = [one for one in world.places.values() if belongs(one)]
        frame = pd.DataFrame([{"UIDN": 1, "OIDN": int(code), "NAAM": name, "NISCODE": code}])
        if not own or own[0] != place:
            return Table(frame[:0], np.zeros(0, dtype=object))
        union = shapely.union_all([shapely.make_valid(world.outlines[one.nis]) for one in own])
        shape = shapely.multipolygons([part for part in shapely.get_parts(union) if part.geom_type == "Polygon"])
        return Table(frame, np.array([shape], dtype=object))

    return make


def region_of(size: int, names: dict[str, str]) -> Callable[[World, Place], Table]:
    """Return the layer of all areas that share the first digits of their codes."""

    def make(world: World, place: Place) -> Table:
        start = place.nis[:size]
        return whole(start.ljust(5, "0"), names.get(start, f"Arrondissement {start}"), lambda one: one.nis[:size] == start)(world, place)

    return make


def sectors_2025(world: World, place: Place) -> Table:
    found = world.sector_shapes(2025, place.nis)
    frame = pd.DataFrame(
        {
            "UIDN": np.arange(len(found)) + int(place.nis) * 1000,
            "OIDN": np.arange(len(found)) + int(place.nis) * 1000,
            "CS01012025": found.frame["code"],
            "T_SEC_NL": found.frame["name"],
            "CNIS5_2025": place.nis,
            "T_MUN_NL": place.name,
        }
    )
    return Table(frame, found.shapes, found.recorded)


ADDRESS = (
    "Id",
    "ObjectId",
    "StraatnaamObjectId",
    "Straatnaam",
    "Huisnummer",
    "Busnummer",
    "VolledigAdres",
    "GemeenteObjectId",
    "Gemeentenaam",
)
ADDRESS += ("PostinfoObjectId", "AdresStatus", "PositieGeometrieMethode", "PositieSpecificatie", "OfficieelToegekend")
STATUSES = (("InGebruik", 0.96), ("Voorgesteld", 0.02), ("Gehistoreerd", 0.015), ("Afgekeurd", 0.005))


def addresses(world: World, place: Place) -> Table:
    """Return the addresses: of Ghent and of arrondissement Roeselare where they were recorded (older, without status), else made up."""
    return world.once(("addresses", place.nis), lambda: make_addresses(world, place))


def make_addresses(world: World, place: Place) -> Table:
    known = recorded_addresses(world, place)
    if known is None:
        sectors, chance = world.sector_shapes(2024, place.nis), dice("addresses", place.nis)
        counts = np.maximum(1, (sectors.frame["inhabitants"].fillna(20).to_numpy() / 2.2).astype(int))
        where = [points_in(shape, count, chance) for shape, count in zip(sectors.shapes, counts, strict=True)]
        xy, sector = np.round(np.concatenate(where), 2), np.repeat(np.arange(len(sectors)), counts)
        streets = np.array(STREETS)[(sector * 3 + chance.integers(0, 3, len(sector))) % len(STREETS)]
        numbers = chance.integers(1, 200, len(sector)).astype(str)
        statuses = chance.choice([name for name, _ in STATUSES], len(sector), p=[share for _, share in STATUSES])
    else:
        xy, streets, numbers = known
        statuses = np.full(len(xy), "InGebruik")
    ids = np.arange(len(xy)) + int(place.nis) * 1_000_000
    frame = pd.DataFrame({"Id": [f"https://data.vlaanderen.be/id/adres/{number}" for number in ids], "ObjectId": ids})
    frame["StraatnaamObjectId"] = pd.factorize(streets)[0] + int(place.nis) * 1000
    frame["Straatnaam"], frame["Huisnummer"], frame["Busnummer"] = streets, numbers, None
    frame["VolledigAdres"] = [f"{street} {number}, {place.postcode} {place.name}" for street, number in zip(streets, numbers, strict=True)]
    frame["GemeenteObjectId"], frame["Gemeentenaam"], frame["PostinfoObjectId"] = place.nis, place.name, place.postcode
    frame["AdresStatus"], frame["PositieGeometrieMethode"] = statuses, "AangeduidDoorBeheerder"
    frame["PositieSpecificatie"], frame["OfficieelToegekend"] = "Gebouweenheid", TRUE
    return Table(frame[list(ADDRESS)], shapely.points(xy).astype(object))


def recorded_addresses(world: World, place: Place) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Return places, streets and numbers; None where none were recorded."""
    path = world.file("gent", "adressen-crab2013-gent.gpkg")
    if place.nis == "44021" and path:
        frame, shapes = read_vector(path)
        return shapely.get_coordinates(shapes), frame["STREET_NL"].to_numpy(object), frame["HUISNR"].astype(str).to_numpy(object)
    path = world.file("public", "tables", "statbel", "best_addresses_arr36_with_cd_sector.csv")
    if place.nis.startswith("36") and path:
        frame = world.once("arr36", lambda: pd.read_csv(path, sep=";", dtype={"house_number_sans_lettre": str, "street_id_phaco": str}))
        old = set(world.by_place[2024, place.nis]["code"])
        mine = frame[frame["cd_sector"].isin(old)].dropna(subset=["x_31370", "y_31370"])
        if len(mine):
            streets = "Straat " + mine["street_id_phaco"].fillna("onbekend")
            return (
                mine[["x_31370", "y_31370"]].to_numpy(float),
                streets.to_numpy(object),
                mine["house_number_sans_lettre"].fillna("1").to_numpy(object),
            )
    return None


def buildings(world: World, place: Place) -> Table:
    """Return a main building at three of four addresses, and an outbuilding at each fourth."""
    at = addresses(world, place)
    xy = shapely.get_coordinates(at.shapes)
    chance, kinds = dice("buildings", place.nis), np.where(np.arange(len(xy)) % 4 < 3, 1, 2)
    half = np.where(kinds == 1, chance.uniform(3, 9, len(xy)), chance.uniform(1, 3, len(xy)))
    shapes = shapely.multipolygons([[one] for one in shapely.box(*(xy - half[:, None]).T, *(xy + half[:, None]).T)])
    ids = np.arange(len(xy)) + int(place.nis) * 1_000_000
    frame = pd.DataFrame({"UIDN": ids, "OIDN": ids, "TYPE": kinds, "LBLTYPE": np.where(kinds == 1, "hoofdgebouw", "bijgebouw")})
    frame["BEGINDATUM"], frame["VERSDATUM"], frame["OPNDATUM"] = "2012-04-12", "2024-01-01", "2010-06-01"
    frame["LENGTE"], frame["OPPERVL"] = np.round(shapely.length(shapes), 2), np.round(shapely.area(shapes), 2)
    return Table(frame, np.array(shapes, dtype=object))


def register_buildings(world: World, place: Place) -> Table:
    found = buildings(world, place)
    main = found.where(found.frame["TYPE"].eq(1).to_numpy())
    ids = main.frame["OIDN"]
    frame = pd.DataFrame({"Id": "https://data.vlaanderen.be/id/gebouw/" + ids.astype(str), "ObjectId": ids})
    frame["GebouwStatus"], frame["GeometrieMethode"] = "Gerealiseerd", "IngemetenGRB"
    return Table(frame, main.shapes)


def building_units(world: World, place: Place) -> Table:
    found = register_buildings(world, place)
    many = 1 + found.frame["ObjectId"].to_numpy() % 3
    rows = np.repeat(np.arange(len(found)), many)
    ids = np.arange(len(rows)) + int(place.nis) * 1_000_000
    frame = pd.DataFrame({"Id": [f"https://data.vlaanderen.be/id/gebouweenheid/{one}" for one in ids], "ObjectId": ids})
    frame["GebouwObjectId"] = found.frame["ObjectId"].to_numpy()[rows]
    frame["GebouweenheidStatus"] = np.where(ids % 20 == 0, "Gepland", "Gerealiseerd")
    frame["Functie"] = np.where(ids % 9 == 0, "GemeenschappelijkDeel", "NietGekend")
    return Table(frame, shapely.centroid(found.shapes)[rows])


def parcels(world: World, place: Place) -> Table:
    """Return parcels: those that were recorded, else one around each building."""
    path = world.file("recorded", "grb-adp-parcels.geojson")
    if place.nis == "24062" and path:
        frame, shapes = read_vector(path)
        columns = ["UIDN", "OIDN", "VERSIE", "CAPAKEY", "CANU", "NISCODE", "BHRDR", "LBLBHRDR", "BGNINV", "LBLBGNINV"]
        return Table(frame[columns], as_multi(shapes), True)
    main = register_buildings(world, place)
    west, south, east, north = shapely.bounds(main.shapes).T
    ids = main.frame["ObjectId"]
    frame = pd.DataFrame({"UIDN": ids, "OIDN": ids, "VERSIE": 1, "CAPAKEY": [f"{place.nis}A{one % 10000:04}/00A000" for one in ids]})
    frame["CANU"], frame["NISCODE"], frame["BHRDR"], frame["LBLBHRDR"] = "1A", place.nis, 2, "AAPD"
    frame["BGNINV"], frame["LBLBGNINV"] = 13, "aanmaak uniek percelenplan"
    return Table(frame, as_multi(shapely.box(west - 5, south - 5, east + 5, north + 15)))


def as_multi(shapes: np.ndarray) -> np.ndarray:
    return np.array([shapely.multipolygons(shapely.get_parts(shape)) for shape in shapes], dtype=object)


def streets(world: World, place: Place) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the segments of a made up net: the sides of triangles between places where people live."""
    return world.once(("streets", place.nis), lambda: make_streets(world, place))


def make_streets(world: World, place: Place) -> tuple[pd.DataFrame, np.ndarray]:
    sectors, chance = world.sector_shapes(2024, place.nis), dice("streets", place.nis)
    counts = np.maximum(3, (sectors.frame["inhabitants"].fillna(0).to_numpy() / 45).astype(int))
    xy = np.concatenate([points_in(shape, count, chance) for shape, count in zip(sectors.shapes, counts, strict=True)])
    lines = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(xy), only_edges=True))
    lines = lines[shapely.length(lines) < 600]
    ids = np.arange(len(lines)) + int(place.nis) * 100_000
    major = chance.random(len(lines)) < 0.12
    frame = pd.DataFrame({"id": ids, "name": np.array(STREETS)[ids % len(STREETS)], "is_major": major})
    frame["speed"] = np.where(major, chance.choice([70, 90], len(lines)), chance.choice([20, 30, 50], len(lines), p=[0.05, 0.4, 0.55]))
    return frame, lines.astype(object)


def road_segments(world: World, place: Place) -> Table:
    found, lines = streets(world, place)
    frame = pd.DataFrame({"objectId": found["id"], "linkerstraatnaam": found["name"], "rechterstraatnaam": found["name"]})
    frame["linkerstraatnaamObjectId"] = pd.factorize(found["name"])[0] + 1
    frame["morfologischeWegklasse"] = "weg bestaande uit één rijbaan"
    frame["wegcategorie"] = np.where(found["is_major"], "interlokale weg", "lokale erftoegangsweg")
    frame["wegsegmentstatus"], frame["toegangsbeperking"], frame["wegbeheerder"] = "in gebruik", "openbare weg", place.nis
    frame["labelWegbeheerder"], frame["beginknoopObjectId"], frame["eindknoopObjectId"] = (
        f"Gemeente {place.name}",
        found["id"],
        found["id"] + 1,
    )
    frame["verwijderd"] = FALSE
    return Table(frame, lines)


def speed_limits(world: World, place: Place) -> Table:
    """Return a segment for each direction of a street of which these are kept apart: every fifth stands twice."""
    found, lines = streets(world, place)
    rows = np.sort(np.concatenate([np.arange(len(found)), np.arange(0, len(found), 5)]))
    frame = pd.DataFrame({"Snelheid": found["speed"].to_numpy()[rows], "Wegsegment_ID": found["id"].to_numpy()[rows]})
    frame["Vorige_wegsegment_ID"] = None
    return Table(frame, lines[rows])


def surfaces(kind: str, width: float, every: int) -> Callable[[World, Place], Table]:
    """Return a GRB layer of ground along some of the streets."""

    def make(world: World, place: Place) -> Table:
        _, lines = streets(world, place)
        shapes = as_multi(shapely.buffer(lines[::every], width, cap_style="flat"))
        ids = np.arange(len(shapes)) + int(place.nis) * 100_000
        return Table(pd.DataFrame({"UIDN": ids, "OIDN": ids, "LBLTYPE": kind, "BEGINDATUM": "2012-04-12"}), shapes)

    return make


def centre_lines(kind: str, every: int) -> Callable[[World, Place], Table]:
    """Return a GRB layer of lines."""

    def make(world: World, place: Place) -> Table:
        _, lines = streets(world, place)
        ids = np.arange(len(lines[::every])) + int(place.nis) * 100_000
        return Table(pd.DataFrame({"UIDN": ids, "OIDN": ids, "LBLTYPE": kind, "BEGINDATUM": "2012-04-12"}), lines[::every])

    return make


POI = {  # kind of site: CATEGORIE, POITYPE, PRODUCT; the words of education are seen, the others are guessed
    "preschool_primary": ("Basisonderwijs", "Gewoon kleuteronderwijs, Gewoon lager onderwijs", None),
    "primary": ("Basisonderwijs", "Gewoon lager onderwijs", None),
    "secondary": ("Secundair onderwijs", "Gewoon voltijds secundair onderwijs", None),
    "library": ("Cultuur", "Bibliotheek", None),
    "sport_hall": ("Sport", "Sportlokaal", None),
    "care_home": ("Zorg en gezondheid", "Woonzorgcentrum", None),
    "assisted_living": ("Zorg en gezondheid", "Groep van assistentiewoningen", None),
    "service_centre": ("Zorg en gezondheid", "Lokaal dienstencentrum", None),
    "childcare": ("Kind en gezin", "GroepsopvangBabysEnPeuters", None),
    "hospital": ("Zorg en gezondheid", "Ziekenhuis", None),
    "unfit": ("Wonen", "Ongeschikte of onbewoonbare woning", "VlaamseInventarisOngeschikteOnbewoonbareWoningen"),
}


def points_of_interest(world: World, place: Place) -> Table:
    some = sites(world, place)
    some = some[some["kind"].isin(POI)].reset_index(drop=True)
    frame = pd.DataFrame({"POID": some["number"].astype("int64"), "NAAM": some["name"]})
    for column, part in (("CATEGORIE", 0), ("POITYPE", 1), ("PRODUCT", 2)):
        frame[column] = [POI[kind][part] for kind in some["kind"]]
    frame["NOTITIE"], frame["STRAAT"], frame["HUISNUMMER"], frame["BUSNUMMER"] = None, some["street"], some["house_number"], None
    frame["POSTCODE"], frame["GEMEENTE"] = place.postcode, place.name
    frame["TELEFOON"], frame["EMAIL"], frame["LINK1"], frame["LINK2"] = None, None, None, None
    return Table(frame, points(some))


def stops(world: World, place: Place) -> pd.DataFrame:
    """Return the stops of De Lijn in a municipality: ``stop_id``, ``name``, ``x``, ``y``; made up, one for 450 inhabitants."""
    return world.once(("stops", place.nis), lambda: make_stops(world, place))


def make_stops(world: World, place: Place) -> pd.DataFrame:
    count = int(world.by_place[2024, place.nis]["inhabitants"].sum() / 450) or 1
    xy = np.round(points_in(world.outlines[place.nis], count, dice("stops", place.nis)), 2)
    xy = xy[np.argsort(xy[:, 0])]
    names = [f"{place.name} {NAMES[number % len(NAMES)]} {number // len(NAMES) + 1}" for number in range(count)]
    return pd.DataFrame({"stop_id": np.arange(count) + int(place.nis) * 1000, "name": names, "x": xy[:, 0], "y": xy[:, 1]})


def bus_stops(world: World, place: Place) -> Table:
    some = stops(world, place)
    ids = some["stop_id"]
    frame = pd.DataFrame({"UIDN": ids, "OIDN": ids, "STOPID": ids, "NAAMHALTE": some["name"], "TYPEHALTE": 1})
    frame["LBLTYPEHAL"], frame["CODEGEM"], frame["NAAMGEM"] = "bushalte", place.nis, place.name
    return Table(frame, points(some))


def bus_lines(world: World, place: Place) -> Table:
    """Return a line by way of all stops; a tram in the largest municipalities."""
    at = bus_stops(world, place)
    order = np.argsort(shapely.get_x(at.shapes))
    number = int(place.nis)
    frame = pd.DataFrame(
        [{"UIDN": number, "OIDN": number, "ROUTEID": number, "LIJN": number % 400, "NAAMLIJN": f"Lijn {place.name}", "VARIANT": 1}]
    )
    frame["VARIANTID"], frame["VOERTUIG"] = number, "Tram" if len(at) > 300 else "Bus"
    if len(at) < 2:
        return Table(frame[:0], np.zeros(0, dtype=object))
    return Table(frame, np.array([shapely.linestrings(shapely.get_coordinates(at.shapes[order]))], dtype=object))


def works(world: World, place: Place) -> Table:
    some = sites(world, place)
    some = some[some["kind"].eq("doctor")].iloc[::3].reset_index(drop=True)
    frame = pd.DataFrame({"GipodId": some["number"].astype("int64"), "Description": "Wegenwerken", "Type": "Werken"})
    frame["Status"], frame["Owner"], frame["HindranceConsequenceOf"] = "In uitvoering", place.name, "Groundwork"
    frame["HindranceStatus"] = np.where(frame.index % 2 == 0, "Gevalideerd", "Niet gevalideerd")
    return Table(frame, points(some))


def parks(world: World, place: Place) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the parks of a municipality: a row of `sites` and a polygon each, some with a pond that is no park."""
    some = sites(world, place)
    some = some[some["kind"].eq("park")].reset_index(drop=True)
    chance = dice("parks", place.nis)
    radius = chance.lognormal(4.1, 0.6, len(some))
    shapes = shapely.buffer(points(some), radius, quad_segs=4)
    ponds = shapely.buffer(points(some), radius / 4, quad_segs=2)
    shapes = np.where(np.arange(len(some)) % 5 == 0, shapely.difference(shapes, ponds), shapes)
    return some, shapes


def floods(kind: str) -> Callable[[World, Place], Table]:
    """Return areas with a chance of floods along made up brooks: the worst within the less bad, as gridcode 3, 2 and 1."""

    def make(world: World, place: Place) -> Table:
        chance = dice("flood", kind, place.nis)
        west, south, east, north = place.extent
        x = np.linspace(west, east, 25)
        level = south + (north - south) * chance.uniform(0.2, 0.8)
        brook = shapely.linestrings(np.stack([x, level + np.cumsum(chance.normal(0, (north - south) / 40, 25))], axis=1))
        widths = (60.0, 110.0, 180.0)
        outline = shapely.make_valid(world.outlines[place.nis])
        areas = [shapely.intersection(shapely.buffer(brook, width, quad_segs=2), outline) for width in widths]
        areas = [areas[0], shapely.difference(areas[1], areas[0]), shapely.difference(areas[2], areas[1])]
        parts = [
            (code, part)
            for code, area in zip((3, 2, 1), areas, strict=True)
            for part in shapely.get_parts(area)
            if part.geom_type == "Polygon"
        ]
        shapes = np.array([shapely.multipolygons([part]) for _, part in parts], dtype=object)
        ids = np.arange(len(parts)) + int(place.nis) * 1000
        frame = pd.DataFrame({"OBJECTID": ids, "Id": ids, "gridcode": np.array([code for code, _ in parts], dtype=int)})
        frame["Shape_Length"], frame["Shape_Area"] = np.round(shapely.length(shapes), 6), np.round(shapely.area(shapes), 6)
        return Table(frame, shapes)

    return make


def floods_of_2017(world: World, place: Place) -> Table:
    """Return the map that was replaced, in its own words."""
    found = floods("fluviaal")(world, place)
    words = np.where(found.frame["gridcode"] == 3, "effectief", "mogelijk")
    return Table(pd.DataFrame({"OBJECTID": found.frame["OBJECTID"], "overstrgev": words}), found.shapes)


def zones(kinds: tuple[str, ...], id: str) -> Callable[[World, Place], Table]:
    """Return a plan that covers a municipality: a zone a sector."""

    def make(world: World, place: Place) -> Table:
        found = world.sector_shapes(2024, place.nis)
        ids = np.arange(len(found)) + int(place.nis) * 1000
        frame = pd.DataFrame({"gid": ids, "svnaam": np.array(kinds)[ids % len(kinds)], "svnr": ids % len(kinds), id: place.nis})
        frame["naam"], frame["fichelink"] = f"Plan {place.name}", None
        return Table(frame, found.shapes)

    return make


def heritage(world: World, place: Place) -> Table:
    """Return protected places, one a sector; of those that were recorded only three have the number that is their key."""
    found = world.sector_shapes(2024, place.nis)
    ids = np.arange(len(found)) + int(place.nis) * 1000
    frame = pd.DataFrame({"aanduid_id": ids, "naam": "Hoeve", "type_naam": "vastgesteld bouwkundig erfgoed", "locatie": place.name})
    return Table(frame, as_multi(shapely.buffer(shapely.point_on_surface(found.shapes), 30)))


def nature(world: World, place: Place) -> Table:
    some, shapes = parks(world, place)
    frame = pd.DataFrame({"gid": some["number"].astype("int64"), "domeinnaam": some["name"]})
    return Table(frame, as_multi(shapes)).where(np.arange(len(some)) % 4 == 0)


# GeoJSON, which most services speak.


def geojson_features(found: Table, crs: int, id: str = "", name: str = "") -> list[str]:
    """Return each feature as GeoJSON; ``id`` is the column of its id, before which ``name`` stands."""
    shapes = to_crs(found.shapes, 31370, crs) if found.shapes is not None else np.full(len(found), None)
    precision = 7 if crs == 4326 else 2
    geometry = [None if one is None else rounded(one, precision) for one in shapes]
    texts = [json.dumps(row, ensure_ascii=False, default=str) for row in records(found.frame)]
    ids = [json.dumps(f"{name}{one}" if name else one) for one in plain(found.frame[id])] if id else ["null"] * len(texts)
    return [
        f'{{"type":"Feature","id":{one},"geometry":{shape or "null"},"properties":{text}}}'
        for one, shape, text in zip(ids, geometry, texts, strict=True)
    ]


def rounded(shape: shapely.Geometry, precision: int) -> str:
    """Return a shape as GeoJSON with so many decimals."""
    return shapely.to_geojson(shapely.transform(shape, lambda xy: np.round(xy, precision)))


def records(frame: pd.DataFrame) -> list[dict]:
    """Return the rows as JSON holds them."""
    columns = [plain(frame[name]) for name in frame]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]
