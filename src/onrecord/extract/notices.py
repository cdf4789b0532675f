"""Contract notices as the US Department of Defense publishes them: one paragraph for each award.

`Firm, City, State, is awarded a $N contract (NUMBER) for ...; The Agency, City, State, is the contracting activity`: a
form that has stood for decades, read as a form. Lists of firms, corrections and additions to earlier notices are its variants.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.notice_firms import Place, firms, without_place

NoticeKind = Literal["award", "modification", "order", "correction", "addition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice; every place is a pair of offsets, code points of the text, half-open.

    Attributes:
        start, end: The notice's own words.
        customer: The contracting activity.
        amount: The sum of this action; None where the notice keeps it back.
        total: The sum with all actions or options so far, as the notice gives it.
        numbers: Of the contracts or orders awarded, in order.
        modified: Numbers of the contracts that this action changes.
        modifications: The numbers of the changes themselves (`P00012`).
        ordered_under: The number of the contract under which an order was placed.
        awarded_on: The words of the day of the award, where they are not the day of the notice.
        ends_on: The words of the day on which the work ends.
        extends: An option was used or the term made longer.
    """

    start: int
    end: int
    kind: NoticeKind
    suppliers: tuple[Place, ...]
    customer: Place | None = None
    amount: Place | None = None
    total: Place | None = None
    numbers: tuple[Place, ...] = ()
    modified: tuple[Place, ...] = ()
    modifications: tuple[Place, ...] = ()
    ordered_under: tuple[Place, ...] = ()
    awarded_on: Place | None = None
    ends_on: Place | None = None
    extends: bool = False


