"""Who supplies whom in a sentence: the ends that stand where a verb or a noun of supply has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.lexicon import ADVERBS, AUXILIARIES, BE, DETERMINERS, PRONOUNS, vocabulary
from onrecord.extract.supply_ends import END, SUM, Line
from onrecord.extract.supply_frames import (
    CONTRACT_WORDS,
    CONTRACTS,
    ENDING,
    FIRM_CONTRACTS,
    ROLE_NOUNS_CUSTOMER,
    ROLE_NOUNS_SUPPLIER,
    STRONG,
    SURE_CONTRACTS,
    TRADE,
    VERBS,
    WEAK,
    Frame,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends by their items, and the item of the word that ties them; None for an end that is only described."""

    supplier: int | None
    customer: int | None
    tie: int
    rule: str


_BREAKS = frozenset((";", ":", "?", "!", "—", "–"))
_PREPOSITIONS = vocabulary("to for with from by of on at in under against between into over among")
_OWNER_ENDS = _PREPOSITIONS | _BREAKS | DETERMINERS - {"its", "their"} | {",", "as"}
_CLAUSE = frozenset(("while", "because", "although", "though", "whereas"))
_RELATIVES = vocabulary("who which that whose whom where")
_BEFORE_VERBS = PRONOUNS | frozenset(("to", END, "which", "that", "not"))
_GAP_WORDS = vocabulary(
    "the a an its their his her this that these those all most some any several many new own a nearby more"
)
_MOST_ENDS = 40
"""Ends beyond which a sentence is a table or a list that no rule of language reads."""
_REACH = 16
"""Items between a word of supply and an end."""
_BEFORE = frozenset(
    ("to", "of", "with", "for", "from", "by", "at", "in", "on", "under", "against", "over", "despite", "about")
)
_NEGATIVE = vocabulary(
    "not n't never no longer also still now currently once previously secretly quietly again already then"
)


def pairs(line: Line) -> list[Pair]:
    """Find the pairs of a sentence; each pair of ends is given once, by the word nearest to what it does."""
    found: dict[tuple[int | None, int | None], Pair] = {}
    if not 0 < len(line.ends) <= _MOST_ENDS:
        return []
    for index, word in enumerate(line.low):
        if word == END:
            continue
        for pair in _at(line, index, word):
            one = _resolved(line, pair)
            if one is not None and _credible(line, one):
                for each in (one, *_with_others(line, one)):
                    found.setdefault((each.supplier, each.customer), each)
    kept = _apart(list(found.values()))
    return kept or list(_together(line))


def _together(line: Line) -> Iterator[Pair]:
    """Tie the one company and the one public body of a sentence about a contract or a purchase, whatever stands between."""
    companies = [place for place, end in line.ends.items() if end.side == "company" and end.named and end.sure]
    bodies = [place for place, end in line.ends.items() if end.side == "public" and end.sure]
    ties = [index for index, word in enumerate(line.low) if word in SURE_CONTRACTS or word in STRONG or word in ENDING]
    if len(companies) != 1 or len(bodies) != 1 or not ties or len(line.ends) > _FEW:
        return
    low, high = sorted((companies[0], bodies[0]))
    tie = min(ties, key=lambda index: abs(index - companies[0]))
    words = " ".join(line.low)
    if high - low <= 2 * _REACH and not any(one in _BREAKS for one in line.low[low:high]) and TRADE.search(words):
        yield Pair(companies[0], bodies[0], tie, "together")


_FEW = 3
"""Ends of a sentence up to which two that stand in it with a word of supply are taken for its two sides."""


def _with_others(line: Line, pair: Pair) -> Iterator[Pair]:
    """Give a pair for each further end of the list in which its later end stands (`to X, Y and Z`)."""
    if pair.supplier is None or pair.customer is None:
        return
    last = max(pair.supplier, pair.customer)
    if last < pair.tie:
        return
    for place in listed_from(line, last):
        if last == pair.customer:
            yield Pair(pair.supplier, place, pair.tie, pair.rule)
        else:
            yield Pair(place, pair.customer, pair.tie, pair.rule)


_JOINS = frozenset((",", "and", "or", "the", "&"))


