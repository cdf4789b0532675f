"""Contracts, orders and articles of tests' own, and the awards they name."""

from onrecord.connect.contract_documents import Passage, passages
from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.model.award import Action
from onrecord.model.award_numbers import index_numbers, numbered, numbers_in
from onrecord.model.evidence import Document
from onrecord.model.ids import AwardId
from resolve.build import action, document

VEHICLE = AwardId("CONT_IDV_HSHQDC15A00017_7001")
CALL = AwardId("CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001")
ORDER = AwardId("CONT_AWD_HSCETE16J00325_7012_GS35F0119Y_4730")
SHORT = AwardId("CONT_AWD_0001_7012_HSHQDC13D00008_7001")
DELL = Recipients(keys=frozenset({"org:dell"}))


def award(key: AwardId, piid: str, recipient: str, **values: object) -> Action:
    """Make the one row of an award that says nothing of what it buys."""
    parent = None if "_IDV_" in key else AwardId("CONT_IDV_{3}_{4}".format(*key.removeprefix("CONT_").split("_")))
    given = {"award": key, "piid": piid, "parent": parent, "recipient": recipient, "description": "SUPPLIES"}
    return action(1, **(given | values))


AWARDS = {
    CALL: award(CALL, "70CTD018FC0000038", "DELL FEDERAL SYSTEMS L.P."),
    ORDER: award(ORDER, "HSCETE16J00325", "FOUR POINTS TECHNOLOGY, L.L.C."),
    SHORT: award(SHORT, "0001", "HARBOUR WORKS"),
    VEHICLE: award(VEHICLE, "HSHQDC15A00017", "DELL FEDERAL SYSTEMS L.P.", kind="idv"),
}
INDEX = index_numbers(own for one in AWARDS.values() if (own := numbered([one])))

FORM = """ORDER FOR SUPPLIES OR SERVICES

1. DATE OF ORDER          2. CONTRACT NO. (if any)      3. ORDER NO.
06/28/2018                HSHQDC-15-A-00017             70CTD0-18-F-C0000038

5. ISSUING OFFICE
Harbour Office of Acquisition
7. TO: DELL FEDERAL SYSTEMS L.P.

17. SCHEDULE
ITEM NO.   SUPPLIES OR SERVICES                      QUANTITY   UNIT   UNIT PRICE   AMOUNT
0001       Azure Government consumption, 12 months   1          LO     500,000.00   500,000.00
0002       Support for the above                     1          LO      10,000.00    10,000.00

CLAUSES
The contractor shall not connect Oracle databases to the system without written approval of the officer.
"""
"""The order of a call, with one product in its items and one in its clauses."""


def said(made: Document) -> list[Passage]:
    """List what a document says of the awards above."""
    return list(passages(made, numbers_in(made.text, INDEX)))


def places(text: str, **values: str) -> list[tuple[str, str, str]]:
    """List `(number, place, words)` of what a text says of awards."""
    found = said(document(text, **values))
    return [(one.of.number, one.place, " ".join(one.words.text.split())) for one in found]


def labels(text: str, *, recipients: Recipients | None = None, **values: object) -> dict[str, dict[str, str]]:
    """Map the number of each award that a text speaks of to the makers it ties to it, with their labels."""
    by_award: dict[AwardId, list[Passage]] = {}
    for one in said(document(text)):
        by_award.setdefault(one.of.award, []).append(one)
    return {
        AWARDS[key].piid: {
            own.owner: own.label for own in product_owners([changed(key, **values)], [], who, documents=found)
        }
        for key, found in by_award.items()
        for who in [recipients or (DELL if key in {CALL, VEHICLE} else Recipients())]
    }


def changed(key: AwardId, **values: object) -> Action:
    """Make the row of an award with other values."""
    one = AWARDS[key]
    given: dict[str, object] = {"description": one.description}
    return award(key, one.piid, one.recipient or "", kind=one.kind, **(given | values))
