"""Layer records become arrays with canonical fields, whatever the kind of their source."""

from .load import NOT_FEATURES, Loaded, load_record
from .messages import Message
from .shared import load_shared, make_once, share_loads, shared_folder

__all__ = ["NOT_FEATURES", "Loaded", "Message", "load_record", "load_shared", "make_once", "share_loads", "shared_folder"]
