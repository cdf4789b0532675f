"""Tables in tests: what a reader of rows gives, as lists; and rows in a file, as the record takes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from onrecord.config import Config
from onrecord.model.award import Action, Authorisation, Row, Subaward
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.problem import Problem
from onrecord.model.reading import RowFile
from onrecord.store.sheets import write_rows

SCRATCH = TemporaryDirectory(prefix="onrecord-test-")
"""Gone when the tests of this process are over."""


@dataclass(frozen=True)
class Table:
    """The rows of a table and what went wrong."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        """List the actions."""
        return tuple(one for one in self.rows if isinstance(one, Action))

    @property
    def subawards(self) -> tuple[Subaward, ...]:
        """List the subawards."""
        return tuple(one for one in self.rows if isinstance(one, Subaward))

    @property
    def authorisations(self) -> tuple[Authorisation, ...]:
        """List the permissions."""
        return tuple(one for one in self.rows if isinstance(one, Authorisation))


def read_table(
    rows: Callable[[Path, Origin, Config], Iterator[Row | Problem]], path: Path, config: Config | None = None
) -> Table:
    """Read a file with a reader of rows."""
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    found = list(rows(path, origin, config or Config()))
    return Table(
        rows=tuple(one for one in found if not isinstance(one, Problem)),
        problems=tuple(one for one in found if isinstance(one, Problem)),
    )


def row_file(*rows: Row) -> RowFile:
    """Put rows into a file, as a reader's process does."""

    def refused(_: Row, error: ValueError) -> None:
        raise error

    return write_rows(Path(mkdtemp(dir=SCRATCH.name)) / "rows", rows, refused)
