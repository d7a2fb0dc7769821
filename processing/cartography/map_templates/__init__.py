"""The printed maps that can be chosen, one module each, and what they share."""
