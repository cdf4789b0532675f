"""A page as it came, made harmless: its own markup and inline styles, no script, no form, no link, no picture from elsewhere.

What is written out is made tag by tag from the reader's tokens, so that every `<` in it is ours. It is shown in a frame
without scripts, under a policy that lets nothing be fetched (`POLICY`); either alone would do.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from onrecord.read.html_tokens import Token, attributes, tokens

POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""Content-Security-Policy of a page shown: with `sandbox` it has no origin, no scripts, and leads nowhere."""
SOURCE_MOST = 4_000_000
"""Code points of a page that is shown; larger ones are downloaded."""

ELEMENTS = frozenset(
    re.split(
        " ",
        "a abbr address article aside b bdi bdo big blockquote body br button caption center cite code col colgroup dd del "
        "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i ins kbd label li main mark "
        "menu nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time "
        "tr tt u ul var wbr",
    )
)
"""Elements that only give words their form; of all others the words stay and the tags go."""
ATTRIBUTES = frozenset(
    re.split(
        " ",
        "align bgcolor border cellpadding cellspacing class color colspan dir face headers height id lang reversed rowspan "
        "scope size span start style title type valign value width",
    )
)
"""Attributes that name no address."""
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
OWN_STYLE = """
html { background: #fff; color: #1f1d1a; } body { font: 16px/1.5 Georgia, serif; margin: 1rem; }
img { max-width: 100%; height: auto; } table { max-width: 100%; }
.onrecord-left-out { font: 13px/1.4 sans-serif; color: #5d574d; border: 1px dashed #8a857c; padding: 0 .3em; }
"""
MARK_STYLE = (
    "mark.onrecord-words { background: #fbe58a !important; color: #1f1d1a !important; outline: 2px solid #7a4a00 "
    "!important; visibility: visible !important; scroll-margin: 30vh; }"
)
PLACE = "onrecord-words"
"""Id of the first marked words."""


def sandboxed(source: str, marks: Sequence[tuple[int, int]] = (), *, styled: bool = True) -> str:
    """Make a page harmless.

    Args:
        source: The page, decoded as its reader did.
        marks: Words to be marked, code points of the source.
        styled: Whether the page's own inline styles stay; a page may hide its words until a script shows them.
    """
    body = "".join(_pieces(source, _apart(marks), styled=styled))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>The page as it came</title>'
        f"<style>{OWN_STYLE}</style></head><body>{body}<style>{MARK_STYLE}</style></body></html>"
    )


def _apart(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join marks that overlap, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _pieces(source: str, marks: list[tuple[int, int]], *, styled: bool) -> Iterator[str]:
    waiting = marks[::-1]
    is_first = True
    skipped = ""
    for token in tokens(source):
        if token.kind == "raw":
            if token.name == "style" and styled:
                # An escape of CSS for `<`: no style can end before its end tag, wherever the browser puts it.
                yield f"<style>{source[token.start : token.end].replace('<', chr(92) + '3c ')}</style>"
        elif token.kind == "text":
            if skipped:
                continue
            for words, is_marked in _cut(source, token, waiting):
                if is_marked:
                    yield f'<mark class="onrecord-words"{f" id={PLACE}" if is_first else ""}>{words}</mark>'
                    is_first = False
                else:
                    yield words
        elif token.name in {"template", "select"}:
            skipped = token.name if token.kind == "start" else ""
        elif not skipped:
            yield _tag(source, token, styled=styled)


def _cut(source: str, token: Token, waiting: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut the text of a token where marks begin and end; marks that lie behind it are dropped from `waiting`."""
    place = token.start
    while place < token.end:
        while waiting and waiting[-1][1] <= place:
            waiting.pop()
        start, end = waiting[-1] if waiting else (token.end, token.end)
        if start > place:
            stop = min(start, token.end)
            yield _text(source[place:stop]), False
        else:
            stop = min(end, token.end)
            yield _text(source[place:stop]), bool(source[place:stop].strip())
        place = stop


def _text(words: str) -> str:
    """Write text out: its character references stay, what might be read as markup does not."""
    return words.replace("<", "&lt;").replace(">", "&gt;").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _tag(source: str, token: Token, *, styled: bool) -> str:
    if token.name == "img":
        return _img(source, token) if token.kind == "start" else ""
    if token.name not in ELEMENTS or token.name == "body":
        return ""
    if token.kind == "end":
        return f"</{token.name}>"
    given = attributes(source, token)
    kept = {name: value for name, value in given.items() if name in ATTRIBUTES and (styled or name != "style")}
    if token.name == "a" and (link := given.get("href", "").strip()):
        kept["title"] = f"Led to {link[:300]}"
    return f"<{token.name}{_written(kept)}>"


def _img(source: str, token: Token) -> str:
    given = attributes(source, token)
    if PICTURE.match(given.get("src", "").strip()):
        kept = {name: value for name, value in given.items() if name in {*ATTRIBUTES, "alt", "src"}}
        return f"<img{_written(kept)}>"
    alt = " ".join(given.get("alt", "").split())[:200]
    return f'<span class="onrecord-left-out">picture not kept{f": {escape(alt)}" if alt else ""}</span>'


def _written(kept: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items() if value != PLACE)
