"""A register of organisations: a table with a name and other columns, one organisation a row, an organisation in many rows."""

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.model.award import Identifiers

Part = Literal["street", "city", "state", "postcode", "telephone", "parent"]
PARTS: tuple[Part, ...] = get_args(Part)
"""What a column may say of an organisation beside its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A row of a register.

    Attributes:
        file: Its file, as given.
        row: Data rows count from 1, the header and empty lines are not counted.
        parts: What it says, by part; parts without words are left out.
        also: What further columns say that were asked for, by their headings.
        identifiers: `(scheme, value)`.
    """

    file: str
    row: int
    name: str
    parts: tuple[tuple[Part, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    identifiers: Identifiers = ()
