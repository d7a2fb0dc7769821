"""One thing has one number: units, clusters, people, means, causes and ages of the demo city's map in every product that prints them.

The GeoPackage is read and reckoned here with numpy alone; all others are held against it.
"""

import csv
import html
import json
import re
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.cartography.map_content import kept_content
from opgavenkaart.processing.cartography.map_texts import oldest
from opgavenkaart.processing.cartography.project_copy import read_project
from opgavenkaart.processing.challenge import index_preview
from opgavenkaart.processing.products.atlas.content import pages_of
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.running import registered, run_algorithm
from opgavenkaart.test.support.town import read_layer

NL = Language("nl")
CHALLENGES = ("warm_homes", "place_for_every_child")


class Products:
    """A challenge's map on the demo city, and all that is made of it."""

    def __init__(self, made: dict, demo_city: dict, folder: Path):
        self.bundle = open_bundle(made["OUTPUT_FOLDER"])
        self.challenge = self.bundle.challenge
        self.units, self.clusters = (read_layer(made["GEOPACKAGE"], name)[1] for name in ("units", "clusters"))
        for one in self.challenge.indicators:  # what is hidden is no lack of data: what is expected stands for it
            if f"{one.id}_expected" in self.units:
                self.units[one.id] = self.units[one.id].fillna(self.units[f"{one.id}_expected"])
        self.results = json.loads(Path(made["MANIFEST"]).read_text(encoding="utf-8"))["results"]
        self.report = page_of(made["REPORT"])
        project = read_project(self.bundle.file(".qgz"))
        self.content = kept_content(project, "nl")
        project.clear()
        self.pages = pages_of(self.bundle.read("clusters"), self.bundle, NL)
        self.web = self.web_map(made, folder)
        chain = str(folder / "chain.html")
        run_algorithm("chain_report", {"BUNDLE": made["OUTPUT_FOLDER"], "LANGUAGE": "nl", "REPORT": chain})
        self.chain = page_of(chain)
        outputs = {"OUTPUT": str(folder / "units.gpkg"), "OUTPUT_CLUSTERS": str(folder / "clusters.gpkg")}
        asked = {"CHALLENGE": self.challenge.id, "CATALOGUE": demo_city["CATALOGUE"], "AS_OF": "2026-11-01"}
        with registered():
            run_algorithm("challenge_index", asked | outputs)
        self.dock = index_preview.read_computed(self.challenge, *outputs.values())

    def web_map(self, made: dict, folder: Path) -> dict:
        ran = run_algorithm("export_web_map", {"BUNDLE": made["OUTPUT_FOLDER"], "LANGUAGE": "nl", "OUTPUT_FOLDER": str(folder / "web")})
        text = (Path(ran["OUTPUT_FOLDER"]) / "data.js").read_text(encoding="utf-8")
        quoted = text.removeprefix("window.OPGAVENKAART=JSON.parse('").removesuffix("');\n")
        return json.loads(re.sub(r"\\(.)", r"\1", quoted))["challenges"][0]

    def whole(self, indicator) -> float:
        """An indicator's value of all units together: all cases over all of what they are counted among; of incomes the middle one."""
        values = self.units[indicator.id]
        if indicator.id == "median_income":
            return values.median()
        of = self.units.get(f"{indicator.id}_of", self.units["inhabitants"])
        return (values * of).sum() / of[values.notna()].sum()

    def mean(self, field: str, within=None) -> float:
        """The mean of a field of the units by people, with numpy."""
        values = self.units[field].to_numpy(dtype=float)
        known = np.isfinite(values) & (True if within is None else within)
        return np.average(values[known], weights=self.units["inhabitants"].to_numpy(dtype=float)[known])

    def within(self, cluster: int) -> np.ndarray:
        return (self.units["cluster_id"] == cluster).to_numpy()

    def copied(self, first: str) -> list[dict]:
        """The rows of the report's table that can be copied, of which the heads begin so."""
        blocks = [html.unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", self.report, re.S)]
        rows = next(block for block in blocks if block.startswith(first))
        return list(csv.DictReader(rows.splitlines()))


@pytest.fixture(scope="module", params=CHALLENGES)
def made(request, demo_bundle, demo_city, tmp_path_factory):
    return Products(demo_bundle(request.param), demo_city, tmp_path_factory.mktemp(request.param))


def page_of(report: str) -> str:
    """Return a report, with plain spaces where it has some that no line breaks at."""
    return Path(report).read_text(encoding="utf-8").replace("\u00a0", " ")


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page.split("</style>")[-1])))


