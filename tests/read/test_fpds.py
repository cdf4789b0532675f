"""FPDS files: every entry an action or a problem, every value with the element it came from."""

import csv
import gzip
import time
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.award import Action, award_of
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId, artefact_id
from onrecord.model.problem import Problem
from onrecord.read import fpds, usaspending
from onrecord.read.fpds_cutter import TEXT_LIMIT
from onrecord.read.fpds_records import NAMES_LIMIT
from onrecord.store.rows import dump

AWARDS = Path(__file__).parents[3] / "shared" / "data" / "awards"
RAW = AWARDS / "fpds_atom" / "raw_xml"
needs_shared = pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is absent")

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>FPDS-NG search results</title>'
NAMESPACE = 'xmlns:ns1="https://www.fpds.gov/FPDS"'
ORIGIN = Origin(artefact=artefact_id(b""), path="a.xml", collected_at="2026-01-01T00:00:00+00:00")


def award(
    piid: str = "X17J1",
    modification: str = "P00001",
    signed: str = "2018-06-15 00:00:00",
    *,
    inside: str = "",
    **sums: str,
) -> str:
    """Write an order under a vehicle, with the sums that are given by name."""
    flows = "".join(f"<ns1:{name}>{text}</ns1:{name}>" for name, text in sums.items() if not name.startswith("total"))
    totals = "".join(f"<ns1:{name}>{text}</ns1:{name}>" for name, text in sums.items() if name.startswith("total"))
    return f"""<ns1:award {NAMESPACE} version="1.5">
<ns1:awardID><ns1:awardContractID><ns1:agencyID name="BUREAU">7012</ns1:agencyID><ns1:PIID>{piid}</ns1:PIID>
<ns1:modNumber>{modification}</ns1:modNumber><ns1:transactionNumber>0</ns1:transactionNumber></ns1:awardContractID>
<ns1:referencedIDVID><ns1:agencyID>7001</ns1:agencyID><ns1:PIID>V15A1</ns1:PIID></ns1:referencedIDVID></ns1:awardID>
<ns1:relevantContractDates><ns1:signedDate>{signed}</ns1:signedDate><ns1:effectiveDate>2018-06-16</ns1:effectiveDate>
<ns1:currentCompletionDate>2019-06-15</ns1:currentCompletionDate>
<ns1:ultimateCompletionDate>2022-06-15</ns1:ultimateCompletionDate></ns1:relevantContractDates>
<ns1:dollarValues>{flows}</ns1:dollarValues><ns1:totalDollarValues>{totals}</ns1:totalDollarValues>
<ns1:purchaserInformation>
<ns1:contractingOfficeAgencyID name="BUREAU" departmentID="7000" departmentName="DEPARTMENT">7012</ns1:contractingOfficeAgencyID>
<ns1:fundingRequestingAgencyID name="PAYER">7022</ns1:fundingRequestingAgencyID></ns1:purchaserInformation>
<ns1:contractData><ns1:contractActionType description="DELIVERY ORDER">C</ns1:contractActionType>
<ns1:reasonForModification description="NOVATION AGREEMENT">J</ns1:reasonForModification>
<ns1:descriptionOfContractRequirement>LICENCES &amp; SUPPORT</ns1:descriptionOfContractRequirement></ns1:contractData>
<ns1:vendor><ns1:vendorHeader><ns1:vendorName>EXAMPLE, INC.</ns1:vendorName></ns1:vendorHeader><ns1:vendorSiteDetails>
<ns1:entityIdentifiers><ns1:vendorDUNSInformation><ns1:DUNSNumber>74108176</ns1:DUNSNumber></ns1:vendorDUNSInformation>
<ns1:vendorUEIInformation><ns1:UEI>ABCDEFGH1234</ns1:UEI><ns1:ultimateParentUEI>PARENTPAREN1</ns1:ultimateParentUEI>
<ns1:ultimateParentUEIName>PARENT CORP</ns1:ultimateParentUEIName></ns1:vendorUEIInformation><ns1:cageCode>0AB12</ns1:cageCode>
</ns1:entityIdentifiers></ns1:vendorSiteDetails></ns1:vendor>{inside}</ns1:award>"""


