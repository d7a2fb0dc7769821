"""Several sources as one layer, files in zips, addresses with places to fill in: from files and servers that answer here."""

import datetime
import json
import os
import zipfile

import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Join, LayerRecord, Source, SourcePart
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.loading.load import loader_of
from opgavenkaart.processing.sources.reading import archives
from opgavenkaart.processing.sources.reading.request import NoFeatures
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_replay import Answer, replay
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
GHENT, HALLE = (3.7250, 51.0540), (4.2370, 50.7340)


def composed(kind, parts, key=(), options=None, **facts) -> LayerRecord:
    one = record(kind, options=options, **facts)
    return LayerRecord(**{**vars(one), "source": Source(kind, options=options or {}, parts=tuple(parts), key=tuple(key))})


def part(kind, path, fields=None, options=None, optional=False, crs="", layer="") -> SourcePart:
    specs = {name: FieldSpec(**spec) for name, spec in (fields or {}).items()}
    return SourcePart(Source(kind, str(path), layer, options=options or {}), specs, crs, optional)


def table_of(loaded) -> dict:
    return {name: [None if pd.isna(value) else value for value in loaded.features.table[name]] for name in loaded.features.table}


def write(path, *lines):
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def geojson(path, *rows):
    features = [{"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": place}} for place, row in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


# --- below each other


def schools(tmp_path, *more, **facts):
    """Two sources of two kinds in two systems: a table in Lambert 72 and a file of features in degrees."""
    write(tmp_path / "kleuter.csv", "schoolnummer;naam;lx;ly;leerlingen", "1;De Wijzer;104000;194000;12", "2;De Krekel;105000;195000;8")
    geojson(tmp_path / "secundair.geojson", (GHENT, {"nr": "A3", "naam": "Atheneum", "soort": "SO"}))
    level = {"sources": ("soort",), "recode": {"SO": "secondary"}}
    parts = (
        part("csv", "kleuter.csv", {"level": {"constant": "preschool"}}),
        part("geojson", "secundair.geojson", {"school_id": {"sources": ("nr",)}, "level": level, "pupils": {"compute": "NULL"}}),
    )
    fields = {
        "school_id": FieldSpec(("schoolnummer",)),
        "name": FieldSpec(("naam",)),
        "level": FieldSpec(),
        "pupils": FieldSpec(("leerlingen",)),
    }
    return composed("union", (*parts, *more), base=str(tmp_path), fields=fields, key="school_id", **facts)


def test_sources_of_two_kinds_become_one_layer(tmp_path):
    heard = Heard()
    found = load_record(schools(tmp_path), target_crs="EPSG:31370", progress=heard)
    assert table_of(found) == {
        "school_id": ["1", "2", "A3"], "name": ["De Wijzer", "De Krekel", "Atheneum"], "level": ["preschool", "preschool", "secondary"],
        "pupils": [12, 8, None], "lx": [104000, 105000, None], "ly": [194000, 195000, None],
    }  # fmt: skip
    assert found.features.crs == "EPSG:31370" and found.features.name == "proef" and found.features.ids.tolist() == [1, 2, 3]
    places = shapely.get_coordinates(found.features.geometry)
    assert places[0].tolist() == [104000, 194000] and 104000 < places[2][0] < 106000 and 192000 < places[2][1] < 195000
    assert "Layer 'Trial': 3 features from 2 sources (2 + 1)." in heard.notes


def test_without_a_system_asked_for_that_of_the_first_source_counts(tmp_path):
    found = load_record(schools(tmp_path), ["level", "pupils"])
    assert found.features.crs == "EPSG:31370" and table_of(found) == {
        "level": ["preschool", "preschool", "secondary"],
        "pupils": [12, 8, None],
    }


def test_a_filter_on_the_whole_sees_what_parts_recode(tmp_path):
    found = load_record(schools(tmp_path, options={"filter": "level = 'secondary' OR pupils > 10"}), ["name"])
    assert table_of(found)["name"] == ["De Wijzer", "Atheneum"]


def test_a_part_that_fails_fails_the_layer_with_its_address(tmp_path):
    with pytest.raises(OpgaveError) as caught:
        load_record(schools(tmp_path, part("csv", "weg.csv")))
    said = str(caught.value)
    assert said.startswith("Layer 'Trial (proef)' would be incomplete without source 3 of 3 (") and said.count("weg.csv") == 2
    assert "which fails: Layer 'Trial, source 3 (proef)': the file" in said and "does not exist" in said


