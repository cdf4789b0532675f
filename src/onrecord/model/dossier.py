"""A dossier: what a record holds of one party about another, numbered, in words that every edition of it prints alike.

All values are words for people but for what a picture or a list of sources is made from (ISO dates, numbers of sources).
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """A document or a file that something in the dossier rests on.

    Attributes:
        number: As it is cited: `[3]`.
        kind: `document`: a text; `table`: a file of rows.
        published: ISO date or moment, as `published_basis` says.
        address: Of the web; None where it was added as a file.
        path: Name of the file, as whoever added it had it.
        retrieved: ISO date it was collected on.
        sha256: The first twelve hex digits of the hash of its bytes; None where it is withheld.
        language: ISO 639-1.
    """

    number: int
    kind: Literal["document", "table"]
    title: str
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    published_basis: str = ""
    address: str | None = None
    path: str
    retrieved: str | None = None
    sha256: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStatement:
    """A statement, `S1` and on.

    Attributes:
        quote: Its words, white space folded; ` … ` where the attributing words interrupt them.
        speaker: Whose words they are taken for, else as the text has it; `who` says why.
        speaker_type: `Person`, `Organization`, or `Thing` where that is not known.
        cue: The attributing words: `said`, `wrote`.
        form: `quoted`, `partly quoted`, `reported`.
        date: ISO date; None where unknown. `day` and `basis` are for people.
        via: Outlets the words came through, as the text names them.
        source: Number of the document.
        place: Where in it.
        about: How the other party is named; empty where none was asked about.
        position: What it does with its matter, and the words that show it; empty where no rule reads one.
        notes: What to keep in mind: low confidence, words reported as not said.
        judged: What people have decided on it.
        confidence: 0 to 1.
        tensions: Numbers of the tensions it is in.
    """

    label: str
    quote: str
    speaker: str
    who: str
    cue: str
    form: str
    date: str | None
    day: str
    basis: str
    via: tuple[str, ...]
    source: int
    place: str
    about: str
    position: str
    notes: tuple[str, ...]
    judged: tuple[str, ...]
    confidence: float
    tensions: tuple[str, ...] = ()
    speaker_type: Literal["Person", "Organization", "Thing"] = "Thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSum:
    """One sum of an award: never added to, nor put in the place of, one of another notion.

    Attributes:
        notion: `obligated`, `current value`, `potential value`, `outlayed`.
        amount: With its currency; empty where the data do not record it.
        basis: Of which day it is, and from which column or how worked out.
    """

    notion: str
    amount: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAward:
    """An award, `A1` and on; `sums` holds the four notions, in one order, whether recorded or not."""

    label: str
    number: str
    kind: str
    date: str | None
    day: str
    buyer: str
    recipient: str
    description: str
    sums: tuple[CitedSum, ...]
    parts: tuple[str, ...]
    dates: tuple[str, ...]
    changes: int
    source: int
    place: str
    tensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedTension:
    """Two items that do not sit well together, `T1` and on.

    Attributes:
        left, right: Numbers of the two sides: `S3`, `A1`.
        left_words, right_words: The sides in short, each with whose it is and when.
        judged: What people have decided on it; empty where nobody has.
    """

    label: str
    kind: str
    because: str
    both_true_if: str
    left: str
    right: str
    left_words: str
    right_words: str
    judged: tuple[str, ...]
    how_sure: str

    @property
    def state(self) -> str:
        """Say what people have decided, or that nobody has."""
        return "; ".join(self.judged) or "open: no person has decided on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of saying in a thread: when, what position, which statement and its words."""

    day: str
    position: str
    label: str
    quote: str
    repeated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedThread:
    """What a party has said about one matter, in time: `P1` and on."""

    label: str
    heading: str
    because: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedEcho:
    """The same words elsewhere, `E1` and on.

    Attributes:
        kinds: In what way they are the same or differ.
        places: `(where: a statement's number or a text, the words there)` of both, the earlier text first.
        differences: `(words of the first, words of the second)`.
    """

    label: str
    kinds: str
    places: tuple[tuple[str, str], ...]
    differences: tuple[tuple[str, str], ...]
    because: str
    how_sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedMatch:
    """What the award data held says to a sentence that speaks of a contract, `M1` and on; `cited` names what it is about here."""

    label: str
    kind: str
    cited: str
    sentence: str
    source: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a dossier prints, the same in every edition.

    Attributes:
        head: `(what, value)`: who about whom, period, record, what was searched.
        counts: `(what, number)`: the summary, without a verdict.
        remarks: What is said beside the counts.
        open_points: What is open or uncertain.
        decisions: Of people, that were taken into account.
        method: `(heading, text)`.
        accuracy: `(what was measured, figure, on what)`.
        copies: Which sources repeat each other's text, so that they count as one.
    """

    title: str
    party: str
    about: str
    masked: bool
    head: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    statements: tuple[CitedStatement, ...]
    awards: tuple[CitedAward, ...]
    tensions: tuple[CitedTension, ...]
    matches: tuple[CitedMatch, ...]
    threads: tuple[CitedThread, ...]
    echoes: tuple[CitedEcho, ...]
    copies: tuple[str, ...]
    open_points: tuple[str, ...]
    decisions: tuple[str, ...]
    searched: tuple[str, ...]
    method: tuple[tuple[str, str], ...]
    accuracy: tuple[tuple[str, str, str], ...]
    sources: tuple[CitedSource, ...]