def feed(*records: str) -> str:
    entries = "".join(f"<entry><title>one</title><content>{record}</content></entry>" for record in records)
    return f"{HEAD}{entries}</feed>"


@dataclass(frozen=True)
class Read:
    """What a file gave."""

    actions: list[Action]
    problems: list[Problem]


def read(path: Path) -> Read:
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    found = list(fpds.rows(path, origin, Config()))
    actions = [one for one in found if isinstance(one, Action)]
    return Read(actions, [one for one in found if isinstance(one, Problem)])


def reading_of(folder: Path, content: str | bytes) -> Read:
    path = folder / "a.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


def problems(reading: Read) -> list[tuple[str, str]]:
    return [(one.code, one.message.removeprefix("a.xml: ")) for one in reading.problems]


def money(action: Action) -> list[tuple[str, str, str | None]]:
    return [(one.notion, str(one.amount), one.as_of) for one in action.money]


def test_an_order_becomes_an_action(tmp_path: Path) -> None:
    """Keys, names, identifiers and dates stand where USAspending's rows have them."""
    sums = {"obligatedAmount": "-10.50", "totalObligatedAmount": "100", "totalBaseAndExercisedOptionsValue": "200"}
    reading = reading_of(tmp_path, feed(award(**sums, totalBaseAndAllOptionsValue="300.00")))
    (action,) = reading.actions
    assert reading.problems == []
    assert (action.award, action.parent) == ("CONT_AWD_X17J1_7012_V15A1_7001", "CONT_IDV_V15A1_7001")
    assert (action.kind, action.acted_on, action.modification, action.row) == ("order", "2018-06-15", "P00001", 1)
    assert (action.buyer, action.buyer_code, action.department) == ("BUREAU", "7012", "DEPARTMENT")
    assert (action.funder, action.funder_code) == ("PAYER", "7022")
    assert (action.recipient, action.recipient_parent) == ("EXAMPLE, INC.", "PARENT CORP")
    assert action.recipient_identifiers == (("us-uei", "ABCDEFGH1234"), ("us-duns", "074108176"), ("us-cage", "0AB12"))
    assert action.recipient_parent_identifiers == (("us-uei", "PARENTPAREN1"),)
    assert action.description == "LICENCES & SUPPORT"
    assert action.obligated == Decimal("-10.50")
    assert [(one.notion, str(one.amount)) for one in action.money] == [
        ("obligated", "100"),
        ("current", "200"),
        ("potential", "300.00"),
    ]


def test_one_order_in_two_sources_is_one_award(tmp_path: Path) -> None:
    """The same action read from USAspending's CSV counts once beside it."""
    columns = {
        "award_id_piid": "X17J1", "modification_number": "P00001", "parent_award_agency_id": "7001",
        "parent_award_id": "V15A1", "federal_action_obligation": "-10.5", "action_date": "2018-06-15",
        "awarding_agency_name": "DEPARTMENT", "awarding_sub_agency_code": "7012", "recipient_duns": "074108176",
        "recipient_name": "EXAMPLE, INC.", "award_type_code": "C",
    }  # fmt: skip
    table = tmp_path / "a.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([columns, columns.values()])
    origin = Origin(artefact=artefact_id(b"csv"), path="a.csv", collected_at="2026-01-01T00:00:00+00:00")
    (there,) = [one for one in usaspending.rows(table, origin, Config()) if isinstance(one, Action)]
    (here,) = reading_of(tmp_path, feed(award(obligatedAmount="-10.50"))).actions
    assert (here.award, here.parent, here.kind) == (there.award, there.parent, there.kind)
    assert set(there.recipient_identifiers) < set(here.recipient_identifiers)
    held = award_of([here, there])
    assert (held.actions, [(one.notion, one.amount) for one in held.money]) == (1, [("obligated", Decimal("-10.5"))])


