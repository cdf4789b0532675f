"""A rule held against reported subcontracts: of awards that the record holds, and of those it does not."""

from collections.abc import Iterator

from onrecord.answer.policy_awards import Held, Way, customers, places_of, ways
from onrecord.answer.policy_bounds import day_interval, in_period, reported_amount
from onrecord.answer.policy_parties import Meant, Names, stands
from onrecord.answer.policy_rows import Decided, End, Reason, RelationRow, Sum, settle
from onrecord.answer.policy_rules import REACHES
from onrecord.answer.policy_use import ANY_USE, Fits, award_use, words_in
from onrecord.answer.subawards import FLAGS, Reported, reported, subawards_of
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import PartyId
from onrecord.store import View

REPORTED = "as the prime recipient reported it"


def subaward_relations(view: View, meant: Meant, held: Held, names: Names) -> Iterator[RelationRow]:
    """List the subcontracts under an award that a rule concerns, or may."""
    subcontracted = [one for one in ways(meant, held, names) if one.link.role == "SUBCONTRACTOR"]
    if not subcontracted:
        return
    bought_by = customers(meant, held.links, names)
    if bought_by[0] is False:
        return
    rows = list(reported(view.subawards(held.award.id)))
    prime = award_use(meant, held.actions, held.links, names)
    for way in subcontracted:
        places = {(one.artefact, one.pointer) for one in way.link.evidence if isinstance(one, Field)}
        for one in rows:
            field = one.subaward.field("recipient")
            if field is not None and (field.artefact, field.pointer) in places:
                yield from _judged(meant, one, way, bought_by, prime, names)


def _judged(
    meant: Meant,
    one: Reported,
    way: Way,
    bought_by: tuple[Decided, tuple[End, ...], tuple[Field | Span, ...]],
    prime: Fits,
    names: Names,
) -> Iterator[RelationRow]:
    sums = subaward_sums(one)
    use = _use(meant, one, prime)
    allowed, reasons = settle(
        [
            way.decided,
            bought_by[0],
            in_period(meant.rule.period, day_interval(one.subaward.acted_on)),
            reported_amount(meant.rule.minimum, sums),
            use[0],
        ]
    )
    if allowed:
        yield _row(
            one,
            supplier=names.end(
                way.target, "subcontractor" if way.target == way.link.party else "owner of the subcontractor"
            ),
            bought_by=bought_by[1],
            use=use,
            way=way,
            reasons=reasons,
        )


def _use(meant: Meant, one: Reported, prime: Fits) -> Fits:
    """Hold a subcontract's description against a rule; what only the prime award's says leaves it open."""
    use, row = meant.rule.use, one.subaward
    if use is None:
        return ANY_USE
    field = row.field("description")
    if found := words_in(use, row.description, row.acted_on):
        return True, tuple(found), (field,) if field else ()
    if prime[0] is True:
        words = "the prime award is for what the rule names; the subcontract's own description does not say so"
        return Reason(code="prime_describes", words=words), prime[1], prime[2]
    if prime[0] is False and not row.description.strip() and (use.words or use.products):
        return Reason(code="no_description", words="the subcontract has no description"), (), ()
    return prime


def subaward_sums(one: Reported) -> tuple[Sum, ...]:
    """Give a subcontract's sum, reported once for the whole of it."""
    row = one.subaward
    if row.amount is None:
        return ()
    note = "; ".join(FLAGS[flag] for flag in one.flags)
    return (Sum(notion="subaward", amount=row.amount, currency=row.currency, as_of=row.acted_on, note=note),)


def _row(
    one: Reported,
    *,
    supplier: End,
    bought_by: tuple[End, ...],
    use: Fits,
    way: Way | None,
    reasons: tuple[Reason, ...],
) -> RelationRow:
    row = one.subaward
    fields = [field for name in ("recipient", "amount", "description", "acted_on") if (field := row.field(name))]
    return RelationRow(
        source="subaward",
        id=row.same,
        supplier=supplier,
        customers=bought_by,
        via=(row.prime_recipient,) if row.prime_recipient else (),
        reach=tuple(each for each in REACHES if each in way.needs) if way else ("subcontractor",),
        label="SUBAWARD",
        dates=(("subcontract", row.acted_on),) if row.acted_on else (),
        money=subaward_sums(one),
        bought=" ".join(row.description.split()),
        fits=use[1],
        evidence=places_of([*fields, *use[2], *((way.tie,) if way and way.tie else ())]),
        because=f"reported under {row.prime}" + (f", {len(one.reports)} times" if len(one.reports) > 1 else ""),
        sure=REPORTED,
        undecided=reasons,
    )


def subawards_elsewhere(view: View, meant: Meant, names: Names) -> Iterator[RelationRow]:
    """List the subcontracts of suppliers that a rule names under awards that the record does not hold."""
    who = meant.supplier
    if who is None or who.ids is None or "subcontractor" not in meant.rule.reach:
        return
    for party in sorted(who.ids):
        found = names.party(party)
        if found is None or stands(who, found) is False:
            continue
        for one in subawards_of(view, found):
            if one.role == "recipient" and not one.prime_held:
                yield from _elsewhere(meant, one.reported, party, names)


def _elsewhere(meant: Meant, one: Reported, party: PartyId, names: Names) -> Iterator[RelationRow]:
    use = _use(meant, one, (False, (), ()))
    sums = subaward_sums(one)
    words = f"the award it was made under ({one.subaward.prime}) is not in this record: who buys is not known"
    answers: list[Decided] = [
        Reason(code="prime_not_held", words=words) if meant.customer else True,
        in_period(meant.rule.period, day_interval(one.subaward.acted_on)),
        reported_amount(meant.rule.minimum, sums),
        use[0],
    ]
    allowed, reasons = settle(answers)
    if allowed:
        supplier = names.end(party, "subcontractor")
        yield _row(one, supplier=supplier, bought_by=(), use=use, way=None, reasons=reasons)
