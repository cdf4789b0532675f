"""What a golden case can ask of a record: each check gives an empty text where the record agrees, else what it says instead."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from spending_record import Asked

from onrecord.model.award import Action
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.names import folded
from onrecord.model.party import Link

Facts = dict[str, Any]
Check = Callable[[Asked, Facts], str]
CONTACT = re.compile(r"\S+@\S+|\b\d{10}\b")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{4,}(?:\.\d+)?")


def row(asked: Asked, facts: Facts) -> str:
    """Hold one recorded action of an award against its day, sums, names and words."""
    days = [one for one in asked.view.actions(AwardId(facts["award"])) if one.acted_on == facts["acted_on"]]
    if not days:
        return f"no action of {facts['acted_on']}"
    wrong = [_row_fault(one, facts) for one in days]
    return "" if "" in wrong else wrong[0]


def _row_fault(action: Action, facts: Facts) -> str:
    sums = {one.notion: one.amount for one in action.money} | {"obligated": action.obligated}
    for notion in ("obligated", "current", "potential"):
        wanted = facts.get(notion)
        if notion in facts and sums.get(notion) != (None if wanted is None else Decimal(wanted)):
            return f"{notion} is {sums.get(notion)}, not {wanted}"
    for name in ("recipient", "recipient_parent", "modification"):
        if name in facts and getattr(action, name) != facts[name]:
            return f"{name} is {getattr(action, name)!r}"
    if facts.get("says", "") not in action.description:
        return f"its description says {action.description!r}"
    return "its description names it" if facts.get("says_not", "\0") in action.description.upper() else ""


def money(asked: Asked, facts: Facts) -> str:
    """Hold an award's sum of one notion, with its day, against the record and against what `show` prints."""
    award = asked.view.award(AwardId(facts["award"]))
    found = next((one for one in award.money if one.notion == facts["notion"]), None) if award else None
    if found is None or (found.amount, found.as_of) != (Decimal(facts["amount"]), facts["as_of"]):
        return f"{facts['notion']} is {found}"
    printed = f"{found.amount:,.2f}"
    shown = [text for name, text in _shown(asked, facts["award"])["facts"] if name.startswith(facts["notion"])]
    return "" if any(printed in text and facts["as_of"] in text for text in shown) else f"show says {shown}"


def vehicle(asked: Asked, facts: Facts) -> str:
    """Hold a vehicle's kind, ceiling and first day against the record."""
    award = asked.view.award(AwardId(facts["award"]))
    if award is None or award.kind != "idv":
        return f"is {award.kind if award else 'not held'}"
    ceiling = next((one.amount for one in award.money if one.notion == "potential"), None)
    if ceiling != Decimal(facts["potential"]):
        return f"its ceiling is {ceiling}"
    days = [one.acted_on for one in asked.view.actions(award.id) if one.modification == "0"]
    return f"signed {days}" if facts.get("signed", next(iter(days), None)) not in days else ""


def part(asked: Asked, facts: Facts) -> str:
    """Expect a party's part in an award with one label and no other, every part with its evidence."""
    links = [one for one in _links(asked, facts) if one.role == facts["role"]]
    if [one.label for one in links] != [facts["label"]]:
        return f"{facts['party']} as {facts['role']}: {[one.label for one in links] or 'no part'}"
    return "" if links[0].evidence else "no evidence"


def no_part(asked: Asked, facts: Facts) -> str:
    """Expect that a party has no part in an award, or none with some labels as its supplier or maker."""
    links = _links(asked, facts)
    if "labels" in facts:
        links = [one for one in links if one.label in facts["labels"] and one.role in {"RECIPIENT", "PRODUCT_OWNER"}]
    return f"{facts['party']} is {links[0].role} {links[0].label}: {links[0].because}" if links else ""


def no_role(asked: Asked, facts: Facts) -> str:
    """Expect that nobody has a role in an award."""
    links = [one for one in asked.view.links(award=AwardId(facts["award"])) if one.role == facts["role"]]
    return f"{len(links)} parties are {facts['role']}" if links else ""


def heading(asked: Asked, facts: Facts) -> str:
    """Expect some words in what `show` puts over an award."""
    shown = _shown(asked, facts["award"])["heading"]
    return "" if facts["says"] in shown else f"show puts {shown!r} over it"


def masked(asked: Asked, facts: Facts) -> str:
    """Expect no e-mail address and no telephone number in what is kept and shown of an award."""
    texts = [one.description for one in asked.view.actions(AwardId(facts["award"]))]
    texts += [field.text for one in asked.view.actions(AwardId(facts["award"])) for _, field in one.fields]
    texts.append(asked.text("show", facts["award"]))
    return next((f"shows {found[0]!r}" for text in texts if (found := CONTACT.search(text))), "")


