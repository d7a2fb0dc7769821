"""Makes the checkout importable as the package ``opgavenkaart``, the way QGIS sees it."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLUGINS = ROOT / "build" / "plugins"
PLUGINS.mkdir(parents=True, exist_ok=True)
LINK = PLUGINS / "opgavenkaart"
if not LINK.exists():
    LINK.symlink_to(ROOT, target_is_directory=True)
sys.path.insert(0, str(PLUGINS))
