"""A page of a PDF or a picture as PNG, some words on it boxed; run as a program, since files may be hostile.

python -m onrecord.serve.page_picture < task.json > page.png
"""

import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2
from PIL import Image, ImageDraw

from onrecord.read.ocr_size import picture
from onrecord.read.pdf_boxes import Place, span_boxes
from onrecord.serve.isolated import limit_this_process

PIXELS = 1_500
"""Of the longer side: 8 pt type of a letter page can be read."""
LARGE_PIXELS = 3_000
PICTURE_PIXELS = 120_000_000
"""Of a picture that is opened: a scanned broadsheet has 100 million."""
COLOURS = 128
SCALE_MOST = 8.0
AROUND = 2
"""Pixels between the ink and its box."""
FILL, LINE = (251, 229, 138, 96), (122, 74, 0, 255)
SECONDS, MEMORY = 15, 3_000_000_000


class Task(msgspec.Struct, frozen=True):
    """What is to be drawn: a page, counted from 1, with the words at some places (`read.pdf_boxes.Place`) boxed."""

    path: str
    page: int
    places: tuple[Place, ...] = ()
    pixels: int = PIXELS


def draw(task: Task) -> bytes:
    """Draw a page as PNG.

    Raises:
        ValueError: There is no such page, or it is too large.
        OSError: The file cannot be opened.
        pypdfium2.PdfiumError: It is no PDF, or its page does not open.
    """
    path = Path(task.path)
    image = _opened(path, task) if picture(path) else _drawn(path, task)
    for found in span_boxes(path, [task.places])[0] if task.places else ():
        if found.page == task.page:
            across, down = image.width / found.width, image.height / found.height
            pen = ImageDraw.Draw(image, "RGBA")
            for left, top, right, bottom in found.boxes:
                corners = (left * across - AROUND, top * down - AROUND, right * across + AROUND, bottom * down + AROUND)
                pen.rectangle(corners, fill=FILL, outline=LINE, width=2)
    out = BytesIO()
    image.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(path: Path, task: Task) -> Image.Image:
    with pypdfium2.PdfDocument(path) as file:
        if not 1 <= task.page <= len(file):
            raise ValueError(f"no page {task.page}")
        with closing(file[task.page - 1]) as page:
            scale = min(SCALE_MOST, task.pixels / max(*page.get_size(), 1.0))
            with closing(page.render(scale=scale, fill_color=(255, 255, 255, 255))) as bitmap:
                image: Image.Image = bitmap.to_pil().convert("RGB")
                return image


def _opened(path: Path, task: Task) -> Image.Image:
    header = picture(path)
    if header is None or not 1 <= task.page <= len(header.sizes):
        raise ValueError(f"no page {task.page}")
    width, height = header.sizes[task.page - 1]
    if not 0 < width * height <= PICTURE_PIXELS:
        raise ValueError(f"{width} by {height} pixels")
    with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as file:
        file.seek(task.page - 1)
        file.draft("RGB", (task.pixels, task.pixels))
        image = file.convert("RGB")
    image.thumbnail((task.pixels, task.pixels))
    return image


def main() -> None:
    """Draw what standard input asks for; exits with 1 where it cannot be drawn."""
    limit_this_process(SECONDS, MEMORY)
    Image.MAX_IMAGE_PIXELS = PICTURE_PIXELS
    try:
        drawn = draw(msgspec.json.decode(sys.stdin.buffer.read(), type=Task))
    except (ValueError, OSError, MemoryError, pypdfium2.PdfiumError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(drawn)


if __name__ == "__main__":
    main()