def test_the_number_of_clusters(made):
    count = len(made.clusters)
    assert count == made.units["cluster_id"].nunique() == made.results["cluster_count"] == len(made.copied("rank,label")) == len(made.pages)
    assert count == len(made.web["clusters"]) == len(made.dock.table)
    assert len(made.content.profiles) == min(count, 8)
    assert len(re.findall(r'<section class="page" aria-labelledby="cluster', made.chain)) == count


def test_units_and_those_without_index(made):
    index = made.units["challenge_index"]
    assert len(index) == made.results["unit_count"] == len(made.web["units"]["keys"]) == len(made.dock.index)
    without = int(index.isna().sum())
    assert without == made.results["units_without_index"] == int(np.isnan(made.dock.index).sum())
    told = re.findall(r"(\d+) van de (\d+) gebieden \([\d,]+ %\) (?:heeft|hebben) geen index", made.results["finding"])
    assert told == ([(str(without), str(len(index)))] if without else [])
    values = made.units[[one.id for one in made.challenge.indicators]]
    assert int(values.notna().all(axis=1).sum()) == made.results["units_complete"]
    lacking = int((values.isna().any(axis=1) & index.notna()).sum())
    told = re.findall(r"bij (\d+) van de (\d+) gebieden met een index ontbre", made.results["finding"])
    assert told == ([(str(lacking), str(len(index) - without))] if lacking else [])
    assert without or lacking, "else nothing is tested here"
    assert re.search(rf"<dt>Gebieden met te weinig gegevens</dt><dd>{without}</dd>", made.report)


def test_the_headline_is_the_same_everywhere(made):
    """A range: the people in the core of the clusters, and with all that lie in a cluster or may belong to one."""
    drawn, probability = made.units["cluster_id"].notna(), made.units["cluster_probability"]
    within = [drawn & (probability >= 0.9), drawn, drawn | (probability > 0.1)]
    low, found, high = (100 * made.units.loc[one, "inhabitants"].sum() / made.units["inhabitants"].sum() for one in within)
    finding = made.results["finding"]
    assert f"{low:.0f} tot {high:.0f} % van de inwoners" in finding and low <= found <= high
    assert finding == made.content.title == made.web["finding"]
    for page in (made.report, made.chain):
        assert html.unescape(re.search(r"<h1>(.*?)</h1>", page, re.S)[1]) == finding


def test_the_mean_index_of_each_cluster(made):
    expected = [made.mean("challenge_index", made.within(id)) for id in made.clusters["cluster_id"]]
    for found in (
        made.clusters["mean_value"],
        [float(row["index"]) for row in made.copied("rank,label")],
        [one["index"] for one in made.web["clusters"]],
        index_preview.IndexPreview(made.dock).cluster_means(made.dock.index),
    ):
        assert list(found) == pytest.approx(expected, rel=1e-6)
    shown = [NL.number(value, 1) for value in expected]
    assert [text for text in shown if text not in words(made.chain)] == []


def test_people_in_each_cluster(made):
    expected = [made.units.loc[made.within(id), "inhabitants"].sum() for id in made.clusters["cluster_id"]]
    for found in (
        made.clusters["population"],
        [float(row["population"]) for row in made.copied("rank,label")],
        [one["people"] for one in made.web["clusters"]],
        made.dock.table["population"],
    ):
        assert list(found) == pytest.approx(expected)
    assert [one.size.partition(" ")[0] for one in made.content.profiles] == [NL.number(one) for one in expected[:8]]


def test_the_city_mean_of_each_indicator(made):
    """In its own unit on the atlas' bars; as score in the report's matrix, and what the web map's own rule gives."""
    matrix = {row["Indicator"]: float(list(row.values())[-1]) for row in made.copied("Indicator")}
    people = np.array(made.web["units"]["people"], dtype=float)
    for place, one in enumerate(made.challenge.indicators):
        assert made.pages[0].bars[place].whole == pytest.approx(made.whole(one))
        score = made.mean(f"{one.id}_score")
        assert matrix[one.title.nl] == pytest.approx(score)
        sent = np.array(made.web["indicators"][place]["scores"], dtype=float)
        known = np.isfinite(sent)
        assert np.average(sent[known], weights=np.nan_to_num(people[known])) == pytest.approx(score)


