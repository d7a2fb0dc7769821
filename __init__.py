"""Opgavenkaart: challenge maps for cities, as a QGIS plugin."""


def classFactory(iface):
    """Return the plugin; QGIS calls this with its interface, or with None when there is no window."""
    from .plugin import OpgavenkaartPlugin

    return OpgavenkaartPlugin(iface)
