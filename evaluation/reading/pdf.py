"""Score the reading of PDFs on pages that Chromium typesets from known text: words, boxes, and recognised words.

    python evaluation/reading/pdf.py [--kinds NAME ...] [--recognition] [--pages FOLDER]

Scored are the words in their order against those typeset, ours beside PDFium's own text call and pypdf (where it can be
imported); then the boxes. For the boxes every page is typeset twice, once in black and once with each word in a colour of
its own: the words are read in the black file, and the pixels of the coloured one say where their ink is. A box is right
when it holds all ink of its word and none of another. With --recognition the black pages are made scans (300 dpi, turned
by half a degree, grained) and recognised at several resolutions. Needs Chromium.
"""

import argparse
import html
import importlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from onrecord.config import Config
from onrecord.model.evidence import Document, Origin, source_ranges
from onrecord.model.ids import artefact_id
from onrecord.read import ocr, pdf
from onrecord.read.pdf_boxes import PageBoxes, span_boxes
from onrecord.read.pdf_lines import lay_out
from onrecord.read.pdf_scan import recognise_pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    "--no-pdf-header-footer",
)
SCALE = 4
"""Pixels to a point when boxes are checked."""
TOLERANCE = 1
"""Pixels by which a box may miss: a quarter of a point."""
RESOLUTIONS = (150, 200, 250, 300)
SCAN_RESOLUTION = 300
SCAN_ANGLE = 0.5
GRAIN = 12.0
"""Standard deviation of the noise, of 255."""
TARGET = 0.995
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
STYLE = """
@page { size: A4; margin: 20mm; }
/* Kerning with the spaces beside a word would set the two files differently. */
body { font: 11pt/1.4 serif; font-kerning: none; margin: 0; hyphens: manual; text-align: justify; }
h1 { font-size: 20pt; line-height: 1.2; text-align: left; }
.two { columns: 2; column-gap: 8mm; font-size: 9.5pt; }
table { border-collapse: collapse; font: 9pt sans-serif; text-align: left; width: 100%; }
td, th { border: 0.5pt solid #888; padding: 2pt 4pt; }
.right { text-align: right; }
.notes { font-size: 8pt; border-top: 0.5pt solid #888; margin-top: 12pt; }
sup { font-size: 6.5pt; }
"""