def test_fields_point_at_the_elements_they_came_from(tmp_path: Path) -> None:
    """Every field's text is found again at its pointer; attributes have an @."""
    reading = reading_of(tmp_path, feed(award(obligatedAmount=" 5 "), award("X2", "0", totalObligatedAmount="7")))
    fields = [field for action in reading.actions for _, field in action.fields]
    texts = {one.pointer: one.text for one in fields}
    assert fpds.field_texts(tmp_path / "a.xml", list(texts)) == texts
    assert texts["entry=1;element=award/dollarValues/obligatedAmount"] == " 5 "
    assert texts["entry=2;element=award/awardID/awardContractID/PIID"] == "X2"
    assert texts["entry=1;element=award/purchaserInformation/contractingOfficeAgencyID@departmentName"] == "DEPARTMENT"
    named = [{name: field.text for name, field in action.fields} for action in reading.actions]
    assert (named[0]["reason_code"], named[0]["reason"]) == ("J", "NOVATION AGREEMENT")
    assert (named[0]["obligated"], named[1]["obligated"]) == (" 5 ", "7")
    assert ("start" in named[0], named[0]["effective"], named[1]["start"]) == (False, "2018-06-16", "2018-06-16")


BOUGHT = """<ns1:productOrServiceInformation><ns1:productOrServiceCode description="SOFTWARE">7A21</ns1:productOrServiceCode>
<ns1:principalNAICSCode>511210</ns1:principalNAICSCode></ns1:productOrServiceInformation>"""


def test_why_it_was_changed_and_what_was_bought(tmp_path: Path) -> None:
    (action,) = reading_of(tmp_path, feed(award(inside=BOUGHT))).actions
    assert (action.reason_code, action.reason, action.transaction) == ("J", "NOVATION AGREEMENT", "0")
    assert action.categories == (("psc", "7A21"), ("naics", "511210"))


def test_contact_data_is_masked_on_reading_and_on_verifying(tmp_path: Path) -> None:
    text = feed(award()).replace("LICENCES &amp; SUPPORT", " POC JANE DOE 202-555-0100 JANE.DOE@EXAMPLE.GOV ")
    (action,) = reading_of(tmp_path, text).actions
    pointer = "entry=1;element=award/contractData/descriptionOfContractRequirement"
    assert action.description == "POC JANE DOE [telephone] [e-mail]"
    assert {field.pointer: field.text for name, field in action.fields if name == "description"} == {
        pointer: " POC JANE DOE [telephone] [e-mail] "
    }
    assert fpds.field_texts(tmp_path / "a.xml", [pointer]) == {pointer: " POC JANE DOE [telephone] [e-mail] "}


def test_records_share_one_layout(tmp_path: Path) -> None:
    """What a record does not have keeps its place, so that a million records do not bring a million layouts."""
    first, second = reading_of(
        tmp_path, feed(award("X1", "0", obligatedAmount="1"), award("X2", totalObligatedAmount="5", inside=BOUGHT))
    ).actions
    differing = set(first.places.layout) ^ set(second.places.layout)
    assert {name for name, _ in differing} == {"obligated"}


