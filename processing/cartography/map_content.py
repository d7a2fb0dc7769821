"""What a printed map says, apart from how it looks: enough to make the same map again on another paper."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field

from qgis.core import QgsMapLayer, QgsProject

from ..model.codec import from_json, to_json
from ..model.files import parse_json
from ..model.quality_mark import QualityMark

SCOPE = "Opgavenkaart"
KEY_PROPERTY = "opgavenkaart/key"


@dataclass(frozen=True)
class SourceLine:
    """Where one layer comes from, as the map states it; an empty text or no date is said to be unknown.

    ``date_origin``: who says the date, as `loading.Loaded` has it; empty where nobody told. ``freshness``: the traffic light of
    `model.dates.Freshness`; empty where nobody judged it. ``quality``: how good it was when it was last assessed.
    """

    title: str
    publisher: str = ""
    licence: str = ""
    date: datetime.date | None = None
    date_origin: str = ""
    freshness: str = ""
    quality: QualityMark | None = None


@dataclass(frozen=True)
class LegendEntry:
    """A layer in the legend.

    Attributes
    ----------
    key : str
        The layer's key (see `layer_key`).
    title : str
        What stands above its classes, or beside its only symbol.
    """

    key: str
    title: str


@dataclass(frozen=True)
class MapBackground:
    """What lies under the map, and what takes its place where it has holes.

    Attributes
    ----------
    words : str
        The line among the sources that says what it is.
    service : str
        Key of the service that is drawn; empty where the data's own layers are.
    instead, instead_words : tuple of str, str
        Keys of the layers, the top one first, that are drawn when the service does not come whole, and what the line says then.
    """

    words: str = ""
    service: str = ""
    instead: tuple[str, ...] = ()
    instead_words: str = ""


@dataclass(frozen=True)
class NeedBar:
    """One indicator of a cluster: in words with its values, and as points of need (0-100) here and in the whole."""

    words: str
    here: float
    whole: float


@dataclass(frozen=True)
class ClusterProfile:
    """What the side panel tells of a cluster: rank and name, its size in words, and the indicators that drive it."""

    title: str
    size: str
    bars: tuple[NeedBar, ...] = ()


@dataclass(frozen=True)
class MapContent:
    """The words, layers and facts of one map, in one language.

    Attributes
    ----------
    title : str
        The finding, as a sentence.
    question : str
        The challenge's question; stands below the title.
    layers : tuple of str
        Keys of the layers that are drawn, the top one first; empty: those that the project shows.
    legend : tuple of LegendEntry
        In the order of the legend; empty: every vector layer that is drawn.
    extent : tuple of float
        xmin, ymin, xmax, ymax in the project's CRS; empty: all that is drawn.
    notes_title, notes : str, tuple of str
        A short list beside the map, such as the worst clusters in words.
    notes_left : int
        How many more there are than the list holds.
    sources : tuple of SourceLine
        Every layer that was used, drawn or not.
    missing_share : float or None
        Share (0-1) of the values that are missing, mean over the units.
    coverage : tuple of str
        How many units have all data, and which layers others lack; empty where every unit has all.
    audience : str
        For whom the map is, as a sentence; empty where it is for everybody.
    made : date or None
        When the map was made; None leaves it out.
    as_of : date or None
        The day that ages are counted to; None: the day it was made.
    reported : bool
        Whether a report goes with the map, to which a list that does not fit can refer.
    class_reason : str
        Why the classes of the main layer lie where they do.
    background : MapBackground
        What lies under the map.
    profiles : tuple of ClusterProfile
        The first clusters, for the side panel.
    indicators_finding : str
        The finding above small multiples of the indicators.
    supply : str
        Key of the layer that a map of need and supply sets against the index; empty: the first indicator.
    unit_name : str
        The field with the names of the units; empty where they have none.
    people_field : str
        The field with the people of the units; empty where they are not counted.
    weighing : str
        By what the means over areas are weighted, as a sentence; empty where nothing is known of it.
    method : str
        A short hash of the indicators, weights and rules behind the index: maps with another one differ by their method too. Empty where
        nothing is known of it.
    titles : dict
        What layers are called in the map's language, by key; others are called by their own names.
    """

    title: str
    question: str = ""
    layers: tuple[str, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    extent: tuple[float, ...] = ()
    notes_title: str = ""
    notes: tuple[str, ...] = ()
    notes_left: int = 0
    sources: tuple[SourceLine, ...] = ()
    missing_share: float | None = None
    coverage: tuple[str, ...] = ()
    audience: str = ""
    made: datetime.date | None = None
    as_of: datetime.date | None = None
    reported: bool = True
    class_reason: str = ""
    background: MapBackground = MapBackground()
    profiles: tuple[ClusterProfile, ...] = ()
    indicators_finding: str = ""
    supply: str = ""
    unit_name: str = ""
    people_field: str = ""
    weighing: str = ""
    method: str = ""
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> datetime.date | None:
        """The day that the map speaks of, to which its ages are counted; None where none is known."""
        return self.as_of or self.made

    @property
    def oldest(self) -> SourceLine | None:
        """The oldest of the sources, of equals the first; None where no date is known."""
        return min((line for line in self.sources if line.date), key=lambda line: line.date or datetime.date.max, default=None)


def layer_key(layer: QgsMapLayer) -> str:
    """Return the name by which a map's content knows a layer: its own key where the project gave one, else its id."""
    return layer.customProperty(KEY_PROPERTY) or layer.id()


def keep_content(project: QgsProject, language: str, content: MapContent) -> None:
    """Store a map's content in the project, one for each language."""
    project.writeEntry(SCOPE, f"/content_{language}", json.dumps(to_json(content), ensure_ascii=False))


def kept_content(project: QgsProject, language: str) -> MapContent | None:
    """Return the content that `keep_content` stored for a language; None where there is none."""
    text, _ = project.readEntry(SCOPE, f"/content_{language}")
    return from_json(MapContent, parse_json(text, project.fileName())) if text else None
