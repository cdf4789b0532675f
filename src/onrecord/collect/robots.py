"""What a site asks of programs: its robots.txt (RFC 9309)."""

from dataclasses import dataclass

from protego import Protego

from onrecord.collect.web_limits import AGENT_NAME

BYTES_LIMIT = 500 * 1024
"""As much as RFC 9309 (section 2.5) asks to be read."""
SECONDS_BETWEEN = 1.0
"""Between two requests to one host, where it asks for nothing longer."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site, for us.

    Attributes:
        parsed: None where there are none.
        seconds: To wait between two requests.
    """

    parsed: Protego | None = None
    seconds: float = SECONDS_BETWEEN

    def allow(self, url: str) -> bool:
        """Say whether a page may be asked for."""
        return self.parsed is None or self.parsed.can_fetch(url, AGENT_NAME)


def parse_rules(content: bytes) -> Rules:
    """Read the rules out of the first bytes of a robots.txt; anything can be read."""
    parsed = Protego.parse(content[:BYTES_LIMIT].decode("utf-8-sig", "replace"))
    rate = parsed.request_rate(AGENT_NAME)
    asked = (parsed.crawl_delay(AGENT_NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
    return Rules(parsed, max(SECONDS_BETWEEN, *asked))
