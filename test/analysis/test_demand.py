"""The look ahead: a Leslie matrix by hand, accounts that close, weights against the model itself, chance against simulated lives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.demand import ages, fitting, place_shares, shortage, weights
from opgavenkaart.processing.analysis.demand.cohort import FLOWS, project, project_year
from opgavenkaart.processing.analysis.demand.rates import RatePaths, Rates, both_sexes
from opgavenkaart.processing.model.ages import AGES, AgeClass, by_age
from opgavenkaart.processing.model.demography import MID, Changes, read_demography
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.counts import count
from scipy.optimize import linprog

FLANDERS = read_demography()
RATES = Rates.of(FLANDERS)
STILL = Changes()
USE = np.where(np.arange(AGES) < 3, 0.45, 0.0)
CLASSES = [AgeClass(0, 2), AgeClass(3, 17), AgeClass(18, 64), AgeClass(65, 100)]


def no_homes(units, years):
    return np.zeros((units, years, 1)), np.zeros((1, 2, AGES))


def random_rates(rng):
    return Rates(
        fertility=rng.random(AGES) * (np.arange(AGES) < 50) * 0.2,
        born=np.array([0.512, 0.488]),
        newborn_mortality=rng.random(2) * 0.1,
        mortality=rng.random((2, AGES)),
        departures=rng.random(AGES),
        arrivals=rng.random(AGES) * 0.3,
    )


# ---- the cohort model


def test_a_leslie_matrix_by_hand():
    """Women of 0, 1 and 2: two in ten of one year old and half of two years old have a daughter; 0.9 and 0.5 survive, nobody beyond."""
    zero = np.zeros(AGES)
    fertility, mortality = zero.copy(), np.ones((2, AGES))
    fertility[[1, 2]] = 0.2, 0.5
    mortality[:, 0], mortality[:, 1] = 0.1, 0.5
    rates = Rates(fertility, np.array([0.0, 1.0]), np.zeros(2), mortality, zero, zero)
    base = np.zeros((1, 2, AGES))
    base[0, 1, :3] = 100, 60, 40
    leslie = np.array([[0, 0.2, 0.5], [0.9, 0, 0], [0, 0.5, 0]])
    homes = no_homes(1, 3)
    for years in (1, 2, 3):
        found = project(base, homes[0][:, :years], homes[1], USE, rates, RatePaths.of(STILL, years))
        assert found.end[0, 1, :3] == pytest.approx(np.linalg.matrix_power(leslie, years) @ [100, 60, 40])
    first = project(base, homes[0][:, :1], homes[1], USE, rates, RatePaths.of(STILL, 1))
    assert first.end[0, 1, :3] == pytest.approx([0.2 * 60 + 0.5 * 40, 90, 30])
    assert {name: flow[0, 0] for name, flow in first.flows.items()} == pytest.approx(
        {"births": 32, "deaths": 10 + 30 + 40, "departures": 0, "arrivals": 0, "newcomers": 0}
    )


@settings(max_examples=count(200), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_account_closes_by_age_and_unit(seed):
    """Births - deaths + migration = change: for each cohort, for each unit, and in the yearly totals."""
    rng = np.random.default_rng(seed)
    rates, base = random_rates(rng), rng.random((3, 2, AGES)) * 50
    newcomers = rng.random((3, 2, AGES))
    paths = RatePaths.of(Changes(*rng.uniform(-0.1, 0.1, 5)), 4)
    done = project_year(base, base, newcomers, rates, paths, 2)
    cohort = done.end[:, :, 1:-1] - base[:, :, :-2]
    moved = done.arrivals + done.newcomers - done.departures
    assert cohort == pytest.approx((moved - done.deaths)[:, :, 1:-1])
    assert done.end[:, :, 0] == pytest.approx(done.births + (moved - done.deaths)[:, :, 0])
    change = done.end.sum(axis=(1, 2)) - base.sum(axis=(1, 2))
    assert change == pytest.approx(done.births.sum(axis=1) + (moved - done.deaths).sum(axis=(1, 2)))
    assert (done.end >= -1e-9).all()
    found = project(base, rng.random((3, 4, 2)) * 10, rng.random((2, 2, AGES)) * 0.01, USE, rates, paths)
    births, deaths, departures, arrivals, newcomers = (found.flows[name] for name in FLOWS)
    assert np.diff(found.people, axis=1) == pytest.approx(births - deaths - departures + arrivals + newcomers)
    assert found.people[:, -1] == pytest.approx(found.end.sum(axis=(1, 2)))


def test_births_and_deaths_are_those_that_are_published():
    """Children to 100 women by age as Opgroeien has them for 2020, brought from a total of 1.55 to that of 2023, 1.50; mean age 30.7.

    Life expectancy 81.3 and 85.0 years; those born in a year live half of it on average.
    """
    ages = np.arange(AGES)
    assert RATES.fertility[[22, 27, 32, 37]] == pytest.approx(np.array([3.1, 10.5, 11.9, 4.5]) / 100 * 1.50 / 1.55, abs=1e-4)
    assert RATES.fertility.sum() == pytest.approx(1.50)
    assert (ages + 0.5) @ RATES.fertility / 1.50 == pytest.approx(30.7, abs=0.05)
    expectancy = []
    for sex in (0, 1):
        dying = np.concatenate([RATES.newborn_mortality[[sex]], RATES.mortality[sex], np.full(30, RATES.mortality[sex, -1])])
        alive = np.concatenate([[1], np.cumprod(1 - dying)])
        years = (alive[:-1] + alive[1:]) / 2
        expectancy.append(0.5 * years[0] + years[1:].sum())
    assert expectancy == pytest.approx([81.3, 85.0], abs=0.02)


def test_moves_households_and_care_are_those_that_are_published():
    """On the ages of Belgium 8.5 % move to another sector, 0.9 % abroad, 0.7 % more come than go; 2.28 persons a home; 5 % in care."""
    people = both_sexes(FLANDERS.structure).sum(axis=0)
    share = people / people.sum()
    leaving, coming = share @ RATES.departures, share @ RATES.arrivals
    assert leaving == pytest.approx(0.085 + 0.009, abs=0.002)
    assert coming - leaving == pytest.approx(0.007, abs=0.001)
    persons = {id: sum(by_age(household.persons)) for id, household in FLANDERS.households.items()}
    assert sum(share * persons[id] for id, share in FLANDERS.mix.items()) == pytest.approx(2.28, abs=0.01)
    old = people * (np.arange(AGES) >= 65)
    assert old @ by_age(FLANDERS.services["care_home"].use) / old.sum() == pytest.approx(0.050, abs=0.001)


def test_each_table_names_its_source():
    tables = {"fertility", "births", "mortality", "departures", "arrivals", "structure", "households", "mix", "scenarios", "uncertainty"}
    assert set(FLANDERS.sources) == tables | {"living_alone"}
    assert all(text.nl and text.en for text in (*FLANDERS.sources.values(), *(one.source for one in FLANDERS.services.values())))


def test_as_many_newborns_stay_as_are_born():
    """Newborns do not leave in the year of their birth, so that arrivals at age 0 are the balance alone."""
    assert RATES.arrivals[0] < 0.1 * RATES.departures[0]
    assert RATES.arrivals[1:20] == pytest.approx(RATES.departures[:19] * 1.072, rel=0.35)


# ---- weights and chance


@settings(max_examples=count(100), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_weights_give_what_the_model_gives(seed):
    """The model read backwards equals the model run forwards, draw by draw."""
    rng = np.random.default_rng(seed)
    rates, years = random_rates(rng), 6
    base, dwellings, persons = rng.random((3, 2, AGES)) * 50, rng.random((3, years, 2)) * 20, rng.random((2, 2, AGES)) * 0.02
    paths = RatePaths.of(Changes(0.02, -0.02, 0.01, -0.1, 0.03), years).drawn(Changes(0.1, 0.1, 0.1, 0.2, 0.05), 3, rng)
    use = rng.random(AGES)
    found = shortage.sum_by_weight(base, dwellings, weights.need_weights(rates, paths, use, persons))
    for draw in range(3):
        one = RatePaths(*(getattr(paths, name)[[draw]] for name in ("fertility", "mortality", "arrivals", "programme", "use")))
        assert found[:, :, draw] == pytest.approx(project(base, dwellings, persons, use, rates, one).need)


def live(rng, people, base, rates, times):
    """Simulate the lives of everybody in ``times`` copies of a unit for one year: counts (times, 2, AGES)."""
    births = rng.poisson(people[:, 1] * rates.fertility).sum(axis=1)
    boys = rng.binomial(births, rates.born[0])
    newborn = np.column_stack(
        [rng.binomial(boys, 1 - rates.newborn_mortality[0]), rng.binomial(births - boys, 1 - rates.newborn_mortality[1])]
    )
    stay = rng.binomial(people, (1 - rates.mortality) * (1 - rates.departures))
    result = np.zeros_like(people)
    result[:, :, 1:] = stay[:, :, :-1]
    result[:, :, -1] += stay[:, :, -1]
    result[:, :, 0] = newborn
    return result + rng.poisson(base * rates.arrivals, (times, 2, AGES))


def test_chance_against_simulated_lives():
    """The exact variance of the need of one small unit with new dwellings after five years, against 20,000 simulated histories."""
    rng, years, times = np.random.default_rng(5), 5, 20_000
    structure = both_sexes(FLANDERS.structure)
    base = rng.poisson(structure * 600 / structure.sum())
    homes, persons = np.zeros((1, years, 1)), np.zeros((1, 2, AGES))
    homes[0, 2], persons[0, :, :40] = 10, 0.03
    people, housed = np.broadcast_to(base, (times, 2, AGES)).copy(), base.astype(float)
    for year in range(years):
        newcomers = homes[0, year, 0] * persons[0]
        people = live(rng, people, housed, RATES, times) + rng.poisson(newcomers, people.shape)
        housed = housed + newcomers
    need = people.sum(axis=1) @ USE
    paths = RatePaths.of(STILL, years)
    expected, chance = weights.need_weights(RATES, paths, USE, persons), weights.chance_weights(RATES, paths, USE, persons)
    mean = shortage.sum_by_weight(base[None].astype(float), homes, expected)[0, -1, 0]
    variance = shortage.sum_by_weight(base[None].astype(float), homes, chance)[0, -1, 0]
    assert mean == pytest.approx(need.mean(), abs=4 * need.std() / np.sqrt(times))
    assert variance == pytest.approx(need.var(), rel=0.05)


def test_a_back_test_on_a_population_with_a_known_history():
    """200 units lived for ten years; projected from their start the need is near what came, and the band holds what it says it holds."""
    rng, years = np.random.default_rng(11), 10
    structure = both_sexes(FLANDERS.structure)
    size = rng.integers(200, 2500, 200)
    young = rng.lognormal(0, 0.3, (200, 1, 1)) ** (np.arange(AGES) < 40)
    base = rng.poisson(structure * young * (size / (structure * young).sum(axis=(1, 2)))[:, None, None])
    people = base.copy()
    for _ in range(years):
        people = live(rng, people, base, RATES, 200)
    true = people.sum(axis=1) @ USE
    homes, persons = no_homes(200, years)
    paths = RatePaths.of(STILL, years)
    found = project(base.astype(float), homes, persons, USE, RATES, paths)
    error = np.abs(found.need[:, -1] - true).sum() / true.sum()
    unchanged = np.abs(found.need[:, 0] - true).sum() / true.sum()
    assert abs(found.need[:, -1].sum() / true.sum() - 1) < 0.02
    assert error < 0.14 < unchanged
    expected = weights.need_weights(RATES, paths, USE, persons)
    chance = weights.chance_weights(RATES, paths, USE, persons)
    wide = weights.Weights(*(np.repeat(one, 400, axis=1) for one in (expected.people, expected.dwellings)))
    low, high = (getattr(shortage.band(base.astype(float), homes, None, wide, chance, rng), name) for name in ("low", "high"))
    assert ((true >= low) & (true <= high)).mean() == pytest.approx(0.8, abs=0.07)


# ---- fitting and rounding


def test_fitting_by_hand():
    """The odds ratio of the seed stays, the totals are those asked for."""
    found = fitting.fit_table(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([40.0, 60.0]), np.array([30.0, 70.0]))
    assert found.sum(axis=1) == pytest.approx([40, 60]) and found.sum(axis=0) == pytest.approx([30, 70])
    assert found[0, 0] * found[1, 1] / (found[0, 1] * found[1, 0]) == pytest.approx(1 * 4 / (2 * 3))


def test_fitting_where_there_is_no_way():
    with pytest.raises(OpgaveError, match="cannot be brought to those of 'Gent'"):
        fitting.fit_table(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([4.0, 6.0]), np.array([3.0, 7.0]), "Gent")
    with pytest.raises(OpgaveError, match="cannot be brought"):
        fitting.fit_table(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([8.0, 2.0]), np.array([3.0, 7.0]), "Gent")


def test_what_cannot_be_rounded_to_whole_persons():
    with pytest.raises(OpgaveError, match="cannot be rounded to whole persons"):
        fitting.round_table(np.array([[0.5, 0.2], [0.5, 0.1]]))


def test_units_are_fitted_to_their_municipality():
    """The units of the first count 4 and 6 of its 10, of the second 1 and 1 of its 8: those are scaled, and told; one is in none."""
    seed, totals = np.ones((5, 2)), np.array([4.0, 6, 1, 1, 9])
    group, columns = np.array([0, 0, 1, 1, -1]), np.array([[5, 5], [2, 6]])
    found, scaled = fitting.fit_groups(seed, totals, group, columns, ["Gent", "Aalst"])
    assert found.sum(axis=1).tolist() == [4, 6, 4, 4, 0]
    assert [found[group == number].sum(axis=0).tolist() for number in (0, 1)] == [[5, 5], [2, 6]]
    assert scaled.tolist() == [False, True]
    assert fitting.fit_groups(seed, np.array([4.0, 6.4, 4, 4, 0]), group, columns, ["Gent", "Aalst"])[1].tolist() == [False, False]
    assert fitting.fit_groups(seed, np.array([4.0, 6.6, 4, 4, 0]), group, columns, ["Gent", "Aalst"])[1].tolist() == [True, False]
    with pytest.raises(OpgaveError, match="The units of 'Aalst' have no inhabitants, but it has 8"):
        fitting.fit_groups(seed, np.array([4.0, 6, 0, 0, 9]), group, columns, ["Gent", "Aalst"])


@pytest.mark.parametrize("smaller", [(0.45, 0.3, 0.25), (0.15, *[0.05] * 17), (0.28, 0.24, 0.24, 0.24), (0.12, *[0.08] * 11)])
def test_the_fraction_nearest_to_a_half_is_the_one_that_goes_the_other_way(smaller):
    for first in range(len(smaller)):
        turned = np.roll(smaller, first)
        for other, table in enumerate((np.column_stack([turned, 1 - turned]), np.column_stack([1 - turned, turned]))):
            found = fitting.round_table(table + 2) - 2
            assert found[:, other].tolist() == (np.arange(len(smaller)) == first).astype(int).tolist()


@settings(max_examples=count(300), deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 9))
def test_rounding_keeps_both_totals(seed, height, width):
    """Each number becomes one of its two neighbours, and totals stay, whatever table with whole totals."""
    rng = np.random.default_rng(seed)
    whole = rng.integers(0, 30, (height, width))
    table = fitting.fit_table(rng.random((height, width)) + 0.01, whole.sum(axis=1).astype(float), whole.sum(axis=0).astype(float))
    found = fitting.round_table(table)
    assert (found.sum(axis=1) == whole.sum(axis=1)).all() and (found.sum(axis=0) == whole.sum(axis=0)).all()
    assert (np.abs(found - table) < 1 + 1e-6).all() and (found >= 0).all()


def test_rounding_is_near_the_nearest_there_is():
    """Against the optimum of the transport problem, as a linear programme has it: at most 2 % farther from the table."""
    rng = np.random.default_rng(3)
    ours, best = 0.0, 0.0
    for _ in range(20):
        whole = rng.integers(0, 30, (25, 8))
        table = fitting.fit_table(rng.random((25, 8)) + 0.01, whole.sum(axis=1).astype(float), whole.sum(axis=0).astype(float))
        part = table - np.floor(table)
        rows, columns = np.kron(np.eye(25), np.ones(8)), np.kron(np.ones(25), np.eye(8))
        totals = np.rint(np.concatenate([part.sum(axis=1), part.sum(axis=0)]))
        found = linprog(1 - 2 * part.ravel(), A_eq=np.vstack([rows, columns]), b_eq=totals, bounds=(0, 1))
        best += part.sum() + found.fun
        ours += np.abs(fitting.round_table(table) - table).sum()
    assert best <= ours + 1e-6 <= 1.02 * best


def test_shares_of_a_whole():
    assert fitting.apportion(np.array([1.0, 1.0, 1.0]), 10).tolist() == [4, 3, 3]
    assert fitting.apportion(np.array([0.0, 2.0]), 3).tolist() == [0, 3]
    assert fitting.apportion(np.array([1.0, 2.0, 4.0]), 10).tolist() == [1, 3, 6]  # 1.43, 2.86 and 5.71: the last two go up
    assert fitting.apportion(np.zeros(2), 0).tolist() == [0, 0]


def test_classes_to_single_years_and_back():
    counts = np.array([[9.0, 30.0, 100.0, 40.0]])
    people = ages.single_ages(counts, CLASSES, both_sexes(FLANDERS.structure), [None] * 4)
    assert ages.in_classes(people, CLASSES) == pytest.approx(counts)
    girls = ages.single_ages(np.array([[5.0]]), [AgeClass(0, 2)], both_sexes(FLANDERS.structure), [1])
    assert girls[0, 1].sum() == pytest.approx(5) and girls[0, 0].sum() == 0
    other = np.array([[0.0, 10.0, 50.0, 40.0]])
    assert ages.in_classes(ages.scale_to_classes(people, other, CLASSES, both_sexes(FLANDERS.structure)), CLASSES) == pytest.approx(other)


# ---- shortage, reach, costs


def test_when_a_shortage_starts():
    need = np.array([[5, 6, 7.0], [5, 5, 5.5], [9, 9, 9.0]])
    places = np.array([[6, 6, 6.0], [5, 5, 5.0], [5, 9, 9.0]])
    assert shortage.shortage_time(need, places).tolist() == [2, shortage.NEVER, 0]


def test_places_are_shared_by_those_in_reach():
    """The place stands in unit 0, unit 1 is in reach and needs three times as much, unit 2 is out of reach."""
    xy = np.array([[0.0, 0], [100, 0], [900, 0]])
    found = place_shares.shares(xy, np.array([[10.0, 0]]), np.array([0]), np.array([1.0, 3, 9]), 90.0)
    assert found.toarray()[:, 0] == pytest.approx([0.25, 0.75, 0])
    alone = place_shares.shares(xy, np.array([[10.0, 0]]), np.array([0]), np.zeros(3), 90.0)
    assert alone.toarray()[:, 0].tolist() == [1, 0, 0]
    years = np.arange(2026, 2029)
    room = place_shares.open_places(np.array([8.0]), np.array([2027]), np.array([2028]), years)
    assert (found @ room)[1].tolist() == [0, 6, 0]


def test_the_mid_scenario_lies_between_low_and_high():
    structure = both_sexes(FLANDERS.structure)[None]
    homes, persons = no_homes(1, 15)
    need = {id: project(structure, homes, persons, USE, RATES, RatePaths.of(one, 15)).need[0] for id, one in FLANDERS.scenarios.items()}
    assert (np.diff([need["low"], need[MID], need["high"]], axis=0)[:, 1:] > 0).all()
    assert need["low"][0] == need[MID][0] == need["high"][0]


def test_rates_by_age_are_those_of_the_file():
    demography = read_demography()
    rates = Rates.of(demography)
    births = demography.births
    assert rates.born.tolist() == [births.boys, 1 - births.boys]
    assert rates.newborn_mortality.tolist() == [births.male_mortality, births.female_mortality]
    for name in ("fertility", "departures", "arrivals"):
        assert getattr(rates, name).tolist() == by_age(getattr(demography, name))
    assert rates.mortality.tolist() == [by_age(demography.mortality.male), by_age(demography.mortality.female)]


def test_need_is_the_weighted_sum_of_people_and_new_dwellings():
    """Two times, three draws, four sexes-and-ages of which two weigh; the second unit has no new dwellings."""
    rng = np.random.default_rng(1)
    people, dwellings = rng.random((2, 3, 2, 2)), rng.random((2, 3, 2, 1))
    people[:, :, 1] = 0
    base, built = rng.integers(0, 9, (2, 2, 2)).astype(float), np.array([[[3.0], [1.0]], [[0.0], [0.0]]])
    found = shortage.sum_by_weight(base, built, weights.Weights(people, dwellings))
    assert found.shape == (2, 2, 3) and weights.Weights(people, dwellings).felt.tolist() == [0, 1]
    for unit in range(2):
        for time in range(2):
            for draw in range(3):
                expected = (base[unit] * people[time, draw]).sum() + (built[unit] * dwellings[time, draw]).sum()
                assert found[unit, time, draw] == pytest.approx(expected)


def test_the_time_by_which_a_tenth_has_a_shortage():
    """Of ten draws one starts at once; of the next ten two start late; of the last none ever does."""
    never = shortage.NEVER
    first = np.array([[0] + [never] * 9, [3, 4] + [never] * 8, [never] * 10])
    assert shortage._tenth(first, 5).tolist() == [never, 4, never]
    assert shortage._tenth(np.array([[0, 1] + [never] * 8]), 5).tolist() == [1]


def test_a_shortage_begins_with_one_whole_place():
    need = np.array([[1.0, 2.0, 3.5], [1.0, 1.9, 1.0]])
    assert shortage.shortage_time(need, np.full((2, 3), 1.0)).tolist() == [1, shortage.NEVER]
