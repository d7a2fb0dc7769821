"""In which municipality a map lies: said before its question, so that whoever is given a page alone knows it."""

from __future__ import annotations

import numpy as np
import shapely
from qgis.core import QgsCoordinateTransformContext, QgsRectangle, QgsReferencedRectangle

from ...challenge.collected import Collected
from ...model.challenge import Challenge
from ...model.geography import LAMBERT_72
from ...model.municipalities import municipalities
from ...qgis_io.crs import rectangle_in
from ...qgis_io.crs_names import find_crs
from ...texts.language import Language


def municipality_of(collected: Collected) -> str:
    """Return the NIS code of the municipality in which all areas lie; empty where it is not known, or some lie elsewhere."""
    known = municipalities().get(collected.catalogue.nis_code)
    if known is None:
        return ""
    units = collected.units
    box = QgsReferencedRectangle(QgsRectangle(*map(float, known.extent)), find_crs(LAMBERT_72))
    ground = rectangle_in(box, find_crs(units.crs), QgsCoordinateTransformContext())
    corners = shapely.bounds(units.geometry)
    middles = (corners[:, :2] + corners[:, 2:]) / 2
    taken = QgsRectangle(*np.nanmin(middles, axis=0).tolist(), *np.nanmax(middles, axis=0).tolist())
    return known.nis if ground.contains(taken) else ""


def question_in_place(challenge: Challenge, nis: str, language: Language) -> str:
    """Return the question of a challenge with the municipality before it, unless that is not known or the question names it itself."""
    question, known = challenge.question.of(language.code), municipalities().get(nis)
    if known is None or known.name.casefold() in question.casefold():
        return question
    return f"{known.name}: {question}" if question else known.name
