"""Passages that two documents share, word by word, and what happened to them on the way."""
