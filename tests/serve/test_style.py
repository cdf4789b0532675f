"""Colours: text on its ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3 AA), in both schemes."""

import re
from importlib.resources import files

import pytest

STYLE = files("onrecord.serve").joinpath("static", "style.css").read_text(encoding="utf-8")
SCHEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\n\s*\}", STYLE, re.DOTALL), strict=True))
PAIRS = [
    *((ink, ground) for ink in ("ink", "quiet", "link", "said", "done", "tension") for ground in ("ground", "raised")),
    *(("ink", ground) for ground in ("said-ground", "who-ground", "tension-ground", "hit")),
    ("tension", "tension-ground"),
    ("link", "tension-ground"),
    ("furniture", "ground"),
    ("ground", "link"),
]


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6})", SCHEMES[scheme]))
    high, low = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_style_sheet_fetches_nothing() -> None:
    assert "@import" not in STYLE
    assert "url(" not in STYLE
    assert "http" not in STYLE
