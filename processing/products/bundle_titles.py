"""What the records of a bundle are called in another language than it was made in."""

from __future__ import annotations

from ..model.catalogue import read_catalogue
from ..texts.language import Language
from .bundles import CATALOGUE, Bundle


def record_titles(bundle: Bundle, language: Language) -> dict[str, str]:
    """Return the titles of a bundle's inputs by record: in a language where it keeps its catalogue, else as its manifest has them."""
    titles = {row["record"]: row["title"] for row in bundle.manifest["inputs"]}
    path = next((bundle.folder / name for name in bundle.manifest["files"] if name.endswith(CATALOGUE)), None)
    if path is None or not path.is_file():
        return titles
    records = read_catalogue(path).records
    return {id: records[id].title.of(language.code) if id in records else title for id, title in titles.items()}
