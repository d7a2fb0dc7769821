"""Numbers, dates, ages and words of the catalogue, as both languages write them."""

import datetime

import pytest
from opgavenkaart.processing.model.cluster_methods import CLUSTER_METHODS
from opgavenkaart.processing.model.files import plugin_version
from opgavenkaart.processing.model.record import Join, LayerRecord, Publisher, Source
from opgavenkaart.processing.model.source_kinds import source_facts
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.texts import help_pages, language, record_words
from opgavenkaart.processing.texts.ages import age_in_words, made_in_words, oldest_in_words
from opgavenkaart.processing.texts.audience_texts import audience_words
from opgavenkaart.processing.texts.cluster_texts import METHOD_TEXTS, TESTED_TEXTS
from opgavenkaart.processing.texts.data_requests import GEOMETRY_TEXTS, write_request
from opgavenkaart.processing.texts.evidence_texts import count_unchecked
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.processing.texts.templates import render, tint

pytestmark = pytest.mark.usefixtures("qgis_app")
NL, EN = Language("nl"), Language("en")


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (None, "ouderdom onbekend", "age unknown"),
        (-1, "met een datum in de toekomst", "dated in the future"),
        (0, "0 dagen", "0 days"),
        (1, "1 dag", "1 day"),
        (2, "2 dagen", "2 days"),
        (60, "60 dagen", "60 days"),
        (61, "2 maanden", "2 months"),
        (91, "2 maanden", "2 months"),
        (92, "3 maanden", "3 months"),
        (364, "11 maanden", "11 months"),
        (365, "12 maanden", "12 months"),
        (729, "23 maanden", "23 months"),
        (730, "2 jaar", "2 years"),
        (1094, "2 jaar", "2 years"),
        (1095, "3 jaar", "3 years"),
        (36525, "100 jaar", "100 years"),
    ],
)
def test_an_age(days, dutch, english):
    """Days below two months of 30.4 days, months below two years; what is of the same day of another year has a whole number of years."""
    assert (age_in_words(days, NL), age_in_words(days, EN)) == (dutch, english)


def test_the_oldest_data():
    sentence = "the oldest data behind the index are 3 years old"
    assert oldest_in_words(1096, EN) == sentence
    assert oldest_in_words(0, EN) == "the oldest data behind the index are 0 days old"
    assert oldest_in_words(-1, EN) == "the oldest data behind the index have a later date"
    assert oldest_in_words(None, EN) == "the age of the oldest data behind the index is unknown"
    assert "3 jaar" in oldest_in_words(1096, NL)


def test_numbers():
    assert [NL.number(value) for value in (1234567, 0.6, -2.4, None, float("nan"))] == ["1.234.567", "1", "-2", "–", "–"]
    assert (NL.number(1234.56, 1), EN.number(1234.56, 1)) == ("1.234,6", "1,234.6")
    assert (NL.number(0, 2), EN.number(0)) == ("0,00", "0")
    assert [EN.number(value, 1) for value in (-0.04, -0.06, -0.0)] == ["0.0", "-0.1", "0.0"], "no minus before a zero"


def test_dates():
    day = datetime.date(2024, 5, 3)
    assert (NL.date(day), EN.date(day)) == ("3 mei 2024", "3 May 2024")
    assert (NL.date(None), EN.date(None)) == ("onbekend", "unknown")


def test_a_language_is_dutch_unless_told():
    assert (Language().code, Language().date(None), Language("en").code) == ("nl", "onbekend", "en")


def test_templates_are_filled_in_the_language_or_stay_templates():
    assert NL.tr("{count} years") == "{count} jaar" and EN.tr("{count} years") == "{count} years"
    assert NL.tr("{count} years", count=1234.5) == "1234,5 jaar"
    assert NL.tr("no such text {x}", x=1) == "no such text 1"
    assert language.tr("no such text {x}", x=1) == "no such text 1" and language.tr("no such text {x}") == "no such text {x}"


@pytest.mark.parametrize(("locale", "code"), [("nl", "nl"), ("nl_BE", "nl"), ("en_US", "en"), ("fr_BE", "en"), ("", "en")])
def test_the_language_of_the_window(locale, code, monkeypatch):
    monkeypatch.setattr(language.QgsApplication, "locale", staticmethod(lambda: locale))
    assert language.interface_language() == code
    translator = language.interface_translator()
    assert (translator is not None) == (code == "nl")
    if translator:
        assert translator.translate("Opgavenkaart", "unknown") == "onbekend"


