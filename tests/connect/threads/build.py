"""Little documents of statements, and what threads need of them, for tests."""

from dataclasses import replace

from onrecord.connect.threads.positions import position_of
from onrecord.connect.threads.said import Said, Speech, Surroundings, said_of
from onrecord.model.evidence import Document, Meta, Span
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.statement import Form, PartyKind, SourceKind, Statement
from resolve.build import document, span

ORM, RIVAL, PORT, OTHER_PORT = PartyId("orm"), PartyId("rival"), PartyId("port"), PartyId("other port")
BODIES: dict[PartyId, PartyKind] = {PORT: "public_body"}


def stated(  # noqa: PLR0913  # what a statement is made of
    made: Document,
    content: str,
    *,
    source: str = "",
    cue: str = "",
    form: Form = "direct",
    confidence: float = 0.9,
    said_on: str | None = None,
) -> Statement:
    """Make a statement of words of a document; content of several spans is given with bars between."""
    kind: SourceKind = "organisation" if source else "nobody"
    spans: tuple[Span, ...] = tuple(span(made, words) for words in content.split("|"))
    return Statement(
        document=made.id,
        form=form,
        source=(span(made, source),) if source else (),
        cue=(span(made, cue),) if cue else (),
        content=spans,
        confidence=confidence,
        extractor="test/1",
        said_on=said_on,
        source_kind=kind,
    )


def quoted(words: str) -> tuple[Statement, str]:
    """Make a document in which Orm says some words, and the statement."""
    made = document(f"“{words}” Orm said.")
    return stated(made, words, source="Orm", cue="said"), made.text


def said(  # noqa: PLR0913  # each argument is a thing that may keep a statement out of a comparison
    words: str,
    on: str | None,
    *,
    speaker: PartyId = ORM,
    about: dict[PartyId, PartyKind] | None = None,
    confidence: float = 0.9,
    settled: bool = True,
    satire: str | None = None,
    same_as: StatementId | None = None,
    number: int = 1,
) -> Said:
    """Make a statement of Orm about the port, by default direct and sure, in a document of its own."""
    made = document(f"{number} {on} {speaker}. “{words}” Orm said.")
    one = stated(made, words, source="Orm", cue="said", confidence=confidence, said_on=on)
    found = said_of(
        one,
        Speech(organisations=(speaker,), settled=settled),
        Surroundings(within=BODIES if about is None else about, satire=satire),
        position=position_of(one, made.text),
        same_as=same_as,
    )
    assert found is not None
    return found


def labelled(text: str, *, title: str | None = None, publisher: str | None = None, url: str | None = None) -> Document:
    """Make a document with a publisher or an address."""
    made = document(text, title=title)
    return replace(
        made,
        publisher=Meta(value=publisher, basis="test") if publisher else None,
        url=Meta(value=url, basis="test") if url else None,
    )
