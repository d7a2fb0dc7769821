"""Real addresses of 2013 beside themselves moved, thinned and renamed: omission and commission come back as planted, one by one."""

import numpy as np
import pandas as pd
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.quality.assessment.inputs import Reference
from opgavenkaart.test.support.data import data_folder
from osgeo import ogr

FIELDS = {"PKANCODE": "postcode", "STREET_NL": "straat", "HUISNR": "nummer"}
COUNT = 4000
SHIFT, DEGREES = np.array([3.25, -1.5]), 0.02


def addresses() -> Features:
    path = data_folder("gent/adressen-crab2013-gent.gpkg") / "gent" / "adressen-crab2013-gent.gpkg"
    with ogr.Open(str(path)) as source:
        rows = [
            (*(one[name] for name in FIELDS), one.geometry().GetX(), one.geometry().GetY())
            for one, _ in zip(source[0], range(COUNT), strict=False)
        ]
    table = pd.DataFrame(rows, columns=[*FIELDS.values(), "x", "y"]).drop_duplicates(["x", "y"]).reset_index(drop=True)
    points = shapely.points(table.pop("x"), table.pop("y"))
    return Features("adressen", points, table, "EPSG:31370", np.arange(1, len(table) + 1))


def test_addresses_moved_thinned_and_renamed(qgis_app):
    """One in twenty is gone, a few streets are called otherwise, one number in fifty is another, and new ones stand between the others."""
    reference, rng = addresses(), np.random.default_rng(2013)
    count = len(reference)
    gone = np.flatnonzero(rng.random(count) < 0.05)
    kept = np.setdiff1d(np.arange(count), gone)
    table = reference.table.loc[kept].copy()
    renamed = table.straat.isin(rng.choice(table.straat.unique(), 12, replace=False))
    table.loc[renamed, "straat"] += " (oud)"
    other = rng.random(len(kept)) < 0.02
    table.loc[other, "nummer"] += "bis"
    places = shapely.get_coordinates(reference.geometry)
    beside = places[rng.choice(kept, 150, replace=False)] + rng.uniform(6, 14, (150, 2))
    tree = shapely.STRtree(reference.geometry)
    new = beside[tree.query_nearest(shapely.points(beside), return_distance=True, all_matches=False)[1] > 3]
    added = pd.DataFrame({"postcode": "9000", "straat": "Nieuwe laan", "nummer": [f"{one}A" for one in range(len(new))]})
    moved = np.concatenate([places[kept], new])
    middle, angle = moved.mean(axis=0), np.radians(DEGREES)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = (moved - middle) @ turn.T + middle + SHIFT + rng.normal(0, 0.2, moved.shape)
    layer = Features("nu", shapely.points(moved), pd.concat([table, added], ignore_index=True), "EPSG:31370", np.arange(len(moved)))
    compared = Reference(reference, "", 25.0).pair(layer, "")
    assert renamed.sum() > 20 and other.sum() > 50 and len(new) > 100 and len(gone) > 150
    assert compared.missing.tolist() == gone.tolist()
    assert compared.excess.tolist() == list(range(len(kept), len(layer)))
    assert dict(compared.pairs.tolist()) == dict(enumerate(kept.tolist()))
    assert abs(compared.movement.degrees - DEGREES) < 0.001
    assert compared.movement.left < 0.3
