"""A generated Flemish city: every record of the shared vocabulary, from a seed.

Nothing in it exists. The same seed gives the same features and values on every processor. What was planted in it (where need
is, what is missing, which traps its layers hold) is written down in ``docs/demo-city.md``.
"""

from __future__ import annotations

import pandas as pd

from ...model.choices import SEED
from ...model.progress import SILENT, Progress
from ..features import Features
from . import green, housing, people, policy, services
from .areas import CityFaces, make_areas
from .borders import make_municipality, make_neighbourhoods, make_sectors
from .buildings import make_buildings
from .fields import RECORDS, with_canonical_fields
from .heat import make_heat_islands
from .land import use_land
from .lots import make_lots
from .roads import make_roads
from .sites import make_sites
from .streets import StreetPlan, make_plan
from .terrain import Terrain, make_terrain
from .timetable import make_timetable

__all__ = ["RECORDS", "generate"]


def generate(seed: int = SEED, progress: Progress = SILENT) -> dict[str, Features]:
    """Return the city's layers by record id, in the order of ``docs/records.md``.

    Parameters
    ----------
    seed : int
        Not negative. Another seed draws another town plan and other values around the same planted structure.
    progress : Progress
        Two steps; cancel is checked between layers.

    Returns
    -------
    dict of str to Features
        All geometries in EPSG:31370; tables have None for geometry. ``grey_basemap``, a service, is not among them, nor is the raster
        ``heat_map``, which `heat.make_heat_map` makes of them.
    """
    progress.step("Drawing the town plan")
    terrain = make_terrain(seed)
    plan = make_plan(seed, terrain)
    progress.update(0.4)
    areas = use_land(seed, terrain, plan, make_areas(seed, terrain, plan))
    layers = build_layers(seed, terrain, plan, areas, progress)
    return {record: with_canonical_fields(layers[record]) for record in RECORDS}


def build_layers(seed: int, terrain: Terrain, plan: StreetPlan, areas: CityFaces, progress: Progress) -> dict[str, Features]:
    """Return all layers of a town plan, with the columns that only the themes use."""
    roads = make_roads(seed, plan, areas)
    lots = make_lots(seed, terrain, plan, areas, roads)
    progress.update(0.8)
    sites = make_sites(seed, plan, areas, lots)
    buildings, addresses = make_buildings(seed, areas, lots, sites, roads)
    progress.step("Distributing the inhabitants")
    profile = people.make_profile(seed, areas, buildings)
    population = people.make_population(seed, profile)
    sector = areas.table["sector"].to_numpy()[addresses.table["block"]]
    crowd = services.People(addresses, sector, profile, population.table)
    layers = [
        make_municipality(areas), make_neighbourhoods(areas), make_sectors(areas, plan, roads, profile), roads, addresses, buildings,
        population,
        people.make_income(seed, profile, population), people.make_energy_use(seed, profile, population),
        people.make_mobility(seed, profile, population), people.make_waiting_list(seed, profile, population),
    ]  # fmt: skip
    progress.update(0.4)
    layers += surroundings(seed, terrain, plan, areas, buildings)
    progress.update(0.7)
    layers += facilities(seed, crowd, areas, sites, buildings, roads)
    progress.update(0.9)
    layers += [
        housing.make_public_land(seed, plan, areas, sites), housing.make_social_housing(seed, plan, areas, buildings),
        housing.make_vacant_buildings(seed, areas, buildings), housing.make_energy_audits(seed, crowd), *agreements(seed, crowd),
    ]  # fmt: skip
    found = {layer.name: layer for layer in layers}
    return found | {"timetable": make_timetable(found["stops"])}


def surroundings(seed: int, terrain: Terrain, plan: StreetPlan, areas: CityFaces, buildings: Features) -> list[Features]:
    """Return water, parks, flood areas and heat islands."""
    water, parks = green.make_water(terrain, plan, areas), green.make_parks(seed, plan, areas)
    return [water, parks, green.make_flood_areas(seed, terrain), make_heat_islands(buildings, parks, water)]


def facilities(
    seed: int, crowd: services.People, areas: CityFaces, sites: pd.DataFrame, buildings: Features, roads: Features
) -> list[Features]:
    """Return the layers of services to people."""
    return [
        services.make_schools(seed, crowd, areas, sites), services.make_childcare(seed, crowd),
        services.make_childcare_requests(seed, crowd),
        services.make_care_homes(seed, areas, sites), services.make_service_centres(areas, sites), services.make_doctors(seed, crowd),
        services.make_stops(seed, crowd, areas, roads), services.make_libraries(areas, sites),
        services.make_community_buildings(seed, areas, sites, buildings),
    ]  # fmt: skip


def agreements(seed: int, crowd: services.People) -> list[Features]:
    """Return what people and organisations plan and do together."""
    actors = policy.make_actors(seed, crowd)
    return [
        actors, policy.make_actor_links(seed, actors), policy.make_measures(seed, crowd, actors),
        policy.make_citizen_initiatives(seed, crowd), policy.make_multi_year_plan(),
    ]  # fmt: skip
