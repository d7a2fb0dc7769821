"""What can be computed back from published numbers, and what to hide so that it cannot."""
