"""Envelopes without a solver: random questions, and a check of a portfolio against every rule, from the rules' own words."""

from __future__ import annotations

from itertools import product

import numpy as np
from opgavenkaart.processing.analysis.envelope.measures import Measures
from opgavenkaart.processing.analysis.envelope.programme import Programme
from opgavenkaart.processing.model.envelope import Cofinancing, Envelope, EnvelopeRules, Group, ShareRule

EURO = 0.01


def costs(programme, level, start):
    """What each measure costs the envelope by year: a list of amounts a measure."""
    measures, years = programme.measures, len(programme.envelope.ceilings)
    rates = {(rule.field, rule.value): rule.rate for rule in programme.rules.cofinancing}
    table = []
    for row in range(len(measures)):
        amounts = [0.0] * years
        if level[row] > 0:
            share = 1 - sum(rate for (field, value), rate in rates.items() if measures.labels[field][row] == value)
            amounts[start[row]] += share * level[row] * measures.cost[row]
            later = range(start[row] + 1, years) if programme.envelope.years else range(1)
            for year in later:
                amounts[year] += share * level[row] * measures.running[row]
        table.append(amounts)
    return table


def broken_rules(programme, level, start):
    """Every rule that a portfolio breaks, in words; empty when it keeps all."""
    measures, rules, envelope = programme.measures, programme.rules, programme.envelope
    chosen, broken = [one > 0 for one in level], []
    ids = list(measures.ids)
    for row, part in enumerate(level):
        if not (part in (0.0, 1.0) or (measures.scalable[row] and 0 < part < 1)):
            broken.append(f"{ids[row]} at {part}")
        if chosen[row] and envelope.years and measures.year[row] not in (0, envelope.years[start[row]]):
            broken.append(f"{ids[row]} starts in another year")
    spent = np.array(costs(programme, level, start))
    by_year = spent.sum(axis=0)
    ceilings = np.array(envelope.ceilings)
    if rules.carry_over:
        by_year, ceilings = by_year.cumsum(), ceilings.cumsum()
    if (by_year > ceilings + EURO).any():
        broken.append("ceiling")
    broken += [f"{ids[one]} with {ids[other]}" for one, other in measures.excludes if chosen[one] and chosen[other]]
    for one, needed in measures.requires:
        if chosen[one] and (level[needed] < level[one] - 1e-6 or start[needed] > start[one]):
            broken.append(f"{ids[one]} without {ids[needed]}")
    broken += [f"{id} not chosen" for id in rules.required if level[ids.index(id)] < 1]
    broken += [f"{id} chosen" for id in rules.forbidden if chosen[ids.index(id)]]
    for group in rules.groups:
        number = sum(chosen[ids.index(id)] for id in group.measures)
        if number < group.at_least or (group.at_most is not None and number > group.at_most):
            broken.append(f"group {group}")
    for share in rules.shares:
        inside = spent[measures.labels[share.field] == share.value].sum()
        whole = spent.sum() if share.of == "spent" else envelope.total
        if not share.at_least * whole - EURO <= inside <= share.at_most * whole + EURO:
            broken.append(f"share {share}")
    return broken


def best_by_trying(programme):
    """The most effect of any choice of measures and years that breaks no rule; None where each breaks one. No scalable measures."""
    measures, best = programme.measures, None
    years = range(len(programme.envelope.ceilings))
    possible = [
        [-1, *(one for one in years if not programme.envelope.years or year in (0, programme.envelope.years[one]))]
        for year in measures.year
    ]
    for starts in product(*possible):
        level = [float(start >= 0) for start in starts]
        if not broken_rules(programme, level, starts):
            effect = float(np.dot(level, measures.effect))
            best = effect if best is None or effect > best else best
    return best


def random_programme(rng, count=7, scalable=False):
    """A small question with rules of every kind."""
    ids = [f"m{number}" for number in range(count)]
    pairs = [(ids[one], ids[other]) for one in range(count) for other in range(one)]
    draw = rng.permutation(len(pairs))
    years = () if rng.random() < 0.4 else (2026, 2027)
    measures = Measures.of(
        ids,
        rng.integers(0, 100, count) * 1000.0,
        rng.integers(0, 50, count).astype(float),
        excludes=[pairs[one] for one in draw[: rng.integers(3)]],
        requires=[pairs[one] for one in draw[3 : 3 + rng.integers(3)]],
        running=rng.integers(0, 10, count) * 1000.0,
        year=rng.choice([0, 2026, 2027], count),
        scalable=rng.random(count) < 0.3 if scalable else np.zeros(count, dtype=bool),
        party=rng.choice(["", "a", "b", "c"], count).astype(object),
        labels={"sector": rng.choice(["care", "home"], count).astype(object)},
    )
    ceilings = tuple(float(amount) for amount in rng.integers(20, 200, max(len(years), 1)) * 1000)
    kept = [rule for rule in some_rules(rng, ids) if rng.random() < 0.3]
    return Programme(measures, Envelope(ceilings, years), rules_of(kept, rng.random() < 0.3))


def some_rules(rng, ids):
    """One rule of each kind."""
    return [
        ("required", ids[rng.integers(len(ids))]),
        ("forbidden", ids[rng.integers(len(ids))]),
        ("shares", ShareRule("sector", "care", at_least=round(rng.random() / 2, 2))),
        ("shares", ShareRule("sector", "home", at_least=0.1, at_most=round(0.3 + rng.random() / 2, 2), of="spent")),
        ("cofinancing", Cofinancing("sector", "home", round(rng.random(), 2))),
        ("groups", Group(tuple(ids[:3]), at_least=1, at_most=2)),
    ]


def rules_of(kept, carry_over):
    """The rules, gathered by kind."""
    kinds = ("required", "forbidden", "shares", "cofinancing", "groups")
    return EnvelopeRules(**{kind: tuple(rule for name, rule in kept if name == kind) for kind in kinds}, carry_over=carry_over)


def large_programme(seed=1, size=200, parties=0):
    """Measures over six years under 30 rules; carried out by turns by as many parties as asked."""
    rng = np.random.default_rng(seed)
    ids = [f"m{number}" for number in range(size)]
    cost = rng.lognormal(11.5, 0.8, size).round(-3)
    pairs = rng.permutation(size)[:24].reshape(-1, 2)
    measures = Measures.of(
        ids, cost, (cost / 1000 * rng.lognormal(0, 0.5, size)).round(), year=rng.integers(2026, 2032, size),
        excludes=[(ids[one], ids[other]) for one, other in pairs[:6]], requires=[(ids[one], ids[other]) for one, other in pairs[6:]],
        party=np.array([f"p{row % parties}" if parties else "" for row in range(size)], dtype=object),
        labels={"sector": np.array([f"s{number}" for number in rng.integers(0, 6, size)], dtype=object)},
    )  # fmt: skip
    shares = tuple(ShareRule("sector", f"s{number}", at_least=0.08, at_most=0.3) for number in range(6))
    groups = tuple(Group(tuple(ids[start : start + 8]), 1, 4) for start in range(0, 48, 8))
    return Programme(measures, Envelope((800_000.0,) * 6, tuple(range(2026, 2032))), EnvelopeRules(shares=shares, groups=groups))
