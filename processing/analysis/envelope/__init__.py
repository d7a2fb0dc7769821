"""Which measures an envelope pays best: the portfolio, what comes next to it, what more money buys, and what each party brings."""

from .choosing import Portfolio, choose, more_money, runners_up
from .measures import Measures
from .negotiation import negotiate
from .shapley import shapley_values

__all__ = ["Measures", "Portfolio", "choose", "more_money", "negotiate", "runners_up", "shapley_values"]
