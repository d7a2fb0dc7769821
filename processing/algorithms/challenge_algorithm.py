"""What the algorithms that start from a challenge have in common: the same parameters, read the same way."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsReferencedRectangle,
)

from ..model import contract
from ..model.builtin_challenges import DEFAULT_CHALLENGE
from ..model.errors import OpgaveError
from ..qgis_io.feedback import FeedbackProgress
from ..texts.language import tr
from .base import OpgavenkaartAlgorithm
from .parameters import (
    POLYGONS,
    as_of_parameter,
    audience_parameter,
    catalogue_parameter,
    challenge_parameter,
    distance,
    extent_parameter,
    input_layer,
    read_store_parameter,
    target_crs_parameter,
    trust_parameter,
)

if TYPE_CHECKING:
    from ..challenge.collected import Collected
    from ..model.catalogue import Catalogue
    from ..model.challenge import Challenge
    from ..sources.loading import Loaded


class ChallengeAlgorithm(OpgavenkaartAlgorithm):
    """An algorithm on a challenge, a catalogue, and the units in an extent."""

    def add_challenge_parameters(self) -> None:
        """Add the challenge, catalogue, units, extent, store, CRS, day, trust and audience; none of them is required."""
        for parameter in (
            challenge_parameter(default=DEFAULT_CHALLENGE),
            catalogue_parameter(),
            input_layer(contract.UNITS, tr("Units (empty: those of the challenge)"), POLYGONS, optional=True),
            distance(contract.CELL_SIZE, tr("Cells of a grid over the units (m; 0: as the challenge says)"), 0.0, contract.UNITS),
            extent_parameter(tr("Extent (empty: all units)")),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            read_store_parameter(),
            target_crs_parameter(tr("CRS to work in (empty: the units' own)")),
            as_of_parameter(),
            trust_parameter(),
            audience_parameter(),
        )

    def collect(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> Collected:
        """Return the challenge with its layers loaded around its units."""
        from dataclasses import replace

        from ..challenge.collect import collect
        from ..model.challenge import read_challenge

        challenge = read_challenge(self.parameterAsString(parameters, contract.CHALLENGE, context).strip() or DEFAULT_CHALLENGE)
        size = self.parameterAsDouble(parameters, contract.CELL_SIZE, context)
        if size:
            challenge = replace(challenge, units=replace(challenge.units, grid=size))
        catalogue, tell = self.catalogue(parameters, context, progress)
        tell([id for id in challenge.layers() if id in catalogue.records])
        return collect(
            challenge,
            catalogue,
            self.given_units(parameters, context, challenge, catalogue, progress),
            self.extent(parameters, context),
            self.target_crs(parameters, context),
            progress,
            self.given_unit_keys(parameters, context, challenge, catalogue),
            self.parameterAsEnumString(parameters, contract.AUDIENCE, context),
        )

    def catalogue(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Catalogue, Callable[[Sequence[str]], None]]:
        """Return the catalogue, whose records are read from the store where that has them, and what tells the user so for some ids."""
        from ..model.catalogue import read_catalogue

        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        text = self.parameterAsString(parameters, contract.STORE, context).strip()
        if not text:
            return catalogue, lambda ids: None
        from ..sources.store import open_store
        from ..sources.store.offline import read_stored_records, tell_what_is_kept, with_store

        kept = read_stored_records(open_store(text, must_exist=True))
        return with_store(catalogue, kept), lambda ids: tell_what_is_kept(catalogue, kept, ids, text, progress)

    def for_municipality(self, catalogue: Catalogue, parameters: dict[str, Any], context: QgsProcessingContext) -> Catalogue:
        """Return the catalogue with addresses filled in for the municipality that the user names; as it is where none is named."""
        from dataclasses import replace

        from ..model.municipalities import find_municipality

        name = self.parameterAsString(parameters, contract.MUNICIPALITY, context).strip()
        if name and not find_municipality(name):
            raise OpgaveError("MUNICIPALITY is '{name}': no Flemish municipality has that name or NIS code.", name=name)
        return replace(catalogue, municipality=name) if name else catalogue

    def given_units(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        challenge: Challenge,
        catalogue: Catalogue,
        progress: FeedbackProgress,
    ) -> Loaded | None:
        """Return the unit layer that the user gave; None for the challenge's own."""
        if not self.given(parameters, contract.UNITS):
            return None
        from ..challenge.unit_layer import given_units
        from ..qgis_io.reading import read_parameter

        options = {"extent": self.extent(parameters, context), "target_crs": self.target_crs(parameters, context)}
        features, counts = read_parameter(self, parameters, contract.UNITS, context, progress=progress, **options)
        layer = self.inputs.layer(contract.UNITS)
        return given_units(features, counts, challenge, catalogue, progress, layer.own_use if layer else "")

    def given_unit_keys(
        self, parameters: dict[str, Any], context: QgsProcessingContext, challenge: Challenge, catalogue: Catalogue
    ) -> Callable[[], Sequence[str | None]] | None:
        """Return what gives the keys of all of the units that the user gave, whatever the extent; None for the challenge's own."""
        if not self.given(parameters, contract.UNITS):
            return None
        from ..challenge.unit_layer import given_units
        from ..qgis_io.columns import key_texts
        from ..qgis_io.reading import read_parameter

        def unit_keys() -> Sequence[str | None]:
            read = read_parameter(self, parameters, contract.UNITS, context, geometry=False)
            return list(key_texts(given_units(*read, challenge, catalogue).features.table[challenge.units.key]))

        return unit_keys

    def extent(self, parameters: dict[str, Any], context: QgsProcessingContext) -> QgsReferencedRectangle | None:
        """Return the extent with its CRS; None where there is none."""
        if not self.given(parameters, contract.EXTENT):
            return None
        extent = self.inputs.extents[contract.EXTENT]
        if extent.isNull():
            raise OpgaveError("EXTENT is '{value}': write xmin,xmax,ymin,ymax [EPSG:31370].", value=parameters[contract.EXTENT])
        return extent if isinstance(extent, QgsReferencedRectangle) else QgsReferencedRectangle(extent, self.inputs.project_crs)

    def target_crs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Return the id of the CRS to work in; empty for the units' own."""
        if not self.given(parameters, contract.TARGET_CRS):
            return ""
        crs = self.inputs.systems[contract.TARGET_CRS]
        if not crs.isValid():
            raise OpgaveError(
                "TARGET_CRS '{value}' is no CRS that QGIS knows: write one as EPSG:31370.", value=parameters[contract.TARGET_CRS]
            )
        return crs.authid() or crs.toWkt()

    def as_of(self, parameters: dict[str, Any], context: QgsProcessingContext) -> datetime.date:
        """Return the day that ages are counted to."""
        given = parameters.get(contract.AS_OF)
        if given in (None, ""):
            return datetime.datetime.now().astimezone().date()
        moment = self.parameterAsDateTime(parameters, contract.AS_OF, context)
        if not moment.isValid():
            raise OpgaveError("AS_OF is '{value}': write a day as 2026-01-31.", value=given)
        return datetime.date.fromisoformat(moment.date().toString("yyyy-MM-dd"))
