"""Rule E7: what documents that name an award's number say of the makers of what it buys.

| where the words stand | label |
|---|---|
| an item, the description or the title of the award's own contract, order or modification | as rule E1 reads a description; with a word of refusal ("deleted", "not exercised") MENTION_ONLY |
| the row of another document's table or list, or a sentence, that names this award alone | LIKELY_VIA, if below |
| a paragraph that names this award alone | MENTION_ONLY |

A row is LIKELY_VIA where rule E1 takes the product for bought. So is a sentence that besides has a word of buying, names
no second maker, and neither refuses nor supposes ("may", "protested"). All else is MENTION_ONLY: a maker's bare name in
a sentence says little ("Microsoft protested the award") unless goods follow it ("HP laptops"), and so does what the
award's own description only mentions. In such documents names count only as they do in prose: products whose names are
plain words only in awards are left out, and makers must be written as they write themselves. The recipient's own name
is who it is, not what is bought: of a recipient, or a firm of its owner, a contract's items alone count.
"""

import re
from collections.abc import Iterator, Sequence

from onrecord.connect.contract_documents import Passage
from onrecord.connect.owners_named import Ownership, Wording, labour_of, named
from onrecord.connect.owners_recipients import Recipients, related
from onrecord.connect.owners_words import only_mentioned
from onrecord.model.award import Action
from onrecord.model.evidence import Span
from onrecord.tables.makers import NameFound, makers_named, names_in

DOCUMENTS_KEPT = 10
"""Passages kept as evidence for one maker under each label; more say the same again, and the sentence says how many."""
OWN = frozenset({"item", "description"})
WHOSE = {"item": "an item of its contract document", "description": "the description in its contract document"}
REFUSED = re.compile(
    r"\bnot(?!\s+(?:to exceed|separately))\b|n['’]t\b|\b(?:without|exclud\w*|except\w*|cancel\w*|terminat\w*|remov\w*|delet\w*|"
    r"de-?scop\w*|neither|nor|never|den(?:y|ied|ies)|reject\w*)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|if|whether|plan\w*|propos\w*|consider\w*|bids?|bidders?|protest\w*|alleg\w*|rivals?|"
    r"compet\w*|instead|unlike|former\w*|previous\w*|sued|lawsuit)\b",
    re.IGNORECASE,
)
BUYING = re.compile(
    r"\b(?:order\w*|contract\w*|award\w*|purchas\w*|buy|buys|bought|buying|procur\w*|licen[cs]\w*|subscri\w*|renew\w*|"
    r"suppl(?:y|ies|ied)|sold|sells?|selling|acqui\w*|pays?|paid|paying|spen[dt]\w*|obligat\w*|deliver\w*)\b",
    re.IGNORECASE,
)
GOODS = re.compile(
    r"\s+(?:(?:enterprise|cloud|federal)\s+)?(?:licen[cs]es?|software|subscriptions?|laptops?|notebooks?|desktops?|computers?|"
    r"tablets?|servers?|printers?|routers?|switches|hardware|equipment|products)\b",
    re.IGNORECASE,
)
"""What makes a maker's name that of goods: "Dell laptops"."""
NO_THING = re.compile(
    r"\b(?:thousand|million|billion|dollars|deal|company|firm|reseller|contractor|vendor)\b", re.IGNORECASE
)
"""What stands before "for" in prose and is no thing that would be for a product."""
LEGAL_FORM = r"(?:,?\s+(?:inc|llc|l\.l\.c|l\.p|lp|corp|corporation|company|co|ltd|limited)\b\.?)?"


def names_a_maker(passage: Passage) -> bool:
    """Say whether a passage names a maker or a product at all: the others need not be kept."""
    return next(makers_named(passage.words.text, passage.of.since), None) is not None


def document_owners(
    passages: Sequence[Passage], actions: Sequence[Action], who: Recipients, makers: dict[str, str]
) -> list[Ownership]:
    """Say whose products documents tie to an award, each maker with its labels.

    Args:
        passages: What documents say of the award.
        actions: Its rows.
        who: Its recipients.
        makers: Each name met so far to its maker.
    """
    found: dict[tuple[str, str], list[Ownership]] = {}
    for passage in passages:
        owners = _of_contract if passage.place in OWN else _of_others
        for own in owners(passage, actions, who, makers):
            found.setdefault((own.owner, own.label), []).append(own)
    return [_together(same) for same in found.values()]


