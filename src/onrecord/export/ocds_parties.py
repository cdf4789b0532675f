"""The organisations of a release: under the names recorded on its day, with the identifiers of registers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.export.ocds_awards import Told
from onrecord.model.award import Action, Identifiers, LinkRole
from onrecord.model.ids import content_id
from onrecord.model.masks import SOMEBODY
from onrecord.model.names import folded

Row = dict[str, Any]

SCHEMES = {"us-uei": "US-SAM", "us-duns": "XI-DUNS", "us-cage": "US-CAGE", "us-agency": "US-AGENCY"}
"""Our schemes in the codes of org-id.guide, which has lists for the first two only (US-SAM since 2024, XI-DUNS since
2021); there is no US-UEI and no US-DUNS. The other two are codes of our own, as its guidance on local lists has it."""
PREFERRED = ("us-uei", "xi-lei", "us-duns", "us-agency", "us-cage")
"""The identifiers to name an organisation by first; any of a register comes between the first two and DUNS."""
OWN_SCHEME = "onrecord"
"""Keys of the package's tables: no register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Somebody in a release.

    Attributes:
        id: The party of the record where it is one, so that it stays the same when names and identifiers change.
        details: What OCDS leaves to publishers: department, parent as recorded.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    identifiers: Identifiers = ()
    details: tuple[tuple[str, Any], ...] = ()

    @property
    def reference(self) -> Row:
        """Refer to the organisation from elsewhere in its release."""
        return {"id": self.id, "name": self.name}

    def row(self) -> Row:
        """Write the organisation as an entry of `parties`."""
        identifiers = [
            {"scheme": SCHEMES.get(scheme, scheme.upper()), "id": value}
            for scheme, value in sorted(self.identifiers, key=_preference)
            if scheme != OWN_SCHEME
        ]
        found = {
            **self.reference,
            "identifier": identifiers[0] if identifiers else None,
            "additionalIdentifiers": identifiers[1:],
            "roles": list(self.roles),
            "details": dict(self.details),
        }
        return {name: value for name, value in found.items() if value}


def _preference(identifier: tuple[str, str]) -> tuple[float, str, str]:
    scheme, value = identifier
    return (PREFERRED.index(scheme) if scheme in PREFERRED else 1.5, scheme, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who takes part in an award as one action records it.

    Attributes:
        suppliers: Without stand-ins ("MULTIPLE RECIPIENTS").
    """

    buyer: Organisation | None
    others: tuple[Organisation, ...]
    suppliers: tuple[Organisation, ...]

    def parties(self) -> list[Row]:
        """Write everybody once, with all their roles."""
        found: dict[str, Organisation] = {}
        for one in (*((self.buyer,) if self.buyer else ()), *self.others, *self.suppliers):
            held = found.get(one.id)
            if held:
                roles = dict.fromkeys((*held.roles, *one.roles))
                held = replace(held, roles=tuple(roles), identifiers=held.identifiers or one.identifiers)
            found[one.id] = held or one
        return [one.row() for one in found.values()]


def cast_of(action: Action, told: Told) -> Cast:
    """Say who takes part in an action: buyer, who runs the procedure, who pays, and the suppliers."""
    suppliers = {one.id: one for one in _suppliers(action, told)}
    return Cast(buyer=_buyer(action, told), others=tuple(_others(action, told)), suppliers=tuple(suppliers.values()))


def _buyer(action: Action, told: Told) -> Organisation | None:
    """Give the awarding body; in federal spending it ran the procedure too, unless another is named."""
    if not action.buyer:
        return None
    ran_procedure = action.procuring_entity is None and action.award.startswith("CONT_")
    code: Identifiers = (("us-agency", action.buyer_code),) if action.buyer_code else ()
    return Organisation(
        id=_id(told, "BUYER", action.buyer),
        name=action.buyer,
        roles=("buyer", "procuringEntity") if ran_procedure else ("buyer",),
        identifiers=tuple(dict.fromkeys((*action.buyer_identifiers, *code))),
        details=(("department", action.department),) if action.department else (),
    )


def _others(action: Action, told: Told) -> Iterator[Organisation]:
    if action.procuring_entity:
        name = action.procuring_entity
        yield Organisation(id=_id(told, "BUYER", name), name=name, roles=("procuringEntity",))
    if action.funder:
        code: Identifiers = (("us-agency", action.funder_code),) if action.funder_code else ()
        name = action.funder
        yield Organisation(id=_id(told, "FUNDER", name), name=name, roles=("funder",), identifiers=code)


def _id(told: Told, role: LinkRole, name: str) -> str:
    party = told.party(role, name)
    return party.id if party else content_id("organisation", folded(name))


def _suppliers(action: Action, told: Told) -> Iterator[Organisation]:
    """List the suppliers."""
    parent = _recorded_parent(action, told)
    if action.recipient and (action.recipient == SOMEBODY or told.party("RECIPIENT", action.recipient)):
        yield _supplier(action.recipient, action.recipient_identifiers, told, details=parent)
    for name, identifiers in action.co_recipients:
        yield _supplier(name, identifiers, told)


def _supplier(
    name: str, identifiers: Identifiers, told: Told, *, details: tuple[tuple[str, Any], ...] = ()
) -> Organisation:
    return Organisation(
        id=_id(told, "RECIPIENT", name), name=name, roles=("supplier",), identifiers=identifiers, details=details
    )


def _recorded_parent(action: Action, told: Told) -> tuple[tuple[str, Any], ...]:
    """Give the parent that the row names: what the register said on that day, not who owns the supplier today."""
    name = action.recipient_parent
    party = told.party("PARENT_AT_TIME", name)
    if not name or party is None:
        return ()
    parent = Organisation(id=party.id, name=name, roles=(), identifiers=action.recipient_parent_identifiers)
    return (("parentAsRecorded", parent.row()),)
