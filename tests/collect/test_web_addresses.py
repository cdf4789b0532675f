"""Which addresses there are, and which machines may be asked."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.addresses import is_address, is_public, next_address, numbers, parse_address
from onrecord.collect.web_failure import SHOWN_LIMIT, FetchFailure, one_line


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTPS://Example.ORG:443/a#part ", "https://example.org/a"),
        ("http://example.org:8080?q=1", "http://example.org:8080/?q=1"),
        ("https://example.org./a/../b c", "https://example.org/b%20c"),
        ("https://bücher.example/ä?ö=ü", "https://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://[2606:4700::1]:80/", "http://[2606:4700::1]/"),
        ("http://example.org/\r\nHost: other", "http://example.org/%0D%0AHost:%20other"),
    ],
)
def test_an_address_has_one_spelling(typed: str, url: str) -> None:
    """The one a browser would ask for, without the part after `#`; it parses to itself."""
    assert parse_address(typed).url == url
    assert parse_address(url).url == url


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "example.org",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "usaspending:acme",
        "http://",
        "http:///a",
        "http://a b/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://user:secret@example.org/",
        "http://\ud800.example/",
        "https://example.org/" + "a" * 10_000,
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    """Also one with a password, and one with the name of a network card."""
    with pytest.raises(FetchFailure) as caught:
        parse_address(typed)
    assert caught.value.code == "not_fetched"


@given(st.text(max_size=60).map(lambda end: "http://" + end) | st.text(max_size=60))
def test_anything_typed_is_an_address_or_a_failure(typed: str) -> None:
    """And every address fits in a request as it is: ASCII without spaces and line breaks."""
    try:
        url = parse_address(typed).url
    except FetchFailure:
        return
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://example.org/", True),
        ("ftp://example.org/", True),
        ("C:\\papers", False),
        ("C://papers", False),
        ("papers/a.html", False),
        ("usaspending:acme", False),
    ],
)
def test_an_address_is_told_from_a_file(source: str, expected: bool) -> None:  # noqa: FBT001  # a case
    """By its `://` after two letters or more."""
    assert is_address(source) is expected


PRIVATE = [
    "0.0.0.0",  # noqa: S104  # nothing is bound here
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
    "5f00::1",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_numbers_are_no_public_ones(ip: str) -> None:
    """This machine, private networks, carriers', documentation, multicast, clouds' metadata, and IPv6 forms of them."""
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "1.1.1.1", "2606:4700::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::"]
)
def test_public_numbers_are_public(ip: str) -> None:
    """Also in the forms that IPv6 networks write IPv4 in."""
    assert is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "0", "localhost", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    """The number is checked, not the name."""
    with pytest.raises(FetchFailure, match="--allow-private") as caught:
        numbers(parse_address(f"http://{host}/"), allow_private=False)
    assert caught.value.code == "not_fetched"
    assert numbers(parse_address("http://127.1/"), allow_private=True) == ["127.0.0.1"]


def test_of_public_and_private_numbers_only_the_public_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may have both."""

    def look_up(*_: Any, **__: Any) -> list[Any]:
        return [(0, 0, 0, "", (ip, 80)) for ip in ("10.0.0.1", "8.8.8.8", "8.8.8.8", "::1")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert numbers(parse_address("http://both.example/"), allow_private=False) == ["8.8.8.8"]
    assert numbers(parse_address("http://both.example/"), allow_private=True) == ["10.0.0.1", "8.8.8.8", "::1"]


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", ".example"])
def test_a_name_that_cannot_be_is_unknown(host: str) -> None:
    """Parts of names have a length; nothing is looked up."""
    with pytest.raises(FetchFailure) as caught:
        numbers(parse_address(f"http://{host}/"), allow_private=False)
    assert caught.value.code == "cannot_fetch"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.org/b"),
        ("b?c", "https://example.org/x/b?c"),
        ("//other.example/", "https://other.example/"),
        ("http://example.org/", "http://example.org/"),
        ("/caf\u00c3\u00a9", "https://example.org/caf%C3%A9"),
        ("", "https://example.org/x/y"),
    ],
)
def test_a_redirect_is_relative_to_its_page(location: str, url: str) -> None:
    """UTF-8 in it reads as Latin-1 at first."""
    assert next_address(parse_address("https://example.org/x/y"), location).url == url


@pytest.mark.parametrize(
    "location", ["ftp://a/", "file:///etc/passwd", "http://[", "http://u:p@h/", "\n\x00javascript:1"]
)
def test_a_redirect_out_of_the_web_is_not_followed(location: str) -> None:
    """And its words are repeated in one line."""
    with pytest.raises(FetchFailure, match="no web address") as caught:
        next_address(parse_address("https://example.org/"), location)
    assert len(str(caught.value).splitlines()) == 1


def test_a_message_repeats_little_of_what_a_stranger_says() -> None:
    """One line, no control characters, no halves of characters, an end."""
    assert one_line(" a\n\x1b[2Jb\u2028c\ud800\t\x00 ") == "a [2Jb c"
    assert one_line("x" * 10_000_000) == "x" * SHOWN_LIMIT + "…"
