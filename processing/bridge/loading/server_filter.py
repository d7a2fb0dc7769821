"""The filter of a record, in the words of a server: so that only the features are sent that are asked for.

What a server is asked never lets through less than the filter itself, which is still applied to what came: a server may compare
texts without looking at capitals, and knows none of QGIS's functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qgis.core import (
    QgsExpression,
    QgsExpressionNode,
    QgsExpressionNodeBinaryOperator,
    QgsExpressionNodeColumnRef,
    QgsExpressionNodeInOperator,
    QgsExpressionNodeLiteral,
    QgsExpressionNodeUnaryOperator,
)

Operator = QgsExpressionNodeBinaryOperator
ORDERED = {Operator.boLT: "<", Operator.boGT: ">", Operator.boLE: "<=", Operator.boGE: ">="}
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


@dataclass(frozen=True)
class Dialect:
    """How a server writes what a filter says.

    Attributes
    ----------
    column : callable
        From a source's column to its quoted name.
    text : callable
        From a text to its quoted form.
    null, not_null : str
        Templates with a ``{column}``.
    """

    column: Callable[[str], str]
    text: Callable[[str], str]
    null: str = "{column} IS NULL"
    not_null: str = "{column} IS NOT NULL"


def sql_text(text: str) -> str:
    """Return a text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"


def server_filter(filter: str, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return the part of a QGIS expression that a server understands; empty where it understands nothing of it.

    Parameters
    ----------
    filter : str
        On canonical fields.
    columns : mapping of str to (str, str)
        For each canonical field the source's column, and whether it holds a ``number`` or a ``text``; others are left to QGIS.
    """
    expression = QgsExpression(filter)  # a node lives no longer than its expression
    return condition(expression.rootNode(), columns, dialect) if filter and expression.rootNode() else ""


def condition(node: QgsExpressionNode, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return a condition that lets through at least what the node does; empty where there is none."""
    if isinstance(node, QgsExpressionNodeInOperator):
        return "" if node.isNotIn() else membership(node, columns, dialect)
    if not isinstance(node, QgsExpressionNodeBinaryOperator):
        return ""
    operator = node.op()
    if operator in (Operator.boAnd, Operator.boOr):
        sides = [condition(side, columns, dialect) for side in (node.opLeft(), node.opRight())]
        if operator == Operator.boOr:
            return f"({sides[0]} OR {sides[1]})" if all(sides) else ""
        return f"({sides[0]} AND {sides[1]})" if all(sides) else sides[0] or sides[1]
    return comparison(node, columns, dialect)


def comparison(node: QgsExpressionNodeBinaryOperator, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return a column compared with a value; texts only for being equal, for servers order them in their own ways."""
    left, right, operator = node.opLeft(), node.opRight(), node.op()
    if operator in (Operator.boIs, Operator.boIsNot):
        if not isinstance(left, QgsExpressionNodeColumnRef) or left.name() not in columns or not is_null(right):
            return ""
        template = dialect.null if operator == Operator.boIs else dialect.not_null
        return template.format(column=dialect.column(columns[left.name()][0]))
    sign = "=" if operator == Operator.boEQ else ORDERED.get(operator)
    if sign and isinstance(right, QgsExpressionNodeColumnRef):
        left, right, sign = right, left, MIRRORED[sign]
    if not sign or not isinstance(left, QgsExpressionNodeColumnRef) or left.name() not in columns:
        return ""
    column, kind = columns[left.name()]
    value = written(right, kind, dialect)
    return f"{dialect.column(column)} {sign} {value}" if value and (kind == "number" or sign == "=") else ""


def membership(node: QgsExpressionNodeInOperator, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return a column that is one of some values."""
    subject = node.node()
    if not isinstance(subject, QgsExpressionNodeColumnRef) or subject.name() not in columns:
        return ""
    column, kind = columns[subject.name()]
    values = [written(one, kind, dialect) for one in node.list().list()]
    return f"{dialect.column(column)} IN ({', '.join(values)})" if values and all(values) else ""


def written(node: QgsExpressionNode, kind: str, dialect: Dialect) -> str:
    """Return a value of a column's own kind as the server writes it; empty for any other."""
    if isinstance(node, QgsExpressionNodeUnaryOperator) and node.op() == QgsExpressionNodeUnaryOperator.uoMinus:
        value = written(node.operand(), kind, dialect) if kind == "number" else ""
        return f"-{value}" if value else ""
    value = node.value() if isinstance(node, QgsExpressionNodeLiteral) else None
    if kind == "number":
        return repr(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
    return dialect.text(value) if isinstance(value, str) else ""


def is_null(node: QgsExpressionNode) -> bool:
    """Whether a node is the literal NULL."""
    return isinstance(node, QgsExpressionNodeLiteral) and node.dump() == "NULL"
