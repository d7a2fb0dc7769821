"""Parts of an atlas by hand: values in words, bars, which unit lies in which area, names of pages, parts of a job, the ground of a page."""

import datetime
import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.clusters import standouts
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.means import Averaging
from opgavenkaart.processing.cartography.bars import bar_drawing
from opgavenkaart.processing.cartography.style import Style
from opgavenkaart.processing.cartography.styles import keep_style
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.products.atlas import atlas, writing
from opgavenkaart.processing.products.atlas.atlas import WORK, clear_others, signature
from opgavenkaart.processing.products.atlas.content import labels, means_of, units_inside, with_shape
from opgavenkaart.processing.products.atlas.drawing import LEAST_GROUND, around, is_kind, without
from opgavenkaart.processing.products.atlas.pages import IndicatorBar, Inside, Page, PageShortcomings
from opgavenkaart.processing.products.atlas.words import bar_words, inside_lines, title
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer

DUTCH = Language("nl")
DAY = datetime.date(2026, 12, 1)


def bar(here, whole, low, high, need=1.0, unit="m") -> IndicatorBar:
    return IndicatorBar("Afstand", unit, here, whole, low, high, need, "gemiddelde gewogen naar adressen")


def test_a_value_lies_between_the_lowest_and_the_highest():
    one = bar(30.0, 25.0, 20.0, 60.0)
    assert [one.share(value) for value in (20.0, 25.0, 30.0, 60.0)] == [0, 0.125, 0.25, 1]
    assert bar(5.0, 5.0, 5.0, 5.0).share(5.0) == 0.5, "where all are equal, in the middle"
    assert one.share(None) is None and bar(None, None, None, None).share(3.0) is None


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 49.9, "12,3 m (gemiddelde gewogen naar adressen: 4,6)"),
        (0.0, 50.0, "12 m (gemiddelde gewogen naar adressen: 5)"),
        (10.0, 15.0, "12,3 m (gemiddelde gewogen naar adressen: 4,6)"),
        (10.0, 14.9, "12,34 m (gemiddelde gewogen naar adressen: 4,56)"),
    ],
)
def test_values_have_the_decimals_that_tell_them_apart(low, high, words):
    assert bar_words(bar(12.341, 4.561, low, high), DUTCH) == f"Afstand: {words}"


def test_a_value_without_unit_or_a_missing_one_is_said():
    assert bar_words(bar(3.0, 4.0, 0.0, 9.0, unit=""), DUTCH) == "Afstand: 3,0 (gemiddelde gewogen naar adressen: 4,0)"
    assert re.fullmatch(r"Afstand: \D* m \(gemiddelde gewogen naar adressen: 4,0\)", bar_words(bar(None, 4.0, 0.0, 9.0), DUTCH))


@pytest.mark.parametrize("points", [-20.0, 0.2, 4.9, 5.0, 12.0])
def test_a_bar_is_red_where_the_indicator_is_a_cause(points):
    """The rule of maps and reports: an indicator is a cause of need where its score lies 5 points or more above the mean."""
    causes = [id for id, above in standouts(pd.Series({"income": points})) if above > 0]
    assert bar(1.0, 2.0, 0.0, 9.0, need=points).raised == bool(causes)


def test_what_lies_inside_is_counted_and_named_as_far_as_there_is_room():
    rows = [
        Inside("Scholen", 3, ("De Beuk", "De Linde"), 3),
        Inside("Crèches", 1234, ("Bij",), 2),
        Inside("Haltes", 2),
    ]
    assert inside_lines(rows, DUTCH) == ["Scholen: 3 (De Beuk, De Linde)", "Crèches: 1.234 (Bij en nog 1.232)", "Haltes: 2"]


def test_a_title_names_the_cause_where_there_is_one():
    assert title(Page(1, "Noord", "", (), cause="laag inkomen"), DUTCH).startswith("Noord ")
    assert "laag inkomen" in title(Page(1, "Noord", "", (), cause="laag inkomen"), DUTCH)
    assert title(Page(1, "Noord", "", ()), DUTCH) == "Noord"


def drawing(here: float, mark: float | None, strong: bool) -> list[str]:
    sheet = SimpleNamespace(theme=theme())
    return re.findall(r"<(?:rect|polygon) [^>]*/>", bar_drawing(sheet, here, mark, strong, 80.0, 2.0, 1.0).decode())


def test_a_bar_is_as_long_as_its_share_and_its_mark_stands_at_its_own():
    ground, filled, mark = drawing(0.25, 0.5, True)
    assert 'width="80.000"' in ground and theme().colours["line"] in ground
    assert 'width="20.000"' in filled and theme().colours["accent"] in filled
    assert 'points="39.500,3.000 40.500,3.000 40.000,2.000"' in mark
    assert theme().colours["quiet"] in drawing(0.25, None, False)[1]
    assert len(drawing(0.25, None, False)) == 2 and len(drawing(0.0, None, False)) == 1
    assert 'width="80.000"' in drawing(1.4, None, False)[1], "no longer than the whole"
    assert 'points="0.000' in drawing(0.5, 0.0, False)[2] and "80.000,3.000" in drawing(0.5, 1.0, False)[2], "a mark stays on the paper"


