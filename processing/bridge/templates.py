"""HTML pages from the templates in ``resources/templates``, self-contained and in one language."""

from __future__ import annotations

from ..model.files import RESOURCES
from .language import Language


def render(template: str, content: dict, language: Language) -> str:
    """Return a page: ``t`` in the template translates, ``n`` writes numbers, ``d`` dates."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(RESOURCES / "templates")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(t=language.tr, n=language.number, d=language.date, language=language.code)
    return environment.get_template(template).render(content)