def test_a_part_that_lacks_a_field_that_is_wanted_fails_the_layer(tmp_path):
    write(tmp_path / "lager.csv", "schoolnummer;lx;ly", "9;104000;194000")
    with pytest.raises(OpgaveError, match=r"without source 3 of 3 .*has no column for the field 'name'"):
        load_record(schools(tmp_path, part("csv", "lager.csv", {"level": {"constant": "primary"}})), ["name", "level"])


def test_without_an_optional_part_the_layer_goes_on_and_says_so(tmp_path):
    heard = Heard()
    found = load_record(schools(tmp_path, part("csv", "weg.csv", optional=True)), progress=heard)
    assert len(found.features) == 3
    (said,) = (one for one in heard.warnings if "goes without" in one)
    assert said.startswith("Layer 'Trial (proef)' goes without source 3 of 3 (") and "does not exist" in said


def test_when_every_source_fails_the_layer_does(tmp_path):
    with pytest.raises(OpgaveError, match="all of its sources fail"):
        load_record(composed("union", [part("csv", tmp_path / "a.csv", optional=True), part("csv", tmp_path / "b.csv", optional=True)]))


def test_a_part_without_features_here_is_reported(tmp_path):
    heard = Heard()
    around = QgsReferencedRectangle(QgsRectangle(3.70, 51.04, 3.74, 51.06), QgsCoordinateReferenceSystem("EPSG:4326"))
    one = schools(tmp_path, part("geojson", geojson(tmp_path / "halle.geojson", (HALLE, {"nr": "H", "naam": "Heilig-Hart", "soort": "SO"})),
                                 {"school_id": {"sources": ("nr",)}}))  # fmt: skip
    found = load_record(one, ["name"], around, progress=heard)
    assert "Heilig-Hart" not in table_of(found)["name"] and "Atheneum" in table_of(found)["name"]
    assert [said.partition(" (/")[0] for said in heard.warnings if "no features here" in said] == ["Layer 'Trial (proef)': source 3 of 3"]


def test_the_layer_is_as_old_as_the_oldest_of_its_sources(tmp_path):
    one = schools(tmp_path)
    for name, year in (("kleuter.csv", 2021), ("secundair.geojson", 2024)):
        moment = datetime.datetime(year, 6, 1, 12).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    found = load_record(one)
    assert (str(found.date), found.date_origin) == ("2021-06-01", "file")
    assert load_record(LayerRecord(**{**vars(one), "date": datetime.date(2023, 1, 1)})).date_origin == "record"


def test_numbers_and_texts_in_one_field_are_texts(tmp_path):
    for name, lines in (("a.csv", ("nr;n", "1;2", "2;3.5")), ("b.csv", ("nr;n", "A1;4"))):
        write(tmp_path / name, *lines)
    found = load_record(composed("union", [part("csv", tmp_path / "a.csv"), part("csv", tmp_path / "b.csv")], geometry="none"))
    assert table_of(found) == {"nr": ["1", "2", "A1"], "n": [2, 3.5, 4]}


# --- beside each other


def with_pupils(tmp_path, pupils, **facts):
    write(tmp_path / "scholen.csv", "instelling;vestiging;naam;plaatsen", "10;1;Noord;40", "10;2;Zuid;20", "11;1;Oost;30")
    write(tmp_path / "leerlingen.csv", "nummer;volgnr;leerjaar;aantal", *pupils)
    options = {"pivot": {"rows": ["nummer", "volgnr"], "values": "aantal", "sum": True}}
    keys = {"institution": {"sources": ("nummer",)}, "site": {"sources": ("volgnr",)}}
    parts = [
        part("csv", "scholen.csv"),
        part("csv", "leerlingen.csv", {**keys, "pupils": {"sources": ("aantal",)}}, facts.pop("how", options)),
    ]
    fields = {
        "institution": FieldSpec(("instelling",)),
        "site": FieldSpec(("vestiging",)),
        "name": FieldSpec(("naam",)),
        "places": FieldSpec(("plaatsen",)),
        "free": FieldSpec(compute="places - pupils"),
    }
    return composed("join", parts, ["institution", "site"], base=str(tmp_path), geometry="none", fields=fields, **facts)


