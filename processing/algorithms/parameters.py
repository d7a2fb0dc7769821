"""Parameters in a line each, for algorithms that have many of them."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..model import contract
from ..texts.language import LANGUAGES, tr

SHAPES, TABLE = QgsProcessing.SourceType.TypeVectorAnyGeometry, QgsProcessing.SourceType.TypeVector
POINTS, LINES, POLYGONS = (
    QgsProcessing.SourceType.TypeVectorPoint,
    QgsProcessing.SourceType.TypeVectorLine,
    QgsProcessing.SourceType.TypeVectorPolygon,
)
NUMERIC, WORDS, ANY = (
    QgsProcessingParameterField.DataType.Numeric,
    QgsProcessingParameterField.DataType.String,
    QgsProcessingParameterField.DataType.Any,
)


def layer(name: str, label: str, kind: QgsProcessing.SourceType = SHAPES, optional: bool = False) -> QgsProcessingParameterFeatureSource:
    """Return a layer to read."""
    return QgsProcessingParameterFeatureSource(name, label, [kind], optional=optional)


def field(
    name: str, label: str, of: str, kind: QgsProcessingParameterField.DataType = ANY, several: bool = False
) -> QgsProcessingParameterField:
    """Return a field of the layer that parameter ``of`` names; none has to be chosen."""
    return QgsProcessingParameterField(name, label, None, of, kind, several, optional=True)


def number(
    name: str, label: str, default: float | None, least: float | None = None, most: float | None = None, whole: bool = False
) -> QgsProcessingParameterNumber:
    """Return a number between two bounds; one without default may stay empty."""
    kind = QgsProcessingParameterNumber.Type.Integer if whole else QgsProcessingParameterNumber.Type.Double
    parameter = QgsProcessingParameterNumber(name, label, kind, default, default is None)
    if least is not None:
        parameter.setMinimum(least)
    if most is not None:
        parameter.setMaximum(most)
    return parameter


def words(name: str, label: str, default: str = "") -> QgsProcessingParameterString:
    """Return a line of text, which may stay empty."""
    return QgsProcessingParameterString(name, label, default, False, True)


def choice(name: str, label: str, keys: tuple[str, ...], default: str = "") -> QgsProcessingParameterEnum:
    """Return a choice between text keys; the first one unless another is the default."""
    return QgsProcessingParameterEnum(name, label, list(keys), False, default or keys[0], False, True)


def switch(name: str, label: str) -> QgsProcessingParameterBoolean:
    """Return what is off unless someone turns it on."""
    return QgsProcessingParameterBoolean(name, label, False)


def further_output(name: str, label: str, kind: QgsProcessing.SourceType) -> QgsProcessingParameterFeatureSink:
    """Return an output that is only made where one asks for it."""
    return QgsProcessingParameterFeatureSink(name, label, kind, None, True, False)


def add_age_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    """Add the outputs that say which layer is the oldest of several and how old it is; `qgis_io.oldest_source` fills them."""
    algorithm.addOutput(QgsProcessingOutputString(contract.OLDEST_LAYER, tr("Oldest layer used")))
    algorithm.addOutput(QgsProcessingOutputString(contract.OLDEST_DATE, tr("Data date of the oldest layer")))


def report_parameter() -> QgsProcessingParameterFileDestination:
    """Return the parameter REPORT: an HTML file that is only written where one is asked for."""
    return QgsProcessingParameterFileDestination(
        contract.REPORT, tr("Report"), tr("HTML files (*.html)"), None, optional=True, createByDefault=False
    )


def language_parameter(text: str) -> QgsProcessingParameterEnum:
    """Return the parameter LANGUAGE: Dutch unless another is chosen."""
    return choice(contract.LANGUAGE, text, LANGUAGES)
