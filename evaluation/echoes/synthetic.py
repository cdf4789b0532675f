"""Made edits of real quotations: how many of them the product finds again, by transformation.

    python evaluation/echoes/synthetic.py [--shared ../shared] [--quotations 500]

Draws direct quotations of at least 14 words from PolNeAR train, changes each in seven ways (those of
../shared/research/connecting.md, 3.A), and puts the result, in marks, as a paragraph of its own into an article of another
paper. Nothing is known of speakers or days, so only the bars on words hold. Needs ../shared.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles import SHARED, document_of

from onrecord.connect.echo.alignments import align
from onrecord.connect.echo.bars import Said
from onrecord.connect.echo.kinds import echo_of
from onrecord.connect.echo.sources import Source, source_of

SEED = 11
LEAST_WORDS, MOST_WORDS = 14, 80
QUOTATION = re.compile(r"[“\"]([^“”\"\n]{60,600})[”\"]")
Edit = Callable[[list[str], list[str], random.Random], list[str]]


def _changed(share: float) -> Edit:
    def edit(words: list[str], vocabulary: list[str], chance: random.Random) -> list[str]:
        return [chance.choice(vocabulary) if chance.random() < share else word for word in words]

    return edit


def _changed_and_dropped(words: list[str], vocabulary: list[str], chance: random.Random) -> list[str]:
    return [word for word in _changed(0.1)(words, vocabulary, chance) if chance.random() >= 0.1]


def _half(words: list[str], _vocabulary: list[str], chance: random.Random) -> list[str]:
    half = len(words) // 2
    start = chance.choice((0, len(words) - half))
    return words[start : start + half]


def _spliced(words: list[str], _vocabulary: list[str], _chance: random.Random) -> list[str]:
    third = len(words) // 3
    return [*words[:third], *words[len(words) - third :]]


EDITS: dict[str, Edit] = {
    "verbatim": lambda words, _vocabulary, _chance: words,
    "10 % of words changed": _changed(0.1),
    "20 % of words changed": _changed(0.2),
    "35 % of words changed": _changed(0.35),
    "10 % changed, 10 % dropped": _changed_and_dropped,
    "half kept": _half,
    "spliced: first and last third": _spliced,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quotation, the article it stands in, and one it is put into."""

    words: list[str]
    home: Source
    away: str
    away_path: str


def draw(shared: Path, count: int) -> Iterator[Drawn]:
    """Draw quotations, each with an article of another paper; the same each time."""
    chance = random.Random(SEED)  # a draw, not a secret
    folder = shared / "data/polnear/train/text"
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    places = [
        (name, match[1].split())
        for name, text in texts.items()
        for match in QUOTATION.finditer(text)
        if LEAST_WORDS <= len(match[1].split()) <= MOST_WORDS
    ]
    names = sorted(texts)
    for name, words in chance.sample(places, min(count, len(places))):
        away = next(one for one in iter(lambda: chance.choice(names), None) if one.split("_")[0] != name.split("_")[0])
        yield Drawn(words, source_of(document_of(f"{name}", texts[name]), ()), texts[away], away)


def found(drawn: Drawn, edit: Edit, chance: random.Random, vocabulary: list[str]) -> tuple[int, bool]:
    """Give how many words of the edited quotation are laid on the quotation, and whether it is called an echo."""
    words = " ".join(edit(drawn.words, vocabulary, chance))
    text = f"{drawn.away.rstrip()}\n\n“{words},” one of them said.\n"
    place = text.rindex(words), text.rindex(words) + len(words)
    away = source_of(document_of(drawn.away_path, text), ())
    inside = [
        one
        for one in align(drawn.home, away)
        if min(one.right.span.end, place[1]) - max(one.right.span.start, place[0]) > 0
    ]
    equal = max((one.equal for one in inside), default=0)
    return equal, any(echo_of(one, Said(), Said()) is not None for one in inside)


def measure(shared: Path, count: int) -> dict[str, tuple[int, float, float, float]]:
    """Give by transformation: how many, the share found with five and with eight equal words, the share called an echo."""
    chance = random.Random(SEED)  # edits, not secrets
    quotations: Sequence[Drawn] = list(draw(shared, count))
    vocabulary = sorted({word for one in quotations for word in one.words})
    figures = {}
    for name, edit in EDITS.items():
        results = [found(one, edit, chance, vocabulary) for one in quotations]
        n = len(results)
        shares = (sum(equal >= 5 for equal, _ in results), sum(equal >= 8 for equal, _ in results))
        figures[name] = (n, shares[0] / n, shares[1] / n, sum(echo for _, echo in results) / n)
    return figures


def main() -> None:
    """Print the table of recall."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--quotations", type=int, default=500)
    arguments = parser.parse_args()
    print(f"{'':32}{'n':>5}{'5 words':>9}{'8 words':>9}{'echo':>7}")
    for name, (n, five, eight, echo) in measure(arguments.shared, arguments.quotations).items():
        print(f"{name:32}{n:5d}{five:9.3f}{eight:9.3f}{echo:7.3f}")


if __name__ == "__main__":
    main()