def test_a_large_file_is_dated_in_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every action comes, once and in order; what adds up only across two stretches stays without a date."""
    monkeypatch.setattr(fpds, "ACTIONS_HELD", 2)
    pairs = [award(f"X{number}", "0", obligatedAmount="5", totalObligatedAmount="5") for number in range(3)]
    base = award("Y", "0", obligatedAmount="1", totalObligatedAmount="3")
    actions = reading_of(
        tmp_path, feed(*pairs, base, award("Y", "P1", obligatedAmount="2", totalObligatedAmount="3"))
    ).actions
    assert [one.row for one in actions] == [1, 2, 3, 4, 5]
    assert [one.money[0].as_of for one in actions] == ["2018-06-15"] * 3 + [None, None]


def test_pointers_that_lead_nowhere_are_left_out(tmp_path: Path) -> None:
    reading_of(tmp_path, feed(award()))
    good = "entry=1;element=award/awardID/awardContractID/PIID"
    wanted = [
        good,
        good.replace("=1", "=2"),
        good.replace("=1", "=01"),
        good.replace("award/", "IDV/", 1),
        good + "@name",
        "entry=²;element=award/awardID",
        "entry=1;element=award",
        "row=1;column=piid",
        "",
    ]
    assert fpds.field_texts(tmp_path / "a.xml", wanted) == {good: "X17J1"}


def test_starting_and_signing_an_award_are_not_those_of_a_modification(tmp_path: Path) -> None:
    first, second = reading_of(tmp_path, feed(award(modification="0"), award())).actions
    assert first.dates == (
        ("start", "2018-06-16"),
        ("end", "2019-06-15"),
        ("potential_end", "2022-06-15"),
        ("signed", "2018-06-15"),
    )
    assert second.dates == (("end", "2019-06-15"), ("potential_end", "2022-06-15"))


def test_totals_are_dated_only_where_the_file_adds_up_to_them(tmp_path: Path) -> None:
    """The totals of every record are those of the day the file was made: dating them by the record would be false."""
    base = {"obligatedAmount": "10", "baseAndAllOptionsValue": "50"}
    more = {"obligatedAmount": "5.00", "baseAndAllOptionsValue": "-1"}
    total = {"totalObligatedAmount": "15.00", "totalBaseAndAllOptionsValue": "99"}
    first, second = reading_of(
        tmp_path,
        feed(award("X1", "0", "2018-01-01", **base, **total), award("X1", "P1", "2018-02-01", **more, **total)),
    ).actions
    expected = [("obligated", "15.00", "2018-02-01"), ("potential", "99", None)]
    assert (money(first), money(second)) == (expected, expected)
    assert [one.basis for one in first.money] == [
        "totalDollarValues/totalObligatedAmount",
        "totalDollarValues/totalBaseAndAllOptionsValue, of the day the file was made",
    ]


def test_totals_without_the_award_itself_have_no_date(tmp_path: Path) -> None:
    """What came before a modification may be as much as what comes after it."""
    (action,) = reading_of(tmp_path, feed(award(obligatedAmount="5", totalObligatedAmount="5"))).actions
    assert money(action) == [("obligated", "5", None)]


def test_the_same_entry_twice_adds_once(tmp_path: Path) -> None:
    one = award("X1", "0", "2018-01-01", obligatedAmount="5", totalObligatedAmount="5")
    first, second = reading_of(tmp_path, feed(one, one)).actions
    assert money(first) == money(second) == [("obligated", "5", "2018-01-01")]
    assert award_of([first, second]).actions == 1


def test_the_total_of_a_transaction_number_is_none_of_the_award(tmp_path: Path) -> None:
    text = award("X1", "0", obligatedAmount="5", totalObligatedAmount="5")
    text = text.replace("<ns1:transactionNumber>0<", "<ns1:transactionNumber>15<")
    (action,) = reading_of(tmp_path, feed(text)).actions
    assert (action.obligated, action.money) == (Decimal(5), ())


def test_vehicles_and_other_transactions(tmp_path: Path) -> None:
    """A vehicle has a key of its own and may hang on another; other transactions say the same one element deeper."""
    vehicle = f"""<p:IDV {NAMESPACE.replace("ns1", "p")}><p:contractID><p:IDVID><p:agencyID>9700</p:agencyID>
<p:PIID>HC1</p:PIID><p:modNumber>0</p:modNumber></p:IDVID><p:referencedIDVID><p:agencyID>4730</p:agencyID>
<p:PIID>GS1</p:PIID></p:referencedIDVID></p:contractID>
<p:relevantContractDates><p:lastDateToOrder>2022-10-31</p:lastDateToOrder></p:relevantContractDates>
<p:totalDollarValues><p:totalBaseAndAllOptionsValue>2840238077721.00</p:totalBaseAndAllOptionsValue></p:totalDollarValues>
<p:purchaserInformation><p:contractingOfficeAgencyID name="DISA">97AK</p:contractingOfficeAgencyID></p:purchaserInformation>
<p:contractData><p:contractActionType description="BPA">A</p:contractActionType></p:contractData></p:IDV>"""
    other = """<OtherTransactionAward><OtherTransactionAwardID><OtherTransactionAwardContractID><agencyID>9700</agencyID>
