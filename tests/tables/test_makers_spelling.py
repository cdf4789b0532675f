"""Slips of the pen: one letter's difference in long names, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.tables.makers_spelling import LETTERS, respelt

NAMES = frozenset({"MICROSOFT", "GARTNER", "TABLEAU", "CISCO", "THROWBOTS", "PANASONIC", "F5", "3PARDATA"})
LETTER = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@given(st.sampled_from(["MICROSOFT", "PANASONIC"]), st.integers(1, 8), LETTER)
def test_every_single_slip_after_the_first_letter_is_found(name: str, at: int, letter: str) -> None:
    """Left out, put in, changed; swapped with the next."""
    changed = {
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }
    slips = changed - {name, name + "S", name[:-1] + "S"}
    assert {respelt(one, NAMES, ()) for one in slips if not one.endswith("S")} <= {name}
    assert all(respelt(one, NAMES, ()) for one in slips if not one.endswith("S"))


def test_what_is_no_slip() -> None:
    """The name itself, words of their own, two letters' difference, short names, other first letters, plurals, digits."""
    assert respelt("MICROSOFT", NAMES, ()) == ""
    assert respelt("GARDNER", NAMES, {"GARDNER"}) == ""
    assert respelt("GARDNER", NAMES, ()) == "GARTNER"
    assert respelt("PARTNER", NAMES, ()) == ""
    assert respelt("MICRSFT", NAMES, ()) == ""
    assert respelt("CISCOO", NAMES, ()) == ""
    assert respelt("THROWBOT", NAMES, ()) == ""
    assert respelt("TABLEAUS", NAMES, ()) == ""
    assert respelt("3PARDAT", NAMES, ()) == ""
    assert respelt("", NAMES, ()) == ""


def test_a_word_near_two_names_is_none_of_them() -> None:
    """Nothing says which was meant."""
    assert respelt("MARINER", frozenset({"MARINEX", "MARIMER"}), ()) == ""


@given(st.text(max_size=20))
def test_any_word_can_be_asked(word: str) -> None:
    """The answer is a long name one letter away, or nothing."""
    found = respelt(word, NAMES, ())
    assert found == "" or (found in NAMES and len(found) >= LETTERS and abs(len(found) - len(word)) <= 1)
