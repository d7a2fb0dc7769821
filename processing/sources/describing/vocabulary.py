"""What other people's words mean in ours: rhythms, publishers, licences and themes, from ``resources/catalogue/harvest.json``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import urlsplit

from ...model.dates import parse_rhythm
from ...model.errors import OpgaveError
from ...model.files import RESOURCES, read_json
from ...model.record import Licence

LONGEST_LICENCE = 160
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")
OPEN, CLOSED = "yes", "no"
UNKNOWN_PUBLISHER = "private"


@cache
def knowledge() -> dict:
    """Return the tables."""
    return read_json(RESOURCES / "catalogue" / "harvest.json")


def rhythm_of(text: str) -> str:
    """Return an update rhythm; empty where unknown.

    Known are the codes of ISO 19139, those of the EU's vocabulary (as addresses too), and ISO durations.
    """
    code = re.split(r"[/#]", text.strip())[-1].lower()
    known = knowledge()["rhythms"].get(code)
    if known:
        return known
    duration = code.upper().partition("T")[0]
    try:
        return duration if parse_rhythm(duration) else ""
    except OpgaveError:
        return ""


@lru_cache(maxsize=1024)
def publisher_kind(name: str, url: str, default: str = UNKNOWN_PUBLISHER) -> str:
    """Return the kind of a publisher by a word of its name, else by the host of the service."""
    words = f" {re.sub(r'[^a-zà-ÿ0-9]+', ' ', name.lower())} "
    host = urlsplit(url).hostname or ""
    table = knowledge()["publishers"]
    by_name = next((row["kind"] for row in table if any(f" {word} " in words for word in row["names"])), "")
    by_host = next((row["kind"] for row in table if any(host == end or host.endswith(f".{end}") for end in row["hosts"])), "")
    return by_name or by_host or default


def licence_of(texts: Iterable[str], url: str = "") -> tuple[Licence, str]:
    """Return a licence, and whether its data may be passed on: only under one that is known to be open.

    A name that begins as that of such a licence, and leads to a page of its own, is left as it is stated: a city's variant, for one.
    """
    texts = [text for text in texts if text]
    everything = " ".join([*texts, url]).lower()
    for row in knowledge()["licences"]:
        if any(word in everything for word in row["find"]):
            called = next((text for text in texts if text.lower().startswith(tuple(row["find"])) and len(text) <= LONGEST_LICENCE), "")
            return Licence(called, url) if called and url not in ("", row["url"]) else Licence(row["name"], row["url"]), OPEN
    name = texts[0] if texts else url
    url = url or next((match[0] for match in map(ADDRESS.search, texts) if match), "")
    return Licence(name if len(name) <= LONGEST_LICENCE else f"{name[:LONGEST_LICENCE]}...", url), CLOSED


def theme_of(keywords: Iterable[str], title: str = "") -> tuple[str, str]:
    """Return the theme and the sector of the first keyword, else word of the title, that says one; empty where none does."""
    words = [re.split(r"[/#]", keyword)[-1].lower() if "://" in keyword else keyword.lower() for keyword in keywords]
    for word in [*words, *re.findall(r"[a-zà-ÿ]+", title.lower())]:
        for row in knowledge()["themes"]:
            if word in row["words"]:
                return row["theme"], row["sector"]
    return "", ""
