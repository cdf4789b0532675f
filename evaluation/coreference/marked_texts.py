"""Texts in which people marked who is who: GUM, GAP and the annotated articles, in one shape.

GUM (`gum/dep`, annotations CC BY 4.0) and GAP (Apache-2.0) are read from ../shared/data. Offsets are code points of
`Text.document.text`, half-open.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from entity_corpora import Tokens, name_within, organisation_kind
from onrecord.config import Config
from onrecord.model.evidence import Document, Line, Origin, Segment, document_id
from onrecord.model.ids import artefact_id
from onrecord.model.statement import MentionKind
from onrecord.read.reader import read_through

Form = Literal["he_she", "first", "description", "name"]
FORMS: tuple[Form, ...] = ("name", "he_she", "first", "description")
HE_SHE = re.compile(r"(?:he|him|his|himself|she|her|hers|herself)", re.IGNORECASE)
FIRST = re.compile(r"(?:I|me|my|mine|myself|we|us|our|ours|ourselves)", re.IGNORECASE)
DEFINITE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)
GENRES = ("news", "interview", "bio", "court", "speech")
COMPANY = re.compile(
    r"\b(?:Inc|Corp|Corporation|LLC|Ltd|Limited|Co|Company|PLC|AG|GmbH|Holdings|Technologies|Systems)\b"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text and the entity it is of."""

    start: int
    end: int
    entity: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A place that may stand for somebody named elsewhere; `entity` is None where it stands for nobody who is named."""

    start: int
    end: int
    form: Form
    entity: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its gold: every name of a party, and every place to be resolved."""

    name: str
    document: Document
    names: tuple[Name, ...]
    anaphors: tuple[Anaphor, ...]


def plain_document(name: str, text: str, titles: int = 0) -> Document:
    """Make a document of bare text: each line is body, the first `titles` lines are its title."""
    artefact = artefact_id(f"{name}\n{text}".encode())
    lines, start = [], 0
    for number, words in enumerate(text.split("\n")):
        label: Literal["title", "body"] = "title" if number < titles else "body"
        lines.append(Line(start=start, end=start + len(words), label=label, rule="gold"))
        start += len(words) + 1
    return Document(
        id=document_id(artefact, ""),
        artefact=artefact,
        part="",
        reader="gold/1",
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        language="en",
    )


# --- GUM ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sentence:
    text: str
    opens: bool
    rows: list[list[str]] = field(default_factory=list)
    mentions: list[tuple[str, str, int, int]] = field(default_factory=list)  # entity, type, first and last word


def is_reported(name: str, part: str) -> bool:
    """Say whether a GUM document is kept for reporting: GUM's own test part, and half of the news by a hash of the name."""
    half = int(sha256(name.encode()).hexdigest(), 16) % 2 == 0
    return part == "test" or (part == "train" and name.startswith("GUM_news") and half)


def gum(shared: Path, *, reported: bool) -> Iterator[Text]:
    """Read GUM's news, interviews, biographies, court texts and speeches: those for reporting, or those for writing rules."""
    folder = shared / "data/gum"
    part, parts = "", {}
    for line in (folder / "splits.md").read_text("utf-8").splitlines():
        part = line[3:].strip() if line.startswith("## ") else part
        if line.strip().startswith("* "):
            parts[line.strip()[2:]] = part
    for path in sorted((folder / "dep").glob("GUM_*.conllu")):
        if is_reported(path.stem, parts[path.stem]) == reported:
            yield _gum_text(path)


def _gum_text(path: Path) -> Text:
    text, names, anaphors = "", [], []
    for number, sentence in enumerate(_gum_sentences(path)):
        text += "" if not number else "\n" if sentence.opens else " "
        columns = _columns(sentence, len(text))
        for entity, kind, first, last in sentence.mentions:
            name, anaphor = _gum_mention(sentence, columns, (entity, kind, first, last), len(text))
            names += [name] if name else []
            anaphors += [anaphor] if anaphor else []
        text += sentence.text
    named = {one.entity for one in names}
    return Text(
        name=path.stem,
        document=plain_document(path.stem, text),
        names=tuple(sorted(set(names), key=lambda one: (one.start, -one.end, one.entity, one.kind))),
        anaphors=tuple(
            Anaphor(one.start, one.end, one.form, one.entity if one.entity in named else None)
            for one in sorted(set(anaphors), key=lambda one: (one.start, one.end, one.form, one.entity or ""))
        ),
    )


def _gum_sentences(path: Path) -> list[_Sentence]:
    found: list[_Sentence] = []
    opened: list[tuple[str, str, int]] = []
    opens = True
    for line in path.read_text("utf-8").splitlines():
        row = line.split("\t")
        if line.startswith("# newpar"):
            opens = True
        elif line.startswith("# text = "):
            found.append(_Sentence(line[9:], opens))
            opens = False
        elif len(row) == 10 and row[0].isdigit():
            found[-1].rows.append(row)
            _brackets(found[-1], row[9], opened)
    return found


def _brackets(sentence: _Sentence, misc: str, opened: list[tuple[str, str, int]]) -> None:
    match = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    last = len(sentence.rows) - 1
    for bracket in re.findall(r"\([^()]*\)?|[^()]*\)", match[1]) if match else ():
        if bracket.startswith("("):
            entity, kind = bracket.strip("()").split("-")[:2]
            opened.append((entity, kind, last))
        else:
            entity = bracket.strip(")")
        if bracket.endswith(")"):
            place = max((number for number, one in enumerate(opened) if one[0] == entity), default=None)
            if place is not None:
                _, kind, first = opened.pop(place)
                sentence.mentions.append((entity, kind, first, last))


