"""Who may supply or buy in a sentence: names, and descriptions of public bodies and companies."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.lexicon import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    vocabulary,
)
from onrecord.extract.name_words import PLACES
from onrecord.extract.supply_frames import CONTRACTS, ROLE_NOUNS_SUPPLIER, VERBS
from onrecord.extract.words import Words
from onrecord.model.statement import Amount, Mention
from onrecord.tables import given_names

Side = Literal["company", "public", "either"]
"""Which end it can be: companies supply, public bodies buy; `either` is settled by the words around it."""


@dataclass(frozen=True, slots=True)
class End:
    """A name or description that may be one end of a relation.

    Attributes:
        start, end: Code points of the text, half-open.
        named: A name; else a description, which stands for a name of the sentence when there is one.
        people: Only a place, or people of a place or a party.
        sure: Known for a company, a body or an organisation, not only a word with a capital, a place or people of a party.
    """

    start: int
    end: int
    side: Side
    named: bool
    sure: bool = True
    people: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as a row of items: words in lower case, and ends and sums, each as one item.

    Attributes:
        low: The word, or `END` or `SUM`.
        starts, stops: Where the item stands, code points of the text.
        ends: The end, by item.
    """

    low: list[str]
    starts: list[int]
    stops: list[int]
    ends: dict[int, End]


END, SUM = "\x00", "\x01"

PUBLIC_HEADS = vocabulary(
    "ministry ministries department departments agency agencies office offices council councils government governments "
    "police army navy navies military force forces guard guards coastguard commission authority authorities board bureau "
    "parliament palace embassy city cities county counties state states town borough parish district districts port airport "
    "jail jails prison prisons hospital hospitals clinics university universities school schools academy squad patrol "
    "administration congress regulator treasury region officials rangers inspectorate junta brigade utility regime militia troops marines fleet legislature senate consulate college colleges institute laboratory archive archives observatory mint treasury registry registrar tribunal courts kingdom republic regiment battalion garrison constabulary watchdog authority zoo lottery transit railway railways tribe monarchy presidency chancellery clinic pensioners schools directorate committee secretariat spies "
    "customs pentagon library libraries museum municipality province service"
)
BUYER_HEADS = vocabulary(
    "airline airlines bank banks lender insurer insurers retailer retailers supermarket supermarkets grocer chain hotel hotels club clubs "
    "newspaper newspapers charity charities union church league orchestra theatre theatres brewery mine refinery farm farms factory "
    "carmaker shipper hauliers landlord festival foundation federation cooperative stadium bakery builder utility network shops stores"
)
"""Heads of private buyers, who are described for themselves and stand for no name."""
COMPANY_HEADS = vocabulary(
    "company firm maker supplier manufacturer operator contractor vendor start-up startup giant provider "
    "publisher broadcaster developer shipbuilder carmaker business"
)
_PUBLIC_WORDS = vocabulary(
    "authority department ministry agency police office council government commission bureau trust university board "
    "administration navy army force forces guard corps district county city parish state service services court parliament "
    "customs schools hospital hospitals embassy coastguard command"
)
_COMPANY_WORDS = vocabulary(
    "inc ltd llc corp co plc gmbh ag company group holdings technologies systems solutions software industries labs "
    "analytics energy security data logistics media networks partners consulting motors airlines"
)
_NOT_IN_PHRASE = (
    PREPOSITIONS
    | SUBORDINATORS
    | CONJUNCTIONS
    | AUXILIARIES
    | PRONOUNS
    | FINITE
    | STOPS
    | frozenset((END, SUM, "not", "to"))
)
_SERVICES = vocabulary(
    "health fire postal police prison secret security civil parks ambulance probation immigration border weather"
)
_ATTRIBUTES = vocabulary("school hospital port prison service force airport jail university library state city town")
"""Heads that often stand before another noun (`the hospital beds`)."""
_BREAKERS = vocabulary("take takes took companies firms want wants told urged asked says")
_OF_SOMETHING = vocabulary("ministry department office secretary bureau board institute")
_PEOPLE = vocabulary(
    "GOP Dems Dem Dem. Left Right Tories Tory Whig Greens Libertarian Libertarians Socialist Women Men People the of House"
)
_PLAIN_OPENERS = vocabulary(
    "the a an in on at by for with from to under after before if when while despite without as once but and or no not "
    "this that these those it its they their he she his her we our you i there here both all most many several few one two "
    "three four five among since because although though whether who which what how why some any each every another such "
    "ceo cfo cto vp mp mps just only even still yet once then now so too indeed perhaps maybe like based asked part fifteen meh up however "
    "staff workers employees campaigners activists unions shareholders senators lawmakers critics sources records documents "
    "emails parliament ministers inspectors detectives calls protesters residents investors rather facing according neither"
)


