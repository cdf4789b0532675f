"""Texts for the measurement of copies: articles of PolNeAR's train part, and texts made from them in known ways."""

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import md5
from pathlib import Path
from typing import Literal

import numpy as np

SHARED = Path(__file__).parents[3] / "shared/data"
POLNEAR = SHARED / "polnear"
Half = Literal["rules", "report"]
SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+|\n+")
WORD = re.compile(r"\w+(?:['’]\w+)*")
BASES = 150
"""Articles of each half from which texts are made."""
LEAST_WORDS = 150
STITCHED = ("stitched of two", "stitched of three")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with its day.

    Attributes:
        made: How it was made; empty for a text as published.
        of: Names of the articles it was made from.
    """

    name: str
    text: str
    published: str | None
    made: str = ""
    of: tuple[str, ...] = ()


def half_of(name: str) -> Half:
    """Deal names to the two halves: rules are tuned on one, figures reported on the other."""
    return "rules" if int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0 else "report"


def articles(half: Half) -> list[Article]:
    """Read PolNeAR's train articles of one half, by name."""
    with (POLNEAR / "metadata.tsv").open(encoding="utf-8") as rows:
        days = {row["filename"]: row["publication_date"] for row in csv.DictReader(rows, delimiter="\t", quoting=3)}
    return [
        Article(name=path.stem, text=path.read_text(encoding="utf-8"), published=days.get(path.stem))
        for path in sorted((POLNEAR / "train/text").glob("*.txt"))
        if half_of(path.stem) == half
    ]


def make(found: Sequence[Article], *, seed: int = 7, bases: int = BASES) -> list[Article]:
    """Make texts from some articles: eight ways each, dated the day after."""
    chance = random.Random(seed)
    long = [one for one in found if len(WORD.findall(one.text)) >= LEAST_WORDS]
    chosen = chance.sample(long, min(bases, len(long)))
    lexicon = [word for one in found for word in WORD.findall(one.text)]
    made = []
    for base in chosen:
        others = chance.sample([one for one in long if one is not base], 2)
        sentences = _sentences(base.text)
        shuffled = chance.sample(sentences, len(sentences))
        ways = {
            "first half": _first(sentences, 0.5),
            "shuffled": shuffled,
            "shuffled, 20 % of words changed": [_spun(one, 0.2, lexicon, chance) for one in shuffled],
            "shuffled, 35 % of words changed": [_spun(one, 0.35, lexicon, chance) for one in shuffled],
            "whole": sentences,
            "whole, other headline and boilerplate": _dressed(sentences, chance),
        }
        for way, some in ways.items():
            made.append(_article(way, some, (base,)))
        made.append(
            _article(STITCHED[0], _first(sentences, 0.3) + _last(_sentences(others[0].text), 0.7), (base, others[0]))
        )
        third = [_first(_sentences(one.text), 1 / 3) for one in (base, *others)]
        made.append(_article(STITCHED[1], [line for part in third for line in part], (base, *others)))
    return made


def _article(way: str, lines: Sequence[str], of: Sequence[Article]) -> Article:
    days = [one.published for one in of if one.published]
    after = (date.fromisoformat(max(days)) + timedelta(days=1)).isoformat() if days else None
    return Article(
        name=f"{of[0].name} {way}", text="\n\n".join(lines), published=after, made=way, of=tuple(one.name for one in of)
    )


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in SENTENCE.split(text) if one and one.strip()]


def _first(sentences: Sequence[str], share: float) -> list[str]:
    """Take sentences from the beginning until a share of the words is reached."""
    sizes = np.cumsum([len(one.split()) for one in sentences])
    return list(sentences[: int(np.searchsorted(sizes, sizes[-1] * share)) + 1])


def _last(sentences: Sequence[str], share: float) -> list[str]:
    return _first(sentences[::-1], share)[::-1]


def _spun(sentence: str, share: float, lexicon: Sequence[str], chance: random.Random) -> str:
    """Put words of the campaign for a share of the words."""
    return WORD.sub(lambda word: chance.choice(lexicon) if chance.random() < share else word[0], sentence)


def _dressed(sentences: Sequence[str], chance: random.Random) -> list[str]:
    subject = chance.choice(("the campaign", "the race", "the vote", "the debate"))
    return [
        f"What we know so far about {subject}",
        f"By the {chance.choice(('politics', 'news', 'evening'))} desk, updated {chance.randint(1, 12)} minutes ago",
        *sentences[1:],
        "Do you have a story for us? Write to our reporters and tell them what you have seen.",
        "More from this section: ten charts that explain the week. Sign up for our letter, every morning at seven.",
    ]
