"""The index of all Flemish neighbourhoods, against pandas and scipy."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.index import combine, score
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.data import data_folder
from qgis.core import QgsVectorLayer
from scipy import stats

NEIGHBOURHOODS = "vlaanderen/wijken-ggw7-2024.gpkg"
WEIGHTS = np.array([3.0, 2.0, 1.0])


@pytest.fixture(scope="module")
def table(qgis_app):
    path = data_folder(NEIGHBOURHOODS) / NEIGHBOURHOODS
    table = read_features(QgsVectorLayer(str(path), "neighbourhoods"))[0].table
    income = table["inkomen_totaal"] / table["n_aangiften"].where(table["n_aangiften"] > 0)
    return table.assign(income=income)[["income", "v2506_elek_res_cons", "n_aangiften"]].astype(float)


@pytest.mark.parametrize("method", ["arithmetic", "geometric"])
def test_index_of_flanders(table, method):
    income, electricity, returns = (table[name].to_numpy() for name in table)
    scores = [score(income, "z_score", "low"), score(electricity, "percentile"), score(returns, "target", "high", 500, 4000)]
    scores = np.column_stack(scores)
    index, missing = combine(scores, WEIGHTS, method, 0.34)

    expected = table.copy()
    expected["income"] = 100 - 100 * stats.norm.cdf(stats.zscore(table["income"], nan_policy="omit"))
    expected["v2506_elek_res_cons"] = 100 * (table["v2506_elek_res_cons"].rank() - 0.5) / table["v2506_elek_res_cons"].count()
    expected["n_aangiften"] = ((table["n_aangiften"] - 500) / 3500 * 100).clip(0, 100)
    present = expected.notna() * WEIGHTS
    terms = expected if method == "arithmetic" else np.log(expected.clip(lower=1))
    mean = (terms * WEIGHTS).sum(axis=1) / present.sum(axis=1)
    share = 1 - present.sum(axis=1) / WEIGHTS.sum()
    mean = (mean if method == "arithmetic" else np.exp(mean)).where(share <= 0.34)
    np.testing.assert_allclose(scores, expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(missing, share, atol=1e-12)
    np.testing.assert_allclose(index, mean, rtol=1e-9)
    assert 2000 < np.isfinite(index).sum() < len(index) == 2730