def test_a_unit_lies_where_its_representative_point_lies_and_a_small_area_in_the_unit_around_it():
    units = shapely.box([0, 10, 20], [0, 0, 0], [10, 20, 30], [10, 10, 10])
    areas = np.array([shapely.box(-1, -1, 16, 11), shapely.box(21, 1, 22, 2), shapely.box(16, 0, 40, 10)])
    area, unit = units_inside(areas, units)
    assert sorted(zip(area.tolist(), unit.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 2), (2, 2)]


def test_means_of_places_count_people_and_the_whole_comes_first():
    table = pd.DataFrame({"income": [10.0, 20.0, np.nan, 40.0]})
    area, unit = np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3])
    found = means_of(table, {"income": Averaging(weight=np.array([1.0, 3.0, 5.0, 1.0]))}, area, unit, 3)["income"].tolist()
    assert found[:3] == pytest.approx([(10 + 60 + 40) / 5, (10 + 60) / 4, 40.0]) and np.isnan(found[3])
    plain = means_of(table, {"income": Averaging()}, area, unit, 2)["income"].tolist()
    assert plain == pytest.approx([70 / 3, 15.0, 40.0])


def areas_of(table: dict, geometry=None) -> Features:
    count = len(next(iter(table.values())))
    squares = shapely.box(np.arange(count), 0, np.arange(count) + 1, 1) if geometry is None else np.array(geometry, dtype=object)
    return Features("wijken", squares, pd.DataFrame(table), "EPSG:31370", np.arange(7, 7 + count))


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ({"name": ["a", "b"], "cluster_label": ["c", "d"]}, ["c", "d"]),
        ({"name": ["a", "b"], "sector_name": ["c", "d"]}, ["c", "d"]),
        ({"naam": ["a", None], "cluster_id": [1, 2]}, ["a", "8"]),
        ({"Title": ["a", "b"], "label": ["c", "d"]}, ["a", "b"]),
        ({"cluster_id": [3, 4], "x": ["a", "b"]}, ["3", "4"]),
        ({"x": ["a", "b"]}, ["7", "8"]),
        ({"name": ["GENTBRUGGE", "Ledeberg"]}, ["Gentbrugge", "Ledeberg"]),
    ],
)
def test_an_area_is_called_by_its_label_else_its_name_else_its_number(table, shown):
    bundle = SimpleNamespace(challenge=SimpleNamespace(units=SimpleNamespace(name="sector_name")))
    assert labels(areas_of(table), bundle) == shown


def test_areas_without_shape_are_counted_and_lines_refused():
    heard = Heard()
    kept = with_shape(areas_of({"name": ["a", "b", "c"]}, [shapely.box(0, 0, 1, 1), None, shapely.Polygon()]), heard)
    assert kept.table["name"].tolist() == ["a"] and len(heard.warnings) == 1 and "2 " in heard.warnings[0]
    heard = Heard()
    assert len(with_shape(areas_of({"name": ["a"]}), heard)) == 1 and heard.warnings == []
    for geometry, sentence in (([None], "has no areas"), ([shapely.LineString([(0, 0), (1, 1)])], "is not a polygon layer")):
        with pytest.raises(OpgaveError, match=sentence):
            with_shape(areas_of({"name": ["a"]}, geometry), heard)


def page(number: int, label: str = "x", box=(0.0, 0.0, 1000.0, 500.0)) -> Page:
    return Page(number, label, "", box)


def job(count: int, size: int = 1, kind: str = "pdf", label: str = "x") -> writing.AtlasJob:
    pages = tuple(page(number, label) for number in range(1, count + 1))
    return writing.AtlasJob("x.qgz", "", "", "atlas", "a4", "portrait", "nl", kind, DAY, pages, (), size)


def test_a_job_is_cut_into_parts_that_hold_each_page_once(tmp_path):
    for count, size, parts in ((50, 25, 2), (51, 25, 3), (1, 25, 1), (3, 1, 3)):
        one = job(count, size)
        assert one.part_count == parts
        assert [shown.number for part in range(parts) for shown in one.part(part)] == list(range(1, count + 1))
        assert max(len(one.part(part)) for part in range(parts)) <= size
    assert job(3).path(tmp_path, 2) == tmp_path / "00003.pdf" and job(3, kind="png").path(tmp_path, 0) == tmp_path / "00001.png"


def written(pages, path, outcome=None, content=b"%PDF-1.7 ... %%EOF\n", draw=lambda desk, page, progress: page, progress=None):
    """Write pages as a PDF with an exporter that ends so, and leaves this content; return the pages that it was given."""
    given = []

    def export(turned, name, settings):
        while turned.next():
            given.append(turned.layout())
        path.write_bytes(content)
        return (writing.QgsLayoutExporter.ExportResult.Success if outcome is None else outcome), "no room"

    result = writing.QgsLayoutExporter.ExportResult
    job = SimpleNamespace(made=DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "draw_page", draw)
        patch.setattr(writing, "settle_pdf", lambda contents, made, number: contents + b"%d" % number)
        patch.setattr(writing, "QgsLayoutExporter", SimpleNamespace(exportToPdf=export, ExportResult=result))
        writing.write_pdf(SimpleNamespace(standing=1), job, pages, path, progress or Heard())
    return given


