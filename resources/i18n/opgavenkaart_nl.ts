<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_BE" sourcelanguage="en">
    <context>
        <name>Opgavenkaart</name>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>'Before and after' needs two maps: choose two layers, a second project, or a challenge with proposals.</source>
            <translation>Voor 'Voor en na' zijn twee kaarten nodig: kies twee lagen, een tweede project, of een opgave met voorstellen.</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>'Parks'</source>
            <translation>'Parken'</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>'{bundle}' has unit '{unit}' more than once.</source>
            <translation>'{bundle}' heeft gebiedseenheid '{unit}' meer dan één keer.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>'{crs}' is no coordinate system that QGIS knows: give a code such as EPSG:31370.</source>
            <translation>'{crs}' is geen coördinatensysteem dat QGIS kent: geef een code zoals EPSG:31370.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>'{field}' is over {most:,.0f} for {count} measures ({ids}). Check the unit, or give the number in a larger one.</source>
            <translation>'{field}' is meer dan {most:,.0f} bij {count} maatregelen ({ids}). Kijk de eenheid na, of geef het getal in een grotere eenheid.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/page.py" />
            <source>'{first}' and '{second}' cover different areas: give two maps of the same area.</source>
            <translation>'{first}' en '{second}' liggen in verschillende gebieden: geef twee kaarten van hetzelfde gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>'{first}' and '{second}' have no unit in common: their units are others, or their key '{one}' or '{other}' changed.</source>
            <translation>'{first}' en '{second}' hebben geen gebiedseenheid gemeen: hun gebiedseenheden zijn andere, of hun sleutel '{one}' of '{other}' veranderde.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>'{first}' is a map of the challenge '{one}' and '{second}' of '{other}': give two maps of the same challenge.</source>
            <translation>'{first}' is een kaart van de opgave '{one}' en '{second}' van '{other}': geef twee kaarten van dezelfde opgave.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>'{indicator}' has no values in one of the two maps</source>
            <translation>'{indicator}' heeft op een van beide kaarten geen waarden</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>'{indicator}' was measured in another way</source>
            <translation>'{indicator}' is op een andere manier gemeten</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>'{indicator}': the most extreme value is {value}, in {place}; the median is {median}.</source>
            <translation>'{indicator}': de meest extreme waarde is {value}, in {place}; de mediaan is {median}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/reach_words.py" />
            <source>'{indicator}': {share} % of the cases ({outside} of {total}) lie outside the clusters.</source>
            <translation>'{indicator}': {share} % van de gevallen ({outside} van {total}) ligt buiten de clusters.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>'{name}' is not a parameter of this algorithm and is ignored. The parameters are: {known}.</source>
            <translation>'{name}' is geen parameter van dit algoritme en wordt genegeerd. De parameters zijn: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>'{one}' and '{other}' exclude each other</source>
            <translation>'{one}' en '{other}' sluiten elkaar uit</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>'{one}' needs '{other}'</source>
            <translation>'{one}' heeft '{other}' nodig</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project_copy.py" />
            <source>'{path}' cannot be read as a QGIS project: {reason}</source>
            <translation>'{path}' kan niet als QGIS-project worden gelezen: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/finished_layers.py" />
            <source>'{path}' cannot be read to save the style.</source>
            <translation>'{path}' kan niet gelezen worden om de stijl op te slaan.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/folder.py" />
            <source>'{path}' cannot be read, and is left out.</source>
            <translation>'{path}' kan niet worden gelezen en wordt weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/local_files.py" />
            <source>'{path}' cannot be read: {reason}</source>
            <translation>'{path}' kan niet worden gelezen: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>'{path}' cannot be unpacked ({reason}): recompute the map.</source>
            <translation>'{path}' kan niet uitgepakt worden ({reason}): bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/geopackage_paths.py" />
            <source>'{path}' cannot be used: QGIS cannot open a GeoPackage with '{sign}' in its path. Choose a path without it.</source>
            <translation>'{path}' is niet bruikbaar: QGIS kan geen GeoPackage openen met '{sign}' in het pad. Kies een pad zonder die tekens.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>'{path}' cannot be written ({reason}): {advice}.</source>
            <translation>'{path}' kan niet worden geschreven ({reason}): {advice}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>'{path}' cannot be written: '{file}' is a file, not a folder.</source>
            <translation>'{path}' kan niet worden geschreven: '{file}' is een bestand, geen map.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/html_pdf.py" />
            <source>'{path}' cannot be written: close the file in other programs, or choose another location.</source>
            <translation>'{path}' kan niet geschreven worden: sluit het bestand in andere programma's, of kies een andere locatie.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_stream.py" />
            <source>'{path}' cannot be written: {reason}</source>
            <translation>'{path}' kan niet worden geschreven: {reason}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>'{path}' cannot be written: {reason}. Choose another location.</source>
            <translation>'{path}' kan niet geschreven worden: {reason}. Kies een andere locatie.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>'{path}' does not end in '{suffix}', as the format {format} requires.</source>
            <translation>'{path}' eindigt niet op '{suffix}', wat voor het formaat {format} nodig is.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/proposal.py" />
            <source>'{path}' has no column '{column}'. Did you mean '{near}'? It has: {columns}.</source>
            <translation>'{path}' heeft geen kolom '{column}'. Bedoelt u '{near}'? De kolommen zijn: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/proposal.py" />
            <source>'{path}' has no column '{column}'; it has: {columns}.</source>
            <translation>'{path}' heeft geen kolom '{column}'. De kolommen zijn: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/record.py" />
            <source>'{path}' has no column for any of the fields of '{record}' ({fields}): say which column is which. It has: {columns}.</source>
            <translation>'{path}' heeft geen kolom voor de velden van '{record}' ({fields}): zeg welke kolom wat is. De kolommen zijn: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>'{path}' has no column for {fields}, which challenges read.</source>
            <translation>'{path}' heeft geen kolom voor {fields}, die opgaven lezen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/record.py" />
            <source>'{path}' has no column with codes or names of areas for '{record}': say which column is '{field}'. It has: {columns}.</source>
            <translation>'{path}' heeft geen kolom met codes of namen van gebieden voor '{record}': zeg welke kolom '{field}' is. De kolommen zijn: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/own_file.py" />
            <source>'{path}' has no layer '{layer}'; it has: {layers}.</source>
            <translation>'{path}' heeft geen laag '{layer}'; wel: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/indirect_files.py" />
            <source>'{path}' holds no data but leads elsewhere (GDAL reads it as {driver}), and is not opened: ask for the file with the data itself.</source>
            <translation>'{path}' bevat zelf geen gegevens maar leidt elders heen (GDAL leest het als {driver}) en wordt niet geopend: vraag het bestand met de gegevens zelf.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/project_file.py" />
            <source>'{path}' holds no project.</source>
            <translation>'{path}' bevat geen project.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/own_file.py" />
            <source>'{path}' holds no table or layer that can be read.</source>
            <translation>'{path}' bevat geen tabel of laag die gelezen kan worden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>'{path}' holds several maps: give the manifest of one of them ({manifests}).</source>
            <translation>'{path}' bevat meerdere kaarten: geef het manifest van één ervan ({manifests}).</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>'{path}' is a file: give the path of a folder.</source>
            <translation>'{path}' is een bestand: geef het pad van een map.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>'{path}' is a folder: give the path of a file.</source>
            <translation>'{path}' is een map: geef het pad van een bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/folder.py" />
            <source>'{path}' is left out: a record of it has to say what to take, as '{option}'.</source>
            <translation>'{path}' is weggelaten: een record ervan moet met '{option}' zeggen wat er uit het bestand te nemen is.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/bridge.py" />
            <source>'{path}' is no file of answers: it lacks the columns {columns}. Give another path, or remove the file.</source>
            <translation>'{path}' is geen bestand met antwoorden: de kolommen {columns} ontbreken. Geef een ander pad, of verwijder het bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/project_file.py" />
            <source>'{path}' is no project that can be read: give a .qgs, .qgz, .qpt or .qlr file.</source>
            <translation>'{path}' is geen project dat gelezen kan worden: geef een .qgs-, .qgz-, .qpt- of .qlr-bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/geopackage.py" />
            <source>'{path}' is no store: give the GeoPackage of one, or make it with 'sync_store' or 'publish_layer'.</source>
            <translation>'{path}' is geen opslag: geef de GeoPackage van een opslag, of maak er een met 'sync_store' of 'publish_layer'.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>'{path}' is not a bundle: give the folder of an integrated map, which contains a manifest.json.</source>
            <translation>'{path}' is geen bundel: geef de map van een geïntegreerde kaart, met daarin een manifest.json.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>'{path}' is not a file, so it cannot be read: correct the path.</source>
            <translation>'{path}' is geen bestand en kan dus niet gelezen worden: verbeter het pad.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/own_file.py" />
            <source>'{path}' is not a table or layer that can be read: give a file that ends in {endings}.</source>
            <translation>'{path}' is geen tabel of laag die gelezen kan worden: geef een bestand dat eindigt op {endings}.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>'{path}' no longer exists: put the file back, or recompute the map.</source>
            <translation>'{path}' bestaat niet meer: zet het bestand terug, of bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>'{path}' unpacks to more than {most} GB, and is not used: recompute the map.</source>
            <translation>'{path}' is uitgepakt groter dan {most} GB en wordt niet gebruikt: bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_stream.py" />
            <source>'{path}': this GDAL has no driver for {suffix}; name a .gpkg or .fgb file.</source>
            <translation>'{path}': deze GDAL heeft geen driver voor {suffix}; geef een .gpkg- of .fgb-bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/products/scenario_report.py" />
            <source>'{plan}' and '{first}' have no unit in common: check KEY '{key}'.</source>
            <translation>'{plan}' en '{first}' hebben geen enkele gebiedseenheid gemeen: kijk KEY '{key}' na.</translation>
        </message>
        <message>
            <location filename="../../processing/products/scenario_report.py" />
            <source>'{plan}' lacks {lacking} units of '{first}' and has {more} others, which are left out.</source>
            <translation>In '{plan}' ontbreken {lacking} gebiedseenheden van '{first}', en {more} andere vallen weg.</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>'{record}' comes from your own file now. Press 'Make the first map' to use it.</source>
            <translation>'{record}' komt nu uit uw eigen bestand. Druk op 'Eerste kaart maken' om het te gebruiken.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>'{record}' has no features in this area; the map is made without this layer.</source>
            <translation>'{record}' heeft geen objecten in dit gebied; de kaart wordt zonder deze laag gemaakt.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/load.py" />
            <source>'{record}' has no public source: link a layer of your own in the challenge, or add a record '{id}' with your own file or service to your catalogue.</source>
            <translation>'{record}' heeft geen openbare bron: koppel een eigen laag in de opgave, of voeg aan uw catalogus een record '{id}' toe met uw eigen bestand of dienst.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/variants.py" />
            <source>'{record}' has one value of '{field}' for the whole municipality, which cannot tell areas apart.</source>
            <translation>'{record}' heeft één waarde van '{field}' voor de hele gemeente, die gebieden niet kan onderscheiden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_package.py" />
            <source>'{record}' is a map service, which only a project can hold, and was left out.</source>
            <translation>'{record}' is een kaartdienst, die alleen in een project kan staan, en werd weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_package.py" />
            <source>'{record}' is for internal use only ({terms}) and was not loaded.</source>
            <translation>'{record}' is alleen voor intern gebruik ({terms}) en werd niet geladen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/record.py" />
            <source>'{record}' needs areas on the map, and '{path}' has none: give a layer from a GIS, such as a GeoPackage or a shapefile.</source>
            <translation>'{record}' vraagt vlakken op de kaart, en '{path}' heeft er geen: geef een laag uit een GIS, zoals een GeoPackage of een shapefile.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/record.py" />
            <source>'{record}' needs places, and '{path}' has none: add columns with x and y, or give a layer from a GIS.</source>
            <translation>'{record}' vraagt locaties, en '{path}' heeft er geen: voeg kolommen met x en y toe, of geef een laag uit een GIS.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/access/decay.py" />
            <source>'{text}' are no weights of zones: give numbers from 1 down to 0, such as '1, 0.68, 0.22'.</source>
            <translation>'{text}' zijn geen gewichten van zones: geef dalende getallen van 1 tot 0, zoals '1, 0.68, 0.22'.</translation>
        </message>
        <message>
            <location filename="../../ui/settings_checks.py" />
            <source>'{text}' is not a valid service address: start with https:// or http://, followed by the name of a server.</source>
            <translation>'{text}' is geen geldig adres van een dienst: begin met https:// of http://, gevolgd door de naam van een server.</translation>
        </message>
        <message>
            <location filename="../../processing/model/dates.py" />
            <source>'{text}' is not an update rhythm. Write P1Y, P6M, P1W, P1D or continuous.</source>
            <translation>'{text}' is geen ritme van bijwerking. Schrijf P1Y, P6M, P1W, P1D of continuous.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/tokens.py" />
            <source>'{text}' is not understood at '{at}'.</source>
            <translation>'{text}' wordt niet begrepen bij '{at}'.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/content_net.py" />
            <source>'{where}' cannot be read, because its content is not as it should be ({reason}): inform the publisher, or see the log messages of QGIS.</source>
            <translation>'{where}' kan niet gelezen worden, omdat de inhoud niet is zoals het hoort ({reason}): verwittig de uitgever, of bekijk de logboekmeldingen van QGIS.</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>(not used)</source>
            <translation>(niet gebruikt)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>0-1</source>
            <translation>0-1</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>0-100</source>
            <translation>0-100</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>1 area has no ages in the profile and starts from the ages of its municipality. | {count} areas have no ages in the profile and start from the ages of their municipality.</source>
            <translation>1 gebied heeft geen leeftijden in de telling en begint met de leeftijden van de gemeente. | {count} gebieden hebben geen leeftijden in de telling en beginnen met de leeftijden van de gemeente.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>1 area has no inhabitants or no municipality with ages, and gets no estimate. | {count} areas have no inhabitants or no municipality with ages, and get no estimate.</source>
            <translation>1 gebied heeft geen inwonersaantal of geen gemeente met leeftijden, en krijgt geen schatting. | {count} gebieden hebben geen inwonersaantal of geen gemeente met leeftijden, en krijgen geen schatting.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>1 area is gone. | {count} areas are gone.</source>
            <translation>1 gebied is verdwenen. | {count} gebieden zijn verdwenen.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>1 area is hidden because of small numbers. | {count} areas are hidden because of small numbers.</source>
            <translation>1 gebied is verborgen wegens kleine aantallen. | {count} gebieden zijn verborgen wegens kleine aantallen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>1 area is new. | {count} areas are new.</source>
            <translation>1 gebied is nieuw. | {count} gebieden zijn nieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>1 area lies in a circle with clearly fewer cases than elsewhere | {count} areas lie in a circle with clearly fewer cases than elsewhere</source>
            <translation>1 gebied ligt in een cirkel met duidelijk minder gevallen dan elders | {count} gebieden liggen in een cirkel met duidelijk minder gevallen dan elders</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>1 area lies in a group with clearly less need than elsewhere | {count} areas lie in a group with clearly less need than elsewhere</source>
            <translation>1 gebied ligt in een groep met duidelijk minder nood dan elders | {count} gebieden liggen in een groep met duidelijk minder nood dan elders</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>1 area that lacks less than one place | {count} areas that each lack less than one place</source>
            <translation>1 gebied dat minder dan één plaats tekortkomt | {count} gebieden die elk minder dan één plaats tekortkomen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>1 area with {first} and {second} | {count} areas with {first} and {second}</source>
            <translation>1 gebied met {first} én {second} | {count} gebieden met {first} én {second}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>1 cluster found. | {count} clusters found.</source>
            <translation>1 cluster gevonden. | {count} clusters gevonden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>1 code is written as in another year, and is brought to the areas of the map. | {count} codes are written as in another year, and are brought to the areas of the map.</source>
            <translation>1 code is die van een ander jaar en wordt omgezet naar de gebieden van de kaart. | {count} codes zijn die van een ander jaar en worden omgezet naar de gebieden van de kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>1 day | {count} days</source>
            <translation>1 dag | {count} dagen</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>1 description without title or id, or that cannot be read, is left out. | {count} descriptions without title or id, or that cannot be read, are left out.</source>
            <translation>1 beschrijving zonder titel of id, of die onleesbaar is, valt weg. | {count} beschrijvingen zonder titel of id, of die onleesbaar zijn, vallen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>1 feature of layer '{layer}' lies in no unit and is not counted. | {count} features of layer '{layer}' lie in no unit and are not counted.</source>
            <translation>1 object van laag '{layer}' ligt in geen enkele gebiedseenheid en telt niet mee. | {count} objecten van laag '{layer}' liggen in geen enkele gebiedseenheid en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>1 indicator is new or changed: press Compute to include it. | {count} indicators are new or changed: press Compute to include them.</source>
            <translation>1 indicator is nieuw of gewijzigd: druk op Berekenen om die mee te nemen. | {count} indicatoren zijn nieuw of gewijzigd: druk op Berekenen om ze mee te nemen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>1 is the region with the highest mean index; empty: in none</source>
            <translation>1 is de regio met de hoogste gemiddelde index; leeg: in geen enkele</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/loading.py" />
            <source>1 layer loaded, {failed} failed. | {count} layers loaded, {failed} failed.</source>
            <translation>1 laag geladen, {failed} mislukt. | {count} lagen geladen, {failed} mislukt.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/loading.py" />
            <source>1 layer loaded. | {count} layers loaded.</source>
            <translation>1 laag geladen. | {count} lagen geladen.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <location filename="../../ui/forgetting.py" />
            <source>1 layer | {count} layers</source>
            <translation>1 laag | {count} lagen</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>1 loaded or computed result | {count} loaded or computed results</source>
            <translation>1 geladen of berekend resultaat | {count} geladen of berekende resultaten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>1 more area lacks a place in earlier years only. | {count} more areas lack a place in earlier years only.</source>
            <translation>Nog 1 gebied heeft enkel in eerdere jaren een plaats te weinig. | Nog {count} gebieden hebben enkel in eerdere jaren plaatsen te weinig.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>1 more area | {count} more areas</source>
            <translation>Nog 1 gebied | Nog {count} gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>1 municipality has another total than its areas together ({names}): the areas are scaled. | {count} municipalities have other totals than their areas together ({names}): the areas are scaled.</source>
            <translation>1 gemeente heeft een ander totaal dan de gebieden samen ({names}): de gebieden zijn herschaald. | {count} gemeenten hebben een ander totaal dan hun gebieden samen ({names}): de gebieden zijn herschaald.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>1 name is no area ({names}), and its row is left out. | {count} names are no areas ({names}), and their rows are left out.</source>
            <translation>1 naam is geen gebied ({names}); de rij wordt weggelaten. | {count} namen zijn geen gebieden ({names}); hun rijen worden weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>1 name may be an area ({names}): write yes or no in the file of answers, and run this again. | {count} names may be areas ({names}): write yes or no in the file of answers, and run this again.</source>
            <translation>1 naam is misschien een gebied ({names}): schrijf ja of nee in het bestand met antwoorden, en voer dit opnieuw uit. | {count} namen zijn misschien gebieden ({names}): schrijf ja of nee in het bestand met antwoorden, en voer dit opnieuw uit.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>1 of the {indexed} areas with an index lacks a part of the data | {count} of the {indexed} areas with an index lack a part of the data</source>
            <translation>bij 1 van de {indexed} gebieden met een index ontbreekt een deel van de gegevens | bij {count} van de {indexed} gebieden met een index ontbreekt een deel van de gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>1 of the {indexed} areas with an index lacks data on {indicator} | {count} of the {indexed} areas with an index lack data on {indicator}</source>
            <translation>bij 1 van de {indexed} gebieden met een index ontbreken gegevens over {indicator} | bij {count} van de {indexed} gebieden met een index ontbreken gegevens over {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>1 of the {total} areas ({share} %) has no index | {count} of the {total} areas ({share} %) have no index</source>
            <translation>1 van de {total} gebieden ({share} %) heeft geen index | {count} van de {total} gebieden ({share} %) hebben geen index</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>1 of the {total} areas on both maps changed by more than chance can explain. | {count} of the {total} areas on both maps changed by more than chance can explain.</source>
            <translation>Van de {total} gebieden op beide kaarten veranderde er 1 meer dan door toeval te verklaren is. | Van de {total} gebieden op beide kaarten veranderden er {count} meer dan door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>1 of the {total} areas on both maps changed in rank by more than chance can explain. | {count} of the {total} areas on both maps changed in rank by more than chance can explain.</source>
            <translation>Van de {total} gebieden op beide kaarten veranderde er 1 meer van rang dan door toeval te verklaren is. | Van de {total} gebieden op beide kaarten veranderden er {count} meer van rang dan door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>1 of {total} areas has no value | {count} of {total} areas have no value</source>
            <translation>1 van de {total} gebieden heeft geen waarde | {count} van de {total} gebieden hebben geen waarde</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>1 of {total} areas has too little data for an index; {share} % of the weight is missing. | {count} of {total} areas have too little data for an index; {share} % of the weight is missing.</source>
            <translation>1 van de {total} gebieden heeft te weinig gegevens voor een index; {share} % van het gewicht ontbreekt. | {count} van de {total} gebieden hebben te weinig gegevens voor een index; {share} % van het gewicht ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>1 of {total} units has no value and takes no part. | {count} of {total} units have no value and take no part.</source>
            <translation>1 van de {total} gebiedseenheden heeft geen waarde en telt niet mee. | {count} van de {total} gebiedseenheden hebben geen waarde en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>1 other cluster is probably none | {count} other clusters are probably none</source>
            <translation>1 andere cluster is er waarschijnlijk geen | {count} andere clusters zijn er waarschijnlijk geen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>1 other lies in a cluster with less certainty, or outside the clusters while it may belong to one (more than 10 %); the map hatches it. | {count} others lie in a cluster with less certainty, or outside the clusters while they may belong to one (more than 10 %); the map hatches them.</source>
            <translation>1 ander ligt minder zeker in een cluster, of ligt buiten de clusters maar behoort er misschien toe (meer dan 10 %); op de kaart is het gearceerd. | {count} andere liggen minder zeker in een cluster, of liggen buiten de clusters maar behoren er misschien toe (meer dan 10 %); op de kaart zijn ze gearceerd.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>1 polygon repaired</source>
            <translation>1 vlak hersteld</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>1 site serves {share} % of the demand within the norm distance (for these demand figures {sure}). | {count} sites serve {share} % of the demand within the norm distance (for these demand figures {sure}).</source>
            <translation>1 locatie bedient {share} % van de vraag binnen de normafstand (voor deze vraagcijfers {sure}). | {count} locaties bedienen {share} % van de vraag binnen de normafstand (voor deze vraagcijfers {sure}).</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>1 unit has significantly low values: SIDES 'both' gives clusters of those too. | {count} units have significantly low values: SIDES 'both' gives clusters of those too.</source>
            <translation>1 gebiedseenheid heeft significant lage waarden: SIDES 'both' geeft daar ook clusters van. | {count} gebiedseenheden hebben significant lage waarden: SIDES 'both' geeft daar ook clusters van.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/indexing.py" />
            <source>1 unit is hidden because of small numbers. | {count} units are hidden because of small numbers.</source>
            <translation>1 gebiedseenheid is verborgen wegens kleine aantallen. | {count} gebiedseenheden zijn verborgen wegens kleine aantallen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/errors.py" />
            <source>1,234.5</source>
            <translation>1.234,5</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>80 % interval</source>
            <translation>80 %-interval</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>80 % of {count} simulated futures</source>
            <translation>80 % van {count} gesimuleerde toekomsten</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>A Dask worker could not do its part of the overlay: {reason}</source>
            <translation>Een Dask-rekenaar kon zijn deel van de overlay niet doen: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>A Dask worker lacks what the overlay needs: {reason}. Install numpy and shapely there.</source>
            <translation>Een Dask-rekenaar mist wat de overlay nodig heeft: {reason}. Installeer daar numpy en shapely.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>A change is named only if chance alone gives less with a probability of {sure:g} % or more; otherwise the cluster stays.</source>
            <translation>Een verandering wordt alleen vermeld als toeval alleen met een kans van {sure:g} % of meer minder verandering geeft; anders blijft de cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>A change is named when its probability is {sure} % or more, given the standard errors of the values, and if we assume {noise} points on each map for the indicators that have none.</source>
            <translation>Een verandering wordt vermeld vanaf een kans van {sure} %, rekening houdend met de standaardfouten van de waarden, en als we voor de indicatoren zonder standaardfout {noise} punten op elke kaart aannemen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>A change is named when its probability is {sure} % or more, given the standard errors of the values.</source>
            <translation>Een verandering wordt vermeld vanaf een kans van {sure} %, rekening houdend met de standaardfouten van de waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>A change is named when its probability is {sure} % or more, if we assume that the need of an area has a standard error of {noise} points on each map. Only indicators of which a value differs count for that error.</source>
            <translation>Een verandering wordt vermeld vanaf een kans van {sure} %, als we aannemen dat de nood van een gebied op elke kaart een standaardfout van {noise} punten heeft. Alleen indicatoren waarvan een waarde verschilt, tellen mee voor die fout.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>A cluster is a circle of areas with more cases than chance would give. The first is the one that chance explains least.</source>
            <translation>Een cluster is een cirkel van gebieden met meer gevallen dan toeval zou geven. De eerste is die welke toeval het minst verklaart.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>A cluster is a group of adjoining areas where the index and that of the neighbours together ({method}, neighbours {weights}) are higher than chance would give, with at most {alpha} % false alarms if the same values were spread over the areas at random (false discovery rate, {permutations} permutations).</source>
            <translation>Een cluster is een groep aangrenzende gebieden waar de index samen met die van de buren ({method}, buren {weights}) hoger is dan het toeval zou geven, met hoogstens {alpha} % vals alarm als dezelfde waarden willekeurig over de gebieden verdeeld waren (false discovery rate, {permutations} permutaties).</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>A cluster is a group of adjoining areas where the need, together with that of the neighbouring areas, is higher than chance would give. Areas with little need can lie in a cluster. Clusters are listed by index times {people}: an order, not an amount.</source>
            <translation>Een cluster is een groep aangrenzende gebieden waar de nood, samen met die van de buurgebieden, hoger is dan toeval zou geven. In een cluster kunnen gebieden met weinig nood liggen. De volgorde is die van index maal {people}: een rangschikking, geen hoeveelheid.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>A cluster is a group of adjoining areas with an index at or above the threshold.</source>
            <translation>Een cluster is een groep aangrenzende gebieden met een index op of boven de drempel.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>A cluster is a group of adjoining areas with an index at or above the threshold. Clusters are listed by index times {people}: an order, not an amount.</source>
            <translation>Een cluster is een groep aangrenzende gebieden met een index op of boven de drempel. De volgorde is die van index maal {people}: een rangschikking, geen hoeveelheid.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>A cluster lies where need is higher than in the other areas of the same map: a cluster can stay or grow while need falls.</source>
            <translation>Een cluster ligt waar de nood hoger is dan in de andere gebieden van dezelfde kaart: een cluster kan blijven of groeien terwijl de nood daalt.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>A cluster of {size} units that lies {strength:g} standard deviations above the others would be found by this method in {percent:.0f} % of simulations among these units.</source>
            <translation>Een cluster van {size} gebiedseenheden die {strength:g} standaardafwijkingen boven de andere ligt, zou met deze methode gevonden worden in {percent:.0f} % van de simulaties met deze gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>A cluster of {size} units with {strength:g} times the rate elsewhere would be found by this method in {percent:.0f} % of simulations among these units.</source>
            <translation>Een cluster van {size} gebiedseenheden met een aandeel gevallen dat {strength:g} keer zo groot is als elders, zou met deze methode gevonden worden in {percent:.0f} % van de simulaties met deze gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/corrections.py" />
            <source>A correction for '{challenge}' finds no action, or several, in this plan: '{action}'. Look at it again.</source>
            <translation>Een verbetering voor '{challenge}' vindt geen actie, of meerdere, in dit plan: '{action}'. Bekijk ze opnieuw.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>A difference in rank or cluster alone does not mean that the need of the area itself changed: it can follow from what changed elsewhere. Ranks: positive means more need than before, compared with the other areas. Due to the data: the new values under the old challenge. Due to the method: the remainder.</source>
            <translation>Een verschil in rang of cluster alleen betekent niet dat de nood in het gebied zelf veranderde: dat verschil kan volgen uit wat elders veranderde. Rangen: positief betekent meer nood dan vroeger, in vergelijking met de andere gebieden. Door de gegevens: de nieuwe waarden met de oude opgave. Door de methode: de rest.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>A facility nearby is not yet a place. A place is found by those who get one within the threshold if everyone takes the nearest free place.</source>
            <translation>Een voorziening in de buurt is nog geen plaats. Een plaats vindt wie er een krijgt binnen de drempel als iedereen de dichtstbijzijnde vrije plaats neemt.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>A layer of areas from a GIS (GeoPackage or shapefile), with these columns:</source>
            <translation>Een vlakkenlaag uit een GIS (GeoPackage of shapefile), met deze kolommen:</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>A layer of lines from a GIS, with these columns:</source>
            <translation>Een lijnenlaag uit een GIS, met deze kolommen:</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>A part of the overlay ended each Dask worker that took it: give workers more memory.</source>
            <translation>Een deel van de overlay deed elke Dask-rekenaar uitvallen die het kreeg: geef de rekenaars meer geheugen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>A party achieves more alone if its own measures, paid from the share of the envelope that the table of actors gives it, have more effect than in the chosen portfolio.</source>
            <translation>Een partij bereikt alleen meer als haar eigen maatregelen, betaald met haar aandeel in de enveloppe volgens de tabel met actoren, meer effect hebben dan in de gekozen portefeuille.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/processes.py" />
            <source>A process that made pages of the atlas ended too soon (code {code}): try again.</source>
            <translation>Een proces dat pagina's van de atlas maakte, is te vroeg gestopt (code {code}): probeer opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>A row holds a year: {rows} rows are {count} actions.</source>
            <translation>Een rij is een jaar: {rows} rijen zijn {count} acties.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>A scan of so many units makes {count} circles, too many to hold: let a circle hold a smaller share of the population.</source>
            <translation>Een scan van zo veel gebiedseenheden geeft {count} cirkels, te veel voor het geheugen: laat een cirkel een kleiner aandeel van de inwoners bevatten.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>A scan uses {count} permutations: p-values go down to {smallest:g}.</source>
            <translation>Een scan gebruikt {count} permutaties: p-waarden gaan tot {smallest:g}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>A score compares the areas of this map with each other: a low score means less need than elsewhere, not that there is no need.</source>
            <translation>Een score vergelijkt de gebieden van deze kaart met elkaar: een lage score betekent minder nood dan elders, niet dat er geen nood is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>A score compares the areas of this map with each other: a low score means less need than elsewhere, not that there is no need. Only for an indicator with a target does 0 mean that the target is reached.</source>
            <translation>Een score vergelijkt de gebieden van deze kaart met elkaar: een lage score betekent minder nood dan elders, niet dat er geen nood is. Alleen bij een indicator met een doelwaarde betekent 0 dat het doel bereikt is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>A score of 0 means that the target is reached; 100 is the limit, or where none is stated the worst value.</source>
            <translation>Een score van 0 betekent dat het doel bereikt is; 100 is de grenswaarde, of de slechtste waarde als er geen grenswaarde opgegeven is.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>A site, measure or actor is listed with a cluster if located in the cluster or within {metres} m; an action if its text mentions a neighbourhood or area of the cluster.</source>
            <translation>Een locatie, maatregel of actor staat bij een cluster als die erin ligt of binnen {metres} m; een actie als de tekst een wijk of gebied van de cluster vermeldt.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>A small map per indicator</source>
            <translation>Een kleine kaart per indicator</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>A table with one row for each place and its coordinates (x and y), or a layer from a GIS, with these columns:</source>
            <translation>Een tabel met één rij per locatie en haar coördinaten (x en y), of een laag uit een GIS, met deze kolommen:</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>A table with one row for each statistical sector, and these columns:</source>
            <translation>Een tabel met één rij per statistische sector, met deze kolommen:</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>A web page that opens in any browser</source>
            <translation>Een webpagina die in elke browser opent</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>AS_OF is '{value}': write a day as 2026-01-31.</source>
            <translation>AS_OF is '{value}': schrijf een dag als 2026-01-31.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>AS_OF: '{value}' is no date such as 2026-09-01.</source>
            <translation>AS_OF: '{value}' is geen datum zoals 2026-09-01.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <location filename="../../processing/analysis/overlay/operations.py" />
            <source>AT_LEAST is {count}, but there are only {layers} layers.</source>
            <translation>AT_LEAST is {count}, maar er zijn maar {layers} lagen.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>About the layer</source>
            <translation>Over de laag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Access is the number of places per person (two-step floating catchments): each facility divides its places among the people within the threshold, and each person adds up the shares.</source>
            <translation>De bereikbaarheid is het aantal plaatsen per persoon (2SFCA): elke voorziening verdeelt haar plaatsen over de mensen binnen de drempel, en elke persoon telt die aandelen op.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <location filename="../../resources/templates/access.html" />
            <source>Access to facilities</source>
            <translation>Bereikbaarheid van voorzieningen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Achieves more alone</source>
            <translation>Bereikt alleen meer</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <location filename="../../resources/templates/chain.html" />
            <source>Action</source>
            <translation>Actie</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/report.py" />
            <location filename="../../resources/templates/bbc.html" />
            <location filename="../../resources/templates/chain.html" />
            <source>Actions</source>
            <translation>Acties</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Actions by challenge</source>
            <translation>Acties per opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Actions by challenge (output of Re-cluster the multi-year plan)</source>
            <translation>Acties per opgave (resultaat van Meerjarenplan herclusteren)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Actions for this challenge that mention no place</source>
            <translation>Acties voor deze opgave die geen plaats vermelden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Actions of the multi-year plan (table, CSV or Excel)</source>
            <translation>Acties van het meerjarenplan (tabel, CSV of Excel)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Actions of the multi-year plan here</source>
            <translation>Acties van het meerjarenplan in dit gebied</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/report.py" />
            <source>Actions that contribute to a challenge</source>
            <translation>Acties die bijdragen aan een opgave</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Actions that contribute to several challenges</source>
            <translation>Acties die bijdragen aan meerdere opgaven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Actor</source>
            <translation>Actor</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Actor '{id}' has the unknown kind '{kind}'. Give one of {kinds}.</source>
            <translation>Actor '{id}' heeft de onbekende soort '{kind}'. Kies uit {kinds}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Actors</source>
            <translation>Actoren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Actors (a layer, or a table with coordinates)</source>
            <translation>Actoren (een laag, of een tabel met coördinaten)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Actors (output of Map coalitions)</source>
            <translation>Actoren (resultaat van Coalities in kaart brengen)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Actors at work here</source>
            <translation>Actoren die hier werken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Actors by cluster</source>
            <translation>Actoren per cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Actors with a role</source>
            <translation>Actoren met een rol</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Actors with a role in the challenge that work in the same clusters and have no link in the table, ordered by the number of roles they have together, then by the number of clusters they share. They may already know each other: a link that is not in the table is unknown, not absent.</source>
            <translation>Actoren met een rol in de opgave die in dezelfde clusters werken en samen niet in de tabel met samenwerkingen staan, geordend volgens het aantal rollen dat ze samen invullen en daarna volgens het aantal gedeelde clusters. Ze kennen elkaar misschien al: een samenwerking die niet in de tabel staat, is onbekend, niet afwezig.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Actors with their place in the network</source>
            <translation>Actoren met hun plaats in het netwerk</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Actors, missing roles and possible coalitions</source>
            <translation>Actoren, ontbrekende rollen en mogelijke coalities</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <location filename="../../ui/own_file.py" />
            <location filename="../../ui/settings_page.py" />
            <source>Add</source>
            <translation>Toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>Add a catalogue file...</source>
            <translation>Catalogusbestand toevoegen...</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Add a file with the data of this indicator: Excel, CSV or a GIS file. Or drop the file on the list.</source>
            <translation>Voeg een bestand met de gegevens van deze indicator toe: Excel, CSV of een GIS-bestand. Of sleep het bestand op de lijst.</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Add an earlier map...</source>
            <translation>Eerder gemaakte kaart toevoegen...</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Add an indicator</source>
            <translation>Indicator toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Add an indicator...</source>
            <translation>Indicator toevoegen...</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/computing.py" />
            <source>Add at least one indicator first.</source>
            <translation>Voeg eerst minstens één indicator toe.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>Add catalogues and layers</source>
            <translation>Catalogussen en lagen toevoegen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Add file to catalogue</source>
            <translation>Bestand aan catalogus toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Add file...</source>
            <translation>Bestand toevoegen...</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Add layers from an address...</source>
            <translation>Lagen toevoegen via een adres...</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Add layers to project</source>
            <translation>Lagen aan het project toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Add sector</source>
            <translation>Sector toevoegen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Add the index and the clusters to the project</source>
            <translation>Index en clusters aan het project toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Add the layers of the open project</source>
            <translation>Lagen van het geopende project toevoegen</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Adding the file</source>
            <translation>Bestand toevoegen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Additional budget (euro)</source>
            <translation>Extra budget (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Additional effect</source>
            <translation>Extra effect</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Additional files for other programs</source>
            <translation>Extra bestanden voor andere programma's</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Address of a catalogue or service, a folder, a document, or a database</source>
            <translation>Adres van een catalogus of dienst, een map, een document of een databank</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <source>Address of a service, a catalogue, a file or a folder</source>
            <translation>Adres van een dienst, een catalogus, een bestand of een map</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Address service (geocoder)</source>
            <translation>Adresdienst</translation>
        </message>
        <message>
            <location filename="../../ui/locator.py" />
            <source>Address service unreachable</source>
            <translation>Adresdienst niet bereikbaar</translation>
        </message>
        <message>
            <location filename="../../ui/locator.py" />
            <source>Addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>After</source>
            <translation>Nu</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/catalogue/filters.py" />
            <location filename="../../ui/catalogue/tree.py" />
            <source>Age</source>
            <translation>Ouderdom</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>Age and completeness</source>
            <translation>Ouderdom en volledigheid</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>Age of a layer of the project in days; NULL if the layer has no date, or if the project has no such layer.</source>
            <translation>Ouderdom van een laag van het project in dagen; NULL als de laag geen datum heeft, of als het project die laag niet heeft.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Age of the data</source>
            <translation>Ouderdom van de gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Ages by municipality, to divide over the units</source>
            <translation>Leeftijden per gemeente, te verdelen over de gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Ages of a census by unit (empty: fields of the units)</source>
            <translation>Leeftijden van een telling per gebied (leeg: velden van de gebieden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Ages of today by municipality</source>
            <translation>Leeftijden van vandaag per gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Ages to estimate</source>
            <translation>Te schatten leeftijden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Ages within a class</source>
            <translation>Leeftijden binnen een klasse</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Ages: field with the municipality</source>
            <translation>Leeftijden: veld met de gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Ages: the classes of the census are brought to the inhabitants of today.</source>
            <translation>Leeftijden: de klassen van de telling zijn op de inwoners van vandaag gebracht.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Aggregate to units</source>
            <translation>Samenvatten per gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Aggregating '{layer}': {measure}</source>
            <translation>'{layer}' samenvatten: {measure}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <location filename="../../ui/challenge/measurement.py" />
            <source>Aggregation measure</source>
            <translation>Aggregatiemaat</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Algorithm '{name}' does nothing yet.</source>
            <translation>Algoritme '{name}' doet nog niets.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report_tables.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>All areas</source>
            <translation>Alle gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>All areas are divided into homogeneous regions of adjoining areas, for neighbourhood-based work. The first has the highest mean index.</source>
            <translation>Alle gebieden zijn verdeeld in homogene regio's van aangrenzende gebieden, voor de wijkwerking. De eerste heeft de hoogste gemiddelde index.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>All areas have the same rates; arrivals are proportional to the population at the start.</source>
            <translation>Alle gebieden hebben dezelfde cijfers; nieuwkomers zijn evenredig met de bevolking bij de start.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../resources/templates/estimates.html" />
            <source>All areas together</source>
            <translation>Alle gebieden samen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>All challenges</source>
            <translation>Alle opgaven</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/coverage.py" />
            <source>All data are available for {complete} of the {all} areas.</source>
            <translation>Voor {complete} van de {all} gebieden zijn alle gegevens beschikbaar.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>All figures</source>
            <translation>Alle cijfers</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report_paper.html" />
            <source>All figures are available as CSV in the web page version of the report, and in the GeoPackage.</source>
            <translation>Alle cijfers staan als CSV in het rapport als webpagina, en in de GeoPackage.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>All files as a zip</source>
            <translation>Alle bestanden als zip</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>All indicators at one scale and by one rule of classes.</source>
            <translation>Alle indicatoren op één schaal en met één klassenregel.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/repair.html" />
            <source>All layers have a working address.</source>
            <translation>Alle lagen hebben een werkend adres.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>All licences</source>
            <translation>Alle licenties</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>All maps: five classes with about as many areas in each, so that maps show ranks and can be compared.</source>
            <translation>Alle kaarten: vijf klassen met telkens ongeveer evenveel gebieden, zodat de kaarten rangen tonen en onderling te vergelijken zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>All maps: points of need from 0 to 100 in the same five classes of equal width, so that maps can be compared.</source>
            <translation>Alle kaarten: noodpunten van 0 tot 100 in dezelfde vijf even brede klassen, zodat de kaarten onderling te vergelijken zijn.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>All measures together cost {cost} euro.</source>
            <translation>Alle maatregelen samen kosten {cost} euro.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>All other areas with data have one and the same value.</source>
            <translation>Alle andere gebieden met gegevens hebben een en dezelfde waarde.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>All publishers</source>
            <translation>Alle uitgevers</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/loading.py" />
            <source>All reasons</source>
            <translation>Alle redenen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>All sectors</source>
            <translation>Alle sectoren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>All units</source>
            <translation>Alle gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Allocate an envelope</source>
            <translation>Enveloppe verdelen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/allocation.py" />
            <source>Allocating the demand to the places of the sites takes too long: use fewer demand points.</source>
            <translation>De vraag toewijzen aan de plaatsen van de locaties duurt te lang: gebruik minder vraagpunten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Allocation of people to facilities</source>
            <translation>Toewijzing van mensen aan voorzieningen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>Almost certainly among the worst 10 %: {sure} of the {count} cluster areas.</source>
            <translation>Vrijwel zeker bij de slechtste 10 %: {sure} van de {count} gebieden in de clusters.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>Almost certainly of high need: {sure} of the {count} cluster areas.</source>
            <translation>Vrijwel zeker van hoge nood: {sure} van de {count} gebieden in de clusters.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Also compute what each party brings and gains (takes longer)</source>
            <translation>Ook berekenen wat elke partij inbrengt en wint (duurt langer)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Also pack all files in a zip</source>
            <translation>Alle bestanden ook in een zip inpakken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Alternatives that are almost as good</source>
            <translation>Alternatieven die bijna even goed zijn</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Among the worst 10 %</source>
            <translation>Bij de 10 % slechtste</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Amount</source>
            <translation>Bedrag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>An actor works in the clusters within the actor's reach or area; an actor without reach or area works in the cluster where the actor is located. A role has no known actor in a cluster where no actor of the table with that role works; an actor that is not in the table may still work there. Links have no direction and equal weight; a pair without a row in the table counts as not linked here, although the actors may know each other. Communities are the groups with the highest modularity; with another random seed, an actor on the edge of two groups may be placed in the other one.</source>
            <translation>Een actor werkt in de clusters binnen het bereik of het werkingsgebied van de actor; een actor zonder bereik of gebied werkt in de cluster waar de actor gevestigd is. Voor een rol is in een cluster geen actor bekend als daar geen actor uit de tabel met die rol werkt; een actor die niet in de tabel staat, kan er toch werken. Samenwerkingen hebben geen richting en wegen even zwaar; een paar zonder rij in de tabel telt hier als niet verbonden, hoewel de actoren elkaar misschien kennen. Gemeenschappen zijn de groepen met de hoogste modulariteit; met een ander startgetal kan een actor op de rand van twee groepen in de andere groep terechtkomen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>An area for which more than {share} % of the weight is missing has no index (too little data).</source>
            <translation>Een gebied waarvoor meer dan {share} % van het gewicht ontbreekt, heeft geen index (te weinig gegevens).</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>An area with fewer than {minimum} {counted} is hidden: such small numbers reveal persons rather than describe the area.</source>
            <translation>Een gebied met minder dan {minimum} {counted} is verborgen: zulke kleine aantallen zeggen meer over personen dan over het gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/findings.py" />
            <source>Analysing the network of links</source>
            <translation>Netwerk van samenwerkingen analyseren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>And {count} more: see the layer.</source>
            <translation>En nog {count}: zie de laag.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>Another figure stands in for what is asked: {indicators}.</source>
            <translation>Benadering van wat gevraagd is: {indicators}.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>Another figure stands in for what is meant: it says something of it, and not the same.</source>
            <translation>Een ander cijfer staat in de plaats van wat bedoeld is: het zegt er iets over, maar is niet hetzelfde.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Another licence</source>
            <translation>Andere licentie</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Another program uses these files, so they are still there. Close it and remove them: {files}.</source>
            <translation>Een ander programma gebruikt deze bestanden, zodat ze er nog staan. Sluit dat programma en verwijder ze: {files}.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>Any age</source>
            <translation>Elke leeftijd</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>Any terms</source>
            <translation>Alle voorwaarden</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Apply house style</source>
            <translation>Huisstijl toepassen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../ui/challenge/comparison_panel.py" />
            <location filename="../../ui/own_file.py" />
            <source>Area</source>
            <translation>Gebied</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Area by area</source>
            <translation>Gebied per gebied</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Area by area, in the middle scenario and at the middle prices, {places:,.0f} places are lacking for so few years that temporary places cost less than building: not building such places saves {low:,.0f} to {high:,.0f} euro.</source>
            <translation>Gebied per gebied, in het middenscenario en bij de middelste prijzen, ontbreken {places:,.0f} plaatsen zo weinig jaren dat tijdelijke plaatsen minder kosten dan bouwen: zulke plaatsen niet bouwen bespaart {low:,.0f} tot {high:,.0f} euro.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Area by area, in the middle scenario, waiting costs no more for the places that the phased plan builds.</source>
            <translation>Gebied per gebied, in het middenscenario, kost wachten niets meer voor de plaatsen die het gefaseerde plan bouwt.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Area by area, in the middle scenario, waiting until places are short costs up to {high:,.0f} euro more for the places that the phased plan builds; at some prices it costs no more.</source>
            <translation>Gebied per gebied, in het middenscenario, kost wachten tot er een tekort is tot {high:,.0f} euro meer voor de plaatsen die het gefaseerde plan bouwt; bij sommige prijzen kost het niets meer.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Area by area, in the middle scenario, waiting until places are short costs {euros:,.0f} euro more for the places that the phased plan builds.</source>
            <translation>Gebied per gebied, in het middenscenario, kost wachten tot er een tekort is {euros:,.0f} euro meer voor de plaatsen die het gefaseerde plan bouwt.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Area by area, in the middle scenario, waiting until places are short costs {low:,.0f} to {high:,.0f} euro more for the places that the phased plan builds.</source>
            <translation>Gebied per gebied, in het middenscenario, kost wachten tot er een tekort is {low:,.0f} tot {high:,.0f} euro meer voor de plaatsen die het gefaseerde plan bouwt.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Area kept, gained and lost</source>
            <translation>Behouden, gewonnen en verloren oppervlakte</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Area of faces below the smallest area, in m2</source>
            <translation>Oppervlakte van deelvlakken onder de kleinste oppervlakte, in m2</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>Area of the page</source>
            <translation>Gebied van de pagina</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>Area of this page</source>
            <translation>Gebied van deze pagina</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundle_writing.py" />
            <location filename="../../processing/products/integrated_map/report.py" />
            <location filename="../../processing/products/other_formats/dictionary.py" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Areas</source>
            <translation>Gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Areas for cluster names</source>
            <translation>Gebieden voor clusternamen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Areas higher</source>
            <translation>Gebieden hoger</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>Areas in the cluster</source>
            <translation>Gebieden in de cluster</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Areas in which the earlier clusters were found, to know what chance gives</source>
            <translation>Gebieden waarin de vroegere clusters gevonden zijn, om te weten wat toeval geeft</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Areas lower</source>
            <translation>Gebieden lager</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Areas most often among the worst</source>
            <translation>Gebieden die het vaakst bij de slechtste horen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Areas that actions may refer to</source>
            <translation>Gebieden waarnaar acties kunnen verwijzen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Areas that change rank</source>
            <translation>Gebieden die van rang veranderen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Areas that join or leave a cluster</source>
            <translation>Gebieden die in een cluster komen of eruit vallen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Areas that lack a place in {year}</source>
            <translation>Gebieden met een tekort in {year}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Areas that lack places in {year}</source>
            <translation>Gebieden met een tekort in {year}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Areas that rise a class or more compared with the other areas: {up}; that fall: {down}</source>
            <translation>Gebieden die een klasse of meer stijgen in vergelijking met de andere gebieden: {up}; die dalen: {down}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Areas that rise a class or more: {up}; that fall: {down}</source>
            <translation>Gebieden die minstens een klasse stijgen: {up}; die dalen: {down}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Areas that rise or fall</source>
            <translation>Gebieden die stijgen of dalen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Areas to avoid, such as flood areas</source>
            <translation>Te mijden gebieden, zoals overstromingsgebied</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/reach_words.py" />
            <source>Areas where the number is not known, which count as none: {rows}.</source>
            <translation>Gebieden waar het aantal niet bekend is, en die als nul tellen: {rows}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Areas with a row</source>
            <translation>Gebieden met een rij</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Areas with all data</source>
            <translation>Gebieden met alle gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Areas with estimates</source>
            <translation>Gebieden met schattingen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Areas with the greatest need</source>
            <translation>Gebieden met de grootste nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <location filename="../../resources/templates/proposals.html" />
            <source>Areas with too little data</source>
            <translation>Gebieden met te weinig gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Areas without data</source>
            <translation>Gebieden zonder gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/coverage.py" />
            <source>Areas without data: {layers}, and 1 other. | Areas without data: {layers}, and {count} others.</source>
            <translation>Gebieden zonder gegevens: {layers}, en nog 1 laag of indicator. | Gebieden zonder gegevens: {layers}, en nog {count} lagen of indicatoren.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/coverage.py" />
            <source>Areas without data: {layers}.</source>
            <translation>Gebieden zonder gegevens: {layers}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Areas without value</source>
            <translation>Gebieden zonder waarde</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Areas, to match codes and names</source>
            <translation>Gebieden, om codes en namen te koppelen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Areas: {certainty}</source>
            <translation>Gebieden: {certainty}</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>Argument</source>
            <translation>Argument</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Arrivals</source>
            <translation>Aankomst</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Arrived</source>
            <translation>Aangekomen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>As last computed</source>
            <translation>Zoals laatst berekend</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/oldest_source.py" />
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>As old as its oldest source, {layer}: {date} ({age}).</source>
            <translation>Zo oud als de oudste bron, {layer}: {date} ({age}).</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_metadata.py" />
            <source>As old as its oldest source, {layer}: {date}.</source>
            <translation>Zo oud als de oudste bron, {layer}: {date}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>As reported by the municipalities per policy field. A policy field may belong to several challenges and then counts for each: do not add these amounts up.</source>
            <translation>Zoals de gemeenten ze per beleidsveld rapporteren. Een beleidsveld kan bij meerdere opgaven horen en telt dan bij elk: tel deze bedragen niet op.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Ask sources again for data that are kept already</source>
            <translation>Bronnen opnieuw bevragen voor gegevens die al opgeslagen zijn</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>Assembling the atlas</source>
            <translation>Atlas samenvoegen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/report.py" />
            <source>Assigned with low certainty</source>
            <translation>Ingedeeld met lage zekerheid</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Assumptions</source>
            <translation>Aannames</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>At least two challenges overlap in {count} areas.</source>
            <translation>In {count} deelgebieden overlappen minstens twee opgaven.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>At the earliest</source>
            <translation>Ten vroegste</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Atlas as one PDF</source>
            <translation>Atlas als één PDF</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>Atlas...</source>
            <translation>Atlas...</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Authentication configuration</source>
            <translation>Authenticatieconfiguratie</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Available and up to date</source>
            <translation>Beschikbaar en actueel</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Available but outdated</source>
            <translation>Beschikbaar maar verouderd</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Available places {first} and {last}</source>
            <translation>Beschikbare plaatsen {first} en {last}</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Averaged over all areas, need did not change by more than chance can explain ({points} points).</source>
            <translation>Gemiddeld over alle gebieden veranderde de nood niet meer dan door toeval te verklaren is ({points} punten).</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Averaged over all areas, need fell by {points} points (probability: {share}).</source>
            <translation>Gemiddeld over alle gebieden daalde de nood met {points} punten (kans: {share}).</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Averaged over all areas, need is the same in both maps.</source>
            <translation>Gemiddeld over alle gebieden is de nood op beide kaarten even groot.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Averaged over all areas, need rose by {points} points (probability: {share}).</source>
            <translation>Gemiddeld over alle gebieden steeg de nood met {points} punten (kans: {share}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>BRIDGE is '{path}': give a file that ends in {suffix}.</source>
            <translation>BRIDGE is '{path}': geef een bestand dat eindigt op {suffix}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>BUDGET requires the cost of each site: give COST_FIELD.</source>
            <translation>Voor BUDGET zijn de kosten van elke locatie nodig: geef COST_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>BUNDLE and BUNDLE_2 are the same: give another map to compare with, or leave BUNDLE_2 empty.</source>
            <translation>BUNDLE en BUNDLE_2 zijn gelijk: geef een andere kaart om mee te vergelijken, of laat BUNDLE_2 leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>BUNDLE is empty: give the folder of an integrated map, which contains a manifest.json.</source>
            <translation>BUNDLE is leeg: geef de map van een geïntegreerde kaart, met daarin een manifest.json.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>BUNDLE is empty: give the folder, zip or manifest of an integrated map.</source>
            <translation>BUNDLE is leeg: geef de map, de zip of het manifest van een geïntegreerde kaart.</translation>
        </message>
        <message>
            <location filename="../../ui/help.py" />
            <source>Back</source>
            <translation>Terug</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_package.py" />
            <source>Background</source>
            <translation>Achtergrond</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>Background: none.</source>
            <translation>Achtergrond: geen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>Background: {layers} of the data.</source>
            <translation>Achtergrond: {layers} uit de gegevens.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>Background: {service} of {publisher}.</source>
            <translation>Achtergrond: {service} van {publisher}.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <source>Bars: points of need from 0 to 100; the mark is the mean of all areas.</source>
            <translation>Balken: noodpunten van 0 tot 100; het driehoekje is het gemiddelde van alle gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Base of: {indicator}</source>
            <translation>Basis van: {indicator}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Based on</source>
            <translation>Op basis van</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Before</source>
            <translation>Vroeger</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Before and after</source>
            <translation>Voor en na</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Before and after, side by side</source>
            <translation>Voor en na, naast elkaar</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Before uninstalling: choose which settings, layers and catalogues Opgavenkaart removes from your profile.</source>
            <translation>Vóór het verwijderen van de plug-in: kies welke instellingen, lagen en catalogussen Opgavenkaart uit uw profiel wist.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Benefit per site</source>
            <translation>Baten per locatie</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Best division within {reach} m</source>
            <translation>Beste verdeling binnen {reach} m</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Best use of the envelope</source>
            <translation>Beste besteding van de enveloppe</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Betweenness centrality</source>
            <translation>Betweenness-centraliteit</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Births by age of the mother</source>
            <translation>Geboorten naar leeftijd van de moeder</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Black hatching: uncertain, may belong to a cluster.</source>
            <translation>Zwart gearceerd: onzeker, behoort misschien tot een cluster.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Borders are simplified for the screen: do not use this map to measure plots.</source>
            <translation>Grenzen zijn vereenvoudigd voor het scherm: gebruik deze kaart niet om percelen op te meten.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/engine.py" />
            <source>Borders lie too close together to be told apart: give a coarser GRID_SIZE.</source>
            <translation>Grenzen liggen te dicht bij elkaar om ze te onderscheiden: geef een grovere GRID_SIZE.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Borders of neighbourhoods</source>
            <translation>Wijkgrenzen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/engine.py" />
            <source>Borders too close to be told apart: in {count} of {tiles} tiles vertices were put on a grid of {size} metres.</source>
            <translation>Grenzen te dicht bij elkaar om te onderscheiden: in {count} van {tiles} tegels gingen de hoekpunten naar een raster van {size} meter.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Born</source>
            <translation>Geboren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Both linked to</source>
            <translation>Beide werken samen met</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Both maps are scored on the scale of the earlier map, with its indicators and weights: a score tells how an area compares with the areas of that time. A score of 0 does not mean that there is no need, unless the indicator has a target; values beyond those of that time can score below 0 or above 100.</source>
            <translation>Beide kaarten krijgen scores op de schaal van de vroegere kaart, met de indicatoren en gewichten van die kaart: een score vergelijkt een gebied met de gebieden van toen. Een score van 0 betekent niet dat er geen nood is, behalve bij een indicator met een doelwaarde; waarden buiten het bereik van toen kunnen een score onder 0 of boven 100 krijgen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/one_scale.py" />
            <source>Both maps stand on the scale of '{title}', but weigh the indicators in another way: part of the difference comes from the method.</source>
            <translation>Beide kaarten staan op de schaal van '{title}', maar wegen de indicatoren anders: een deel van het verschil komt van de methode.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/one_scale.py" />
            <source>Both maps stand on the scale of '{title}', so that their colours can be compared. Small differences can be chance.</source>
            <translation>Beide kaarten staan op de schaal van '{title}', zodat de kleuren vergeleken kunnen worden. Kleine verschillen kunnen toeval zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Both maps: {rule}</source>
            <translation>Beide kaarten: {rule}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Bridge builder</source>
            <translation>Bruggenbouwer</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Bridge builders</source>
            <translation>Bruggenbouwers</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Budget and need by area</source>
            <translation>Budget en nood per gebied</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Budget by area</source>
            <translation>Budget per gebied</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Budget by challenge and year</source>
            <translation>Budget per opgave en jaar</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Budget by policy domain and challenge</source>
            <translation>Budget per beleidsdomein en opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Budget for the new sites in euro (the number of sites is then a maximum)</source>
            <translation>Budget voor de nieuwe locaties in euro (het aantal locaties is dan een maximum)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Budget step (euro)</source>
            <translation>Budgetstap (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Build everything now (euro)</source>
            <translation>Alles nu bouwen (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Build now: all places that will be short by {last} are decided on in {first}. Build on shortage: each place is decided on in the first year in which it is lacking. Phased plan: each place is decided on in the year that costs least, or never where temporary places cost less. In all three, temporary places serve until a place opens, {build} years after the decision, and empty places cost upkeep. What is lacking in {last} goes on lacking. The last two columns are what building on shortage costs more than the phased plan: for the places that the plan builds too, and for those that it leaves to temporary places.</source>
            <translation>Alles nu bouwen: over alle plaatsen die tegen {last} ontbreken, wordt in {first} beslist. Bouwen bij tekort: over elke plaats wordt beslist in het eerste jaar waarin die ontbreekt. Gefaseerd plan: over elke plaats wordt beslist in het jaar dat het minst kost, of nooit waar tijdelijke plaatsen minder kosten. Telkens vangen tijdelijke plaatsen het tekort op tot een plaats opengaat, {build} jaar na de beslissing, en kosten lege plaatsen onderhoud. Wat in {last} ontbreekt, blijft ontbreken. De laatste twee kolommen zijn wat bouwen bij tekort meer kost dan het gefaseerde plan: voor de plaatsen die het plan ook bouwt, en voor die welke het plan met tijdelijke plaatsen opvangt.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Build the expression...</source>
            <translation>Expressie opbouwen...</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Build when a shortage occurs (euro)</source>
            <translation>Bouwen bij tekort (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Building one place (euro)</source>
            <translation>Eén plaats bouwen (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>Building the network</source>
            <translation>Netwerk opbouwen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Buildings</source>
            <translation>Gebouwen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Buildings with free hours</source>
            <translation>Gebouwen met vrije uren</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>Built-in catalogue</source>
            <translation>Ingebouwde catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>By '{proposal}', areas that rise a class or more: {up}; that fall: {down}</source>
            <translation>Met '{proposal}', gebieden die minstens een klasse stijgen: {up}; die dalen: {down}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>By bicycle</source>
            <translation>Met de fiets</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>By car</source>
            <translation>Met de auto</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>By group</source>
            <translation>Per groep</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>By neighbourhood</source>
            <translation>Per wijk</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>By sector</source>
            <translation>Per sector</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>CLASSES is empty: give classes of ages, such as '0-2, 65-79, 80+'.</source>
            <translation>CLASSES is leeg: geef leeftijdsklassen, zoals '0-2, 65-79, 80+'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>CLASSES: '{text}' is no class of ages such as 0-2, 80+ or 7.</source>
            <translation>CLASSES: '{text}' is geen leeftijdsklasse zoals 0-2, 80+ of 7.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>CRS to work in (empty: the units' own)</source>
            <translation>Coördinatensysteem om in te werken (leeg: dat van de gebiedseenheden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Calendar of holidays (empty: Flanders)</source>
            <translation>Kalender met feestdagen en vakanties (leeg: Vlaanderen)</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <location filename="../../ui/challenge/form_fields.py" />
            <location filename="../../ui/one_at_a_time.py" />
            <location filename="../../ui/welcome.py" />
            <source>Cancel</source>
            <translation>Annuleren</translation>
        </message>
        <message>
            <location filename="../../processing/model/errors.py" />
            <location filename="../../ui/challenge/panel.py" />
            <location filename="../../ui/map/panel.py" />
            <source>Cancelled: nothing was written.</source>
            <translation>Geannuleerd: er is niets geschreven.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Candidate</source>
            <translation>Kandidaat</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <location filename="../../ui/planning/pins.py" />
            <location filename="../../ui/planning/sites.py" />
            <source>Candidate sites</source>
            <translation>Kandidaat-locaties</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Carried out by</source>
            <translation>Uitgevoerd door</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Cases in which it is chosen</source>
            <translation>Doorrekeningen waarin de maatregel gekozen wordt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <location filename="../../ui/catalogue/chooser.py" />
            <location filename="../../ui/docks.py" />
            <source>Catalogue</source>
            <translation>Catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>Catalogue '{path}' includes '{include}', which is no file that may be opened from here: put it beside the catalogue.</source>
            <translation>Catalogus '{path}' neemt '{include}' op, en dat is geen bestand dat van hieruit geopend mag worden: zet het naast de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>Catalogue '{path}' includes more than {count} others: take some 'includes' out.</source>
            <translation>Catalogus '{path}' neemt meer dan {count} andere op: haal enkele 'includes' weg.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Catalogue (empty: the built-in one)</source>
            <translation>Catalogus (leeg: de ingebouwde)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Catalogue of the municipality</source>
            <translation>Catalogus van de gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Catalogue to merge the result into</source>
            <translation>Catalogus waarin het resultaat opgenomen wordt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Catalogue with neighbourhoods and streets</source>
            <translation>Catalogus met wijken en straten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>Catalogue: {title}</source>
            <translation>Catalogus: {title}</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Catalogues</source>
            <translation>Catalogussen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <location filename="../../ui/settings_page.py" />
            <source>Catalogues (*.json)</source>
            <translation>Catalogussen (*.json)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Catchments</source>
            <translation>Verzorgingsgebieden</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>Catchments are drawn on a grid of {cell:.0f} m.</source>
            <translation>De verzorgingsgebieden zijn getekend op een raster van {cell:.0f} m.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Ceiling</source>
            <translation>Plafond</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Census: field with the key</source>
            <translation>Telling: veld met de sleutel</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../ui/challenge/clusters.py" />
            <source>Certainty</source>
            <translation>Zekerheid</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Certainty is an estimate of the probability that an area belongs to a contiguous group of high need. In each of {draws} computations, with other weights, normalisations, means and neighbours, a model starts from the clearest areas and adds areas around them. That is wider than the test by which the clusters on the map were found.</source>
            <translation>De zekerheid is een schatting van de kans dat een gebied bij een aaneengesloten groep van hoge nood hoort. In elk van {draws} berekeningen, met andere gewichten, normalisaties, gemiddelden en buren, vertrekt een model van de duidelijkste gebieden en voegt het gebieden eromheen toe. Dat is ruimer dan de toets waarmee de clusters op de kaart gevonden zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Certainty is the share of {draws} computations, each with other weights, normalisations and means, in which an area reaches the threshold.</source>
            <translation>De zekerheid is het aandeel van {draws} berekeningen, elk met andere gewichten, normalisaties en gemiddelden, waarin een gebied de drempel haalt.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Certainty of being among the worst 10 %</source>
            <translation>Zekerheid dat het gebied bij de slechtste 10 % is</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Certainty of belonging to a cluster</source>
            <translation>Zekerheid dat het gebied tot een cluster behoort</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/live.py" />
            <source>Certainty of the clusters</source>
            <translation>Zekerheid van de clusters</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Certainty says whether an area belongs to a group of high need, not whether that group is more than chance.</source>
            <translation>De zekerheid zegt of een gebied bij een groep van hoge nood hoort, niet of die groep meer is dan toeval.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Chain report</source>
            <translation>Ketenrapport</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../resources/templates/bbc.html" />
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/catalogue/filters.py" />
            <location filename="../../ui/challenge/properties.py" />
            <location filename="../../ui/challenge/view.py" />
            <location filename="../../ui/docks.py" />
            <location filename="../../ui/first_map.py" />
            <location filename="../../ui/planning/coalition.py" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Challenge</source>
            <translation>Opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Challenge '{id}' has no policy fields and no words under 'bbc'. Add these to the challenge file.</source>
            <translation>Opgave '{id}' heeft geen beleidsvelden en geen woorden onder 'bbc'. Voeg die toe aan het opgavebestand.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/challenge/view.py" />
            <source>Challenge (a built-in one, or a file)</source>
            <translation>Opgave (een ingebouwde, of een bestand)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Challenge clusters</source>
            <translation>Opgaveclusters</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <location filename="../../ui/challenge_picker.py" />
            <source>Challenge files (*.json)</source>
            <translation>Opgavebestanden (*.json)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Challenge index</source>
            <translation>Opgave-index</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Challenge sensitivity</source>
            <translation>Gevoeligheid van de opgave</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Challenge to compare with</source>
            <translation>Opgave om mee te vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Challenge x challenge</source>
            <translation>Opgave x opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Challenge x sector</source>
            <translation>Opgave x sector</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Challenge, parameters and versions are the same.</source>
            <translation>Opgave, parameters en versies zijn gelijk.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <location filename="../../resources/templates/cluster_overlay.html" />
            <location filename="../../ui/locator.py" />
            <source>Challenges</source>
            <translation>Opgaven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Challenges (comma-separated; empty: all built-in)</source>
            <translation>Opgaven (door komma's gescheiden; leeg: alle ingebouwde)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Challenges (ids or files, comma-separated; all: all that are built in)</source>
            <translation>Opgaven (id's of bestanden, gescheiden door komma's; all: alle ingebouwde)</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Challenges and how far public data carry them</source>
            <translation>Opgaven en hoe ver openbare gegevens ze dragen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>Challenges whose fields are checked (empty: all)</source>
            <translation>Opgaven waarvan de velden gecontroleerd worden (leeg: alle)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Challenges whose sectors the report shows (empty: all built-in)</source>
            <translation>Opgaven waarvan het rapport de sectoren toont (leeg: alle ingebouwde)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Challenges without a map</source>
            <translation>Opgaven zonder kaart</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Change</source>
            <translation>Wijziging</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Change in area below which a cluster stays the same (0-1)</source>
            <translation>Verandering in oppervlakte waaronder een cluster gelijk blijft (0-1)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Change in need</source>
            <translation>Verandering van de nood</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Change in need of the area</source>
            <translation>Verandering van de nood in het gebied</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Changed layers</source>
            <translation>Gewijzigde lagen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <location filename="../../resources/templates/envelope.html" />
            <source>Changes</source>
            <translation>Veranderingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>Check services</source>
            <translation>Diensten controleren</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Check what each column is, and press Add.</source>
            <translation>Kijk na wat elke kolom is, en druk op Toevoegen.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <location filename="../../ui/settings_page.py" />
            <source>Choose a catalogue</source>
            <translation>Kies een catalogus</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <location filename="../../ui/challenge/view.py" />
            <location filename="../../ui/challenge_picker.py" />
            <source>Choose a challenge file</source>
            <translation>Kies een opgavebestand</translation>
        </message>
        <message>
            <location filename="../../ui/accessibility.py" />
            <source>Choose a file: {title}</source>
            <translation>Kies een bestand: {title}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>Choose an export folder</source>
            <translation>Kies een map voor de export</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Choose measures and the fields with cost and effect first.</source>
            <translation>Kies eerst maatregelen en de velden met kosten en effect.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>Choose the clusters layer and the actors layer first.</source>
            <translation>Kies eerst de laag met clusters en de laag met actoren.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Choose the demand layer first.</source>
            <translation>Kies eerst de laag met de vraag.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Choose the measures layer and the cost field.</source>
            <translation>Kies de laag met maatregelen en het veld met de kosten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Choosing again with effects up to {off} % off</source>
            <translation>Opnieuw kiezen met effecten die tot {off} % afwijken</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Choosing among {count} measures</source>
            <translation>Kiezen uit {count} maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Choosing the sites</source>
            <translation>Locaties kiezen</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Chosen in</source>
            <translation>Gekozen in</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Chosen measures</source>
            <translation>Gekozen maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Circles of every size around every area were compared with the rest by their number of cases ({title}); a cluster has more than chance would give once in {times} (Kulldorff's spatial scan).</source>
            <translation>Cirkels van elke grootte rond elk gebied zijn met de rest vergeleken volgens hun aantal gevallen ({title}); een cluster heeft er meer dan toeval in één op {times} zou geven (ruimtelijke scan van Kulldorff).</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/classes.py" />
            <source>Classes by '{method}' are not known: use {methods}.</source>
            <translation>Klassen volgens '{method}' bestaan niet: gebruik {methods}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Classifying {count} actions</source>
            <translation>{count} acties indelen</translation>
        </message>
        <message>
            <location filename="../../ui/tidying.py" />
            <source>Clearing old layers</source>
            <translation>Oude lagen opruimen</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <location filename="../../ui/help.py" />
            <source>Close</source>
            <translation>Sluiten</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Cluster</source>
            <translation>Cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Cluster after</source>
            <translation>Cluster nu</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Cluster before</source>
            <translation>Cluster vroeger</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Cluster by '{proposal}'</source>
            <translation>Cluster volgens '{proposal}'</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Cluster of need</source>
            <translation>Cluster van nood</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Cluster types: high, high and low, or also outliers</source>
            <translation>Soorten clusters: hoog, hoog en laag, of ook uitschieters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <location filename="../../processing/products/other_formats/dictionary.py" />
            <location filename="../../resources/templates/cluster_overlay.html" />
            <location filename="../../resources/templates/proposals.html" />
            <location filename="../../ui/challenge/clusters.py" />
            <location filename="../../ui/challenge/layers.py" />
            <location filename="../../ui/challenge/properties.py" />
            <location filename="../../ui/challenge/view.py" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Clusters</source>
            <translation>Clusters</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Clusters and comparison</source>
            <translation>Clusters en vergelijking</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>Clusters and missing roles</source>
            <translation>Clusters en ontbrekende rollen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Clusters are areas where the need is high on average: a measure that stops at their borders does not reach the cases outside, and not everyone inside has the need.</source>
            <translation>Clusters zijn gebieden waar de nood gemiddeld hoog is: een maatregel die aan hun grenzen stopt, bereikt de gevallen erbuiten niet, en niet iedereen erbinnen heeft die nood.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Clusters before and after</source>
            <translation>Clusters voor en na</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/layers.py" />
            <source>Clusters compared with '{other}'</source>
            <translation>Clusters vergeleken met '{other}'</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Clusters of one layer overlap over {area:.0f} m2: the overlap counts for the first of them.</source>
            <translation>Clusters van één laag overlappen over {area:.0f} m²: de overlapping telt bij de eerste ervan.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Clusters of {count} challenges</source>
            <translation>Clusters van {count} opgaven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Clusters shared</source>
            <translation>Gedeelde clusters</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Clusters that changed beyond chance</source>
            <translation>Clusters die meer veranderden dan door toeval te verklaren is</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Clusters that disappear</source>
            <translation>Clusters die verdwijnen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Clusters with missing roles</source>
            <translation>Clusters met ontbrekende rollen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Clusters with missing roles (output of Map coalitions)</source>
            <translation>Clusters met ontbrekende rollen (resultaat van Coalities in kaart brengen)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Clusters with their change</source>
            <translation>Clusters met hun verandering</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Clusters, a layer for each challenge</source>
            <translation>Clusters, een laag per opgave</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Clusters, beyond chance: {grows} grow, {shrinks} shrink, {new} are new and {gone} are gone; {stays} stay, or change no more than chance can explain.</source>
            <translation>Clusters, meer dan door toeval te verklaren is: {grows} groeien, {shrinks} krimpen, {new} zijn nieuw en {gone} zijn verdwenen; {stays} blijven, of veranderen niet meer dan door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Clusters, by the challenge's own method</source>
            <translation>Clusters, volgens de methode van de opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Clusters, neighbourhoods or units: one page each</source>
            <translation>Clusters, wijken of gebiedseenheden: één pagina per stuk</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Clusters: {stays} stay, {grows} grow, {shrinks} shrink, {new} are new, {gone} are gone.</source>
            <translation>Clusters: {stays} blijven, {grows} groeien, {shrinks} krimpen, {new} zijn nieuw, {gone} zijn verdwenen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>Co-financing pays more than 100% of measures {ids}. Lower the rates that meet there.</source>
            <translation>De cofinanciering betaalt meer dan 100% van de maatregelen {ids}. Verlaag de percentages die daar samenkomen.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/panel.py" />
            <source>Coalition</source>
            <translation>Coalitie</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Coalitions</source>
            <translation>Coalities</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Codes of areas recognised: {known} of {all}.</source>
            <translation>Herkende codes van gebieden: {known} van {all}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Codes such as '{key}' are of the same municipalities, in another division into areas: take a table and areas of one year.</source>
            <translation>Codes zoals '{key}' zijn van dezelfde gemeenten, maar van een andere indeling: neem een tabel en gebieden van hetzelfde jaar.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>Column '{column}' is taken as '{field}'.</source>
            <translation>Kolom '{column}' geldt als '{field}'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/columns.py" />
            <source>Columns '{first}' and '{second}' both read as the amounts of {year}. Leave one of them out.</source>
            <translation>De kolommen '{first}' en '{second}' lijken allebei de bedragen van {year}. Laat een van beide weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/columns.py" />
            <source>Columns '{first}' and '{second}' both read as {meaning}. Rename one of them, or call the right one '{meaning}'.</source>
            <translation>De kolommen '{first}' en '{second}' lijken allebei {meaning}. Geef een van beide een andere naam, of noem de juiste '{meaning}'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>Columns that are not used: {columns}.</source>
            <translation>Kolommen die niet gebruikt worden: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>Columns without any amount are left out: {columns}.</source>
            <translation>Kolommen zonder enig bedrag blijven weg: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Columns, as field=column,field=column (empty: proposed by name and content)</source>
            <translation>Kolommen, als veld=kolom,veld=kolom (leeg: voorgesteld volgens naam en inhoud)</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>Columns: {found}. Amounts: {years}.</source>
            <translation>Kolommen: {found}. Bedragen: {years}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Comments</source>
            <translation>Opmerkingen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Common ground (%)</source>
            <translation>Gemeenschappelijke grond (%)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Common ground from which two clusters are one, as a share of the smaller (0-1)</source>
            <translation>Gemeenschappelijke grond vanaf welke twee clusters dezelfde zijn, als aandeel van de kleinste (0-1)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Communities</source>
            <translation>Gemeenschappen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Community</source>
            <translation>Gemeenschap</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/challenge/comparison_panel.py" />
            <location filename="../../ui/challenge/view.py" />
            <source>Compare</source>
            <translation>Vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Compare bundles</source>
            <translation>Bundels vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Compare clusters</source>
            <translation>Clusters vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Compare scenarios</source>
            <translation>Scenario's vergelijken</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Compare the two selected maps</source>
            <translation>De twee gekozen kaarten vergelijken</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Compare with another challenge, or with this one as last computed.</source>
            <translation>Vergelijk met een andere opgave, of met deze zoals laatst berekend.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Compared with '{other}', {moved} of {count} areas changed rank.</source>
            <translation>Ten opzichte van '{other}' veranderen {moved} van de {count} gebieden van rang.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Compared: {link}</source>
            <translation>Vergeleken: {link}</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/clusters.py" />
            <source>Comparing clusters</source>
            <translation>Clusters vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/clustering.py" />
            <source>Comparing with maps that are as smooth by chance</source>
            <translation>Vergelijken met kaarten die door toeval even geleidelijk verlopen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Comparing with other plans</source>
            <translation>Vergelijken met andere plannen</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/area_level.py" />
            <source>Comparing with the clusters of larger areas</source>
            <translation>Vergelijken met de clusters van grotere gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Comparing {before} and {after} clusters</source>
            <translation>{before} en {after} clusters vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Comparing {count} plans</source>
            <translation>{count} plannen vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>Comparing {count} units</source>
            <translation>{count} gebiedseenheden vergelijken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Comparison of municipalities</source>
            <translation>Gemeenten vergeleken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Comparison of plans</source>
            <translation>Plannen vergeleken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Composition of the index</source>
            <translation>Samenstelling van de index</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Compute</source>
            <translation>Berekenen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparer.py" />
            <source>Compute the challenge before comparing.</source>
            <translation>Bereken de opgave voor u vergelijkt.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Computed over all actors and links, including those without a role in this challenge. A bridge builder is linked to another community and has a higher betweenness centrality than average. Links that are not in the table are unknown and do not count: with more links, others may be bridge builders.</source>
            <translation>Berekend over alle actoren en samenwerkingen, ook die zonder rol in deze opgave. Een bruggenbouwer werkt samen met een andere gemeenschap en heeft een hogere betweenness-centraliteit dan gemiddeld. Samenwerkingen die niet in de tabel staan, zijn onbekend en tellen niet mee: met een vollediger tabel kunnen andere actoren bruggenbouwers zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Computing the effect of additional budget</source>
            <translation>Effect van extra budget berekenen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Computing the hours of {count} buildings</source>
            <translation>Uren van {count} gebouwen berekenen</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/indexing.py" />
            <source>Computing the index</source>
            <translation>Index berekenen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Computing the value of each party's participation</source>
            <translation>Waarde van de deelname van elke partij berekenen</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../ui/catalogue/card.py" />
            <source>Contact</source>
            <translation>Contact</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Contact (empty: unchanged)</source>
            <translation>Contact (leeg: ongewijzigd)</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Content (hash)</source>
            <translation>Inhoud (controlesom)</translation>
        </message>
        <message>
            <location filename="../../ui/help.py" />
            <source>Contents</source>
            <translation>Inhoud</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Contributes</source>
            <translation>Brengt in</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Contribution (euro)</source>
            <translation>Inbreng (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Coordinate system (empty: each layer's own)</source>
            <translation>Coördinatensysteem (leeg: dat van elke laag zelf)</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>Coordinate system {name} ({id})</source>
            <translation>Coördinatensysteem {name} ({id})</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Copies a request for these data, to paste into a mail.</source>
            <translation>Kopieert een aanvraag van deze gegevens, om in een mail te plakken.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Copy as CSV: {table}</source>
            <translation>Kopieer als CSV: {table}</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Copy request</source>
            <translation>Aanvraag kopiëren</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Copy the link from the address bar: it opens the map as you see it now.</source>
            <translation>Kopieer de link uit de adresbalk: die opent de kaart zoals u ze nu ziet.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <source>Correct the address and press Add again.</source>
            <translation>Verbeter het adres en druk opnieuw op Toevoegen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Correction for multiple testing</source>
            <translation>Correctie voor meervoudig toetsen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/corrections.py" />
            <source>Corrections for challenges that are not among the chosen ones are left out: {names}.</source>
            <translation>Verbeteringen voor opgaven die niet gekozen zijn, blijven weg: {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/corrections.py" />
            <source>Corrections, row {row}: 'serves' is '{value}'. Write yes or no.</source>
            <translation>Verbeteringen, rij {row}: 'dient' is '{value}'. Schrijf ja of nee.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Cost</source>
            <translation>Kosten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Cost (euro)</source>
            <translation>Kosten (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Cost of building all now, each unit its own shortage (euro)</source>
            <translation>Kosten van alles nu bouwen, elke gebiedseenheid voor het eigen tekort (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Cost of building once short, each unit its own shortage (euro)</source>
            <translation>Kosten van bouwen bij tekort, elke gebiedseenheid voor het eigen tekort (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Cost of the chosen measures (euro)</source>
            <translation>Kosten van de gekozen maatregelen (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Cost of the phased plan with the highest prices (euro)</source>
            <translation>Kosten van het gefaseerde plan bij de hoogste prijzen (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Cost of the phased plan with the lowest prices (euro)</source>
            <translation>Kosten van het gefaseerde plan bij de laagste prijzen (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Cost of the phased plan, each unit its own shortage (euro)</source>
            <translation>Kosten van het gefaseerde plan, elke gebiedseenheid voor het eigen tekort (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Cost of waiting</source>
            <translation>Kosten van wachten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Could another choice be better for these estimates?</source>
            <translation>Kan een andere keuze beter zijn volgens deze ramingen?</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Could be solved by moving</source>
            <translation>Oplosbaar door te verschuiven</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Could you send us '{record}'?</source>
            <translation>Kunt u ons '{record}' bezorgen?</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Counted</source>
            <translation>Geteld</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Counted area by area, 1 place is lacking in {year} in the middle scenario, while other areas have {spare:,.0f} to spare; in the low scenario {low:,.0f} are lacking, in the high scenario {high:,.0f}. | Counted area by area, {count:,d} places are lacking in {year} in the middle scenario, while other areas have {spare:,.0f} to spare; in the low scenario {low:,.0f} are lacking, in the high scenario {high:,.0f}.</source>
            <translation>Gebied per gebied geteld ontbreekt in {year} in het middenscenario 1 plaats, terwijl andere gebieden er {spare:,.0f} over hebben; in het lage scenario ontbreken er {low:,.0f}, in het hoge scenario {high:,.0f}. | Gebied per gebied geteld ontbreken in {year} in het middenscenario {count:,d} plaatsen, terwijl andere gebieden er {spare:,.0f} over hebben; in het lage scenario ontbreken er {low:,.0f}, in het hoge scenario {high:,.0f}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Counted area by area, the shortage of the middle scenario is largest in {year}: 1 place in that one year. | Counted area by area, the shortage of the middle scenario is largest in {year}: {count:,d} places in that one year.</source>
            <translation>Gebied per gebied geteld is het tekort van het middenscenario het grootst in {year}: 1 plaats in dat ene jaar. | Gebied per gebied geteld is het tekort van het middenscenario het grootst in {year}: {count:,d} plaatsen in dat ene jaar.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Counted by neighbourhood, 1 place is lacking in {year} in the middle scenario: {short:,d} of the {total:,d} neighbourhoods lack at least one. | Counted by neighbourhood, {count:,d} places are lacking in {year} in the middle scenario: {short:,d} of the {total:,d} neighbourhoods lack at least one.</source>
            <translation>Per wijk geteld ontbreekt in {year} in het middenscenario 1 plaats: {short:,d} van de {total:,d} wijken hebben minstens één plaats te weinig. | Per wijk geteld ontbreken in {year} in het middenscenario {count:,d} plaatsen: {short:,d} van de {total:,d} wijken hebben minstens één plaats te weinig.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Counting the departures of {layer}</source>
            <translation>Vertrekken tellen van {layer}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <source>Create demo city</source>
            <translation>Demostad maken</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Creates a fictional city, computes where home renovation is most urgent and shows the map. Works offline.</source>
            <translation>De knop hieronder maakt een fictieve stad, berekent waar renovatie het dringendst is en toont de kaart. Dat werkt zonder internet.</translation>
        </message>
        <message>
            <location filename="../../ui/map_tour.py" />
            <source>Creating the demo city</source>
            <translation>Demostad maken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>DATE is '{value}': write a day as 2026-01-31.</source>
            <translation>DATE is '{value}': schrijf een dag als 2026-01-31.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>DEMAND: layer '{layer}' has no features.</source>
            <translation>DEMAND: laag '{layer}' heeft geen objecten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>DEMANDS: give at least one layer with demand.</source>
            <translation>DEMANDS: geef minstens één laag met vraag.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>DIRECTION_FIELD and SPEED_FIELD are fields of a network: give NETWORK, or leave them empty.</source>
            <translation>DIRECTION_FIELD en SPEED_FIELD zijn velden van een netwerk: geef NETWORK, of laat ze leeg.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Dark</source>
            <translation>Donker</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Dask scheduler to send the work to (host:port)</source>
            <translation>Dask-scheduler voor de berekening (host:poort)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Data</source>
            <translation>Gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <source>Data date</source>
            <translation>Datum van de gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Data date (empty: today)</source>
            <translation>Datum van de gegevens (leeg: vandaag)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Data date of the oldest layer</source>
            <translation>Datum van de gegevens van de oudste laag</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Data: layer '{record}' has other content (hash {before} before, {after} now); 1 value of an indicator differs. | Data: layer '{record}' has other content (hash {before} before, {after} now); {count} values of indicators differ.</source>
            <translation>Gegevens: laag '{record}' heeft een andere inhoud (controlesom {before} vroeger, {after} nu); 1 waarde van een indicator verschilt. | Gegevens: laag '{record}' heeft een andere inhoud (controlesom {before} vroeger, {after} nu); {count} waarden van indicatoren verschillen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Data: layer '{record}' has the same content, but a different description.</source>
            <translation>Gegevens: laag '{record}' heeft dezelfde inhoud, maar een andere beschrijving.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Data: layer '{record}' is used now, but was not before.</source>
            <translation>Gegevens: laag '{record}' wordt nu gebruikt, vroeger niet.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Data: layer '{record}' was used before, but is not now.</source>
            <translation>Gegevens: laag '{record}' werd vroeger gebruikt, nu niet.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/catalogue/card.py" />
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Date and age</source>
            <translation>Datum en ouderdom</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/sync.html" />
            <location filename="../../resources/templates/watch.html" />
            <source>Date of the data</source>
            <translation>Datum van de gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_metadata.py" />
            <source>Date of the data: {date}.</source>
            <translation>Datum van de gegevens: {date}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Days between the oldest data behind the index and the reference date of the map</source>
            <translation>Dagen tussen de oudste gegevens achter de index en de peildatum van de kaart</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Dear colleague,</source>
            <translation>Beste collega,</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Deaths</source>
            <translation>Sterfte</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Decide in</source>
            <translation>Beslissen in</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Demand field of each layer (comma-separated; empty: each feature counts as 1)</source>
            <translation>Vraagveld van elke laag (door komma's gescheiden; leeg: elk object telt als 1)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Demand field per sector, such as creche=aged_0_2, primary=aged_6_11</source>
            <translation>Vraagveld per sector, zoals creche=aged_0_2, primary=aged_6_11</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Demand layer</source>
            <translation>Laag met de vraag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Demand served within the norm</source>
            <translation>Vraag die binnen de normafstand bediend wordt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Demand, a layer for each sector</source>
            <translation>Vraag, één laag per sector</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Demand: layer, field, max. distance</source>
            <translation>Vraag: laag, veld, normafstand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Demand: people looking for a place</source>
            <translation>Vraag: mensen die een plaats zoeken</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>Demo city and other files that Opgavenkaart made ({size})</source>
            <translation>Demostad en andere bestanden die Opgavenkaart maakte ({size})</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Departures</source>
            <translation>Vertrek</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Desired places per 100 people</source>
            <translation>Gewenste plaatsen per 100 mensen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/findings.py" />
            <source>Determining where {count} actors work</source>
            <translation>Bepalen waar {count} actoren werken</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Deviation (z)</source>
            <translation>Afwijking (z)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Deviation of the area and its neighbours from the mean, in standard deviations</source>
            <translation>Afwijking van het gebied en de buren van het gemiddelde, in standaardafwijkingen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Died</source>
            <translation>Gestorven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Difference</source>
            <translation>Verschil</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Different description</source>
            <translation>Andere beschrijving</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Direction</source>
            <translation>Richting</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Direction of {indicator}</source>
            <translation>Richting van {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Direction: against it</source>
            <translation>Rijrichting: tegen de tekenrichting in</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Direction: as drawn</source>
            <translation>Rijrichting: zoals getekend</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Direction: both</source>
            <translation>Rijrichting: beide</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Direction: closed</source>
            <translation>Rijrichting: gesloten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Discount rate, a year (%)</source>
            <translation>Discontovoet, per jaar (%)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Distance</source>
            <translation>Afstand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Distance decay, for E2SFCA</source>
            <translation>Afstandsverval, voor E2SFCA</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Distance for the measure 'share_within'</source>
            <translation>Afstand voor de maat 'share_within'</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Distance from which a transport node no longer counts (m)</source>
            <translation>Afstand vanaf waar een vervoersknooppunt niet meer telt (m)</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/demo_city/__init__.py" />
            <source>Distributing the inhabitants</source>
            <translation>Inwoners verdelen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Distribution of the need and robustness of the ranking</source>
            <translation>Spreiding van de nood en robuustheid van de rangschikking</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Distribution of {indicator}</source>
            <translation>Verdeling van {indicator}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Distribution of {title}: from {low} to {high}, half of the areas below {median}.</source>
            <translation>Verdeling van {title}: van {low} tot {high}, de helft van de gebieden onder {median}.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Divided by</source>
            <translation>Gedeeld door</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Divider between the two maps</source>
            <translation>Schuifregelaar tussen de twee kaarten</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Do you have such a file, or can you ask for it? Drop it on the list (Excel, CSV or a GIS file), and make the map with it.</source>
            <translation>Hebt u zo'n bestand, of kunt u het opvragen? Sleep het op de lijst (Excel, CSV of een GIS-bestand) en maak de kaart ermee.</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Don't show again</source>
            <translation>Niet meer tonen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/sensitivity.py" />
            <source>Draw at least once, and weights between 0 and 1 times apart: got {draws} and {spread}.</source>
            <translation>Trek minstens één keer, en gewichten met een spreiding tussen 0 en 1: gegeven zijn {draws} en {spread}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/page.py" />
            <source>Drawing the background</source>
            <translation>De achtergrond tekenen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>Drawing the catchments</source>
            <translation>De verzorgingsgebieden tekenen</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/page.py" />
            <source>Drawing the challenges</source>
            <translation>De opgaven tekenen</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundle_writing.py" />
            <source>Drawing the map</source>
            <translation>Kaart tekenen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/demo_city/__init__.py" />
            <source>Drawing the town plan</source>
            <translation>Stadsplan tekenen</translation>
        </message>
        <message>
            <location filename="../../processing/products/chain_report/report.py" />
            <source>Drawing {count} clusters</source>
            <translation>{count} clusters tekenen</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Drawing...</source>
            <translation>Tekenen...</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Dropped or repaired</source>
            <translation>Weggelaten of hersteld</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Dutch</source>
            <translation>Nederlands</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>EFFECT_FIELD is empty. Name the field with each measure's effect, or several: effect_care,effect_home.</source>
            <translation>EFFECT_FIELD is leeg. Noem het veld met het effect van elke maatregel, of meerdere: effect_zorg,effect_wonen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>ENVELOPE '{text}' holds a negative amount. Give euros of 0 or more.</source>
            <translation>ENVELOPE '{text}' bevat een negatief bedrag. Geef euro's van 0 of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>ENVELOPE '{text}' is not understood. Give an amount such as 5000000, or amounts by year: 2026:1000000,2027:1500000.</source>
            <translation>ENVELOPE '{text}' is niet te begrijpen. Geef een bedrag zoals 5000000, of bedragen per jaar: 2026:1000000,2027:1500000.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>ENVELOPE '{text}' names the year {year} twice. Give one amount a year.</source>
            <translation>ENVELOPE '{text}' noemt het jaar {year} twee keer. Geef één bedrag per jaar.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>EXTENT is '{value}': write xmin,xmax,ymin,ymax [EPSG:31370].</source>
            <translation>EXTENT is '{value}': schrijf xmin,xmax,ymin,ymax [EPSG:31370].</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Each area is taken to have only the places inside it: how many areas could share is not counted, as REACH is 0.</source>
            <translation>Elk gebied heeft hier alleen de plaatsen binnen zijn grenzen: hoeveel plaatsen gebieden kunnen delen, is niet geteld, omdat REACH 0 is.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Each cause of need was measured for every area and converted to a score from 0 to 100. A score compares the areas with each other: a low score means less need than elsewhere, not that there is no need. Only for a cause with a target does 0 mean that the target is reached.</source>
            <translation>Elke oorzaak van nood is voor elk gebied gemeten en omgezet in een score van 0 tot 100. Een score vergelijkt de gebieden met elkaar: een lage score betekent minder nood dan elders, niet dat er geen nood is. Alleen bij een oorzaak met een doelwaarde betekent 0 dat het doel bereikt is.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>Each in three classes with about as many areas in each; the limits are:</source>
            <translation>Elk in drie klassen met telkens ongeveer evenveel gebieden; de grenzen zijn:</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Each map compares its own areas with each other: an area that rises does so compared with the other areas, its own need may have fallen. 'Compare bundles' shows the change in need.</source>
            <translation>Elke kaart vergelijkt alleen de gebieden van die kaart met elkaar: een gebied dat stijgt, doet dat in vergelijking met de andere gebieden; de nood zelf kan er gedaald zijn. 'Bundels vergelijken' toont de verandering van de nood.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Each municipality was estimated as if its own number were not known, from all others, and compared with the true number.</source>
            <translation>Elke gemeente is uit alle andere geschat alsof het eigen aantal niet bekend was, en vergeleken met het echte aantal.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Each plan is compared with the first. The sum is meaningful for a field with counts, such as places; the mean is weighted by population. Without a population field, each unit counts as one.</source>
            <translation>Elk plan wordt met het eerste vergeleken. De som is zinvol bij een veld met aantallen, zoals plaatsen; het gemiddelde is gewogen volgens de bevolking. Zonder inwonersveld telt elke gebiedseenheid als één.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Each proposal is computed with the same data and rules; only the weights and indicators differ. The map above shows the challenge itself.</source>
            <translation>Elk voorstel is berekend met dezelfde gegevens en regels; alleen de gewichten en indicatoren verschillen. De kaart hierboven toont de opgave zelf.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Earlier clusters</source>
            <translation>Vroegere clusters</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Edit an indicator</source>
            <translation>Indicator bewerken</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Edit {indicator}</source>
            <translation>{indicator} bewerken</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Edited here and kept; differs from the source</source>
            <translation>Hier bewerkt en behouden; verschilt van de bron</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Effect</source>
            <translation>Effect</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effect alone, with its own share</source>
            <translation>Effect alleen, met het eigen aandeel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effect of additional budget</source>
            <translation>Effect van extra budget</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Effect of the chosen measures</source>
            <translation>Effect van de gekozen maatregelen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effect of the party's measures</source>
            <translation>Effect van de maatregelen van de partij</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Effect of the proposals</source>
            <translation>Effect van de voorstellen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effect without the party</source>
            <translation>Effect zonder de partij</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effect: {name}</source>
            <translation>Effect: {name}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Effects are estimates. The best choice was computed again in {count} cases, in each of which every effect lies at random between {off} % below and {off} % above its estimate. A measure stays that is chosen in at least {least} % of the cases. Costs do not vary.</source>
            <translation>Effecten zijn ramingen. De beste keuze is {count} keer opnieuw berekend, telkens met elk effect willekeurig tussen {off} % onder en {off} % boven de raming. Een maatregel blijft gekozen als dat in minstens {least} % van de doorrekeningen het geval is. De kosten variëren niet.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Eight</source>
            <translation>Acht</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Eleven</source>
            <translation>Elf</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>English</source>
            <translation>Engels</translation>
        </message>
        <message>
            <location filename="../../ui/planning/panel.py" />
            <source>Envelope</source>
            <translation>Enveloppe</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Envelope (euro)</source>
            <translation>Enveloppe (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/report.py" />
            <location filename="../../resources/templates/envelope.html" />
            <source>Envelope of {amount} euro</source>
            <translation>Enveloppe van {amount} euro</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Envelope pays</source>
            <translation>Enveloppe betaalt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Envelope: 5000000, or by year 2026:1000000,2027:1500000</source>
            <translation>Enveloppe: 5000000, of per jaar 2026:1000000,2027:1500000</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Estimate</source>
            <translation>Schatting</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Estimate population</source>
            <translation>Bevolking schatten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Estimated population</source>
            <translation>Geschatte bevolking</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Estimated population of {title}</source>
            <translation>Geschatte bevolking van {title}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>Estimated, not counted: {indicators}.</source>
            <translation>Geschat, niet geteld: {indicators}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Estimates, no counts</source>
            <translation>Schattingen, geen tellingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Estimating</source>
            <translation>Schatten</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/clustering.py" />
            <source>Estimating how probably each area belongs to a cluster</source>
            <translation>Schatten hoe waarschijnlijk elk gebied tot een cluster behoort</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Euro</source>
            <translation>Euro</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Euro saved by sharing</source>
            <translation>Euro bespaard door delen</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Even if nothing had changed, about {count} of the {total} areas would be named by chance alone.</source>
            <translation>Ook als er niets veranderd was, zouden door toeval alleen ongeveer {count} van de {total} gebieden vermeld worden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Every indicator was measured for each of the {count} areas and converted to a need score from 0 to 100.</source>
            <translation>Elke indicator is gemeten voor elk van de {count} gebieden en omgezet in een noodscore van 0 tot 100.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Every layer used has the same content.</source>
            <translation>Elke gebruikte laag heeft dezelfde inhoud.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Everyone is allocated the nearest free place within the threshold; if several people want the same place, it goes to the one who lives nearest. People who find no place are counted as shortage, even if places are left elsewhere.</source>
            <translation>Iedereen krijgt de dichtstbijzijnde vrije plaats binnen de drempel; als meerdere mensen dezelfde plaats willen, gaat die naar wie het dichtst woont. Mensen die geen plaats vinden, tellen als tekort, ook als er elders plaatsen over zijn.</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>Example</source>
            <translation>Voorbeeld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Excel, CSV, GeoPackage and shapefile are all fine. Please do not send names or addresses of persons.</source>
            <translation>Excel, CSV, GeoPackage en shapefile zijn alle goed. Stuur geen namen of adressen van personen.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Excluded</source>
            <translation>Uitgesloten</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Existing</source>
            <translation>Bestaand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/demand.html" />
            <source>Existing and planned places</source>
            <translation>Bestaande en geplande plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Existing places</source>
            <translation>Bestaande plaatsen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Explained by this indicator alone</source>
            <translation>Verklaard door deze indicator alleen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Export atlas</source>
            <translation>Atlas exporteren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Export folder</source>
            <translation>Map voor de export</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Export map</source>
            <translation>Kaart exporteren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Export web map</source>
            <translation>Webkaart exporteren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>Extent (empty: all units)</source>
            <translation>Uitsnede (leeg: alle gebiedseenheden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Extent (empty: everything)</source>
            <translation>Uitsnede (leeg: alles)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>FIELDS holds '{item}': write field=column, with commas between them.</source>
            <translation>FIELDS bevat '{item}': schrijf veld=kolom, met komma's ertussen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/tables.py" />
            <source>FIELDS: '{item}' has the rule '{rule}', which is none of {rules}.</source>
            <translation>FIELDS: '{item}' heeft de regel '{rule}', en dat is geen van {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/tables.py" />
            <source>FIELDS: '{item}' is not of the form layer.field:rule.</source>
            <translation>FIELDS: '{item}' heeft niet de vorm laag.veld:regel.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/tables.py" />
            <source>FIELDS: there is no layer '{layer}': did you mean '{close}'?</source>
            <translation>FIELDS: er is geen laag '{layer}': bedoelde u '{close}'?</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/tables.py" />
            <source>FIELDS: there is no layer '{layer}'; there are {layers}.</source>
            <translation>FIELDS: er is geen laag '{layer}'; er zijn {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>FLOOR is a number of inhabitants: give their field as POPULATION_FIELD.</source>
            <translation>FLOOR is een aantal inwoners: geef het veld ervan als POPULATION_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>FLOOR is {floor:g}, but all units together have {total:g} inhabitants.</source>
            <translation>FLOOR is {floor:g}, maar alle gebiedseenheden samen hebben {total:g} inwoners: geef een kleiner getal.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Faces</source>
            <translation>Deelvlakken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <location filename="../../resources/templates/access.html" />
            <source>Facilities</source>
            <translation>Voorzieningen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Facilities with their load</source>
            <translation>Voorzieningen met hun bezetting</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Facility</source>
            <translation>Voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Fail when</source>
            <translation>Mislukken als</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>Failed</source>
            <translation>Mislukt</translation>
        </message>
        <message>
            <location filename="../../ui/message_bar.py" />
            <source>Failed without further details; see the log messages.</source>
            <translation>Mislukt zonder verdere uitleg; zie Logboekmeldingen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Fall most</source>
            <translation>Dalen het meest</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Falls in rank</source>
            <translation>Daalt in rang</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Falls most: {areas}.</source>
            <translation>Daalt het meest: {areas}.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Favourite</source>
            <translation>Favoriet</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/tree.py" />
            <source>Favourites</source>
            <translation>Favorieten</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Favourites only</source>
            <translation>Alleen favorieten</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Feature numbers at the source</source>
            <translation>Nummers van de objecten bij de bron</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/sync.html" />
            <source>Features</source>
            <translation>Objecten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Features changed</source>
            <translation>Gewijzigde objecten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Features deleted</source>
            <translation>Verwijderde objecten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Features inserted</source>
            <translation>Toegevoegde objecten</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Fetched completely: the source does not indicate changes.</source>
            <translation>Volledig opgehaald: de bron geeft geen wijzigingen aan.</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/prepare.py" />
            <source>Fetching 1 layer | Fetching {count} layers</source>
            <translation>1 laag ophalen | {count} lagen ophalen</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../ui/challenge/measurement.py" />
            <source>Field</source>
            <translation>Veld</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/field_roles.py" />
            <source>Field '{field}' contains unreadable characters ('{text}'): save the file as UTF-8, or set the encoding in QGIS.</source>
            <translation>Veld '{field}' bevat onleesbare tekens ('{text}'): sla het bestand op als UTF-8, of stel de codering in QGIS in.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>Field '{field}' counts cases in {count} units without inhabitants: correct them, or take another POPULATION_FIELD.</source>
            <translation>Veld '{field}' telt gevallen in {count} gebiedseenheden zonder inwoners: verbeter ze, of neem een ander POPULATION_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/local_statistics.py" />
            <source>Field '{field}' has a value in {count} of {total} units: clusters need at least {needed} units with a value.</source>
            <translation>Veld '{field}' heeft een waarde in {count} van {total} gebiedseenheden: voor clusters zijn er minstens {needed} met een waarde nodig.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>Field '{field}' has another neighbourhood for each unit: nothing is counted by neighbourhood.</source>
            <translation>Veld '{field}' heeft voor elke gebiedseenheid een andere wijk: er wordt niets per wijk geteld.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>Field '{field}' holds {value}: method 'scan' counts cases, so give a field with whole numbers from 0 up.</source>
            <translation>Veld '{field}' bevat {value}: de methode 'scan' telt gevallen, geef dus een veld met gehele getallen vanaf 0.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>Field '{field}' is negative or empty for {count} measures ({ids}). Give euros of 0 or more.</source>
            <translation>Veld '{field}' is negatief of leeg voor {count} maatregelen ({ids}). Geef euro's van 0 of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Field '{field}' of '{layer}' has '{id}' twice. Give each actor its own id.</source>
            <translation>Veld '{field}' van '{layer}' bevat '{id}' twee keer. Geef elke actor een eigen id.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Field '{field}' of '{layer}' is below 0 for actor '{id}' ({value:g}). Give 0 or more.</source>
            <translation>Veld '{field}' van '{layer}' ligt onder 0 voor actor '{id}' ({value:g}). Geef 0 of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Field '{field}' of '{layer}' is empty for {count} actors. Give each an id.</source>
            <translation>Veld '{field}' van '{layer}' is leeg voor {count} actoren. Geef elke actor een id.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' of layer '{layer}' has '{id}' twice. Give each measure its own id.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat '{id}' twee keer. Geef elke maatregel een eigen id.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/unit_keys.py" />
            <source>Field '{field}' of layer '{layer}' has '{key}' twice. Have one row for each place.</source>
            <translation>Veld '{field}' van laag '{layer}' heeft '{key}' twee keer. Zorg voor één rij per plaats.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>Field '{field}' of layer '{layer}' holds '{word}', which is no age such as 0-2, 80+ or 7.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat '{word}', en dat is geen leeftijd zoals 0-2, 80+ of 7.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>Field '{field}' of layer '{layer}' holds '{word}', which is no sex such as M or F.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat '{word}', en dat is geen geslacht zoals M of V.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>Field '{field}' of layer '{layer}' holds '{word}': a status is one of {known} (did you mean '{close}'?).</source>
            <translation>Veld '{field}' van laag '{layer}' bevat '{word}': een status is een van {known} (bedoelde u '{close}'?).</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/number_fields.py" />
            <source>Field '{field}' of layer '{layer}' holds a negative number ({value:g}) in feature {feature}: correct it.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat een negatief getal ({value:g}) in object {feature}: verbeter dat.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Field '{field}' of layer '{layer}' holds a negative number of inhabitants ({value:g}): correct it, or leave the field out.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat een negatief aantal inwoners ({value:g}): verbeter het, of laat het veld weg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>Field '{field}' of layer '{layer}' holds a negative number of people ({value:g}): correct it.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat een negatief aantal mensen ({value:g}): verbeter het.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Field '{field}' of layer '{layer}' holds numbers as text, such as '{value}', of which it cannot be known whether the mark separates thousands or decimals: write 'decimal' in the options of the layer's source, or make it a field of numbers.</source>
            <translation>Veld '{field}' van laag '{layer}' bevat getallen als tekst, zoals '{value}', waarvan niet te weten is of het teken duizendtallen of decimalen scheidt: geef 'decimal' in de opties van de bron van de laag, of maak er een veld met getallen van.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' of layer '{layer}' is empty for all {count} measures. Choose a field with effects.</source>
            <translation>Veld '{field}' van laag '{layer}' is leeg voor alle {count} maatregelen. Kies een veld met effecten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' of layer '{layer}' is empty for {count} measures. Give each an id.</source>
            <translation>Veld '{field}' van laag '{layer}' is leeg voor {count} maatregelen. Geef elke maatregel een id.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' of layer '{layer}' is empty for {count} measures: they count as without effect.</source>
            <translation>Veld '{field}' van laag '{layer}' is leeg voor {count} maatregelen: ze tellen als zonder effect.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>Field '{field}' of layer '{layer}' is empty for {count} rows: give a year.</source>
            <translation>Veld '{field}' van laag '{layer}' is leeg in {count} rijen: geef een jaartal.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/number_fields.py" />
            <source>Field '{field}' of layer '{layer}' is empty in {count} of {total} features: they count as 0.</source>
            <translation>Veld '{field}' van laag '{layer}' is leeg in {count} van de {total} objecten: die tellen als 0.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' of layer '{layer}' is negative for {count} actors ({ids}). Give shares of the envelope from 0 to 1.</source>
            <translation>Veld '{field}' van laag '{layer}' is negatief voor {count} actoren ({ids}). Geef aandelen van de enveloppe van 0 tot 1.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>Field '{field}' of layer '{layer}' names '{word}', which is none of the demand layers: {known}.</source>
            <translation>Veld '{field}' van laag '{layer}' noemt '{word}', en dat is geen van de vraaglagen: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Field '{field}' of layer '{layer}' should hold numbers but holds '{value}' in feature {feature}.</source>
            <translation>Veld '{field}' van laag '{layer}' moet getallen bevatten, maar bevat '{value}' in object {feature}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Field '{field}' of layer '{layer}' would be replaced by a result of that name: rename it first.</source>
            <translation>Veld '{field}' van laag '{layer}' zou vervangen worden door een resultaat met die naam: geef het eerst een andere naam.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Field '{field}' of layer '{layer}': numbers stored as text are read as numbers.</source>
            <translation>Veld '{field}' van laag '{layer}': getallen die als tekst zijn opgeslagen, worden als getal gelezen.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Field '{field}' of layer '{layer}': the values '{marks}' count as missing ({count}).</source>
            <translation>Veld '{field}' van laag '{layer}': de waarden '{marks}' gelden als ontbrekend ({count}).</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Field '{field}' of network '{layer}' holds neither '{forward}' nor '{backward}', so that no road is one-way. It holds: {values}. Set VALUE_FORWARD and VALUE_BACKWARD, or leave DIRECTION_FIELD empty.</source>
            <translation>Veld '{field}' van netwerk '{layer}' bevat '{forward}' noch '{backward}', zodat geen enkele weg eenrichtingsverkeer heeft. Het bevat: {values}. Stel VALUE_FORWARD en VALUE_BACKWARD in, of laat DIRECTION_FIELD leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Field '{field}' says '{word}' for measure '{id}'. Give yes or no (ja or nee, 1 or 0).</source>
            <translation>Veld '{field}' zegt '{word}' bij maatregel '{id}'. Geef ja of nee (yes of no, 1 of 0).</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/local_statistics.py" />
            <source>Field '{field}': all {count} units have the value {value:g}, so no unit stands out; choose another field.</source>
            <translation>Veld '{field}': alle {count} gebiedseenheden hebben de waarde {value:g}, dus geen enkele valt op; kies een ander veld.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Field of demand</source>
            <translation>Veld met de vraag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field of the actors with each party's own share of the envelope (0-1)</source>
            <translation>Veld van de actoren met het eigen aandeel van elke partij in de enveloppe (0-1)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Field of the areas in which clusters were found (empty: challenge_index)</source>
            <translation>Veld van de gebieden waarin clusters gevonden zijn (leeg: challenge_index)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Field to compare</source>
            <translation>Te vergelijken veld</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Field whose high values indicate need</source>
            <translation>Veld waarvan hoge waarden op nood wijzen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's id</source>
            <translation>Veld met het id van de actor</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's kind</source>
            <translation>Veld met de soort van de actor</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's means (euro)</source>
            <translation>Veld met de middelen van de actor (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's name</source>
            <translation>Veld met de naam van de actor</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's reach (metres)</source>
            <translation>Veld met het bereik van de actor (meter)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Field with the actor's roles</source>
            <translation>Veld met de rollen van de actor</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the annual cost</source>
            <translation>Veld met de jaarlijkse kosten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Field with the codes of the areas (empty: that of the record)</source>
            <translation>Veld met de codes van de gebieden (leeg: dat van het record)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the cost (euro)</source>
            <translation>Veld met de kosten (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Field with the cost in euro</source>
            <translation>Veld met de kosten in euro</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Field with the demand</source>
            <translation>Veld met de vraag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Field with the demand layers that a site can serve (empty: all)</source>
            <translation>Veld met de vraaglagen die een locatie kan bedienen (leeg: alle)</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Field with the demand; empty: each feature counts once</source>
            <translation>Veld met de vraag; leeg: elk object telt één keer</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the effect (several: comma-separated)</source>
            <translation>Veld met het effect (meerdere: door komma's gescheiden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Field with the floor area in m2</source>
            <translation>Veld met de vloeroppervlakte in m2</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the id</source>
            <translation>Veld met het id</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the ids of excluded measures</source>
            <translation>Veld met de id's van uitgesloten maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the ids of required measures</source>
            <translation>Veld met de id's van vereiste maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Field with the name of a facility</source>
            <translation>Veld met de naam van een voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Field with the number of places</source>
            <translation>Veld met het aantal plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Field with the opening hours (OpenStreetMap's syntax)</source>
            <translation>Veld met de openingsuren (schrijfwijze van OpenStreetMap)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Field with the places</source>
            <translation>Veld met de plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Field with the points' weights</source>
            <translation>Veld met de gewichten van de punten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Field with the sector of a facility</source>
            <translation>Veld met de sector van een voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the start year</source>
            <translation>Veld met het startjaar</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Field with the status: candidate, existing, required, forbidden</source>
            <translation>Veld met de status: candidate, existing, required, forbidden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with the title</source>
            <translation>Veld met de titel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Field with the total of inhabitants</source>
            <translation>Veld met het totaal aantal inwoners</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Field with the values</source>
            <translation>Veld met de waarden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Field with the weight of points</source>
            <translation>Veld met het gewicht van de punten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Field with the weights</source>
            <translation>Veld met de gewichten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Field with whether partial implementation is allowed</source>
            <translation>Veld dat aangeeft of gedeeltelijke uitvoering mag</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../ui/catalogue/card.py" />
            <source>Fields</source>
            <translation>Velden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Fields to keep (layer.field:rule, ...)</source>
            <translation>Over te nemen velden (laag.veld:regel, ...)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Fields with the number of people, such as an age class (several are added up; empty: each feature is one)</source>
            <translation>Velden met het aantal mensen, zoals een leeftijdsklasse (verschillende worden opgeteld; leeg: elk object telt voor één)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/inputs.py" />
            <source>File '{file}' has no column for {missing}. It has: {columns}.</source>
            <translation>Bestand '{file}' heeft geen kolom voor {missing}. Het heeft: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>File '{file}' has no investments of the municipalities of this plan: compare the NIS codes.</source>
            <translation>Bestand '{file}' heeft geen investeringen van de gemeenten van dit plan: vergelijk de NIS-codes.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <location filename="../../processing/sources/describing/address.py" />
            <source>File '{path}' cannot be read: {reason}.</source>
            <translation>Bestand '{path}' kan niet worden gelezen: {reason}.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project_copy.py" />
            <location filename="../../processing/model/files.py" />
            <location filename="../../processing/planning/bbc/inputs.py" />
            <source>File '{path}' does not exist. Check the path.</source>
            <translation>Bestand '{path}' bestaat niet. Controleer het pad.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>File '{path}' has more than {megabytes} MB, which is too much to read: divide it.</source>
            <translation>Bestand '{path}' is groter dan {megabytes} MB en kan zo niet gelezen worden: splits het op.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>File '{path}' is not UTF-8 (byte {position} cannot be read). Save the file again with the encoding UTF-8.</source>
            <translation>Bestand '{path}' is geen UTF-8 (byte {position} is onleesbaar). Sla het bestand opnieuw op met de codering UTF-8.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>File (Excel, CSV, GeoPackage, shapefile, GeoJSON)</source>
            <translation>Bestand (Excel, CSV, GeoPackage, shapefile, GeoJSON)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>File with the answers about names</source>
            <translation>Bestand met de antwoorden over namen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>File with the answers about names (empty: beside the catalogue)</source>
            <translation>Bestand met de antwoorden over namen (leeg: naast de catalogus)</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/earlier_files.py" />
            <source>Files in '{folder}' were changed since they were written: they are kept in '{kept}' ({files}).</source>
            <translation>Bestanden in '{folder}' zijn gewijzigd sinds ze geschreven werden: ze blijven behouden in '{kept}' ({files}).</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Files that differ: {files}.</source>
            <translation>Bestanden die verschillen: {files}.</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>Files that you saved elsewhere stay where they are.</source>
            <translation>Bestanden die u elders opgeslagen hebt, blijven staan.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Files written: {count}.</source>
            <translation>Bestanden geschreven: {count}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Filled</source>
            <translation>Bezet</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <location filename="../../ui/challenge/measurement.py" />
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Filter for the features</source>
            <translation>Filter voor de objecten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Filter for the features (an expression)</source>
            <translation>Filter voor de objecten (een expressie)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Filter for the places</source>
            <translation>Filter voor de plaatsen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>Filters</source>
            <translation>Filters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Find shared sites</source>
            <translation>Gedeelde locaties zoeken</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Find sites</source>
            <translation>Locaties zoeken</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Find the best portfolio</source>
            <translation>Beste portefeuille zoeken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Finding</source>
            <translation>Bevinding</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/challenge/clustering.py" />
            <source>Finding clusters</source>
            <translation>Clusters zoeken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>First day of the year studied (default: today)</source>
            <translation>Eerste dag van het onderzochte jaar (standaard: vandaag)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>First map of a municipality</source>
            <translation>Eerste kaart van een gemeente</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>First rows of the file, with the meaning of each column above it</source>
            <translation>Eerste rijen van het bestand, met de betekenis van elke kolom erboven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>First shortage of an area</source>
            <translation>Eerste tekort van een gebied</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>First the areas with the earliest shortage. Shortage from: the first year in which at least one place is lacking. Earliest: the year by which 10 % of the simulated futures have a shortage. Shortage: in {last}, middle scenario.</source>
            <translation>Eerst de gebieden die het vroegst een tekort hebben. Tekort vanaf: het eerste jaar waarin minstens één plaats ontbreekt. Ten vroegste: het jaar waarin 10 % van de gesimuleerde toekomsten een tekort heeft. Tekort: in {last}, middenscenario.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>First year (0: this year)</source>
            <translation>Eerste jaar (0: dit jaar)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Five</source>
            <translation>Vijf</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>Flemish government</source>
            <translation>Vlaamse overheid</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <source>Folder for the demo city</source>
            <translation>Map voor de demostad</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Folder for the web map</source>
            <translation>Map voor de webkaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Folder in which the public data are kept (empty: in the export folder)</source>
            <translation>Map waarin de openbare gegevens opgeslagen worden (leeg: in de exportmap)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Folder of a second map, to compare with</source>
            <translation>Map van een tweede kaart, om mee te vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/map/panel.py" />
            <source>Folder of an integrated map</source>
            <translation>Map van een geïntegreerde kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <location filename="../../ui/map/panel.py" />
            <source>Folder of the atlas</source>
            <translation>Map van de atlas</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Folder of the web map</source>
            <translation>Map van de webkaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Folder or zip of the earlier map</source>
            <translation>Map of zip van de vroegere kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Folder or zip of the later map</source>
            <translation>Map of zip van de latere kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Folder, zip or manifest of an integrated map</source>
            <translation>Map, zip of manifest van een geïntegreerde kaart</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>For the challenge '{challenge}' we are making a map of {municipality}. For '{indicator}' there are no public data.</source>
            <translation>Voor de opgave '{challenge}' maken we een kaart van {municipality}. Voor '{indicator}' bestaan geen openbare gegevens.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>For the negotiation</source>
            <translation>Voor de onderhandeling</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <location filename="../../resources/templates/envelope.html" />
            <source>For {count} of {groups} combinations of parties there was no time to prove the best choice: they may reach more.</source>
            <translation>Voor {count} van de {groups} combinaties van partijen was er geen tijd om te bewijzen welke keuze de beste is: ze bereiken misschien meer.</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <location filename="../../ui/settings_page.py" />
            <source>Forget everything</source>
            <translation>Alles wissen</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Forget everything...</source>
            <translation>Alles wissen...</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/map/view.py" />
            <source>Format</source>
            <translation>Formaat</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Found</source>
            <translation>Gevonden</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Four</source>
            <translation>Vier</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Free hours per week at the times needed, all buildings together</source>
            <translation>Vrije uren per week op de gevraagde tijdstippen, alle gebouwen samen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Free square-metre hours per week</source>
            <translation>Vrije vierkantemeteruren per week</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>From challenge to action: what stands out in each cluster, the projected demand, the chosen sites and measures, the actors at work, and the actions of the multi-year plan.</source>
            <translation>Van opgave naar actie: wat opvalt in elke cluster, de geraamde vraag, de gekozen locaties en maatregelen, de actoren die er werken en de acties van het meerjarenplan.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>From layer</source>
            <translation>Uit laag</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>From the core of the clusters to all areas that may belong to one</source>
            <translation>Van de kern van de clusters tot alle gebieden die er misschien toe behoren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/envelope.html" />
            <source>From the envelope (euro)</source>
            <translation>Uit de enveloppe (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>From the lowest to the highest area; the mark is all areas together. Red: a need score of {points} points or more above the mean.</source>
            <translation>Van het laagste tot het hoogste gebied; het teken staat voor alle gebieden samen. Rood: een noodscore die {points} punten of meer boven het gemiddelde ligt.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>From the lowest to the highest prices, in euro of {year}. Each row assumes that places serve the areas of that row and no others, and that the scenario is known beforehand.</source>
            <translation>Van de laagste tot de hoogste prijzen, in euro van {year}. Elke rij neemt aan dat plaatsen alleen de gebieden van die rij bedienen, en dat het scenario vooraf gekend is.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/offline.py" />
            <source>From the store '{store}', without asking their sources: {layers}; the oldest copy is of {day}.</source>
            <translation>Uit de opslag '{store}', zonder hun bronnen iets te vragen: {layers}; de oudste kopie is van {day}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>From {first} to {last}, 1 area lacks a place in some year of the middle scenario. | From {first} to {last}, {count:,d} areas lack a place in some year of the middle scenario, not all in the same one.</source>
            <translation>Van {first} tot {last} heeft 1 gebied in minstens één jaar van het middenscenario een plaats te weinig. | Van {first} tot {last} hebben {count:,d} gebieden in minstens één jaar van het middenscenario een plaats te weinig, maar niet allemaal in hetzelfde jaar.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>From {start} to {horizon} is more than {most} years, which is too far to project. Choose an earlier HORIZON.</source>
            <translation>Van {start} tot {horizon} is meer dan {most} jaar; zo ver kan niet geraamd worden. Kies een vroegere HORIZON.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Gap to the optimum (0: proven optimal for these estimates)</source>
            <translation>Afwijking van het optimum (0: voor deze ramingen bewezen optimaal)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <source>GeoPackage</source>
            <translation>GeoPackage</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Get a place within the threshold</source>
            <translation>Krijgen een plaats binnen de drempel</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Gi*</source>
            <translation>Gi*</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Give at least one indicator a weight.</source>
            <translation>Geef minstens één indicator gewicht.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Give the challenge a title.</source>
            <translation>Geef de opgave een titel.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Give the indicator a title.</source>
            <translation>Geef de indicator een titel.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Greatest need</source>
            <translation>Grootste nood</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Greatest need at</source>
            <translation>Grootste nood bij</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Grid for coordinates, in metres (0 = none)</source>
            <translation>Raster voor de coördinaten, in meter (0 = geen)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Group</source>
            <translation>Groep</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Group field</source>
            <translation>Groepsveld</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Groups with many known links between their members and few to others. With a more complete table of links they may be different.</source>
            <translation>Groepen met veel bekende onderlinge samenwerkingen en weinig met andere. Met een vollediger tabel kunnen de groepen anders zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>HOURS_TABLE needs {fields} and KEY_FIELD.</source>
            <translation>Bij HOURS_TABLE horen {fields} en KEY_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <location filename="../../processing/algorithms/parameters.py" />
            <source>HTML files (*.html)</source>
            <translation>HTML-bestanden (*.html)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>HTML, web page, interactive, share, browser</source>
            <translation>HTML, webpagina, interactief, delen, browser</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Half the interval there</source>
            <translation>Halve marge daar</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Harvest catalogue</source>
            <translation>Catalogus harvesten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>Harvest of {origin}</source>
            <translation>Harvest van {origin}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>Harvested catalogue</source>
            <translation>Geharveste catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>Hatched: {count} areas with too little data</source>
            <translation>Gearceerd: {count} gebieden met te weinig gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Hectares</source>
            <translation>Hectare</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Hectares after</source>
            <translation>Hectare na</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Hectares before</source>
            <translation>Hectare voor</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Hectares that two challenges share; on the diagonal what each has</source>
            <translation>Hectare die twee opgaven delen; op de diagonaal wat elke opgave heeft</translation>
        </message>
        <message>
            <location filename="../../ui/help.py" />
            <location filename="../../ui/help_entry.py" />
            <source>Help of Opgavenkaart</source>
            <translation>Help bij Opgavenkaart</translation>
        </message>
        <message>
            <location filename="../../ui/help.py" />
            <source>Help of this panel (F1)</source>
            <translation>Help bij dit paneel (F1)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Here</source>
            <translation>Hier</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Hide areas with fewer {counted} than</source>
            <translation>Gebieden verbergen met minder {counted} dan</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>High value = need</source>
            <translation>Hoge waarde = nood</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>High values indicate need</source>
            <translation>Hoge waarden wijzen op nood</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Higher than elsewhere: {indicator}</source>
            <translation>Hoger dan elders: {indicator}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Highest</source>
            <translation>Hoogste</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Highest index</source>
            <translation>Hoogste index</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Homogeneous region</source>
            <translation>Homogene regio</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Horizon (year, or number of years)</source>
            <translation>Horizon (jaartal, of aantal jaren)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Hours needed: keys, or a JSON file (empty: all built-in)</source>
            <translation>Gevraagde uren: sleutels, of een JSON-bestand (leeg: alle ingebouwde)</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <location filename="../../ui/settings_page.py" />
            <source>House style</source>
            <translation>Huisstijl</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <source>House style (*.json)</source>
            <translation>Huisstijl (*.json)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>House style (empty: default)</source>
            <translation>Huisstijl (leeg: standaard)</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>House styles (*.json)</source>
            <translation>Huisstijlen (*.json)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Households and cars by unit</source>
            <translation>Huishoudens en auto's per gebied</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Households by municipality</source>
            <translation>Huishoudens per gemeente</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Households in new dwellings</source>
            <translation>Huishoudens in nieuwe woningen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Households without a car</source>
            <translation>Huishoudens zonder auto</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Households without a car: a binomial regression with logit link of the share on cars per household over municipalities, applied to the cars of the area.</source>
            <translation>Huishoudens zonder auto: een binomiale regressie (logit) van het aandeel op het aantal auto's per huishouden over de gemeenten, toegepast op de auto's van het gebied.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>How robust is the index?</source>
            <translation>Hoe robuust is de index?</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>How well it does on municipalities that were left out</source>
            <translation>Hoe goed gemeenten geschat worden waarvan het aantal weggelaten is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Id of the record</source>
            <translation>Id van het record</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Id of the record (empty: from the name of the file)</source>
            <translation>Id van het record (leeg: naar de naam van het bestand)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Id of the record (empty: from the name of the layer)</source>
            <translation>Id van het record (leeg: op basis van de naam van de laag)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>If a layer fails</source>
            <translation>Als een laag mislukt</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If each area solves its own shortage up to {last}, in the middle scenario, the phased plan costs {low:,.0f} to {high:,.0f} euro of {first}; building everything now {now_low:,.0f} to {now_high:,.0f} euro; building each place once it is short {after_low:,.0f} to {after_high:,.0f} euro.</source>
            <translation>Als elk gebied het eigen tekort tot {last} oplost, in het middenscenario, kost het gefaseerde plan {low:,.0f} tot {high:,.0f} euro (van {first}); alles nu bouwen kost {now_low:,.0f} tot {now_high:,.0f} euro; elke plaats pas bouwen wanneer die ontbreekt, kost {after_low:,.0f} tot {after_high:,.0f} euro.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If each area solves its own shortage up to {last}, in the middle scenario, the phased plan costs {phased:,.0f} euro of {first}; building everything now {now:,.0f} euro; building each place once it is short {after:,.0f} euro.</source>
            <translation>Als elk gebied het eigen tekort tot {last} oplost, in het middenscenario, kost het gefaseerde plan {phased:,.0f} euro (van {first}); alles nu bouwen kost {now:,.0f} euro; elke plaats pas bouwen wanneer die ontbreekt, kost {after:,.0f} euro.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If places could serve all areas, wherever they stand, nothing would have to be built up to {last} in the middle scenario.</source>
            <translation>Als plaatsen alle gebieden konden bedienen, waar ze ook liggen, hoefde er in het middenscenario tot {last} niets gebouwd te worden.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If places could serve all areas, wherever they stand, the phased plan of the middle scenario would cost {euros:,.0f} euro.</source>
            <translation>Als plaatsen alle gebieden konden bedienen, waar ze ook liggen, zou het gefaseerde plan van het middenscenario {euros:,.0f} euro kosten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If places could serve all areas, wherever they stand, the phased plan of the middle scenario would cost {low:,.0f} to {high:,.0f} euro.</source>
            <translation>Als plaatsen alle gebieden konden bedienen, waar ze ook liggen, zou het gefaseerde plan van het middenscenario {low:,.0f} tot {high:,.0f} euro kosten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>If the places within {reach:,.0f} m were divided as well as possible each year, the phased plan of the middle scenario would cost no less than {low:,.0f} to {high:,.0f} euro, depending on the prices.</source>
            <translation>Als de plaatsen binnen {reach:,.0f} m elk jaar zo goed mogelijk verdeeld werden, zou het gefaseerde plan van het middenscenario niet minder dan {low:,.0f} tot {high:,.0f} euro kosten, naargelang van de prijzen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>If the {areas} areas of the layer '{title}' were compared instead of these {units}, none would stand out; the fewer the areas, the less a test finds.</source>
            <translation>Als de {areas} gebieden van de laag '{title}' werden vergeleken in plaats van deze {units}, sprong er geen enkel uit; hoe minder gebieden, hoe minder een toets vindt.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>If the {areas} areas of the layer '{title}' were compared instead of these {units}, {found} would stand out, with {share} % of the {people}.</source>
            <translation>Als de {areas} gebieden van de laag '{title}' werden vergeleken in plaats van deze {units}, sprongen er {found} uit, met {share} % van de {people}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>If the {areas} areas of the layer '{title}' were compared instead of these {units}, {found} would stand out.</source>
            <translation>Als de {areas} gebieden van de laag '{title}' werden vergeleken in plaats van deze {units}, sprongen er {found} uit.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>If there were a cluster of {size} areas next to each other with an index {points} points higher (two standard deviations), this method would find it in {percent} % of {draws} simulations among these areas.</source>
            <translation>Als er een cluster was van {size} gebieden bij elkaar met een index die {points} punten hoger ligt (twee standaardafwijkingen), dan zou deze methode die vinden in {percent} % van {draws} simulaties met deze gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>If there were a cluster of {size} areas next to each other with twice the rate elsewhere, this method would find it in {percent} % of {draws} simulations among these areas.</source>
            <translation>Als er een cluster was van {size} gebieden bij elkaar met een dubbel zo groot aandeel gevallen als elders, dan zou deze methode die vinden in {percent} % van {draws} simulaties met deze gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Ignore disconnected parts of the network</source>
            <translation>Losse netwerkdelen negeren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Implementer field</source>
            <translation>Veld met de uitvoerder</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Implementers</source>
            <translation>Uitvoerders</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Implementers: a table of actors</source>
            <translation>Uitvoerders: een tabel met actoren</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Import from layer</source>
            <translation>Overnemen uit laag</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>In 1 area fewer than {least} {counted} are counted; the value there can vary strongly by chance: {values}. | In {count} areas fewer than {least} {counted} are counted; the values there can vary strongly by chance: {values}.</source>
            <translation>In 1 gebied zijn minder dan {least} {counted} geteld; de waarde daar kan sterk door toeval schommelen: {values}. | In {count} gebieden zijn minder dan {least} {counted} geteld; de waarden daar kunnen sterk door toeval schommelen: {values}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>In 80 % of simulated futures</source>
            <translation>In 80 % van de gesimuleerde toekomsten</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>In Dutch</source>
            <translation>In het Nederlands</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>In English</source>
            <translation>In het Engels</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>In a straight line</source>
            <translation>In rechte lijn</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <source>In all {count} clusters an actor is known for every role</source>
            <translation>In alle {count} clusters is voor elke rol een actor bekend</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>In brackets: whether the values are high or low in the cluster, and how many points of need (0-100) its mean score lies above or below that of all areas.</source>
            <translation>Tussen haakjes: of de waarden in de cluster hoog of laag zijn, en hoeveel punten nood (0-100) de gemiddelde score er boven of onder die van alle gebieden ligt.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>In brackets: whether the values are high or low in the region, and how many points of need (0-100) its mean score lies above or below that of all areas.</source>
            <translation>Tussen haakjes: of de waarden in de regio hoog of laag zijn, en hoeveel punten nood (0-100) de gemiddelde score van de regio boven of onder die van alle gebieden ligt.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>In each municipality the odds are multiplied by one number, so that its known number stays.</source>
            <translation>Per gemeente zijn de kansverhoudingen met één getal vermenigvuldigd, zodat het bekende aantal van de gemeente behouden blijft.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>In each municipality the odds of all ages are multiplied by one number, so that as many people live alone as there are one-person households.</source>
            <translation>Per gemeente zijn de kansverhoudingen van alle leeftijden met één getal vermenigvuldigd, zodat er evenveel mensen alleen wonen als er eenpersoonshuishoudens zijn.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>In euros. The amount of an action that contributes to several challenges is divided among them, so that the columns add up to the totals of the plan. The last column counts each such action in full for each challenge: do not add up that column.</source>
            <translation>In euro. Het bedrag van een actie die bijdraagt aan meerdere opgaven is erover verdeeld, zodat de kolommen optellen tot de totalen van het plan. De laatste kolom telt zo'n actie bij elke opgave volledig: tel die kolom niet op.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <source>In every cluster at least one role has no known actor</source>
            <translation>In elke cluster is voor minstens één rol geen actor bekend</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>In figures</source>
            <translation>In cijfers</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>In new dwellings</source>
            <translation>In nieuwe woningen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>In place of '{indicator}', of which there are no data.</source>
            <translation>In de plaats van '{indicator}', waarvan er geen gegevens zijn.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>In the catalogue</source>
            <translation>In de catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <location filename="../../resources/templates/harvest.html" />
            <source>In the catalogue under another id</source>
            <translation>In de catalogus onder een andere id</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>In the clusters</source>
            <translation>In de clusters</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>In words</source>
            <translation>In woorden</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>In {count} of {maps} simulated maps with the same values, as smooth as this one by chance alone (Moran's I {drawn} on average, here {moran}), at least as large a share of the areas stands out by the same method as here ({share} % with p-values of the normal distribution; {mapped} % with those of the map).</source>
            <translation>In {count} van {maps} gesimuleerde kaarten met dezelfde waarden, waarop de nood louter door toeval even geleidelijk over de stad verloopt (Morans I gemiddeld {drawn}, hier {moran}), springt volgens dezelfde methode een minstens even groot deel van de gebieden eruit als hier ({share} % met p-waarden van de normale verdeling; {mapped} % met die van de kaart).</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>In {count} of {maps} simulated maps with the same values, smooth by chance alone but not as smooth as this one (Moran's I {drawn} on average, here {moran}), at least as large a share of the areas stands out by the same method as here ({share} % with p-values of the normal distribution; {mapped} % with those of the map).</source>
            <translation>In {count} van {maps} gesimuleerde kaarten met dezelfde waarden, waarop de nood louter door toeval geleidelijk over de stad verloopt, maar niet even geleidelijk als op deze kaart (Morans I gemiddeld {drawn}, hier {moran}), springt volgens dezelfde methode een minstens even groot deel van de gebieden eruit als hier ({share} % met p-waarden van de normale verdeling; {mapped} % met die van de kaart).</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <source>In {incomplete} of {count} clusters at least one role has no known actor</source>
            <translation>In {incomplete} van de {count} clusters is voor minstens één rol geen actor bekend</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/findings.py" />
            <source>In {missing} of {count} clusters at least one role has no known actor; {pairs} pairs work in the same clusters and have no link in the table: they may already know each other.</source>
            <translation>In {missing} van de {count} clusters is voor minstens één rol geen actor bekend; {pairs} paren werken in dezelfde clusters en staan niet in de tabel met samenwerkingen: ze kennen elkaar misschien al.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>In {place} ({counted}: {number}) one case more or less changes '{indicator}' by {step}.</source>
            <translation>In {place} ({counted}: {number}) verandert één geval meer of minder '{indicator}' met {step}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>In {year}, 1 of the {total:,d} areas lacks at least one place in the middle scenario. | In {year}, {count:,d} of the {total:,d} areas lack at least one place in the middle scenario.</source>
            <translation>In {year} heeft 1 van de {total:,d} gebieden in het middenscenario minstens één plaats te weinig. | In {year} hebben {count:,d} van de {total:,d} gebieden in het middenscenario minstens één plaats te weinig.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>In {year}, all areas together have 1 place to spare in the middle scenario. | In {year}, all areas together have {count:,d} places to spare in the middle scenario.</source>
            <translation>In {year} hebben alle gebieden samen in het middenscenario 1 plaats over. | In {year} hebben alle gebieden samen in het middenscenario {count:,d} plaatsen over.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>In {year}, all areas together have as many places as they need in the middle scenario.</source>
            <translation>In {year} hebben alle gebieden samen in het middenscenario evenveel plaatsen als er nodig zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>In {year}, all areas together lack 1 place in the middle scenario. | In {year}, all areas together lack {count:,d} places in the middle scenario.</source>
            <translation>In {year} hebben alle gebieden samen in het middenscenario 1 plaats te weinig. | In {year} hebben alle gebieden samen in het middenscenario {count:,d} plaatsen te weinig.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>In {year}, no area lacks a whole place in the middle scenario.</source>
            <translation>In {year} komt in het middenscenario geen enkel gebied een hele plaats tekort.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../ui/challenge/clusters.py" />
            <location filename="../../ui/challenge/layers.py" />
            <location filename="../../ui/challenge/properties.py" />
            <source>Index</source>
            <translation>Index</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Index and indicators of every area, as CSV</source>
            <translation>Index en indicatoren van elk gebied, als CSV</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Index by '{proposal}'</source>
            <translation>Index volgens '{proposal}'</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Index in the other challenge</source>
            <translation>Index in de andere opgave</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Index of the area with most need</source>
            <translation>Index van het gebied met de meeste nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Index of {sector} alone</source>
            <translation>Index van {sector} alleen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Index with the present weights</source>
            <translation>Index met de huidige gewichten</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../processing/products/integrated_map/report_tables.py" />
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Indicator</source>
            <translation>Indicator</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/variants.py" />
            <source>Indicator '{indicator}' has no data. {reason}</source>
            <translation>Van de indicator '{indicator}' zijn er geen gegevens. {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/variants.py" />
            <source>Indicator '{indicator}' has no data; '{twin}' is measured in its place. {reason}</source>
            <translation>Van de indicator '{indicator}' zijn er geen gegevens; in de plaats wordt '{twin}' gemeten. {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/indexing.py" />
            <source>Indicator '{indicator}': 1 unit counts fewer than {least}; its value can vary strongly by chance. Smooth it, or hide the unit ('small_numbers'). | Indicator '{indicator}': {count} units count fewer than {least}; their values can vary strongly by chance. Smooth them, or hide the units ('small_numbers').</source>
            <translation>Indicator '{indicator}': in 1 gebiedseenheid zijn er minder dan {least} geteld; de waarde kan sterk door toeval schommelen. Vlak af, of verberg de gebiedseenheid ('small_numbers'). | Indicator '{indicator}': in {count} gebiedseenheden zijn er minder dan {least} geteld; hun waarden kunnen sterk door toeval schommelen. Vlak af, of verberg die gebiedseenheden ('small_numbers').</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>Indicator '{indicator}': all values are equal ({value}), it cannot tell units apart; leave it out, or use the normalisation 'target'.</source>
            <translation>Indicator '{indicator}': alle waarden zijn gelijk ({value}) en onderscheiden de gebiedseenheden niet; laat hem weg, of gebruik de normalisatie 'target'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>Indicator '{indicator}': no unit has a value; check its layer, field and filter.</source>
            <translation>Indicator '{indicator}': geen enkele gebiedseenheid heeft een waarde; controleer laag, veld en filter.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>Indicator '{indicator}': only one unit has a value, so that units cannot be compared; give more units, or use the normalisation 'target'.</source>
            <translation>Indicator '{indicator}': maar één gebiedseenheid heeft een waarde, zodat er niets te vergelijken valt; geef meer gebiedseenheden, of gebruik de normalisatie 'target'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/smoothing.py" />
            <source>Indicator '{indicator}': smoothing takes counts, and some are negative; leave 'smoothing' out.</source>
            <translation>Indicator '{indicator}': afvlakken heeft aantallen nodig, en sommige zijn negatief; laat 'smoothing' weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>Indicator '{indicator}': the limit ({limit}) is no worse than the target ({target}); with direction high a limit lies above its target, with low below it.</source>
            <translation>Indicator '{indicator}': de grens ({limit}) is niet slechter dan het doel ({target}); bij richting high ligt de grens boven het doel, bij low eronder.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>Indicator '{indicator}': the normalisation 'target' needs a target value.</source>
            <translation>Indicator '{indicator}': de normalisatie 'target' heeft een doelwaarde nodig.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/measure.py" />
            <source>Indicator '{indicator}': {count} features of '{layer}' have no value and take no part.</source>
            <translation>Indicator '{indicator}': {count} objecten van '{layer}' hebben geen waarde en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../ui/challenge/indicators.py" />
            <source>Indicators</source>
            <translation>Indicatoren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Indicators before and after</source>
            <translation>Indicatoren voor en na</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Indicators that overlap</source>
            <translation>Indicatoren die elkaar overlappen</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Indicators without public data, and who usually has them</source>
            <translation>Indicatoren zonder openbare gegevens, en wie ze meestal heeft</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Influence of each sector</source>
            <translation>Invloed van elke sector</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Inhabitants</source>
            <translation>Inwoners</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Inhabitants at the horizon</source>
            <translation>Inwoners aan de horizon</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Inhabitants at the start</source>
            <translation>Inwoners bij de start</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Inhabitants by age (empty: fields of the units)</source>
            <translation>Inwoners naar leeftijd (leeg: velden van de gebiedseenheden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Inhabitants come from a field of the units: give both UNITS and POPULATION_FIELD, or neither.</source>
            <translation>Inwoners komen uit een veld van de gebiedseenheden: geef UNITS en POPULATION_FIELD allebei, of geen van beide.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Inhabitants of the units with estimates</source>
            <translation>Inwoners van de gebieden met schattingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Inhabitants of today by unit (empty: a field of the units)</source>
            <translation>Inwoners van vandaag per gebied (leeg: een veld van de gebieden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Inhabitants of today: field with the key</source>
            <translation>Inwoners van vandaag: veld met de sleutel</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Inhabitants of {ages} years</source>
            <translation>Inwoners van {ages} jaar</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Inhabitants of {age} years and over</source>
            <translation>Inwoners van {age} jaar en ouder</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Inhabitants today</source>
            <translation>Inwoners vandaag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Inhabitants {first} and {last}</source>
            <translation>Inwoners {first} en {last}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Inhabitants, year by year</source>
            <translation>Inwoners, jaar per jaar</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Inhabitants: field with the key</source>
            <translation>Inwoners: veld met de sleutel</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>Inside this area</source>
            <translation>Binnen dit gebied</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundle_writing.py" />
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../processing/products/other_formats/dictionary.py" />
            <source>Integrated layer</source>
            <translation>Geïntegreerde laag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Integrated map</source>
            <translation>Geïntegreerde kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Integrated map (empty: in the folder of the layer's file)</source>
            <translation>Geïntegreerde kaart (leeg: in de map van het bestand van de laag)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Integrated maps</source>
            <translation>Geïntegreerde kaarten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Investment</source>
            <translation>Investering</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Investments by policy field (CSV or Excel)</source>
            <translation>Investeringen per beleidsveld (CSV of Excel)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>It is not known which of these changes chance alone could give: UNITS, the areas of the earlier clusters, tells that.</source>
            <translation>Het is niet bekend welke van deze veranderingen toeval alleen kan geven: UNITS, de gebieden van de vroegere clusters, is daarvoor nodig.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>It is not known which of these changes chance alone could give: with this method clusters do not follow from the index alone.</source>
            <translation>Het is niet bekend welke van deze veranderingen toeval alleen kan geven: bij deze methode volgen de clusters niet uit de index alleen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Join tables to the geometry of their layer</source>
            <translation>Tabellen koppelen aan de geometrie van hun laag</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>KIND '{kind}' is unknown: did you mean '{near}'? There are: {kinds}.</source>
            <translation>KIND '{kind}' is onbekend: bedoelde u '{near}'? Er zijn: {kinds}.</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Keep everything</source>
            <translation>Alles behouden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Key field</source>
            <translation>Sleutelveld</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Key field of the building, as in the table</source>
            <translation>Sleutelveld van het gebouw, zoals in de tabel</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Keys of '{table}' that belong to no area: {unmatched} of {rows} ({keys}).</source>
            <translation>Sleutels van '{table}' die bij geen gebied horen: {unmatched} van {rows} ({keys}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Keys such as '{key}' are codes of whole municipalities: leave their rows out.</source>
            <translation>Sleutels zoals '{key}' zijn codes van hele gemeenten: laat die rijen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <location filename="../../resources/templates/coalition.html" />
            <source>Kind</source>
            <translation>Soort</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Kind of cluster</source>
            <translation>Soort cluster</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Kind of region</source>
            <translation>Soort regio</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <source>Kind of values</source>
            <translation>Soort waarden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Known and possible links</source>
            <translation>Bekende en mogelijke samenwerkingen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Known links between them</source>
            <translation>Bekende samenwerkingen tussen hen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>LAYERS: give at least one layer.</source>
            <translation>LAYERS: geef minstens één laag.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>LAYERS: give at least two layers with clusters, one for each challenge.</source>
            <translation>LAYERS: geef minstens twee lagen met clusters, één per opgave.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>LAYERS: give at least two plans.</source>
            <translation>LAYERS: geef minstens twee plannen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Lacking at the horizon, area by area</source>
            <translation>Tekort aan de horizon, gebied per gebied</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Lacking fields required by challenges</source>
            <translation>Zonder velden die opgaven nodig hebben</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Lacking: {level}</source>
            <translation>Tekort: {level}</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <source>Landscape</source>
            <translation>Liggend</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <source>Language</source>
            <translation>Taal</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Language of exports</source>
            <translation>Taal van de export</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Language of map and report</source>
            <translation>Taal van kaart en rapport</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Language of the map</source>
            <translation>Taal van de kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Language of the page</source>
            <translation>Taal van de pagina</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Language of the report</source>
            <translation>Taal van het rapport</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Language of titles and report</source>
            <translation>Taal van titels en rapport</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Largest error (percentage points)</source>
            <translation>Grootste fout (procentpunten)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Largest number of overlapping challenges</source>
            <translation>Grootste aantal overlappende opgaven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Later clusters</source>
            <translation>Latere clusters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/harvest.html" />
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/repair.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/sync.html" />
            <location filename="../../resources/templates/watch.html" />
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/catalogue/tree.py" />
            <location filename="../../ui/challenge/measurement.py" />
            <source>Layer</source>
            <translation>Laag</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/matrix.py" />
            <source>Layer '{layer}' ({extent}) and layer '{units}' ({units_extent}) have no common extent: check the coordinate system of both.</source>
            <translation>Laag '{layer}' ({extent}) en laag '{units}' ({units_extent}) overlappen nergens: controleer het coördinatensysteem van beide.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer '{layer}' already has a field '{field}': give another NAME.</source>
            <translation>Laag '{layer}' heeft al een veld '{field}': geef een andere NAME.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_blocks.py" />
            <source>Layer '{layer}' cannot be opened and is not on the map.</source>
            <translation>Laag '{layer}' kan niet worden geopend en staat niet op de kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project.py" />
            <source>Layer '{layer}' cannot be opened from '{source}': check that it exists.</source>
            <translation>Laag '{layer}' kan niet worden geopend uit '{source}': controleer of die bestaat.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/inputs.py" />
            <source>Layer '{layer}' cannot be read: its source is missing or broken.</source>
            <translation>Laag '{layer}' kan niet worden gelezen: de bron ontbreekt of is stuk.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}' cannot be used as units: units are polygons.</source>
            <translation>Laag '{layer}' kan niet als gebiedseenheden dienen: gebiedseenheden zijn vlakken.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/geojson.py" />
            <source>Layer '{layer}' cannot be written to '{path}': {reason}</source>
            <translation>Laag '{layer}' kan niet naar '{path}' geschreven worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/measure.py" />
            <source>Layer '{layer}' could not be loaded, so '{indicator}' cannot be scanned: bring the layer, or take another cluster method.</source>
            <translation>Laag '{layer}' kon niet geladen worden, zodat '{indicator}' niet gescand kan worden: breng de laag mee, of neem een andere clustermethode.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/measure.py" />
            <source>Layer '{layer}' could not be loaded, so it is not known which units have too few '{field}' to be shown: bring the layer, or leave out 'small_numbers'.</source>
            <translation>Laag '{layer}' kon niet geladen worden, zodat niet bekend is welke gebiedseenheden te weinig '{field}' hebben om te tonen: zorg voor de laag, of laat 'small_numbers' weg.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Layer '{layer}' could not be repaired: {reason}</source>
            <translation>Laag '{layer}' kon niet hersteld worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Layer '{layer}' goes to {new}.</source>
            <translation>Laag '{layer}' gaat naar {new}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/features.py" />
            <source>Layer '{layer}' had {fields}: replaced by the new results.</source>
            <translation>Laag '{layer}' had {fields}: vervangen door de nieuwe resultaten.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>Layer '{layer}' has coordinates that cannot go from {source} to {target}: check whether the layer really is in {source}.</source>
            <translation>Laag '{layer}' heeft coördinaten die niet van {source} naar {target} kunnen: controleer of de laag echt in {source} staat.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>Layer '{layer}' has features that are no polygons: only the first layer may be lines or points.</source>
            <translation>Laag '{layer}' heeft objecten die geen vlakken zijn: alleen de eerste laag mag lijnen of punten bevatten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>Layer '{layer}' has neither shapes nor a field '{key}' that names the units. Add one of the two.</source>
            <translation>Laag '{layer}' heeft geen vormen en ook geen veld '{key}' dat de gebiedseenheden noemt. Voeg een van beide toe.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Layer '{layer}' has no ages: no columns such as '0-2' and '80+'.</source>
            <translation>Laag '{layer}' heeft geen leeftijden: geen kolommen zoals '0-2' en '80+'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Layer '{layer}' has no ages: no columns such as 'aged_0_2' or '0-2', and no fields 'age' and 'persons'. Choose a table with ages as PROFILE.</source>
            <translation>Laag '{layer}' heeft geen leeftijden: geen kolommen zoals 'aged_0_2' of '0-2', en geen velden 'leeftijd' en 'personen'. Kies een tabel met leeftijden als PROFILE.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>Layer '{layer}' has no ages: no columns such as 'aged_0_2' or '0-2', and no fields 'age' and 'persons'. Choose a table with ages, or give the ages of the municipality as MARGINS.</source>
            <translation>Laag '{layer}' heeft geen leeftijden: geen kolommen zoals 'aged_0_2' of '0-2', en geen velden 'leeftijd' en 'aantal'. Kies een tabel met leeftijden, of geef die van de gemeente als MARGINS.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <source>Layer '{layer}' has no areas, so there are no pages to make: choose the units or the neighbourhoods.</source>
            <translation>Laag '{layer}' heeft geen vlakken, dus er zijn geen pagina's te maken: kies de gebiedseenheden of de wijken.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Layer '{layer}' has no clusters of high need: the result contains no clusters of this layer.</source>
            <translation>Laag '{layer}' heeft geen clusters met hoge nood: het resultaat bevat geen clusters van deze laag.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Layer '{layer}' has no clusters: there is no place for a coalition.</source>
            <translation>Laag '{layer}' heeft geen clusters: er is geen plaats voor een coalitie.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>Layer '{layer}' has no column for the ages {ages}. Add it: everybody has to be counted.</source>
            <translation>Laag '{layer}' heeft geen kolom voor de leeftijden {ages}. Voeg die toe: iedereen moet meetellen.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>Layer '{layer}' has no coordinate system, so it cannot be reprojected: set it in the layer's properties.</source>
            <translation>Laag '{layer}' heeft geen coördinatensysteem en kan dus niet herprojecteerd worden: stel het in bij de eigenschappen van de laag.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>Layer '{layer}' has no coordinate system: set it in the layer's properties.</source>
            <translation>Laag '{layer}' heeft geen coördinatensysteem: stel het in bij de eigenschappen van de laag.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>Layer '{layer}' has no demand: field '{field}' holds no number above 0.</source>
            <translation>Laag '{layer}' heeft geen vraag: veld '{field}' bevat geen getal boven 0.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer '{layer}' has no features with geometry: choose another layer, selection or filter.</source>
            <translation>Laag '{layer}' heeft geen objecten met geometrie: kies een andere laag, selectie of filter.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>Layer '{layer}' has no features with geometry: leave it out, or choose another filter.</source>
            <translation>Laag '{layer}' heeft geen objecten met geometrie: laat ze weg, of kies een andere filter.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Layer '{layer}' has no features.</source>
            <translation>Laag '{layer}' heeft geen objecten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Layer '{layer}' has no features: choose the layer with the actors.</source>
            <translation>Laag '{layer}' heeft geen objecten: kies de laag met de actoren.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Layer '{layer}' has no features: choose the layer with the measures.</source>
            <translation>Laag '{layer}' heeft geen objecten: kies de laag met de maatregelen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>Layer '{layer}' has no features: choose the layer with the units.</source>
            <translation>Laag '{layer}' heeft geen objecten: kies de laag met de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>Layer '{layer}' has no features: there is nothing to measure a distance to.</source>
            <translation>Laag '{layer}' heeft geen objecten: er is niets om een afstand toe te meten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/publish.py" />
            <source>Layer '{layer}' has no features: there is nothing to publish.</source>
            <translation>Laag '{layer}' heeft geen objecten: er is niets te publiceren.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/areas.py" />
            <source>Layer '{layer}' has no field '{field}' with the codes of areas: name it as KEY. It has: {fields}.</source>
            <translation>Laag '{layer}' heeft geen veld '{field}' met de codes van gebieden: noem het als KEY. De velden zijn: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/styles.py" />
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Layer '{layer}' has no field '{field}'. It has: {fields}.</source>
            <translation>Laag '{layer}' heeft geen veld '{field}'. Ze heeft: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Layer '{layer}' has no field '{field}': did you mean '{close}'?</source>
            <translation>Laag '{layer}' heeft geen veld '{field}': bedoelde u '{close}'?</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Layer '{layer}' has no field '{field}'; it has: {fields}.</source>
            <translation>Laag '{layer}' heeft geen veld '{field}'; de velden zijn: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>Layer '{layer}' has no field '{usual}'. Name the one that holds it with {parameter}; it has: {fields}.</source>
            <translation>Laag '{layer}' heeft geen veld '{usual}'. Noem het veld waarin dat staat met {parameter}; ze heeft: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Layer '{layer}' has no field with inhabitants. Name it with TOTAL_FIELD.</source>
            <translation>Laag '{layer}' heeft geen veld met inwoners. Geef het op met TOTAL_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>Layer '{layer}' has no inhabitants to divide the ages over. Name the field with TOTAL_FIELD.</source>
            <translation>Laag '{layer}' heeft geen inwoners om de leeftijden over te verdelen. Noem het veld met TOTAL_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer '{layer}' has no polygons, and units are polygons.</source>
            <translation>Laag '{layer}' heeft geen vlakken, en gebiedseenheden zijn vlakken.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Layer '{layer}' has no text field to name clusters after: give one as LABEL_FIELD, or leave LABEL_LAYER empty.</source>
            <translation>Laag '{layer}' heeft geen tekstveld om clusters naar te noemen: geef er een als LABEL_FIELD, of laat LABEL_LAYER leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}' has no units here: check the extent and the layer.</source>
            <translation>Laag '{layer}' heeft hier geen gebiedseenheden: controleer de uitsnede en de laag.</translation>
        </message>
        <message>
            <location filename="../../processing/products/scenario_report.py" />
            <source>Layer '{layer}' has unit '{value}' more than once in field '{field}'.</source>
            <translation>Laag '{layer}' heeft gebiedseenheid '{value}' meer dan eens in veld '{field}'.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Layer '{layer}' has unsaved edits: the map shows the saved version.</source>
            <translation>Laag '{layer}' heeft niet-opgeslagen bewerkingen: de kaart toont de opgeslagen versie.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>Layer '{layer}' has {count} features, but a sheet holds at most {most}: the workbook does not include this layer.</source>
            <translation>Laag '{layer}' telt {count} objecten, maar een blad bevat er hoogstens {most}: de werkmap bevat deze laag niet.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>Layer '{layer}' holds a negative number of inhabitants: correct it.</source>
            <translation>Laag '{layer}' bevat een negatief aantal inwoners: verbeter het.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}' holds nothing within reach for which {filter}, so there is nothing to measure a distance to.</source>
            <translation>Laag '{layer}' bevat binnen bereik niets waarvoor {filter} geldt; er is dus geen afstand te meten.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/own_layers.py" />
            <source>Layer '{layer}' is a layer in memory, or of a type that a catalogue cannot refer to: save the layer to a file first.</source>
            <translation>Laag '{layer}' is een tijdelijke laag, of van een type waarnaar een catalogus niet kan verwijzen: sla de laag eerst op in een bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/measure.py" />
            <source>Layer '{layer}' is a table without geometry: only the measure 'attribute' can use it.</source>
            <translation>Laag '{layer}' is een tabel zonder geometrie: alleen de maat 'attribute' kan die gebruiken.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/matrix.py" />
            <source>Layer '{layer}' is in {crs} and the units are in {units_crs}: reproject one of them.</source>
            <translation>Laag '{layer}' staat in {crs} en de gebiedseenheden staan in {units_crs}: herprojecteer een van beide.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>Layer '{layer}' is in {crs}, which does not count in metres: distances and areas need a projected system such as EPSG:31370; {remedy}.</source>
            <translation>Laag '{layer}' is in {crs}, dat niet in meter telt: afstanden en oppervlakten vragen een geprojecteerd stelsel zoals EPSG:31370; {remedy}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/cluster_layers.py" />
            <source>Layer '{layer}' is no polygon layer: choose a layer with clusters.</source>
            <translation>Laag '{layer}' is geen vlakkenlaag: kies een laag met clusters.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Layer '{layer}' is no polygon layer: choose the layer with the units.</source>
            <translation>Laag '{layer}' is geen vlakkenlaag: kies de laag met de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <source>Layer '{layer}' is not a polygon layer: an atlas has one page per area.</source>
            <translation>Laag '{layer}' is geen vlakkenlaag: een atlas heeft één pagina per gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>Layer '{layer}' mixes points, lines or polygons: split it first.</source>
            <translation>Laag '{layer}' mengt punten, lijnen of vlakken: splits ze eerst op.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>Layer '{layer}' names the place '{place}', which is no unit. Correct it, or add the unit.</source>
            <translation>Laag '{layer}' noemt de plaats '{place}', en die is geen gebiedseenheid. Verbeter dat, of voeg de gebiedseenheid toe.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>Layer '{layer}' names the place '{place}', which is no unit. Did you mean '{near}'?</source>
            <translation>Laag '{layer}' noemt de plaats '{place}', en die is geen gebiedseenheid. Bedoelt u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}' serves as units.</source>
            <translation>Laag '{layer}' dient als gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/request.py" />
            <source>Layer '{layer}' shows no number by class: choose another, or give it graduated colours.</source>
            <translation>Laag '{layer}' toont geen cijfer in klassen: kies een andere, of geef ze gegradueerde kleuren.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}': 1 area has no key in the field '{field}': fill the key in, or leave the area out with a filter. | Layer '{layer}': {count} areas have no key in the field '{field}': fill the keys in, or leave the areas out with a filter.</source>
            <translation>Laag '{layer}': 1 gebied heeft geen sleutel in het veld '{field}': vul de sleutel in, of laat het gebied weg met een filter. | Laag '{layer}': {count} gebieden hebben geen sleutel in het veld '{field}': vul de sleutels in, of laat die gebieden weg met een filter.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer '{layer}': 1 feature lies in no unit. | Layer '{layer}': {count} features lie in no unit.</source>
            <translation>Laag '{layer}': 1 object ligt in geen enkele gebiedseenheid. | Laag '{layer}': {count} objecten liggen in geen enkele gebiedseenheid.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Layer '{layer}': 1 key in the field '{field}' stands at more than one area ({keys}), perhaps the parts of one: dissolve the layer by that field first. | Layer '{layer}': {count} keys in the field '{field}' stand at more than one area ({keys}), perhaps the parts of one: dissolve the layer by that field first.</source>
            <translation>Laag '{layer}': 1 sleutel in het veld '{field}' staat bij meer dan één gebied ({keys}), misschien de delen van één gebied: voeg die eerst samen met 'Samensmelten' (dissolve) op dat veld. | Laag '{layer}': {count} sleutels in het veld '{field}' staan bij meer dan één gebied ({keys}), misschien de delen van één gebied: voeg die eerst samen met 'Samensmelten' (dissolve) op dat veld.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>Layer '{layer}': feature {feature} has the negative weight {weight}; weights are 0 or more.</source>
            <translation>Laag '{layer}': object {feature} heeft het negatieve gewicht {weight}; gewichten zijn 0 of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>Layer '{layer}': heights and measures are left out.</source>
            <translation>Laag '{layer}': hoogten en meetwaarden (Z en M) vallen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Layer '{layer}': the arcs of {count} features became lines.</source>
            <translation>Laag '{layer}': de bogen van {count} objecten zijn rechte lijnen geworden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/difference.py" />
            <source>Layer '{layer}': the key '{field}' has the value '{value}' more than once, and {count} such values in all. A key tells features apart: choose another field, or correct the values.</source>
            <translation>Laag '{layer}': de sleutel '{field}' heeft de waarde '{value}' meer dan één keer, en {count} zulke waarden in totaal. Een sleutel onderscheidt objecten: kies een ander veld, of verbeter de waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/difference.py" />
            <source>Layer '{layer}': the key '{field}' is empty in {count} features, first in feature {feature}. Fill it in and try again.</source>
            <translation>Laag '{layer}': de sleutel '{field}' is leeg in {count} objecten, als eerste in object {feature}. Vul hem in en probeer opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project.py" />
            <source>Layer '{layer}': the style '{path}' cannot be used ({reason}): correct 'style' in the catalogue.</source>
            <translation>Laag '{layer}': de stijl '{path}' is niet bruikbaar ({reason}): verbeter 'style' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>Layer '{layer}': {before} m2 in, {after} m2 out.</source>
            <translation>Laag '{layer}': {before} m2 erin, {after} m2 eruit.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Layer '{layer}': {count} clusters of low values do not indicate need and are left out.</source>
            <translation>Laag '{layer}': {count} clusters van lage waarden wijzen niet op nood en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer '{layer}': {count} features have no value and take no part.</source>
            <translation>Laag '{layer}': {count} objecten hebben geen waarde en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Layer '{layer}': {count} invalid polygons repaired.</source>
            <translation>Laag '{layer}': {count} ongeldige vlakken hersteld.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>Layer '{layer}': {count} of {total} features ask for nothing.</source>
            <translation>Laag '{layer}': {count} van {total} objecten vragen niets.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Layer '{layer}': {count} of {total} features have no geometry and are left out.</source>
            <translation>Laag '{layer}': {count} van {total} objecten hebben geen geometrie en vallen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>Layer '{layer}': {count} texts are too long for a cell of the workbook and were cut off.</source>
            <translation>Laag '{layer}': {count} teksten zijn te lang voor een cel van de werkmap en zijn afgekapt.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/publish.py" />
            <source>Layer '{record}' cannot be published without {missing}: give its publisher, its licence and its contact.</source>
            <translation>Laag '{record}' kan niet gepubliceerd worden zonder {missing}: geef de uitgever, de licentie en het contact op.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/composing.py" />
            <source>Layer '{record}' goes without source {number} of {all} ({address}), which fails: {reason}</source>
            <translation>Laag '{record}' wordt geladen zonder bron {number} van {all} ({address}), want die faalt: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/load.py" />
            <source>Layer '{record}' has a source of the kind {kind}, which holds no features: use the layer for display only, or give the record a source of one of the kinds {kinds}.</source>
            <translation>Laag '{record}' heeft een bron van het soort {kind}, zonder objecten: gebruik de laag alleen als achtergrond, of geef het record een bron van een van de soorten {kinds}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Layer '{record}' has a source of the kind {kind}, without features to store, and was left out.</source>
            <translation>Laag '{record}' heeft een bron van het soort {kind}, zonder objecten om op te slaan, en is weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/newest_date.py" />
            <source>Layer '{record}' has no column '{column}' to take the newest rows by: correct 'newest' in the options of its source. The columns are {columns}.</source>
            <translation>Laag '{record}' heeft geen kolom '{column}' om de recentste rijen mee te kiezen: verbeter 'newest' in de opties van de bron. De kolommen zijn {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/canonical.py" />
            <source>Layer '{record}' has no column for the field '{field}' (sought: {sought}). Did you mean '{close}'? The columns are {columns}; name the right one under 'fields' in the catalogue.</source>
            <translation>Laag '{record}' heeft geen kolom voor het veld '{field}' (gezocht: {sought}). Bedoelt u '{close}'? De kolommen zijn {columns}; noem de juiste onder 'fields' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/canonical.py" />
            <source>Layer '{record}' has no column for the field '{field}' (sought: {sought}). The columns are {columns}; name the right one under 'fields' in the catalogue.</source>
            <translation>Laag '{record}' heeft geen kolom voor het veld '{field}' (gezocht: {sought}). De kolommen zijn {columns}; noem de juiste onder 'fields' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/load.py" />
            <source>Layer '{record}' has no features in the extent: choose another extent, or check the layer's coordinate system.</source>
            <translation>Laag '{record}' heeft geen objecten in de uitsnede: kies een andere uitsnede, of controleer het coördinatensysteem van de laag.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/load.py" />
            <source>Layer '{record}' has no features: check its source.</source>
            <translation>Laag '{record}' heeft geen objecten: controleer de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/newest_date.py" />
            <source>Layer '{record}' has no field '{field}' to read its date from: correct 'date_field' in the options of its source.</source>
            <translation>Laag '{record}' heeft geen veld '{field}' om de datum uit te lezen: verbeter 'date_field' bij de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Layer '{record}' has no version before version {number}.</source>
            <translation>Laag '{record}' heeft geen versie vóór versie {number}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store.py" />
            <source>Layer '{record}' has no version {number}. The versions are: {numbers}.</source>
            <translation>Laag '{record}' heeft geen versie {number}. De versies zijn: {numbers}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}' holds no values: {empty} of its {all} columns are empty in every feature ({columns}). Ask its publisher for the values.</source>
            <translation>Laag '{record}' bevat geen waarden: {empty} van de {all} kolommen zijn leeg in alle objecten ({columns}). Vraag de uitgever om de waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Layer '{record}' in store '{store}': version {number}; {inserted} features inserted, {changed} changed, {deleted} deleted.</source>
            <translation>Laag '{record}' in opslag '{store}': versie {number}; {inserted} objecten toegevoegd, {changed} gewijzigd, {deleted} verwijderd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/placeholders.py" />
            <source>Layer '{record}' is asked for one area at a time ('{placeholder}' stands in its address): give an extent, or write "municipality" with a name or NIS code at the top of the catalogue.</source>
            <translation>Laag '{record}' wordt per gebied opgevraagd (in het adres staat '{placeholder}'): geef een gebied op, of schrijf bovenaan in de catalogus "municipality" met een naam of NIS-code.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/placeholders.py" />
            <source>Layer '{record}' is asked for one municipality at a time ('{placeholder}' stands in its address): write "municipality" with a name or NIS code at the top of the catalogue.</source>
            <translation>Laag '{record}' wordt per gemeente opgevraagd (in het adres staat '{placeholder}'): schrijf bovenaan in de catalogus "municipality" met een naam of NIS-code.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/request.py" />
            <source>Layer '{record}' is put together of several sources: load the layer.</source>
            <translation>Laag '{record}' is samengesteld uit verschillende bronnen: laad de laag zelf.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Layer '{record}' may not be redistributed: the store keeps the layer for internal use, and no export contains its features.</source>
            <translation>Laag '{record}' mag niet verder verspreid worden: de opslag houdt de laag bij voor intern gebruik, en geen enkele export bevat de objecten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>Layer '{record}' no longer has the fields {missing}, which challenges need. It has: {fields}. Name one of them under 'fields'.</source>
            <translation>Laag '{record}' heeft de velden {missing} niet meer, die opgaven nodig hebben. De velden zijn: {fields}. Noem het juiste veld onder 'fields'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}' states {said}, but the coordinates are in {crs}; {crs} is used.</source>
            <translation>Laag '{record}' vermeldt {said}, maar de coördinaten staan in {crs}; {crs} wordt gebruikt.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/request.py" />
            <source>Layer '{record}' states {said}, but the layer itself has {crs}; {crs} is used.</source>
            <translation>Laag '{record}' vermeldt {said}, maar de laag zelf heeft {crs}; {crs} wordt gebruikt.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Layer '{record}' was published in the store by hand and stays as it is.</source>
            <translation>Laag '{record}' is manueel in de opslag gepubliceerd en blijft ongewijzigd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/composing.py" />
            <source>Layer '{record}' would be incomplete without source {number} of {all} ({address}), which fails: {reason}</source>
            <translation>Laag '{record}' zou onvolledig zijn zonder bron {number} van {all} ({address}), en die faalt: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 'day' in the options of its source is '{day}', which is not a date: write the date as 2026-03-10.</source>
            <translation>Laag '{record}': 'day' in de opties van de bron is '{day}', en dat is geen datum: schrijf de datum als 2026-03-10.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 'hours' in the options of its source must be two hours of the day, the first before the second, such as [7, 19].</source>
            <translation>Laag '{record}': 'hours' in de opties van de bron moet uit twee uren van de dag bestaan, het eerste voor het tweede, zoals [7, 19].</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 'language' in the options of its source must be the code of a language, such as nl.</source>
            <translation>Laag '{record}': 'language' in de opties van de bron moet een taalcode zijn, zoals nl.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/load.py" />
            <source>Layer '{record}': 'nis_code' in the options of its source is '{code}'; the code of a municipality has five digits.</source>
            <translation>Laag '{record}': 'nis_code' in de opties van de bron is '{code}'; de NIS-code van een gemeente heeft vijf cijfers.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/feed.py" />
            <source>Layer '{record}': '{file}' in the timetable cannot be read ({reason}). Ask the publisher for a timetable that follows GTFS.</source>
            <translation>Laag '{record}': '{file}' in de dienstregeling kan niet gelezen worden ({reason}). Vraag de uitgever een dienstregeling volgens GTFS.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/feed.py" />
            <source>Layer '{record}': '{file}' in the timetable has no column '{columns}'. Ask the publisher for a timetable that follows GTFS.</source>
            <translation>Laag '{record}': '{file}' in de dienstregeling heeft geen kolom '{columns}'. Vraag de uitgever een dienstregeling volgens GTFS.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/archives.py" />
            <source>Layer '{record}': '{member}' in the zip file is locked with a password: unpack it by hand, and give the file itself.</source>
            <translation>Laag '{record}': '{member}' in het zipbestand is met een wachtwoord beveiligd: pak het bestand met de hand uit en geef dat op.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/archives.py" />
            <source>Layer '{record}': '{member}' is larger than {megabytes} MB when unpacked, which is too much to read.</source>
            <translation>Laag '{record}': '{member}' is uitgepakt groter dan {megabytes} MB, en dat is te veel om te lezen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': '{path}' cannot be read ({reason}).</source>
            <translation>Laag '{record}': '{path}' kan niet worden gelezen ({reason}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': '{path}' cannot be read as a file of OpenStreetMap ({reason}).</source>
            <translation>Laag '{record}': '{path}' kan niet gelezen worden als bestand van OpenStreetMap ({reason}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': '{path}' cannot be read as {kind}.</source>
            <translation>Laag '{record}': '{path}' kan niet als {kind} worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/archives.py" />
            <source>Layer '{record}': '{path}' holds no file '{member}'. Name one of these as 'member' in the options of its source: {files}.</source>
            <translation>Laag '{record}': '{path}' bevat geen bestand '{member}'. Noem een van deze als 'member' in de opties van de bron: {files}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/parquet.py" />
            <source>Layer '{record}': '{path}' is Parquet, for which GDAL has no driver in this QGIS. Give its source the same data in another format, such as GeoPackage, GeoJSON or CSV.</source>
            <translation>Laag '{record}': '{path}' is Parquet, waarvoor GDAL in deze QGIS geen driver heeft. Geef de bron dezelfde gegevens in een ander formaat, zoals GeoPackage, GeoJSON of CSV.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': '{path}' is no workbook that can be read ({reason}).</source>
            <translation>Laag '{record}': '{path}' is geen werkmap die gelezen kan worden ({reason}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/archives.py" />
            <source>Layer '{record}': '{path}' is no zip file that can be unpacked ({reason}): get the file again, or correct the 'path' of its source.</source>
            <translation>Laag '{record}': '{path}' is geen zipbestand dat uitgepakt kan worden ({reason}): haal het bestand opnieuw op, of verbeter 'path' van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/feed.py" />
            <source>Layer '{record}': '{path}' is not a readable zip file with a timetable in GTFS ({reason}). Check the 'path' of its source, or download the timetable again.</source>
            <translation>Laag '{record}': '{path}' is geen leesbaar zipbestand met een dienstregeling in GTFS ({reason}). Controleer 'path' van de bron, of download de dienstregeling opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_package.py" />
            <source>Layer '{record}': '{style}' is no style. Give one of {styles}, or the path of a file ({endings}), relative to the catalogue.</source>
            <translation>Laag '{record}': '{style}' is geen stijl. Geef een van {styles}, of het pad van een bestand ({endings}), gerekend vanaf de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/tags.py" />
            <source>Layer '{record}': '{tag}' in 'tags' of the options of its source is not a tag: write amenity=library, amenity=library|school, access!=private, healthcare or !disused.</source>
            <translation>Laag '{record}': '{tag}' in 'tags' van de opties van de bron is geen tag: schrijf amenity=library, amenity=library|school, access!=private, healthcare of !disused.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/tags.py" />
            <source>Layer '{record}': '{tag}' in 'tags' only says what an object must not have. Add a tag that it must have.</source>
            <translation>Laag '{record}': '{tag}' in 'tags' zegt alleen wat een object niet mag hebben. Voeg een tag toe die het object moet hebben.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': 1 area in OpenStreetMap that may belong to it lacks parts of its border and is left out ({ids}). | Layer '{record}': {count} areas in OpenStreetMap that may belong to it lack parts of their border and are left out ({ids}).</source>
            <translation>Laag '{record}': 1 vlak in OpenStreetMap dat er mogelijk bij hoort, mist delen van de grens en is weggelaten ({ids}). | Laag '{record}': {count} vlakken in OpenStreetMap die er mogelijk bij horen, missen delen van de grens en zijn weggelaten ({ids}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 departure has no time and is not counted. Set 'interpolate' in the options of its source to true to place it between the stops before and after. | Layer '{record}': {count} departures have no time and are not counted. Set 'interpolate' in the options of its source to true to place them between the stops before and after.</source>
            <translation>Laag '{record}': 1 vertrek heeft geen tijdstip en telt niet mee. Zet 'interpolate' in de opties van de bron op true om het tussen de vorige en de volgende halte te plaatsen. | Laag '{record}': {count} vertrekken hebben geen tijdstip en tellen niet mee. Zet 'interpolate' in de opties van de bron op true om ze tussen de vorige en de volgende halte te plaatsen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 departure has no time and was placed between the stops before and after. | Layer '{record}': {count} departures have no time and were placed between the stops before and after.</source>
            <translation>Laag '{record}': 1 vertrek heeft geen tijdstip en werd tussen de vorige en de volgende halte geplaatst. | Laag '{record}': {count} vertrekken hebben geen tijdstip en werden tussen de vorige en de volgende halte geplaatst.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 departure has no time that can be read; it is not counted. | Layer '{record}': {count} departures have no time that can be read; they are not counted.</source>
            <translation>Laag '{record}': 1 vertrek heeft een onleesbaar tijdstip en telt niet mee. | Laag '{record}': {count} vertrekken hebben een onleesbaar tijdstip en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 departure is at a stop that is not in the timetable; it is not counted. | Layer '{record}': {count} departures are at stops that are not in the timetable; they are not counted.</source>
            <translation>Laag '{record}': 1 vertrek is aan een halte die niet in de dienstregeling staat, en telt niet mee. | Laag '{record}': {count} vertrekken zijn aan haltes die niet in de dienstregeling staan, en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': 1 feature has no value in the key '{key}'. | Layer '{record}': {count} features have no value in the key '{key}'.</source>
            <translation>Laag '{record}': 1 object heeft geen waarde in de sleutel '{key}'. | Laag '{record}': {count} objecten hebben geen waarde in de sleutel '{key}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': 1 feature repeats a value of the key '{key}' ('{value}'). | Layer '{record}': {count} features repeat a value of the key '{key}', such as '{value}'.</source>
            <translation>Laag '{record}': 1 object herhaalt een waarde van de sleutel '{key}' ('{value}'). | Laag '{record}': {count} objecten herhalen een waarde van de sleutel '{key}', zoals '{value}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 line of frequencies.txt has no interval that can be read, or is about a trip that is not in the timetable; it is not counted. | Layer '{record}': {count} lines of frequencies.txt have no interval that can be read, or are about trips that are not in the timetable; they are not counted.</source>
            <translation>Laag '{record}': 1 regel van frequencies.txt heeft een onleesbaar interval, of gaat over een rit die niet in de dienstregeling staat, en telt niet mee. | Laag '{record}': {count} regels van frequencies.txt hebben een onleesbaar interval, of gaan over ritten die niet in de dienstregeling staan, en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 line of stop_times.txt is about a trip that is not in the timetable; it is not counted. | Layer '{record}': {count} lines of stop_times.txt are about trips that are not in the timetable; they are not counted.</source>
            <translation>Laag '{record}': 1 regel van stop_times.txt gaat over een rit die niet in de dienstregeling staat, en telt niet mee. | Laag '{record}': {count} regels van stop_times.txt gaan over ritten die niet in de dienstregeling staan, en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': 1 line or area in OpenStreetMap lacks points and is used without them ({ids}). | Layer '{record}': {count} lines or areas in OpenStreetMap lack points and are used without them ({ids}).</source>
            <translation>Laag '{record}': 1 lijn of vlak in OpenStreetMap mist punten en wordt zonder die punten gebruikt ({ids}). | Laag '{record}': {count} lijnen of vlakken in OpenStreetMap missen punten en worden zonder die punten gebruikt ({ids}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': 1 object in OpenStreetMap lacks parts and is left out ({ids}). | Layer '{record}': {count} objects in OpenStreetMap lack parts and are left out ({ids}).</source>
            <translation>Laag '{record}': 1 object in OpenStreetMap mist onderdelen en is weggelaten ({ids}). | Laag '{record}': {count} objecten in OpenStreetMap missen onderdelen en zijn weggelaten ({ids}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/composing.py" />
            <source>Layer '{record}': 1 of its {all} sources does not say how old it is, so the layer has no date. | Layer '{record}': {count} of its {all} sources do not say how old they are, so the layer has no date.</source>
            <translation>Laag '{record}': 1 van de {all} bronnen zegt niet hoe oud de data zijn; daarom heeft de laag geen datum. | Laag '{record}': {count} van de {all} bronnen zeggen niet hoe oud de data zijn; daarom heeft de laag geen datum.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': 1 row belongs to no sector (its code ends in {ending}) and cannot be shown on a map. | Layer '{record}': {count} rows belong to no sector (their code ends in {ending}) and cannot be shown on a map.</source>
            <translation>Laag '{record}': 1 rij hoort bij geen enkele sector (haar code eindigt op {ending}) en kan niet op een kaart getoond worden. | Laag '{record}': {count} rijen horen bij geen enkele sector (hun code eindigt op {ending}) en kunnen niet op een kaart getoond worden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/join.py" />
            <source>Layer '{record}': 1 row of source {number} of {all} ({address}) has a key that no feature has. | Layer '{record}': {count} rows of source {number} of {all} ({address}) have a key that no feature has.</source>
            <translation>Laag '{record}': 1 rij van bron {number} van {all} ({address}) heeft een sleutel die geen enkel object heeft. | Laag '{record}': {count} rijen van bron {number} van {all} ({address}) hebben een sleutel die geen enkel object heeft.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 stop has the id of another one and is left out. | Layer '{record}': {count} stops have the id of another one and are left out.</source>
            <translation>Laag '{record}': 1 halte heeft de id van een andere halte en is weggelaten. | Laag '{record}': {count} haltes hebben de id van een andere halte en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 stop names a parent station that is not in the timetable or has no coordinates; it counts by itself. | Layer '{record}': {count} stops name a parent station that is not in the timetable or has no coordinates; they count by themselves.</source>
            <translation>Laag '{record}': 1 halte hoort bij een station dat niet in de dienstregeling staat of geen coördinaten heeft, en telt apart. | Laag '{record}': {count} haltes horen bij een station dat niet in de dienstregeling staat of geen coördinaten heeft, en tellen apart.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 stop of the timetable has no coordinates and is left out. | Layer '{record}': {count} stops of the timetable have no coordinates and are left out.</source>
            <translation>Laag '{record}': 1 halte van de dienstregeling heeft geen coördinaten en is weggelaten. | Laag '{record}': {count} haltes van de dienstregeling hebben geen coördinaten en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 time is not written as HH:MM:SS (such as 7:5:00); it was understood. | Layer '{record}': {count} times are not written as HH:MM:SS (such as 7:5:00); they were understood.</source>
            <translation>Laag '{record}': 1 tijdstip is niet geschreven als UU:MM:SS (zoals 7:5:00), maar is wel gelezen. | Laag '{record}': {count} tijdstippen zijn niet geschreven als UU:MM:SS (zoals 7:5:00), maar zijn wel gelezen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 trip belongs to no route of the timetable, so its means of transport is not known. | Layer '{record}': {count} trips belong to no route of the timetable, so their means of transport is not known.</source>
            <translation>Laag '{record}': 1 rit hoort bij geen enkele lijn van de dienstregeling, zodat het vervoermiddel niet gekend is. | Laag '{record}': {count} ritten horen bij geen enkele lijn van de dienstregeling, zodat het vervoermiddel niet gekend is.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': 1 trip has the id of another one and is left out. | Layer '{record}': {count} trips have the id of another one and are left out.</source>
            <translation>Laag '{record}': 1 rit heeft de id van een andere rit en is weggelaten. | Laag '{record}': {count} ritten hebben de id van een andere rit en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/field_values.py" />
            <source>Layer '{record}': 1 value of the column '{column}' is not listed by 'recode' of the field '{field}' and counts as missing: {values}. | Layer '{record}': {count} values of the column '{column}' are not listed by 'recode' of the field '{field}' and count as missing: {values}.</source>
            <translation>Laag '{record}': 1 waarde van de kolom '{column}' staat niet in 'recode' van het veld '{field}' en telt als ontbrekend: {values}. | Laag '{record}': {count} waarden van de kolom '{column}' staan niet in 'recode' van het veld '{field}' en tellen als ontbrekend: {values}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/load.py" />
            <source>Layer '{record}': OpenStreetMap has no municipality with the NIS code {code}. Correct 'nis_code' in the options of its source.</source>
            <translation>Laag '{record}': OpenStreetMap heeft geen gemeente met de NIS-code {code}. Verbeter 'nis_code' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/load.py" />
            <source>Layer '{record}': Overpass needs an area. Choose an extent, or give the 'nis_code' of a municipality in the options of its source.</source>
            <translation>Laag '{record}': Overpass heeft een gebied nodig. Kies een uitsnede, of geef de 'nis_code' van een gemeente in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/parquet.py" />
            <source>Layer '{record}': QGIS cannot read Parquet here; its portal gives the same data in another format.</source>
            <translation>Laag '{record}': QGIS kan hier geen Parquet lezen; het portaal geeft dezelfde gegevens in een ander formaat.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/load.py" />
            <source>Layer '{record}': QGIS knows no PostGIS connection '{name}'. Make it in the browser panel, or give a data source.</source>
            <translation>Laag '{record}': QGIS kent geen PostGIS-verbinding '{name}'. Maak die verbinding in het browserpaneel, of geef een gegevensbron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/union.py" />
            <source>Layer '{record}': all of its sources fail; see the warnings.</source>
            <translation>Laag '{record}': alle bronnen falen; zie de waarschuwingen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/gml_pile.py" />
            <source>Layer '{record}': an answer of {url} cannot be read as GML ({reason}).</source>
            <translation>Laag '{record}': een antwoord van {url} kan niet als GML gelezen worden ({reason}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': departures on Tuesday {day} from {first} to {last} h, {trips} trips that day, the median of all Tuesdays in the timetable. {served} of {stops} stops have departures in those hours.</source>
            <translation>Laag '{record}': vertrekken op dinsdag {day} van {first} tot {last} uur, met {trips} ritten op die dag, de mediaan van alle dinsdagen in de dienstregeling. {served} van de {stops} haltes hebben vertrekken in die uren.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': departures on {day} from {first} to {last} h, {trips} trips that day. {served} of {stops} stops have departures in those hours.</source>
            <translation>Laag '{record}': vertrekken op {day} van {first} tot {last} uur, met {trips} ritten op die dag. {served} van de {stops} haltes hebben vertrekken in die uren.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/tags.py" />
            <source>Layer '{record}': give 'tags' in the options of its source: what to take from OpenStreetMap, such as ["amenity=library"].</source>
            <translation>Laag '{record}': geef 'tags' in de opties van de bron: wat uit OpenStreetMap te nemen is, zoals ["amenity=library"].</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/long_form.py" />
            <source>Layer '{record}': give '{part}' of 'pivot' in the options of its source as columns of the table, which has: {columns}.</source>
            <translation>Laag '{record}': geef '{part}' van 'pivot' bij de opties van de bron als kolommen van de tabel; die heeft: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': give the 'layer' of its source as one of the layers of '{path}': {layers}.</source>
            <translation>Laag '{record}': geef als 'layer' van de bron een van de lagen van '{path}': {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': in the column '{column}' the mark '{mark}' may separate thousands or decimals ('{value}'): write 'decimal' as '{mark}' or '{other}' in the options of its source.</source>
            <translation>Laag '{record}': in de kolom '{column}' kan het teken '{mark}' duizendtallen of decimalen scheiden ('{value}'): geef 'decimal' in de opties van de bron als '{mark}' of '{other}'.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Layer '{record}': new fields: {new}; removed fields: {lost}. Challenges may need the removed fields.</source>
            <translation>Laag '{record}': nieuwe velden: {new}; verdwenen velden: {lost}. Opgaven kunnen de verdwenen velden nodig hebben.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/canonical.py" />
            <source>Layer '{record}': no column carries the field '{field}' (sought: {sought}).</source>
            <translation>Laag '{record}': geen kolom bevat het veld '{field}' (gezocht: {sought}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}': no columns with coordinates found. Name them as 'x' and 'y' in the options of its source; it has the columns {columns}.</source>
            <translation>Laag '{record}': geen kolommen met coördinaten gevonden. Geef die kolommen op als 'x' en 'y' in de opties van de bron; de bron heeft de kolommen {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': no trip of the timetable runs on any Tuesday from {first} to {last}. Give 'day' in the options of its source: a day on which trips run.</source>
            <translation>Laag '{record}': geen enkele rit van de dienstregeling rijdt op een dinsdag van {first} tot {last}. Geef 'day' in de opties van de bron: een dag waarop er ritten zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': no trip of the timetable runs on {day}; the timetable covers {first} to {last}. Give another 'day' in the options of its source, or none: then a Tuesday with the usual number of trips is taken.</source>
            <translation>Laag '{record}': geen enkele rit van de dienstregeling rijdt op {day}; de dienstregeling loopt van {first} tot {last}. Geef een andere 'day' in de opties van de bron, of geen: dan telt een dinsdag met het gebruikelijke aantal ritten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/newest_date.py" />
            <source>Layer '{record}': not all values of '{field}' count for its age. In the future: {late}; before 1901, or where a clock begins: {early}; no date: {none}.</source>
            <translation>Laag '{record}': niet alle waarden van '{field}' tellen voor de ouderdom. In de toekomst: {late}; voor 1901, of waar een klok begint: {early}; geen datum: {none}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Layer '{record}': nothing differs from version {number}, which stays current.</source>
            <translation>Laag '{record}': er zijn geen verschillen met versie {number}, die de huidige versie blijft.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': of 1 trip the timetable does not say on which days it runs; it is not counted. | Layer '{record}': of {count} trips the timetable does not say on which days they run; they are not counted.</source>
            <translation>Laag '{record}': van 1 rit zegt de dienstregeling niet op welke dagen die rijdt; die rit telt niet mee. | Laag '{record}': van {count} ritten zegt de dienstregeling niet op welke dagen die rijden; die ritten tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/newest_date.py" />
            <source>Layer '{record}': only the newest period of '{column}' is taken, {period}: {count} of {total} rows.</source>
            <translation>Laag '{record}': enkel de nieuwste periode van '{column}' is genomen, {period}: {count} van {total} rijen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}': places from the column {column} in {crs}.</source>
            <translation>Laag '{record}': plaatsen uit de kolom {column} in {crs}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}': points from the columns {x} and {y} in {crs}.</source>
            <translation>Laag '{record}': punten uit de kolommen {x} en {y} in {crs}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': row {header} should hold the columns' names, but the table has {rows} rows; correct 'header' in the catalogue.</source>
            <translation>Laag '{record}': rij {header} zou de kolomnamen moeten bevatten, maar de tabel heeft {rows} rijen; verbeter 'header' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/archives.py" />
            <source>Layer '{record}': several files in '{path}' may be meant: {files}. Name one as 'member' in the options of its source.</source>
            <translation>Laag '{record}': in '{path}' kunnen verschillende bestanden bedoeld zijn: {files}. Noem er een als 'member' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/join.py" />
            <source>Layer '{record}': source {number} of {all} ({address}) has more than one row for 1 key ('{key}'): name more fields as 'key' of the source, or have rows added with the option 'pivot' and its 'sum'. | Layer '{record}': source {number} of {all} ({address}) has more than one row for {count} keys, such as '{key}': name more fields as 'key' of the source, or have rows added with the option 'pivot' and its 'sum'.</source>
            <translation>Laag '{record}': bron {number} van {all} ({address}) heeft meer dan één rij voor 1 sleutel ('{key}'): noem meer velden als 'key' van de bron, of laat rijen optellen met de optie 'pivot' en 'sum' daarin. | Laag '{record}': bron {number} van {all} ({address}) heeft meer dan één rij voor {count} sleutels, zoals '{key}': noem meer velden als 'key' van de bron, of laat rijen optellen met de optie 'pivot' en 'sum' daarin.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/composing.py" />
            <source>Layer '{record}': source {number} of {all} ({address}) has no features here.</source>
            <translation>Laag '{record}': bron {number} van {all} ({address}) heeft hier geen objecten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/join.py" />
            <source>Layer '{record}': source {number} of {all} ({address}) has no row for 1 of the {features} features ('{key}'), which has no value from it. | Layer '{record}': source {number} of {all} ({address}) has no row for {count} of the {features} features (such as '{key}'), which have no value from it.</source>
            <translation>Laag '{record}': bron {number} van {all} ({address}) heeft geen rij voor 1 van de {features} objecten ('{key}'), dat er geen waarde van krijgt. | Laag '{record}': bron {number} van {all} ({address}) heeft geen rij voor {count} van de {features} objecten (zoals '{key}'), die er geen waarde van krijgen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/join.py" />
            <source>Layer '{record}': source {number} of {all} ({address}) has no row with the key ({fields}) of any of the {features} features, such as '{key}': correct the fields of the key in the catalogue.</source>
            <translation>Laag '{record}': bron {number} van {all} ({address}) heeft geen enkele rij met de sleutel ({fields}) van een van de {features} objecten, zoals '{key}': verbeter de velden van de sleutel in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': spaces between thousands are left out of the numbers in {columns}.</source>
            <translation>Laag '{record}': spaties tussen duizendtallen zijn weggelaten uit de getallen in {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/load.py" />
            <source>Layer '{record}': table {table} has no column of unique values that QGIS can number its rows by: name one as 'key' in the options of its source.</source>
            <translation>Laag '{record}': tabel {table} heeft geen kolom met unieke waarden waarmee QGIS de rijen kan nummeren: noem er een als 'key' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/load.py" />
            <source>Layer '{record}': table {table} of {place} cannot be read ({reason}). Check the address, the table's name and the authentication configuration.</source>
            <translation>Laag '{record}': tabel {table} van {place} kan niet worden gelezen ({reason}). Controleer het adres, de naam van de tabel en de authenticatieconfiguratie.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/json_objects.py" />
            <source>Layer '{record}': the JSON has no list of objects at '{path}'. Give 'records' in the options of its source as one of: {paths}.</source>
            <translation>Laag '{record}': de JSON heeft geen lijst van objecten op '{path}'. Geef 'records' bij de opties van de bron als een van: {paths}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <source>Layer '{record}': the answer of {url} is incomplete ({reason}) and is not used. Choose a smaller area, or try again later.</source>
            <translation>Laag '{record}': het antwoord van {url} is onvolledig ({reason}) en wordt niet gebruikt. Kies een kleiner gebied, of probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': the border of 1 area in OpenStreetMap is not closed; only the closed part is used ({ids}). | Layer '{record}': the borders of {count} areas in OpenStreetMap are not closed; only the closed parts are used ({ids}).</source>
            <translation>Laag '{record}': de grens van 1 vlak in OpenStreetMap is niet gesloten; alleen het gesloten deel wordt gebruikt ({ids}). | Laag '{record}': de grenzen van {count} vlakken in OpenStreetMap zijn niet gesloten; alleen de gesloten delen worden gebruikt ({ids}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/field_values.py" />
            <source>Layer '{record}': the column '{column}' holds none of the values that 'recode' of the field '{field}' lists ({listed}), but {values}. Correct 'recode' in the catalogue.</source>
            <translation>Laag '{record}': de kolom '{column}' bevat geen enkele van de waarden die 'recode' van het veld '{field}' opsomt ({listed}), maar wel {values}. Verbeter 'recode' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': the column names are in row {row}.</source>
            <translation>Laag '{record}': de kolomnamen staan in rij {row}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}': the columns {x} and {y} hold no coordinates. Correct 'x' and 'y' in the options of its source.</source>
            <translation>Laag '{record}': de kolommen {x} en {y} bevatten geen coördinaten. Verbeter 'x' en 'y' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <location filename="../../processing/sources/reading/points.py" />
            <source>Layer '{record}': the coordinates (such as {x} {y}) fit no known coordinate system: give 'crs' in the catalogue.</source>
            <translation>Laag '{record}': de coördinaten (zoals {x} {y}) passen in geen bekend coördinatensysteem: geef 'crs' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Layer '{record}': the copy in the store has the field '{field}', but no column of the source carries that field any more. The source has: {columns}. Name one of these columns under 'fields'.</source>
            <translation>Laag '{record}': de kopie in de opslag heeft het veld '{field}', maar geen kolom van de bron bevat dat veld nog. De bron heeft: {columns}. Noem een van deze kolommen onder 'fields'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/load.py" />
            <source>Layer '{record}': the database cannot apply the filter; all rows are fetched and filtered here.</source>
            <translation>Laag '{record}': de databank kan de filter niet toepassen; alle rijen worden opgehaald en hier gefilterd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/newest_date.py" />
            <source>Layer '{record}': the field '{field}' holds no date, so it does not say how old the data are.</source>
            <translation>Laag '{record}': het veld '{field}' bevat geen datum en zegt dus niet hoe oud de gegevens zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/canonical.py" />
            <source>Layer '{record}': the field '{field}' is computed from itself ({chain}): correct 'compute' in the catalogue.</source>
            <translation>Laag '{record}': het veld '{field}' wordt uit zichzelf berekend ({chain}): verbeter 'compute' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': the file '{path}' does not exist. Correct the 'path' of its source in the catalogue, or put the file there.</source>
            <translation>Laag '{record}': het bestand '{path}' bestaat niet. Verbeter 'path' van de bron in de catalogus, of zet het bestand daar.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the file cannot be read as a table ({reason}).</source>
            <translation>Laag '{record}': het bestand kan niet als tabel worden gelezen ({reason}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': the file counts as {said}, but its coordinates are in {crs}, which is used.</source>
            <translation>Laag '{record}': het bestand geldt als {said}, maar de coördinaten zijn in {crs}; dat wordt gebruikt.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the file is empty: put the table there, or correct the 'path' of its source.</source>
            <translation>Laag '{record}': het bestand is leeg. Zet de tabel daar, of verbeter het 'path' van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the file is not text in the encoding {encoding} ({reason}); correct 'encoding' in the catalogue.</source>
            <translation>Laag '{record}': het bestand is geen tekst in de codering {encoding} ({reason}); verbeter 'encoding' in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/publish.py" />
            <source>Layer '{record}': the key was '{old}' and is now '{new}'; features are identified by the new key.</source>
            <translation>Laag '{record}': de sleutel was '{old}' en is nu '{new}'; objecten worden met de nieuwe sleutel geïdentificeerd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the mark '{mark}' separates thousands in {columns}: '{value}' is {number:.15g}.</source>
            <translation>Laag '{record}': het teken '{mark}' scheidt duizendtallen in {columns}: '{value}' is {number:.15g}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the numbers in {columns} are percentages, read without their sign ('{value}').</source>
            <translation>Laag '{record}': de getallen in {columns} zijn percentages; het procentteken is weggelaten ('{value}').</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': the numbers in {columns} look like thousands of which the mark was read as a decimal one: {value:.15g} beside whole numbers below 1000. If {value:.15g} should be {meant:.15g}, give 'thousands' in the options of the source.</source>
            <translation>Laag '{record}': de getallen in {columns} lijken op duizendtallen waarvan het teken als decimaalteken gelezen is: {value:.15g} naast gehele getallen onder 1000. Als {value:.15g} voor {meant:.15g} staat, geef dan 'thousands' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the option 'decimal' of its source is '{decimal}': write '.' or ','.</source>
            <translation>Laag '{record}': de optie 'decimal' van de bron is '{decimal}': geef '.' of ','.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the options 'decimal' and 'thousands' of its source are both '{decimal}': leave one out.</source>
            <translation>Laag '{record}': de opties 'decimal' en 'thousands' van de bron zijn allebei '{decimal}': laat er een weg.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/oapif/collection.py" />
            <source>Layer '{record}': the service cannot apply the filter; all features are fetched and filtered here.</source>
            <translation>Laag '{record}': de dienst kan de filter niet toepassen; alle objecten worden opgehaald en hier gefilterd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/load.py" />
            <source>Layer '{record}': the service counts {count} features, in pages of {page}: more than can be loaded at once. Give an extent or a filter.</source>
            <translation>Laag '{record}': de dienst telt {count} objecten, in pagina's van {page}: meer dan er in één keer geladen kunnen worden. Geef een uitsnede of een filter.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wfs/load.py" />
            <source>Layer '{record}': the service gave {count} features and refuses more; the layer may be incomplete: {reason}</source>
            <translation>Laag '{record}': de dienst gaf {count} objecten en weigert er meer te geven; de laag kan onvolledig zijn: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/request.py" />
            <source>Layer '{record}': the service gave {given} of the {stated} features that it counts; the layer is incomplete.</source>
            <translation>Laag '{record}': de dienst leverde {given} van de {stated} objecten; de laag is onvolledig.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/pictures.py" />
            <source>Layer '{record}': the service has no tiles in {crs}; those in {own} are reprojected.</source>
            <translation>Laag '{record}': de dienst heeft geen tegels in {crs}; die in {own} worden geherprojecteerd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/feed.py" />
            <source>Layer '{record}': the timetable has no '{file}', without which no departures can be counted. It has: {files}. Check the address, or ask the publisher for the complete timetable.</source>
            <translation>Laag '{record}': de dienstregeling heeft geen '{file}', en zonder dat bestand kunnen geen vertrekken geteld worden. De dienstregeling heeft: {files}. Controleer het adres, of vraag de uitgever de volledige dienstregeling.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/load.py" />
            <source>Layer '{record}': the timetable names no day on which its trips run. Ask the publisher for the complete timetable.</source>
            <translation>Laag '{record}': de dienstregeling noemt geen enkele dag waarop er ritten zijn. Vraag de uitgever de volledige dienstregeling.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/field_values.py" />
            <location filename="../../processing/sources/reading/tables.py" />
            <source>Layer '{record}': the values '{mark}' count as missing: {columns}.</source>
            <translation>Laag '{record}': de waarden '{mark}' gelden als ontbrekend: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': the workbook '{path}' has no sheet '{sheet}'; it has: {sheets}.</source>
            <translation>Laag '{record}': de werkmap '{path}' heeft geen blad '{sheet}'; de bladen zijn: {sheets}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/publish.py" />
            <source>Layer '{record}': version {number} is already the current version.</source>
            <translation>Laag '{record}': versie {number} is al de huidige versie.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>Layer '{record}': version {number}, {count} features.</source>
            <translation>Laag '{record}': versie {number}, {count} objecten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Layer '{record}': version {old} is current again, as version {new} ({features} features).</source>
            <translation>Laag '{record}': versie {old} is opnieuw de huidige versie, als versie {new} ({features} objecten).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': {count} blank rows were left out.</source>
            <translation>Laag '{record}': {count} lege rijen zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/union.py" />
            <source>Layer '{record}': {count} features from {all} sources ({counts}).</source>
            <translation>Laag '{record}': {count} objecten uit {all} bronnen ({counts}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': {count} features that repeat another one were left out.</source>
            <translation>Laag '{record}': {count} objecten die een ander object herhalen, zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': {count} of {total} features repeat another one (same place, same values): each of the {kept} different ones occurs {times} times. Ask its publisher, or set 'distinct' in the options of its source to keep one of each.</source>
            <translation>Laag '{record}': {count} van de {total} objecten herhalen een ander object (zelfde plaats, zelfde waarden): elk van de {kept} verschillende komt {times} keer voor. Vraag het na bij de uitgever, of zet 'distinct' bij de opties van de bron om er van elk één te houden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': {count} of {total} features repeat another one (same place, same values); {kept} different ones remain. Ask its publisher, or set 'distinct' in the options of its source to keep one of each.</source>
            <translation>Laag '{record}': {count} van de {total} objecten herhalen een ander object (zelfde plaats, zelfde waarden); er blijven {kept} verschillende over. Vraag het na bij de uitgever, of zet 'distinct' bij de opties van de bron om er van elk één te houden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': {count} of {total} objects in OpenStreetMap are not lines and are left out.</source>
            <translation>Laag '{record}': {count} van de {total} objecten in OpenStreetMap zijn geen lijnen en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/osm/objects.py" />
            <source>Layer '{record}': {count} of {total} objects in OpenStreetMap are points or lines without an area and are left out.</source>
            <translation>Laag '{record}': {count} van de {total} objecten in OpenStreetMap zijn punten of lijnen zonder oppervlakte en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/long_form.py" />
            <source>Layer '{record}': {count} of {total} values of '{column}' are missing or no number; the sums are without them.</source>
            <translation>Laag '{record}': {count} van de {total} waarden van '{column}' ontbreken of zijn geen getal; de sommen zijn zonder die waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/long_form.py" />
            <source>Layer '{record}': {count} rows in long form were pivoted to {rows} rows with the columns {columns}.</source>
            <translation>Laag '{record}': {count} rijen in lange vorm zijn omgezet naar {rows} rijen met de kolommen {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/long_form.py" />
            <source>Layer '{record}': {count} rows of the long form have a value for a unit and column that has one already, such as {cell}: name more 'columns' in 'pivot', or set its 'sum' to add them.</source>
            <translation>Laag '{record}': {count} rijen van de lange vorm geven een waarde voor een gebiedseenheid en kolom die er al een hebben, zoals {cell}: noem meer 'columns' in 'pivot', of zet er 'sum' aan om ze op te tellen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{record}': {empty} of {all} columns are empty in every feature ({columns}).</source>
            <translation>Laag '{record}': {empty} van de {all} kolommen zijn leeg in alle objecten ({columns}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/gtfs/kept.py" />
            <location filename="../../processing/sources/kinds/opendatasoft/load.py" />
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <location filename="../../processing/sources/kinds/wfs/layer.py" />
            <location filename="../../processing/sources/kinds/wfs/load.py" />
            <location filename="../../processing/sources/reading/download.py" />
            <location filename="../../processing/sources/reading/json_objects.py" />
            <source>Layer '{record}': {reason}</source>
            <translation>Laag '{record}': {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/files.py" />
            <source>Layer '{record}': {rows} rows, separated by '{separator}', in {encoding}.</source>
            <translation>Laag '{record}': {rows} rijen, gescheiden door '{separator}', in {encoding}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <source>Layer '{record}': {url} accepts no more queries from this address for now (status {status}). Try again in a few minutes.</source>
            <translation>Laag '{record}': {url} aanvaardt voorlopig geen zoekopdrachten meer van dit adres (status {status}). Probeer over enkele minuten opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <source>Layer '{record}': {url} does not answer as a server of Overpass does. Correct the 'path' of its source, which ends in /api/interpreter.</source>
            <translation>Laag '{record}': {url} antwoordt niet zoals een Overpass-server. Verbeter 'path' van de bron, dat eindigt op /api/interpreter.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/pictures.py" />
            <source>Layer '{record}': {url} does not give map layer '{layer}' ({reason}). Check the address, the layer's name and the network.</source>
            <translation>Laag '{record}': {url} geeft de laag '{layer}' niet ({reason}). Controleer het adres, de naam van de laag en het netwerk.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/download.py" />
            <source>Layer '{record}': {url} gives JSON of another kind than expected: check the address and the kind of its source.</source>
            <translation>Laag '{record}': {url} geeft JSON van een andere soort dan verwacht: kijk het adres en de soort van de bron na.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/services.py" />
            <source>Layer '{record}': {url} gives no layer '{layer}'. Correct 'layer' of its source in the catalogue; the service has: {layers}.</source>
            <translation>Laag '{record}': {url} geeft geen laag '{layer}'. Verbeter 'layer' van de bron in de catalogus; de dienst heeft: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/load.py" />
            <source>Layer '{record}': {url} has no layer '{layer}' with features. Correct 'layer' of its source in the catalogue; it has: {layers}.</source>
            <translation>Laag '{record}': {url} heeft geen laag '{layer}' met objecten. Verbeter 'layer' van de bron in de catalogus; er zijn: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/pictures.py" />
            <source>Layer '{record}': {url} has no tiles of layer '{layer}' in a coordinate system that QGIS knows: correct 'layer' of its source in the catalogue, or name a 'matrix_set' in the options of its source.</source>
            <translation>Laag '{record}': {url} heeft geen tegels van laag '{layer}' in een coördinatensysteem dat QGIS kent: verbeter 'layer' van de bron in de catalogus, of noem een 'matrix_set' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/load.py" />
            <source>Layer '{record}': {url} is busy (status {status}); attempt {next} of {all} follows in {seconds} s.</source>
            <translation>Laag '{record}': {url} is bezet (status {status}); poging {next} van {all} volgt over {seconds} s.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wfs/layer.py" />
            <source>Layer '{record}': {url} is no WFS: it answers with '{root}'. Check the address and the kind of its source.</source>
            <translation>Laag '{record}': {url} is geen WFS: het antwoord is '{root}'. Kijk het adres en de soort van de bron na.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/opendatasoft/load.py" />
            <source>Layer '{record}': {url} is no dataset of Opendatasoft: {reason}. Correct 'path' (the portal) and 'layer' (the dataset) of its source in the catalogue.</source>
            <translation>Laag '{record}': {url} is geen dataset van Opendatasoft: {reason}. Verbeter 'path' (het portaal) en 'layer' (de dataset) van de bron in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <source>Layer '{record}': {url} is too busy, or needs too much time for this area (status {status}). Try again later, or choose a smaller area.</source>
            <translation>Laag '{record}': {url} is overbelast, of heeft te veel tijd nodig voor dit gebied (status {status}). Probeer later opnieuw, of kies een kleiner gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/answer.py" />
            <source>Layer '{record}': {url} rejects the query (status {status}: {reason}). Check 'tags' in the options of its source.</source>
            <translation>Laag '{record}': {url} weigert de zoekopdracht (status {status}: {reason}). Controleer 'tags' in de opties van de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/load.py" />
            <source>Layer '{record}': {url} reports an error of its own: {reason}</source>
            <translation>Laag '{record}': {url} meldt een eigen fout: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/load.py" />
            <source>Layer '{record}': {url} requires a login: give 'auth' of its source the id of an authentication configuration of QGIS.</source>
            <translation>Laag '{record}': {url} vraagt om aan te melden: geef 'auth' van de bron de id van een authenticatieconfiguratie van QGIS.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/load.py" />
            <source>Layer '{record}': {url} shows its layers, but does not allow queries: ask {publisher} to allow them, or use the service as a map.</source>
            <translation>Laag '{record}': {url} toont de lagen, maar laat geen bevragingen toe: vraag {publisher} om die toe te laten, of gebruik de dienst als kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/defects.py" />
            <source>Layer '{table}': 1 row with a total is left out. | Layer '{table}': {count} rows with totals are left out.</source>
            <translation>Laag '{table}': 1 rij met een totaal is weggelaten. | Laag '{table}': {count} rijen met totalen zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Layer as it will load</source>
            <translation>Laag zoals ze zal laden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Layer not available</source>
            <translation>Laag niet beschikbaar</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Layer or sheet of the file (empty: the first)</source>
            <translation>Laag of werkblad van het bestand (leeg: de eerste)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Layer to aggregate</source>
            <translation>Laag om samen te vatten</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Layer to import candidates from</source>
            <translation>Laag om kandidaten uit over te nemen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../processing/products/layer_package.py" />
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../ui/catalogue/view.py" />
            <location filename="../../ui/locator.py" />
            <source>Layers</source>
            <translation>Lagen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <source>Layers added to your own catalogue: {new}; updated: {changed}.</source>
            <translation>Lagen toegevoegd aan uw eigen catalogus: {new}; bijgewerkt: {changed}.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Layers listed</source>
            <translation>Vermelde lagen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Layers of {name} itself, listed below: {count}.</source>
            <translation>Lagen van {name} zelf, hieronder in de lijst: {count}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Layers on the map</source>
            <translation>Lagen op de kaart</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>Layers removed</source>
            <translation>Verdwenen lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Layers repaired</source>
            <translation>Herstelde lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Layers that do not answer and could not be repaired</source>
            <translation>Lagen die niet antwoorden en niet hersteld konden worden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Layers to compare (empty: those that suit the layout)</source>
            <translation>Te vergelijken lagen (leeg: die bij de lay-out passen)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>Layers used</source>
            <translation>Gebruikte lagen</translation>
        </message>
        <message>
            <location filename="../../ui/status_light.py" />
            <source>Layers without a date: {count}</source>
            <translation>Lagen zonder datum: {count}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Layers: polygons, optionally with one layer of lines or points first</source>
            <translation>Lagen: vlakken, eventueel met eerst één laag lijnen of punten</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../ui/status_light.py" />
            <source>Layers: {lights}.</source>
            <translation>Lagen: {lights}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Laying out the map</source>
            <translation>Lay-out van de kaart maken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/map/form.py" />
            <source>Layout</source>
            <translation>Lay-out</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Leading zeros differ ('{key}' for '{like}'); without leading zeros {count} of {rows} match: write the keys as in the layer of areas.</source>
            <translation>De voorloopnullen verschillen ('{key}' voor '{like}'); zonder voorloopnullen komen er {count} van de {rows} overeen: schrijf de sleutels zoals in de laag met gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Least possible shortage: people without a place with the best allocation</source>
            <translation>Kleinst mogelijke tekort: mensen zonder plaats bij de beste verdeling</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Left</source>
            <translation>Vertrokken</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>Left out</source>
            <translation>Weggelaten</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Left out by the filter</source>
            <translation>Weggelaten door de filter</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Left out, because no area is called so: {names}.</source>
            <translation>Weggelaten, want geen gebied heet zo: {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Left out, because the catalogue has no source for these layers: {ids}.</source>
            <translation>Weggelaten, want de catalogus heeft geen bron voor deze lagen: {ids}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <location filename="../../processing/sources/kinds/arcgis/harvest.py" />
            <source>Left out: {reason}</source>
            <translation>Weggelaten: {reason}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>Left unchanged: written by a person, or from another harvest.</source>
            <translation>Ongewijzigd gelaten: door iemand geschreven, of afkomstig van een andere harvest.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Legend</source>
            <translation>Legende</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Legend, where to begin, ages and sources beside the map.</source>
            <translation>Naast de kaart: legende, waar te beginnen, ouderdom en bronnen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/harvest.html" />
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/catalogue/card.py" />
            <location filename="../../ui/catalogue/filters.py" />
            <source>Licence</source>
            <translation>Licentie</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Licence (empty: unchanged)</source>
            <translation>Licentie (leeg: ongewijzigd)</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <location filename="../../ui/challenge/view.py" />
            <location filename="../../ui/map/form.py" />
            <source>Limit to map extent</source>
            <translation>Alleen binnen het kaartbeeld</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Line below the title of each page (empty: the question of the map)</source>
            <translation>Regel onder de titel van elke pagina (leeg: de vraag van de kaart)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Links</source>
            <translation>Samenwerkingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Links (a table with two actors per row)</source>
            <translation>Samenwerkingen (een tabel met twee actoren per rij)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Links (output of Map coalitions)</source>
            <translation>Samenwerkingen (resultaat van Coalities in kaart brengen)</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Listed again</source>
            <translation>Opnieuw vermeld</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Lists and figures</source>
            <translation>Lijsten en cijfers</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Living alone from 65 years: rates of the region by age and sex, applied to the estimated ages of the area.</source>
            <translation>Alleenwonend vanaf 65 jaar: gewestelijke aandelen naar leeftijd en geslacht, toegepast op de geschatte leeftijden van het gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Living alone, all ages</source>
            <translation>Alleenwonend, alle leeftijden</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>Living alone, from 65 years</source>
            <translation>Alleenwonend vanaf 65 jaar</translation>
        </message>
        <message>
            <location filename="../../ui/browser.py" />
            <location filename="../../ui/catalogue/panel.py" />
            <location filename="../../ui/catalogue/view.py" />
            <source>Load</source>
            <translation>Laden</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Load all layers of the challenge</source>
            <translation>Alle lagen van de opgave laden</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Load as WMS</source>
            <translation>Als WMS laden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Load layers</source>
            <translation>Lagen laden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/layers.html" />
            <source>Loaded layers</source>
            <translation>Geladen lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <location filename="../../processing/challenge/collect.py" />
            <location filename="../../ui/catalogue/loading.py" />
            <source>Loading 1 layer | Loading {count} layers</source>
            <translation>1 laag laden | {count} lagen laden</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>Loading the layer</source>
            <translation>Laag laden</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>Loading the units</source>
            <translation>Gebiedseenheden laden</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Looking up public data</source>
            <translation>Openbare gegevens opzoeken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Low to high</source>
            <translation>Laag tot hoog</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Low to high scenario {year}</source>
            <translation>Laag tot hoog scenario {year}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Low value = need</source>
            <translation>Lage waarde = nood</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Low values are better</source>
            <translation>Lage waarden zijn beter</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>Low values indicate need</source>
            <translation>Lage waarden wijzen op nood</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Lowest</source>
            <translation>Laagste</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>MAIN_PART_ONLY ignores disconnected parts of the network.</source>
            <translation>MAIN_PART_ONLY negeert losse netwerkdelen.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>MIN_AREA and EXPLODE keep all faces in memory: for layers this large that takes {size} GB or more.</source>
            <translation>MIN_AREA en EXPLODE houden alle deelvlakken in het geheugen: voor lagen van deze grootte vraagt dat {size} GB of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>MIN_AREA and GRID_SIZE are for faces: lines and points go without.</source>
            <translation>MIN_AREA en GRID_SIZE gelden voor vlakken: laat ze weg bij lijnen en punten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>MUNICIPALITY is '{name}': no Flemish municipality has that name or NIS code.</source>
            <translation>MUNICIPALITY is '{name}': geen enkele Vlaamse gemeente heeft die naam of NIS-code.</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/area.py" />
            <source>MUNICIPALITY is empty: give the name or the NIS code of a Flemish municipality.</source>
            <translation>MUNICIPALITY is leeg: geef de naam of de NIS-code van een Vlaamse gemeente.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Made</source>
            <translation>Gemaakt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>Made on {date} with Opgavenkaart</source>
            <translation>Gemaakt op {date} met Opgavenkaart</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Made on {date}; {oldest}.</source>
            <translation>Gemaakt op {date}; {oldest}.</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Make the first map</source>
            <translation>Eerste kaart maken</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>Making {count} pages</source>
            <translation>{count} pagina's maken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Manifest</source>
            <translation>Manifest</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Manifest of the first map</source>
            <translation>Manifest van de eerste kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Manual corrections (CSV or Excel)</source>
            <translation>Manuele correcties (CSV of Excel)</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Many thanks.</source>
            <translation>Met dank bij voorbaat.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <location filename="../../processing/cartography/project_copy.py" />
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/docks.py" />
            <source>Map</source>
            <translation>Kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Map as PDF</source>
            <translation>Kaart als PDF</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Map as PNG</source>
            <translation>Kaart als PNG</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Map coalitions</source>
            <translation>Coalities in kaart brengen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Map of the areas that rise or fall in rank</source>
            <translation>Kaart van de gebieden die stijgen of dalen in rang</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Map of the areas whose need rises or falls</source>
            <translation>Kaart van de gebieden waar de nood stijgt of daalt</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Map of the changes to the clusters</source>
            <translation>Kaart van de veranderingen aan de clusters</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Map of the cluster</source>
            <translation>Kaart van de cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Map of who gains and who loses with {plan}</source>
            <translation>Kaart van wie wint en wie verliest met {plan}</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>Map the coalition</source>
            <translation>Coalitie in kaart brengen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <source>Map with clusters</source>
            <translation>Kaart met clusters</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Map with clusters beside it</source>
            <translation>Kaart met de clusters ernaast</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Map. Arrow keys move it, plus and minus zoom.</source>
            <translation>Kaart. De pijltjestoetsen verschuiven ze, plus en min zoomen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Map: {title}. {finding}</source>
            <translation>Kaart: {title}. {finding}</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Maps: the open project and earlier integrated maps</source>
            <translation>Kaarten: het geopende project en eerder gemaakte geïntegreerde kaarten</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>Matching the columns</source>
            <translation>Kolommen koppelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Max. distance to network (m)</source>
            <translation>Max. afstand tot het netwerk (m)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Maximum gap to the optimum (0: proven optimal)</source>
            <translation>Maximale afwijking van het optimum (0: bewezen optimaal)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Mean</source>
            <translation>Gemiddelde</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Mean after</source>
            <translation>Gemiddelde na</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Mean before</source>
            <translation>Gemiddelde voor</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Mean certainty of the areas</source>
            <translation>Gemiddelde zekerheid van de gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Mean change of need over all areas, in points</source>
            <translation>Gemiddelde verandering van de nood over alle gebieden, in punten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Mean change of rank</source>
            <translation>Gemiddelde rangverschuiving</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Mean error (percentage points)</source>
            <translation>Gemiddelde fout (procentpunten)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>Mean estimated probability of the areas to belong to a group of high need, over other weights, methods and neighbours; for regions and circles: to be among the worst 10 %</source>
            <translation>Gemiddelde geschatte kans dat de gebieden bij een groep van hoge nood horen, over andere gewichten, methodes en buren; bij regio's en cirkels: dat ze bij de slechtste 10 % zijn</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Mean in the clusters</source>
            <translation>Gemiddelde in de clusters</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Mean in the regions</source>
            <translation>Gemiddelde in de regio's</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Mean index</source>
            <translation>Gemiddelde index</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Mean missing share of the weight (0-1)</source>
            <translation>Gemiddeld ontbrekend aandeel van het gewicht (0-1)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>Mean need in the cluster (0-100) with the present weights of the indicators, each area counting for its people</source>
            <translation>Gemiddelde nood in de cluster (0-100) met de huidige gewichten van de indicatoren, gewogen naar inwoners</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Mean need scores (0-100); the darker, the greater the need compared with the other areas.</source>
            <translation>Gemiddelde noodscores (0-100); hoe donkerder, hoe groter de nood in vergelijking met de andere gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Mean of the index over the areas of the cluster, weighted by people where these are counted</source>
            <translation>Gemiddelde van de index over de gebieden van de cluster, gewogen naar inwoners als die geteld zijn</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Mean of the index over the areas of the region, weighted by people where these are counted</source>
            <translation>Gemiddelde van de index over de gebieden van de regio, gewogen naar inwoners als die geteld zijn</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Mean: {before} before, {after} after.</source>
            <translation>Gemiddelde: eerst {before}, daarna {after}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>Meaning</source>
            <translation>Betekenis</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Meaning of the column '{column}'</source>
            <translation>Betekenis van de kolom '{column}'</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Means (euro)</source>
            <translation>Middelen (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Means of scores and of the index are not weighted: no population figures are available.</source>
            <translation>Gemiddelden van scores en index zijn niet gewogen: er zijn geen bevolkingscijfers.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Means of scores and of the index are weighted by {people}.</source>
            <translation>Gemiddelden van scores en index zijn gewogen naar {people}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Means of transport</source>
            <translation>Vervoermiddel</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Meanwhile the built-in catalogue is shown.</source>
            <translation>Intussen ziet u de ingebouwde catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>Measure '{id}' names itself in field '{field}'. Leave that out.</source>
            <translation>Maatregel '{id}' noemt zichzelf in veld '{field}'. Laat dat weg.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Measure to take</source>
            <translation>Maatregel</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <source>Measured</source>
            <translation>Gemeten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Measured from</source>
            <translation>Gemeten vanaf</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Measured in</source>
            <translation>Uitgedrukt in</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Measured in its place: {title}</source>
            <translation>In de plaats gemeten: {title}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Measurement</source>
            <translation>Meting</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <location filename="../../processing/planning/envelope/report.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Measures</source>
            <translation>Maatregelen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Measures chosen</source>
            <translation>Gekozen maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>Measures need each other in a circle: {ids}. Leave out one of these dependencies.</source>
            <translation>Maatregelen hebben elkaar nodig in een kring: {ids}. Laat een van die afhankelijkheden weg.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Measures paid from the envelope</source>
            <translation>Maatregelen betaald uit de enveloppe</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Measures that stay when effects are up to {off} % off</source>
            <translation>Maatregelen die gekozen blijven als effecten tot {off} % afwijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Measures with the choice</source>
            <translation>Maatregelen met de keuze</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Measures with the choice (output of Allocate an envelope)</source>
            <translation>Maatregelen met de keuze (resultaat van Enveloppe verdelen)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>Measuring distances from {origins} places to {facilities} facilities</source>
            <translation>Afstanden meten van {origins} plaatsen naar {facilities} voorzieningen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Measuring distances from {points} demand points to {sites} candidates</source>
            <translation>Afstanden meten van {points} vraagpunten naar {sites} kandidaten</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/measure.py" />
            <source>Measuring {count} indicators</source>
            <translation>{count} indicatoren meten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Median area</source>
            <translation>Mediaan van de gebieden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Median error of the number</source>
            <translation>Mediane fout van het aantal</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Merged in {year}; older data still use {former}.</source>
            <translation>Gefuseerd in {year}; oudere gegevens gebruiken nog {former}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../resources/templates/access.html" />
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/web_map.html" />
            <source>Method</source>
            <translation>Methode</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>Method 'scan' compares cases with inhabitants: give their field as POPULATION_FIELD.</source>
            <translation>De methode 'scan' vergelijkt gevallen met inwoners: geef het veld met de inwoners als POPULATION_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Method '{method}' compares two fields: give the second one as FIELD_2.</source>
            <translation>De methode '{method}' vergelijkt twee velden: geef het tweede als FIELD_2.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Method: {place} was {before} and is {after}.</source>
            <translation>Methode: {place} was {before} en is {after}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Methods and sources</source>
            <translation>Methoden en bronnen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report_paper.html" />
            <source>Middle</source>
            <translation>Mediaan</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Middle price</source>
            <translation>Middelste prijs</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Middle scenario unless a column says otherwise. Every number is of one year: shortages of different years are never added up. Counted area by area, places in one area do not help another; counted together, they do. An area that lacks less than one place is not counted as an area that lacks places, but its share is in the places.</source>
            <translation>Middenscenario, tenzij een kolom iets anders zegt. Elk getal is van één jaar: tekorten van verschillende jaren worden nooit opgeteld. Gebied per gebied geteld helpen plaatsen van het ene gebied het andere niet; samen geteld wel. Een gebied dat minder dan één plaats tekortkomt, telt niet als gebied met een tekort, maar dat deel zit wel in de plaatsen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Middle scenario, on the first of January; births, deaths and moves are those of the year before. {count} new dwellings count.</source>
            <translation>Middenscenario, op 1 januari; geboorten, sterfte en verhuizingen zijn die van het jaar ervoor. {count} nieuwe woningen tellen mee.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Minimum densification potential (0-100; 0: no rule)</source>
            <translation>Minimumpotentieel voor verdichting (0-100; 0: geen regel)</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Missing</source>
            <translation>Ontbreekt</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Missing data allowed (% of weight)</source>
            <translation>Toegelaten ontbrekende gegevens (% van het gewicht)</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/report.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Missing roles</source>
            <translation>Ontbrekende rollen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Missing roles and possible coalitions</source>
            <translation>Ontbrekende rollen en mogelijke coalities</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Missing: {roles}</source>
            <translation>Ontbreekt: {roles}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>More by building what is short for a few years (euro)</source>
            <translation>Meer door te bouwen wat maar enkele jaren ontbreekt (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>More by waiting (euro)</source>
            <translation>Meer door te wachten (euro)</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/filters.py" />
            <source>More filters</source>
            <translation>Meer filters</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Move a slider to give a cause of need more or less weight: the map and the ranking change at once.</source>
            <translation>Verschuif een schuifregelaar om een oorzaak van nood meer of minder te laten wegen: de kaart en de rangschikking veranderen meteen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Moved to another address</source>
            <translation>Verhuisd naar een ander adres</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Multi-use hours</source>
            <translation>Uren voor meervoudig gebruik</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Multiply by</source>
            <translation>Vermenigvuldigen met</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Municipalities</source>
            <translation>Gemeenten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Municipality</source>
            <translation>Gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Municipality (name or NIS code)</source>
            <translation>Gemeente (naam of NIS-code)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Municipality (name or NIS code; empty: all)</source>
            <translation>Gemeente (naam of NIS-code; leeg: alle)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Municipality (name or NIS code; empty: that of the catalogue)</source>
            <translation>Gemeente (naam of NIS-code; leeg: die van de catalogus)</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <location filename="../../ui/welcome.py" />
            <source>My municipality</source>
            <translation>Mijn gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>NAMES holds {given} names and there are {count} plans.</source>
            <translation>NAMES bevat {given} namen en er zijn {count} plannen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Name field of the areas</source>
            <translation>Naamveld van de gebieden</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Name in the file</source>
            <translation>Naam in het bestand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Name of the new field</source>
            <translation>Naam van het nieuwe veld</translation>
        </message>
        <message>
            <location filename="../../ui/city_field.py" />
            <source>Name or NIS code</source>
            <translation>Naam of NIS-code</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Named after the places in the cluster</source>
            <translation>Genoemd naar de plaatsen in de cluster</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Named after the places in the region</source>
            <translation>Genoemd naar de plaatsen in de regio</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Names of areas recognised: {known} of {all}.</source>
            <translation>Herkende namen van gebieden: {known} van {all}.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Names of columns may differ.</source>
            <translation>De kolommen mogen anders heten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Names of the plans (comma-separated; empty: those of the layers)</source>
            <translation>Namen van de plannen (met komma's; leeg: die van de lagen)</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Names of which it is not sure which area they are</source>
            <translation>Namen waarvan niet zeker is welk gebied het is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Names that wait for a yes or no</source>
            <translation>Namen die op een ja of nee wachten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Nearer counts more: decay {decay}.</source>
            <translation>Dichterbij telt zwaarder: verval {decay}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Need</source>
            <translation>Nood</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Need after</source>
            <translation>Nood na</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>Need and supply</source>
            <translation>Nood en aanbod</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Need and supply in one map</source>
            <translation>Nood en aanbod in één kaart</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Need at</source>
            <translation>Nood bij</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Need before</source>
            <translation>Nood voor</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>Need by indicator (0-100)</source>
            <translation>Nood per indicator (0-100)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Need falls</source>
            <translation>Nood daalt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Need field of the areas</source>
            <translation>Noodveld van de gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../processing/products/web_map/words.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../ui/challenge/layers.py" />
            <source>Need index</source>
            <translation>Noodindex</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <location filename="../../processing/products/web_map/words.py" />
            <source>Need index (0-100)</source>
            <translation>Noodindex (0-100)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Need index (0-100), compared with the other areas</source>
            <translation>Noodindex (0-100), vergeleken met de andere gebieden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Need rises</source>
            <translation>Nood stijgt</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Need score (0-100), compared with the other areas. The line in each bar is the average of all areas.</source>
            <translation>Noodscore (0-100), in vergelijking met de andere gebieden. Het streepje in elke balk is het gemiddelde van alle gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Need score: {direction} indicate need; normalisation: {how}</source>
            <translation>Noodscore: {direction} wijzen op nood; normalisatie: {how}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Needed at the horizon</source>
            <translation>Nodig aan de horizon</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Needed {year}</source>
            <translation>Nodig {year}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Negotiation table</source>
            <translation>Onderhandelingstabel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Neighbours: queen, knn:8 or distance:1000</source>
            <translation>Buren: queen, knn:8 of distance:1000</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Neither layer holds a cluster, so there is nothing to compare.</source>
            <translation>Geen van beide lagen bevat een cluster, dus er is niets te vergelijken.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Network '{layer}' consists of {parts} disconnected parts; the largest holds {share:.1%} of the length. Set TOLERANCE to join ends that should meet.</source>
            <translation>Netwerk '{layer}' bestaat uit {parts} losse delen; het grootste bevat {share:.1%} van de lengte. Stel TOLERANCE in om uiteinden aan te sluiten die elkaar zouden moeten raken.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Network '{layer}' has no lines: check its filter, or leave NETWORK empty for straight lines.</source>
            <translation>Netwerk '{layer}' heeft geen lijnen: kijk de filter na, of laat NETWORK leeg voor rechte lijnen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Network '{layer}': {count} of {total} roads have no speed above 0 and get {speed:g} km/h.</source>
            <translation>Netwerk '{layer}': {count} van de {total} wegen hebben geen snelheid boven 0 en krijgen {speed:g} km/u.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Network '{layer}': {count} roads have no known direction and count as open both ways.</source>
            <translation>Netwerk '{layer}': {count} wegen hebben geen bekende rijrichting en tellen als open in beide richtingen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/travel.py" />
            <source>Network '{layer}': {lines} lines, {left_out} left out (without length, past any map, or closed both ways); {joined} ends joined to another line's vertex and {mended} to its middle within {tolerance:g} m.</source>
            <translation>Netwerk '{layer}': {lines} lijnen, {left_out} weggelaten (zonder lengte, buiten elke kaart, of in beide richtingen gesloten); {joined} uiteinden aangesloten op een punt en {mended} op het midden van een andere lijn, binnen {tolerance:g} m.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Network field: direction</source>
            <translation>Netwerkveld: rijrichting</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Network field: speed (km/h), for cars</source>
            <translation>Netwerkveld: snelheid (km/u), voor auto's</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <location filename="../../ui/planning/network.py" />
            <source>Network of actors</source>
            <translation>Netwerk van actoren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Network of lines (empty: straight line)</source>
            <translation>Netwerk van lijnen (leeg: rechte lijn)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Network: {lines} lines; {joined} ends joined and {mended} set on a line; separate parts: {parts}, the largest with {share} % of the length.</source>
            <translation>Netwerk: {lines} lijnen; {joined} uiteinden aangesloten en {mended} op een lijn gezet; losse delen: {parts}, het grootste met {share} % van de lengte.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>New</source>
            <translation>Nieuw</translation>
        </message>
        <message>
            <location filename="../../resources/templates/repair.html" />
            <source>New address, or reason why there is none</source>
            <translation>Nieuw adres, of reden waarom er geen is</translation>
        </message>
        <message>
            <location filename="../../resources/templates/watch.html" />
            <source>New address: {address}</source>
            <translation>Nieuw adres: {address}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>New challenge</source>
            <translation>Nieuwe opgave</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>New clusters</source>
            <translation>Nieuwe clusters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>New dwellings</source>
            <translation>Nieuwe woningen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/count_texts.py" />
            <source>New layers</source>
            <translation>Nieuwe lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>New sites saved by sharing</source>
            <translation>Nieuwe locaties bespaard door delen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>New units</source>
            <translation>Nieuwe gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Newborns</source>
            <translation>Pasgeborenen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Nine</source>
            <translation>Negen</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/area.py" />
            <location filename="../../ui/city_field.py" />
            <source>No Flemish municipality is called '{text}'. Did you mean '{near}'?</source>
            <translation>Geen Vlaamse gemeente heet '{text}'. Bedoelt u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/area.py" />
            <source>No Flemish municipality is called '{text}'. Give a name or an NIS code.</source>
            <translation>Geen Vlaamse gemeente heet '{text}'. Geef een naam of een NIS-code.</translation>
        </message>
        <message>
            <location filename="../../ui/city_field.py" />
            <source>No Flemish municipality is called '{text}'. Type a name or an NIS code.</source>
            <translation>Geen Vlaamse gemeente heet '{text}'. Typ een naam of een NIS-code.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>No action contributes to: {challenges}.</source>
            <translation>Geen enkele actie draagt bij aan: {challenges}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>No action for this challenge mentions a place in the cluster.</source>
            <translation>Geen enkele actie voor deze opgave vermeldt een plaats in de cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>No action of the plan has a text. Give a column with what the action is ('ac_short' or 'actie'). It has: {columns}.</source>
            <translation>Geen enkele actie van het plan heeft een tekst. Geef een kolom met wat de actie is ('ac_short' of 'actie'). Het heeft: {columns}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>No action refers to: {areas}.</source>
            <translation>Geen enkele actie verwijst naar: {areas}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>No ages of the municipality were given: the areas together keep the ages of the profile.</source>
            <translation>Er zijn geen leeftijden van de gemeente opgegeven: de gebieden samen houden de leeftijden van de telling.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>No area changes class</source>
            <translation>Geen gebied verandert van klasse</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>No area has both values.</source>
            <translation>Geen enkel gebied heeft beide waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>No area has enough data for an index</source>
            <translation>Geen enkel gebied heeft genoeg gegevens voor een index</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No area reaches the threshold of {threshold}</source>
            <translation>Geen enkel gebied haalt de drempel van {threshold}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No circle of units has significantly more cases than elsewhere.</source>
            <translation>Geen enkele cirkel van gebiedseenheden heeft significant meer gevallen dan elders.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No circle of units has significantly more or fewer cases than elsewhere.</source>
            <translation>Geen enkele cirkel van gebiedseenheden heeft significant meer of minder gevallen dan elders.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No cluster of need was demonstrated</source>
            <translation>Er is geen cluster van nood aangetoond</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/clustering.py" />
            <source>No clusters are sought. {reason}</source>
            <translation>Er worden geen clusters gezocht. {reason}</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>No column yet for: {fields}.</source>
            <translation>Nog geen kolom voor: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>No counts had to be divided by surface, addresses or inhabitants.</source>
            <translation>Er hoefden geen aantallen verdeeld te worden volgens oppervlakte, adressen of inwoners.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>No data: {indicators}.</source>
            <translation>Geen gegevens: {indicators}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/oldest_source.py" />
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>No date is known of: {layers}.</source>
            <translation>Geen datum bekend van: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>No demand point can reach a candidate: check the layers on the map, and raise TOLERANCE for a network.</source>
            <translation>Geen enkel vraagpunt kan een kandidaat bereiken: controleer de lagen op de kaart, en verhoog TOLERANCE bij een netwerk.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>No facility can be reached at all from {count} starting points.</source>
            <translation>Vanuit {count} vertrekpunten is geen enkele voorziening bereikbaar.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>No facility can be reached from {count} of {total} starting points.</source>
            <translation>Vanuit {count} van de {total} vertrekpunten is geen enkele voorziening bereikbaar.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>No facility of layer '{layer}' has a place: field '{field}' is 0 or empty everywhere.</source>
            <translation>Geen enkele voorziening van laag '{layer}' heeft een plaats: veld '{field}' is overal 0 of leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>No feature of layer '{layer}' ({parameter}) lies within {reach:g} m of the network: check the coordinate systems of both layers, or raise REACH.</source>
            <translation>Geen enkel object van laag '{layer}' ({parameter}) ligt binnen {reach:g} m van het netwerk: kijk de coördinatensystemen van beide lagen na, of verhoog REACH.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>No feature of layer '{layer}' passes the filter.</source>
            <translation>Geen enkel object van laag '{layer}' voldoet aan de filter.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/unit_keys.py" />
            <source>No field of layer '{table}' holds the same places as a field of layer '{units}'. Name both with a key parameter.</source>
            <translation>Geen veld van laag '{table}' bevat dezelfde plaatsen als een veld van laag '{units}'. Noem beide met een sleutelparameter.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No homogeneous regions were found</source>
            <translation>Er zijn geen homogene regio's gevonden</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>No layers found. Clear words, filters or 'Favourites only'.</source>
            <translation>Geen lagen gevonden. Wis zoekwoorden of filters, of zet 'Alleen favorieten' uit.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>No layers of {name} itself yet; the Flemish ones are listed below.</source>
            <translation>Voor {name} zijn er nog geen eigen lagen; de Vlaamse lagen staan hieronder.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>No links were given, so existing cooperation is unknown.</source>
            <translation>Er zijn geen samenwerkingen opgegeven; bestaande samenwerking is dus niet gekend.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>No map of '{challenge}': {reason}</source>
            <translation>Geen kaart van '{challenge}': {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/report.py" />
            <source>No measure can be paid from the envelope under these rules.</source>
            <translation>Onder deze regels kan geen enkele maatregel uit de enveloppe betaald worden.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/report.py" />
            <source>No measure has an effect for these estimates.</source>
            <translation>Volgens deze ramingen heeft geen enkele maatregel effect.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>No numbers of households without a car were given for the municipality: the estimates add up to no known number.</source>
            <translation>Voor de gemeente is geen aantal huishoudens zonder auto opgegeven: de schattingen tellen niet op tot een bekend aantal.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>No numbers of one-person households were given: living alone follows from the rates of the region.</source>
            <translation>Er zijn geen aantallen eenpersoonshuishoudens opgegeven: alleen wonen volgt uit de cijfers van het gewest.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>No places were given, so shortages could not be computed.</source>
            <translation>Er zijn geen plaatsen opgegeven; tekorten konden dus niet berekend worden.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>No plan can satisfy this rule, even without the others: {rules}.</source>
            <translation>Geen enkel plan kan aan deze regel voldoen, ook niet zonder de andere: {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>No plan satisfies all rules. These are incompatible (there was no time to check whether fewer are): {rules}.</source>
            <translation>Geen enkel plan voldoet aan alle regels. Deze zijn samen onmogelijk (er was geen tijd om na te gaan of het er minder zijn): {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>No plan satisfies all rules. These are incompatible; without any one of them the others can be satisfied: {rules}.</source>
            <translation>Geen enkel plan voldoet aan alle regels. Deze regels botsen; zonder een van deze regels kan aan de andere voldaan worden: {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/solve.py" />
            <source>No plan was found within the time limit: raise TIME_LIMIT, or leave out rules.</source>
            <translation>Binnen de tijdslimiet werd geen plan gevonden: verhoog TIME_LIMIT, of laat regels weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>No portfolio satisfies all rules. These are incompatible (there was no time to check whether fewer are): {rules}.</source>
            <translation>Geen enkele portefeuille voldoet aan alle regels. Deze zijn samen onmogelijk (er was geen tijd om na te gaan of het er minder zijn): {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>No portfolio satisfies all rules. These are incompatible; without any one of them the others can be satisfied: {rules}.</source>
            <translation>Geen enkele portefeuille voldoet aan alle regels. Deze regels botsen; zonder een van deze regels kan aan de andere voldaan worden: {rules}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/choosing.py" />
            <source>No portfolio was found within {seconds:g} seconds. Raise TIME_LIMIT for more time.</source>
            <translation>Binnen {seconds:g} seconden is geen portefeuille gevonden. Verhoog TIME_LIMIT voor meer tijd.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>No project is open: give in PROJECT the project file to print.</source>
            <translation>Er is geen project geopend: geef in PROJECT het projectbestand dat u wilt afdrukken.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/card.py" />
            <source>No public service for this. Add your city's file or service with the + button.</source>
            <translation>Hiervoor is geen openbare dienst. Voeg het bestand of de dienst van uw stad toe met de knop +.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>No register was counted by area: each value below is an estimate, and the truth lies between both ends of its interval with a probability of 90 %. The errors were measured on whole municipalities; per area nobody has tested the estimates.</source>
            <translation>Per gebied is niets in een register geteld: elke waarde hieronder is een schatting, en het echte aantal ligt met 90 % kans binnen de marge. De fouten zijn gemeten op hele gemeenten; per gebied zijn de schattingen niet getoetst.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_blocks.py" />
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <location filename="../../processing/cartography/sheet.py" />
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>No room on the paper, left out: {words}</source>
            <translation>Geen plaats op het blad, weggelaten: {words}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>No totals of today were given: each area keeps the people of its profile.</source>
            <translation>Er zijn geen inwonersaantallen van vandaag opgegeven: elk gebied houdt de inwoners van de telling.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>No two actors with a role share a cluster without a link in the table.</source>
            <translation>Er zijn geen twee actoren met een rol die een cluster delen en niet samen in de tabel staan.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>No two challenges overlap anywhere.</source>
            <translation>Nergens overlappen twee opgaven.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>No two indicators rank the areas almost alike.</source>
            <translation>Geen twee indicatoren rangschikken de gebieden bijna gelijk.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>No unit changed.</source>
            <translation>Geen enkele gebiedseenheid veranderde.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No unit has a high value with significantly high values of the second field around it: look at p_value of the units.</source>
            <translation>Geen enkele gebiedseenheid heeft een hoge waarde met significant hoge waarden van het tweede veld errond: bekijk p_value van de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No unit has a high value with significantly low values around it: look at p_value of the units.</source>
            <translation>Geen enkele gebiedseenheid heeft een hoge waarde met significant lage waarden errond: bekijk p_value van de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>No unit has ages in layer '{layer}'. Check that both name the places in the same way.</source>
            <translation>Geen enkele gebiedseenheid heeft leeftijden in laag '{layer}'. Ga na of beide de plaatsen op dezelfde manier noemen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/sensitivity.py" />
            <source>No unit has an index: there is nothing to draw ranks of.</source>
            <translation>Geen enkele gebiedseenheid heeft een index: er is niets om rangen van te trekken.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/outputs.py" />
            <source>No unit has inhabitants and a municipality with ages: check the keys and the totals.</source>
            <translation>Geen enkel gebied heeft inwoners en een gemeente met leeftijden: controleer de sleutels en de totalen.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No unit has significantly high or low values: look at p_value of the units, or use METHOD 'threshold'.</source>
            <translation>Geen enkele gebiedseenheid heeft significant hoge of lage waarden: bekijk p_value van de gebiedseenheden, of gebruik METHOD 'threshold'.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No unit has significantly high values: look at p_value of the units, or use METHOD 'threshold'.</source>
            <translation>Geen enkele gebiedseenheid heeft significant hoge waarden: bekijk p_value van de gebiedseenheden, of gebruik METHOD 'threshold'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>No unit lies in a municipality of layer '{layer}'. Check GROUP_FIELD and MARGINS_KEY.</source>
            <translation>Geen enkele gebiedseenheid ligt in een gemeente van laag '{layer}'. Kijk GROUP_FIELD en MARGINS_KEY na.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>No unit reaches the threshold of {threshold:g}: choose a lower one.</source>
            <translation>Geen enkele gebiedseenheid haalt de drempel van {threshold:g}: kies een lagere.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>No value differs between the two maps: no area changed.</source>
            <translation>Geen enkele waarde verschilt tussen de twee kaarten: geen enkel gebied veranderde.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>No values are available for the areas. The indicator takes no part in the index.</source>
            <translation>Er zijn geen waarden per gebied beschikbaar. De indicator telt niet mee in de index.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>None of the areas lies in a municipality of the plan: '{theirs}' in their field '{field}' is not in the plan.</source>
            <translation>Geen enkel gebied ligt in een gemeente van het plan: '{theirs}' in hun veld '{field}' staat niet in het plan.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/index_preview.py" />
            <source>None of the indicators has been measured yet: compute the challenge first.</source>
            <translation>Nog geen enkele indicator is gemeten: bereken eerst de opgave.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>None of the layers has features that may be written: give PROJECT to use map services.</source>
            <translation>Geen enkele laag bevat objecten die geschreven mogen worden: geef PROJECT om kaartdiensten te gebruiken.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>None of the {count} names in the column '{column}' of '{path}' is surely an area: write yes or no in '{bridge}', and run this again.</source>
            <translation>Geen van de {count} namen in de kolom '{column}' van '{path}' is met zekerheid een gebied: schrijf ja of nee in '{bridge}', en voer dit opnieuw uit.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_methods.py" />
            <source>None of the {count} units has a neighbour with weights '{weights}': use 'knn:8', or a distance that reaches the next unit.</source>
            <translation>Geen van de {count} gebiedseenheden heeft een buur met de gewichten '{weights}': gebruik 'knn:8', of een afstand die tot de volgende gebiedseenheid reikt.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Norm distance</source>
            <translation>Normafstand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Norm distance of each sector in metres (comma-separated)</source>
            <translation>Normafstand van elke sector in meter (door komma's gescheiden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Norm distance of sectors without their own, in metres</source>
            <translation>Normafstand van sectoren zonder eigen norm, in meter</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Norm distance to the nearest facility (empty: the threshold)</source>
            <translation>Normafstand tot de dichtstbijzijnde voorziening (leeg: de drempel)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/challenge/editor.py" />
            <source>Normalisation</source>
            <translation>Normalisatie</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/card.py" />
            <source>Not a layer, but a catalogue of layers. Add the layers by its address with the + button.</source>
            <translation>Geen laag, maar een catalogus van lagen. Voeg de lagen toe via het adres van de catalogus, met de knop +.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/card.py" />
            <source>Not a layer, but a service that finds addresses. Press Ctrl+K and type opg before an address.</source>
            <translation>Geen laag, maar een dienst die adressen opzoekt. Druk op Ctrl+K en typ opg vóór een adres.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <source>Not added, because a catalogue cannot refer to layers in memory or of this type: {names}.</source>
            <translation>Niet toegevoegd, want een catalogus kan niet verwijzen naar tijdelijke lagen of naar lagen van dit type: {names}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Not built: temporary places cost less</source>
            <translation>Niet gebouwd: tijdelijke plaatsen kosten minder</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Not compared, as one of both values is missing: {count} areas.</source>
            <translation>Niet vergeleken, omdat een van beide waarden ontbreekt: {count} gebieden.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>Not computed yet: press Compute to see index and clusters on the map.</source>
            <translation>Nog niet berekend: druk op Berekenen om de index en de clusters op de kaart te zien.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Not everything could be used</source>
            <translation>Niet alles kon gebruikt worden</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>Not everything fits on pages {pages}: a text was shortened or left out. Choose a larger paper size.</source>
            <translation>Niet alles past op de pagina's {pages}: een tekst is ingekort of weggelaten. Kies een groter papierformaat.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Not in the choice above, but chosen in a number of cases:</source>
            <translation>Niet in de keuze hierboven, maar wel gekozen in een aantal doorrekeningen:</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/offline.py" />
            <source>Not in the store '{store}', so asked from their sources: {layers}.</source>
            <translation>Niet in de opslag '{store}', dus aan hun bronnen gevraagd: {layers}.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Not measured yet.</source>
            <translation>Nog niet gemeten.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/repair.html" />
            <source>Not repaired</source>
            <translation>Niet hersteld</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Not tested here, since too few municipalities are known; the interval rests on an earlier measurement: {titles}.</source>
            <translation>Hier niet getoetst omdat er te weinig gemeenten bekend zijn; de marge rust op een eerdere meting: {titles}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Nothing found</source>
            <translation>Niets gevonden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Nothing is written: none of the layers may be redistributed ({layers}). Where its licence allows it, write "redistribution": "yes" in the layer's record in the catalogue.</source>
            <translation>Er is niets geschreven: geen enkele laag mag verder verspreid worden ({layers}). Zet "redistribution": "yes" bij de laag in de catalogus als haar licentie dat toelaat.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/loading.py" />
            <source>Nothing was loaded.</source>
            <translation>Er is niets geladen.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Now</source>
            <translation>Nu</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>Now at the source</source>
            <translation>Nu bij de bron</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>Nowhere are there demonstrably more cases than elsewhere: {indicator}</source>
            <translation>Nergens zijn er aantoonbaar meer gevallen dan elders: {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>Number</source>
            <translation>Aantal</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Number of</source>
            <translation>Aantal</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Number of actions</source>
            <translation>Aantal acties</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Number of actions that contribute to a challenge</source>
            <translation>Aantal acties die bijdragen aan een opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Number of actions that contribute to several challenges</source>
            <translation>Aantal acties die bijdragen aan meerdere opgaven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of actors</source>
            <translation>Aantal actoren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of actors with a role in the challenge</source>
            <translation>Aantal actoren met een rol in de opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of alternatives within 1 %</source>
            <translation>Aantal alternatieven binnen 1 %</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Number of areas</source>
            <translation>Aantal gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>Number of areas by both</source>
            <translation>Aantal gebieden naar beide</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Number of buildings with unreadable opening hours</source>
            <translation>Aantal gebouwen met onleesbare openingsuren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Number of buildings without hours</source>
            <translation>Aantal gebouwen zonder uren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of cases computed with effects up to 20 % off</source>
            <translation>Aantal gemaakte doorrekeningen met effecten die tot 20 % afwijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of cases with effects up to 20 % off</source>
            <translation>Aantal doorrekeningen met effecten die tot 20 % afwijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of chosen measures that are chosen in at least 90 % of these cases</source>
            <translation>Aantal gekozen maatregelen die in minstens 90 % van deze doorrekeningen gekozen worden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Number of clusters</source>
            <translation>Aantal clusters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Number of clusters that are gone</source>
            <translation>Aantal clusters dat verdwenen is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Number of clusters that grow</source>
            <translation>Aantal clusters dat groeit</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Number of clusters that shrink</source>
            <translation>Aantal clusters dat krimpt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Number of clusters that stay</source>
            <translation>Aantal clusters dat blijft</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of clusters where a role is missing</source>
            <translation>Aantal clusters waar een rol ontbreekt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of communities</source>
            <translation>Aantal gemeenschappen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Number of corrections applied</source>
            <translation>Aantal toegepaste correcties</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of demand features</source>
            <translation>Aantal objecten met vraag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of disconnected parts of the network</source>
            <translation>Aantal losse netwerkdelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Number of estimates</source>
            <translation>Aantal schattingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Number of faces</source>
            <translation>Aantal deelvlakken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of facilities</source>
            <translation>Aantal voorzieningen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Number of features used</source>
            <translation>Aantal gebruikte objecten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Number of features without a value</source>
            <translation>Aantal objecten zonder waarde</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of features without geometry</source>
            <translation>Aantal objecten zonder geometrie</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Number of features written</source>
            <translation>Aantal geschreven objecten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Number of files that differ</source>
            <translation>Aantal bestanden die verschillen</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Number of indicators without public data</source>
            <translation>Aantal indicatoren zonder openbare gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Number of invalid polygons repaired</source>
            <translation>Aantal herstelde ongeldige vlakken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Number of layers drawn</source>
            <translation>Aantal getekende lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Number of layers required for an intersection (0 = all)</source>
            <translation>Aantal lagen nodig voor een doorsnede (0 = alle)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Number of layers that failed</source>
            <translation>Aantal mislukte lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Number of layers whose data changed at the source</source>
            <translation>Aantal lagen waarvan de gegevens aan de bron veranderden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Number of layers written</source>
            <translation>Aantal geschreven lagen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of line ends joined within the snapping tolerance</source>
            <translation>Aantal lijneinden aangesloten binnen de snapafstand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of links</source>
            <translation>Aantal samenwerkingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Number of maps</source>
            <translation>Aantal kaarten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of measures</source>
            <translation>Aantal maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of measures chosen</source>
            <translation>Aantal gekozen maatregelen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Number of measures that start outside the years of the envelope</source>
            <translation>Aantal maatregelen die buiten de jaren van de enveloppe starten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Number of municipalities with another total than their units</source>
            <translation>Aantal gemeenten met een ander totaal dan hun gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Number of new clusters</source>
            <translation>Aantal nieuwe clusters</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Number of overlapping challenges</source>
            <translation>Aantal overlappende opgaven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Number of pages</source>
            <translation>Aantal pagina's</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Number of pages of the PDF</source>
            <translation>Aantal pagina's van de PDF</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Number of pairs that share clusters without a known link</source>
            <translation>Aantal paren die clusters delen zonder bekende samenwerking</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Number of parts</source>
            <translation>Aantal deelgebieden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Number of parts where at least two challenges overlap</source>
            <translation>Aantal deelgebieden waar minstens twee opgaven overlappen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <source>Number of records in the catalogue</source>
            <translation>Aantal records in de catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Number of simulated futures</source>
            <translation>Aantal gesimuleerde toekomsten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Number of simulations</source>
            <translation>Aantal simulaties</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Number of sites</source>
            <translation>Aantal locaties</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Number of sites in the plan</source>
            <translation>Aantal locaties in het plan</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Number of sites, including existing ones</source>
            <translation>Aantal locaties, bestaande inbegrepen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Number of starting points from where no facility can be reached</source>
            <translation>Aantal vertrekpunten vanwaar geen enkele voorziening bereikbaar is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Number of units</source>
            <translation>Aantal gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Number of units hidden because of small numbers</source>
            <translation>Aantal gebiedseenheden verborgen wegens kleine aantallen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Number of units that changed beyond chance</source>
            <translation>Aantal gebiedseenheden dat meer veranderde dan door toeval te verklaren is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Number of units that differ</source>
            <translation>Aantal gebiedseenheden dat verschilt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Number of units that gain with the last plan</source>
            <translation>Aantal gebiedseenheden die winnen met het laatste plan</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Number of units that lack a place at the horizon</source>
            <translation>Aantal gebiedseenheden met een tekort aan de horizon</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Number of units that lack a place in any year up to the horizon</source>
            <translation>Aantal gebiedseenheden met een tekort in minstens één jaar tot de horizon</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Number of units that lose with the last plan</source>
            <translation>Aantal gebiedseenheden die verliezen met het laatste plan</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Number of units with a robust rank</source>
            <translation>Aantal gebiedseenheden met een robuuste rang</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Number of units with too little data</source>
            <translation>Aantal gebiedseenheden met te weinig gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Number of units without ages</source>
            <translation>Aantal gebiedseenheden zonder leeftijden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Number of units without estimates</source>
            <translation>Aantal gebieden zonder schattingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Number of units without neighbours</source>
            <translation>Aantal gebiedseenheden zonder buren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Number of units without value or geometry</source>
            <translation>Aantal gebiedseenheden zonder waarde of geometrie</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Number of which the value is a share, rate or mean; weighs it in means over areas: {counted}</source>
            <translation>Aantal waarvan de waarde een aandeel, verhouding of gemiddelde is; weegt de waarde in gemiddelden over gebieden: {counted}</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>OK removes from your profile:</source>
            <translation>OK wist uit uw profiel:</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/project_file.py" />
            <source>OUTPUT is '{path}', a copy of {project}: end its name in {suffixes}.</source>
            <translation>OUTPUT is '{path}', een kopie van {project}: laat de naam eindigen op {suffixes}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>OUTPUT is empty: give the GeoPackage for the layers.</source>
            <translation>OUTPUT is leeg: geef de GeoPackage voor de lagen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>OUTPUT is the project itself: give another path, so that the original is kept.</source>
            <translation>OUTPUT is het project zelf: geef een ander pad, zodat het origineel behouden blijft.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>OUTPUT_FOLDER is empty: give the folder for the map.</source>
            <translation>OUTPUT_FOLDER is leeg: geef de map voor de kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>OUTPUT_FOLDER is empty: give the folder for the web map.</source>
            <translation>OUTPUT_FOLDER is leeg: geef de map voor de webkaart.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>OUTPUT_UNITS sums up by units: give UNITS.</source>
            <translation>OUTPUT_UNITS vat samen per gebiedseenheid: geef UNITS.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <location filename="../../ui/planning/sites.py" />
            <source>Objective</source>
            <translation>Doel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Occupants of new dwellings</source>
            <translation>Bewoners van nieuwe woningen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Of all contributing actions</source>
            <translation>Van alle bijdragende acties</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/report.py" />
            <source>Of the budget</source>
            <translation>Van het budget</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>Of the {people:.0f} people who look for a place, {share:.1%} has a facility within {norm:g} {unit}; if everyone takes the nearest free place, {served:.0f} get one within the threshold and {short:.0f} do not.</source>
            <translation>Van de {people:.0f} mensen die een plaats zoeken, heeft {share:.1%} een voorziening binnen {norm:g} {unit}; als iedereen de dichtstbijzijnde vrije plaats neemt, krijgen er {served:.0f} een plaats binnen de drempel en {short:.0f} niet.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Of the {total} areas on both maps, none changed by more than chance can explain.</source>
            <translation>Van de {total} gebieden op beide kaarten veranderde er geen meer dan door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>Of the {total} areas on both maps, none changed in rank by more than chance can explain.</source>
            <translation>Van de {total} gebieden op beide kaarten veranderde er geen meer van rang dan door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>Of the {total} areas with an index, 1 forms the core of the clusters: it lies in one on the map, with a certainty of 90 % or more. | Of the {total} areas with an index, {count} form the core of the clusters: they lie in one on the map, with a certainty of 90 % or more.</source>
            <translation>Van de {total} gebieden met een index vormt er 1 de kern van de clusters: het ligt op de kaart in een cluster, met een zekerheid van 90 % of meer. | Van de {total} gebieden met een index vormen er {count} de kern van de clusters: ze liggen op de kaart in een cluster, met een zekerheid van 90 % of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Of which hidden because of small numbers</source>
            <translation>Waarvan verborgen wegens kleine aantallen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/repair.html" />
            <source>Old address</source>
            <translation>Oud adres</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Oldest layer used</source>
            <translation>Oudste gebruikte laag</translation>
        </message>
        <message>
            <location filename="../../ui/status_light.py" />
            <source>Oldest layer: {age}</source>
            <translation>Oudste laag: {age}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../processing/products/web_map/subject.py" />
            <source>Oldest layer: {layer}, {age}.</source>
            <translation>Oudste laag: {layer}, {age}.</translation>
        </message>
        <message>
            <location filename="../../ui/status_light.py" />
            <source>Oldest: {layer}.</source>
            <translation>Oudste: {layer}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>On foot</source>
            <translation>Te voet</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>One cluster may stand out: {place}</source>
            <translation>Eén cluster springt er mogelijk uit: {place}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>One cluster stands out: {place}</source>
            <translation>Eén cluster springt eruit: {place}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>One cluster with {share} % of the {people} stands out: {place}</source>
            <translation>Eén cluster met {share} % van de {people} springt eruit: {place}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>One empty place, a year (euro)</source>
            <translation>Eén lege plaats, per jaar (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>One homogeneous region: {place}</source>
            <translation>Eén homogene regio: {place}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>One map</source>
            <translation>Eén kaart</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>One of the maps does not say by which indicators, weights and rules it was made: part of the change may come from the method.</source>
            <translation>Een van de kaarten vermeldt niet met welke indicatoren, gewichten en regels ze gemaakt is: een deel van de verandering kan door de methode komen.</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>One page per cluster</source>
            <translation>Eén pagina per cluster</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>One part per combination of features</source>
            <translation>Eén deel per combinatie van objecten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>One temporary place, a year (euro)</source>
            <translation>Eén tijdelijke plaats, per jaar (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/offline.py" />
            <source>Only a part of layer '{record}' is in the store: {extent}.</source>
            <translation>Slechts een deel van laag '{record}' zit in de opslag: {extent}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Only actions that mention the area, or a street in the area, in their title or text; an action that mentions several areas counts for each. An area without budget may still benefit from actions that mention no place.</source>
            <translation>Alleen acties die het gebied of een straat erin vermelden in titel of tekst; een actie die meerdere gebieden vermeldt, telt voor elk. Een gebied zonder budget kan toch baat hebben bij acties die geen plaats vermelden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Only layers with these words in their description</source>
            <translation>Alleen lagen met deze woorden in de beschrijving</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>Only one figure for the whole municipality: {indicators}.</source>
            <translation>Enkel één cijfer voor de hele gemeente: {indicators}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Only that spending stays within the envelope.</source>
            <translation>Alleen dat de uitgaven binnen de enveloppe blijven.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>Only {count} regions were found in which {floor:g} people live or more.</source>
            <translation>Er zijn maar {count} regio's gevonden waar minstens {floor:g} mensen wonen.</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Open report</source>
            <translation>Rapport openen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>Open the folder</source>
            <translation>De map openen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Opening hours not understood, at '{at}': {hours}</source>
            <translation>Openingsuren niet begrepen, bij '{at}': {hours}</translation>
        </message>
        <message>
            <location filename="../../ui/layer_opening.py" />
            <source>Opening the layers</source>
            <translation>De lagen openen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Opens in</source>
            <translation>Open in</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Operation</source>
            <translation>Bewerking</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/page.html" />
            <source>Opgavenkaart {version}</source>
            <translation>Opgavenkaart {version}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Opgavenkaart {version} on QGIS {qgis}; parameters, versions and hashes are in manifest.json.</source>
            <translation>Opgavenkaart {version} op QGIS {qgis}; parameters, versies en controlesommen staan in manifest.json.</translation>
        </message>
        <message>
            <location filename="../../ui/locator.py" />
            <source>Opgavenkaart: layers, challenges, addresses</source>
            <translation>Opgavenkaart: lagen, opgaven, adressen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Optimality not proven within {seconds:g} seconds: another choice could be {gap:.2%} better. Raise TIME_LIMIT for more time.</source>
            <translation>Optimaliteit niet bewezen binnen {seconds:g} seconden: een andere keuze kan {gap:.2%} beter zijn. Verhoog TIME_LIMIT voor meer tijd.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/report.py" />
            <source>Optimality not proven: the bound is {bound:.10g}. A longer time limit may close the gap.</source>
            <translation>Optimaliteit niet bewezen: de bovengrens is {bound:.10g}. Een hogere tijdslimiet kan de afwijking verkleinen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Or all layers of a challenge (a built-in one, or a file)</source>
            <translation>Of alle lagen van een opgave (een ingebouwde, of een bestand)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>Order of the clusters, 1 the first</source>
            <translation>Volgorde van de clusters, 1 is de eerste</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Order of the clusters, 1 the first; empty: in none</source>
            <translation>Volgorde van de clusters, 1 is de eerste; leeg: in geen cluster</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/map/form.py" />
            <source>Orientation</source>
            <translation>Richting</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/entries.py" />
            <source>Other</source>
            <translation>Overige</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Outliers</source>
            <translation>Uitschieters</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_stream.py" />
            <location filename="../../processing/qgis_io/writing.py" />
            <source>Output {name} cannot be written: '{value}' is no place for a layer.</source>
            <translation>Uitvoer {name} kan niet worden geschreven: '{value}' is geen plaats voor een laag.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_stream.py" />
            <location filename="../../processing/qgis_io/writing.py" />
            <source>Output {name} cannot be written: {reason}</source>
            <translation>Uitvoer {name} kan niet worden geschreven: {reason}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Over the areas with a value on both maps, weighted as in the report of the earlier map: a share or rate by what it is a share of, else by people. Areas are counted whether or not the difference exceeds chance.</source>
            <translation>Over de gebieden met een waarde op beide kaarten, gewogen zoals in het rapport van de vroegere kaart: een aandeel of verhouding naar waarvan het een deel is, anders naar personen. De gebieden zijn geteld, ook als het verschil door toeval te verklaren is.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Overlay clusters</source>
            <translation>Clusters over elkaar leggen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Overlay layers</source>
            <translation>Lagen over elkaar leggen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Overlaying</source>
            <translation>Over elkaar leggen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/integrate.py" />
            <source>Overlaying the clusters</source>
            <translation>Clusters over de lagen leggen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Overlaying the clusters of {count} challenges</source>
            <translation>Clusters van {count} opgaven over elkaar leggen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Overview map</source>
            <translation>Overzichtskaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Own catalogue</source>
            <translation>Eigen catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Own catalogue (empty: own_catalogue.json beside the file)</source>
            <translation>Eigen catalogus (leeg: own_catalogue.json naast het bestand)</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>Own catalogue with {layers}:
{path}</source>
            <translation>Eigen catalogus met {layers}:
{path}</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>Own catalogue, which cannot be read:
{path}</source>
            <translation>Eigen catalogus, die niet gelezen kan worden:
{path}</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>Own layers</source>
            <translation>Eigen lagen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Owner</source>
            <translation>Eigenaar</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Owner of the challenge: {owner}.</source>
            <translation>Eigenaar van de opgave: {owner}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>PDF (*.pdf);;PNG (*.png);;SVG (*.svg)</source>
            <translation>PDF (*.pdf);;PNG (*.png);;SVG (*.svg)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>PDF files (*.pdf)</source>
            <translation>PDF-bestanden (*.pdf)</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>PDF with layers</source>
            <translation>PDF met lagen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>POINTS spreads the people of areas: layer '{layer}' does not hold areas; leave POINTS empty.</source>
            <translation>POINTS verdeelt de mensen van vlakken: laag '{layer}' bevat geen vlakken; laat POINTS leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>PROJECT is empty and no saved project is open: give the path of a .qgs, .qgz, .qpt or .qlr file.</source>
            <translation>PROJECT is leeg en er is geen opgeslagen project geopend: geef het pad van een .qgs-, .qgz-, .qpt- of .qlr-bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Page to open</source>
            <translation>Te openen pagina</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/writing.py" />
            <source>Page {number} of the atlas cannot be written to '{folder}': is the disk full?</source>
            <translation>Pagina {number} van de atlas kan niet geschreven worden in '{folder}': is de schijf vol?</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/writing.py" />
            <source>Page {number} of the atlas is too large for the memory.</source>
            <translation>Pagina {number} van de atlas is te groot voor het geheugen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>Page {number} of {count}</source>
            <translation>Pagina {number} van {count}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Paid by others (euro)</source>
            <translation>Betaald door anderen (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Paid by the envelope (euro)</source>
            <translation>Betaald door de enveloppe (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Pairs without a known link</source>
            <translation>Paren zonder bekende samenwerking</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../ui/map/form.py" />
            <source>Paper</source>
            <translation>Papier</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/reading.py" />
            <source>Parameter {name}: the layer '{value}' cannot be read.</source>
            <translation>Parameter {name}: de laag '{value}' kan niet worden gelezen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Parks</source>
            <translation>Parken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../resources/templates/harvest.html" />
            <source>Part</source>
            <translation>Deel</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Part of the weight of the challenge for which there are public data</source>
            <translation>Deel van het gewicht van de opgave waarvoor er openbare gegevens zijn</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Parts</source>
            <translation>Deelgebieden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Party</source>
            <translation>Partij</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <location filename="../../ui/challenge/clusters.py" />
            <location filename="../../ui/challenge/layers.py" />
            <source>People</source>
            <translation>Mensen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>People allocated</source>
            <translation>Toegewezen mensen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>People living alone</source>
            <translation>Alleenwonenden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>People looking for a place</source>
            <translation>Mensen die een plaats zoeken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>People who gain</source>
            <translation>Mensen die winnen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>People who get a place within the threshold</source>
            <translation>Mensen die binnen de drempel een plaats krijgen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>People who lose</source>
            <translation>Mensen die verliezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>People with their access</source>
            <translation>Mensen met hun bereikbaarheid</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>People within the threshold</source>
            <translation>Mensen binnen de drempel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>People: addresses or areas</source>
            <translation>Mensen: adressen of vlakken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Percentage of the worst-off served within the norm distance</source>
            <translation>Percentage van de kwetsbaarsten dat binnen de normafstand bediend wordt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Permutations</source>
            <translation>Permutaties</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Phased plan (euro)</source>
            <translation>Gefaseerd plan (euro)</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Pick one map, or the layout '{layout}' for two.</source>
            <translation>Kies één kaart, of de lay-out '{layout}' voor twee.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Place candidates on the map, or import them from a layer.</source>
            <translation>Duid kandidaten aan op de kaart, of neem ze over uit een laag.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Place on map</source>
            <translation>Aanduiden op de kaart</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <location filename="../../resources/templates/chain.html" />
            <source>Places</source>
            <translation>Plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places available at the horizon</source>
            <translation>Beschikbare plaatsen aan de horizon</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places lacking {year}</source>
            <translation>Ontbrekende plaatsen {year}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <location filename="../../resources/templates/access.html" />
            <source>Places left</source>
            <translation>Resterende plaatsen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places needed</source>
            <translation>Nodige plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places needed at the horizon, high scenario</source>
            <translation>Benodigde plaatsen aan de horizon, hoog scenario</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places needed at the horizon, low scenario</source>
            <translation>Benodigde plaatsen aan de horizon, laag scenario</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places needed at the horizon, middle scenario</source>
            <translation>Benodigde plaatsen aan de horizon, middenscenario</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places needed at the start</source>
            <translation>Benodigde plaatsen bij de start</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Places needed now</source>
            <translation>Nu nodige plaatsen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places needed per inhabitant</source>
            <translation>Nodige plaatsen per inwoner</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places needed {first} and {last}</source>
            <translation>Nodige plaatsen {first} en {last}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places needed, year by year</source>
            <translation>Nodige plaatsen, jaar per jaar</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places needed: from {start} in {first} to {need} in {last}.</source>
            <translation>Nodige plaatsen: van {start} in {first} tot {need} in {last}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Places saved by sharing</source>
            <translation>Plaatsen bespaard door delen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places short at the horizon that another division within reach could solve at most</source>
            <translation>Plaatsen tekort aan de horizon die een andere verdeling binnen het bereik hoogstens kan oplossen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places short at the horizon with the best division within reach</source>
            <translation>Tekort aan de horizon bij de beste verdeling binnen het bereik (plaatsen)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places short at the horizon, all units together</source>
            <translation>Tekort aan de horizon, alle gebiedseenheden samen (plaatsen)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places short at the horizon, counted by neighbourhood</source>
            <translation>Tekort aan de horizon, per wijk geteld (plaatsen)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Places short at the horizon, counted by unit</source>
            <translation>Tekort aan de horizon, per gebiedseenheid geteld (plaatsen)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places {year}</source>
            <translation>Plaatsen {year}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Places, middle scenario, with the prices in the middle column below. The columns are other answers to the same question and are not added up.</source>
            <translation>Plaatsen, middenscenario, met de prijzen in de middelste kolom hieronder. De kolommen zijn verschillende antwoorden op dezelfde vraag en worden niet opgeteld.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <location filename="../../ui/planning/sites.py" />
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Planned investment in the policy fields of each challenge</source>
            <translation>Geplande investeringen in de beleidsvelden van elke opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Planned places</source>
            <translation>Geplande plaatsen</translation>
        </message>
        <message>
            <location filename="../../ui/docks.py" />
            <location filename="../../ui/planning/panel.py" />
            <source>Planning</source>
            <translation>Planning</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Plans by group</source>
            <translation>Plannen per groep</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Plans with the same units; the first is the reference</source>
            <translation>Plannen met dezelfde gebiedseenheden; het eerste is de referentie</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Points above the mean</source>
            <translation>Punten boven het gemiddelde</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Points from which distances are measured</source>
            <translation>Punten waarvandaan de afstand gemeten wordt</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Points of need by indicator and cluster</source>
            <translation>Noodpunten per indicator en cluster</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Points of need by indicator and region</source>
            <translation>Punten nood per indicator en regio</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Points over which the people of areas are distributed, such as addresses</source>
            <translation>Punten waarover de mensen van vlakken verdeeld worden, zoals adressen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Policy domain</source>
            <translation>Beleidsdomein</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Policy fields</source>
            <translation>Beleidsvelden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Population field</source>
            <translation>Inwonersveld</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/clusters.py" />
            <source>Population of the cluster</source>
            <translation>Inwoners van de cluster</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Portfolio</source>
            <translation>Portefeuille</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <source>Portrait</source>
            <translation>Staand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Possible coalitions</source>
            <translation>Mogelijke coalities</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>Possible links</source>
            <translation>Mogelijke samenwerkingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Power, for the decay 'inverse_power'</source>
            <translation>Macht, voor het verval 'inverse_power'</translation>
        </message>
        <message>
            <location filename="../../ui/map/preview.py" />
            <source>Preview of the map</source>
            <translation>Voorbeeld van de kaart</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Preview the values</source>
            <translation>Voorbeeld van de waarden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Price</source>
            <translation>Prijs</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Prices</source>
            <translation>Prijzen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Prices from the rates. A price with a lowest and a highest value is an assumption; give the rates your own prices and ranges.</source>
            <translation>Prijzen uit de cijfers (RATES). Een prijs met een laagste en een hoogste waarde is een aanname; zet uw eigen prijzen en marges in de cijfers.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Print</source>
            <translation>Afdrukken</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Print the map</source>
            <translation>Kaart afdrukken</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>Print the map...</source>
            <translation>Kaart afdrukken...</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Probability by chance (p)</source>
            <translation>Toevalskans (p)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Probability of a real change</source>
            <translation>Kans op een echte verandering</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Probability of shortage under the assumptions</source>
            <translation>Kans op tekort volgens de aannames</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Probability of such a value by chance alone</source>
            <translation>Kans op zo'n waarde door toeval alleen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Probability that it truly rose or fell</source>
            <translation>Kans op een echte stijging of daling</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Probability that the area belongs to a cluster when weights, normalisation, mean and neighbours are chosen differently, and when the indicators are off by their sampling error, where that is known</source>
            <translation>Kans dat het gebied tot een cluster behoort als gewichten, normalisatie, gemiddelde en buren anders worden gekozen en als de indicatoren afwijken met hun steekproeffout, waar die bekend is</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Probability that the area is among the worst 10 % when weights, normalisation and mean are chosen differently, and when the indicators are off by their sampling error, where that is known</source>
            <translation>Kans dat het gebied bij de slechtste 10 % is als gewichten, normalisatie en gemiddelde anders worden gekozen en als de indicatoren afwijken met hun steekproeffout, waar die bekend is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Probability that the mean changed in that direction (0.5-1)</source>
            <translation>Kans dat het gemiddelde in die richting veranderde (0,5-1)</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/drawing.py" />
            <source>Profile compared with all areas</source>
            <translation>Profiel vergeleken met alle gebieden</translation>
        </message>
        <message>
            <location filename="../../ui/one_at_a_time.py" />
            <source>Progress</source>
            <translation>Voortgang</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project.py" />
            <location filename="../../processing/products/open_project.py" />
            <source>Project '{path}' cannot be written: {reason}</source>
            <translation>Project '{path}' kan niet worden geschreven: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <source>Project '{project}' has no clusters, which the layout 'side_panel' shows: choose the project of an integrated map with clusters, or another layout.</source>
            <translation>Project '{project}' heeft geen clusters, die de lay-out 'side_panel' toont: kies het project van een geïntegreerde kaart met clusters, of een andere lay-out.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Project '{project}' has no layer of areas that shows a number by class.</source>
            <translation>Project '{project}' heeft geen laag van gebieden die een cijfer in klassen toont.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>Project '{project}' has one layer that shows a number, and the layout 'bivariate' needs two: name two layers.</source>
            <translation>Project '{project}' heeft één laag die een cijfer toont, en de lay-out 'bivariate' heeft er twee nodig: noem twee lagen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>Project '{project}' has {count} layers of areas that show a number by class: the layout 'small_multiples' needs two or more.</source>
            <translation>Project '{project}' heeft {count} lagen van gebieden die een cijfer in klassen tonen: de lay-out 'small_multiples' heeft er minstens twee nodig.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_blocks.py" />
            <source>Project '{project}' shows no layer that can be drawn: switch one on, or repair its source.</source>
            <translation>Project '{project}' toont geen laag die getekend kan worden: zet er een aan, of herstel de bron.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Project (empty: the open project)</source>
            <translation>Project (leeg: het geopende project)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Project demand</source>
            <translation>Toekomstige vraag ramen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Project or template (empty: the open project)</source>
            <translation>Project of sjabloon (leeg: het geopende project)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Project to add the layers to (empty: a new project)</source>
            <translation>Project waaraan de lagen toegevoegd worden (leeg: een nieuw project)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Project with the layers and the map services</source>
            <translation>Project met de lagen en de kaartdiensten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Projected demand</source>
            <translation>Geraamde vraag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Projected demand, {first} to {last}, middle scenario</source>
            <translation>Geraamde vraag, {first} tot {last}, middenscenario</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Projected demand: {service}</source>
            <translation>Geraamde vraag: {service}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/outputs.py" />
            <source>Projecting to {year}</source>
            <translation>Ramen tot {year}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Proposal: {title}</source>
            <translation>Voorstel: {title}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>Proposals</source>
            <translation>Voorstellen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Protected share of worst-off (% of the demand; 0: none)</source>
            <translation>Te beschermen aandeel kwetsbaarsten (% van de vraag; 0: geen)</translation>
        </message>
        <message>
            <location filename="../../ui/first_map.py" />
            <source>Public data</source>
            <translation>Openbare gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Public transport nodes</source>
            <translation>Knooppunten van openbaar vervoer</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Publish layer</source>
            <translation>Laag publiceren</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../resources/templates/harvest.html" />
            <location filename="../../resources/templates/layers.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/sync.html" />
            <location filename="../../resources/templates/watch.html" />
            <location filename="../../resources/templates/web_map.html" />
            <location filename="../../ui/catalogue/card.py" />
            <location filename="../../ui/catalogue/filters.py" />
            <source>Publisher</source>
            <translation>Uitgever</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Publisher (empty: unchanged)</source>
            <translation>Uitgever (leeg: ongewijzigd)</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>Publisher, date and licence of a layer of the project in words; NULL if the project has no such layer.</source>
            <translation>Uitgever, datum en licentie van een laag van het project in woorden; NULL als het project die laag niet heeft.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_export.py" />
            <source>QGIS cannot make this format here</source>
            <translation>QGIS kan dit formaat hier niet maken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>QGIS project</source>
            <translation>QGIS-project</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>QGIS project of the first map</source>
            <translation>QGIS-project van de eerste kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>QGIS projects (*.qgz *.qgs)</source>
            <translation>QGIS-projecten (*.qgz *.qgs)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Querying {count} layers</source>
            <translation>{count} lagen bevragen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>Querying {count} sources</source>
            <translation>{count} bronnen bevragen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Question in Dutch</source>
            <translation>Vraag in het Nederlands</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Question in English</source>
            <translation>Vraag in het Engels</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>RECORDS and CHALLENGE are both empty: give the ids of layers, or a challenge. The catalogue contains: {ids}.</source>
            <translation>RECORDS en CHALLENGE zijn allebei leeg: geef id's van lagen, of een opgave. De catalogus bevat: {ids}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>RECORD_ID is empty. Store '{store}' has: {ids}.</source>
            <translation>RECORD_ID is leeg. Opslag '{store}' heeft: {ids}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>REGIONS is {regions}, but only {count} units have a value: ask for fewer regions.</source>
            <translation>REGIONS is {regions}, maar slechts {count} gebiedseenheden hebben een waarde: vraag minder regio's.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Random seed</source>
            <translation>Startgetal voor het toeval</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Rank</source>
            <translation>Rang</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Rank +/-</source>
            <translation>Rang ±</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Rank after</source>
            <translation>Rang nu</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>Rank among all areas</source>
            <translation>Rang onder alle gebieden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Rank before</source>
            <translation>Rang vroeger</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Rank change due to data</source>
            <translation>Rangverandering door de gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Rank change due to method</source>
            <translation>Rangverandering door de methode</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../resources/templates/report.html" />
            <source>Rank correlation of the indicators' scores, from -1 to 1</source>
            <translation>Rangcorrelatie van de scores van de indicatoren, van -1 tot 1</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Rank in 90 % of simulations</source>
            <translation>Rang in 90 % van de simulaties</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Rank of the cluster</source>
            <translation>Rang van de cluster</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Rank of the region</source>
            <translation>Rang van de regio</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Ranks in 90 % of simulations</source>
            <translation>Rangen in 90 % van de simulaties</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/plots.py" />
            <source>Ranks of the {count} areas with the highest index: the dot is the rank, the bar the ranks in 90 % of simulations.</source>
            <translation>Rangen van de {count} gebieden met de hoogste index: de stip is de rang, de balk toont de rangen in 90 % van de simulaties.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparison_panel.py" />
            <source>Ranks risen (more need) or fallen (less need)</source>
            <translation>Rangen gestegen (meer nood) of gedaald (minder nood)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Ranks risen by '{proposal}'</source>
            <translation>Rangen gestegen volgens '{proposal}'</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Rates (JSON file; empty: Flanders)</source>
            <translation>Cijfers (JSON-bestand; leeg: Vlaanderen)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>Rates of living alone: {source}</source>
            <translation>Aandelen alleenwonenden: {source}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>Rates of neighbouring areas differ by {percent} % (standard deviation) beyond what chance gives. That is no pattern, and the scan takes it into account (negative binomial distribution instead of Poisson).</source>
            <translation>Het aandeel gevallen in naburige gebieden verschilt {percent} % (standaardafwijking) meer dan het toeval geeft. Dat is geen patroon, en de scan houdt er rekening mee (negatief-binomiale verdeling in plaats van Poisson).</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>Rates of neighbouring areas do not differ demonstrably beyond what chance gives: the scan uses the Poisson distribution.</source>
            <translation>Het aandeel gevallen in naburige gebieden verschilt niet aantoonbaar meer dan het toeval geeft: de scan gebruikt de Poissonverdeling.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>Rates of neighbouring units differ by {percent:.0f} % (standard deviation) beyond chance (p = {p:.2g}): the scan takes that into account (negative binomial).</source>
            <translation>Het aandeel gevallen in naburige gebiedseenheden verschilt {percent:.0f} % (standaardafwijking) meer dan het toeval geeft (p = {p:.2g}): de scan houdt daar rekening mee (negatief-binomiaal).</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>Rates of neighbouring units differ no more than chance gives (p = {p:.2g}): the scan is that of Kulldorff (Poisson).</source>
            <translation>Het aandeel gevallen in naburige gebiedseenheden verschilt niet meer dan het toeval geeft (p = {p:.2g}): de scan is die van Kulldorff (Poisson).</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Rationale in Dutch</source>
            <translation>Toelichting in het Nederlands</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Rationale in English</source>
            <translation>Toelichting in het Engels</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Re-cluster the multi-year plan</source>
            <translation>Meerjarenplan herclusteren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Reach (m)</source>
            <translation>Bereik (m)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Read along a row: the darker, the more of that challenge's clusters lies in clusters of the other.</source>
            <translation>Lees per rij: hoe donkerder, hoe meer van de clusters van die opgave in clusters van de andere ligt.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>Read as {kind}.</source>
            <translation>Gelezen als {kind}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Read from a store: a folder, a GeoPackage, or a PostGIS connection</source>
            <translation>Lezen uit een opslag: een map, een GeoPackage of een PostGIS-verbinding</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>Reading</source>
            <translation>Lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Reading clusters</source>
            <translation>Clusters lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>Reading clusters, actors and links</source>
            <translation>Clusters, actoren en samenwerkingen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Reading demand and candidates</source>
            <translation>Vraag en kandidaten lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Reading dwellings and places</source>
            <translation>Woningen en plaatsen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Reading measures</source>
            <translation>Maatregelen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Reading people, facilities and roads</source>
            <translation>Mensen, voorzieningen en wegen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Reading the buildings</source>
            <translation>Gebouwen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>Reading the bundle</source>
            <translation>De bundel lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Reading the bundle and {count} outputs</source>
            <translation>De bundel en {count} resultaten lezen</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/page.py" />
            <source>Reading the bundles</source>
            <translation>De bundels lezen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <location filename="../../ui/challenge/panel.py" />
            <source>Reading the catalogue</source>
            <translation>Catalogus lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <location filename="../../ui/own_file.py" />
            <source>Reading the file</source>
            <translation>Bestand lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Reading the layer</source>
            <translation>Laag lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Reading the layers</source>
            <translation>Lagen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Reading the plan</source>
            <translation>Plan inlezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Reading the plans</source>
            <translation>Plannen lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Reading the population</source>
            <translation>Bevolking lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Reading the project</source>
            <translation>Project lezen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/computing.py" />
            <location filename="../../ui/challenge/live.py" />
            <source>Reading the result</source>
            <translation>Resultaat lezen</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>Reading two bundles</source>
            <translation>Twee bundels lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Reading units</source>
            <translation>Gebiedseenheden lezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Reading {count} layers</source>
            <translation>{count} lagen lezen</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Ready: {link}</source>
            <translation>Klaar: {link}</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../resources/templates/bbc.html" />
            <source>Reason</source>
            <translation>Reden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Received from the envelope (euro)</source>
            <translation>Ontvangen uit de enveloppe (euro)</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Recompute and compare</source>
            <translation>Opnieuw berekenen en vergelijken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>Recompute map</source>
            <translation>Kaart opnieuw berekenen</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Recomputed with the same result.</source>
            <translation>Opnieuw berekend: zelfde resultaat.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Recomputed: same result; {layers} source layers changed.</source>
            <translation>Opnieuw berekend: zelfde resultaat; {layers} bronlagen wijzigden.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>Recomputed: the result differs in {areas} areas; {layers} source layers changed.</source>
            <translation>Opnieuw berekend: het resultaat verschilt in {areas} gebieden; {layers} bronlagen wijzigden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Record</source>
            <translation>Record</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store.py" />
            <source>Record '{record}': someone else made version {number} at the same moment, so nothing was changed: look at that version, then try again.</source>
            <translation>Record '{record}': iemand anders maakte op hetzelfde moment versie {number}, dus er is niets gewijzigd: bekijk die versie en probeer opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Records (ids, comma-separated)</source>
            <translation>Records (id's, gescheiden door komma's)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Records (ids, comma-separated; empty: all with features)</source>
            <translation>Records (id's, gescheiden door komma's; leeg: alle met objecten)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>Records (ids, comma-separated; empty: all)</source>
            <translation>Records (id's, gescheiden door komma's; leeg: alle)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Records left out</source>
            <translation>Weggelaten records</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Records that failed</source>
            <translation>Mislukte records</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Records unchanged</source>
            <translation>Ongewijzigde records</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Records updated</source>
            <translation>Bijgewerkte records</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../ui/catalogue/card.py" />
            <location filename="../../ui/catalogue/filters.py" />
            <source>Redistribution allowed</source>
            <translation>Mag verder verspreid worden</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Redo:</source>
            <translation>Opnieuw:</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Reference date</source>
            <translation>Peildatum</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Reference date (empty: today)</source>
            <translation>Peildatum (leeg: vandaag)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Reference date {day}; {oldest}.</source>
            <translation>Peildatum {day}; {oldest}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/watch.html" />
            <source>Reference date: {date}.</source>
            <translation>Peildatum: {date}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Region</source>
            <translation>Regio</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Regions</source>
            <translation>Regio's</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Remaining among the worst 10 %</source>
            <translation>Blijft bij de 10 % slechtste</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Remarks during loading</source>
            <translation>Opmerkingen bij het laden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Remarks during processing</source>
            <translation>Opmerkingen bij de verwerking</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <location filename="../../ui/settings_page.py" />
            <source>Remove</source>
            <translation>Verwijderen</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>Remove catalogue from list</source>
            <translation>Catalogus uit de lijst verwijderen</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>Remove from list (files are kept)</source>
            <translation>Uit de lijst verwijderen (de bestanden blijven)</translation>
        </message>
        <message>
            <location filename="../../ui/planning/demand.py" />
            <source>Remove this sector</source>
            <translation>Deze sector verwijderen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Remove {indicator}</source>
            <translation>{indicator} verwijderen</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/report.py" />
            <source>Removed: no longer listed by the source</source>
            <translation>Verdwenen: niet meer vermeld door de bron</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Reopen this from the + button of the catalogue.</source>
            <translation>Later opnieuw te openen via de knop + bij de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Repair project</source>
            <translation>Project herstellen</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../resources/templates/layers.html" />
            <source>Repaired</source>
            <translation>Hersteld</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>Repaired project</source>
            <translation>Hersteld project</translation>
        </message>
        <message>
            <location filename="../../resources/templates/repair.html" />
            <source>Repaired project: {project}</source>
            <translation>Hersteld project: {project}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Report</source>
            <translation>Rapport</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>Report as PDF</source>
            <translation>Rapport als PDF</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Report of the first map</source>
            <translation>Rapport van de eerste kaart</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Request timeout (s)</source>
            <translation>Time-out per aanvraag (s)</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Required</source>
            <translation>Verplicht</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Reset to the weights of the challenge</source>
            <translation>Terug naar de gewichten van de opgave</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Restore version</source>
            <translation>Versie terugzetten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Restoring</source>
            <translation>Terugzetten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../resources/templates/layers.html" />
            <source>Result</source>
            <translation>Resultaat</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Reverse direction</source>
            <translation>Richting omkeren</translation>
        </message>
        <message>
            <location filename="../../resources/templates/proposals.html" />
            <source>Rise most</source>
            <translation>Stijgen het meest</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Rise of prices above inflation, a year (%)</source>
            <translation>Prijsstijging boven de inflatie, per jaar (%)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Rises in rank</source>
            <translation>Stijgt in rang</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>Rises most: {areas}.</source>
            <translation>Stijgt het meest: {areas}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Roads</source>
            <translation>Wegen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../ui/planning/coalition.py" />
            <source>Role</source>
            <translation>Rol</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>Roles required</source>
            <translation>Gevraagde rollen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/coalition/actors.py" />
            <source>Row {row} of '{table}' is incomplete: give the ids of two actors.</source>
            <translation>Rij {row} van '{table}' is onvolledig: geef de id's van twee actoren.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/coalition/actors.py" />
            <source>Row {row} of '{table}' links to '{name}', which is not an actor. Add the actor, or remove the link.</source>
            <translation>Rij {row} van '{table}' verwijst naar '{name}', maar die actor bestaat niet. Voeg de actor toe, of verwijder de samenwerking.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/coalition/actors.py" />
            <source>Row {row} of '{table}' links to '{name}', which is not an actor: did you mean '{meant}'?</source>
            <translation>Rij {row} van '{table}' verwijst naar '{name}', maar die actor bestaat niet: bedoelt u '{meant}'?</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>Row {row} of layer '{layer}' ends in {last}, before it begins in {first}. Correct one of these years.</source>
            <translation>Rij {row} van laag '{layer}' eindigt in {last}, voor ze in {first} begint. Verbeter een van die jaren.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/amounts.py" />
            <source>Row {row}, column '{column}': '{value}' is no amount. Write it as 1234.56 or 1.234,56.</source>
            <translation>Rij {row}, kolom '{column}': '{value}' is geen bedrag. Schrijf het als 1234.56 of 1.234,56.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>Row {row}, column '{column}': '{value}' is no year.</source>
            <translation>Rij {row}, kolom '{column}': '{value}' is geen jaartal.</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Rows matched to an area: {matched}; left out: {unmatched}.</source>
            <translation>Aan een gebied gekoppelde rijen: {matched}; weggelaten: {unmatched}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Rows of which the area is unknown</source>
            <translation>Rijen waarvan het gebied niet gekend is</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <location filename="../../ui/planning/envelope.py" />
            <source>Rules</source>
            <translation>Regels</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Rules (*.json)</source>
            <translation>Regels (*.json)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Rules (JSON file)</source>
            <translation>Regels (JSON-bestand)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Rules applied</source>
            <translation>Toegepaste regels</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Run all and export...</source>
            <translation>Alles uitvoeren en exporteren...</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Runner-up measure</source>
            <translation>Eerstvolgende maatregel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Running {count} simulations</source>
            <translation>{count} simulaties uitvoeren</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>SCHEDULER: QGIS's Python has no package 'distributed'; install it (pip install distributed), or leave SCHEDULER empty.</source>
            <translation>SCHEDULER: de Python van QGIS heeft geen pakket 'distributed'; installeer het (pip install distributed) of laat SCHEDULER leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>SCHEDULER: no Dask scheduler answers at '{address}': start one, or leave SCHEDULER empty.</source>
            <translation>SCHEDULER: op '{address}' antwoordt geen Dask-planner; start er een, of laat SCHEDULER leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SECTOR_DEMAND gives no demand field for: {names}.</source>
            <translation>SECTOR_DEMAND geeft geen vraagveld voor: {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SECTOR_DEMAND gives the demand field of each sector: DEMAND_FIELD is not used.</source>
            <translation>SECTOR_DEMAND geeft het vraagveld van elke sector: DEMAND_FIELD wordt niet gebruikt.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SECTOR_DEMAND gives the demand field of each sector: give SECTOR_FIELD too.</source>
            <translation>SECTOR_DEMAND geeft het vraagveld van elke sector: geef ook SECTOR_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SECTOR_DEMAND names the sector '{name}', which no facility has (did you mean '{close}'?). There are: {known}.</source>
            <translation>SECTOR_DEMAND noemt de sector '{name}', die geen enkele voorziening heeft (bedoelde u '{close}'?). Er zijn: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SECTOR_DEMAND: '{part}' is no pair such as 'creche=aged_0_2'.</source>
            <translation>SECTOR_DEMAND: '{part}' is geen paar zoals 'creche=aged_0_2'.</translation>
        </message>
        <message>
            <location filename="../../processing/model/demography.py" />
            <source>SERVICE '{id}' is not in the rates. Did you mean '{near}'?</source>
            <translation>SERVICE '{id}' staat niet in de cijfers. Bedoelt u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/model/demography.py" />
            <source>SERVICE '{id}' is not in the rates. There are: {known}.</source>
            <translation>SERVICE '{id}' staat niet in de cijfers. Er zijn: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>SHARE_FIELD names field '{field}' of the actors, but no table of actors was given.</source>
            <translation>SHARE_FIELD noemt veld '{field}' van de actoren, maar er is geen tabel met actoren opgegeven.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/problem.py" />
            <source>SITES: give the number of sites in the plan, including existing and required ones; only 'lscp' determines the number itself.</source>
            <translation>SITES: geef het aantal locaties van het plan, bestaande en verplichte inbegrepen; alleen 'lscp' bepaalt dat aantal zelf.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>SKATER: minimum population of a region</source>
            <translation>SKATER: minimumaantal inwoners van een regio</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>SKATER: number of regions</source>
            <translation>SKATER: aantal regio's</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store_address.py" />
            <source>STORE '{store}' is no folder, no GeoPackage and no PostGIS connection that QGIS knows: check its name.</source>
            <translation>STORE '{store}' is geen map, geen GeoPackage en geen PostGIS-verbinding die QGIS kent: controleer de naam.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store_address.py" />
            <source>STORE is empty: give a folder, a GeoPackage, or the name of a PostGIS connection.</source>
            <translation>STORE is leeg: geef een map, een GeoPackage, of de naam van een PostGIS-verbinding.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store_address.py" />
            <source>STORE is the file '{path}': give a folder, a GeoPackage, or the name of a PostGIS connection.</source>
            <translation>STORE is het bestand '{path}': geef een map, een GeoPackage, of de naam van een PostGIS-verbinding.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>SUPPLY: layer '{layer}' has no features.</source>
            <translation>SUPPLY: laag '{layer}' heeft geen objecten.</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>SVG</source>
            <translation>SVG</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Same as QGIS</source>
            <translation>Zoals QGIS</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Save as a challenge file...</source>
            <translation>Opslaan als opgavebestand...</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>Save the challenge</source>
            <translation>Opgave opslaan</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>Saved as {path}.</source>
            <translation>Opgeslagen als {path}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/sync.html" />
            <source>Saved on</source>
            <translation>Opgeslagen op</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Savings by sharing</source>
            <translation>Besparing door delen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>Scale 1:{scale} on {paper}</source>
            <translation>Schaal 1:{scale} op {paper}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Scan: largest share of the population in a circle tested</source>
            <translation>Scan: grootste aandeel van de inwoners in een geteste cirkel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Scan: largest share of the population in a cluster</source>
            <translation>Scan: grootste aandeel van de inwoners in een cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Scenario</source>
            <translation>Scenario</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Scenario {name}, change a year: fertility {fertility} %, mortality {mortality} %, arrivals {arrivals} %, programme {programme} %, use {use} %.</source>
            <translation>Scenario {name}, verandering per jaar: vruchtbaarheid {fertility} %, sterfte {mortality} %, nieuwkomers {arrivals} %, woningbouw {programme} %, gebruik {use} %.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Scenarios</source>
            <translation>Scenario's</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Score: {indicator}</source>
            <translation>Score: {indicator}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Search an area, neighbourhood or cluster</source>
            <translation>Zoek een gebied, wijk of cluster</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Search by title, sector, theme or publisher</source>
            <translation>Zoek op titel, sector, thema of uitgever</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>Searching for alternatives</source>
            <translation>Alternatieven zoeken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Searching for place names</source>
            <translation>Plaatsnamen zoeken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Second field, for bivariate Moran and SKATER</source>
            <translation>Tweede veld, voor bivariate Moran en SKATER</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Second project, for before and after</source>
            <translation>Tweede project, voor 'voor en na'</translation>
        </message>
        <message>
            <location filename="../../resources/templates/watch.html" />
            <source>Seconds</source>
            <translation>Seconden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/catalogue/filters.py" />
            <location filename="../../ui/challenge/editor.py" />
            <source>Sector</source>
            <translation>Sector</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Select a layer for publisher, date and licence.</source>
            <translation>Kies een laag voor uitgever, datum en licentie.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/report.py" />
            <source>Separately, the sectors would need {apart} new sites for the same coverage; together {together}.</source>
            <translation>Afzonderlijk zouden de sectoren {apart} nieuwe locaties nodig hebben voor dezelfde dekking; samen {together}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Service, as in the rates</source>
            <translation>Voorziening, zoals in de cijfers</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>Services</source>
            <translation>Diensten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/watch.html" />
            <source>Services checked</source>
            <translation>Gecontroleerde diensten</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>Settings: lists of catalogues and maps, favourites, municipality, store, house style</source>
            <translation>Instellingen: lijsten van catalogussen en kaarten, favorieten, gemeente, opslag, huisstijl</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Seven</source>
            <translation>Zeven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Share</source>
            <translation>Aandeel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>Share clusters, and may or may not know each other already:</source>
            <translation>Delen clusters; of ze elkaar al kennen, is niet bekend:</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Share in the clusters</source>
            <translation>Aandeel in de clusters</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Share missing</source>
            <translation>Ontbrekend deel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Share of each challenge's weight that comes from a sector's data</source>
            <translation>Aandeel van het gewicht van elke opgave dat uit de gegevens van een sector komt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Share of planted clusters that the method would find (0-1), where it found none</source>
            <translation>Aandeel ingeplante clusters dat de methode zou vinden (0-1), waar ze er geen vond</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Share of the actions that contribute to a challenge (0-1)</source>
            <translation>Aandeel van de acties dat bijdraagt aan een opgave (0-1)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Share of the budget that contributes to a challenge (0-1)</source>
            <translation>Aandeel van het budget dat bijdraagt aan een opgave (0-1)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Share of the budget that contributes to each challenge. Plans differ in scope: some list only priority actions, others all spending, so compare with care.</source>
            <translation>Aandeel van het budget dat bijdraagt aan elke opgave. Plannen verschillen in wat ze omvatten: sommige noemen alleen prioritaire acties, andere alle uitgaven; vergelijk dus voorzichtig.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Share of the demand served within the norm (0-1)</source>
            <translation>Aandeel van de vraag dat binnen de normafstand bediend wordt (0-1)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Share of the differences in the index</source>
            <translation>Aandeel in de verschillen in index</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Share of the people with a facility within the norm (0-1)</source>
            <translation>Aandeel van de mensen met een voorziening binnen de norm (0-1)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Share of the weight for which the area has no value (0-1)</source>
            <translation>Deel van het gewicht waarvoor het gebied geen waarde heeft (0-1)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Share of the weight that is missing</source>
            <translation>Aandeel van het gewicht dat ontbreekt</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <location filename="../../resources/templates/proposals.html" />
            <source>Share of the {people} in clusters</source>
            <translation>Aandeel van de {people} in clusters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>Share paid by the envelope (euro)</source>
            <translation>Deel betaald door de enveloppe (euro)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Share the map</source>
            <translation>Kaart delen</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>Shared layer store</source>
            <translation>Gedeelde lagenopslag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Shared sites (output of Find shared sites)</source>
            <translation>Gedeelde locaties (resultaat van Gedeelde locaties zoeken)</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>Shares clusters with</source>
            <translation>Deelt clusters met</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>Sheet</source>
            <translation>Blad</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Sheet or layer</source>
            <translation>Werkblad of laag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Shortage</source>
            <translation>Tekort</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Shortage by field of demand</source>
            <translation>Tekort per vraagveld</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Shortage by level of areas</source>
            <translation>Tekort per gebiedsniveau</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Shortage from</source>
            <translation>Tekort vanaf</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Shortage that could be solved by moving people to other places within the threshold</source>
            <translation>Tekort dat oplosbaar is door mensen naar andere plaatsen binnen de drempel te verschuiven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Shortage: people without a place if everyone takes the nearest free one</source>
            <translation>Tekort: mensen zonder plaats als iedereen de dichtstbijzijnde vrije plaats neemt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/sheet.py" />
            <source>Shortened to fit the paper: {words}</source>
            <translation>Ingekort om op het blad te passen: {words}</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/view.py" />
            <source>Show as flat list</source>
            <translation>Als lijst tonen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Show everything</source>
            <translation>Alles tonen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Significance level</source>
            <translation>Significantieniveau</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/outputs.py" />
            <source>Simulating {count} futures</source>
            <translation>{count} toekomsten simuleren</translation>
        </message>
        <message>
            <location filename="../../ui/planning/pins.py" />
            <source>Site {number}</source>
            <translation>Locatie {number}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <location filename="../../resources/templates/chain.html" />
            <location filename="../../ui/planning/panel.py" />
            <location filename="../../ui/planning/sites.py" />
            <source>Sites</source>
            <translation>Locaties</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Six</source>
            <translation>Zes</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_web_map.py" />
            <source>Size of the folder in bytes</source>
            <translation>Grootte van de map in bytes</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Size, index and what stands out</source>
            <translation>Grootte, index en wat opvalt</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Skip the map, to lists and figures</source>
            <translation>Kaart overslaan, naar lijsten en cijfers</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Skipped layers with invalid metadata: {count}. {reason}</source>
            <translation>Lagen met fouten in de beschrijving, overgeslagen: {count}. {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>Small multiples</source>
            <translation>Kaartjes per indicator</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Small numbers</source>
            <translation>Kleine aantallen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Small numbers in rates</source>
            <translation>Kleine aantallen in verhoudingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Smallest area of a face, in m2 (0 = any)</source>
            <translation>Kleinste oppervlakte van een deelvlak, in m2 (0 = om het even)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Smart collaboration</source>
            <translation>Slim samenwerken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Smart data</source>
            <translation>Slimme data</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Smart organising</source>
            <translation>Slim organiseren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>Smart planning</source>
            <translation>Slim plannen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Smoothing draws such rates to the mean as far as chance may have made them; a minimum hides such areas. Both are set in the challenge.</source>
            <translation>Afvlakken brengt zulke verhoudingen dichter bij het gemiddelde, voor zover toeval ze kan verklaren; een minimum verbergt zulke gebieden. Beide worden in de opgave ingesteld.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>Smoothness alone seldom gives that much, but why need is high in the clusters does not follow from this test.</source>
            <translation>Een geleidelijk verloop alleen geeft zelden zoveel, maar waarom de nood in de clusters hoog is, volgt niet uit deze toets.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Snapping tolerance of the network (m)</source>
            <translation>Snapafstand van het netwerk (m)</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/engine.py" />
            <source>Some borders lie too close together to be told apart: all coordinates were put on a grid of {size} metres.</source>
            <translation>Sommige grenzen liggen te dicht bij elkaar om ze te onderscheiden: alle coördinaten zijn op een raster van {size} meter gezet.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/postgis.py" />
            <source>Someone else is writing record '{record}' in store '{store}' at this moment, so nothing was changed: look at the new version, then try again ({reason}).</source>
            <translation>Iemand anders schrijft op dit moment record '{record}' in opslag '{store}', dus er is niets gewijzigd: bekijk de nieuwe versie en probeer opnieuw ({reason}).</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/watch.html" />
            <location filename="../../ui/catalogue/card.py" />
            <source>Source</source>
            <translation>Bron</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../resources/templates/web_map.html" />
            <source>Sources</source>
            <translation>Bronnen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../resources/templates/web_map.html" />
            <source>Sources and age of the data</source>
            <translation>Bronnen en ouderdom van de gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Sources of the rates</source>
            <translation>Bronnen van de cijfers</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Space seekers</source>
            <translation>Vragers van ruimte</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Space within reach of each seeker</source>
            <translation>Ruimte binnen bereik van elke vrager</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Speed in km/h (empty: {walking} on foot, {cycling} cycling, {driving} driving)</source>
            <translation>Snelheid in km/u (leeg: {walking} te voet, {cycling} met de fiets, {driving} met de auto)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Spending</source>
            <translation>Uitgaven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Spent (euro)</source>
            <translation>Besteed (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/plots.py" />
            <source>Spread of the need index over {count} areas: from {low} to {high}, half of them below {median}.</source>
            <translation>Spreiding van de noodindex over {count} gebieden: van {low} tot {high}, de helft onder {median}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Standard error of an area's need where it is not known, in points</source>
            <translation>Standaardfout van de nood van een gebied als die niet bekend is, in punten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>Standard error of that field</source>
            <translation>Standaardfout van dat veld</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Standard error: {indicator}</source>
            <translation>Standaardfout: {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Starting points of the people of areas</source>
            <translation>Vertrekpunten van de mensen van vlakken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/sync.html" />
            <location filename="../../resources/templates/watch.html" />
            <source>State</source>
            <translation>Toestand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Stated weight</source>
            <translation>Opgegeven gewicht</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/geopackage.py" />
            <source>Store '{path}' cannot be used ({reason}): {advice}.</source>
            <translation>Opslag '{path}' is niet te gebruiken ({reason}): {advice}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/store.py" />
            <source>Store '{store}' has no record '{record}'. The records are: {ids}.</source>
            <translation>Opslag '{store}' heeft geen record '{record}'. De records zijn: {ids}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/sync.html" />
            <source>Store updated</source>
            <translation>Opslag bijgewerkt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Store: a folder, a GeoPackage, or a PostGIS connection</source>
            <translation>Opslag: een map, een GeoPackage of een PostGIS-verbinding</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>Subject: data on '{record}' for {municipality}</source>
            <translation>Onderwerp: gegevens over '{record}' voor {municipality}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Sum</source>
            <translation>Som</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Surface</source>
            <translation>Oppervlakte</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Sync store</source>
            <translation>Opslag bijwerken</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>Syntax</source>
            <translation>Syntaxis</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>TARGET_CRS '{value}' is no CRS that QGIS knows: write one as EPSG:31370.</source>
            <translation>TARGET_CRS '{value}' is geen coördinatensysteem dat QGIS kent: schrijf het als EPSG:31370.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>THRESHOLD is {threshold:g} minutes: with COST 'minutes' it counts minutes, not metres.</source>
            <translation>THRESHOLD is {threshold:g} minuten: met COST 'minutes' telt die in minuten, niet in meter.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Table '{layer}' has no places: give it columns x and y (or longitude and latitude), or choose a layer. It has: {fields}.</source>
            <translation>Tabel '{layer}' heeft geen plaatsen: geef ze de kolommen x en y (of lengtegraad en breedtegraad), of kies een laag. Ze heeft: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Table '{layer}' is not a table of links: choose one with the columns 'from_actor' and 'to_actor'.</source>
            <translation>Tabel '{layer}' is geen tabel met samenwerkingen: kies er een met de kolommen 'van' en 'naar'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Table '{layer}': places from the columns {x} and {y} in {crs}.</source>
            <translation>Tabel '{layer}': plaatsen uit de kolommen {x} en {y} in {crs}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>Table '{layer}': the coordinates (such as {x} {y}) lie in no system that is known here. Make a layer of it in QGIS first.</source>
            <translation>Tabel '{layer}': de coördinaten (zoals {x} {y}) liggen in geen stelsel dat hier bekend is. Maak er eerst een laag van in QGIS.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/field_roles.py" />
            <source>Table '{layer}': the names of its columns are in row {row}.</source>
            <translation>Tabel '{layer}': de namen van de kolommen staan in rij {row}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}) does not fit '{units}': 1 of the {rows} keys in the column '{column}' ({keys}) belongs to none of the {all} areas (whose keys are such as {unit_keys}). {advice} | Table '{table}' ({file}) does not fit '{units}': {count} of the {rows} keys in the column '{column}' ({keys}) belong to none of the {all} areas (whose keys are such as {unit_keys}). {advice}</source>
            <translation>Tabel '{table}' ({file}) past niet bij '{units}': 1 van de {rows} sleutels in de kolom '{column}' ({keys}) hoort bij geen van de {all} gebieden (met sleutels zoals {unit_keys}). {advice} | Tabel '{table}' ({file}) past niet bij '{units}': {count} van de {rows} sleutels in de kolom '{column}' ({keys}) horen bij geen van de {all} gebieden (met sleutels zoals {unit_keys}). {advice}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Table '{table}' ({file}) has codes of another year, and for 1 area of '{units}' ({keys}) it cannot be known which rows are its own: it gets no value from the table. A record '{crosswalk}' in the catalogue can say so. | Table '{table}' ({file}) has codes of another year, and for {count} areas of '{units}' ({keys}) it cannot be known which rows are their own: they get no value from the table. A record '{crosswalk}' in the catalogue can say so.</source>
            <translation>De tabel '{table}' ({file}) heeft codes van een ander jaar, en voor 1 gebied van '{units}' ({keys}) is niet te achterhalen welke rijen erbij horen: dat gebied krijgt geen waarde uit de tabel. Een record '{crosswalk}' in de catalogus kan dat vastleggen. | De tabel '{table}' ({file}) heeft codes van een ander jaar, en voor {count} gebieden van '{units}' ({keys}) is niet te achterhalen welke rijen erbij horen: die gebieden krijgen geen waarde uit de tabel. Een record '{crosswalk}' in de catalogus kan dat vastleggen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Table '{table}' ({file}) has codes of another year: 1 area of '{units}' takes its values from a row under another code. {how} | Table '{table}' ({file}) has codes of another year: {count} areas of '{units}' take their values from {rows} rows under other codes. {how}</source>
            <translation>De tabel '{table}' ({file}) heeft codes van een ander jaar: 1 gebied van '{units}' krijgt zijn waarden uit een rij met een andere code. {how} | De tabel '{table}' ({file}) heeft codes van een ander jaar: {count} gebieden van '{units}' krijgen hun waarden uit {rows} rijen met andere codes. {how}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}) has more than one row for 1 key in the column '{column}' ({keys}), such as an area in two parts: keep one row for each key, or have rows added with the option 'pivot' and its 'sum'. | Table '{table}' ({file}) has more than one row for {count} keys in the column '{column}' ({keys}), such as areas in two parts: keep one row for each key, or have rows added with the option 'pivot' and its 'sum'.</source>
            <translation>Tabel '{table}' ({file}) heeft meer dan één rij voor 1 sleutel in de kolom '{column}' ({keys}), bijvoorbeeld voor een gebied in twee delen: behoud één rij per sleutel, of laat rijen optellen met de optie 'pivot' en 'sum'. | Tabel '{table}' ({file}) heeft meer dan één rij voor {count} sleutels in de kolom '{column}' ({keys}), bijvoorbeeld voor gebieden in twee delen: behoud één rij per sleutel, of laat rijen optellen met de optie 'pivot' en 'sum'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}) has no row for 1 area of '{units}' ({names}), which gets no value from it. | Table '{table}' ({file}) has no row for {count} of the {all} areas of '{units}' ({names}), which get no value from it.</source>
            <translation>Tabel '{table}' ({file}) heeft geen rij voor 1 gebied van '{units}' ({names}), dat er geen waarde uit krijgt. | Tabel '{table}' ({file}) heeft geen rij voor {count} van de {all} gebieden van '{units}' ({names}), die er geen waarde uit krijgen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}) has no row for any of the {all} areas of '{units}' (with keys such as {unit_keys}): the {rows} keys in the column '{column}' ({keys}) are of other areas. {advice}</source>
            <translation>Tabel '{table}' ({file}) heeft voor geen van de {all} gebieden van '{units}' (met sleutels zoals {unit_keys}) een rij: de {rows} sleutels in de kolom '{column}' ({keys}) zijn van andere gebieden. {advice}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}) holds no key of any area of '{units}' (with keys such as {unit_keys}): no row has one in the column '{column}'. {advice}</source>
            <translation>Tabel '{table}' ({file}) bevat van geen enkel gebied van '{units}' een sleutel (zoals {unit_keys}): in de kolom '{column}' heeft geen enkele rij er een. {advice}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}): 1 key is that of another area than those of '{units}' ({others}). | Table '{table}' ({file}): {count} keys are those of other areas than those of '{units}' ({others}).</source>
            <translation>Tabel '{table}' ({file}): 1 sleutel is die van een ander gebied dan de gebieden van '{units}' ({others}). | Tabel '{table}' ({file}): {count} sleutels zijn die van andere gebieden dan de gebieden van '{units}' ({others}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Table '{table}' ({file}): 1 of the {rows} keys in the column '{column}' belongs to no area of '{units}' ({keys}). {advice} | Table '{table}' ({file}): {count} of the {rows} keys in the column '{column}' belong to no area of '{units}' ({keys}). {advice}</source>
            <translation>Tabel '{table}' ({file}): 1 van de {rows} sleutels in de kolom '{column}' hoort bij geen enkel gebied van '{units}' ({keys}). {advice} | Tabel '{table}' ({file}): {count} van de {rows} sleutels in de kolom '{column}' horen bij geen enkel gebied van '{units}' ({keys}). {advice}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Table '{table}' ({file}): areas of '{units}' that were divided or merged have no value in the columns that the record does not describe ({columns}).</source>
            <translation>Tabel '{table}' ({file}): gebieden van '{units}' die gesplitst of samengevoegd zijn, hebben geen waarde in de kolommen die het record niet beschrijft ({columns}).</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Table '{table}' ({file}): the record does not say whether 1 field ({fields}) holds counts or rates, so areas of '{units}' that were divided or merged get no value in it ({areas}). Give the field a 'quantity' of 'count' or 'rate'. | Table '{table}' ({file}): the record does not say whether {count} fields ({fields}) hold counts or rates, so areas of '{units}' that were divided or merged get no value in them (at most {areas}). Give the fields a 'quantity' of 'count' or 'rate'.</source>
            <translation>Tabel '{table}' ({file}): het record zegt van 1 veld ({fields}) niet of het aantallen of verhoudingscijfers bevat; gebieden van '{units}' die gesplitst of samengevoegd zijn, krijgen er geen waarde in ({areas}). Geef het veld een 'quantity': 'count' (aantal) of 'rate' (verhoudingscijfer). | Tabel '{table}' ({file}): het record zegt van {count} velden ({fields}) niet of ze aantallen of verhoudingscijfers bevatten; gebieden van '{units}' die gesplitst of samengevoegd zijn, krijgen er geen waarde in (hoogstens {areas}). Geef de velden een 'quantity': 'count' (aantal) of 'rate' (verhoudingscijfer).</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Table '{table}' has codes of another year: 1 area takes its counts from rows under another code, divided by surface. | Table '{table}' has codes of another year: {count} areas take their counts from rows under another code, divided by surface.</source>
            <translation>Tabel '{table}' heeft codes van een ander jaar: 1 gebied krijgt zijn aantallen uit rijen met een andere code, verdeeld volgens de oppervlakte. | Tabel '{table}' heeft codes van een ander jaar: {count} gebieden krijgen hun aantallen uit rijen met een andere code, verdeeld volgens de oppervlakte.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/tables.py" />
            <source>Table '{table}', row {row}: '{value}' is no day of the week.</source>
            <translation>Tabel '{table}', rij {row}: '{value}' is geen dag van de week.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/tables.py" />
            <source>Table '{table}', row {row}: '{value}' is no time such as 08:30.</source>
            <translation>Tabel '{table}', rij {row}: '{value}' is geen tijdstip zoals 08:30.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/inputs.py" />
            <source>Table '{table}': for 1 area it cannot be known which rows of another year are its own ({first}). | Table '{table}': for {count} areas it cannot be known which rows of another year are their own ({first}).</source>
            <translation>Tabel '{table}': voor 1 gebied is niet te achterhalen welke rijen van een ander jaar erbij horen ({first}). | Tabel '{table}': voor {count} gebieden is niet te achterhalen welke rijen van een ander jaar erbij horen ({first}).</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Table by year and scenario</source>
            <translation>Tabel per jaar en scenario</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Table of ages at the start</source>
            <translation>Tabel met leeftijden bij de start</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Table of errors by estimate</source>
            <translation>Tabel met fouten per schatting</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Table of opening hours, a row for each day and time</source>
            <translation>Tabel met openingsuren, één rij per dag en tijd</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>Table of the indicators</source>
            <translation>Tabel van de indicatoren</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/databases.py" />
            <source>Table {table} of {place} gave no answer within the time limit: check whether the database can be reached from here.</source>
            <translation>Tabel {table} van {place} gaf geen antwoord binnen de tijdslimiet: ga na of de databank van hieruit bereikbaar is.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/databases.py" />
            <source>Table {table} of {place} was not asked, because the database was silent before: try again later.</source>
            <translation>Tabel {table} van {place} werd niet gevraagd, omdat de databank eerder zweeg: probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Table: field with the building</source>
            <translation>Tabel: veld met het gebouw</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Table: field with the day of the week</source>
            <translation>Tabel: veld met de dag van de week</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Table: field with the time of closing</source>
            <translation>Tabel: veld met het sluitingsuur</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>Table: field with the time of opening</source>
            <translation>Tabel: veld met het openingsuur</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Tables and layers</source>
            <translation>Tabellen en lagen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Target</source>
            <translation>Doel</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Ten</source>
            <translation>Tien</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/certainty.py" />
            <source>Testing how certain the ranking is</source>
            <translation>Nagaan hoe zeker de rangschikking is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Testing {count} units</source>
            <translation>{count} gebiedseenheden toetsen</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>That is 1 place. After {last}, the need of that year is assumed to continue. | That is {count:,d} places together: of each area its own largest shortage, not all in the same year. After {last}, the need of that year is assumed to continue.</source>
            <translation>Dat is 1 plaats. We nemen aan dat de behoefte na {last} die van dat jaar blijft. | Dat zijn samen {count:,d} plaatsen: van elk gebied het eigen grootste tekort, niet alle in hetzelfde jaar. We nemen aan dat de behoefte na {last} die van dat jaar blijft.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>That no cluster was found therefore does not show that there is none. Smaller areas show more.</source>
            <translation>Dat er geen cluster gevonden is, toont dus niet dat er geen is. Met kleinere gebieden wordt meer zichtbaar.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>The Dask scheduler at {address} has no workers: start some.</source>
            <translation>De Dask-planner op {address} heeft geen rekenaars: start er enkele.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>The Dask scheduler at {address} was lost: {reason}</source>
            <translation>De Dask-planner op {address} is weggevallen: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>The Python package pypdf is missing: the PDF is made in one process, has no bookmarks, and a stopped run starts again.</source>
            <translation>Het Python-pakket pypdf ontbreekt: de PDF wordt in één proces gemaakt, heeft geen bladwijzers, en een gestopte uitvoering begint opnieuw.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>The actions of the plan, grouped by the challenges to which they contribute instead of by department.</source>
            <translation>De acties van het plan, gegroepeerd per opgave waaraan ze bijdragen in plaats van per dienst.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>The address holds a user, password or key, which a catalogue would show to everyone: make an authentication configuration for it in QGIS and give its id as AUTH, with the address {url}.</source>
            <translation>Het adres bevat een gebruiker, wachtwoord of sleutel, die een catalogus aan iedereen zou tonen: maak er in QGIS een authenticatieconfiguratie voor en geef het id daarvan als AUTH, met het adres {url}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/harvest.py" />
            <source>The address of the database holds a password, which a catalogue would show: make an authentication configuration for it and give its id as AUTH.</source>
            <translation>Het adres van de databank bevat een wachtwoord, dat een catalogus zou tonen: maak er een authenticatieconfiguratie voor en geef de id daarvan als AUTH.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/geocoder.py" />
            <source>The address service at {service} answers in an unknown format: check the address.</source>
            <translation>De adresdienst op {service} antwoordt in een onbekend formaat: controleer het adres.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>The age distribution of each municipality is divided over the areas by iterative proportional fitting and rounded to whole persons: both totals are preserved.</source>
            <translation>De leeftijdsverdeling van elke gemeente is over de gebieden verdeeld met iterative proportional fitting (IPF) en afgerond op hele personen: beide totalen blijven behouden.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/demand/fitting.py" />
            <source>The ages cannot be rounded to whole persons: the totals of units and ages are not whole, or do not agree.</source>
            <translation>De leeftijden kunnen niet op hele personen worden afgerond: de totalen van gebieden en leeftijden zijn niet geheel, of stemmen niet overeen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>The ages of layer '{layer}' do not add up to '{field}' in {count} places: in '{place}' they are {ages:,.0f}, not {total:,.0f}. Correct them, or leave that field out.</source>
            <translation>De leeftijden van laag '{layer}' tellen in {count} gebieden niet op tot '{field}': in '{place}' zijn het er {ages:,.0f}, geen {total:,.0f}. Verbeter ze, of laat dat veld weg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>The ages of the municipalities are not whole persons: give counts, no shares.</source>
            <translation>De leeftijden van de gemeenten zijn geen hele personen: geef aantallen, geen aandelen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/demand/fitting.py" />
            <source>The ages of the units cannot be brought to those of '{where}': where it has people, too many units have none of that age. Look at the zeros in the units' ages.</source>
            <translation>De leeftijden van de gebiedseenheden kunnen niet op die van '{where}' worden gebracht: waar de gemeente mensen telt, heeft in te veel gebiedseenheden niemand die leeftijd. Kijk naar de nullen in de leeftijden van de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/estimates/ages.py" />
            <source>The ages {ages} cannot be made from the classes of the municipalities, which are {classes}. Give single years of age as MARGINS, or leave these ages out of CLASSES.</source>
            <translation>De leeftijden {ages} zijn niet samen te stellen uit de leeftijdsklassen van de gemeenten: {classes}. Geef leeftijden per jaar als MARGINS, of laat deze leeftijden weg uit CLASSES.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/ages.py" />
            <source>The ages {one} and {other} of layer '{layer}' overlap: leave one of these columns out.</source>
            <translation>De leeftijden {one} en {other} van laag '{layer}' overlappen: laat een van die kolommen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>The area of layer '{layer}' changed by {share} of it: please report this with the layers.</source>
            <translation>De oppervlakte van laag '{layer}' veranderde met {share} ervan: meld dit samen met de lagen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/pairs.py" />
            <source>The areas of '{first}' cannot be matched to those of '{second}': both need a field of the same name with a code for each area.</source>
            <translation>De gebieden van '{first}' kunnen niet gekoppeld worden aan die van '{second}': beide hebben een veld met dezelfde naam nodig, met een code per gebied.</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>The areas of the municipality could not be fetched: rows can only be matched by code.</source>
            <translation>De gebieden van de gemeente konden niet opgehaald worden: rijen kunnen alleen op code gekoppeld worden.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>The areas of these municipalities do not add up to the municipality, and were scaled: {names}.</source>
            <translation>De gebieden van deze gemeenten tellen niet op tot de gemeente, en zijn herschaald: {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/writing.py" />
            <source>The atlas cannot be written to '{folder}': {reason}</source>
            <translation>De atlas kan niet geschreven worden in '{folder}': {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/background.py" />
            <source>The background '{layer}' is incomplete: the background shows layers of the data instead.</source>
            <translation>De achtergrond '{layer}' is onvolledig: de achtergrond toont lagen uit de gegevens.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>The background is incomplete on pages {pages}: these pages show layers of the data instead.</source>
            <translation>De achtergrond is onvolledig op de pagina's {pages}: die pagina's tonen lagen uit de gegevens.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>The background shows the roads, water and parks of the data: '{record}' needs a key or a password, which no map that others receive may hold.</source>
            <translation>De achtergrond toont de wegen, het water en de parken uit de data: '{record}' vraagt een sleutel of wachtwoord, en die mag niet staan in een kaart die anderen krijgen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <source>The background shows the roads, water and parks of the data: {reason}</source>
            <translation>De achtergrond toont de wegen, het water en de parken uit de gegevens: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/report.py" />
            <source>The best choice for these estimates is {chosen} of {count} measures, with an effect of {effect}</source>
            <translation>De beste keuze volgens deze ramingen: {chosen} van {count} maatregelen, met een effect van {effect}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/report.py" />
            <source>The best choice found is {chosen} of {count} measures, with an effect of {effect}</source>
            <translation>De beste keuze die is gevonden: {chosen} van {count} maatregelen, met een effect van {effect}</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>The bundle '{folder}' has no layer '{layer}': recompute the map.</source>
            <translation>De bundel '{folder}' heeft geen laag '{layer}': bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/subject.py" />
            <source>The bundle '{folder}' has no units: recompute the map.</source>
            <translation>De bundel '{folder}' heeft geen gebiedseenheden: bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>The bundle '{folder}' has no {suffix} file: recompute the map.</source>
            <translation>De bundel '{folder}' heeft geen {suffix}-bestand: bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/calendar.py" />
            <source>The calendar holds the holidays of {low} to {high}, not of {year}: choose another AS_OF.</source>
            <translation>De kalender kent de vakanties van {low} tot {high}, niet van {year}: kies een andere AS_OF.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/record.py" />
            <source>The catalogue has a record '{id}' of your own already, which stays as it is: give another id, such as '{free}'.</source>
            <translation>De catalogus heeft al een eigen record '{id}', dat blijft zoals het is: geef een andere id, zoals '{free}'.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>The catalogue has no record '{id}'. Add it to the catalogue or check the id.</source>
            <translation>De catalogus heeft geen record '{id}'. Voeg het toe aan de catalogus of controleer de id.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>The catalogue has no record '{id}'. Did you mean '{near}'?</source>
            <translation>De catalogus heeft geen record '{id}'. Bedoelde u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>The catalogue has no record with a source of features: give another catalogue.</source>
            <translation>De catalogus heeft geen enkel record met een bron van objecten: geef een andere catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>The catalogue has no streets (records 'addresses' or 'roads'): only the names of areas are looked for.</source>
            <translation>De catalogus heeft geen straten (records 'addresses' of 'roads'): enkel de namen van gebieden worden gezocht.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>The certificate of {url} expires on {date}: inform the publisher.</source>
            <translation>Het certificaat van {url} vervalt op {date}: meld het aan de uitgever.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>The challenge differs between the two maps: changes of clusters may follow from that and say nothing about the city.</source>
            <translation>De opgave verschilt tussen de twee kaarten: veranderingen van clusters kunnen daarvan komen en zeggen niets over de stad.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>The challenge differs between the two maps: changes of rank may follow from that and say nothing about the city.</source>
            <translation>De opgave verschilt tussen de twee kaarten: veranderingen van rang kunnen daarvan komen en zeggen niets over de stad.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>The challenge itself</source>
            <translation>De opgave zelf</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>The challenge's own test finds {found} of these {core} core areas in at least nine of ten of the same computations.</source>
            <translation>De eigen toets van de opgave vindt {found} van deze {core} kerngebieden in minstens negen op de tien van dezelfde berekeningen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>The choices behind the index (weights, normalisation, aggregation) were varied at random in {draws} simulations.</source>
            <translation>De keuzes achter de index (gewichten, normalisatie, aggregatie) zijn willekeurig gevarieerd in {draws} simulaties.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/allocation.py" />
            <source>The chosen sites cannot serve everyone.</source>
            <translation>De gekozen locaties kunnen niet iedereen bedienen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>The clusters of an unchanged city differ too when it is measured again. A change of a cluster is named when it exceeds what such a city shows in {draws} new measurements, with a probability of {sure} % or more; otherwise the cluster stays.</source>
            <translation>Ook in een stad die niet verandert, verschillen de clusters bij een nieuwe meting. Een verandering van een cluster wordt vermeld als die met een kans van {sure} % of meer groter is dan wat zo'n stad in {draws} nieuwe metingen toont; anders blijft de cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>The clusters therefore show where high need lies together, not that those places have a cause of their own: the way in which need shades off over the whole map can give as much.</source>
            <translation>De clusters tonen dus waar hoge nood samen ligt, niet dat die plaatsen een eigen oorzaak hebben: het geleidelijke verloop van de nood over de hele kaart kan evenveel opleveren.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>The coalition in words</source>
            <translation>De coalitie in woorden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>The colours show</source>
            <translation>De kleuren tonen</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>The column '{column}' holds the keys of {count} areas: name it under 'fields' of its record.</source>
            <translation>De kolom '{column}' bevat de sleutels van {count} gebieden: noem die kolom onder 'fields' van het record.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>The column holds names, of which {count} of {rows} are names of areas ('{key}' has the key '{like}'): add a column with the areas' keys, and name it under 'fields' of its record.</source>
            <translation>De kolom bevat namen; {count} van de {rows} zijn namen van gebieden ('{key}' heeft de sleutel '{like}'): voeg een kolom met de sleutels van de gebieden toe en noem die onder 'fields' van het record.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/corrections.py" />
            <source>The corrections need a column 'challenge' and a column 'action_key' or 'ac_short'. They have: {columns}.</source>
            <translation>De verbeteringen hebben een kolom 'opgave' nodig en een kolom 'action_key' of 'actie'. Ze hebben: {columns}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>The darker an area, the greater the need compared with the other areas; grey hatching: too little data; black line: cluster.</source>
            <translation>Hoe donkerder een gebied, hoe groter de nood vergeleken met de andere gebieden; grijs gearceerd: te weinig gegevens; zwarte lijn: cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>The data are usually held by: {holder}.</source>
            <translation>De gegevens zijn meestal te vinden bij: {holder}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/postgis.py" />
            <source>The database of connection '{store}' cannot be used as store ({reason}): check the connection and the rights of its user.</source>
            <translation>De databank van verbinding '{store}' is niet als opslag te gebruiken ({reason}): controleer de verbinding en de rechten van de gebruiker.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/postgis.py" />
            <source>The database of connection '{store}' holds no store: make one with 'sync_store' or 'publish_layer'.</source>
            <translation>De databank van verbinding '{store}' bevat geen opslag: maak er een met 'sync_store' of 'publish_layer'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/postgis/harvest.py" />
            <source>The database {place} cannot be read ({reason}). Check the address and the authentication configuration.</source>
            <translation>De databank {place} kan niet worden gelezen ({reason}). Controleer het adres en de authenticatieconfiguratie.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/add.py" />
            <source>The earlier record '{id}' stays in the catalogue as '{moved}'.</source>
            <translation>Het eerdere record '{id}' blijft in de catalogus als '{moved}'.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>The effects {fields} count in different units ({units}). Give each a weight under 'effects' in the rules.</source>
            <translation>De effecten {fields} tellen in verschillende eenheden ({units}). Geef elk een gewicht onder 'effects' in de regels.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The expression '{text}' fails on layer '{layer}': the field '{field}' holds texts, such as '{value}', and no numbers.</source>
            <translation>De expressie '{text}' mislukt op laag '{layer}': het veld '{field}' bevat teksten, zoals '{value}', en geen getallen.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The expression '{text}' fails on layer '{layer}': {reason}.</source>
            <translation>De expressie '{text}' mislukt op laag '{layer}': {reason}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The expression '{text}' is too long: at most {letters} letters and {operators} operators are read. Write a list of values as "field" IN (...).</source>
            <translation>De expressie '{text}' is te lang: er worden hoogstens {letters} tekens en {operators} operatoren gelezen. Schrijf een lijst van waarden als "veld" IN (...).</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The expression for the field '{field}' of '{where}'</source>
            <translation>De expressie voor het veld '{field}' van '{where}'</translation>
        </message>
        <message>
            <location filename="../../processing/sources/adding/own_file.py" />
            <source>The file '{path}' does not exist: check the path.</source>
            <translation>Het bestand '{path}' bestaat niet: controleer het pad.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/local_files.py" />
            <source>The file '{path}' is not there: correct the catalogue, or put it back.</source>
            <translation>Het bestand '{path}' bestaat niet: verbeter de catalogus, of zet het bestand terug.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The filter '{text}' fails on layer '{layer}': {reason}.</source>
            <translation>De filter '{text}' mislukt op laag '{layer}': {reason}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>The filter of '{where}'</source>
            <translation>De filter van '{where}'</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>The first clusters with their people, and bars of what drives each.</source>
            <translation>De eerste clusters met hun inwoners, en balken van wat elk ervan drijft.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>The first {shown} of {count}; the layer of links holds them all.</source>
            <translation>De eerste {shown} van {count}; de laag met samenwerkingen bevat ze allemaal.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/earlier_files.py" />
            <source>The folder '{folder}' already holds files that this would overwrite and that no earlier run wrote: {files}. Choose another folder, or move these files elsewhere.</source>
            <translation>De map '{folder}' bevat al bestanden die hierdoor overschreven zouden worden en die geen eerdere uitvoering schreef: {files}. Kies een andere map, of verplaats deze bestanden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/folder.py" />
            <source>The folder '{path}' is not there: check the path.</source>
            <translation>De map '{path}' is er niet: controleer het pad.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>The horizon {horizon} is not after the start {start}. Choose a later HORIZON.</source>
            <translation>De horizon {horizon} ligt niet na de start {start}. Kies een latere HORIZON.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>The index by sector</source>
            <translation>De index per sector</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>The index computed from the indicators of each sector alone, by the same rules.</source>
            <translation>De index berekend met alleen de indicatoren van elke sector, volgens dezelfde regels.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>The index does not let high need on one indicator be made up for by low need on others: it is 100 minus the weighted geometric mean of the distances to 100. With equal weights, four scores of 0 and one of 100 give 60.</source>
            <translation>In de index wordt hoge nood op één indicator niet gecompenseerd door lage nood op andere: de index is 100 min het gewogen meetkundige gemiddelde van de afstanden tot 100. Met gelijke gewichten geven vier scores van 0 en één van 100 een index van 60.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>The index is the weighted geometric mean of the scores: low need on one indicator lowers the index strongly, even where all other need is high. With equal weights, four scores of 100 and one of 1 give 40.</source>
            <translation>De index is het gewogen meetkundige gemiddelde van de scores: lage nood op één indicator verlaagt de index sterk, ook waar alle andere nood hoog is. Met gelijke gewichten geven vier scores van 100 en één van 1 een index van 40.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>The index is the weighted mean of the scores: low need on one indicator makes up for high need on another.</source>
            <translation>De index is het gewogen gemiddelde van de scores: lage nood op de ene indicator compenseert hoge nood op een andere.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>The index was recomputed leaving out one sector at a time. The fewer of the worst areas remain, the more influential the sector.</source>
            <translation>De index is opnieuw berekend met telkens één sector weggelaten. Hoe minder van de slechtste gebieden overblijven, hoe bepalender de sector.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>The indicators, weights or rules of the two maps differ: part of the change comes from the method.</source>
            <translation>De indicatoren, gewichten of regels van beide kaarten verschillen: een deel van de verandering komt door de methode.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>The key 'anchors' in the manifest of '{folder}' cannot be read: remove it; the scale is then taken from the areas.</source>
            <translation>De sleutel 'anchors' in het manifest van '{folder}' is niet leesbaar: verwijder die sleutel; de schaal wordt dan uit de gebieden afgeleid.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>The keys are written as numbers with decimals ('{key}' for '{like}'); without decimals {count} of {rows} match: write the keys as text.</source>
            <translation>De sleutels zijn geschreven als getallen met decimalen ('{key}' voor '{like}'); zonder decimalen komen er {count} van de {rows} overeen: schrijf de sleutels als tekst.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>The keys are written differently ('{key}' for '{like}'); ignoring capitals, spaces, hyphens and other signs, {count} of {rows} match: write the keys as in the layer of areas.</source>
            <translation>De sleutels zijn anders geschreven ('{key}' voor '{like}'); zonder rekening te houden met hoofdletters, spaties, koppeltekens en andere tekens komen er {count} van de {rows} overeen: schrijf de sleutels zoals in de laag met gebieden.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>The kind of {count} actors is unknown.</source>
            <translation>Van {count} actoren is de soort niet gekend.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/sync.py" />
            <source>The last good copy stays: version {number} of {made}.</source>
            <translation>De laatste goede kopie blijft: versie {number} van {made}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>The layer in CLUSTERS is not a file and has no folder: give in BUNDLE the integrated map of which to make the atlas.</source>
            <translation>De laag in CLUSTERS is geen bestand en heeft geen map: geef in BUNDLE de geïntegreerde kaart waarvan u de atlas wilt maken.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>The layers are added to the project '{project}', which keeps its own layers.</source>
            <translation>De lagen worden toegevoegd aan het project '{project}', dat de eigen lagen behoudt.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_blocks.py" />
            <source>The layers of project '{project}' have no extent: there is nothing to draw.</source>
            <translation>De lagen van project '{project}' hebben geen begrenzing: er is niets te tekenen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/before_after.py" />
            <source>The layout 'before_after' compares two layers, and {count} are given: name two.</source>
            <translation>De lay-out 'before_after' vergelijkt twee lagen, en er zijn er {count} opgegeven: noem er twee.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>The layout 'bivariate' shows two layers, and {count} are given: name two.</source>
            <translation>De lay-out 'bivariate' toont twee lagen, en er zijn er {count} opgegeven: noem er twee.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/legends.py" />
            <source>The legend has room for {shown} of its {all} classes.</source>
            <translation>De legende heeft plaats voor {shown} van de {all} klassen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>The link is copied: it opens the map as you see it now.</source>
            <translation>De link is gekopieerd: die opent de kaart zoals u ze nu ziet.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/network.py" />
            <source>The list below gives the same information in words.</source>
            <translation>De lijst hieronder geeft dezelfde informatie in woorden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/parameter_texts.py" />
            <source>The manifest of this bundle does not say what {name} was: an earlier version of Opgavenkaart made it. Make the map again with 'integrated_map'.</source>
            <translation>Het manifest van deze bundel vermeldt {name} niet: de bundel is gemaakt met een eerdere versie van Opgavenkaart. Maak de kaart opnieuw met 'integrated_map'.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>The map</source>
            <translation>De kaart</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_export.py" />
            <source>The map cannot be exported to '{path}': {reason}.</source>
            <translation>De kaart kan niet naar '{path}' worden geëxporteerd: {reason}.</translation>
        </message>
        <message>
            <location filename="../../ui/map_tour.py" />
            <source>The map is open, made from public data. Its report says what each indicator rests on and what is missing. Report, PDF and project are in {folder}.</source>
            <translation>De kaart is open, gemaakt met openbare gegevens. Het rapport zegt waarop elke indicator steunt en wat ontbreekt. Rapport, PDF en project staan in {folder}.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>The map is ready.</source>
            <translation>De kaart is klaar.</translation>
        </message>
        <message>
            <location filename="../../ui/map_tour.py" />
            <source>The map of the demo city is open, with 1 cluster. Report, PDF and project are in {folder}. | The map of the demo city is open, with {count} clusters. Report, PDF and project are in {folder}.</source>
            <translation>De kaart van de demostad is open, met 1 cluster. Rapport, PDF en project staan in {folder}. | De kaart van de demostad is open, met {count} clusters. Rapport, PDF en project staan in {folder}.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>The map shows your changes; the clusters are those of the last computation.</source>
            <translation>De kaart toont uw wijzigingen; de clusters zijn die van de laatste berekening.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>The map would also show '{record}', but there are no features in this area.</source>
            <translation>De kaart zou ook '{record}' tonen, maar daarvan zijn er geen objecten in dit gebied.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>The map would also show record '{record}', but the catalogue does not hold it.</source>
            <translation>De kaart zou ook record '{record}' tonen, maar dat staat niet in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/vintages.py" />
            <source>The maps are in two coordinate systems ({first} and {second}).</source>
            <translation>De kaarten staan in twee coördinatensystemen ({first} en {second}).</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>The means are those of all actors with a role in the cluster, wherever these means are used: an actor that works in several clusters counts in each.</source>
            <translation>De middelen zijn die van alle actoren met een rol in de cluster, waar die ook worden ingezet: een actor die in meerdere clusters werkt, telt in elk ervan.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>The measure 'area_share' needs polygons, and layer '{layer}' has none.</source>
            <translation>De maat 'area_share' heeft vlakken nodig, maar laag '{layer}' heeft er geen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>The measure 'length' needs lines, and layer '{layer}' has none.</source>
            <translation>De maat 'length' heeft lijnen nodig, maar laag '{layer}' heeft er geen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>The measure 'weighted_mean' needs a field with weights: give WEIGHT_FIELD.</source>
            <translation>De maat 'weighted_mean' heeft een veld met gewichten nodig: geef WEIGHT_FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>The measure 'weighted_mean' needs a weight field: name the field with the weights.</source>
            <translation>De maat 'weighted_mean' heeft een gewichtenveld nodig: geef het veld met de gewichten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>The measure '{measure}' needs a field with values: give FIELD.</source>
            <translation>De maat '{measure}' heeft een veld met waarden nodig: geef FIELD.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>The measure '{measure}' needs a field: name the field with the values.</source>
            <translation>De maat '{measure}' heeft een veld nodig: geef het veld met de waarden.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_metadata.py" />
            <source>The metadata of layer '{layer}' cannot be written to '{path}': {reason}</source>
            <translation>De metadata van laag '{layer}' kunnen niet naar '{path}' geschreven worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>The method 'all units above a threshold' with threshold {threshold} shows the worst 10 % of the areas, without a test against chance.</source>
            <translation>De methode 'alle gebiedseenheden boven een drempel' met drempel {threshold} toont de slechtste 10 % van de gebieden, zonder toets tegenover het toeval.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>The multi-year plan by challenge</source>
            <translation>Het meerjarenplan per opgave</translation>
        </message>
        <message>
            <location filename="../../processing/texts/data_requests.py" />
            <source>The name of the sector or neighbourhood will do where you have no code. Names of columns may differ.</source>
            <translation>De naam van de sector of wijk volstaat als u geen code hebt. De kolommen mogen anders heten.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/network/building.py" />
            <source>The network has no usable lines: check the layer, the filter and the direction field.</source>
            <translation>Het netwerk heeft geen bruikbare lijnen: controleer de laag, de filter en het richtingveld.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>The number of places of the facilities is not given, so nobody is turned away: whoever has no place lives farther than the threshold from every facility.</source>
            <translation>Het aantal plaatsen van de voorzieningen is niet opgegeven, dus wordt niemand geweigerd: wie geen plaats heeft, woont verder dan de drempel van elke voorziening.</translation>
        </message>
        <message>
            <location filename="../../ui/map/bundles.py" />
            <source>The open project</source>
            <translation>Het geopende project</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/layer_stream.py" />
            <location filename="../../processing/qgis_io/writing.py" />
            <source>The output cannot be written: {reason}</source>
            <translation>De uitvoer kan niet worden geschreven: {reason}</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>The panel keeps the previous content.</source>
            <translation>Het paneel toont de vorige inhoud.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>The phased plan, year by year</source>
            <translation>Het gefaseerde plan, jaar per jaar</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>The plan</source>
            <translation>Het plan</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>The plan has no actions: the table is empty.</source>
            <translation>Het plan heeft geen acties: de tabel is leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>The plan has no amounts: the columns {columns} are empty.</source>
            <translation>Het plan heeft geen bedragen: de kolommen {columns} zijn leeg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/columns.py" />
            <source>The plan has no column with the amounts of a year, such as 'y2026' or '2026', nor a row for each year with columns 'jaar' and 'bedrag'. It has: {columns}.</source>
            <translation>Het plan heeft geen kolom met de bedragen van een jaar, zoals 'y2026' of '2026', en ook geen rij per jaar met kolommen 'jaar' en 'bedrag'. Het heeft: {columns}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>The plan has no municipality '{name}'. Did you mean '{near}'?</source>
            <translation>Het plan heeft geen gemeente '{name}'. Bedoelde u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>The plan has no municipality '{name}'. Give the name or NIS code of one that it has, such as '{example}'.</source>
            <translation>Het plan heeft geen gemeente '{name}'. Geef de naam of NIS-code van een gemeente die erin staat, zoals '{example}'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>The plan has {towns} municipalities, and {count} of {total} areas do not say in a field 'nis_code' where they lie: an action elsewhere that names the same place is counted too. Choose one municipality, or give the field.</source>
            <translation>Het plan heeft {towns} gemeenten, en {count} van {total} gebieden zeggen niet in een veld 'nis_code' waar ze liggen: een actie elders die dezelfde plaats noemt, telt dan mee. Kies één gemeente, of geef het veld.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project_layers.py" />
            <source>The project '{path}' cannot be read: {reason}</source>
            <translation>Het project '{path}' kan niet gelezen worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/request.py" />
            <source>The project has no layer '{layer}'. Did you mean '{near}'?</source>
            <translation>Het project heeft geen laag '{layer}'. Bedoelt u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/request.py" />
            <source>The project has no layer '{layer}'. It has: {layers}.</source>
            <translation>Het project heeft geen laag '{layer}'. Het heeft: {layers}.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/adding.py" />
            <source>The project has no layers that a catalogue can refer to: save layers in memory to a file first.</source>
            <translation>Het project heeft geen lagen waarnaar een catalogus kan verwijzen: sla tijdelijke lagen eerst op in een bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/products/chain_report/pictures.py" />
            <source>The project of the bundle '{folder}' cannot be read: recompute the map.</source>
            <translation>Het project van de bundel '{folder}' kan niet gelezen worden: bereken de kaart opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>The rates give no prices for this service, so what building and waiting cost was not computed.</source>
            <translation>De cijfers (RATES) geven geen prijzen voor deze dienst: wat bouwen en wachten kost, is dus niet berekend.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>The regions come from a tree that joins adjoining areas by the smallest difference in index, cut where that leaves the regions most alike within (SKATER); each has at least {floor} {people}.</source>
            <translation>De regio's komen van een boom die aangrenzende gebieden verbindt volgens het kleinste verschil in index, doorgeknipt waar de regio's binnenin het meest op elkaar lijken (SKATER); elk heeft minstens {floor} {people}.</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>The request is copied: paste it into a mail.</source>
            <translation>De aanvraag is gekopieerd: plak ze in een mail.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/fetch.py" />
            <source>The requests ended without a response: see the log messages of QGIS for the reason.</source>
            <translation>De aanvragen eindigden zonder antwoord: zie Logboekmeldingen in QGIS voor de reden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>The response of {url} cannot be written to '{path}' ({reason}): make room there, or check the permissions.</source>
            <translation>Het antwoord van {url} kan niet weggeschreven worden naar '{path}' ({reason}): maak daar plaats vrij, of controleer de toegangsrechten.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>The response of {url} was cut off after {size} bytes: try again later.</source>
            <translation>Het antwoord van {url} is afgebroken na {size} bytes: probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge.py" />
            <source>The result has a layer '{id}' of its own. Give the record of that name in the catalogue another id.</source>
            <translation>Het resultaat heeft zelf een laag '{id}'. Geef het record met die naam in de catalogus een andere id.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>The result layers were removed; compute again.</source>
            <translation>De resultaatlagen zijn verwijderd; bereken opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/earlier_files.py" />
            <source>The result of an earlier run on another question in '{folder}' is kept in '{kept}'.</source>
            <translation>Het resultaat van een eerdere uitvoering met andere parameters in '{folder}' blijft behouden in '{kept}'.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>The row of the best division takes the places within reach to be divided anew each year: what is built then costs at least that.</source>
            <translation>De rij van de beste verdeling neemt aan dat de plaatsen binnen bereik elk jaar opnieuw verdeeld worden: wat dan gebouwd wordt, kost minstens zoveel.</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>The same?</source>
            <translation>Hetzelfde?</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>The sampling error of the indicators is not known, so the certainty does not take it into account.</source>
            <translation>De steekproeffout van de indicatoren is niet bekend; de zekerheid houdt er dus geen rekening mee.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/report.py" />
            <source>The separate plans of the sectors are not proven minimal: sharing may save less.</source>
            <translation>Van de afzonderlijke plannen van de sectoren is niet bewezen dat ze minimaal zijn: delen bespaart misschien minder.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wfs/harvest.py" />
            <source>The service takes long to describe its layers: the types of geometry of the last {count} of {total} are not asked for.</source>
            <translation>De dienst doet lang over het beschrijven van zijn lagen: naar het geometrietype van de laatste {count} van de {total} is niet gevraagd.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_change.py" />
            <source>The share of common ground from which two clusters are one is {share:g}: give one above 0 up to 1.</source>
            <translation>Het aandeel gemeenschappelijke grond vanaf hetwelk twee clusters dezelfde zijn, is {share:g}: geef een aandeel boven 0 tot en met 1.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>The share of false alarms that is stated under Method holds only against a map on which the same values are spread over the areas at random. No map is like that: neighbouring areas resemble each other, also without a cluster.</source>
            <translation>Het aandeel vals alarm dat bij Methode staat, geldt alleen tegenover een kaart waarop dezelfde waarden willekeurig over de gebieden verdeeld zijn. Zo is geen enkele kaart: naburige gebieden lijken op elkaar, ook zonder cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_change.py" />
            <source>The share up to which a cluster stays is {share:g}: give one from 0 up to 1, such as 0.01.</source>
            <translation>Het aandeel tot waar een cluster blijft is {share:g}: geef er een van 0 tot 1, zoals 0.01.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>The shares add up to 100 %; an indicator with a negative share works against the others. What an indicator explains alone does not add up: indicators that go together explain the same.</source>
            <translation>De aandelen zijn samen 100 %; een indicator met een negatief aandeel werkt de andere tegen. Wat een indicator alleen verklaart, mag u niet optellen: indicatoren die samengaan, verklaren hetzelfde.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>The shares in field '{field}' of layer '{layer}' add up to {total:.0%} of the envelope. Give shares from 0 to 1 that add up to 1 or less.</source>
            <translation>De aandelen in veld '{field}' van laag '{layer}' vormen samen {total:.0%} van de enveloppe. Geef aandelen van 0 tot 1 die samen hoogstens 1 zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>The shares of households in row {row} of layer '{layer}' add up to {total:.0%}. Have them add up to 100%.</source>
            <translation>De aandelen van huishoudens in rij {row} van laag '{layer}' tellen op tot {total:.0%}. Laat ze optellen tot 100%.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/chance_words.py" />
            <source>The simulated maps are less smooth than this one, so that number is rather too low: nothing can be concluded from it.</source>
            <translation>De gesimuleerde kaarten verlopen minder geleidelijk dan deze, zodat dat aantal eerder te laag is: er valt niets uit te besluiten.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/milp.py" />
            <source>The solver failed: {reason}</source>
            <translation>De rekenmotor faalde: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/variants.py" />
            <source>The source of '{record}' does not hold the field '{field}'.</source>
            <translation>De bron van '{record}' bevat het veld '{field}' niet.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/styles.py" />
            <source>The style of layer '{layer}' cannot be saved in '{path}': check that the file can be written.</source>
            <translation>De stijl van laag '{layer}' kan niet opgeslagen worden in '{path}': ga na of er naar dat bestand geschreven kan worden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/looks.py" />
            <source>The style of layer '{layer}' cannot be written to '{path}': {reason}</source>
            <translation>De stijl van laag '{layer}' kan niet naar '{path}' geschreven worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparer.py" />
            <source>The two challenges have no areas in common: compare challenges on the same units.</source>
            <translation>De twee opgaven hebben geen gebieden gemeen: vergelijk opgaven met dezelfde gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>The two maps</source>
            <translation>De twee kaarten</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>The two maps cannot be put on one scale: {reasons}.</source>
            <translation>De twee kaarten kunnen niet op één schaal gezet worden: {reasons}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>The units do not hang together: {count} separate parts are regions from the start.</source>
            <translation>De gebiedseenheden hangen niet samen: {count} losse delen zijn van bij het begin aparte regio's.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/demand/fitting.py" />
            <source>The units of '{where}' have no inhabitants, but it has {count:,.0f}. Give their totals.</source>
            <translation>De gebiedseenheden van '{where}' hebben geen inwoners, maar de gemeente heeft er {count:,.0f}. Geef de totalen van de gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/parameter_texts.py" />
            <source>The units of this bundle were the layer '{units}' of a project, which cannot be read again: make the map from a file.</source>
            <translation>De gebiedseenheden van deze bundel waren de laag '{units}' van een project, die niet opnieuw gelezen kan worden: maak de kaart vanuit een bestand.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>The value of participation is what a party adds to the effect, averaged over all orders in which the parties can join (Shapley value). Measures that the rules require are carried out whoever joins, and are nobody's contribution.</source>
            <translation>De waarde van de deelname is wat een partij aan het effect toevoegt, gemiddeld over alle volgordes waarin de partijen kunnen aansluiten (Shapleywaarde). Maatregelen die volgens de regels verplicht zijn, worden uitgevoerd wie er ook deelneemt, en zijn niemands bijdrage.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>The values are counted or measured in each area.</source>
            <translation>De waarden zijn in elk gebied geteld of gemeten.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>The values are estimated for each area and have an error; they were not counted there.</source>
            <translation>De waarden zijn voor elk gebied geschat en hebben een foutmarge; ze zijn er niet geteld.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>The values of {count} of the {total} indicators were varied too, within their sampling error; that of the others is not known.</source>
            <translation>Ook de waarden van {count} van de {total} indicatoren werden gevarieerd, binnen hun steekproeffout; die van de andere is niet bekend.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/background.py" />
            <source>The web map leaves out layer '{layer}', because {count} features would make the page slow to open.</source>
            <translation>De webkaart laat de laag '{layer}' weg, omdat de pagina met {count} objecten traag zou openen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/background.py" />
            <source>The web map leaves out {count} minor roads, because these would make the page slow to open.</source>
            <translation>De webkaart laat {count} kleinere wegen weg, omdat de pagina daarmee traag zou openen.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>The weights of the indicators are {weights}: each must be 0 or more, and one at least above 0.</source>
            <translation>De gewichten van de indicatoren zijn {weights}: elk moet 0 of meer zijn, en minstens één meer dan 0.</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <source>The workbook '{path}' cannot be written: {reason}</source>
            <translation>De werkmap '{path}' kan niet geschreven worden: {reason}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>The {most} of {count} values whose areas change most.</source>
            <translation>De {most} van {count} waarden waarvan het gebied het meest verandert.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/theme.py" />
            <source>Theme '{theme}' names the logo '{logo}', which is no existing picture. Give an {types} file, relative to the theme.</source>
            <translation>Thema '{theme}' noemt het logo '{logo}', maar die afbeelding bestaat niet. Geef een bestand van het type {types}, relatief ten opzichte van het thema.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/theme.py" />
            <source>Theme '{theme}' names the logo '{logo}', which is not in the theme's own folder: put the picture there.</source>
            <translation>Huisstijl '{theme}' noemt het logo '{logo}', dat niet in de map van de huisstijl zelf staat: zet de afbeelding daar.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/theme.py" />
            <source>Theme '{theme}': two colours of '{ramp}' differ by only {apart:.1f} (CIEDE2000) as some people see them ({vision}); {least:g} is the least that tells classes apart. Take colours that differ more in lightness.</source>
            <translation>Huisstijl '{theme}': twee kleuren van '{ramp}' verschillen maar {apart:.1f} (CIEDE2000) zoals sommige mensen ze zien ({vision}); {least:g} is het minste om klassen te onderscheiden. Neem kleuren die meer in helderheid verschillen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <location filename="../../processing/analysis/siting/problem.py" />
            <source>There are no candidates: give a layer with candidate sites.</source>
            <translation>Er zijn geen kandidaten: geef een laag met kandidaat-locaties.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/scan.py" />
            <source>There are no cases, or no inhabitants: a scan has nothing to compare.</source>
            <translation>Er zijn geen gevallen, of geen inwoners: een scan heeft niets te vergelijken.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/harvest.html" />
            <source>There are no differences with the catalogue.</source>
            <translation>Er zijn geen verschillen met de catalogus.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>There are too many parties to evaluate all orders: the values are estimated from a sample, each with a standard error.</source>
            <translation>Er zijn te veel partijen om alle volgordes door te rekenen: de waarden zijn geschat uit een steekproef, elk met een standaardfout.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>There are {count}; the {shown} with the largest budgets are shown. Here, sectors can share one action.</source>
            <translation>Het zijn er {count}; de {shown} met het grootste budget staan hier. Hier kunnen sectoren één actie delen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>There is no alternative within 1 %.</source>
            <translation>Er is geen alternatief binnen 1 %.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge.py" />
            <source>There is no challenge '{id}'. Built in are: {ids}; or give the path of a file.</source>
            <translation>Er is geen opgave '{id}'. Ingebouwd zijn: {ids}; of geef het pad van een bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge.py" />
            <source>There is no challenge '{id}'. Did you mean '{near}'? Built in are: {ids}.</source>
            <translation>Er is geen opgave '{id}'. Bedoelde u '{near}'? Ingebouwd zijn: {ids}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>There is no chosen measure in the cluster or within {metres} m.</source>
            <translation>Er is geen gekozen maatregel in de cluster of binnen {metres} m.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>There is no chosen site in the cluster or within {metres} m.</source>
            <translation>Er is geen gekozen locatie in de cluster of binnen {metres} m.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/free.py" />
            <source>There is no demand profile '{key}' (did you mean '{close}'?): give keys among {known}, or the path of a JSON file.</source>
            <translation>Er is geen profiel '{key}' (bedoelde u '{close}'?): geef sleutels uit {known}, of het pad van een JSON-bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/problem.py" />
            <source>There is no demand: every point asks for 0.</source>
            <translation>Er is geen vraag: elk punt vraagt 0.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>There is no direction '{direction}': choose high or low.</source>
            <translation>Er is geen richting '{direction}': kies high of low.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>There is no integrated map in {folder}: choose a folder with a manifest.json.</source>
            <translation>Er is geen geïntegreerde kaart in {folder}: kies een map met een manifest.json.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>There is no layer '{record}': clusters are named after the areas of the map in them.</source>
            <translation>Er is geen laag '{record}': clusters heten naar de gebieden van de kaart die erin liggen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>There is no layout '{name}'. Choose one of {names}.</source>
            <translation>Er is geen lay-out '{name}'. Kies uit {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/aggregation/measures.py" />
            <source>There is no measure '{measure}': choose one of {choices}.</source>
            <translation>Er is geen maat '{measure}': kies uit {choices}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>There is no method '{method}': choose one of {choices}.</source>
            <translation>De methode '{method}' bestaat niet: kies een van {choices}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/index.py" />
            <source>There is no normalisation '{normalisation}': choose one of {choices}.</source>
            <translation>Er is geen normalisatie '{normalisation}': kies uit {choices}.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/operations.py" />
            <source>There is no operation '{name}': choose {names}.</source>
            <translation>Er is geen bewerking '{name}': kies {names}.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/sheet.py" />
            <source>There is no paper '{paper}' in orientation '{orientation}'. Choose {papers}; {orientations}.</source>
            <translation>Er is geen papier '{paper}' met stand '{orientation}'. Kies {papers}; {orientations}.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>There is no portfolio for this ceiling: the table shows the one found before.</source>
            <translation>Voor dit plafond is er geen portefeuille: de tabel toont de vorige.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/folder.py" />
            <source>There is no store in '{path}': give the folder of a store, or make one with 'sync_store' or 'publish_layer'.</source>
            <translation>Er is geen opslag in '{path}': geef de map van een opslag, of maak er een met 'sync_store' of 'publish_layer'.</translation>
        </message>
        <message>
            <location filename="../../ui/map/panel.py" />
            <source>There is nothing to print yet: load layers, or choose an integrated map.</source>
            <translation>Er is nog niets om af te drukken: laad lagen, of kies een geïntegreerde kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>There is one figure for the whole municipality. It cannot tell areas apart and takes no part in the index.</source>
            <translation>Er is één cijfer voor de hele gemeente. Het kan gebieden niet onderscheiden en telt niet mee in de index.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>There is room for {most} maps, but there are {count} layers: the last ones are left out.</source>
            <translation>Er is plaats voor {most} kaarten, maar er zijn {count} lagen: de laatste zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>There was time for {count} of {asked} cases with other effects.</source>
            <translation>Er was tijd voor {count} van de {asked} doorrekeningen met andere effecten.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>These are the weights of the challenge.</source>
            <translation>Dit zijn de gewichten van de opgave.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>These catalogues include each other in a circle: {circle}. Take one 'includes' out.</source>
            <translation>Deze catalogussen nemen elkaar in een kring op: {circle}. Haal één 'includes' weg.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/one_scale.py" />
            <source>These two maps cannot be put on one scale: each compares its own areas. Compare ranks, not colours.</source>
            <translation>Deze twee kaarten kunnen niet op één schaal gezet worden: elke kaart vergelijkt alleen de gebieden van die kaart met elkaar. Vergelijk rangen, geen kleuren.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>These values add up to the total effect, less the {base} of required measures and of measures without a party.</source>
            <translation>Samen vormen die waarden het totale effect, zonder de {base} van verplichte maatregelen en van maatregelen zonder partij.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>These values add up to the total effect.</source>
            <translation>Samen vormen die waarden het totale effect.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/estimates/report.py" />
            <source>They are divided over single years as in the municipality, and fitted to the ages of the municipality by iterative proportional fitting (Deming and Stephan 1940); rounding keeps both totals.</source>
            <translation>Ze zijn over leeftijden per jaar verdeeld zoals in de gemeente, en met iteratief proportioneel aanpassen (Deming en Stephan 1940) aangepast aan de leeftijden van de gemeente; de afronding behoudt beide totalen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>They count as {count} indicators but say hardly more than one, with {weight} % of the weight and {share} % of the differences in the index.</source>
            <translation>Ze tellen als {count} indicatoren maar zeggen nauwelijks meer dan één, met {weight} % van het gewicht en {share} % van de verschillen in index.</translation>
        </message>
        <message>
            <location filename="../../processing/products/certainty_report.py" />
            <source>They count as {count} indicators but say hardly more than one.</source>
            <translation>Ze tellen als {count} indicatoren maar zeggen nauwelijks meer dan één.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>This browser cannot draw the map (WebGL is off). Lists, weights and sources work.</source>
            <translation>Deze browser kan de kaart niet tekenen (WebGL staat uit). Lijsten, gewichten en bronnen werken wel.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>This catalogue has no source for these layers of the challenge: {names}.</source>
            <translation>Deze catalogus heeft geen bron voor deze lagen van de opgave: {names}.</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>This catalogue is empty: add layers with the + button, or choose another catalogue.</source>
            <translation>Deze catalogus is leeg: voeg lagen toe met de knop +, of kies een andere catalogus.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>This is not a distribution key: the table says what each party adds to the effect, not what it should pay or receive.</source>
            <translation>Dit is geen verdeelsleutel: de tabel zegt wat elke partij aan het effect toevoegt, niet wat elke partij moet betalen of krijgen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>This map requires JavaScript.</source>
            <translation>Voor deze kaart is JavaScript nodig.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>This one value sets the end of the scale and compresses the scores of all other areas. Check the value, or use ranks or a target with a limit.</source>
            <translation>Die ene waarde bepaalt het einde van de schaal en drukt de scores van alle andere gebieden samen. Controleer de waarde, of werk met rangen of met een doel en een grens.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>This one value widens the standard deviation, which draws the scores of all other areas together. Check the value, or use ranks.</source>
            <translation>Die ene waarde vergroot de standaardafwijking, waardoor de scores van alle andere gebieden dichter bij elkaar komen. Controleer de waarde, of werk met rangen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/base.py" />
            <source>This requires the Python packages {missing}, which are missing from this QGIS: on Debian or Ubuntu run 'sudo apt install {packages}', elsewhere reinstall QGIS with its own installer.</source>
            <translation>Hiervoor zijn de Python-pakketten {missing} nodig, die in deze QGIS ontbreken: voer op Debian of Ubuntu 'sudo apt install {packages}' uit; installeer elders QGIS opnieuw met het eigen installatieprogramma.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>This result was computed with another catalogue: press Compute to use the present one.</source>
            <translation>Dit resultaat is berekend met een andere catalogus: druk op Berekenen om de huidige te gebruiken.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>Threads (0 = all cores)</source>
            <translation>Threads (0 = alle kernen)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Three</source>
            <translation>Drie</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>Threshold (0-100)</source>
            <translation>Drempel (0-100)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Threshold (empty: the worst 10 %)</source>
            <translation>Drempel (leeg: de 10 % slechtste)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Threshold (metres, or minutes)</source>
            <translation>Drempel (meter, of minuten)</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Tick those below that are the same.</source>
            <translation>Vink hieronder aan welke hetzelfde zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Time limit (s)</source>
            <translation>Tijdslimiet (s)</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../ui/challenge/editor.py" />
            <location filename="../../ui/challenge/properties.py" />
            <location filename="../../ui/map/form.py" />
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Title (empty: that of the project)</source>
            <translation>Titel (leeg: die van het project)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Title (empty: unchanged)</source>
            <translation>Titel (leeg: ongewijzigd)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <location filename="../../ui/challenge/properties.py" />
            <source>Title in Dutch</source>
            <translation>Titel in het Nederlands</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <location filename="../../ui/challenge/properties.py" />
            <source>Title in English</source>
            <translation>Titel in het Engels</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Title, question and rules of the challenge...</source>
            <translation>Titel, vraag en regels van de opgave...</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>To be checked</source>
            <translation>Te controleren</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Tolerance</source>
            <translation>Tolerantie</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Total</source>
            <translation>Totaal</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Total number of places</source>
            <translation>Totaal aantal plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Total of the plan in euros</source>
            <translation>Totaal van het plan in euro</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Total, area by area</source>
            <translation>Totaal, gebied per gebied</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Travel cost (metres or minutes)</source>
            <translation>Reiskost (meter of minuten)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>True number within the interval</source>
            <translation>Echte aantal binnen de marge</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/loading.py" />
            <source>Try again</source>
            <translation>Opnieuw proberen</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Try the demo city</source>
            <translation>Probeer de demostad</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Twelve</source>
            <translation>Twaalf</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>Two</source>
            <translation>Twee</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Two layers, a plan and a proposal, or two years, in the same classes.</source>
            <translation>Twee lagen, een plan en een voorstel, of twee jaren, in dezelfde klassen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/page.py" />
            <source>Two numbers, each in three classes, with a legend of nine colours.</source>
            <translation>Twee cijfers, elk in drie klassen, met een legende van negen kleuren.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>Two of the challenges have the id '{id}'. Give one of them another id.</source>
            <translation>Twee opgaven hebben de id '{id}'. Geef een van beide een andere id.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Two vintages compared</source>
            <translation>Twee jaargangen vergeleken</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wfs/harvest.py" />
            <source>Types of geometry are not known: {reason}</source>
            <translation>De soorten geometrie zijn niet bekend: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>UNIT_NAME_FIELD: give the field with the names of the areas. There are: {fields}.</source>
            <translation>UNIT_NAME_FIELD: geef het veld met de namen van de gebieden. Er zijn: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>URL is empty: give an address, a folder or a database connection.</source>
            <translation>URL is leeg: geef een adres, een map of een databankverbinding.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bbc.html" />
            <source>Uncertain classifications with the largest amounts. Enter errors in the file with corrections, which remains valid for next year's plan.</source>
            <translation>Onzekere indelingen met de grootste bedragen. Zet fouten in het bestand met correcties, dat geldig blijft voor het plan van volgend jaar.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Uncertainty</source>
            <translation>Onzekerheid</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>Unchanged</source>
            <translation>Ongewijzigd</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/matching.py" />
            <source>Under 'fields' of its record, name the column that holds the areas' keys, or correct the keys.</source>
            <translation>Noem onder 'fields' van het record de kolom met de sleutels van de gebieden, of verbeter de sleutels.</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/view.py" />
            <source>Undo:</source>
            <translation>Ongedaan maken:</translation>
        </message>
        <message>
            <location filename="../../processing/products/other_formats/workbook.py" />
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../ui/challenge/editor.py" />
            <source>Unit</source>
            <translation>Eenheid</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../resources/templates/scenarios.html" />
            <source>Units</source>
            <translation>Gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/challenge_algorithm.py" />
            <source>Units (empty: those of the challenge)</source>
            <translation>Gebiedseenheden (leeg: die van de opgave)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Units count from the value {threshold:g}.</source>
            <translation>Gebiedseenheden tellen mee vanaf de waarde {threshold:g}.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Units for the summary</source>
            <translation>Gebiedseenheden voor de samenvatting</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>Units in all plans</source>
            <translation>Gebiedseenheden in alle plannen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Units in clusters</source>
            <translation>Gebiedseenheden in clusters</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Units share places within (m)</source>
            <translation>Gebiedseenheden delen plaatsen binnen (m)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Units that are gone</source>
            <translation>Verdwenen gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Units that gain</source>
            <translation>Gebiedseenheden die winnen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Units that lose</source>
            <translation>Gebiedseenheden die verliezen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Units with access and shortage</source>
            <translation>Gebiedseenheden met bereikbaarheid en tekort</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>Units with estimates</source>
            <translation>Gebieden met schattingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>Units with inhabitants</source>
            <translation>Gebiedseenheden met inwoners</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Units with projected demand</source>
            <translation>Gebiedseenheden met de geraamde vraag</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>Units with projected demand (output of Project demand)</source>
            <translation>Gebiedseenheden met de geraamde vraag (resultaat van Toekomstige vraag ramen)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>Units with the index</source>
            <translation>Gebiedseenheden met de index</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Units with the new field</source>
            <translation>Gebiedseenheden met het nieuwe veld</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>Units with their changes</source>
            <translation>Gebiedseenheden met hun veranderingen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Units with their ranks</source>
            <translation>Gebiedseenheden met hun rang</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>Units with their type</source>
            <translation>Gebiedseenheden met hun type</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Units: field with the key</source>
            <translation>Gebiedseenheden: veld met de sleutel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/parameters.py" />
            <source>Units: field with the municipality</source>
            <translation>Gebiedseenheden: veld met de gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Units: field with the neighbourhood</source>
            <translation>Gebiedseenheden: veld met de wijk</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>Up to {last} no area lacks a whole place in the middle scenario: nothing has to be built.</source>
            <translation>Tot {last} komt geen enkel gebied in het middenscenario een hele plaats tekort: er hoeft niets gebouwd te worden.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>Update automatically</source>
            <translation>Automatisch herberekenen</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>Updated</source>
            <translation>Bijgewerkt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>Updating {count} records</source>
            <translation>{count} records bijwerken</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Upper bound</source>
            <translation>Bovengrens</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Used but not redistributed, at the request of the publishers: {layers}.</source>
            <translation>Gebruikt maar niet verder verspreid, op vraag van de uitgevers: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../ui/missing_data.py" />
            <source>Usually held by</source>
            <translation>Meestal bij</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Value of participation</source>
            <translation>Waarde van de deelname</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>Value of participation (Shapley)</source>
            <translation>Waarde van de deelname (Shapley)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Value of the objective</source>
            <translation>Waarde van het doel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/challenge/editor.py" />
            <source>Values</source>
            <translation>Waarden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>Values based on few cases</source>
            <translation>Waarden op basis van kleine aantallen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Values that differ</source>
            <translation>Waarden die verschillen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>Values that differ, and the effect on the unit</source>
            <translation>Waarden die verschillen, en het effect op de gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>Variation of weights (0-1)</source>
            <translation>Variatie van de gewichten (0–1)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <location filename="../../resources/templates/sync.html" />
            <source>Version</source>
            <translation>Versie</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>Version (0: the previous one)</source>
            <translation>Versie (0: de vorige)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Vulnerability fields (comma-separated)</source>
            <translation>Velden met kwetsbaarheid (door komma's gescheiden)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>WFS, WMS, availability, outdated, monitoring, dead links</source>
            <translation>WFS, WMS, beschikbaarheid, verouderd, bewaking, dode links</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>WORST_OFF: give NEED_FIELDS to tell who is worst off, or STATUS_FIELD to tell which sites exist.</source>
            <translation>WORST_OFF: geef NEED_FIELDS om te bepalen wie het kwetsbaarst is, of STATUS_FIELD om te bepalen welke locaties bestaan.</translation>
        </message>
        <message>
            <location filename="../../ui/map/press.py" />
            <source>Waiting for another task</source>
            <translation>Wacht op een andere taak</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Waiting until short instead of the phased plan: at least so much more (euro)</source>
            <translation>Wachten tot er een tekort is in plaats van het gefaseerde plan: minstens zoveel meer (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Waiting until short instead of the phased plan: at most so much more (euro)</source>
            <translation>Wachten tot er een tekort is in plaats van het gefaseerde plan: hoogstens zoveel meer (euro)</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>Water</source>
            <translation>Water</translation>
        </message>
        <message>
            <location filename="../../ui/map/view.py" />
            <source>Web map...</source>
            <translation>Webkaart...</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/indicator_table.py" />
            <location filename="../../resources/templates/certainty.html" />
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <location filename="../../ui/challenge/editor.py" />
            <source>Weight</source>
            <translation>Gewicht</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>Weight and direction</source>
            <translation>Weging en richting</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>Weight field</source>
            <translation>Gewichtenveld</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../processing/products/web_map/subject.py" />
            <source>Weight missing: {share} %.</source>
            <translation>Ontbrekend gewicht: {share} %.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>Weight of each sector (comma-separated)</source>
            <translation>Gewicht van elke sector (door komma's gescheiden)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>Weight of {indicator}</source>
            <translation>Gewicht van {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>Weighted mean of the need scores; compares the areas of this map with each other, unless an indicator has a target</source>
            <translation>Gewogen gemiddelde van de noodscores; vergelijkt de gebieden van deze kaart met elkaar, behalve waar een indicator een doelwaarde heeft</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/weights.py" />
            <source>Weights 'distance:{metres:g}' give {count} pairs of neighbours, too many for the memory: use a shorter distance.</source>
            <translation>De gewichten 'distance:{metres:g}' geven {count} paren buren, te veel voor het geheugen: gebruik een kortere afstand.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/weights.py" />
            <source>Weights 'knn:{k}' need more than {k} units and there are {count}: use a smaller number or 'queen'.</source>
            <translation>De gewichten 'knn:{k}' hebben meer dan {k} gebiedseenheden nodig en er zijn er {count}: gebruik een kleiner getal of 'queen'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/weights.py" />
            <source>Weights '{weights}' are not known: use 'queen' (shared borders), 'knn:8' (the 8 nearest units) or 'distance:1000' (units within 1000 metres).</source>
            <translation>De gewichten '{weights}' bestaan niet: gebruik 'queen' (gedeelde grens), 'knn:8' (de 8 dichtste gebiedseenheden) of 'distance:1000' (gebiedseenheden binnen 1000 meter).</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_methods.py" />
            <source>Weights '{weights}' make all {count} units neighbours of each other, so no unit can stand out; use fewer neighbours.</source>
            <translation>De gewichten '{weights}' maken alle {count} gebiedseenheden buren van elkaar, zodat geen enkele kan opvallen; gebruik minder buren.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>Weights of the zones, for the decay 'step'</source>
            <translation>Gewichten van de zones, voor het verval 'step'</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>Welcome to Opgavenkaart</source>
            <translation>Welkom bij Opgavenkaart</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/panel.py" />
            <source>Welcome, demo city and my municipality</source>
            <translation>Welkom, demostad en mijn gemeente</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>What became of it</source>
            <translation>Wat ermee gebeurde</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_noise.py" />
            <source>What chance makes of clusters by method '{method}' is not known: choose one of {choices}.</source>
            <translation>Wat toeval van clusters volgens methode '{method}' maakt, is niet bekend: kies een van {choices}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../ui/map/panel.py" />
            <source>What changed</source>
            <translation>Wat veranderde</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>What changed: {title}</source>
            <translation>Wat veranderde: {title}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>What if you change the weights?</source>
            <translation>Wat als u de gewichten wijzigt?</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>What is ticked is removed from your profile when you press OK in the options. It cannot be undone.</source>
            <translation>Wat aangevinkt is, wordt uit uw profiel gewist als u in de opties op OK drukt. Dat kan niet ongedaan gemaakt worden.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>What lies in the clusters</source>
            <translation>Wat er in de clusters ligt</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>What rises and falls: need on the scale of the earlier map, or rank</source>
            <translation>Wat stijgt en daalt: de nood op de schaal van de vroegere kaart, of de rang</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>What rises or falls is therefore the rank of an area among the others: an area can rise in rank while its own need fell.</source>
            <translation>Wat stijgt of daalt, is daarom de rang van een gebied tussen de andere: een gebied kan stijgen in rang terwijl de nood er daalde.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>What stands out</source>
            <translation>Wat opvalt</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>What stands out from the whole</source>
            <translation>Wat opvalt ten opzichte van het geheel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>What the indicators rest on</source>
            <translation>Waarop de indicatoren steunen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>What the indicators rest on (JSON)</source>
            <translation>Waarop de indicatoren steunen (JSON)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>What the indicators truly weigh</source>
            <translation>Wat de indicatoren werkelijk wegen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>What the indicators truly weigh cannot be computed: too few areas have a value for every indicator ({count}), or their index is the same.</source>
            <translation>Wat de indicatoren werkelijk wegen, kan niet berekend worden: te weinig gebieden hebben een waarde voor elke indicator ({count}), of hun index is gelijk.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/estimates.html" />
            <source>What was estimated</source>
            <translation>Wat geschat is</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <location filename="../../ui/challenge/clusters.py" />
            <location filename="../../ui/challenge/layers.py" />
            <source>Where</source>
            <translation>Waar</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Where an area was divided, rates are handed down and counts are divided by inhabitants on the population grid.</source>
            <translation>Waar een gebied gesplitst is, krijgt elk deel de verhoudingscijfers van het geheel, en zijn aantallen verdeeld volgens de inwoners in het bevolkingsraster.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Where an area was divided, rates are handed down and counts are divided by numbers of addresses.</source>
            <translation>Waar een gebied gesplitst is, krijgt elk deel de verhoudingscijfers van het geheel, en zijn aantallen verdeeld volgens het aantal adressen.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/loading/code_years.py" />
            <source>Where an area was divided, rates are handed down and counts are divided by surface.</source>
            <translation>Waar een gebied gesplitst is, krijgt elk deel de verhoudingscijfers van het geheel, en zijn aantallen verdeeld volgens de oppervlakte.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Where challenges overlap</source>
            <translation>Waar opgaven overlappen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Where most challenges overlap</source>
            <translation>Waar de meeste opgaven overlappen</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>Where nearly all areas change in the same direction, a change in that direction is named even if it might be chance by itself.</source>
            <translation>Waar bijna alle gebieden in dezelfde richting veranderen, wordt ook een verandering in die richting vermeld die op zichzelf toeval zou kunnen zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>Where the catalogue has a record of that id</source>
            <translation>Als de catalogus al een record met die id heeft</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>Where the need is: {title}</source>
            <translation>Waar de nood is: {title}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/one_map.py" />
            <location filename="../../processing/products/integrated_map/drawing.py" />
            <location filename="../../resources/templates/web_map.html" />
            <source>Where to begin</source>
            <translation>Waar te beginnen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Where to begin: the clusters</source>
            <translation>Waar te beginnen: de clusters</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>Where to begin: the regions</source>
            <translation>Waar te beginnen: de regio's</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Where units gain and lose</source>
            <translation>Waar gebiedseenheden winnen en verliezen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Which challenges overlap</source>
            <translation>Welke opgaven overlappen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>Which sectors the challenges draw on</source>
            <translation>Uit welke sectoren de opgaven putten</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report_paper.html" />
            <source>Who has the data</source>
            <translation>Wie de gegevens heeft</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>Why, and who has the data</source>
            <translation>Waarom, en wie de gegevens heeft</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>With</source>
            <translation>Met</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>With '{plan}' {gains} units gain and {loses} lose, against '{first}'.</source>
            <translation>Met '{plan}' winnen {gains} gebiedseenheden en verliezen er {loses}, tegenover '{first}'.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>With a larger budget the rules cannot all be satisfied, or there was no time to compute it.</source>
            <translation>Met een hoger budget kan niet aan alle regels samen voldaan worden, of er was geen tijd om dat te berekenen.</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>With effects up to 20 % off, {stays} of these measures are chosen in at least 90 % of {cases} cases.</source>
            <translation>Met effecten die tot 20 % afwijken, blijven {stays} van deze maatregelen gekozen in minstens 90 % van {cases} doorrekeningen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>With effects up to {off} % off, {stays} of the {count} chosen measures are chosen in at least {least} % of {cases} cases.</source>
            <translation>Met effecten die tot {off} % afwijken, blijven {stays} van de {count} gekozen maatregelen gekozen in minstens {least} % van {cases} doorrekeningen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/solve.py" />
            <source>With the best allocation within the threshold, {least:.0f} have no place: {moved:.0f} of the {short:.0f} could get one if others took a place farther away.</source>
            <translation>Bij de beste verdeling binnen de drempel hebben {least:.0f} mensen geen plaats: {moved:.0f} van de {short:.0f} kunnen er een krijgen als anderen een plaats verderop nemen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>With the best allocation, as many people as possible have a place within the threshold, whoever lives nearest: {least} then have none, and no allocation can do better. {moved} of the {short} without a place could get one if others took a place farther away, still within the threshold. People choose for themselves: the number says what is possible, not what will happen.</source>
            <translation>Bij de beste verdeling hebben zo veel mogelijk mensen een plaats binnen de drempel, wie ook het dichtst woont: {least} mensen hebben er dan geen, en geen enkele verdeling doet beter. {moved} van de {short} mensen zonder plaats kunnen er een krijgen als anderen een plaats verderop nemen, nog altijd binnen de drempel. Mensen kiezen zelf: het getal zegt wat mogelijk is, niet wat zal gebeuren.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/sentences.py" />
            <source>With the best division of the places within {reach:,.0f} m in a straight line, 1 place is lacking in {year} in the middle scenario: another division could solve at most {moved:,d} of the {short:,.0f} without building, if everyone takes the place that is allocated. | With the best division of the places within {reach:,.0f} m in a straight line, {count:,d} places are lacking in {year} in the middle scenario: another division could solve at most {moved:,d} of the {short:,.0f} without building, if everyone takes the place that is allocated.</source>
            <translation>Bij de beste verdeling van de plaatsen binnen {reach:,.0f} m in rechte lijn ontbreekt er in het middenscenario 1 plaats in {year}: een andere verdeling zou er hoogstens {moved:,d} van de {short:,.0f} kunnen oplossen zonder te bouwen, als iedereen de toegewezen plaats neemt. | Bij de beste verdeling van de plaatsen binnen {reach:,.0f} m in rechte lijn ontbreken er in het middenscenario {count:,d} plaatsen in {year}: een andere verdeling zou er hoogstens {moved:,d} van de {short:,.0f} kunnen oplossen zonder te bouwen, als iedereen de toegewezen plaats neemt.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>With these weights {count} of the {total} areas change rank; the clusters still follow the weights of the challenge.</source>
            <translation>Met deze gewichten veranderen {count} van de {total} gebieden van rang; de clusters volgen nog de gewichten van de opgave.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/local_statistics.py" />
            <source>With {permutations} permutations no p-value is under {floor:.2g}, too large to count among {tested} units: {units} units with that value were tested with {further} further permutations.</source>
            <translation>Met {permutations} permutaties is geen p-waarde kleiner dan {floor:.2g}, te groot om mee te tellen bij {tested} gebiedseenheden: {units} gebiedseenheden met die waarde zijn getoetst met {further} bijkomende permutaties.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_methods.py" />
            <source>With {permutations} permutations no p-value is under {smallest:.3g}, so nothing can be found at {alpha:g}: use more.</source>
            <translation>Met {permutations} permutaties ligt geen p-waarde onder {smallest:.3g}, zodat er bij {alpha:g} niets te vinden is: gebruik er meer.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>Within 1 % of the effect of the choice above.</source>
            <translation>Binnen 1 % van het effect van de keuze hierboven.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/certainty.html" />
            <source>Without</source>
            <translation>Zonder</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Without a facility within the threshold</source>
            <translation>Zonder voorziening binnen de drempel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Without a place if everyone takes the nearest free one</source>
            <translation>Zonder plaats als iedereen de dichtstbijzijnde vrije neemt</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>Without a place with the best allocation</source>
            <translation>Zonder plaats bij de beste verdeling</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <location filename="../../resources/templates/layers.html" />
            <source>Without geometry</source>
            <translation>Zonder geometrie</translation>
        </message>
        <message>
            <location filename="../../ui/missing_data.py" />
            <source>Without public data</source>
            <translation>Zonder openbare gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>Without this value the scores of the other areas would differ by {mean} points on average, and by {most} at most.</source>
            <translation>Zonder die waarde zouden de scores van de andere gebieden gemiddeld {mean} punten verschillen, en hoogstens {most}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report_paper.html" />
            <source>Without value</source>
            <translation>Zonder waarde</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>Worst unit</source>
            <translation>Slechtste gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>Worst year (places lacking then)</source>
            <translation>Slechtste jaar (tekort in dat jaar)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>Writing</source>
            <translation>Schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <location filename="../../processing/products/bundle_writing.py" />
            <source>Writing the GeoPackage</source>
            <translation>GeoPackage schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>Writing the map</source>
            <translation>Kaart schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/page.py" />
            <source>Writing the page</source>
            <translation>De pagina schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>Writing the project</source>
            <translation>Project schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <location filename="../../processing/products/bundle_writing.py" />
            <location filename="../../processing/products/chain_report/report.py" />
            <source>Writing the report</source>
            <translation>Rapport schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>Writing the version</source>
            <translation>Versie schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/products/demo_city.py" />
            <source>Writing {count} layers</source>
            <translation>{count} lagen schrijven</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>Writing {count} units</source>
            <translation>{count} gebiedseenheden schrijven</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../resources/templates/envelope.html" />
            <source>Year</source>
            <translation>Jaar</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>Yes to all</source>
            <translation>Overal ja</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Zoom in</source>
            <translation>Inzoomen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/web_map.html" />
            <source>Zoom out</source>
            <translation>Uitzoomen</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>a folder, a GeoPackage, or a PostGIS connection</source>
            <translation>een map, een GeoPackage of een PostGIS-verbinding</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_export.py" />
            <source>a layer cannot be written as SVG</source>
            <translation>een laag kan niet als SVG worden geschreven</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>a place for everyone</source>
            <translation>plaats voor iedereen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>a point on the surface of the area</source>
            <translation>een punt binnen het gebied</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>accessibility, travel time, isochrone, catchment, 2SFCA, nearest, service area</source>
            <translation>bereikbaarheid, nabijheid, reistijd, isochroon, verzorgingsgebied, 2SFCA, dichtstbijzijnde</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>according to the catalogue</source>
            <translation>volgens de catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>according to the file date</source>
            <translation>volgens de datum van het bestand</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>according to the metadata of the layer</source>
            <translation>volgens de metadata van de laag</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>according to the server's modification date</source>
            <translation>volgens de wijzigingsdatum van de server</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>according to the service</source>
            <translation>volgens de dienst</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>action</source>
            <translation>actie</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>action plan</source>
            <translation>actieplan</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>actor of unknown kind</source>
            <translation>actor van onbekende soort</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>actor with a role</source>
            <translation>actor met een rol</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>actors, network, partners, stakeholders, collaboration</source>
            <translation>actoren, netwerk, partners, belanghebbenden, samenwerking</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/session.py" />
            <source>add an indicator</source>
            <translation>indicator toevoegen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>addresses</source>
            <translation>adressen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>age unknown</source>
            <translation>ouderdom onbekend</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/estimate_population.py" />
            <source>ages, census, raking, iterative proportional fitting, small area estimation, living alone, cars</source>
            <translation>leeftijden, census, telling, schatting, IPF, alleenwonenden, auto's, kleine gebieden</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>all</source>
            <translation>alle</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>all features</source>
            <translation>alle objecten</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>all roles are filled</source>
            <translation>alle rollen zijn ingevuld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>all units above a threshold</source>
            <translation>alle gebiedseenheden boven een drempel</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>almost certainly</source>
            <translation>vrijwel zeker</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>almost certainly among the worst 10 %</source>
            <translation>vrijwel zeker bij de slechtste 10 %</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>almost certainly not</source>
            <translation>vrijwel zeker niet</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>almost certainly not among the worst 10 %</source>
            <translation>vrijwel zeker niet bij de slechtste 10 %</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>almost full (80 % or more)</source>
            <translation>bijna vol (80 % of meer)</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>among only {count} areas the test easily misses a cluster</source>
            <translation>bij slechts {count} gebieden mist de toets licht een cluster</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <source>an estimated {percent} % of the areas lie in a cluster of need</source>
            <translation>naar schatting {percent} % van de gebieden ligt in een cluster van nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <source>an estimated {percent} % of the {people} live in a cluster of need</source>
            <translation>naar schatting {percent} % van de {people} woont in een cluster van nood</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>and {count} more</source>
            <translation>en nog {count}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>and {count} more (full list in the report)</source>
            <translation>en nog {count} (volledige lijst in het rapport)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>and {count} more, all listed in the web page version of the report</source>
            <translation>en nog {count}, allemaal in het rapport als webpagina</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>area</source>
            <translation>gebied</translation>
        </message>
        <message>
            <location filename="../../ui/own_file.py" />
            <source>area (code or name)</source>
            <translation>gebied (code of naam)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>areas</source>
            <translation>gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>arithmetic mean (compensatory)</source>
            <translation>rekenkundig gemiddelde (compenseert)</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/comparer.py" />
            <source>as last computed</source>
            <translation>zoals laatst berekend</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>at least {least} of {ids}</source>
            <translation>minstens {least} van {ids}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>at most one person without a place, nearest first</source>
            <translation>hoogstens één persoon zonder plaats (dichtstbijzijnde eerst)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>at most {gap} %</source>
            <translation>hoogstens {gap} %</translation>
        </message>
        <message>
            <location filename="../../ui/planning/results.py" />
            <source>at most {gap} % below optimum</source>
            <translation>hoogstens {gap} % onder het optimum</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>at most {high} people without a place, nearest first</source>
            <translation>hoogstens {high} mensen zonder plaats (dichtstbijzijnde eerst)</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>at or above the threshold</source>
            <translation>vanaf de drempel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_atlas.py" />
            <source>atlas, booklet, print, PDF, page for each area</source>
            <translation>atlas, boekje, afdrukken, PDF, pagina per gebied</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>attribute of the unit</source>
            <translation>veld van de gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>below the threshold</source>
            <translation>onder de drempel</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>beyond the norm distance</source>
            <translation>verder dan de normafstand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>both linked to {actor}</source>
            <translation>beide werken samen met {actor}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/repair_project.py" />
            <source>broken layers, dead links, data source, new address</source>
            <translation>gebroken lagen, dode links, databron, nieuw adres</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>broker</source>
            <translation>bruggenbouwer</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_organising/recluster_bbc.py" />
            <source>budget, policy plan, municipal finance, BBC, multi-year plan, investments</source>
            <translation>budget, meerjarenplan, beleids- en beheerscyclus, BBC, gemeentefinanciën, investeringen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/allocate_envelope.py" />
            <source>budget, portfolio, optimisation, measures, knapsack, Shapley</source>
            <translation>budget, portefeuille, optimalisatie, maatregelen, rugzakprobleem, Shapley</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>budget: {euro} euro</source>
            <translation>budget: {euro} euro</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>buildings</source>
            <translation>gebouwen</translation>
        </message>
        <message>
            <location filename="../../ui/planning/pins.py" />
            <source>candidate</source>
            <translation>kandidaat</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/tree.py" />
            <source>cannot be loaded</source>
            <translation>kan niet geladen worden</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>capacity: {places} places at all sites together, {demand} demanded</source>
            <translation>capaciteit: {places} plaatsen in alle locaties samen, {demand} gevraagd</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>catalogue</source>
            <translation>catalogus</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>certificate expires soon</source>
            <translation>certificaat vervalt binnenkort</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>change, growth, shrinkage, two years, trend</source>
            <translation>verandering, groei, krimp, twee jaren, evolutie</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/geopackage.py" />
            <source>check the file</source>
            <translation>controleer het bestand</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>children aged 0 to 2</source>
            <translation>kinderen van 0 tot 2 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>children aged 3 to 5</source>
            <translation>kinderen van 3 tot 5 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>children aged 6 to 11</source>
            <translation>kinderen van 6 tot 11 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>choose a shorter name</source>
            <translation>kies een kortere naam</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>choose another location</source>
            <translation>kies een andere locatie</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/envelope.py" />
            <location filename="../../ui/planning/envelope.py" />
            <location filename="../../ui/planning/sites.py" />
            <source>chosen</source>
            <translation>gekozen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/envelope.py" />
            <source>chosen for a part</source>
            <translation>voor een deel gekozen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>chosen measure</source>
            <translation>gekozen maatregel</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>chosen site</source>
            <translation>gekozen locatie</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>circles with significantly more cases (scan)</source>
            <translation>cirkels met significant meer gevallen (scan)</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <location filename="../../processing/texts/record_words.py" />
            <source>citizens</source>
            <translation>burgers</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>city</source>
            <translation>stad</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>class {number} of {count}, from low to high</source>
            <translation>klasse {number} van {count}, van laag naar hoog</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <location filename="../../processing/sources/store/geopackage.py" />
            <source>close the program that uses the file</source>
            <translation>sluit het programma dat het bestand gebruikt</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>cluster</source>
            <translation>cluster</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>cluster of high values</source>
            <translation>cluster van hoge waarden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>cluster of low values</source>
            <translation>cluster van lage waarden</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>cluster that disappears</source>
            <translation>cluster die verdwijnt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>cluster that grows</source>
            <translation>cluster die groeit</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>cluster that shrinks</source>
            <translation>cluster die krimpt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>cluster that stays</source>
            <translation>cluster die blijft</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>cluster that stays, or changes no more than chance can explain</source>
            <translation>cluster die blijft, of niet meer verandert dan door toeval te verklaren is</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_index.py" />
            <source>composite index, multi-criteria, indicators, weights, score, priority</source>
            <translation>samengestelde index, multicriteria-analyse, indicatoren, gewichten, score, prioriteit</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/finished_layers.py" />
            <source>computed with Opgavenkaart from {layers}</source>
            <translation>berekend met Opgavenkaart uit {layers}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>current</source>
            <translation>actueel</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/card.py" />
            <source>date and update frequency unknown</source>
            <translation>datum en actualisatie niet gekend</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../processing/products/web_map/subject.py" />
            <location filename="../../ui/catalogue/card.py" />
            <source>date unknown</source>
            <translation>datum onbekend</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>dated in the future</source>
            <translation>met een datum in de toekomst</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>days</source>
            <translation>dagen</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <location filename="../../ui/settings_page.py" />
            <source>default</source>
            <translation>standaard</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>depends on the choices</source>
            <translation>hangt af van de keuzes</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>difference, compare years, two maps, vintage</source>
            <translation>verschil, jaren vergelijken, twee kaarten, jaargang</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/indicators.py" />
            <source>direction</source>
            <translation>richting</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>distance to a target</source>
            <translation>afstand tot een doel</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>distance to the nearest feature</source>
            <translation>afstand tot het dichtstbijzijnde object</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>distance to the target {target}</source>
            <translation>afstand tot het doel {target}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>does not answer</source>
            <translation>antwoordt niet</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/load_layers.py" />
            <source>download, open data, WFS, catalogue, import</source>
            <translation>downloaden, open data, WFS, catalogus, importeren</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>dropped</source>
            <translation>valt weg</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>due for update</source>
            <translation>te actualiseren</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>dwellings</source>
            <translation>woningen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/session.py" />
            <source>edit an indicator</source>
            <translation>indicator bewerken</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>edit the challenge</source>
            <translation>opgave bewerken</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>electricity connections</source>
            <translation>elektriciteitsaansluitingen</translation>
        </message>
        <message>
            <location filename="../../ui/settings_page.py" />
            <source>empty: that of the Flemish government</source>
            <translation>leeg: die van de Vlaamse overheid</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/demand.py" />
            <source>enough places until {year}</source>
            <translation>genoeg plaatsen tot {year}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_scenarios.py" />
            <source>equity, winners, losers, plans, alternatives, distribution</source>
            <translation>billijkheid, winnaars, verliezers, plannen, alternatieven, verdeling</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>estimated</source>
            <translation>geschat</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>everyone of '{sector}' served</source>
            <translation>alle vraag van '{sector}' bediend</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>everyone of '{sector}' within {metres} m</source>
            <translation>alle vraag van '{sector}' binnen {metres} m</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/create_demo_city.py" />
            <source>example, sample data, test data, try</source>
            <translation>voorbeeld, oefendata, testdata, uitproberen</translation>
        </message>
        <message>
            <location filename="../../ui/planning/pins.py" />
            <source>excluded</source>
            <translation>uitgesloten</translation>
        </message>
        <message>
            <location filename="../../ui/planning/pins.py" />
            <source>existing</source>
            <translation>bestaand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>existing and planned places</source>
            <translation>bestaande en geplande plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>existing site</source>
            <translation>bestaande locatie</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>facility</source>
            <translation>voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>facility nearby, but no place left</source>
            <translation>voorziening dichtbij, maar geen plaats meer</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>failed</source>
            <translation>mislukt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>falls in rank</source>
            <translation>daalt in rang</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>falls {count}</source>
            <translation>daalt {count}</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/tree.py" />
            <source>favourite</source>
            <translation>favoriet</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>federal government</source>
            <translation>federale overheid</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>fewer cases than elsewhere</source>
            <translation>minder gevallen dan elders</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>fewest sites for full coverage</source>
            <translation>minste locaties voor volledige dekking</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>fields are missing</source>
            <translation>velden ontbreken</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>figure of the municipality only</source>
            <translation>enkel een cijfer voor de gemeente</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>file of {date}</source>
            <translation>bestand van {date}</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>for {share} %</source>
            <translation>voor {share} %</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>fourth fifth</source>
            <translation>vierde vijfde</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/outputs.py" />
            <source>free up disk space, or choose another location</source>
            <translation>maak schijfruimte vrij, of kies een andere locatie</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/measurement.py" />
            <source>from this project</source>
            <translation>uit dit project</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>from {least:.0%} to {most:.0%} of the envelope for {field} '{value}'</source>
            <translation>van {least:.0%} tot {most:.0%} van de enveloppe voor {field} '{value}'</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>from {least:.0%} to {most:.0%} of what is spent for {field} '{value}'</source>
            <translation>van {least:.0%} tot {most:.0%} van wat besteed wordt voor {field} '{value}'</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>from {least} to {most} of {ids}</source>
            <translation>van {least} tot {most} van {ids}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>full</source>
            <translation>vol</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>function {name}</source>
            <translation>functie {name}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>gains</source>
            <translation>wint</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>gas connections</source>
            <translation>gasaansluitingen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>geometric mean (one low need lowers the index)</source>
            <translation>meetkundig gemiddelde (één lage nood verlaagt de index)</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>give one as TARGET_CRS (the CRS to work in)</source>
            <translation>geef er een op als TARGET_CRS (het CRS om in te werken)</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>gives only a part</source>
            <translation>geeft maar een deel</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>gone</source>
            <translation>verdwenen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>ground area</source>
            <translation>grondoppervlakte</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>has no places</source>
            <translation>heeft geen plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>has no source</source>
            <translation>heeft geen bron</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>has places left</source>
            <translation>heeft nog plaatsen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/causes.py" />
            <location filename="../../resources/templates/demand.html" />
            <source>high</source>
            <translation>hoog</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>high need</source>
            <translation>hoge nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>high values</source>
            <translation>hoge waarden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>high values among high neighbours (local Moran)</source>
            <translation>hoge waarden tussen hoge buren (lokale Moran)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>high values are better</source>
            <translation>hoge waarden zijn beter</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>high, among high neighbours</source>
            <translation>hoog, tussen hoge buren</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>high, among low neighbours</source>
            <translation>hoog, tussen lage buren</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>high, surrounded by high values of the second field</source>
            <translation>hoog, omgeven door hoge waarden van het tweede veld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>high, surrounded by low values of the second field</source>
            <translation>hoog, omgeven door lage waarden van het tweede veld</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>highest fifth</source>
            <translation>hoogste vijfde</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>homogeneous regions (SKATER)</source>
            <translation>homogene regio's (SKATER)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>hot spot, Gi*, LISA, Moran, SKATER, Kulldorff, regions</source>
            <translation>hotspot, Gi*, LISA, Moran, SKATER, Kulldorff, regio's</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>hot: cluster of high values; cold: cluster of low values; none: neither</source>
            <translation>hot: cluster van hoge waarden; cold: cluster van lage waarden; none: geen van beide</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>hours not known</source>
            <translation>uren niet bekend</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>households</source>
            <translation>huishoudens</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>in a cluster before and now</source>
            <translation>vroeger en nu in een cluster</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>in a cluster before, not now</source>
            <translation>vroeger in een cluster, nu niet</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>in a cluster in both cases</source>
            <translation>in beide gevallen in een cluster</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>in a cluster now, not before</source>
            <translation>nu in een cluster, vroeger niet</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <location filename="../../processing/products/web_map/words.py" />
            <source>in a cluster of need: {certainty}</source>
            <translation>in een cluster van nood: {certainty}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>in all</source>
            <translation>in totaal</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>in cluster {id}: {label}</source>
            <translation>in cluster {id}: {label}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>in no cluster in both cases</source>
            <translation>in beide gevallen in geen cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <location filename="../../resources/templates/report_paper.html" />
            <source>in place of: {indicator}</source>
            <translation>in de plaats van: {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>in region {id}: {label}</source>
            <translation>in regio {id}: {label}</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_report.py" />
            <source>in the project only</source>
            <translation>alleen in het project</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>in the same clusters, link unknown: the first {count}</source>
            <translation>in dezelfde clusters, samenwerking niet bekend: de eerste {count}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>inhabitants</source>
            <translation>inwoners</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>inhabitants aged 18 to 64</source>
            <translation>inwoners van 18 tot 64 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>inhabitants aged 65 to 79</source>
            <translation>inwoners van 65 tot 79 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>inhabitants aged 80 and over</source>
            <translation>inwoners van 80 jaar en ouder</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/integrated_map.py" />
            <source>integrated map, report, GeoPackage, project, bundle</source>
            <translation>geïntegreerde kaart, rapport, GeoPackage, project, bundel</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_clusters.py" />
            <source>intersect, several challenges, overlap, hot spots</source>
            <translation>doorsnede, meerdere opgaven, overlap, hotspots</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>invalid certificate</source>
            <translation>ongeldig certificaat</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/opendatasoft/load.py" />
            <source>it describes no fields</source>
            <translation>er zijn geen velden beschreven</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>joined sources</source>
            <translation>gekoppelde bronnen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>joins a cluster with this proposal</source>
            <translation>komt met dit voorstel in een cluster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>known</source>
            <translation>gekend</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>known link: at most {count}, those that share most clusters first</source>
            <translation>bekende samenwerking: hoogstens {count}, eerst wie de meeste clusters deelt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>landscape</source>
            <translation>liggend</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>layer</source>
            <translation>laag</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>leave</source>
            <translation>niet corrigeren</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>leaves its cluster with this proposal</source>
            <translation>valt met dit voorstel uit de cluster</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>left out</source>
            <translation>weggelaten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>length of lines</source>
            <translation>lengte van lijnen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>length of roads</source>
            <translation>weglengte</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <location filename="../../processing/products/web_map/subject.py" />
            <source>licence unknown</source>
            <translation>licentie onbekend</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>loaded from project</source>
            <translation>opgave uit project geladen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>local Moran</source>
            <translation>local Moran</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>location-allocation, p-median, MCLP, LSCP, coverage, optimal location</source>
            <translation>locatie-allocatie, p-mediaan, MCLP, LSCP, dekking, beste locatie</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>loses</source>
            <translation>verliest</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/causes.py" />
            <location filename="../../resources/templates/demand.html" />
            <source>low</source>
            <translation>laag</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>low and high scenario</source>
            <translation>laag en hoog scenario</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>low need</source>
            <translation>lage nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>low values</source>
            <translation>lage waarden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>low values are better</source>
            <translation>lage waarden zijn beter</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>low, among high neighbours</source>
            <translation>laag, tussen hoge buren</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>low, among low neighbours</source>
            <translation>laag, tussen lage buren</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>low, surrounded by high values of the second field</source>
            <translation>laag, omgeven door hoge waarden van het tweede veld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>low, surrounded by low values of the second field</source>
            <translation>laag, omgeven door lage waarden van het tweede veld</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>lowest fifth</source>
            <translation>laagste vijfde</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/histogram.py" />
            <source>lowest {low}, median {median}, highest {high}</source>
            <translation>laagste {low}, mediaan {median}, hoogste {high}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>lscp: percentage of each sector's demand within the norm distance</source>
            <translation>lscp: percentage van de vraag van elke sector binnen de normafstand</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>m</source>
            <translation>m</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>m2</source>
            <translation>m2</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>manual</source>
            <translation>manueel</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>manual: {comment}</source>
            <translation>manueel: {comment}</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>mean certainty of the areas: {certainty}</source>
            <translation>gemiddelde zekerheid van de gebieden: {certainty}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>mean of a field</source>
            <translation>gemiddelde van een veld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>mean of the areas, not weighted</source>
            <translation>gemiddelde van de gebieden, niet gewogen</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>mean per area</source>
            <translation>gemiddeld per gebied</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>mean weighted by {counted}</source>
            <translation>gemiddelde gewogen naar {counted}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>mean, area-weighted</source>
            <translation>gemiddelde, gewogen volgens oppervlakte</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>measure '{id}' is excluded</source>
            <translation>maatregel '{id}' is uitgesloten</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>measure '{id}' is required</source>
            <translation>maatregel '{id}' is verplicht</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>measured</source>
            <translation>gemeten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>median of a field</source>
            <translation>mediaan van een veld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>median of the areas</source>
            <translation>mediaan van de gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>merged sources</source>
            <translation>samengevoegde bronnen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/harvest_catalogue.py" />
            <source>metadata, CSW, DCAT, ISO 19139, geoportal, search layers</source>
            <translation>metadata, CSW, DCAT, ISO 19139, geoportaal, lagen zoeken</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>middle</source>
            <translation>midden</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>middle fifth</source>
            <translation>middelste vijfde</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>middle scenario</source>
            <translation>middenscenario</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>middle scenario; in the high scenario {count} too few</source>
            <translation>middenscenario; in het hoge scenario {count} te weinig</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/plots.py" />
            <source>middle {value}</source>
            <translation>mediaan {value}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>min-max</source>
            <translation>min-max</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>minutes</source>
            <translation>minuten</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>moderate need</source>
            <translation>matige nood</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <source>modified</source>
            <translation>gewijzigd</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>more cases than elsewhere</source>
            <translation>meer gevallen dan elders</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>more than {share} %</source>
            <translation>meer dan {share} %</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>most demand served</source>
            <translation>meeste vraag bediend</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>moved</source>
            <translation>verhuisd</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>municipality, public data, open data, start</source>
            <translation>gemeente, openbare gegevens, open data, beginnen</translation>
        </message>
        <message>
            <location filename="../../ui/expressions.py" />
            <source>name or id of the layer, or @layer; of several layers of the same name, the oldest is used</source>
            <translation>naam of id van de laag, of @layer; van meerdere lagen met dezelfde naam wordt de oudste genomen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>need falls</source>
            <translation>nood daalt</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>need rises</source>
            <translation>nood stijgt</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>needed, middle scenario</source>
            <translation>nodig, middenscenario</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>neighbourhood</source>
            <translation>wijk</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>never free when needed</source>
            <translation>nooit vrij wanneer nodig</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>new</source>
            <translation>nieuw</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/session.py" />
            <source>new challenge</source>
            <translation>nieuwe opgave</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>new cluster</source>
            <translation>nieuwe cluster</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>new site</source>
            <translation>nieuwe locatie</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>new unit</source>
            <translation>nieuwe gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/proposals.py" />
            <source>new: {indicator}, weight {after}</source>
            <translation>nieuw: {indicator}, gewicht {after}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>newest value</source>
            <translation>recentste waarde</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>newest value in the data</source>
            <translation>recentste waarde in de gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>newest value of '{field}'</source>
            <translation>recentste waarde van '{field}'</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../resources/templates/envelope.html" />
            <source>no</source>
            <translation>nee</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>no actors with a role in this challenge</source>
            <translation>geen actoren met een rol in deze opgave</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/pictures.py" />
            <source>no answer</source>
            <translation>geen antwoord</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <location filename="../../processing/planning/bbc/report.py" />
            <source>no challenge</source>
            <translation>geen opgave</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>no facility within the norm</source>
            <translation>geen voorziening binnen de norm</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>no minimum</source>
            <translation>geen minimum</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>no role in this challenge</source>
            <translation>geen rol in deze opgave</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>no value</source>
            <translation>geen waarde</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <location filename="../../ui/challenge/histogram.py" />
            <source>no values</source>
            <translation>geen waarden</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>no, only as values per area</source>
            <translation>nee, alleen als waarden per gebied</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>no, proven</source>
            <translation>nee, bewezen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>nobody in the table</source>
            <translation>niemand in de tabel</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>non-compensatory (one high need raises the index)</source>
            <translation>niet-compenserend (één hoge nood verhoogt de index)</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <location filename="../../processing/texts/record_words.py" />
            <source>non-profit</source>
            <translation>vzw</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/card.py" />
            <location filename="../../ui/challenge/editor.py" />
            <source>none</source>
            <translation>geen</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>none (roles from actors layer)</source>
            <translation>geen (rollen uit de actorenlaag)</translation>
        </message>
        <message>
            <location filename="../../resources/templates/coalition.html" />
            <source>none known</source>
            <translation>geen bekend</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>none: a region is not tested against chance</source>
            <translation>none: een regio wordt niet tegenover toeval getoetst</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>norm</source>
            <translation>norm</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>not available</source>
            <translation>niet beschikbaar</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/envelope.py" />
            <source>not chosen</source>
            <translation>niet gekozen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <location filename="../../resources/templates/chain.html" />
            <source>not known</source>
            <translation>niet bekend</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>not measured yet</source>
            <translation>nog niet gemeten</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>not ranked: too little data</source>
            <translation>niet gerangschikt: te weinig gegevens</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>not significant</source>
            <translation>niet significant</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>not up to the horizon</source>
            <translation>niet tot de horizon</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>nothing</source>
            <translation>niets</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>nothing to build</source>
            <translation>niets te bouwen</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>number of features</source>
            <translation>aantal objecten</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>number of sites: {count}</source>
            <translation>aantal locaties: {count}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>number per square kilometre</source>
            <translation>aantal per vierkante kilometer</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>objective</source>
            <translation>beleidsdoelstelling</translation>
        </message>
        <message>
            <location filename="../../ui/forgetting.py" />
            <source>of which the open project shows 1 | of which the open project shows {count}</source>
            <translation>waarvan het geopende project er 1 toont | waarvan het geopende project er {count} toont</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>one area</source>
            <translation>één gebied</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>one challenge</source>
            <translation>één opgave</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>one class</source>
            <translation>één klasse</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>one role is missing</source>
            <translation>één rol ontbreekt</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>only as values per area</source>
            <translation>alleen als waarden per gebied</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/session.py" />
            <source>open a challenge</source>
            <translation>opgave openen</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>opening hours, shared use, school building, sport hall, free hours</source>
            <translation>openingsuren, medegebruik, gedeeld gebruik, schoolgebouw, sporthal, vrije uren</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>other candidate</source>
            <translation>andere kandidaat</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>other content</source>
            <translation>andere inhoud</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>other values, no change beyond chance</source>
            <translation>andere waarden, geen verandering boven toeval</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/add_record.py" />
            <source>own data, import, Excel, CSV, spreadsheet, columns, names, codes</source>
            <translation>eigen gegevens, importeren, Excel, CSV, rekenblad, kolommen, namen, codes</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>p_median, p_center: everyone is served within the norm</source>
            <translation>p_median, p_center: iedereen wordt binnen de normafstand bediend</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>people</source>
            <translation>mensen</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>percentage points</source>
            <translation>procentpunten</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>place within the norm</source>
            <translation>plaats binnen de norm</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/outputs.py" />
            <source>policy field {code} {name}</source>
            <translation>beleidsveld {code} {name}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/project_demand.py" />
            <source>population projection, cohort, forecast, places, shortage, childcare, schools</source>
            <translation>bevolkingsprognose, cohortmodel, voorspelling, plaatsen, tekort, kinderopvang, scholen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>portrait</source>
            <translation>staand</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>possibly</source>
            <translation>misschien</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/export_map.py" />
            <source>print, layout, PDF, PNG, poster, template</source>
            <translation>afdrukken, lay-out, PDF, png, poster, sjabloon</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>private</source>
            <translation>privaat</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>probably</source>
            <translation>waarschijnlijk</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>probably not</source>
            <translation>waarschijnlijk niet</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>profit</source>
            <translation>bedrijf</translation>
        </message>
        <message>
            <location filename="../../ui/map/form.py" />
            <source>project title</source>
            <translation>titel van het project</translation>
        </message>
        <message>
            <location filename="../../ui/planning/results.py" />
            <source>proven optimal</source>
            <translation>bewezen optimaal</translation>
        </message>
        <message>
            <location filename="../../processing/texts/evidence_texts.py" />
            <source>proxy</source>
            <translation>benadering</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>public</source>
            <translation>publiek</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>publisher unknown</source>
            <translation>uitgever onbekend</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>rank</source>
            <translation>rang</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/plots.py" />
            <source>rank 1: most need</source>
            <translation>rang 1: meeste nood</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>rank {rank} of {count}</source>
            <translation>rang {rank} van {count}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>raster</source>
            <translation>raster</translation>
        </message>
        <message>
            <location filename="../../resources/templates/report.html" />
            <source>rates smoothed towards the mean</source>
            <translation>verhoudingen afgevlakt naar het gemiddelde</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/panel.py" />
            <location filename="../../ui/map/panel.py" />
            <source>read the report</source>
            <translation>het rapport lezen</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_report.py" />
            <source>redistribution not allowed</source>
            <translation>mag niet verder verspreid worden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>reference plan</source>
            <translation>referentieplan</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>refresh, update, offline copy, nightly, synchronise</source>
            <translation>verversen, bijwerken, lokale kopie, nachtelijk, synchroniseren</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/group_words.py" />
            <source>region</source>
            <translation>regio</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/session.py" />
            <source>remove an indicator</source>
            <translation>indicator verwijderen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>removed unit</source>
            <translation>verdwenen gebiedseenheid</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>report, summary, measures, coalition, sites, budget</source>
            <translation>rapport, samenvatting, maatregelen, coalitie, locaties, budget</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/repeat_bundle.py" />
            <source>reproduce, recompute, new data, update map</source>
            <translation>herhalen, herberekenen, nieuwe gegevens, kaart bijwerken</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>reproject the layer first</source>
            <translation>herprojecteer de laag eerst</translation>
        </message>
        <message>
            <location filename="../../ui/planning/pins.py" />
            <source>required</source>
            <translation>verplicht</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>required site</source>
            <translation>verplichte locatie</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>rises in rank</source>
            <translation>stijgt in rang</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>rises {count}</source>
            <translation>stijgt {count}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>runner-up</source>
            <translation>eerste vervanger</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>same content, different description</source>
            <translation>dezelfde inhoud, andere beschrijving</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>second fifth</source>
            <translation>tweede vijfde</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>serves {load}</source>
            <translation>bedient {load}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>service</source>
            <translation>dienst</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>share of the area covered</source>
            <translation>aandeel bedekte oppervlakte</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>share unknown</source>
            <translation>aandeel onbekend</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>share within a distance</source>
            <translation>aandeel binnen een afstand</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/publish_layer.py" />
            <source>share, team, version, upload, store</source>
            <translation>delen, team, versie, opslag, publiceren</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/demand.py" />
            <source>shortage already in {year}</source>
            <translation>nu al tekort ({year})</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/demand.py" />
            <source>shortage starts in {first}-{last}</source>
            <translation>tekort begint in {first}-{last}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/demand.py" />
            <source>shortage starts in {year}</source>
            <translation>tekort begint in {year}</translation>
        </message>
        <message>
            <location filename="../../processing/texts/cluster_texts.py" />
            <source>significant hot spots (Gi*)</source>
            <translation>significante hotspots (Gi*)</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>slow</source>
            <translation>traag</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>smallest maximum distance</source>
            <translation>kleinste maximale afstand</translation>
        </message>
        <message>
            <location filename="../../ui/planning/sites.py" />
            <source>smallest total distance</source>
            <translation>kleinste totale afstand</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>smooth towards the mean</source>
            <translation>afvlakken naar het gemiddelde</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>stale</source>
            <translation>verouderd</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>stays the same</source>
            <translation>blijft gelijk</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>sum of a field</source>
            <translation>som van een veld</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>tax returns</source>
            <translation>aangiften</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>the age of the oldest data behind the index is unknown</source>
            <translation>de ouderdom van de oudste gegevens achter de index is niet gekend</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>the chain</source>
            <translation>de keten</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/properties.py" />
            <source>the challenge</source>
            <translation>de opgave</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/overlay/cluster.py" />
            <source>the connection was closed</source>
            <translation>de verbinding is verbroken</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>the envelope of {amount:,.0f} euro</source>
            <translation>de enveloppe van {amount:,.0f} euro</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/words.py" />
            <source>the envelope of {amount:,.0f} euro in {year}</source>
            <translation>de enveloppe van {amount:,.0f} euro in {year}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_export.py" />
            <source>the file cannot be written</source>
            <translation>het bestand kan niet worden geschreven</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/project.py" />
            <source>the file does not exist</source>
            <translation>het bestand bestaat niet</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>the highest values of '{title}'</source>
            <translation>de hoogste waarden voor '{title}'</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>the index is highest in {areas}</source>
            <translation>de index is het hoogst in {areas}</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>the indicator</source>
            <translation>de indicator</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>the lowest values of '{title}'</source>
            <translation>de laagste waarden voor '{title}'</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>the most need</source>
            <translation>de meeste nood</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>the oldest data behind the index are {age} old</source>
            <translation>de oudste gegevens achter de index zijn {age} oud</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>the oldest data behind the index have a later date</source>
            <translation>de oudste gegevens achter de index zijn van een latere datum</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/editor.py" />
            <source>the worst value</source>
            <translation>de slechtste waarde</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>there are no data on {indicator}</source>
            <translation>er zijn geen gegevens over {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_export.py" />
            <source>there is not enough memory</source>
            <translation>er is niet genoeg geheugen</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>threshold</source>
            <translation>drempel</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/live_index.py" />
            <location filename="../../processing/cartography/looks/access.py" />
            <location filename="../../processing/cartography/looks/demand.py" />
            <location filename="../../processing/cartography/looks/need.py" />
            <location filename="../../processing/cartography/looks/sites.py" />
            <location filename="../../processing/cartography/rules.py" />
            <location filename="../../processing/products/web_map/words.py" />
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>too little data</source>
            <translation>te weinig gegevens</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>total, area-weighted</source>
            <translation>totaal, verdeeld volgens oppervlakte</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>transfer_extensive: also allocate the parts outside the units</source>
            <translation>transfer_extensive: ook de delen buiten de gebiedseenheden toewijzen</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>uncertain: may belong to a cluster</source>
            <translation>onzeker: behoort misschien tot een cluster</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_sensitivity.py" />
            <source>uncertainty, robustness, Monte Carlo, ranking, weights</source>
            <translation>onzekerheid, robuustheid, Monte Carlo, rangschikking, gewichten</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>unchanged</source>
            <translation>ongewijzigd</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/restore_version.py" />
            <source>undo, earlier version, history, roll back</source>
            <translation>ongedaan maken, vorige versie, geschiedenis, terugzetten</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/overlay_layers.py" />
            <source>union, intersect, identity, symmetrical difference, split</source>
            <translation>unie, doorsnede, identiteit, symmetrisch verschil, splitsen</translation>
        </message>
        <message>
            <location filename="../../processing/products/chain_report/pages.py" />
            <location filename="../../processing/products/integrated_map/report.py" />
            <location filename="../../processing/sources/adding/record.py" />
            <location filename="../../processing/sources/harvest/report.py" />
            <location filename="../../processing/sources/project_records.py" />
            <location filename="../../processing/texts/language.py" />
            <location filename="../../ui/catalogue/card.py" />
            <location filename="../../ui/map_tips.py" />
            <source>unknown</source>
            <translation>onbekend</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/report.py" />
            <source>up</source>
            <translation>werkt</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>update frequency unknown</source>
            <translation>actualisatie niet gekend</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/report.py" />
            <source>updated</source>
            <translation>bijgewerkt</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>used before, not now</source>
            <translation>vroeger gebruikt, nu niet</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>used now, not before</source>
            <translation>nu gebruikt, vroeger niet</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <source>vector tiles</source>
            <translation>vectortegels</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>very high need</source>
            <translation>zeer hoge nood</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>very low need</source>
            <translation>zeer lage nood</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/indicators.py" />
            <source>weight</source>
            <translation>gewicht</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/words.py" />
            <source>weighted mean of a field</source>
            <translation>gewogen gemiddelde van een veld</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>within reach of the facility</source>
            <translation>binnen bereik van de voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>within the norm distance</source>
            <translation>binnen de normafstand</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>within {cost} of the facility</source>
            <translation>binnen {cost} van de voorziening</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>without a place, nearest first; solved if others go farther</source>
            <translation>zonder plaats (dichtstbijzijnde eerst); opgelost als anderen verder gaan</translation>
        </message>
        <message>
            <location filename="../../processing/products/layer_report.py" />
            <source>written</source>
            <translation>geschreven</translation>
        </message>
        <message>
            <location filename="../../processing/texts/record_words.py" />
            <location filename="../../resources/templates/coalition.html" />
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../ui/own_file.py" />
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <location filename="../../processing/texts/averaging_texts.py" />
            <source>young people aged 12 to 17</source>
            <translation>jongeren van 12 tot 17 jaar</translation>
        </message>
        <message>
            <location filename="../../processing/texts/index_texts.py" />
            <source>z-score</source>
            <translation>z-score</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/aggregate_to_units.py" />
            <source>zonal statistics, statistical sectors, count, sum, mean, density</source>
            <translation>zonale statistiek, statistische sectoren, tellen, som, gemiddelde, dichtheid</translation>
        </message>
        <message>
            <location filename="../../ui/planning/coalition.py" />
            <source>{actors} actors, {links} known links; {roles} clusters with a role without known actor; {make} pairs share clusters without a known link: they may already know each other.</source>
            <translation>{actors} actoren, {links} bekende samenwerkingen; {roles} clusters met een rol zonder bekende actor; {make} paren delen clusters zonder bekende samenwerking: ze kennen elkaar misschien al.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>{areas}, {hectares} ha, need index {index}</source>
            <translation>{areas}, {hectares} ha, noodindex {index}</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/words.py" />
            <source>{area} stands out most in: {indicator}</source>
            <translation>{area} valt het meest op door: {indicator}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/bivariate.py" />
            <source>{arrow} more: {title}</source>
            <translation>{arrow} meer: {title}</translation>
        </message>
        <message>
            <location filename="../../ui/catalogue/chooser.py" />
            <source>{catalogue} (cannot be read at present)</source>
            <translation>{catalogue} (momenteel niet leesbaar)</translation>
        </message>
        <message>
            <location filename="../../ui/planning/envelope.py" />
            <source>{chosen} of {all} measures for {cost} euro, effect {effect} (for these estimates {sure}); 1 alternative within 1 %. | {chosen} of {all} measures for {cost} euro, effect {effect} (for these estimates {sure}); {count} alternatives within 1 %.</source>
            <translation>{chosen} van {all} maatregelen voor {cost} euro, effect {effect} (volgens deze ramingen {sure}); 1 alternatief binnen 1 %. | {chosen} van {all} maatregelen voor {cost} euro, effect {effect} (volgens deze ramingen {sure}); {count} alternatieven binnen 1 %.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>{count:,.0f} new dwellings from {first} to {last}.</source>
            <translation>{count:,.0f} nieuwe woningen van {first} tot {last}.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>{count} actions, {euro} euro; the largest:</source>
            <translation>{count} acties, {euro} euro; de grootste:</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>{count} actors have roles that the challenge does not ask for ({roles}).</source>
            <translation>{count} actoren hebben rollen die de opgave niet vraagt ({roles}).</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>{count} actors of '{layer}' have no location ({names}). Give each actor a point, or the area served.</source>
            <translation>{count} actoren van '{layer}' hebben geen locatie ({names}). Geef elke actor een punt, of het werkingsgebied.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/findings.py" />
            <source>{count} actors with a role in the challenge work in none of the clusters.</source>
            <translation>{count} actoren met een rol in de opgave werken in geen van de clusters.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>{count} amounts are absent and count as 0.</source>
            <translation>{count} bedragen ontbreken en tellen als 0.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>{count} areas</source>
            <translation>{count} gebieden</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <source>{count} areas have no ages and are not included.</source>
            <translation>{count} gebieden hebben geen leeftijden en zijn niet meegenomen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>{count} areas have no points: their people start from a point in the middle of the area.</source>
            <translation>{count} vlakken hebben geen punten: hun mensen vertrekken vanuit een punt midden in het vlak.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} areas share the highest index, {index}</source>
            <translation>{count} gebieden delen de hoogste index, {index}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>{count} candidates lie in areas to avoid or have too little potential and are not chosen.</source>
            <translation>{count} kandidaten liggen in te mijden gebied of hebben te weinig potentieel en worden niet gekozen.</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/clusters.py" />
            <source>{count} challenges overlap</source>
            <translation>{count} opgaven overlappen</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/classes.py" />
            <source>{count} classes cut where the values leave gaps (natural breaks): units in one class are alike.</source>
            <translation>{count} klassen, gesneden waar de waarden gaten laten (natuurlijke grenzen): gebiedseenheden in één klasse lijken op elkaar.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/classes.py" />
            <source>{count} classes of equal width with round limits: equal steps in colour are equal steps in value.</source>
            <translation>{count} klassen van gelijke breedte met ronde grenzen: gelijke kleurstappen zijn gelijke stappen in waarde.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/classes.py" />
            <source>{count} classes with about as many units in each: the map shows ranks, whatever the spread of the values.</source>
            <translation>{count} klassen met ongeveer evenveel gebiedseenheden in elk: de kaart toont rangen, hoe de waarden ook verspreid liggen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} clusters may stand out, led by {first}</source>
            <translation>{count} clusters springen er mogelijk uit, {first} voorop</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_collaboration/map_coalitions.py" />
            <source>{count} clusters of low values do not indicate need and are left out.</source>
            <translation>{count} clusters van lage waarden wijzen niet op nood en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>{count} clusters of {units} units.</source>
            <translation>{count} clusters van {units} gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} clusters stand out, led by {first}</source>
            <translation>{count} clusters springen eruit, {first} voorop</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} clusters with {share} % of the {people} stand out, led by {first}</source>
            <translation>{count} clusters met {share} % van de {people} springen eruit, {first} voorop</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/corrections.py" />
            <source>{count} corrections are for other municipalities.</source>
            <translation>{count} verbeteringen zijn voor andere gemeenten.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>{count} demand points are protected as the worst-off.</source>
            <translation>{count} vraagpunten worden beschermd als kwetsbaarste.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>{count} demand points cannot reach any candidate and are left out.</source>
            <translation>{count} vraagpunten kunnen geen enkele kandidaat bereiken en zijn weggelaten.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>{count} earlier clusters were split into several later ones.</source>
            <translation>{count} vroegere clusters zijn opgesplitst in meerdere latere.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>{count} excluded sites</source>
            <translation>{count} uitgesloten locaties</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/inputs.py" />
            <source>{count} existing or required sites lie in areas to avoid; they stay in the plan.</source>
            <translation>{count} bestaande of verplichte locaties liggen in te mijden gebied; ze blijven in het plan.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>{count} existing sites</source>
            <translation>{count} bestaande locaties</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/outputs.py" />
            <source>{count} facilities have no catchment.</source>
            <translation>{count} voorzieningen hebben geen verzorgingsgebied.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/content.py" />
            <source>{count} features of '{layer}' have no geometry and get no page.</source>
            <translation>{count} objecten van '{layer}' hebben geen geometrie en krijgen geen pagina.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>{count} found</source>
            <translation>{count} gevonden</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>{count} ha</source>
            <translation>{count} ha</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} homogeneous regions, with the greatest need in {place}</source>
            <translation>{count} homogene regio's, met de grootste nood in {place}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} inhabitants of {places} municipalities divided over {units} units.</source>
            <translation>{count} inwoners van {places} gemeenten verdeeld over {units} gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>{count} later clusters merge several earlier ones.</source>
            <translation>{count} latere clusters voegen meerdere vroegere samen.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>{count} links join an actor with itself and are not counted.</source>
            <translation>{count} samenwerkingen verbinden een actor met zichzelf en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/coalition/inputs.py" />
            <source>{count} links occur more than once: each pair counts once.</source>
            <translation>{count} samenwerkingen komen meer dan eens voor: elk paar telt één keer.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>{count} measures chosen, effect {effect:g}, {cost:,.0f} euro of the envelope.</source>
            <translation>{count} maatregelen gekozen, effect {effect:g}, {cost:,.0f} euro uit de enveloppe.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>{count} measures start outside the years of the envelope and cannot be chosen.</source>
            <translation>{count} maatregelen starten buiten de jaren van de enveloppe en kunnen niet gekozen worden.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>{count} measures start outside the years of the envelope and were not considered.</source>
            <translation>{count} maatregelen starten buiten de jaren van de enveloppe en kwamen niet in aanmerking.</translation>
        </message>
        <message>
            <location filename="../../processing/model/errors.py" />
            <source>{count} mistakes</source>
            <translation>{count} fouten</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>{count} months</source>
            <translation>{count} maanden</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>{count} more texts are not understood: see the field hours_trouble.</source>
            <translation>Nog {count} teksten worden niet begrepen: zie het veld hours_trouble.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/report.py" />
            <source>{count} municipalities</source>
            <translation>{count} gemeenten</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} municipalities have other totals than their units together, such as {names}: the units are scaled.</source>
            <translation>{count} gemeenten hebben een ander totaal dan hun gebiedseenheden samen, zoals {names}: de gebiedseenheden worden herschaald.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>{count} of the {total} earlier clusters hold none of the areas of '{layer}': give the areas in which they were found.</source>
            <translation>{count} van de {total} vroegere clusters bevatten geen enkel gebied van '{layer}': geef de gebieden waarin de clusters gevonden zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{count} of the {total} indicators have no data</source>
            <translation>voor {count} van de {total} indicatoren zijn er geen gegevens</translation>
        </message>
        <message>
            <location filename="../../resources/templates/demand.html" />
            <location filename="../../resources/templates/estimates.html" />
            <source>{count} of {all}</source>
            <translation>{count} van {all}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/outputs.py" />
            <source>{count} of {groups} combinations of parties cannot keep the rules and count as 0.</source>
            <translation>{count} van de {groups} combinaties van partijen kunnen de regels niet naleven en tellen als 0.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <source>{count} of {groups} combinations of parties cannot keep the rules and count as 0: a party whose measures a rule needs is worth more for that.</source>
            <translation>{count} van de {groups} combinaties van partijen kunnen de regels niet naleven en tellen als 0: een partij waarvan een regel de maatregelen nodig heeft, krijgt daardoor een hogere waarde.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>{count} of {total} buildings have no opening hours: their free hours are not known.</source>
            <translation>{count} van {total} gebouwen hebben geen openingsuren: hun vrije uren zijn niet bekend.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/first_map.py" />
            <source>{count} of {total} challenges have no map: {challenges}. The messages give the reasons; the other maps were made.</source>
            <translation>{count} van de {total} opgaven hebben geen kaart: {challenges}. De meldingen geven de redenen; de andere kaarten zijn gemaakt.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/inputs.py" />
            <source>{count} of {total} features of layer '{layer}' lie farther than {reach:g} m from the network and reach nothing.</source>
            <translation>{count} van de {total} objecten van laag '{layer}' liggen verder dan {reach:g} m van het netwerk en bereiken niets.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/sync_store.py" />
            <source>{count} of {total} records could not be brought up to date: {records}. The store keeps the last good copy of each; the messages and the report give the reasons.</source>
            <translation>{count} van de {total} records konden niet bijgewerkt worden: {records}. De opslag behoudt van elk record de laatste goede kopie; de redenen staan in de meldingen en het rapport.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>{count} of {total} records need attention: {records}. See the table and the report for the reasons.</source>
            <translation>{count} van de {total} records vragen aandacht: {records}. De redenen staan in de tabel en het rapport.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/access/outputs.py" />
            <source>{count} of {total} starting points lie in no unit.</source>
            <translation>{count} van de {total} vertrekpunten liggen in geen enkele gebiedseenheid.</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>{count} of {total} units differ in a value, index, rank or cluster.</source>
            <translation>{count} van de {total} gebiedseenheden verschillen in een waarde, index, rang of cluster.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/indexing.py" />
            <source>{count} of {total} units have too little data for an index.</source>
            <translation>{count} van de {total} gebiedseenheden hebben te weinig gegevens voor een index.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/envelope/inputs.py" />
            <source>{count} parties are not in the table of actors ({ids}).</source>
            <translation>{count} partijen staan niet in de tabel van actoren ({ids}).</translation>
        </message>
        <message>
            <location filename="../../resources/templates/scenarios.html" />
            <source>{count} plans for {units} units</source>
            <translation>{count} plannen voor {units} gebiedseenheden</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>{count} polygons repaired</source>
            <translation>{count} vlakken hersteld</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/skater.py" />
            <source>{count} regions have fewer people than asked for: they touch no other unit.</source>
            <translation>{count} regio's hebben minder mensen dan gevraagd: ze raken geen andere gebiedseenheid.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>{count} required sites</source>
            <translation>{count} verplichte locaties</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/coalition.py" />
            <source>{count} roles are missing</source>
            <translation>{count} rollen ontbreken</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>{count} rows look like totals of the table ({euro} euro) and are counted as actions: leave them out of the file if they are.</source>
            <translation>{count} rijen lijken totalen van de tabel ({euro} euro) en tellen mee als acties: laat ze weg uit het bestand als ze dat zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/programmes.py" />
            <source>{count} rows of layer '{layer}' are delivered before {first} or after {last} and are not counted.</source>
            <translation>{count} rijen van laag '{layer}' worden vóór {first} of na {last} opgeleverd en tellen niet mee.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} rows of layer '{layer}' belong to no unit and are left out.</source>
            <translation>{count} rijen van laag '{layer}' horen bij geen enkele gebiedseenheid en vallen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/bbc/plan.py" />
            <source>{count} rows without text and amounts are left out.</source>
            <translation>{count} rijen zonder tekst en bedragen vallen weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/clash.py" />
            <source>{count} rules</source>
            <translation>{count} regels</translation>
        </message>
        <message>
            <location filename="../../processing/planning/sites/report.py" />
            <source>{count} sites; {objective} = {value:.10g}; gap {gap:.2%}.</source>
            <translation>{count} locaties; {objective} = {value:.10g}; afwijking {gap:.2%}.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>{count} streets from '{record}'.</source>
            <translation>{count} straten uit '{record}'.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} units have no ages in layer '{layer}' and get no result.</source>
            <translation>{count} gebiedseenheden hebben geen leeftijden in laag '{layer}' en krijgen geen resultaat.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/weights.py" />
            <source>{count} units have no geometry, so their distance to others is unknown: leave them out.</source>
            <translation>{count} gebiedseenheden hebben geen geometrie, zodat hun afstand tot de andere onbekend is: laat ze weg.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} units have no neighbourhood in field '{field}' and stay on their own.</source>
            <translation>{count} gebiedseenheden hebben geen wijk in veld '{field}' en tellen apart.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/cluster_methods.py" />
            <source>{count} units have no neighbours with weights '{weights}': their type is 'none'.</source>
            <translation>{count} gebiedseenheden hebben geen buren met de gewichten '{weights}': hun type is 'none'.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/cluster_layers.py" />
            <source>{count} units have no number of inhabitants: they count as 0.</source>
            <translation>{count} gebiedseenheden hebben geen aantal inwoners: ze tellen als 0.</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/inputs.py" />
            <source>{count} units lie in a municipality without ages in layer '{layer}' and get no result.</source>
            <translation>{count} gebiedseenheden liggen in een gemeente zonder leeftijden in laag '{layer}' en krijgen geen resultaat.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>{count} without geometry left out</source>
            <translation>{count} zonder geometrie weggelaten</translation>
        </message>
        <message>
            <location filename="../../processing/texts/ages.py" />
            <source>{count} years</source>
            <translation>{count} jaar</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_texts.py" />
            <source>{date} ({age} old)</source>
            <translation>{date} ({age} oud)</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/atlas.py" />
            <source>{done} of {total} pages were kept from an earlier run.</source>
            <translation>{done} van {total} pagina's zijn behouden van een eerdere uitvoering.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/free.py" />
            <source>{file} holds no list 'profiles'.</source>
            <translation>{file} bevat geen lijst 'profiles'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/calendar.py" />
            <source>{file} is no calendar of holidays: it lacks '{part}'. Write it as flanders.json.</source>
            <translation>{file} is geen kalender met feestdagen: '{part}' ontbreekt. Schrijf hem zoals flanders.json.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/free.py" />
            <source>{file}: each profile has an 'id' and 'hours'.</source>
            <translation>{file}: elk profiel heeft een 'id' en 'hours'.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/opening_hours/free.py" />
            <source>{file}: the 'id' and 'hours' of a profile are texts, and its 'title' is an object with a text for 'nl' and 'en'.</source>
            <translation>{file}: 'id' en 'hours' van een profiel zijn teksten, en 'title' is een object met een tekst voor 'nl' en 'en'.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{found} ({share} % of the {people})</source>
            <translation>{found} ({share} % van de {people})</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{host} cannot be reached: {count} layers not loaded.</source>
            <translation>{host} is niet bereikbaar: {count} lagen niet geladen.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>{indicators} rank the areas almost alike (rank correlation {size}).</source>
            <translation>{indicators} rangschikken de gebieden bijna gelijk (rangcorrelatie {size}).</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>{indicators} rank the areas almost alike, or in reverse (rank correlation {size}).</source>
            <translation>{indicators} rangschikken de gebieden bijna gelijk, of net omgekeerd (rangcorrelatie {size}).</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/proposals.py" />
            <source>{indicator} left out (weight was {before})</source>
            <translation>{indicator} weggelaten (gewicht was {before})</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/proposals.py" />
            <source>{indicator}: weight {after} instead of {before}</source>
            <translation>{indicator}: gewicht {after} in plaats van {before}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/map_words.py" />
            <source>{indicator}: {here} {unit} ({averaged}: {whole})</source>
            <translation>{indicator}: {here} {unit} ({averaged}: {whole})</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/words.py" />
            <source>{indicator}: {here}{unit} ({averaged}: {whole})</source>
            <translation>{indicator}: {here}{unit} ({averaged}: {whole})</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>{indicator}: {weight} % of the weight, {share} % of the differences in the index between areas. An indicator that hardly varies weighs less than its weight; one that goes along with others weighs more. Computed over the {count} areas with a value for every indicator.</source>
            <translation>{indicator}: {weight} % van het gewicht, {share} % van de verschillen in index tussen gebieden. Een indicator die weinig varieert, weegt minder dan zijn gewicht; een indicator die met andere samengaat, weegt meer. Berekend over de {count} gebieden met een waarde voor elke indicator.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/overlay.py" />
            <source>{joined} slivers went to a neighbour and {dropped} had none and were left out: {area} m2.</source>
            <translation>{joined} splinters gingen naar een buur en {dropped} hadden er geen en vielen weg: {area} m2.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>{label}: {size} {people}, index {index}</source>
            <translation>{label}: {size} {people}, index {index}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>{layer}: list</source>
            <translation>{layer}: lijst</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/dictionary.py" />
            <source>{layer}: number</source>
            <translation>{layer}: aantal</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>{line}; stands out: {reasons}</source>
            <translation>{line}; wat opvalt: {reasons}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/words.py" />
            <source>{line}; {risk} times as many cases as elsewhere</source>
            <translation>{line}; {risk} keer zoveel gevallen als elders</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>{low} to {high}</source>
            <translation>{low} tot {high}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/sites.py" />
            <source>{low} to {high} hours a week</source>
            <translation>{low} tot {high} uur per week</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/access.py" />
            <source>{low} to {high} people without a place, nearest first</source>
            <translation>{low} tot {high} mensen zonder plaats (dichtstbijzijnde eerst)</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/looks/need.py" />
            <source>{low} to {high} {unit}</source>
            <translation>{low} tot {high} {unit}</translation>
        </message>
        <message>
            <location filename="../../processing/cartography/map_templates/small_multiples.py" />
            <source>{low} to {high}{unit}, median {middle}</source>
            <translation>{low} tot {high}{unit}, mediaan {middle}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/bundles.html" />
            <source>{most} of the {count} areas that differ: first those that changed beyond chance, the largest change on top.</source>
            <translation>{most} van de {count} gebieden die verschillen: eerst de gebieden die meer veranderden dan door toeval te verklaren is, met de grootste verandering bovenaan.</translation>
        </message>
        <message>
            <location filename="../../processing/products/atlas/words.py" />
            <source>{names} and {count} more</source>
            <translation>{names} en nog {count}</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{names} and {last}</source>
            <translation>{names} en {last}</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>{name} holds {given} values and there are {count} demand layers: give one for each, or one for all.</source>
            <translation>{name} bevat {given} waarden en er zijn {count} vraaglagen: geef er één per laag, of één voor alle.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/compare_bundles.py" />
            <source>{name} is empty: give the folder or zip that an integrated map was written to.</source>
            <translation>{name} is leeg: geef de map of zip waarin een geïntegreerde kaart geschreven is.</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/area.py" />
            <location filename="../../ui/city_field.py" />
            <source>{name} is outside Flanders.</source>
            <translation>{name} ligt buiten Vlaanderen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/facility_access.py" />
            <source>{name} is {value:g}: give a number above 0.</source>
            <translation>{name} is {value:g}: geef een getal groter dan 0.</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <source>{name} selected</source>
            <translation>{name} gekozen</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/inputs.py" />
            <source>{name}: '{layer}' is no vector layer.</source>
            <translation>{name}: '{layer}' is geen vectorlaag.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/find_shared_sites.py" />
            <source>{name}: '{word}' is no number of 0 or more.</source>
            <translation>{name}: '{word}' is geen getal van 0 of meer.</translation>
        </message>
        <message>
            <location filename="../../ui/welcome.py" />
            <source>{name}: NIS code {nis}, {width} by {height} km.</source>
            <translation>{name}: NIS-code {nis}, {width} op {height} km.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/integrated_maps/chain_report.py" />
            <source>{name}: layer '{layer}' has no field '{field}' and is therefore not the output required: {what}.</source>
            <translation>{name}: laag '{layer}' heeft geen veld '{field}' en is dus niet het gevraagde resultaat: {what}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/reach_words.py" />
            <source>{people} in the tenth of the areas with the highest index ({line} or more)</source>
            <translation>{people} in de 10 % gebieden met de hoogste index ({line} of meer)</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/reach_words.py" />
            <source>{people} in the {areas} areas with an index of {line} or more</source>
            <translation>{people} in de {areas} gebieden met een index van {line} of meer</translation>
        </message>
        <message>
            <location filename="../../resources/templates/cluster_overlay.html" />
            <source>{people} that two challenges share; on the diagonal what each has</source>
            <translation>{people} die twee opgaven delen; op de diagonaal wat elke opgave heeft</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/headline.py" />
            <source>{place} and around</source>
            <translation>{place} en omgeving</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/index_cautions.py" />
            <source>{place} and {count} other area | {place} and {count} other areas</source>
            <translation>{place} en {count} ander gebied | {place} en {count} andere gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}.recode: a number may lie both in {first} and in {second}.</source>
            <translation>{place}.recode: een getal kan zowel in {first} als in {second} liggen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}.recode: no number lies in the range {range}.</source>
            <translation>{place}.recode: in het interval {range} ligt geen enkel getal.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: 'weight_field' weighs points, and none are named. Add the key 'points'.</source>
            <translation>{place}: 'weight_field' weegt punten, en er zijn er geen genoemd. Voeg de sleutel 'points' toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: '{address}' is neither a web address (http or https) nor a file that may be opened from here: put the file beside the catalogue, or give a path on a drive of this computer.</source>
            <translation>{place}: '{address}' is geen webadres (http of https) en ook geen bestand dat van hieruit geopend mag worden: zet het bestand naast de catalogus, of geef een pad op een schijf van deze computer.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: '{address}' is not an address: check its brackets and its port.</source>
            <translation>{place}: '{address}' is geen adres: controleer de haakjes en de poort.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: '{id}' is the id of {first} already. Rename one of them.</source>
            <translation>{place}: '{id}' is al de id van {first}. Geef een van beide een andere naam.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: '{name}' is said of each of the 'parts' of a {kind}: give it there.</source>
            <translation>{place}: '{name}' hoort bij elk van de 'parts' van een {kind}: geef het daar op.</translation>
        </message>
        <message>
            <location filename="../../processing/model/ages.py" />
            <source>{place}: '{text}' is no class of ages such as 0-2, 80+ or 7.</source>
            <translation>{place}: '{text}' is geen leeftijdsklasse zoals 0-2, 80+ of 7.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>{place}: a record '{id}' stands higher in this file already; that one is used. Rename one of them.</source>
            <translation>{place}: hoger in dit bestand staat al een record '{id}'; dat wordt gebruikt. Geef een van beide een andere naam.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: a source of the kind {kind} has no 'parts'; one of the kind {kinds} has.</source>
            <translation>{place}: een bron van de soort {kind} heeft geen 'parts'; een van de soort {kinds} wel.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: a source of the kind {kind} needs two 'parts' or more.</source>
            <translation>{place}: een bron van de soort {kind} heeft twee of meer 'parts' nodig.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: a source of the kind {kind} takes no 'key': leave the key out.</source>
            <translation>{place}: een bron van de soort {kind} heeft geen 'key': laat die weg.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: another field of the result is named '{id}'. Choose another id.</source>
            <translation>{place}: een ander veld van het resultaat heet '{id}'. Kies een andere id.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: give 'key', the fields by which rows of the parts of a {kind} belong together.</source>
            <translation>{place}: geef 'key', de velden waarmee rijen van de delen van een {kind} bij elkaar horen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: give at least one of {keys}.</source>
            <translation>{place}: geef minstens een van {keys}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/catalogue.py" />
            <source>{place}: no Flemish municipality has the name or NIS code '{name}'.</source>
            <translation>{place}: geen enkele Vlaamse gemeente heeft de naam of NIS-code '{name}'.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: no weight is above 0. Give at least one indicator such a weight.</source>
            <translation>{place}: geen enkel gewicht is hoger dan 0. Geef minstens één indicator zo'n gewicht.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: nothing is proposed. Give other 'weights', or further 'indicators'.</source>
            <translation>{place}: er wordt niets voorgesteld. Geef andere gewichten ('weights'), of bijkomende indicatoren ('indicators').</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: smoothing needs a count and what to divide it by. Add the key 'denominator'.</source>
            <translation>{place}: afvlakken heeft een aantal nodig, en iets om het door te delen. Voeg de sleutel 'denominator' toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/ages.py" />
            <source>{place}: the ages {ages} are missing. Add them.</source>
            <translation>{place}: de leeftijden {ages} ontbreken. Voeg ze toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/ages.py" />
            <source>{place}: the ages {one} and {other} overlap. Have each age in one class.</source>
            <translation>{place}: de leeftijden {one} en {other} overlappen. Zet elke leeftijd in één klasse.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: the first of the parts of a {kind} cannot be optional.</source>
            <translation>{place}: het eerste deel van een {kind} kan niet facultatief zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the key '{key}' is missing.</source>
            <translation>{place}: de sleutel '{key}' ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the key '{key}' is unknown. Allowed are {allowed}.</source>
            <translation>{place}: de sleutel '{key}' is onbekend. Toegelaten zijn {allowed}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the key '{key}' is unknown. Did you mean '{near}'?</source>
            <translation>{place}: de sleutel '{key}' is onbekend. Bedoelde u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the list is too long; give {limit} or fewer.</source>
            <translation>{place}: de lijst is te lang; geef er {limit} of minder.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the list is too short; give {limit} or more.</source>
            <translation>{place}: de lijst is te kort; geef er {limit} of meer.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the measure '{measure}' does not take the key '{key}'. Leave it out.</source>
            <translation>{place}: de maat '{measure}' kent de sleutel '{key}' niet. Laat hem weg.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the measure '{measure}' needs the key '{key}'. Add it.</source>
            <translation>{place}: de maat '{measure}' heeft de sleutel '{key}' nodig. Voeg hem toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the method '{method}' compares a count with its 'denominator': name an indicator that has one under the key 'indicator'. Here those are: {known}.</source>
            <translation>{place}: de methode '{method}' vergelijkt een aantal met zijn 'denominator': noem onder de sleutel 'indicator' een indicator die er een heeft. Hier zijn dat: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the method '{method}' needs an index value (0-100) from which a unit belongs to a cluster. Add the key 'threshold'.</source>
            <translation>{place}: de methode '{method}' heeft een indexwaarde (0-100) nodig vanaf waar een gebiedseenheid bij een cluster hoort. Voeg de sleutel 'threshold' toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the method '{method}' seeks places with many cases, but of '{indicator}' low values mean need. Choose another one.</source>
            <translation>{place}: de methode '{method}' zoekt plaatsen met veel gevallen, maar bij '{indicator}' betekenen lage waarden nood. Kies een andere.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: the normalisation 'target' needs the value from which there is no need. Add the key 'target'.</source>
            <translation>{place}: de normalisatie 'target' heeft de waarde nodig vanaf waar er geen nood meer is. Voeg de sleutel 'target' toe.</translation>
        </message>
        <message>
            <location filename="../../processing/model/demography.py" />
            <source>{place}: the shares add up to {total:.0%}. Have them add up to 100%.</source>
            <translation>{place}: de aandelen tellen op tot {total:.0%}. Laat ze optellen tot 100%.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: the text is empty. Write something or leave the key out.</source>
            <translation>{place}: de tekst is leeg. Schrijf iets of laat de sleutel weg.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: there is no '{id}' in this challenge. Did you mean '{near}'?</source>
            <translation>{place}: er is geen '{id}' in deze opgave. Bedoelde u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: there is no '{id}' in this challenge. It has: {known}.</source>
            <translation>{place}: er is geen '{id}' in deze opgave. Ze heeft: {known}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/demography.py" />
            <source>{place}: there is no kind of household '{id}'.</source>
            <translation>{place}: er is geen soort huishouden '{id}'.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/map_words.py" />
            <source>{place}: {count} of {all} indicators show more need than on average</source>
            <translation>{place}: {count} van de {all} indicatoren wijzen op meer nood dan gemiddeld</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: {date} is not a day of the calendar.</source>
            <translation>{place}: {date} is geen dag van de kalender.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: {first} and {second} both say how to get the field: keep one.</source>
            <translation>{place}: {first} en {second} zeggen allebei hoe het veld gevonden wordt: behoud er een.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} does not have the form {allowed}, such as '{example}'.</source>
            <translation>{place}: {found} heeft niet de vorm {allowed}, zoals '{example}'.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is not of type {allowed}.</source>
            <translation>{place}: {found} is niet van het type {allowed}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is not one of {allowed}.</source>
            <translation>{place}: {found} is geen van {allowed}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is not one of {allowed}. Did you mean '{near}'?</source>
            <translation>{place}: {found} is geen van {allowed}. Bedoelde u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is too high; {limit} or less is allowed.</source>
            <translation>{place}: {found} is te hoog; {limit} of minder mag.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is too low; more than {limit} is allowed.</source>
            <translation>{place}: {found} is te laag; meer dan {limit} mag.</translation>
        </message>
        <message>
            <location filename="../../processing/model/schema.py" />
            <source>{place}: {found} is too low; {limit} or more is allowed.</source>
            <translation>{place}: {found} is te laag; {limit} of meer mag.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: {limit} must be above the target {target}, because high values mean need.</source>
            <translation>{place}: {limit} moet boven het doel {target} liggen, want hoge waarden betekenen nood.</translation>
        </message>
        <message>
            <location filename="../../processing/model/challenge_rules.py" />
            <source>{place}: {limit} must be below the target {target}, because low values mean need.</source>
            <translation>{place}: {limit} moet onder het doel {target} liggen, want lage waarden betekenen nood.</translation>
        </message>
        <message>
            <location filename="../../processing/model/record.py" />
            <source>{place}: {rhythm} lasts no time. Write P1Y, P6M, P1W, P1D or continuous.</source>
            <translation>{place}: {rhythm} duurt geen tijd. Schrijf P1Y, P6M, P1W, P1D of continuous.</translation>
        </message>
        <message>
            <location filename="../../processing/model/demography.py" />
            <source>{place}: {value:g} does not lie between {low:g} and {high:g}. Have the range hold the price itself.</source>
            <translation>{place}: {value:g} ligt niet tussen {low:g} en {high:g}. Zorg dat de prijs zelf binnen de marge ligt.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/multi_use_hours.py" />
            <source>{profile} ({hours}): {free:.1f} free hours per week in {count} buildings.</source>
            <translation>{profile} ({hours}): {free:.1f} vrije uren per week in {count} gebouwen.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/challenge_clusters.py" />
            <source>{rank}. {label}: {units} units, mean {mean:.6g}.</source>
            <translation>{rank}. {label}: {units} gebiedseenheden, gemiddeld {mean:.6g}.</translation>
        </message>
        <message>
            <location filename="../../processing/products/first_map/estimates.py" />
            <location filename="../../processing/products/layer_package.py" />
            <location filename="../../processing/sources/describing/folder.py" />
            <location filename="../../processing/sources/loading/load.py" />
            <location filename="../../processing/sources/store/sync.py" />
            <source>{reason}</source>
            <translation>{reason}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/bbc/gazetteer.py" />
            <source>{reason} Only the names of areas are looked for.</source>
            <translation>{reason} Enkel de namen van gebieden worden gezocht.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>{reason} The challenge is computed without this layer.</source>
            <translation>{reason} De opgave wordt zonder deze laag berekend.</translation>
        </message>
        <message>
            <location filename="../../processing/challenge/collect.py" />
            <source>{reason} The next source of this layer is tried.</source>
            <translation>{reason} De volgende bron van deze laag wordt geprobeerd.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/reading/tables.py" />
            <source>{reason} Until then the column is text.</source>
            <translation>{reason} Zolang blijft de kolom tekst.</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/report.py" />
            <source>{record} (one figure for the municipality)</source>
            <translation>{record} (één cijfer voor de gemeente)</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_data/check_services.py" />
            <source>{record}: {detail}</source>
            <translation>{record}: {detail}</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/report.py" />
            <source>{sentence}</source>
            <translation>{sentence}</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>{service}: all areas together lack {count} places in {last} (middle scenario; low {low}, high {high})</source>
            <translation>{service}: alle gebieden samen hebben in {last} {count} plaatsen te weinig (middenscenario; laag {low}, hoog {high})</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>{service}: enough places for all areas together in {last} ({scenario}), but 1 of the {all} areas lacks places | {service}: enough places for all areas together in {last} ({scenario}), but {count} of the {all} areas lack places</source>
            <translation>{service}: in {last} genoeg plaatsen voor alle gebieden samen ({scenario}), maar 1 van de {all} gebieden heeft een tekort | {service}: in {last} genoeg plaatsen voor alle gebieden samen ({scenario}), maar {count} van de {all} gebieden hebben een tekort</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>{service}: enough places in every area in {last} ({scenario}), but 1 area lacks some earlier | {service}: enough places in every area in {last} ({scenario}), but {count} areas lack some earlier</source>
            <translation>{service}: in {last} genoeg plaatsen in elk gebied ({scenario}), maar 1 gebied heeft eerder een tekort | {service}: in {last} genoeg plaatsen in elk gebied ({scenario}), maar {count} gebieden hebben eerder een tekort</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>{service}: enough places in every area until {last} ({scenario})</source>
            <translation>{service}: in elk gebied genoeg plaatsen tot {last} ({scenario})</translation>
        </message>
        <message>
            <location filename="../../processing/planning/demand/report.py" />
            <source>{service}: from {start} to {need} places needed</source>
            <translation>{service}: van {start} naar {need} plaatsen nodig</translation>
        </message>
        <message>
            <location filename="../../processing/products/compare/change_words.py" />
            <source>{share} %</source>
            <translation>{share} %</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/row.py" />
            <source>{share} % missing</source>
            <translation>{share} % ontbreekt</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>{share} % of '{sector}' within {metres} m</source>
            <translation>{share} % van '{sector}' binnen {metres} m</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>{share} % of the people live within the norm of a facility</source>
            <translation>{share} % van de mensen woont binnen de norm van een voorziening</translation>
        </message>
        <message>
            <location filename="../../resources/templates/access.html" />
            <source>{share} % of the people live within the norm of a facility; {served} of the {people} find a place</source>
            <translation>{share} % van de mensen woont binnen de norm van een voorziening; {served} van de {people} vinden er een plaats</translation>
        </message>
        <message>
            <location filename="../../processing/products/web_map/words.py" />
            <location filename="../../ui/challenge/row.py" />
            <source>{share} % of the weight</source>
            <translation>{share} % van het gewicht</translation>
        </message>
        <message>
            <location filename="../../ui/challenge/account.py" />
            <source>{share} % of the weight is missing.</source>
            <translation>{share} % van het gewicht ontbreekt.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/siting/conflicts.py" />
            <source>{share} % of the worst-off of '{sector}' within {metres} m</source>
            <translation>{share} % van de kwetsbaarsten van '{sector}' binnen {metres} m</translation>
        </message>
        <message>
            <location filename="../../processing/products/integrated_map/map_words.py" />
            <source>{size} {people}, index {index}</source>
            <translation>{size} {people}, index {index}</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>{size} {people}, {areas}, {hectares} ha, need index {index}</source>
            <translation>{size} {people}, {areas}, {hectares} ha, noodindex {index}</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/crs.py" />
            <source>{source} to {target} is accurate to about {accuracy} m: the grid file {grid} is not installed.</source>
            <translation>{source} naar {target} is nauwkeurig tot ongeveer {accuracy} m: het rasterbestand {grid} is niet geïnstalleerd.</translation>
        </message>
        <message>
            <location filename="../../processing/algorithms/smart_planning/compare_clusters.py" />
            <source>{stays} clusters stay, {grows} grow, {shrinks} shrink, {new} are new and {gone} are gone.</source>
            <translation>{stays} clusters blijven, {grows} groeien, {shrinks} krimpen, {new} zijn nieuw en {gone} zijn verdwenen.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/envelope.html" />
            <location filename="../../ui/planning/envelope.py" />
            <source>{stays} of {count}</source>
            <translation>{stays} van {count}</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} is not a valid expression ({reason}): {text}</source>
            <translation>{subject} is geen geldige expressie ({reason}): {text}</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} makes too long a text with '{function}': fill up to {widest} letters at most, and replace {replacements} times at most, by a fixed text of no more than {replaced} letters.</source>
            <translation>{subject} maakt met '{function}' een te lange tekst: vul aan tot hoogstens {widest} tekens, en vervang hoogstens {replacements} keer, door een vaste tekst van ten hoogste {replaced} tekens.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} names the field '{field}', which is not there (texts stand between single quotes). Fields: {fields}.</source>
            <translation>{subject} noemt het veld '{field}', dat er niet is (teksten staan tussen enkele aanhalingstekens). Velden: {fields}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} names the field '{field}': did you mean '{close}'?</source>
            <translation>{subject} noemt het veld '{field}': bedoelt u '{close}'?</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} uses the function '{function}', which is not allowed there; allowed are: {allowed}.</source>
            <translation>{subject} gebruikt de functie '{function}', die daar niet toegelaten is; toegelaten zijn: {allowed}.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/expressions.py" />
            <source>{subject} uses the variable '{variable}': it may only use the features' own fields.</source>
            <translation>{subject} gebruikt de variabele '{variable}': alleen de eigen velden van de objecten zijn toegelaten.</translation>
        </message>
        <message>
            <location filename="../../resources/templates/chain.html" />
            <source>{units} areas</source>
            <translation>{units} gebieden</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/local_statistics.py" />
            <source>{units} units have the smallest p-value that permutations can give, {finest:.2g}, which is too large to count among {tested} units: use 0 permutations (p-values of the normal distribution), or larger units.</source>
            <translation>{units} gebiedseenheden hebben de kleinste p-waarde die permutaties kunnen geven, {finest:.2g}, en die is te groot om mee te tellen bij {tested} gebiedseenheden: gebruik 0 permutaties (p-waarden van de normale verdeling) of grotere gebiedseenheden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/probing.py" />
            <source>{url} answers, but has no layer '{layer}' any more. It has: {layers}.</source>
            <translation>{url} antwoordt, maar heeft geen laag '{layer}' meer. De dienst heeft: {layers}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} cannot be queried: QGIS does not have this authentication configuration, or the configuration is locked. Check Settings &gt; Options &gt; Authentication.</source>
            <translation>{url} kan niet bevraagd worden: QGIS heeft die authenticatieconfiguratie niet, of de configuratie is vergrendeld. Controleer Extra &gt; Opties &gt; Authenticatie.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} cannot be trusted: the certificate is invalid ({reason}). Inform the publisher and do not send a password.</source>
            <translation>{url} is niet te vertrouwen: het certificaat is ongeldig ({reason}). Meld het aan de uitgever en stuur geen wachtwoord.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} does not answer ({reason}): check the address and the network, or try again later.</source>
            <translation>{url} antwoordt niet ({reason}): controleer het adres en het netwerk, of probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/overpass/probe.py" />
            <source>{url} does not answer as a server of Overpass does: check the address.</source>
            <translation>{url} antwoordt niet zoals een Overpass-server: controleer het adres.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} does not exist (status {status}): ask the publisher for the new address.</source>
            <translation>{url} bestaat niet (status {status}): vraag de uitgever het nieuwe adres.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} gave no complete answer within {seconds} s: try again later.</source>
            <translation>{url} gaf binnen {seconds} s geen volledig antwoord: probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/address.py" />
            <source>{url} gave {given} of the {total} descriptions that it counts.</source>
            <translation>{url} gaf {given} van de {total} beschrijvingen die er volgens de dienst zijn.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/paging.py" />
            <location filename="../../processing/sources/kinds/probing.py" />
            <source>{url} gives JSON of another kind than expected: check the address and the kind.</source>
            <translation>{url} geeft andere JSON dan verwacht: controleer het adres en het soort.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/xml_tree.py" />
            <source>{url} gives XML with more elements, or more within each other, than can be read.</source>
            <translation>{url} geeft XML met meer of dieper geneste elementen dan gelezen kunnen worden.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>{url} gives at most {cap} features and has no pages: a larger layer is incomplete.</source>
            <translation>{url} geeft hoogstens {cap} objecten en heeft geen pagina's: een grotere laag is onvolledig.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/content.py" />
            <source>{url} gives no JSON that can be read: check the address.</source>
            <translation>{url} geeft geen leesbare JSON: controleer het adres.</translation>
        </message>
        <message>
            <location filename="../../processing/qgis_io/xml_tree.py" />
            <source>{url} gives no XML that can be read: line {line}: {reason}</source>
            <translation>{url} geeft geen leesbare XML: regel {line}: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/csw.py" />
            <source>{url} gives no answer of a CSW, but '{root}'.</source>
            <translation>{url} geeft geen antwoord van een CSW, maar '{root}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wfs/harvest.py" />
            <location filename="../../processing/sources/kinds/wfs/probe.py" />
            <source>{url} gives no capabilities of a WFS, but '{root}'.</source>
            <translation>{url} geeft geen capabilities van een WFS, maar '{root}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wms.py" />
            <source>{url} gives no capabilities of a WMS, but '{root}'.</source>
            <translation>{url} geeft geen capabilities van een WMS, maar '{root}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/wmts.py" />
            <source>{url} gives no capabilities of a WMTS, but '{root}'.</source>
            <translation>{url} geeft geen capabilities van een WMTS, maar '{root}'.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/oapif/harvest.py" />
            <source>{url} gives no collections of an OGC API.</source>
            <translation>{url} geeft geen collecties van een OGC API.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/opendatasoft/harvest.py" />
            <source>{url} gives no datasets of Opendatasoft.</source>
            <translation>{url} geeft geen datasets van Opendatasoft.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/ogc_records.py" />
            <source>{url} gives no records of an OGC API.</source>
            <translation>{url} geeft geen records van een OGC API.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>{url} has moved to {new}: change it in the catalogue.</source>
            <translation>{url} is verhuisd naar {new}: pas het aan in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/ogc_records.py" />
            <source>{url} has no collection of records.</source>
            <translation>{url} heeft geen collectie van records.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/dcat.py" />
            <source>{url} holds no datasets of DCAT.</source>
            <translation>{url} bevat geen datasets van DCAT.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/recognise.py" />
            <source>{url} is no catalogue or service of a known kind: check the address, or name its KIND.</source>
            <translation>{url} is geen catalogus of dienst van een bekend soort: controleer het adres, of noem de KIND.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} is not asked, because its address does not begin with http or https: correct it.</source>
            <translation>{url} wordt niet bevraagd, omdat het adres niet met http of https begint: verbeter het.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>{url} is read as {kind}.</source>
            <translation>{url} wordt gelezen als {kind}.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} is too busy (status {status}) and asks to wait {seconds} seconds: try again later.</source>
            <translation>{url} is overbelast (status {status}) en vraagt {seconds} seconden te wachten: probeer daarna opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/harvest/harvest.py" />
            <source>{url} lists no layers: check the address and the kind.</source>
            <translation>{url} vermeldt geen lagen: controleer het adres en het soort.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} redirects endlessly: inform the publisher.</source>
            <translation>{url} verwijst eindeloos door: meld het aan de uitgever.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} refuses access (status {status}): give the id of a valid authentication configuration.</source>
            <translation>{url} weigert de toegang (status {status}): geef de id van een geldige authenticatieconfiguratie.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/kinds/arcgis/harvest.py" />
            <location filename="../../processing/sources/network/content.py" />
            <source>{url} reports an error of its own: {reason}</source>
            <translation>{url} meldt een eigen fout: {reason}</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} reports an internal error (status {status}): try again later.</source>
            <translation>{url} meldt een interne fout (status {status}): probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/content.py" />
            <source>{url} returns a web page, not data: a login may be required, or the address is that of a page about the service.</source>
            <translation>{url} geeft een webpagina, geen gegevens: misschien moet u zich aanmelden, of is het adres dat van een pagina over de dienst.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} returns more than {megabytes} MB, which is too much to read: request less at once.</source>
            <translation>{url} geeft meer dan {megabytes} MB, en dat is te veel om te lezen: vraag minder in één keer.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/describing/paging.py" />
            <location filename="../../processing/sources/kinds/dcat.py" />
            <source>{url} returns the same page again as the next page: inform the publisher.</source>
            <translation>{url} geeft dezelfde pagina opnieuw als volgende pagina: meld het aan de uitgever.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>{url} took {seconds} seconds.</source>
            <translation>{url} deed er {seconds} seconden over.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/network/sentences.py" />
            <source>{url} was not queried, because {host} did not answer earlier requests: try again later.</source>
            <translation>{url} is niet bevraagd, want {host} beantwoordde eerdere aanvragen niet: probeer later opnieuw.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/watch/watch.py" />
            <source>{url} was retired; its successor is {new}: change it in the catalogue.</source>
            <translation>{url} is stopgezet; de opvolger is {new}: pas het aan in de catalogus.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where} holds more values than can be read at once: request less at once, or divide the file.</source>
            <translation>{where} bevat meer waarden dan in één keer gelezen kunnen worden: vraag minder tegelijk, of splits het bestand.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>{where} is a manifest of format {format}, and this version of Opgavenkaart reads up to {known}: update the plugin.</source>
            <translation>{where} is een manifest van formaat {format}, en deze versie van Opgavenkaart leest tot en met {known}: werk de plug-in bij.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>{where} is no manifest of an integrated map.</source>
            <translation>{where} is geen manifest van een geïntegreerde kaart.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>{where} names measure '{id}', which is not in the layer. Add it, or leave the name out.</source>
            <translation>{where} noemt maatregel '{id}', die niet in de laag staat. Voeg ze toe, of laat de naam weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>{where} names measure '{id}', which is not in the layer. Did you mean '{near}'?</source>
            <translation>{where} noemt maatregel '{id}', die niet in de laag staat. Bedoelt u '{near}'?</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}, line {line}, column {column}: this is not valid JSON ({reason}). Look for a missing comma, quote or bracket just before that place.</source>
            <translation>{where}, regel {line}, kolom {column}: dit is geen geldige JSON ({reason}). Zoek een ontbrekende komma, aanhalingsteken of haakje net voor die plaats.</translation>
        </message>
        <message>
            <location filename="../../processing/products/bundles.py" />
            <source>{where}: 'as_of' is '{day}', which is no day.</source>
            <translation>{where}: 'as_of' is '{day}', en dat is geen dag.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}: a number has too many digits to be read.</source>
            <translation>{where}: een getal heeft te veel cijfers om te lezen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>{where}: at least {least:.0%} and at most {most:.0%} for {field} '{value}' cannot both hold. Change one of them.</source>
            <translation>{where}: minstens {least:.0%} en hoogstens {most:.0%} voor {field} '{value}' kunnen niet samen. Wijzig een van beide.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}: lists or objects are nested too deep to be read.</source>
            <translation>{where}: lijsten of objecten zijn te diep genest om te lezen.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>{where}: measure '{id}' is both required and excluded. Leave out one of the two.</source>
            <translation>{where}: maatregel '{id}' is zowel verplicht als uitgesloten. Laat een van beide weg.</translation>
        </message>
        <message>
            <location filename="../../processing/analysis/envelope/measures.py" />
            <source>{where}: no measure has '{value}' in field '{field}'. There are: {values}.</source>
            <translation>{where}: geen maatregel heeft '{value}' in veld '{field}'. Er zijn: {values}.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}: the key '{key}' occurs twice in one object. Keep one of them.</source>
            <translation>{where}: de sleutel '{key}' staat twee keer in één object. Behoud er één.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}: the number {digits} is too large.</source>
            <translation>{where}: het getal {digits} is te groot.</translation>
        </message>
        <message>
            <location filename="../../processing/model/envelope.py" />
            <source>{where}: the shares guaranteed by '{field}' add up to {total:.0%}. Lower them to 100% or less.</source>
            <translation>{where}: de gewaarborgde aandelen volgens '{field}' zijn samen {total:.0%}. Verlaag ze tot 100% of minder.</translation>
        </message>
        <message>
            <location filename="../../processing/model/files.py" />
            <source>{where}: {name} is not a JSON number. Give a number or leave the key out.</source>
            <translation>{where}: {name} is geen JSON-getal. Geef een getal of laat de sleutel weg.</translation>
        </message>
        <message>
            <location filename="../../processing/sources/store/locks.py" />
            <source>{who} on {host} is writing '{place}' at this moment, so nothing was changed: look at what they made, then try again. Where that program has stopped, remove the file '{lock}'.</source>
            <translation>{who} op {host} schrijft op dit moment in '{place}', dus is er niets gewijzigd: bekijk eerst die wijziging en probeer dan opnieuw. Is dat programma gestopt, verwijder dan het bestand '{lock}'.</translation>
        </message>
        <message>
            <location filename="../../processing/texts/certainty_texts.py" />
            <source>{word} ({percent} %)</source>
            <translation>{word} ({percent} %)</translation>
        </message>
    </context>
</TS>
