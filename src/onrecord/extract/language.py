"""Which language a text is in, and which of its paragraphs are English.

Statements are read from English alone. The words that hold English sentences together (`the`, `of`, `that`) settle the
question for most paragraphs; what they leave open is put to py3langid. In doubt a paragraph counts as English: a
statement missed in an English text is the worse error.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter

from onrecord.extract.lexicon import vocabulary

Place = tuple[int, int]
"""Code points of a text, half-open."""

ENGLISH = "en"
WINDOW = 3_000
"""Characters looked at in the beginning, the middle and the end of a document."""
PIECE = 500
"""Characters of a document judged at a time, so that one written in two languages is seen to be so."""
PARAGRAPH_WINDOW = 300
"""Characters looked at in the beginning, the middle and the end of a paragraph."""
LEAST_LETTERS = 40
"""Bytes of UTF-8 that the letters of a passage need before it is judged: 40 Latin letters, 13 Chinese characters."""
LEAST_CERTAINTY = 0.8
"""Probability from which a passage is taken for English, or for something else (the two likeliest other languages
together: Danish and Norwegian, Croatian and Bosnian share theirs). Of 34,440 paragraphs of English articles one, a list
of names, reached it for something else."""
LEAST_SHARE = 0.75
"""Share of the judged sample, by characters, that decides for the whole document."""
ASKED_AT_MOST = 1_000
"""Paragraphs of a document put to the library: at most half a second. Of more, every second, third ... one is."""
LEAST_WORDS, LEAST_WORDS_SHARE = 3, 0.12
"""English function words that make a passage plainly English: how many, and how many of all its words."""

_FUNCTION_WORDS = vocabulary(
    "the and of to that with from it he she they his their its been were would this which said what who when "
    "there could should about after because into than"
)
"""Not `is`, `was`, `for`, `have`, `her`, `will`: common words of Dutch, Danish, German or Turkish, too."""
_NO_LANGUAGE = "zxx"
"""The library's label (ISO 639-2) for what is no language: figures, stock symbols, ciphers."""


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a document.

    Attributes:
        code: ISO 639-1.
        certainty: Average probability of this language over what could be judged of the sample, 0 to 1. Low for close
            relatives (Croatian and Bosnian, Malay and Indonesian), even where English is out of the question.
    """

    code: str
    certainty: float


def language_of(text: str, ranges: Sequence[Place]) -> Language | None:
    """Say which language some ranges of a text are in, from a sample of them.

    Args:
        text: The whole text.
        ranges: What is read of it, in order.

    Returns:
        None when there is too little to judge, or when neither English nor other languages make up most of it.
    """
    sample = _sample(text, ranges, WINDOW)
    weights: defaultdict[str, float] = defaultdict(float)
    judged = english = 0
    for start in range(0, len(sample), PIECE):
        piece = sample[start : start + PIECE]
        likely = {ENGLISH: 1.0} if _sounds_english(piece) else _likely(piece)
        verdict = _is_english(likely)
        if verdict is None:
            continue
        judged += len(piece)
        english += len(piece) * verdict
        for code, probability in likely.items():
            weights[code] += probability * len(piece)
    if not judged or 1 - LEAST_SHARE < english / judged < LEAST_SHARE:
        return None
    if english < LEAST_SHARE * judged:
        weights.pop(ENGLISH, None)
    code, weight = max(weights.items(), key=itemgetter(1))
    return Language(code, weight / judged)


def passages_in_english(text: str, paragraphs: Sequence[Place]) -> list[bool]:
    """Say of each paragraph whether it is to be read as English.

    Paragraphs too short or too odd to judge follow their neighbours where those before and after agree, else the
    document. In a document certain to be in another language only plainly English paragraphs count as English.
    """
    language = language_of(text, paragraphs)
    foreign = language is not None and language.code != ENGLISH
    verdicts: list[bool | None] = [None] * len(paragraphs)
    doubtful: dict[int, str] = {}
    for number, (start, end) in enumerate(paragraphs):
        whole = end - start <= 3 * PARAGRAPH_WINDOW
        passage = text[start:end] if whole else _sample(text, ((start, end),), PARAGRAPH_WINDOW)
        short = _letters(passage) < LEAST_LETTERS
        if _sounds_english(passage, 1 if short and not foreign else LEAST_WORDS):  # `He added:` between foreign words
            verdicts[number] = True
        elif foreign and not short:
            verdicts[number] = False
        elif not short:
            doubtful[number] = passage
    for number, verdict in zip(doubtful, _answers(list(doubtful.values())), strict=True):
        verdicts[number] = verdict
    return _filled(verdicts, otherwise=not foreign)


def _answers(passages: Sequence[str]) -> Iterator[bool | None]:
    """Put passages to the library: all, or of very many an even choice, and those between follow where its ends agree."""
    step = len(passages) // ASKED_AT_MOST + 1
    asked = [_is_english(_likely(passage)) for passage in passages[::step]]
    for number in range(len(passages)):
        last, following = asked[number // step], asked[min(number // step + 1, len(asked) - 1)]
        yield last if number % step == 0 or last == following else None


def _filled(verdicts: Sequence[bool | None], *, otherwise: bool) -> list[bool]:
    """Settle open verdicts by those before and after."""

    def latest(known: bool | None, verdict: bool | None) -> bool | None:  # noqa: FBT001  # the two values of a fold
        return known if verdict is None else verdict

    before = accumulate(verdicts, latest)
    after = reversed(list(accumulate(reversed(verdicts), latest)))
    return [
        last if last is not None and last == following else otherwise
        for last, following in zip(before, after, strict=True)
    ]


def _sample(text: str, ranges: Sequence[Place], window: int) -> str:
    """Take ranges whole, or of long ones the beginning, the middle and the end."""
    length = sum(end - start for start, end in ranges)
    if length <= 3 * window:
        return "\n".join(text[start:end] for start, end in ranges)
    windows = ((low, low + window) for low in (0, (length - window) // 2, length - window))
    return "\n".join(piece for low, high in windows for piece in _stretch(text, ranges, low, high))


def _stretch(text: str, ranges: Sequence[Place], low: int, high: int) -> Iterator[str]:
    """Cut a stretch whose ends are counted within the ranges, laid end to end."""
    passed = 0
    for start, end in ranges:
        first, last = max(start, start + low - passed), min(end, start + high - passed)
        if first < last:
            yield text[first:last]
        passed += end - start


def _sounds_english(passage: str, least: int = LEAST_WORDS) -> bool:
    """Find at least so many English function words, and their share of all words."""
    words = passage.lower().split()
    return sum(map(_FUNCTION_WORDS.__contains__, words)) >= max(least, LEAST_WORDS_SHARE * len(words))


def _is_english(likely: Mapping[str, float]) -> bool | None:
    """Decide between English and all else; None when neither is certain."""
    if likely.get(ENGLISH, 0.0) >= LEAST_CERTAINTY:
        return True
    others = sorted(probability for code, probability in likely.items() if code != ENGLISH)
    return False if sum(others[-2:]) >= LEAST_CERTAINTY else None


def _likely(passage: str) -> dict[str, float]:
    """Give the probabilities of languages that have an ISO 639-1 code; nothing when there is nothing to judge."""
    if _letters(passage) < LEAST_LETTERS:
        return {}
    ranked = _ranking()(passage)
    if ranked[0][0] == _NO_LANGUAGE:
        return {}
    known = {code: probability for code, probability in ranked if len(code) == 2}
    total = sum(known.values())
    return {code: probability / total for code, probability in known.items()} if total else {}


def _letters(passage: str) -> int:
    """Count the bytes of UTF-8 that letters take: about as telling in Chinese as in English."""
    return len("".join(filter(str.isalpha, passage)).encode())


@cache
def _ranking() -> Callable[[str], list[tuple[str, float]]]:
    """Load the library's model: half a second and 84 MB, only when function words have left something open."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # see above

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank
