"""The example is true, fair and free of personal data, as far as a machine can check that."""

import csv
import json
import re
import runpy
from collections.abc import Callable
from decimal import Decimal
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import yaml

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "azure-ice"
ARTICLES = EXAMPLE / "articles"
SHARED = ROOT.parent / "shared"
PDF = ARTICLES / "2018-06-29-reading-the-spending-record.pdf"
PIECES = sorted(path for path in ARTICLES.glob("2018-*") if path.suffix != ".yaml")
AWARDS = EXAMPLE / "awards" / "ice-awards-2018.csv"
VEHICLES = EXAMPLE / "awards" / "dhs-vehicles.csv"

WORDS_LIMIT = 20
COPY_WORDS = 8  # a run this long outside quotation marks is somebody else's sentence
STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})
E_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
TELEPHONE = re.compile(r"(?<![\w.])(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}(?![\w.])")
FPDS = {"atom": "http://www.w3.org/2005/Atom", "f": "https://www.fpds.gov/FPDS"}
VEHICLE_PATHS = {
    "award_id_piid": "contractID/IDVID/PIID",
    "parent_award_id_piid": "contractID/referencedIDVID/PIID",
    "parent_award_agency_id": "contractID/referencedIDVID/agencyID",
    "parent_award_agency_name": "contractID/referencedIDVID/agencyID@name",
    "federal_action_obligation": "dollarValues/obligatedAmount",
    "total_dollars_obligated": "totalDollarValues/totalObligatedAmount",
    "current_total_value_of_award": "totalDollarValues/totalBaseAndExercisedOptionsValue",
    "potential_total_value_of_award": "totalDollarValues/totalBaseAndAllOptionsValue",
    "awarding_sub_agency_code": "purchaserInformation/contractingOfficeAgencyID",
    "awarding_sub_agency_name": "purchaserInformation/contractingOfficeAgencyID@name",
    "awarding_office_code": "purchaserInformation/contractingOfficeID",
    "awarding_office_name": "purchaserInformation/contractingOfficeID@name",
    "funding_sub_agency_code": "purchaserInformation/fundingRequestingAgencyID",
    "funding_sub_agency_name": "purchaserInformation/fundingRequestingAgencyID@name",
    "funding_office_code": "purchaserInformation/fundingRequestingOfficeID",
    "funding_office_name": "purchaserInformation/fundingRequestingOfficeID@name",
    "recipient_name": "vendor/vendorHeader/vendorName",
    "recipient_uei": "vendor/vendorSiteDetails/entityIdentifiers/vendorUEIInformation/UEI",
    "recipient_parent_uei": "vendor/vendorSiteDetails/entityIdentifiers/vendorUEIInformation/ultimateParentUEI",
    "recipient_parent_name": "vendor/vendorSiteDetails/entityIdentifiers/vendorUEIInformation/ultimateParentUEIName",
    "cage_code": "vendor/vendorSiteDetails/entityIdentifiers/cageCode",
    "idv_type_code": "contractData/contractActionType",
    "idv_type": "contractData/contractActionType@description",
    "multiple_or_single_award_idv_code": "contractData/multipleOrSingleAwardIDC",
    "multiple_or_single_award_idv": "contractData/multipleOrSingleAwardIDC@description",
    "prime_award_base_transaction_description": "contractData/descriptionOfContractRequirement",
    "solicitation_identifier": "contractData/solicitationID",
    "action_type_code": "contractData/reasonForModification",
    "action_type": "contractData/reasonForModification@description",
    "product_or_service_code": "productOrServiceInformation/productOrServiceCode",
    "product_or_service_code_description": "productOrServiceInformation/productOrServiceCode@description",
    "naics_code": "productOrServiceInformation/principalNAICSCode",
    "naics_description": "productOrServiceInformation/principalNAICSCode@description",
    "last_modified_date": "transactionInformation/lastModifiedDate",
}
VEHICLE_DATES = {
    "action_date": "relevantContractDates/signedDate",
    "period_of_performance_start_date": "relevantContractDates/effectiveDate",
    "ordering_period_end_date": "relevantContractDates/lastDateToOrder",
}
VEHICLE_CONSTANTS = {
    "contract_award_unique_key": "CONT_IDV_HSHQDC15A00017_7001",
    "award_or_idv_flag": "IDV",
    "awarding_agency_code": "070",
    "awarding_agency_name": "Department of Homeland Security",
    "funding_agency_code": "070",
    "funding_agency_name": "Department of Homeland Security",
}
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")


