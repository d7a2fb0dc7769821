"""Sudden infant deaths in the 100 counties of North Carolina, 1974-78 and 1979-84: the data that ship with libpysal."""

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr

KILOMETRES_A_DEGREE = 111.2
LATITUDE = 35.5


def north_carolina() -> tuple[np.ndarray, pd.DataFrame]:
    """Return the counties in metres (degrees stretched at the state's latitude) and NAME, BIR74, SID74, BIR79, SID79."""
    examples = pytest.importorskip("libpysal.examples")
    path = examples.get_path("sids2.shp")
    if path is None:
        pytest.skip("this libpysal does not bring the example 'sids2' along, and tests download nothing")
    ogr.UseExceptions()
    source = ogr.Open(path)
    fields = ["NAME", "BIR74", "SID74", "BIR79", "SID79"]
    rows = [(bytes(feature.GetGeometryRef().ExportToWkb()), *(feature[field] for field in fields)) for feature in source.GetLayer(0)]
    shapes, *columns = zip(*rows, strict=True)
    stretch = 1000 * KILOMETRES_A_DEGREE * np.array([np.cos(np.radians(LATITUDE)), 1.0])
    return shapely.transform(shapely.from_wkb(shapes), lambda xy: xy * stretch), pd.DataFrame(dict(zip(fields, columns, strict=True)))
