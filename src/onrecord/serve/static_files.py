"""Style sheets, scripts and pictures of the page: all from this package, each named here."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

STATIC = (
    "style.css",
    "search.css",
    "search.js",
    "said.css",
    "said.js",
    "party.css",
    "review.css",
    "review.js",
    "add.css",
    "add.js",
    "job.js",
    "icon.svg",
    "threads.css",
    "document.css",
    "document.js",
    "vendor/htmx.min.js",
)
"""What is served under /static/; `vendor/manifest.csv` says where what is not ours comes from."""

MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


@cache
def content(name: str) -> bytes:
    """Read a file of the page."""
    return files("onrecord.serve").joinpath("static", *PurePosixPath(name).parts).read_bytes()


@cache
def static_address(name: str) -> str:
    """Give the address of a file of the page; it changes with the file, so a browser may keep what it has."""
    return f"/static/{name}?v={sha256(content(name)).hexdigest()[:12]}"


def send_static(name: str, request: Request) -> Response:
    """Send a file of the page; nothing in it is of the record."""
    kept = request.query_params.get("v") == static_address(name).rpartition("=")[2]
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if kept else "no-cache"}
    return Response(content(name), headers=headers, media_type=MEDIA_TYPES[PurePosixPath(name).suffix])
