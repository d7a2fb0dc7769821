"""What algorithms share in which people travel: over roads, by a timetable, or straight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext

from ..model import contract
from ..model.errors import OpgaveError, ParameterName
from .base import OpgavenkaartAlgorithm

if TYPE_CHECKING:
    from ..sources.travel.means import Means
    from ..sources.travel.timetables import TransitWish


class TravelAlgorithm(OpgavenkaartAlgorithm):
    """An algorithm with the parameters of a network and of public transport."""

    def means(self, parameters: dict[str, Any], context: QgsProcessingContext, mode: str, cost: str) -> Means:
        """Return how people travel over NETWORK: what the parameters of `travel_parameters` say."""
        import numpy as np

        from ..sources.travel.means import Means

        text = self.texts(
            parameters,
            context,
            contract.DIRECTION_FIELD,
            contract.SPEED_FIELD,
            contract.VALUE_FORWARD,
            contract.VALUE_BACKWARD,
            contract.VALUE_BOTH,
            contract.VALUE_CLOSED,
        )
        over_network = self.given(parameters, contract.NETWORK)
        if not over_network and (text[contract.DIRECTION_FIELD] or text[contract.SPEED_FIELD]):
            raise OpgaveError("DIRECTION_FIELD and SPEED_FIELD are fields of a network: give NETWORK, or leave them empty.")
        limited = parameters.get(contract.REACH, self.parameterDefinition(contract.REACH).defaultValue()) is not None
        return Means(
            mode=mode,
            cost=cost,
            speed=self.parameterAsDouble(parameters, contract.DEFAULT_SPEED, context)
            if parameters.get(contract.DEFAULT_SPEED) is not None
            else 0.0,
            tolerance=self.parameterAsDouble(parameters, contract.TOLERANCE, context),
            reach=self.parameterAsDouble(parameters, contract.REACH, context) if over_network and limited else np.inf,
            main_part_only=self.parameterAsBool(parameters, contract.MAIN_PART_ONLY, context),
            direction_field=text[contract.DIRECTION_FIELD],
            speed_field=text[contract.SPEED_FIELD],
            forward=text[contract.VALUE_FORWARD],
            backward=text[contract.VALUE_BACKWARD],
            both=text[contract.VALUE_BOTH],
            closed=text[contract.VALUE_CLOSED],
        )

    def transit_wish(self, parameters: dict[str, Any], context: QgsProcessingContext, cutoff: float) -> TransitWish:
        """Return what is asked of public transport, with journeys of at most ``cutoff`` minutes."""
        from ..model.choices import PERCENTILE
        from ..model.dates import read_window
        from ..sources.travel.timetables import TransitWish

        day = ""
        if self.given(parameters, contract.DAY):
            moment = self.parameterAsDateTime(parameters, contract.DAY, context)
            if not moment.isValid():
                raise OpgaveError("DAY is '{value}': write a day as 2026-01-31.", value=parameters[contract.DAY])
            day = moment.date().toString("yyyy-MM-dd")
        text = self.parameterAsString(parameters, contract.WINDOW, context)
        window = read_window(text)
        if window is None:
            raise OpgaveError("WINDOW is '{text}': give two times of a day, the first before the second, such as 07:00-09:00.", text=text)
        return TransitWish(
            day=day,
            window=window,
            every=self.above_zero(parameters, context, contract.EVERY),
            cutoff=cutoff,
            walk_limit=self.parameterAsDouble(parameters, contract.WALK_LIMIT, context),
            transfers=self.parameterAsInt(parameters, contract.TRANSFERS, context),
            percentile=self.parameterAsDouble(parameters, contract.PERCENTILE, context)
            if self.parameterDefinition(contract.PERCENTILE)
            else PERCENTILE,
            paths=tuple(self.parameterAsFileList(parameters, contract.GTFS, context)) if self.given(parameters, contract.GTFS) else (),
        )

    def above_zero(self, parameters: dict[str, Any], context: QgsProcessingContext, name: str) -> float:
        """Return a number, which must be above 0."""
        value = self.parameterAsDouble(parameters, name, context)
        if not 0 < value < float("inf"):
            raise OpgaveError("{name} is {value:g}: give a number above 0.", name=ParameterName(name), value=value)
        return value