_DASH = r"[-\u2010\u2011\u2013]"
_NUMBER = re.compile(
    rf"\b(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{6}}{_DASH}?\s?\d{{2}}{_DASH}?\s?[A-Z0-9]{_DASH}?\s?[A-Z0-9]{{3,5}}(?![\w-])"
)
"""A procurement instrument identifier: activity (6), year (2), kind (1), serial (4); hyphens and blanks vary."""
_KIND = 8
"""Where, without hyphens, the letter of an identifier stands that says what it is: D and G and A are ordered under."""
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|January|February|August|September|October|November|December)\.?"
_DATE = rf"{_MONTH}(?:\s\d{{1,2}},)?\s\d{{4}}"
_SUM = r"\$\s?\d(?:[\d,]*\d)?(?:\.\d+)?(?:\s(?:million|billion))?"
_VERB = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will)(?:\s(?:be|been|being|each))*\s(?:awarded|issued)\b(?!\s(?:through|via|based|on\s(?:a|the))\b)"
    r"|\b(?:will|are|is|to)\s(?:each\s)?compet(?:e|ing)\sfor\b"
    r"|\b(?:is|was|were|are|has|have)(?:\s(?:be|been|being|each))*\s(?:selected|granted|modified|contracted)\b|\b(?:received|won)\s(?=an?\s)"
)
_ACTIVITY = re.compile(r",?\s(?:is|was|are)\sthe\scontracting\s(?:activity|agency|office)\b")
_ACTIVITY_IS = re.compile(r"\bcontracting\s(?:activity|agency|office)\s(?:is|was)\s(?:the\s)?")
_MARKED = re.compile(r"\s*(?P<word>CORRECTION|UPDATE|AMENDMENT|CLARIFICATION|RE-?ISSUE)S?\s*:\s*")
_ADDED = re.compile(r",?\s(?:has|have)\sbeen\sadded\sas\b")
_ANNOUNCED_TO = re.compile(
    rf"\b(?:announced|awarded)(?:\son\s{_DATE},?)?\s(?:to|for|with)\s(?!an?\s)|\b(?:are|is|locations\sare|awardees\sare):\s"
)
_ANNOUNCED_END = re.compile(
    rf"\),|\b(?:was|were|has|had|should)\b|,\sto\s|,?\sfor\s(?=\$|[a-z]|Salesforce)|,?\son\s{_DATE}|\.\s|\Z"
)
_TOTAL = re.compile(
    rf"\b(?:cumulative|total|overall|lifecycle|ceiling)\b(?![^.$]{{0,40}}\bof\sthis\saction\b)[^.$;]{{0,110}}?\b(?:to|is|at|of|from\s{_SUM}\sto)\s"
    rf"(?:an?\s)?(?:estimated\s|not-to-exceed\s)?(?P<sum>{_SUM})"
)
_ACTION_IS = re.compile(
    rf"\b(?:amount|value|price)\sof\sthis\s(?:action|award|modification|contract|order)\sis\s(?:an?\s)?(?:estimated\s)?(?:\$\s)?(?P<sum>{_SUM})"
    rf"|\bcorrect\s(?:award\s)?(?:amount|value)\s(?:is|was)\s(?P<sum2>{_SUM})"
)
_AWARDED_ON = re.compile(
    rf"\(\s?Awarded(?:\son)?:?\s(?P<day>{_DATE})\s?\)|\bcorrect\s(?:award\s)?date\sis\s(?P<day2>{_DATE})"
    rf"|\b(?:actually\s)?awarded\son\s(?P<day3>{_DATE})"
)
_ENDS_ON = re.compile(
    rf"\b(?:be\s)?complete[d]?(?:\s(?:by|in|on|before|no\slater\sthan))?\s(?P<day>{_DATE})"
    rf"|\b(?:completion|end|expiration)\sdate\s(?:of|is)\s(?P<day2>{_DATE})|\b(?:extended\sto|conclude(?:\s(?:by|in|on))?)\s(?P<day3>{_DATE})"
)
_ENDS_SOMEHOW = re.compile(
    rf"\b(?:complet|conclud|finish|expir|end|perform|period|option)\w*\b[^.$]{{0,90}}?\b(?:by|in|on|of|through|until|to|is)\s(?P<day>{_DATE})(?P<day2>(?!))?(?P<day3>(?!))?"
)
_CHANGED = re.compile(r"\bmodification\b|\bmodified\b")
_EXTENDS = re.compile(
    r"\bexercis\w+\s(?:of\s)?(?:an?\s|the\s|its\s|year\s|[\w-]+\s){0,4}options?\b|\bextend\w*\sthe\s(?:\w+\s){0,2}(?:term|period|contract)\b"
)
_ORDERED = re.compile(r"\b(?:task|delivery|fixed[- ]price)?\s?(?:order|call)s?\b")
_UNDER = re.compile(r"\b(?:off|under|against|placed|issued\sunder|to)\b")
_SENTENCE = re.compile(
    r"(?<=[a-z0-9)%\]])(?<!St)(?<!Ft)(?<!Inc)(?<!Corp)(?<!Co)(?<!Ltd)(?<!Mt)\.\)?\s*(?=[A-Z0-9(])(?!\d)"
)
_HEAD = 6_000
"""Characters before the verb in which firms are listed; the longest lists met have about a hundred firms."""


def notices(text: str, low: int, high: int) -> Iterator[Notice]:
    """Read the notices of a paragraph, in order; nothing where it has none.

    Args:
        text: The whole text.
        low: Where the paragraph begins, in code points.
        high: Where it ends.
    """
    if text.find("contracting activity", low, high) < 0 and text.find("contracting agency", low, high) < 0:
        marked = _MARKED.match(text, low, high)
        if marked is None or not re.compile(r"\b(?:contract|order|modification|award)").search(
            text, marked.end(), high
        ):
            return
    for start, end in _apart(text, low, high):
        found = _marked(text, start, end) or _awarded(text, start, end)
        if found is not None:
            yield found


def _apart(text: str, low: int, high: int) -> Iterator[Place]:
    """Cut a paragraph where after the contracting activity of one notice the firm of another follows."""
    start = low
    for match in _ACTIVITY.finditer(text, low, high):
        after = re.compile(r"\s*(?:\([^()]{0,60}\))?\.?\s*(?:\(\s?Awarded[^()]{0,40}\)\.?\s*)?(?=[A-Z])").match(
            text, match.end(), high
        )
        if after and _VERB.search(text, after.end(), high):
            yield start, after.end()
            start = after.end()
    yield start, high


def _awarded(text: str, start: int, end: int) -> Notice | None:
    """Read `Firm, City, State, is awarded ...`."""
    verb, suppliers = _told(text, start, end)
    if verb is None:
        return None
    first = _sentence_end(text, verb.end(), end)
    told = text[verb.end() : first]
    changed, ordered = _CHANGED.search(told), _ORDERED.search(told[:120])
    kind: NoticeKind = (
        "modification"
        if changed and not (ordered and ordered.start() < changed.start())
        else "order"
        if ordered
        else "award"
    )
    return _notice(text, (start, end), kind, suppliers, verb.end())