<PIID>OT1</PIID><modNumber>0</modNumber></OtherTransactionAwardContractID></OtherTransactionAwardID><contractDetail>
<relevantContractDates><signedDate>2019-02-22</signedDate></relevantContractDates>
<dollarValues><obligatedAmount>3</obligatedAmount></dollarValues></contractDetail></OtherTransactionAward>"""
    first, second = reading_of(tmp_path, feed(vehicle, other)).actions
    assert (first.award, first.parent, first.kind) == ("CONT_IDV_HC1_9700", "CONT_IDV_GS1_4730", "idv")
    assert (first.buyer_code, first.dates) == ("97AK", (("last_order", "2022-10-31"),))
    assert money(first) == [("potential", "2840238077721.00", None)]
    assert (second.award, second.kind) == ("CONT_AWD_OT1_9700_-NONE-_-NONE-", "unknown")
    assert (second.obligated, second.acted_on) == (Decimal(3), "2019-02-22")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("ns1:", "ns0:").replace(":ns1", ":ns0"),
        lambda text: text.replace("ns1:", "").replace(":ns1", ""),
        lambda text: text.replace(f" {NAMESPACE}", ""),
        lambda text: text.replace(NAMESPACE, 'xmlns:ns1="http://www.fpdsng.com/FPDS"'),
        lambda text: text.replace("<", "\n\t<"),
    ],
)
def test_any_prefix_and_a_record_alone(tmp_path: Path, change: object) -> None:
    assert callable(change)
    whole = change(award(obligatedAmount="1"))
    page = change(feed(award(obligatedAmount="1")).replace("\n<", "<"))
    alone = f"<records>{whole}{whole}</records>"
    found = [reading_of(tmp_path, text) for text in (whole, page, alone)]
    assert [[(one.row, one.award, one.obligated) for one in reading.actions] for reading in found] == [
        [(1, "CONT_AWD_X17J1_7012_V15A1_7001", Decimal(1))],
        [(1, "CONT_AWD_X17J1_7012_V15A1_7001", Decimal(1))],
        [(number, "CONT_AWD_X17J1_7012_V15A1_7001", Decimal(1)) for number in (1, 2)],
    ]


def test_bad_entries_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Bad dates and sums lose their value only; entries are numbered as the feed has them."""
    long = "x" * (TEXT_LIMIT + 1)
    reading = reading_of(
        tmp_path,
        feed(
            award(signed="soon", obligatedAmount="1.2E+07", baseAndAllOptionsValue="much"),
            "<p>withdrawn</p>",
            award(piid=" "),
            award().replace("LICENCES", long),
            award("X5"),
        ),
    )
    assert [(one.row, one.piid, one.acted_on, one.obligated) for one in reading.actions] == [
        (1, "X17J1", None, None),
        (4, "X17J1", "2018-06-15", None),
        (5, "X5", "2018-06-15", None),
    ]
    assert problems(reading) == [
        ("bad_row", "entry 1: relevantContractDates/signedDate 'soon' is no date; left out"),
        ("bad_row", "entry 1: dollarValues/obligatedAmount '1.2E+07' is no sum; left out"),
        ("bad_row", "entry 1: dollarValues/baseAndAllOptionsValue 'much' is no sum; left out"),
        ("bad_row", "entry 2: no award in this entry; left out"),
        ("bad_row", "entry 3: no award number; left out"),
        ("bad_row", "entry 4: contractData/descriptionOfContractRequirement is longer than any value; left out"),
    ]


def test_only_a_hundred_bad_entries_are_named(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, feed(*[award(obligatedAmount="much")] * 130))
    assert (len(reading.actions), len(reading.problems)) == (130, 101)
    assert "30 more" in reading.problems[-1].message


def test_two_agencies_without_a_code_never_share_an_award(tmp_path: Path) -> None:
    texts = [
        award().replace('<ns1:agencyID name="BUREAU">7012</ns1:agencyID>', "").replace("BUREAU", name) for name in "AB"
    ]
    first, second = reading_of(tmp_path, feed(*texts)).actions
    assert first.award != second.award
    assert not first.award.startswith("CONT_")


def test_what_stands_twice_in_a_record_counts_once(tmp_path: Path) -> None:
    """A second vendor, and elements inside a value, never get into the first."""
    second = "<ns1:vendor><ns1:vendorHeader><ns1:vendorName>OTHER</ns1:vendorName></ns1:vendorHeader><ns1:contractorName>O</ns1:contractorName></ns1:vendor>"
    text = award(inside=second).replace("EXAMPLE, INC.", "EXAM<ns1:b>no</ns1:b>PLE<!-- no --><![CDATA[ & CO]]>")
    (action,) = reading_of(tmp_path, feed(text)).actions
    assert action.recipient == "EXAMPLE & CO"
    assert fpds.field_texts(tmp_path / "a.xml", ["entry=1;element=award/vendor/contractorName"]) == {}


