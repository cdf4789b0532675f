"""Names of organisations: what is told from others in them (`org_names.py`), and how alike two are (`name_alignment.py`)."""
