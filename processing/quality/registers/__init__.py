"""Two registers of the same kind of thing laid beside each other: pairs, one merged layer, and what there is to ask."""
