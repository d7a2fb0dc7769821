"""Expression functions: the age and the source of a layer of the project, for labels, titles and map tips."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsExpressionFunction, QgsMapLayer

from ..processing.texts.language import tr
from .layer_ages import LayerAges, source_words

GROUP = "Opgavenkaart"


class LayerFunction(QgsExpressionFunction):
    """A function of one layer: `@layer` itself, its id or its name. NULL for what is no layer of the project.

    Parameters
    ----------
    name, help_text : str
    answer : callable
        Takes what is known of the layer.
    """

    def __init__(self, name: str, help_text: str, ages: LayerAges, answer):
        super().__init__(name, 1, GROUP, help_text)
        self.ages, self.answer = ages, answer

    def func(self, values, context, parent, node):
        given = values[0]
        one = self.ages.find(given.id() if isinstance(given, QgsMapLayer) else str(given))
        return None if one is None else self.answer(one)

    def usesGeometry(self, node):
        return False

    def referencedColumns(self, node):
        return set()


def help_text(name: str, description: str, example: str) -> str:
    """Return what the expression builder shows of a function, in the form of QGIS's own."""
    layer, argument = tr("layer"), tr("name or id of the layer, or @layer; of several layers of the same name, the oldest is used")
    return (
        f"<h3>{tr('function {name}').format(name=name)}</h3><p>{description}</p>"
        f"<h4>{tr('Syntax')}</h4><p><code>{name}(<i>{layer}</i>)</code></p>"
        f"<h4>{tr('Argument')}</h4><p><i>{layer}</i>: {argument}</p>"
        f"<h4>{tr('Example')}</h4><p><code>{name}({example})</code></p>"
    )


class Expressions:
    """Registers the functions; expressions know them while the plugin is loaded."""

    def __init__(self, ages: LayerAges):
        self.ages = ages
        self.functions: list[LayerFunction] = []

    def load(self) -> None:
        """Register them."""
        age = tr("Age of a layer of the project in days; NULL if the layer has no date, or if the project has no such layer.")
        source = tr("Publisher, date and licence of a layer of the project in words; NULL if the project has no such layer.")
        self.functions = [
            LayerFunction("opgave_age", help_text("opgave_age", age, tr("'Parks'")), self.ages, lambda one: one.days),
            LayerFunction("opgave_source", help_text("opgave_source", source, "@layer"), self.ages, source_words),
        ]
        for function in self.functions:
            QgsExpression.registerFunction(function)

    def unload(self) -> None:
        """Take them back; QGIS still looks at them while it does."""
        for function in self.functions:
            QgsExpression.unregisterFunction(function.name())
        self.functions = []