def test_words_of_the_catalogue():
    words = {
        record_words.publisher_kind: {"city": "city", "flemish": "Flemish government", "federal": "federal government",
                                      "private": "private", "non_profit": "non-profit", "citizens": "citizens"},
        record_words.redistribution: {"yes": "yes", "aggregated": "only as values per area", "no": "no, only as values per area"},
        record_words.freshness: {"current": "current", "due": "due for update", "stale": "stale", "unknown": "update frequency unknown"},
        record_words.source_kind: {"wfs": "WFS", "vector_tiles": "vector tiles", "raster": "raster", "other": "other"},
    }  # fmt: skip
    for say, expected in words.items():
        assert {key: say(key, EN) for key in expected} == expected
        assert [say(key, NL) for key in expected] == [source_facts(key).name or NL.tr(word) for key, word in expected.items()]


def dated(**options) -> LayerRecord:
    return LayerRecord("a", Text("a"), Publisher("b", "city"), Source("csv", "a.csv", options=options))


@pytest.mark.parametrize(
    ("origin", "record", "words"),
    [
        ("column", dated(date_field="peildatum"), "newest value of 'peildatum'"),
        ("column", dated(), "newest value in the data"),
        ("column", None, "newest value in the data"),
        ("record", dated(), "according to the catalogue"),
        ("file", None, "according to the file date"),
        ("last_modified", None, "according to the server's modification date"),
        ("layer", None, "according to the metadata of the layer"),
        ("service", dated(date_field="x"), "according to the service"),
        ("", None, ""),
    ],
)
def test_who_says_a_date(origin, record, words):
    day = datetime.date(2024, 5, 3)
    assert record_words.date_origin(origin, record, EN) == words
    assert record_words.word_date(day, origin, record, EN) == ("3 May 2024 (" + words + ")" if words else "3 May 2024")
    assert record_words.word_date(None, origin, record, EN) == "unknown"


def test_every_method_has_its_words():
    assert list(METHOD_TEXTS) == list(CLUSTER_METHODS)
    for key, texts in METHOD_TEXTS.items():
        assert texts.types.keys() == TESTED_TEXTS.types.keys()
        if CLUSTER_METHODS[key].in_challenges:
            assert texts.title and texts.legend and texts.clusters_are and texts.rests_on and texts.nothing
        assert CLUSTER_METHODS[key].tests or "significan" not in texts.nothing


@pytest.mark.parametrize(
    ("method", "sides", "words"),
    [
        ("gi_star", "high", "No unit has significantly high values"),
        ("gi_star", "both", "No unit has significantly high or low values"),
        ("gi_star", "mismatch", "No unit has a high value with significantly low values around it"),
        ("bivariate_moran", "high", "No unit has a high value with significantly high values of the second field"),
        ("threshold", "both", "No unit reaches the threshold"),
        ("scan", "both", "No circle of units has significantly more or fewer cases"),
        ("scan", "mismatch", "No circle of units has significantly more cases"),
        ("skater", "high", ""),
    ],
)
def test_what_is_said_when_nothing_is_found(method, sides, words):
    found = METHOD_TEXTS[method].nothing_on(sides)
    assert found.startswith(words) and bool(found) == bool(words)


def test_a_page_from_a_template(monkeypatch, tmp_path):
    """It translates, writes numbers and dates, escapes what is filled in, and breaks no line before a per cent sign."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "x.html").write_text(
        "{% if true %}\n  {{ t('unknown') }}|{{ n(1234.5, 1) }}|{{ d(none) }}|{{ language }}"
        "|{{ version }}|{{ name }}|5 % a %\n{% endif %}\n"
    )
    monkeypatch.setattr("opgavenkaart.processing.texts.templates.RESOURCES", tmp_path)
    page = render("x.html", {"name": "a<b"}, NL)
    assert page == f"  onbekend|1.234,5|onbekend|nl|{plugin_version()}|a&lt;b|5\u00a0% a %\n"
    assert render("x.html", {"name": "a"}, EN).startswith("  unknown|1,234.5|unknown|en|")


def test_help_in_the_window_is_one_line_and_strong():
    page = help_pages.shown_help("aggregate_to_units")
    assert "\n" not in page and "<b>" not in page and "</b>" not in page and page.startswith("<p><img src=")
    assert "<strong>" in page and "</strong>" in page


def test_help_on_the_command_line_is_plain_text(monkeypatch):
    monkeypatch.setattr(help_pages, "COMMAND_LINE", help_pages.QgsApplication.platform())
    page = help_pages.shown_help("aggregate_to_units")
    assert "<" not in page.replace("<http", "") and "**" in page


@pytest.mark.parametrize(("ratio", "size"), [(1.0, ""), (2.0, 'width="448" height="224"'), (1.25, 'width="280" height="140"')])
def test_a_picture_has_as_many_pixels_as_the_screen(ratio, size, monkeypatch):
    monkeypatch.setattr(help_pages, "_pixel_ratio", lambda: ratio)
    path, own = help_pages.sharp_picture("aggregate_to_units"), help_pages.picture_path("aggregate_to_units")
    assert (path == own) == (ratio == 1)
    if size:
        assert path.name == f"aggregate_to_units_{ratio:g}.svg"
        assert path.read_text(encoding="utf-8") == own.read_text(encoding="utf-8").replace('width="224" height="112"', size, 1)
    assert help_pages.sharp_picture("dock_map") == help_pages.picture_path("dock_map")


def test_one_pixel_is_one_of_the_window_without_a_screen(monkeypatch):
    assert help_pages._pixel_ratio() == help_pages.QgsApplication.instance().devicePixelRatio()
    monkeypatch.setattr(help_pages.QgsApplication, "instance", staticmethod(lambda: object()))
    assert help_pages._pixel_ratio() == 1


def test_the_present_year_is_not_said():
    this_year = datetime.date.today().year
    assert EN.day_and_time(datetime.datetime(this_year, 5, 3, 14, 5)) == "3 May 14:05"
    assert NL.day_and_time(datetime.datetime(this_year - 1, 5, 3, 14, 5)) == f"3 mei {this_year - 1} 14:05"
    assert EN.day_and_time(datetime.datetime(2020, 5, 3, 14, 5), datetime.date(2020, 1, 1)) == "3 May 14:05"


def test_for_whom_a_map_is():
    assert audience_words("partners", EN) == "For partners of the service: this map is not to be published."
    assert audience_words("internal", EN).startswith("For use within the service only")
    assert audience_words("public", EN) == ""


def test_the_background_of_a_cell_goes_from_paper_to_need():
    paper, need = tint(0.0), tint(1.0)
    assert (tint(-1.0), tint(float("nan")), tint(7.0)) == (paper, paper, need) and paper != need
    parts = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (paper, tint(0.5), need)]
    assert all(abs(middle - (first + last) / 2) <= 1 for first, middle, last in zip(*parts, strict=True))


@pytest.mark.parametrize("keys", [(), ("area_code",)], ids=["places", "areas"])
def test_a_request_for_data_says_which_columns(keys):
    record = LayerRecord(
        "trees",
        Text("Bomen", "Trees"),
        Publisher("Stad", "city"),
        source=Source("csv", ""),
        geometry="none" if keys else "point",
        join=Join("sectors", keys) if keys else None,
    )
    challenge, indicator = Text("Groen", "Green"), Text("Bomen per inwoner", "Trees per inhabitant")
    lines = write_request("Velme", challenge, indicator, record, ["kind", "kind", *keys], EN).split("\n")
    assert lines[0] == "Subject: data on 'Trees' for Velme" and lines[-1] == "Many thanks."
    assert lines[7] == GEOMETRY_TEXTS["none" if keys else "point"]
    assert [line.split()[1] for line in lines if line.startswith("- ")] == [*keys, "kind"]
    assert ("The name of the sector or neighbourhood will do where you have no code. Names of columns may differ." in lines) == bool(keys)
    assert ("Names of columns may differ." in lines) != bool(keys)
    assert "Please do not send names or addresses of persons." in lines[-3] and lines[-2] == ""


def test_when_a_product_was_made():
    made, day = datetime.date(2026, 3, 2), datetime.date(2026, 1, 31)
    assert made_in_words(None, day, EN) == "Age of the data on 31 January 2026"
    assert made_in_words(made, made, EN) == "Made on 2 March 2026"
    assert made_in_words(made, day, EN) == "Made on 2 March 2026, age of the data on 31 January 2026"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([], []),
        (["", ""], []),
        (["guessed", "guessed"], ["The sources of the indicators have not yet been checked live."]),
        (["guessed", "", ""], ["The source of 1 of the 3 indicators has not yet been checked live."]),
        (["guessed", "guessed", ""], ["The sources of 2 of the 3 indicators have not yet been checked live."]),
    ],
)
def test_of_how_many_indicators_nobody_has_checked_the_source(known, said):
    assert count_unchecked(iter(known), EN) == said
