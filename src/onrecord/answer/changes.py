"""The changes of an award, each once, however many of the files held record it."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.award import TIE, Action, sequence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of an award.

    Attributes:
        action: The last of the rows that record it: the one its award is read from.
        others: The other rows that record it.
    """

    action: Action
    others: tuple[Action, ...]


def changes_held(actions: Iterable[Action]) -> tuple[Change, ...]:
    """Put together the rows of one change, in the order given; what counts as one is what `award_of` counts once."""
    rows: dict[str, list[Action]] = {}
    for one in actions:
        rows.setdefault(sequence_of(one)[:-TIE], []).append(one)
    return tuple(Change(action=found[-1], others=tuple(found[:-1])) for found in rows.values())


def change_words(one: Change) -> str:
    """Write a change in a line: when, which, how much it obligated, how often it is held."""
    action = one.action
    day = action.acted_on or "undated"
    if action.is_state:
        said = f"{day}: how the award stands as its file has it, no change of its own"
    else:
        amount = (
            "no sum recorded" if action.obligated is None else f"{action.obligated:,.2f} {action.currency} obligated"
        )
        said = f"{day}, modification {action.modification or '0'}: {amount}"
    return f"{said}; in {len(one.others) + 1} rows, counted once" if one.others else said
