"""What is remembered of an address."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from onrecord.model.fetch import Fetch
from onrecord.store import Writer, create_record

FIRST = Fetch(
    address="https://a.example/news",
    fetched_at="2026-01-02T03:04:05+00:00",
    status=200,
    answered_by="https://a.example/news/",
    digest="0" * 64,
    etag='"v1"',
)
OTHER = replace(FIRST, address="https://b.example/", via="https://a.example/feed")


def test_an_address_keeps_its_place_and_takes_what_was_learnt_last(tmp_path: Path) -> None:
    with Writer(create_record(tmp_path / "record")) as writer:
        with writer.transaction():
            artefact, _ = writer.put_artefact(BytesIO(b"WARC/1.0"))
            for one in (FIRST, OTHER):
                writer.put_fetch(one)
        again = replace(FIRST, status=304, unchanged=1, artefact=artefact)
        with writer.transaction():
            writer.put_fetch(again)
        assert writer.fetches() == [again, OTHER]
        assert writer.fetch_of(OTHER.address) == OTHER
        assert writer.fetch_of("https://c.example/") is None
