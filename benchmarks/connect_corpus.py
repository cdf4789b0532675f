"""Articles that share words as real ones do, and a record of them: made-up words, statements written beside them.

Rates, per article, beside those of 840 articles of one campaign (PolNeAR, train; evaluation/copies/texts.py reads it). What a
pile that people collect around one matter has more of than a sample of a campaign is made denser on purpose:

| | PolNeAR | here (`python benchmarks/connect_corpus.py`) |
|---|---|---|
| words | 752 | 772 |
| runs of four words in quotations | 18 % | 16 % |
| places whose run stands in another article | 9.7 % | 22 % |
| candidates per article, of 420; of 840 articles | 17; 24 | 19; 28 |
| pairs per article that share three runs | 4.9 | 14 |
| pairs per article that share a sentence in quotations on both sides | 0.07 | 1.6 |
| pairs per article that share 40 runs not quoted | 0.02 | 0.11 |

Idioms come from a stock that grows with the number of articles, as in real text, by the power of 0.6.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np

from corpus import BODIES, FIRMS, OFFICES
from onrecord.model.evidence import Document, Line, Meta, Origin, Segment, cut, document_id
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.model.statement import Extraction, Mention, Statement
from onrecord.store import Record, Writer, create_record

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "va",
    "ve",
]
GIVEN = [
    "Maria",
    "Tom",
    "Helen",
    "Daniel",
    "Ruth",
    "Peter",
    "Anna",
    "David",
    "Laura",
    "Simon",
    "Clara",
    "Martin",
    "Alice",
    "Robert",
    "Julia",
    "Frank",
]
WORDS, PEOPLE = 12_000, 900
PARAGRAPHS, SENTENCE = 27, (16, 29)
QUOTATIONS = 9
IDIOMS, IDIOM_STOCK, IDIOM_GROWTH, IDIOM_HEAD = 28, 15_000, 0.6, 0.4
"""Drawn for an article; different ones in the stock at 840 articles; how it grows; how much oftener the first are drawn."""
BLOCK = 1_000
"""Articles among which speeches, notes and wire texts are shared: a matter of some weeks."""
SPEECHES, QUOTING = 60, 0.2
WIRE, COPIED = 0.02, 0.03
OUTLETS, NOTED = 12, 0.4
OPENINGS = (
    *("We are not aware of any", "We will publish a list of the", "We deny that the", "We are proud to support the"),
    *(
        "We would end the contract if the",
        "The company would not comment on the",
        "The contract gives the",
        "Nobody here asked for the",
    ),
)
VERSION = "benchmark/1"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are quoted, and who said them."""

    words: str
    speaker: str
    firm: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with its quotation if it has one."""

    text: str
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its day."""

    day: str
    paragraphs: tuple[Paragraph, ...]


