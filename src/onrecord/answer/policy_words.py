"""A policy check in lines for people, and in rows for programs."""

from collections.abc import Iterator
from typing import Any

from onrecord.answer.policy_rows import Checked, End, Reason, RelationRow, RuleAnswer, Sum
from onrecord.answer.policy_rules import Rule, Who
from onrecord.answer.rows import FIELDS_LISTED, place_words
from onrecord.answer.words import NOTIONS
from onrecord.model.evidence import Field, Span

REACH_WORDS = {
    "direct": "direct",
    "subsidiary": "through a firm it owns",
    "reseller": "its product, through another firm",
    "subcontractor": "as a subcontractor",
}
BOUGHT_SHOWN = 300
"""Characters of a description in a list; `show` has all of it."""
NO_JUDGEMENT = (
    "That a relation falls under a rule says what the rule names and what the record holds; it judges nobody."
)


def heading(answer: RuleAnswer) -> str:
    """Name a rule and count what was found."""
    return f"{answer.rule.id}: {answer.rule.title}"


def rule_lines(rule: Rule) -> Iterator[str]:
    """Say what a rule asks for, in lines."""
    if rule.why:
        yield " ".join(rule.why.split())
    asked = [f"{side} {_who(who)}" for side, who in (("customer", rule.customer), ("supplier", rule.supplier)) if who]
    if use := rule.use:
        named = (
            *(one.text for one in use.makers),
            *use.products,
            *use.words,
            *(":".join(one) for one in use.categories),
        )
        asked.append(f"use {' or '.join(named)}")
    asked.append(f"reach {', '.join(one for one in REACH_WORDS if one in rule.reach)}")
    if rule.period:
        asked.append(f"period {rule.period.first or 'any day'} to {rule.period.last or 'any day'}")
    if least := rule.minimum:
        asked.append(f"at least {least.at_least:,} {least.currency} {_meaning(least.notion)}")
    yield f"Asks for: {'; '.join(asked)}."


def _meaning(notion: str) -> str:
    return next((words for name, (words, _) in NOTIONS.items() if name == notion), notion)


def _who(who: Who) -> str:
    names = [*(one.text for one in who.parties), *(f"{one.text} and its parts" for one in who.parts_of)]
    kinds = " or ".join(one.replace("_", " ") for one in who.kinds)
    listed = " or ".join(names)
    return f"{listed} ({kinds})" if listed and kinds else listed or f"any {kinds}"


def counts(answer: RuleAnswer) -> str:
    """Count what falls under a rule and what could not be decided."""
    fall, open_ = len(answer.falling), len(answer.undecided)
    falls = "No relation falls" if not fall else "1 relation falls" if fall == 1 else f"{fall:,} relations fall"
    rest = "none is left open" if not open_ else f"{open_:,} could not be decided"
    return f"{falls} under this rule; {rest}."


def notes(answer: RuleAnswer) -> Iterator[str]:
    """Say what was left out, and which names the record does not hold."""
    for why, number in answer.left_out:
        yield f"Left out: {number:,} {why}."
    if answer.absent:
        yield f"Not in this record: {', '.join(answer.absent)}."


def ends_words(row: RelationRow) -> str:
    """Write who supplies whom: `Microsoft (maker of the product) → ICE (buyer)`."""
    supplier = _end(row.supplier) if row.supplier else "supplier not named"
    bought_by = ", ".join(map(_end, row.customers)) or "customer not named"
    return f"{supplier} → {bought_by}"


def _end(one: End) -> str:
    return f"{one.name} ({one.part})" if one.part else one.name


def row_lines(row: RelationRow) -> Iterator[str]:
    """Write a relation in lines: how far, when, how much, what, how sure, where it stands."""
    reach = " and ".join(REACH_WORDS[one] for one in row.reach)
    via = f", through {', '.join(row.via)}" if row.via and row.source == "award" else ""
    via = f", under {row.via[0]}" if row.via and row.source == "subaward" else via
    yield f"{reach}{via}: {row.because}"
    if row.dates:
        yield " · ".join(f"{what} {day}" for what, day in row.dates)
    if row.money:
        yield " · ".join(map(_sum, row.money))
    if row.bought:
        cut = " […]" if len(row.bought) > BOUGHT_SHOWN else ""
        yield f"“{row.bought[:BOUGHT_SHOWN]}{cut}”"
    if row.fits:
        yield f"fits by {'; '.join(row.fits)}"
    for reason in row.undecided:
        yield f"not decided: {reason.words} [{reason.code}]"
    yield f"{row.source}: {row.sure}"
    for place in row.evidence[:FIELDS_LISTED]:
        yield f"rests on {place_words(place)}"
    if row.evidence[FIELDS_LISTED:]:
        yield f"rests on {len(row.evidence) - FIELDS_LISTED:,} more: see --json"
    yield f"onrecord show RECORD {row.id}"


def _sum(one: Sum) -> str:
    note = f" ({one.note})" if one.note else ""
    return f"{_meaning(one.notion)} {one.amount:,.2f} {one.currency}{note}{f' as of {one.as_of}' if one.as_of else ''}"


def json_rows(checked: Checked) -> Iterator[dict[str, Any]]:
    """Give one object a rule, one a relation, and one for what was searched, each with its `kind`."""
    for answer in checked.answers:
        rule = answer.rule
        yield {
            "kind": "rule",
            "rule": rule.id,
            "title": rule.title,
            "why": " ".join(rule.why.split()),
            "falling": len(answer.falling),
            "undecided": len(answer.undecided),
            "left_out": [{"why": why, "count": number} for why, number in answer.left_out],
            "absent": list(answer.absent),
        }
        for kind, rows in (("falls_under", answer.falling), ("undecided", answer.undecided)):
            for row in rows:
                yield {"kind": kind, "rule": rule.id, **_relation(row)}
    yield {
        "kind": "searched",
        "policy": checked.policy,
        "searched": checked.searched,
        "searched_whole": list(checked.searched_whole),
    }


def _relation(row: RelationRow) -> dict[str, Any]:
    return {
        "source": row.source,
        "id": row.id,
        "supplier": row.supplier,
        "customers": row.customers,
        "via": row.via,
        "reach": row.reach,
        "label": row.label,
        "dates": dict(row.dates),
        "money": row.money,
        "bought": row.bought,
        "fits": row.fits,
        "evidence": [_place(one) for one in row.evidence],
        "because": row.because,
        "sure": row.sure,
        "reasons": [_reason(one) for one in row.undecided],
    }


def _reason(one: Reason) -> dict[str, str]:
    return {"code": one.code, "words": one.words}


def _place(one: Field | Span) -> dict[str, Any]:
    if isinstance(one, Span):
        return {"document": one.document, "start": one.start, "end": one.end, "text": one.text}
    return {"artefact": one.artefact, "pointer": one.pointer, "text": one.text}
