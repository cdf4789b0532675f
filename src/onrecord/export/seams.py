"""The two seams that need no record: rows of `onrecord extract --text` and `onrecord read`."""

from typing import Any

from onrecord.model.evidence import Document, Span, body_ranges
from onrecord.model.problem import Problem
from onrecord.model.statement import Extraction


def _places(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def attributions_row(name: str, extraction: Extraction) -> dict[str, Any]:
    """Write the attributions and mentions of one text; offsets are code points of the file's text."""
    return {
        "doc": name,
        "attributions": [
            {
                "source": _places(one.source),
                "source_kind": one.source_kind,
                "cue": _places(one.cue),
                "content": _places(one.content),
                "form": one.form,
                "confidence": one.confidence,
            }
            for one in extraction.statements
        ],
        "mentions": [
            {"start": one.span.start, "end": one.span.end, "text": one.span.text, "name": one.name, "kind": one.kind}
            for one in extraction.mentions
            if one.span
        ],
    }


def document_row(path: str, document: Document) -> dict[str, Any]:
    """Write one document: `body` lists the ranges of `text` labelled body, code points."""
    return {
        "path": path,
        "part": document.part,
        "title": document.title.value if document.title else None,
        "published": document.published.value if document.published else None,
        "published_basis": document.published.basis if document.published else None,
        "authors": [author.value for author in document.authors],
        "publisher": document.publisher.value if document.publisher else None,
        "text": document.text,
        "body": [list(pair) for pair in body_ranges(document)],
        "lines": [[line.start, line.end, line.label, line.rule] for line in document.lines],
    }


def problem_row(path: str, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Write a file that gave no document, and why."""
    empty = {"path": path, "part": "", "title": None, "published": None, "published_basis": None}
    return {
        **empty,
        "authors": [],
        "publisher": None,
        "text": "",
        "body": [],
        "lines": [],
        "problems": [{"code": one.code, "message": one.message} for one in problems],
    }
