"""Expression functions: the age and the source of a layer of the project, for labels, titles and map tips."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsExpressionFunction

from ..processing.bridge.language import tr
from .layer_ages import LayerAges, source_words

GROUP = "Opgavenkaart"


class LayerFunction(QgsExpressionFunction):
    """A function of one layer, by its name or id.

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
        one = self.ages.find(str(values[0]))
        return None if one is None else self.answer(one)

    def usesGeometry(self, node):
        return False

    def referencedColumns(self, node):
        return set()


class Expressions:
    """Registers the functions; expressions know them while the plugin is loaded."""

    def __init__(self, ages: LayerAges):
        self.ages = ages
        self.functions: list[LayerFunction] = []

    def load(self) -> None:
        """Register them."""
        age = tr("<p>Age in days of a layer of the project, by its name or id; NULL where it has no date.</p><p>opgave_age('Parks')</p>")
        source = tr("<p>Publisher, date and licence of a layer of the project, by its name or id.</p><p>opgave_source(@layer_id)</p>")
        self.functions = [
            LayerFunction("opgave_age", age, self.ages, lambda one: one.days),
            LayerFunction("opgave_source", source, self.ages, source_words),
        ]
        for function in self.functions:
            QgsExpression.registerFunction(function)

    def unload(self) -> None:
        """Take them back; QGIS still looks at them while it does."""
        for function in self.functions:
            QgsExpression.unregisterFunction(function.name())
        self.functions = []
