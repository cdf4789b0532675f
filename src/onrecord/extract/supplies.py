"""Who supplies what to whom, as texts say it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.paragraphs import paragraphs, sentences
from onrecord.model.evidence import cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Amount, Mention, Supply, SupplyStatus

_CONTRACT = r"(?:contracts?|deals?)"
_WORTH_READING = re.compile(
    rf"\b(?:{_CONTRACT}|us(?:e|es|ed|ing)|utili[sz]\w+|suppl\w+|provid\w+|s[eo]l[ld]s?|licens\w+|deliver\w*|bought|buys)\b"
)
_WITH = re.compile(rf"\b{_CONTRACT}\b(?P<held>[^.;:]{{0,40}}?)\swith\s(?:the\s)?\Z", re.IGNORECASE)
_HELPING = re.compile(rf"\b{_CONTRACT}\sto\s(?:help|supply|provide|serve|assist)\s(?:the\s)?\Z", re.IGNORECASE)
_BETWEEN = re.compile(rf"\b{_CONTRACT}\sbetween\s(?:the\s)?\Z", re.IGNORECASE)
_ADVERBS = r"(?:(?:also|currently|now|has|have|had|will|would|previously|already|still|which|that|is|are)\s){0,3}"
_PROVIDES = re.compile(
    rf"\s{_ADVERBS}(?:suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|sells?|sold|selling|deliver(?:s|ed)?|licens(?:es|ed))\s"
    r"[^.;:]{2,140}?\s(?:to|for)\s(?:the\s)?\Z"
)
_USES = re.compile(
    rf",?\s{_ADVERBS}(?:us(?:es|ed|ing|e)|utili[sz](?:es|ed|e|ing)|relie[sd]\son|rel(?:y|ying)\son|bought|buys|purchase[sd]?)\s(?:the\s)?\Z"
)
_POSSESSOR = re.compile(
    r"(?P<who>[^\s,;]+)['’]s?\s(?:[^,;.]|\.(?=\d)){0,50}?\Z|\b(?P<its>its|their)\s[^,;.]{0,40}?\Z", re.IGNORECASE
)
_THINGS = re.compile(
    r"(?:['’]s)?\s(?:software|services?|products?|technology|technologies|cloud|platforms?|systems?|tools?|data|hardware)\b"
)
_REACH = 90
"""Characters before the word "contract" that are looked at for what happens to it."""

_LONGEST_GAP = 200
"""Characters between two ends of a relation."""

_END = r"(?:cancel|end|terminat|drop|break|sever|stop|scrap)\w*"
_STATUSES: tuple[tuple[SupplyStatus, re.Pattern[str]], ...] = (
    ("demanded", re.compile(rf"\b(?:demand|urg|call|ask|petition|press|pressur|want|plead|insist)\w*\b[^.;]*?\b(?:{_END}|not\s(?:to\s)?renew)\b", re.IGNORECASE)),
    ("declined", re.compile(r"\b(?:declin|refus|opt|decid|cho[os]|vow|pledg)\w*\s(?:(?:\w+\s){0,3}?(?:not\sto|against)\s)?(?:to\s)?(?:renew|extend|bid|pursu)\w*|\b(?:will|would|did)\s?n[o'’]t\s(?:renew|extend)|\bwon['’]t\s(?:renew|extend)", re.IGNORECASE)),
    ("cancelled", re.compile(r"\b(?:cancell?ed|terminated|ended|scrapped|dropped|pulled\sout)\b", re.IGNORECASE)),
    ("expired", re.compile(r"\b(?:expired?s?|lapsed)\b", re.IGNORECASE)),
    ("renewed", re.compile(r"\b(?:renew(?:s|ed)|extend(?:s|ed))\b", re.IGNORECASE)),
    ("awarded", re.compile(r"\b(?:award(?:s|ed)|won|wins|secured|landed|signed)\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with the names and sums in it."""

    document: DocumentId
    text: str
    start: int
    end: int
    parties: tuple[Mention, ...]
    products: tuple[Mention, ...]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """What a rule found: who supplies whom with what, and where the word for the contract stands."""

    supplier: Mention | None
    customer: Mention | None
    product: Mention | None = None
    contract: int | None = None


def supplies(
    document: DocumentId,
    text: str,
    ranges: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
) -> Iterator[Supply]:
    """Find supply relations whose ends are named in one sentence, in order.

    An end the sentence only describes ("the software maker's contract") stays None.
    """
    for scene in _scenes(document, text, ranges, mentions, amounts):
        met: set[tuple[int | None, ...]] = set()
        for name, rule in RULES:
            for ends in rule(scene):
                key = tuple(_place(end) for end in (ends.supplier, ends.customer, ends.product))
                if key not in met:
                    met.add(key)
                    yield _supply(scene, ends, name)


def _scenes(
    document: DocumentId,
    text: str,
    ranges: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
) -> Iterator[_Scene]:
    starts = [_start(mention) for mention in mentions]
    sums = [amount.span.start for amount in amounts]
    for low, high in paragraphs(text, ranges):
        if not _WORTH_READING.search(text, low, high) or bisect_left(starts, low) == bisect_left(starts, high):
            continue
        for sentence in sentences(text, (low, high), ()):
            named = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if named and _WORTH_READING.search(text, sentence.start, sentence.end):
                yield _Scene(
                    document,
                    text,
                    sentence.start,
                    sentence.end,
                    tuple(one for one in named if one.kind not in {"person", "product"}),
                    tuple(one for one in named if one.kind == "product"),
                    tuple(amounts[bisect_left(sums, sentence.start) : bisect_left(sums, sentence.end)]),
                )


