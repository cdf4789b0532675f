"""Who said what on which day, who is named where, and who has a part in which award: ordered, so that a page reads some of many.

Derived whenever parties or links are written, never written alone; rows of what has gone since are left out by who reads them.
Documents, statements and awards go by their numbers here: there are millions of rows.
"""

import sqlite3

SAID_DAY = "coalesce(substr(coalesce(s.said_on, d.published), 1, 10), '')"
"""The day a statement `s` was said on, else that its document `d` was published on; empty where neither is known."""


def note_days_said(db: sqlite3.Connection) -> None:
    """Work out anew who said what when, and which documents name whom."""
    db.execute("DELETE FROM days_said")
    db.execute(
        f"""INSERT INTO days_said
            SELECT k.party, {SAID_DAY}, s.number, d.number
            FROM speakers k JOIN statements s ON s.id = k.statement JOIN documents d ON d.id = s.document
            WHERE k.party IS NOT NULL"""
    )
    db.execute("DELETE FROM documents_naming")
    db.execute(
        """INSERT OR IGNORE INTO documents_naming
           SELECT n.party, d.number FROM namings n JOIN mentions m ON m.id = n.mention JOIN documents d ON d.id = m.document"""
    )


def note_days_done(db: sqlite3.Connection) -> None:
    """Work out anew who has a part in awards of which day: as one who supplies (1) or who buys (0)."""
    db.execute("DELETE FROM days_done")
    db.execute(
        """INSERT OR IGNORE INTO days_done
           SELECT l.party, l.role NOT IN ('BUYER', 'FUNDER'), coalesce(w.acted_on, ''), w.number
           FROM links l JOIN awards w ON w.id = l.award"""
    )
