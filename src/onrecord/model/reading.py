"""What a reader gives back for one artefact."""

from dataclasses import dataclass
from pathlib import Path

from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import ArtefactId
from onrecord.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A file found inside another: an attachment, a member of an archive, a response of a web archive.

    Attributes:
        part: Its place in the parent: `attachment=2`, `member=docs/a.html`, `record=17`.
        name: What the parent calls it, for people and for telling kinds of text apart; put after the parent's path.
        path: Where its bytes lie until they are taken into the record: a file in the folder the reader was given.
        collected_at: When it was captured, ISO 8601 with offset, where the parent says so.
    """

    part: str
    name: str
    path: Path
    url: str | None = None
    collected_at: str | None = None

    def origin(self, parent: Origin, artefact: ArtefactId) -> Origin:
        """Say where it was found; what a person wrote of the parent holds for it only where it must: the publisher."""
        is_fetched = parent.url is not None and self.url is not None  # both addresses: the page's own says it all
        return Origin(
            artefact=artefact,
            path=self.name if is_fetched else f"{parent.path}/{self.name}",
            collected_at=self.collected_at or parent.collected_at,
            url=self.url,
            publisher=parent.publisher,
            parent=parent.artefact,
            part=self.part,
            depth=parent.depth + 1,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFile:
    """Rows of a table on their way into the record, in a file: they may be millions.

    Attributes:
        path: Written by `store.sheets.write_rows`, in the folder the reader was given.
        counts: Rows of each kind: `actions`, `subawards`, `authorisations`.
    """

    path: Path
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A stretch of a large table that can be read by itself.

    Attributes:
        start, end: Bytes of the file, half-open, at borders of records.
        first: Number of its first row.
        rows: How many rows it must turn out to hold.
        encoding: Of the whole file.
    """

    start: int
    end: int
    first: int
    rows: int
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Documents, rows of tables or files inside, and what went wrong on the way; all may be empty but for a problem.

    Attributes:
        rows: Files with the rows.
        parts: The table is large: it is to be read in these stretches.
        passed_over: What was left out without a problem, by kind, with its number: `pictures`, `hidden`, `redirects`.
    """

    documents: tuple[Document, ...] = ()
    rows: tuple[RowFile, ...] = ()
    parts: tuple[TablePart, ...] = ()
    children: tuple[Child, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[tuple[str, int], ...] = ()
