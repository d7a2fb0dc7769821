"""Units to test on: a grid of squares, and the real sectors and neighbourhoods read without QGIS."""

import numpy as np
import pandas as pd
import shapely
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units
from opgavenkaart.processing.model.progress import SILENT
from osgeo import ogr

from .data import data_folder

GHENT = "gent/statistische-sectoren-gent.gpkg"
FLANDERS = "vlaanderen/wijken-ggw7-2024.gpkg"


def grid(columns: int, rows: int, size: float = 100.0) -> np.ndarray:
    """Return squares in reading order from the south-west: unit ``row * columns + column``."""
    x, y = np.meshgrid(np.arange(columns) * size, np.arange(rows) * size)
    return shapely.box(x.ravel(), y.ravel(), x.ravel() + size, y.ravel() + size)


def real_units(file: str, *fields: str) -> tuple[np.ndarray, pd.DataFrame]:
    """Return geometry and numeric ``fields`` (NaN where null) of a file of the real data; skips the test where it is absent."""
    ogr.UseExceptions()
    source = ogr.Open(str(data_folder(file) / file))
    rows = [
        (bytes(feature.GetGeometryRef().ExportToWkb()), *(feature.GetField(field) for field in fields)) for feature in source.GetLayer(0)
    ]
    columns = list(zip(*rows, strict=True))
    return shapely.from_wkb(columns[0]), pd.DataFrame(dict(zip(fields, columns[1:], strict=True)), dtype=float)


def unit_types(geometry, values, rule, second=None, field="", second_field="", progress=SILENT):
    """Return what the rule's cluster method says of each unit."""
    return classify_units(UnitValues(geometry, values, None, second, field, second_field), rule, progress).types
