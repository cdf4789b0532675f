"""A policy held against a record: which relations fall under its rules, and which could not be decided.

It accuses nobody: that a relation falls under a rule says what the rule names and what the record holds, and no more. What is
not in the record, or not recorded well enough, is never taken for "no".
"""

from collections import Counter
from collections.abc import Iterator

from onrecord.answer.coverage import coverage, searched, searched_whole
from onrecord.answer.policy_awards import Held, award_relations, awards_asked, held_awards
from onrecord.answer.policy_parties import Meant, Names, meant
from onrecord.answer.policy_rows import Checked, RelationRow, RuleAnswer
from onrecord.answer.policy_rules import Policy
from onrecord.answer.policy_subawards import subaward_relations, subawards_elsewhere
from onrecord.answer.policy_texts import FOUND_WRONG, Told, text_relations, told
from onrecord.model.ids import AwardId, PartyId
from onrecord.store import View


def check(view: View, policy: Policy) -> Checked:
    """Hold a policy against a record.

    Raises:
        UserError: A name in the policy fits no party of the record, or several; the message has its line.
    """
    names = Names(view, policy.path)
    rules = list(meant(view, policy, names))
    asked = {one.rule.id: awards_asked(view, one) for one in rules if one.rule.awards}
    rows: dict[str, list[RelationRow]] = {one.rule.id: [] for one in rules}
    wanted: set[AwardId] = set().union(*asked.values())
    for held in held_awards(view, wanted):
        for one in rules:
            if held.award.id in asked.get(one.rule.id, ()):
                rows[one.rule.id] += _of_award(view, one, held, names)
    texts, found_wrong = told(view, names) if any(one.rule.texts for one in rules) else ([], 0)
    looked = coverage(view, _parties_asked(rules))
    return Checked(
        policy=policy.name,
        path=policy.path,
        answers=tuple(_answer(view, one, rows[one.rule.id], (texts, found_wrong), names) for one in rules),
        searched=_searched(view, searched(looked), len(texts)),
        searched_whole=searched_whole(looked),
    )


def _of_award(view: View, one: Meant, held: Held, names: Names) -> Iterator[RelationRow]:
    yield from award_relations(one, held, names)
    if "subcontractor" in one.rule.reach:
        yield from subaward_relations(view, one, held, names)


def _answer(
    view: View, one: Meant, of_awards: list[RelationRow], texts: tuple[list[Told], int], names: Names
) -> RuleAnswer:
    left_out: Counter[str] = Counter()
    rows = list(of_awards)
    if one.rule.awards:
        rows += subawards_elsewhere(view, one, names)
    rows += text_relations(one, texts[0], names, left_out)
    if one.rule.texts and texts[1]:
        left_out[FOUND_WRONG] = texts[1]
    ordered = sorted(rows, key=lambda row: (row.source, min((day for _, day in row.dates), default="9999"), row.id))
    return RuleAnswer(
        rule=one.rule,
        falling=tuple(row for row in ordered if not row.undecided),
        undecided=tuple(row for row in ordered if row.undecided),
        left_out=tuple(sorted(left_out.items())),
        absent=one.absent,
    )


def _parties_asked(rules: list[Meant]) -> set[PartyId]:
    ends = (end for one in rules for end in (one.customer, one.supplier) if end and end.ids)
    return set().union(*(end.ids for end in ends if end.ids))


def _searched(view: View, words: str, relations: int) -> str:
    """Say what was searched, with the period of the documents and what was read out of them."""
    days = sorted(head.published[:10] for head in view.heads().values() if head.published)
    period = f"; the documents that have a date are of {days[0]} to {days[-1]}" if days else ""
    count = "1 relation" if relations == 1 else f"{relations:,} relations"
    return f"{words}. {count} of supply read from texts{period}"
