"""OGC API Features: every feature once, over pages that are asked several at a time where the server's own links show how."""

from __future__ import annotations

import tempfile
from collections import deque
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import numpy as np

from ...reading.features_file import FeaturesFile
from ...reading.files import open_layer
from ...reading.request import LoadedFeatures, LoadRequest, compare_count, read_source
from ...reading.services import corners, in_own_crs, quarters_of, with_query
from .collection import Collection, describe_collection

STARTS = ("offset", "startindex")
"""Parameters, in small letters, that say how many features to pass over."""
FEATURES_AT_ONCE = 50_000
"""Features whose pages are asked for together: no more answers than these wait in memory."""
PAGES_AT_ONCE = 64
PARTS_A_PAGE, LEAST_PARTS = 16, 80
"""Parts of the ground that are asked for at most: by the number of pages, and to come from the whole world down to one spot."""


def load_oapif(ask: LoadRequest) -> LoadedFeatures:
    """Load a collection; the record's path is the API's landing page, its ``layer`` the collection.

    A server that refuses filter, columns or a size of page is asked without them, and what it cannot do is done here. Where pages
    repeat features and so miss others (their order turns from one answer to the next), the ground is asked part by part, each small
    enough for one answer.
    """
    collection = describe_collection(ask)
    with tempfile.TemporaryDirectory(prefix="opgavenkaart-") as folder:
        path = Path(folder, "items.geojson")
        with closing(FeaturesFile(path, ask.record.crs if collection.crs else "")) as features:
            total = Loading(collection, features).all_features()
        answer = read_features_file(ask, path) if features.count else nothing_in(collection, path)
    compare_count(ask, features.count, total)
    return answer


def read_features_file(ask: LoadRequest, path: Path) -> LoadedFeatures:
    """Return features as QGIS reads a file of them."""
    record = ask.record
    opened = open_layer(replace(record, source=replace(record.source, layer="")), path)
    return read_source(opened, in_own_crs(ask), in_own_crs=False)


def nothing_in(collection: Collection, path: Path) -> LoadedFeatures:
    """Return an answer without features, and with the columns that they would have."""
    empty = {"type": "Feature", "properties": dict.fromkeys(collection.queryables), "geometry": None}
    with closing(FeaturesFile(path)) as features:
        features.add([collection.sample or empty])
    answer = read_features_file(replace(collection.ask, extent=None), path)
    none = np.zeros(len(answer.features), bool)
    return replace(answer, features=answer.features.where(none), counts=replace(answer.counts, given=0, total=0))


@dataclass
class Loading:
    """A collection on its way into a file of features."""

    collection: Collection
    features: FeaturesFile

    def all_features(self) -> int | None:
        """Add every feature, and return how many the server counts; None where it does not say."""
        first, page = self.collection.first_page()
        total = count_matched(page)
        self.add(page, total)
        self.follow(self.pages_by_number(page, total), total)
        if total is not None and self.features.count < total and self.features.repeats and not self.collection.ask.is_table:
            self.parts(first, len(page.get("features") or ()), total)
        return total

    def add(self, page: dict, total: int | None) -> int:
        """Add a page, and return how many features in it are new."""
        new = self.features.add(page.get("features") or ())
        if total:
            self.collection.ask.progress.update(min(self.features.count / total, 1.0))
        return new

    def pages_by_number(self, first: dict, total: int | None) -> str:
        """Add pages several at a time, where the server says how many features there are and its link shows how it numbers them.

        Each must be as long as the first, the last one excepted: from one that is not, the server's links lead on. Return the address
        that comes next; empty where none does.
        """
        next_page, size = self.collection.next_page(first), len(first.get("features") or ())
        name = start_in(next_page, size)
        if total is None or not name:
            return next_page
        starts, together = range(size, total, size), max(1, min(PAGES_AT_ONCE, FEATURES_AT_ONCE // size))
        page = first
        for place in range(0, len(starts), together):
            some = starts[place : place + together]
            for start, page in zip(some, self.collection.pages([with_query(next_page, {name: str(start)}) for start in some]), strict=True):
                self.add(page, total)
                if len(page.get("features") or ()) != min(size, total - start):
                    return self.collection.next_page(page)
        return self.collection.next_page(page)

    def follow(self, url: str, total: int | None) -> None:
        """Add page after page by the server's own links, until one brings nothing new."""
        seen = set()
        while url and url not in seen:
            seen.add(url)
            page = self.collection.pages([url])[0]
            if not self.add(page, total):
                return
            url = self.collection.next_page(page)

    def parts(self, first: str, size: int, total: int) -> None:
        """Add the ground part by part: one with more features than fit in an answer is cut in four.

        All parts of a size before the next smaller, and no more parts than a server that heeds the extent makes necessary.
        """
        parts = deque([self.collection.ground])
        for _ in range(PARTS_A_PAGE * (total // max(size, 1) + 1) + LEAST_PARTS):
            if not parts or self.features.count >= total:
                return
            extent = parts.popleft()
            page = self.collection.pages([with_query(first, {"bbox": corners(extent)})])[0]
            self.add(page, total)
            if len(page.get("features") or ()) < (count_matched(page) or 0):
                parts += quarters_of(extent)


def count_matched(page: dict) -> int | None:
    """Return how many features a page says there are in all."""
    total = page.get("numberMatched")
    return total if isinstance(total, int) and not isinstance(total, bool) else None


def start_in(url: str, size: int) -> str:
    """Return the parameter by which the link to a second page passes over exactly the first; empty where it has none."""
    numbers = ((name, text) for name, text in parse_qsl(urlsplit(url).query) if name.lower() in STARTS)
    return next((name for name, text in numbers if size and text == str(size)), "")
