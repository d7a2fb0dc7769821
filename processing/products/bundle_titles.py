"""What a bundle says in another language than it was made in: the titles of its records, and the sentence above its map."""

from __future__ import annotations

from ..analysis.clusters import LOW_TYPES
from ..challenge.unit_table import UnitTable
from ..model import contract
from ..model.catalogue import read_catalogue
from ..model.codec import from_json
from ..model.quality_mark import QualityMark
from ..model.results import CLUSTER_TYPE, CLUSTERS, UNITS
from ..texts.language import LANGUAGES, Language
from .bundles import CATALOGUE, Bundle
from .integrated_map.headline import headline


def record_titles(bundle: Bundle, language: Language) -> dict[str, str]:
    """Return the titles of a bundle's inputs by record: in a language where it keeps its catalogue, else as its manifest has them."""
    titles = {row["record"]: row["title"] for row in bundle.manifest["inputs"]}
    path = next((bundle.folder / name for name in bundle.manifest["files"] if name.endswith(CATALOGUE)), None)
    if path is None or not path.is_file():
        return titles
    records = read_catalogue(path, for_titles=True).records
    return {id: records[id].title.of(language.code) if id in records else title for id, title in titles.items()}


def list_inputs(bundle: Bundle, language: Language) -> list[dict]:
    """Return what the manifest says of each layer that went in, with its title in a language (see `record_titles`)."""
    titles = record_titles(bundle, language)
    return [row | {"title": titles[row["record"]]} for row in bundle.manifest["inputs"]]


def list_marks(bundle: Bundle, language: Language) -> list[tuple[str, QualityMark | None]]:
    """Return the title of each layer that went in, and how good it was."""
    return [(row["title"], read_mark(row)) for row in list_inputs(bundle, language)]


def read_mark(facts: dict) -> QualityMark | None:
    """Return how good a layer was, by what a manifest says of it; None where nobody assessed it."""
    return from_json(QualityMark, facts["quality"]) if facts.get("quality") else None


def write_finding(bundle: Bundle, language: Language) -> str:
    """Return the sentence above a bundle's map, written anew where it was made in another language; empty where the manifest has none."""
    kept = bundle.manifest["results"].get("finding", "")
    if not kept or bundle.manifest.get("parameters", {}).get(contract.LANGUAGE, LANGUAGES[0]) == language.code:
        return kept
    clusters = bundle.read(CLUSTERS).table
    labels = clusters["cluster_label"][~clusters[CLUSTER_TYPE].isin(LOW_TYPES)].tolist()
    return headline(UnitTable(bundle.challenge, bundle.read(UNITS).table, bundle.alike), labels, language)