PUPILS = ("10;1;a;12", "10;1;b;20", "10;2;a;20", "11;1;a;5")


def test_two_tables_are_joined_by_two_columns(tmp_path):
    heard = Heard()
    found = load_record(with_pupils(tmp_path, PUPILS), ["name", "pupils", "free"], progress=heard)
    assert table_of(found) == {"name": ["Noord", "Zuid", "Oost"], "pupils": [32, 20, 5], "free": [8, 0, 25]}
    whole = table_of(load_record(with_pupils(tmp_path, PUPILS)))
    assert whole["free"] == [8, 0, 25] and whole["institution"] == [10, 10, 11] and "leerjaar" not in whole


def test_features_without_a_row_and_rows_without_a_feature_are_counted(tmp_path):
    heard = Heard()
    found = load_record(with_pupils(tmp_path, ("10;1;a;12", "10;3;a;7", ";1;a;3")), ["pupils", "free"], progress=heard)
    assert table_of(found) == {"pupils": [12, None, None], "free": [28, None, None]}
    (said,) = (one for one in heard.warnings if "has no row" in one)
    assert said.endswith("has no row for 2 of the 3 features (such as '10 / 2'), which have no value from it.")
    assert any(": 1 row of source 2 of 2 (" in one and one.endswith("has a key that no feature has.") for one in heard.notes)


def test_only_the_sources_of_wanted_fields_are_asked(tmp_path):
    one = with_pupils(tmp_path, PUPILS)
    (tmp_path / "leerlingen.csv").unlink()
    assert table_of(load_record(one, ["name"]))["name"] == ["Noord", "Zuid", "Oost"]
    with pytest.raises(OpgaveError, match=r"incomplete without source 2 of 2 .*does not exist"):
        load_record(one, ["free"])


def test_several_rows_for_one_key_and_none_at_all(tmp_path):
    with pytest.raises(OpgaveError, match=r"source 2 of 2 \(.*leerlingen\.csv\) has more than one row for 1 key \('10 / 1'\)"):
        load_record(with_pupils(tmp_path, PUPILS, how={}), ["pupils"])
    with pytest.raises(OpgaveError, match=r"has no row with the key \(institution / site\) of any of the 3 features, such as '10 / 1'"):
        load_record(with_pupils(tmp_path, ("7;1;a;5",)), ["pupils"])


def test_an_optional_part_that_fails_leaves_its_fields_empty(tmp_path):
    one = with_pupils(tmp_path, PUPILS)
    (tmp_path / "leerlingen.csv").unlink()
    optional = SourcePart(**{**vars(one.source.parts[1]), "optional": True})
    one = LayerRecord(**{**vars(one), "source": Source("join", parts=(one.source.parts[0], optional), key=one.source.key)})
    heard = Heard()
    found = table_of(load_record(one, ["name", "pupils"], progress=heard))
    assert found["name"] == ["Noord", "Zuid", "Oost"] and found["pupils"] == [None, None, None]
    assert [said.partition(" (/")[0] for said in heard.warnings] == ["Layer 'Trial (proef)' goes without source 2 of 2"]


def test_a_join_of_a_union(tmp_path):
    for number, line in enumerate(("1;2;3", "4;5;6")):
        write(tmp_path / f"{number}.csv", "a;b;c", line)
    write(tmp_path / "n.csv", "a;n", "4;40", "1;10")
    below = Source("union", parts=(part("csv", tmp_path / "0.csv"), part("csv", tmp_path / "1.csv")))
    parts = (SourcePart(below), part("csv", tmp_path / "n.csv", {"a": {}, "n": {}}))
    found = load_record(composed("join", parts, ["a"], geometry="none"))
    assert table_of(found) == {"a": [1, 4], "b": [2, 5], "c": [3, 6], "n": [10, 40]}


