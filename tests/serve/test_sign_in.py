"""Beyond this machine a record is shown to those who have a token: readers see it masked, editors decide under their own name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.errors import NotFound, UserError
from onrecord.model.access import Token, token_hash
from onrecord.serve.app import make_door, run
from onrecord.serve.signing_in import SESSION_SECONDS, SESSIONS_MOST, WRONG_MOST, WRONG_SECONDS, Sessions, Throttle
from onrecord.store import Record, View, Writer, create_record
from onrecord.store.sharing import masked_copy
from onrecord.store.tokens import tokens
from store.record_values import fill

HERE = {"Sec-Fetch-Site": "same-origin"}
AT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = create_record(tmp_path / "record")
    with Writer(made) as writer:
        fill(writer)
        writer.add_token(Token(name="Ann", role="editor", hash=token_hash("ann-token"), made_at=AT))
        writer.add_token(Token(name="Bo", role="reader", hash=token_hash("bo-token"), made_at=AT))
    return made


@pytest.fixture
def door(record: Record, tmp_path: Path) -> Iterator[Callable[[], TestClient]]:
    app = make_door(record, masked_copy(record, tmp_path / "copy"), ("testserver",))
    return lambda: TestClient(app, follow_redirects=False, raise_server_exceptions=False)


def _signed_in(client: TestClient, token: str) -> TestClient:
    answer = client.post("/sign-in", data={"token": token}, headers=HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return client


@pytest.mark.parametrize("path", ["/", "/documents", "/review", "/nowhere", "/dossier/pdf?party=x"])
def test_without_a_token_every_page_leads_to_the_form(door: Callable[[], TestClient], path: str) -> None:
    answer = door().get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    form = door().get("/sign-in")
    assert form.status_code == 200
    assert form.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "given", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}]
)
def test_without_a_token_the_api_says_so(door: Callable[[], TestClient], given: dict[str, str]) -> None:
    answer = door().get("/api/statements", headers=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_cookie_is_kept_from_scripts_and_other_sites(door: Callable[[], TestClient]) -> None:
    answer = door().post("/sign-in", data={"token": "bo-token"}, headers=HERE)
    cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {one.strip() for one in cookie.split(";")}
    assert "bo-token" not in cookie
    assert "secure" not in cookie
    assert token_hash("bo-token") not in cookie


def test_over_https_the_cookie_goes_over_https_only(record: Record, tmp_path: Path) -> None:
    app = make_door(record, masked_copy(record, tmp_path / "copy"), ("testserver",))
    client = TestClient(app, base_url="https://testserver", follow_redirects=False)
    assert "; Secure" in client.post("/sign-in", data={"token": "bo-token"}, headers=HERE).headers["set-cookie"]


def test_a_reader_sees_the_masked_copy_and_decides_nothing(door: Callable[[], TestClient], record: Record) -> None:
    client = _signed_in(door(), "bo-token")
    assert "Private people are masked in everything shown here." in client.get("/").text
    assert client.get("/review").status_code == 404
    for path in ("/review", "/api/judgements"):
        assert client.post(path, json={"verdict": "right", "left": "x"}).status_code in {404, 405}
    with View.open(record) as view:
        assert list(view.judgements()) == []


def test_an_editor_decides_under_the_name_of_the_token_and_no_other(
    door: Callable[[], TestClient], record: Record
) -> None:
    with View.open(record) as view:
        statement = next(view.statements())
    client, bearer = door(), {"Authorization": "Bearer ann-token"}
    sent = {"verdict": "wrong", "left": statement.id}
    assert client.post("/api/judgements", json=sent, headers=bearer).json()["user"] == "Ann"
    refused = client.post("/api/judgements", json=sent | {"user": "Bo"}, headers=bearer)
    assert refused.status_code == 400
    assert "you are signed in as 'Ann'" in refused.json()["error"]["message"]
    page = _signed_in(client, "ann-token").get("/review?user=Bo").text
    assert 'value="Ann"' in page
    assert 'value="Bo"' not in page


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_page_of_another_site_signs_nobody_in_or_out(door: Callable[[], TestClient], path: str) -> None:
    client = _signed_in(door(), "bo-token")
    answer = client.post(path, data={"token": "ann-token"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert client.get("/").status_code == 200


def test_signing_out_ends_the_session_itself(door: Callable[[], TestClient]) -> None:
    client = _signed_in(door(), "bo-token")
    cookie = client.cookies["onrecord_session"]
    assert client.post("/sign-out", headers=HERE).status_code == 303
    assert client.get("/", headers={"Cookie": f"onrecord_session={cookie}"}).status_code == 303


def test_a_token_taken_back_opens_nothing_from_then_on(door: Callable[[], TestClient], record: Record) -> None:
    client = _signed_in(door(), "ann-token")
    assert client.get("/").status_code == 200
    with Writer(record) as writer:
        writer.revoke_token("Ann", AT)
    assert client.get("/").status_code == 303
    assert door().get("/api/statements", headers={"Authorization": "Bearer ann-token"}).status_code == 401


def test_wrong_tokens_from_one_address_have_to_wait_also_with_the_right_one(door: Callable[[], TestClient]) -> None:
    client = door()
    for _ in range(WRONG_MOST):
        assert client.post("/sign-in", data={"token": "guess"}, headers=HERE).status_code == 401
    for answer in (
        client.post("/sign-in", data={"token": "bo-token"}, headers=HERE),
        client.get("/api/statements", headers={"Authorization": "Bearer bo-token"}),
    ):
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= WRONG_SECONDS


def test_the_wait_ends_and_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    throttle = Throttle(now=lambda: now[0])
    for _ in range(WRONG_MOST * 2):
        throttle.note("a")
    assert throttle.seconds_to_wait("a") == WRONG_SECONDS
    assert throttle.seconds_to_wait("b") == 0
    now[0] = WRONG_SECONDS + 1
    assert throttle.seconds_to_wait("a") == 0
    monkeypatch.setattr("onrecord.serve.signing_in.ADDRESSES_MOST", 3)
    for number in range(9):
        throttle.note(str(number))
    assert list(throttle.wrong) == ["6", "7", "8"]


def test_sessions_end_by_themselves_and_are_bounded() -> None:
    now = [0.0]
    sessions = Sessions(now=lambda: now[0])
    value = sessions.begin("hash")
    assert sessions.token(value) == "hash"
    assert value not in sessions.held
    now[0] = SESSION_SECONDS
    assert sessions.token(value) == ""
    for _ in range(SESSIONS_MOST + 5):
        sessions.begin("hash")
    assert len(sessions.held) == SESSIONS_MOST


def test_without_a_token_it_is_not_served_beyond_this_machine(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"nobody has a token.*onrecord token add"):
        run(create_record(tmp_path / "bare"), "192.0.2.1", 0)


def test_tokens_are_made_listed_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = create_record(tmp_path / "record")
    folder = str(record.folder)
    assert main(["token", "add", folder, "--name", "Ann  Berg", "--role", "editor"]) == 0
    made = capsys.readouterr().out.strip()
    assert made.startswith("onrecord_")
    assert len(made) > 50
    with View.open(record) as view:
        (held,) = tokens(view)
    assert (held.name, held.role, held.hash) == ("Ann Berg", "editor", token_hash(made))
    assert made.encode() not in record.database.read_bytes()
    assert main(["token", "add", folder, "--name", "Ann Berg"]) == 2
    assert "has a token" in capsys.readouterr().err
    assert main(["token", "revoke", folder, "Ann Berg"]) == 0
    assert main(["token", "revoke", folder, "Ann Berg"]) == 2
    assert main(["token", "list", folder]) == 0
    assert "Ann Berg: editor, since" in capsys.readouterr().out
    with Writer(record) as writer, pytest.raises(NotFound):
        writer.revoke_token("Nobody", AT)


@pytest.mark.parametrize("name", ["", "  ", "a\nb\x1b[31m", "x" * 81])
def test_a_name_is_a_name(tmp_path: Path, name: str) -> None:
    record = create_record(tmp_path / "record")
    assert main(["token", "add", str(record.folder), "--name", name]) == 2
