"""Reported subcontracts and permissions to use products: each once, with what is doubtful about it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from onrecord.answer.parties import with_members
from onrecord.model.award import Authorisation, Subaward
from onrecord.model.ids import PartyId
from onrecord.model.party import Party
from onrecord.store import View
from onrecord.store.awarded import fields_naming

R = TypeVar("R", Subaward, Authorisation)
FLAGS = {
    "over_prime": "more than the prime award's amount in the same row",
    "amount_is_number": "the amount is its own number: perhaps typed into the wrong field",
}
"""What may be wrong with a reported subaward (pitfall P14), in words; nothing is left out for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A subaward as reported.

    Attributes:
        subaward: The first of its reports.
        reports: Ids of the rows that report it.
        flags: Keys of `FLAGS`.
    """

    subaward: Subaward
    reports: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySubaward:
    """A subaward and how a party stands in it.

    Attributes:
        role: `recipient`, `recipient_parent` or `prime_recipient`.
        prime_held: The record has the award it was made under.
    """

    role: str
    reported: Reported
    prime_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAuthorisation:
    """A permission and how a party stands in it: `provider`, `body` or `department`."""

    role: str
    authorisation: Authorisation


def reported(subawards: Iterable[Subaward]) -> Iterator[Reported]:
    """Put the reports of one subaward together; those of one must stand beside each other, as the record gives them."""
    for _, found in groupby(subawards, key=lambda one: (one.prime, one.same)):
        first, *others = found
        yield Reported(subaward=first, reports=(first.id, *(one.id for one in others)), flags=flags_of(first))


def flags_of(one: Subaward) -> tuple[str, ...]:
    """Say what may be wrong with a reported subaward."""
    if one.amount is None:
        return ()
    over = one.prime_amount is not None and one.amount > one.prime_amount
    digits = re.sub(r"[^0-9]", "", one.number).lstrip("0")
    typed = bool(digits) and one.amount == int(digits[:DIGITS_COMPARED])
    return tuple(name for name, found in (("over_prime", over), ("amount_is_number", typed)) if found)


DIGITS_COMPARED = 40
"""Of a subaward's number; no sum of money has so many, and Python refuses to convert thousands of them."""


def subawards_under(view: View, award: str) -> tuple[Reported, ...]:
    """List the subawards reported under an award, by date."""
    found = reported(view.subawards(award))  # type: ignore[arg-type]  # an award's id
    return tuple(sorted(found, key=lambda one: (one.subaward.acted_on or "9999", one.subaward.id)))


def subawards_of(view: View, party: Party) -> tuple[PartySubaward, ...]:
    """List the subawards a party is named in, newest first; as recipient rather than in another part of the same."""
    places = _places(view, party.id, "subaward ")
    if not places:
        return ()
    roles: dict[str, str] = {}
    rows = list(_naming(view.subawards(), places))
    for role, one in rows:
        if roles.get(one.same) != "recipient":
            roles[one.same] = role
    once = {one.id: one for _, one in rows}.values()  # a row may name it twice
    held = {award.id for award in view.awards({one.prime for one in once})}
    found = [
        PartySubaward(role=roles[one.subaward.same], reported=one, prime_held=one.subaward.prime in held)
        for one in reported(once)
    ]
    return tuple(sorted(found, key=lambda one: one.reported.subaward.acted_on or "", reverse=True))


def authorisations_of(view: View, party: Party) -> tuple[PartyAuthorisation, ...]:
    """List the permissions a party is named in, newest first."""
    places = _places(view, party.id, "authorisation ")
    if not places:
        return ()
    found = {
        one.id: PartyAuthorisation(role=role, authorisation=one) for role, one in _naming(view.authorisations(), places)
    }
    return tuple(sorted(found.values(), key=lambda one: one.authorisation.authorised_on or "", reverse=True))


def _places(view: View, party: PartyId, rule: str) -> set[tuple[str, str]]:
    """List `(artefact, pointer)` of the fields of one kind of row that name a party."""
    return {
        (one.field.artefact, one.field.pointer) for one in fields_naming(view, party, rule) if one.field is not None
    }


def _naming(rows: Iterable[R], places: set[tuple[str, str]]) -> Iterator[tuple[str, R]]:
    """List the rows that name a party, and in which field: the first row of a name stands for the others (resolve/)."""
    known: dict[tuple[object, ...], bool] = {}
    for row in rows:
        for role, name, identifiers in row.names:
            field = row.field(role)
            if field is None:
                continue
            mark = (row.artefact, role, name, identifiers)
            if mark not in known:
                known[mark] = (field.artefact, field.pointer) in places
            if known[mark]:
                yield role, row


def subawards_beside(view: View, party: Party, about: Party | None) -> tuple[PartySubaward, ...]:
    """List the subawards a party is named in whose prime award the record does not hold, newest first.

    Whether they are about another party is read from the prime award's key, which has the buying agency's code.
    """
    found = [one for one in subawards_of(view, party) if not one.prime_held]
    if about is None or not found:
        return tuple(found)
    members = [view.party(one) for one in with_members(view, about.id)]
    codes = {value for one in members if one for scheme, value in one.identifiers if scheme == "us-agency"}
    return tuple(one for one in found if _agency_code(one.reported.subaward.prime) in codes)


def _agency_code(award: str) -> str:
    """Read the buying agency's code from a key: `CONT_AWD_{number}_{agency}_...`."""
    parts = award.split("_")
    return parts[3] if len(parts) > KEY_PARTS and parts[0] == "CONT" else ""


KEY_PARTS = 3


def place_words(one: Subaward | Authorisation) -> str:
    """Say where a row stands: the pointer of its sum or its day."""
    name = "amount" if isinstance(one, Subaward) else "authorised_on"
    field = one.field(name) or next((field for _, field in one.fields), None)
    return f"{field.pointer if field else f'row {one.row}'} of artefact {one.artefact[:12]}"


def subaward_words(one: Reported) -> str:
    """Write a subaward in a line: when, to whom, how much, how often reported, what is doubtful."""
    row = one.subaward
    amount = "no amount recorded" if row.amount is None else f"{row.amount:,.2f} {row.currency}"
    number = len(one.reports)
    said = [f"{row.acted_on or 'undated'}, {row.recipient or 'recipient not recorded'}: {amount}"]
    said += [f"reported {number} times, counted once"] if number > 1 else []
    said += [FLAGS[flag] for flag in one.flags]
    said += [" ".join(row.description.split())] if row.description else []
    return f"{'; '.join(said)} [{place_words(row)}]"


def authorisation_words(one: Authorisation) -> str:
    """Write a permission in a line: who may use what, since when."""
    kind = "reuse of another body's authorisation" if one.kind == "reuse" else "authorisation"
    said = [
        f"{one.authorised_on or 'undated'}, {one.body}: {one.product}{f' ({one.provider})' if one.provider else ''}",
        kind,
    ]
    said += [f"{one.level} level"] if one.level else []
    said += [one.status] if one.status else []
    said += [f"to {one.expires_on}"] if one.expires_on else []
    return f"{'; '.join(said)} [{place_words(one)}]"
