"""The integrated map of a challenge: its layers, words, charts and report."""