def _together(same: Sequence[Ownership]) -> Ownership:
    """Put the passages together that give one maker one label."""
    first, kept = same[0], same[:DOCUMENTS_KEPT]
    evidence = tuple(dict.fromkeys(place for one in kept for place in one.evidence))
    others = len(same) - 1
    more = f" (and so in {others:,} more passage{'' if others == 1 else 's'})" if others else ""
    return Ownership(
        owner=first.owner,
        label=first.label,
        evidence=evidence,
        because=first.because + more,
        of_work=any(one.of_work for one in same),
        also=first.also + more,
    )


def _of_contract(
    passage: Passage, actions: Sequence[Action], who: Recipients, makers: dict[str, str]
) -> Iterator[Ownership]:
    """Read an item or the description of the award's own contract as rule E1 reads descriptions."""
    text, whose = passage.words.text, WHOSE[passage.place]
    wording = Wording(
        text=text,
        evidence=_evidence(passage),
        whose=whose,
        on=passage.of.since,
        kind=actions[0].kind,
        labour=labour_of(actions),
    )
    refused = REFUSED.search(text)
    for own in named(wording, who, makers):
        if passage.place == "description" and related(own.owner, who):
            continue
        says = own.because.split(",")[0]
        if refused:
            because = f"{says}, but also {refused[0]!r}: it may not be bought"
            yield Ownership(owner=own.owner, label="MENTION_ONLY", evidence=own.evidence, because=because, also=because)
        else:
            yield Ownership(
                owner=own.owner,
                label=own.label,
                evidence=own.evidence,
                because=own.because,
                of_work=own.of_work,
                also=says,
            )


def _of_others(
    passage: Passage, actions: Sequence[Action], who: Recipients, makers: dict[str, str]
) -> Iterator[Ownership]:
    """Weigh a sentence, row or paragraph that names the award and a maker."""
    text = passage.words.text
    every = names_in(text, passage.of.since)
    names = [one for one in every if _is_plain(one, text) and not related(one.owner, who)]
    for owner in dict.fromkeys(one.owner for one in names):
        places = [one for one in names if one.owner == owner]
        name = max(places, key=lambda one: (one.row.role == "product", len(one.row.name)))
        if makers.setdefault(name.row.name, owner) != owner:
            continue
        says = f"a document says {name.row.name!r} in the {passage.place} that names its number"
        is_likely = passage.place != "paragraph" and not labour_of(actions) and _is_bought(passage, places, every, who)
        yield Ownership(
            owner=owner,
            label="LIKELY_VIA" if is_likely else "MENTION_ONLY",
            evidence=_evidence(passage),
            because=f"{says}; it is not the contract itself" if is_likely else f"{says}: it may only be mentioned",
            also=says,
        )


def _is_plain(name: NameFound, text: str) -> bool:
    """Say whether a name means what it names in prose too: a product that is no plain word, or a maker as it writes itself."""
    if name.as_written or name.row.role in {"hint", "misspelling"}:
        return False
    return not name.row.awards_only or (name.row.role == "maker" and text[name.start : name.end] == name.row.name)


def _is_bought(passage: Passage, places: Sequence[NameFound], every: tuple[NameFound, ...], who: Recipients) -> bool:
    text = _masked(passage, [one for one in every if related(one.owner, who)], who)
    bought = [
        one for one in places if one.row.role == "product" or passage.place == "row" or GOODS.match(text, one.end)
    ]
    if not bought or all(only_mentioned(text, one, every) for one in bought) or REFUSED.search(text):
        return False
    if passage.place == "row":
        return True
    strangers = {one.owner for one in every if not related(one.owner, who)}
    return len(strangers) == 1 and BUYING.search(text) is not None and SUPPOSED.search(text) is None


def _masked(passage: Passage, own: Sequence[NameFound], who: Recipients) -> str:
    """Write figures for the award's number and its recipient's names: "with Dell for Azure" has no thing before "for"."""
    words, number = passage.words, passage.number
    places = [(number.start - words.start, number.end - words.start), *((one.start, one.end) for one in own)]
    for name in who.names:
        spelt = r"\W+".join(map(re.escape, name.split()))
        places += [match.span() for match in re.finditer(rf"\b{spelt}\b{LEGAL_FORM}", words.text, re.IGNORECASE)]
    places += [match.span() for match in NO_THING.finditer(words.text)]
    text = words.text
    for start, end in places:
        low, high = max(0, start), min(end, len(text))
        if low < high:
            text = f"{text[:low]}{'0' * (high - low)}{text[high:]}"
    return text


def _evidence(passage: Passage) -> tuple[Span, ...]:
    """Give the words, and the number where it stands elsewhere."""
    number, words = passage.number, passage.words
    return (words,) if words.start <= number.start and number.end <= words.end else (words, number)
