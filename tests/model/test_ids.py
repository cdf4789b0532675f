"""Ids are made from content: the same everywhere, different for anything different."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.ids import ID_DIGITS, artefact_id, content_id

PARTS = st.lists(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text()), lambda inner: st.lists(inner, max_size=3), max_leaves=5
    ),
    max_size=4,
)


def test_an_id_stays_what_it_was() -> None:
    """Ids stand in exports and judgements: this value must never change."""
    assert content_id("document", "ab" * 32, "") == "b024a387b247a897aecdc06489ad9851"
    array = b'["document","' + b"ab" * 32 + b'",""]'
    assert content_id("document", "ab" * 32, "") == sha256(array).hexdigest()[:32]


@given(st.tuples(st.text(), PARTS), st.tuples(st.text(), PARTS))
def test_two_ids_agree_only_when_kind_and_parts_agree(one: tuple[str, list], other: tuple[str, list]) -> None:  # type: ignore[type-arg]  # any parts
    """Equal contents, equal ids; anything else differs."""
    assert (content_id(one[0], *one[1]) == content_id(other[0], *other[1])) == (one == other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("k", "ab", "c"), ("k", "a", "bc")),
        (("k", "a", ""), ("k", "a")),
        (("k", "1"), ("k", 1)),
        (("k", None), ("k", "null")),
        (("k", None), ("k", "")),
        (("k", ["a", "b"]), ("k", "a", "b")),
        (("k", '","'), ("k", "", "")),
        (("k", "a\x1fb"), ("k", "a", "b")),
        (("statement", "x"), ("mention", "x")),
        (("é",), ("e\u0301",)),
        (("k", "\ud800"), ("k", "\ufffd")),
    ],
)
def test_joining_never_makes_two_contents_one(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    """Where one part ends and the next begins, its type, and the kind all count."""
    assert content_id(*left) != content_id(*right)


@given(st.text(), PARTS)
def test_an_id_is_32_hex_digits(kind: str, parts: list) -> None:  # type: ignore[type-arg]  # any parts
    """Of any content, half characters included."""
    found = content_id(kind, *parts)
    assert len(found) == ID_DIGITS == 32
    assert set(found) <= set("0123456789abcdef")
    assert (
        found
        == sha256(
            json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        ).hexdigest()[:32]
    )


def test_an_artefact_is_named_by_its_bytes() -> None:
    """The id anybody can check with sha256sum."""
    assert artefact_id(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert artefact_id(b"a") != artefact_id(b"a\n")
