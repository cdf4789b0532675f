"""From an address to statements: fetched, kept as a web archive, read, and asked again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import Server, page, serving
from onrecord.cli import main
from onrecord.store import View, open_record

TEXT = " ".join(["The council met for a long evening about its budget and heard from many people."] * 4)
STORY = """<html><head><title>{title}</title><meta property="article:published_time" content="2026-10-0{day}"></head>
<body><nav>Home News Sport</nav><article><h1>{title}</h1><p>{text}</p>
<p>Ana Duarte, the mayor of Lowfield, said the city would end its contract with Northgate Systems {when}.</p>
<p>{text}</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lowfield Ledger</title>
<item><title>One</title><link>{one}</link></item><item><title>Two</title><link>{two}</link></item></channel></rss>"""


@pytest.fixture(name="server")
def _server() -> Iterator[Server]:
    with serving() as server:
        for number, name in enumerate(("one", "two"), start=1):
            server.routes[f"/{name}"] = story(name, number, "this year")
        server.routes["/feed"] = page(FEED.format(one=server.url("/one"), two=server.url("/two")))
        server.routes["/robots.txt"] = page("User-agent: *\nDisallow: /secret\n")
        yield server


def story(title: str, day: int, when: str) -> bytes:
    return page(STORY.format(title=f"The {title} contract", day=day, when=when, text=TEXT), Content_Type="text/html")


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


def documents(record: Path) -> list[tuple[str | None, str]]:
    with View.open(open_record(record)) as view:
        pages = [one for one in view.documents() if not one.part]
        return sorted((one.title and one.title.value, str(one.url and one.url.value)) for one in pages)


def test_a_feed_becomes_the_pages_it_lists_and_their_statements(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)  # politeness is tested with a clock of its own
    record = tmp_path / "record"
    run("init", record)
    assert run("add", record, server.url("/feed"), "--allow-private") == 0
    assert run("build", record, "--engine", "inline", "--extractor", "rules") == 0
    assert documents(record) == [
        ("The one contract", server.url("/one")),
        ("The two contract", server.url("/two")),
    ]
    with View.open(open_record(record)) as view:
        paths = {origin.path for one in view.documents() for origin in view.origins(one.artefact)}
        assert paths == {server.url("/one"), server.url("/two")}  # entries without a text are passed over
        assert len([one for one in view.statements() if one.source and "Duarte" in one.source[0].text]) == 2
        assert view.problems() == []
    assert run("verify", record, "--deep") == 0
    server.routes["/two"] = story("two", 2, "next year")
    assert run("watch", record, "--once", "--allow-private") == 0
    assert [title for title, _ in documents(record)] == ["The one contract", "The two contract", "The two contract"]
    capsys.readouterr()
    assert run("search", record, "next", "year", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])


def test_this_machine_is_not_asked_without_leave(server: Server, tmp_path: Path) -> None:
    record = tmp_path / "record"
    run("init", record)
    assert run("add", record, server.url("/one")) == 0
    with View.open(open_record(record)) as view:
        assert [one.code for one in view.problems()] == ["not_fetched"]
    assert server.requests == []


def test_a_path_that_robots_txt_forbids_is_not_asked_for(server: Server, tmp_path: Path) -> None:
    record = tmp_path / "record"
    run("init", record)
    assert run("add", record, server.url("/secret"), "--allow-private") == 0
    with View.open(open_record(record)) as view:
        assert [one.code for one in view.problems()] == ["not_fetched"]
    assert server.pages == []