def listed_from(line: Line, place: int) -> list[int]:
    """Find the ends that a list joins to the one at `place`."""
    found: list[int] = []
    following = place + 1
    while following < len(line.low) and line.low[following] in _JOINS:
        joined = False
        while following < len(line.low) and line.low[following] in _JOINS:
            joined = joined or line.low[following] in {",", "and", "or", "&"}
            following += 1
        if not joined or following >= len(line.low) or line.low[following] != END:
            break
        after_it = line.low[following + 1] if following + 1 < len(line.low) else ""
        if line.low[following + 1 : following + 2] == ["'s"] or after_it in VERBS or after_it in AUXILIARIES:
            break
        found.append(following)
        following += 1
    return found if any(one in {"and", "or", "&"} for one in line.low[place:following]) or len(found) > 1 else []


def _credible(line: Line, pair: Pair) -> bool:
    """Say whether a pair is a supply: a word that can mean much else needs surer ends and a word of trade beside it."""
    if pair.supplier is None or pair.customer is None:
        return line.low[pair.tie] in SURE_CONTRACTS and (pair.customer is None or line.ends[pair.customer].sure)
    supplier, customer = line.ends[pair.supplier], line.ends[pair.customer]
    word = line.low[pair.tie]
    both = supplier.sure and customer.sure and supplier.side != "public"
    opposed = supplier.side == "company" and customer.side == "public"
    if word in SURE_CONTRACTS or word in ROLE_NOUNS_SUPPLIER or word in ROLE_NOUNS_CUSTOMER:
        return supplier.sure or customer.sure
    others = " ".join(line.low[: pair.tie] + line.low[pair.tie + 1 :])
    if pair.rule == "award" and not word.startswith("award"):
        return both and CONTRACT_WORDS.search(others) is not None
    traded = TRADE.search(others) is not None
    if word in STRONG:
        return both or (traded and customer.sure)
    guessed = not supplier.people and supplier.side != "public" and customer.sure and customer.side == "public"
    if word in FIRM_CONTRACTS or opposed:
        return both or (traded and guessed)
    return traded and (both or (customer.sure and supplier.side == "company"))


def _apart(found: list[Pair]) -> list[Pair]:
    """Drop a pair the other way round, and one that lacks an end that another has."""
    kept: list[Pair] = []
    for one in found:
        reverse = any(other.supplier == one.customer and other.customer == one.supplier for other in kept)
        partial = (one.supplier is None or one.customer is None) and any(
            other is not one
            and (
                (one.customer is not None and other.customer == one.customer)
                or (one.supplier is not None and other.supplier == one.supplier)
            )
            for other in found
        )
        if not reverse and not partial:
            kept.append(one)
    return kept


def _resolved(line: Line, pair: Pair) -> Pair | None:
    """Take a description of a company for the name it stands for in the sentence; None when both ends are the same."""
    supplier = _name_of(line, pair.supplier, pair.customer)
    customer = _name_of(line, pair.customer, pair.supplier)
    if supplier == customer or (supplier is None and customer is None):
        return None
    if supplier is not None and customer is not None and _same(line, supplier, customer):
        return None
    return Pair(supplier, customer, pair.tie, pair.rule)


def _same(line: Line, one: int, other: int) -> bool:
    """Say whether two ends side by side are one thing said twice (`Harrow Systems, the contractor`)."""
    beside = line.low[min(one, other) + 1 : max(one, other)] in ([","], ["("], [])
    return beside and (
        line.ends[one].side == line.ends[other].side or not (line.ends[one].sure and line.ends[other].sure)
    )


def _name_of(line: Line, index: int | None, other: int | None) -> int | None:
    if index is None or line.ends[index].named or line.ends[index].side != "company":
        return index
    named = [
        place
        for place, end in line.ends.items()
        if place < index and place != other and end.named and end.sure and end.side != "public"
    ]
    return named[0] if len(named) == 1 else None


def _at(line: Line, index: int, word: str) -> Iterator[Pair]:
    if word in CONTRACTS:
        yield from _by_noun(line, index)
    if word in VERBS and not _is_noun(line, index, word):
        yield from _by_verb(line, index, VERBS[word])
    if word in ROLE_NOUNS_SUPPLIER:
        yield from _by_role(line, index, supplier=True)
    if word in ROLE_NOUNS_CUSTOMER:
        yield from _by_role(line, index, supplier=False)
    yield from _by_phrase(line, index, word)


def _is_noun(line: Line, index: int, word: str) -> bool:
    """Say whether a form that is a verb and a noun is the noun here."""
    if word not in CONTRACTS:
        return False
    before = line.low[index - 1] if index else ""
    return before not in _BEFORE_VERBS and before not in AUXILIARIES and not before.endswith("ly")


