"""Questions over a read-only view; every row of an answer carries the place it came from.

Answers are frozen values with plain fields, so that the terminal, the page and the JSON API show the same.
"""
