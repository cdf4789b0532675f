"""The time line as a picture of pixels, for papers that take no drawing."""

from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from onrecord.export.dossier.picture import RADIUS, WIDTH, Mark, Picture

SCALE = 3
SAID, DONE, TENSION, QUIET, WHITE = "#1d4f7c", "#7a4a00", "#9a2a1a", "#5d574d", "#ffffff"
PIECES = 24
"""Straight lines a curve is drawn with."""


def png(drawn: Picture) -> bytes:
    """Draw the time line, white ground, `SCALE` pixels a unit; it holds no photograph, so no face."""
    paper = Image.new("RGB", (WIDTH * SCALE, round(drawn.height * SCALE)), WHITE)
    pen = ImageDraw.Draw(paper)
    line = drawn.line * SCALE
    pen.line([(0, line), (WIDTH * SCALE, line)], fill=QUIET, width=SCALE)
    for tick in drawn.ticks:
        pen.line([(tick.x * SCALE, line - 12), (tick.x * SCALE, line + 12)], fill=QUIET, width=SCALE)
        pen.text((tick.x * SCALE, line + 54), tick.words, font=_font(30), fill=QUIET, anchor="mm")
    for tie in drawn.ties:
        points = [_on_curve(tie.start, tie.end, drawn.line, number / PIECES) for number in range(PIECES + 1)]
        pen.line([(x * SCALE, y * SCALE) for x, y in points], fill=TENSION, width=3)
    for mark in drawn.marks:
        _mark(pen, mark)
    file = BytesIO()
    paper.save(file, "PNG", optimize=True)
    return file.getvalue()


def _on_curve(start: tuple[float, float], end: tuple[float, float], middle: float, at: float) -> tuple[float, float]:
    """Give a point of the cubic curve the other editions draw; `at` from 0 to 1."""
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    xs, ys = (start[0], start[0], end[0], end[0]), (start[1], middle, middle, end[1])
    return sum(w * x for w, x in zip(weights, xs, strict=True)), sum(w * y for w, y in zip(weights, ys, strict=True))


def _mark(pen: ImageDraw.ImageDraw, mark: Mark) -> None:
    x, y = mark.x * SCALE, mark.y * SCALE
    if mark.more:
        pen.text((x, y), f"+{mark.more + 1}", font=_font(30), fill=QUIET, anchor="mm")
        return
    size = RADIUS * SCALE
    box = (x - size, y - size, x + size, y + size)
    outline, width = (TENSION, 3 * SCALE) if mark.tense else (None, 0)
    if mark.side == "said":
        pen.ellipse(box, fill=SAID, outline=outline, width=width)
    else:
        pen.rectangle(box, fill=DONE, outline=outline, width=width)
    pen.text((x, y), mark.label, font=_font(25 if len(mark.label) < 4 else 20), fill=WHITE, anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont:
    content = files("onrecord.export.dossier").joinpath("fonts", "Literata-SemiBold.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(content), size)
