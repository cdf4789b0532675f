"""Who supplies what to whom, as texts say it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.notices import Notice, notices
from onrecord.extract.paragraphs import Sentence, paragraphs, sentences
from onrecord.extract.supply_details import amount_of, product_of, when_of
from onrecord.extract.supply_ends import Line, line_of
from onrecord.extract.supply_frames import FIRM_CONTRACTS, STRONG, SURE_CONTRACTS, TRIGGERS
from onrecord.extract.supply_places import Pair
from onrecord.extract.supply_products import uses
from onrecord.extract.supply_relations import pairs
from onrecord.extract.supply_status import modality_of, status_of
from onrecord.extract.supply_when import Dated, day_of_words
from onrecord.extract.words import words_of
from onrecord.model.evidence import Span, cut
from onrecord.model.ids import DocumentId
from onrecord.model.statement import Amount, Mention, Supply, When

_WORTH_READING = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, TRIGGERS), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_FIRM = re.compile(
    r"\b(?:" + "|".join(sorted(FIRM_CONTRACTS | SURE_CONTRACTS | STRONG, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_NONE = re.compile(
    r"\?\s*\Z|\b(?:request for (?:information|proposals|quotations)|shortlist\w*|merg(?:er|ed|ing)|to acquire|acquisition of|stake in|joint venture|takeover|subsid(?:y|ies)|grants?|donat\w+|lawsuit|sued|pleaded guilty)\b",
    re.IGNORECASE,
)
"""Questions, tenders before an award, company sales, gifts and court cases are no supply."""
_BIDDING = re.compile(
    r"\b(?:compet\w+|bid(?:s|ding)?|bidders?|tender\w*|auction\w*|invit\w+ offers|in the running|contenders?)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:award\w*|won|wins|beat|cancel\w*|scrap\w*|reject\w*|rebuff\w*|declin\w*|refus\w*|turned down|chosen|selected|signed|never put out|without (?:a )?tender|no-bid)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r";|\bwhile\b|\bbut\b|, and (?=\x00|a third|the other)|\band a third\b|, (?=two years after|a year after)"
)


@dataclass(frozen=True, slots=True)
class Read:
    """What else was read in a document: its names, sums and dates, each in order."""

    mentions: Sequence[Mention]
    amounts: Sequence[Amount]
    whens: Sequence[When] = ()


def supplies(document: DocumentId, text: str, ranges: Sequence[tuple[int, int]], read: Read) -> Iterator[Supply]:
    """Find supply relations whose ends are named or described in one sentence, and those of contract notices, in order.

    An end that only stands for a name elsewhere ("the software maker's contract") stays None.
    """
    starts = [one.span.start if one.span else -1 for one in read.mentions]
    sums = [one.span.start for one in read.amounts]
    days = [one.span.start for one in read.whens]
    for low, high in paragraphs(text, ranges):
        if not _WORTH_READING.search(text, low, high):
            continue
        official = list(notices(text, low, high))
        if official:
            for notice in official:
                yield from _of_notice(document, text, notice, read.amounts, Dated(read.whens, days))
            continue
        for sentence in sentences(text, (low, high), ()):
            if _WORTH_READING.search(text, sentence.start, sentence.end):
                near = Read(
                    read.mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)],
                    read.amounts[bisect_left(sums, sentence.start) : bisect_left(sums, sentence.end)],
                    read.whens[bisect_left(days, sentence.start) : bisect_left(days, sentence.end)],
                )
                yield from _of_sentence(document, text, sentence, near)


def _of_sentence(document: DocumentId, text: str, sentence: Sentence, read: Read) -> Iterator[Supply]:
    if all(one.kind == "person" for one in read.mentions) and not _FIRM.search(text, sentence.start, sentence.end):
        return
    if _NONE.search(text, sentence.start, sentence.end):
        return
    line = line_of(words_of(text, sentence.start, sentence.end), read.mentions, read.amounts)
    found = pairs(line)
    if _BIDDING.search(text, sentence.start, sentence.end) and not _DECIDED.search(text, sentence.start, sentence.end):
        return
    for pair in found:
        yield _supply(document, text, sentence, _Scene(line, pair, read, alone=len(found) == 1))
    yield from _products(document, text, sentence, (line, found, read))


@dataclass(frozen=True, slots=True)
class _Scene:
    line: Line
    pair: Pair
    read: Read
    alone: bool


def _products(
    document: DocumentId, text: str, sentence: Sentence, scene: tuple[Line, Sequence[Pair], Read]
) -> Iterator[Supply]:
    """Read `Y uses P`, where no supplier is named."""
    line, found, read = scene
    taken = {pair.customer for pair in found}
    for customer, product in uses(line, read.mentions):
        if customer not in taken:
            end = line.ends[customer]
            yield Supply(
                document=document,
                supplier=None,
                customer=cut(document, text, end.start, end.end),
                product=product,
                amount=None,
                status="held",
                evidence=cut(document, text, sentence.start, sentence.end),
                rule="uses",
            )


_NEAR = 9
"""Items on either side of the word that ties two ends, in which what happened is looked for first."""


def _supply(document: DocumentId, text: str, sentence: Sentence, scene: _Scene) -> Supply:
    line, pair, read = scene.line, scene.pair, scene.read
    whole = " ".join(line.low)
    words = whole if scene.alone else _clause(line, pair)
    near = " ".join(line.low[max(0, pair.tie - _NEAR) : pair.tie + _NEAR + 1])
    status = status_of(near)
    if status == "held":
        status = status_of(words)
    ends = [one for one in (pair.supplier, pair.customer) if one is not None]
    when = when_of(line, pair.tie, read.whens)
    return Supply(
        document=document,
        supplier=_span(document, text, line, pair.supplier),
        customer=_span(document, text, line, pair.customer),
        product=product_of(document, text, (line, pair), read.mentions),
        amount=amount_of(line, pair.tie, ends, read.amounts),
        status=status,
        evidence=cut(document, text, sentence.start, sentence.end),
        rule=pair.rule,
        modality=modality_of(words, whole, status),
        when=when.span if when else None,
        on=day_of_words(when) if when else None,
    )


def _clause(line: Line, pair: Pair) -> str:
    """Give the words of the clause that holds the ends and the word that ties them."""
    places = [one for one in (pair.supplier, pair.customer, pair.tie) if one is not None]
    low, high = min(places), max(places)
    if line.low[low + 1 : low + 2] == [","] and line.low[low + 2 : low + 3] in (["which"], ["who"]):
        first_comma = next((one for one in range(low + 3, len(line.low)) if line.low[one] == ","), len(line.low))
        if pair.tie < first_comma:
            return " ".join(line.low[low:first_comma])
        return " ".join((*line.low[: low + 1], *line.low[first_comma:]))
    before = " ".join(line.low[:low])
    cuts = list(_CLAUSE_ENDS.finditer(before))
    start = before[cuts[-1].end() :] if cuts else before
    after = " ".join(line.low[high + 1 :])
    stop = _CLAUSE_ENDS.search(after)
    return " ".join((start, *line.low[low : high + 1], after[: stop.start()] if stop else after))


def _span(document: DocumentId, text: str, line: Line, item: int | None) -> Span | None:
    if item is None:
        return None
    end = line.ends[item]
    return cut(document, text, end.start, end.end)


def _of_notice(
    document: DocumentId, text: str, notice: Notice, amounts: Sequence[Amount], dated: Dated
) -> Iterator[Supply]:
    """Give one relation for each firm of a notice; a sum for several firms together is none of theirs alone."""
    amount = next((one for one in amounts if notice.amount and one.span.start == notice.amount[0]), None)
    when = dated.at(*notice.awarded_on) if notice.awarded_on else None
    for start, end in notice.suppliers:
        yield Supply(
            document=document,
            supplier=cut(document, text, start, end),
            customer=cut(document, text, *notice.customer) if notice.customer else None,
            product=None,
            amount=amount if len(notice.suppliers) == 1 else None,
            status="awarded" if notice.kind != "modification" else "renewed" if notice.extends else "modified",
            evidence=cut(document, text, notice.start, notice.end),
            rule=f"notice of {notice.kind}",
            when=when.span if when else None,
            on=day_of_words(when) if when else None,
        )
