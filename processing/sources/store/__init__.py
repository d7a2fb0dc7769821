"""The store of a team: current layers between departments, their versions, and what their sources showed last."""

from .opening import open_store
from .publish import Offer, Published, publish, restore
from .store import Store

__all__ = ["Offer", "Published", "Store", "open_store", "publish", "restore"]
