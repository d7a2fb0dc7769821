"""Small layers and records for tests."""

from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
from opgavenkaart.processing.model.text import Text
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer


def memory_layer(geometry: str, rows: list[tuple], fields: str = "", crs: str = "EPSG:31370", name: str = "laag") -> QgsVectorLayer:
    """Return a layer of QGIS's memory provider.

    ``rows`` are (WKT or None, value, value ...); ``fields`` are the provider's own, such as ``n:integer,naam:string``.
    """
    columns = "".join(f"&field={field}" for field in fields.split(",") if field)
    layer = QgsVectorLayer(f"{geometry}?crs={crs}{columns}", name, "memory")
    features = []
    for wkt, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.isValid() and layer.dataProvider().addFeatures(features)[0]
    return layer


def record(kind: str, path="", layer: str = "", *, id: str = "proef", auth: str = "", options: dict | None = None, **more) -> LayerRecord:
    """Return a record with a source, and whatever else it takes."""
    facts = {"geometry": "point", "title": Text("Proef", "Trial"), "publisher": Publisher("Stad", "city")}
    return LayerRecord(id=id, source=Source(kind, str(path), layer, auth, options or {}), **(facts | more))


class Heard(Progress):
    """Progress that keeps what it is told, and cancels at its nth check."""

    def __init__(self, cancel_after: int | None = None):
        self.notes, self.warnings, self.checks, self.cancel_after = [], [], 0, cancel_after

    def note(self, text, **values):
        self.notes.append(OpgaveError(text, **values).sentence())

    def warn(self, text, **values):
        self.warnings.append(OpgaveError(text, **values).sentence())

    def check(self):
        self.checks += 1
        if self.cancel_after is not None and self.checks > self.cancel_after:
            raise Cancelled()
