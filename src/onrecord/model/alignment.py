"""One passage that two documents share, as far as their words tell: who speaks is laid on top of it later."""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.evidence import Span
from onrecord.model.ids import DocumentId, StatementId, content_id
from onrecord.model.statement import SourceKind

Standing = Literal["quoted", "partly", "none", "set_off"]
"""In quotation marks; partly (three running words or more outside them); in no marks; a block or post shown as somebody's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """How the passage stands in one document.

    Attributes:
        span: From its first to its last word.
        pieces: Its parts where a cue or other words of the reporter interrupt it; else the span alone.
        statement: The statement that holds most of it.
        source_kind: What that statement names as its source; `nobody` where it names none or there is no statement.
        said_on: ISO date of that statement, where known.
        before, after: Words of the same utterance that the passage leaves out at its ends, as written.
        licensed: Signs of licensed edits at its differences, as written: `...`, `[sic]`, `[the minister]`.
        joined: Words run together in one pair of marks that stand a clause or more apart in the other document.
        run_on: A quotation that follows or goes before it at once, with nobody named between, and that the other document
            does not have beside it.
        names_near: Words of names in the paragraphs around it, folded.
        cue_near: A verb of saying stands around it, where nobody is named as its source.
    """

    span: Span
    pieces: tuple[Span, ...]
    statement: StatementId | None
    source_kind: SourceKind
    standing: Standing
    said_on: str | None = None
    before: str = ""
    after: str = ""
    licensed: tuple[str, ...] = ()
    joined: bool = False
    run_on: Span | None = None
    names_near: tuple[str, ...] = ()
    cue_near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A passage that two documents share, with what differs.

    Attributes:
        left, right: In the order the documents were given.
        equal: Words that are equal, in order.
        runs: Words in each run without a difference, in order.
        rarer: Different words among the equal ones that are not everyday words.
        names: Those of them that are written with a capital on both sides.
        differences: `(words left, words right)` as written, in order; licensed edits and spellings are left out.
        method: Rules and their version.
    """

    left: Appearance
    right: Appearance
    equal: int
    runs: tuple[int, ...]
    rarer: int
    names: int
    differences: tuple[tuple[str, str], ...]
    method: str

    @property
    def id(self) -> str:
        """Name it by its two places."""
        return content_id("alignment", *(_place(one.span) for one in (self.left, self.right)))

    @property
    def longest(self) -> int:
        """Count the words of the longest run without a difference."""
        return max(self.runs)

    @property
    def documents(self) -> tuple[DocumentId, DocumentId]:
        """Give the two documents."""
        return self.left.span.document, self.right.span.document


def _place(span: Span) -> str:
    return f"{span.document}:{span.start}:{span.end}"
