"""Statements and awards that do not sit well together: one kind so far, and only ever as `possible`.

Scope: a party says what its work for a public body consists of, in a list ("mail, calendar, messaging"), while an award
of that body in the same time buys, from or through that party, a product that neither the list names nor is made for a
use it names. Both may well be true;
the tension says what would make them so, and a person decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model.award import Award
from onrecord.model.ids import PartyId
from onrecord.model.meeting import Echo, Tension
from onrecord.model.party import Link
from onrecord.model.statement import Statement
from onrecord.tables.makers import makers_named, product_named

SCOPE = re.compile(
    r"\b(?:support(?:s|ing)?|consists? of|limited to|used (?:only )?for|provid(?:es|ing)|covers?)\s+(?P<rest>[^.;:!?\"“”()]+)",
    re.IGNORECASE,
)
"""A verb of what work consists of, and the rest of its clause."""
LAST_ITEM = re.compile(r"\s*(?:\S.*\s)?and\s+\S", re.IGNORECASE)
ITEMS_LIMIT, ITEM_LENGTH_LIMIT = 30, 80
"""A list of what somebody's work is for is shorter than this, and so is each thing in it, in code points."""
WINDOW = timedelta(days=365)
"""An award acted on longer than this before or after the statement says little about it."""
BOTH_TRUE_IF = (
    "the product carries only the uses the statement lists; or the order serves another purpose of the same body; "
    "or the statement speaks of another engagement or another date"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """A statement that lists what a party's work for somebody consists of.

    Attributes:
        parties: The speaker and the bodies it speaks for.
        about: Public bodies named in or around the statement.
        said_on: ISO date.
    """

    statement: Statement
    uses: str
    parties: frozenset[PartyId]
    about: frozenset[PartyId]
    said_on: str


def scope_of(statement: Statement) -> str | None:
    """Quote the list of uses a statement gives, if it gives one."""
    for span in statement.content:
        if (match := SCOPE.search(" ".join(span.text.split()))) and (uses := _list(match["rest"])):
            return uses
    return None


def _list(words: str) -> str | None:
    """Cut the list of at least three things that words begin with: "mail, calendar and documents"; None without one."""
    items = words.split(",")[:ITEMS_LIMIT]
    for number, item in enumerate(items):
        if not item.strip() or len(item) > ITEM_LENGTH_LIMIT:
            return None
        if number and LAST_ITEM.match(item):
            return ",".join(items[: number + 1]).strip()
    return None


def said_once(scoped: Iterable[Scoped], echoes: Iterable[Echo]) -> list[Scoped]:
    """Leave out statements that repeat words another one of the same speaker carries earlier: one utterance counts once."""
    listed = {one.statement.id: one for one in scoped}
    repeats = {
        later.statement
        for earlier, later in (echo.members for echo in echoes)
        if earlier.statement in listed and later.statement in listed and earlier.speaker == later.speaker
    }
    return [one for statement, one in listed.items() if statement not in repeats]


def scope_tensions(scoped: Iterable[Scoped], awards: Iterable[Award], links: Iterable[Link]) -> Iterator[Tension]:
    """Hold each such statement against the awards of the bodies it is about."""
    suppliers: dict[str, dict[PartyId, Link]] = {}
    buyers: dict[str, set[PartyId]] = {}
    for link in links:
        if link.role in {"BUYER", "FUNDER"}:
            buyers.setdefault(link.award, set()).add(link.party)
        elif link.role == "PRODUCT_OWNER" and link.label in {"DIRECT", "SUBSIDIARY", "SUPPLIED_VIA"}:
            suppliers.setdefault(link.award, {})[link.party] = link
    listed = list(scoped)
    for award in awards:
        if award.kind == "idv":
            continue
        for one in listed:
            held = next(
                (suppliers[award.id][party] for party in sorted(one.parties) if party in suppliers.get(award.id, {})),
                None,
            )
            if held is None or not one.about & buyers.get(award.id, set()):
                continue
            product = _unnamed_product(award, held, one)
            if product and _near(one.said_on, award.latest.acted_on):
                yield _tension(one, award, held, product)


def _unnamed_product(award: Award, link: Link, scoped: Scoped) -> str | None:
    """Name the product the award buys, unless the statement names it or what it is made for, or only its maker is named."""
    said = " ".join(span.text for span in scoped.statement.content).casefold()
    if all(field.text != award.latest.description for field in link.evidence):
        return None
    for _, name in makers_named(award.latest.description):
        product = product_named(name)
        if product and name.casefold() not in said and not any(use in said for use in product.uses):
            return name
    return None


def _near(said_on: str, acted_on: str | None) -> bool:
    try:
        return abs(date.fromisoformat(said_on[:10]) - date.fromisoformat(acted_on or "")) <= WINDOW
    except ValueError:
        return False


def _tension(scoped: Scoped, award: Award, link: Link, product: str) -> Tension:
    days = abs(
        (
            date.fromisoformat(scoped.said_on[:10]) - date.fromisoformat(award.latest.acted_on or scoped.said_on[:10])
        ).days
    )
    return Tension(
        kind="statement_against_award",
        left=scoped.statement.id,
        right=award.id,
        # Only an order for people to look in: nearer in time and closer in label first. No probability.
        score=round((0.6 if link.label == "DIRECT" else 0.5) + 0.3 * (1 - days / WINDOW.days), 3),
        because=f"the statement lists the uses as “{scoped.uses}”; the award's description says {product!r}, which the list does not name",
        both_true_if=BOTH_TRUE_IF,
    )
