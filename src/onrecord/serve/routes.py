"""Which address shows what, and which takes something."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve import (
    adding,
    awards,
    documents,
    dossiers,
    echoes,
    holdings,
    lineage,
    lists,
    original,
    overview,
    parties,
    problems,
    readers,
    review,
    said,
    searching,
    threads,
    versions,
)
from onrecord.serve.api.routes import API_APPLYING, API_OWNERS, API_POSTS, API_ROUTES
from onrecord.serve.site import Site

Handler = Callable[[Site, Request], Response]
Taker = Callable[[Site, Request], Awaitable[Response]]

ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", overview.show_overview),
    ("/search", searching.show_search),
    ("/said-and-done", said.show_said_and_done),
    ("/dossier", dossiers.show_dossier),
    ("/dossier/{form}", dossiers.send_dossier),
    ("/documents", lists.list_documents),
    ("/documents/{id}", documents.show_document),
    ("/documents/{id}/original", original.show_original),
    ("/documents/{id}/original/page", original.send_page),
    ("/documents/{id}/original/picture", original.send_picture),
    ("/documents/{id}/versions", versions.show_versions),
    ("/statements/{id}", documents.show_statement),
    ("/parties", lists.list_parties),
    ("/parties/{id}", parties.show_party),
    ("/awards", lists.list_awards),
    ("/awards/{id:path}", awards.show_award),
    ("/artefacts/{id}", documents.send_artefact),
    ("/review", review.show_review),
    ("/review/second", readers.show_second),
    ("/review/agreement", readers.show_agreement),
    ("/review/decisions", readers.show_decisions),
    ("/threads", threads.show_threads),
    ("/threads/{id}", threads.show_thread),
    ("/echoes", echoes.show_echoes),
    ("/echoes/{id}", echoes.show_echo),
    ("/copies", lineage.show_copies),
    ("/copies/{id}", lineage.show_copy),
    ("/problems", problems.show_problems),
    ("/about", holdings.show_about),
    *API_ROUTES,
)
"""Every address that is read, with GET, and who answers it."""
POSTS: tuple[tuple[str, Taker], ...] = (
    ("/review", review.take_form),
    ("/problems/retry", problems.retry_form),
    *API_POSTS,
)
"""Every address that takes something: a person's decision, or what is to be tried again."""
APPLYING: tuple[tuple[str, Taker], ...] = (
    ("/review/apply", review.apply_form),
    *API_APPLYING,
)
"""Every address that has it worked out what follows from decisions; only where `make_app` is told how."""
ADDING: tuple[tuple[str, Handler], ...] = (
    ("/add", adding.show_add),
    ("/add/jobs/{id}", adding.show_job),
    ("/add/jobs/{id}/events", adding.send_events),
)
ADDING_POSTS: tuple[tuple[str, Taker], ...] = (
    ("/add", adding.take_sources),
    ("/add/jobs/{id}/stop", adding.stop_job),
)
"""Every address at which something is added; only where `make_app` is told how."""
OWNERS = frozenset(
    {
        "/review",
        "/review/second",
        "/review/agreement",
        "/review/decisions",
        *API_OWNERS,
        "/artefacts/{id}",
        "/documents/{id}/original",
        "/documents/{id}/original/page",
        "/documents/{id}/original/picture",
    }
)
"""Addresses that only the record's owner is answered at: decisions, and the files as they came."""