SUBJECTS = (
    "the department", "a regional office", "the contractor", "the auditor", "one supplier", "the commission",
    "the council", "a former adviser", "the ministry", "its lawyer", "the harbour authority", "the port of Aldermouth",
)  # fmt: skip
VERBS = (
    "confirmed", "denied", "reported", "extended", "questioned", "published", "withdrew", "renewed", "examined",
    "described", "cancelled", "approved",
)  # fmt: skip
OBJECTS = (
    "the maintenance agreement", "a delivery of 365 licences", "the administrative procedure", "an unannounced inspection",
    "the transportation schedule", "its correspondence with the manufacturer", "the second instalment of $1,250,000",
    "every invoice above 40,000 euros", "the documentation of the migration", "a supplementary declaration",
)  # fmt: skip
TAILS = (
    "after a hearing in March", "without giving a reason", "on 18 June 2018", "in its annual report",
    "although nobody had asked for it", "for the third time in two years", "before the deadline had passed",
    "and informed the public accordingly", "in a letter of four pages", "at the request of the opposition",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page set: HTML with a mark for each word, and its words in reading order."""

    name: str
    markup: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxScore:
    """Boxes checked: of how many words, and which were wrong, with why."""

    words: int
    wrong: tuple[str, ...]


def sentence(chance: random.Random) -> str:
    """Make a sentence that is seldom the same twice."""
    one = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(TAILS)}."
    return one[0].upper() + one[1:]


def paragraph(chance: random.Random, sentences: int = 5) -> str:
    """Make a paragraph."""
    return " ".join(sentence(chance) for _ in range(sentences))


def hyphenated(text: str) -> str:
    """Put a soft hyphen after every third letter of long words: Chromium has no English hyphenation everywhere."""
    return re.sub(r"[a-z]{8,}", lambda found: SOFT_HYPHEN.join(re.findall(r".{3,4}(?=...)|.+$", found[0])), text)


def leaves(names: Iterable[str]) -> list[Leaf]:
    """Typeset the kinds of page asked for."""
    return [_leaf(name, KINDS[name](random.Random(f"{name} 1"))) for name in names]


def _one_column(chance: random.Random) -> list[tuple[str, str]]:
    return [("<h1>", sentence(chance)), *(("<p>", paragraph(chance)) for _ in range(16))]


def _two_columns(chance: random.Random) -> list[tuple[str, str]]:
    return [("<div class=two>", ""), *(("<p>", paragraph(chance)) for _ in range(30)), ("</div>", "")]


def _letter(chance: random.Random) -> list[tuple[str, str]]:
    address = ["Harbour Authority", "Office of Contracts", "12 Long Street", "Aldermouth AM4 7QX"]
    return [
        *(("<div class=right>", line) for line in address),
        ("<p class=right>", "18 June 2018"),
        ("<p>", "Dear Ms Harrowgate,"),
        *(("<p>", paragraph(chance, 3)) for _ in range(4)),
        ("<p>", "Yours sincerely,"),
        ("<p>", "Jonathan Pell"),
    ]


def _table(chance: random.Random) -> list[tuple[str, str]]:
    rows = [("Order", "Supplier", "Goods", "Date", "Amount")]
    for number in range(28):
        goods = chance.choice(OBJECTS).partition(" ")[2]
        day, amount = chance.randint(10, 28), chance.randint(1_000, 99_999)
        rows.append((f"18F{number:04}", "Pell Harrow", goods, f"{day} May 2018", f"${amount:,}.00"))
    cells = [[("<td>", cell) for cell in row] for row in rows]
    inner = [pair for row in cells for pair in (("<tr>", ""), *row, ("</tr>", ""))]
    return [("<p>", paragraph(chance)), ("<table>", ""), *inner, ("</table>", ""), ("<p>", paragraph(chance))]


def _footnotes(chance: random.Random) -> list[tuple[str, str]]:
    body = [("<p>", f"{paragraph(chance, 3)} {sentence(chance)[:-1]}.[{number}]") for number in range(1, 7)]
    return [
        *body,
        ("<div class=notes>", ""),
        *(("<p>", f"{n}. {sentence(chance)}") for n in range(1, 7)),
        ("</div>", ""),
    ]


def _hyphenated(chance: random.Random) -> list[tuple[str, str]]:
    parts = [("<p>", hyphenated(paragraph(chance))) for _ in range(24)]
    return [("<div class=two>", ""), *parts, ("</div>", "")]


KINDS: dict[str, Callable[[random.Random], list[tuple[str, str]]]] = {
    "one column": _one_column,
    "two columns": _two_columns,
    "letter": _letter,
    "table": _table,
    "footnotes": _footnotes,
    "hyphenated": _hyphenated,
}


def _leaf(name: str, parts: Sequence[tuple[str, str]]) -> Leaf:
    """Put each word into an element of its own."""
    words: list[str] = []
    markup: list[str] = []
    for tag, text in parts:
        marked = []
        for word in text.split():
            marked.append(f"<span class=w{len(words)}>{html.escape(word)}</span>")
            words.append(word.replace(SOFT_HYPHEN, ""))
        closing_tag = re.sub(r"<(\w+).*", r"</\1>", tag) if text else ""
        markup.append(tag + " ".join(marked) + closing_tag)
    return Leaf(name=name, markup="\n".join(markup), words=tuple(words))


def colour_of(word: int) -> int:
    """Give a word a colour of its own, dark enough to be seen: 0xRRGGBB; see `word_of`."""
    return 0x000001 + word


def typeset(leaf: Leaf, folder: Path, *, coloured: bool) -> Path:
    """Have Chromium print a page set."""
    rules = [f".w{word} {{ color: #{colour_of(word):06x}; }}" for word in range(len(leaf.words))] if coloured else []
    style = STYLE + "\n".join(rules)
    name = f"{leaf.name.replace(' ', '-')}-{'coloured' if coloured else 'black'}"
    source, target = folder / f"{name}.html", folder / f"{name}.pdf"
    body = leaf.markup if coloured else re.sub(r"</?span[^>]*>", "", leaf.markup)
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title><style>{style}</style><body>{body}"
    source.write_text(page, encoding="utf-8")
    if CHROMIUM is None:
        raise SystemExit("Chromium is not installed")
    command = [CHROMIUM, *ARGUMENTS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  # our own arguments
    return target


def read(path: Path) -> Document:
    """Read a file as the product does."""
    origin = Origin(artefact=artefact_id(path.read_bytes()), path=path.name, collected_at="2026-01-01T00:00:00+00:00")
    (document,) = pdf.read(path, origin, Config()).documents
    return document


def tokens(text: str) -> list[str]:
    """Cut words; hyphens and what PDFium puts for them are dropped, since those of the line cannot be told from others."""
    return re.sub("[-\N{HYPHEN}\N{SOFT HYPHEN}\x02\ufffe](?:\r?\n)?", "", text).split()


def ordered_f1(expected: Sequence[str], found: Sequence[str]) -> float:
    """Score words that stand in the same order in both, as a share of all."""
    blocks = SequenceMatcher(a=expected, b=found, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / max(len(expected) + len(found), 1)


def raw_text(path: Path) -> str:
    """Read with PDFium's own text call."""
    with pypdfium2.PdfDocument(path) as file:
        texts = []
        for number in range(len(file)):
            with closing(file[number]) as page, closing(page.get_textpage()) as text_page:
                texts.append(text_page.get_text_range())
    return "\n".join(texts)


def pypdf_text(path: Path) -> str | None:
    """Read with pypdf; None where it is not installed."""
    try:
        pypdf = importlib.import_module("pypdf")
    except ImportError:
        return None
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def check_boxes(leaf: Leaf, black: Path, coloured: Path) -> BoxScore:
    """Hold the boxes of the words read in the black file against the ink of the coloured one."""
    document = read(black)
    found = [(one.start(), one.end()) for one in re.finditer(r"\S+", document.text)]
    texts = [re.sub("[-\N{HYPHEN}]", "", document.text[start:end]) for start, end in found]
    expected = [word.replace("-", "") for word in leaf.words]
    blocks = SequenceMatcher(a=expected, b=texts, autojunk=False).get_matching_blocks()
    pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    pages = list(_pixels(coloured))
    ink = _ink(pages)
    wrong = []
    spans = span_boxes(black, [list(source_ranges(document, *found[position])) for _, position in pairs])
    for (word, _), boxes in zip(pairs, spans, strict=True):
        if fault := _fault(word, boxes, pages, ink):
            wrong.append(f"{leaf.words[word]!r} ({word}): {fault}")
    return BoxScore(words=len(pairs), wrong=tuple(wrong))


def _pixels(path: Path) -> Iterator[np.ndarray]:
    """Draw pages without smoothing: every pixel has the colour of the word it belongs to."""
    with pypdfium2.PdfDocument(path) as file:
        for number in range(len(file)):
            with closing(file[number]) as page:
                bitmap = page.render(scale=SCALE, no_smoothtext=True, no_smoothpath=True, rev_byteorder=True)
                dots = bitmap.to_numpy()[:, :, :3].astype(np.int64)
            yield (dots[:, :, 0] << 16) + (dots[:, :, 1] << 8) + dots[:, :, 2]


def _ink(pages: Sequence[np.ndarray]) -> Mapping[int, list[tuple[int, int, int]]]:
    """List for each colour the pixels that have it: page, row and column."""
    ink: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, dots in enumerate(pages):
        rows, columns = np.nonzero(dots < 0x010000)  # colours of words; rules are grey, paper is white
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            ink[int(dots[row, column])].append((number, row, column))
    return ink


def _fault(
    word: int, found: Sequence[PageBoxes], pages: Sequence[np.ndarray], ink: Mapping[int, list[tuple[int, int, int]]]
) -> str:
    colour = colour_of(word)
    boxes = [(one.page - 1, tuple(side * SCALE for side in box)) for one in found for box in one.boxes]
    if not ink[colour]:
        return "no ink"
    for number, row, column in ink[colour]:
        if not any(number == page and _holds(box, row, column, TOLERANCE) for page, box in boxes):
            return f"ink outside at page {number + 1}, {column / SCALE}, {row / SCALE}"
    for number, (left, top, right, bottom) in boxes:
        rows = slice(int(top) + 1 + TOLERANCE, max(0, int(bottom) - TOLERANCE))
        columns = slice(int(left) + 1 + TOLERANCE, max(0, int(right) - TOLERANCE))
        inside = pages[number][rows, columns]
        others = (inside < 0x010000) & (inside != colour) & (inside > 0)
        if others.any():
            return f"ink of others in it: {sorted(set(inside[others].tolist()))[:3]}"
    return ""


def _holds(box: Sequence[float], row: int, column: int, slack: float) -> bool:
    left, top, right, bottom = box
    return left - slack <= column + 0.5 <= right + slack and top - slack <= row + 0.5 <= bottom + slack


def scanned(path: Path, target: Path) -> Path:
    """Make a scan of a file: pictures only, turned a little, with grain."""
    noise = np.random.default_rng(4)
    canvas = Canvas(str(target), pagesize=(595, 842), invariant=1)
    with pypdfium2.PdfDocument(path) as file:
        for number in range(len(file)):
            with closing(file[number]) as page:
                drawn = page.render(scale=SCAN_RESOLUTION / 72, grayscale=True).to_pil()
            turned = drawn.rotate(SCAN_ANGLE, fillcolor=255)
            grained = (
                np.asarray(turned).astype(float) * 0.9 + 15 + noise.normal(0, GRAIN, (turned.height, turned.width))
            )
            picture = Image.fromarray(grained.clip(0, 255).astype(np.uint8), mode="L")
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
            canvas.showPage()
    canvas.save()
    return target


def recognised_f1(leaf: Leaf, scan: Path, dots_per_inch: int) -> tuple[float, float]:
    """Recognise a scan; give the score and the seconds a page took."""
    program = ocr.tesseract()
    if program is None:
        raise SystemExit("tesseract is not installed")
    with pypdfium2.PdfDocument(scan) as file:
        numbers = range(1, len(file) + 1)
        start = time.monotonic()
        scans = recognise_pages(file, numbers, program, seconds=600, dots_per_inch=dots_per_inch)
        seconds = (time.monotonic() - start) / len(numbers)
    return ordered_f1(tokens(" ".join(leaf.words)), tokens(lay_out(scans.pages).text)), seconds


def report(leaf: Leaf, folder: Path) -> bool:
    """Print the scores of a kind of page; tell whether they reach the targets."""
    black, coloured = (typeset(leaf, folder, coloured=one) for one in (False, True))
    expected = tokens(" ".join(leaf.words))
    ours = ordered_f1(expected, tokens(read(black).text))
    raw = ordered_f1(expected, tokens(raw_text(black)))
    other = pypdf_text(black)
    peer = "-" if other is None else f"{ordered_f1(expected, tokens(other)):.4f}"
    boxes = check_boxes(leaf, black, coloured)
    right = boxes.words - len(boxes.wrong)
    print(f"| {leaf.name} | {len(expected)} | {ours:.4f} | {raw:.4f} | {peer} | {right} of {boxes.words} |", flush=True)
    for fault in boxes.wrong[:5]:
        print(f"  wrong box: {fault}")
    return ours >= TARGET and not boxes.wrong


def report_recognition(leaf: Leaf, folder: Path) -> None:
    """Print how well a kind of page is recognised once it is a scan."""
    black = typeset(leaf, folder, coloured=False)
    scan = scanned(black, folder / f"{leaf.name.replace(' ', '-')}-scan.pdf")
    for dots in RESOLUTIONS:
        score, seconds = recognised_f1(leaf, scan, dots)
        print(f"| {leaf.name} | {dots} dpi | {score:.4f} | {seconds:.1f} s a page |", flush=True)


def main() -> int:
    """Score what is asked for; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--recognition", action="store_true", help="score recognised scans instead")
    parser.add_argument("--pages", type=Path, help="keep what is typeset here")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.pages or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.recognition:
            print("| pages | drawn at | word F1 | time |\n|---|---|---|---|")
            for leaf in leaves(arguments.kinds):
                report_recognition(leaf, folder)
            return 0
        print("| pages | words | word F1 | PDFium's text call | pypdf | boxes right |\n|---|---|---|---|---|---|")
        missed = sum(not report(leaf, folder) for leaf in leaves(arguments.kinds))
        return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
