"""The sources of a dossier, numbered in the order they are first cited."""

from collections.abc import Collection

from onrecord.model.dossier import CitedSource
from onrecord.model.evidence import Document, Origin
from onrecord.model.ids import ArtefactId, DocumentId
from onrecord.store import View

HASH_DIGITS = 12


class Sources:
    """Numbers documents and files as they are cited, each once.

    Args:
        view: What is answered from.
        known: The hashes that may be told: in a masked copy that of a file in which something is masked is a keyed one, drawn
            anew for each copy, which nobody can hold against a file. None where all are real.
    """

    def __init__(self, view: View, known: Collection[ArtefactId] | None) -> None:
        self._view = view
        self._known = known
        self._cited: dict[str, CitedSource] = {}
        self.documents: dict[DocumentId, Document] = {}

    def document(self, document_id: DocumentId) -> int:
        """Give the number of a document, a new one where it was not cited before."""
        if document_id not in self._cited:
            document = self._view.document(document_id)
            if document is None:
                raise LookupError(f"document {document_id} is cited and not held")
            self.documents[document_id] = document
            self._cited[document_id] = self._of_document(document)
        return self._cited[document_id].number

    def table(self, artefact: ArtefactId) -> int:
        """Give the number of a file of rows, a new one where it was not cited before."""
        if artefact not in self._cited:
            origin = self._origin(artefact)
            self._cited[artefact] = CitedSource(
                number=len(self._cited) + 1,
                kind="table",
                title=(origin.title if origin else None) or (_file(origin.path) if origin else artefact),
                publisher=origin.publisher if origin else None,
                published=origin.published if origin else None,
                published_basis="as said beside the file" if origin and origin.published else "",
                address=_web(origin.url if origin else None),
                path=_file(origin.path) if origin else "",
                retrieved=origin.collected_at[:10] if origin else None,
                sha256=self._hash(artefact),
            )
        return self._cited[artefact].number

    def cited(self) -> tuple[CitedSource, ...]:
        """List what was cited, by number."""
        return tuple(self._cited.values())

    def _of_document(self, document: Document) -> CitedSource:
        origin = self._origin(document.artefact)
        path = (_file(origin.path) if origin else "") + (f" ({document.part})" if document.part else "")
        address = document.url.value if document.url else (origin.url if origin else None)
        return CitedSource(
            number=len(self._cited) + 1,
            kind="document",
            title=" ".join((document.title.value if document.title else path or document.id).split()),
            authors=tuple(one.value for one in document.authors),
            publisher=document.publisher.value if document.publisher else None,
            published=document.published.value if document.published else None,
            published_basis=document.published.basis if document.published else "",
            address=_web(address),
            path=path,
            retrieved=origin.collected_at[:10] if origin else None,
            sha256=self._hash(document.artefact),
            language=document.language,
        )

    def _origin(self, artefact: ArtefactId) -> Origin | None:
        found = sorted(self._view.origins(artefact), key=lambda one: (one.collected_at, one.path))
        return found[0] if found else None

    def _hash(self, artefact: ArtefactId) -> str | None:
        return artefact[:HASH_DIGITS] if self._known is None or artefact in self._known else None


def _file(path: str) -> str:
    """Keep the name of a file: the folders it lay in say how somebody's machine is arranged, and nothing of the source."""
    return path.rstrip("/").rpartition("/")[2] or path


def _web(address: str | None) -> str | None:
    """Keep an address of the web: nothing that runs, and no path of this machine."""
    return address if address and address.lower().startswith(("https://", "http://")) else None
