"""Readers under broken input: real files, changed in ways that break parsers, until a time is up.

`FUZZ_SECONDS` says how long each reader is tried (`make fuzz`: a minute); without it a few seconds.
"""

import os
import time
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SECONDS = float(os.environ.get("FUZZ_SECONDS", "3"))
ROUND = 100
"""Examples between two looks at the clock."""
NASTY = (
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<",
    b"&",
    b"&#0;",
    b"{",
    b"}",
    b'"',
    b"\n\n",
    b"\r",
    b"%",
    b"-1",
    b"9" * 20,
)


def fuzz(attempt: Callable[[bytes], None], seeds: Sequence[bytes], seconds: float = SECONDS) -> int:
    """Give an attempt broken versions of some files until the time is up; its exception is the finding.

    Args:
        attempt: Reads some bytes and asserts what must hold for whatever they are.
        seeds: Small files of the kind, as good as they come.
        seconds: How long.

    Returns:
        How many were tried; at least `ROUND`.
    """
    tried = 0
    end = time.monotonic() + seconds

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(broken(seeds))
    def one(content: bytes) -> None:
        nonlocal tried
        tried += 1
        attempt(content)

    while tried == 0 or time.monotonic() < end:
        seed(tried)(one)()
    return tried


@st.composite
def broken(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Take a file and cut, repeat, overwrite or insert in one to eight places."""
    content = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        put = draw(
            st.one_of(
                st.just(b""),
                st.sampled_from(NASTY),
                st.binary(max_size=8),
                st.just(content[start:end] * 3),
                st.sampled_from(seeds).map(lambda other: other[:60]),
            )
        )
        content = content[:start] + put + content[end:]
    return content
