"""How old a layer is that was made of others: as old as the oldest of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsLayerMetadata, QgsProcessingContext

from ..model import contract
from ..model.dates import age_days
from ..model.progress import Progress
from ..texts import record_words
from ..texts.ages import age_in_words
from ..texts.language import Language, interface_language
from .crs import read_crs
from .inputs import InputLayer, names_of
from .layer_metadata import Oldest, date_of, mark_output, result_metadata, rhythm_of


@dataclass(frozen=True)
class WeakestLink:
    """The oldest of several layers, by what their metadata say.

    Attributes
    ----------
    layer : str
        Name of the oldest layer; empty where no date is known.
    date : date or None
    rhythm : str
        In which that layer is renewed; empty where not known.
    undated : tuple of str
        Names of the layers without a date: they may be older still.
    """

    layer: str = ""
    date: datetime.date | None = None
    rhythm: str = ""
    undated: tuple[str, ...] = ()

    def outputs(self) -> dict[str, str]:
        """Return what an algorithm gives of it: the day as 2024-12-31; both empty where no date is known."""
        return {contract.OLDEST_LAYER: self.layer, contract.OLDEST_DATE: self.date.isoformat() if self.date else ""}

    def tell(self, progress: Progress) -> None:
        """Say how old the result is, and of which layers no date is known."""
        language, today = Language(interface_language()), datetime.date.today()
        if self.date:
            age = age_in_words(age_days(self.date, today), language)
            date = language.date(self.date)
            progress.note("As old as its oldest source, {layer}: {date} ({age}).", layer=self.layer, date=date, age=age)
        if self.undated:
            progress.note("No date is known of: {layers}.", layers=", ".join(self.undated))

    def words(self, language: Language) -> dict:
        """Return what a report shows: layer, date in words, age in words, and the layers without date."""
        age = age_in_words(age_days(self.date, datetime.date.today()), language) if self.date else ""
        return {"layer": self.layer, "date": language.date(self.date), "age": age, "undated": ", ".join(self.undated)}

    def metadata(self, id: str, title: str, crs: QgsCoordinateReferenceSystem, language: Language) -> QgsLayerMetadata:
        """Return the metadata of a result."""
        said = record_words.word_date(self.date, "layer", None, language)
        oldest = Oldest(self.layer, self.date, said, self.rhythm) if self.date else None
        return result_metadata(id, title, crs, oldest, language)

    def mark(self, context: QgsProcessingContext, destination: str, title: str, crs: str) -> None:
        """Write it into an output, if it is known."""
        if self.date:
            mark_output(context, destination, self.metadata(title, title, read_crs(crs), Language(interface_language())))


def weakest_link(layers: Sequence[InputLayer]) -> WeakestLink:
    """Return the oldest of several layers; of equals the first."""
    known = [(name, date_of(layer.metadata), rhythm_of(layer.metadata)) for name, layer in zip(names_of(layers), layers, strict=True)]
    undated = tuple(name for name, date, _ in known if date is None)
    dated = [(name, date, rhythm) for name, date, rhythm in known if date is not None]
    return WeakestLink(*min(dated, key=lambda one: one[1]), undated) if dated else WeakestLink(undated=undated)
