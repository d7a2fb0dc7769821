"""The challenge: one question over several sectors, with its indicators and how they become clusters on a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from . import codec
from .builtin_challenges import FOLDER, builtin_challenges
from .catalogue import Catalogue
from .challenge_rules import FORMER_UNITS_MINIMUM, mistakes_between_values
from .choices import ARITHMETIC
from .cluster_methods import CLUSTER_METHODS, REGIONS, ClusterRule
from .disclosure import LEAST_COUNTED, CountLimits
from .errors import Mistakes, OpgaveError
from .evidence import MEASURED
from .files import JsonObject, label, read_json
from .results import GRID_CELL, LAYERS
from .schema import mistakes, read_schema
from .text import Text, did_you_mean

TAX_RETURNS = "tax_returns"
LEAST_RETURNS = LEAST_COUNTED[TAX_RETURNS]
"""Statbel shows nothing of a sector with fewer tax returns."""

STOP = "stop"
OPTIONAL_ROLES = frozenset({"background", "overlay"})


@dataclass(frozen=True)
class Population:
    """Where the people of a unit are counted, and who is counted: inhabitants, households, connections."""

    layer: str
    field: str
    title: Text = Text("inwoners", "inhabitants")


@dataclass(frozen=True)
class UnitSpec:
    """The units that everything is brought to: their layer, key field and name field.

    Attributes
    ----------
    grid : float or None
        Side in metres of square cells that are the units in place of the layer's areas; these are what tables are known by.
    """

    layer: str = "statistical_sectors"
    key: str = "sector_code"
    name: str = "sector_name"
    population: Population | None = Population("population", "inhabitants")
    grid: float | None = None

    @property
    def result_key(self) -> str:
        """The field by which the units of a result are known."""
        return GRID_CELL if self.grid else self.key

    @property
    def ground(self) -> str:
        """What tells these units from others: their layer, and the size of the cells over it."""
        return f"{self.layer}.{self.grid:g}m" if self.grid else self.layer


@dataclass(frozen=True)
class AreaSpec:
    """The areas after which clusters are named."""

    layer: str
    name: str


@dataclass(frozen=True)
class Background:
    """Records that are drawn beneath the units; empty where none."""

    areas: str = ""
    water: str = ""
    parks: str = ""
    roads: str = ""
    service: str = ""

    def layers(self) -> tuple[str, ...]:
        """Return the record ids it names."""
        return tuple(id for id in (self.areas, self.water, self.parks, self.roads, self.service) if id)


@dataclass(frozen=True)
class Measurement:
    """One number per unit, measured on one layer.

    Attributes
    ----------
    layer : str
        Record id.
    measure : str
        A measure of ``aggregate_to_units``, ``attribute``: the field itself, joined by the unit's key, ``raster``: its cells, or one of
        `BY_TRAVEL`: minutes under way to the nearest feature.
    field, weight_field : str
        Canonical fields; weights are those of the features, or of the points where there are any.
    filter : str
        QGIS expression; features for which it holds take part.
    points : str
        Record id of the points from which distances run, or at which a raster is read; empty: a point within the unit, or its ground.
    distance : float or None
        Metres, for ``share_within``.
    statistic : str
        For ``raster``: one of `RASTER_MEASURES`.
    classes : str
        For its ``share``: numbers, ranges and names with commas (`analysis.raster.class_list`).
    quantile, threshold : float or None
        For its ``quantile`` (0-1; None: `DEFAULT_QUANTILE`) and ``share_above``.
    weight_layer : str
        For ``raster``: record id of another raster of the same cells that weighs them.
    means : str
        For `BY_TRAVEL`: one of `MEANS_OVER_ROADS`; by public transport people walk over the roads to and from stops.
    roads : str
        Record id of the lines over which one travels.
    minutes : float or None
        Within which features count for ``share_within_time``, and the longest that ``travel_time_nearest`` takes (None: `CUTOFF`).
    timetable : str
        By public transport: record id of one or more timetables in GTFS.
    day, window : str
        Of which day (ISO 8601; empty: as the record says, else a usual Tuesday), and between which times people leave (empty: `WINDOW`).
    """

    layer: str
    measure: str
    field: str = ""
    weight_field: str = ""
    filter: str = ""
    points: str = ""
    distance: float | None = None
    statistic: str = ""
    classes: str = ""
    quantile: float | None = None
    threshold: float | None = None
    weight_layer: str = ""
    means: str = ""
    roads: str = ""
    minutes: float | None = None
    timetable: str = ""
    day: str = ""
    window: str = ""

    @property
    def layers(self) -> tuple[str, ...]:
        """The record ids that it names: its own layer first."""
        return tuple(id for id in (self.layer, self.points, self.weight_layer, self.roads, self.timetable) if id)


@dataclass(frozen=True)
class Twin:
    """Another measurement that says nearly the same as an indicator whose own data are not there.

    Sector and weight are the indicator's; the rest is its own, so that its title says what it is.

    Attributes
    ----------
    why : Text
        Empty: that of the indicator.
    kind : str
        ``measured``, ``estimated`` or ``proxy``; see `model.evidence`.
    """

    title: Text
    measurement: Measurement = field(metadata={"flat": True})
    why: Text = Text()
    kind: str = MEASURED
    denominator: Measurement | None = None
    scale: float = 1.0
    direction: str = "high"
    normalisation: str = "z_score"
    target: float | None = None
    limit: float | None = None
    unit: str = ""
    smoothing: str = "none"


@dataclass(frozen=True)
class MunicipalFigure:
    """One figure for the whole municipality, which is shown where areas have none and puts nothing into an index: record and field."""

    layer: str
    field: str
    title: Text = Text()
    unit: str = ""


@dataclass(frozen=True)
class Indicator:
    """One side of the need: a measurement, over a denominator where there is one, times ``scale``.

    Attributes
    ----------
    direction : str
        ``high`` or ``low``: which values mean need.
    normalisation : str
        ``z_score``, ``min_max``, ``percentile`` or ``target``.
    target, limit : float or None
        Value without need, and value of the highest need (None: the worst value present).
    smoothing : str
        ``none``, or ``empirical_bayes`` for a count over a denominator: rates of small numbers are drawn to the mean.
    kind : str
        How the measurement came about, apart from its fields (`model.evidence`).
    otherwise : tuple of Twin
        What is measured where its own data are not there: the first that can be.
    municipal : MunicipalFigure or None
    holder : Text
        Who usually has its data.
    stands_for : Text
        Title of the indicator whose place it takes, of one that was a twin.
    """

    id: str
    title: Text
    sector: str
    measurement: Measurement = field(metadata={"flat": True})
    why: Text = Text()
    denominator: Measurement | None = None
    scale: float = 1.0
    direction: str = "high"
    normalisation: str = "z_score"
    weight: float = 1.0
    target: float | None = None
    limit: float | None = None
    unit: str = ""
    smoothing: str = "none"
    kind: str = MEASURED
    otherwise: tuple[Twin, ...] = ()
    municipal: MunicipalFigure | None = None
    holder: Text = Text()
    stands_for: Text = Text()

    @property
    def title_and_id(self) -> Text:
        """The title with the id behind it, for a sentence that sends someone to the indicator in the challenge's file."""
        return self.title.with_id(self.id)

    def measurements(self) -> tuple[Measurement, ...]:
        """Return the measurement, and the denominator's where there is one."""
        return (self.measurement, self.denominator) if self.denominator else (self.measurement,)

    def replaced_by(self, twin: Twin) -> Indicator:
        """Return the indicator that measures as a twin does, under the twin's title; id, sector and weight stay."""
        taken = {field.name: getattr(twin, field.name) for field in fields(twin)}
        taken["why"] = self.why if twin.why == Text() else twin.why
        return replace(self, **taken, otherwise=(), stands_for=self.title)


