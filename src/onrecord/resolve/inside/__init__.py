"""Who is who inside one document: names, pronouns, descriptions, and whose words a statement is.

Start at `document.py` (names) and `speakers.py` (whose words).
"""
