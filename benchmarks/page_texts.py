"""The documents of a generated record: articles in which people of firms say things about public bodies."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from onrecord.model.evidence import Document, Line, Meta, Segment, Span, cut, document_id
from onrecord.model.ids import ArtefactId
from onrecord.model.party import Speaker
from onrecord.model.statement import Amount, Mention, SourceKind, Statement, When
from page_parties import Parties, Someone
from page_words import Writing, Zipf

Place = tuple[int, int]
FIRST_DAY = date(2012, 1, 1)
DAYS = 5000
SOURCES: dict[str, SourceKind] = {"nobody": "nobody", "pronoun": "pronoun"}
REPEATED = 0.02
"""Share of statements that have the words of an earlier one."""


@dataclass(slots=True)
class Article:
    """A document with what is read out of it; `named` are the parties of its mentions, in the same order."""

    document: Document
    firm: Someone
    body: Someone
    statements: list[Statement] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    named: list[Someone] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    repeated: list[tuple[Statement, Statement]] = field(default_factory=list)


class Newsroom:
    """Writes articles, one after the other, all from one seed."""

    def __init__(self, source: random.Random, writing: Writing, parties: Parties, publishers: list[str]) -> None:
        self._source, self._writing, self._parties, self._publishers = source, writing, parties, publishers
        self._firm, self._body = Zipf(source, len(parties.firms)), Zipf(source, len(parties.bodies))
        self._publisher = Zipf(source, len(publishers))
        self._staff: dict[int, list[Someone]] = {}
        for one in parties.people:
            self._staff.setdefault(one.firm, []).append(one)
        self._said: list[tuple[Statement, str]] = []

    def articles(self, count: int, statements: int) -> Iterator[Article]:
        """Write so many articles with so many statements together."""
        for number in range(count):
            share = statements * (number + 1) // count - statements * number // count
            yield self._article(number, share)

    def _article(self, number: int, share: int) -> Article:
        chosen = self._firm.one()
        firm, body = self._parties.firms[chosen], self._parties.bodies[self._body.one()]
        day = FIRST_DAY + timedelta(days=self._source.randrange(DAYS))
        title = f"{firm.name} and {body.name}: {self._writing.words(5)}"
        paragraphs: list[_Paragraph] = [_opening(self._writing, self._source, firm, body, day)]
        staff = self._staff.get(chosen) or self._parties.people[:1]
        paragraphs += [self._saying(firm, body, self._source.choice(staff[:20])) for _ in range(share)]
        text = "\n\n".join([title, *(one.text for one in paragraphs)])
        document = self._document(text, title, day, number)
        article = Article(document, firm, body)
        place = len(title) + 2
        for one in paragraphs:
            self._read(article, one, place)
            place += len(one.text) + 2
        return article

    def _document(self, text: str, title: str, day: date, number: int) -> Document:
        artefact = ArtefactId(sha256(text.encode()).hexdigest())
        publisher = self._publishers[self._publisher.one()]
        lines, place = [], 0
        for words in text.split("\n\n"):
            lines.append(Line(start=place, end=place + len(words), label="body" if place else "title", rule="made"))
            place += len(words) + 2
        return Document(
            id=document_id(artefact, ""),
            artefact=artefact,
            part="",
            reader="plain/2",
            media_type="text/plain",
            text=text,
            lines=tuple(lines),
            segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
            title=Meta(value=title, basis="line 1"),
            publisher=Meta(value=publisher, basis="sidecar"),
            published=Meta(value=day.isoformat(), basis="sidecar") if number % 50 else None,
            language="en",
            site=f"publisher {publisher.lower()}",
        )

    def _saying(self, firm: Someone, body: Someone, person: Someone) -> "_Paragraph":
        old = None
        if self._said and self._source.random() < REPEATED:
            old, words = self._said[self._source.randrange(len(self._said))]
        else:
            words = self._writing.sentence(12, 38)
            if self._source.random() < 0.3:
                words = f"{words} {body.name} {self._writing.words(3)}"
        form = self._source.choices(("direct", "indirect", "pronoun", "nobody"), (50, 30, 15, 5))[0]
        return _attributed(form, words, person, firm, old, self._writing.sentence(8, 20))

    def _read(self, article: Article, one: "_Paragraph", place: int) -> None:
        """Take in what stands in a paragraph that begins at `place`."""
        document, text = article.document.id, article.document.text

        def span(found: Place) -> Span:
            return cut(document, text, place + found[0], place + found[1])

        for found, someone, rule in one.names:
            words = span(found)
            article.mentions.append(Mention(name=words.text, kind=someone.kind, rule=rule, span=words))
            article.named.append(someone)
        if one.amount:
            value, found = one.amount
            article.amounts.append(
                Amount(
                    span=span(found),
                    value=value * 1_000_000,
                    precision=Decimal(100_000),
                    currency="USD",
                    comparator="exactly",
                )
            )
        if one.day:
            day, found = one.day
            article.whens.append(When(span=span(found), rule="day", granularity="day", readings=((day, day),)))
        if one.content:
            self._state(article, one, span)

    def _state(self, article: Article, one: "_Paragraph", span: "Callable[[Place], Span]") -> None:
        statement = Statement(
            document=article.document.id,
            form="indirect" if one.form == "indirect" else "direct",
            source=(span(one.source),) if one.source else (),
            cue=(span(one.cue),) if one.cue else (),
            content=(span(one.content),) if one.content else (),
            confidence=round(0.4 + 0.59 * self._source.random(), 3),
            extractor="model/1",
            said_on=article.document.published.value if article.document.published else None,
            said_on_basis="published" if article.document.published else None,
            source_kind=SOURCES.get(one.form, "person"),
        )
        article.statements.append(statement)
        person = one.person if one.form in {"direct", "indirect"} or self._source.random() < 0.7 else None
        name = statement.source[0].text if statement.source else ""
        rule = "name in the sentence" if one.form != "pronoun" else "pronoun: the one person named before"
        party = person.id if person and one.form != "nobody" else None
        if name:
            article.speakers.append(Speaker(statement=statement.id, name=name, party=party, rule=rule))
        if one.repeats:
            article.repeated.append((one.repeats, statement))
        elif len(self._said) < 20_000 or self._source.random() < 0.05:
            at = self._source.randrange(20_000)
            self._said[at : at + 1] = [(statement, statement.content[0].text)]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph and the places in it, counted from its beginning."""

    text: str
    names: list[tuple[Place, Someone, str]]
    form: str = ""
    person: Someone | None = None
    source: Place | None = None
    cue: Place | None = None
    content: Place | None = None
    amount: tuple[Decimal, Place] | None = None
    day: tuple[date, Place] | None = None
    repeats: Statement | None = None


