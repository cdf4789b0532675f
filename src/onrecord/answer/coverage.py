"""What was searched: "none found" means nothing in these files, of these dates, about what such data holds at all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath

from onrecord.answer.parties import with_members
from onrecord.model.ids import PartyId
from onrecord.store import View
from onrecord.store.holdings import Source, has_part, sources
from onrecord.store.listing import count_of
from onrecord.store.tallies import buyer_count

FORMS = {
    ".csv": "spending table",
    ".tsv": "spending table",
    ".xml": "FPDS feed",
    ".atom": "FPDS feed",
    ".json": "JSON file",
    ".jsonl": "JSON file",
}
"""What people call a spending file, by the end of its name before `.gz`."""
SPENDING_MISSES = (
    "Never in such data: purchases below the reporting threshold (micro-purchases), purchases by card and classified work.",
    "Subcontracts are in it only where the prime recipient reported them: first tier, above a threshold.",
    "A product resold under an award is mostly no subcontract, and not named at all where the description does not.",
    "Descriptions are short: awards that name neither the product nor its maker cannot be found by their words.",
)
"""Pitfalls P15, P16 and P21 of the spending notes."""
FILES_LISTED = 200
DEFENCE_CODE = ("us-cgac", "097")
DEFENCE_LAG = timedelta(days=90)
"""Defence actions are published 90 days after signing (documentation of the SAM Contract Awards API; pitfall P12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a record holds, so that an answer can say what it was looked for in.

    Attributes:
        sources: Spending files, by path.
        first, last: ISO dates of the first and last action of all, days to come left out.
        today: ISO date; what is dated later was mistyped, or made up to test something.
        buyers: Agencies that actions were bought or funded by.
        defence: Awards of the Department of Defense are held, or were asked about.
    """

    documents: int
    awards: int
    subawards: int
    authorisations: int
    sources: tuple[Source, ...]
    first: str | None
    last: str | None
    buyers: int
    defence: bool
    today: str = "9999-12-31"

    @property
    def defence_complete(self) -> str | None:
        """Give the last day of which defence actions can be expected to be complete, as ISO date."""
        return _less_lag(self.last) if self.defence else None


def coverage(view: View, asked: Iterable[PartyId] = ()) -> Coverage:
    """Say what a record holds; `asked` are the parties of the question."""
    counts = {kind: count_of(view, kind) for kind in ("documents", "awards", "subawards", "authorisations")}
    held = tuple(one for one in sources(view) if one.actions or one.subawards or one.authorisations)
    today = _today()
    first, last = _ends(held, today)
    return Coverage(
        documents=counts["documents"],
        awards=counts["awards"],
        subawards=counts["subawards"],
        authorisations=counts["authorisations"],
        sources=held,
        first=first,
        last=last,
        buyers=buyer_count(view),
        defence=_defence(view, frozenset(asked)),
        today=today,
    )


def award_dates(view: View) -> tuple[str | None, str | None]:
    """Give the first and last day of the actions and subawards held, days to come left out."""
    return _ends(sources(view), _today())


def _today() -> str:
    return datetime.now(tz=UTC).date().isoformat()


def _ends(held: Iterable[Source], today: str) -> tuple[str | None, str | None]:
    days = sorted(day for one in held for day in (one.first, one.last) if day and day <= today)
    return (days[0], days[-1]) if days else (None, None)


def _defence(view: View, asked: frozenset[PartyId]) -> bool:
    department = next(
        (one for one in view.parties_named("Department of Defense") if DEFENCE_CODE in one.identifiers), None
    )
    if department is None:
        return False
    members = with_members(view, department.id)
    if not members.isdisjoint(asked):
        return True
    return any(has_part(view, one) for one in members)


def _less_lag(day: str | None) -> str | None:
    try:
        return (date.fromisoformat(day or "") - DEFENCE_LAG).isoformat()
    except ValueError:
        return None


def searched(found: Coverage) -> str:
    """Say what was searched, in two sentences, three where it is about defence; without the full stop at the end."""
    said = f"{_counted(found.documents, 'document')} and {_counted(found.awards, 'award')} held in this record"
    said += f", bought or funded by {_counted(found.buyers, 'agency')}" if found.buyers else ""
    said += _files(found)
    if not found.awards and not found.subawards and not found.authorisations:
        return f"{said}; no spending data has been added"
    said += f". Never in such data: {NEVER}"
    if found.defence:
        until = f": expect it complete to {found.defence_complete} at best" if found.defence_complete else ""
        said += f". Defence data appears 90 days after signing{until}"
    return said


NEVER = "small and card purchases, classified work, subcontracts below the threshold of reporting"


def _counted(number: int, one: str) -> str:
    many = one.removesuffix("y") + "ies" if one.endswith("y") else one + "s"
    return f"{number:,} {one if number == 1 else many}"


def _files(found: Coverage) -> str:
    """Write how many files of each form are held and from when to when their actions are."""
    by_form: dict[str, list[Source]] = defaultdict(list)
    for one in found.sources:
        by_form[form_of(one)].append(one)
    listed = [f"{_counted(len(files), name)}{_period(files, found.today)}" for name, files in by_form.items()]
    reports = f", and {_counted(found.subawards, 'report')} of subcontracts" if found.subawards else ""
    if listed:
        return f": {', '.join(listed)}{reports}"
    dates = f", acted on from {found.first} to {found.last}" if found.first and found.last else ""
    return f"{dates}{reports}"


def form_of(one: Source) -> str:
    """Say what kind of file a source is."""
    if not one.actions and not one.subawards and one.authorisations:
        return "permission list"
    return FORMS.get(PurePath(one.path.lower().removesuffix(".gz")).suffix, "spending file")


def _period(files: Iterable[Source], today: str) -> str:
    days = sorted(day for one in files for day in (one.first, one.last) if day)
    return f" (actions {_between(days[0], days[-1], today)})" if days else ""


def _between(first: str, last: str, today: str) -> str:
    """Write a period; a day that is still to come is no end of it, and said to be one."""
    if last <= today:
        return f"from {first} to {last}"
    return f"from {first}; some dated later than today, up to {last}"


def searched_whole(found: Coverage) -> tuple[str, ...]:
    """Say what was searched in full: what such data never holds, and each file with its dates."""
    lines = [
        "An award that is not found here may exist: in files nobody has added, or that were made before it was recorded."
    ]
    lines += SPENDING_MISSES
    if found.defence:
        until = (
            f" The last action held is of {found.last}: actions of the Department of Defense can be expected to be complete "
            f"to {found.defence_complete} at best."
            if found.defence_complete
            else ""
        )
        lines.append(f"Actions of the Department of Defense appear 90 days after signing.{until}")
    lines += [_source_words(one, found.today) for one in found.sources[:FILES_LISTED]]
    others = len(found.sources) - FILES_LISTED
    return (*lines, f"and {_counted(others, 'other file')}") if others > 0 else tuple(lines)


def _source_words(one: Source, today: str) -> str:
    rows = [
        _counted(number, name)
        for number, name in (
            (one.actions, "action"),
            (one.subawards, "subaward report"),
            (one.authorisations, "permission"),
        )
        if number
    ]
    period = f", {_between(one.first, one.last, today)}" if one.first and one.last else ""
    return f"{one.path} ({form_of(one)}): {', '.join(rows) or 'no rows'}{period}"
