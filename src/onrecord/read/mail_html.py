"""Which lines of an HTML mail stand in quotation blocks, as mail programs set them."""

from bisect import bisect_right

from onrecord.read.html_stream import Stream
from onrecord.read.html_tokens import Token, attributes, tokens
from onrecord.read.paragraphs import split_rows


def quote_depths(source: str, stream: Stream) -> list[int]:
    """Count the quotation blocks around each line of an HTML mail's visible text.

    Args:
        source: The page.
        stream: Its visible text.

    Returns:
        A number for each row that `split_rows` makes of the text, 0 for the sender's own.
    """
    starts, depths = _depths(source)
    rows = split_rows(stream.text)
    if len(starts) == 1:
        return [0] * len(rows)
    segments = [one for one in stream.segments if one.source_end > one.source_start]
    ends = [one.end for one in segments]
    found: list[int] = []
    for row in rows:
        segment = segments[min(bisect_right(ends, row.start), len(segments) - 1)]
        place = segment.source_start + max(0, row.start - segment.start)
        found.append(depths[bisect_right(starts, place) - 1])
    return found


def _depths(source: str) -> tuple[list[int], list[int]]:
    """List where the number of quotation blocks changes, and the number from there on."""
    starts, depths = [0], [0]
    kinds: list[bool] = []  # of the open blockquotes: whether it quotes mail
    depth = 0
    for token in tokens(source):
        if token.name != "blockquote" or token.kind not in {"start", "end"}:
            continue
        if token.kind == "start":
            kinds.append(_quotes_mail(source, token))
            depth += kinds[-1]
        elif kinds:
            depth -= kinds.pop()
        starts.append(token.end)
        depths.append(depth)
    return starts, depths


def _quotes_mail(source: str, token: Token) -> bool:
    """Tell the quotation of a mail from a page's own: `type=cite` (Thunderbird, Apple) or a class such as `gmail_quote`."""
    found = attributes(source, token)
    return found.get("type", "").lower() == "cite" or "quote" in found.get("class", "").lower()
