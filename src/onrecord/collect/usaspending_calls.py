"""Calls of the USAspending API through the record: what it holds and is fresh is not asked for again.

An answer is remembered under its call (`usaspending:POST /api/v2/... #hash of the body`); its origin says in `title`
what was asked, in `url` where people see the same, and in `path` what it is.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TypeVar

from onrecord.collect.usaspending_requests import Request
from onrecord.collect.usaspending_session import Answered, SpendingSession
from onrecord.model.evidence import Origin
from onrecord.model.fetch import Fetch
from onrecord.store import Writer

Said = TypeVar("Said")
PUBLISHER = "USAspending.gov"
NEW, CHANGED, UNCHANGED, HELD = "new answers", "changed answers", "unchanged answers", "answers held already"


@dataclass(slots=True, kw_only=True)
class Calls:
    """The calls of one search.

    Attributes:
        typed: The search, remembered with each answer it led to.
        counts: What became of the calls.
    """

    writer: Writer
    session: SpendingSession
    typed: str
    counts: Counter[str] = field(default_factory=Counter)

    def ask(self, request: Request, check: Callable[[bytes], Said]) -> Said:
        """Take an answer from the record while it is fresh, else from the API into the record.

        Raises:
            Unanswered: The API gave none that passes the check.
        """
        known = self.writer.fetch_of(request.address)
        held = self._held(known, check)
        if held is not None:
            self.counts[HELD] += 1
            return held
        answered = self.session.ask(request, check)
        self._keep(request, answered, known)
        return answered.said

    def _held(self, known: Fetch | None, check: Callable[[bytes], Said]) -> Said | None:
        """Read an answer that is in the record and fresh; one whose bytes were damaged is asked for again."""
        if known is None or known.artefact is None:
            return None
        age = self.session.clock.today() - datetime.fromisoformat(known.fetched_at)
        if age > self.session.limits.fresh_for:
            return None
        try:
            return check(self.writer.evidence.path(known.artefact).read_bytes())
        except (OSError, ValueError):
            return None

    def _keep(self, request: Request, answered: Answered[Said], known: Fetch | None) -> None:
        """Put an answer into the record, with what was asked and when."""
        digest = sha256(answered.content).hexdigest()
        is_same = known is not None and known.digest == digest
        when = answered.asked_at.isoformat(timespec="seconds")
        with self.writer.transaction():
            artefact, _ = self.writer.put_artefact(BytesIO(answered.content))
            origin = Origin(
                artefact=artefact,
                path=request.place,
                collected_at=when,
                url=request.url,
                title=request.words,
                publisher=PUBLISHER,
            )
            self.writer.put_origin(origin)
            fetch = Fetch(
                address=request.address,
                fetched_at=when,
                status=200,
                answered_by=self.session.limits.api + request.target,
                digest=digest,
                artefact=artefact,
                via=self.typed,
                unchanged=known.unchanged + 1 if known is not None and is_same else 0,
            )
            self.writer.put_fetch(fetch)
        self.counts[UNCHANGED if is_same else CHANGED if known else NEW] += 1
