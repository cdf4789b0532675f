"""One row of a USAspending contract file to the action it records."""

from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Money, Notion
from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, AwardId, content_id
from onrecord.read.usaspending_columns import DATE_MEANINGS, Row
from onrecord.read.usaspending_rows import pointer_of
from onrecord.read.usaspending_values import DateOrder, decimal_of, duns, iso_date, sub_agency_code

CURRENCY = "USD"
NOTIONS: tuple[Notion, ...] = ("obligated", "current", "potential", "outlayed")
DATES = ("start", "end", "potential_end", "signed", "last_order")
FIELDS = (
    "description", "recipient", "recipient_parent", "buyer", "department", "funder", "obligated", "action_obligated",
    "current", "potential", "outlayed", "acted_on", "piid", "parent", "start", "end",
)  # fmt: skip
KIND_BY_CODE: dict[str, AwardKind] = {"A": "bpa_call", "B": "purchase", "C": "order", "D": "definitive"}
KIND_BY_NAME: dict[str, AwardKind] = {
    "BPA CALL": "bpa_call",
    "PURCHASE ORDER": "purchase",
    "DELIVERY ORDER": "order",
    "DEFINITIVE CONTRACT": "definitive",
}
NONE = "-NONE-"
AMBIGUOUS = "ambiguous"
BAD = "bad"
Complaint = tuple[str, str]
"""`AMBIGUOUS` or `BAD`, and what it says."""


def action_of(row: Row, order: DateOrder, artefact: ArtefactId) -> tuple[Action | None, list[Complaint]]:
    """Build the action of a row from the values that can be understood, and name the others."""
    piid = row.value("piid") or _piid_of_key(row.value("key"))
    if piid is None:
        return None, [(BAD, "no award number; left out")]
    dates, date_complaints = _row_dates(row, order)
    sums, sum_complaints = _row_sums(row)
    kind = _kind(row)
    action = Action(
        award=_award_id(row, piid, kind),
        parent=_parent_id(row),
        kind=kind,
        artefact=artefact,
        row=row.number,
        piid=piid,
        modification=row.value("modification") or "",
        acted_on=dates.get("acted_on"),
        description=row.value("description") or "",
        currency=CURRENCY,
        obligated=sums.get("action_obligated"),
        money=_money(row, sums, dates),
        buyer=row.value("buyer"),
        buyer_code=_coded(row.value("buyer_code")),
        department=row.value("department"),
        funder=row.value("funder"),
        funder_code=_coded(row.value("funder_code")),
        recipient=row.value("recipient"),
        recipient_identifiers=_identifiers(row, "recipient"),
        recipient_parent=row.value("recipient_parent"),
        recipient_parent_identifiers=_identifiers(row, "recipient_parent"),
        dates=tuple((name, dates[name]) for name in DATES if name in dates),
        fields=_fields(row, artefact),
    )
    return action, date_complaints + sum_complaints


def _row_dates(row: Row, order: DateOrder) -> tuple[dict[str, str], list[Complaint]]:
    dates: dict[str, str] = {}
    complaints: list[Complaint] = []
    for meaning in DATE_MEANINGS:
        cell = row.cell(meaning)
        if cell is None:
            continue
        try:
            found = iso_date(cell.text, order)
        except ValueError:
            complaints.append((BAD, f"{cell.column.strip()} {cell.text[:40]!r} is no date; left out"))
            continue
        if found is None:
            complaints.append((AMBIGUOUS, f"{cell.column.strip()} {cell.text[:40]!r}"))
        else:
            dates[meaning] = found
    return dates, complaints


def _row_sums(row: Row) -> tuple[dict[str, Decimal], list[Complaint]]:
    sums: dict[str, Decimal] = {}
    complaints: list[Complaint] = []
    for meaning in ("action_obligated", *NOTIONS):
        cell = row.cell(meaning)
        if cell is None:
            continue
        try:
            sums[meaning] = decimal_of(cell.text)
        except ValueError:
            complaints.append((BAD, f"{cell.column.strip()} {cell.text[:40]!r} is no sum; left out"))
    return sums, complaints


