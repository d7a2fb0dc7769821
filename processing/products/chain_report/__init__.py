"""The chain report: from a challenge to clusters, demand, sites, envelope, coalition and actions, a page for each cluster."""
