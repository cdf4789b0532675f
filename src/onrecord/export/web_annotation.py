"""Statements as W3C Web Annotations (Recommendation of 23 February 2017), in pages, with the texts they are about.

The characters of a `TextPositionSelector` are code points, as the model demands and as this record counts: a selector fits the text
beside it, `texts/ID.txt`, and its words are repeated in a `TextQuoteSelector` for whoever has the text elsewhere.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import UserError
from onrecord.export.jsonl import statements
from onrecord.model.evidence import Document
from onrecord.model.ids import DocumentId
from onrecord.store import View

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
A_PAGE = 1_000
AROUND = 32
"""Code points of prefix and suffix."""
COLLECTION = "collection.jsonld"


def export(view: View, folder: Path) -> list[tuple[Path, int]]:
    """Write the texts, the pages of annotations, and last the collection that names them.

    Raises:
        UserError: The folder cannot be written.
    """
    try:
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        texts = sum(
            1
            for one in view.documents()
            if _put(folder / "texts" / f"{one.id}.txt", one.text.encode("utf-8", "replace"))
        )
        written = [(folder / "texts", texts)]
        names: list[str] = []
        total = 0
        rows = annotations(view)
        while page := list(islice(rows, A_PAGE)):
            names.append(_page_name(len(names)))
            following = {"next": _page_name(len(names))} if len(page) == A_PAGE else {}
            value = {
                "@context": CONTEXT,
                "id": names[-1],
                "type": "AnnotationPage",
                "partOf": COLLECTION,
                "startIndex": total,
            }
            _put(folder / names[-1], msgspec.json.encode(value | following | {"items": page}))
            written.append((folder / names[-1], len(page)))
            total += len(page)
        if names and total % A_PAGE == 0:  # the page that the last one names as the next
            names.append(_page_name(len(names)))
            last = {
                "@context": CONTEXT,
                "id": names[-1],
                "type": "AnnotationPage",
                "partOf": COLLECTION,
                "startIndex": total,
            }
            _put(folder / names[-1], msgspec.json.encode(last | {"items": []}))
        ends = {"first": names[0], "last": names[-1]} if names else {}
        whole = {
            "@context": CONTEXT,
            "id": COLLECTION,
            "type": "AnnotationCollection",
            "label": "Statements",
            "total": total,
        }
        _put(folder / COLLECTION, msgspec.json.encode(whole | ends))
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: cannot be written ({error.strerror}); choose another folder with --to"
        ) from error
    return [*written, (folder / COLLECTION, total)]


def _page_name(number: int) -> str:
    return f"page-{number + 1:05d}.jsonld"


def _put(target: Path, content: bytes) -> bool:
    part = target.with_suffix(".part")
    part.write_bytes(content)
    part.replace(target)
    return True


def annotations(view: View) -> Iterator[Json]:
    """Make an annotation of each statement: a target for each stretch of its words, and in its body whose they are and how."""
    held: Document | None = None
    for row in statements(view):
        if held is None or held.id != row["document"]:
            held = view.document(DocumentId(row["document"]))
        if held is None:
            continue
        yield {
            "@context": CONTEXT,
            "id": f"#statement-{row['id']}",
            "type": "Annotation",
            "motivation": ["identifying", "describing"],
            "body": _bodies(dict(row)),
            "target": [_target(held, span["start"], span["end"]) for span in row["content"]],
        }


def _bodies(row: Json) -> list[Json]:
    speaker = row["speaker"]["name"] if row["speaker"] else None
    how = [f"form: {row['form']}", f"confidence: {row['confidence']:.2f}", f"read by: {row['extractor']}"]
    how += [f"date: {row['said_on']} ({row['said_on_basis']})"] if row["said_on"] else []
    how += ["reported as not said"] if row["negated"] else []
    how += [f"people have found it: {row['review']}"] if row["review"] else []
    bodies = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": "; ".join(how),
        }
    ]
    if speaker:
        bodies.insert(0, {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": speaker})
    return bodies


def _target(document: Document, start: int, end: int) -> Json:
    text = document.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    source: Json = {"id": f"texts/{document.id}.txt", "type": "Text", "format": "text/plain"}
    if document.language:
        source["language"] = document.language
    return {"type": "SpecificResource", "source": source, "selector": [position, quote]}
