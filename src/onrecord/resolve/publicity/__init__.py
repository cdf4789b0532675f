"""Which people of a document are public, by roles that its words show; start at `publicity.py`."""