# --- where the ends stand


def subject(line: Line, index: int) -> int | None:
    """Find the subject of the word at `index`: the end before it, past auxiliaries and phrases that hang on another noun."""
    place = index - 1
    fallback: int | None = None
    while place >= 0 and index - place <= 2 * _REACH:
        word = line.low[place]
        if word in _BREAKS or (word in _CLAUSE and fallback is not None):
            break
        if word == END:
            before = line.low[place - 1] if place else ""
            between = line.low[place + 1 : index]
            near = all(
                one in AUXILIARIES
                or one in ADVERBS
                or one in _NEGATIVE
                or one in _RELATIVES
                or one in {",", "to"}
                or one.endswith("ly")
                for one in between
            )
            if near or before not in _BEFORE:
                return place if near or fallback is None or line.ends[fallback].side != "company" else fallback
            if fallback is None:
                fallback = place
        place -= 1
    return fallback


def direct(line: Line, index: int) -> int | None:
    """Find the object right after a verb."""
    for place in range(index + 1, min(len(line.low), index + 5)):
        word = line.low[place]
        if word == END:
            return None if line.low[place + 1 : place + 2] == ["'s"] else place
        if word not in _GAP_WORDS and word != "up":
            return None
    return None


def after(line: Line, index: int, prepositions: frozenset[str], *, reach: int = _REACH) -> int | None:
    """Find the first end after one of the prepositions to the right."""
    for place in range(index + 1, min(len(line.low), index + reach)):
        word = line.low[place]
        if word in _BREAKS or word in _CLAUSE:
            return None
        if word in prepositions:
            found = _after_preposition(line, place)
            if found is not None:
                return found
    return None


def _after_preposition(line: Line, place: int) -> int | None:
    for following in range(place + 1, min(len(line.low), place + 6)):
        word = line.low[following]
        if word == END:
            return following
        if word in _PREPOSITIONS or word in AUXILIARIES or word in {",", SUM, "and", "or"} or word in _RELATIVES:
            return None
    return None


def _passive(line: Line, index: int) -> bool:
    """Say whether a participle is passive: a form of `be` before it, or `by` after it."""
    word = line.low[index]
    if not (
        word.endswith("ed")
        or word in {"sold", "made", "built", "bought", "paid", "given", "chosen", "won", "brought", "flown"}
    ):
        return False
    place = index - 1
    while (
        place >= 0
        and index - place <= 4
        and (line.low[place] in ADVERBS or line.low[place] in _NEGATIVE or line.low[place].endswith("ly"))
    ):
        place -= 1
    if place >= 0 and line.low[place] in BE:
        return True
    by = line.low[index + 1 : index + 4]
    return "by" in by and END not in by[: by.index("by")]


# --- rules


_TO, _FROM, _BY, _HIRED = (
    frozenset(one) for one in (("to", "for", "with"), ("from",), ("by",), ("from", "with", "on", "to"))
)
_ANY = frozenset(("with", "to", "for", "from", "of", "by", "on"))


def _by_verb(line: Line, index: int, frame: Frame) -> Iterator[Pair]:
    """Bind the ends of a verb."""
    found = _PASSIVES[frame](line, index) if _passive(line, index) else _ACTIVES[frame](line, index)
    supplier, customer = found
    weak = line.low[index] in WEAK
    if (supplier is None or customer is None) and not weak and (supplier is not None or customer is not None):
        supplier, customer = _completed(line, index, supplier, customer)
    if supplier is None or customer is None or not _fits(line, supplier, customer):
        return
    yield Pair(supplier, customer, index, frame)
    if frame == "award":
        place = supplier
        while line.low[place + 1 : place + 4] == [SUM, "and", END]:
            place += 3
            yield Pair(place, customer, index, frame)


def _fits(line: Line, supplier: int, customer: int) -> bool:
    """Refuse a public body that supplies a company."""
    return not (line.ends[supplier].side == "public" and line.ends[customer].side == "company")


