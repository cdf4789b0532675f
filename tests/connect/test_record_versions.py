"""A page collected again, through a whole record."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.config import Config
from onrecord.model.lineage import Revision
from onrecord.pipeline import build, collect
from onrecord.store import Record, View, meetings
from onrecord.store.record import create_record

STAYS = "Agencies choose where their data is kept, and they can move it away at any time without paying a fee."
FIRST = "Our work with public bodies grows every year, and this page says in plain words what we do for each of them."
GOES = "We are proud to support this work with our mission-critical cloud, said Orla Quinn, who leads sales at Orm Ltd."


def _page(*paragraphs: str) -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"<html><head><title>Cloud</title></head><body><article><h1>Cloud</h1>{body}</article></body></html>"


def _seen(record: Record, page: Path, words: str, moment: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Revision, ...]:
    page.write_text(words, encoding="utf-8")
    clock = SimpleNamespace(now=lambda _: datetime.fromisoformat(moment))
    monkeypatch.setattr("onrecord.collect.files.datetime", clock)
    collect(record, [str(page)], Config(), lambda *_: None)
    build(record, Config(engine="local:1"), lambda *_: None)
    with View.open(record) as view:
        return tuple(sorted(meetings.revisions(view), key=lambda one: one.after_seen))


def test_a_sentence_that_goes_and_comes_back_is_told_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the page is byte for byte what it was: seeing it again is what is new."""
    record, page = create_record(tmp_path / "record"), tmp_path / "blog.html"
    whole, cut = _page(FIRST, GOES, STAYS), _page(FIRST, STAYS)
    assert _seen(record, page, whole, "2026-03-01T08:00:00+00:00", monkeypatch) == ()
    (removed,) = _seen(record, page, cut, "2026-03-02T08:00:00+00:00", monkeypatch)
    assert removed.kind == "removed"
    assert removed.left_span is not None
    assert removed.left_span.text in GOES
    assert removed.right_span is None
    kinds = [one.kind for one in _seen(record, page, whole, "2026-03-03T08:00:00+00:00", monkeypatch)]
    assert kinds == ["removed", "added"]
