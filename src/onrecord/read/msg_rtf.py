"""The compressed RTF body of an Outlook message, unpacked (MS-OXRTFCP)."""

COMPRESSED = b"LZFu"
STORED = b"MELA"
HEADER_BYTES = 16
WINDOW = 4096
BEGINNING = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window holds at first (MS-OXRTFCP, section 2.1.2.1)."""


class BadRtf(ValueError):
    """Raised when a compressed body is not what it claims to be, by `unpacked`."""


def unpacked(content: bytes, limit: int) -> bytes:
    """Unpack a compressed RTF body; one cut off gives what there is.

    Args:
        content: The property.
        limit: Bytes that it may give.

    Raises:
        BadRtf: It begins with no known header, or gives more than the limit.
    """
    kind = content[8:12]
    if kind == STORED:
        return content[HEADER_BYTES : HEADER_BYTES + int.from_bytes(content[4:8], "little")]
    if kind != COMPRESSED:
        raise BadRtf("its RTF text is packed in no known way")
    found = _inflated(content[HEADER_BYTES:], limit)
    if len(found) > limit:
        raise BadRtf("its RTF text is larger than the limit")
    return found


def _inflated(content: bytes, limit: int) -> bytes:
    """Inflate until the end mark, the end of the bytes, or somewhat past the limit."""
    window = bytearray(BEGINNING.ljust(WINDOW, b"\0"))
    place, position = len(BEGINNING), 0
    found = bytearray()
    while position < len(content) and len(found) <= limit:
        flags = content[position]
        position += 1
        for bit in range(8):
            if not flags >> bit & 1:
                run = content[position : position + 1]
                position += 1
            else:
                code = int.from_bytes(content[position : position + 2], "big")
                position += 2
                if code >> 4 == place or position > len(content):
                    return bytes(found)
                run = _repeated(window, code >> 4, (code & 15) + 2, place)
            for byte in run:
                window[place] = byte
                place = (place + 1) % WINDOW
            found += run
    return bytes(found)


def _repeated(window: bytearray, start: int, count: int, place: int) -> bytes:
    """Copy a run out of the window; it may reach into what it is itself writing."""
    run = bytearray()
    for offset in range(count):
        source = (start + offset) % WINDOW
        ahead = (source - place) % WINDOW
        run.append(run[ahead] if ahead < len(run) else window[source])
    return bytes(run)
