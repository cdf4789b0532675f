"""What is said to people of a match: which award, what carries it, which notion of money, what would make both true."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.connect.calibration import calibrated
from onrecord.connect.matches import METHOD
from onrecord.connect.matches.claims import ContractClaim
from onrecord.connect.matches.sums import range_of
from onrecord.connect.matches.weighing import Weighed
from onrecord.model.award import Action, Notion, award_of
from onrecord.model.evidence import Field, Span
from onrecord.model.thread import AwardMatch

NOTION_WORDS: dict[Notion, str] = {
    "obligated": "obligated",
    "current": "current value",
    "potential": "potential value",
    "outlayed": "paid out",
}
BOTH_TRUE_IF = (
    "the sentence quotes another notion of money, another date (ceilings and obligations move), several orders together, "
    "or an order that the data held does not have"
)
FIELDS_MOST = 8


def answer(claim: ContractClaim, one: Weighed, rows: Sequence[Action], by: str, together: int) -> AwardMatch:
    """Write the row of a sentence and an award."""
    keys = tuple(_keys(one, by))
    differs = bool(claim.figures) and one.figure is None and by != "sum"
    figure = one.figure or (claim.figures[0] if claim.figures else None)
    score = _score(one, by, differs)
    return AwardMatch(
        kind="record_differs" if differs else "record_match",
        place=claim.place,
        statement=claim.statement,
        award=one.held.award,
        figure=figure.amount.span if figure else None,
        said=figure.notion if figure else None,
        holds=one.holds,
        evidence=tuple(dict.fromkeys(_fields(one, rows)))[:FIELDS_MOST],
        words=tuple(_words(claim, one, figure.amount.span if figure else None)),
        keys=keys,
        score=score,
        method=METHOD,
        because=_because(claim, one, rows, keys, differs=differs, together=together),
        both_true_if=BOTH_TRUE_IF if differs else "",
        probability=calibrated("matches", METHOD, score),
    )


def no_record(claim: ContractClaim, tied: int, held: str) -> AwardMatch:
    """Write the row of a sentence to which the data held has no award."""
    figure = claim.figures[0] if claim.figures else None
    named = ", ".join(dict.fromkeys(one.text for one in (*claim.names, *claim.bodies)))
    others = (
        f"; {tied:,} award{'s' if tied > 1 else ''} held tie{'' if tied > 1 else 's'} those named, none with this figure"
        if tied and figure
        else ""
    )
    return AwardMatch(
        kind="no_record_held",
        place=claim.place,
        statement=claim.statement,
        award=None,
        figure=figure.amount.span if figure else None,
        said=figure.notion if figure else None,
        holds=(),
        evidence=(),
        words=tuple(dict.fromkeys(_spans(claim, [(one.start, one.end) for one in (*claim.names, *claim.bodies)]))),
        keys=(),
        score=0.0,
        method=METHOD,
        because=f"no matching record in the data held ({held}) for {named or 'this sentence'}{others}",
    )


def _keys(one: Weighed, by: str) -> Iterator[str]:
    """List what carries a match, the strongest first."""
    if by == "piid":
        yield "piid"
    roles = {(role, label) for name in one.sellers for party, role, label in one.held.suppliers if party == name.party}
    is_recorded = any(role in {"RECIPIENT", "PARENT_AT_TIME"} for role, _ in roles)
    makes = any(role == "PRODUCT_OWNER" for role, _ in roles)
    if is_recorded or (one.sellers and not makes):
        others = any(label in {"SUPPLIED_VIA", "LIKELY_VIA"} for _, _, label in one.held.suppliers)
        yield "reseller" if others else "supplier"
    if makes or one.weight:
        yield "product"
    if one.body == "named":
        yield "agency"
    if one.period == "acted":
        yield "period"
    if one.figure or by == "sum":
        yield "amount"


def _score(one: Weighed, by: str, differs: bool) -> float:  # noqa: FBT001  # a fact, no switch
    """Put matches in order: a number first, then who sells and buys with a sum, words or a day; each adds what it is worth."""
    if by == "piid":
        return 1.0
    score = 0.3 * bool(one.sellers) + 0.2 * (one.body == "named") + 0.15 * (one.period == "acted")
    score += 0.2 * bool(one.figure or by == "sum") + min(0.15, one.weight / 80)
    return round(max(0.05, score - 0.1 * differs - 0.05 * len(one.loose)), 3)


def _fields(one: Weighed, rows: Sequence[Action]) -> Iterator[Field]:
    """List the fields that carry it: who sells, who buys, what; then those of the figure and of the day."""
    latest = rows[-1]
    for role in ("recipient", "buyer", "description", "piid"):
        if field := latest.field(role):
            yield field
    if one.figure is not None:
        wanted = range_of(one.figure.amount)
        for row in rows:
            if row.obligated is not None and "obligated" in one.holds and wanted.holds(float(row.obligated)):
                yield from _of(row, ("action_obligated", "obligated", "acted_on"))
            for money in row.money:
                if money.notion in one.holds and wanted.holds(float(money.amount)):
                    yield from _of(row, (money.notion, "acted_on"))
    else:
        yield from _of(latest, ("obligated", "current", "potential", "outlayed"))


def _of(row: Action, names: Iterable[str]) -> Iterator[Field]:
    yield from (field for name in names if (field := row.field(name)))


def _words(claim: ContractClaim, one: Weighed, figure: Span | None) -> Iterator[Span]:
    places = [(name.start, name.end) for name in (*one.sellers, *claim.bodies)]
    places += [(figure.start, figure.end)] if figure else []
    places += [(time.span.start, time.span.end) for time in claim.times]
    yield from dict.fromkeys(_spans(claim, places))


def _spans(claim: ContractClaim, places: Iterable[tuple[int, int]]) -> Iterator[Span]:
    place = claim.place
    for start, end in places:
        if place.start <= start < end <= place.end:
            words = place.text[start - place.start : end - place.start]
            yield Span(document=place.document, start=start, end=end, text=words)


def _because(
    claim: ContractClaim, one: Weighed, rows: Sequence[Action], keys: Sequence[str], *, differs: bool, together: int
) -> str:
    """Say in one sentence which award, what carries it and what it holds."""
    latest = rows[-1]
    carried = ", ".join(keys) or "its words"
    said = f"award {latest.piid} to {latest.recipient or 'a recipient not named'} goes with the sentence by {carried}"
    if together > 1:
        said += f", with {together - 1} other{'s' if together > 2 else ''}"  # plural
    if differs:
        return f"{said}; it differs in the figure: it holds {_four(rows)}, none of which is {claim.figures[0].amount.span.text}"
    if one.figure is None:
        return f"{said}; it holds {_four(rows)}"
    names = " and ".join(NOTION_WORDS[notion] for notion in one.holds)
    quoted = one.figure.notion
    other = f", where the words speak of {NOTION_WORDS[quoted]}" if quoted and quoted not in one.holds else ""
    return f"{said}; it holds {one.figure.amount.span.text} as {names}{other}"


def _four(rows: Sequence[Action]) -> str:
    """Write the notions of money that an award holds, with their sums."""
    money = award_of(rows).money
    return ", ".join(f"{NOTION_WORDS[one.notion]} {one.currency} {one.amount:,.2f}" for one in money) or "no sum"