_ANY_VERB = re.compile(
    r"\b(?:is|was|were|are|has|have|will)\s(?:(?:be|been|being|each)\s)*[a-z]+ed\b|\b(?:will|shall)\s[a-z]+\b|(?<=,)\s\$|\s(?=\$)"
)
"""Where the firms end in a notice that says it in other words."""


def _told(text: str, start: int, end: int) -> tuple[re.Match[str] | None, tuple[Place, ...]]:
    """Find the verb of the award and the firms before it, or in a list after it."""
    limit = min(end, start + _HEAD)
    for pattern in (_VERB, _ANY_VERB):
        for verb in pattern.finditer(text, start, limit):
            suppliers = tuple(firms(text, start, verb.start())) or _listed_after(text, verb.end(), end)
            if suppliers:
                return verb, suppliers
    return None, ()


_LIST = re.compile(r"\b(?:following|awardees|companies|contractors|firms|awarded)\b[^:.]{0,120}:\s*")


def _listed_after(text: str, start: int, end: int) -> tuple[Place, ...]:
    """Read the firms of a notice that lists them after `the following companies:`."""
    listed = _LIST.search(text, start, end)
    if listed is None:
        return ()
    stop = _SENTENCE.search(text, listed.end(), end)
    return tuple(firms(text, listed.end(), stop.start() if stop else end))


def _marked(text: str, start: int, end: int) -> Notice | None:
    """Read a notice that mends or adds to an earlier one."""
    mark = _MARKED.match(text, start, end)
    if mark is None:
        return None
    added = _ADDED.search(text, mark.end(), end)
    if added:
        return _notice(text, (start, end), "addition", tuple(firms(text, mark.end(), added.start())), added.end())
    to = _ANNOUNCED_TO.search(text, mark.end(), end)
    if to is None:
        awarded = _awarded(text, mark.end(), end)
        return None if awarded is None else _notice(text, (start, end), "correction", awarded.suppliers, mark.end())
    listed = text[to.start() : to.end()].rstrip().endswith(":")
    stop = end if listed else _announced_end(text, to.end(), end)
    suppliers = tuple(firms(text, to.end(), stop))
    return _notice(text, (start, end), "correction", suppliers, mark.end()) if suppliers else None


def _announced_end(text: str, start: int, end: int) -> int:
    """Find where the firms named in a correction end: after the number in brackets, or before what was wrong."""
    match = _ANNOUNCED_END.search(text, start, end)
    return end if match is None else match.end() - 1 if match.group() == ")," else match.start()


def _sentence_end(text: str, start: int, end: int) -> int:
    match = _SENTENCE.search(text, start, end)
    return match.start() + 1 if match else end


def _notice(text: str, whole: Place, kind: NoticeKind, suppliers: tuple[Place, ...], verb: int) -> Notice | None:
    if not suppliers:
        return None
    start, end = whole
    amount, total = _sums(text, start, verb, end)
    numbers = _numbers(text, start, end, kind)
    changes = re.compile(r"\b(?:P\d{5}|PZ\d{4,5}|AZ?\d{4,5}|ARZ\d{3})\b").finditer(text, start, end)
    return Notice(
        start=start,
        end=end,
        kind=kind,
        suppliers=suppliers,
        customer=_customer(text, start, end),
        amount=amount,
        total=total,
        numbers=tuple(numbers["awarded"]),
        modified=_announced(text, start, end) if kind == "correction" else tuple(numbers["modified"]),
        ordered_under=tuple(numbers["under"]),
        modifications=tuple({match.group(): match.span() for match in changes}.values())
        if kind == "modification"
        else (),
        awarded_on=_day(_AWARDED_ON.search(text, start, end)),
        ends_on=_day(_ENDS_ON.search(text, start, end) or _ENDS_SOMEHOW.search(text, start, end)),
        extends=kind == "modification" and _EXTENDS.search(text, verb, min(end, verb + 700)) is not None,
    )


