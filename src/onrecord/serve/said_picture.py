"""What the picture of said and done shows: each row, or where they are many each month or year of them, and what ties them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from onrecord.answer.page import TensionRow
from onrecord.answer.rows import AwardRow, StatementRow
from onrecord.answer.show_meetings import POSITIONS
from onrecord.answer.side_by_side import NO_POSITION
from onrecord.answer.words import NOTIONS
from onrecord.model.award import Money, Notion
from onrecord.model.ids import AwardId, StatementId
from onrecord.model.thread import AwardMatch
from onrecord.serve.axis import Item, Side, Tie
from onrecord.serve.formatting import TENSIONS, counted, day, month
from onrecord.store.awarded import Awarded
from onrecord.store.spoken import Spoken

DRAWN = 28  # marks of a side; more rows are drawn a month, or a year, as one
MATCHES_DRAWN = 26  # badges are letters
Href = Callable[[str], str]
During = Callable[[str], str]


def said_items(
    spoken: Sequence[Spoken], rows: Mapping[StatementId, StatementRow], party: str, hrefs: tuple[Href, During]
) -> tuple[list[Item], dict[str, str]]:
    """Make the items of statements, and map each statement to the item that shows it.

    Args:
        spoken: All of them, in order.
        rows: Their words, of those loaded.
        party: Name of the party asked about: who else speaks is named.
        hrefs: Where a row leads, and where a month or year leads.
    """
    dated = [(one, found) for one in spoken if (found := day_of(one.said_on))]
    if len(dated) > DRAWN:
        held: dict[str, list[Spoken]] = defaultdict(list)
        size = bin_size([one.said_on or "" for one, _ in dated])
        for one, _ in dated:
            held[(one.said_on or "")[:size]].append(one)
        items = [_many("said", key, _positions(found), hrefs[1]) for key, found in held.items()]
        return items, {one.id: key for key, found in held.items() for one in found}
    items = []
    for one, found in dated:
        row = rows[one.id]
        words = f"“{row.content}”" if row.form == "direct" and row.content[:1] not in {'"', "“"} else row.content
        items.append(
            Item(
                key=one.id,
                side="said",
                day=found,
                kind=one.position or NO_POSITION,
                when=short_day(found),
                what=POSITIONS.get(one.position, "says"),
                aside=row.party_name if row.party_name and row.party_name != party else "",
                more=words,
                href=hrefs[0](one.id),
            )
        )
    return items, {one.id: one.id for one, _ in dated}


def done_items(
    awarded: Sequence[Awarded], rows: Mapping[AwardId, AwardRow], notion: str, hrefs: tuple[Href, During]
) -> tuple[list[Item], dict[str, str]]:
    """Make the items of awards, and map each award to the item that shows it; with a notion, only sums of that one."""
    dated = [(one, found) for one in awarded if (found := day_of(one.date))]
    if len(dated) > DRAWN:
        held: dict[str, list[Awarded]] = defaultdict(list)
        size = bin_size([one.date or "" for one, _ in dated])
        for one, _ in dated:
            held[(one.date or "")[:size]].append(one)
        items = [_many("done", key, counted(len(found), "award"), hrefs[1]) for key, found in held.items()]
        return items, {one.id: key for key, found in held.items() for one in found}
    items = []
    for one, found in dated:
        row = rows[one.id]
        money = shown_money(row, notion)
        items.append(
            Item(
                key=one.id,
                side="done",
                day=found,
                kind=money.notion if money else "unrecorded",
                when=short_day(found),
                what=short_sum(money.amount, money.currency) if money else "no sum",
                aside=NOTIONS[money.notion][0] if money else "recorded",
                more=": ".join(filter(None, (row.recipient, row.description))),
                href=hrefs[0](one.id),
            )
        )
    return items, {one.id: one.id for one, _ in dated}


def _many(side: Side, key: str, words: str, during: During) -> Item:
    first = day_of(f"{key}-15" if len(key) == len("2018-06") else f"{key}-07-01")
    return Item(
        key=f"{side} {key}",
        side=side,
        day=first or date.min,
        kind=f"many-{side}",
        when=month(key) if "-" in key else key,
        what=words,
        aside="",
        more="",
        href=during(key),
    )


def _positions(found: Sequence[Spoken]) -> str:
    """Count statements by what they do: `14 statements: 3 denies, 2 affirms`."""
    counts = Counter(one.position for one in found if one.position)
    named = ", ".join(f"{POSITIONS[kind]} {number}" for kind, number in counts.most_common(3))
    return counted(len(found), "statement") + (f": {named}" if named else "")


def bin_size(days: Sequence[str]) -> int:
    """Say how much of an ISO day names its bin: a month, or a year where the months are too many."""
    size = len("2018-06")
    return size if len({one[:size] for one in days}) <= DRAWN else len("2018")


def ties(
    tensions: Sequence[TensionRow], matches: Sequence[AwardMatch], drawn: Mapping[str, str]
) -> tuple[list[Tie], dict[str, str]]:
    """Make the lines between items, and map each tension and match to the name of its badge."""
    found: list[Tie] = []
    for number, one in enumerate(tensions, 1):
        tension = one.tension
        if ends := _ends(drawn, tension.left, tension.right):
            state = f"{counted(len(one.judged), 'decision')} on it" if one.judged else "nobody has decided on it"
            words = f"{number}: in tension, possibly: {TENSIONS.get(tension.kind, tension.kind)}; {state}"
            href = f"#t-{tension.id}"
            found.append(
                Tie(ends=ends, name=str(number), kind="tension", decided=bool(one.judged), words=words, href=href)
            )
    names = {one.tension.id: str(number) for number, one in enumerate(tensions, 1)}
    for one_match in matches:
        ends = _ends(drawn, one_match.statement or "", one_match.award or "")
        if not ends or len(names) - len(tensions) >= MATCHES_DRAWN:
            continue
        letter = chr(ord("a") + len(names) - len(tensions))
        names[one_match.id] = letter
        words = f"{letter}: what the award data held says to the statement"
        found.append(Tie(ends=ends, name=letter, kind="match", decided=False, words=words, href=f"#m-{one_match.id}"))
    return found, names


def _ends(drawn: Mapping[str, str], left: str, right: str) -> tuple[str, str] | None:
    ends = (drawn.get(left), drawn.get(right))
    return (ends[0], ends[1]) if ends[0] and ends[1] and ends[0] != ends[1] else None


def shown_money(row: AwardRow, notion: str) -> Money | None:
    """Choose the sum an award is drawn with: of the notion asked for, else the first it has in the order of `NOTIONS`."""
    held: dict[Notion, Money] = {one.notion: one for one in row.money}
    wanted = [one for one in NOTIONS if notion in {"", one}]
    return next((held[one] for one in wanted if one in held), None)


def day_of(value: str | None) -> date | None:
    """Read the day of an ISO date or moment; None for what has none."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def short_day(found: date) -> str:
    """Write a day in little room: `28 Jun 2018`."""
    number, name, year = day(found.isoformat()).split()
    return f"{number} {name[:3]} {year}"


def short_sum(amount: Decimal, currency: str) -> str:
    """Write a sum in little room, rounded to three digits: `USD 19.4m`."""
    for size, name in ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(1000), "k")):
        if abs(amount) >= size:
            share = amount / size
            digits = max(0, 2 - share.copy_abs().adjusted())
            return f"{currency} {share:,.{digits}f}{name}"
    return f"{currency} {amount:,.0f}"