@dataclass(frozen=True)
class Aggregation:
    """How scores become the index, and which share of the weight may be missing (0-1)."""

    method: str = ARITHMETIC
    allowed_missing_share: float = 0.34


@dataclass(frozen=True)
class MissingData:
    """What a layer that cannot be loaded does: ``stop`` the run, or ``continue`` with twins of its indicators, or without these."""

    layers: str = STOP


@dataclass(frozen=True)
class UnitsMinimum:
    """Which units are hidden whole because too few are counted there: those whose ``field`` is below ``minimum``."""

    layer: str
    field: str
    minimum: float = LEAST_RETURNS


@dataclass(frozen=True)
class ChallengeDisclosure(CountLimits):
    """How a challenge wants numbers to be shown, beside its records: it can only be stricter.

    Attributes
    ----------
    units_minimum : UnitsMinimum or None
        None where nobody says it.
    """

    units_minimum: UnitsMinimum | None = None


@dataclass(frozen=True)
class ClusterSpec:
    """How clusters are found.

    Attributes
    ----------
    method : str
        A key of `CLUSTER_METHODS`, of a method that challenges may name.
    threshold : float or None
        For ``threshold``: an index value (0-100).
    regions, floor : int, float
        For ``skater``: how many regions, and the least number of people in each.
    indicator : str
        For ``scan``: the indicator whose count is scanned, against its denominator.
    """

    method: str = ClusterRule.method
    weights: str = ClusterRule.weights
    alpha: float = ClusterRule.alpha
    permutations: int = ClusterRule.permutations
    threshold: float | None = ClusterRule.threshold
    regions: int = ClusterRule.regions
    floor: float = ClusterRule.floor
    indicator: str = ""

    @property
    def divides(self) -> bool:
        """Whether all units are divided into regions, and no clusters are found among them."""
        return CLUSTER_METHODS[self.method].groups == REGIONS


