"""The words that several utterances have in common: what a reader sees that puts them together."""

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 4
"""Letters of a word that may tell something; shorter ones are mostly the grammar's."""
EVERYDAY = frozenset(
    "that this with from have will would they them their there were what when which where while about after again also "  # noqa: SIM905  # reads better than a list
    "been because before being between both could does doing down during each even ever every from further here into just "
    "like made make many more most much must never only other over said same says should since some such than then these "
    "those through time under until upon very want well went your yours ours whose whom it's we're we've don't can't".split()
)
SHOWN = 8
LEAST_SHARE = 0.5


def shared_words(texts: Iterable[str]) -> list[tuple[str, int]]:
    """List the words that stand in at least half of some texts and in two of them, with how many have each, most first."""
    spelt: dict[str, str] = {}
    count: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        found = {word.casefold(): word for word in WORD.findall(text) if len(word) >= SHORTEST}
        for folded, word in found.items():
            if folded not in EVERYDAY:
                spelt.setdefault(folded, word)
                count[folded] += 1
    least = max(2, LEAST_SHARE * total)
    ordered = sorted(count.items(), key=lambda one: (-one[1], one[0]))
    return [(spelt[word], number) for word, number in ordered if number >= least][:SHOWN]