def line_of(words: Words, mentions: Sequence[Mention], amounts: Sequence[Amount]) -> Line:
    """Put the words of a sentence in a row, with its ends and sums as single items."""
    spans = {one.start: one for one in _named(words, mentions)}
    covered = sorted((one.start, one.end) for one in spans.values())
    sums = {one.span.start: one.span.end for one in amounts if not _inside(one.span.start, covered)}
    line = Line([], [], [], {})
    index = 0
    while index < len(words):
        start = words.starts[index]
        end = spans.get(start)
        if end is not None:
            line.ends[len(line.low)] = end
            index = _put(line, words, index, (END, end.end))
        elif start in sums:
            index = _put(line, words, index, (SUM, sums[start]))
        else:
            line.low.append(words.lower[index])
            line.starts.append(start)
            line.stops.append(words.ends[index])
            index += 1
    return _with_descriptions(line)


def _inside(place: int, covered: Sequence[tuple[int, int]]) -> bool:
    index = bisect_left(covered, (place + 1, 0)) - 1
    return index >= 0 and covered[index][0] <= place < covered[index][1]


def _put(line: Line, words: Words, index: int, item: tuple[str, int]) -> int:
    """Add one item that stands for several words; give the index of the word after it."""
    form, stop = item
    line.low.append(form)
    line.starts.append(words.starts[index])
    line.stops.append(stop)
    while index < len(words) and words.starts[index] < stop:
        index += 1
    return index


def _named(words: Words, mentions: Sequence[Mention]) -> Iterator[End]:
    """Give the names: those of the mentions that can be a party, then runs of capitals that no mention covers."""
    taken: set[int] = set()
    for one in mentions:
        known_product = one.kind == "product" and one.rule == "table"
        if one.span is None or known_product or (one.kind == "person" and not _odd_person(one)):
            taken.update(_indexes(words, one))
            continue
        indexes = _indexes(words, one)
        if not indexes or words.starts[indexes[0]] != one.span.start:
            taken.update(indexes)
            continue
        last = indexes[-1]
        if one.kind in {"product", "unknown", "person"} or one.rule == "network":
            while (
                last + 1 < len(words)
                and words.capital(last + 1)
                and words.lower[last + 1].isalpha()
                and words.lower[last + 1] not in DAYS
            ):
                last += 1
        taken.update(range(indexes[0], last + 1))
        yield End(
            one.span.start,
            max(one.span.end, words.ends[last]),
            side_of(one.name, one.kind),
            named=True,
            sure=one.kind not in {"unknown", "person"} and not _of_people(one.name),
            people=_of_people(one.name),
        )
    yield from _capitals(words, taken)


def _of_people(name: str) -> bool:
    """Say whether a name is of a place, its people, or the people of a party or a faith."""
    return all(part in PLACES or part in _PEOPLE for part in name.replace("-", " ").split())


def _indexes(words: Words, one: Mention) -> list[int]:
    if one.span is None:
        return []
    first = bisect_left(words.starts, one.span.start)
    last = bisect_left(words.starts, one.span.end)
    return list(range(first, last))


def _odd_person(one: Mention) -> bool:
    """Say whether a name taken for a person's may be a company's: no given name, no role beside it."""
    return (
        one.role is None
        and one.rule == "network"
        and one.name.split()[0] not in given_names()
        and not one.name.startswith(("Mr", "Ms", "Dr"))
    )


def _capitals(words: Words, taken: set[int]) -> Iterator[End]:
    index = 0
    while index < len(words):
        first = index
        while index < len(words) and index not in taken and _capital_word(words, index, first):
            index += 1
        while index > first and words.lower[index - 1] in {"of", "&", "and"}:
            index -= 1
        if index == first:
            index += 1
            continue
        name = words.text[words.starts[first] : words.ends[index - 1]]
        yield End(
            words.starts[first],
            words.ends[index - 1],
            side_of(name, "unknown"),
            named=True,
            sure=side_of(name, "unknown") != "either",
            people=_of_people(name),
        )


def _capital_word(words: Words, index: int, first: int) -> bool:
    lower = words.lower[index]
    if index == first and index == 0:
        return (
            words.capital(0)
            and lower not in _PLAIN_OPENERS
            and len(words) > 1
            and lower.isalpha()
            and not lower.endswith(("ly", "ing"))
        )
    if lower in {"of", "&"} and index > first:
        return index + 1 < len(words) and words.capital(index + 1)
    return (
        words.capital(index)
        and lower not in _PLAIN_OPENERS
        and not lower.endswith("-based")
        and lower.replace("-", "").isalnum()
        and lower not in DAYS
        and lower not in {"i", "mr", "ms", "mrs", "dr"}
    )


def side_of(name: str, kind: str) -> Side:
    """Say which end a name can be, from its kind and its words."""
    if kind == "public_body":
        return "public"
    parts = [part.strip(".,").lower() for part in name.split()]
    if kind == "company" or parts[-1] in _COMPANY_WORDS:
        return "company"
    if parts[-1] in _PUBLIC_WORDS or parts[0] in _PUBLIC_WORDS or name.rsplit(maxsplit=1)[-1] in PUBLIC_HEADS:
        return "public"
    return "company" if kind in {"product", "person"} else "either"


