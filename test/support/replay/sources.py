"""The sources by host and path: what answers there, what of it was recorded, what is made up.

Addresses, columns, marks and code vintages are those of the dossier of public sources; what nobody saw (the words of POI for care, the
path of the flood maps' query) is as likely here as there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from . import layers, tables, timetables
from .features import API, Arcgis, Dataset, Oapif, Opendatasoft
from .layers import Layer, sites
from .maps import geocoder, metadata, page, tile, wms, wmts
from .overpass import overpass
from .server import Source
from .tables import heat_workbook, school_file, shared_file, social_map, statbel, station_file
from .wfs import Wfs
from .world import PROVINCES, Place, Table, World, read_vector, to_crs

GEO, MERCATOR, WATER = "geo.api.vlaanderen.be", "www.mercator.vlaanderen.be", "inspirepub.waterinfo.be"
GENT, ANTWERPEN, FLUVIUS = "data.stad.gent", "geodata.antwerpen.be", "opendata.fluvius.be"
MADE_UP = "made up"
GHENT = "44021"
ANTWERP = "11002"

# Services of Digitaal Vlaanderen, each as WFS and as OGC API Features

MUNICIPALITIES = (
    Layer("Refgem", layers.municipality, "MultiPolygon", "UIDN", "Refgem", "NISCODE"),
    Layer("Refarr", layers.region_of(2, {}), "MultiPolygon", "OIDN", "Refarr"),
    Layer("Refprv", layers.region_of(1, PROVINCES), "MultiPolygon", "OIDN", "Refprv"),
    Layer("Refgew", layers.whole("02000", "Vlaams Gewest", lambda place: True), "MultiPolygon", "OIDN", "Refgew"),
)
SERVICES = {
    "VRBG": (MUNICIPALITIES, "municipalities recorded (2025); provinces, arrondissements and region made of them"),
    "VRBG2025": (MUNICIPALITIES, "as VRBG"),
    "StatistischeSectoren": (
        (Layer("StatSec", layers.sectors_2025, "MultiPolygon", "UIDN", "statistischesector", "CNIS5_2025"),),
        "codes of 2025 and names recorded; shapes recorded of Gent, elsewhere cut from recorded sectors of 2024 or made up",
    ),
    "Adressenregister": (
        (Layer("Adres", layers.addresses, "Point", "ObjectId", "Adres", "GemeenteObjectId"),),
        "places recorded of Gent (2013) and arrondissement Roeselare, elsewhere made up",
    ),
    "Gebouwenregister": (
        (
            Layer("Gebouw", layers.register_buildings, "MultiPolygon", "ObjectId", "Gebouw"),
            Layer("Gebouweenheid", layers.building_units, "Point", "ObjectId", "Gebouweenheid"),
        ),
        MADE_UP,
    ),
    "GRB": (
        (
            Layer("GBG", layers.buildings, "MultiPolygon", "OIDN", "GBG"),
            Layer("ADP", layers.parcels, "MultiPolygon", "OIDN", "ADP", "NISCODE"),
            Layer("WBN", layers.surfaces("wegsegment", 4.0, 1), "MultiPolygon", "OIDN", "WBN"),
            Layer("WTZ", layers.surfaces("waterloop", 2.0, 23), "MultiPolygon", "OIDN", "WTZ"),
            Layer("WLAS", layers.centre_lines("waterloop", 23), "LineString", "OIDN", "WLAS"),
            Layer("WRL", layers.centre_lines("spoorbaan", 61), "LineString", "OIDN", "WRL"),
        ),
        "parcels recorded around Leuven (321), the rest made up",
    ),
    "Wegenregister": ((Layer("Wegsegment", layers.road_segments, "LineString", "objectId", "Wegsegment"),), MADE_UP),
    "POI": ((Layer("POI", layers.points_of_interest, "Point", "POID", "POI"),), "made up; words of education seen, those of care guessed"),
    "Haltes": ((Layer("Halte", layers.bus_stops, "Point", "STOPID", "Halte", "CODEGEM"),), "made up; the stops of the timetable"),
    "Reiswegen": ((Layer("Reisweg", layers.bus_lines, "LineString", "OIDN", "Reisweg"),), MADE_UP),
    "GIPOD": ((Layer("HINDER_PUNT", layers.works, "Point", "GipodId", "HINDER_PUNT"),), MADE_UP),
}


def flemish_services() -> list[Source]:
    found = []
    for name, (served, about) in SERVICES.items():
        found.append(Source(GEO, f"/{name}/wfs", Wfs(name, served), about, "wfs"))
        for root in (f"/{name}/ogc/features/v1", f"/{name}/ogc/features"):
            found += [Source(GEO, f"{root}{end}", Oapif(root, served), about, "oapif") for end in ("", "/*")]
    return found


# Environment and water

ZONES = ("Woongebieden", "Agrarische gebieden", "Natuurgebieden", "Industriegebieden")
PLANS = Wfs(
    "lu",
    (
        Layer("lu_gwp_gv", layers.zones(ZONES, "hoofdcode"), "MultiPolygon", "gid", crs=3812),
        *(
            Layer(f"lu_{name}_{end}", layers.zones(ZONES, "algplanid"), "MultiPolygon", "gid", crs=3812)
            for name in ("gewrup", "prorup", "gemrup")
            for end in ("gv", "ct")
        ),
        Layer("ps:ps_aandobj", layers.heritage, "MultiPolygon", "aanduid_id"),
        Layer("am:am_patdat", layers.nature, "MultiPolygon", "gid"),
    ),
    geometry="geom",
    caps_hits=False,
)
FLOODS = ("fluviaal", "pluviaal", "vanuit_de_zee")
SPEEDS = Wfs(
    "awv", (Layer("Afgeleide_snelheidsregimes", layers.speed_limits, "LineString", "Wegsegment_ID"),), geometry="geom", caps_hits=False
)


def flood_services() -> list[Source]:
    found = []
    for name in FLOODS:
        root = f"/arcgis/rest/services/informatieplicht/overstromingsgevoelige_gebieden_{name}/MapServer"
        service = Arcgis(
            root, {0: Layer(f"Overstromingsgevoelige gebieden {name}", layers.floods(name), "MultiPolygon", "OBJECTID")}, crs=3857
        )
        found += [Source(WATER, f"{root}{end}", service, "made up; the path of the query is guessed", "arcgis") for end in ("", "/*")]
    old = Wfs("waterinfo_WFS", (Layer("Overstromingsgevoelige_gebieden_2017", layers.floods_of_2017, "MultiPolygon", "OBJECTID"),))
    drawn = "/arcgis/services/informatieplicht/overstromingsgevoelige_gebieden_{}/MapServer/WMSServer"
    maps = [Source(WATER, drawn.format(name), wms("0"), "made up, plain grey", "wms") for name in FLOODS]
    return [*found, Source(WATER, "/arcgis/services/waterinfo_WFS/MapServer/WFSServer", old, MADE_UP, "wfs"), *maps]


# Fluvius


ENERGY_COLUMNS = {
    "Statistische Sector": "statistische_sector",
    "Gemeente": "gemeente",
    "Markt": "markt",
    "Richting": "richting",
    "Sector": "sector",
    "Rol Contact": "contact_rol",
    "Aantal": "aantal",
    "Benaderend Verbruik (kWh)": "afname",
}
"""What the table without activities calls the columns of the one with them."""


def recorded_energy(world: World) -> pd.DataFrame | None:
    """Return the households of 2020 in the columns of that year's table, codes with blanks before them; None where they are absent."""
    path = world.file("public", "tables", "fluvius", "fluvius_1_06b_2020_huishoudens_vlaanderen.csv")
    return pd.read_csv(path, sep=";", keep_default_na=False) if path else None


