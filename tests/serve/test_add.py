"""Adding on the page: files are streamed to disk under names of ours, one job runs at a time, and it can be stopped."""

import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from onrecord.errors import UserError
from onrecord.serve import make_app
from onrecord.serve.adding import ADDRESSES_MOST, addresses_of
from onrecord.serve.jobs import Job, Jobs, Work
from onrecord.serve.uploads import FOLDERS_MOST, NAME_MOST, safe_name, take_upload
from onrecord.store import Record, View, Writer, create_record
from serve import adding_work

HERE = {"sec-fetch-site": "same-origin"}
PAGE = b"""<html><head><title>Maps for all</title></head><body><article><h1>Maps for all</h1>
<p>&ldquo;We sell maps to everybody who asks for one,&rdquo; said Anna Berg, the chief executive of Microsoft, on Monday.</p>
</article></body></html>"""


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return create_record(tmp_path / "record")


def _asking(record: Record, jobs: Jobs | None, *, masked: bool = False) -> TestClient:
    app = make_app(record, ("testserver",), jobs=jobs, masked=masked)
    return TestClient(app, raise_server_exceptions=False)


def _jobs(record: Record, work: Work) -> Iterator[Jobs]:
    jobs = Jobs(record, work)
    yield jobs
    jobs.close()


@pytest.fixture
def real(record: Record) -> Iterator[Jobs]:
    yield from _jobs(record, adding_work.real)


@pytest.fixture
def endless(record: Record) -> Iterator[Jobs]:
    yield from _jobs(record, adding_work.endless)


def _ended(jobs: Jobs, job: str) -> Job:
    for _ in range(600):
        found = jobs.job(job)
        assert found is not None
        if found.state != "running":
            return found
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def _send(asking: TestClient, addresses: str = "", **files: bytes) -> str:
    parts = [("files", (name, content)) for name, content in files.items()]
    answer = asking.post("/add", data={"addresses": addresses}, files=parts, headers=HERE, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


def test_a_file_is_read_and_what_came_of_it_is_shown(record: Record, real: Jobs) -> None:
    asking = _asking(record, real)
    job = _send(asking, **{"../../etc/press/maps.html": PAGE, "bad.bin": bytes(range(256)) * 8})
    assert _ended(real, job).state == "done"
    page = asking.get(f"/add/jobs/{job}").text
    assert "Maps for all" in page
    assert "unsupported format" in page
    with View.open(record) as view:
        paths = sorted(one.path for one in view.origins())
        assert view.counts()["documents"] == 1
    assert [PurePosixPath(one).name for one in paths] == ["bad.bin", "maps.html"]
    assert all(one.startswith(str(record.folder / "incoming")) for one in paths)
    assert list((record.folder / "incoming").iterdir()) == []
    events = asking.get(f"/add/jobs/{job}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert '"state": "done"' in events.text


def test_one_job_at_a_time_and_stopping_it(record: Record, endless: Jobs) -> None:
    asking = _asking(record, endless)
    job = _send(asking, **{"a.html": PAGE})
    for _ in range(100):
        found = endless.job(job)
        if found and found.stage == "read":
            break
        time.sleep(0.1)
    assert "Reading: " in asking.get(f"/add/jobs/{job}").text
    second = asking.post("/add", data={"addresses": "https://a.example/"}, headers=HERE)
    assert (second.status_code, "something is being added already" in second.text) == (409, True)
    answer = asking.post(f"/add/jobs/{job}/stop", data={"id": job}, headers=HERE)
    assert "It was stopped" in answer.text
    assert _ended(endless, job).state == "stopped"
    assert list((record.folder / "incoming").iterdir()) == []
    again = _send(asking, **{"a.html": PAGE})
    assert again != job


@pytest.mark.parametrize(
    ("work", "words"), [(adding_work.busy, "is writing to this record"), (adding_work.broken, "ended by itself")]
)
def test_a_job_that_fails_says_why(record: Record, work: Work, words: str) -> None:
    jobs = Jobs(record, work)
    asking = _asking(record, jobs)
    job = _send(asking, **{"a.html": PAGE})
    assert _ended(jobs, job).state == "failed"
    assert words in asking.get(f"/add/jobs/{job}").text


def test_a_record_that_is_written_to_takes_nothing(record: Record, real: Jobs) -> None:
    asking = _asking(record, real)
    with Writer(record):
        answer = asking.post("/add", files=[("files", ("a.html", PAGE))], headers=HERE)
    assert answer.status_code == 409
    assert real.latest() is None


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {}])
def test_a_page_of_another_site_cannot_add_or_stop(record: Record, real: Jobs, headers: dict[str, str]) -> None:
    asking = _asking(record, real)
    assert asking.post("/add", files=[("files", ("a.html", PAGE))], headers=headers).status_code == 403
    assert asking.post("/add/jobs/x/stop", data={"id": "x"}, headers=headers).status_code == 403
    assert real.latest() is None


