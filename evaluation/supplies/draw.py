"""Draw the notices to be read by hand: those with a text of their own, by a fixed seed, as positions in the file.

python evaluation/supplies/draw.py
"""

import json
import random
from pathlib import Path

NOTICES = Path(__file__).parents[3] / "shared/data/dod_awards/dod_awards_master.json"
SEED = 20251123
WANTED = 100


def main() -> None:
    """Print the positions, in order; a text that stands twice is in the pool once, at its first place."""
    first: dict[str, int] = {}
    for position, notice in enumerate(json.loads(NOTICES.read_text(encoding="utf-8"))):
        if len(notice["award_text"].split()) >= 20:
            first.setdefault(notice["award_text"], position)
    print(f"# pool {len(first)}")
    print(*sorted(random.Random(SEED).sample(sorted(first.values()), WANTED)))


if __name__ == "__main__":
    main()
