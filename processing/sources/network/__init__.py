"""Requests over the web through QGIS's network classes: many at once, each with a time limit, and never a hanging run."""

from .content import check_is_data, json_of, text_of, xml_of
from .fetch import fetch, fetch_all
from .fresh_answers import fresh_answers
from .inside import check_public, find_inside
from .requests import GetRequest, Limits, PostRequest, Reply, Trouble
from .user_agent import plugin_named

__all__ = [
    "GetRequest",
    "Limits",
    "PostRequest",
    "Reply",
    "Trouble",
    "check_is_data",
    "check_public",
    "fetch",
    "fetch_all",
    "find_inside",
    "fresh_answers",
    "json_of",
    "plugin_named",
    "text_of",
    "xml_of",
]
