"""Clients that ask the app in this process: of the example, and of a record of hostile files."""

import csv
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.spending_sources import write_sources
from onrecord.serve import make_app
from onrecord.store import Record
from serve.meeting_sources import write_articles

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette asks for the successor of httpx; its client works with either
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
AWARDS = ROOT / "examples" / "azure-ice" / "awards" / "ice-awards-2018.csv"

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
HOSTILE_PAGE = """<!DOCTYPE html><html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; Anna Berg of Microsoft</title>
<meta property="og:site_name" content="&quot;&gt;&lt;script&gt;alert(3)&lt;/script&gt;">
<meta property="og:url" content="javascript:alert(4)">
<meta property="article:published_time" content="2018-06-20T08:00:00Z"></head><body><article>
<h1>&lt;script&gt;alert(1)&lt;/script&gt; Anna Berg of Microsoft</h1>
<p>&ldquo;We sell &lt;script&gt;alert(5)&lt;/script&gt; to everybody who asks for it,&rdquo; said Anna Berg, the chief
executive of Microsoft. She was speaking to the paper in the company&rsquo;s garden on a warm evening.</p>
<p>Microsoft said that its work for US Immigration and Customs Enforcement (ICE) supports mail, calendars and
&lt;img src=x onerror=alert(6)&gt; and nothing besides, as far as anybody at the desk could remember it.</p>
</article></body></html>
"""


def client_of(record: Record) -> TestClient:
    """Make a client of the app of a record; a bug is answered as a browser would see it."""
    return TestClient(make_app(record, ("testserver",)), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client(example_record: Record) -> TestClient:
    """Ask the app of the example record."""
    return client_of(example_record)


@pytest.fixture(scope="session")
def hostile_record(
    tmp_path_factory: pytest.TempPathFactory, build_record: Callable[[Path, list[Path]], Record]
) -> Record:
    """Build a record of files whose text, title, names, path and fields are markup that would run."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "sources"
    sources.mkdir()
    (sources / 'a"onload="alert(7)<script>alert(8)<b>.html').write_text(HOSTILE_PAGE, encoding="utf-8")
    (sources / "<img src=x onerror=alert(9)>.bin").write_bytes(bytes(range(256)) * 4)
    with AWARDS.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    for row in rows:
        row[header.index("award_description")] = f"AZURE GOVERNMENT {HOSTILE}"
        row[header.index("recipient_name")] += f" {HOSTILE}"
    with (sources / "awards.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return build_record(folder / "record", [sources])


@pytest.fixture(scope="session")
def hostile_client(hostile_record: Record) -> TestClient:
    """Ask the app of the hostile record."""
    return client_of(hostile_record)


@pytest.fixture(scope="session")
def example_sources() -> Path:
    """Say where the files of the example are."""
    return ROOT / "examples" / "azure-ice"


@pytest.fixture(scope="session")
def spending_client(
    build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory
) -> TestClient:
    """Ask the app of a record with sums in texts, subawards and permissions."""
    folder = tmp_path_factory.mktemp("spending")
    return client_of(build_record(folder / "record", write_sources(folder)))


@pytest.fixture(scope="session")
def meeting_record(
    build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory
) -> Record:
    """Build a record of articles that repeat, alter and copy each other, with the example; tests do not write to it."""
    folder = tmp_path_factory.mktemp("meetings")
    return build_record(folder / "record", [*write_articles(folder / "sources"), ROOT / "examples" / "azure-ice"])


@pytest.fixture(scope="session")
def meeting_client(meeting_record: Record) -> TestClient:
    """Ask the app of that record."""
    return client_of(meeting_record)
