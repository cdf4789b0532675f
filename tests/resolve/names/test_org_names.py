"""Names of organisations taken apart as registers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.names.org_names import parse


@pytest.mark.parametrize(
    ("names", "core"),
    [
        (("KERN, COUNTY OF", "KERN COUNTY OF", "COUNTY OF KERN (0009)", "Kern County"), "kern county"),
        (("CITY OF AURORA", "AURORA, CITY OF (0564)", "AURORA CITY OF"), "aurora city"),
        (
            ("CORRECTIONS, ALASKA DEPARTMENT OF", "Alaska Dept. of Corrections", "CORRECTIONS ALASKA DEPARTMENT OF"),
            "alaska department corrections",
        ),
        (("PUBLIC SAFETY TX DEPT OF (0130)", "Texas Department of Public Safety"), "texas department public safety"),
        (("BOEING COMPANY, THE", "The Boeing Company", "Boeing Co."), "boeing"),
        (("GEO GROUP, INC., THE", "The GEO Group Incorporated"), "geo group"),
        (("MICROSOFT CORPORATION SITZ IN REDMOND CORPORATION", "Microsoft Corp"), "microsoft"),
        (("SAN JOAQUIN COUNTY OF (0531) 1409343", "SAN JOAQUIN, COUNTY OF"), "san joaquin county"),
        (("HONOLULU, CITY & COUNTY OF", "City and County of Honolulu"), "honolulu city county"),
        (("KANSAS CITY CITY OF (MISSOURI) (0197)", "CITY OF KANSAS CITY, MO"), "kansas city city"),
        (("F C N INC", "F.C.N., Inc.", "FCN"), "fcn"),
        (("L-3 COMMUNICATIONS", "L 3 COMMUNICATIONS", "L3 Communications"), "l3 communications"),
        (("AT&T CORP.", "AT & T CORP"), "att"),
        (("B & W TECH", "B and W Technology"), "bw technology"),
        (("TCOM LIMITED PARTNERSHIP A/K/A TCOM L.P.", "TCOM, L.P."), "tcom"),
        (("STATE OF OHIO", "OHIO, STATE OF"), "ohio state"),
        (("VETERANS AFFAIRS, DEPARTMENT OF", "Department of Veterans Affairs"), "department veterans affairs"),
        (("DOUGLAS COUNTY BOARD OF COMMISSIONERS", "COUNTY OF DOUGLAS"), "douglas county"),
        (("PUBLIC SAFETY, ARIZONA", "ARIZONA PUBLIC SAFETY"), "arizona public safety"),
    ],
)
def test_spellings_of_registers_have_one_core(names: tuple[str, ...], core: str) -> None:
    assert dict.fromkeys(names, core) == {name: parse(name).core for name in names}


@pytest.mark.parametrize(
    ("name", "kind", "states"),
    [
        ("CITY OF SACRAMENTO", "city", set()),
        ("SACRAMENTO, COUNTY OF", "county", set()),
        ("Dallas County, Texas", "county", {"texas"}),
        ("JACKSON COUNTY OR", "county", {"oregon"}),
        ("COUNTY OF DELAWARE", "county", set()),
        ("STATE OF ALASKA DEPARTMENT OF HEALTH", "state", {"alaska"}),
        ("Department of State Police, Pennsylvania", "state", {"pennsylvania"}),
        ("DALLAS COUNTY SHERIFF DEPT", "county", set()),
        ("COUNTY MONTGOMERY", "county", set()),
        ("VILLAGE OF OAK LAWN", "village", set()),
        ("LAKE COUNTY TOWING, LLC", "", set()),
        ("COUNTY LINE SUPPLY INC", "", set()),
        ("CIRCUIT CITY STORES", "", set()),
        ("GEORGIA DEPARTMENT STORES INC", "", set()),
    ],
)
def test_the_kind_of_place_and_its_state_are_told(name: str, kind: str, states: set[str]) -> None:
    """And a firm that is called after a county is no part of it."""
    assert (kind, states) == (parse(name).place_kind, set(parse(name).states))


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("Acme, L.L.C.", {"limited liability company"}),
        ("ACME LIMITED LIABILITY COMPANY", {"limited liability company"}),
        ("Müller GmbH & Co. KG", {"limited company", "limited partnership", "corporation"}),
        ("Grupo Acme, S.A. de C.V.", {"stock company"}),
        ("Acme plc", {"public limited company"}),
        ("Acme", set()),
        ("Company", set()),
    ],
)
def test_legal_forms_are_taken_off_and_kept_apart(name: str, legal: set[str]) -> None:
    """A name of nothing but a form keeps it."""
    assert legal == set(parse(name).legal)
    assert parse(name).tokens


def test_numbers_are_kept_whatever_their_figures() -> None:
    assert parse("Acme Partners II").numbers == parse("ACME PARTNERS 2").numbers == {"2"}
    assert parse("Water District 07").numbers == {"7"}
    assert parse("Kern County (0009)").numbers == frozenset()


def test_acronyms_with_and_without_small_words_and_legal_form() -> None:
    assert {"sai", "saic"} <= parse("Science Applications International Corporation").acronyms
    assert {"dhs", "dohs"} <= parse("Department of Homeland Security").acronyms
    assert parse("Acme Corp").acronyms == frozenset()


def test_a_name_as_long_as_a_column_may_be_cut_but_not_one_that_ends_with_its_form() -> None:
    assert parse("SCIENCE APPLICATIONS INTERNATI").cut
    assert not parse("ACME MANUFACTURING, INC.").cut  # 24 characters
    assert parse("NORTHROP GRUMMAN CORPORA").core == "northrop grumman"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Acme\u200b Systems\u200f", "ACME SYSTEMS"),
        ("\u202bAcme Systems\u202c", "ACME SYSTEMS"),
        ("Sociét\u00e9 G\u00e9n\u00e9rale", "SOCIETE GENERALE"),
        ("\uff21\uff43\uff4d\uff45", "ACME"),
        ("ac\u00adme", "ACME"),
        ("O’Reilly’s", "OREILLYS"),
    ],
)
def test_invisible_characters_accents_and_width_do_not_count(written: str, plain: str) -> None:
    assert parse(plain).core == parse(written).core


@pytest.mark.parametrize("name", ["Газпром нефть", "भारत हेवी", "أرامكو السعودية", "三菱 重工", "ΔΕΗ"])
def test_other_scripts_are_kept(name: str) -> None:
    """Vowel signs belong to their word, and words stay apart."""
    assert len(name.split()) == len(parse(name).tokens)
    assert parse(name).core != ""


@pytest.mark.parametrize("name", ["", " ", "(0531)", "...", "\u200b", ","])
def test_a_name_of_nothing_has_no_tokens(name: str) -> None:
    assert parse(name).tokens == ()


@given(st.text(max_size=60))
def test_any_text_is_taken_apart(name: str) -> None:
    """Never an exception; the core is the tokens and has no white space at its ends; case does not count."""
    parsed = parse(name)
    assert parsed.core == " ".join(parsed.tokens)
    assert all(token and token == token.strip() for token in parsed.tokens)
    assert parsed.places <= parsed.words
    assert parsed == parse(name)


@given(st.text(alphabet="abcdefgh ,.&'", max_size=40))
def test_case_and_spaces_do_not_count(name: str) -> None:
    assert parse(name).tokens == parse(f" {name.upper()}  ").tokens