PAGES = [SimpleNamespace(number=number) for number in (3, 4)]


def test_a_pdf_holds_each_page_once_and_is_whole(tmp_path):
    path = tmp_path / "work" / "part.pdf"
    path.parent.mkdir()
    assert written(PAGES, path) == PAGES and path.read_bytes().endswith(b"%%EOF\n3")
    with pytest.raises(OpgaveError, match=f"Page 3 of the atlas cannot be written to '{tmp_path}': is the disk full?"):
        written(PAGES, path, content=b"%PDF-1.7 half")
    with pytest.raises(OpgaveError, match="cannot be written to .*: no room"):
        written(PAGES, path, writing.QgsLayoutExporter.ExportResult.FileError)


def test_a_page_that_cannot_be_drawn_ends_the_atlas_and_so_does_a_cancel(tmp_path):
    def fails(desk, page, progress):
        if page.number == 4:
            raise OpgaveError("Page {number} is odd.", number=page.number)
        return page

    with pytest.raises(OpgaveError, match="Page 4 is odd."):
        written(PAGES, tmp_path / "part.pdf", draw=fails)

    class Stops(Heard):
        def is_cancelled(self):
            return True

        def check(self):
            raise Cancelled()

    with pytest.raises(Cancelled):
        written(PAGES, tmp_path / "part.pdf", progress=Stops())
    turned = writing.AtlasPages(None, PAGES, Stops())
    assert not turned.next() and turned.count() == 2 and turned.drawn is None


def test_a_pages_file_has_its_number_and_what_a_name_can_hold():
    assert atlas.file_name(job(9, kind="png", label="Sint-Élooi (Oost)"), 0) == "1-sint-elooi-oost.png"
    assert atlas.file_name(job(10, kind="svg", label="Noord"), 8) == "09-noord.svg"
    assert atlas.file_name(job(1, kind="png", label="水"), 0) == "1.png"
    assert len(atlas.file_name(job(1, kind="png", label="a" * 200), 0)) == len("1-.png") + atlas.NAME_LENGTH


def test_a_page_shows_more_ground_than_its_area_and_never_less_than_a_street():
    wide = around(page(1))
    assert (wide.xMinimum(), wide.yMinimum(), wide.xMaximum(), wide.yMaximum()) == (-125, -62.5, 1125, 562.5)
    small = around(page(1, box=(0.0, 0.0, 40.0, 20.0)))
    assert max(small.width(), small.height()) == pytest.approx(LEAST_GROUND)
    assert (small.center().x(), small.center().y()) == (20, 10)


def test_what_was_found_on_pages_adds_up():
    assert PageShortcomings((3,), ()) | PageShortcomings((1, 3), (2,)) == PageShortcomings((1, 3), (2,))
    assert atlas.list_numbers((1, 12)) == "1, 12"
    heard = Heard()
    atlas.warn_of_shortcomings(PageShortcomings(), heard)
    assert heard.warnings == []
    atlas.warn_of_shortcomings(PageShortcomings((1, 12), (4,)), heard)
    assert len(heard.warnings) == 2 and "1, 12" in heard.warnings[0] and "4" in heard.warnings[1]


def test_a_legend_leaves_out_a_kind_that_says_nothing(qgis_app):
    layers = {kind: memory_layer("LineString", [], name=kind) for kind in ("roads", "water", "own")}
    for kind in ("roads", "water"):
        keep_style(layers[kind], Style(kind))
    assert without([*layers.values()], "roads") == [layers["water"], layers["own"]]
    assert is_kind(layers["roads"], "roads") and not is_kind(layers["roads"], "water") and not is_kind(layers["own"], "roads")


def test_another_job_another_file_or_another_style_has_another_signature(tmp_path):
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("1")
    other.write_text("2")
    first = signature(job(3), [file])
    assert len(first) == 16 and first == signature(job(3), [file])
    assert len({first, signature(job(4), [file]), signature(job(3), [other]), signature(job(3), [file, other])}) == 4
    styled = replace(job(3), theme=str(other))
    assert signature(styled, [file]) not in (first, signature(job(3), [file, other]))


def test_what_stopped_runs_of_other_atlases_left_goes(tmp_path):
    for folder in (f"{WORK}1", f"{WORK}2", "own"):
        (tmp_path / folder).mkdir()
    (tmp_path / f"{WORK}1" / ".half.pdf").write_text("x")
    (tmp_path / f"{WORK}1" / "page.pdf").write_text("x")
    clear_others(tmp_path, tmp_path / f"{WORK}1")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"{WORK}1", "own"])
    assert [path.name for path in (tmp_path / f"{WORK}1").iterdir()] == ["page.pdf"]
