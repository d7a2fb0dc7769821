"""Filters and computed fields in files that came from elsewhere: QGIS expressions that can only look at a feature's own values."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from pandas.api.types import infer_dtype
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionNode,
    QgsExpressionNodeBinaryOperator,
    QgsExpressionNodeColumnRef,
    QgsExpressionNodeCondition,
    QgsExpressionNodeFunction,
    QgsExpressionNodeInOperator,
    QgsExpressionNodeLiteral,
    QgsExpressionNodeUnaryOperator,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsGeometry,
)

from ..analysis.features import Features
from ..model.errors import OpgaveError
from ..model.files import RESOURCES
from ..model.text import Text, did_you_mean
from .columns import from_values, is_null, kind_in_table, kind_of_values, qgis_values, text_value
from .repair import qgis_geometry

Operator = QgsExpressionNodeBinaryOperator.BinaryOperator
PLAIN_BEGINNING = re.compile(r"[A-Za-z0-9]+%")
CHOOSING = frozenset(("coalesce", "if", "max", "min", "nullif"))
"""Functions that give one of their arguments as it is."""
FAILURE_TEXTS = {
    "filter": "The filter '{text}' fails on layer '{layer}': {reason}.",
    "computed": "The expression '{text}' fails on layer '{layer}': {reason}.",
}
SHOWN = 60
WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w@$])[^\W\d]\w*(?!\w|\s*\()""")
"""A text, or what may be a column, as QGIS writes an expression out: in quotes where it would else be another word."""
ARITHMETIC = (Operator.boPlus, Operator.boMinus, Operator.boMul, Operator.boDiv, Operator.boIntDiv, Operator.boMod, Operator.boPow)


