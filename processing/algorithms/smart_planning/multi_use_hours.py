"""Hours that buildings stand free while others look for room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    POINTS,
    TABLE,
    distance,
    further_layer,
    input_layer,
    json_file,
    layer_field,
    network_parameter,
    output_layer,
    snapping_tolerance,
    words,
)

if TYPE_CHECKING:
    import numpy as np

    from ...analysis.features import Features
    from ...analysis.opening_hours.free import FreeHours, Profile

DEFAULT_DISTANCE = 1000.0
TABLE_FIELDS = (contract.TABLE_KEY_FIELD, contract.DAY_FIELD, contract.FROM_FIELD, contract.TO_FIELD)
TABLE_FIELD_TEXTS = {
    contract.TABLE_KEY_FIELD: "Table: field with the building",
    contract.DAY_FIELD: "Table: field with the day of the week",
    contract.FROM_FIELD: "Table: field with the time of opening",
    contract.TO_FIELD: "Table: field with the time of closing",
}
LISTED = 20


class MultiUseHoursAlgorithm(OpgavenkaartAlgorithm):
    """Free hours of the week per building, matched with the hours that other functions need."""

    NAME = "multi_use_hours"
    TITLE = "Multi-use hours"
    GROUP = "smart_planning"
    TAGS = "opening hours, shared use, school building, sport hall, free hours"
    DOCS = "sites.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.SUPPLY, tr("Buildings")),
            layer_field(
                contract.OPENING_HOURS_FIELD,
                tr("Field with the opening hours (OpenStreetMap's syntax)"),
                contract.SUPPLY,
                default="opening_hours",
            ),
            words(contract.DEMAND_PROFILE, tr("Hours needed: keys, or a JSON file (empty: all built-in)")),
            layer_field(contract.AREA_FIELD, tr("Field with the floor area in m2"), contract.SUPPLY, NUMERIC),
            words(contract.AS_OF, tr("First day of the year studied (default: today)")),
            input_layer(contract.NEED, tr("Space seekers"), optional=True),
            distance(contract.DISTANCE, tr("Reach (m)"), DEFAULT_DISTANCE, contract.SUPPLY),
            network_parameter(),
        ):
            self.addParameter(parameter)
        advanced = [
            input_layer(contract.HOURS_TABLE, tr("Table of opening hours, a row for each day and time"), TABLE, optional=True),
            layer_field(contract.KEY_FIELD, tr("Key field of the building, as in the table"), contract.SUPPLY),
            *(layer_field(name, tr(TABLE_FIELD_TEXTS[name]), contract.HOURS_TABLE) for name in TABLE_FIELDS),
            json_file(contract.CALENDAR, tr("Calendar of holidays (empty: Flanders)")),
            snapping_tolerance(),
        ]
        self.add_advanced(*advanced)
        self.addParameter(output_layer(contract.OUTPUT, tr("Buildings with free hours")))
        self.addParameter(further_layer(contract.OUTPUT_NEED, tr("Space within reach of each seeker"), POINTS))
        self.addOutput(
            QgsProcessingOutputNumber(contract.FREE_HOURS, tr("Free hours per week at the times needed, all buildings together"))
        )
        self.addOutput(QgsProcessingOutputNumber(contract.FREE_M2_HOURS, tr("Free square-metre hours per week")))
        self.addOutput(QgsProcessingOutputNumber(contract.NOT_UNDERSTOOD_COUNT, tr("Number of buildings with unreadable opening hours")))
        self.addOutput(QgsProcessingOutputNumber(contract.UNKNOWN_COUNT, tr("Number of buildings without hours")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        import numpy as np

        from ...analysis.opening_hours.calendar import DEFAULT
        from ...analysis.opening_hours.free import free_hours, read_profiles, year_calendar

        profiles = read_profiles(self.parameterAsString(parameters, contract.DEMAND_PROFILE, context))
        calendar = year_calendar(self.as_of(parameters, context), self.parameterAsString(parameters, contract.CALENDAR, context) or DEFAULT)
        progress.step("Reading the buildings")
        buildings, texts, area = self.read_buildings(parameters, context, progress)
        progress.step("Computing the hours of {count} buildings", count=len(buildings))
        found = free_hours(texts, profiles, calendar, progress)
        self.report(buildings, texts, found, profiles, progress)
        progress.step("Writing")
        free = np.where(np.isnan(found.free).all(axis=1), np.nan, np.nansum(found.free, axis=1))
        outputs = self.write(parameters, context, (buildings, profiles, found, free, area), progress)
        known = {} if area is None else {contract.FREE_M2_HOURS: float(np.nansum(free * area))}
        return {
            **outputs,
            contract.FREE_HOURS: float(np.nansum(free)),
            **known,
            contract.NOT_UNDERSTOOD_COUNT: sum(bool(trouble) for trouble in found.trouble),
            contract.UNKNOWN_COUNT: sum(not (text or "").strip() for text in texts),
        }

    def as_of(self, parameters: dict[str, Any], context: QgsProcessingContext) -> date:
        """Return the first day of the year that is looked at."""
        text = self.parameterAsString(parameters, contract.AS_OF, context).strip()
        try:
            return date.fromisoformat(text) if text else date.today()
        except ValueError as error:
            raise OpgaveError("AS_OF: '{value}' is no date such as 2026-09-01.", value=text) from error

    def read_buildings(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, list[str | None], np.ndarray | None]:
        """Return the buildings, the text of their hours, and their floor area (None without field)."""
        from ...qgis_io.reading import missing_field, number_column, read_parameter

        buildings, _ = read_parameter(self, parameters, contract.SUPPLY, context, progress=progress, keep_null=True)
        area_field = self.parameterAsString(parameters, contract.AREA_FIELD, context)
        area = number_column(buildings, area_field, progress) if area_field else None
        if self.given(parameters, contract.HOURS_TABLE):
            return buildings, self.table_texts(parameters, context, buildings, progress), area
        field = self.parameterAsString(parameters, contract.OPENING_HOURS_FIELD, context)
        if field not in buildings.table:
            raise missing_field(buildings.name, field, list(buildings.table))
        hours = buildings.table[field]
        return buildings, [None if text is None else str(text) for text in hours.where(hours.notna(), None)], area

    def table_texts(
        self, parameters: dict[str, Any], context: QgsProcessingContext, buildings: Features, progress: FeedbackProgress
    ) -> list[str | None]:
        """Return the hours of each building from a table with a row for each day and time."""
        from ...analysis.opening_hours.tables import cell_text, texts_of
        from ...qgis_io.reading import read_parameter

        fields = [self.parameterAsString(parameters, name, context) for name in TABLE_FIELDS]
        key = self.parameterAsString(parameters, contract.KEY_FIELD, context)
        if not all(fields) or not key:
            raise OpgaveError("HOURS_TABLE needs {fields} and KEY_FIELD.", fields=", ".join(TABLE_FIELDS))
        table, _ = read_parameter(self, parameters, contract.HOURS_TABLE, context, fields, progress, geometry=False)
        keys, days, begins, ends = (table.table[field] for field in fields)
        texts = texts_of(keys, days, begins, ends, table.name)
        return [texts.get(cell_text(value)) if value is not None else None for value in buildings.table[key]]

    def report(
        self, buildings: Features, texts: list[str | None], found: FreeHours, profiles: list[Profile], progress: FeedbackProgress
    ) -> None:
        """List the texts that are not understood, with where; say how many hours are free for each need."""
        import numpy as np

        troubled = {text: at for text, at in zip(texts, found.trouble, strict=True) if at}
        for text, at in list(troubled.items())[:LISTED]:
            progress.warn("Opening hours not understood, at '{at}': {hours}", at=at, hours=text)
        if len(troubled) > LISTED:
            progress.warn("{count} more texts are not understood: see the field hours_trouble.", count=len(troubled) - LISTED)
        unknown = sum(not (text or "").strip() for text in texts)
        if unknown:
            progress.note(
                "{count} of {total} buildings have no opening hours: their free hours are not known.", count=unknown, total=len(texts)
            )
        for profile, hours in zip(profiles, found.free.T, strict=True):
            progress.note(
                "{profile} ({hours}): {free:.1f} free hours per week in {count} buildings.",
                profile=profile.id,
                hours=profile.hours,
                free=float(np.nansum(hours)),
                count=int((hours > 0).sum()),
            )

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        found: tuple[Features, list[Profile], FreeHours, np.ndarray, np.ndarray | None],
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the buildings, and the room within reach of each place where that is asked for."""
        from dataclasses import replace

        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...model.text import field_name
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        buildings, profiles, hours, free, area = found
        columns: dict[str, np.ndarray | list[str | None]] = {"open_hours": hours.open, "free_hours": free}
        columns |= {f"{field_name(profile.id)}_hours": values for profile, values in zip(profiles, hours.free.T, strict=True)}
        columns |= {} if area is None else {"free_m2_hours": free * area}
        columns["hours_trouble"] = [trouble or None for trouble in hours.trouble]
        own = [column for column in buildings.table if column in columns]
        kept = replace(buildings, table=buildings.table.drop(columns=own)).with_columns(**columns)
        fields = given_layer(self, parameters, contract.SUPPLY).fields()
        output = write_sink(self, parameters, contract.OUTPUT, context, kept, fields, progress)
        style_on_load(context, output, Style("hours", field="free_hours"))
        need = self.need(parameters, context, buildings, free, area, progress)
        if need is None:
            return {contract.OUTPUT: output}
        place = write_sink(self, parameters, contract.OUTPUT_NEED, context, need, None, progress)
        return {contract.OUTPUT: output} if place is None else {contract.OUTPUT: output, contract.OUTPUT_NEED: place}

    def need(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        buildings: Features,
        free: np.ndarray,
        area: np.ndarray | None,
        progress: FeedbackProgress,
    ) -> Features | None:
        """Return the places that look for room with what is free within reach; None when there are none."""
        import numpy as np
        import shapely

        from ...planning.sites.inputs import points_of
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter
        from ...sources.travel.means import Means, ways_over

        if not self.given(parameters, contract.NEED):
            return None
        require_ground_metres(buildings)
        crs = buildings.crs
        places, _ = read_parameter(self, parameters, contract.NEED, context, progress=progress, target_crs=crs)
        network = self.given(parameters, contract.NETWORK)
        lines = read_parameter(self, parameters, contract.NETWORK, context, [], progress, target_crs=crs)[0] if network else None
        ways, _ = ways_over(lines, Means(tolerance=self.parameterAsDouble(parameters, contract.TOLERANCE, context)), progress)
        there = np.flatnonzero(~shapely.is_missing(buildings.geometry) & (np.nan_to_num(free) > 0))
        travel = ways.between(points_of(places.geometry), points_of(buildings.geometry[there]), progress)
        pairs = travel.pairs(self.parameterAsDouble(parameters, contract.DISTANCE, context), progress)
        rows, site = pairs.origin, there[pairs.destination]
        columns = {"building_count": np.bincount(rows, minlength=len(places)), "free_hours": np.bincount(rows, free[site], len(places))}
        if area is not None:
            columns["free_m2_hours"] = np.bincount(rows, np.nan_to_num(free * area)[site], len(places))
        return places.with_columns(**columns)
