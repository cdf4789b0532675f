"""The editions of a dossier: what each is called, and who writes it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.export.dossier.claim_review import claim_review
from onrecord.export.dossier.docx import docx
from onrecord.export.dossier.html import html
from onrecord.export.dossier.markdown import markdown
from onrecord.export.dossier.pdf import pdf
from onrecord.export.dossier.sources import bibtex, csl_json
from onrecord.export.dossier.timeline import timeline
from onrecord.model.dossier import Dossier

Write = Callable[[Dossier], bytes]
NAME_MOST = 60
"""Characters of a party's name in the name of a file."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A kind of paper."""

    name: str
    media_type: str
    write: Write


EDITIONS: Mapping[str, Edition] = {
    "html": Edition("web page", "text/html; charset=utf-8", html),
    "pdf": Edition("PDF", "application/pdf", pdf),
    "docx": Edition("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "md": Edition("Markdown", "text/markdown; charset=utf-8", markdown),
    "bib": Edition("sources as BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "timeline.json": Edition("time line for TimelineJS", "application/json", timeline),
    "claims.jsonld": Edition(
        "drafts of fact checks, without a rating (ClaimReview)", "application/ld+json", claim_review
    ),
    "csl.json": Edition("sources as CSL JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
"""By the end of the file's name."""
SOURCE_LISTS: Mapping[str, tuple[str, Write]] = {"bibtex": (".bib", bibtex), "csl": (".csl.json", csl_json)}
"""Lists of sources alone, by their name, with the end of the file's name."""


def file_name(party: str, about: str, form: str) -> str:
    """Name the file of a dossier by its parties: `microsoft-about-immigration-and-customs-enforcement.pdf`."""
    parts = [_plain(one) for one in (party, about) if one]
    return f"{'-about-'.join(filter(None, parts)) or 'dossier'}.{form}"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:NAME_MOST].strip("-")