class _Paragraphs(HTMLParser):
    """Collect the visible text of a page, one entry for each block element."""

    BLOCKS = frozenset({"p", "h1", "h2", "li", "title", "div", "td", "form", "button"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = [""]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the base class's signature
        self.hidden += tag in {"script", "style"}
        if tag in self.BLOCKS:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}
        if tag in self.BLOCKS:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found[-1] += data


def _of_html(path: Path) -> list[str]:
    parser = _Paragraphs()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.found


def _of_text(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n\n")


def _of_mail(path: Path) -> list[str]:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    content = message.get_content()
    assert isinstance(content, str)
    return [str(message["Subject"]), *content.split("\n\n")]


def _of_pdf(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


TEXT_OF: dict[str, Callable[[Path], list[str]]] = {
    ".html": _of_html,
    ".txt": _of_text,
    ".eml": _of_mail,
    ".pdf": _of_pdf,
}


def paragraphs(path: Path) -> list[str]:
    """Give the paragraphs of a piece, white space folded and quotation marks and apostrophes straight."""
    folded = (" ".join(part.split()).translate(STRAIGHT) for part in TEXT_OF[path.suffix](path))
    return [part for part in folded if part]


def split_quotations(parts: list[str]) -> tuple[list[str], list[str]]:
    """Part the text into quotations and the words around them.

    A mark left open at the end of a paragraph goes on with the mark that opens the next one, as is usual in print.
    """
    quoted: list[str] = []
    plain: list[str] = []
    still_open = ""
    for part in parts:
        pieces = part.split('"')
        if still_open:
            assert not pieces[0], f"quotation left open before {part!r}"
            pieces[1] = f"{still_open} {pieces[1]}"
            still_open = ""
        if len(pieces) % 2 == 0:
            still_open = pieces.pop()
        quoted += pieces[1::2]
        plain += [piece for piece in pieces[0::2] if piece]
    assert not still_open, f"quotation never closed: {still_open!r}"
    return quoted, plain


def words(text: str) -> list[str]:
    """Cut a text into lower-case words, punctuation dropped."""
    return re.findall(r"[\w'$]+(?:[.,]\d+)*", text.lower())


def rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file by its header."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mask(description: str) -> str:
    """Mask e-mail addresses and ten-digit telephone numbers, as the README says was done."""
    return re.sub(r"\b\d{10}\b", "[telephone masked]", E_MAIL.sub("[e-mail masked]", description))


def shared_statements() -> str:
    """Join the words of the articles and notes that the quotations were taken from."""
    files = [*sorted((SHARED / "data" / "articles").glob("*.txt")), SHARED / "research" / "spending.md"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return " ".join(words(text.translate(STRAIGHT)))


def test_the_pieces_are_all_there() -> None:
    """Seven pieces in four formats."""
    assert [path.suffix for path in PIECES] == [".html", ".html", ".html", ".txt", ".eml", ".html", ".pdf"]


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.name)
def test_quotations_are_short(path: Path) -> None:
    """Every piece quotes, and no quotation has more than twenty words."""
    quoted, _ = split_quotations(paragraphs(path))
    assert quoted
    assert [one for one in quoted if len(words(one)) > WORDS_LIMIT] == []


def test_a_quotation_over_two_paragraphs_counts_as_one() -> None:
    """An open mark goes on in the next paragraph."""
    assert split_quotations(['He said: "One.', '"Two," he said.']) == (["One. Two,"], ["He said: ", " he said."])


def test_one_piece_carries_a_quotation_over_two_paragraphs() -> None:
    """Cook's words in the staff-letter piece stand in two paragraphs."""
    quoted, _ = split_quotations(paragraphs(ARTICLES / "2018-06-20-staff-letter.txt"))
    assert (
        "Kids are the most vulnerable people in any society. I think that what's happening is inhumane, it needs to stop."
        in quoted
    )


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.name)
def test_quotations_are_real(path: Path) -> None:
    """Every quotation occurs word for word in the collected articles or notes."""
    known = shared_statements()
    quoted, _ = split_quotations(paragraphs(path))
    assert [one for one in quoted if " ".join(words(one)) not in known] == []


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("path", [*PIECES, ROOT / "docs" / "example.md"], ids=lambda path: path.name)
def test_no_sentence_is_copied(path: Path) -> None:
    """Outside quotation marks no run of eight words is shared with a collected article."""
    known = f" {shared_statements()} "
    text = paragraphs(path) if path in PIECES else path.read_text(encoding="utf-8").split("\n\n")
    runs = [words(part) for part in split_quotations(text)[1]]
    starts = [(run, at) for run in runs for at in range(len(run) - COPY_WORDS + 1)]
    phrases = [" ".join(run[at : at + COPY_WORDS]) for run, at in starts]
    assert [phrase for phrase in phrases if f" {phrase} " in known] == []


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.name)
def test_pieces_are_short_reads(path: Path) -> None:
    """A piece has at least 150 words; the longest with all its furniture has fewer than 600."""
    assert 150 <= sum(len(words(part)) for part in paragraphs(path)) < 600


@pytest.mark.parametrize(
    "path", sorted(p for p in EXAMPLE.rglob("*.*") if p.suffix != ".pyc"), ids=lambda path: path.name
)
def test_no_address_and_no_telephone_number(path: Path) -> None:
    """E-mail addresses are at example.org only, and there is no telephone number, in any file."""
    parts = paragraphs(path) if path.suffix == ".pdf" else [path.read_text(encoding="utf-8")]
    text = "\n".join([*parts, *(paragraphs(path) if path.suffix == ".eml" else [])])
    assert [found.group() for found in E_MAIL.finditer(text) if found.group(1) != "example.org"] == []
    assert TELEPHONE.findall(text) == []


@pytest.mark.parametrize("number", ["2025550123", "(202) 555-0123", "202-555-0123", "+1 202 555 0123"])
def test_the_telephone_rule_finds_numbers(number: str) -> None:
    """The rule above is able to fail."""
    assert TELEPHONE.search(f"call {number} now") is not None


def test_the_reported_amount_stands_once() -> None:
    """One piece, once, as reported."""
    text = " ".join(part for path in PIECES for part in paragraphs(path))
    assert re.findall(r"\$[\d.,]+\d(?: \w+)?", text) == ["$19.4 million"]


def test_clean_page_states_its_metadata() -> None:
    """The JSON-LD and the meta tags of the first piece agree on title and date."""
    source = (ARTICLES / "2018-01-24-azure-government-authorised.html").read_text(encoding="utf-8")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)
    assert block is not None
    stated = json.loads(block.group(1))
    assert f'<meta property="og:title" content="{stated["headline"]}">' in source
    assert f'<meta property="article:published_time" content="{stated["datePublished"]}">' in source