LONGEST, MOST_OPERATORS = 20_000, 250
"""Letters, and operators and brackets, of an expression in a file: each operator may stand within the one before, and QGIS follows them
all the way down. Values listed in an IN do not count."""
OPERATOR = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|(\b(?:and|or|not|like|ilike|is|in|case|when)\b|[-+*/%^=<>|~(\[])", re.IGNORECASE)
WIDENING = {"lpad": 1, "rpad": 1}
"""Functions that make a text of any width, with the argument that says which."""
REPLACING = ("replace", "regexp_replace")
"""Functions that may make a text many times as long."""
WIDEST, MOST_REPLACED, MOST_REPLACEMENTS = 1000, 20, 3
"""Letters of what a text is filled up to, letters by which a part of it is replaced, and how often that may be done."""


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
    check_expression(text, fields, OpgaveError("The filter of '{where}'", where=where))


def check_computed(text: str, fields: Sequence[str] | None, field: str, record: Text) -> None:
    """Check the same of the expression by which a record computes a field."""
    check_expression(text, fields, OpgaveError("The expression for the field '{field}' of '{where}'", field=field, where=record))


def check_expression(text: str, fields: Sequence[str] | None, subject: OpgaveError) -> None:
    """Check an expression that is called ``subject`` at the beginning of a sentence."""
    if not text.strip():
        return
    expression = parse_expression(text)
    if expression.hasParserError():
        raise OpgaveError(
            "{subject} is not a valid expression ({reason}): {text}",
            subject=subject,
            reason=expression.parserErrorString().strip().splitlines()[0],
            text=text,
        )
    check_functions(expression, subject)
    check_growth(expression, subject)
    if fields is not None:
        check_columns(expression, fields, subject)


def parse_expression(text: str, letters: int = LONGEST, operators: int = MOST_OPERATORS) -> QgsExpression:
    """Return an expression from a file, which may still be wrong; its nodes live no longer than it does.

    Raises
    ------
    OpgaveError
        It is so long, or so deep, that QGIS could fail on it.
    """
    if len(text) > letters or sum(bool(found[1]) for found in OPERATOR.finditer(text)) > operators:
        raise OpgaveError(
            "The expression '{text}' is too long: at most {letters} letters and {operators} operators are read. Write a list of values as"
            ' "field" IN (...).',
            text=f"{text[:SHOWN]}...",
            letters=letters,
            operators=operators,
        )
    return QgsExpression(text)


def check_growth(expression: QgsExpression, subject: OpgaveError) -> None:
    """Check that no text becomes much longer than what it is made of."""
    replacements = 0
    for node in nodes_below(expression.rootNode()):
        if not isinstance(node, QgsExpressionNodeFunction):
            continue
        name, arguments = function_name(node), node.args().list() if node.args() else []
        wide = name in WIDENING and not is_small(arguments[WIDENING[name]])
        if name in REPLACING:
            replacements += 1
            wide = length_of_texts(arguments[1:]) > MOST_REPLACED or replacements > MOST_REPLACEMENTS
        if wide:
            raise OpgaveError(
                "{subject} makes too long a text with '{function}': fill up to {widest} letters at most, and replace {replacements} times"
                " at most, by a fixed text of no more than {replaced} letters.",
                subject=subject,
                function=name,
                widest=WIDEST,
                replacements=MOST_REPLACEMENTS,
                replaced=MOST_REPLACED,
            )


def function_name(node: QgsExpressionNodeFunction) -> str:
    """Return the name of the function that a node calls."""
    return str(QgsExpression.Functions()[node.fnIndex()].name())


def is_small(node: QgsExpressionNode) -> bool:
    """Whether a node is a number that a text may be filled up to."""
    value = node.value() if isinstance(node, QgsExpressionNodeLiteral) else None
    return isinstance(value, (int, float)) and value <= WIDEST


def length_of_texts(arguments: Sequence[QgsExpressionNode]) -> float:
    """Return the letters of the longest fixed text that the last of some arguments may give, infinite where it is not fixed."""
    below = list(nodes_below(arguments[-1])) if arguments else []
    fixed = [one for one in below if isinstance(one, QgsExpressionNodeLiteral)]
    lists = [one for one in below if isinstance(one, QgsExpressionNodeFunction) and function_name(one) == "array"]
    return max((len(str(one.value())) for one in fixed), default=0) if len(fixed) + len(lists) == len(below) else math.inf


def check_functions(expression: QgsExpression, subject: OpgaveError) -> None:
    """Check that only functions on the list are used, and no variables."""
    variables = sorted(expression.referencedVariables())
    if variables:
        raise OpgaveError(
            "{subject} uses the variable '{variable}': it may only use the features' own fields.",
            subject=subject,
            variable=f"@{variables[0]}" if variables[0] else "var(...)",
        )
    refused = sorted(expression.referencedFunctions() - allowed_functions())
    if refused:
        raise OpgaveError(
            "{subject} uses the function '{function}', which is not allowed there; allowed are: {allowed}.",
            subject=subject,
            function=refused[0],
            allowed=", ".join(sorted(allowed_functions())),
        )


def check_columns(expression: QgsExpression, fields: Sequence[str], subject: OpgaveError) -> None:
    """Check that every field is there, written as the layer writes it."""
    for name in sorted(expression.referencedColumns() - {QgsFeatureRequest.ALL_ATTRIBUTES}):
        if name in fields:
            continue
        close = did_you_mean(name, fields)
        if close:
            raise OpgaveError("{subject} names the field '{field}': did you mean '{close}'?", subject=subject, field=name, close=close)
        raise OpgaveError(
            "{subject} names the field '{field}', which is not there (texts stand between single quotes). Fields: {fields}.",
            subject=subject,
            field=name,
            fields=", ".join(fields) or "none",
        )


def filter_mask(features: Features, text: str) -> np.ndarray:
    """Return for which features a QGIS expression holds (bool, shape (n,)); an empty expression holds for all.

    As QGIS takes a filter: NULL is not true.

    Raises
    ------
    OpgaveError
        When the expression cannot be evaluated.
    """
    if not text.strip():
        return np.ones(len(features), dtype=bool)
    expression = parse_expression(text)  # which its nodes do not outlive
    begins = begin_mask(expression.rootNode(), features)
    if begins is not None:
        return begins
    values, groups = evaluate_groups(features, text, "filter")
    return np.array([not is_null(value) and bool(value) for value in values], dtype=bool)[groups]


def begin_mask(node: QgsExpressionNode | None, features: Features) -> np.ndarray | None:
    """Return for which features a text begins as an expression says that looks at nothing else: ``"code" LIKE '23027%' OR ...``.

    So the areas of a municipality are found in a table of all, where QGIS would judge ten thousand codes one by one. None where the
    expression is another: QGIS evaluates it.
    """
    if not isinstance(node, QgsExpressionNodeBinaryOperator):
        return None
    left, right = node.opLeft(), node.opRight()
    if node.op() == Operator.boOr:
        sides = [begin_mask(one, features) for one in (left, right)]
        return None if sides[0] is None or sides[1] is None else sides[0] | sides[1]
    if node.op() != Operator.boLike or not isinstance(left, QgsExpressionNodeColumnRef) or not isinstance(right, QgsExpressionNodeLiteral):
        return None
    column, pattern = features.table.get(left.name()), right.value()
    if column is None or not isinstance(pattern, str) or not PLAIN_BEGINNING.fullmatch(pattern) or infer_dtype(column) != "string":
        return None
    return column.str.startswith(pattern[:-1], na=False).to_numpy(dtype=bool)


def computed_column(features: Features, text: str) -> np.ndarray:
    """Return what a QGIS expression gives for each feature, as a column of a table; NULL is missing, true is 1.

    Raises
    ------
    OpgaveError
        When the expression cannot be evaluated, or would do sums with texts: QGIS puts ``'1' + '2'`` together as ``'12'``.
    """
    check_arithmetic(features, text)
    values, groups = evaluate_groups(features, text, "computed")
    plain = [None if is_null(value) else int(value) if isinstance(value, bool) else value for value in values]
    kind = kind_of_values(plain)
    column = from_values(plain, kind) if kind != "text" else from_values([None if one is None else text_value(one) for one in plain], kind)
    return column[groups]


def check_arithmetic(features: Features, text: str) -> None:
    """Check that an expression adds, subtracts, multiplies and divides no fields of text."""
    expression = parse_expression(text)
    sums = (node for node in nodes_below(expression.rootNode()) if isinstance(node, QgsExpressionNodeBinaryOperator))
    sides = (side for node in sums if node.op() in ARITHMETIC for side in (node.opLeft(), node.opRight()))
    for name in dict.fromkeys(name for side in sides for name in passed_on(side)):
        column = features.table[name]
        if kind_in_table(column) == "text" and column.notna().any():
            raise OpgaveError(
                "The expression '{text}' fails on layer '{layer}': the field '{field}' holds texts, such as '{value}', and no numbers.",
                text=text,
                layer=features.name,
                field=name,
                value=column.dropna().iloc[0],
            )


def rename_columns(text: str, columns: Mapping[str, str]) -> str:
    """Return an expression that names columns of a source in place of fields; what is not in ``columns`` keeps its name.

    >>> print(rename_columns("kind = 'kind' AND places > 3", {"kind": "POITYPE"}))
    "POITYPE" = 'kind' AND places > 3
    """

    def renamed(found: re.Match[str]) -> str:
        word = found.group()
        name = word[1:-1].replace('""', '"') if word.startswith('"') else word
        return QgsExpression.quotedColumnRef(columns[name]) if name in columns else word

    return WORD.sub(renamed, parse_expression(text).dump())


def passed_on(node: QgsExpressionNode) -> Iterator[str]:
    """Yield the fields whose own values a node may give: itself one, or a choice of several."""
    if isinstance(node, QgsExpressionNodeColumnRef):
        yield node.name()
    elif isinstance(node, QgsExpressionNodeCondition):
        for one in (*(case.thenExp() for case in node.conditions()), node.elseExp()):
            if one is not None:
                yield from passed_on(one)
    elif isinstance(node, QgsExpressionNodeFunction) and function_name(node) in CHOOSING:
        for one in node.args().list():
            yield from passed_on(one)


def nodes_below(node: QgsExpressionNode | None) -> Iterator[QgsExpressionNode]:
    """Yield a node of an expression and all below it, from left to right."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one is not None:
            yield one
            waiting += reversed(parts_of_node(one))


def parts_of_node(node: QgsExpressionNode) -> list[QgsExpressionNode | None]:
    """Return the nodes directly below one."""
    if isinstance(node, QgsExpressionNodeBinaryOperator):
        return [node.opLeft(), node.opRight()]
    if isinstance(node, QgsExpressionNodeUnaryOperator):
        return [node.operand()]
    if isinstance(node, QgsExpressionNodeFunction):
        return list(node.args().list()) if node.args() else []
    if isinstance(node, QgsExpressionNodeInOperator):
        return [node.node(), *node.list().list()]
    if isinstance(node, QgsExpressionNodeCondition):
        cases = node.conditions()
        return [node.elseExp(), *(one.whenExp() for one in cases), *(one.thenExp() for one in cases)]
    return []


def evaluate_groups(features: Features, text: str, use: str) -> tuple[list[Any], np.ndarray]:
    """Return the values of an expression and, for each feature, which of them is its own.

    The expression is evaluated once for every different combination of the values it looks at. ``use`` is what it is for,
    as `FAILURE_TEXTS` has it.
    """
    expression = parse_expression(text)
    names = [name for name in features.table if name in expression.referencedColumns()]
    if expression.needsGeometry() or not names:
        groups, firsts = np.arange(len(features)), np.arange(len(features))
    else:
        groups = features.table.groupby(names, dropna=False, sort=False).ngroup().to_numpy()
        _, firsts = np.unique(groups, return_index=True)
    return list(evaluate(expression, features, names, firsts, use)), groups


def evaluate(expression: QgsExpression, features: Features, names: Sequence[str], rows: np.ndarray, use: str) -> Iterator[Any]:
    """Yield what the expression gives for each of the ``rows``, seen from the fields ``names``."""
    fields = QgsFields()
    for name in names:
        fields.append(QgsField(name))
    context = QgsExpressionContext()
    context.setFields(fields)
    expression.prepare(context)
    feature = QgsFeature(fields)
    columns = [qgis_values(features.table[name].iloc[rows]) for name in names]
    for place, row in enumerate(rows):
        feature.setAttributes([column[place] for column in columns])
        if expression.needsGeometry():
            shape = features.geometry[row]
            feature.setGeometry(QgsGeometry() if shape is None else qgis_geometry(shape))
        context.setFeature(feature)
        value = expression.evaluate(context)
        if expression.hasEvalError():
            raise OpgaveError(
                FAILURE_TEXTS[use],
                text=expression.expression(),
                layer=features.name,
                reason=expression.evalErrorString().rstrip("."),
            )
        yield value
