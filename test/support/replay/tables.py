"""The files of Statbel, Departement Zorg, Onderwijs en Vorming and iRail, with their marks, encodings and code vintages."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from ..servers_replay import HTML, Answer
from ..workbook import MAIN, OFFICE, PACKAGE
from .layers import geojson_features, sites
from .server import Ask, given
from .world import TABLES, Table, World, dice, to_crs

ZIP, EXCEL, CSV = "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"
MARK = b"\xef\xbb\xbf"
STATBEL = TABLES / "statbel"
INCOME_YEARS = tuple(range(2005, 2024))
SECTOR_YEARS = ("2020", "2021", "2022", "2023", "2024", "2025_OLD", "2025_NEW")
AGES = [f"{start}-{start + 4}" for start in range(0, 100, 5)] + ["100+"]
"""The classes of Census table S01."""


def packed(name: str, content: bytes) -> bytes:
    """Return a zip with one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


def text_of(frame: pd.DataFrame, separator: str = "|", missing: str = "", ends: str = "\r\n", encoding: str = "utf-8-sig") -> bytes:
    """Return rows as text."""
    return frame.to_csv(None, sep=separator, index=False, na_rep=missing, lineterminator=ends).encode(encoding, "replace")


SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'


def workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """Return an Excel workbook: texts as texts, numbers as numbers, blank where a value is missing."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for number in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>' for number, name in zip(numbers, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(f'<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in numbers)
        + "</Relationships>",
    }
    for number, frame in zip(numbers, sheets.values(), strict=True):
        head = "".join(cells(pd.Series(list(frame.columns), dtype=object)))
        rows = map("".join, zip(*(cells(frame[name]) for name in frame), strict=True)) if len(frame) else ()
        parts[f"xl/worksheets/sheet{number}.xml"] = SHEET.format(f"<row>{head}</row>" + "".join(f"<row>{row}</row>" for row in rows))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


def cells(column: pd.Series) -> list[str]:
    """Return a column's cells as a sheet has them."""
    known = column.notna().tolist()
    if pd.api.types.is_numeric_dtype(column):
        whole = pd.api.types.is_integer_dtype(column)
        return [
            f"<c><v>{int(one) if whole or one == int(one) else one}</v></c>" if is_there else "<c/>"
            for one, is_there in zip(column, known, strict=True)
        ]
    kept = {one: f'<c t="inlineStr"><is><t>{escape(str(one))}</t></is></c>' for one in column.dropna().unique()}
    return [kept[one] if is_there else "<c/>" for one, is_there in zip(column, known, strict=True)]


# Statbel


def population(world: World, year: str) -> Table:
    """Return inhabitants of a year on its codes: the counts of 2021 for all years, and a few people without a sector."""
    new = year == "2025_NEW"
    sectors = world.sectors_2025 if new else world.sectors_2024
    nis = sectors["nis" if year.startswith("2025") else "nis_2024"]
    counts = sectors["inhabitants"].fillna(0).astype(int)
    frame = pd.DataFrame(
        {"CD_REFNIS": nis, "CD_SECTOR": sectors["code"], "TOTAL": counts, "DT_STRT_SECTOR": "01/01/2025" if new else "01/01/2011"}
    )
    frame["DT_STOP_SECTOR"], frame["OPPERVLAKKTE IN HM²"] = "31/12/9999", "12,5"
    frame["TX_DESCR_SECTOR_NL"] = frame["TX_DESCR_SECTOR_FR"] = sectors["name"].str.upper()
    nobody = frame.drop_duplicates("CD_REFNIS").assign(
        TOTAL=3, TX_DESCR_SECTOR_NL="NIET TE LOKALISEREN", TX_DESCR_SECTOR_FR="NON LOCALISABLE"
    )
    nobody["CD_SECTOR"] = nobody["CD_REFNIS"] + "ZZZZ"
    return Table(pd.concat([frame, nobody]).sort_values("CD_SECTOR").reset_index(drop=True))