def _money(row: Row, sums: dict[str, Decimal], dates: dict[str, str]) -> tuple[Money, ...]:
    as_of = dates.get("acted_on")
    dated_by = ""
    if as_of is None and (as_of := dates.get("modified_on")):
        dated_by = "; dated by last_modified_date"
    return tuple(
        Money(notion=notion, amount=sums[notion], currency=CURRENCY, as_of=as_of, basis=f"{cell.column}{dated_by}")
        for notion in NOTIONS
        if notion in sums and (cell := row.cell(notion))
    )


def _kind(row: Row) -> AwardKind:
    code = (row.value("award_type_code") or "").upper()
    flag = (row.value("flag") or "").upper()
    if flag == "IDV" or code.startswith("IDV") or (row.value("key") or "").startswith("CONT_IDV_"):
        return "idv"
    if code in KIND_BY_CODE:
        return KIND_BY_CODE[code]
    named = KIND_BY_NAME.get((row.value("award_type") or "").upper())
    if named is None and not code and (row.value("idv_type_code") or row.value("idv_type")):
        return "idv"
    return named or "unknown"


def _award_id(row: Row, piid: str, kind: AwardKind) -> AwardId:
    """Take the unique award key, or build it as USAspending does; without an agency code no key can be right."""
    if key := row.value("key"):
        return AwardId(key)
    agency = _coded(row.value("buyer_code"))
    parent, parent_agency = row.value("parent_piid"), _coded(row.value("parent_agency"))
    if agency is None:
        return AwardId(content_id("award", piid, row.value("buyer"), row.value("department"), parent, parent_agency))
    if kind == "idv":
        return AwardId(f"CONT_IDV_{piid}_{agency}")
    return AwardId(f"CONT_AWD_{piid}_{agency}_{parent or NONE}_{parent_agency or NONE}")


def _parent_id(row: Row) -> AwardId | None:
    """Name the vehicle by its own key: from the parent columns, or from the award's key where they do not suffice."""
    parent, agency = row.value("parent_piid"), _coded(row.value("parent_agency"))
    parts = (row.value("key") or "").split("_")
    keyed = (parts[4], parts[5]) if len(parts) == 6 and parts[4] != NONE else None
    # The key helps out where the agency is missing, but never against a number that the row states.
    if keyed and agency is None and parent in {None, keyed[0]}:
        parent, agency = keyed
    return AwardId(f"CONT_IDV_{parent}_{agency or NONE}") if parent else None


def _piid_of_key(key: str | None) -> str | None:
    """Read the award number out of `CONT_AWD_{piid}_...` or `CONT_IDV_{piid}_...`."""
    parts = (key or "").split("_")
    return parts[2] if len(parts) >= 4 and parts[0] == "CONT" and parts[2] else None


def _coded(text: str | None) -> str | None:
    return None if text is None else sub_agency_code(text)


def _identifiers(row: Row, party: str) -> tuple[tuple[str, str], ...]:
    found = {
        "us-uei": row.value(f"{party}_uei"),
        "us-duns": row.value(f"{party}_duns"),
        "us-cage": row.value(f"{party}_cage"),
    }
    return tuple((scheme, duns(text) if scheme == "us-duns" else text) for scheme, text in found.items() if text)


def _fields(row: Row, artefact: ArtefactId) -> tuple[tuple[str, Field], ...]:
    """Say where values stand; `obligated` is the award's total or, where the file has none, the action's own sum."""
    meanings = {
        "parent": ("parent_piid", "key"),
        "obligated": ("obligated", "action_obligated"),
        "piid": ("piid", "key"),
    }
    fields: list[tuple[str, Field]] = []
    for name in FIELDS:
        if name == "parent" and _parent_id(row) is None:
            continue
        cell = next((one for meaning in meanings.get(name, (name,)) if (one := row.cell(meaning))), None)
        if cell is not None:
            pointer = pointer_of(row.number, cell.column)
            fields.append((name, Field(artefact=artefact, pointer=pointer, text=cell.text)))
    return tuple(fields)