def sum_in_text(asked: Asked, facts: Facts) -> str:
    """Expect a supply relation with a sum read out of an article, its ends taken for two parties."""
    for one in asked.view.supplies():
        if facts["words"] not in one.evidence.text or one.amount is None:
            continue
        ends = (one.supplier.text if one.supplier else "", one.customer.text if one.customer else "")
        wanted = [_parties(asked, facts[name]) for name in ("supplier", "customer")]
        right = all(_parties(asked, end) & some for end, some in zip(ends, wanted, strict=True))
        return "" if right and one.amount.value == Decimal(facts["amount"]) else f"{ends}, {one.amount.value}"
    return "no supply relation with a sum was read"


def unlinked(asked: Asked, facts: Facts) -> str:
    """Expect that nothing shown for the words of a sum leads to an award."""
    supplies = [one.id for one in asked.view.supplies() if facts["words"] in one.evidence.text]
    said = [one.id for one in asked.view.statements() if any(facts["words"] in span.text for span in one.content)]
    if not supplies or not said:
        return "the words were not read"
    shown = [asked.text("show", one, "--json") for one in (*supplies, *said)]
    return "shown beside the words" if any(facts["award"] in text for text in shown) else ""


def compared(asked: Asked, facts: Facts) -> str:
    """Expect what is said of a sum in an article: with how many awards it agrees, which is nearest, by how much it differs."""
    supplies = [one.id for one in asked.view.supplies() if facts["words"] in one.evidence.text]
    texts = [" ".join(text for _, text in _shown(asked, one)["facts"]) for one in supplies]
    wanted = (f"agrees with {facts['agrees']} of", f"nearest: {facts['nearest']} ", f"differs by {facts['differs']}")
    missing = [words for words in wanted if not any(words in text for text in texts)]
    return f"not said: {missing[0]!r}" if missing else ""


def side_by_side(asked: Asked, facts: Facts) -> str:
    """Expect that `said-and-done` holds an award or a statement, or does not."""
    rows = asked.rows("said-and-done", facts["party"], "--about", facts["about"])
    if "award" in facts:
        held = any(one["kind"] == "award" and one["id"] == facts["award"] for one in rows)
    else:
        held = any(one["kind"] == "statement" and facts["words"] in one["content"] for one in rows)
    return "" if held == facts["held"] else "not listed" if facts["held"] else "listed"


def tension(asked: Asked, facts: Facts) -> str:
    """Expect that an award stands, or does not stand, in a possible tension with what somebody said."""
    found = [one for one in asked.view.tensions() if one.right == facts["award"]]
    said = {one.id: one for one in asked.view.statements()}
    who = {span.text for one in found if one.left in said for span in said[one.left].source}  # type: ignore[index]  # an id of a statement
    held = any(facts.get("speaker", "") in name for name in who)
    return "" if held == facts["held"] else f"in tension with words of {sorted(who) or 'nobody'}"


def one_party(asked: Asked, facts: Facts) -> str:
    """Expect one party for all rows with an identifier, each row with the names it was recorded with."""
    wanted = tuple(facts["identifier"])
    actions = [one for one in asked.view.actions() if wanted in one.recipient_identifiers]
    subawards = [one for one in asked.view.subawards() if wanted in one.recipient_identifiers]
    names = {one.recipient for one in actions} | {one.recipient for one in subawards}
    parents = {one.recipient_parent for one in actions} | {one.recipient_parent for one in subawards}
    if missing := [*(set(facts["names"]) - names), *(set(facts["parents"]) - parents)]:
        return f"not recorded: {', '.join(sorted(missing))}"
    parties = {party for one in actions for party in _recipients(asked, one)}
    return "" if len(parties) == 1 else f"{len(parties)} parties: {sorted(map(str, parties))}"


def _recipients(asked: Asked, action: Action) -> set[PartyId | None]:
    """Name the parties that the field of the recipient's name is evidence for; None where there is none."""
    field = action.field("recipient")
    links = asked.view.links(award=action.award)
    return {one.party for one in links if one.role == "RECIPIENT" and field in one.evidence} or {None}


def same_party(asked: Asked, facts: Facts) -> str:
    """Expect that some names are names of one party."""
    parties = [_parties(asked, name) for name in facts["names"]]
    return "" if all(len(some) == 1 for some in parties) and len(set().union(*parties)) == 1 else f"{parties}"


