"""Filters in files that came from elsewhere: QGIS expressions that can only look at a feature's own values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import numpy as np
from qgis.core import QgsExpression, QgsExpressionContext, QgsFeature, QgsFeatureRequest, QgsField, QgsFields, QgsGeometry

from ..analysis.features import Features
from ..model.errors import OpgaveError
from ..model.files import RESOURCES
from ..model.text import Text, did_you_mean
from .columns import is_null, qgis_values
from .repair import qgis_geometry


def literal(text: str) -> str:
    """Return a text that QGIS shows as it is: titles in files from elsewhere hold no expressions to work out."""
    return text.replace("[%", "[ %")


@cache
def allowed_functions() -> frozenset[str]:
    """Return the functions that a filter may use: none reads files, layers, variables or settings, none evaluates text."""
    document = json.loads((RESOURCES / "schemas" / "filter_functions.json").read_text(encoding="utf-8"))
    return frozenset(name for group in document["functions"].values() for name in group)


def check_filter(text: str, fields: Sequence[str] | None, where: str | Text) -> None:
    """Check that a filter is well-formed, harmless and about fields that exist; an empty one is.

    Parameters
    ----------
    text : str
        A QGIS expression.
    fields : sequence of str or None
        The fields it may name; None where they are not known yet.
    where : str or Text
        What the user calls the filter's place: the title of an indicator or layer.

    Raises
    ------
    OpgaveError
        With what is wrong and what is allowed.
    """
    if not text.strip():
        return
    expression = QgsExpression(text)
    if expression.hasParserError():
        raise OpgaveError(
            "The filter of '{where}' is not a valid expression ({reason}): {text}",
            where=where,
            reason=expression.parserErrorString().strip().splitlines()[0],
            text=text,
        )
    check_functions(expression, where)
    if fields is not None:
        check_columns(expression, fields, where)


def check_functions(expression: QgsExpression, where: str | Text) -> None:
    """Check that only functions on the list are used, and no variables."""
    variables = sorted(expression.referencedVariables())
    if variables:
        raise OpgaveError(
            "The filter of '{where}' uses the variable '{variable}': a filter may only use the features' own fields.",
            where=where,
            variable=f"@{variables[0]}" if variables[0] else "var(...)",
        )
    refused = sorted(expression.referencedFunctions() - allowed_functions())
    if refused:
        raise OpgaveError(
            "The filter of '{where}' uses the function '{function}', which is not allowed in a filter; allowed are: {allowed}.",
            where=where,
            function=refused[0],
            allowed=", ".join(sorted(allowed_functions())),
        )


def check_columns(expression: QgsExpression, fields: Sequence[str], where: str | Text) -> None:
    """Check that every field is there, written as the layer writes it."""
    for name in sorted(expression.referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES}):
        if name in fields:
            continue
        close = did_you_mean(name, fields)
        if close:
            raise OpgaveError(
                "The filter of '{where}' names the field '{field}': did you mean '{close}'?", where=where, field=name, close=close
            )
        raise OpgaveError(
            "The filter of '{where}' names the field '{field}', which is not there (texts stand between single quotes). Fields: {fields}.",
            where=where,
            field=name,
            fields=", ".join(fields) or "none",
        )


def filter_mask(features: Features, text: str) -> np.ndarray:
    """Return for which features a QGIS expression holds (bool, shape (n,)); an empty expression holds for all.

    The expression is evaluated once for every different combination of the values it looks at.

    Raises
    ------
    OpgaveError
        When the expression cannot be evaluated.
    """
    if not text.strip():
        return np.ones(len(features), dtype=bool)
    expression = QgsExpression(text)
    names = [name for name in features.table if name in expression.referencedColumns()]
    if expression.needsGeometry() or not names:
        groups, firsts = np.arange(len(features)), np.arange(len(features))
    else:
        groups = features.table.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
        _, firsts = np.unique(groups, return_index=True)
    return evaluate(expression, features, names, firsts)[groups]


def evaluate(expression: QgsExpression, features: Features, names: Sequence[str], rows: np.ndarray) -> np.ndarray:
    """Return whether the expression holds for each of the ``rows`` (bool), seen from the fields ``names``."""
    fields = QgsFields()
    for name in names:
        fields.append(QgsField(name))
    context = QgsExpressionContext()
    context.setFields(fields)
    expression.prepare(context)
    feature = QgsFeature(fields)
    result = np.empty(len(rows), dtype=bool)
    columns = [qgis_values(features.table[name].iloc[rows]) for name in names]
    for place, row in enumerate(rows):
        feature.setAttributes([column[place] for column in columns])
        if expression.needsGeometry():
            shape = features.geometry[row]
            feature.setGeometry(QgsGeometry() if shape is None else qgis_geometry(shape))
        context.setFeature(feature)
        result[place] = holds(expression, context, features.name)
    return result


def holds(expression: QgsExpression, context: QgsExpressionContext, layer: str) -> bool:
    """Whether an expression is true, as a QGIS filter takes it: NULL is not."""
    value = expression.evaluate(context)
    if expression.hasEvalError():
        raise OpgaveError(
            "The filter '{text}' fails on layer '{layer}': {reason}.",
            text=expression.expression(),
            layer=layer,
            reason=expression.evalErrorString().rstrip("."),
        )
    return not is_null(value) and bool(value)
