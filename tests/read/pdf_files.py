"""PDF files built object by object, broken in ways that no program writes."""

from collections.abc import Sequence

PAGES = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>")
"""The first two objects of a file of one page."""


def build(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Put objects into a file with a right cross-reference table; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows)
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Make a stream object."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def page(content: bytes, entries: bytes = b"") -> bytes:
    """Make a file of one page of 400 by 300 points with type in Helvetica as F1."""
    fonts = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    head = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + fonts
    box = b"" if b"/MediaBox" in entries else b"/MediaBox[0 0 400 300]"
    return build([*PAGES, head + box + entries + b">>", stream(content)])


def words(text: str, down: int = 200, before: str = "") -> bytes:
    """Make a line of type, with operators before it."""
    return f"BT {before} /F1 12 Tf 20 {down} Td ({text}) Tj ET\n".encode()
