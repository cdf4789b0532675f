r"""RTF files to documents: all their text, with who put in, took out or noted what.

The text first, in reading order; then notes (`body`), comments (`meta`), headers and footers (`furniture`). A paragraph
stands as it would be with all changes accepted; what was deleted from it follows as a `meta` line of its own, whose rule
names author and date. Source offsets count bytes: the source is the file as Windows-1252, a character for each byte, so
that what is not ASCII (`\'92`, `\u8217?`) is a folded run, and a raw byte of another code page counts as put in.
"""

from pathlib import Path

from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.reading import Reading
from onrecord.read.decode import windows_1252
from onrecord.read.files import load, problem
from onrecord.read.office_passages import Kind, Properties, Story, compose, document_of
from onrecord.read.rtf_story import read_rtf
from onrecord.read.rtf_walk import RtfText

READER = "rtf/1"
MEDIA_TYPE = "application/rtf"


def read(path: Path, origin: Origin, _config: Config) -> Reading:
    """Read an RTF file as one document."""
    content = load(path, origin)
    if not isinstance(content, bytes):
        return Reading(problems=(content,))
    if not content.lstrip().startswith(b"{\\rtf"):
        return Reading(problems=(problem(origin, "damaged", "no RTF: it does not begin as one; look what it is"),))
    found = read_rtf(content, windows_1252(content), Story(""))
    message = f"could not be read to its end ({found.fault}): is it cut off or broken? Get it again"
    problems = (problem(origin, "damaged", message),) if found.fault else ()
    composed = compose(found.passages)
    if not composed.text:
        empty = problem(
            origin, "no_text", "the file holds no words, at most pictures: save it as PDF to have them recognised"
        )
        return Reading(problems=problems or (empty,))
    return Reading(
        documents=(document_of(Kind(READER, MEDIA_TYPE), origin, composed, _properties(found)),), problems=problems
    )


def _properties(found: RtfText) -> Properties:
    return Properties(
        title=(found.info.get("title", ""), "info title"),
        author=(found.info.get("author", ""), "info author"),
        modified=(found.info.get("revtim", ""), "info revtim"),
    )
