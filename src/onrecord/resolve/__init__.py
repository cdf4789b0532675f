"""Mentions to parties: who is who, inside a document, across documents, and in spending rows.

A first, careful version: exact names, introduced acronyms, surnames, titles and offices, pronouns and descriptions with one
candidate only. Where more than one candidate is left, nobody is named and the candidates are kept.
"""

RESOLVE_VERSION = "resolve/4"
"""Names the rules; a changed name has who is who worked out again. Stands here so that asking loads no rule."""
