"""The map dock: any project or bundle on paper, as an atlas or on the web, and bundles that were made before."""
