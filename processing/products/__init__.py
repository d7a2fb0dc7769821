"""What is handed out: maps, reports, atlas, web map, bundles, files for other programs."""
