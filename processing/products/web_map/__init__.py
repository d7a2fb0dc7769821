"""A bundle as a web map: a folder that opens from disk or from any web server, and asks nothing of the outside."""
