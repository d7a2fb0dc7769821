#!/bin/sh
# From the clusters of 'a place for every child' to an envelope of 5 million euro, its coalition and the report of the whole chain.
# Usage: sh run.sh CITY OUT, where CITY is a folder that create_demo_city wrote and OUT a folder for what this makes.
set -eu
city=$1 out=$2 challenge=place_for_every_child
mkdir -p "$out"

run() { # run NAME: an algorithm with the inputs on standard input
    printf '{"inputs": %s}' "$(cat)" | qgis_process run "opgavenkaart:$1" - > "$out/$1.log"
}

run integrated_map <<INPUTS
{"CHALLENGE": "$challenge", "CATALOGUE": "$city/catalogue.json", "AS_OF": "2026-11-01", "OUTPUT_FOLDER": "$out/map"}
INPUTS

run project_demand <<INPUTS
{"UNITS": "$city/demo_city.gpkg|layername=statistical_sectors", "POPULATION": "$city/demo_city.gpkg|layername=population",
 "CAPACITY": "$city/childcare.geojson", "CAPACITY_FIELD": "places", "REACH": 1000, "START": 2026, "HORIZON": 2036, "OUTPUT": "$out/demand.gpkg"}
INPUTS

printf '{"inputs": {"INPUT": "%s", "EXPRESSION": "challenge = '"'$challenge'"'", "OUTPUT": "%s"}}' \
    "$city/demo_city.gpkg|layername=measures" "$out/possible.gpkg" | qgis_process --no-python run native:extractbyexpression - > "$out/possible.log"

run allocate_envelope <<INPUTS
{"MEASURES": "$out/possible.gpkg", "COST_FIELD": "cost_euro", "EFFECT_FIELD": "effect", "ENVELOPE": "5000000",
 "ACTORS": "$city/demo_city.gpkg|layername=actors",
 "OUTPUT": "$out/portfolio.gpkg", "OUTPUT_NEGOTIATION": "$out/negotiation.csv", "REPORT": "$out/envelope.html"}
INPUTS

run map_coalitions <<INPUTS
{"CLUSTERS": "$out/map/$challenge.gpkg|layername=clusters", "ACTORS": "$city/demo_city.gpkg|layername=actors",
 "LINKS": "$city/demo_city.gpkg|layername=actor_links", "CHALLENGE": "$challenge", "OUTPUT_ACTORS": "$out/actors.gpkg",
 "OUTPUT_LINKS": "$out/links.gpkg", "OUTPUT_CLUSTERS": "$out/coalitions.gpkg", "REPORT": "$out/coalitions.html"}
INPUTS

run recluster_bbc <<INPUTS
{"ACTIONS": "$city/demo_city.gpkg|layername=multi_year_plan", "CATALOGUE": "$city/catalogue.json", "OUTPUT": "$out/actions.gpkg"}
INPUTS

run chain_report <<INPUTS
{"BUNDLE": "$out/map", "DEMAND": "$out/demand.gpkg", "MEASURES": "$out/portfolio.gpkg", "ACTORS": "$out/actors.gpkg", "LINKS": "$out/links.gpkg",
 "COALITIONS": "$out/coalitions.gpkg", "ACTIONS": "$out/actions.gpkg", "REPORT": "$out/chain.html", "PDF": "$out/chain.pdf"}
INPUTS

echo "REPORT: $out/chain.html"
echo "PDF: $out/chain.pdf"
