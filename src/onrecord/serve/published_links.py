"""Links of a page of ours, and the page with other links: nothing else of it is touched, but what needs a server is left out."""

from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser

Target = Callable[[str], str | None]
"""Says where a link leads; None where to nothing."""
DROPPED = frozenset({"script", "form", "datalist", "button", "iframe", "dialog", "object", "embed"})
"""Elements that do nothing without a server or a script."""
SERVED = "data-served"
"""Attribute of elements that mean something only where the page is served."""
VOID = frozenset({"meta", "link", "img", "br", "hr", "input", "wbr", "col", "source"})
ADDRESSES = {"link": "href", "img": "src", "source": "src"}


class _Links(HTMLParser):
    """Notes the links of a page, and whether each leads on in a list (`rel=next`)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link."""
        given = dict(attrs)
        if tag == "a" and (href := given.get("href")):
            self.found.append((href, bool({"next", "prev"} & set((given.get("rel") or "").split()))))


class _Rewriter(HTMLParser):
    """Gives a page piece by piece as it stands, but for links and what is left out."""

    def __init__(self, target: Target) -> None:
        super().__init__(convert_charrefs=False)
        self.target = target
        self.pieces: list[str] = []
        self.dropping: list[str] = []
        self.ends: list[str] = []
        self.drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag, or begin to leave out."""
        if self.dropping:
            self.dropping += [tag] if tag == self.dropping[0] else []
        elif tag in DROPPED or (SERVED in dict(attrs) and tag not in VOID):
            self.dropping.append(tag)
        elif not _needs_server(tag, dict(attrs)):
            self.drawing += tag == "svg"
            self._tag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that closes itself."""
        if not self.dropping and tag not in DROPPED and not _needs_server(tag, dict(attrs)):
            self.pieces.append(self.get_starttag_text() or "") if tag not in ADDRESSES else self._tag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if self.dropping:
            if tag == self.dropping[0]:
                self.dropping.pop()
            return
        if tag in DROPPED:
            return
        self.drawing -= tag == "svg"
        self.pieces.append(f"</{self.ends.pop() if tag == 'a' and self.ends else tag}>")

    def handle_data(self, data: str) -> None:
        """Write text as it stands."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """Write a named character as it stands."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a numbered character as it stands."""
        self._write(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Write the declaration of the page."""
        self._write(f"<!{decl}>")

    def _write(self, words: str) -> None:
        if not self.dropping:
            self.pieces.append(words)

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = [(name, value) for name, value in attrs if not name.startswith("hx-")]
        name = ADDRESSES.get(tag, "href")
        link = dict(given).get(name) if tag == "a" or tag in ADDRESSES else None
        to = self.target(link) if link is not None else None
        if tag == "a":
            self.ends.append("a" if to is not None else ("g" if self.drawing else "span"))
            if to is None:
                kept = [(one, value) for one, value in given if one in {"class", "id", "aria-label"}]
                self.pieces.append(
                    _written(self.ends[-1], [one for one in kept if one[0] != "aria-label" or self.drawing])
                )
                return
        if link is not None and to is None:
            return  # a picture or a sheet that is not in the copy
        if link is None and len(given) == len(attrs):
            self.pieces.append(self.get_starttag_text() or "")
            return
        self.pieces.append(
            _written(tag, [(one, to if one == name and to is not None else value) for one, value in given])
        )


def links_of(page: str) -> Iterator[tuple[str, bool]]:
    """List `(link, leads on in a list)` of a page."""
    reader = _Links()
    reader.feed(page)
    reader.close()
    yield from reader.found


def rewritten(page: str, target: Target) -> str:
    """Give a page with other links; a link that leads to nothing becomes plain words."""
    writer = _Rewriter(target)
    writer.feed(page)
    writer.close()
    return "".join(writer.pieces)


def _needs_server(tag: str, given: dict[str, str | None]) -> bool:
    if tag == "input":  # outside a form a box to tick works by the style sheet alone
        return given.get("type") not in {"checkbox", "radio"}
    return tag in {"select", "textarea"} or (tag == "meta" and (given.get("name") or "").startswith("htmx"))


def _written(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    return f"<{tag}{''.join(f' {name}' if value is None else f' {name}={chr(34)}{escape(value)}{chr(34)}' for name, value in attrs)}>"