def test_the_index_by_sector(made):
    rows = made.copied("title,weight_share,mean")
    for row, (sector, facts) in zip(rows, made.results["sectors"].items(), strict=True):
        field = f"{sector}_index"
        assert float(row["mean"]) == pytest.approx(facts["mean"]) == pytest.approx(made.mean(field))
        assert float(row["within"]) == pytest.approx(made.mean(field, made.units["cluster_id"].notna().to_numpy()))


def test_the_causes_of_each_cluster(made):
    """Map, its panel, report, atlas and chain report name the same indicators, in one order."""
    titles = {one.title.nl[:1].lower() + one.title.nl[1:]: one.title.nl for one in made.challenge.indicators}
    for place, line in enumerate(made.clusters["in_words"]):
        named = re.findall(r"(.+?) \((hoog|laag)\)(?:, |$)", line.partition("; wat opvalt: ")[2])
        causes = [titles.get(title, title) for title, _ in named]
        assert causes
        points = {
            one.title.nl: made.mean(f"{one.id}_score", made.within(place + 1)) - made.mean(f"{one.id}_score")
            for one in made.challenge.indicators
        }
        assert causes == [title for title in sorted(points, key=points.get, reverse=True) if points[title] >= 5][:3]
        assert made.pages[place].cause == " ".join([named[0][0], f"({named[0][1]})"])
        if place < len(made.content.profiles):
            assert [bar.words.partition(": ")[0] for bar in made.content.profiles[place].bars] == causes
        section = made.chain.split(f'aria-labelledby="cluster{place + 1}"')[1].split("</section>")[0]
        table = section.split("<h3>Wat opvalt</h3>")[1].split("</table>")[0]
        assert [html.unescape(title) for title in re.findall(r'<tr><th scope="row">(.*?)</th>', table)] == causes
        row = re.search(rf'<tr><td class="n">{place + 1}</td>.*?</tr>', made.report, re.S)[0]
        found = html.unescape(re.sub(r"<[^>]*>", "", row.split("<td>")[-1]))
        assert [part.strip().rpartition(" (")[0] for part in found.split(";")][: len(causes)] == causes


def test_what_is_missing(made):
    share = float(made.units["missing_share"].mean())
    assert made.results["missing_share"] == pytest.approx(share) == pytest.approx(made.content.missing_share)
    assert float(made.dock.missing_share.mean()) == pytest.approx(share)
    shown = f"{NL.number(100 * share, 1)} %"
    assert shown in made.web["facts"] and f"<dd>{shown}</dd>" in made.report


def test_the_oldest_data(made):
    """Of all layers on map and web map; behind the index in manifest, report and chain report."""
    assert oldest(made.content, NL)[0].split(": ")[1].partition(",")[0] in made.web["facts"]
    days = made.results["oldest_input_age_days"]
    assert days == max(row["age_days"] for row in made.bundle.manifest["inputs"] if row["record"] == made.results["oldest_input"])
    ages = [re.search(r"de oudste gegevens achter de index zijn ([^.;]+?) oud", words(page))[1] for page in (made.report, made.chain)]
    assert ages[0] == ages[1]


def test_the_cases_outside_the_clusters_are_the_same_everywhere(made):
    told = [re.search(r"'[^']+': [\d,]+ % van de gevallen \([\d.]+ van [\d.]+\) ligt buiten de clusters\.", html.unescape(text))
            for text in (made.report, " ".join(made.content.notes), made.web["facts"])]  # fmt: skip
    assert None not in told and len({one[0] for one in told}) == 1


def test_a_mean_of_rates_is_that_of_all_cases(made, demo_city):
    """All households on the waiting list over all households: near what the city's own tables say, of which most counts are hidden."""
    bars = {one.id: bar for one, bar in zip(made.challenge.indicators, made.pages[0].bars, strict=True)}
    if "households_waiting" not in bars:
        pytest.skip("this challenge looks at no waiting list")
    waiting, people = (read_layer(demo_city["GEOPACKAGE"], name)[1] for name in ("housing_waiting_list", "population"))
    both = people.merge(waiting, on="sector_code")
    rate, households = made.units["households_waiting"], made.units["households_waiting_of"]
    assert bars["households_waiting"].whole == pytest.approx((rate * households).sum() / households.sum())
    assert bars["households_waiting"].whole == pytest.approx(1000 * both["households_waiting"].sum() / both["households"].sum(), rel=0.1)
    assert bars["households_waiting"].averaged == "gemiddelde gewogen naar huishoudens"
