"""A good challenge and a good record that use every key, for tests that then spoil them."""

import copy

CHALLENGE = {
    "$schema": "challenge.schema.json",
    "id": "cool_squares",
    "title": {"nl": "Koele pleinen", "en": "Cool squares"},
    "question": {"nl": "Waar is het te warm?", "en": "Where is it too hot?"},
    "owner": "Stad",
    "units": {
        "layer": "neighbourhoods",
        "key": "neighbourhood_code",
        "name": "name",
        "population": {"layer": "population", "field": "households", "title": {"nl": "gezinnen"}},
    },
    "areas": {"layer": "municipality", "name": "name"},
    "background": {"areas": "municipality", "water": "water", "parks": "parks", "roads": "roads", "service": "grey_basemap"},
    "overlay": ["parks", "heat_islands"],
    "indicators": [
        {
            "id": "heat",
            "title": {"nl": "Hitte", "en": "Heat"},
            "why": {"nl": "Warmte maakt ziek.", "en": "Heat makes ill."},
            "sector": "climate",
            "layer": "heat_islands",
            "measure": "transfer_intensive",
            "field": "degrees",
            "filter": '"degrees" > 0',
            "direction": "high",
            "normalisation": "z_score",
            "weight": 2,
            "unit": "°C",
        },
        {
            "id": "old",
            "title": {"nl": "80-plussers"},
            "sector": "health",
            "layer": "population",
            "measure": "attribute",
            "field": "aged_80_plus",
            "denominator": {"layer": "population", "measure": "attribute", "field": "inhabitants"},
            "scale": 100,
            "normalisation": "percentile",
            "weight": 0.5,
        },
        {
            "id": "near_park",
            "title": {"nl": "Park dichtbij"},
            "sector": "green",
            "layer": "parks",
            "measure": "share_within",
            "points": "addresses",
            "distance": 300,
            "direction": "low",
            "normalisation": "target",
            "target": 1,
            "limit": 0,
        },
        {
            "id": "built",
            "title": {"nl": "Bouwjaar"},
            "sector": "housing",
            "layer": "buildings",
            "measure": "weighted_mean",
            "field": "built_year",
            "weight_field": "dwellings",
            "direction": "low",
            "kind": "proxy",
            "otherwise": [
                {
                    "title": {"nl": "Woningen van voor 1945", "en": "Dwellings from before 1945"},
                    "why": {"nl": "Oude woningen.", "en": "Old dwellings."},
                    "kind": "estimated",
                    "layer": "vulnerability",
                    "measure": "attribute",
                    "field": "dwellings_before_1945",
                    "denominator": {"layer": "population", "measure": "attribute", "field": "inhabitants"},
                    "scale": 10,
                    "normalisation": "target",
                    "target": 1,
                    "limit": 10,
                    "unit": "deciel",
                    "smoothing": "empirical_bayes",
                }
            ],
            "municipal": {
                "layer": "building_stock",
                "field": "built_year",
                "title": {"nl": "Bouwjaar in de gemeente", "en": "Year in the municipality"},
                "unit": "jaar",
            },
            "holder": {"nl": "De stad", "en": "The city"},
            "stands_for": {"nl": "Ouderdom", "en": "Age"},
        },
    ],
    "aggregation": {"method": "geometric", "allowed_missing_share": 0.5},
    "missing_data": {"layers": "continue"},
    "clusters": {"method": "threshold", "weights": "distance:1000.5", "alpha": 0.01, "permutations": 0, "threshold": 70},
    "bbc": {"policy_fields": ["0350", "0680"], "words": ["hitte"]},
    "roles": [{"id": "designer", "title": {"nl": "Ontwerper", "en": "Designer"}}],
}

RECORD = {
    "id": "income",
    "title": {"nl": "Inkomen", "en": "Income"},
    "description": {"nl": "Mediaan per sector", "en": "Median by sector"},
    "publisher": {"name": "Statbel", "kind": "federal"},
    "sectors": ["social_policy"],
    "theme": "income",
    "licence": {"name": "Statbel open data", "url": "https://statbel.fgov.be/nl/open-data"},
    "redistribution": "aggregated",
    "contact": "statbel@economie.fgov.be",
    "source": {"kind": "csv", "path": "data/income.csv", "layer": "income", "auth": "abc1234", "options": {"separator": ";"}},
    "crs": "EPSG:31370",
    "geometry": "point",
    "key": "sector_code",
    "fields": {
        "median_income": {
            "from": ["MEDIAN", "Mediaan"],
            "title": {"nl": "Mediaan", "en": "Median"},
            "unit": "euro",
            "kind": "estimated",
        },
        "sector_code": {"from": ["CD_SECTOR"]},
    },
    "join": {"layer": "statistical_sectors", "key": "sector_code"},
    "update_rhythm": "P1Y",
    "date": "2023-12-31",
    "otherwise": ["income_of_municipalities"],
    "evidence": "documented",
    "checked": "2026-11-30",
    "lineage": "Statbel 2023",
    "disclosure": {"fields": {"median_income": {"personal": False}}},
    "style": "income",
}


def changed(document: dict, path: str, value=None, *, remove: bool = False) -> dict:
    """Return a copy in which the value at a path such as ``indicators.0.weight`` is replaced, or its key removed."""
    result = copy.deepcopy(document)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    part = result
    for step in steps:
        part = part[step]
    if remove:
        del part[last]
    else:
        part[last] = value
    return result
