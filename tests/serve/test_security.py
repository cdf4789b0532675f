"""What a hostile page, client or address meets, for every address there is: derived from the tables of routes, so that a new one is covered."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from onrecord.serve.app import make_app
from onrecord.serve.guard import HEADERS
from onrecord.serve.jobs import Jobs
from onrecord.serve.routes import ADDING_POSTS, APPLYING, POSTS, ROUTES
from onrecord.serve.same_site import BODY_LIMIT
from onrecord.store import Record
from serve.chromium import served

TAKING = sorted({path for path, _ in (*POSTS, *APPLYING, *ADDING_POSTS)})
READ = sorted({path for path, _ in ROUTES})
STRANGE = (
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "%00",
    "%ff%fe",
    "a%0d%0aSet-Cookie:%20x=1",
    "%F0%9F%92%A9" * 50,
    "x" * 3000,
)


@pytest.fixture(scope="module")
def whole(example_record: Record) -> Iterator[TestClient]:
    """Ask the app with everything it can offer: decisions, applying, adding."""
    jobs = Jobs(example_record, lambda *_: None)
    app = make_app(example_record, ("testserver",), apply=lambda _: None, jobs=jobs)
    yield TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    jobs.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", TAKING)
def test_nothing_is_taken_from_a_page_of_another_site(whole: TestClient, path: str, headers: dict[str, str]) -> None:
    """Forms of every kind a page can send without asking, and JSON."""
    address = path.replace("{id}", "0")
    for sent in (
        {"data": {"a": "b"}},
        {"files": {"files": b"x"}},
        {"json": {}},
        {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
    ):
        answer = whole.post(address, **{**sent, "headers": {**sent.get("headers", {}), **headers}})  # type: ignore[arg-type,dict-item]
        assert answer.status_code == 403, answer.text


@pytest.mark.parametrize("path", [one for one in TAKING if one != "/add"])
def test_a_body_too_large_is_refused_while_it_comes(whole: TestClient, path: str) -> None:
    """Also one that does not say how long it is; what `/add` takes is bounded elsewhere (test_add.py)."""
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b"a" * BODY_LIMIT

    kind = "application/json" if path.startswith("/api") else "application/x-www-form-urlencoded"
    here = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
    answer = whole.post(path.replace("{id}", "0"), content=pieces(), headers=here)
    assert answer.status_code in {404, 413}, answer.text


@pytest.mark.parametrize("path", READ)
def test_strange_ids_and_parameters_are_answers_and_nothing_leaks(whole: TestClient, path: str) -> None:
    for strange in STRANGE:
        address = path.replace("{id:path}", strange).replace("{id}", strange).replace("{form}", strange)
        for asked in (address, f"{address}?q={strange}&party={strange}&page={strange}&id={strange}&kind={strange}"):
            answer = whole.get(asked)
            assert answer.status_code < 500, asked
            assert "root:" not in answer.text
            assert "Traceback" not in answer.text
            assert "set-cookie" not in answer.headers
            for name in HEADERS:
                assert name in answer.headers, asked


@pytest.mark.parametrize("path", READ)
def test_no_address_leads_to_another_site(whole: TestClient, path: str) -> None:
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        address = (
            path.replace("{id:path}", elsewhere)
            .replace("{id}", elsewhere.replace("/", "%2F"))
            .replace("{form}", "html")
        )
        answer = whole.get(f"{address}?next={elsewhere}&to={elsewhere}&view={elsewhere}&url={elsewhere}")
        target = urlsplit(answer.headers.get("location", "/").replace("\\", "/"))
        assert not target.netloc, address


@pytest.mark.parametrize("path", ["/", "/api/statements", "/static/style.css"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "testserver.evil.example", ""])
def test_a_name_pointed_at_this_machine_is_not_answered(whole: TestClient, host: str, path: str) -> None:
    assert whole.get(path, headers={"Host": host}).status_code == 421


def test_nothing_of_a_record_stays_in_a_cache(whole: TestClient) -> None:
    for path in ("/", "/documents", "/api/statements", "/search?q=azure"):
        assert whole.get(path).headers["cache-control"] == "no-store"


def test_slow_clients_keep_nobody_waiting(example_record: Record) -> None:
    """Fifty connections that never end their headers, or their body, and one that asks as usual."""
    with served(example_record) as address, ExitStack() as open_ones:
        place = ("127.0.0.1", urlsplit(address).port)
        for number in range(50):
            slow = open_ones.enter_context(socket.create_connection(place, timeout=5))
            slow.sendall(BODY_BEGUN if number % 2 else b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")
        usual = open_ones.enter_context(socket.create_connection(place, timeout=20))
        usual.sendall(b"GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert usual.recv(100).startswith(b"HTTP/1.1 200")


BODY_BEGUN = b"POST /api/judgements HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"


def test_headers_without_end_are_cut_off(example_record: Record) -> None:
    """What is held of them stays small: the server ends the connection long before the 64 MB offered here."""
    with served(example_record) as address, socket.create_connection(("127.0.0.1", urlsplit(address).port), 20) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        with pytest.raises(OSError, match=r"reset|pipe|Broken"):
            one.sendall(b"a" * 64_000_000)
