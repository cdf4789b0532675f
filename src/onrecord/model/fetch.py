"""What is remembered of an address of the web, so that it is asked politely and kept once."""

from dataclasses import dataclass

from onrecord.model.ids import ArtefactId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The last time an address was asked, and the last version it gave.

    Attributes:
        address: In one spelling: scheme and host in lower case, no fragment.
        fetched_at: When it was asked last, ISO 8601, UTC.
        status: Of that answer: 200, 304 (not changed), 404 ...; 0 when there was none.
        answered_by: The address that gave the last version, after redirects.
        digest: sha256 of the last version's body.
        etag, last_modified: As the server wrote them with the last version.
        artefact: The web archive that holds it; None only until it is stored.
        via: The feed or sitemap that listed the address; None where a person named it.
        unchanged: How many times in a row it gave nothing new.
    """

    address: str
    fetched_at: str
    status: int
    answered_by: str
    digest: str
    etag: str | None = None
    last_modified: str | None = None
    artefact: ArtefactId | None = None
    via: str | None = None
    unchanged: int = 0
