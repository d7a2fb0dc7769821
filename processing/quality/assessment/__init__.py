"""A layer by itself: what is wrong with it, how good it is, and whether it is fit to be published."""
