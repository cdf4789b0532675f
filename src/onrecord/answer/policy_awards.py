"""A rule held against awards: who supplies whom, how far it is, and what is recorded of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.answer.parties import BUY_ROLES, SUPPLY_ROLES
from onrecord.answer.policy_bounds import Interval, award_amount, award_intervals, in_period
from onrecord.answer.policy_parties import Meant, Names, Parties, stands
from onrecord.answer.policy_rows import Decided, End, Reason, RelationRow, Sum, either, settle
from onrecord.answer.policy_rules import REACHES, Reach
from onrecord.answer.policy_use import Fits, award_use
from onrecord.answer.rows import AwardRow, award_row
from onrecord.answer.words import PARTS, label_words, money_mark
from onrecord.model.award import Action, Award
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.party import Link
from onrecord.store import View
from onrecord.tables import known_parties, owners_of

EVIDENCE_MOST = 12
"""Places listed of one relation, those of other words first: an award of many actions records its parties in each."""
RECORDED = "recorded in the award's own fields"
NAMED = "read from names in the award's description or in documents about it"
SURE = {"RECIPIENT": RECORDED, "PARENT_AT_TIME": RECORDED, "PRODUCT_OWNER": NAMED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An award with all that a rule may ask of it."""

    award: Award
    actions: tuple[Action, ...]
    links: tuple[Link, ...]
    row: AwardRow

    @property
    def intervals(self) -> list[Interval]:
        """List when it was decided on, and its term."""
        return award_intervals(self.actions, (self.row.start, dict(self.row.latest_dates).get("end")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a supplier that a rule names stands in an award.

    Attributes:
        target: The supplier: the party of the link, or its owner.
        tie: The words or the field that show the owner.
    """

    target: PartyId
    link: Link
    needs: frozenset[Reach]
    decided: Decided
    tie: Field | Span | None = None
    because: str = ""


def held_awards(view: View, chosen: Iterable[AwardId]) -> Iterator[Held]:
    """Load awards one by one, with their actions and the parties in them."""
    names = view.party_names()
    for award in view.awards(sorted(set(chosen))):
        links = view.links(award=award.id)
        row = award_row(view, award, names, links)
        yield Held(award=award, actions=tuple(view.actions(award.id)), links=tuple(links), row=row)


def awards_asked(view: View, meant: Meant) -> set[AwardId]:
    """List the awards a rule may concern: those of the parties it names, else all."""
    makers = None if _other_uses(meant) else meant.makers
    for who, roles in ((meant.customer, BUY_ROLES), (meant.supplier, SUPPLY_ROLES), (makers, SUPPLY_ROLES)):
        if who is not None and who.ids is not None:
            named = who.ids | who.owned.keys()
            return {link.award for one in named for link in view.links(party=one) if link.role in roles}
    return {link.award for link in view.links()}


def _other_uses(meant: Meant) -> bool:
    """Say whether a rule's use may fit without the makers it names."""
    use = meant.rule.use
    return use is not None and bool(use.words or use.products or use.categories)


def award_relations(meant: Meant, held: Held, names: Names) -> Iterator[RelationRow]:
    """List the relations of an award that a rule concerns, or may; subcontracts under it are another question."""
    bought_by = customers(meant, held.links, names)
    if bought_by[0] is False:
        return
    common: list[Decided] = [
        bought_by[0],
        in_period(meant.rule.period, held.intervals),
        award_amount(meant.rule.minimum, held.award),
        not held.award.latest.has_ended or Reason(code="ended", words="recorded as cancelled or unsuccessful"),
    ]
    if any(one is False for one in common):
        return
    use = award_use(meant, held.actions, held.links, names)
    if use[0] is False:
        return
    for way in ways(meant, held, names):
        if way.link.role != "SUBCONTRACTOR":
            _, reasons = settle([way.decided, *common, use[0]])
            yield _row(held, way, bought_by[1:], use, names, reasons)


def customers(
    meant: Meant, links: Iterable[Link], names: Names
) -> tuple[Decided, tuple[End, ...], tuple[Field | Span, ...]]:
    """Say whether a customer is one the rule names; who they are, and what shows it."""
    buying = sorted((one for one in links if one.role in BUY_ROLES), key=lambda one: one.role)
    answers: list[tuple[Decided, Link]] = [(_stands(meant.customer, one.party, names), one) for one in buying]
    if not answers and meant.customer:
        return Reason(code="party_open", words="no party could be taken for the buyer"), (), ()
    decided = either([answer for answer, _ in answers]) if answers else True
    fitting = [one for answer, one in answers if answer is not False]
    roles: dict[PartyId, list[str]] = {}
    for one in fitting:
        roles.setdefault(one.party, []).append(PARTS[one.role])
    ends = tuple(names.end(party, " and ".join(parts)) for party, parts in roles.items())
    return decided, ends, tuple(place for one in fitting for place in one.evidence[:1])


def _stands(who: Parties | None, party: PartyId, names: Names) -> Decided:
    found = names.party(party)
    return True if who is None else stands(who, found) if found else False


def ways(meant: Meant, held: Held, names: Names) -> list[Way]:
    """List how the suppliers that a rule names stand in an award, each by its closest way within the rule's reach."""
    best: dict[tuple[PartyId, bool], Way] = {}
    for link in held.links:
        if link.role not in SUPPLY_ROLES:
            continue
        way = _way(meant, link, held, names)
        if way is None or way.decided is False or not way.needs <= meant.rule.reach:
            continue
        key = (way.target, link.role == "SUBCONTRACTOR")
        if key not in best or _rank(way) < _rank(best[key]):
            best[key] = way
    return sorted(best.values(), key=_rank)


def _rank(way: Way) -> tuple[bool, int, int, bool]:
    """Order ways: decided before open, near before far, recorded before read from names."""
    named = way.link.role == "PRODUCT_OWNER"
    return way.decided is not True, max(REACHES.index(one) for one in way.needs), len(way.needs), named


NEEDS: dict[tuple[str, str | None], Reach] = {
    ("RECIPIENT", "DIRECT"): "direct",
    ("PARENT_AT_TIME", "SUBSIDIARY"): "subsidiary",
    ("PRODUCT_OWNER", "DIRECT"): "direct",
    ("PRODUCT_OWNER", "SUBSIDIARY"): "subsidiary",
    ("PRODUCT_OWNER", "SUPPLIED_VIA"): "reseller",
    ("PRODUCT_OWNER", "LIKELY_VIA"): "reseller",
    ("PRODUCT_OWNER", "MENTION_ONLY"): "reseller",
    ("SUBCONTRACTOR", "SUBAWARD"): "subcontractor",
}


def _way(meant: Meant, link: Link, held: Held, names: Names) -> Way | None:
    need = NEEDS.get((link.role, link.label))
    if need is None:
        return None
    target, needs, owned = link.party, frozenset({need}), None
    answers: list[Decided] = []
    if link.label == "LIKELY_VIA":
        answers.append(Reason(code="likely_via", words=f"it is likely only: {link.because}"))
    if link.label == "MENTION_ONLY":
        answers.append(Reason(code="mention_only", words=f"it is only named: {link.because}"))
    who = meant.supplier
    if who is not None and who.ids is not None and target not in who.ids and target in who.owned:
        target, owned = who.owned[target]
        needs = (needs - {"direct"}) | {"subsidiary"}
        answers.append(owns(link.party, target, held, names))
    answers.append(_stands(who, target, names))
    allowed, reasons = settle(answers)
    if not allowed:
        return None
    return Way(
        target=target,
        link=link,
        needs=needs,
        decided=reasons[0] if reasons else True,
        tie=owned.evidence if owned else None,
        because=link.because + (f"; owned by {names.end(target, '').name} ({owned.basis})" if owned else ""),
    )


def owns(firm: PartyId, owner: PartyId, held: Held, names: Names) -> Decided:
    """Say whether a firm belonged to an owner when an award was made.

    By the award's own fields, or by a row of the package's tables with the day from which it does; a parent that only
    other awards record may have been so at another time.
    """
    parents = {one.party for one in held.links if one.role == "PARENT_AT_TIME"}
    if owner in parents:
        return True
    day = min((one for action in held.actions if (one := action.decided_on)), default=None)
    keys = names.table_keys(firm)
    now, then = owners_of(keys), owners_of(keys, day)
    if _owners_above(then) & set(names.table_keys(owner)):
        return True
    ours, theirs = names.end(owner, "").name, names.end(firm, "").name
    if set(now) & set(names.table_keys(owner)):
        since = next((one.owner_since for one in known_parties() if one.key in keys and one.owner in now), "")
        return Reason(code="owner_later", words=f"{theirs} belongs to {ours} since {since} only")
    return Reason(
        code="owner_elsewhere", words=f"{ours} is recorded as the owner of {theirs} elsewhere, not on this award"
    )


def _owners_above(first: Iterable[str]) -> set[str]:
    """List owners and their owners, by the tables' keys."""
    found, waiting = set[str](), list(first)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += owners_of({one})
    return found


def _row(
    held: Held,
    way: Way,
    bought_by: tuple[tuple[End, ...], tuple[Field | Span, ...]],
    use: Fits,
    names: Names,
    reasons: tuple[Reason, ...],
) -> RelationRow:
    row, link = held.row, way.link
    recipients = [one.party for one in held.links if one.role == "RECIPIENT"]
    via = [names.end(one, "").name for one in recipients if one != way.target] if way.target not in recipients else []
    places = (
        *use[2],
        *((row.description_field,) if row.description_field else ()),
        *link.evidence,
        *((way.tie,) if way.tie else ()),
        *bought_by[1],
    )
    part = PARTS[link.role] if link.party == way.target else f"owner of the {PARTS[link.role]}"
    return RelationRow(
        source="award",
        id=held.award.id,
        supplier=names.end(way.target, part),
        customers=bought_by[0],
        via=tuple(via),
        reach=tuple(one for one in REACHES if one in way.needs),
        label=link.label,
        dates=_dates(row, held.actions),
        money=tuple(
            Sum(
                notion=one.notion,
                amount=one.amount,
                currency=one.currency,
                as_of=one.as_of,
                note=_note(row, one.notion),
            )
            for one in row.money
        ),
        bought=row.description,
        fits=use[1],
        evidence=places_of(places),
        because=way.because,
        sure=f"{SURE[link.role]}{f' ({words})' if (words := label_words(link.label, link.role)) else ''}",
        undecided=reasons,
    )


def _note(row: AwardRow, notion: str) -> str:
    return next((money_mark(row.kind, one).strip(" ()") for one in row.money if one.notion == notion), "")


def _dates(row: AwardRow, actions: Sequence[Action]) -> tuple[tuple[str, str], ...]:
    days = sorted(day for one in actions if (day := one.decided_on))
    found = [("first action held", days[0] if days else None), ("latest action held", row.date), ("start", row.start)]
    return tuple((what, day) for what, day in [*found, ("end", dict(row.latest_dates).get("end"))] if day)


def places_of(found: Iterable[Field | Span]) -> tuple[Field | Span, ...]:
    """List places in their order, of those with the same words the first, and not endlessly many."""
    once: dict[str, Field | Span] = {}
    for one in found:
        once.setdefault(" ".join(one.text.split()), one)
    return tuple(once.values())[:EVIDENCE_MOST]
