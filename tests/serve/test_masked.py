"""Serving to others than the owner: private people are masked on every page and in every answer, and nothing is taken in."""

import re
import warnings
from collections import deque
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
import uvicorn

from onrecord.cli import main
from onrecord.errors import UserError
from onrecord.serve.app import APPLYING, OWNERS, POSTS, ROUTES, make_app, run
from onrecord.store import Record, View, meetings
from onrecord.store.sharing import masked_copy
from store.sharing_values import FEATHERBY, HIDDEN, ZORBLAT, fill_sharing

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in conftest.py
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, list[str]]:
    """Fill a record with private and public people."""
    return fill_sharing(tmp_path_factory.mktemp("served") / "record")


@pytest.fixture(scope="module")
def copy(filled: tuple[Record, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Make a masked copy of it."""
    return masked_copy(filled[0], tmp_path_factory.mktemp("served-copy") / "copy")


@pytest.fixture(scope="module")
def client(copy: Record) -> TestClient:
    """Ask the app of the copy."""
    return TestClient(make_app(copy, ("testserver",), masked=True), raise_server_exceptions=False)


def addresses(copy: Record) -> list[str]:
    """List an address for every route, of everything the copy holds."""
    with View.open(copy) as view:
        ids = {
            "documents": [one.id for one in view.documents()],
            "statements": [one.id for one in view.statements()],
            "parties": [one.id for one in view.parties()],
            "awards": [one.id for one in view.awards()],
        }
        names = [one.name for one in view.parties()]
        met = [f"/threads/{one.id}" for one in meetings.threads(view)]
        met += [f"/echoes/{one.id}" for one in view.echoes()] + [f"/copies/{one.id}" for one in meetings.copies(view)]
    found = [path for path, _ in ROUTES if "{" not in path and path not in OWNERS]
    found += met
    found += [f"{start}/{kind}/{one}" for kind, held in ids.items() for one in held for start in ("", "/api")]
    for query in (*names, "cloud", "said", "private", "Zorblat", "Quimby", "Featherby"):
        found += [f"{path}?q={quote(query)}" for path in ("/search", "/api/search")]
    for name in (*names, "Zorblat Quimby"):
        found += [
            f"{path}?party={quote(name)}&about=Acme"
            for path in ("/said-and-done", "/api/said-and-done", "/api/timeline")
        ]
    return found


def test_no_page_and_no_answer_names_anybody_private(
    client: TestClient, copy: Record, filled: tuple[Record, list[str]]
) -> None:
    """Every route, every thing held, every link from there; what was asked for is repeated, and is nothing of ours."""
    waiting, seen = deque(addresses(copy)), set[str]()
    pages = 0
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code < 500, path
        pages += answer.status_code == 200
        asked = unquote(path.partition("?")[2].replace("+", " "))
        text = answer.text.casefold()
        found = [one for one in (*HIDDEN, *filled[1]) if one in text and one not in asked.casefold()]
        assert found == [], path
        if "html" in answer.headers.get("content-type", ""):
            links = (urljoin(path, link.replace("&amp;", "&")) for link in re.findall(r'href="([^"#]+)', answer.text))
            waiting += [link for link in links if link.startswith("/")]
        if location := answer.headers.get("location"):
            waiting.append(urljoin(path, location).partition("#")[0])
    assert pages > 40


def test_titles_and_suggestions_name_what_stands_for_a_person(client: TestClient, copy: Record) -> None:
    with View.open(copy) as view:
        private = next(one for one in view.parties() if one.private)
    page = client.get(f"/parties/{private.id}").text
    assert f"<title>{private.name} · onrecord</title>" in page
    assert f'<option value="{private.name}">' in client.get("/said-and-done").text
    near = client.get("/said-and-done?party=Zorblat").text
    assert "a private person" not in near.partition("<main")[2].partition("<datalist")[0]


@pytest.mark.parametrize("party", [ZORBLAT, FEATHERBY])
def test_the_id_a_party_has_in_the_record_leads_nowhere(client: TestClient, party: str) -> None:
    assert client.get(f"/api/parties/{party}").status_code == 404


def test_files_and_decisions_are_the_owners(client: TestClient, copy: Record) -> None:
    """Nothing is handed out as it came, and nothing is taken in."""
    with View.open(copy) as view:
        artefact = next(view.documents()).artefact
    for path in sorted(OWNERS):
        assert client.get(path.replace("{id}", artefact)).status_code == 404
    for path, _ in (*POSTS, *APPLYING):
        assert client.post(path, json={}).status_code in {404, 405}
    told = TestClient(make_app(copy, ("testserver",), masked=True, apply=lambda _: pytest.fail("applied")))
    for path, _ in APPLYING:
        assert told.post(path, json={}).status_code == 404
    assert 'href="/review"' not in client.get("/").text


def test_pages_say_that_people_are_masked_and_not_where_the_record_is(client: TestClient, copy: Record) -> None:
    page = client.get("/about").text
    assert "Private people are masked in everything shown here." in page
    assert str(copy.folder) not in page
    assert str(copy.folder.parent) not in page


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Stand in for the server: note what is asked of its app."""
    asked: list[tuple[str, str]] = []

    def serve(server: uvicorn.Server, sockets: object = None) -> None:
        assert sockets
        with TestClient(server.config.app, base_url="http://127.0.0.1") as client:  # type: ignore[arg-type]  # an app it is
            asked.append((client.get("/api/search?q=cloud").text, client.get("/about").text))

    monkeypatch.setattr(uvicorn.Server, "run", serve)
    return asked


def test_serving_masked_makes_a_copy_and_removes_it(
    filled: tuple[Record, list[str]], served: list[tuple[str, str]], capsys: pytest.CaptureFixture[str],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(filled[0], "127.0.0.1", 0, masked=True)
    ((found, about),) = served
    assert "a private person (" in found
    assert "quimby" not in found.casefold()
    assert str(tmp_path) not in about
    assert "private people masked" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_without_masking_a_record_is_served_to_its_owner_only(
    filled: tuple[Record, list[str]], served: list[tuple[str, str]]
) -> None:
    run(filled[0], "127.0.0.1", 0)
    assert "quimby" in served[0][0].casefold()
    with pytest.raises(UserError, match="served to this machine only"):
        run(filled[0], "192.0.2.7", 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104  # refused
def test_masked_it_is_served_to_an_address_that_is_named(filled: tuple[Record, list[str]], host: str) -> None:
    with pytest.raises(UserError, match="stands for every address"):
        run(filled[0], host, 0, masked=True)


def test_the_command_has_the_option(monkeypatch: pytest.MonkeyPatch, filled: tuple[Record, list[str]]) -> None:
    given: list[object] = []

    def serve(record: Record, host: str, port: int, *, masked: bool, **work: object) -> None:
        given.append((record, host, port, masked, [name for name in work if callable(work[name])]))

    monkeypatch.setattr("onrecord.serve.app.run", serve)
    assert main(["serve", str(filled[0].folder), "--masked", "--port", "0"]) == 0
    assert given == [(filled[0], "127.0.0.1", 0, True, ["apply", "work"])]


def test_no_page_offers_the_bytes_that_are_not_handed_out(client: TestClient, copy: Record) -> None:
    """The owner's pages do."""
    with View.open(copy) as view:
        pages = ["/problems", *(f"/documents/{one.id}" for one in view.documents())]
    owners = TestClient(make_app(copy, ("testserver",)))
    assert [path for path in pages if "/artefacts/" in client.get(path).text] == []
    assert [path for path in pages if "/artefacts/" not in owners.get(path).text] == []
