"""The atlas of a bundle: a page for each cluster, neighbourhood or unit."""
