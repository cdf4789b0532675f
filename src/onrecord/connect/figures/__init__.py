"""Numbers in statements: what they measure, how precisely, and whether two differ."""
