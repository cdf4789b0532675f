"""What connects, to database columns and back; what is not looked up stands as JSON of the model's values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from onrecord.model.calibration import Calibrated
from onrecord.model.ids import DocumentId, PartyId, StatementId
from onrecord.model.lineage import Copy, Revision
from onrecord.model.meeting import Echo, EchoKind, EchoMember, Emphasis, Tension
from onrecord.model.thread import AwardMatch, Thread
from onrecord.store import rows

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class _EchoRest:
    emphases: tuple[Emphasis, ...]
    kinds: tuple[EchoKind, ...]
    proposed: PartyId | None
    method: str
    score: float
    because: str
    probability: Calibrated | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _TensionRest:
    method: str
    probability: Calibrated | None


def echo_out(one: Echo) -> rows.Values:
    """Write an echo without its members."""
    rest = _EchoRest(
        emphases=one.emphases,
        kinds=one.kinds,
        proposed=one.proposed,
        method=one.method,
        score=one.score,
        because=one.because,
        probability=one.probability,
    )
    return (one.id, one.kind, rows.dump(one.differences), rows.dump(rest))


def echo_in(row: rows.Row, members: Sequence[rows.Row]) -> Echo:
    """Read an echo with its two members."""

    def member(one: rows.Row) -> EchoMember:
        (span,) = rows.spans_in(DocumentId(one["document"]), one["span"])
        return EchoMember(
            span=span,
            statement=StatementId(one["statement"]) if one["statement"] else None,
            speaker=PartyId(one["speaker"]) if one["speaker"] else None,
        )

    first, second = members
    rest = msgspec.json.decode(row["rest"], type=_EchoRest)
    return Echo(
        kind=row["kind"],
        members=(member(first), member(second)),
        differences=tuple((left, right) for left, right in rows.load(row["differences"])),
        emphases=rest.emphases,
        kinds=rest.kinds,
        proposed=rest.proposed,
        method=rest.method,
        score=rest.score,
        because=rest.because,
        probability=rest.probability,
    )


def member_out(echo: Echo, ordinal: int) -> rows.Values:
    """Write one of an echo's members."""
    one = echo.members[ordinal]
    return (echo.id, ordinal, one.span.document, rows.spans_out([one.span]), one.statement, one.speaker)


def tension_out(one: Tension) -> rows.Values:
    """Write a tension."""
    rest = _TensionRest(method=one.method, probability=one.probability)
    said = (one.score, one.because, one.both_true_if)
    return (one.id, one.kind, one.left, one.right, *said, rows.evidences_out(one.evidence), rows.dump(rest))


def tension_in(row: rows.Row) -> Tension:
    """Read a tension."""
    rest = msgspec.json.decode(row["rest"], type=_TensionRest)
    return Tension(
        kind=row["kind"],
        left=row["left_item"],
        right=row["right_item"],
        score=row["score"],
        because=row["because"],
        both_true_if=row["both_true_if"],
        evidence=rows.evidences_in(row["evidence"]),
        method=rest.method,
        probability=rest.probability,
    )


def copy_out(one: Copy) -> rows.Values:
    """Write a copy."""
    return (one.id, one.document, one.of, rows.dump(one))


def match_out(one: AwardMatch) -> rows.Values:
    """Write what the award data says to a statement."""
    return (one.id, one.place.document, one.statement, one.award, rows.dump(one))


def revision_out(one: Revision) -> rows.Values:
    """Write a change between two versions of a page."""
    return (one.id, one.before, one.after, rows.dump(one))


def thread_out(one: Thread) -> rows.Values:
    """Write a thread."""
    return (one.id, one.speaker, one.counterpart, one.matter, one.name, rows.dump(one))


def statements_of(one: Thread) -> list[StatementId]:
    """List the statements a thread holds."""
    return list(dict.fromkeys(each for said in one.utterances for each in (said.statement, *said.copies)))


def decoded(found: Iterable[Any], kind: type[Value]) -> Iterator[Value]:
    """Read the first column of some rows as JSON of a value of the model."""
    decode: Callable[[str], Value] = msgspec.json.Decoder(kind).decode
    return (decode(row[0]) for row in found)