def _completed(line: Line, index: int, supplier: int | None, customer: int | None) -> tuple[int | None, int | None]:
    """Find the other end of a verb by what it is, when only one end of its kind stands near."""
    wanted = "public" if customer is None else "company"
    near = [
        place
        for place, end in line.ends.items()
        if place not in (supplier, customer)
        and abs(place - index) <= _REACH
        and (end.side == wanted or (end.side == "either" and end.named))
    ]
    if not near:
        others = [place for place in line.ends if place not in (supplier, customer)]
        near = others if len(others) == 1 and abs(others[0] - index) <= _REACH else []
    if len(near) == 1 and not any(one in _BREAKS for one in line.low[min(near[0], index) : max(near[0], index)]):
        return (supplier, near[0]) if customer is None else (near[0], customer)
    return supplier, customer


Ends = tuple[int | None, int | None]


def _sells(line: Line, index: int) -> Ends:
    if line.low[index][:4] in _BOTH_WAYS and after(line, index, _FROM) is not None and after(line, index, _TO) is None:
        return after(line, index, _FROM), subject(line, index)
    return subject(line, index), _first_of(after(line, index, _TO), direct(line, index))


def _first_of(one: int | None, other: int | None) -> int | None:
    """Take the end after the preposition, or else the object."""
    return other if one is None else one


def _serves(line: Line, index: int) -> Ends:
    return subject(line, index), direct(line, index) if direct(line, index) is not None else after(
        line, index, frozenset(("for", "to", "with", "of"))
    )


def _buys(line: Line, index: int) -> Ends:
    return after(line, index, frozenset(("from", "by"))) if after(line, index, _FROM) is not None else after(
        line, index, frozenset(("with",))
    ), subject(line, index)


def _hires(line: Line, index: int) -> Ends:
    found = direct(line, index)
    return found if found is not None else after(line, index, _HIRED), subject(line, index)


def _awards(line: Line, index: int) -> Ends:
    found = direct(line, index)
    return found if found is not None else after(line, index, frozenset(("to",))), subject(line, index)


def _wins(line: Line, index: int) -> Ends:
    supplier = subject(line, index)
    customer = next(
        (
            place
            for place in range(index + 1, min(len(line.low), index + 8))
            if line.low[place] == END and line.low[place + 1 : place + 2] == ["'s"]
        ),
        None,
    )
    return supplier, customer if customer is not None else after(
        line, index, frozenset(("from", "with", "for", "to", "of", "by"))
    )


def _signs(line: Line, index: int) -> Ends:
    found = direct(line, index)
    other = found if found is not None else after(line, index, _ANY)
    return settled(line, subject(line, index), other, index)


_BOTH_WAYS = frozenset(("leas", "rent", "lice"))
"""Beginnings of verbs of which either side may be the subject: `X leases jets to Y`, `Y leases jets from X`."""


def _sold(line: Line, index: int) -> Ends:
    origin, agent = after(line, index, _FROM), after(line, index, _BY)
    if origin is not None and agent is not None and origin != agent:
        return origin, agent
    supplier = after(line, index, _BY) if after(line, index, _BY) is not None else after(line, index, _FROM)
    customer = after(line, index, _TO)
    if customer is None or customer == supplier:
        customer = _used_by(line, index) if _used_by(line, index) is not None else subject(line, index)
    return supplier, customer


def _used_by(line: Line, index: int) -> int | None:
    for place in range(max(0, index - 10), index):
        if line.low[place] in {"used", "worn", "driven", "flown"} and line.low[place + 1 : place + 2] == ["by"]:
            return _after_preposition(line, place + 1)
    return None


def _served(line: Line, index: int) -> Ends:
    return after(line, index, _BY), subject(line, index)


def _bought(line: Line, index: int) -> Ends:
    return after(line, index, frozenset(("from",))), after(line, index, _BY)


def _hired(line: Line, index: int) -> Ends:
    found = after(line, index, _BY)
    return subject(line, index), found if found is not None else after(line, index, frozenset(("to", "for")))


def _awarded(line: Line, index: int) -> Ends:
    to = after(line, index, frozenset(("to",)))
    one = subject(line, index)
    if to is not None and (line.ends[to].side != "public" or one is None):
        return to, after(line, index, _BY)
    by = after(line, index, _BY)
    return one, by if by is not None else after(line, index, frozenset(("from", "with", "to", "for")))


def _won(line: Line, index: int) -> Ends:
    return after(line, index, _BY), after(line, index, frozenset(("from", "with", "for")))


