"""HTML pages from the templates in ``resources/templates``, self-contained and in one language."""

from __future__ import annotations

from ..model.files import RESOURCES
from .language import Language
from .manifest import plugin_version


def render(template: str, content: dict, language: Language) -> str:
    """Return a page: ``t`` in the template translates, ``n`` writes numbers, ``d`` dates; ``version`` is the plugin's."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(RESOURCES / "templates")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(t=language.tr, n=language.number, d=language.date, language=language.code, version=plugin_version())
    return environment.get_template(template).render(content)