def subaward(asked: Asked, facts: Facts) -> str:
    """Expect a subaward as often as it was reported, all reports under one name of their own."""
    rows = [
        one
        for one in asked.view.subawards(AwardId(facts["prime"]))
        if (one.recipient, str(one.amount), one.acted_on) == (facts["recipient"], facts["amount"], facts["acted_on"])
    ]
    if len(rows) != facts["rows"] or len({one.same for one in rows}) != 1:
        return f"{len(rows)} rows, taken for {len({one.same for one in rows})} subawards"
    primes = {one.prime_recipient for one in rows}
    return "" if primes == {facts["prime_recipient"]} else f"under {primes}"


def reported(asked: Asked, facts: Facts) -> str:
    """Expect a number of different subawards between an award and a firm, reports made twice counted once."""
    rows = [one for one in asked.view.subawards(AwardId(facts["prime"])) if one.recipient == facts["recipient"]]
    number = len({one.same for one in rows})
    return "" if number == facts["different"] else f"{number} different subawards in {len(rows)} rows"


def reached(asked: Asked, facts: Facts) -> str:
    """Expect that what is shown of a firm leads to the award it works under."""
    shown = [asked.text("show", party, "--json") for party in sorted(_parties(asked, facts["party"]))]
    return "" if any(facts["award"] in text for text in shown) else f"show of {facts['party']} does not name the award"


def not_added(asked: Asked, facts: Facts) -> str:
    """Expect that no number above a vehicle's ceiling is printed, and its ceiling only as what is recorded of it."""
    ceiling = Decimal(facts["amount"])
    texts = [asked.text("show", facts["award"]), asked.text("timeline", facts["party"])]
    texts += [asked.text("show", party) for party in sorted(_parties(asked, facts["party"]))]
    numbers = {Decimal(found.replace(",", "")) for text in texts for found in NUMBER.findall(text)}
    if ceiling not in numbers:
        return "its ceiling is not shown"
    larger = sorted(one for one in numbers if one > ceiling)
    held_by = [name for name, text in _shown(asked, facts["award"])["facts"] if f"{ceiling:,.2f}" in text]
    return f"prints {larger[0]:,}" if larger else "" if held_by == ["potential"] else f"shown as {held_by}"


def one_group(asked: Asked, facts: Facts) -> str:
    """Expect that some awards are all held by a firm or by firms recorded as its own."""
    wanted = _parties(asked, facts["party"])
    own = {one.left for party in wanted for one in asked.view.relations(party) if one.kind == "owned_by"}
    for award in facts["awards"]:
        holders = {one.party for one in asked.view.links(award=AwardId(award)) if one.role == "RECIPIENT"}
        if not holders or not holders <= wanted | own:
            return f"{award} is held by another"
    return ""


def maker(asked: Asked, facts: Facts) -> str:
    """Expect that a firm is named as the maker in some awards, whatever the label."""
    parties = _parties(asked, facts["party"])
    for award in facts["awards"]:
        links = asked.view.links(award=AwardId(award))
        if not any(one.role == "PRODUCT_OWNER" and one.party in parties for one in links):
            return f"{facts['party']} is not named as maker in {award}"
    return ""


def authorisation(asked: Asked, facts: Facts) -> str:
    """Expect a body's authorisations of a product on some days, and on no others."""
    days = sorted(
        str(one.authorised_on)
        for one in asked.view.authorisations()
        if facts["body"] == one.body and one.product == facts["product"] and one.kind == facts["kind"]
    )
    return "" if days == facts["on"] else f"on {days}"


def _shown(asked: Asked, item: str) -> dict[str, Any]:
    return asked.rows("show", item)[0]


def _links(asked: Asked, facts: Facts) -> list[Link]:
    parties = _parties(asked, facts["party"])
    return [one for one in asked.view.links(award=AwardId(facts["award"])) if one.party in parties]


def _parties(asked: Asked, name: str) -> set[PartyId]:
    return {one.id for one in asked.view.parties_named(folded(name))} if name else set()


CHECKS: dict[str, Check] = {
    one.__name__: one
    for one in (
        *(row, money, vehicle, part, no_part, masked, sum_in_text, unlinked, side_by_side, tension, one_party),
        *(
            same_party,
            no_role,
            heading,
            compared,
            subaward,
            reported,
            reached,
            not_added,
            one_group,
            maker,
            authorisation,
        ),
    )
}


def faults(asked: Asked, checks: Sequence[Facts]) -> Iterable[str]:
    """List what a record does not agree with, each with the check that says so."""
    for facts in checks:
        if fault := CHECKS[facts["check"]](asked, facts):
            yield f"{facts['check']} {facts.get('award') or facts.get('prime') or facts.get('identifier') or ''}: {fault}"
