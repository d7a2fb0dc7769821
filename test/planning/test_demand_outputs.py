"""What is told of demand, per unit, year and class of ages: two units of which one has ages, three years, by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.demand.cohort import FLOWS
from opgavenkaart.processing.analysis.demand.shortage import NEVER, Band
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.ages import AgeClass
from opgavenkaart.processing.planning.demand import report
from opgavenkaart.processing.planning.demand.inputs import StartPopulation
from opgavenkaart.processing.planning.demand.outputs import (
    OWN_FIELDS,
    Answer,
    by_age_class,
    by_year,
    calendar,
    cost_totals,
    on_units,
    shortage_totals,
    unit_columns,
)
from qgis.core import QgsField, QgsFields

YEARS = np.array([2026, 2027, 2028])
NEED = {"low": [[4, 5, 6], [9, 9, 9]], "mid": [[5, 7, 8.00049], [9, 9, 9]], "high": [[8, 9, 10], [9, 9, 9]]}


def projection(need):
    people = np.array([[100, 110, 120], [50, 50, 50]], dtype=float)
    return SimpleNamespace(
        people=people, need=np.array(need, dtype=float), flows={flow: np.full((2, 2), float(place)) for place, flow in enumerate(FLOWS)}
    )


def found(key="code", with_places=True, fitted=False):
    people = np.zeros((2, 2, 101))
    people[0, 0, 1], people[0, 1, 2], people[0, 0, 90] = 3.4, 2.0, 7.2
    spread = Band(np.array([6.5, 1]), np.array([9.5, 1]), np.array([0.75, 0.5]), np.array([0, 0]), np.array([[0.0, 4, 8]]))
    return Answer(
        YEARS, None, SimpleNamespace(costs=None),
        StartPopulation(key, people[:, :, :], np.array([True, False]), (AgeClass(0, 2), AgeClass(3, 100)), fitted),
        np.zeros((2, 2, 1)), np.array([[6, 6, 7], [0, 0, 0]], dtype=float) if with_places else None,
        {id: projection(need) for id, need in NEED.items()}, spread,
    )  # fmt: skip


def units():
    table = pd.DataFrame({"code": ["a", "b"], "shortage": ["old", "old"]})
    return Features("units", shapely.points([(0, 0), (1, 1)]), table, "EPSG:31370", np.array([5, 6]))


def test_what_is_told_of_a_unit():
    answer = found()
    assert {id: one.tolist() for id, one in answer.starts.items()} == {"low": [NEVER, NEVER], "mid": [1, NEVER], "high": [0, NEVER]}
    columns = unit_columns(answer)
    assert tuple(columns) == OWN_FIELDS and answer.plans == {} == answer.spans
    told = {name: values[0] for name, values in columns.items()}
    assert {name: value for name, value in told.items() if not pd.isna(value)} == {
        "year_start": 2026, "year_horizon": 2028,
        "population_start": 100, "population_horizon": 120, "demand_start": 5, "demand_low": 6, "demand_mid": 8.00049, "demand_high": 10,
        "band_low": 6.5, "band_high": 9.5, "capacity_start": 6, "capacity_horizon": 7, "shortage": pytest.approx(1.00049),
        "shortage_year": 2027, "shortage_year_high": 2026, "shortage_year_early": 2026, "shortage_chance": 0.75,
    }  # fmt: skip
    assert all(pd.isna(values[1]) for values in columns.values()), "nothing of a unit without ages"


def test_without_places_nothing_is_short():
    columns = unit_columns(found(with_places=False))
    assert {name for name, values in columns.items() if not pd.isna(values[0])} == {
        *(name for name in OWN_FIELDS if name.startswith(("year", "population", "demand", "band"))),
        "shortage_year_early", "shortage_chance",
    }  # fmt: skip
    assert shortage_totals(found(with_places=False)) == {} == cost_totals(found(with_places=False))
    assert calendar(found(), np.array([2, NEVER, 0])).tolist() == [2028, pd.NA, 2026]


def test_fields_of_an_earlier_run_are_replaced():
    fields = QgsFields()
    for name in ("code", "shortage"):
        fields.append(QgsField(name))
    kept, told = on_units(units(), fields, found())
    assert (
        kept.names() == ["code"] and list(told.table) == ["code", *OWN_FIELDS] and told.ids.tolist() == [5, 6] and told.crs == "EPSG:31370"
    )
    assert told.table["demand_mid"][0] == 8.0 and told.table["shortage"][0] == 1.0, "to a thousandth"


def test_what_is_told_of_each_year():
    told = by_year(units(), found())
    table = told.table
    assert told.name == "demand_by_year" and list(table) == ["code", "year", "scenario", "population", *FLOWS, "demand", "capacity"]
    assert table["code"].tolist() == ["a"] * 9 and table["year"].tolist() == [*YEARS] * 3
    assert table["scenario"].tolist() == ["low"] * 3 + ["mid"] * 3 + ["high"] * 3
    assert table["demand"].tolist() == [4, 5, 6, 5, 7, 8, 8, 9, 10]
    assert table["capacity"].tolist() == [6, 6, 7] * 3 and table["population"].tolist() == [100, 110, 120] * 3
    for place, flow in enumerate(FLOWS):
        assert np.isnan(table[flow][0]) and table[flow].tolist()[1:3] == [place] * 2, "nothing happened before the start"
    bare = by_year(units(), found(key="", with_places=False)).table
    assert bare["unit"].tolist() == [1] * 9 and bare["capacity"].isna().all()


def test_what_is_told_of_each_class_of_ages():
    told = by_age_class(units(), found())
    assert told.name == "ages"
    assert told.table.round(3).to_dict("list") == {"code": ["a"], "aged_0_2": [5.4], "aged_3_plus": [7.2], "total": [12.6]}
    whole = by_age_class(units(), found(key="", fitted=True)).table
    assert whole.to_dict("list") == {"unit": [1], "aged_0_2": [5], "aged_3_plus": [7], "total": [12]}


def test_the_picture_of_need_and_places():
    shown = report.chart(found())
    assert [shown[name] for name in ("width", "height", "left", "right", "bottom")] == [720, 260, 56, 698, 236]
    assert shown["years"] == [(2026, 56), (2027, 377), (2028, 698)] and list(shown["lines"]) == ["low", "mid", "high"]
    there, back = shown["band"].split()[:3], shown["band"].split()[3:]
    assert [point.split(",")[0] for point in there] == ["56.0", "377.0", "698.0"] and there[0] == "56.0,236.0"
    assert back == there[::-1] and len({point.split(",")[1] for point in there}) == 3, (
        "one future: there along its ups, and back the same way"
    )
    assert shown["ticks"][0] == (0, 236) and shown["ticks"][-1][0] >= 19 and shown["ticks"][-1][1] == 10, "from the bottom to the top"
    assert shown["places"] and not report.chart(found(with_places=False))["places"]
