"""An award, and a party's part in public spending, as lines for people: `(what, value)`."""

from collections import Counter
from collections.abc import Iterable

from onrecord.answer.amounts import Answer, answer_lines
from onrecord.answer.changes import change_words, changes_held
from onrecord.answer.rows import AwardRow, award_dates, place_words, places_shown
from onrecord.answer.subawards import (
    PartySubaward,
    Reported,
    authorisation_words,
    authorisations_of,
    subaward_words,
    subawards_of,
    subawards_under,
)
from onrecord.answer.vehicles import order_sums, orders_lines
from onrecord.answer.words import AWARD_KINDS, CEILING, CEILINGS, PARTS, SUBAWARD_ROLES, label_words
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId
from onrecord.model.party import Party
from onrecord.store import View

Facts = list[tuple[str, str]]
LISTED = 10
CHANGES_LISTED = 20
"""Rows of one kind listed in a terminal, and changes of one award; the page has all of them."""


def money_facts(row: AwardRow) -> Facts:
    """Write each notion with its date and where it was read."""
    facts: Facts = []
    for one in row.money:
        context = f"; {CEILING}" if row.kind == "idv" and one.notion in CEILINGS else ""
        facts.append(
            (one.notion, f"{one.amount:,.2f} {one.currency} as of {one.as_of or 'unknown'} ({one.basis}){context}")
        )
    return facts


def part_facts(row: AwardRow) -> Facts:
    """Write each part, then the places it rests on: those of other words once each, not again the description shown."""
    facts: Facts = []
    for (role, label, _, name, because), fields in zip(row.parts, row.evidence, strict=True):
        facts.append((PARTS[role], " · ".join(filter(None, (name, label_words(label, role), because)))))
        facts += _places(one for one in fields if one != row.description_field)
    return facts


def _places(evidence: Iterable[Field | Span]) -> Facts:
    shown, others = places_shown(evidence)
    facts = [("rests on", place_words(one)) for one in shown]
    return [*facts, ("rests on", f"and {others:,} other place{'' if others == 1 else 's'}")] if others else facts


def award_facts(view: View, row: AwardRow) -> Facts:
    """Write what an award is, its sums, what hangs on it, its parts, its subawards and its changes."""
    facts = [
        ("kind", AWARD_KINDS[row.kind]),
        ("number (PIID)", row.piid),
        ("hangs on", row.parent or "nothing"),
        ("latest action", row.date or "-"),
    ]
    facts += [(what, f"{date}{f' ({caveat})' if caveat else ''}") for what, date, caveat in award_dates(row)]
    facts += money_facts(row)
    facts += [("orders", line) for line in orders_lines(order_sums(view.orders(row.id)))]
    facts += part_facts(row)
    facts += _subawards(subawards_under(view, row.id))
    return facts + _actions(view, row.id)


def _actions(view: View, award: AwardId) -> Facts:
    lines = [change_words(one) for one in changes_held(view.actions(award))]
    earlier = len(lines) - CHANGES_LISTED
    left = [("action", f"{earlier:,} earlier; all are on its page: onrecord serve RECORD")] if earlier > 0 else []
    return [*left, *(("action", line) for line in lines[-CHANGES_LISTED:])]


def _subawards(found: tuple[Reported, ...]) -> Facts:
    facts = [("subaward", subaward_words(one)) for one in found]
    return _cut(facts, "subaward", "subawards; see the page, or the export's subawards.jsonl")


def _cut(facts: Facts, name: str, rest: str) -> Facts:
    others = len(facts) - LISTED
    return [*facts[:LISTED], (name, f"and {others:,} more {rest}")] if others > 0 else facts


def party_facts(view: View, party: Party) -> Facts:
    """Write a party's parts in awards, the subawards it is named in, and its permissions to use products."""
    links = view.links(party=party.id)
    counts = Counter((link.role, link.label) for link in links)
    facts: Facts = []
    for (role, label), number in counts.items():
        held = f"{number:,} award{'' if number == 1 else 's'}"
        facts.append((PARTS[role], " · ".join(filter(None, (held, label_words(label, role))))))
        listed: Facts = [("", link.award) for link in links if (link.role, link.label) == (role, label)]
        facts += _cut(listed, "", "awards; see: onrecord timeline RECORD PARTY")
    facts += subaward_facts(subawards_of(view, party))
    permissions = [
        ("authorisation" if one.role != "provider" else "product", authorisation_words(one.authorisation))
        for one in authorisations_of(view, party)
    ]
    return facts + _cut(permissions, "authorisation", "authorisations; see the export's authorisations.jsonl")


def subaward_facts(found: Iterable[PartySubaward]) -> Facts:
    """Write the subawards a party is named in, and the awards they were made under."""
    facts = []
    for one in found:
        row = one.reported.subaward
        held = "" if one.prime_held else "; that award is not in this record"
        prime = f"under {row.prime} ({row.prime_recipient or 'prime recipient not recorded'}{held})"
        facts.append((SUBAWARD_ROLES[one.role], f"{subaward_words(one.reported)}; {prime}"))
    return _cut(facts, "subaward", "subawards; see the page, or the export's subawards.jsonl")


def sums_facts(answers: Iterable[Answer]) -> Facts:
    """Write what the record says to the sums of a text."""
    return [
        ("the record's sums" if place == 0 else "", line)
        for one in answers
        for place, line in enumerate(answer_lines(one))
    ]
