"""Names to organisations that own identifiers, across documents and awards; start at `linking.py`."""