def income(world: World) -> Table:
    """Return incomes of nineteen years: recorded of 2021, and of 2019-2023 where Zennevallei has them; else these with a trend."""
    sectors = world.sectors_2024
    chance = dice("income")
    returns = (sectors["inhabitants"].fillna(0) * 0.55).round().to_numpy()
    noise, base = chance.normal(1, 0.01, (len(INCOME_YEARS), len(sectors))), sectors["median_income"].to_numpy(float)
    known = zennevallei_income(world)
    parts = []
    for number, year in enumerate(INCOME_YEARS):
        medians = base if year == 2021 else np.round(base * 1.027 ** (year - 2021) * noise[number])
        recorded = known.get(year, {})
        medians = np.array([recorded.get(code, median) for code, median in zip(sectors["code"], medians, strict=True)], dtype=object)
        hidden = pd.isna(medians)
        part = pd.DataFrame({"CD_YEAR": year, "CD_MUNTY_REFNIS": sectors["nis_2024"], "CD_SECTOR": sectors["code"]})
        part["TX_SECTOR_DESCR_NL"] = sectors["name"].str.upper()
        part["MS_NBR_NON_ZERO_INC"] = np.where(hidden, "*", returns.astype(int).astype(str))
        euros = np.array(["*" if none else f"{float(one):.0f}" for none, one in zip(hidden, medians, strict=True)], dtype=object)
        means = np.array(["*" if none else f"{float(one) * 1.2:.2f}" for none, one in zip(hidden, medians, strict=True)], dtype=object)
        part["MS_AVG_TOT_NET_TAXABLE_INC"], part["MS_MEDIAN_NET_TAXABLE_INC"] = means, euros
        parts.append(part)
    return Table(pd.concat(parts, ignore_index=True), None, False)


def zennevallei_income(world: World) -> dict[int, dict[str, float | None]]:
    """Return the medians by year and sector that were recorded."""
    path = world.file("public", "services", "zennevallei", "income.json")
    years = json.loads(path.read_text(encoding="utf-8"))["years"] if path else {}
    return {
        int(year): {code: one.get("medianNetTaxableIncome") for code, one in facts["sectorStats"].items()} for year, facts in years.items()
    }


def income_of_municipalities(world: World) -> Table:
    sectors = world.sectors_2024
    medians = sectors.groupby("nis_2024")["median_income"].median().round()
    parts = [
        pd.DataFrame({"CD_YEAR": year, "CD_MUNTY_REFNIS": medians.index, "MS_NBR_NON_ZERO_INC": 1000}).assign(
            MS_MEDIAN_NET_TAXABLE_INC=(medians * 1.027 ** (year - 2021)).round().astype("Int64").to_numpy()
        )
        for year in INCOME_YEARS
    ]
    return Table(pd.concat(parts, ignore_index=True))


def cars(world: World) -> Table:
    """Return the made up twin of the file of 2019: a point between thousands, -00 for none."""
    sectors = world.sectors_2024[world.sectors_2024["households"].notna()]
    names = sectors["nis"].map({nis: place.name for nis, place in world.places.items()})
    frame = pd.DataFrame({"CD_YEAR": 2019, "CD_REFNIS": sectors["nis_2024"], "TX_REFNIS_DESCR_FR": names, "TX_REFNIS_DESCR_NL": names})
    frame["CD_STAT_SECTOR"] = sectors["code"]
    for column, name in (("MS_NUM_HH", "households"), ("MS_NUM_CAR", "cars")):
        frame[column] = [f"{int(one):,}".replace(",", ".") if one else "-00" for one in sectors[name]]
    return Table(frame)


LIPRO = (0.34, 0.22, 0.2, 0.07, 0.06, 0.08, 0.02, 0.01)
"""Made up shares of the eight types of households."""
WITHOUT_CAR = (0.45, 0.08, 0.04, 0.1, 0.06, 0.25, 0.2, 0.3)


def household_types(world: World) -> Table:
    sectors = world.sectors_2024
    names = sectors.drop_duplicates("nis_2024").set_index("nis_2024")["nis"].map({nis: place.name for nis, place in world.places.items()})
    rows = []
    for nis, total in sectors.groupby("nis_2024")["households"].sum().items():
        for kind, (share, without) in enumerate(zip(LIPRO, WITHOUT_CAR, strict=True), 1):
            some = total * share
            counts = [
                round(some * without),
                round(some * (1 - without) * 0.6),
                round(some * (1 - without) * 0.3),
                round(some * (1 - without) * 0.1),
            ]
            for number, count in zip(("0", "1", "2", "3+"), counts, strict=True):
                all_cars = count * int(number[0])
                rows.append((2019, nis, names[nis], names[nis], kind, number, dotted(all_cars), dotted(count)))
    columns = [
        "CD_YEAR",
        "cd_gemeente",
        "gemeente_nl",
        "gemeente_fr",
        "HH_TYPE_LIPRO",
        "AantalWagens",
        " aant_TotaalWagens ",
        " aant_HuisH ",
    ]
    return Table(pd.DataFrame(rows, columns=columns))


