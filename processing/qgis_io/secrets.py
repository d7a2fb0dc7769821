"""Messages without passwords: what a connection may hold and nobody should read in a report."""

from __future__ import annotations

import re

SECRET_PARTS = re.compile(
    r"""\b(user|username|password|passwd|pwd|authcfg|token|access_token|api_?key|apikey|secret)\s*=\s*('(?:[^'\\]|\\.)*'|"[^"]*"|[^\s&"']*)""",
    re.IGNORECASE,
)
USER_IN_URL = re.compile(r"//[^/\s@]*@")


def without_secrets(text: str) -> str:
    """Return a connection, URL or message without users, passwords, tokens and authentication ids."""
    return USER_IN_URL.sub("//", SECRET_PARTS.sub("", text)).strip()
