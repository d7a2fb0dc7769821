"""How maps look: the house style, the looks of each kind of layer, printed sheets, the project that is written."""
