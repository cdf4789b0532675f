"""Documents to statements, mentions, amounts, dates and supply relations."""
