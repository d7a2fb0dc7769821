"""First link: every layer that a challenge names, loaded around its units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from qgis.core import QgsReferencedRectangle

from ..analysis.features import Features
from ..analysis.unit_grid import lay_grid
from ..model.catalogue import Catalogue
from ..model.challenge import STOP, Challenge
from ..model.choices import LEAST_COMPARED, PUBLIC
from ..model.errors import Mistakes, OpgaveError
from ..model.measures import ATTRIBUTE
from ..model.progress import SILENT, Progress
from ..model.results import GRID_CELL
from ..qgis_io.columns import display_names
from ..qgis_io.crs import in_measuring_system, preferred_transforms, read_crs, rectangle_in
from ..qgis_io.expressions import check_filter
from ..sources.leaving import keep_named, tell_held_back
from ..sources.loading import Loaded
from .around import load_first, load_variant, not_features
from .collected import Beneath, Collected
from .figures import read_figures
from .travelling import journeys_of
from .unit_layer import check_units, for_municipality_of, keyed_units, name_units
from .used_fields import fields_of_every_form, wanted_fields
from .variants import Lacks, choose_variant, first_with_data


def collect(
    challenge: Challenge,
    catalogue: Catalogue,
    units: Loaded | None = None,
    extent: QgsReferencedRectangle | None = None,
    target_crs: str = "",
    progress: Progress = SILENT,
    unit_keys: Callable[[], Sequence[str | None]] | None = None,
    audience: str = PUBLIC,
) -> Collected:
    """Load what a challenge needs.

    Parameters
    ----------
    units : Loaded, optional
        The unit layer where the user gives one; default the layer that the challenge names.
    unit_keys : callable, optional
        Gives the keys of all of the given units, those outside the extent too.
    extent : QgsReferencedRectangle, optional
        Only units that intersect it.
    target_crs : str
        CRS to work in; default the unit layer's own, or Lambert 72 where distances cannot be measured in that.
    audience : str
        As of `Collected`.

    Raises
    ------
    OpgaveError
        A filter is not allowed, the units cannot be used, a layer that the challenge needs is not in the catalogue, or one fails (a table
        of which the keys do not fit too) and the challenge's policy for missing data says ``stop``.
    """
    check_filters(challenge)
    absent = set(challenge.check_layers(catalogue)) | set(not_features(challenge, catalogue))
    unit_layer = challenge.units.layer
    known = choose_variant(challenge, Lacks(catalogue, challenge.units.key)).challenge
    check_sources(known, catalogue, () if units is None else (unit_layer,))
    progress.step("Loading the units")
    wanted, named = wanted_fields(challenge)[unit_layer], fields_of_every_form(challenge)[unit_layer]
    units = units or keep_named(load_first(catalogue, unit_layer, wanted, extent, target_crs, progress)[0], [*wanted, *named])
    if not target_crs:
        units = replace(units, features=in_measuring_system(units.features, units.record.title, progress))
    check_units(units, challenge)
    units = name_units(units, challenge, progress)
    catalogue = for_municipality_of(units, catalogue)
    keyed = keyed_units(units, challenge, catalogue, unit_keys, extent)
    variant, around = load_variant(units, keyed, challenge, catalogue, absent, progress)
    variant.tell(challenge, progress)
    lacking = sorted((absent | around.empty) - {challenge.background.service})
    layers = {unit_layer: units, **around.layers}
    collected = Collected(
        variant.challenge,
        catalogue,
        units.features,
        layers,
        around.failures,
        tuple(lacking),
        around.matches,
        challenge,
        variant.reasons,
        variant.missing,
        read_figures(variant, catalogue, progress),
        audience=audience,
        timetables={one: around.timetables[one] for one in journeys_of(variant.challenge) if one in around.timetables},
    )
    for id, loaded in layers.items():
        tell_held_back(loaded.record, collected.held_back(id), progress)
    return on_grid(collected, extent, progress) if challenge.units.grid else collected


def on_grid(collected: Collected, extent: QgsReferencedRectangle | None = None, progress: Progress = SILENT) -> Collected:
    """Return a challenge on the cells of a grid over its areas, of the size that it names.

    Raises
    ------
    OpgaveError
        Too many or too few cells lie there, or all that the challenge measures is known by area alone.
    """
    spec, areas, size = collected.challenge.units, collected.units, collected.challenge.units.grid or 0.0
    measured = [one for one in collected.challenge.every_indicator if one.id not in collected.missing]
    if all(each.measure == ATTRIBUTE for one in measured for each in one.measurements()):
        raise OpgaveError(
            "All that '{challenge}' measures is known by area alone, so that cells would repeat the values of '{layer}': leave out the grid"
            " (CELL_SIZE, or 'grid' in the challenge), or measure something within the areas.",
            challenge=collected.challenge.title,
            layer=collected.layers[spec.layer].record.title,
        )
    box = None if extent is None else rectangle_in(extent, read_crs(areas.crs), preferred_transforms())
    grid = lay_grid(areas.geometry, size, box and (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()))
    if len(grid) < LEAST_COMPARED:
        raise OpgaveError(
            "Only {count} cells of {size} m lie for at least half in '{layer}', too few to compare with each other: take smaller cells.",
            count=len(grid),
            size=f"{size:g}",
            layer=collected.layers[spec.layer].record.title,
        )
    names = display_names(areas.table[spec.name])[grid.largest]
    places = [f"{name} {key}" if name else key for name, key in zip(names, grid.keys, strict=True)]
    table = pd.DataFrame({GRID_CELL: grid.keys, spec.name: np.array(places, dtype=object)})
    cells = Features(areas.name, grid.geometry, table, areas.crs, np.arange(1, len(grid) + 1))
    progress.note(
        "The units are {count} cells of {size} m over '{layer}'.",
        count=len(grid),
        size=f"{size:g}",
        layer=collected.layers[spec.layer].record.title,
    )
    of_areas = replace(collected, challenge=replace(collected.challenge, units=replace(spec, grid=None)))
    return replace(collected, units=cells, beneath=Beneath(of_areas, grid))


def check_sources(challenge: Challenge, catalogue: Catalogue, given: Sequence[str]) -> None:
    """Check that all that must be loaded can be, so that a user hears of all such records at once; those that are given need not.

    Raises
    ------
    Mistakes
        One sentence for each record that has no source, or one that holds no features.
    """
    found = []
    for id in (id for id in challenge.required_layers() if id not in given):
        try:
            first_with_data(catalogue, id)
        except OpgaveError as mistake:
            found.append(mistake)
    if found and challenge.missing_data.layers == STOP:
        raise Mistakes(found)


def check_filters(challenge: Challenge) -> None:
    """Check that every filter is well-formed and harmless; whether its fields are there shows when the layer is."""
    for indicator in challenge.every_indicator:
        for form in (indicator, *map(indicator.replaced_by, indicator.otherwise)):
            for measurement in form.measurements():
                check_filter(measurement.filter, None, indicator.title_and_id)
