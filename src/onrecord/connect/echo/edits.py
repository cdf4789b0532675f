"""What differs between two runs of equal words: edits that a writer may make, spellings, and differences that count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.connect.echo.runs import between
from onrecord.connect.echo.sources import OUTSIDE, Source
from onrecord.model.meeting import Emphasis

LICENSED = re.compile(r"\[[^\[\]]{0,120}\]|\((?:sic|sic!)\)|\.\s?\.\s?\.|…", re.IGNORECASE)
"""Brackets, which say that a word is not the speaker's, and an ellipsis, which says that something is left out."""
SEAM = frozenset({"and", "but", "so", "or", "well", "that"})
"""What is lost where a cue is put between two sentences."""
CUE = frozenset(
    "said says saying say told tells tweeted tweets wrote writes added adds asked asks according stated states statement "  # noqa: SIM905  # reads better than a list
    "announced announces replied responded continued argued claimed insisted noted posted declared explained warned "
    "called testified recalled joked quipped concluded remarked commented".split()
)
"""Verbs of saying."""
_END = re.compile(r"[.!?;:](?=[\s\"”’'])|[–—]")
CLAUSE = 4
"""Words left out that make two sentences run together, where fewer are a change of wording."""
_NUMBER_BEFORE, _NUMBER_AFTER = re.compile(r"[$€£]?(?:\d+[.,])*\Z"), re.compile(r"(?:[.,]\d+)*%?")
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_FIGURES = {word: str(number) for number, word in enumerate(_NUMBERS)} | {"percent": "%", "per": "%", "cent": ""}
_NUMBER = re.compile(
    r"\d|\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarter|twice|double|"
    + "|".join(_NUMBERS[1:])
    + r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|nothing|nobody|none|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_MODAL = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|ought|cannot|won['’]t|can['’]t)\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?]\s)\b[A-Z][\w’'-]+")
_NO_NAME = frozenset(
    "i i'm i've i'll i'd we you he she it they the a an and but if in on at for to of with as so our my this that".split()  # noqa: SIM905  # reads better than a list
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two runs.

    Attributes:
        differences: `(words left, words right)` as written, licensed edits left out.
        equal: Words that are equal here too.
        licensed: Signs of licensed edits on the left and on the right.
        joined: Which side runs words together that stand a clause or more apart on the other: `left`, `right` or neither.
    """

    differences: tuple[tuple[str, str], ...] = ()
    equal: int = 0
    licensed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    joined: str = ""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a gap: its words without the reporter's and without those in brackets."""

    source: Source
    words: list[int]
    licensed: tuple[str, ...]
    seam: bool  # marks end or begin here, and not only for a cue
    cue: bool  # a cue interrupts the words here
    start: int
    end: int

    def folded(self) -> list[str]:
        return [self.source.words.words[word] for word in self.words]

    def written(self, low: int, high: int) -> str:
        return written(self.source, self.words[low:high])


def written(source: Source, words: Sequence[int]) -> str:
    """Quote some words as they stand in the text, each stretch of neighbours in one; a number is not cut at its point."""
    stretches: list[list[int]] = []
    for word in words:
        if stretches and word == stretches[-1][1] + 1:
            stretches[-1][1] = word
        else:
            stretches.append([word, word])
    return " ".join(_cut(source, low, high) for low, high in stretches)


def _cut(source: Source, low: int, high: int) -> str:
    text, start, end = source.text, source.words.starts[low], source.words.ends[high]
    if text[start].isdigit() and (match := _NUMBER_BEFORE.search(text, max(0, start - 20), start)):
        start = match.start()
    if text[end - 1].isdigit() and (match := _NUMBER_AFTER.match(text, end)):
        end = match.end()
    return " ".join(text[start:end].split())


def gap_between(left: Source, right: Source, ends: tuple[int, int], starts: tuple[int, int]) -> Gap:
    """Compare what stands between two runs.

    Args:
        left: One document.
        right: The other.
        ends: The word after the first run, on the left and on the right.
        starts: The first word of the second run.
    """
    ours, theirs = _side(left, ends[0], starts[0]), _side(right, ends[1], starts[1])
    differences: list[tuple[str, str]] = []
    equal = 0
    joined = ""
    for tag, a, b, c, d in _opcodes(ours.folded(), theirs.folded()):
        if tag == "equal":
            equal += b - a
        elif not _may_differ(ours, theirs, (a, b), (c, d)):
            joined = _joined(ours, theirs)
            differences.append((ours.written(a, b), theirs.written(c, d)))
    return Gap(tuple(differences), equal, (ours.licensed, theirs.licensed), joined)


def _opcodes(ours: list[str], theirs: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Lay two lists of words on each other; most gaps are empty or share no word, and need no search."""
    if not ours and not theirs:
        return ()
    if set(ours).isdisjoint(theirs):
        tag = "replace" if ours and theirs else "delete" if ours else "insert"
        return ((tag, 0, len(ours), 0, len(theirs)),)
    return SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()


def _side(source: Source, start: int, end: int) -> _Side:
    starts, ends = source.words.starts, source.words.ends
    low, high = ends[start - 1], starts[end]
    # A bracket may begin before the last equal word or end behind the next: "[the mayor] said".
    signs = [match.span() for match in LICENSED.finditer(source.text, low, min(len(source.text), high + 1))]
    inside = between(source, start, end) or []
    words = [word for word in inside if not any(a <= starts[word] < b for a, b in signs)]
    licensed = tuple(source.text[a:b] for a, b in signs)
    seam, cue = _seam(source, start, end), _cue(source, start, end)
    return _Side(source, words, licensed, seam and not cue, cue, start, end)


def _seam(source: Source, start: int, end: int) -> bool:
    """Say whether marks are closed and opened again between two words, or the marks begin or end there."""
    return len(set(source.marks[start - 1 : end + 1])) > 1


def _cue(source: Source, start: int, end: int) -> bool:
    """Say whether what stands between two words of marks is a cue: what it interrupts, runs on."""
    outside = [word for word in range(start, end) if source.marks[word] == OUTSIDE]
    if not outside or OUTSIDE in (source.marks[start - 1], source.marks[end]):
        return False
    return any(source.words.words[word] in CUE for word in outside)


def _may_differ(ours: _Side, theirs: _Side, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Say whether words differ as a writer may have them differ: licensed, another spelling, or lost at a seam."""
    left, right = ours.folded()[here[0] : here[1]], theirs.folded()[there[0] : there[1]]
    # Words missing on a side are its writer's to leave out where the writer shows it: a bracket, an ellipsis, marks that end.
    if (not left and (ours.licensed or ours.seam)) or (not right and (theirs.licensed or theirs.seam)):
        return True
    if same_spelling(left, right):
        return True
    return not (left and right) and set(left + right) <= SEAM and any((ours.seam, ours.cue, theirs.seam, theirs.cue))


def same_spelling(left: Sequence[str], right: Sequence[str]) -> bool:
    """Say whether two runs of folded words are one in another spelling: joined words, figures, possessives."""
    if not left or not right:
        return False
    ours, theirs = ("".join(_FIGURES.get(word, word) for word in words) for words in (left, right))
    return (
        ours == theirs
        or (ours + "'s" == theirs and ours.endswith("s"))
        or (theirs + "'s" == ours and theirs.endswith("s"))
    )


def _joined(ours: _Side, theirs: _Side) -> str:
    """Say which side has a clause less inside one pair of marks, without showing that it left something out."""
    for name, side, other in (("left", ours, theirs), ("right", theirs, ours)):
        left_out = len(other.words) - len(side.words) >= CLAUSE and len(side.words) <= 1
        if left_out and not (side.seam or side.cue or side.licensed) and _marked(side) and _ends_sentence(other):
            return name
    return ""


def _ends_sentence(side: _Side) -> bool:
    """Say whether a sentence or clause ends in a gap: then words beyond it are run together where the gap is left out."""
    places = side.source.words
    return _END.search(side.source.text, places.ends[side.start - 1], places.starts[side.end]) is not None


def _marked(side: _Side) -> bool:
    return side.source.marks[side.start - 1] != OUTSIDE


def emphasis_of(before: str, after: str) -> Emphasis:
    """Name what a difference may change: a number, a negation, a modal verb or a name; anything else has no weight."""
    for found, name in ((_NUMBER, "number"), (_NEGATION, "negation"), (_MODAL, "modal")):
        if _changes(found, before, after):
            return name  # type: ignore[return-value]  # the names above
    ours, theirs = _names(before), _names(after)
    return "name" if ours != theirs else ""


def _changes(found: re.Pattern[str], before: str, after: str) -> bool:
    left, right = ([match[0].casefold() for match in found.finditer(words)] for words in (before, after))
    return left != right


def _names(words: str) -> list[str]:
    return [match[0] for match in _NAME.finditer(words) if match[0].casefold().replace("’", "'") not in _NO_NAME]
