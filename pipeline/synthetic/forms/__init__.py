"""The four forms in which practices send their registers."""
