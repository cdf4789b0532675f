"""Web addresses, and which of them may be asked."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

from urllib3.util import parse_url

from onrecord.collect.web_failure import FetchFailure, one_line

PORTS = {"http": 80, "https": 443}
CHARACTERS_LIMIT = 8_000
"""Of an address; servers take no longer ones (RFC 9110, section 4.1 asks for this much)."""
ALSO_PRIVATE = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
"""What some versions of Python take for public: servers that clouds keep for their machines (Azure, Oracle)."""
NAT64 = IPv6Network("64:ff9b::/96")
UNICAST = IPv6Network("2000::/3")
"""All that is given out for the internet at large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of the web in one spelling.

    Attributes:
        host: Lower case, international names in ASCII, IPv6 without brackets.
        target: Path and query, percent-encoded; the part after `#` is the browser's affair and left out.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in the address and in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """What one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.target


def is_address(source: str) -> bool:
    """Say whether something typed is meant as an address, not as a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source) is not None


def parse_address(typed: str) -> Address:
    """Read an address.

    Raises:
        FetchFailure: It is no address of the web, or holds a password.
    """
    if len(typed) > CHARACTERS_LIMIT:
        raise FetchFailure("not_fetched", f"the address is longer than {CHARACTERS_LIMIT:,} characters")
    try:
        url = parse_url(typed.strip())
    except ValueError as error:
        raise FetchFailure("not_fetched", "is no web address; check how it is written") from error
    if url.scheme not in PORTS or not url.host or "%" in url.host:
        raise FetchFailure("not_fetched", "is no web address; it should begin with https:// or http:// and a host")
    if url.auth is not None:
        raise FetchFailure("not_fetched", "holds a name or password, which the record would keep; leave it out")
    return Address(
        scheme=url.scheme,
        host=url.host.strip("[]").removesuffix("."),
        port=PORTS[url.scheme] if url.port is None else url.port,
        target=url.request_uri,
    )


def next_address(address: Address, location: str) -> Address:
    """Read where a redirect leads.

    Raises:
        FetchFailure: To no address of the web.
    """
    try:
        # Servers write bytes; the standard library takes them for Latin-1, most of them mean UTF-8.
        meant = location.encode("latin-1", "replace").decode("utf-8", "replace")
        return parse_address(urljoin(address.url, meant))
    except (FetchFailure, ValueError) as error:
        raise FetchFailure("cannot_fetch", f"leads to {one_line(location)!r}, which is no web address") from error


def is_public(ip: str) -> bool:
    """Say whether a number belongs to a machine of the internet at large; also behind IPv6 forms of IPv4."""
    number = ip_address(ip)
    if isinstance(number, IPv4Address):
        return number.is_global and not number.is_multicast and not any(number in one for one in ALSO_PRIVATE)
    inner = _inner(number)
    if inner is not None:
        return is_public(str(inner))
    return number in UNICAST and number.is_global


def _inner(number: IPv6Address) -> IPv4Address | None:
    if number in NAT64:
        return IPv4Address(int(number) & 0xFFFF_FFFF)
    return number.ipv4_mapped or number.sixtofour


def numbers(address: Address, *, allow_private: bool) -> list[str]:
    """Look up the IP numbers that may be connected to, in the system's order; never empty.

    Raises:
        FetchFailure: The name is unknown, or all its numbers are private.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:  # ValueError: a part of the name is longer than names may be
        message = f"no server of the name {address.host} is known; check the address and the connection"
        raise FetchFailure("cannot_fetch", message) from error
    all_numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    allowed = [one for one in all_numbers if allow_private or is_public(one)]
    if not allowed:
        message = f"{address.host} is {all_numbers[0]}, on this machine or a private network; to fetch from there use --allow-private"
        raise FetchFailure("not_fetched", message)
    return allowed