class _Writing:
    """Words, idioms and names, drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        made = {"".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(2 * WORDS)}
        self.words = np.array(sorted(made)[:WORDS])
        self.numbers.shuffle(self.words)
        weights = 1 / np.arange(1, WORDS + 1) ** 0.8
        self.weights = np.cumsum(weights / weights.sum())
        self.people = [f"{self.chance.choice(GIVEN)} {word.title()}" for word in self.words[:PEOPLE].tolist()]

    def draw(self, count: int) -> list[str]:
        """Draw words, frequent ones oftener."""
        return self.words[np.minimum(np.searchsorted(self.weights, self.numbers.random(count)), WORDS - 1)].tolist()

    def idioms(self, number: int) -> list[str]:
        """Draw the idioms of the article with this number."""
        stock = IDIOM_STOCK * max(1.0, (number + 1) / 840) ** IDIOM_GROWTH
        drawn = (stock * self.numbers.random(IDIOMS) ** (1 / (1 - IDIOM_HEAD))).astype(int)
        return [_idiom(int(one), self.words) for one in drawn]

    def sentence(self, idioms: list[str], share: float = 1.0) -> str:
        """Write a sentence; some hold an idiom."""
        words = self.draw(self.chance.randint(*SENTENCE))
        if idioms and self.chance.random() < share:
            place = self.chance.randrange(len(words))
            words[place : place + 5] = [idioms.pop()]
        return " ".join(words).capitalize()

    def quotation(self) -> Quotation:
        """Write what somebody says."""
        return Quotation(
            f"{self.chance.choice(OPENINGS)} {' '.join(self.draw(self.chance.randint(4, 18)))}",
            self.chance.choice(self.people),
            self.chance.choice(FIRMS),
        )


def _idiom(number: int, words: "np.ndarray[tuple[int], np.dtype[np.str_]]") -> str:
    """Give the idiom of a number: always the same words."""
    chance = random.Random(number)
    return " ".join(str(words[chance.randrange(WORDS)]) for _ in range(chance.randint(4, 6)))


def articles(count: int, seed: int = 2018) -> Iterator[Article]:
    """Write articles; a shorter list is the beginning of a longer one."""
    writing = _Writing(seed)
    notes = [writing.sentence([]) + "." for _ in range(OUTLETS)]
    speeches: list[Quotation] = []
    wire: list[Paragraph] = []
    recent: list[Article] = []
    for number in range(count):
        if number % BLOCK == 0:
            speeches = [writing.quotation() for _ in range(SPEECHES)]
            wire = [_paragraph(writing, writing.idioms(number), []) for _ in range(PARAGRAPHS - 4)]
        chance = writing.chance
        idioms = writing.idioms(number)
        shared = [chance.choice(speeches)] if chance.random() < QUOTING else []
        paragraphs = [_paragraph(writing, idioms, shared) for _ in range(PARAGRAPHS)]
        if chance.random() < WIRE:
            paragraphs[2:] = wire
        elif recent and chance.random() < COPIED:
            paragraphs = _taken(writing, paragraphs, recent)
        if chance.random() < NOTED:
            paragraphs.append(Paragraph(notes[number % OUTLETS]))
        article = Article(f"20{10 + number // BLOCK % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}", tuple(paragraphs))
        recent = [*recent[-200:], article]
        yield article


def _paragraph(writing: _Writing, idioms: list[str], shared: list[Quotation]) -> Paragraph:
    chance = writing.chance
    if chance.random() >= QUOTATIONS / PARAGRAPHS:
        return Paragraph(writing.sentence(idioms) + ". " + " ".join(idioms.pop() for _ in range(len(idioms) > 20)))
    one = shared.pop() if shared else writing.quotation()
    office, body = chance.choice(OFFICES), chance.choice(BODIES)
    tail = f"{writing.sentence(idioms)[:60].rsplit(' ', 1)[0]} with {body}."
    return Paragraph(f'"{one.words}," said {one.speaker}, {office} of {one.firm}. {tail}', one)


def _taken(writing: _Writing, own: list[Paragraph], recent: list[Article]) -> list[Paragraph]:
    """Take paragraphs from earlier articles: all, some, all in another order, or some of two."""
    first, second = (writing.chance.choice(recent).paragraphs for _ in range(2))
    way = writing.chance.randrange(4)
    if way == 0:
        return [own[0], *first]
    if way == 1:
        return [*own[:15], *first[:10]]
    if way == 2:
        return writing.chance.sample(first, len(first))
    return [*first[:9], *second[9:]]


def document(article: Article, number: int) -> tuple[bytes, Document, Extraction]:
    """Make the document of an article with its statements and the names of those who speak."""
    text = "\n".join(one.text for one in article.paragraphs)
    content = f"{number}\n{text}".encode()
    artefact = artefact_id(content)
    name = document_id(artefact, "")
    lines, statements, mentions = [], [], []
    start = 0
    for one in article.paragraphs:
        lines.append(Line(start=start, end=start + len(one.text), label="body", rule="benchmark"))
        if one.quotation:
            said = cut(name, text, start + 1, start + 2 + len(one.quotation.words))
            cue = cut(name, text, said.end + 2, said.end + 6)
            speaker = cut(name, text, cue.end + 1, cue.end + 1 + len(one.quotation.speaker))
            firm_at = text.index(one.quotation.firm, speaker.end)
            firm = cut(name, text, firm_at, firm_at + len(one.quotation.firm))
            statements.append(
                Statement(
                    document=name,
                    form="direct",
                    source=(speaker,),
                    cue=(cue,),
                    content=(said,),
                    confidence=0.9,
                    extractor="rules/1",
                    said_on=article.day,
                    source_kind="person",
                )
            )
            role = cut(name, text, speaker.end + 2, firm.end)
            mentions.append(Mention(name=speaker.text, kind="person", rule="benchmark", span=speaker, role=role))
            mentions.append(Mention(name=firm.text, kind="company", rule="benchmark", span=firm))
        start += len(one.text) + 1
    return (
        content,
        Document(
            id=name,
            artefact=artefact,
            part="",
            reader="text/1",
            media_type="text/plain",
            text=text,
            lines=tuple(lines),
            segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
            published=Meta(value=article.day, basis="line 1"),
        ),
        Extraction(document=name, statements=tuple(statements), mentions=tuple(mentions)),
    )


def put_articles(writer: Writer, some: Iterator[tuple[int, Article]], at_once: int = 500) -> None:
    """Put articles into a record, as if they had been collected, read and extracted."""
    waiting = list(some)
    for first in range(0, len(waiting), at_once):
        with writer.transaction():
            for number, article in waiting[first : first + at_once]:
                content, found, extraction = document(article, number)
                artefact, _ = writer.put_artefact(BytesIO(content))
                origin = Origin(
                    artefact=artefact, path=f"/benchmark/{number:06}.txt", collected_at="2026-01-01T00:00:00+00:00"
                )
                writer.put_origin(origin)
                writer.put_reading(origin, Reading(documents=(found,)), VERSION)
                writer.put_extraction(extraction, VERSION)


def make_record(folder: Path, count: int) -> Record:
    """Make a record of so many articles."""
    record = create_record(folder)
    with Writer(record) as writer:
        put_articles(writer, enumerate(articles(count)))
    return record


def digest(count: int) -> str:
    """Hash the texts of a corpus, so that figures compare."""
    found = sha256()
    for article in articles(count):
        found.update("\n".join((article.day, *(one.text for one in article.paragraphs))).encode())
    return found.hexdigest()


def main() -> None:
    """Print the rates of the table above."""
    from onrecord.connect.lineage.candidates import candidates  # noqa: PLC0415  # only here
    from onrecord.connect.lineage.copies import text_of  # noqa: PLC0415  # only here

    for count in (420, 840):
        found = [text_of(document(one, number)[1]).fingerprint for number, one in enumerate(articles(count))]
        _, held = np.unique(np.concatenate([np.unique(one.shingles) for one in found]), return_counts=True)
        proposed = candidates(found)
        print(
            f"{count} articles: {np.mean([one.words for one in found]):.0f} words,"
            f" {np.mean(np.concatenate([one.quoted for one in found])):.1%} of runs quoted,"
            f" {held[held > 1].sum() / held.sum():.1%} of places shared, per article: {len(proposed) / count:.1f} candidates,"
            f" {sum(one.runs >= 3 for one in proposed) / count:.2f} with three runs,"
            f" {sum(one.quoted_twice >= 5 for one in proposed) / count:.2f} with a quoted sentence,"
            f" {sum(one.unquoted >= 40 for one in proposed) / count:.2f} with 40 unquoted runs"
        )


if __name__ == "__main__":
    sys.exit(main())
