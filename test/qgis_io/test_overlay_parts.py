"""What an overlay asks of its layers: features, and of one kind."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.overlay import require_dimension

SQUARE, LINE, POINT = shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0)


def layer(*shapes):
    table = pd.DataFrame(index=range(len(shapes)))
    return Features("Parken", np.array(shapes, dtype=object), table, "EPSG:31370", np.arange(len(shapes)) + 1)


@pytest.mark.parametrize(
    ("shapes", "dimension", "sentence"),
    [
        ((), 2, "Layer 'Parken' has no features with geometry"),
        ((SQUARE, LINE), 2, "Layer 'Parken' has features that are no polygons: only the first layer may be lines or points"),
        ((LINE, POINT), 1, "Layer 'Parken' mixes points, lines or polygons"),
        ((POINT, SQUARE), 0, "Layer 'Parken' mixes points, lines or polygons"),
    ],
)
def test_layers_that_cannot_be_laid_over_each_other(shapes, dimension, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        require_dimension(layer(*shapes), dimension)


@pytest.mark.parametrize(("shape", "dimension"), [(SQUARE, 2), (LINE, 1), (POINT, 0)])
def test_layers_of_one_kind(shape, dimension):
    require_dimension(layer(shape, shape), dimension)
