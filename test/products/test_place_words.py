"""In which municipality a map lies: known by its catalogue and its areas together, and said once, before the question."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.challenge.collected import Collected
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.challenge import Challenge
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products.integrated_map.place_words import municipality_of, question_in_place
from opgavenkaart.processing.texts.language import Language
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsRectangle

HALLE = (136113, 153222, 145988, 163083)
"""The box around Halle, metres in EPSG:31370, by the list of municipalities."""
WITHIN = [(140000, 155000, 141000, 156000), (144000, 162000, 145000, 163000)]
ACROSS_THE_BORDER = (145500, 155000, 146900, 156000)
CHALLENGE = Challenge("homes", Text("Warme woningen"), (), question=Text("Waar beginnen we?"))


def collected(municipality, boxes, crs="EPSG:31370"):
    units = Features("units", np.array([shapely.box(*box) for box in boxes]), pd.DataFrame(index=range(len(boxes))), crs)
    return Collected(CHALLENGE, Catalogue(municipality=municipality), units, {}, {})


@pytest.mark.parametrize(
    ("municipality", "boxes", "found"),
    [
        ("23027", WITHIN, "23027"),
        ("Halle", [HALLE], "23027"),
        ("23027", [*WITHIN, ACROSS_THE_BORDER], ""),
        ("44021", WITHIN, ""),
        ("99999", WITHIN, ""),
        ("", WITHIN, ""),
    ],
)
def test_a_map_lies_in_the_municipality_of_its_catalogue_where_all_areas_do(qgis_app, municipality, boxes, found):
    assert municipality_of(collected(municipality, boxes)) == found


def test_areas_in_another_coordinate_system_lie_where_they_lie(qgis_app):
    lambert_72, lambert_2008 = (QgsCoordinateReferenceSystem(code) for code in ("EPSG:31370", "EPSG:3812"))
    moved = QgsCoordinateTransform(lambert_72, lambert_2008, QgsCoordinateTransformContext())
    boxes = [moved.transformBoundingBox(QgsRectangle(*box)) for box in WITHIN]
    corners = [(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) for box in boxes]
    assert municipality_of(collected("23027", corners, "EPSG:3812")) == "23027"


@pytest.mark.parametrize(
    ("nis", "question", "said"),
    [
        ("23027", "Waar beginnen we?", "Halle: Waar beginnen we?"),
        ("23027", "Waar begint Halle?", "Waar begint Halle?"),
        ("23027", "WAAR BEGINT HALLE?", "WAAR BEGINT HALLE?"),
        ("23027", "", "Halle"),
        ("", "Waar beginnen we?", "Waar beginnen we?"),
        ("99999", "Waar beginnen we?", "Waar beginnen we?"),
    ],
)
def test_the_municipality_is_said_once_before_the_question(nis, question, said):
    assert question_in_place(Challenge("homes", Text("Warme woningen"), (), question=Text(question)), nis, Language("nl")) == said