def _announced(text: str, start: int, end: int) -> tuple[Place, ...]:
    """Find the words that say which announcement is mended."""
    match = re.compile(rf"\b(?:contract|order|modification)\s(?:announced|awarded)\son\s{_DATE}").search(
        text, start, end
    )
    return (match.span(),) if match else ()


def _day(match: re.Match[str] | None) -> Place | None:
    return None if match is None else next(match.span(name) for name in ("day", "day2", "day3") if match[name])


def _sums(text: str, start: int, verb: int, end: int) -> tuple[Place | None, Place | None]:
    """Tell the sum of this action from the sum of all: what the notice calls cumulative, total or a ceiling of options."""
    totals = [match.span("sum") for match in _TOTAL.finditer(text, start, end)]
    action = _ACTION_IS.search(text, start, end)
    if action:
        amount: Place | None = action.span("sum") if action["sum"] else action.span("sum2")
    else:
        first = _sentence_end(text, verb, end)
        low = start if _MARKED.match(text, start, end) else verb
        sums = [match.span() for match in re.compile(_SUM).finditer(text, low, first) if match.span() not in totals]
        amount = (
            sums[0] if sums else _for_sum(text, first, end) or next((one for one in totals if one[1] <= first), None)
        )
    total = next((one for one in totals if one != amount), None)
    return amount, total


def _for_sum(text: str, first: int, end: int) -> Place | None:
    """Find the sum in the sentence after the first, when it goes on about what was awarded."""
    second = _sentence_end(text, first + 1, end)
    match = re.compile(
        rf"\b(?:modification|contracts?|order|award|action|ceiling)\b[^.$]{{0,120}}\b(?:of|for|is|at|exceed)\s(?:an?\s)?[^.$]{{0,40}}(?P<sum>{_SUM})"
    ).search(text, first, second)
    return match.span("sum") if match else None


def _customer(text: str, start: int, end: int) -> Place | None:
    """Find the contracting activity, without its place."""
    is_activity = _ACTIVITY.search(text, start, end)
    if is_activity:
        sentence = [match.end() for match in _SENTENCE.finditer(text, start, is_activity.start())]
        low, high = (sentence[-1] if sentence else start), is_activity.start()
    else:
        activity_is = _ACTIVITY_IS.search(text, start, end)
        if activity_is is None:
            return None
        low = activity_is.end()
        stop = re.compile(r"\s\(|\.\s|\.\Z|\sat\s").search(text, low, end)
        high = stop.start() if stop else end
    low += 4 if text.startswith("The ", low) else 0
    return without_place(text, low, high)


def _numbers(text: str, start: int, end: int, kind: NoticeKind) -> dict[str, list[Place]]:
    """Sort the identifiers of a notice by what it says of them; one that returns is given where it first stands."""
    sorted_: dict[str, list[Place]] = {"awarded": [], "modified": [], "under": []}
    seen: set[str] = set()
    for match in _NUMBER.finditer(text, start, end):
        plain = re.sub(rf"{_DASH}|\s", "", match.group())
        if plain in seen or re.search(r"solicitation\s\(?\Z", text[max(start, match.start() - 20) : match.start()]):
            continue
        seen.add(plain)
        sorted_[_part_of_number(text, start, match.start(), kind, plain)].append(match.span())
    if kind == "modification" and not sorted_["modified"]:
        sorted_["modified"], sorted_["awarded"] = sorted_["awarded"], []
    return sorted_


def _part_of_number(text: str, start: int, place: int, kind: NoticeKind, plain: str) -> str:
    before = text[max(start, place - 160) : place]
    if kind == "modification":
        changed = re.search(r"\b(?:to|under|of)\b[^.;]{0,120}\Z|\bawarded\b[^.;]{0,40}\Z", before)
        return "modified" if changed and "contracting activity" not in before[-60:] else "awarded"
    order = [match.end() for match in _ORDERED.finditer(before)]
    under = _UNDER.search(before, order[0] if order else 0)
    vehicle = len(plain) > _KIND and plain[_KIND] in "ADG"
    if kind == "order" and vehicle and under and "contracting activity" not in before[-60:]:
        return "under"
    if re.search(r"\bunder\b[^.;()]{0,120}\(?\Z", before) and vehicle and "contracting activity" not in before[-60:]:
        return "under"
    return "awarded"
