"""Words of a document that stand for somebody without being a name of theirs: for whom, or for whom they may."""

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.ids import DocumentId, PartyId
from onrecord.model.party import PartyReference, ReferenceForm
from onrecord.store import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRow:
    """Words that stand for somebody.

    Attributes:
        start, end: Code points of the document.
        words: As they stand there.
        party: None where nobody could be named with care.
        candidates: Who may be meant then, each with the name, the likeliest first.
        rule: The rule that decided.
    """

    start: int
    end: int
    words: str
    form: ReferenceForm
    party: PartyId | None
    party_name: str | None
    candidates: tuple[tuple[PartyId, str], ...]
    rule: str

    @property
    def note(self) -> str:
        """Say for whom the words stand, or may stand, and by which rule."""
        if self.party_name is not None:
            return f"stands for {self.party_name} ({self.rule})"
        if self.candidates:
            return f"may be: {', '.join(name for _, name in self.candidates)} ({self.rule})"
        return f"for whom this stands is left open ({self.rule})"


def reference_rows(view: View, document: DocumentId, start: int = 0, end: int | None = None) -> list[ReferenceRow]:
    """List the references of a document, or those within a stretch of it in code points, in order of place."""
    found = [
        one for one in view.references(document) if start <= one.span.start and (end is None or one.span.end <= end)
    ]
    names = _names(view, found)
    return [_row(one, names) for one in found]


def _names(view: View, found: Iterable[PartyReference]) -> dict[PartyId, str]:
    asked = {party for one in found for party in (one.party, *one.candidates) if party}
    return {party.id: party.name for one in asked if (party := view.party(one))}


def _row(one: PartyReference, names: dict[PartyId, str]) -> ReferenceRow:
    return ReferenceRow(
        start=one.span.start,
        end=one.span.end,
        words=one.span.text,
        form=one.form,
        party=one.party,
        party_name=names.get(one.party) if one.party else None,
        candidates=tuple((party, names[party]) for party in one.candidates if party in names),
        rule=one.rule,
    )