def test_a_file_cut_off_keeps_what_stands_before(tmp_path: Path) -> None:
    """Wherever it is cut, whole entries stay, the half one goes, and the message says so."""
    text = feed(award("X1"), award("X2"))
    second = text.index("<ns1:award", text.index("X1"))
    for cut in range(second + 11, text.index("</ns1:award>", second) + 11, 97):
        reading = reading_of(tmp_path, text[:cut])
        assert [one.piid for one in reading.actions] == ["X1"]
        (one,) = problems(reading)
        assert one[0] == "damaged"
        assert "entry 2 and what follows was left out, fetch the file again" in one[1]
    reading = reading_of(tmp_path, text.removesuffix("</feed>"))
    assert [one.piid for one in reading.actions] == ["X1", "X2"]
    assert [code for code, _ in problems(reading)] == ["damaged"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (feed().encode(), "empty"),
        (b"<html><script>award()</script><iframe src='x'/></html>", "empty"),
        (b'{"award": 1}', "damaged"),
        (b"\0" * 200, "damaged"),
        (gzip.compress(b"<award/>", mtime=0), "damaged"),
        (b"<award/>", "bad_row"),
        (b"<award/><award/>", "damaged"),
        (b"<award>&nbsp;</award>", "damaged"),
    ],
)
def test_other_files_say_what_is_wrong(tmp_path: Path, content: bytes, code: str) -> None:
    reading = reading_of(tmp_path, content)
    assert reading.actions == []
    assert code in {code for code, _ in problems(reading)}


