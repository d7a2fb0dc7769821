"""Which form of a challenge the data carry: each indicator as it is asked, or the first of its twins that can be measured, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ..model.catalogue import Catalogue
from ..model.challenge import Challenge, Indicator, Measurement
from ..model.errors import Mistakes, OpgaveError
from ..model.evidence import ABSENT, MADE_BY, MUNICIPAL, weakest_kind
from ..model.progress import Progress
from ..model.record import LayerRecord
from ..sources.challenge_fields import measurement_uses
from ..sources.loading.load import check_has_data

FindLack = Callable[[Measurement], OpgaveError | None]
"""Says why a measurement cannot be made; None where it can."""


@dataclass(frozen=True)
class Variant:
    """A challenge as the data carry it.

    Attributes
    ----------
    challenge : Challenge
        Its indicators as they are measured; those that cannot be measured at all as they were asked.
    reasons : mapping of indicator id to OpgaveError
        Why indicators are not measured as they were asked.
    missing : frozenset of str
        Indicators that are not measured at all.
    """

    challenge: Challenge
    reasons: Mapping[str, OpgaveError] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    @property
    def measurable(self) -> Challenge:
        """The challenge without the indicators that cannot be measured."""
        return _with_indicators(self.challenge, lambda one: () if one.id in self.missing else (one,))

    @property
    def carried_share(self) -> float:
        """Share of the weight (0-1) of the indicators that are measured."""
        weights = {one.id: one.weight for one in self.challenge.indicators}
        return sum(weight for id, weight in weights.items() if id not in self.missing) / sum(weights.values())

    def tell(self, asked: Challenge, progress: Progress) -> None:
        """Say which indicators are measured otherwise than asked, and which not at all, with the reason."""
        shown = {one.id: one.title for one in self.challenge.every_indicator}
        for indicator in asked.every_indicator:
            reason = self.reasons.get(indicator.id)
            if reason and indicator.id in self.missing:
                progress.warn("Indicator '{indicator}' has no data. {reason}", indicator=indicator.title, reason=reason)
            elif reason:
                progress.note(
                    "Indicator '{indicator}' has no data; '{twin}' is measured in its place. {reason}",
                    indicator=indicator.title,
                    twin=shown[indicator.id],
                    reason=reason,
                )


def choose_variant(challenge: Challenge, find_lack: FindLack) -> Variant:
    """Return the form of a challenge of which the data are there: of each indicator the first form that can be measured."""
    reasons: dict[str, OpgaveError] = {}
    missing: set[str] = set()

    def choose(indicator: Indicator) -> tuple[Indicator]:
        forms = (indicator, *(indicator.replaced_by(twin) for twin in indicator.otherwise))
        lacks = [next(filter(None, map(find_lack, form.measurements())), None) for form in forms]
        if lacks[0] is not None:
            reasons[indicator.id] = lacks[0]
        if None in lacks:
            return (forms[lacks.index(None)],)
        missing.add(indicator.id)
        return (indicator,)

    return Variant(_with_indicators(challenge, choose), reasons, frozenset(missing))


def _with_indicators(challenge: Challenge, change: Callable[[Indicator], Iterable[Indicator]]) -> Challenge:
    """Return a challenge of which each indicator, those of proposals too, became one or none."""

    def changed(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
        return tuple(new for one in indicators for new in change(one))

    proposals = tuple(replace(one, indicators=changed(one.indicators)) for one in challenge.proposals)
    return replace(challenge, indicators=changed(challenge.indicators), proposals=proposals)


@dataclass
class Lacks:
    """What is not there of what measurements need: records without a source, layers that failed, fields that they do not have.

    Attributes
    ----------
    key : str
        Key field of the units.
    makes : bool
        Whether a layer that an algorithm makes of others counts as there.
    failures : dict of record id to OpgaveError
        Layers that were tried and failed.
    fields : dict of (record id, field) to OpgaveError
        Fields that a layer turned out not to have.
    empty : dict of Measurement to OpgaveError
        Measurements that turned out to have nothing to measure.
    """

    catalogue: Catalogue
    key: str
    makes: bool = False
    failures: dict[str, OpgaveError] = field(default_factory=dict)
    fields: dict[tuple[str, str], OpgaveError] = field(default_factory=dict)
    empty: dict[Measurement, OpgaveError] = field(default_factory=dict)

    def __call__(self, measurement: Measurement) -> OpgaveError | None:
        """Return why a measurement cannot be made; None where nothing is known to stand in its way."""
        return self.empty.get(measurement) or next(filter(None, (self.of(id, name) for id, name in uses(measurement, self.key))), None)

    def of(self, id: str, name: str) -> OpgaveError | None:
        """Return what is wrong with a layer, or a field of it (empty for the layer alone)."""
        if id in self.failures:
            return self.failures[id]
        try:
            record = first_with_data(self.catalogue, id, self.makes)
        except Mistakes as mistakes:
            return mistakes.mistakes[0]
        except OpgaveError as error:
            return error
        if name in record.fields and record.fields[name].kind == MUNICIPAL:
            return OpgaveError(
                "'{record}' has one value of '{field}' for the whole municipality, which cannot tell areas apart.",
                record=record.title,
                field=name,
            )
        if name and not record.has_field(name):
            return OpgaveError("The source of '{record}' does not hold the field '{field}'.", record=record.title, field=name)
        return self.fields.get((id, name))


def first_with_data(catalogue: Catalogue, id: str, makes: bool = False) -> LayerRecord:
    """Return the first of a layer's candidates that holds features or cells; with ``makes`` also one that an algorithm makes of others.

    Raises
    ------
    Mistakes, OpgaveError
        None does.
    """

    def check(record: LayerRecord) -> LayerRecord:
        if not (makes and MADE_BY in record.source.options):
            check_has_data(record)
        return record

    *others, last = catalogue.candidates(id)
    for record in others:
        with suppress(OpgaveError):
            return check(record)
    return check(last)


def uses(measurement: Measurement, key: str) -> Iterator[tuple[str, str]]:
    """Yield what a measurement needs: record ids, each with a field, or alone where it only counts what is there."""
    yield from ((id, "") for id in measurement.layers)
    yield from ((id, name) for id, name in measurement_uses(measurement, key) if name)


def kind_of(indicator: Indicator, records: Mapping[str, LayerRecord], key: str) -> str:
    """Return how an indicator's values came about: the weakest of its own kind and those of the fields that it reads."""
    named = {use for one in indicator.measurements() for use in uses(one, key)}
    fields = (records[id].fields.get(name) for id, name in named if id in records)
    return weakest_kind([indicator.kind, *(one.kind for one in fields if one)])


def kind_without_data(indicator: Indicator) -> str:
    """Return what there is of an indicator that areas have no values of: a figure for the municipality, or nothing."""
    return MUNICIPAL if indicator.municipal else ABSENT
