"""Score who is who inside a document: short names, he and she, "the company", beside the nearest compatible name.

    python evaluation/coreference/score.py [--set gum|articles|gap] [--split report|rules] [--rounds 1000] [--misses FORM]

A link is right when it leads to a name of the entity that people marked. Precision is over all links made, recall over all
places that stand for an entity named in the text. Each set is read with the names people marked and with the product's
own. Intervals are drawn over documents (GAP: passages). Exits 1 when a figure is below its floor in floors.json. Needs
../shared.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coref_links import (
    Link,
    gap_answer,
    gap_mentions,
    gold_mentions,
    nearest_links,
    our_links,
    own_mentions,
    read,
)
from marked_texts import ARTICLES, FORMS, Anaphor, Form, Text, articles, gap, gum

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = Path(__file__).parent / "floors.json"
SETS = ("gum", "articles", "gap")
SYSTEMS = {"ours": our_links, "nearest": nearest_links}
NAMES = {"gold": gold_mentions, "own": own_mentions}
PEERLESS: Form = "first"
"""The peer has no rule for "I" and "we"."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Links made, links that are right, and places that stand for somebody named."""

    made: int = 0
    right: int = 0
    named: int = 0


def figures(rows: Iterable[Counts]) -> tuple[float, float]:
    """Give precision and recall in per cent over documents."""
    made, right, named = (
        sum(column) for column in zip(*((one.made, one.right, one.named) for one in rows), strict=True)
    )
    return 100 * right / max(1, made), 100 * right / max(1, named)


