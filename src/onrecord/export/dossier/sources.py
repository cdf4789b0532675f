"""A source of a dossier as a line, as BibTeX, and as CSL JSON; all three from the same values."""

import re

import msgspec

from onrecord.model.dossier import CitedSource, Dossier

ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
SPECIAL = re.compile(r"[\\{}&%$#_~^]")


def source_line(one: CitedSource) -> str:
    """Write a source without its number and address: who, title, publisher, when published and retrieved, its hash."""
    said = [f"{', '.join(one.authors)}:" if one.authors else "", f"“{one.title}”"]
    facts = [
        one.publisher or "",
        f"published {one.published[:10]} ({one.published_basis})" if one.published else "date of publication not known",
        f"file {one.path}" if one.path and one.path != one.title else "",
        f"retrieved {one.retrieved}" if one.retrieved else "",
        f"sha256 {one.sha256}" if one.sha256 else "hash withheld (the file names private people)",
    ]
    return f"{' '.join(filter(None, said))}. {'; '.join(filter(None, facts))}."


def key_of(one: CitedSource) -> str:
    """Name a source in a bibliography: `source3`."""
    return f"source{one.number}"


def bibtex(made: Dossier) -> bytes:
    """Write the sources as BibTeX; UTF-8."""
    return "\n".join(_entry(one) for one in made.sources).encode()


def _entry(one: CitedSource) -> str:
    fields = {
        "title": f"{{{_escaped(one.title)}}}",
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in one.authors),  # braces: not to be cut into names
        "publisher": _escaped(one.publisher or ""),
        "date": one.published[:10] if one.published else "",
        "year": one.published[:4] if one.published else "",
        "url": _plain(one.address or ""),
        "urldate": one.retrieved or "",
        "note": _escaped(
            "; ".join(
                filter(None, (f"file {one.path}" if one.path else "", f"sha256 {one.sha256}" if one.sha256 else ""))
            )
        ),
        "langid": _escaped(one.language or ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key_of(one)},", *lines, "}", ""])


def _escaped(words: str) -> str:
    return SPECIAL.sub(lambda match: ESCAPES[match[0]], " ".join(words.split()))


def _plain(address: str) -> str:
    """Write an address so that it neither closes a field nor opens one."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def csl_json(made: Dossier) -> bytes:
    """Write the sources as CSL JSON 1.0: an array of items."""
    return msgspec.json.format(msgspec.json.encode([_item(one) for one in made.sources]), indent=2) + b"\n"


def _item(one: CitedSource) -> dict[str, object]:
    item: dict[str, object] = {
        "id": key_of(one),
        "type": "dataset" if one.kind == "table" else ("webpage" if one.address else "document"),
        "title": one.title,
        "citation-number": str(one.number),
    }
    if one.authors:
        item["author"] = [{"literal": author} for author in one.authors]
    if one.publisher:
        item["container-title" if one.address else "publisher"] = one.publisher
    if one.address:
        item["URL"] = one.address
    for name, day in (("issued", one.published), ("accessed", one.retrieved)):
        if parts := _parts(day):
            item[name] = {"date-parts": [parts]}
    if one.language:
        item["language"] = one.language
    if one.sha256:
        item["note"] = f"sha256: {one.sha256}"
    return item


def _parts(day: str | None) -> list[int]:
    pieces = (day or "")[:10].split("-")
    return [int(piece) for piece in pieces] if all(piece.isdecimal() for piece in pieces) else []
