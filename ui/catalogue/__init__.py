"""The catalogue in a dock: look for layers, see how old and whose they are, and load them."""
