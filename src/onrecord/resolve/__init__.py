"""Mentions to parties: who is who, inside a document, across documents, and in spending rows.

Inside a document by ordered rules with one candidate left, across by edges with a score; people's decisions come first
(docs/decisions/0011-who-is-who.md). Where more than one candidate is left, nobody is named and the candidates are kept.
"""

RESOLVE_VERSION = "resolve/7"
"""Names the rules; a changed name has who is who worked out again. Stands here so that asking loads no rule."""