def test_others_than_the_owner_are_offered_nothing(record: Record, real: Jobs) -> None:
    for asking in (_asking(record, real, masked=True), _asking(record, None)):
        assert asking.get("/add").status_code == 404
        assert asking.post("/add", files=[("files", ("a.html", PAGE))], headers=HERE).status_code in {404, 405}
        assert 'href="/add"' not in asking.get("/about").text


def test_a_form_with_nothing_or_no_form_is_refused_and_leaves_nothing(record: Record, real: Jobs) -> None:
    asking = _asking(record, real)
    assert asking.post("/add", files=[("files", ("", b""))], headers=HERE).status_code == 400
    assert asking.post("/add", data={"addresses": ""}, headers=HERE).status_code == 415
    cut = HERE | {"content-type": "multipart/form-data; boundary=b"}
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nhalf'
    assert asking.post("/add", content=body, headers=cut).status_code == 400
    assert asking.post("/add", content=b"nonsense", headers=cut).status_code == 400
    assert asking.get("/add/jobs/none").status_code == 404
    assert list((record.folder / "incoming").iterdir()) == []
    assert real.latest() is None


def test_an_upload_has_a_limit_whatever_length_it_states(tmp_path: Path) -> None:
    """The bytes are counted as they come; nothing of them is held in memory."""
    taken = 0

    async def endless_body() -> Iterator[bytes]:  # type: ignore[misc]  # an async generator
        nonlocal taken
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'
        while True:
            taken += 1
            yield b"x" * 1000

    with pytest.raises(HTTPException) as caught:
        anyio.run(take_upload, endless_body(), "multipart/form-data; boundary=b", tmp_path, 50_000)
    assert (caught.value.status_code, taken) == (413, 50)


def test_a_stated_length_beyond_the_room_is_refused_before_anything_is_read(record: Record, real: Jobs) -> None:
    asking = _asking(record, real)
    headers = HERE | {"content-type": "multipart/form-data; boundary=b", "content-length": "99999999999999"}
    assert asking.post("/add", content=b"x", headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\ann\\a.pdf", "C_/Users/ann/a.pdf"),
        ("/absolute.html", "absolute.html"),
        (".hidden", "hidden"),
        ("a\x00b\u202egpj.exe", "a_b_gpj.exe"),
        ("..", "file"),
        ("", "file"),
        ("presse/Überblick.html", "presse/Überblick.html"),
    ],
)
def test_names_are_made_safe(typed: str, safe: str) -> None:
    assert str(safe_name(typed)) == safe


@given(st.text(max_size=400))
def test_no_name_leads_anywhere(typed: str) -> None:
    path = safe_name(typed)
    assert not path.is_absolute()
    assert len(path.parts) <= FOLDERS_MOST
    assert all(part not in {"", ".", ".."} and not part.startswith(".") for part in path.parts)
    assert all(len(part.encode()) <= NAME_MOST for part in path.parts)


def test_addresses_are_of_the_web_or_searches_never_paths() -> None:
    assert addresses_of(" https://a.example/x \n\nusaspending:azure from:2018\n") == [
        "https://a.example/x",
        "usaspending:azure from:2018",
    ]
    for line in (
        "/etc/passwd",
        "file:///etc/passwd",
        "a.html",
        "ftp://a.example/",
        "https://",
        "http:///x",
        "https://a\x00b/",
    ):
        with pytest.raises(UserError, match="is no address"):
            addresses_of(line)
    with pytest.raises(UserError, match="at once"):
        addresses_of("https://a.example/\n" * (ADDRESSES_MOST + 1))
