"""The report on estimates: what was estimated, how wide the intervals are, how municipalities that were left out were foretold, and how."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ...analysis.features import Features
from ...model.ages import OLDEST
from ...model.demography import Demography
from ...texts.language import Language
from ...texts.templates import render
from .outputs import AGES_METHOD, ALONE, ALONE_METHOD, CARS_METHOD, WITHOUT_CAR, Estimates, error_rows

METHOD_TEXTS = {
    AGES_METHOD: "Ages: the age classes of the census, scaled to the present number of inhabitants.",
    ALONE_METHOD: "Living alone from 65 years: rates of the region by age and sex, applied to the estimated ages of the area.",
    CARS_METHOD: "Households without a car: a binomial regression with logit link of the share on cars per household over"
    " municipalities, applied to the cars of the area.",
}
RAKED_TEXTS = {
    AGES_METHOD: "They are divided over single years as in the municipality, and fitted to the ages of the municipality by iterative"
    " proportional fitting (Deming and Stephan 1940); rounding keeps both totals.",
    ALONE_METHOD: "In each municipality the odds of all ages are multiplied by one number, so that as many people live alone as there are"
    " one-person households.",
    CARS_METHOD: "In each municipality the odds are multiplied by one number, so that its known number stays.",
}
"""What is said of a method where numbers of municipalities were given."""
FIELD_TEXTS = {ALONE: "Living alone, from 65 years", WITHOUT_CAR: "Households without a car"}


def write_estimates_report(path: Path, units: Features, made: Estimates, rates: Demography, language: Language) -> None:
    """Write the report."""
    path.write_text(render("estimates.html", content(units, made, rates, language), language), encoding="utf-8")


def content(units: Features, made: Estimates, rates: Demography, language: Language) -> dict:
    """Return what the template shows."""
    titles = {name: field_title(name, made, language) for name in made.found}
    tested = titles | {ALONE: language.tr("Living alone, all ages")}
    tests = [row | {"title": (tested if row["left_out"] else titles)[row["field"]]} for row in error_rows(made)]
    return {
        "title": units.name,
        "units": len(units),
        "known": int(np.isfinite(made.people).sum()),
        "people": float(np.nansum(made.people)),
        "rows": [
            {
                "title": titles[name],
                "total": np.nansum(one.values),
                "median": np.nanmedian(one.values),
                "half": np.nanmedian(one.high - one.low) / 2,
            }
            for name, one in made.found.items()
        ],
        "tested": [row for row in tests if row["left_out"]],
        "untested": [row["title"] for row in tests if not row["left_out"]],
        "methods": [method_words(method, made, language) for method in dict.fromkeys(made.methods.values())],
        "alone_source": rates.sources["living_alone"].of(language.code) if ALONE in made.found and "living_alone" in rates.sources else "",
        "scaled": list(made.scaled),
    }


def method_words(method: str, made: Estimates, language: Language) -> str:
    """Return how a method works, as it was used."""
    words = [METHOD_TEXTS[method], *([RAKED_TEXTS[method]] if method in made.raked else [])]
    return " ".join(map(language.tr, words))


def field_title(name: str, made: Estimates, language: Language) -> str:
    """Return what a field is called in the report."""
    if name in FIELD_TEXTS:
        return language.tr(FIELD_TEXTS[name])
    one = made.classes[name]
    if one.last >= OLDEST:
        return language.tr("Inhabitants of {age} years and over", age=one.first)
    return language.tr("Inhabitants of {ages} years", ages=str(one).replace("-", "–"))
