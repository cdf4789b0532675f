"""A rule held against relations read from text: who they are, whether they stand, and how the text tells them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.answer.policy_awards import places_of
from onrecord.answer.policy_bounds import Interval, day_interval, in_period, stated_amount
from onrecord.answer.policy_parties import Meant, Names, Parties, stands
from onrecord.answer.policy_rows import Decided, End, Reason, RelationRow, Sum, settle
from onrecord.answer.policy_rules import ENDED_STATUSES, REACHES, Reach, Texts
from onrecord.answer.policy_use import text_use
from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.statement import Supply
from onrecord.store import View
from onrecord.store.verdicts import wrong
from onrecord.tables.makers import names_in

TOLD = "read from one text by a rule; nobody has checked it"
FOUND_WRONG = "in words that people have found wrongly read"
BOUNDS: dict[str, str] = {"at_least": "at least", "at_most": "at most", "about": "about", "exactly": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A relation read from text with those who may be meant.

    Attributes:
        ends: Of supplier and customer: the parties named there, and those who may be.
        makers: Makers of the products it names, with the words.
    """

    supply: Supply
    supplier: "TextEnd"
    customer: "TextEnd"
    makers: dict[PartyId, Span]
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEnd:
    """An end of a relation: its words, the parties they name, and those they may stand for."""

    span: Span | None
    parties: tuple[PartyId, ...] = ()
    candidates: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An end held against what a rule names."""

    decided: Decided
    end: End | None
    needs: frozenset[Reach] = field(default_factory=frozenset)
    because: str = ""


def told(view: View, names: Names) -> tuple[list[Told], int]:
    """Load the relations read from text; gives also how many are left out, for people have found their words wrong."""
    by_document: dict[DocumentId, list[Supply]] = defaultdict(list)
    for one in view.supplies():
        by_document[one.document].append(one)
    heads = view.heads(by_document) if by_document else {}
    rejected = _places_found_wrong(view, by_document)
    found, left_out = [], 0
    for document, supplies in by_document.items():
        for one in supplies:
            if any(low < one.evidence.end and one.evidence.start < high for low, high in rejected.get(document, ())):
                left_out += 1
                continue
            published = heads[document].published if document in heads else None
            found.append(_told(view, one, published, names))
    return found, left_out


def _places_found_wrong(
    view: View, documents: dict[DocumentId, list[Supply]]
) -> dict[DocumentId, list[tuple[int, int]]]:
    places: dict[DocumentId, list[tuple[int, int]]] = defaultdict(list)
    for one in wrong(view, set(documents)):
        if statement := view.statement(one):
            places[statement.document] += [(span.start, span.end) for span in statement.content]
    return places


def _told(view: View, supply: Supply, published: str | None, names: Names) -> Told:
    words = supply.product or supply.evidence
    makers: dict[PartyId, Span] = {}
    for one in names_in(words.text, published):
        if party := names.maker(one.owner):
            start = words.start + one.start
            span = Span(
                document=words.document, start=start, end=words.start + one.end, text=words.text[one.start : one.end]
            )
            makers.setdefault(party, span)
    return Told(
        supply=supply,
        supplier=_end(view, supply.supplier),
        customer=_end(view, supply.customer),
        makers=makers,
        published=published[:10] if published else None,
    )


def _end(view: View, span: Span | None) -> TextEnd:
    if span is None:
        return TextEnd(span=None)
    parties = view.parties_within(span.document, span.start, span.end)
    open_: list[PartyId] = []
    for one in view.references(span.document):
        if span.start <= one.span.start and one.span.end <= span.end and not parties:
            if one.party is not None:
                parties = {one.party}
            open_ += one.candidates
    return TextEnd(span=span, parties=tuple(sorted(parties)), candidates=tuple(dict.fromkeys(open_)))


def text_relations(meant: Meant, found: list[Told], names: Names, left_out: Counter[str]) -> Iterator[RelationRow]:
    """List the relations read from text that a rule concerns, or may; counts those that are none by their words."""
    if meant.rule.texts is None:
        return
    for one in found:
        row = _row(meant, one, names)
        if row is None:
            continue
        why = _no_relation(meant.rule.texts, one.supply)
        if why:
            left_out[why] += 1
        else:
            yield row


def _no_relation(texts: Texts, supply: Supply) -> str:
    """Say why words tell of no relation; empty where they tell of one."""
    if supply.modality in {"demanded", "denied"}:
        return f"told as {supply.modality}, which is no relation"
    if supply.status not in (*texts.statuses, *ENDED_STATUSES):
        return f"told as {supply.status}"
    return ""


def _row(meant: Meant, one: Told, names: Names) -> RelationRow | None:
    supplier, customer = _supplier(meant, one, names), _judge(meant.customer, one.customer, names, "customer")
    if supplier is None or not supplier.needs <= meant.rule.reach:
        return None
    supply = one.supply
    texts = tuple(span for span in (supply.product, supply.evidence) if span)
    use = text_use(meant, texts, one.makers)
    intervals, basis = _when(one)
    answers: list[Decided] = [
        supplier.decided,
        customer.decided,
        use[0],
        in_period(meant.rule.period, intervals, certain=False),
        stated_amount(meant.rule.minimum, supply.amount),
        *_as_told(meant.rule.texts or Texts(), supply),
    ]
    allowed, reasons = settle(answers)
    if not allowed or not _names_somebody(meant, one):
        return None
    spans = (supply.evidence, supply.supplier, supply.customer, supply.product, supply.when, *use[2])
    return RelationRow(
        source="text",
        id=supply.id,
        supplier=supplier.end,
        customers=(customer.end,) if customer.end else (),
        reach=tuple(each for each in REACHES if each in supplier.needs),
        dates=((basis, supply.on or one.published or ""),) if intervals else (),
        money=_sums(supply),
        bought=" ".join((supply.product or supply.evidence).text.split()),
        fits=use[1],
        evidence=places_of(span for span in spans if span),
        because=f"told as {supply.status}, {supply.modality}" + (f"; {supplier.because}" if supplier.because else ""),
        sure=TOLD,
        undecided=reasons,
    )


def _names_somebody(meant: Meant, one: Told) -> bool:
    """Say whether the text names at least one end that the rule asks for: else it says nothing to the rule."""
    if meant.customer is None and meant.supplier is None:
        return True
    asked = ((meant.customer, one.customer), (meant.supplier, one.supplier))
    return any(who is not None and (end.parties or end.candidates) for who, end in asked)


def _as_told(texts: Texts, supply: Supply) -> Iterator[Decided]:
    if supply.modality not in texts.modalities and supply.modality not in {"demanded", "denied"}:
        yield Reason(code="modality", words=f"the text tells it as {supply.modality}, not as so")
    if supply.status in ENDED_STATUSES and supply.status not in texts.statuses:
        yield Reason(code="ended", words=f"the text says that it was {supply.status}")


def _when(one: Told) -> tuple[list[Interval], str]:
    """Say when a relation was made, or that it stood when the text was published."""
    if one.supply.on:
        return day_interval(one.supply.on), "as the text has it"
    if one.supply.status == "held":
        return day_interval(one.published), "published"
    return [], ""


def _sums(supply: Supply) -> tuple[Sum, ...]:
    amount = supply.amount
    if amount is None:
        return ()
    note = BOUNDS[amount.comparator]
    return (Sum(notion="stated", amount=amount.value, currency=amount.currency, as_of=None, note=note),)


def _supplier(meant: Meant, one: Told, names: Names) -> Judged | None:
    """Hold the supplier against a rule; else the maker of a product that somebody else supplies."""
    found = _judge(meant.supplier, one.supplier, names, "supplier")
    who = meant.supplier
    if found.decided is not False or who is None or who.ids is None:
        return found
    for party in one.makers:
        if party in who.ids and "reseller" in meant.rule.reach:
            reseller = " ".join(one.supplier.span.text.split()) if one.supplier.span else "somebody"
            end = names.end(party, "maker of the product")
            answer = stands(who, known) if (known := names.party(party)) else False
            return Judged(decided=answer, end=end, needs=frozenset({"reseller"}), because=f"supplied by {reseller}")
    return None


def _judge(who: Parties | None, end: TextEnd, names: Names, side: str) -> Judged:
    """Hold one end against what a rule names for it."""
    words = " ".join(end.span.text.split()) if end.span else ""
    direct = frozenset[Reach]({"direct"}) if side == "supplier" else frozenset[Reach]()
    if len(end.parties) == 1:
        return _judge_party(who, end.parties[0], names, side)
    stated = End(party=None, name=words, kind="unknown", part="as the text has it") if words else None
    if who is None:
        return Judged(decided=True, end=stated, needs=direct)
    if end.span is None:
        reason = Reason(code="party_not_named", words=f"the text does not name the {side}")
        return Judged(decided=reason, end=None, needs=direct)
    several = end.parties or end.candidates
    fitting = [one for one in several if _judge_party(who, one, names, side).decided is not False]
    if several and not fitting:
        return Judged(decided=False, end=stated, needs=direct)
    if several:
        listed = ", ".join(names.end(one, "").name for one in several)
        reason = Reason(code="ambiguous_party", words=f"“{words}” may be one of several: {listed}")
    else:
        reason = Reason(code="party_open", words=f"no party of the record could be taken for “{words}”")
    return Judged(decided=reason, end=stated, needs=direct)


def _judge_party(who: Parties | None, party: PartyId, names: Names, side: str) -> Judged:
    end = names.end(party, "named in the text")
    direct = frozenset[Reach]({"direct"}) if side == "supplier" else frozenset[Reach]()
    if who is None:
        return Judged(decided=True, end=end, needs=direct)
    if who.ids is not None and party not in who.ids and party in who.owned:
        owner, tie = who.owned[party]
        target = names.party(owner)
        because = f"{end.name} is owned by it ({tie.basis})"
        answer = stands(who, target) if target else False
        owned = frozenset[Reach]({"subsidiary"})
        return Judged(decided=answer, end=names.end(owner, "owner of the supplier"), needs=owned, because=because)
    known = names.party(party)
    return Judged(decided=stands(who, known) if known else False, end=end, needs=direct)
