"""A record with contracts got by request and an article: links with spans, verified, exported, and shown at their words."""

import json
import re
import shutil
import sqlite3
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from connect.contracts import FORM
from onrecord.answer.page import award_page
from onrecord.answer.show import show
from onrecord.cli import main
from onrecord.config import Config
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import AwardId
from onrecord.model.party import Link
from onrecord.serve import make_app
from onrecord.store import Record, View, open_record
from onrecord.verify import verify

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette asks for the successor of httpx; its client works with either
    from starlette.testclient import TestClient

AWARDS = Path(__file__).parents[2] / "examples" / "azure-ice" / "awards"
OPTION_YEAR = AwardId("CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001")
AZURE = AwardId("CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001")
CLOUD = AwardId("CONT_AWD_70CMSD18FR0000022_7012_HSHQDC13D00003_7001")
CLEAR = AwardId("CONT_AWD_HSCEMD17F00008_7012_GS02F026DA_4732")

MODIFICATION = (
    "AMENDMENT OF SOLICITATION/MODIFICATION OF CONTRACT",
    "10A. MODIFICATION OF CONTRACT/ORDER NO.",
    "HSHQDC-15-A-00017 / HSCETE-17-J-00341",
    "14. DESCRIPTION OF AMENDMENT/MODIFICATION",
    "Exercises the second option year for Office 365 licenses.",
    "16. CONTRACTING OFFICER",
    "An Amazon Web Services account is needed to open the attachment.",
)
ARTICLE = """<!DOCTYPE html><html><head><title>What the orders bought</title><meta name="author" content="Anna Berg">
<meta property="og:site_name" content="Harbour Ledger"></head><body><article><h1>What the orders bought</h1>
<p>The agency has placed order 70CMSD-18-F-R0000022 with Four Points Technology, L.L.C. for Amazon Web Services, papers show.
Microsoft Azure was another choice, a person at the desk remembered of the weeks in which it was being chosen.</p>
<p>A second order, HSCEMD-17-F-00008, is worth as much as anything that was bought that year, the papers show as well.</p>
<p>Microsoft has said in the years since that it sells to whoever asks for it, and that it will go on with doing so.</p>
</article></body></html>
"""


