"""One reported subcontract, or one permission to use a product, by the id that the export gives it."""

import re
from dataclasses import dataclass

from onrecord.answer.subawards import FLAGS, Reported, reported
from onrecord.model.award import Authorisation
from onrecord.model.evidence import Field
from onrecord.store import View

ROW = re.compile(r"[0-9a-f]{32}-[0-9]+")
ALIKE = re.compile(r"[0-9a-f]{8,32}")
"""A row's id is taken only whole (it begins with its artefact's), that of a subaward from its eighth character on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A row of public spending that is no award: what it says in lines, and the fields it was read from."""

    kind: str
    id: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]


def reports_called(view: View, name: str) -> list[Report]:
    """List the subawards and permissions an id, or its beginning, stands for."""
    if not ROW.fullmatch(name) and not ALIKE.fullmatch(name):
        return []
    subawards = (one for one in reported(view.subawards()) if one.subaward.same.startswith(name) or name in one.reports)
    permissions = (one for one in view.authorisations() if one.id == name)
    return [*map(_subaward, subawards), *map(_permission, permissions)]


def _subaward(one: Reported) -> Report:
    row, number = one.subaward, len(one.reports)
    facts = [
        ("under", f"{row.prime} ({row.prime_recipient or 'prime recipient not recorded'})"),
        ("number", row.number or "not recorded"),
        ("date", row.acted_on or "undated"),
        ("from", row.prime_recipient or "not recorded"),
        ("to", row.recipient or "not recorded"),
        *([("whose parent is recorded as", row.recipient_parent)] if row.recipient_parent else []),
        ("amount", "not recorded" if row.amount is None else f"{row.amount:,.2f} {row.currency}, as reported"),
        *([] if row.prime_amount is None else [("prime award", f"{row.prime_amount:,.2f} {row.currency} in this row")]),
        *([("reported", f"{number} times, counted once")] if number > 1 else []),
        *(("check", FLAGS[flag]) for flag in one.flags),
    ]
    heading = " ".join(row.description.split()) or "no description recorded"
    return Report(kind="subaward", id=row.same, heading=heading, facts=tuple(facts), fields=_fields(row.fields))


def _permission(one: Authorisation) -> Report:
    kind = "reuse of another body's authorisation" if one.kind == "reuse" else "authorisation"
    facts = [
        ("body", f"{one.body}{f' ({one.department})' if one.department else ''}"),
        ("product", one.product),
        ("provider", one.provider or "not recorded"),
        ("kind", f"{kind}: the body may use the product; it does not say that it does"),
        ("level", one.level or "not recorded"),
        ("status of the product", one.status or "not recorded"),
        ("authorised on", one.authorised_on or "not recorded"),
        *([("to", one.expires_on)] if one.expires_on else []),
    ]
    heading = f"{one.body}: {one.product}"
    return Report(kind="authorisation", id=one.id, heading=heading, facts=tuple(facts), fields=_fields(one.fields))


def _fields(found: tuple[tuple[str, Field], ...]) -> tuple[Field, ...]:
    return tuple(dict.fromkeys(field for _, field in found))