def _signed(line: Line, index: int) -> Ends:
    by, one = after(line, index, _BY), subject(line, index)
    if by is None:
        return settled(line, one, after(line, index, _ANY), index)
    other = after(line, index, frozenset(("with", "to", "for", "from")))
    return settled(line, by, one if one is not None else other, index)


_ACTIVES = {
    "sell": _sells,
    "serve": _serves,
    "buy": _buys,
    "hire": _hires,
    "award": _awards,
    "win": _wins,
    "either": _signs,
}
_PASSIVES = {
    "sell": _sold,
    "serve": _served,
    "buy": _bought,
    "hire": _hired,
    "award": _awarded,
    "win": _won,
    "either": _signed,
}

_BUYERS = re.compile(
    r"\b(?:order(?:s|ed)?|purchase[sd]?|bought|buys?|placed|leas(?:e|es|ed|ing)|procure\w*|pays?|paid|customer|hired?|signed up)\b"
)


def settled(line: Line, one: int | None, other: int | None, index: int) -> Ends:
    """Say which of two ends supplies: the company to the public body; between equals the first, but who buys is no supplier."""
    if one is None or other is None:
        end = one if one is not None else other
        if end is None:
            return None, None
        return (None, end) if line.ends[end].side == "public" else (end, None)
    sides = line.ends[one].side, line.ends[other].side
    rank = {"company": 0, "either": 1, "public": 2}
    if rank[sides[0]] != rank[sides[1]]:
        return (one, other) if rank[sides[0]] < rank[sides[1]] else (other, one)
    if sides[0] == "public":
        return (None, None)
    around = " ".join(line.low[max(0, index - 8) : index + 4])
    return (other, one) if _BUYERS.search(around) else (one, other)


def _by_noun(line: Line, index: int) -> Iterator[Pair]:
    """Bind the ends that hang on a contract."""
    owner = _owner(line, index)
    linked = _linked(line, index)
    firm = line.low[index] in FIRM_CONTRACTS
    if line.low[index + 1 : index + 2] == ["between"]:
        ends = [place for place in range(index + 2, min(len(line.low), index + 10)) if line.low[place] == END][:2]
        if len(ends) == 2:
            supplier, customer = settled(line, ends[0], ends[1], index)
            yield Pair(supplier, customer, index, "contract between")
        return
    ends = [one for one in (owner, *linked) if one is not None]
    if not ends:
        return
    first = ends[0]
    second = next((one for one in ends[1:] if _opposed(line, first, one)), None)
    if second is None and firm:
        second = _governor(line, index, first)
    if second is not None:
        supplier, customer = settled(line, *((first, second) if owner is not None else (second, first)), index)
        if supplier is not None and customer is not None:
            yield Pair(supplier, customer, index, "contract")
    elif firm and line.ends[first].side == "public":
        yield Pair(None, first, index, "contract")


def _opposed(line: Line, one: int, other: int) -> bool:
    return one != other and not (line.ends[one].side == "public" and line.ends[other].side == "public")


def _owner(line: Line, index: int) -> int | None:
    """Find whose contract it is: `X's contract`, `its contract`, `the X contract`."""
    for place in range(index - 1, max(-1, index - 8), -1):
        word = line.low[place]
        if word == "'s" or word in {"'", "’"}:
            return place - 1 if place and line.low[place - 1] == END else None
        if word in {"its", "their"}:
            return subject(line, place) if place else None
        if word == END:
            return (
                place
                if index - place <= 3 and not any(one in _PREPOSITIONS for one in line.low[place + 1 : index])
                else None
            )
        if word in _OWNER_ENDS or word in AUXILIARIES or (word in VERBS and word not in CONTRACTS):
            return None
    return None


def _linked(line: Line, index: int) -> list[int]:
    """Find the ends after the prepositions that follow a contract, in order."""
    found: list[int] = []
    place = index + 1
    while place < min(len(line.low), index + _REACH):
        word = line.low[place]
        if word in _BREAKS or word in _CLAUSE:
            break
        if word in _ANY:
            one = _after_preposition(line, place)
            if one is not None and one not in found:
                found.append(one)
                place = one
        place += 1
    return found