@dataclass(frozen=True)
class Bbc:
    """Policy fields and words by which actions of a multi-year plan belong to the challenge.

    Attributes
    ----------
    policy_fields : tuple of str
        Codes of four digits.
    words : tuple of str
        Beginnings of words; with ``*`` before it, found within a word too.
    weak_words : tuple of str
        Words that count for half: on their own they say too little.
    not_words : tuple of str
        Phrases in which none of the words counts.
    """

    policy_fields: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak_words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """A part that an actor can play in the challenge."""

    id: str
    title: Text


@dataclass(frozen=True)
class Comment:
    """What somebody says of a proposal, and in which role."""

    role: str
    text: Text


@dataclass(frozen=True)
class Proposal:
    """What one party would change in the challenge.

    Attributes
    ----------
    party, role : str
        Who proposes it, and the part that party plays: the id of a role, or empty.
    why : Text
        The party's reason.
    weights : dict of str to float
        Another weight for an indicator; 0 leaves it out.
    indicators : tuple of Indicator
        Further ones.
    comments : tuple of Comment
        What others say of it.
    """

    id: str
    title: Text
    party: str = ""
    role: str = ""
    why: Text = Text()
    weights: dict[str, float] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Challenge:
    """A question, its indicators, and how they become an index, clusters and a map."""

    id: str
    title: Text
    indicators: tuple[Indicator, ...]
    question: Text = Text()
    owner: str = ""
    units: UnitSpec = UnitSpec()
    areas: AreaSpec | None = None
    background: Background = Background()
    overlay: tuple[str, ...] = ()
    aggregation: Aggregation = Aggregation()
    missing_data: MissingData = MissingData()
    disclosure: ChallengeDisclosure = ChallengeDisclosure()
    clusters: ClusterSpec = ClusterSpec()
    bbc: Bbc = Bbc()
    roles: tuple[Role, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @classmethod
    def from_json(cls, document: Any, where: str = "challenge") -> Challenge:
        """Return the challenge that a JSON object describes; ``where`` names its file.

        Raises
        ------
        Mistakes
            One sentence for each mistake in it.
        """
        found = mistakes(document, read_schema("challenge"), where) + mistakes_between_values(document, where)
        if found:
            raise Mistakes(found)
        return codec.from_json(cls, in_present_words(document))

    def to_json(self) -> JsonObject:
        """Return the JSON object that `from_json` reads; values equal to their default are left out."""
        document: JsonObject = codec.to_json(self)
        return document

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that its indicators come from, each once, in their order."""
        return tuple(dict.fromkeys(indicator.sector for indicator in self.indicators))

    @property
    def every_indicator(self) -> tuple[Indicator, ...]:
        """Its own indicators, and those that proposals would add."""
        return self.indicators + tuple(indicator for proposal in self.proposals for indicator in proposal.indicators)

    def proposed(self, proposal: Proposal) -> Challenge:
        """Return the challenge as a proposal would have it."""
        indicators = self.indicators + proposal.indicators
        weighed = tuple(replace(one, weight=proposal.weights.get(one.id, one.weight)) for one in indicators)
        return replace(self, indicators=weighed, proposals=())

    def role_title(self, id: str) -> Text:
        """Return what a role is called; an empty text for none."""
        return next((role.title for role in self.roles if role.id == id), Text())

    def hiding(self) -> tuple[tuple[Measurement, float], ...]:
        """Return by which counts the challenge asks to hide a unit, and below how many; records may ask for more.

        Where the file does not say it, by the tax returns of indicators that are divided by those, as Statbel does.
        """
        own = self.disclosure.units_minimum
        if own:
            return ((Measurement(own.layer, "attribute", own.field), own.minimum),)
        below = (item.denominator for item in self.indicators if item.denominator and item.denominator.field == TAX_RETURNS)
        return tuple((measurement, LEAST_RETURNS) for measurement in dict.fromkeys(below))

    def names_of(self, layer: str) -> frozenset[str]:
        """Return the fields by which the units and areas of a layer are known and called."""
        units = (self.units.key, self.units.name) if layer == self.units.layer else ()
        areas = (self.areas.name,) if self.areas and layer == self.areas.layer else ()
        return frozenset((*units, *areas))

    def layers(self) -> dict[str, tuple[str, ...]]:
        """Return every record id it names, with what for.

        Roles are ``unit``, ``population``, ``units_minimum``, ``areas``, ``indicator``, ``denominator``, ``points``, ``weights``,
        ``roads``, ``timetable``, ``overlay`` and ``background``.
        """
        roles: dict[str, tuple[str, ...]] = {}
        for id, role in self._uses():
            if id and role not in roles.get(id, ()):
                roles[id] = (*roles.get(id, ()), role)
        return roles

    def layers_of_every_form(self) -> tuple[str, ...]:
        """Return every record id that it names, those that its twins and figures of the municipality would read too."""
        named = dict.fromkeys(self.layers())
        named |= dict.fromkeys(id for one in self._measurements_of_every_form() for id in one.layers)
        named |= dict.fromkeys(one.municipal.layer for one in self.every_indicator if one.municipal)
        return tuple(named)

    def layers_of_points_alone(self) -> frozenset[str]:
        """Return the record ids of which it asks nothing, in whatever form, but the points that lie in its areas."""
        measured = list(self._measurements_of_every_form())
        others = {id for id, roles in self.layers().items() if roles != ("points",)}
        others |= {id for one in measured for id in replace(one, points="").layers}
        return frozenset(one.points for one in measured if one.points) - others

    def _measurements_of_every_form(self) -> Iterator[Measurement]:
        for indicator in self.every_indicator:
            for form in (indicator, *map(indicator.replaced_by, indicator.otherwise)):
                yield from form.measurements()

    def required_layers(self) -> tuple[str, ...]:
        """Return the record ids without which it cannot be computed: all but background and overlay."""
        return tuple(id for id, roles in self.layers().items() if not OPTIONAL_ROLES.issuperset(roles))

    def optional_layers(self) -> tuple[str, ...]:
        """Return the record ids that only the map draws."""
        return tuple(id for id, roles in self.layers().items() if OPTIONAL_ROLES.issuperset(roles))

    def check_layers(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Return the optional layers that the catalogue does not have.

        Raises
        ------
        Mistakes
            One sentence for each required layer that it does not have, and for each that is called as a layer of the result.
        """
        absent = [id for id in self.layers() if id not in catalogue.records and id not in catalogue.mistakes]
        required = self.required_layers()
        found = [catalogue.unknown(id) for id in absent if id in required]
        found += [
            OpgaveError("The result has a layer '{id}' of its own. Give the record of that name in the catalogue another id.", id=id)
            for id in self.layers()
            if id in LAYERS
        ]
        if found:
            raise Mistakes(found)
        return tuple(absent)

    def _uses(self) -> Iterator[tuple[str, str]]:
        yield self.units.layer, "unit"
        if self.units.population:
            yield self.units.population.layer, "population"
        if self.disclosure.units_minimum:
            yield self.disclosure.units_minimum.layer, "units_minimum"
        if self.areas:
            yield self.areas.layer, "areas"
        for indicator in self.every_indicator:
            for measurement, role in zip(indicator.measurements(), ("indicator", "denominator"), strict=False):
                yield measurement.layer, role
                yield measurement.points, "points"
                yield measurement.weight_layer, "weights"
                yield measurement.roads, "roads"
                yield measurement.timetable, "timetable"
        for id in self.overlay:
            yield id, "overlay"
        for id in self.background.layers():
            yield id, "background"


def in_present_words(document: JsonObject) -> JsonObject:
    """Return a challenge's JSON object as it is written now: what was ``small_numbers`` before is ``units_minimum`` of its disclosure."""
    before = document.get(FORMER_UNITS_MINIMUM)
    kept = {key: value for key, value in document.items() if key != FORMER_UNITS_MINIMUM}
    return kept | {"disclosure": {**document.get("disclosure", {}), "units_minimum": before}} if before else kept


def read_challenge(id_or_path: str | Path) -> Challenge:
    """Return a built-in challenge by its id, or the challenge in a file by its path.

    Raises
    ------
    Mistakes, OpgaveError
        There is no such challenge, or its file is wrong.
    """
    text = str(id_or_path)
    if text in builtin_challenges():
        return _read_file(FOLDER / f"{text}.json")
    path = Path(text)
    if not text or not (path.suffix or path.exists() or len(path.parts) > 1):
        raise _unknown_challenge(text)
    return _read_file(path)


def read_challenges(text: str) -> list[Challenge]:
    """Return the challenges that a text names, with commas between them, each once; all that come with the plugin for an empty one.

    >>> [challenge.id for challenge in read_challenges("warm_homes, warm_homes")]
    ['warm_homes']
    """
    return [read_challenge(name) for name in name_challenges(text)]


def name_challenges(text: str) -> tuple[str, ...]:
    """Return the ids and files of the challenges that a text names, as `read_challenges` reads them."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip())) or builtin_challenges()


def _read_file(path: Path) -> Challenge:
    return Challenge.from_json(read_json(path), label(path))


def _unknown_challenge(id: str) -> OpgaveError:
    known = builtin_challenges()
    ids, near = ", ".join(known), did_you_mean(id, known)
    if near:
        return OpgaveError("There is no challenge '{id}'. Did you mean '{near}'? Built in are: {ids}.", id=id, near=near, ids=ids)
    return OpgaveError("There is no challenge '{id}'. Built in are: {ids}; or give the path of a file.", id=id, ids=ids)
