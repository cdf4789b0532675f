"""The articles as the product reads them: statements by the network, and who speaks by resolve/; kept on disk between runs."""

import argparse
import pickle
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from onrecord.extract import version_of
from onrecord.extract.extractors import extract_document
from onrecord.extract.listening import by_network
from onrecord.model.evidence import Document, Line, Meta, Segment, document_id
from onrecord.model.ids import StatementId, artefact_id
from onrecord.model.statement import Statement
from onrecord.resolve.inside.document import resolve_document
from onrecord.resolve.inside.speakers import follow
from onrecord.resolve.registry import document_kinds

SHARED = Path(__file__).parents[3] / "shared"
DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a statement is.

    Attributes:
        name: The longest name of the party in its document; that of the source where nobody could be named with care.
        key: Of the party in its document; None where nobody could be named with care.
    """

    name: str
    key: str | None
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """An article as read."""

    path: str
    document: Document
    statements: tuple[Statement, ...]
    speakers: dict[StatementId, Speaker]


def document_of(path: str, text: str, published: str | None = None) -> Document:
    """Make a document whose lines are all body; PolNeAR's file names carry the day."""
    artefact = artefact_id(text.encode())
    lines, start = [], 0
    for words in text.split("\n"):
        lines.append(Line(start=start, end=start + len(words), label="body", rule="evaluation"))
        start += len(words) + 1
    day = DAY.search(path)
    published = published or (day[1] if day else None)
    return Document(
        id=document_id(artefact, path),
        artefact=artefact,
        part="",
        reader="evaluation",
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        published=Meta(value=published, basis="file name") if published else None,
    )


def read_article(path: str, text: str, published: str | None = None) -> Article:
    """Read a text as a build does."""
    document = document_of(path, text, published)
    found = extract_document(document, by_network)
    parties = resolve_document(document, list(found.mentions))
    longest: dict[str, str] = {}
    for one in parties.resolved:
        longest[one.key] = max(longest.get(one.key, ""), one.mention.name, key=len)
    spoken = follow(parties, found.statements, document_kinds(parties, {})).spoken
    speakers = {one.statement: Speaker(longest.get(one.key or "", one.name), one.key, one.rule) for one in spoken}
    return Article(path, document, found.statements, speakers)


def read_articles(paths: Iterable[str], shared: Path = SHARED, cache: Path | None = None) -> dict[str, Article]:
    """Read articles under `../shared/data`; what was read before by the same extractor comes from the cache.

    Args:
        paths: Below `shared/data`.
        shared: The shared folder.
        cache: A folder for pickles of our own making; None reads everything anew.
    """
    return {path: _read(path, (shared / "data" / path).read_text(encoding="utf-8"), cache) for path in paths}


def _read(path: str, text: str, cache: Path | None) -> Article:
    key = sha256(f"{version_of('model')}|{path}|{text}".encode()).hexdigest()
    kept = cache / f"{key}.pickle" if cache else None
    if kept and kept.exists():
        found: Article = pickle.loads(kept.read_bytes())  # noqa: S301  # written by the lines below
        return found
    article = read_article(path, text)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(article))
    return article


def main() -> None:
    """Read every article of PolNeAR train and dev into a cache."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, required=True)
    arguments = parser.parse_args()
    data = arguments.shared / "data"
    paths = sorted(str(one.relative_to(data)) for one in (data / "polnear").glob("[td]*/text/*.txt"))
    print(len(read_articles(paths, arguments.shared, arguments.cache)), "articles")


if __name__ == "__main__":
    main()
