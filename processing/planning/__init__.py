"""The planning questions on a map: access, demand, sites, envelope, coalition, budget."""