def energy_of_sectors(world: World) -> Table:
    """Return the table without activities, recorded or made of the other one."""
    found = recorded_energy(world)
    if found is not None:
        return Table(found, None, True)
    made = energy(world).frame.rename(columns={new: old for old, new in ENERGY_COLUMNS.items()})
    return Table(made[list(ENERGY_COLUMNS)].assign(Markt=made["Markt"].replace("Aardgas", "Gas")))


def energy(world: World) -> Table:
    """Return use by sector, market, direction and activity: of households of 2020 as recorded, and nothing else; without data made up."""
    found = recorded_energy(world)
    if found is not None:
        rows = found.rename(columns=ENERGY_COLUMNS).replace({"markt": {"Gas": "Aardgas"}})
        return Table(rows.assign(subsector="HUISHOUDENS", verbruiksjaar=2020), None, True)
    sectors = world.sectors_2024
    names = sectors["nis"].map({nis: place.name.upper() for nis, place in world.places.items()})
    parts = []
    for market, start in (("Elektriciteit", "electricity"), ("Aardgas", "gas")):
        counts, use = sectors[f"{start}_connections"], sectors[f"{start}_kwh"]
        few = counts.fillna(0) < 3
        for activity, sub, role, share in (
            ("HUISHOUDENS", "HUISHOUDENS", "Persoon", 1.0),
            ("TERTIAIRE SECTOR", "HANDEL", "Bedrijf", 0.06),
            ("TERTIAIRE SECTOR", "ONDERWIJS", "Bedrijf", 0.02),
        ):
            part = pd.DataFrame({"statistische_sector": sectors["code"], "gemeente": names, "markt": market, "richting": "Afname"})
            part["sector"], part["subsector"], part["contact_rol"] = activity, sub, role
            part["aantal"], part["afname"] = (counts * share).round(), (use * share).round(2)
            parts.append(part[~few & (part["aantal"] >= 3)])
        pools = sectors.assign(gemeente=names, is_few=few).groupby("nis").agg(gemeente=("gemeente", "first"), aantal=("is_few", "sum"))
        pool = pd.DataFrame(
            {"statistische_sector": pools.index + "REST", "gemeente": pools["gemeente"], "markt": market, "richting": "Afname"}
        )
        parts.append(
            pool.assign(sector="HUISHOUDENS", subsector="HUISHOUDENS", contact_rol="Persoon", aantal=pools["aantal"] + 3, afname=9999.5)
        )
    back = parts[0].assign(richting="Injectie", aantal=(parts[0]["aantal"] * 0.3).round(), afname=0.0)
    found = pd.concat([*parts, back], ignore_index=True)
    return Table(found.assign(aantal=found["aantal"].astype(int), verbruiksjaar=2020))


