"""Two vintages of one integrated map beside each other: what changed in data, in method, and in the result."""
