#!/bin/sh
# A place for every child in the demo city, as qgis_process calls: how many places are short, which sites serve three sectors best, and what
# two plans do for each statistical sector. Usage: run.sh CITY OUT; CITY is a folder that create_demo_city wrote.
set -eu
city=$(cd "$1" && pwd)
mkdir -p "$2"
cd "$2"
run() { # run ALGORITHM INPUTS: the inputs as JSON on stdin, the results to last.json
    printf '{"inputs": %s}' "$2" | qgis_process run "opgavenkaart:$1" - > last.json
}
native() { # the same for an algorithm of QGIS itself, which starts in a second without Python
    printf '{"inputs": %s}' "$2" | qgis_process --no-python run "native:$1" - > last.json
}

childcare="$city/childcare.geojson"
city="$city/demo_city.gpkg|layername="

# who lives where
native joinattributestable '{"INPUT": "'"$city"'statistical_sectors", "FIELD": "sector_code", "INPUT_2": "'"$city"'population", "FIELD_2": "sector_code",
    "OUTPUT": "sectors.gpkg"}'

# access now: 45 places for each 100 children of 0 to 2 years (the Barcelona target), within 1 km over the roads
access() { # access SUPPLY OUTPUT
    run facility_access '{"DEMAND": "sectors.gpkg", "DEMAND_FIELD": "aged_0_2", "DEMAND_SHARE": 45, "SUPPLY": "'"$1"'", "CAPACITY_FIELD": "places",
        "NETWORK": "'"$city"'roads", "THRESHOLD": 1000, "POINTS": "'"$city"'addresses", "POINTS_WEIGHT_FIELD": "dwellings", "OUTPUT": "'"$2"'"}'
}
access "$childcare" now.gpkg

# candidates: community buildings with hours free for after-school care, and public land
run multi_use_hours '{"SUPPLY": "'"$city"'community_buildings", "DEMAND_PROFILE": "after_school_care,wednesday_afternoon,sport_club_evenings",
    "AREA_FIELD": "floor_area_m2", "AS_OF": "2026-09-01", "OUTPUT": "buildings.gpkg"}'
native extractbyexpression '{"INPUT": "buildings.gpkg", "EXPRESSION": "after_school_care_hours >= 6", "OUTPUT": "free_buildings.gpkg"}'
native pointonsurface '{"INPUT": "'"$city"'public_land", "OUTPUT": "land.gpkg"}'
native mergevectorlayers '{"LAYERS": ["free_buildings.gpkg", "land.gpkg"], "CRS": "EPSG:31370", "OUTPUT": "merged.gpkg"}'
native fieldcalculator '{"INPUT": "merged.gpkg", "FIELD_NAME": "euro", "FIELD_TYPE": 0, "FORMULA": "coalesce(\"cost_euro\", 400 * \"floor_area_m2\")",
    "OUTPUT": "candidates.gpkg"}'

# two plans for three sectors: six sites that reach most, and the cheapest that 3 million euro pays
sites() { # sites RULES OUTPUT
    run find_shared_sites '{"DEMANDS": ["now.gpkg", "sectors.gpkg|layername=sectors", "sectors.gpkg"], "DEMAND_FIELDS": "shortage,aged_6_11,aged_65_79",
        "DISTANCES": "1000,800,600", "WEIGHTS": "3,1,1", "CANDIDATES": "candidates.gpkg", "COST_FIELD": "euro", "NETWORK": "'"$city"'roads",
        "AVOID": "'"$city"'flood_areas", "NODES": "'"$city"'stops", '"$1"', "OUTPUT": "'"$2"'.gpkg", "OUTPUT_ALLOCATION": "'"$2"'_allocation.gpkg",
        "OUTPUT_CURVE": "'"$2"'_curve.gpkg", "OUTPUT_SAVING": "'"$2"'_saving.gpkg"}'
}
sites '"SITES": 6' reach
sites '"SITES": 12, "BUDGET": 3000000' budget

# what each plan does for the children: 40 places at each chosen site
for plan in reach budget; do
    native extractbyexpression '{"INPUT": "'$plan'.gpkg", "EXPRESSION": "chosen = 1", "OUTPUT": "'$plan'_chosen.gpkg"}'
    native fieldcalculator '{"INPUT": "'$plan'_chosen.gpkg", "FIELD_NAME": "places", "FIELD_TYPE": 1, "FORMULA": "40", "OUTPUT": "'$plan'_places.gpkg"}'
    native mergevectorlayers '{"LAYERS": ["'"$childcare"'", "'$plan'_places.gpkg"], "CRS": "EPSG:31370", "OUTPUT": "'$plan'_supply.gpkg"}'
    access "${plan}_supply.gpkg" "${plan}_access.gpkg"
done
run compare_scenarios '{"LAYERS": ["now.gpkg", "reach_access.gpkg", "budget_access.gpkg"], "FIELD": "shortage", "KEY": "sector_code",
    "NAMES": "Nu,Plan 1,Plan 2", "LOWER_IS_BETTER": true, "POPULATION_FIELD": "aged_0_2", "OUTPUT": "compared.gpkg", "OUTPUT_GROUPS": "groups.gpkg", "REPORT": "compared.html"}'
echo "MAP: $(pwd)/compared.gpkg"
echo "REPORT: $(pwd)/compared.html"
