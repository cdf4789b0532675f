"""Lines that stand on several pages of one site are its furniture, whatever a single page made of them.

The strongest sign there is, but one that needs more than one document: so it is no part of a reader (text and labels
are a function of bytes and reader) but a step after reading. Pure functions; what is stored and read again is the
caller's.

**Architecture invariant:** always worked out from the labels that the readers gave, never from its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from urllib.parse import urlsplit

from onrecord.engine import Progress
from onrecord.model.evidence import Document, Label, Line, Origin
from onrecord.model.ids import DocumentId
from onrecord.read.cues import reports_speech
from onrecord.store import Writer
from onrecord.store.rows import Labelled

VERSION = "repeats/1"
RULE = "repeated on the site"

_RELABELLED: frozenset[Label] = frozenset(("body", "uncertain", "title"))
"""Bylines and dates repeat by right; furniture needs no second reason."""
_LEAST_WORDS = 3
"""Shorter lines (`Yes.`, a speaker's name, a subheading) repeat by chance in articles that have nothing else in common."""
_TELLING_WORDS = 6
"""Lines that show whether two documents are copies: shorter ones stand anywhere."""
_COPY = 0.5
"""Documents that share this part of the shorter one's article, by words, are one text at two addresses."""
_PROSE_WORDS = 20
_PROSE_SHARE = 3
"""Longer lines are appeals and notices when every third document has them; less often, they are background that an
outlet takes over from one story into the next, and that is its word."""
_BLOCK = 500
"""Documents of a site that are held at a time. Its furniture changes with its design: near ones share it."""
_BLOCK_CHARACTERS = 20_000_000
"""Of the texts that are held at a time: pages have a few thousand each, but reports of a publisher may be long."""


@dataclass(frozen=True, slots=True)
class _Article:
    """Keys of the lines that tell a document from others, with their words."""

    words: dict[int, int]
    total: int


def site_of(document: Document, origin: Origin) -> str | None:
    """Name the site that a document belongs to.

    Returns:
        The host of its address without `www.`; else its publisher. None where neither is known: a folder may hold
        anything, and words that stand in two unlike papers are what a reader of the record looks for.
    """
    address = document.url.value if document.url else origin.url
    host = _host(address) if address else None
    if host:
        return host
    publisher = document.publisher.value if document.publisher else origin.publisher
    return "publisher " + " ".join(publisher.casefold().split()) if publisher else None


def _host(address: str) -> str | None:
    try:
        host = urlsplit(address).hostname
    except ValueError:  # an unclosed bracket, as in http://[::1
        return None
    return host.removeprefix("www.") if host else None


def repeated_lines(documents: Sequence[tuple[DocumentId, Sequence[tuple[str, Label]]]]) -> dict[DocumentId, list[int]]:
    """Find the lines of a site's documents that also stand in another, otherwise different one.

    Args:
        documents: Each with its lines, as words and label, in order.

    Returns:
        Positions of the lines to call furniture, in order, by document; documents without any are left out. Lines of
        fewer than three words, bylines, dates and reported speech are never among them.
    """
    keys = [[line_key(text) for text, _ in lines] for _, lines in documents]
    holders: dict[int, list[int]] = {}
    for number, found in enumerate(keys):
        for key in dict.fromkeys(found):
            holders.setdefault(key, []).append(number)
    articles = [_article(lines, found) for (_, lines), found in zip(documents, keys, strict=True)]
    known: dict[tuple[int, int], bool] = {}
    furniture = {
        key: (pair, set(numbers))
        for key, numbers in holders.items()
        if len(numbers) > 1 and (pair := _strangers(numbers, articles, known))
    }
    repeated: dict[DocumentId, list[int]] = {}
    for number, ((document, lines), found) in enumerate(zip(documents, keys, strict=True)):
        positions = [
            position
            for position, ((text, label), key) in enumerate(zip(lines, found, strict=True))
            if key in furniture
            and label in _RELABELLED
            and _is_told_by(text)
            and _is_common_enough(text, len(furniture[key][1]), len(documents))
            and any(not _are_copies(number, other, articles, known) for other in furniture[key][0])
        ]
        if positions:
            repeated[document] = positions
    return repeated


def line_key(text: str) -> int:
    """Name a line by its words in one case, in 64 bits."""
    return int.from_bytes(blake2b(" ".join(text.casefold().split()).encode("utf-8", "replace"), digest_size=8).digest())


def _is_told_by(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS and not reports_speech(text)


def _is_common_enough(text: str, holders: int, documents: int) -> bool:
    return len(text.split()) < _PROSE_WORDS or holders >= max(_PROSE_SHARE, documents / _PROSE_SHARE)


def _article(lines: Sequence[tuple[str, Label]], keys: Sequence[int]) -> _Article:
    """Take the longer lines of the article; of a page without any, all its lines."""
    sizes = {
        key: size
        for (text, label), key in zip(lines, keys, strict=True)
        if label == "body" and (size := len(text.split())) >= _TELLING_WORDS
    } or {key: max(len(text.split()), 1) for (text, _), key in zip(lines, keys, strict=True)}
    return _Article(sizes, sum(sizes.values()))


def _strangers(
    numbers: Sequence[int], articles: Sequence[_Article], known: dict[tuple[int, int], bool]
) -> tuple[int, int] | None:
    """Find two documents among some that are no copies of each other."""
    first = numbers[0]
    other = next((one for one in numbers[1:] if not _are_copies(first, one, articles, known)), None)
    return None if other is None else (first, other)


def _are_copies(one: int, other: int, articles: Sequence[_Article], known: dict[tuple[int, int], bool]) -> bool:
    """Tell whether two documents hold the same article, a document itself among them; each pair is compared once."""
    if one == other:
        return True
    pair = (min(one, other), max(one, other))
    if pair not in known:
        short, long = sorted((articles[one], articles[other]), key=lambda article: len(article.words))
        shared = sum(size for key, size in short.words.items() if key in long.words)
        known[pair] = shared >= _COPY * min(short.total, long.total)
    return known[pair]


def relabelled(lines: Sequence[Line], positions: Iterable[int]) -> tuple[Line, ...]:
    """Call the lines at some positions furniture by this rule."""
    changed = list(lines)
    for position in positions:
        changed[position] = replace(changed[position], label="furniture", rule=RULE)
    return tuple(changed)


def should_be(documents: Iterable[Labelled]) -> Iterator[tuple[Labelled, tuple[Line, ...]]]:
    """Work through the documents of one site, 500 at a time.

    Args:
        documents: In an order that keeps near ones together (by date).

    Yields:
        Every document, and its lines with the labels that they should have.
    """
    for block in _blocks(documents):
        lines = [(one.id, [(one.text[line.start : line.end], line.label) for line in one.as_read]) for one in block]
        repeated = repeated_lines(lines)
        for document in block:
            yield document, relabelled(document.as_read, repeated.get(document.id, ()))


def _blocks(documents: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    block: list[Labelled] = []
    characters = 0
    for document in documents:
        block.append(document)
        characters += len(document.text)
        if len(block) == _BLOCK or characters > _BLOCK_CHARACTERS:
            yield block
            block, characters = [], 0
    if block:
        yield block


def compare_sites(writer: Writer, progress: Progress) -> int:
    """Bring the labels of documents to what their site's other documents show, a site a transaction.

    Returns:
        How many documents have other labels now.
    """
    sites = writer.sites_to_compare(VERSION)
    changed = 0
    for number, site in enumerate(sites, start=1):
        with writer.transaction():
            for document, lines in should_be(writer.lines_of_site(site)):
                if lines != document.in_force:
                    writer.relabel(document, lines)
                    changed += 1
            writer.done("site", site, VERSION)
        progress("compare", number, len(sites))
    return changed