@pytest.fixture(scope="module")
def record(build_record: Callable[[Path, list[Path]], Record], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Build the example's awards with a text, a PDF and an article that name some of them."""
    folder = tmp_path_factory.mktemp("contracts")
    (folder / "order.txt").write_text(FORM, encoding="utf-8")
    (folder / "article.html").write_text(ARTICLE, encoding="utf-8")
    canvas = Canvas(str(folder / "modification.pdf"), invariant=1)
    for number, line in enumerate(MODIFICATION):
        canvas.drawString(72, 760 - 30 * number, line)
    canvas.save()
    return build_record(
        folder / "record", [folder / name for name in ("order.txt", "modification.pdf", "article.html")] + [AWARDS]
    )


def owner_link(record: Record, award: AwardId, owner: str) -> Link:
    with View.open(record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        (link,) = [one for one in view.links(award=award) if one.role == "PRODUCT_OWNER" and names[one.party] == owner]
    return link


def spans(link: Link) -> list[str]:
    return [" ".join(place.text.split()) for place in link.evidence if isinstance(place, Span)]


def test_a_modification_in_a_pdf_makes_a_likely_maker_a_supplied_one(record: Record) -> None:
    link = owner_link(record, OPTION_YEAR, "Microsoft")
    assert link.label == "SUPPLIED_VIA"
    assert spans(link) == ["Exercises the second option year for Office 365 licenses.", "HSCETE-17-J-00341"]
    assert "the description in its contract document says 'Office 365'" in link.because
    with View.open(record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        owners = {names[one.party] for one in view.links(award=OPTION_YEAR) if one.role == "PRODUCT_OWNER"}
        recipients = [names[one.party] for one in view.links(award=OPTION_YEAR) if one.role == "RECIPIENT"]
    assert owners == {"Microsoft"}
    assert recipients == ["Dell"]


def test_an_order_in_a_text_adds_its_items_to_what_the_register_says(record: Record) -> None:
    link = owner_link(record, AZURE, "Microsoft")
    assert link.label == "SUPPLIED_VIA"
    assert sum(isinstance(place, Field) for place in link.evidence) == 1
    assert spans(link) == [
        "0001 Azure Government consumption, 12 months 1 LO 500,000.00 500,000.00",
        "70CTD0-18-F-C0000038",
    ]


def test_an_article_adds_evidence_makes_mentions_and_ties_no_sum(record: Record) -> None:
    assert owner_link(record, CLOUD, "Amazon").label == "SUPPLIED_VIA"
    assert len(spans(owner_link(record, CLOUD, "Amazon"))) == 1
    assert owner_link(record, CLOUD, "Microsoft").label == "MENTION_ONLY"
    with View.open(record) as view:
        names = {party: name for party, (name, _) in view.party_names().items()}
        makers = [names[one.party] for one in view.links(award=CLEAR) if one.role == "PRODUCT_OWNER"]
    assert makers == ["Thomson Reuters"]


def test_every_span_of_a_link_is_checked_by_verify(record: Record, tmp_path: Path) -> None:
    def quiet(stage: str, done: int, total: int) -> None:
        """Report progress to nobody."""

    assert verify(record, Config(engine="inline"), quiet).findings == ()
    shutil.copytree(record.folder, tmp_path / "record")
    broken = open_record(tmp_path / "record")
    with closing(sqlite3.connect(broken.database)) as connection, connection:
        changed = connection.execute(
            "UPDATE links SET evidence = replace(evidence, 'Office 365 lic', 'Office 365 LIC')"
        )
        assert changed.rowcount
    findings = verify(broken, Config(engine="inline"), quiet).findings
    assert [one.kind for one in findings] == ["span"]
    assert "Office 365 LIC" in findings[0].message


def test_the_export_has_the_spans_and_they_stand_in_the_exported_text(record: Record, tmp_path: Path) -> None:
    for form in ("jsonl", "ocds", "ftm"):
        assert main(["export", str(record.folder), "--format", form, "--to", str(tmp_path / form)]) in {0, None}
    documents, links = (
        [json.loads(line) for line in (tmp_path / "jsonl" / name).read_text(encoding="utf-8").split("\n") if line]
        for name in ("documents.jsonl", "links.jsonl")
    )
    texts = {one["id"]: one["text"] for one in documents}
    places = [place for link in links for place in link["evidence"] if "document" in place]
    assert len(places) >= 6
    for place in places:
        assert place.keys() == {"document", "start", "end", "text"}
        assert texts[place["document"]][place["start"] : place["end"]] == place["text"]


def test_the_page_shows_the_words_and_opens_the_document_at_them(record: Record) -> None:
    client = TestClient(make_app(record, ("testserver",)), raise_server_exceptions=False)
    page = client.get(f"/awards/{OPTION_YEAR}")
    assert page.status_code == 200
    assert "Exercises the second option year for Office 365 licenses." in page.text
    link = owner_link(record, OPTION_YEAR, "Microsoft")
    (words, _) = [place for place in link.evidence if isinstance(place, Span)]
    address = (
        f"/documents/{words.document}#:~:text=Exercises%20the%20second%20option%20year%20for%20Office%20365%20licenses."
    )
    assert f'href="{address}"' in page.text
    assert words.text in re.sub(r"<[^>]+>", "", client.get(address).text)  # the marks within them left out
    answer = client.get("/api/links", params={"award": OPTION_YEAR}).json()
    evidence = [place for link in answer["rows"] for place in link["evidence"] if "document" in place]
    assert {"document": words.document, "start": words.start, "end": words.end, "text": words.text} in evidence


def test_show_lists_the_words_and_their_context(record: Record) -> None:
    link = owner_link(record, OPTION_YEAR, "Microsoft")
    (words, _) = [place for place in link.evidence if isinstance(place, Span)]
    with View.open(record) as view:
        shown = show(view, OPTION_YEAR)
        assert award_page(view, OPTION_YEAR).row.evidence
    assert (
        "rests on",
        f"characters {words.start}-{words.end} of document {words.document[:12]}: {words.text}",
    ) in shown.facts
    assert any((words.text, "words") in passage.pieces for passage in shown.passages)
