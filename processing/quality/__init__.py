"""How good a layer is: against itself, against another register, against what publishing asks."""
