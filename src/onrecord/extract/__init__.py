"""Documents to statements, mentions, amounts, dates and supply relations."""

EXTRACT_VERSION = "rules/3"
"""Names the rules; a changed name has every document read for statements again. Stands here so that asking loads no rule."""