ENERGY = Opendatasoft(
    (
        Dataset("1_06a-verbruiksgegevens-per-statistische-sector-met-nace-sector-en-nace-subsecto", energy),
        Dataset("1_06b-verbruiksgegevens-statistische-sector-met-nace-sector", energy_of_sectors),
    )
)


# Ghent


def ghent_file(name: str, columns: tuple[str, ...], crs: int, make_up: Callable[[World, Place], tuple[pd.DataFrame, np.ndarray]]):
    """Return what reads a recorded layer of the city; where it is absent one is made up, with the same text in all its columns."""

    def make(world: World) -> Table:
        path = world.file("gent", name)
        if path is None:
            rows, made = make_up(world, world.places[GHENT])
            frame = pd.DataFrame(dict.fromkeys(columns, rows["name"]))
            numbers = {one: np.arange(len(rows)) + 1 for one in ("wijknr", "objectid", "status") if one in columns}
            return Table(frame.assign(**numbers), made)
        frame, shapes = read_vector(path)
        there = ~shapely.is_missing(shapes)
        return Table(frame.loc[there, list(columns)].reset_index(drop=True), to_crs(shapes[there], crs, 31370), True)

    return make


def quarters(world: World, place: Place) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the quarters of a city: the sectors of which the codes share the letter."""
    found = world.sector_shapes(2024, place.nis)
    letters = found.frame["code"].str[5]
    names = sorted(letters.unique())
    shapes = layers.as_multi(np.array([shapely.union_all(found.shapes[letters == letter]) for letter in names], dtype=object))
    return pd.DataFrame({"name": [f"Wijk {letter}" for letter in names]}), shapes


def ghent_stops(world: World) -> Table:
    path = world.file("gent", "haltes-delijn-gent.csv")
    if path is None:
        return layers.bus_stops(world, world.places[GHENT])
    frame = pd.read_csv(path, sep=";", dtype={"haltenummer": str})
    shapes = to_crs(shapely.points(frame["longitude"], frame["latitude"]).astype(object), 4326, 31370)
    return Table(
        frame[["entiteitnummer", "haltenummer", "omschrijving", "omschrijvinglang", "gemeentenummer", "omschrijvinggemeente"]], shapes, True
    )


def ghent_sites(*kinds: str):
    """Return made up sites in the city with ``naam``, ``type`` and an address."""

    def make(world: World) -> Table:
        return named_sites(
            world, world.places[GHENT], kinds, {"naam": "name", "type": "kind", "straat": "street", "huisnummer": "house_number"}
        )

    return make


def ghent_libraries(world: World) -> Table:
    path = world.file("gent", "voorzieningen-gent.gpkg")
    if path is None:
        return ghent_sites("library")(world)
    frame, shapes = read_vector(path, "type = 'libraries'")
    return Table(frame[["naam"]], shapes, True)


def ghent_sectors(world: World) -> Table:
    found = world.sector_shapes(2025, GHENT)
    frame = pd.DataFrame(
        {"sectorcode": found.frame["code"].str[5:], "sectornaam": found.frame["name"], "wijknr": 1 + found.frame.index % 25}
    )
    return Table(frame, found.shapes, found.recorded)


def ghent_population(world: World) -> Table:
    rows = [(year, number, f"Wijk {number}", 9000 + number * 130 + year - 2020) for year in range(2020, 2026) for number in range(1, 26)]
    return Table(pd.DataFrame(rows, columns=["jaar", "wijkcode", "wijk", "aantal"]))


def named_sites(world: World, place: Place, kinds: tuple[str, ...], columns: dict[str, str]) -> Table:
    some = sites(world, place)
    some = some[some["kind"].isin(kinds)].reset_index(drop=True)
    return Table(pd.DataFrame({name: some[column] for name, column in columns.items()}), layers.points(some))


QUARTER_COLUMNS = ("wijziging", "nieuwnr", "naam", "wijk", "wijknr")
PARK_COLUMNS = ("status", "functies", "globalid", "naam", "urid", "statusnaam")
ROAD_COLUMNS = ("wegsegid", "straatnaam", "functional_roadclass", "frc_omschrijving", "rijrichting", "objectid")
GHENT_DATA = Opendatasoft(
    (
        Dataset("stadswijken-gent", ghent_file("stadswijken-gent.geojson", QUARTER_COLUMNS, 4326, quarters), "geo_shape"),
        Dataset("parken-gent", ghent_file("parken-gent.geojson", PARK_COLUMNS, 4326, layers.parks), "geo_shape"),
        Dataset("wegsegmenten-gent", ghent_file("wegsegmenten-gent.gpkg", ROAD_COLUMNS, 31370, layers.streets), "geo_shape"),
        Dataset("statistische-sectoren-gent", ghent_sectors, "geo_shape"),
        Dataset("bushaltes-gent", ghent_stops, "geo_point_2d"),
        Dataset("locaties-bibliotheken", ghent_libraries, "geo_point_2d"),
        Dataset("locaties-lokale-dienstencentra-ocmw-gent", ghent_sites("service_centre"), "geo_point_2d"),
        Dataset("locaties-huisartsen-gent", ghent_sites("doctor"), "geo_point_2d"),
        Dataset("sportaccommodaties-gent", ghent_sites("sport_hall"), "geo_point_2d"),
        Dataset("locaties-basisscholen-gent", ghent_sites("preschool_primary", "primary"), "geo_point_2d"),
        Dataset("locaties-secundaire-scholen-gent", ghent_sites("secondary"), "geo_point_2d"),
        Dataset("erkenningen-verenigingen-gent", ghent_sites("community_centre"), "geo_point_2d"),
        Dataset("fietsenstallingen-gent", ghent_sites("childcare"), "geo_point_2d"),
        Dataset("bevolkingsaantal-per-wijk-per-jaar-gent", ghent_population),
    )
)

# Antwerp


def antwerp(make):
    """Return a layer that stands in Antwerp alone."""

    def only(world: World, place: Place) -> Table:
        found = make(world, world.places[ANTWERP])
        return found if place.nis == ANTWERP else found.take(0, 0)

    return only


def antwerp_sites(*kinds: str, **more: object):
    def make(world: World, place: Place) -> Table:
        names = {"NAAM": "name", "TYPE": "kind", "STRAATNAAM": "street", "HUISNR": "house_number"}
        found = named_sites(world, place, kinds, {"OBJECTID": "number", **names})
        found.frame = found.frame.assign(OBJECTID=found.frame["OBJECTID"].astype("int64"), POSTCODE="2000", DISTRICT="Antwerpen", **more)
        return found

    return antwerp(make)


def antwerp_childcare(world: World, place: Place) -> Table:
    found = named_sites(
        world, place, ("childcare",), {"OBJECTID": "number", "naam_label": "name", "Straat": "street", "Huisnr": "house_number"}
    )
    ids = found.frame["OBJECTID"].astype("int64")
    found.frame = found.frame.assign(OBJECTID=ids, Type="Groepsopvang", Capa_reeel=12 + ids % 30, Postcode="2000", District="Antwerpen")
    found.frame["Prijstype"] = ["inkomenstarief" if one % 3 else "vrije prijs" for one in ids]
    return found


def antwerp_parks(world: World, place: Place) -> Table:
    rows, shapes = layers.parks(world, place)
    frame = pd.DataFrame({"OBJECTID": rows["number"].astype("int64"), "NAAM": rows["name"], "BEHEERDER": "Stad Antwerpen", "TYPE": "park"})
    return Table(
        frame.assign(DISTRICT="Antwerpen", POSTCODE="2000", STRAATNAAM=rows["street"], SHAPE_Area=shapely.area(shapes)),
        layers.as_multi(shapes),
    )


def antwerp_neighbourhoods(world: World, place: Place) -> Table:
    rows, shapes = quarters(world, place)
    codes = [f"ANT{number + 1:02}" for number in rows.index]
    return Table(pd.DataFrame({"OBJECTID": rows.index + 1, "wijkcode": codes, "wijknaam": "Antwerpen - " + rows["name"]}), shapes)


def antwerp_parking(world: World, place: Place) -> Table:
    path = world.file("public", "facilities", "antwerpen_arcgis", "disabled_parking.geojson")
    if path is None:
        return antwerp_sites("childcare")(world, place)
    frame, shapes = read_vector(path)
    return Table(frame[["OBJECTID", "GISID", "Capaciteit", "STATUS"]], layers.as_multi(to_crs(shapes, 4326, 31370)), True)


def antwerp_layer(title: str, make, geometry: str = "Point") -> Layer:
    return Layer(title, antwerp(make), geometry, "OBJECTID")


PARKS = antwerp_layer("park", antwerp_parks, "MultiPolygon")
QUARTERS = antwerp_layer("wijk", antwerp_neighbourhoods, "MultiPolygon")
ANTWERP_LAYERS = {
    "portal_publiek1": {
        0: antwerp_layer("woonzorgcentrum", antwerp_sites("care_home", BEHEERDER="openbaar", TOTALE_CAP=80)),
        12: antwerp_layer("dienstencentrum", antwerp_sites("service_centre")),
    },
    "portal_publiek2": {97: QUARTERS, 109: antwerp_layer("district", antwerp_neighbourhoods, "MultiPolygon"), 758: PARKS},
    "portal_publiek3": {201: antwerp_layer("leegstand", antwerp_sites("unfit"))},
    "portal_publiek4": {
        255: antwerp_layer("onderwijs", antwerp_sites("preschool_primary", "secondary")),
        292: antwerp_layer("bibliotheek", antwerp_sites("library")),
    },
    "portal_publiek5": {526: antwerp_layer("huisarts", antwerp_sites("doctor"))},
    "portal_publiek6": {
        585: antwerp_layer("parkeerplaats", antwerp_parking, "MultiPolygon"),
        634: antwerp_layer("kinderopvang", antwerp_childcare),
        643: antwerp_layer("sporthal", antwerp_sites("sport_hall")),
        670: PARKS,
        758: PARKS,
    },
    "portal_publiek10": {933: antwerp_layer("ontmoetingscentrum", antwerp_sites("community_centre"))},
}


def antwerp_services() -> list[Source]:
    found = []
    for name, served in ANTWERP_LAYERS.items():
        root = f"/arcgissql/rest/services/P_Portal/{name}/MapServer"
        about = "parking places recorded, the rest made up" if name == "portal_publiek6" else MADE_UP
        found += [Source(ANTWERPEN, f"{root}{end}", Arcgis(root, served), about, "arcgis") for end in ("", "/*")]
    return found


# All

BUSES, TRAINS = timetables.feed("delijn", timetables.bus_feed), timetables.feed("nmbssncb", timetables.train_feed)
FEEDS = "api-management-discovery-production.azure-api.net"
BLOBS = "belgianmobility.blob.core.windows.net"
PAGES = (
    ("www.vlaanderen.be", "/sociaal-woonbeleid/cijfers"),
    ("www.opgroeien.be", "/kennis/cijfers-en-onderzoek/*"),
    ("gemeente-stadsmonitor.vlaanderen.be", "/download-alle-cijfers"),
)
"""Where a person downloads what no address gives."""
IMAGES = ("omwrgbmrvl",)
SOURCES: tuple[Source, ...] = (
    *flemish_services(),
    Source(GEO, "/GRB/wmts", wmts("grb_bsk", "grb_bsk_grijs", "grb_sel"), "capabilities recorded, tiles plain grey", "wmts"),
    Source(GEO, "/GRB/wms", wms("GRB_BSK", "GRB_GBG", "GRB_ADP"), "made up, plain grey", "wms"),
    Source(GEO, "/OMWRGBMRVL/wmts", wmts(*IMAGES), "made up, plain grey", "wmts"),
    Source(GEO, "/OMW/wmts", wmts("omwrgb25vl", "omwrgb24vl"), "made up, plain grey", "wmts"),
    Source(GEO, "/geolocation/v4/*", geocoder, "one street of Gent recorded, else the middle of a municipality", "locator"),
    Source("opendata.apps.mow.vlaanderen.be", "/opendata-geoserver/awv/wfs", SPEEDS, MADE_UP, "wfs"),
    *(Source(MERCATOR, f"/raadpleegdienstenmercatorpubliek/{name}", PLANS, "made up", "wfs") for name in ("wfs", "ows")),
    Source(MERCATOR, "/raadpleegdienstenmercatorpubliek/wms", wms("lu:lu_gwp_gv", "ps:ps_aandobj"), "made up, plain grey", "wms"),
    *flood_services(),
    Source(
        "cld.webplatform.departementzorg.be",
        "/raw/upload/*.xlsx",
        heat_workbook,
        "scores of 154 sectors of Zennevallei recorded, the rest made up",
        "excel",
    ),
    Source(
        "statbel.fgov.be",
        "*",
        statbel,
        "cars of 2019 and REFNIS recorded whole; codes, inhabitants, 65 and over and median income recorded per sector (2021);"
        " other years, ages and shapes made up on them",
        "zip",
    ),
    Source(FLUVIUS, f"{API}*", ENERGY, "households of 2020 recorded; other activities only where all is made up", "opendatasoft"),
    Source("data-onderwijs.vlaanderen.be", "/onderwijsaanbod/csv.ashx", school_file, MADE_UP, "csv"),
    Source("raw.githubusercontent.com", "/iRail/stations/master/stations.csv", station_file, "recorded", "csv"),
    Source(
        "github.com",
        "/gehuybre/woonrapport/raw/d60021eedf78711a3a43d3f251383a82383325b2/basisdata.csv",
        shared_file(*tables.TABLES.parts, "municipality", "woonrapport_basisdata_epc_huishoudens.csv"),
        "recorded",
        "csv",
    ),
    Source(
        "raw.githubusercontent.com",
        "/provinciesincijfers/gebiedsniveaus/master/data_voor_swing/aggregatietabellen/*.xlsx",
        shared_file(*tables.TABLES.parts, "crosswalk", kind=tables.EXCEL),
        "recorded; absent without the shared data",
        "excel",
    ),
    *(Source("overpass-api.de", f"/api/{name}", overpass, "made up; refusal recorded", "overpass") for name in ("interpreter", "status")),
    Source("www.desocialekaart.be", "/api/health-offers", social_map, MADE_UP, "json"),
    *(
        Source(FEEDS, f"/api/gtfs/feed/{name}/static", answer, about, "gtfs")
        for name, answer, about in (("delijn", BUSES, MADE_UP), ("nmbssncb", TRAINS, "made up between recorded stations"))
    ),
    *(
        Source(BLOBS, f"/gtfs/production/gtfs-{name}-bmc-latest.zip", answer, about, "gtfs")
        for name, answer, about in (("delijn", BUSES, MADE_UP), ("nmbssncb", TRAINS, "made up between recorded stations"))
    ),
    Source(
        GENT,
        f"{API}*",
        GHENT_DATA,
        "neighbourhoods, parks, roads, stops, libraries and sectors recorded; sites and population made up",
        "opendatasoft",
    ),
    *antwerp_services(),
    Source("www.dov.vlaanderen.be", "/geoserver/wms", wms("bodemkaart:bodemtypes"), "made up, plain grey", "wms"),
    *(Source(host, path, page, "a page without data", "other") for host, path in PAGES),
    Source("metadata.vlaanderen.be", "/srv/dut/csw", metadata, "capabilities without records", "csw"),
    Source("tile.openstreetmap.org", "/*.png", tile, "plain grey", "xyz"),
)
OPENDATA = "/sites/default/files/files/opendata"
LARGE = (
    (BLOBS, "/gtfs/production/gtfs-delijn-bmc-latest.zip", ""),
    (BLOBS, "/gtfs/production/gtfs-nmbssncb-bmc-latest.zip", ""),
    *(
        ("statbel.fgov.be", f"{OPENDATA}/{name}", "")
        for name in (
            "TF_CENSUS_2021_S01.xlsx",
            "TF_PSNL_INC_TAX_SECTOR.zip",
            "TF_SOC_POP_STRUCT_2025.zip",
            "sh_statbel_statistical_sectors_3812_20250101.geojson.zip",
        )
    ),
    ("cld.webplatform.departementzorg.be", "/raw/upload/heat.xlsx", ""),
    ("data-onderwijs.vlaanderen.be", "/onderwijsaanbod/csv.ashx", "s=01&n=1&hs=111"),
)
"""What takes longest to make, by host, path and query."""
