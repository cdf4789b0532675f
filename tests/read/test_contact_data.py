"""Contact data in descriptions: addresses and telephone numbers are masked, numbers of other kinds are not."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.contact_data import masked
from timing import best

AWARDS = Path(__file__).parents[3] / "shared" / "data" / "awards"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POC JOHN DOE 202-555-0100", "POC JOHN DOE [telephone]"),
        ("POC: JANE DOE, (202) 555-0100 X123, ROOM 4", "POC: JANE DOE, [telephone], ROOM 4"),
        ("(202)555-0100 EXT. 4136 DHS/ICE 320", "[telephone] DHS/ICE 320"),
        ("COTR DOE 202-555-0100/3248 EMAIL", "COTR DOE [telephone] EMAIL"),
        ("202-555-0100/202-555-0101", "[telephone]/[telephone]"),
        ("CALL 1-800-555-0100 OR +1 202.555.0100.", "CALL [telephone] OR [telephone]."),
        ("DOE 202 555-0100; FAX: 202/555-0101.DUNS: 80488", "DOE [telephone]; FAX: [telephone].DUNS: 80488"),
        ("MA 01803 202-555-0100; OR 202.555.0101FUNDS", "MA 01803 [telephone]; OR [telephone]FUNDS"),
        ("PHONE; (202) 555 0100", "PHONE; [telephone]"),
        ("COR J DOE 2025550100,  ALT DOE 202 555 0100", "COR J DOE [telephone],  ALT DOE [telephone]"),
        ("J.DOE@EXAMPLE.GOV 2025550100 AMB# 2025550101", "[e-mail] [telephone] AMB# 2025550101"),
        ("CONTACT NUMBER IS 2025550100, EXT. 6350", "CONTACT NUMBER IS [telephone]"),
        ("WEBVIEW POC JANE DOE 555-0100", "WEBVIEW POC JANE DOE [telephone]"),
        ("office +44 20 7946 0958 or +52 (55) 1234 5678", "office [telephone] or [telephone]"),
        ("Tel. 55 1234 5678; Teléfono: 5658-1111", "Tel. [telephone]; Teléfono: [telephone]"),
        ("CLAUSE PH. 252-204-7012", "CLAUSE PH. [telephone]"),
        ("EMAIL TO ACQ_TEAM-1@DHS.EXAMPLE.GOV (OAQ)", "EMAIL TO [e-mail] (OAQ)"),
        ("JANE.DOE@ICE.EXAMPLE.GOVSEE SHIPPING", "[e-mail]SEE SHIPPING"),
        ("to jane+x@example.co.uk, or José.Ñu@example.mx.", "to [e-mail], or [e-mail]."),
        ("ALT POC: JANE.M.DOE@I", "ALT POC: [e-mail]"),
        ("ALT POC: JANE.M.DOE@ ", "ALT POC: [e-mail] "),
    ],
)
def test_contact_data_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ADD DFARS CLAUSE 252.204-7012, 952.225-0010 AND 252-225-7040",
        "ORDER HSCETE-11-J-00002 UNDER 70CMSD18FR0000048 FOR 2025550100",
        "P/N 860017-1001, P/N 202-555-0100, NSN 5962-01-234-5678",
        "AAP# 2014020706; UID# 15-SDD250012; CASE NUMBER 2000700011; ACCT. 2025550134",
        "COR JANE DOE REQ 2016033246",
        "POC JANE DOE, AMB# 2022245678, PSC 7030",
        "FROM $1806417723. TO $2071403136.50, 2,202,555,0100 EACH",
        "POP 09/30/18-09/29/19, 2018-06-15 - 2019-06-14",
        "WASHINGTON, DC 20405-0001 AND 79925-1234",
        "CASES: 120 @ 1000 ROUNDS, 500 CASES @ $253.17, 5@$20, LIBRARY @ THE CDF",
        "4610030501!JETS IT AUDIT!1120 20TH ST NW !+000000242496!Y!N!",
        "CISCO IP PHONE 7960 8861, UEI ABCDEFGH1234, DUNS 202555010",
        "UNITED 683-100000-0001, 1-202-555-0100-33, 4600-202-555-0100",
        "INCREASED BY +25 000 000 AND -202.555",
        "IN ACCORDANCE WITH DFARS 204.7304(E)",
        "PURCHASE@",
        "",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert masked(text) == text


TEXTS = st.text(st.sampled_from("0123456789 -.()/+@#:XAextPOCé\u00a0[]e-mail\n"), max_size=80) | st.text(max_size=40)


@given(text=TEXTS)
def test_masking_twice_changes_nothing_and_white_space_around_neither(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert masked(f" \n{text}\t").strip() == masked(text.strip()).strip()


@pytest.mark.parametrize(
    "part", ["a", "1", "1-", "a.", "a@", "(2", "202 ", "POC ", "202-555-0100 ", "+1 ", "@a.", "a%"]
)
def test_time_grows_with_the_length(part: str) -> None:
    def attempt(size: int) -> float:
        text = part * (size // len(part)) + "@ 2025550100"
        return best(lambda: masked(text))

    assert attempt(400_000) < 50 * max(attempt(50_000), 0.002)


def test_most_texts_cost_next_to_nothing() -> None:
    """Without an @ and seven digits a text is not searched."""
    text = "SOFTWARE LICENCES AND SUPPORT FOR THE AGENCY FY17 OPTION YEAR 2"
    assert best(lambda: [masked(text) for _ in range(10_000)]) < 10_000 * 20e-6


@pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is absent")
@pytest.mark.shared
def test_real_descriptions() -> None:
    """Those of the agency whose descriptions hold most contact data: as many rows as were found by hand, none left."""
    with (AWARDS / "tornapart" / "ice_awards_fy13_fy18.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["award_description"] for row in csv.DictReader(file)]
    changed = [masked(text) for text in texts if masked(text) != text]
    assert len(changed) == 171
    left = [text for text in changed if re.search(r"\w@\w|\b[2-9]\d\d[-. )]{1,2}\d{3}[-. ]\d{4}\b", text)]
    assert left == []
