"""Where things meet: parts of parties in awards, the same words twice, statements and awards in tension.

Nothing here accuses anybody: it puts two sourced things side by side and says by which rule.
"""

CONNECT_VERSION = "connect/7"
"""Names the rules; a changed name has what connects worked out again. Stands here so that asking loads no rule."""
MEET_VERSION = "meet/1"
"""The same for what is kept of single documents and pairs of documents (meet.py)."""
