"""The first map of a municipality: its public data kept, its catalogue, the challenges that these carry, and what is missing."""