def test_a_file_that_is_not_given_is_a_problem(tmp_path: Path) -> None:
    found = fpds.rows(tmp_path / "none.xml", ORIGIN, Config())
    assert [one.code for one in found if isinstance(one, Problem)] == ["unreadable"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE f [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE f [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE f [<!ENTITY % c "x">]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, declaration: str) -> None:
    reading = reading_of(tmp_path, f"{declaration}{award(piid='&c;')}")
    assert reading.actions == []
    assert [code for code, _ in problems(reading)] == ["damaged"]
    assert "declares an entity" in problems(reading)[0][1]


def test_deep_nesting_ends_the_reading_not_the_program(tmp_path: Path) -> None:
    """Inside a record and outside; what stood before is kept."""
    deep = "<a>" * 10_000 + "</a>" * 10_000
    for text in (feed(award("X1"), award("X2", inside=deep)), feed(award("X1"), deep)):
        reading = reading_of(tmp_path, text)
        assert [one.piid for one in reading.actions] == ["X1"]
        assert "deep in each other" in problems(reading)[0][1]


@pytest.mark.parametrize("opening", ["<!--", "<a b='", "<"])
def test_an_endless_tag_is_not_held_in_memory(tmp_path: Path, opening: str) -> None:
    begun = time.monotonic()
    reading = reading_of(tmp_path, feed(award("X1")).removesuffix("</feed>") + opening + "x" * 20_000_000)
    assert [one.piid for one in reading.actions] == ["X1"]
    assert "a tag or comment of more than 1,000,000 bytes" in problems(reading)[0][1]
    assert time.monotonic() - begun < 10


def test_ever_new_names_are_not_held_in_memory(tmp_path: Path) -> None:
    names = "".join(f"<n{number}/>" for number in range(10 * NAMES_LIMIT))
    reading = reading_of(tmp_path, feed(award("X1"), names, award("X2")))
    assert [one.piid for one in reading.actions] == ["X1"]
    assert "different names" in problems(reading)[0][1]


def test_one_long_line_takes_linear_time(tmp_path: Path) -> None:
    """A value of many megabytes is left out; the entries around it stay."""
    begun = time.monotonic()
    reading = reading_of(tmp_path, feed(award("X1"), award("y" * 20_000_000), award("X3")))
    assert [(one.row, one.piid) for one in reading.actions] == [(1, "X1"), (3, "X3")]
    assert time.monotonic() - begun < 10


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    text = feed(award()).replace("EXAMPLE, INC.", "Société “X”")
    reading = reading_of(tmp_path, text.encode("cp1252"))
    assert (reading.actions[0].recipient, [one.code for one in reading.problems]) == (
        "Société “X”",
        ["encoding_guessed"],
    )
    pointer = "entry=1;element=award/vendor/vendorHeader/vendorName"
    assert fpds.field_texts(tmp_path / "a.xml", [pointer]) == {pointer: "Société “X”"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_declared_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding
    text = feed(award()).replace("UTF-8", declared).replace("EXAMPLE, INC.", "Société X")
    reading = reading_of(tmp_path, text.encode(encoding))
    assert (reading.actions[0].recipient, reading.problems) == ("Société X", [])


@pytest.mark.parametrize("declared", ["klingon", "shift_jis", "utf-7", "undefined", "idna", "hex", "cp037", "utf-16"])
def test_encodings_that_cannot_be_are_not_believed(tmp_path: Path, declared: str) -> None:
    """What the bytes are decides, and it is said."""
    text = feed(award()).replace("UTF-8", declared).replace("EXAMPLE, INC.", "Société X")
    for encoding in ("utf-8", "cp1252"):
        reading = reading_of(tmp_path, text.encode(encoding))
        assert reading.actions[0].recipient == "Société X"
        assert [code for code, _ in problems(reading)] == ["encoding_guessed"]
        assert f"do not fit the declared encoding {declared!r}; read as {encoding}," in problems(reading)[0][1]


def test_a_character_cut_in_two_is_no_other_encoding(tmp_path: Path) -> None:
    whole = feed(award(), award("X2")).replace("EXAMPLE, INC.", "Société").encode()
    reading = reading_of(tmp_path, whole[: whole.rindex(b"\xc3") + 1])
    assert (reading.actions[0].recipient, [one.code for one in reading.problems]) == ("Société", ["damaged"])


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fpds, "ACTIONS_HELD", 50)
    peaks = []
    for number in (200, 1_000):
        path = tmp_path / f"{number}.xml"
        path.write_text(feed(*[award(obligatedAmount="1")] * number))
        tracemalloc.start()
        assert sum(1 for _ in fpds.rows(path, ORIGIN, Config())) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


@settings(deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"), min_size=1))
def test_any_text_comes_back_as_it_stands(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xml"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&#62;")
    path.write_text(feed(award().replace("EXAMPLE, INC.", escaped)), encoding="utf-8", newline="")
    pointer = "entry=1;element=award/vendor/vendorHeader/vendorName"
    assert fpds.field_texts(path, [pointer]) == {pointer: text}
    assert read(path).actions[0].recipient == (text.strip() or None)


def test_broken_files_never_make_the_reader_fail(tmp_path: Path) -> None:
    """Whatever is broken, actions can be stored and each field is found again."""
    path = tmp_path / "a.xml"

    def attempt(content: bytes) -> None:
        path.write_bytes(content)
        reading = read(path)
        fields = {field.pointer: field.text for action in reading.actions for _, field in action.fields}
        assert fpds.field_texts(path, list(fields)) == fields
        assert all(dump(action) for action in reading.actions)
        assert len({action.id for action in reading.actions}) == len(reading.actions)
        assert reading.actions or reading.problems

    tried = fuzz(
        attempt, [feed(award("X1", "0"), award("X2")).encode(), award().encode(), feed("<a/>").encode("utf-16")]
    )
    assert tried >= 100


@pytest.fixture(scope="module")
def pages() -> dict[str, Read]:
    paths = [*sorted(RAW.glob("*.xml")), RAW.parent / "dherincx92_full_response.xml"]
    return {path.name: read(path) for path in paths}


@needs_shared
@pytest.mark.shared
def test_real_pages_load_whole(pages: dict[str, Read]) -> None:
    """53 files, 440 entries, each an action with a date and a recipient; one page lies behind the last and is empty."""
    actions = [action for reading in pages.values() for action in reading.actions]
    assert {name: [one.code for one in reading.problems] for name, reading in pages.items() if reading.problems} == {
        "HSHQDC15D00015__page-0003-start-30.xml": ["empty"]
    }
    assert Counter(one.kind for one in actions) == {"idv": 430, "definitive": 4, "order": 4, "purchase": 2}
    assert [one.piid for one in actions if one.acted_on is None or one.recipient is None or one.buyer is None] == []


@needs_shared
@pytest.mark.shared
def test_every_real_field_is_found_again(pages: dict[str, Read]) -> None:
    for name, reading in pages.items():
        path = RAW / name if (RAW / name).exists() else RAW.parent / name
        fields = {field.pointer: field.text for action in reading.actions for _, field in action.fields}
        assert fpds.field_texts(path, list(fields)) == fields


@needs_shared
@pytest.mark.shared
def test_values_equal_those_of_another_parser(pages: dict[str, Read]) -> None:
    """The flat extract of the same harvest, made by other code, says the same of all 430 vehicle actions."""
    flat: dict[tuple[str, ...], dict[str, str]] = {}
    with gzip.open(AWARDS / "fpds_atom" / "fpds_transactions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flat.setdefault((row["agency_id"], row["piid"], row["mod"], row["signed_date"]), row)
    vehicles = [one for reading in pages.values() for one in reading.actions if one.kind == "idv"]
    for one in vehicles:
        row = flat[one.award.rpartition("_")[2], one.piid, one.modification, one.acted_on or ""]
        sums = {total.notion: total.amount for total in one.money}
        ids = dict(one.recipient_identifiers)
        found = (one.obligated, sums["obligated"], sums["potential"], dict(one.dates).get("last_order", ""))
        assert found == (
            Decimal(row["obligated"]),
            Decimal(row["tot_obligated"]),
            Decimal(row["tot_base_all"]),
            row["last_date_to_order"],
        )
        assert (one.recipient, ids["us-uei"], ids.get("us-cage", "")) == (row["vendor_name"], row["uei"], row["cage"])
        assert (one.buyer, one.funder or "", one.recipient_parent) == (
            row["contracting_agency"],
            row["funding_agency"],
            row["parent_uei_name"],
        )
    assert len(vehicles) == 430


@needs_shared
@pytest.mark.shared
def test_golden_cases_in_the_pages(pages: dict[str, Read]) -> None:
    """G2's vehicle, G8's parents over time, G13's ceiling of 2.84 trillion, G14's four vehicles of one line."""
    by_award = defaultdict(list)
    for reading in pages.values():
        for action in reading.actions:
            by_award[action.award].append(action)
    awards = {name: award_of(actions) for name, actions in by_award.items()}
    ceilings = {
        (str(total.amount), total.stated)
        for one in awards.values()
        for total in one.money
        if one.latest.piid == "GS35F0119Y" and total.notion == "potential"
    }
    assert ceilings == {("2840238077721.00", True)}
    assert awards[AwardId("CONT_IDV_HSHQDC15A00017_7001")].latest.description == "MS ELA/BPA"
    line = ("HSHQDC09A00032", "HSHQDC15A00017", "70RTAC21A00000001", "70RTAC24A00000001")
    holders = [awards[AwardId(f"CONT_IDV_{piid}_7001")] for piid in line]
    assert all((one.latest.recipient or "").startswith("DELL ") for one in holders)
    assert [str(one.amount) for one in holders[-1].money if one.notion == "potential"] == ["1300000000.00"]
    dell = {
        action.recipient_parent
        for actions in by_award.values()
        for action in actions
        if ("us-uei", "N1C5QLNPJLS4") in action.recipient_identifiers
    }
    assert dell == {
        "DENALI HOLDING INC",
        "DELL TECHNOLOGIES INC.",
        "DELL FEDERAL SYSTEMS L.P.",
        "DELL FEDERAL SYSTEMS L.P",
    }


@needs_shared
@pytest.mark.shared
def test_orders_of_usaspending_join_their_vehicles(pages: dict[str, Read]) -> None:
    """145 orders of ICE hang on 7 of the vehicles in the pages: as many as share a vehicle's number at all."""
    path = AWARDS / "tornapart" / "ice_awards_fy13_fy18.csv"
    origin = Origin(artefact=artefact_id(b"ice"), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    orders = [one for one in usaspending.rows(path, origin, Config()) if isinstance(one, Action)]
    vehicles = {one.award: one for reading in pages.values() for one in reading.actions if one.kind == "idv"}
    numbers = {one.piid for one in vehicles.values()}
    joined = {one.award for one in orders if one.parent in vehicles}
    assert (len(joined), len({one.parent for one in orders} & set(vehicles))) == (145, 7)
    assert {one.award for one in orders if one.parent and one.parent.split("_")[2] in numbers} == joined
