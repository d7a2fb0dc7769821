"""Requests over the web through QGIS's network classes: many at once, each with a time limit, and never a hanging run."""

from .asks import Ask, Limits, Reply, Trouble
from .content import json_of, text_of, xml_of
from .fetch import fetch, fetch_all

__all__ = ["Ask", "Limits", "Reply", "Trouble", "fetch", "fetch_all", "json_of", "text_of", "xml_of"]
