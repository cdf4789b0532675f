"""Elements of HTML by what they do to the text on a page."""

PARAGRAPHS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dialog",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    }
)
"""Elements set apart by a blank line."""
LINES = frozenset(
    {
        "button",
        "caption",
        "dd",
        "details",
        "dir",
        "div",
        "dt",
        "figcaption",
        "hgroup",
        "html",
        "legend",
        "li",
        "listing",
        "menu",
        "optgroup",
        "option",
        "search",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    }
)
"""Elements that stand on lines of their own."""
CELLS = frozenset({"td", "th"})
SKIPPED = frozenset({"template", "svg", "select", "datalist", "audio", "video", "canvas"})
LEFT_BY_BLOCKS = frozenset({"svg", "select"})
"""Left-out elements that a paragraph or a heading ends, so that an unclosed one does not take the article with it."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
ENDED_BY = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
    "a": frozenset({"a"}),
}
"""For a start tag: the open elements that it ends when they are innermost (HTML standard, section 13.1.2.4)."""
BREAKING = PARAGRAPHS | LINES | CELLS | {"br"}
"""Elements that bring a line break or a tab at their start and end."""
ENDING = PARAGRAPHS | frozenset(ENDED_BY) | {"div"}
"""Elements whose start tag can end open ones."""
DECLARING = frozenset({"html", "link", "meta", "script", "time", "title"})
"""Elements in which a page says things about itself."""
