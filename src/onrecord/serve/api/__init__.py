"""The JSON API: the rows of the public contract as lists and one by one, the questions of the pages, and people's decisions.

One table, `endpoints.py`, says what there is; the addresses, their parameters and the document at /api/openapi.json come from it.
"""
