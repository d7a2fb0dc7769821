"""Access to facilities: layers to people, places and ways; what is found back to layers and a report."""
