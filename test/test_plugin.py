from opgavenkaart import classFactory
from qgis.core import QgsApplication


def test_provider_comes_and_goes_with_the_plugin(qgis_app):
    plugin = classFactory(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().providerById("opgavenkaart")
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("opgavenkaart") is None
