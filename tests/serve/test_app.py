"""The app answers this machine only, binds the browser, and starts or says why not."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from onrecord.errors import RecordMissing, UserError
from onrecord.serve import make_app, run
from onrecord.serve.app import LOCAL_HOSTS, ROUTES, open_socket
from onrecord.serve.guard import host_name
from onrecord.store import Record

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@pytest.mark.parametrize(
    "path", ["/", "/static/style.css", "/nowhere", "/api/nowhere", "/search?q=!!!", "/api/problems"]
)
def test_every_answer_binds_the_browser(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")
    assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost", "LOCALHOST:1", "[::1]:8420", "[::1]"])
def test_this_machine_is_answered(example_record: Record, host: str) -> None:
    client = TestClient(make_app(example_record, LOCAL_HOSTS))
    assert client.get("/about", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8420",
        "",
        "a@localhost",
        "localhost:x",
        "127.0.0.1, x",
    ],
)
@pytest.mark.parametrize("path", ["/about", "/api/problems"])
def test_a_request_under_another_name_is_refused(example_record: Record, host: str, path: str) -> None:
    """A page elsewhere that points its own name at 127.0.0.1 gets nothing of the record."""
    answer = TestClient(make_app(example_record, LOCAL_HOSTS)).get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "documents" not in answer.text
    if path.startswith("/api"):
        assert answer.json()["error"]["code"] == "misdirected_request"


def test_a_host_header_gives_its_name() -> None:
    headers = ["localhost:8420", "[::1]:80", "::1", "[::1", "a:b:c"]
    assert [host_name(one) for one in headers] == ["localhost", "::1", None, None, None]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org", ""])  # noqa: S104  # refused here
def test_another_host_is_refused(example_record: Record, host: str) -> None:
    with pytest.raises(UserError, match=r"this machine only; use --host 127\.0\.0\.1|stands for every address"):
        run(example_record, host, 0)


def test_a_taken_port_says_what_to_do() -> None:
    with open_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UserError, match=f"--port {port}: is in use .* --port {port + 1}"):
            open_socket("127.0.0.1", port)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(UserError, match="from 1 to 65535"):
        open_socket("127.0.0.1", port)


def test_a_folder_without_a_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        run(Record(tmp_path), "127.0.0.1", 0)


def test_run_prints_the_address_serves_and_ends_quietly_when_interrupted(example_record: Record) -> None:
    program = (
        "import sys; from pathlib import Path; from onrecord.serve import run; from onrecord.store import Record; "
        "run(Record(Path(sys.argv[1])), '127.0.0.1', 0)"
    )
    command = [sys.executable, "-c", program, str(example_record.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        address = started.stdout.readline().split()[0]
        assert address.startswith("http://127.0.0.1:")
        with httpx.Client(trust_env=False) as client:
            answer = client.get(f"{address}about")
        assert answer.status_code == 200
        assert "server" not in answer.headers
        started.send_signal(signal.SIGINT)
        rest, complaints = started.communicate(timeout=60)
    assert (started.returncode, rest, complaints) == (0, "", "")


def test_every_address_is_listed_once() -> None:
    paths = [path for path, _ in ROUTES]
    assert len(paths) == len(set(paths))
    assert {f"/api{path}" for path in ("/search", "/said-and-done", "/timeline", "/problems")} <= set(paths)


def test_requests_at_once_see_the_whole_record(example_record: Record) -> None:
    """Each request opens a view of its own, so that threads share nothing."""
    client = TestClient(make_app(example_record, ("testserver",)))
    expected = client.get("/said-and-done?party=Microsoft&about=ICE").text
    seen: list[str] = []
    threads = [
        threading.Thread(target=lambda: seen.append(client.get("/said-and-done?party=Microsoft&about=ICE").text))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 4
