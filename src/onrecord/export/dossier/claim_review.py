"""A dossier's tensions as drafts of fact checks (schema.org ClaimReview) for an editor to finish: without a rating.

A rating says whether somebody told the truth; no machine gives one here. Until a person adds `reviewRating` and the name of
whoever publishes it, a draft is no ClaimReview that a search engine takes, on purpose.
"""

from typing import Any

import msgspec

from onrecord.model.dossier import CitedAward, CitedSource, CitedStatement, CitedTension, Dossier

Json = dict[str, Any]
DRAFT = "A draft made by a program. It says that two texts differ, not that anybody was wrong. A person decides."


def claim_review(made: Dossier) -> bytes:
    """Write a draft for each side of a tension that is a statement, the other side cited beside it (JSON-LD)."""
    sources = {one.number: one for one in made.sources}
    items: dict[str, CitedStatement | CitedAward] = {one.label: one for one in made.statements}
    items |= {one.label: one for one in made.awards}
    drafts = [
        _draft(tension, said, items[other], sources)
        for tension in made.tensions
        for side, other in ((tension.left, tension.right), (tension.right, tension.left))
        if other in items and isinstance(said := items.get(side), CitedStatement)
    ]
    written = msgspec.json.encode({"@context": "https://schema.org", "@graph": drafts})
    return written.replace(b"<", b"\\u003c")  # it is pasted into a script element of a page: no word may end that


def _draft(
    tension: CitedTension, said: CitedStatement, other: CitedStatement | CitedAward, sources: dict[int, CitedSource]
) -> Json:
    source = sources[said.source]
    claim = {
        "@type": "Claim",
        "author": {"@type": said.speaker_type, "name": said.speaker},
        "datePublished": said.date,
        "appearance": _work(source) | {"text": said.quote},
    }
    body = f"{tension.because}. Both are true if {tension.both_true_if}. {tension.how_sure}. {tension.state}."
    return {
        "@type": "ClaimReview",
        "@id": f"#{tension.label}-{said.label}",
        "creativeWorkStatus": "Draft",
        "claimReviewed": said.quote,
        "itemReviewed": _told(claim),
        "reviewBody": f"{DRAFT} {body}",
        "citation": _work(sources[other.source])
        | {"text": other.quote if isinstance(other, CitedStatement) else other.description},
    }


def _work(source: CitedSource) -> Json:
    return _told(
        {
            "@type": "Article" if source.kind == "document" else "Dataset",
            "name": source.title,
            "url": source.address,
            "datePublished": source.published[:10] if source.published else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        }
    )


def _told(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}
