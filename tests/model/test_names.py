"""How names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.names import LEGAL_FORMS, core_name, folded


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nestlé S.A.", "nestle s a"),
        ("  Dell\u00a0 Federal\tSystems ", "dell federal systems"),
        ("O’Brien-Smith & Co.", "o brien smith co"),
        ("ＤＥＬＬ", "dell"),
        ("𝐀𝐜𝐦𝐞", "acme"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("e\u0301clair", "eclair"),
        ("Mic\u200bro\u00adsoft\u200f \ufeffCorp", "microsoft corp"),
        ("—", ""),
        ("", ""),
    ],
)
def test_spelling_is_folded(name: str, expected: str) -> None:
    """Case, accents, width, punctuation, white space and what is not seen do not count."""
    assert folded(name) == expected


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    """A folded name is the same to every comparison."""
    assert folded(folded(name)) == folded(name)


@given(st.text(st.characters(codec="ascii")))
def test_case_never_counts(name: str) -> None:
    """Procurement data shout."""
    assert folded(name.upper()) == folded(name.lower())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Microsoft Corporation", "microsoft"),
        ("MICROSOFT CORPORATION, THE", "microsoft"),
        ("The Boeing Company", "boeing"),
        ("Four Points Technology, L.L.C.", "four points technology"),
        ("FOUR POINTS TECHNOLOGY L L C", "four points technology"),
        ("Dell Federal Systems L.P.", "dell federal systems"),
        ("DELL MARKETING L. P.", "dell marketing"),
        ("Acme Co., Ltd.", "acme"),
        ("Siemens AG (SITZ IN MUENCHEN)", "siemens"),
        ("MICROSOFT CORP SITZ IN REDMOND", "microsoft"),
        ("Dell Federal Systems L.P. (4813)", "dell federal systems"),
        ("U.S. Bank", "us bank"),
        ("J. P. Morgan Chase & Co.", "jp morgan chase"),
        ("Incorporated", "incorporated"),
        ("The", "the"),
        ("The Limited", "the"),
        ("Plan B LLC", "plan b"),
        ("", ""),
        ("()", ""),
    ],
)
def test_the_core_of_a_name_is_left(name: str, expected: str) -> None:
    """Legal forms, articles and notes of registers go; initials are joined; something is always left of a word."""
    assert core_name(name) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dell Marketing L.P.", "Dell Federal Systems L.P."),
        ("General Dynamics", "General Electric"),
        ("West Publishing", "Western Publishing"),
        ("Agile", "AG Ile"),
        ("Incorporated Village of Lawrence", "Village of Lawrence"),
    ],
)
def test_different_bodies_keep_different_cores(left: str, right: str) -> None:
    """Only endings go; what tells two names apart stays."""
    assert core_name(left) != core_name(right)


@given(
    st.lists(st.text("abcdefghij", min_size=2, max_size=6), min_size=1, max_size=3),
    st.sampled_from(sorted(LEGAL_FORMS)),
)
def test_a_legal_form_at_the_end_never_counts(words: list[str], form: str) -> None:
    """With or without it, in any spelling, the core is the same."""
    name = " ".join(words)
    dotted = ".".join(form.upper()) + "."
    assert core_name(f"{name} {form}") == core_name(f"{name}, {form.title()}.") == core_name(name)
    if len(form) <= 4:
        assert core_name(f"{name} {dotted}") == core_name(name)
