"""The help that comes with the plugin: a picture for every algorithm, links that lead to pages, and what a command line shows."""

import re
import subprocess
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS, OpgavenkaartProvider
from opgavenkaart.processing.model.choices import SPEEDS
from opgavenkaart.processing.model.help_pages import FOLDER, PICTURES, SIZE, help_page, help_text, picture_path, picture_words
from opgavenkaart.processing.texts.language import LANGUAGES
from opgavenkaart.test.support.headless import environment

NAMES = [algorithm.NAME for algorithm in ALGORITHMS]
ALLOWED = {"svg", "title", "rect", "circle", "ellipse", "path", "polygon", "g"}
"""What Qt draws as a browser does. No text: one picture serves both languages."""
MOST_BYTES = 6_000


def test_every_algorithm_has_a_picture():
    assert {path.stem for path in PICTURES.iterdir()} == set(NAMES)
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_whole_and_without_text(name):
    root = ElementTree.fromstring(picture_path(name).read_text(encoding="utf-8"))
    assert (int(root.get("width")), int(root.get("height"))) == SIZE
    assert root.get("viewBox") == "0 0 {} {}".format(*SIZE)
    assert {element.tag.partition("}")[2] for element in root.iter()} <= ALLOWED
    assert picture_path(name).stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_told_in_both_languages(name):
    told = {language: picture_words(name, language) for language in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    assert all(len(words) > 20 and '"' not in words for words in told.values())


SAYS_DEFAULT = {
    "nl": r"\(([A-Z_0-9]+)\)[^()<.]*(?:<code>[a-z]+</code>: )?standaard ([\d.,]*\d)",
    "en": r"\(([A-Z_0-9]+)\)[^()<.]*(?:<code>[a-z]+</code>: )?default ([\d.,]*\d)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_defaults_are_those_of_the_parameters(language, qgis_processing):
    provider = OpgavenkaartProvider()
    provider.refreshAlgorithms()
    said = []
    for name in NAMES:
        algorithm = provider.algorithm(name)
        for parameter, text in re.findall(SAYS_DEFAULT[language], help_text(name, language)):
            number = text.replace(",", "") if language == "en" else text.replace(".", "").replace(",", ".")
            said.append(parameter)
            assert float(number) == algorithm.parameterDefinition(parameter).defaultValue(), f"{name}: {parameter}"
    assert {"DRAWS", "TIMEOUT", "TIME_LIMIT", "ALPHA", "PERMUTATIONS", "SEED", "LARGEST_SHARE", "THRESHOLD", "DISTANCE"} <= set(said)


SPEED_WORDS = {
    "nl": "{walking:g} te voet, {cycling:g} met de fiets, {driving:g} met de auto",
    "en": "{walking:g} on foot, {cycling:g} cycling, {driving:g} driving",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_speeds_are_those_that_are_used(language):
    assert SPEED_WORDS[language].format(**SPEEDS) in help_text("facility_access", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_begins_with_its_picture(language):
    page = help_page("challenge_index", language, "file:///x.svg")
    words = picture_words("challenge_index", language)
    assert page.startswith(f'<p><img src="file:///x.svg" width="{SIZE[0]}" height="{SIZE[1]}" alt="{words}"></p>')
    assert page.endswith(help_text("challenge_index", language))


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*/*.html")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_links_lead_to_pages(page):
    targets = re.findall(r'href="(?!https?:)([^"#]+)', page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", sorted((FOLDER / "nl").glob("dock_*.html")), ids=lambda path: path.stem)
def test_what_a_page_names_stands_in_the_window(page):
    """The bold words of a dock's Dutch page are Dutch texts of the window, but for what it says of its own parts."""
    table = Path(__file__).parents[1] / "resources" / "i18n" / "opgavenkaart_nl.ts"
    shown = set(words_in("translation", table.read_text(encoding="utf-8")))
    named = set(words_in("b", page.read_text(encoding="utf-8")))
    assert named - shown <= OWN_WORDS


def words_in(tag, text):
    """Return what stands in each of these elements: on one line, in lower case, without the dots of a menu."""
    found = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return (unescape(" ".join(words.split())).lower().rstrip(".") for words in found)


OWN_WORDS = {"zoeken", "filteren", "licht", "infofiche", "in het grijs", "lay-out, papier, richting, taal, huisstijl, titel", "voorbeeld"}


def test_a_command_line_shows_help_without_tags(profile):
    command = ["qgis_process", "help", "opgavenkaart:challenge_index"]
    said = subprocess.run(command, env=environment(profile), capture_output=True, encoding="utf-8", check=True).stdout
    assert "### Parameters\n\n- **Challenge** (CHALLENGE): " in said
    assert set(re.findall("</?([a-z0-9]+)", said)) & {"p", "b", "ul", "li", "h3", "code", "img"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_algorithm_and_dock_has_its_help(language):
    pages = {path.stem for path in (FOLDER / language).glob("*.html")}
    docks = {"window", "dock_catalogue", "dock_challenge", "dock_map", "dock_planning"}
    assert pages == {algorithm.NAME for algorithm in ALGORITHMS} | docks
