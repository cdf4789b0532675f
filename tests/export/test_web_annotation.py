"""Statements as W3C Web Annotations: JSON-LD that pyld expands to the terms of the vocabulary, selectors that find their words."""

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from onrecord.export import web_annotation
from onrecord.store import Record, View

OA = "http://www.w3.org/ns/oa#"
TERMS = {
    "@version": 1.1,
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Text": "dctypes:Text",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying",
    "describing": "oa:describing",
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "label": "rdfs:label",
    "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
    "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
    "first": {"@type": "@id", "@id": "as:first"},
    "last": {"@type": "@id", "@id": "as:last"},
    "next": {"@type": "@id", "@id": "as:next"},
    "partOf": {"@type": "@id", "@id": "as:partOf"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}
"""What the vocabulary's context says of the terms used here: the context itself is not ours to copy, its terms are facts."""


def _loader(address: str, _: object) -> dict[str, Any]:
    assert address == web_annotation.CONTEXT
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS}}


@pytest.fixture(params=[1_000, 20, 35])
def written(
    example_record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Path:
    """Write in pages of several sizes; one of them divides the number of statements."""
    monkeypatch.setattr(web_annotation, "A_PAGE", request.param)
    with View.open(example_record) as view:
        web_annotation.export(view, tmp_path / "out")
    return tmp_path / "out"


def _pages(folder: Path) -> list[dict[str, Any]]:
    name: str | None = json.loads((folder / web_annotation.COLLECTION).read_text("utf-8"))["first"]
    pages = []
    while name:
        pages.append(json.loads((folder / name).read_text("utf-8")))
        name = pages[-1].get("next")
    return pages


def test_the_pages_lead_to_every_statement_once(written: Path, example_record: Record) -> None:
    whole, pages = json.loads((written / web_annotation.COLLECTION).read_text("utf-8")), _pages(written)
    ids = [one["id"] for page in pages for one in page["items"]]
    with View.open(example_record) as view:
        assert ids == [f"#statement-{one.id}" for one in view.statements()]
    assert whole["total"] == len(ids)
    assert pages[-1]["id"] == whole["last"]
    assert [page["startIndex"] for page in pages] == [
        sum(len(one["items"]) for one in pages[:n]) for n in range(len(pages))
    ]


def test_both_selectors_find_the_same_words_in_the_text_beside_them(written: Path) -> None:
    for page in _pages(written):
        for one in page["items"]:
            for target in one["target"]:
                text = (written / target["source"]["id"]).read_bytes().decode("utf-8")
                position, quote = target["selector"]
                assert text[position["start"] : position["end"]] == quote["exact"] != ""
                around = quote["prefix"] + quote["exact"] + quote["suffix"]
                assert around in text


def test_every_term_is_one_of_the_vocabulary(written: Path) -> None:
    """What a JSON-LD processor does not know it drops: nothing may be lost between what is written and what is expanded."""
    for page in _pages(written)[:2]:
        base = {"base": "https://example.org/out/page.jsonld", "documentLoader": _loader}
        (expanded,) = jsonld.expand(page, base)
        listed = expanded["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
        assert len(listed) == len(page["items"])
        for one, given in zip(listed, page["items"], strict=True):
            assert one["@type"] == [f"{OA}Annotation"]
            assert one["@id"].startswith("https://example.org/out/page.jsonld#statement-")
            assert len(one[f"{OA}hasBody"]) == len(given["body"])
            for target, asked in zip(one[f"{OA}hasTarget"], given["target"], strict=True):
                assert target[f"{OA}hasSource"][0]["@id"] == f"https://example.org/out/{asked['source']['id']}"
                kinds = [each["@type"] for each in target[f"{OA}hasSelector"]]
                assert kinds == [[f"{OA}TextPositionSelector"], [f"{OA}TextQuoteSelector"]]
        assert _leaves(jsonld.compact(expanded, {"@context": TERMS}, base)) == _leaves(page)


def _leaves(value: Any) -> int:
    """Count what stands at the ends of a value: a term that was dropped takes its own with it."""
    if isinstance(value, dict):
        return sum(_leaves(each) for name, each in value.items() if name != "@context")
    return sum(map(_leaves, value)) if isinstance(value, list) else 1
