"""The same words in two documents, and what happened to them on the way."""
