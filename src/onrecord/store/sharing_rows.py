"""Rows of public spending, masked: who received something and is private, by name, number and words."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from onrecord.model.award import Action, Authorisation, Identifiers, Places, Subaward
from onrecord.model.ids import ArtefactId
from onrecord.model.masks import SOMEBODY, Mask, masked
from onrecord.model.masks_bodies import places_of_bodies
from onrecord.model.masks_contact import contacts
from onrecord.model.masks_names import FUNCTION_WORDS, SUFFIXES, TITLES, index_of, lone, lone_words, name_runs
from onrecord.model.masks_words import words_of
from onrecord.model.names import folded
from onrecord.model.statement import PartyKind
from onrecord.store.private_names import ORGANISATION_WORDS
from onrecord.store.sharing_people import People
from onrecord.store.sharing_texts import given

LONE_LENGTH = 4
"""Letters of a part of a name that is masked by itself in the row that names its bearer."""
FREE = frozenset({"description", "reason"})
"""Names of values that people wrote freely."""
SHORTEST = 5
"""Characters of a text that can hold a name of two words."""
TEXTS_HELD = 50_000
_AFTER_CUE = re.compile(
    r"""\b(?:(?:ATTN|ATTENTION|POC|CONTACT|COR|COTR|MR|MRS|MS|DR)\b(?:(?P<mark>[.:;-])\s*|\s+)|(?:CO|KO|CS)\b(?P<end>[:-])\s*)
    (?P<name>[^\W\d_][^\W\d_'’-]*['’-]?[^\W\d_]+,?\s(?:[^\W\d_]\.?\s)?[^\W\d_]['’-]?[^\W\d_]+(?:['’-][^\W\d_]+)?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where an officer or a contact may be named, in capitals (in a text of which every word might begin a name) or not."""
PLACEHOLDERS = re.compile(r"\[(?:e-mail|telephone|address)\]")
"""What reading puts for contact data, in small letters whatever the text is in."""


class Rows:
    """Masks rows; holds what has been asked of names, of which a million rows name a few thousand."""

    def __init__(self, people: People, kinds: Mapping[str, PartyKind]) -> None:
        """Take who is private, and what the record takes recipients for, by folded name."""
        self.people = people
        self.kinds = kinds
        self._labels: dict[tuple[str, Identifiers], str | None] = {}
        self.words = lru_cache(TEXTS_HELD)(self._words)
        self.free_words = lru_cache(TEXTS_HELD)(self._free_words)
        self.holds = lru_cache(TEXTS_HELD)(self._holds)

    def label(self, name: str | None, identifiers: Identifiers = ()) -> str | None:
        """Say what stands for somebody a row names; None for an organisation."""
        if not name:
            return None
        key = (name, identifiers)
        if key not in self._labels:
            self._labels[key] = self.people.recipient(name, identifiers, self.kinds.get(folded(name)))
        return self._labels[key]

    def _words(self, text: str) -> str:
        """Mask what is no free text: full names and contact data."""
        return masked(text, [*self.named(text), *contacts(text)]).after if text else text

    def named(self, text: str) -> list[Mask]:
        """List where whole names and numbers of private people stand."""
        return [*self.people.index.find(text), *self.people.numbers(text)]

    def _free_words(self, text: str) -> str:
        """Mask free text that is said of no document: also what is a name by its look."""
        return masked(text, self.masks(text)).after if text else text

    def masks(self, text: str) -> list[Mask]:
        """List what is masked in free text that is said of no document."""
        return [*self.named(text), *contacts(text), *self._by_look(text)]

    def _by_look(self, text: str) -> list[Mask]:
        found = list(_behind_cues(text))
        if not PLACEHOLDERS.sub("", text).isupper():
            found += name_runs(text, words_of(text), given(), ORGANISATION_WORDS)
        return [one for one in found if folded(text[one.start : one.end]) not in self.people.public]

    def _holds(self, text: str) -> bool:
        """Tell whether a free text has anything to mask."""
        return bool(self.masks(text))

    def is_touched(self, row: sqlite3.Row, rest: Any) -> bool:
        """Tell whether an action has anything to mask.

        Args:
            row: Its row in the database.
            rest: What the last column of that holds, see `sheets.action_out`.
        """
        named = ((row["recipient"], rest[14]), (rest[16], rest[17]), *((name, ids) for name, ids in rest[15]))
        if any(self.label(name, _pairs(ids)) for name, ids in named):
            return True
        texts = (row["description"], row["buyer"], row["piid"], rest[2], *rest[10:13], *rest[21])
        if any(isinstance(one, str) and len(one) >= SHORTEST and self.holds(one) for one in texts):
            return True
        listed = (code for _, code in (*rest[9], *rest[18]))
        bodies = (row["recipient"], rest[16], *(name for name, _ in rest[15]))
        codes = (*bodies, row["award"], row["parent"], rest[0], rest[1], rest[4], rest[8], rest[13], *listed)
        return any(one and len(one) >= SHORTEST and self.named(one) for one in codes)

    def telling(self, row: sqlite3.Row, rest: Any) -> list[str]:
        """List the ids of awards in an action that name somebody: their words, or the recipient's surname.

        Args:
            row: Its row in the database.
            rest: See `is_touched`.
        """
        named = ((row["recipient"], rest[14]), (rest[16], rest[17]), *((name, ids) for name, ids in rest[15]))
        hidden = {name: label for name, ids in named if name and (label := self.label(name, _pairs(ids)))}
        words = self.within(hidden, frozenset())
        return [one for one in (row["award"], row["parent"]) if one and words.names(one)]

    # --- rows

    def action(self, one: Action, artefact: ArtefactId) -> Action:
        """Mask an action."""
        names = {
            one.recipient: self.label(one.recipient, one.recipient_identifiers),
            one.recipient_parent: self.label(one.recipient_parent, one.recipient_parent_identifiers),
        } | {name: self.label(name, numbers) for name, numbers in one.co_recipients}
        hidden = {name: label for name, label in names.items() if name and label}
        numbers = _numbers(hidden, (one.recipient, one.recipient_identifiers), *one.co_recipients)
        numbers |= _numbers(hidden, (one.recipient_parent, one.recipient_parent_identifiers))
        words = self.within(hidden, numbers)
        return replace(
            one,
            artefact=artefact,
            reason=one.reason and words.free(one.reason),
            description=words.free(one.description),
            piid=words.value(one.piid),
            modification=words.value(one.modification),
            transaction=words.value(one.transaction),
            status=one.status and words.value(one.status),
            recipient=one.recipient and words.value(one.recipient),
            recipient_identifiers=() if one.recipient in hidden else one.recipient_identifiers,
            co_recipients=tuple((words.value(name), () if name in hidden else ids) for name, ids in one.co_recipients),
            recipient_parent=one.recipient_parent and words.value(one.recipient_parent),
            recipient_parent_identifiers=() if one.recipient_parent in hidden else one.recipient_parent_identifiers,
            buyer=one.buyer and words.value(one.buyer),
            buyer_code=one.buyer_code and words.value(one.buyer_code),
            buyer_identifiers=tuple((scheme, words.value(number)) for scheme, number in one.buyer_identifiers),
            funder_code=one.funder_code and words.value(one.funder_code),
            categories=tuple((scheme, words.value(code)) for scheme, code in one.categories),
            funder=one.funder and words.value(one.funder),
            department=one.department and words.value(one.department),
            procuring_entity=one.procuring_entity and words.value(one.procuring_entity),
            places=words.places(one.places),
        )

    def subaward(self, one: Subaward, artefact: ArtefactId) -> Subaward:
        """Mask a reported subcontract."""
        named = (
            (one.recipient, one.recipient_identifiers),
            (one.recipient_parent, one.recipient_parent_identifiers),
            (one.prime_recipient, one.prime_recipient_identifiers),
        )
        hidden = {name: label for name, numbers in named if name and (label := self.label(name, numbers))}
        words = self.within(hidden, _numbers(hidden, *named))
        return replace(
            one,
            artefact=artefact,
            number=words.value(one.number),
            description=words.free(one.description),
            prime_recipient=one.prime_recipient and words.value(one.prime_recipient),
            prime_recipient_identifiers=() if one.prime_recipient in hidden else one.prime_recipient_identifiers,
            recipient=one.recipient and words.value(one.recipient),
            recipient_identifiers=() if one.recipient in hidden else one.recipient_identifiers,
            recipient_parent=one.recipient_parent and words.value(one.recipient_parent),
            recipient_parent_identifiers=() if one.recipient_parent in hidden else one.recipient_parent_identifiers,
            places=words.places(one.places),
        )

    def authorisation(self, one: Authorisation, artefact: ArtefactId) -> Authorisation:
        """Mask a permission to use a product."""
        label = self.label(one.provider)
        words = self.within({one.provider: label} if one.provider and label else {}, frozenset())
        return replace(
            one,
            artefact=artefact,
            number=words.value(one.number),
            product=words.value(one.product),
            provider=one.provider and words.value(one.provider),
            body=words.value(one.body),
            department=one.department and words.value(one.department),
            places=words.places(one.places),
        )

    def within(self, hidden: Mapping[str, str], numbers: frozenset[str]) -> "Within":
        """Give what masks the words of one row: those who are named in it by any part of their name."""
        return Within(self, hidden, numbers)


def _behind_cues(text: str) -> Iterator[Mask]:
    """List names of officers and contacts: two words, one of which is a given name and none of which is another's."""
    for one in _AFTER_CUE.finditer(text):
        words = words_of(one["name"])
        if one["name"].islower() and not (one["mark"] or one["end"]):
            continue  # `contact will be made`
        while words and words[-1].folded in FUNCTION_WORDS:
            words.pop()
        if words and words[0].folded not in FUNCTION_WORDS and any(word.folded in given() for word in words):
            yield Mask(one.start("name"), one.start("name") + words[-1].end, SOMEBODY)


