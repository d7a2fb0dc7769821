"""Rates behind the look ahead: what a schema cannot see, and services by name."""

import json

import pytest
from opgavenkaart.processing.model.demography import DEFAULT, Changes, Costs, read_demography
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError


@pytest.fixture
def changed(tmp_path):
    """Rates with one value replaced, by its path."""

    def write(path, value):
        document = json.loads(DEFAULT.read_text(encoding="utf-8"))
        part = document
        *before, last = path
        for key in before:
            part = part[key]
        part[last] = value
        file = tmp_path / "rates.json"
        file.write_text(json.dumps(document))
        return read_demography(file)

    return write


def test_what_comes_with_the_plugin_holds_together():
    rates = read_demography()
    assert sum(rates.mix.values()) == pytest.approx(1)
    assert set(rates.mix) <= set(rates.households)
    assert rates == read_demography(DEFAULT)


@pytest.mark.parametrize("table", ["mortality", "structure"])
@pytest.mark.parametrize("sex", ["male", "female"])
def test_mortality_and_structure_hold_all_ages(changed, table, sex):
    with pytest.raises(Mistakes, match=f"{table}.{sex}: the ages 50\\+ are missing"):
        changed([table, sex], {"0-49": 0.1})


@pytest.mark.parametrize("table", ["fertility", "departures", "arrivals"])
def test_other_tables_need_not(changed, table):
    assert getattr(changed([table], {"20-49": 0.1}), table) == {"20-49": 0.1}
    with pytest.raises(Mistakes, match=f"{table}: the ages .* overlap"):
        changed([table], {"20-49": 0.1, "49+": 0.2})


def test_services_and_households_need_not_either(changed):
    service, household = next(iter(read_demography().services)), next(iter(read_demography().households))
    assert changed(["services", service, "use"], {"0-2": 0.5}).service(service).use == {"0-2": 0.5}
    assert changed(["households", household, "persons"], {"30-39": 2.0}).households[household].persons == {"30-39": 2.0}
    with pytest.raises(Mistakes, match="'old' is no class of ages"):
        changed(["households", household, "persons"], {"old": 2.0})


def test_the_mix_of_households_is_a_whole(changed):
    one, other = list(read_demography().households)[:2]
    assert changed(["mix"], {one: 0.25, other: 0.75}).mix == {one: 0.25, other: 0.75}
    with pytest.raises(Mistakes, match="mix: the shares add up to 105%"):
        changed(["mix"], {one: 0.3, other: 0.75})
    with pytest.raises(Mistakes, match="mix: the shares add up to 95%"):
        changed(["mix"], {one: 0.2, other: 0.75})
    with pytest.raises(Mistakes, match="there is no kind of household 'castle'"):
        changed(["mix"], {one: 0.25, "castle": 0.75})


def test_a_service_by_its_name():
    rates = read_demography()
    id = next(iter(rates.services))
    assert rates.service(id) is rates.services[id]
    with pytest.raises(OpgaveError, match=f"Did you mean '{id}'"):
        rates.service(id + "x")
    with pytest.raises(OpgaveError, match="There are: "):
        rates.service("zzzzzzzz")


def test_a_discount_leaves_later_euros_something(changed):
    service = next(iter(read_demography().services))
    costs = {"place": 1000.0, "discount": -0.51}
    with pytest.raises(Mistakes, match="costs.discount: -0.51 is too low; -0.5 or more is allowed."):
        changed(["services", service, "costs"], costs)
    assert changed(["services", service, "costs"], costs | {"discount": -0.5}).service(service).costs.discount == -0.5
    assert changed(["services", service], {"title": {"nl": "x"}, "use": {}}).service(service).costs is None


def test_what_a_file_need_not_state(changed):
    service = next(iter(read_demography().services))
    costs = changed(["services", service, "costs"], {"place": 1000.0}).service(service).costs
    assert costs == Costs(1000.0, temporary=0.0, upkeep=0.0, years_to_build=4, price_rise=0.0, discount=0.0)
    none = changed(["scenarios"], {"low": {}, "mid": {}, "high": {}}).scenarios["mid"]
    assert none == Changes(fertility=0.0, mortality=0.0, arrivals=0.0, programme=0.0, use=0.0)


def test_shares_that_add_up_but_for_the_computer(changed):
    one, two, three = list(read_demography().households)[:3]
    assert sum((0.01, 0.29, 0.7)) != 1
    assert changed(["mix"], {one: 0.01, two: 0.29, three: 0.7}).mix[three] == 0.7
    with pytest.raises(Mistakes, match="add up to 100%"):
        changed(["mix"], {one: 0.01, two: 0.29, three: 0.70001})
