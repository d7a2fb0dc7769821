"""The small faults that a line of Python may hold: a flipped comparison, a dropped guard, a wrong key, one too many.

`faults(source)` lists all of them, each as a replacement of a piece of the source; nothing is written here.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPPOSITE = {
    **{ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Pow: ast.Mult}
LOGIC = {ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
CONFUSED = (
    *(("min", "max"), ("any", "all"), ("floor", "ceil"), ("minimum", "maximum"), ("argmin", "argmax"), ("nanmin", "nanmax")),
    *(("idxmin", "idxmax"), ("mean", "median"), ("nanmean", "nanmedian"), ("first", "last"), ("startswith", "endswith")),
    *(("intersection", "union"), ("intersects", "within"), ("isna", "notna"), ("head", "tail"), ("x", "y"), ("width", "height")),
    *(("xMinimum", "xMaximum"), ("yMinimum", "yMaximum"), ("start", "end"), ("lower", "upper"), ("before", "after"), ("old", "new")),
    *(("origins", "destinations"), ("demand", "supply"), ("left", "right"), ("row", "column"), ("removeprefix", "removesuffix")),
)
OTHER_NAME = dict(CONFUSED) | {second: first for first, second in CONFUSED}
FUNCTIONS, METHODS = {"sorted", "abs", "set", "round"}, {"strip", "lower", "casefold", "dropna", "fillna", "drop_duplicates"}
"""Calls that someone may forget: what they are given takes their place."""
ORDERS = {"reverse", "ascending", "key"}
LEFT_ALONE = {"progress", "feedback", "parent", "encoding", "strict", "copy", "stacklevel"}
"""Keywords whose loss says nothing of what is computed."""
SYMMETRICAL = {"min", "max", "minimum", "maximum", "hypot", "union", "intersection", "intersects", "isclose", "allclose"}
SHOWN_ONLY = {"step", "update", "setProgress", "debug"}
"""Calls that move a progress bar."""
LARGE = 100
"""From here on a whole number is a measure rather than a count: one more would be no fault that anybody makes."""
INFLATION = 1.1


@dataclass(frozen=True)
class Fault:
    """One fault: ``source[start:stop]`` (bytes) is replaced by ``text``; ``lines`` are the first and last line of its statement."""

    kind: str
    start: int
    stop: int
    text: str
    lines: tuple[int, int]
    function: tuple[int, int] | None
    path: str = ""

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.stop :]

    def line(self, source: bytes) -> int:
        """Return the number of the line in which the fault begins, from 1."""
        return source.count(b"\n", 0, self.start) + 1

    def shown(self, source: bytes) -> tuple[str, str]:
        """Return the lines of the fault as they are and as they would be, each in one line."""
        first = source.rfind(b"\n", 0, self.start) + 1
        last = (source + b"\n").index(b"\n", self.stop)
        before, after = source[first:last], source[first : self.start] + self.text.encode() + source[self.stop : last]
        return " ".join(before.decode().split()), " ".join(after.decode().split())


def faults(source: bytes, path: str = "") -> list[Fault]:
    """Return every fault that can be put into ``source``, in the order of the text; `matters` says whether one changes anything."""
    found = [replace(fault, path=path) for fault in _Finder(source).found()]
    return sorted({_place(fault): fault for fault in found}.values(), key=_place)


def matters(source: bytes, fault: Fault) -> bool:
    """Return whether the source with the fault still compiles, and to something else."""
    try:
        return ast.dump(ast.parse(fault.applied(source))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def _place(fault: Fault) -> tuple[int, int, str]:
    return fault.start, fault.stop, fault.text


class _Finder:
    """Goes through a module's tree; where it stands is known by ``function`` and ``statement``."""

    def __init__(self, source: bytes):
        self.source, self.tree = source, ast.parse(source)
        self.offsets = [0]
        for line in source.splitlines(keepends=True):
            self.offsets.append(self.offsets[-1] + len(line))
        self.keys = sorted({key.value for node in ast.walk(self.tree) if (key := _text_key(node))})
        self.function: ast.AST | None = None
        self.statement: ast.AST | None = None

    def found(self) -> Iterator[Fault]:
        yield from self._within(self.tree.body)

    def _within(self, nodes: list) -> Iterator[Fault]:
        for node in nodes:
            if node is None or self._is_no_code(node):
                continue
            outer = self.function, self.statement
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.function = node
            if isinstance(node, ast.stmt):
                self.statement = node
            for kind, place, text in self._faults_of(node):
                yield self._fault(kind, place, text)
            yield from self._within(_parts(node))
            self.function, self.statement = outer

    def _is_no_code(self, node: ast.AST) -> bool:
        """Return whether nothing of a node is computed: docstrings, imports, texts with places to fill, a progress bar."""
        if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
            return True
        if not isinstance(node, ast.Expr):
            return False
        value = node.value
        return isinstance(value, ast.Constant) or (isinstance(value, ast.Call) and _name(value.func) in SHOWN_ONLY)

    def _fault(self, kind: str, place: ast.AST, text: str) -> Fault:
        start = self.offsets[place.lineno - 1] + place.col_offset
        stop = self.offsets[place.end_lineno - 1] + place.end_col_offset
        return Fault(kind, start, stop, text, self._lines(), self.function and (self.function.lineno, self.function.end_lineno))

    def _lines(self) -> tuple[int, int]:
        body = getattr(self.statement, "body", None)
        return self.statement.lineno, max(self.statement.lineno, body[0].lineno - 1 if body else self.statement.end_lineno)

    def _faults_of(self, node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
        """Yield the faults of one node: the kind, what is replaced, by which text."""
        name = "Comprehension" if hasattr(node, "generators") else type(node).__name__
        maker = getattr(self, f"_in_{name}", None)
        for kind, new, *place in maker(node) if maker else ():
            yield kind, place[0] if place else node, new if isinstance(new, str) else _written(new)

    def _in_Compare(self, node: ast.Compare) -> Iterator:
        for position, operator in enumerate(node.ops):
            for kind, table in (("boundary", BOUNDARY), ("comparison", OPPOSITE)):
                if other := table.get(type(operator)):
                    yield kind, _with(node, ops=[*node.ops[:position], other(), *node.ops[position + 1 :]])

    def _in_BinOp(self, node: ast.BinOp) -> Iterator:
        if any(isinstance(side, ast.JoinedStr) or _is_text(side) for side in (node.left, node.right)):
            return
        if other := LOGIC.get(type(node.op)):
            yield "and, or", _with(node, op=other())
            yield "dropped condition", node.left
            yield "dropped condition", node.right
        if other := ARITHMETIC.get(type(node.op)):
            yield "arithmetic", _with(node, op=other())
            yield "dropped term", node.left
        if isinstance(node.op, ast.Mult):
            yield "dropped term", node.right

    def _in_BoolOp(self, node: ast.BoolOp) -> Iterator:
        yield "and, or", _with(node, op=LOGIC[type(node.op)]())
        for position in range(len(node.values)):
            rest = node.values[:position] + node.values[position + 1 :]
            yield "dropped condition", rest[0] if len(rest) == 1 else _with(node, values=rest)

    def _in_UnaryOp(self, node: ast.UnaryOp) -> Iterator:
        if isinstance(node.op, ast.Not | ast.Invert):
            yield "negation", node.operand
        elif isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
            yield "wrong order", node.operand

    def _in_Constant(self, node: ast.Constant) -> Iterator:
        if isinstance(node.value, bool):
            yield "wrong default", repr(not node.value)
        elif isinstance(node.value, int) and node.value < LARGE:
            yield "one too many", repr(node.value + 1)
            if node.value > 0:
                yield "one too few", repr(node.value - 1)
        elif isinstance(node.value, int):
            yield "inflated", repr(round(node.value * INFLATION))
        elif isinstance(node.value, float):
            yield "inflated", repr(node.value * INFLATION if node.value else 1.0)

    def _in_If(self, node: ast.If) -> Iterator:
        if isinstance(node.body[-1], ast.Raise | ast.Return | ast.Continue | ast.Break) and not node.orelse:
            yield "dropped guard", "False", node.test
        else:
            yield "negated condition", _with(ast.UnaryOp(ast.Not()), operand=node.test), node.test

    def _in_IfExp(self, node: ast.IfExp) -> Iterator:
        yield "negated condition", _with(node, body=node.orelse, orelse=node.body)

    def _in_Comprehension(self, node: ast.expr) -> Iterator:
        for position, part in enumerate(node.generators):
            for index in range(len(part.ifs)):
                ifs = part.ifs[:index] + part.ifs[index + 1 :]
                parts = [*node.generators[:position], _with(part, ifs=ifs), *node.generators[position + 1 :]]
                yield "ignored filter", _with(node, generators=parts)

    def _in_Call(self, node: ast.Call) -> Iterator:
        name = _name(node.func)
        if name in METHODS and isinstance(node.func, ast.Attribute):
            yield "forgotten call", node.func.value
        if name in FUNCTIONS and isinstance(node.func, ast.Name) and node.args and not isinstance(node.args[0], ast.Starred):
            yield "forgotten call", node.args[0]
        for position, word in enumerate(node.keywords):
            if word.arg and word.arg not in LEFT_ALONE and name[:1].islower():
                kind = "wrong order" if word.arg in ORDERS else "dropped argument"
                yield kind, _with(node, keywords=node.keywords[:position] + node.keywords[position + 1 :])
        if len(node.args) >= 2 and name not in SYMMETRICAL and all(isinstance(one, ast.Name | ast.Attribute) for one in node.args[:2]):
            yield "swapped arguments", _with(node, args=[node.args[1], node.args[0], *node.args[2:]])

    def _in_Name(self, node: ast.Name) -> Iterator:
        if isinstance(node.ctx, ast.Load) and node.id in ("min", "max", "any", "all"):
            yield "wrong function", OTHER_NAME[node.id]

    def _in_Attribute(self, node: ast.Attribute) -> Iterator:
        if isinstance(node.ctx, ast.Load) and (other := OTHER_NAME.get(node.attr)):
            yield "wrong function", _with(node, attr=other)

    def _in_Subscript(self, node: ast.Subscript) -> Iterator:
        if (key := _text_key(node)) and len(self.keys) > 1:
            others = [other for other in self.keys if other != key.value]
            yield "wrong key", _with(node, slice=ast.Constant(others[sum(key.value.encode()) % len(others)]))
        elif isinstance(node.slice, ast.Slice):
            if node.slice.lower or node.slice.upper:
                yield "whole range", _with(node, slice=ast.Slice())
            if node.slice.step is not None:
                yield "wrong order", node.value

    def _in_Expr(self, node: ast.Expr) -> Iterator:
        if isinstance(node.value, ast.Call) and "super()" not in ast.unparse(node.value):
            yield "dropped statement", "pass"

    def _in_AugAssign(self, node: ast.AugAssign) -> Iterator:
        if other := ARITHMETIC.get(type(node.op)) or LOGIC.get(type(node.op)):
            yield "arithmetic", _with(node, op=other())
        yield "dropped statement", "pass"

    def _in_Raise(self, node: ast.Raise) -> Iterator:
        yield "swallowed error", "pass"

    def _in_Break(self, node: ast.Break) -> Iterator:
        yield "dropped statement", "pass"

    def _in_Continue(self, node: ast.Continue) -> Iterator:
        yield "dropped statement", "pass"


def _parts(node: ast.AST) -> list[ast.AST]:
    """Return what is computed in a node: no annotations, decorators or types."""
    if isinstance(node, ast.keyword) and node.arg in LEFT_ALONE:
        return []
    skipped = {"annotation", "returns", "decorator_list", "type_params"}
    if isinstance(node, ast.ClassDef):
        skipped |= {"bases", "keywords"}
    parts = []
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        parts += [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST)]
    return parts


def _with(node: ast.AST, **fields) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _written(node: ast.AST) -> str:
    """Return a node as text that can stand where another stood."""
    text = ast.unparse(node)
    alone = isinstance(node, ast.stmt | ast.Name | ast.Constant | ast.Attribute | ast.Call | ast.Subscript) or text[:1] in "([{"
    return text if alone else f"({text})"


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text_key(node: ast.AST) -> ast.Constant | None:
    return node.slice if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and _is_text(node.slice) else None