def test_sidecar_has_the_known_keys() -> None:
    """The sidecar names title and publisher as the text itself does."""
    sidecar = yaml.safe_load((ARTICLES / "2018-06-20-staff-letter.txt.meta.yaml").read_text(encoding="utf-8"))
    text = paragraphs(ARTICLES / "2018-06-20-staff-letter.txt")
    assert sorted(sidecar) == ["authors", "published", "publisher", "title", "url"]
    assert sidecar["title"] in text
    assert text[0].startswith(sidecar["publisher"])


def test_mail_is_quoted_printable() -> None:
    """The newsletter is UTF-8 in quoted-printable, bytes below 128 only."""
    content = (ARTICLES / "2018-06-21-procurement-letter.eml").read_bytes()
    message = message_from_bytes(content, policy=policy.default)
    assert (message["Content-Transfer-Encoding"], message.get_content_charset()) == ("quoted-printable", "utf-8")
    assert content.isascii()
    assert "“" in str(message.get_content())


def test_script_makes_the_committed_pdf(tmp_path: Path) -> None:
    """tools/example_pdf.py gives the text that is committed; bytes may differ between versions of reportlab."""
    made = tmp_path / "made.pdf"
    runpy.run_path(str(ROOT / "tools" / "example_pdf.py"))["write_pdf"](made)
    assert paragraphs(made) == paragraphs(PDF)


