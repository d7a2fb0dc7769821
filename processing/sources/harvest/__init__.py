"""Catalogues of others read into records: metadata services, the services themselves, folders and databases."""

from .harvest import HARVESTERS, gather

__all__ = ["HARVESTERS", "gather"]
