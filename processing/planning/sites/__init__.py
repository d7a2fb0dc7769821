"""Sites for several sectors: from layers to a question, and from a plan back to layers and numbers."""
