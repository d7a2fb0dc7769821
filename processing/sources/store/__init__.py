"""The store of a team: current layers between departments, their versions, and what their sources showed last."""

from .publish import Offer, Published, publish, restore
from .store import Store
from .store_address import open_store
from .withdraw import withdraw

__all__ = ["Offer", "Published", "Store", "open_store", "publish", "restore", "withdraw"]
