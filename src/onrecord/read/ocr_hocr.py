"""hOCR, the XHTML that tesseract writes, to words with their places (hOCR specification 1.2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # reads what tesseract wrote, never a file of the record

PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels from the upper left corner."""

_VERSION = re.compile(rb"name=['\"]ocr-system['\"] content=['\"](tesseract [\w.+-]{1,60})")
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word.

    Attributes:
        text: Without white space.
        confidence: From 0 to 100, as tesseract says.
    """

    text: str
    box: PixelBox
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """A line of words.

    Attributes:
        size: Height of its type from the descenders to the ascenders, in pixels.
        baseline: Where its first letter stands, in pixels from the upper edge.
    """

    words: tuple[Word, ...]
    box: PixelBox
    size: float
    baseline: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """A page of a picture: paragraphs of lines in reading order; size in pixels."""

    width: int
    height: int
    paragraphs: tuple[tuple[WordLine, ...], ...]


def version_of(content: bytes) -> str:
    """Say which program and version wrote it.

    Raises:
        ValueError: It does not say.
    """
    found = _VERSION.search(content)
    if found is None:
        raise ValueError("it does not say which version wrote it")
    return found[1].decode()


def pages_of(content: bytes) -> Iterator[RecognisedPage]:
    """Take the pages out.

    Raises:
        ValueError: It is no hOCR.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314  # as above
    except ET.ParseError as error:
        raise ValueError(f"no XML: {error}") from error
    for page in _of_class(root, {"ocr_page"}):
        _, _, width, height = _box(_properties(page))
        paragraphs = (tuple(_lines(paragraph)) for paragraph in _of_class(page, {"ocr_par"}))
        yield RecognisedPage(width=width, height=height, paragraphs=tuple(one for one in paragraphs if one))


def _of_class(element: ET.Element, names: frozenset[str] | set[str]) -> Iterator[ET.Element]:
    return (one for one in element.iter() if one.get("class") in names)


def _lines(paragraph: ET.Element) -> Iterator[WordLine]:
    for element in _of_class(paragraph, _LINES):
        words = tuple(word for one in _of_class(element, {"ocrx_word"}) if (word := _word(one)).text)
        if not words:
            continue
        properties = _properties(element)
        box = _box(properties)
        offset = properties.get("baseline", [0.0])[-1]
        size = properties.get("x_size", [float(box[3] - box[1])])[0]
        yield WordLine(words=words, box=box, size=size, baseline=box[3] + offset)


def _word(element: ET.Element) -> Word:
    properties = _properties(element)
    confidence = properties.get("x_wconf", [0.0])[0]
    return Word(text="".join("".join(element.itertext()).split()), box=_box(properties), confidence=confidence)


def _properties(element: ET.Element) -> dict[str, list[float]]:
    """Read the numbers of a title: `bbox 1 2 3 4; x_wconf 96`; what is followed by no number is left out."""
    found: dict[str, list[float]] = {}
    for entry in element.get("title", "").split(";"):
        name, *values = entry.split() or [""]
        try:
            numbers = [float(value) for value in values]
        except ValueError:
            continue
        if numbers:
            found[name] = numbers
    return found


def _box(properties: dict[str, list[float]]) -> PixelBox:
    box = properties.get("bbox", [])
    if len(box) != 4:
        raise ValueError("an element has no place")
    left, top, right, bottom = (round(side) for side in box)
    return left, top, right, bottom
