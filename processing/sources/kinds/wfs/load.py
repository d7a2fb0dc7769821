"""WFS: every feature once, past the server's cap, with filter, columns and extent asked of the server itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.core import QgsRectangle

from ....model.errors import Cancelled, OpgaveError
from ...network import GetRequest as WebAsk
from ...network import check_is_data, fetch_all
from ...network.content import FIRST_BYTES
from ...reading.download import FOR_FILES, fetch_record
from ...reading.files import open_layer
from ...reading.gml_pile import LAYER, OWN_COLUMNS, Pile, pile_of
from ...reading.request import LoadedFeatures, LoadRequest, compare_count, read_source
from ...reading.services import STATED_COUNT, in_own_crs, quarters_of
from .layer import LARGEST_PAGE, WfsLayer, describe_layer

PAGES_AT_ONCE = 8
DEEPEST_TILE = 12


def load_wfs(ask: LoadRequest) -> LoadedFeatures:
    """Load a feature type; the record's path is the service, its ``layer`` the type.

    Pages are asked until there are as many features as the server counts. Where pages do not give them all (the server has none, or
    turns their order around), the ground is asked part by part, each small enough for one answer.
    """
    layer = describe_layer(ask)
    with pile_of(ask.record, layer.schema) as pile:
        loading = Loading(layer, pile)
        total = loading.total()
        loading.pages(total)
        if total is not None and pile.different < total and not ask.is_table and layer.crs.isValid():
            loading.tiles(total)
        pile.keep_each_once()
        opened = open_layer(replace(ask.record, source=replace(ask.record.source, layer=LAYER)), pile.path)
        answer = read_source(opened, in_own_crs(ask), hidden=OWN_COLUMNS)
        given = pile.size  # a server counts what meets the extent with its bounding box; of that, what lies outside was not read
    compare_count(ask, given, total)
    return answer


@dataclass
class Loading:
    """A feature type on its way into a pile.

    Attributes
    ----------
    most : int
        Features that the server gives in one answer, once one has come.
    """

    layer: WfsLayer
    pile: Pile
    most: int = 0

    def total(self, extent: QgsRectangle | None = None) -> int | None:
        """Return how many features the server counts; None where it does not say."""
        try:
            content = self.asked(self.layer.question(extent, RESULTTYPE="hits"))
        except Cancelled:
            raise
        except OpgaveError:
            return self.without_extras().total(extent) if not self.layer.modest and self.layer.condition else None
        found = STATED_COUNT.search(content[:FIRST_BYTES].decode("utf-8", "replace"))
        return int(found[1]) if found else None

    def without_extras(self) -> Loading:
        """Ask from now on for nothing but type and extent: the server refused more."""
        self.layer = replace(self.layer, modest=True)
        return self

    def pages(self, total: int | None) -> None:
        """Add page after page: a first one, which shows how many the server gives; a second, which shows whether it can page.

        Some servers count no further than they give. So a count that a first page reaches is believed only where the server states
        that it may give more; else pages are asked for until one brings nothing, or less than the others.
        """
        size = self.layer.page or LARGEST_PAGE
        self.first_page(size)
        believed = total if total is not None and (total > self.most or total < self.layer.page) else None
        start, together = self.most, 1
        while self.most and (believed is None or start < believed):
            starts = [start + number * self.most for number in range(together)]
            before = self.pile.different
            given = self.add_pages([one for one in starts if believed is None or one < believed], size, total)
            if self.pile.different == before or (believed is None and given < self.most):
                return
            start += self.most * together
            together = 1 if believed is None else PAGES_AT_ONCE

    def add_pages(self, starts: Sequence[int], size: int, total: int | None) -> int:
        """Add the pages from some places on, and return how many features they hold; one past the end may be refused."""
        try:
            contents = self.asked_together([self.layer.page_from(start, size) for start in starts])
        except Cancelled:
            raise
        except OpgaveError as error:
            if total is not None and self.pile.different < total:
                raise
            if total is None:
                self.layer.ask.progress.warn(
                    "Layer '{record}': the service gave {count} features and refuses more; the layer may be incomplete: {reason}",
                    record=self.layer.ask.record.title,
                    count=self.pile.different,
                    reason=error,
                )
            return 0
        return sum(self.pile.add(content) for content in contents)

    def first_page(self, size: int) -> None:
        """Add the first page; a server that refuses filter, columns or order is asked without them."""
        try:
            content = self.asked(self.layer.page_from(0, size))
        except Cancelled:
            raise
        except OpgaveError:
            if self.layer.modest:
                raise
            content = self.asked(self.without_extras().layer.page_from(0, size))
        self.most = self.pile.add(content)

    def tiles(self, total: int) -> None:
        """Add the ground part by part: a part with more features than fit in an answer is cut in four."""
        parts = [(self.layer.extent or self.layer.ground, total, 0)]
        while parts and self.pile.different < total:
            extent, count, depth = parts.pop()
            if count < self.most:
                self.pile.add(self.asked(self.layer.page_from(0, self.most, extent)))
                continue
            quarters = [(quarter, self.total(quarter) or 0, depth + 1) for quarter in quarters_of(extent)]
            if depth < DEEPEST_TILE and any(one[1] != count for one in quarters):
                parts += [one for one in quarters if one[1]]

    def asked(self, url: str) -> bytes:
        """Return an answer that is no report of an exception."""
        reply = fetch_record(self.layer.ask.record, url, self.layer.ask.progress, FOR_FILES)
        return self.checked(reply.content, reply.url)

    def asked_together(self, urls: Sequence[str]) -> list[bytes]:
        """Return some answers, asked a few at a time."""
        record = self.layer.ask.record
        replies = fetch_all([WebAsk.of(record, url) for url in urls], FOR_FILES, self.layer.ask.progress)
        for reply in replies:
            if reply.error:
                raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=reply.error) from reply.error
        return [self.checked(reply.content, reply.url) for reply in replies]

    def checked(self, content: bytes, url: str) -> bytes:
        try:
            check_is_data(content, url)
        except OpgaveError as error:
            raise OpgaveError("Layer '{record}': {reason}", record=self.layer.ask.record.title, reason=error) from error
        return content
