"""The app: which address shows what, who may ask, and how it is started on this machine."""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.resources import files

import click
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UserError
from onrecord.serve import api, lists, pages
from onrecord.serve.failures import failure
from onrecord.serve.guard import Guard
from onrecord.serve.site import Site, make_templates
from onrecord.store import Record, open_record

PORT_MOST = 65535
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")

Handler = Callable[[Site, Request], Response]

ROUTES: tuple[tuple[str, Handler], ...] = (
    ("/", pages.show_overview),
    ("/search", pages.show_search),
    ("/said-and-done", pages.show_said_and_done),
    ("/documents", lists.list_documents),
    ("/documents/{id}", pages.show_document),
    ("/statements/{id}", pages.show_statement),
    ("/parties", lists.list_parties),
    ("/parties/{id}", pages.show_party),
    ("/awards", lists.list_awards),
    ("/awards/{id:path}", pages.show_award),
    ("/artefacts/{id}", pages.send_artefact),
    ("/problems", pages.show_problems),
    ("/about", pages.show_about),
    ("/api/search", api.answer_search),
    ("/api/timeline", api.answer_timeline),
    ("/api/said-and-done", api.answer_said_and_done),
    ("/api/parties/{id}", api.answer_party),
    ("/api/documents/{id}", api.answer_document),
    ("/api/statements/{id}", api.answer_statement),
    ("/api/awards/{id:path}", api.answer_award),
    ("/api/problems", api.answer_problems),
)
"""Every address and who answers it; all are read with GET."""

STATIC = (("style.css", "text/css"), ("icon.svg", "image/svg+xml"))


def make_app(record: Record, allowed_hosts: tuple[str, ...]) -> Starlette:
    """Make the app of a record; nothing is opened until a request comes.

    Args:
        record: Opened anew, read-only, by each request, so that a build beside it is seen.
        allowed_hosts: Names and addresses it may be asked by, without a port.
    """
    site = Site(record, make_templates())

    def fail(request: Request, error: Exception) -> Response:
        return failure(site, request, error)

    routes = [Route(path, partial(handler, site)) for path, handler in ROUTES]
    routes += [Route(f"/static/{name}", partial(_static, name, media_type)) for name, media_type in STATIC]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, allowed_hosts=allowed_hosts)],
        exception_handlers={HTTPException: fail, UserError: fail, Exception: fail},
    )


def _static(name: str, media_type: str, request: Request) -> Response:  # noqa: ARG001  # Starlette passes it
    return Response(files("onrecord.serve").joinpath("static", name).read_bytes(), media_type=media_type)


def run(record: Record, host: str, port: int) -> None:
    """Serve a record to this machine until interrupted.

    Raises:
        UserError: The host is not this machine, or the port cannot be had.
        RecordMissing: No record there.
    """
    if host not in LOCAL_HOSTS:
        raise UserError(
            f"--host {host}: the page has no sign-in yet, so it is served to this machine only; use --host 127.0.0.1"
        )
    open_record(record.folder)
    with open_socket(host, port) as listening, suppress(KeyboardInterrupt):  # uvicorn passes Ctrl-C on once it is done
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{listening.getsockname()[1]}/  (this machine only; stop with Ctrl-C)")
        make_server(make_app(record, LOCAL_HOSTS)).run(sockets=[listening])


def make_server(app: Starlette) -> uvicorn.Server:
    """Make the server of an app: no web sockets, no log of who read what, its name not told."""
    return uvicorn.Server(
        uvicorn.Config(app, ws="none", lifespan="off", access_log=False, log_level="warning", server_header=False)
    )


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on a port of this machine; 0 takes a free one.

    Raises:
        UserError: The port is none, is taken, or may not be used.
    """
    if not 0 <= port <= PORT_MOST:
        raise UserError(f"--port {port}: give a port from 1 to {PORT_MOST}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UserError(
                f"--port {port}: is in use by another program, perhaps by onrecord itself; stop that, or use another: --port {port + 1}"
            ) from error
        raise UserError(f"--port {port}: cannot be used ({error.strerror}); use another, above 1024") from error
