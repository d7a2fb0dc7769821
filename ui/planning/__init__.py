"""The planning dock: sites, an envelope and a coalition, worked out while one chooses."""
