"""No regular expression of the plugin takes a time that doubles with each letter: none repeats without end what repeats without end."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FEW = 20
"""Repetitions up to which one within another is bounded."""
SEEN = {
    r'<([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?>)',
    r'(<[\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?>)',
    r'(&lt;[\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?&gt;)',
    r'(&lt;[\w:.-]+)((?:\s+[\w:.-]+=&quot;(?:(?!&quot;)[^<>"])*&quot;)+)(\s*/?(?:>|&gt;))',
    r"(?:[ \t]*<layer-setting [^>]*/>\n)+",
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*",
    r"\d+(?:[.,]\d+)+",  # of a whole text only: sought within one it takes the square of its digits
}
"""Repetitions within others that were judged: each turn begins with a sign that cannot stand in the turn before."""


def is_nested(pattern, inside: bool = False) -> bool:
    """Whether a parsed pattern repeats without end something that does."""
    for operation, value in pattern:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            many = value[1] > FEW
            if many and inside or is_nested(value[2], inside or many):
                return True
        elif (
            name == "BRANCH"
            and any(is_nested(one, inside) for one in value[1])
            or name == "SUBPATTERN"
            and is_nested(value[-1], inside)
            or name.startswith("ASSERT")
            and is_nested(value[1], inside)
        ):
            return True
    return False


def patterns():
    """Yield the patterns that stand in the code."""
    for folder in ("processing", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)) if "re." in text else ():
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"):
                    continue
                if node.args and isinstance(node.args[0], ast.Constant):
                    text = node.args[0].value
                    yield text if isinstance(text, str) else text.decode("latin-1")


def test_no_repetition_within_another():
    parse = getattr(re, "_parser", None) or __import__("sre_parse")
    found = {text for text in patterns() if is_nested(parse.parse(text))}
    assert found == SEEN


def test_what_is_found_is_a_repetition_within_another():
    parse = getattr(re, "_parser", None) or __import__("sre_parse")
    assert (
        is_nested(parse.parse(r"(a+)+b"))
        and is_nested(parse.parse(r"(?:<!--.*?-->\s*)*<html"))
        and not is_nested(parse.parse(r"(?:a{2,3})*b+"))
    )
