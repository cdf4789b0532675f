"""One name in the spellings of others, and words read as they were before a line or a file name parted or joined them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.masks import masked, pseudonym
from onrecord.model.masks_names import index_of, lone, lone_words
from onrecord.model.masks_words import fold, other_readings, spellings, words_of

LABEL = pseudonym(3)
NAMES = (
    "Zorblat Quimby", "José Núñez-Sørensen", "Jürgen Möller", "Łukasz Wałęsów", "Sean O'Brienx", "Mary McQuimble",
    "Ana de la Quimba",
)  # fmt: skip
INDEX = index_of((name, LABEL) for name in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Zorblat\n      Quimby", "Zorblat       Quimby", "Zorblat Quim-\nby", "Zor-\n  blat Quimby", "ZORBLAT QUIM\u00ad\nBY",
        "Quimby, Mr. Zorblat", "Zorblat&nbsp;Quimby", "Zorblat de Quimby", "Zorblat</b> <i>Quimby", "Zorblat | Quimby",
        "ZorblatQuimby", "Jose Nunez-Sorensen", "JOSE NUNEZSORENSEN", "José Núñez", "Núñez-\nSørensen, José",
        "Juergen Moeller", "JURGEN MOLLER", "LUKASZ WALESOW", "SEAN OBRIENX", "Sean O’Brienx", "Sean O Brienx",
        "Mary Mc Quimble", "MARY MCQUIMBLE", "Ana Delaquimba", "DELAQUIMBA, ANA", "DE LA QUIMBA, ANA",
    ],
)  # fmt: skip
def test_a_name_is_found_as_others_spell_it(text: str) -> None:
    """Over a line's end, across columns and tags, without accents or with letters for them, its small parts joined or apart."""
    assert masked(f"then {text} left", INDEX.find(f"then {text} left")).after == f"then {LABEL} left"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("friendsofzorblatquimby.org", f"friendsof{LABEL}.org"),
        ("ZorblatQuimbyResume.pdf", f"{LABEL}Resume.pdf"),
        ("#ZorblatQuimby", f"#{LABEL}"),
        ("the quimbyzorblatian age", "the quimbyzorblatian age"),
    ],
    ids=["in a host", "in a file name", "after a mark", "no address"],
)
def test_a_name_within_a_longer_word_is_found_in_what_is_an_address(text: str, expected: str) -> None:
    assert masked(text, INDEX.find(text)).after == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zorblat Q. left", f"{LABEL} left"),
        ("told Zorblat. A man", f"told {LABEL}. A man"),
        ("O’Brienx left", f"{LABEL} left"),
        ("De La Quimba left", f"{LABEL} left"),
        ("QuimbyLetter.docx", f"{LABEL}Letter.docx"),
        ("Quim-\nby left", f"{LABEL} left"),
        ("McDonald and DeLong left", "McDonald and DeLong left"),
    ],
)
def test_a_part_of_a_name_takes_in_what_belongs_to_it(text: str, expected: str) -> None:
    plain, addressed = lone_words([*((name, LABEL) for name in NAMES), ("Rose Donald", LABEL), ("Rose Long", LABEL)])
    readings = (words_of(text), *other_readings(text, words_of(text)))
    found = [mask for words in readings for mask in lone(text, words, plain, addressed=addressed)]
    assert masked(text, found).after == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("Sørensen", "sorensen"), ("ŁUKASZ", "lukasz"), ("İpek", "ipek"), ("Æsa", "aesa"), ("Straße", "strasse")]
)  # fmt: skip
def test_letters_are_compared_as_registers_write_them(word: str, expected: str) -> None:
    assert fold(word) == expected


def test_a_first_name_is_no_small_part_of_the_surname() -> None:
    """`Al` begins surnames of some and is the name of others."""
    assert list(spellings("Al Quimby")) == ["Al Quimby"]
    assert "Omar alQuimby" in spellings("Omar al Quimby")


@given(st.text(max_size=60))
def test_every_reading_covers_words_of_the_text_in_order(text: str) -> None:
    for words in (words_of(text), *other_readings(text, words_of(text))):
        places = [place for one in words for place in (one.start, one.end)]
        assert places == sorted(places)
        assert all(0 <= one.start < one.end <= len(text) for one in words)