def dotted(number: int) -> str:
    """Return a number as that file has it."""
    return f" {number:,} ".replace(",", ".") if number else " -     "


def age_classes(world: World) -> pd.DataFrame:
    """Return persons by ``code`` and class of five years (columns 0 to 20); 65 and over and the rest add up to what was recorded."""
    return world.once("ages", lambda: make_age_classes(world))


def make_age_classes(world: World) -> pd.DataFrame:
    sectors = world.sectors_2024.dropna(subset=["inhabitants", "aged_65"]).reset_index(drop=True)
    chance = dice("ages")
    shape = np.array([5.2, 5.6, 5.8, 5.6, 5.9, 6.2, 6.5, 6.5, 6.3, 6.4, 6.9, 7.1, 6.6, 5.6, 5.0, 4.0, 3.0, 2.1, 0.9, 0.2, 0.03])
    weights = shape * chance.lognormal(0, 0.15, (len(sectors), len(shape)))
    counts = np.zeros(weights.shape, dtype=int)
    totals = np.stack([sectors["inhabitants"] - sectors["aged_65"], sectors["aged_65"]], axis=1).astype(int).clip(0)
    for column, part in ((0, slice(0, 13)), (1, slice(13, 21))):
        some = weights[:, part] / weights[:, part].sum(axis=1, keepdims=True)
        edges = np.round(np.cumsum(some, axis=1) * totals[:, [column]]).astype(int)
        counts[:, part] = np.diff(edges, axis=1, prepend=0)
    return pd.DataFrame(counts).assign(code=sectors["code"], nis=sectors["nis"], nis_2024=sectors["nis_2024"])


def census_ages(world: World) -> Table:
    """Return table S01 in its long form: a row for each sector, class of ages and sex that has anybody."""
    wide = age_classes(world)
    long = wide.melt(["code", "nis", "nis_2024"], var_name="age", value_name="both").sort_values(["code", "age"], kind="stable")
    women = (long["both"] * (0.49 + long["age"].astype(int) * 0.006)).round().astype(int).clip(upper=long["both"])
    parts = [long.assign(sex="F", count=women), long.assign(sex="M", count=long["both"] - women)]
    found = pd.concat(parts).sort_values(["code", "age", "sex"], kind="stable")
    found = found[found["count"] > 0]
    frame = pd.DataFrame({"cd_sector": found["code"], "cd_sex": found["sex"], "cd_age": found["age"].map(dict(enumerate(AGES)))})
    return Table(frame.assign(ms_pop=found["count"]).reset_index(drop=True))


def population_structure(world: World, year: int) -> Table:
    """Return single years of age by municipality, on the codes of the year: a fifth of each class of 2021."""
    classes = age_classes(world).groupby("nis" if year >= 2025 else "nis_2024")[list(range(21))].sum()
    ages = np.repeat(np.arange(21), 5)
    single = classes.to_numpy()[:, ages] // 5 + (np.arange(105) % 5 < classes.to_numpy()[:, ages] % 5)
    names = {nis: place.name for nis, place in world.places.items()}
    old = world.sectors_2024.drop_duplicates("nis_2024").set_index("nis_2024")["nis"].map(names)
    rows = np.argwhere(single > 0)
    counts, nis = single[tuple(rows.T)], classes.index.to_numpy()[rows[:, 0]]
    described = [names.get(one) or old[one] for one in nis]
    parts = []
    for sex, nationality, share in (("F", "BEL", 0.46), ("M", "BEL", 0.44), ("F", "ETR", 0.05), ("M", "ETR", None)):
        given_away = sum((part["MS_POPULATION"] for part in parts), np.zeros(len(counts), dtype=int))
        some = counts - given_away if share is None else np.floor(counts * share).astype(int)
        part = pd.DataFrame({"CD_REFNIS": nis, "TX_DESCR_NL": described, "CD_SEX": sex, "CD_NATLTY": nationality})
        part["CD_CIV_STS"] = np.where(rows[:, 1] < 25, 1, 2)
        parts.append(part.assign(CD_AGE=rows[:, 1], MS_POPULATION=some, CD_YEAR=year))
    found = pd.concat(parts, ignore_index=True)
    return Table(found[found["MS_POPULATION"] > 0].reset_index(drop=True))


