"""The filter of a record, in the words of a server: so that only the features are sent that are asked for.

What a server is asked never lets through less than the filter itself, which is still applied to what came: a server may compare
texts without looking at capitals, and knows none of QGIS's functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from qgis.core import (
    QgsExpressionNode,
    QgsExpressionNodeBinaryOperator,
    QgsExpressionNodeColumnRef,
    QgsExpressionNodeInOperator,
    QgsExpressionNodeLiteral,
    QgsExpressionNodeUnaryOperator,
)

from ...qgis_io.expressions import parse_expression

Operator = QgsExpressionNodeBinaryOperator.BinaryOperator
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

    def together(self, word: str, sides: Sequence[str]) -> str:
        """Return two conditions with ``AND`` or ``OR`` between them."""
        return f"({sides[0]} {word} {sides[1]})"

    def compared(self, column: str, sign: str, value: str) -> str:
        """Return a column compared with a value."""
        return f"{self.column(column)} {sign} {value}"

    def member(self, column: str, values: Sequence[str]) -> str:
        """Return a column that is one of some values."""
        return f"{self.column(column)} IN ({', '.join(values)})"


class FilterEncoding(Dialect):
    """Filter Encoding of WFS, as XML.

    Parameters
    ----------
    prefix : str
        ``fes`` (WFS 2.0) or ``ogc`` (before).
    name : str
        The element that names a property.
    """

    prefix: str
    SIGNS: ClassVar = {"=": "EqualTo", "<": "LessThan", ">": "GreaterThan", "<=": "LessThanOrEqualTo", ">=": "GreaterThanOrEqualTo"}
    SPACES: ClassVar = {
        "fes": 'xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"',
        "ogc": 'xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml"',
    }

    def __init__(self, prefix: str, name: str):
        null = f"<{prefix}:PropertyIsNull>{{column}}</{prefix}:PropertyIsNull>"
        reference = f"<{prefix}:{name}>{{}}</{prefix}:{name}>"
        super().__init__(lambda column: reference.format(escape(column)), escape, null, f"<{prefix}:Not>{null}</{prefix}:Not>")
        object.__setattr__(self, "prefix", prefix)  # the class is frozen

    def reference(self, column: str) -> str:
        """Return a property's name; nothing where there is none."""
        return self.column(column) if column else ""

    def together(self, word: str, sides: Sequence[str]) -> str:
        element = f"{self.prefix}:{word.capitalize()}"
        return f"<{element}>{''.join(sides)}</{element}>"

    def compared(self, column: str, sign: str, value: str) -> str:
        element = f"{self.prefix}:PropertyIs{self.SIGNS[sign]}"
        return f"<{element}>{self.column(column)}<{self.prefix}:Literal>{value}</{self.prefix}:Literal></{element}>"

    def member(self, column: str, values: Sequence[str]) -> str:
        each = [self.compared(column, "=", value) for value in values]
        return self.together("or", each) if len(each) > 1 else each[0]

    def whole(self, condition: str) -> str:
        """Return a filter that a request may hold."""
        return f"<{self.prefix}:Filter {self.SPACES[self.prefix]}>{condition}</{self.prefix}:Filter>"


def sql_text(text: str) -> str:
    """Return a text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"


PLAIN = Dialect(column=str, text=str)
"""Names and values as they are."""


def server_filter(filter: str, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return the part of a QGIS expression that a server understands; empty where it understands nothing of it.

    Parameters
    ----------
    filter : str
        On canonical fields.
    columns : mapping of str to (str, str)
        For each canonical field the source's column, and whether it holds a ``number`` or a ``text``; others are left to QGIS.
    """
    expression = parse_expression(filter)  # a node lives no longer than its expression
    return condition(expression.rootNode(), columns, dialect) if filter and expression.rootNode() else ""


def equalities(filter: str, columns: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return what columns have to equal for a QGIS expression to hold, by the source's column; of each the first.

    Parameters
    ----------
    filter, columns
        As in `server_filter`.
    """
    expression = parse_expression(filter)  # a node lives no longer than its expression
    found: dict[str, str] = {}
    waiting = [expression.rootNode()] if filter and expression.rootNode() else []
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, QgsExpressionNodeBinaryOperator):
            continue
        left, right = node.opLeft(), node.opRight()
        if node.op() == Operator.boAnd:
            waiting += [left, right]
        elif node.op() == Operator.boEQ and isinstance(left, QgsExpressionNodeColumnRef) and left.name() in columns:
            column, kind = columns[left.name()]
            value = write_value(right, kind, PLAIN)
            if value and column not in found:
                found[column] = value
    return found


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
            return dialect.together("OR", sides) if all(sides) else ""
        return dialect.together("AND", sides) if all(sides) else sides[0] or sides[1]
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
    value = write_value(right, kind, dialect)
    return dialect.compared(column, sign, value) if value and (kind == "number" or sign == "=") else ""


def membership(node: QgsExpressionNodeInOperator, columns: Mapping[str, tuple[str, str]], dialect: Dialect) -> str:
    """Return a column that is one of some values."""
    subject = node.node()
    if not isinstance(subject, QgsExpressionNodeColumnRef) or subject.name() not in columns:
        return ""
    column, kind = columns[subject.name()]
    values = [write_value(one, kind, dialect) for one in node.list().list()]
    return dialect.member(column, values) if values and all(values) else ""


def write_value(node: QgsExpressionNode, kind: str, dialect: Dialect) -> str:
    """Return a value of a column's own kind as the server writes it; empty for any other."""
    if isinstance(node, QgsExpressionNodeUnaryOperator) and node.op() == QgsExpressionNodeUnaryOperator.UnaryOperator.uoMinus:
        size = write_value(node.operand(), kind, dialect) if kind == "number" else ""
        return f"-{size}" if size else ""
    value = node.value() if isinstance(node, QgsExpressionNodeLiteral) else None
    if kind == "number":
        return repr(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
    return dialect.text(value) if isinstance(value, str) else ""


def is_null(node: QgsExpressionNode) -> bool:
    """Whether a node is the literal NULL."""
    return isinstance(node, QgsExpressionNodeLiteral) and node.dump() == "NULL"
