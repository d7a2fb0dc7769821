"""Where data come from: the network, kinds of source, loading, harvest, watch and store."""
