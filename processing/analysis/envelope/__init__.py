"""Which measures an envelope pays best: the portfolio, what comes next to it, how well it holds, what more money buys, who brings what."""

from .cases import Cases, vary_effects
from .choosing import Portfolio, choose, more_money, runners_up
from .measures import Measures
from .negotiation import Negotiation, negotiate
from .shapley import shapley_values

__all__ = [
    "Cases",
    "Measures",
    "Negotiation",
    "Portfolio",
    "choose",
    "more_money",
    "negotiate",
    "runners_up",
    "shapley_values",
    "vary_effects",
]
