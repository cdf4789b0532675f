"""The app: which address shows what, who may ask, and how it is started on this machine."""

import errno
import socket
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UserError
from onrecord.serve.failures import failure
from onrecord.serve.guard import Guard
from onrecord.serve.routes import APPLYING, OWNERS, POSTS, ROUTES
from onrecord.serve.site import Apply, Site, make_templates
from onrecord.serve.static_files import STATIC, send_static
from onrecord.store import Record, open_record
from onrecord.store.sharing import masked_copy

PORT_MOST = 65535
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
ANY_HOST = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # refused


def make_app(
    record: Record, allowed_hosts: tuple[str, ...], *, masked: bool = False, apply: Apply | None = None
) -> Starlette:
    """Make the app of a record; nothing is opened until a request comes.

    Args:
        record: Opened anew, read-only, by each request, so that a build beside it is seen.
        allowed_hosts: Names and addresses it may be asked by, without a port.
        masked: The record is a masked copy for others than its owner: only what `OWNERS` does not list is answered.
        apply: Works out what follows from people's decisions; without it, and masked, that is not offered.
    """
    site = Site(record, make_templates(masked=masked), masked, None if masked else apply)
    read = [(path, handler) for path, handler in ROUTES if not masked or path not in OWNERS]

    def fail(request: Request, error: Exception) -> Response:
        return failure(site, request, error)

    routes = [Route(path, partial(handler, site)) for path, handler in read]
    taken = () if masked else (*POSTS, *(APPLYING if apply else ()))
    routes += [Route(path, partial(taker, site), methods=["POST"]) for path, taker in taken]
    routes += [Route(f"/static/{name}", partial(send_static, name)) for name in STATIC]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, allowed_hosts=allowed_hosts)],
        exception_handlers={HTTPException: fail, UserError: fail, Exception: fail},
    )


def run(record: Record, host: str, port: int, *, masked: bool = False, apply: Apply | None = None) -> None:
    """Serve a record until interrupted: to this machine, its owner's; masked, as it is now, to others too.

    See `make_app` for `apply`.

    Raises:
        UserError: The host is not this machine, or the port cannot be had.
        RecordMissing: No record there.
    """
    if host not in LOCAL_HOSTS and not masked:
        raise UserError(
            f"--host {host}: the page has no sign-in, so it is served to this machine only; use --host 127.0.0.1, "
            "or --masked, which names no private people"
        )
    if host in ANY_HOST:
        raise UserError(f"--host {host}: stands for every address; give the one by which others reach this machine")
    open_record(record.folder)
    with ExitStack() as stack:
        listening = stack.enter_context(open_socket(host, port))
        if masked:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="onrecord-")))
            record = masked_copy(record, folder / "copy")
        stack.enter_context(suppress(KeyboardInterrupt))  # uvicorn passes Ctrl-C on once it is done
        shown = f"[{host}]" if ":" in host else host
        whom = "this machine only" if host in LOCAL_HOSTS else "whoever reaches this address"
        what = ", private people masked, the record as it is now" if masked else ""
        click.echo(f"http://{shown}:{listening.getsockname()[1]}/  ({whom}{what}; stop with Ctrl-C)")
        hosts = tuple(dict.fromkeys((*LOCAL_HOSTS, host)))
        make_server(make_app(record, hosts, masked=masked, apply=apply)).run(sockets=[listening])


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