def _governor(line: Line, index: int, first: int) -> int | None:
    """Find the other party of a contract in its clause: who does something with it, else who is named nearest after it."""
    before = [place for place in line.ends if place < index and place != first and index - place <= 2 * _REACH]
    fit = [place for place in before if _opposed(line, place, first) and line.ends[place].side != line.ends[first].side]
    if fit:
        return fit[-1]
    later = [place for place in line.ends if place > index and place != first and place - index <= _REACH]
    fit = [place for place in later if _opposed(line, place, first) and line.ends[place].side != line.ends[first].side]
    if fit and not any(one in _BREAKS for one in line.low[index : fit[0]]):
        return fit[0]
    both = [
        place
        for place in before
        if _opposed(line, place, first) and line.low[place - 1 : place] not in (["of"], ["at"])
    ]
    return both[-1] if both else None


def _by_role(line: Line, index: int, *, supplier: bool) -> Iterator[Pair]:
    """Read `X's customers include Y, Z`, `Y's supplier X`, `X, a supplier to Y`, `customers such as Y`."""
    owner = _owner(line, index)
    if owner is None and line.low[index + 1 : index + 2] in (["for"], ["of"], ["to"]):
        owner = _after_preposition(line, index + 1)
    others = _listed(line, index)
    if owner is None:
        owner = subject(line, index)
    for one in others:
        if owner is not None and one != owner:
            yield Pair(one, owner, index, "role") if supplier else Pair(owner, one, index, "role")
    if not others and owner is not None:
        other = subject(line, index) if supplier else None
        if supplier and line.low[index + 1 : index + 2] == [END]:
            other = index + 1
        if other is not None and other != owner:
            yield Pair(other, owner, index, "role")


_INTRODUCING = vocabulary(
    "include includes included including are were is was : such like as been have has also and counts with being"
)


def _listed(line: Line, index: int) -> list[int]:
    """Find the ends of a list that `customers include`, `clients such as` and the like introduce."""
    place = index + 1
    introduced = False
    while place < len(line.low) and place - index <= 12:
        word = line.low[place]
        if word == END and introduced:
            break
        introduced = introduced or word in {
            "include",
            "includes",
            "included",
            "including",
            "are",
            "were",
            "such",
            "like",
            ":",
            "is",
            "was",
        }
        if word in _BREAKS and word != ":":
            return []
        place += 1
    found: list[int] = []
    skipped = 0
    while place < len(line.low) and introduced and skipped < 12:
        word = line.low[place]
        if word == END:
            found.append(place)
            skipped = 0
        elif word in {";", "."} or word in AUXILIARIES or word in _RELATIVES:
            break
        else:
            skipped += 1
        place += 1
    return found


_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), direction)
    for pattern, direction in (
        (r"pull(?:s|ed|ing)? the plug on\Z", "either"),
        (r"(?:walk(?:s|ed|ing)? away|pull(?:s|ed|ing)? out|backed out) (?:from|of)\Z", "either"),
        (r"cut(?:s|ting)? (?:off|ties with|all ties with)\Z", "either"),
        (r"sever(?:s|ed|ing)? (?:\w+ )?ties with\Z", "either"),
        (r"part(?:s|ed|ing)? (?:ways|company) with\Z", "either"),
        (r"sa(?:id|ys|y) no to\Z", "either"),
        (r"(?:come|comes|came) from\Z", "from"),
        (r"(?:go|goes|went|gone) (?:from \x00 )?to\Z", "to"),
        (r"(?:takes?|took|taken) over .{0,30}from\Z", "either"),
        (r"(?:counts?|counted) .{0,40}(?:among its|as a) (?:customers?|clients?)\Z", "either"),
        (r"what (?:it|they) pays?\Z", "hire"),
        (r"done business with\Z|do(?:es|ing)? business with\Z", "either"),
        (r"wants? out of .{0,30}\Z", "either"),
        (r"accounts? (?:of|with)\Z", "either"),
    )
)


def _by_phrase(line: Line, index: int, word: str) -> Iterator[Pair]:
    """Read set phrases whose last word stands before an end."""
    if line.low[index + 1 : index + 2] != [END] and line.low[index + 2 : index + 3] != [END]:
        return
    if word not in _PREPOSITIONS and word not in {"pays", "pay", "off"}:
        return
    before = " ".join(line.low[max(0, index - 6) : index + 1])
    for pattern, direction in _PHRASES:
        if pattern.search(before):
            other = _after_preposition(line, index)
            one = subject(line, index - 1)
            if one is not None and other is not None and one != other:
                supplier, customer = settled(line, one, other, index) if direction == "either" else (other, one)
                if supplier is not None and customer is not None:
                    yield Pair(supplier, customer, index, "phrase")
            return
