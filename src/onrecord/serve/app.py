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
from starlette.types import ASGIApp

from onrecord.errors import UserError
from onrecord.model.access import Role
from onrecord.serve.failures import failure
from onrecord.serve.guard import Guard
from onrecord.serve.jobs import Jobs, Work
from onrecord.serve.routes import ADDING, ADDING_POSTS, APPLYING, OWNERS, POSTS, ROUTES
from onrecord.serve.signing_in import Door
from onrecord.serve.site import Apply, Site, make_templates
from onrecord.serve.static_files import STATIC, send_static
from onrecord.store import Record, View, open_record
from onrecord.store.sharing import masked_copy
from onrecord.store.tokens import tokens

PORT_MOST = 65535
SECONDS_TO_CLOSE = 2
"""What open answers have when the server ends: a page that follows a job never ends by itself."""
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
ANY_HOST = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # refused


def make_app(
    record: Record,
    allowed_hosts: tuple[str, ...],
    *,
    masked: bool = False,
    apply: Apply | None = None,
    jobs: Jobs | None = None,
) -> Starlette:
    """Make the app of a record; nothing is opened until a request comes.

    Args:
        record: Opened anew, read-only, by each request, so that a build beside it is seen.
        allowed_hosts: Names and addresses it may be asked by, without a port.
        masked: The record is a masked copy for others than its owner: only what `OWNERS` does not list is answered.
        apply: Works out what follows from people's decisions; without it, and masked, that is not offered.
        jobs: Adds to the record, and tries again what failed; without it, and masked, that is not offered.
    """
    jobs = None if masked else jobs
    site = Site(record, make_templates(masked=masked, adds=jobs is not None), masked, None if masked else apply, jobs)
    read = [(path, handler) for path, handler in ROUTES if not masked or path not in OWNERS]

    def fail(request: Request, error: Exception) -> Response:
        return failure(site, request, error)

    read += ADDING if jobs else ()
    routes = [Route(path, partial(handler, site)) for path, handler in read]
    taken = () if masked else (*POSTS, *(APPLYING if apply else ()), *(ADDING_POSTS if jobs else ()))
    routes += [Route(path, partial(taker, site), methods=["POST"]) for path, taker in taken]
    routes += [Route(f"/static/{name}", partial(send_static, name)) for name in STATIC]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, allowed_hosts=allowed_hosts)],
        exception_handlers={HTTPException: fail, UserError: fail, Exception: fail},
    )


def run(
    record: Record, host: str, port: int, *, masked: bool = False, apply: Apply | None = None, work: Work | None = None
) -> None:
    """Serve a record until interrupted: to this machine, its owner's; masked, as it is now, to others too.

    Beyond this machine it is served masked, or to those who have a token, readers from a masked copy. See `make_app` for
    `apply`; `work` is what `Jobs` does, and is offered to this machine only.

    Raises:
        UserError: There is no token for anybody beyond this machine, or the port cannot be had.
        RecordMissing: No record there.
    """
    if host in ANY_HOST:
        raise UserError(f"--host {host}: stands for every address; give the one by which others reach this machine")
    open_record(record.folder)
    signing_in = host not in LOCAL_HOSTS and not masked
    if signing_in and not _has_tokens(record):
        raise UserError(
            f"--host {host}: nobody has a token, so the record is served to this machine only; use --host 127.0.0.1, or "
            "make a token: onrecord token add RECORD --role reader --name NAME; or use --masked, which names no private people"
        )
    with ExitStack() as stack:
        listening = stack.enter_context(open_socket(host, port))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="onrecord-")))
        copy = masked_copy(record, folder / "copy") if masked or signing_in else record
        stack.enter_context(suppress(KeyboardInterrupt))  # uvicorn passes Ctrl-C on once it is done
        shown = f"[{host}]" if ":" in host else host
        whom = "this machine only" if host in LOCAL_HOSTS else "whoever reaches this address"
        what = ", private people masked, the record as it is now" if masked else TO_SIGN_IN if signing_in else ""
        click.echo(f"http://{shown}:{listening.getsockname()[1]}/  ({whom}{what}; stop with Ctrl-C)")
        hosts = tuple(dict.fromkeys((*LOCAL_HOSTS, host)))
        jobs = Jobs(record, work) if work and not masked and host in LOCAL_HOSTS else None
        if jobs:
            stack.callback(jobs.close)
        app = (
            make_door(record, copy, hosts, apply=apply)
            if signing_in
            else make_app(copy, hosts, masked=masked, apply=apply, jobs=jobs)
        )
        make_server(app).run(sockets=[listening])


TO_SIGN_IN = " and has a token; readers see it masked, as it is now; nothing is encrypted on the way: use a network of your own, or a proxy with https"


def make_door(record: Record, copy: Record, allowed_hosts: tuple[str, ...], *, apply: Apply | None = None) -> ASGIApp:
    """Make the app that asks for a token: a reader is answered from the masked copy, an editor from the record.

    Args:
        record: Keeps the tokens.
        copy: Its masked copy.
        allowed_hosts: As `make_app` takes them.
        apply: Likewise, for editors.
    """
    apps: dict[Role, ASGIApp] = {
        "reader": make_app(copy, allowed_hosts, masked=True),
        "editor": make_app(record, allowed_hosts, apply=apply),
    }
    return Guard(
        Door(record=record, site=Site(copy, make_templates(masked=True), masked=True), apps=apps), allowed_hosts
    )


def _has_tokens(record: Record) -> bool:
    with View.open(record) as view:
        return bool(tokens(view))


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Make the server of an app: no web sockets, no log of who read what, its name not told."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_CLOSE,
        )
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
