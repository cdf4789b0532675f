"""Which tensions are shown at first: those of a rule whose measured probability reaches the bar of its kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.meeting import Tension, TensionKind
from onrecord.store import View
from onrecord.store.listing import count_of, strongest_tensions
from onrecord.store.verdicts import counting, judged, tension_keys, tension_verdicts

BARS: dict[TensionKind, float] = {"figures": 0.9, "polarity": 0.6, "position_change": 0.6}
"""Least probability to be shown without being asked for; `statement_against_award` is rare and always shown."""

SIFTED_MOST = 200
"""Tensions that are all loaded to be sifted."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """Tensions that are shown, and those below the bar, of which the number is told."""

    shown: tuple[Tension, ...]
    below: tuple[Tension, ...]


def is_shown(one: Tension) -> bool:
    """Say whether a tension reaches the bar of its kind; one whose rule was never measured does not where there is a bar."""
    bar = BARS.get(one.kind)
    return bar is None or (one.probability is not None and one.probability.value >= bar)


def sift(view: View, tensions: Iterable[Tension], *, every: bool = False) -> Sifted:
    """Part tensions by the bars, each part in its order.

    What a person has found right is shown at any score, what all who decided found wrong is left out.

    Args:
        view: The record, for what people have decided.
        tensions: In the order to show them.
        every: Show those below the bars too.
    """
    found = list(tensions)
    verdicts = {one: said.verdict for one, said in tension_verdicts(view).items()} if found else {}
    kept = [one for one in found if verdicts.get(one.id) != "wrong"]
    shown = [one for one in kept if every or is_shown(one) or verdicts.get(one.id) == "right"]
    ids = {one.id for one in shown}
    return Sifted(tuple(shown), tuple(one for one in kept if one.id not in ids))


@dataclass(frozen=True, slots=True)
class Strongest:
    """The strongest tensions shown, how many more would be, and how many lie below the bar."""

    shown: tuple[Tension, ...]
    more: int
    below: int


def strongest_shown(view: View, limit: int, *, every: bool = False) -> Strongest:
    """Load the strongest tensions as `sift` shows them.

    Where the record has more than `SIFTED_MOST`, one below the bar that a person has found right is not raised above it
    here, and those found wrong are taken out of what is loaded only: the queue of review has them all.
    """
    if count_of(view, "tensions") <= SIFTED_MOST:
        sifted = sift(view, view.tensions(), every=every)
        return Strongest(sifted.shown[:limit], max(0, len(sifted.shown) - limit), len(sifted.below))
    found, reached, below = strongest_tensions(view, {} if every else BARS, 2 * limit)
    said = judged(view, "tension", lambda: tension_keys(view, found))
    wrong = {one for one, judgements in said.items() if (last := counting(judgements)) and last.verdict == "wrong"}
    kept = [one for one in found if one.id not in wrong]
    return Strongest(tuple(kept[:limit]), max(0, reached - len(wrong) - limit), below)


def below_words(number: int) -> str:
    """Say how many are not shown; empty for none."""
    if not number:
        return ""
    pairs = "1 more pair is" if number == 1 else f"{number:,} more pairs are"
    return f"{pairs} not shown: the rules that offer them were right too seldom on labelled cases"
