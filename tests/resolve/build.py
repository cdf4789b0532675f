"""Small documents, mentions, statements and spending rows for tests: every offset is found in the text by its words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Money, places_of
from onrecord.model.evidence import Document, Line, Meta, Segment, Span, cut, document_id
from onrecord.model.ids import AwardId, artefact_id
from onrecord.model.statement import Form, Mention, MentionKind, Statement
from onrecord.resolve.inside.document import DocumentParties, resolve_document
from onrecord.resolve.inside.speakers import Spoken, follow
from onrecord.resolve.registry import document_kinds

ARTEFACT = artefact_id(b"a spending file")
Roles = Mapping[str, str]
Kinds = Mapping[str, MentionKind]


def document(text: str, *, published: str | None = None, title: str | None = None) -> Document:
    """Make a document whose lines are all body, except a first line that is the title."""
    artefact = artefact_id(text.encode())
    lines, start = [], 0
    for words in text.split("\n"):
        label = "title" if title is not None and words == title and start == 0 else "body"
        lines.append(Line(start=start, end=start + len(words), label=label, rule="test"))  # type: ignore[arg-type]
        start += len(words) + 1
    return Document(
        id=document_id(artefact, ""),
        artefact=artefact,
        part="",
        reader="test/1",
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        title=Meta(value=title, basis="test") if title else None,
        published=Meta(value=published, basis="test") if published else None,
    )


def span(made: Document, words: str, near: str = "") -> Span:
    """Cut words where they first stand, or where they stand in or after the words `near`."""
    start = made.text.index(words, made.text.index(near))
    return cut(made.id, made.text, start, start + len(words))


def mentions(made: Document, kinds: Kinds, roles: Roles | None = None) -> list[Mention]:
    """Mark every place of some names, longer names first; a role is looked for after the first place of its name."""
    taken: list[Mention] = []
    for name in sorted(kinds, key=len, reverse=True):
        start = made.text.find(name)
        while start >= 0:
            place = cut(made.id, made.text, start, start + len(name))
            if not any(one.span and one.span.start < place.end and place.start < one.span.end for one in taken):
                role = None
                if roles and name in roles and not any(one.name == name for one in taken):
                    at = made.text.index(roles[name], 0 if roles[name] not in made.text[place.end :] else place.end)
                    role = cut(made.id, made.text, at, at + len(roles[name]))
                taken.append(Mention(name=" ".join(name.split()), kind=kinds[name], rule="test", span=place, role=role))
            start = made.text.find(name, start + 1)
    return taken


def statement(
    made: Document, source: str, content: str | Iterable[str], *, near: str = "", form: Form = "indirect"
) -> Statement:
    """Make a statement; `near` says where its source is looked for, the content where its words first stand."""
    contents = [content] if isinstance(content, str) else content
    return Statement(
        document=made.id,
        form=form,
        source=(span(made, source, near),) if source else (),
        cue=(),
        content=tuple(span(made, words) for words in contents),
        confidence=0.9,
        extractor="test/1",
    )


def parties_of(made: Document, kinds: Kinds, roles: Roles | None = None) -> DocumentParties:
    """Resolve the names of one document."""
    return resolve_document(made, mentions(made, kinds, roles))


def keys_of(text: str, kinds: Kinds, roles: Roles | None = None) -> list[tuple[str, str]]:
    """List `(name, key)` of the resolved mentions of a text, in order."""
    return [(one.mention.name, one.key) for one in parties_of(document(text), kinds, roles).resolved]


def spoken(found: DocumentParties, statements: list[Statement]) -> list[Spoken]:
    """Name the speakers of one document, as resolve/record.py does."""
    return follow(found, statements, document_kinds(found, {})).spoken


def speaker(text: str, kinds: Kinds, source: str, *, near: str = "") -> tuple[str | None, tuple[str, ...]]:
    """Give `(key, candidates)` of a statement whose source stands in a text and whose content is the rest of its line."""
    made = document(text)
    place = span(made, source, near)
    rest = text[place.end :].split("\n", maxsplit=1)[0].strip() or text[: place.start].rsplit("\n", 1)[-1].strip()
    (one,) = spoken(parties_of(made, kinds), [statement(made, source, rest, near=near or source)])
    return one.key, one.candidates


def action(row: int = 1, **values: object) -> Action:
    """Make a spending row; each value given for a name or the description gets a field of that name."""
    named = ("recipient", "recipient_parent", "buyer", "funder", "department", "description")
    fields = [(name, f"row={row};column={name}", str(values[name])) for name in named if values.get(name) is not None]
    money: tuple[Money, ...] = ()
    kind: AwardKind = "order"
    given: dict[str, object] = {
        "award": AwardId("CONT_AWD_1"),
        "parent": None,
        "kind": kind,
        "artefact": ARTEFACT,
        "row": row,
        "piid": "1",
        "modification": "0",
        "acted_on": "2018-06-28",
        "description": "",
        "currency": "USD",
        "obligated": Decimal("1.00"),
        "money": money,
        "buyer": None,
        "buyer_code": None,
        "department": None,
        "funder": None,
        "funder_code": None,
        "recipient": None,
        "recipient_identifiers": (),
        "recipient_parent": None,
        "recipient_parent_identifiers": (),
        "dates": (),
        "places": places_of(f"row={row};column=", fields),
    }
    return Action(**(given | values))  # type: ignore[arg-type]
