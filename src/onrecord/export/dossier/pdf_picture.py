"""The time line drawn into a PDF, as lines and shapes."""

from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, Path, Rect, String
from reportlab.lib.colors import HexColor

from onrecord.export.dossier.fonts import BOLD, REGULAR
from onrecord.export.dossier.picture import RADIUS, WIDTH, Mark, Picture

SAID, DONE, TENSION, QUIET = (HexColor(one) for one in ("#1d4f7c", "#7a4a00", "#9a2a1a", "#5d574d"))
WHITE = HexColor("#ffffff")


def drawn_picture(drawn: Picture, width: float) -> Any:
    """Draw the time line `width` points wide."""
    scale = width / WIDTH
    paper = Drawing(width, drawn.height * scale)
    paper.scale(scale, scale)

    def up(y: float) -> float:
        """Turn round: a PDF counts from below."""
        return drawn.height - y

    paper.add(Line(0, up(drawn.line), WIDTH, up(drawn.line), strokeColor=QUIET, strokeWidth=1))
    for tick in drawn.ticks:
        paper.add(Line(tick.x, up(drawn.line - 4), tick.x, up(drawn.line + 4), strokeColor=QUIET, strokeWidth=1))
        paper.add(
            String(
                tick.x,
                up(drawn.line + 22),
                tick.words,
                fontName=REGULAR,
                fontSize=11,
                fillColor=QUIET,
                textAnchor="middle",
            )
        )
    for tie in drawn.ties:
        (x1, y1), (x2, y2) = tie.start, tie.end
        curve = Path(strokeColor=TENSION, strokeWidth=1.8, fillColor=None, strokeDashArray=[6, 3])
        curve.moveTo(x1, up(y1))
        curve.curveTo(x1, up(drawn.line), x2, up(drawn.line), x2, up(y2))
        paper.add(curve)
    for mark in drawn.marks:
        _mark(paper, mark, up(mark.y))
    return paper


def _mark(paper: Any, mark: Mark, y: float) -> None:
    if mark.more:
        paper.add(
            String(mark.x, y - 4, f"+{mark.more + 1}", fontName=BOLD, fontSize=11, fillColor=QUIET, textAnchor="middle")
        )
        return
    outline = {"strokeColor": TENSION if mark.tense else None, "strokeWidth": 3 if mark.tense else 0}
    if mark.side == "said":
        paper.add(Circle(mark.x, y, RADIUS, fillColor=SAID, **outline))
    else:
        paper.add(Rect(mark.x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, fillColor=DONE, **outline))
    size = 9 if len(mark.label) < 4 else 7
    paper.add(String(mark.x, y - 3, mark.label, fontName=BOLD, fontSize=size, fillColor=WHITE, textAnchor="middle"))
