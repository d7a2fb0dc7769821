"""Measures the lines that a QGIS runs which a test starts: Python imports this by its name, `contexts` puts its folder on the way."""

import contextlib
import os
import sys
import threading
import time

KEPT_EVERY = 1.0
"""Seconds after which what is known is written: tests end a QGIS without a chance to do so."""


def measure():
    """Measure all threads of this process, and keep what was run again and again."""
    sys.path.append(os.environ["MUTANTS_COVERAGE"])
    import coverage

    sys.path.pop()
    place, sources = os.environ["MUTANTS_DATA"], os.environ["MUTANTS_SOURCES"].split(os.pathsep)
    cover = coverage.Coverage(f"{place}.inside.{os.getpid()}", config_file=False, include=sources, messages=False, context="inside")
    cover.start()

    def keep():
        while True:
            time.sleep(KEPT_EVERY)
            with contextlib.suppress(Exception):  # a line that is run meanwhile may come between; a second later it is kept
                cover.save()

    threading.Thread(target=keep, daemon=True).start()


if "MUTANTS_DATA" in os.environ:
    measure()