def _columns(sentence: _Sentence, shift: int) -> Tokens:
    forms = [row[1] for row in sentence.rows]
    starts, ends, at = [], [], 0
    for form in forms:
        found = sentence.text.find(form, at)
        at = found if found >= 0 else at
        starts.append(shift + at)
        at = min(len(sentence.text), at + len(form)) if found >= 0 else at
        ends.append(shift + at)
    return Tokens(forms, starts, ends, [row[3] == "PROPN" or row[4] == "NNP" for row in sentence.rows])


def _gum_mention(
    sentence: _Sentence, columns: Tokens, mention: tuple[str, str, int, int], shift: int
) -> tuple[Name | None, Anaphor | None]:
    entity, kind, first, last = mention
    if kind not in {"person", "organization"} or columns.ends[last] <= columns.starts[first]:
        return None, None
    low, high = columns.starts[first], columns.ends[last]
    words = sentence.text[low - shift : high - shift]
    inside = range(first, last + 1)
    head = next((one for one in inside if int(sentence.rows[one][6]) - 1 not in inside), first)
    if first == last and HE_SHE.fullmatch(words) and kind == "person":
        return None, Anaphor(low, high, "he_she", entity)
    if first == last and FIRST.fullmatch(words):
        return None, Anaphor(low, high, "first", entity)
    if kind == "organization" and DEFINITE.match(words) and sentence.rows[head][3] == "NOUN":
        return None, Anaphor(low, columns.ends[head], "description", entity)
    plain = "person" if kind == "person" else "organisation"
    place = name_within(columns, (first, last + 1), head, plain)
    if place is None:
        return None, None
    start, end = place
    name = Name(start, end, entity, _kind(plain, sentence.text[start - shift : end - shift]))
    return name, Anaphor(start, end, "name", entity)


def _kind(kind: str, words: str) -> MentionKind:
    if kind == "person":
        return "person"
    if organisation_kind(words) == "public_body":
        return "public_body"
    return "company" if COMPANY.search(words) else "organisation"


# --- GAP ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GapText:
    """A passage of Wikipedia with one pronoun and two names it may stand for."""

    document: Document
    pronoun: tuple[int, int]
    names: tuple[tuple[int, int], tuple[int, int]]
    right: tuple[bool, bool]


def gap(shared: Path, part: str) -> Iterator[GapText]:
    """Read a part of GAP: `development` for writing rules, `test` for reporting."""
    with (shared / f"data/gap/gap-{part}.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):

            def place(column: str, row: dict[str, str] = row) -> tuple[int, int]:
                start = int(row[f"{column}-offset"])
                return start, start + len(row[column])

            yield GapText(
                plain_document(row["ID"], row["Text"]),
                place("Pronoun"),
                (place("A"), place("B")),
                (row["A-coref"].upper() == "TRUE", row["B-coref"].upper() == "TRUE"),
            )


# --- the annotated articles --------------------------------------------------------------------------------------------

ARTICLES = Path(__file__).parent / "articles/articles.jsonl"
KINDS: dict[str, MentionKind] = {
    "person": "person",
    "company": "company",
    "public_body": "public_body",
    "organisation": "organisation",
}


def articles(shared: Path, split: str, path: Path = ARTICLES) -> Iterator[Text]:
    """Read the annotated articles of one half, `rules` or `report`.

    Raises:
        ValueError: An article is not the one that was annotated.
    """
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            yield _article(shared / "data" / row["path"], row)


def _article(path: Path, row: dict[str, Any]) -> Text:
    content = path.read_bytes()
    if sha256(content).hexdigest() != row["sha256"]:
        raise ValueError(f"{path}: other bytes than those annotated; fetch the file as its SOURCES says")
    document = (
        _read(path) if row["text_from"] == "onrecord read" else plain_document(path.name, content.decode("utf-8"))
    )
    anaphors, names = [], []
    for one in row["references"]:
        words = document.text[one["start"] : one["end"]]
        if sha256(words.encode()).hexdigest()[:12] != one["words"]:
            raise ValueError(f"{path}: other words at {one['start']} than those annotated")
        if one["form"] in {"name", "surname", "acronym"} and one["party"]:
            names.append(Name(one["start"], one["end"], one["party"], KINDS[one["kind"]]))
        anaphors.append(Anaphor(one["start"], one["end"], _form(one["form"], words), one["party"]))
    return Text(row["path"], document, tuple(_repeated(document.text, names)), tuple(_sorted(anaphors)))


def _form(form: str, words: str) -> Form:
    if form == "pronoun":
        return "first" if FIRST.fullmatch(words) else "he_she"
    return "description" if form == "description" else "name"


def _sorted(anaphors: Iterable[Anaphor]) -> list[Anaphor]:
    return sorted(anaphors, key=lambda one: (one.start, one.end))


def _repeated(text: str, names: list[Name]) -> list[Name]:
    """Add the places where words that are one entity's name everywhere stand again: only first names had to be marked."""
    meanings: dict[str, set[tuple[str, MentionKind]]] = {}
    for one in names:
        meanings.setdefault(text[one.start : one.end], set()).add((one.entity, one.kind))
    found = list(names)
    for words, meant in sorted(meanings.items(), key=lambda item: (-len(item[0]), item[0])):
        if len(meant) > 1:
            continue
        ((entity, kind),) = meant
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Name(match.start(), match.end(), entity, kind))
    return sorted(found, key=lambda one: one.start)


def _read(path: Path) -> Document:
    """Read a page as `onrecord read` does.

    Raises:
        ValueError: Nothing was read.
    """
    whole = Origin(artefact=artefact_id(str(path).encode()), path=str(path), collected_at="")
    with TemporaryDirectory() as spool:
        for _, reading in read_through(path, whole, Config(), Path(spool)):
            for document in reading.documents:
                return document
    raise ValueError(f"{path}: nothing was read")