def test_pdf_is_dated_by_its_story() -> None:
    """The file's own date is that of the note, not the default of a reproducible PDF."""
    with pypdfium2.PdfDocument(PDF) as pdf:
        assert pdf.get_metadata_value("CreationDate") == "D:20180629090000+00'00'"


def test_the_trap_is_set() -> None:
    """Exactly one row rounds to the reported amount, and its recipient is another firm."""
    columns = ("current_total_value_of_award", "potential_total_value_of_award")
    hits = [
        (row["recipient_name"], column)
        for row in rows(AWARDS)
        for column in columns
        if round(Decimal(row[column]), -5) == Decimal(19_400_000)
    ]
    assert hits == [("WEST PUBLISHING CORPORATION", "potential_total_value_of_award")]


def test_the_larger_dell_order_hangs_on_the_vehicle_alone() -> None:
    """No text of that order names Microsoft; its parent is the vehicle in the other file."""
    order = [row for row in rows(AWARDS) if row["award_id_piid"] == "HSCETE17J00341"]
    assert [row["modification_number"] for row in order] == ["0", "P00001"]
    assert [row for row in order if "MICROSOFT" in " ".join(row.values())] == []
    assert {row["parent_award_id"] for row in order} == {row["award_id_piid"] for row in rows(VEHICLES)}


@pytest.mark.shared
@needs_shared
def test_award_rows_equal_their_source() -> None:
    """All rows of the seven awards, values unchanged but for what is masked, columns in the source's order."""
    ours = rows(AWARDS)
    piids = {row["award_id_piid"] for row in ours}
    source = rows(SHARED / "data" / "awards" / "tornapart" / "ice_awards_fy13_fy18.csv")
    wanted = [row for row in source if row["award_id_piid"] in piids]
    for row in wanted:
        row["award_description"] = mask(row["award_description"])
    assert ours == [{column: row[column] for column in ours[0]} for row in wanted]
    assert list(ours[0]) == [column for column in source[0] if column in ours[0]]


@pytest.mark.shared
@needs_shared
def test_vehicle_rows_equal_their_source() -> None:
    """Each column of the vehicle rows holds what FPDS states; dates lose their midnight."""
    actions = _fpds_actions()
    ours = rows(VEHICLES)
    assert [row["modification_number"] for row in ours] == ["0", "P00011"]
    for row in ours:
        action = actions[row["modification_number"]]
        expected = {column: _fpds(action, path) for column, path in VEHICLE_PATHS.items()}
        expected |= {column: _fpds(action, path).removesuffix(" 00:00:00") for column, path in VEHICLE_DATES.items()}
        assert row == expected | VEHICLE_CONSTANTS | {"modification_number": row["modification_number"]}


def _fpds_actions() -> dict[str, ET.Element]:
    files = (SHARED / "data" / "awards" / "fpds_atom" / "raw_xml").glob("HSHQDC15A00017__*.xml")
    trees = [ET.parse(path) for path in files]  # noqa: S314  # files of our own research folder
    found = [one for tree in trees for one in tree.iterfind("atom:entry/atom:content/f:IDV", FPDS)]
    return {_fpds(one, "contractID/IDVID/modNumber"): one for one in found}


def _fpds(action: ET.Element, path: str) -> str:
    where, _, attribute = path.partition("@")
    element = action.find("/".join(f"f:{step}" for step in where.split("/")), FPDS)
    if element is None:
        return ""
    return (element.get(attribute) if attribute else element.text) or ""