def interval(rows: Sequence[Counts], rounds: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the 95 % bootstrap intervals of precision and recall over documents; the same each time."""
    chance = random.Random(0)
    drawn = [figures(chance.choices(rows, k=len(rows))) for _ in range(rounds)]
    low, high = int(0.025 * rounds), min(rounds - 1, int(0.975 * rounds))
    precision, recall = (sorted(column) for column in zip(*drawn, strict=True))
    return (precision[low], precision[high]), (recall[low], recall[high])


def count(text: Text, links: Iterable[Link], form: Form) -> Counts:
    """Compare the links of one form in a text with its gold.

    Of names, short ones are to be linked (a surname, an acronym): those of which the entity has a longer one in the text;
    any link from a marked name to a longer one counts as made. A pronoun or a description that people did not mark stands
    for nobody: a link from it is wrong.
    """
    anaphors = [one for one in text.anaphors if one.form == form]
    made = [one for one in links if one.form == form]
    if form == "name":
        made = [one for one in made if any(_meet(one, anaphor) for anaphor in anaphors)]
    right = 0
    for one in made:
        meant = next((anaphor for anaphor in anaphors if _meet(one, anaphor)), None)
        right += int(meant is not None and meant.entity is not None and meant.entity == one.entity)
    named = [one for one in anaphors if one.entity is not None and (form != "name" or is_short(text, one))]
    return Counts(len(made), right, len(named))


def _meet(link: Link, anaphor: Anaphor) -> bool:
    return link.start < anaphor.end and anaphor.start < link.end


def is_short(text: Text, name: Anaphor) -> bool:
    """Say whether the entity has a longer name in the text."""
    return any(one.entity == name.entity and one.end - one.start > name.end - name.start for one in text.names)


def texts_of(chosen: str, split: str, shared: Path) -> list[Text]:
    """Read a set of documents."""
    return list(gum(shared, reported=split == "report") if chosen == "gum" else articles(shared, split))


def score_texts(label: str, texts: Sequence[Text], rounds: int) -> dict[str, tuple[float, float]]:
    """Score both systems on both kinds of names; print a line for each form."""
    found: dict[str, tuple[float, float]] = {}
    for names, mentions in NAMES.items():
        for system, link in SYSTEMS.items():
            linked = [(text, link(text, mentions(text))) for text in texts]
            for form in FORMS:
                if system == "nearest" and form == PEERLESS:
                    continue
                rows = [count(text, links, form) for text, links in linked]
                found[f"{label}, {names} names, {system}, {form}"] = _line(f"{names:5}{system:8}{form}", rows, rounds)
    return found


def _line(label: str, rows: Sequence[Counts], rounds: int) -> tuple[float, float]:
    precision, recall = figures(rows)
    (p_low, p_high), (r_low, r_high) = interval(rows, rounds)
    made, named = sum(one.made for one in rows), sum(one.named for one in rows)
    print(
        f"  {label:28}{made:6} links{named:6} named   P {precision:5.1f} ({p_low:.1f} to {p_high:.1f})"
        f"   R {recall:5.1f} ({r_low:.1f} to {r_high:.1f})"
    )
    return precision, recall


def score_gap(part: str, shared: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Score GAP as its own scorer does: each of the two names of a passage is taken, or not, rightly or not."""
    found: dict[str, tuple[float, float]] = {}
    texts = list(gap(shared, part))
    for names in NAMES:
        for system in SYSTEMS:
            rows = []
            for text in texts:
                mentions = gap_mentions(text) if names == "gold" else list(read(text.document).mentions)
                answer = gap_answer(text, mentions, system)
                right = sum(one and other for one, other in zip(answer, text.right, strict=True))
                rows.append(Counts(sum(answer), right, sum(text.right)))
            found[f"gap, {names} names, {system}, he_she"] = _line(f"{names:5}{system:8}he_she", rows, rounds)
    return found


def show_misses(texts: Iterable[Text], form: str) -> None:
    """Print wrong links and missing ones with the words around them; never of texts kept for reporting."""
    for text in texts:
        links = our_links(text, gold_mentions(text))
        words = text.document.text
        for anaphor in text.anaphors:
            if anaphor.form != form or (form == "name" and not is_short(text, anaphor)):
                continue
            link = next((one for one in links if one.form == form and _meet(one, anaphor)), None)
            if (link.entity if link else None) != anaphor.entity:
                around = words[max(0, anaphor.start - 200) : anaphor.start] + "[["
                around += words[anaphor.start : anaphor.end] + "]]" + words[anaphor.end : anaphor.end + 40]
                got = f"{link.entity} by {link.rule}" if link else "nobody"
                print(f"{text.name} {anaphor.start}: {anaphor.entity}, got {got}\n    {' '.join(around.split())}")
        for link in links:
            if link.form == form and form != "name" and not any(_meet(link, one) for one in text.anaphors):
                print(
                    f"{text.name} {link.start}: unmarked, got {link.entity} by {link.rule}\n    {words[link.start - 80 : link.end + 40]!r}"
                )


def below_floors(found: dict[str, tuple[float, float]], floors: dict[str, list[float]]) -> int:
    """Count the figures below their floor and print them."""
    low = [
        (name, found[name], floor)
        for name, floor in floors.items()
        if name in found and min(have - least for have, least in zip(found[name], floor, strict=True)) < 0
    ]
    for name, have, floor in low:
        print(f"below its floor: {name}: P {have[0]:.1f}, R {have[1]:.1f}, floor {floor}", file=sys.stderr)
    return len(low)


def main() -> int:
    """Read, link, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", choices=SETS, action="append", help="all where none is named")
    parser.add_argument("--split", choices=("report", "rules"), default="report")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--rounds", type=int, default=1000, help="bootstrap samples")
    parser.add_argument("--misses", choices=FORMS, help="show errors of the rules split instead of scoring")
    arguments = parser.parse_args()
    found: dict[str, tuple[float, float]] = {}
    for chosen in arguments.set or SETS:
        if chosen == "articles" and not ARTICLES.exists():
            continue
        if chosen == "gap":
            part = "test" if arguments.split == "report" else "development"
            print(f"\ngap-{part}")
            found |= score_gap(part, arguments.shared, arguments.rounds)
        elif arguments.misses:
            show_misses(texts_of(chosen, "rules", arguments.shared), arguments.misses)
        else:
            texts = texts_of(chosen, arguments.split, arguments.shared)
            print(f"\n{chosen}, {arguments.split}: {len(texts)} documents")
            found |= score_texts(chosen, texts, arguments.rounds)
            news = [text for text in texts if text.name.startswith("GUM_news")]
            if chosen == "gum":
                print(f"\ngum news, {arguments.split}: {len(news)} documents")
                found |= score_texts("gum news", news, arguments.rounds)
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() and arguments.split == "report" else {}
    return 1 if below_floors(found, floors) else 0


if __name__ == "__main__":
    sys.exit(main())