class Within:
    """What masks the words of one row: those who are named in it by any part of their name."""

    def __init__(self, rows: Rows, hidden: Mapping[str, str], numbers: frozenset[str]) -> None:
        self.rows = rows
        self.numbers = numbers
        self.index = index_of(hidden.items(), bodies=rows.people.bodies)
        plain, self.addressed = lone_words(hidden.items(), ORGANISATION_WORDS | SUFFIXES | TITLES)
        self.plain = {word: label for word, label in plain.items() if len(word) >= LONE_LENGTH}
        self.whole = {folded(name): label for name, label in hidden.items()}

    def value(self, text: str) -> str:
        """Mask a value that is a name, a number or a code."""
        if not text or text.strip() in self.numbers:
            return ""
        return self.whole.get(folded(text)) or masked(text, [*self.names(text), *contacts(text)]).after

    def names(self, text: str) -> list[Mask]:
        """List where a text names somebody."""
        return [*self._own(text), *self.rows.named(text)]

    def free(self, text: str) -> str:
        """Mask what somebody wrote freely."""
        if not text:
            return text
        return self.whole.get(folded(text)) or masked(text, [*self._own(text), *self.rows.masks(text)]).after

    def _own(self, text: str) -> list[Mask]:
        if not self.whole:
            return []
        words = words_of(text)
        kept = places_of_bodies(text, words, self.rows.people.bodies)
        alone = lone(text, words, self.plain, addressed=self.addressed)
        is_body = (any(start <= one.start and one.end <= end for start, end in kept) for one in alone)
        return [*self.index.find(text), *(one for one, kept_so in zip(alone, is_body, strict=True) if not kept_so)]

    def places(self, places: Places) -> Places:
        """Mask the words of a row as they stand in its artefact."""
        texts = (
            self.free(text) if name in FREE else self.value(text)
            for (name, _), text in zip(places.layout, places.texts, strict=True)
        )
        return replace(places, texts=tuple(texts))


def _numbers(hidden: Mapping[str, str], *named: tuple[str | None, Identifiers]) -> frozenset[str]:
    """List the numbers in registers of those who are hidden."""
    return frozenset(value for name, identifiers in named if name in hidden for _, value in identifiers)


def _pairs(found: Any) -> Identifiers:
    return tuple((scheme, value) for scheme, value in found)
