"""Artefacts to documents and spending rows: one small file per format, chosen by content, never by trust in a name."""
