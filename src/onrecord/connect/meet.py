"""What single documents and pairs of documents give, kept in the record so that only new documents are looked at.

Nothing here depends on who is who, nor on people's decisions: those are laid on top by every run (record.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.connect.echo.alignments import align
from onrecord.connect.echo.sources import Source, quoted_ranges, source_of
from onrecord.connect.lineage.candidates import Candidate, candidates, still_candidates
from onrecord.connect.lineage.copies import Text, copy_of, text_of, worth_comparing
from onrecord.connect.lineage.credits import credits as credited
from onrecord.connect.lineage.fingerprints import Fingerprint, from_bytes, to_bytes
from onrecord.connect.threads.positions import position_of
from onrecord.engine import Progress, in_batches
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId
from onrecord.model.pair import Pair
from onrecord.model.statement import Statement
from onrecord.store import View, Writer
from onrecord.store.meetings import fingerprints, pairs

AT_ONCE = 1_000
"""Documents that are looked at, and held against all others, in one transaction."""
PREPARED = 2_000
"""Documents kept prepared while pairs are aligned: some 100 kB each."""
LEAST_QUOTED = 2
"""Quoted runs of four words that two documents share where an echo is looked for: five words in a row have two."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    source: Source
    text: Text


def meet(writer: Writer, version: str, progress: Progress) -> int:
    """Look at the documents that this version has not looked at, and at the pairs they make; gives their number."""
    waiting = writer.unmet(version)
    if not waiting:
        return 0
    with View.open(writer.record) as view:
        fresh = frozenset(waiting)
        held = [from_bytes(document, packed) for document, packed in fingerprints(view) if document not in fresh]
        prepared = lru_cache(maxsize=PREPARED)(lambda document: _prepare(*_loaded(view, document)))
        for number, some in enumerate(in_batches(waiting, AT_ONCE)):
            with writer.transaction():
                held += [_look_at(writer, view, document, prepared) for document in some]
                writer.put_pairs(_pairs(held, some, prepared))
                for document in some:
                    writer.done("meet", document, version)
            progress("meet", number * AT_ONCE + len(some), len(waiting))
    return len(waiting)


def _loaded(view: View, document: DocumentId) -> tuple[Document, list[Statement]]:
    found = view.document(document)
    if found is None:
        raise LookupError(f"document {document} went while it was looked at")
    return found, list(view.statements(document))


def _prepare(document: Document, statements: Sequence[Statement]) -> _Prepared:
    source = source_of(document, statements)
    return _Prepared(source, text_of(document, quoted_ranges(source), source.words))


def _look_at(
    writer: Writer, view: View, document: DocumentId, prepared: Callable[[DocumentId], _Prepared]
) -> Fingerprint:
    found, statements = _loaded(view, document)
    one = prepared(document).text.fingerprint
    read = (position_of(statement, found.text) for statement in statements)
    writer.put_met(document, to_bytes(one), credited(found), filter(None, read))
    return one


def _pairs(
    held: Sequence[Fingerprint], new: Iterable[DocumentId], prepared: Callable[[DocumentId], _Prepared]
) -> Iterator[Pair]:
    of = {one.document: one for one in held}
    for one in candidates(held, frozenset(new)):
        alignments, copy = may_echo(one), worth_comparing(one, of[one.left], of[one.right])
        if not alignments and not copy:
            continue
        left, right = prepared(one.left), prepared(one.right)
        pair = Pair(
            left=one.left,
            right=one.right,
            alignments=tuple(align(left.source, right.source)) if alignments else (),
            copy=copy_of(left.text, right.text) if copy else None,
        )
        if pair.alignments or pair.copy:
            yield pair


def may_echo(one: Candidate) -> bool:
    """Say whether two documents share quoted words that few others have."""
    return one.quoted >= LEAST_QUOTED


def pairs_held(view: View) -> tuple[list[Pair], Mapping[DocumentId, int]]:
    """Load what pairs of documents share, and how many words those documents have.

    What was found of a pair before others made its words common is left out, so that a record built at once and one built
    piece by piece say the same.
    """
    held = {document: from_bytes(document, packed) for document, packed in fingerprints(view)}
    found = list(pairs(view))
    still = {
        (one.left, one.right): one
        for one in still_candidates(((one.left, one.right) for one in found), list(held.values()))
    }
    kept = []
    for one in found:
        candidate = still.get((one.left, one.right))
        if candidate is None:
            continue
        alignments = one.alignments if may_echo(candidate) else ()
        copy = one.copy if worth_comparing(candidate, held[one.left], held[one.right]) else None
        if alignments or copy:
            kept.append(Pair(left=one.left, right=one.right, alignments=alignments, copy=copy))
    return kept, {one.document: one.words for one in held.values()}