def _start(mention: Mention) -> int:
    return mention.span.start if mention.span else -1


def _stop(mention: Mention) -> int:
    return mention.span.end if mention.span else -1


def _place(mention: Mention | None) -> int | None:
    return None if mention is None else _start(mention)


def _contract_with(scene: _Scene) -> Iterator[_Ends]:
    """Read `X's contract with Y`, `X cancelled its contract with Y`, `a contract X holds with Y`."""
    for other in scene.parties:
        before = scene.text[max(scene.start, _start(other) - 70) : _start(other)]
        match = _WITH.search(before) or _HELPING.search(before)
        if match is None:
            continue
        contract = _start(other) - len(before) + match.start()
        one = _holder(scene, contract)
        if one is not None and one.kind == "public_body" and other.kind != "public_body":
            yield _Ends(supplier=other, customer=one, contract=contract)
        else:
            yield _Ends(supplier=one, customer=other, contract=contract)


def _holder(scene: _Scene, contract: int) -> Mention | None:
    """Find whose contract it is: the possessor when it is named, else the party named last before."""
    before = scene.text[max(scene.start, contract - _REACH) : contract]
    earlier = [party for party in scene.parties if _stop(party) <= contract]
    possessor = _POSSESSOR.search(before)
    if possessor and possessor["who"]:
        end = contract - len(before) + possessor.end("who")
        return next((party for party in earlier if _stop(party) == end), None)
    suppliers = [party for party in earlier if party.kind == "company"] or earlier
    return suppliers[-1] if suppliers else None


def _contract_between(scene: _Scene) -> Iterator[_Ends]:
    """Read `a contract between X and Y`; the public body is the customer, else Y."""
    for one, other in zip(scene.parties, scene.parties[1:], strict=False):
        match = _BETWEEN.search(scene.text[max(scene.start, _start(one) - 40) : _start(one)])
        if match and re.fullmatch(r",?\sand\s(?:the\s)?", scene.text[_stop(one) : _start(other)]):
            swapped = one.kind == "public_body"
            yield _Ends(supplier=other if swapped else one, customer=one if swapped else other, contract=_start(one))


def _named_contract(scene: _Scene) -> Iterator[_Ends]:
    """Read `to end ICE contract`: a public body's name right before the word."""
    for party in scene.parties:
        match = re.compile(rf"(?:['’]s)?\s{_CONTRACT}\b").match(scene.text, _stop(party))
        if party.kind == "public_body" and match and not re.match(r"\s(?:with|to)\b", scene.text[match.end() :][:8]):
            earlier = [one for one in scene.parties if one.kind == "company" and _stop(one) <= _start(party)]
            yield _Ends(supplier=earlier[-1] if earlier else None, customer=party, contract=match.end())


def _provides(scene: _Scene) -> Iterator[_Ends]:
    """Read `X provides P to Y`."""
    for number, one in enumerate(scene.parties):
        for other in scene.parties[number + 1 :]:
            if _start(other) - _stop(one) > _LONGEST_GAP:
                break
            if one.kind in {"company", "unknown", "organisation"} and _PROVIDES.fullmatch(
                scene.text[_stop(one) : _start(other)]
            ):
                between = [product for product in scene.products if _stop(one) < _start(product) < _start(other)]
                yield _Ends(supplier=one, customer=other, product=between[0] if between else None)


def _uses(scene: _Scene) -> Iterator[_Ends]:
    """Read `Y uses X software` and `Y uses P`."""
    for customer in scene.parties:
        if customer.kind == "unknown":
            continue
        for thing in (*scene.parties, *scene.products):
            gap = _start(thing) - _stop(customer)
            if not 0 < gap < _LONGEST_GAP or not _USES.fullmatch(scene.text, _stop(customer), _start(thing)):
                continue
            if thing.kind == "product":
                yield _Ends(supplier=None, customer=customer, product=thing)
            elif thing.kind == "company":
                own = [one for one in scene.products if 0 < _start(one) - _stop(thing) <= 3]
                if own or _THINGS.match(scene.text, _stop(thing)):
                    yield _Ends(supplier=thing, customer=customer, product=own[0] if own else None)


RULES = (
    ("contract with", _contract_with),
    ("contract between", _contract_between),
    ("named contract", _named_contract),
    ("provides", _provides),
    ("uses", _uses),
)
"""The patterns, in the order they are tried; the first that finds a pair of ends names it."""


def _supply(scene: _Scene, ends: _Ends, rule: str) -> Supply:
    return Supply(
        document=scene.document,
        supplier=ends.supplier.span if ends.supplier else None,
        customer=ends.customer.span if ends.customer else None,
        product=ends.product.span if ends.product else None,
        amount=_amount(scene, ends.contract),
        status=_status(scene, ends.contract),
        evidence=cut(scene.document, scene.text, scene.start, scene.end),
        rule=rule,
    )


def _amount(scene: _Scene, contract: int | None) -> Amount | None:
    """Find the sum that stands by the word for the contract."""
    if contract is None:
        return None
    near = [one for one in scene.amounts if -60 <= one.span.start - contract <= 80]
    return min(near, key=lambda one: abs(one.span.start - contract), default=None)


def _status(scene: _Scene, contract: int | None) -> SupplyStatus:
    """Say what happens to a contract, from the words before it; a demand is looked for in all of the sentence."""
    if contract is None:
        return "held"
    before = scene.text[scene.start : contract]
    for status, pattern in _STATUSES:
        if pattern.search(before if status == "demanded" else before[-_REACH:]):
            return status
    return "held"