def test_a_table_on_the_map_by_two_fields(tmp_path):
    geojson(tmp_path / "plaatsen.geojson", (GHENT, {"nis": "44021", "letter": "A"}), (HALLE, {"nis": "23027", "letter": "A"}))
    write(tmp_path / "n.csv", "nis;letter;n", "23027;A;5", "44021;A;7", "44021;B;9")
    layer = record("geojson", tmp_path / "plaatsen.geojson", id="plaatsen")
    table = record("csv", tmp_path / "n.csv", geometry="none", join=Join("plaatsen", ("nis", "letter")))
    found = load_record(table, catalogue=Catalogue(own={"plaatsen": layer, "proef": table}))
    assert table_of(found) == {"nis": ["44021", "23027"], "letter": ["A", "A"], "n": [7, 5]}
    assert shapely.get_coordinates(found.features.geometry).tolist() == [list(GHENT), list(HALLE)]


# --- files in a zip


def packed(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_the_only_table_in_a_zip_is_read(tmp_path):
    path = packed(tmp_path / "a.zip", {"map/tabel.txt": "a|b\n1|2\n", "LEESMIJ.pdf": "x", "__MACOSX/tabel.txt": "x", ".tabel.txt": "x"})
    assert table_of(load_record(record("csv", path, geometry="none"))) == {"a": [1], "b": [2]}


def test_the_member_is_meant_by_name_or_pattern(tmp_path):
    path = packed(
        tmp_path / "a.zip", {f"SECTOREN_{name}.txt": f"a\n{n}\n" for n, name in enumerate(("2024", "2025_OLD", "2025_NEW"), start=1)}
    )
    for member, expected in (("SECTOREN_2025_NEW.txt", 3), ("*_new.TXT", 3), ("SECTOREN_2024*", 1)):
        assert table_of(load_record(record("csv", path, geometry="none", options={"member": member}))) == {"a": [expected]}
    with pytest.raises(OpgaveError) as caught:
        load_record(record("csv", path, geometry="none", options={"member": "*2025*"}))
    assert str(caught.value) == (
        "Layer 'Trial (proef)': several files in 'a.zip' may be meant: SECTOREN_2025_OLD.txt, SECTOREN_2025_NEW.txt. Name one as 'member'"
        " in the options of its source."
    )
    with pytest.raises(OpgaveError, match=r"'a\.zip' holds no file '2026\.txt'\. Name one of these as 'member' .*: SECTOREN_2024\.txt, "):
        load_record(record("csv", path, geometry="none", options={"member": "2026.txt"}))
    with pytest.raises(OpgaveError, match=r"several files in 'a\.zip' may be meant"):
        load_record(record("csv", path, geometry="none"))


def test_features_and_workbooks_in_a_zip(tmp_path):
    features = geojson(tmp_path / "a.geojson", (GHENT, {"naam": "Gent"}))
    path = packed(tmp_path / "a.zip", {"lees.txt": "x"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(features, "diep/er/a.geojson")
    assert table_of(load_record(record("geojson", path))) == {"naam": ["Gent"]}
    assert table_of(load_record(record("geojson", path, options={"member": "a.geojson"}))) == {"naam": ["Gent"]}


def test_a_zip_on_the_web(tmp_path):
    content = packed(tmp_path / "a.zip", {"tabel.txt": "a|b\n1|2\n"}).read_bytes()
    with replay({"/a.zip": Answer(content, "application/zip")}) as web:
        assert table_of(load_record(record("csv", f"{web.url}/a.zip", geometry="none"))) == {"a": [1], "b": [2]}


def test_what_would_be_too_large_is_refused_whatever_its_header_says(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST", 1000)
    path = packed(tmp_path / "a.zip", {"tabel.txt": "a\n" + "1\n" * 5000})
    with pytest.raises(OpgaveError, match=r"'tabel\.txt' is larger than .* when unpacked, which is too much to read"):
        load_record(record("csv", path, geometry="none"))


def test_a_name_that_leads_elsewhere_is_only_a_name(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../../../tmp/elders.txt", "a\n1\n")
    assert table_of(load_record(record("csv", path, geometry="none"))) == {"a": [1]}
    assert not (tmp_path.parent / "elders.txt").exists()


def test_a_zip_that_is_broken_or_locked(tmp_path):
    path = packed(tmp_path / "a.zip", {"tabel.txt": "a\n" + "123456789\n" * 500})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(OpgaveError, match=r"'b\.zip' is no zip file that can be unpacked"):
        load_record(record("csv", tmp_path / "b.zip", geometry="none"))
    locked = bytearray(path.read_bytes())
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "c.zip").write_bytes(locked)
    with pytest.raises(OpgaveError, match=r"'tabel\.txt' in the zip file is locked with a password: unpack it by hand"):
        load_record(record("csv", tmp_path / "c.zip", geometry="none"))


# --- places to fill in


def asking(url, municipality="", **facts):
    return LayerRecord(**{**vars(record("csv", url, geometry="none", **facts)), "municipality": municipality})


def test_the_municipality_stands_in_the_address():
    with replay({"/23027.csv": Answer(b"a\n1\n", "text/csv")}) as web:
        assert table_of(load_record(asking(f"{web.url}/{{nis_code}}.csv", "23027"))) == {"a": [1]}
    with pytest.raises(OpgaveError) as caught:
        load_record(asking("https://voorbeeld.invalid/{nis_code}.csv"))
    assert str(caught.value) == (
        "Layer 'Trial (proef)' is asked for one municipality at a time ('{nis_code}' stands in its address): write \"municipality\""
        " with a name or NIS code at the top of the catalogue."
    )


def test_the_corners_are_those_of_the_extent_or_else_of_the_municipality():
    extent = QgsReferencedRectangle(QgsRectangle(3.5, 51, 3.75, 51.25), QgsCoordinateReferenceSystem("EPSG:4326"))
    with replay({"/3.5,51,3.75,51.25": Answer(b"a\n1\n", "text/csv"), "/51,3.5,51.25,3.75": Answer(b"a\n2\n", "text/csv")}) as web:
        assert table_of(load_record(asking(f"{web.url}/{{bbox}}"), extent=extent)) == {"a": [1]}
        assert table_of(load_record(asking(f"{web.url}/{{south}},{{west}},{{north}},{{east}}"), extent=extent)) == {"a": [2]}
    from opgavenkaart.processing.model.municipalities import municipalities
    from opgavenkaart.processing.sources.reading.placeholders import fill_placeholders

    filled = fill_placeholders(asking("x/{bbox}", "23027", crs="EPSG:31370"))
    assert [float(text) for text in filled.source.path[2:].split(",")] == list(municipalities()["23027"].extent)
    with pytest.raises(OpgaveError, match=r"asked for one area at a time \('\{bbox\}' stands in its address\): give an extent, or write"):
        load_record(asking("https://voorbeeld.invalid/{bbox}"))


def test_the_newest_year_that_there_is():
    year = datetime.date.today().year
    with replay({f"/{year - 2}.csv": Answer(b"a\n1\n", "text/csv"), f"/{year - 3}.csv": Answer(b"a\n2\n", "text/csv")}) as web:
        assert table_of(load_record(asking(f"{web.url}/{{year}}.csv"))) == {"a": [1]}
        assert table_of(load_record(asking(f"{web.url}/{{year}}.csv", options={"year": year - 3}))) == {"a": [2]}
        with pytest.raises(OpgaveError, match=f"{year - 5}\\.csv does not exist"):
            load_record(asking(f"{web.url}/weg/{{year}}.csv"))


def test_a_server_that_fails_is_no_older_year():
    year = datetime.date.today().year
    routes = {f"/{year}.csv": Answer(b"", "text/csv", 403), f"/{year - 1}.csv": Answer(b"a\n1\n", "text/csv")}
    with replay(routes) as web, pytest.raises(OpgaveError, match="refuses access"):
        load_record(asking(f"{web.url}/{{year}}.csv"))


def test_titles_of_parts_are_in_both_languages(tmp_path):
    assert schools(tmp_path).parts[0].title == Text("Proef, bron 1", "Trial, source 1")


def test_a_part_without_a_source_is_known_before_anything_is_loaded():
    """So a challenge takes what comes next in its place."""
    parts = [part("csv", "a.csv"), part("none", "")]
    with pytest.raises(OpgaveError, match=r"^'Trial, source 2' has no public source"):
        loader_of(composed("union", parts))
    loader_of(composed("union", [parts[0], SourcePart(Source("none"), optional=True)]))


def test_fields_that_only_a_part_names_are_fields_of_the_layer():
    one = LayerRecord(**{**vars(composed("join", [part("csv", "a.csv"), part("csv", "b.csv", {"cars": {}})], ["a"])), "evidence": "seen"})
    assert one.has_field("cars") and not one.has_field("homes")


def test_a_field_of_openstreetmap_is_computed_from_tags_that_no_field_names(tmp_path):
    """Numbers in tags become numbers, and a tag that only an expression names is read too."""
    node = '<node id="1" lat="51.0540" lon="3.7250" version="1"><tag k="amenity" v="library"/><tag k="building:levels" v="3"/></node>'
    (tmp_path / "a.osm").write_text(f'<osm version="0.6">{node}</osm>')
    fields = {"floors": FieldSpec(compute='2 * "building:levels"'), "kind": FieldSpec(("amenity",), recode={"library": "bib"})}
    one = record("osm", tmp_path / "a.osm", fields=fields, options={"tags": "amenity=library"})
    assert table_of(load_record(one, ["floors", "kind"])) == {"floors": [6], "kind": ["bib"]}


def test_a_part_that_holds_nothing_at_all_fails_the_layer(tmp_path):
    """As one that answers with names of columns alone: only within an extent may a layer have none."""
    parts = [part("csv", write(tmp_path / "a.csv", "n", "1")), part("csv", write(tmp_path / "leeg.csv", "n"))]
    table = composed("union", parts, geometry="none")
    for extent in (None, QgsRectangle(0, 0, 1, 1)):
        with pytest.raises(OpgaveError, match=r"without source 2 of 2 \(.*leeg\.csv\), which fails: .* has no features: check its source"):
            load_record(table, extent=extent)


def test_sentences_on_keys_name_all_files(tmp_path):
    from opgavenkaart.processing.sources.loading.matching import source_of

    one = composed("union", [part("csv", "map/a.csv"), part("csv", "https://x.be/b.csv")])
    assert source_of(one) == "a.csv, https://x.be/b.csv"


def test_few_features_in_an_extent_may_all_be_without_a_row(tmp_path):
    """A village whose only school has no row is no mistake in the keys; the value is missing, and that is said."""
    places = [(GHENT, {"nr": "A"}), *((HALLE, {"nr": f"H{number}"}) for number in range(6))]
    geojson(tmp_path / "scholen.geojson", *places)
    parts = [part("geojson", tmp_path / "scholen.geojson"), part("csv", write(tmp_path / "n.csv", "nr;n", "B;5"), {"nr": {}, "n": {}})]
    one = composed("join", parts, ["nr"])

    def around(place):
        x, y = place
        return QgsReferencedRectangle(QgsRectangle(x - 0.01, y - 0.01, x + 0.01, y + 0.01), QgsCoordinateReferenceSystem("EPSG:4326"))

    heard = Heard()
    assert table_of(load_record(one, ["n"], around(GHENT), progress=heard))["n"] == [None]
    assert any(said.endswith("has no row for 1 of the 1 features ('A'), which has no value from it.") for said in heard.warnings)
    for extent in (around(HALLE), None):
        with pytest.raises(OpgaveError, match=r"has no row with the key \(nr\) of any of the \d features"):
            load_record(one, ["n"], extent)


def test_where_no_source_holds_anything_that_is_what_is_said(tmp_path):
    """Also where the whole is filtered by a field: there are none, and no field is missing."""
    for name in "ab":
        geojson(tmp_path / f"{name}.geojson", (HALLE, {"gridcode": 3}))
    fields = {"hazard": FieldSpec(("gridcode",), recode={"3": "medium"}), "double": FieldSpec(compute="2 * gridcode")}
    parts = [part("geojson", tmp_path / f"{name}.geojson") for name in "ab"]
    around = QgsReferencedRectangle(QgsRectangle(3.70, 51.04, 3.74, 51.06), QgsCoordinateReferenceSystem("EPSG:4326"))
    for wanted in (["hazard"], ["double"], None):
        with pytest.raises(NoFeatures):
            load_record(composed("union", parts, fields=fields, options={"filter": "hazard IS NOT NULL"}), wanted, around)
    with pytest.raises(NoFeatures):
        load_record(
            composed("join", [parts[0], part("geojson", tmp_path / "b.geojson", {"n": {}})], ["hazard"], fields=fields), ["hazard"], around
        )