def _with_descriptions(line: Line) -> Line:
    """Replace descriptions of bodies (`the tax office`, `two counties`) by ends."""
    made = Line([], [], [], {})
    position = 0
    found = _descriptions(line)
    for first, last, side in found:
        _copy(line, made, position, first)
        start, stop = line.starts[first], line.stops[last]
        made.ends[len(made.low)] = End(start, stop, side, named=False)
        made.low.append(END)
        made.starts.append(start)
        made.stops.append(stop)
        position = last + 1
    _copy(line, made, position, len(line.low))
    return made


def _copy(line: Line, made: Line, first: int, last: int) -> None:
    for index in range(first, last):
        if index in line.ends:
            made.ends[len(made.low)] = line.ends[index]
        made.low.append(line.low[index])
        made.starts.append(line.starts[index])
        made.stops.append(line.stops[index])


def _descriptions(line: Line) -> list[tuple[int, int, Side]]:
    found: list[tuple[int, int, Side]] = []
    free = 0
    for index, word in enumerate(line.low):
        side: Side | None = _head_side(word)
        if (
            side is None
            or _goes_on(line, index)
            or _plays_a_part(line, index)
            or (word == "service" and line.low[index - 1] not in _SERVICES)
        ):
            continue
        first = _phrase_start(line, index, free)
        if first is None:
            continue
        last = index
        if (word in _OF_SOMETHING and line.low[index + 1 : index + 2] == ["of"] and _plain_noun(line, index + 2)) or (
            line.low[index + 1 : index + 3] == ["of", END]
            and side == "public"
            and line.ends[index + 2].side != "company"
        ):
            last = index + 2
        found.append((first, last, side))
        free = last + 1
    return found


def _head_side(word: str) -> Side | None:
    if word in PUBLIC_HEADS:
        return "public"
    return "company" if word in COMPANY_HEADS else "either" if word in BUYER_HEADS else None


def _plays_a_part(line: Line, index: int) -> bool:
    """Say whether `supplier` and the like tell what somebody is, and stand for no name."""
    if line.low[index] not in ROLE_NOUNS_SUPPLIER:
        return False
    return line.low[max(0, index - 1)] != "the" or line.low[index + 1 : index + 2] in (["to"], ["for"], ["of"])


def _plain_noun(line: Line, index: int) -> bool:
    word = line.low[index] if index < len(line.low) else ""
    return word.isalpha() and word not in _NOT_IN_PHRASE and word not in DETERMINERS


def _goes_on(line: Line, index: int) -> bool:
    """Say whether the next word is the head of the phrase instead (`the police department`, `the school meals contract`)."""
    following = line.low[index + 1] if index + 1 < len(line.low) else ""
    if following in PUBLIC_HEADS or following in COMPANY_HEADS:
        return True
    plain = (
        following.isalpha()
        and following not in _NOT_IN_PHRASE
        and following not in VERBS
        and following not in CONTRACTS
    )
    if not plain or following.endswith(("ed", "ly")) or following in DETERMINERS:
        return False
    then = line.low[index + 2] if index + 2 < len(line.low) else ""
    article = any(line.low[place] in {"a", "an"} for place in range(max(0, index - 2), index))
    return article or then in CONTRACTS or line.low[index] in _ATTRIBUTES


def _phrase_start(line: Line, head: int, free: int) -> int | None:
    """Walk left to the determiner; without one only plurals and compounds count."""
    first = head
    adjective = next((place for place in (head - 1, head - 2) if place >= free and line.low[place] == END), None)
    if adjective is not None and line.ends[adjective].side == "either" and line.low[head - 1] != "'s":
        if adjective > free and line.low[adjective - 1] in {"the", "a", "an"}:
            return adjective - 1
        if adjective == head - 1 and line.low[head].endswith(("s", "police")):
            return adjective
    while (
        first > free
        and head - first < 5
        and line.low[first - 1] not in _NOT_IN_PHRASE
        and line.low[first - 1] not in DETERMINERS
    ):
        if (
            line.low[first - 1] in VERBS
            or line.low[first - 1] in _BREAKERS
            or line.low[first - 1].endswith(("ly", "ing"))
            or (line.low[first - 1] == "'s" and line.low[first - 2] == END)
        ):
            break
        first -= 1
    if (
        first > free
        and line.low[first - 1] in DETERMINERS
        and line.low[first - 1] not in {"its", "their", "his", "her", "no"}
    ):
        return first - 1
    plural = line.low[head].endswith(("s", "police"))
    return (
        first if (plural and first < head) or line.low[head] == "police" else first if first == 0 and head > 0 else None
    )
