"""Which address shows what, and which takes something."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve import api, awards, documents, holdings, lists, overview, parties, review, said, searching
from onrecord.serve.site import Site

Handler = Callable[[Site, Request], Response]
Taker = Callable[[Site, Request], Awaitable[Response]]

ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", overview.show_overview),
    ("/search", searching.show_search),
    ("/said-and-done", said.show_said_and_done),
    ("/documents", lists.list_documents),
    ("/documents/{id}", documents.show_document),
    ("/statements/{id}", documents.show_statement),
    ("/parties", lists.list_parties),
    ("/parties/{id}", parties.show_party),
    ("/awards", lists.list_awards),
    ("/awards/{id:path}", awards.show_award),
    ("/artefacts/{id}", documents.send_artefact),
    ("/review", review.show_review),
    ("/problems", holdings.show_problems),
    ("/about", holdings.show_about),
    ("/api/search", api.answer_search),
    ("/api/timeline", api.answer_timeline),
    ("/api/said-and-done", api.answer_said_and_done),
    ("/api/parties/{id}", api.answer_party),
    ("/api/documents/{id}", api.answer_document),
    ("/api/statements/{id}", api.answer_statement),
    ("/api/awards/{id:path}", api.answer_award),
    ("/api/review", review.answer_review),
    ("/api/judgements", review.answer_judgements),
    ("/api/problems", api.answer_problems),
)
"""Every address that is read, with GET, and who answers it."""
POSTS: tuple[tuple[str, Taker], ...] = (
    ("/review", review.take_form),
    ("/api/judgements", review.take_judgement),
)
"""Every address that takes something: a person's decision, and nothing else."""
APPLYING: tuple[tuple[str, Taker], ...] = (
    ("/review/apply", review.apply_form),
    ("/api/judgements/apply", review.apply_judgements),
)
"""Every address that has it worked out what follows from decisions; only where `make_app` is told how."""
OWNERS = frozenset({"/review", "/api/review", "/api/judgements", "/artefacts/{id}"})
"""Addresses that only the record's owner is answered at: decisions, and the files as they came."""
