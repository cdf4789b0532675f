"""Count what is shown among pairs of sentences as they stand in newspapers: what a reader of a record would see.

    python evaluation/quantities/pool.py [--half rules|report] [--flags]

Needs ../shared. All articles of PolNeAR's train and dev parts of one half; sentences with a quantity; pairs from two articles
that share two words found in at most 60 of these sentences. Nobody has labelled the pairs: each one shown is taken for wrong
unless README.md says that it was read. `--flags` prints them (publishers' words, for the screen only).
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from check import half
from score import SHARED, article, day_of

from onrecord.connect.figures.compared import Comparison, Read, Sentence, read
from onrecord.connect.figures.comparison import THRESHOLD, compare_read

RARE, SHARED_WORDS = 60, 2
SHORTEST, LONGEST = 40, 320
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?][\"”’]?(?=\s+[A-Z“\"])")


def sentences(which: str) -> Iterator[tuple[str, Read]]:
    """Read the sentences of a half that hold a quantity."""
    for path in sorted((SHARED / "polnear").glob("*/text/*.txt")):
        name = str(path.relative_to(SHARED))
        if half(name) != which:
            continue
        text = article(name)
        for start, end in _cut(text):
            found = read(Sentence(text=text, start=start, end=end, said_on=day_of(name)))
            if found.quantities:
                yield name, found


def _cut(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        start = line.start()
        for end in [*(match.end() for match in _END.finditer(text, line.start(), line.end())), line.end()]:
            low = start + len(text[start:end]) - len(text[start:end].lstrip())
            if SHORTEST <= end - low <= LONGEST:
                yield low, end
            start = end


def pairs(read_sentences: Sequence[tuple[str, Read]]) -> list[tuple[int, int]]:
    """List the pairs of sentences of two articles that share two rare words."""
    known = Counter(word for _, one in read_sentences for word in one.setting.words)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, (_, one) in enumerate(read_sentences):
        for word in one.setting.words:
            if known[word] <= RARE:
                holders[word].append(place)
    shared = Counter(pair for places in holders.values() for pair in combinations(places, 2))
    return [
        pair
        for pair, count in shared.items()
        if count >= SHARED_WORDS and read_sentences[pair[0]][0] != read_sentences[pair[1]][0]
    ]


def shown(which: str) -> tuple[int, list[tuple[Read, Read, Comparison]]]:
    """Give the number of pairs, and those shown by default."""
    held = list(sentences(which))
    found = pairs(held)
    compared = ((held[one][1], held[other][1]) for one, other in found)
    judged = ((left, right, compare_read(left, right)) for left, right in compared)
    return len(found), [one for one in judged if one[2].verdict == "different" and one[2].score >= THRESHOLD]


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=("rules", "report"), default="rules")
    parser.add_argument("--flags", action="store_true")
    arguments = parser.parse_args()
    count, flags = shown(arguments.half)
    print(f"PolNeAR, {arguments.half}: {count} pairs, {len(flags)} shown at {THRESHOLD} and above")
    for left, right, found in flags if arguments.flags else ():
        words = [
            " ".join(side.sentence.text[side.sentence.start : side.sentence.end].split()) for side in (left, right)
        ]
        print(f"{found.score:.2f} {found.why}: {words[0]} || {words[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
