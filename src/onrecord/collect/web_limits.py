"""What one address may cost: pages, bytes, seconds."""

from dataclasses import dataclass

from onrecord import __version__
from onrecord.config import MEGABYTE

AGENT_NAME = "onrecord"
"""The name that robots.txt files are searched for."""
AGENT = f"{AGENT_NAME}/{__version__} (keeps single pages for a person's own record; obeys robots.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """Limits and choices of one run.

    Attributes:
        allow_private: Also fetch from this machine and from private networks.
        feed_pages_limit: Pages that are taken from one feed or sitemap, the newest; sitemaps of one index likewise.
        web_bytes_limit: What one address may send, with all that its feed or sitemap lists.
        seconds_per_address: For one page with its redirects, from first to last byte; pauses of ours are not counted.
    """

    allow_private: bool = False
    feed_pages_limit: int = 50
    web_bytes_limit: int = 200 * MEGABYTE
    seconds_per_address: float = 120.0
