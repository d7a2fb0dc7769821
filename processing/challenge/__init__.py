"""The path of a challenge: its layers -> indicators per unit -> index -> clusters. Computing only."""
