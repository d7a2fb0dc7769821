"""How many cases a large test tries."""

import os

LONG = os.environ.get("OPGAVENKAART_LONG", "") == "1"


def count(full: int) -> int:
    """Return ``full`` in a long run (`make test-long`), a tenth of it (at least 1) in an ordinary one."""
    return full if LONG else max(full // 10, 1)
