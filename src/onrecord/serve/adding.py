"""Putting files and addresses into the record from the page, and following how far that is."""

import json
import re
from collections.abc import AsyncIterator

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from onrecord.errors import NotFound, UserError
from onrecord.serve.formatting import address
from onrecord.serve.jobs import Job, Jobs
from onrecord.serve.same_site import form_fields, refuse_other_sites
from onrecord.serve.site import Site
from onrecord.serve.uploads import BYTES_MOST, FILES_MOST, Upload, discard, incoming, room, take_upload
from onrecord.store import View
from onrecord.store.since import documents_since, problems_since

ADDRESS = re.compile(r"https?://[^\s/]\S*|usaspending:\S.*", re.IGNORECASE)
ADDRESS_MOST, ADDRESSES_MOST = 2_000, 50
NAMED = 5
"""Files that are named in the line that says what was added."""
LISTED = 50
SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_SIGNS = 0.25, 15.0
STAGES = {
    "collect": "Collecting",
    "read": "Reading",
    "extract": "Reading statements",
    "resolve": "Working out who is who",
    "connect": "Connecting",
}
"""What each stage does, for people; in the order they run."""


def show_add(site: Site, request: Request) -> Response:  # noqa: ARG001  # every page takes the request
    """Show the form: files, a folder, addresses."""
    values = {
        "latest": _jobs(site).latest(),
        "limits": (room(site.record.folder), FILES_MOST, ADDRESSES_MOST),
        "bytes_most": BYTES_MOST,
        "active": "add",
    }
    return site.page("add.html", values)


async def take_sources(site: Site, request: Request) -> Response:
    """Keep what a form sends, begin to add it, and show how far that is."""
    refuse_other_sites(request)
    jobs = _jobs(site)
    await run_in_threadpool(jobs.refuse_second)
    most = await run_in_threadpool(room, site.record.folder)
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most:
        raise HTTPException(
            413, f"more than the {most:,} bytes there is room for; add it with: onrecord add RECORD FILES"
        )
    folder = await run_in_threadpool(incoming, site.record)
    job = None
    try:
        upload = await take_upload(request.stream(), request.headers.get("content-type", ""), folder, most)
        what, sources = _sources(upload)
        job = await run_in_threadpool(jobs.start, what, sources, folder)
    finally:
        if job is None:
            discard(folder)
    return RedirectResponse(address("add", "jobs", job.id), 303)


def _sources(upload: Upload) -> tuple[list[str], list[str]]:
    """Say what is added, for people and for `collect`.

    Raises:
        UserError: Nothing is, or an address is none.
    """
    addresses = addresses_of(upload.fields.get("addresses", ""))
    if not upload.files and not addresses:
        raise UserError("choose files, or paste an address: there is nothing to add yet")
    more = len(upload.files) - NAMED
    what = [*upload.files[:NAMED], *([f"and {more:,} more files"] if more > 0 else []), *addresses]
    return what, [*([str(upload.folder)] if upload.files else []), *addresses]


def addresses_of(typed: str) -> list[str]:
    """Take addresses out of what was pasted, one a line: of the web, or searches of public spending; never a path.

    Raises:
        UserError: A line is neither, or there are too many.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > ADDRESSES_MOST:
        raise UserError(f"{len(lines)} addresses are more than {ADDRESSES_MOST} at once; paste fewer")
    for line in lines:
        if len(line) > ADDRESS_MOST or not line.isprintable() or not ADDRESS.fullmatch(line):
            raise UserError(
                f"{line[:80]!r}: is no address; paste addresses that begin with https:// or http://, one a line"
            )
    return lines


def show_job(site: Site, request: Request) -> Response:
    """Show how far a job is, or what came of it."""
    job = _job(site, request)
    values: dict[str, object] = {"job": job, "stages": STAGES, "words": progress_words(job), "active": "add"}
    with View.open(site.record) as view:
        count, documents = documents_since(view, job.since, LISTED)
        met, problems = problems_since(view, job.since, LISTED)
    values |= {"count": count, "documents": documents, "met": met, "problems": problems}
    return site.page("job.html", values)


def progress_words(job: Job) -> str:
    """Say how far a job is."""
    if job.state != "running":
        return {"done": "Done", "failed": "Not done", "stopped": "Stopped"}[job.state]
    if not job.stage:
        return "Starting"
    return f"{STAGES.get(job.stage, job.stage)}: {job.done:,} of {job.total:,}"


def send_events(site: Site, request: Request) -> Response:
    """Send how far a job is, whenever that changes, as server-sent events; the last one says that it has ended."""
    job = _job(site, request)
    return StreamingResponse(_events(_jobs(site), job.id), media_type="text/event-stream")


async def _events(jobs: Jobs, job_id: str) -> AsyncIterator[str]:
    last, quiet = "", 0.0
    while job := jobs.job(job_id):
        numbers = {"state": job.state, "stage": job.stage, "done": job.done, "total": job.total}
        words = json.dumps(numbers | {"words": progress_words(job)})
        if words != last:
            yield f"data: {words}\n\n"
            last, quiet = words, 0.0
        elif quiet >= SECONDS_BETWEEN_SIGNS:  # so that a page that is gone is noticed
            yield ": still here\n\n"
            quiet = 0.0
        if job.state != "running":
            return
        await anyio.sleep(SECONDS_BETWEEN_LOOKS)
        quiet += SECONDS_BETWEEN_LOOKS


async def stop_job(site: Site, request: Request) -> Response:
    """Stop a job; what it has written so far stays, and the next build goes on from there."""
    await form_fields(request)
    job = _job(site, request)
    await run_in_threadpool(_jobs(site).stop, job.id)
    return RedirectResponse(address("add", "jobs", job.id), 303)


def _jobs(site: Site) -> Jobs:
    assert site.jobs is not None  # noqa: S101  # tells the type checker: these addresses are there only then
    return site.jobs


def _job(site: Site, request: Request) -> Job:
    found = _jobs(site).job(request.path_params["id"])
    if found is None:
        raise NotFound(
            "that was added before onrecord was last started, or long ago; what it brought is under Documents"
        )
    return found
