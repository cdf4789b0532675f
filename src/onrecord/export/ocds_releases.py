"""One award to its releases: a release tells how the award stood at the end of a day on which something was recorded.

A value is told on its own day. What a source says of another day (the totals of an FPDS file are those of the day it
was made) is told in the last release only, where `onRecord` names the day; so is a row that has no day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec

from onrecord.export.ocds_awards import Told
from onrecord.export.ocds_money import number, recorded, value_of
from onrecord.export.ocds_parties import Cast, cast_of
from onrecord.model.award import Action, Money
from onrecord.model.ids import ArtefactId, AwardId

Row = dict[str, Any]

AWARD_STATES = frozenset({"pending", "active", "cancelled", "unsuccessful"})
CONTRACT_STATES = frozenset({"pending", "active", "cancelled", "terminated"})
"""The closed codelists awardStatus and contractStatus of OCDS 1.1.5."""
ORDERED = frozenset({"order", "bpa_call"})
OCID = re.compile(r"ocds-[a-z0-9]{6}.+")
ID_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """An award at the end of a day.

    Attributes:
        actions: What is recorded of that day; on the last day also what has none.
        latest: The row whose values these are: one that says who buys or supplies, if there is one.
        money: The sums of that day; on the last day those of the award.
    """

    day: str
    actions: list[Action]
    latest: Action
    money: tuple[Money, ...]


def releases_of(told: Told, prefix: str, *, undated: str) -> Iterator[Row]:
    """Write the releases of an award in their order in time, no two of one day.

    A release is named by its day and a digest of its content: the same in every export, and another one as soon as the
    record holds more of that day.

    Args:
        told: The award.
        prefix: The OCID prefix of the publisher.
        undated: The ISO day for an award whose rows and sums have none.
    """
    seen: set[str] = set()
    previous: str | None = None
    for state in _states(told, undated):
        amendments = _amendments(state, seen, previous)
        release = _filled(
            {
                "date": _moment(state.day),
                "tag": _tags(told, is_first=previous is None, is_amended=bool(amendments)),
                "initiationType": "tender",
                **_body(told, state, amendments),
                "relatedProcesses": _related(state.latest, prefix),
            }
        )
        name = f"{state.day}-{sha256(msgspec.json.encode(release)).hexdigest()[:ID_DIGITS]}"
        for one in (*release["awards"], *release.get("contracts", ())):
            for amendment in one.get("amendments", ()):
                amendment["releaseID"] = name
        yield {"ocid": ocid(prefix, told.award.id), "id": name, **release}
        previous = name


def ocid(prefix: str, award: AwardId) -> str:
    """Name the contracting process of an award: each award is one of its own."""
    return f"{prefix}-{award}"


def _states(told: Told, undated: str) -> Iterator[_State]:
    """Group actions by day; those without one go with the last."""
    dated = groupby((one for one in told.actions if one.acted_on), key=lambda action: action.acted_on or "")
    *earlier, (last, latest) = [(day, list(group)) for day, group in dated] or [(_day_of_none(told, undated), [])]
    for day, group in earlier:
        telling = next((one for one in reversed(group) if one.is_named), group[-1])
        money = tuple(one for one in telling.money if one.as_of == day)
        yield _State(day=day, actions=group, latest=telling, money=money)
    group = [*(one for one in told.actions if not one.acted_on), *latest]
    yield _State(day=last, actions=group, latest=told.award.latest, money=told.award.money)


def _day_of_none(told: Told, undated: str) -> str:
    """Date an award whose rows have no day."""
    days = [money.as_of for action in told.actions for money in action.money if money.as_of]
    return max(days or [origin.collected_at[:10] for origin in told.sources] or [undated])


def _tags(told: Told, *, is_first: bool, is_amended: bool) -> list[str]:
    if told.award.kind == "idv":
        return ["award"] if is_first else ["awardUpdate"]
    if is_first:
        return ["award", "contract"]
    return ["awardUpdate", "contractAmendment" if is_amended else "contractUpdate"]


def _body(told: Told, state: _State, amendments: list[Row]) -> Row:
    latest = state.latest
    cast = cast_of(latest, told)
    is_vehicle = told.award.kind == "idv"
    award = _award(state, cast)
    if is_vehicle:
        award |= {"contractPeriod": _period(latest), "amendments": amendments}
    award["onRecord"] = _on_record(told, state)
    return {
        "parties": cast.parties(),
        "buyer": cast.buyer.reference if cast.buyer else None,
        # Without a contract of its own a vehicle's value is never added to that of its orders.
        "tender": {"id": _name(latest), "techniques": {"hasFrameworkAgreement": True}} if is_vehicle else None,
        "awards": [award],
        "contracts": [] if is_vehicle else [_contract(latest, state.money, amendments)],
    }


def _award(state: _State, cast: Cast) -> Row:
    latest = state.latest
    dates = dict(latest.dates)
    status = (latest.status or "").lower()
    return {
        "id": _name(latest),
        "description": latest.description,
        "status": status if status in AWARD_STATES else None,
        "date": _moment(dates.get("awarded") or dates.get("signed")),
        "value": value_of(state.money, "potential"),
        "suppliers": [one.reference for one in cast.suppliers],
        "items": _items(latest),
    }


def _contract(latest: Action, money: tuple[Money, ...], amendments: list[Row]) -> Row:
    status = (latest.status or "").lower()
    return {
        "id": _name(latest),
        "awardID": _name(latest),
        "status": status if status in CONTRACT_STATES else None,
        "period": _period(latest),
        "value": value_of(money, "current"),
        "dateSigned": _moment(dict(latest.dates).get("signed")),
        "amendments": amendments,
    }


def _name(action: Action) -> str:
    return action.piid or action.award


def _period(action: Action) -> Row:
    """Write the period of performance; for a vehicle, the one in which orders may be placed."""
    dates = dict(action.dates)
    end = dates.get("end") or (dates.get("last_order") if action.kind == "idv" else None)
    return {
        "startDate": _moment(dates.get("start")),
        "endDate": _moment(end),
        "maxExtentDate": _moment(dates.get("potential_end")),
    }


def _items(action: Action) -> list[Row]:
    """Write what is bought, by code: the first one classifies, the others add to it."""
    codes = [{"scheme": scheme.upper(), "id": code} for scheme, code in action.categories]
    return [{"id": "1", "classification": codes[0], "additionalClassifications": codes[1:]}] if codes else []


def _amendments(state: _State, seen: set[str], previous: str | None) -> list[Row]:
    """Write the modifications of a day; the award itself is none, nor is a row that does not number its change."""
    found = []
    for one in state.actions:
        modification = one.modification.strip()
        if modification in {"", "0"}:
            continue
        part = one.transaction.strip()
        name = f"{modification}/{part}" if part.strip("0") else modification
        if name in seen:  # one number on two days: merging by id would lose the first
            name = f"{name}@{one.acted_on or one.row}"
        if name in seen:
            continue
        seen.add(name)
        rationale = one.reason or (one.reason_code and f"reason code {one.reason_code}")
        found.append({"id": name, "date": _moment(one.acted_on), "rationale": rationale, "amendsReleaseID": previous})
    return found


def _related(latest: Action, prefix: str) -> list[Row]:
    """Name the framework it was called off from; the parent of an OCDS contract is its award, no framework."""
    if latest.parent and latest.parent.startswith("CONT_"):
        return [{"id": "1", "relationship": ["framework"], "scheme": "ocid", "identifier": ocid(prefix, latest.parent)}]
    framework = latest.field("framework") if latest.kind in ORDERED else None
    if framework is None:
        return []
    scheme = "ocid" if OCID.fullmatch(framework.text) else None
    return [_filled({"id": "1", "relationship": ["framework"], "scheme": scheme, "identifier": framework.text})]


def _on_record(told: Told, state: _State) -> Row:
    """Write what OCDS has no member for: all notions by name, the flow of each action, and where they stand."""
    return {
        "award": told.award.id,
        "kind": told.award.kind,
        "money": recorded(state.money, state.latest),
        "actions": [_flow(one) for one in state.actions],
        "sources": [_source(told, one) for one in sorted({one.artefact for one in (*state.actions, state.latest)})],
    }


def _flow(action: Action) -> Row:
    field = action.field("action_obligated") or action.field("obligated") or action.field("piid")
    flow = None if action.obligated is None else {"amount": number(action.obligated), "currency": action.currency}
    return {
        "id": action.id,
        "modification": action.modification.strip(),
        "obligated": flow,
        "artefact": action.artefact,
        "pointer": field.pointer if field else None,
    }


def _source(told: Told, artefact: ArtefactId) -> Row:
    origin = told.origins.get(artefact)
    found = {"url": origin.url, "publisher": origin.publisher, "collectedAt": origin.collected_at} if origin else {}
    return {"id": artefact, **found}


def _moment(day: str | None) -> str | None:
    """Write a day as the date-time that OCDS wants; the sources give no time of day."""
    return f"{day}T00:00:00Z" if day else None


def _filled(row: Row) -> Row:
    """Leave out what is not known, at every depth: in OCDS null deletes what an earlier release said."""
    found: Row = {}
    for name, one in row.items():
        kept = _filled(one) if isinstance(one, dict) else _filled_list(one) if isinstance(one, list) else one
        if kept is not None and kept not in ("", [], {}):
            found[name] = kept
    return found


def _filled_list(rows: list[Any]) -> list[Any]:
    return [_filled(one) if isinstance(one, dict) else one for one in rows]
