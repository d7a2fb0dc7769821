"""The chain: a challenge's layers -> indicators per unit -> index -> clusters -> what is exported."""
