"""The records of the city and their canonical fields, as ``docs/records.md`` lists them."""

from __future__ import annotations

from dataclasses import replace

from ..features import Features

YEARS = tuple(f"y{year}" for year in range(2026, 2032))
RECORDS = {
    "municipality": ("nis_code", "name"),
    "neighbourhoods": ("neighbourhood_code", "name"),
    "statistical_sectors": ("sector_code", "sector_name", "neighbourhood_code", "nis_code"),
    "population": (
        "sector_code", "inhabitants", "households", "aged_0_2", "aged_3_5", "aged_6_11", "aged_12_17", "aged_18_64", "aged_65_79",
        "aged_80_plus", "living_alone_65_plus",
    ),
    "income": ("sector_code", "tax_returns", "median_income"),
    "energy_use": ("sector_code", "electricity_kwh", "electricity_connections", "gas_kwh", "gas_connections"),
    "mobility": ("sector_code", "cars", "households_without_car"),
    "addresses": ("address_id", "street", "house_number", "dwellings"),
    "roads": ("road_id", "name", "road_class", "speed_kmh", "one_way"),
    "buildings": ("building_id", "built_year", "energy_label", "floors", "function", "dwellings"),
    "water": ("name",),
    "parks": ("name", "public"),
    "flood_areas": ("hazard",),
    "heat_islands": ("degrees",),
    "schools": ("school_id", "name", "level", "places", "pupils", "owner_kind"),
    "childcare": ("childcare_id", "name", "kind", "places", "income_based", "owner_kind"),
    "childcare_requests": ("request_id", "age_months"),
    "care_homes": ("care_id", "name", "kind", "places", "owner_kind"),
    "service_centres": ("centre_id", "name", "owner_kind"),
    "doctors": ("practice_id", "name", "accepts_patients"),
    "stops": ("stop_id", "name", "mode", "departures_per_hour"),
    "timetable": ("stop_id", "name", "mode", "departures_per_hour"),
    "libraries": ("library_id", "name"),
    "community_buildings": ("building_id", "name", "kind", "floor_area_m2", "places", "opening_hours", "owner_kind", "sector"),
    "social_housing": ("estate_id", "provider", "dwellings", "built_year", "energy_label"),
    "housing_waiting_list": ("sector_code", "households_waiting"),
    "public_land": ("plot_id", "owner_kind", "use", "cost_euro"),
    "vacant_buildings": ("vacancy_id", "floor_area_m2", "since_year"),
    "energy_audits": ("audit_id", "score"),
    "citizen_initiatives": ("initiative_id", "name", "theme"),
    "actors": ("actor_id", "name", "kind", "role", "reach_m", "means_euro"),
    "actor_links": ("from_actor", "to_actor", "link_kind"),
    "measures": (
        "measure_id", "title", "challenge", "sector", "actor_id", "cost_euro", "yearly_cost_euro", "effect", "year", "excludes", "requires",
    ),
    "multi_year_plan": (
        "municipality", "nis_code", "bd_code", "bd_short", "bd_long", "ap_code", "ap_short", "ap_long", "ac_code", "ac_short", "ac_long",
        "policy_field", *YEARS,
    ),
}  # fmt: skip


def with_canonical_fields(layer: Features) -> Features:
    """Return the layer with its record's canonical fields and no others, in their order."""
    return replace(layer, table=layer.table[list(RECORDS[layer.name])].reset_index(drop=True))
