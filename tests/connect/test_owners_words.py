"""Mentions and purchases by the words around a name: whatever the text, an answer in little time."""

import time

from fuzzing import fuzz
from onrecord.connect.owners import product_owners
from onrecord.connect.owners_recipients import Recipients
from onrecord.connect.owners_words import Mention, names_a_vehicle, only_mentioned
from onrecord.tables.makers import names_in
from resolve.build import action

NOBODY = Recipients()


def mention(text: str, name: str) -> Mention | None:
    names = names_in(text)
    return only_mentioned(text, next(one for one in names if one.row.name == name), names)


def test_the_words_are_quoted_as_they_stand() -> None:
    assert mention("AGENT FOR  THE ORACLE DATABASE", "Oracle Database") == Mention("AGENT FOR THE", of_work=False)
    assert mention("ORACLE DATABASE training", "Oracle Database") == Mention("training", of_work=True)


def test_words_of_a_name_say_nothing() -> None:
    """`Workstation` is no machine in VMware Workstation."""
    assert mention("VMWARE WORKSTATION", "VMware Workstation") is None


def test_another_sentence_and_a_purpose_say_nothing() -> None:
    assert mention("ORACLE DATABASE. TRAINING IS BOUGHT ELSEWHERE", "Oracle Database") is None
    assert mention("ORACLE DATABASE FOR THE TRAINING STAFF", "Oracle Database") is None


def test_each_place_is_judged_alone() -> None:
    """One that is bought is enough."""
    text = "ORACLE LICENSES AND A TOOL FOR ORACLE"
    names = names_in(text)
    assert [only_mentioned(text, one, names) is None for one in names] == [True, False]


def test_a_vehicles_name_is_quoted_unless_goods_stand_beside_it() -> None:
    def called(text: str) -> str:
        return names_a_vehicle(text, names_in(text)[0])

    assert called("ORDER UNDER HP 3 BPA") == "HP 3 BPA"
    assert called("HP BPA EQUIPMENT") == ""
    assert called("HP LAPTOPS, BPA") == ""
    assert called("MICROSOFT BPA HARDWARE") == "MICROSOFT BPA"


def test_a_long_description_costs_time_in_proportion() -> None:
    texts = (
        "MIGRATE TO THE THE " * 50_000 + "ORACLE",
        "ORACLE " + "FOR THE " * 100_000,
        "HP FOR " * 100_000,
        "MICROSOFT AZURE; ORACLE. " * 40_000,
        "used for " + "x" * 100_000 + " HP",
        "HP" + " " * 100_000 + "BPA",
    )
    product_owners([action(1, description="HP")], [], NOBODY)
    begin = time.process_time()
    for text in texts:
        product_owners([action(1, description=text)], [], NOBODY)
    assert time.process_time() - begin < 10


def test_broken_text_is_judged() -> None:
    """Whatever a description holds, each maker has one label and its field as evidence."""

    def attempt(content: bytes) -> None:
        row = action(1, description=content.decode("utf-8", errors="replace"), recipient="HARBOUR WORKS")
        found = product_owners([row], [], NOBODY)
        assert len({one.owner for one in found}) == len(found)
        assert all(one.evidence == (row.field("description"),) and one.because for one in found)

    seeds = (
        b"HP Z840 MICROSOFT WINDOWS WORKSTATION; TRAINING",
        b"RENEW TOAD FOR ORACLE BASE EDITION LICENSES, MS ELA/BPA",
        b"REPLACE OUTDATED DELL DESKTOPS. HP BPA 3, CISCO COMPATIBLE",
    )
    assert fuzz(attempt, seeds) > 0
