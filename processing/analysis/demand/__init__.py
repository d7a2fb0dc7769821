"""Demand ahead: who will live where, how many places they need, and from which year there are too few."""