def building_stock(world: World, year: int) -> Table:
    """Return buildings by municipality, type and period in the eleven columns of the file, of which six are known by name."""
    counts = world.sectors_2024.groupby("nis")["households"].sum() * 0.8
    chance = dice("stock")
    periods = {"T3.1": 0.12, "T3.2": 0.06, "T3.3": 0.12, "T3.4": 0.13, "T3.5": 0.12, "T3.6": 0.16, "T3.7": 0.29}
    rows = [
        (nis, "", "", 5, kind, "", "", building, "", year, round(count * share * part))
        for nis, count in counts.items()
        for kind, share in {"T1": 1.0, **periods}.items()
        for building, part in zip(("R1", "R2", "R3", "R4", "R5", "R6"), chance.dirichlet([3, 3, 4, 1, 1, 2]), strict=True)
    ]
    columns = ["CD_REFNIS", "TX_REFNIS_NL", "TX_REFNIS_FR", "CD_REFNIS_LVL", "CD_STAT_TYPE", "TX_STAT_TYPE_NL", "TX_STAT_TYPE_FR"]
    return Table(pd.DataFrame(rows, columns=[*columns, "CD_BUILDING_TYPE", "TX_BUILDING_TYPE_NL", "CD_YEAR", "MS_VALUE"]))


def sector_file(world: World, year: int) -> Table:
    """Return all sectors with their shapes, in Statbel's own columns."""
    vintage = 2025 if year >= 2025 else 2024
    tables = [world.sector_shapes(vintage, nis) for nis in world.places]
    frame = pd.concat([one.frame for one in tables], ignore_index=True)
    shapes = np.concatenate([one.shapes for one in tables])
    names = frame["nis"].map({nis: place.name for nis, place in world.places.items()})
    columns = {"cd_sector": frame["code"], "tx_sector_descr_nl": frame["name"], "cd_munty_refnis": frame["nis"], "tx_munty_descr_nl": names}
    if vintage == 2024:
        columns["cd_munty_refnis"] = frame["nis_2024"]
    return Table(pd.DataFrame(columns).assign(ms_area_ha=np.round(shapely.area(shapes) / 1e4, 2)), shapes)


NAME = re.compile(r"^(?P<stem>.*?)\.(?P<end>geojson\.zip|zip|xlsx)$")


def statbel(ask: Ask) -> Answer:
    """Return a file by its name, whatever the folders before it; a page for what robots may not have."""
    found = NAME.match(ask.path.rpartition("/")[2])
    made = statbel_file(ask, found["stem"], found["end"]) if found else None
    if made is None:
        return given("<html><body>Page not found</body></html>", HTML, False, 404)
    make, recorded = made
    return given(ask.file_once(found[0], make), EXCEL if found["end"] == "xlsx" else ZIP, recorded)


def statbel_file(ask: Ask, stem: str, end: str) -> tuple[Callable[[], bytes], bool] | None:
    """Return what makes a file, and whether it was recorded; None where there is none of that name."""
    world, spoil = ask.world, ask.fault.spoil
    if shape := re.fullmatch(r"sh_statbel_statistical_sectors_(?:(31370|3812)_)?(20(?:18|19|2[0-5]))0101", stem):
        crs, year = int(shape[1] or 31370), int(shape[2])
        known = end == "geojson.zip" and bool(shape[1]) == (year > 2019)
        return ((lambda: packed(f"{stem}.geojson", sector_text(ask, crs, year))), False) if known else None
    recorded = {"TF_CAR_HH_SECTOR": "TF_CAR_HH_SECTOR_2019.txt", "TF_CAR_HHTYPE_MUNTY": "TF_CAR_HHTYPE_MUNTY_2019.txt"}
    recorded |= {"TU_COM_REFNIS": "TU_COM_REFNIS.txt"}
    if end == "zip" and stem in recorded and (path := world.file(*STATBEL.parts, recorded[stem])):
        separator = "|" if stem == "TU_COM_REFNIS" else ";"
        return (lambda: packed(f"{stem}.txt", spoiled_text(path.read_bytes(), separator, spoil))), True
    if stem == "TF_CENSUS_2021_S01" and end == "xlsx":
        return (lambda: workbook({stem: spoil(census_ages(world).frame)})), False
    year = int(found[0]) if (found := re.search(r"\d{4}", stem)) else 0
    made: dict[str, tuple[Callable[[], Table], bool, dict]] = {
        "TF_CAR_HH_SECTOR": (lambda: cars(world), False, {"separator": ";"}),
        "TF_CAR_HHTYPE_MUNTY": (lambda: household_types(world), False, {"separator": ";"}),
        "TF_PSNL_INC_TAX_SECTOR": (lambda: income(world), False, {"encoding": "utf-8", "ends": "\n"}),
        "TF_PSNL_INC_TAX_MUNTY": (lambda: income_of_municipalities(world), False, {"encoding": "utf-8", "ends": "\n"}),
        f"TF_SOC_POP_STRUCT_{year}": (lambda: population_structure(world, year), False, {}),
        f"building_stock_open_data_{year}": (lambda: building_stock(world, year), False, {"encoding": "latin-1"}),
        **{f"OPENDATA_SECTOREN_{one}": (lambda one=one: population(world, one), False, {}) for one in SECTOR_YEARS},
    }
    if end == "geojson.zip" or stem not in made or (year and not 2018 <= year <= 2025):
        return None
    make, is_recorded, form = made[stem]
    if end == "xlsx":
        return (lambda: workbook({stem[:31]: spoil(make().frame)})), is_recorded
    member = "building_stock_open_data" if stem.startswith("building") else stem
    return (lambda: packed(f"{member}.txt", text_of(spoil(make().frame), **form))), is_recorded


def sector_text(ask: Ask, crs: int, year: int) -> bytes:
    """Return Statbel's GeoJSON of all sectors, which names its coordinate system."""
    table = ask.fault.spoil_table(sector_file(ask.world, year))
    head = f'{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{crs}"}}}},"features":['
    return (head + ",\n".join(geojson_features(table, crs)) + "]}").encode()


