"""What two documents share, read from their texts and statements alone: who speaks is laid on top of it later."""

from dataclasses import dataclass

from onrecord.model.alignment import Alignment
from onrecord.model.ids import DocumentId
from onrecord.model.lineage import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two documents that share words.

    Attributes:
        left, right: In the order of their ids.
        alignments: Passages of which at least one side stands in a quotation.
        copy: Whether one repeats passages of the other, seen by this pair alone.
    """

    left: DocumentId
    right: DocumentId
    alignments: tuple[Alignment, ...]
    copy: Copy | None
