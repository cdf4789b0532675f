"""About this record: its dates and versions, and measured figures that are those of the documentation."""

from pathlib import Path

from starlette.testclient import TestClient

from onrecord.store import Record, View
from onrecord.store.history import history
from onrecord.tables.accuracy import figures

ROOT = Path(__file__).parents[2]


def test_every_figure_stands_in_the_documentation_as_it_is_shown() -> None:
    for one in figures():
        text = (ROOT / one.source).read_text(encoding="utf-8")
        assert one.as_written in text, one.what
        assert 0 <= (one.low or 0) <= one.percent <= (100 if one.high is None else one.high) <= 100


def test_figures_stand_with_interval_set_and_date(client: TestClient) -> None:
    page = client.get("/about").text
    for one in figures():
        assert one.what.replace("'", "&#39;") in page
        assert one.set in page
    assert "70.8 to 76.4" in page
    assert "23 November 2026" in page
    assert "nobody has labelled these documents" in page


def test_dates_and_versions_are_those_of_the_record(client: TestClient, example_record: Record) -> None:
    with View.open(example_record) as view:
        found = history(view, 0.0)
        published = sorted(head.published or "" for head in view.heads().values())
        count = view.counts()["documents"]
    dated = [one for one in published if one]
    assert (found.first_dated, found.last_dated, found.undated) == (dated[0], dated[-1], count - len(dated))
    assert found.written == "1970-01-01T00:00+00:00"
    assert sum(pieces for stage, _, pieces in found.versions if stage == "extract") == count
    page = client.get("/about").text
    assert all(version in page for _, version, _ in found.versions)