def spoiled_text(content: bytes, separator: str, spoil: Callable[[pd.DataFrame], pd.DataFrame]) -> bytes:
    """Return a recorded text as its source gives it now: byte by byte the same where nothing is wrong."""
    frame = pd.read_csv(io.BytesIO(content), sep=separator, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    now = spoil(frame)
    return content if now is frame else text_of(now, separator)


# Departement Zorg

SCORES = {
    "Hitte": ("heat",),
    "Hittekwetsbaarheid": ("final",),
    "Kwetsbaarheid": ("vulnerability",),
    "Inwonersdichtheid": ("components", "populationDensity"),
    "0-9 jaar": ("components", "age0To9"),
    ">65 jaar": ("components", "age65Plus"),
    "Basisonderwijs": ("components", "primaryEducation"),
    "Kinderopvang": ("components", "childcare"),
    "Residentiële ouderenzorg": ("components", "residentialElderlyCare"),
    "Ziekenhuizen": ("components", "hospitals"),
    "SES index": ("components", "sesIndex"),
    "Bomen 50m": ("components", "trees50m"),
    "Buurtgroen": ("components", "neighborhoodGreen"),
    "Woningen voor 1945": ("sesComponents", "pre1945Housing"),
    "Eenoudergezinnen": ("sesComponents", "singleParentFamilies"),
    "Huurwoningen": ("sesComponents", "rentalHousing"),
    "Inkomen": ("sesComponents", "income"),
    "Werkzoekenden": ("sesComponents", "jobSeekers"),
    "Woonoppervlakte": ("sesComponents", "livingArea"),
}
"""The columns of the workbook, with where the recorded scores have them."""
CLASSES = {
    "Basisonderwijs": (0, 3, 7, 10),
    "Kinderopvang": (0, 3, 7, 10),
    "Residentiële ouderenzorg": (0, 3, 7, 10),
    "Ziekenhuizen": (0, 10),
}
CLASSES |= {"Bomen 50m": (0, 2, 5, 7, 10), "Buurtgroen": (0, 2, 5, 7, 10)}
INSTITUTION = 9999
HEAT_SHEET = "Hittekwetsbaarheid"


def heat(world: World) -> pd.DataFrame:
    """Return the scores of each sector: those of Zennevallei as recorded, the others made up; blank where few people live."""
    sectors, chance = world.sectors_2024, dice("heat")
    path = world.file("public", "services", "zennevallei", "scores.json")
    known = json.loads(path.read_text(encoding="utf-8"))["sectors"] if path else {}
    names = {nis: place.name for nis, place in world.places.items()}
    frame = pd.DataFrame({"geo": sectors["code"], "geo_naam": sectors["name"].str.upper(), "Gemeente_naam": sectors["nis"].map(names)})
    few = sectors["inhabitants"].fillna(0).to_numpy() < 50
    for column, where in SCORES.items():
        made = chance.choice(CLASSES.get(column, tuple(range(11))), len(frame)).astype(float)
        if column == HEAT_SHEET:
            made[chance.random(len(frame)) < 0.004] = INSTITUTION
        made[few] = np.nan
        for row, code in enumerate(frame["geo"]):
            if code in known:
                made[row] = recorded_score(known[code], where)
        frame[column] = made
    return frame


def recorded_score(sector: dict, where: tuple[str, ...]) -> float:
    """Return a recorded score; not a number where there is none."""
    if where == ("final",) and sector.get("sourceSentinel"):
        return float(INSTITUTION)
    found = sector.get("scores") or {}
    for name in where:
        found = (found or {}).get(name)
    return np.nan if found is None else float(found)


def heat_workbook(ask: Ask) -> Answer:
    legend = pd.DataFrame(
        {"(DEEL)/INDICATOREN": list(SCORES), "OMSCHRIJVING": "Score 0-10 op basis van situering t.o.v. de rest van Vlaanderen."}
    )

    def make() -> bytes:
        return workbook({HEAT_SHEET: ask.fault.spoil(ask.world.once("heat", lambda: heat(ask.world))), "LEGENDE": legend})

    return given(ask.file_once("heat.xlsx", make), EXCEL, False)


# Onderwijs en Vorming

LEVELS = {  # kind of site: what it offers, what it is called
    "preschool_primary": ("111+211", "Basisschool"),
    "primary": ("211", "Autonome lagere school"),
    "secondary": ("311", "School voor voltijds gewoon secundair onderwijs"),
}
NETS = ("Gemeenschapsonderwijs", "Officieel gesubsidieerd onderwijs", "Vrij gesubsidieerd onderwijs", "Vrij gesubsidieerd onderwijs")
COLUMNS = (
    "schoolnummer",
    "intern_vplnummer",
    "net",
    "naam",
    "hoofdzetel",
    "adres",
    "straat",
    "huisnummer",
    "busnummer",
    "postcode",
    "gemeente",
)
COLUMNS += ("niscode", "lx", "ly", "kbo-nummer", "instellingstype", "ingerichte hoofdstructuren", "begindatum", "einddatum")
COLUMNS += ("VWO-vestigingsplaatscode", "crab-code", "crab-huisnr")


def schools(world: World) -> pd.DataFrame:
    """Return every school site; one of 23 has no coordinates, which is written 0."""
    rows = []
    for place in world.places.values():
        some = sites(world, place)
        for row in some[some["kind"].isin(LEVELS)].itertuples():
            number = int(row.number)
            offers, kind = LEVELS[row.kind]
            lost = number % 23 == 5
            address = f"{row.street} {row.house_number} - {place.postcode} {place.name}"
            site = (
                (int(place.nis) - 11_000) * 1000 + number % 1000,
                number % 3 + 1,
                NETS[number % 4],
                row.name,
                "True",
                address,
                row.street,
                row.house_number,
                "",
            )
            where = (place.postcode, place.name, place.nis, 0 if lost else round(row.x), 0 if lost else round(row.y), f"0{number % 10**9}")
            rows.append((*site, *where, kind, offers, "1/09/1990", "", number % 10**6, "", row.house_number))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def school_file(ask: Ask) -> Answer:
    """Return the sites that offer any of the structures in ``hs``; lines end on a carriage return alone, all cells are quoted."""
    wanted = set(re.split(r"[ +]", ask.query.get("hs", "")))
    kept = ask.world.file_once("schools.csv", lambda: text_of(schools(ask.world), ";", encoding="utf-8"))
    frame = pd.read_csv(io.BytesIO(kept), sep=";", dtype=str, keep_default_na=False)
    frame = frame[[bool(wanted & set(offers.split("+"))) for offers in frame["ingerichte hoofdstructuren"]]]
    if ask.query.get("n") == "1":
        frame = frame.assign(aanmelden="False")
    file = io.StringIO()
    ask.fault.spoil(frame).to_csv(file, sep=";", index=False, quoting=csv.QUOTE_ALL, lineterminator="\r")
    return given(MARK + file.getvalue().encode(), CSV, False)


# iRail

STATION_COLUMNS = ("URI", "name", "alternative-fr", "alternative-nl", "alternative-de", "alternative-en", "taf-tap-code", "telegraph-code")
STATION_COLUMNS += ("country-code", "longitude", "latitude", "avg_stop_times", "official_transfer_time")


def stations(world: World) -> pd.DataFrame:
    """Return the stations: as recorded, or one in the middle of each municipality with over 12,000 inhabitants."""
    if path := world.file("public", "facilities", "irail", "stations.csv"):
        return pd.read_csv(path, keep_default_na=False, dtype=str)
    large = [p for p in world.places.values() if world.by_place[2024, p.nis]["inhabitants"].sum() > 12_000]
    middle = to_crs(shapely.centroid([place.box for place in large]).astype(object), 31370, 4326)
    rows = [
        (f"http://irail.be/stations/NMBS/0088{place.nis}", place.name, *[""] * 6, "be", f"{at.x:.6f}", f"{at.y:.6f}", "40.5", "300")
        for place, at in zip(large, middle, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(STATION_COLUMNS))


def station_file(ask: Ask) -> Answer:
    path = ask.world.file("public", "facilities", "irail", "stations.csv")
    frame = ask.world.once("stations", lambda: stations(ask.world))
    now = ask.fault.spoil(frame)
    content = path.read_bytes() if path and now is frame else text_of(now, ",", ends="\n", encoding="utf-8")
    return given(content, CSV, path is not None)


def shared_file(*parts: str, kind: str = CSV) -> Callable[[Ask], Answer]:
    """Return what gives a file of the shared data as it is."""

    def answer(ask: Ask) -> Answer:
        path = ask.world.file(*parts, *([ask.path.rpartition("/")[2]] if not Path(parts[-1]).suffix else []))
        return given(path.read_bytes(), kind, True) if path else given("404: Not Found", "text/plain", False, 404)

    return answer


# De Sociale Kaart

RUBRICS = {"14.04.01": "care_home", "10.07.02": "childcare", "10.07.03": "childcare", "02.06.01": "hospital"}
WORDS = {"dienstencentr": "service_centre", "huisarts": "doctor", "assistentie": "assisted_living"}


def social_map(ask: Ask) -> Answer:
    """Return a page of care offers of a rubric, by its number or its words."""
    rubric = ask.query.get("rubrics", "").lower()
    kind = next((kind for start, kind in RUBRICS.items() if rubric.startswith(start)), "")
    kind = kind or next((kind for word, kind in WORDS.items() if word in rubric), "")
    found = ask.world.once(("social", kind, ask.fault), lambda: offers(ask, kind))
    size, page = int(ask.query.get("size", 20)), int(ask.query.get("page", 0))
    facts = {"size": size, "totalElements": len(found), "totalPages": -(-len(found) // size), "number": page}
    text = json.dumps({"content": found[page * size : (page + 1) * size], "page": facts}, ensure_ascii=False)
    return given(text, "application/json", False)


def offers(ask: Ask, kind: str) -> list[dict]:
    found = []
    for place in ask.world.places.values():
        some = ask.fault.spoil(sites(ask.world, place))
        some = some[some["kind"].eq(kind)] if "kind" in some else some
        shapes = to_crs(shapely.points(some["x"], some["y"]).astype(object), 31370, 4326) if "x" in some else []
        for row, at in zip(some.itertuples(), shapes, strict=False):
            town = {"postalCode": place.postcode, "name": {"description": place.name}}
            where = {"primary": True, "location": {"lat": round(at.y, 6), "lon": round(at.x, 6)}, "municipality": town}
            name = {"description": row.name}
            found.append(
                {"id": {"id": row.number, "authenticSource": "SOCIALE_KAART"}, "legalName": name, "addresses": [where], "state": "ACTIVE"}
            )
    return found