def _opening(writing: Writing, source: random.Random, firm: Someone, body: Someone, day: date) -> _Paragraph:
    value = Decimal(source.randrange(2, 9000)) / 10
    amount, when = f"${value} million", f"{day.day} {day:%B} {day.year}"
    head = f"{firm.name} has extended its work for "
    middle = f"{head}{body.name}, worth {amount}, on {when}"
    at_body, at_amount = len(head), len(head) + len(body.name) + len(", worth ")
    at_day = len(middle) - len(when)
    return _Paragraph(
        text=f"{middle}. {writing.sentence(30, 60)}.",
        names=[((0, len(firm.name)), firm, "name"), ((at_body, at_body + len(body.name)), body, "name")],
        amount=(value, (at_amount, at_amount + len(amount))),
        day=(day, (at_day, at_day + len(when))),
    )


def _attributed(
    form: str, words: str, person: Someone, firm: Someone, old: Statement | None, filler: str
) -> _Paragraph:
    """Write a paragraph of one statement; `old` is the statement it repeats."""
    size = len(words)
    if form == "indirect":
        head = f"{person.name} said that "
        at = len(person.name) + 1
        return _Paragraph(
            text=f"{head}{words}. {filler}.",
            names=[((0, len(person.name)), person, "name")],
            form=form,
            person=person,
            source=(0, len(person.name)),
            cue=(at, at + 4),
            content=(len(head), len(head) + size),
            repeats=old,
        )
    begin = f"“{words},” "
    if form == "nobody":
        return _Paragraph(text=f"{begin}{filler}.", names=[], form=form, content=(1, 1 + size), repeats=old)
    who = "she" if form == "pronoun" else f"{person.name}"
    office = "" if form == "pronoun" else f", {person.office} of {firm.name}"
    at = len(begin) + len("said ")
    names = [((at, at + len(who)), person, "name")]
    if office:
        end = at + len(who) + len(office)
        names.append(((end - len(firm.name), end), firm, "name"))
    return _Paragraph(
        text=f"{begin}said {who}{office}. {filler}.",
        names=names if form == "direct" else [],
        form=form,
        person=person,
        source=(at, at + len(who)),
        cue=(len(begin), at - 1),
        content=(1, 1 + size),
        repeats=old,
    )
