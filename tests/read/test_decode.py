"""Bytes become text: declared, UTF-8 or a stated guess; never an error, never a lost character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.decode import Decoded, decode, windows_1252

WESTERN = "The café’s owner said “no” — twice, for £5."


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (WESTERN.encode(), None, (WESTERN, "utf-8", False)),
        (b"\xef\xbb\xbf" + WESTERN.encode(), "cp1252", (WESTERN, "utf-8", False)),
        (WESTERN.encode(), "ISO-8859-1", (WESTERN, "utf-8", True)),
        (WESTERN.encode("cp1252"), "ISO-8859-1", (WESTERN, "cp1252", False)),
        (WESTERN.encode("cp1252"), "utf-8", (WESTERN, "cp1252", True)),
        (WESTERN.encode("cp1252"), None, (WESTERN, "cp1252", True)),
        (b"\xff\xfe" + WESTERN.encode("utf-16-le"), None, (WESTERN, "utf-16-le", False)),
        (b"\xff\xfe\0\0" + WESTERN.encode("utf-32-le"), None, (WESTERN, "utf-32-le", False)),
        (WESTERN.encode("utf-16-be"), None, (WESTERN, "utf-16-be", True)),
        ("記者会見で述べた。".encode("shift_jis"), "Shift_JIS", ("記者会見で述べた。", "shift_jis", False)),
        ("記者会見で".encode("iso2022_jp"), "iso-2022-jp", ("記者会見で", "iso2022_jp", False)),
        (b"plain", "no-such-encoding", ("plain", "utf-8", False)),
        (b"plain", "base64", ("plain", "utf-8", False)),
        (b"", None, ("", "utf-8", False)),
    ],
)
def test_encoding_is_declared_or_marked_or_utf8_or_a_stated_guess(
    content: bytes, declared: str | None, expected: tuple[str, str, bool]
) -> None:
    text, encoding, guessed = expected
    assert decode(content, declared) == Decoded(text=text, encoding=encoding, guessed=guessed)


def test_cyrillic_without_a_declaration_is_recognised() -> None:
    text = "Министр сказал во вторник, что договор с ведомством будет пересмотрен до конца года."
    assert decode(text.encode("cp1251")).text == text


def test_line_breaks_and_nuls_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\0d").text == "a\r\nb\rc\0d"
    assert decode(b"\0" * 50).text == "\0" * 50


def test_one_pasted_byte_does_not_spoil_a_utf8_text() -> None:
    """Bytes that break UTF-8 are read as Windows-1252, the rest as UTF-8."""
    found = decode("Öffentliche Gelder für Häuser. ".encode() * 3 + b"\x93quoted\x94")
    assert found.text == "Öffentliche Gelder für Häuser. " * 3 + "“quoted”"
    assert (found.encoding, found.guessed) == ("utf-8", True)


def test_windows_1252_has_a_character_for_every_byte() -> None:
    assert len(set(windows_1252(bytes(range(256))))) == 256


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "gbk", "utf-16", "utf-7", "x\0y", "idna"]))
def test_any_bytes_give_a_text_that_can_be_stored(content: bytes, declared: str | None) -> None:
    text = decode(content, declared).text
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=200))
def test_utf8_comes_back_as_it_went_in(text: str) -> None:
    assert decode(text.encode()) == Decoded(text=text, encoding="utf-8", guessed=False)
