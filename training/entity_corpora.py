"""The entity corpora: texts with the names of people, organisations, places and the like, as word labels.

Read are, of ../shared/data:

* GUM (`gum/dep`): news and interviews (Wikinews, CC BY 2.5), biographies (Wikipedia, CC BY-SA 3.0), court (CC BY 4.0)
  and speeches (mostly public bodies'); annotations CC BY 4.0. Its essays, fiction, letters, podcasts and how-to texts
  (NC) and Reddit (terms of its own, words blanked) are not read; the shared copy holds none of them.
* re3d (`ner/re3d`): statements of the UK, US and Australian governments, CENTCOM and the EU, and Wikipedia articles (open
  government licences, public domain, reuse with attribution, CC BY-SA 3.0). Its BBC part is NC and left out.
* wikigold (`ner/wikigold`, CC BY 4.0): Wikipedia.
* WNUT17 (`ner/WNUT17`, CC BY 4.0): of its tweets and comments only those that name a product with a capital.

SEC filings (`ner/SEC-filings`) are not read: they mark the defined terms of contracts ("Borrower", "Bank") as people and
firms, their sentences are cut inside names and numbers, and few other names are left.

What counts is a name an editor would underline: a mention whose head is a proper noun, cut to the proper nouns around its
head, without "the" and without titles ("Mr.", "President"). Countries are places, also where they act. No corpus tells
public bodies from other organisations, nor products and laws from other things: `organisation_kind`, `LAW` and `PRODUCTS`
decide. Dates are calendar expressions with a weekday, a month or a year; sums of money, and numbers with a unit or a per
cent sign, are found by rule in every corpus.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.amounts import amounts
from onrecord.extract.capitals import kind_of
from onrecord.extract.gazetteer import known_at
from onrecord.extract.lexicon import DETERMINERS, OBJECT_PRONOUNS, PRONOUNS, vocabulary
from onrecord.extract.name_words import (
    COMPANY_ENDINGS,
    HONORIFICS,
    OFFICES,
    ORGANISATION_ENDINGS,
    PLACES,
    PUBLIC_ENDINGS,
    ROLE_NOUNS,
)
from onrecord.extract.paragraphs import paragraphs
from onrecord.extract.tagger.pieces import Pieces, pieces_of
from onrecord.extract.words import words_of
from onrecord.model.ids import DocumentId
from onrecord.model.quotations import quotations
from onrecord.tables import given_names

ENTITY_TYPES = ("person", "organisation", "public_body", "product", "law", "place", "money", "quantity", "date")
ENTITY_TAGS = ("O", *(f"{mark}-{kind}" for kind in ENTITY_TYPES for mark in "BI"))
"""Tag `1 + 2 * type` begins a name of that type, `2 + 2 * type` goes on with it."""

Span = tuple[int, int, str]
"""Where a name begins and ends, code points, half-open, and its type."""

_BY_RULE = frozenset(("money", "quantity"))
_ALL = frozenset(ENTITY_TYPES)
SHINGLE = 12
"""Words in a row that a training paragraph may not share with a held-out text."""


@dataclass(frozen=True, slots=True)
class EntityText:
    """A text with its names.

    Attributes:
        tags: Index into `ENTITY_TAGS`, a word each.
        allowed: Types that are marked wherever they occur: a word outside is of none of these, and may be of any other.
            A name of a type that is not allowed may be marked all the same, and is sure.
        annotated: Types people marked; the rest of `allowed` is found by rule, so that scoring it would tell nothing.
    """

    name: str
    text: str
    pieces: Pieces
    tags: NDArray[np.int64]
    allowed: frozenset[str]
    annotated: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text before its words are cut."""

    name: str
    paragraphs: list[_Paragraph]
    allowed: frozenset[str]
    annotated: frozenset[str]
    held_out: str = ""


def training_texts(shared: Path) -> list[EntityText]:
    """Read the texts to train on, without any paragraph that shares `SHINGLE` words in a row with a held-out text."""
    drafts = _drafts(shared)
    seen = {shingle for draft in drafts if draft.held_out for part in draft.paragraphs for shingle in _shingles(part)}
    found: list[EntityText] = []
    for draft in drafts:
        kept = [part for part in draft.paragraphs if seen.isdisjoint(_shingles(part))]
        if kept and not draft.held_out:
            found.append(_finished(_Draft(draft.name, kept, draft.allowed, draft.annotated)))
    return found


def held_out_texts(shared: Path) -> dict[str, list[EntityText]]:
    """Read the texts never trained on, by set.

    `gum-news-test` and `gum-news-dev` are the news documents of GUM's own partitions (two each), `gum-other-test` the
    other genres' of its test partition; `re3d-sample` holds the re3d documents whose id has a SHA-256 divisible by three.
    """
    found: dict[str, list[EntityText]] = {}
    for draft in _drafts(shared):
        if draft.held_out:
            found.setdefault(draft.held_out, []).append(_finished(draft))
    return found


def spans_of(pieces: Pieces, tags: NDArray[np.int64]) -> list[Span]:
    """Give the names that tags mark, in order; an I without a B of its type before it begins a name."""
    found: list[Span] = []
    before = 0
    for start, end, tag in zip(pieces.start.tolist(), pieces.end.tolist(), tags.tolist(), strict=True):
        if tag and tag % 2 == 0 and before in {tag, tag - 1}:
            found[-1] = (found[-1][0], end, found[-1][2])
        elif tag:
            found.append((start, end, ENTITY_TYPES[(tag - 1) // 2]))
        before = tag
    return found


@cache
def _drafts(shared: Path) -> tuple[_Draft, ...]:
    data = shared / "data"
    readers: tuple[Callable[[Path], Iterator[_Draft]], ...] = (_gum, _re3d, _wikigold, _wnut17)
    folders = ("gum", "ner/re3d", "ner/wikigold", "ner/WNUT17")
    return tuple(draft for read, folder in zip(readers, folders, strict=True) for draft in read(data / folder))


def _shingles(part: _Paragraph) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", part.text.lower())
    return {tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}


def _finished(draft: _Draft) -> EntityText:
    text = "\n\n".join(part.text for part in draft.paragraphs)
    blocks = paragraphs(text, [(0, len(text))])
    pieces = pieces_of(text, blocks, quotations(text, blocks))
    tags = np.zeros(len(pieces), dtype=np.int64)
    middle = (pieces.start + pieces.end) // 2
    shift = 0
    for part in draft.paragraphs:
        for start, end, kind in part.spans:
            first, last = np.searchsorted(middle, [start + shift, end + shift])
            number = ENTITY_TYPES.index(kind)
            tags[first:last] = 2 + 2 * number
            tags[first : min(last, first + 1)] = 1 + 2 * number
        shift += len(part.text) + 2
    return EntityText(draft.name, text, pieces, tags, draft.allowed, draft.annotated)


# --- what a name is ---------------------------------------------------------------------------------------------------

_PUBLIC_WORDS = PUBLIC_ENDINGS | vocabulary(
    "Ministry Department Agency Police Court Courts Force Forces Marines Command Embassy Presidency Office Municipality "
    "Circuit Mayor Prefecture Governorate Regiment Battalion Pentagon Secretariat Judiciary Inspectorate Consulate Delegation Cabinet"
)
_PUBLIC_NAMES = vocabulary(
    "NASA FBI CIA EPA NSF DOJ DOD DHS FDA IRS FCC NSA CDC USAID CENTCOM NATO House Commons Congress Senate Parliament Pentagon "
    "Army Navy CJTF-OIR NIH FEMA MoD FCO DFID BCIS NOAA SCOTUS Hansard UNSC"
)
_PRIVATE_ENDINGS = COMPANY_ENDINGS | ORGANISATION_ENDINGS
_PUBLIC_FORM = re.compile(
    r"(?:U\.?S\.?|United States|British|Royal|Iraqi|Syrian|Jordan|Air|Armed|Task)\b.*\b(?:Forces?|Navy|Army)\b"
    r"|\d+(?:st|nd|rd|d|th) .*(?:Division|Brigade|Regiment|Corps|Squadron|Wing|Infantry|Battalion|Group|Army|Fleet)"
    r"|House of (?:Representatives|Commons|Lords|Assembly|Delegates|Councillors)\b.*|(?:City|County|State|Town|Commonwealth) of .+"
    r"|(?:U\.?S\.? )?National (?:Park Service|Science Foundation)|Environment Canada|Treasury Board"
)
_PRIVATE = re.compile(
    "Army of the Victorious Sect|Comic Corps|Comic Corps of Canada|Street Drum Corps|British Council|War Committee|Force"
    "|B'nai B'rith Anti-Defamation Commission|Mujahideen Shura Council|Islamic State of Iraq|War Council|Refugee Council"
    "|Philadelphia Medical Emergency Corps|Council on American - Islamic Relations|Syrian Electronic Army|Western Force"
    "|Joint Council for the Welfare of Immigrants|Australian Paralympic Committee|Congress of Arts and Sciences"
    "|Carnegie Institution Department of Genetics|Eugenics Record Office|Department of Linguistics"
    "|Department of Physics and Astronomy|Texas A&M's Aerospace Engineering Department"
)
"""Names in the corpora that the words of the rule would make public bodies of."""


def organisation_kind(name: str) -> str:
    """Tell `public_body` from `organisation` by the tables, else by the words of the name."""
    words = words_of(name, 0, len(name))
    match = known_at(words, 0, len(words))
    if match and match[0] == len(words) and match[1] not in {"product", "unknown"}:
        return "public_body" if match[1] == "public_body" else "organisation"
    if _PRIVATE.fullmatch(name):
        return "organisation"
    if name in _PUBLIC_NAMES or kind_of(words.forms) == "public_body" or _PUBLIC_FORM.match(name):
        return "public_body"
    if words.forms and words.forms[-1] in _PRIVATE_ENDINGS:
        return "organisation"
    head = next((form for form, after in zip(words.forms, [*words.forms[1:], "of"], strict=False) if after == "of"), "")
    return "public_body" if head in _PUBLIC_WORDS and name != "Armed Forces" else "organisation"


LAW = re.compile(
    r"(?:.+ )?(?:Act|Bill|Amendment|Treaty|Statute|Ordinance|Directive|(?:Civil|Criminal|Penal|Tax|Commercial) Code|Charter"
    r"|Accords?|Nuremberg Laws|Geneva Conventions?|Communique|(?:Adriatic|Boxer|Montreal|Kyoto) (?:Protocol|Charter))"
    r"(?:,? (?:of|on|against|for|to) .+|,? \d{4})?"
    r"|(?:.+ )?Constitution(?: of .+)?|Executive Order \d+|Resolutions? \d.*|.+ Resolutions? \d.*|New START"
    r"|(?:Rule \d[\d.]*|Title [IVXL]+|Chapter \d+|Article (?:\d+|[A-Z]\w+))(?: of the .+(?:Constitution|Act|Code))?|RICO"
    r"|Joint Comprehensive Plan of Action|JCPOA|.+ Agreement on .+|Paris Agreement"
)
"""Names of laws, treaties and resolutions, whole; "the Act" alone is none."""
_NO_LAW = re.compile(
    r"Act|Bill|Charter|Accords?|Directive|Chapter \d+|.*Bill of .*Rights Defense.*|Amendment|Treaty|Code"
)
_LAW_PLACES = re.compile(
    r"(?:(?:U\.?N\.? |United Nations )?(?:Security Council|General Assembly) |UNSCR? )[Rr]esolutions? \d+(?: \(\d{4}\))?"
    r"|Executive Order \d+"
)

PRODUCTS = re.compile(
    r"(?:Microsoft )?(?:Internet Explorer|IE)(?: ?\d+)?|(?:Microsoft )?Windows(?: (?:XP|Vista|\d+))?|Firefox|(?:Google )?Chrome|Safari"
    r"|Google Analytics|Counter-?Strike.*|Batman: Arkham VR|PlayStation(?: VR)?|Raspberry Pi|Lockheed U-2|Robogee|AirBox"
    r"|Chevrolet|Polaroid|Humvees?|Virtual Microscope|Kool Aid|Baileys Irish Cream|Gigaloader|E-meters?|SETI@home"
    r"|Campbell['’]?s? Soup|National Enforcement(?: and Emergency)? Management Information System|Hummers?"
    r"|[A-Z]{1,2}-\d+[A-Z]? [A-Z].*|AGS JH21|Aria Pro II|BlackBerry|Beatmania(?: IIDX)?|beatmania IIDX|Bemani|IIDX|Beretta 9mm"
    r"|Caloi 10|Carvin Legacy amplifier|Dance Dance Revolution|Dance Maniax|Datecs MP500|MP500T|Efaplast|E[Zz]2DJ.*"
    r"|FIMO|Flex (?:Type|Word)|Grand Prix Legends|Krank['’]d Body Fuel|Langejans Dualette|NASCAR (?:2002|4)|PostScript"
    r"|Parker Fly Delux|Phantom II|RACE 07 .*|Ultimate Hockey|Sea Hawker"
)
"""Names of products in GUM and wikigold, judged by hand over all names that those corpora call a thing."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY, _YEAR = r"[0-3]?\d(?:st|nd|rd|th)?\b", r"(?:1[5-9]\d\d|20[0-4]\d)\b"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_FULL_DATE = (
    rf"(?:{_WEEKDAY},? (?:the )?)?(?:{_MONTH} ?{_DAY}(?!,\d)(?:,? {_YEAR})?|{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?)"
    rf"|{_MONTH},? (?:of )?{_YEAR}|\b{_YEAR}-[01]\d-[0-3]\d\b|\b[0-3]?\d/[0-3]?\d/(?:{_YEAR}|\d\d\b)"
)
_SURE_DATE = re.compile(
    rf"(?<![\w$£€])(?:{_FULL_DATE}|{_WEEKDAY}\b|(?:January|February|April|June|July|August|September|October|November|December)\b)"
    r"(?![\w%])"
)
_PLAIN_YEAR = re.compile(
    rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Dd]uring ))(?:{_YEAR}|1[5-9]\d0s|20[0-4]0s)(?!-)"
)
_ANY_DATE = re.compile(rf"(?<!\w)(?:{_FULL_DATE}|{_WEEKDAY}\b|{_MONTH}|{_YEAR}(?!,\d)|(?:1[5-9]|20)\d0s)(?![\w%])")

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand|million|billion|half an?)"
)
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:[ -](?:hundred|thousand|million|billion|trillion))?|{_NUMBER_WORD}(?:[ -]{_NUMBER_WORD})*)"
_UNIT = (
    r"(?:(?:square|cubic) )?(?:kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?"
    r"|yards?|hectares?|acres?|kilograms?|kilos?|grams?|milligrams?|tonnes?|tons?|lit(?:re|er)s?|gallons?|barrels?|watts?|degrees?"
    r"|kilowatts?|megawatts?|gigawatts?|megabytes?|gigabytes?|terabytes?|light[ -]years?|knots|volts|calories|ounces?|lbs?)\b"
    r"|(?:km²?|km/h|kph|mph|cm|mm|mi|ft|kg|mg|µg|MW|kW|GW|GWh|MWh|kWh|MHz|GHz|kHz|GB|MB|TB|sq ?mi|sq ?km|cu\sft/s|°[CF]?)(?!\w)"
)
_QUANTITY = re.compile(
    rf"(?<![\w$£€.,]){_NUMBER}(?:\s?%|[ -](?:per ?cent|percentage points?)\b|[\s-]?(?:{_UNIT}))", re.IGNORECASE
)
_MONEY_WORDS = re.compile(
    rf"\b{_NUMBER}[ -](?:dollars?|euros?|pounds sterling|cents?)\b|[£€$]\d[\d,.]*\d?[ ]?(?:bn|m)\b", re.IGNORECASE
)


def _by_rule(text: str) -> Iterator[Span]:
    """Find what has a form of its own: sums, quantities, numbered laws."""
    for amount in amounts(DocumentId("corpus"), text, [(0, len(text))]):
        weight = re.fullmatch(r"\d{2,3} pounds", amount.span.text)
        yield amount.span.start, amount.span.end, "quantity" if weight else "money"
    for pattern, kind in ((_MONEY_WORDS, "money"), (_QUANTITY, "quantity"), (_LAW_PLACES, "law")):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


def _dates(text: str, mentions: Iterable[tuple[int, int]] | None) -> Iterator[Span]:
    """Find dates: sure ones anywhere, plain years and months only inside what a corpus marks as a time.

    Args:
        text: Of a paragraph.
        mentions: Times the corpus marks, None where it marks none.
    """
    for low, high in mentions or ():
        for match in _ANY_DATE.finditer(text, low, high):
            yield match.start(), match.end(), "date"
    for pattern in (_SURE_DATE,) if mentions is not None else (_SURE_DATE, _PLAIN_YEAR):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "date"


def _without_overlap(spans: Iterable[Span]) -> list[Span]:
    """Keep the longest of names that overlap; of two with the same words, the one given first."""
    found: list[Span] = []
    for span in sorted(dict.fromkeys(spans), key=lambda one: one[0] - one[1]):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in found):
            found.append(span)
    return sorted(found)


# --- a name within a mention -------------------------------------------------------------------------------------------

_LINKS = {
    "person": vocabulary("- – de la von van bin al el der den du di le ben ibn d' da"),
    "place": vocabulary("of and de la del sur upon az ad ar as ash -"),
    "organisation": vocabulary("of for on and & - / de la the to 's ’s"),
    "law": vocabulary("of for on and & - the to in 's ’s"),
    "product": vocabulary("of and & - @ : 's ’s"),
}
_TITLES = (
    HONORIFICS
    | OFFICES
    | vocabulary(
        "Prime Vice First Foreign Deputy Executive Spokesman Spokesperson Major President-elect Saint Senators Sens Emperor "
        "Empress Tsar Tsarevna Count Earl Father Mother Daddy Rector Regent Protector Poet Petitioner MP Player Undersecretary "
        "Solicitor Guest Fellow Psalmist Individual Mankind Man Scientologist YouTuber Administrator Envoy Manager Special Whip "
        "Commander Commodore Emeritus Newcomer Critic Team Apa Brigadier Lieutenant Marquis Who Water Marine Sultan Lord Queen Archbishop"
    )
)
_POSTS = vocabulary(
    "State Defense Defence Interior Treasury Commerce Labor Energy Education Home Foreign Affairs Development"
)
"""What a minister is minister of: `Secretary of State Antony Blinken`."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of a sentence, as columns.

    Attributes:
        proper: Whether a word may stand in a name.
        own: Whether a word belongs to a mention of its own before an apostrophe (`Mecca's Grand Mosque`).
    """

    forms: list[str]
    starts: list[int]
    ends: list[int]
    proper: list[bool]
    own: list[bool] = field(default_factory=list)


def name_within(tokens: Tokens, mention: tuple[int, int], head: int, kind: str) -> tuple[int, int] | None:
    """Cut a mention to the proper nouns around its head.

    Args:
        tokens: Of the sentence.
        mention: Its first word and the one after its last.
        head: Its head.
        kind: A key of `_LINKS`.

    Returns:
        Code points, half-open; None when its head is no proper noun.
    """
    forms, links = tokens.forms, _LINKS[kind]
    if not tokens.proper[head] or (kind == "person" and _is_title(forms[head])):
        return None
    low, high = head, head + 1
    while low > mention[0] and not (kind == "person" and _is_title(forms[low - 1])):
        if tokens.proper[low - 1] and not _numeral(forms[low - 1]):
            low -= 1
        elif low - 2 >= mention[0] and forms[low - 1] in links and tokens.proper[low - 2] and _joins(tokens, low - 1):
            low -= 2
        else:
            break
    while high < mention[1] and not (kind in {"person", "place"} and _numeral(forms[high])):
        step = _step(tokens, low, high, (mention[1], links))
        if not step:
            break
        high += step
    while low < head and forms[low] in {"The", "A", "An", "This", "Our", "St", "the"}:
        low += 1
    while high - 1 > head and not tokens.proper[high - 1]:
        high -= 1
    return tokens.starts[low], tokens.ends[high - 1]


def _is_title(form: str) -> bool:
    return form in _TITLES or form.capitalize() in _TITLES or form.lower() in ROLE_NOUNS


def _numeral(form: str) -> bool:
    return form[0].isdigit() and form.strip("0123456789.,") == ""


def _joins(tokens: Tokens, place: int) -> bool:
    """Say whether a small word before the head belongs to the name; a possessor with a name of its own does not."""
    return tokens.forms[place] not in {"'s", "’s", "of", "the", "to", "on", "for", "and"} or not (
        tokens.own and tokens.own[place - 1]
    )


def _step(tokens: Tokens, low: int, high: int, limits: tuple[int, frozenset[str]]) -> int:
    """Count the words by which a name goes on to the right, 0 for none."""
    last, links = limits
    forms, proper = tokens.forms, tokens.proper
    if proper[high]:
        return 1
    if forms[high] not in links or (forms[high] == "and" and ("of" not in forms[low:high] or "sur" in links)):
        return 0
    if high + 1 < last and proper[high + 1]:
        return 2
    return 3 if high + 2 < last and forms[high + 1] in {"the", "la", "der"} and proper[high + 2] else 0


def _named(name: str, kind: str, places: frozenset[str]) -> str | None:
    """Give our type of a name, None for none of them.

    Args:
        name: Its words.
        kind: `person`, `organisation`, `place`, `product` or `thing`, as the corpus has it.
        places: Names the corpora mark as places more often than as organisations.
    """
    if kind == "thing":
        if LAW.fullmatch(name) and not _NO_LAW.fullmatch(name):
            return "law"
        return "product" if PRODUCTS.fullmatch(name) else None
    if kind == "product":
        return "product"
    if kind == "person":
        return None if name in PLACES or _NO_PERSON.search(name) else "person"
    if name in _GENERIC or not re.search(r"[^\W\d_]{2}|[A-Z]\.", name):
        return None
    if name in _WORLD:
        return "place"
    if kind == "organisation" and (name in PLACES or _PEOPLES.fullmatch(name)):
        return None
    if kind == "organisation":
        return "place" if name in places else organisation_kind(name)
    return "public_body" if name in {"White House", "Pentagon"} else "place"


_NO_PERSON = re.compile(
    r"\d|[ˈˌːəɪʊɔɛʃʒʁɑɡɬ]|^[^A-ZÀ-ÞΑ-ΫА-Я]*$|^(?:Rohingya|Taliban|Roman Catholic|Libertarian|Presidential Scholars|Anonymous)$"
    r"| (?:MP|Department|Sheriff|Administrator|Envoy|Star)$"
)
_PEOPLES = re.compile(
    r"(?:Iraqi|Jordanian|Moroccan|Muslim|Turk|Arab|Syrian|Belgian|Jew|Catholic)s|Turkish|Kurdish|Iraqi|Joint|Assad|Men|West"
    r"|(?:.+ )?(?:Airmen|Commanders|Terrorists)|International Community|Future of Babylon|Governments of Iraq|Special Operations"
)
"""What re3d calls organisations that are none by name."""
_GENERIC = vocabulary(
    "Department Court County Committee Council Board Government Administration Assembly University School Church Society "
    "Institute Company Commission Agency Ministry Bureau Office Academy Armies Builders Crown Environment Evolution Freedom "
    "Inspiration Press Quartet Judiciary Marine North Force Building Chamber Country District Floor Hall Home Lodge Lord State "
    "Study Nation Sea Empire Gallows Space Valley Republic Island Seashore Hospital Foreign Security Embassy Belgians Politics "
    "Cloud College Club Party Group Organization Branch City Town Village Bank Fund Center Centre Commonwealth Province"
)
"""Words with a capital that alone refer to something named before; no names."""
_WORLD = frozenset(
    (
        *("United States", "United States of America", "United Kingdom", "Great Britain", "North Korea", "South Korea"),
        *("New Zealand", "Hong Kong", "Saudi Arabia", "Northern Ireland", "South Africa", "Sri Lanka", "Soviet Union"),
    )
) | vocabulary(
    "U.S. US U.S USA U.S.A. America UK U.K. Britain England Scotland Wales Ireland France Germany Italy Spain Russia China "
    "Japan India Canada Mexico Brazil Australia Israel Iran Iraq Syria Afghanistan Turkey Ukraine Cuba Honduras Korea "
    "Vietnam Pakistan Egypt Libya Yemen Greece Poland Netherlands Belgium Switzerland Sweden Norway Denmark Finland Austria "
    "Hungary Portugal Romania Bulgaria Serbia Albania Kosovo Jordan Lebanon Kuwait Qatar Bahrain Taiwan Thailand Indonesia "
    "Malaysia Nigeria Kenya Ethiopia Argentina Chile Colombia Venezuela Peru Bolivia Prussia Palestine Singapore Tunisia Panama"
)
"""Countries: places, also where a corpus has them act."""


# --- GUM ---------------------------------------------------------------------------------------------------------------

_GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place", "time": "time"} | dict.fromkeys(
    ("abstract", "object", "substance"), "thing"
)


@dataclass(slots=True)
class _Sentence:
    """A sentence of GUM: its text, its rows, and its mentions as `(first, last, kind)`."""

    text: str
    opens: bool
    rows: list[list[str]] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)


def _gum(folder: Path) -> Iterator[_Draft]:
    parts: dict[str, str] = {}
    part = ""
    for line in (folder / "splits.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            parts[line.strip()[2:]] = part
    read = {path.stem: _gum_sentences(path) for path in sorted((folder / "dep").glob("GUM_*.conllu"))}
    places = _gum_places(one for sentences in read.values() for one in sentences)
    for name, sentences in read.items():
        genre = name.split("_")[1]
        held = {("test", True): "gum-news-test", ("dev", True): "gum-news-dev", ("test", False): "gum-other-test"}
        yield _Draft(
            name,
            _gum_paragraphs(sentences, places),
            _ALL,
            _ALL - _BY_RULE,
            held.get((parts[name], genre == "news"), ""),
        )


def _gum_sentences(path: Path) -> list[_Sentence]:
    found: list[_Sentence] = []
    opened: list[tuple[str, int, str]] = []
    opens = True
    for line in path.read_text("utf-8").splitlines():
        row = line.split("\t")
        if line.startswith("# newpar ") or line in {"# newpar", "# newpar_block"}:
            opens = True
        elif line.startswith("# text = "):
            found.append(_Sentence(line[9:], opens))
            opens = False
        elif len(row) == 10 and row[0].isdigit():
            found[-1].rows.append(row)
            _gum_mentions(found[-1], row[9], opened)
    return found


def _gum_mentions(sentence: _Sentence, misc: str, opened: list[tuple[str, int, str]]) -> None:
    """Read the brackets of a word: `(12-person-...` opens a mention, `12)` closes it, `(12-person-...)` does both."""
    match = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    last = len(sentence.rows)
    for bracket in re.findall(r"\([^()]*\)?|[^()]*\)", match[1]) if match else ():
        if bracket.startswith("("):
            ident, kind = bracket.strip("()").split("-")[:2]
            opened.append((ident, last - 1, kind))
            if not bracket.endswith(")"):
                continue
        else:
            ident = bracket.strip(")")
        place = max((place for place, one in enumerate(opened) if one[0] == ident), default=None)
        if place is not None:
            _, first, kind = opened.pop(place)
            sentence.mentions.append((first, last, kind))


def _gum_names(sentence: _Sentence, shift: int) -> Iterator[tuple[int, int, str]]:
    """Give the names of a sentence, and its mentions of time, with the corpus' kind."""
    starts, ends = _places_of([row[1] for row in sentence.rows], sentence.text, shift)
    rows = sentence.rows
    owners = {last - 2 for _, last, _ in sentence.mentions if last >= 2 and rows[last - 1][1] in {"'s", "’s"}}
    tokens = Tokens(
        forms=[row[1] for row in rows],
        starts=starts,
        ends=ends,
        proper=[_gum_proper(row) for row in rows],
        own=[number in owners for number in range(len(rows))],
    )
    for first, last, kind in sentence.mentions:
        ours = _GUM_KINDS.get(kind)
        if ours == "time":
            yield starts[first], ends[last - 1], "time"
            continue
        head = next(
            (n for n in range(first, last) if not first < int(rows[n][6]) <= last and rows[n][3] != "PUNCT"), first
        )
        if ours is None or rows[head][4] not in ({"NNP"} if ours == "person" else {"NNP", "NNPS"}):
            continue
        name = name_within(tokens, (first, last), head, "law" if ours == "thing" else ours)
        if name:
            yield *name, ours


def _gum_proper(row: list[str]) -> bool:
    if row[7] == "nmod:desc" and _is_title(row[1]):
        return False
    capital = row[1][0].isupper() and row[4] in {"JJ", "NN", "NNS", "VBG", "VBN", "FW"} and row[0] != "1"
    return row[4] in {"NNP", "NNPS"} or capital or (row[4] in {"CD", "JJ"} and row[1][0].isdigit())


def _places_of(forms: Sequence[str], text: str, shift: int) -> tuple[list[int], list[int]]:
    """Find each word in its sentence, from left to right."""
    starts, ends, at = [], [], 0
    for form in forms:
        place = text.find(form, at)
        if place >= 0:
            at = place + len(form)
        starts.append(shift + (place if place >= 0 else at))
        ends.append(shift + at)
    return starts, ends


def _gum_places(sentences: Iterable[_Sentence]) -> frozenset[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in sentences:
        counts.update((sentence.text[low:high], kind) for low, high, kind in _gum_names(sentence, 0))
    return frozenset(n for n, kind in counts if kind == "place" and counts[n, "place"] > counts[n, "organisation"])


def _gum_paragraphs(sentences: Iterable[_Sentence], places: frozenset[str]) -> list[_Paragraph]:
    found: list[tuple[str, list[tuple[int, int, str]]]] = []
    for sentence in sentences:
        if sentence.opens or not found:
            found.append(("", []))
        text, names = found.pop()
        text = f"{text} " if text else ""
        found.append((text + sentence.text, [*names, *_gum_names(sentence, len(text))]))
    return [_paragraph(text, names, places, times=True) for text, names in found]


def _paragraph(text: str, names: Iterable[tuple[int, int, str]], places: frozenset[str], *, times: bool) -> _Paragraph:
    """Type the names of a paragraph and add what is found by rule.

    Args:
        text: Of the paragraph.
        names: With the kinds `_named` takes, and `time`.
        places: As `_named` takes it.
        times: Whether the corpus marks times.
    """
    names = list(names)
    people = [_bare(text, *name) for name in names if name[2] != "time"]
    typed = [(low, high, _named(text[low:high], kind, places)) for low, high, kind in filter(None, people)]
    spans = [(low, high + 6 * text.startswith(", D.C.", high), kind) for low, high, kind in typed if kind]
    dates = _dates(text, [(low, high) for low, high, kind in names if kind == "time"] if times else None)
    return _Paragraph(text, _without_overlap([*spans, *_by_rule(text), *dates]))


# --- re3d --------------------------------------------------------------------------------------------------------------

_RE3D_KINDS = {"Person": "person", "Organisation": "organisation", "Location": "place", "Temporal": "time", "DocumentReference": "thing"}  # fmt: skip
_ENDS_NAME = vocabulary("of for , ( ) who which that in on at by from with to under against is was — – - ; : and or")
_SMALL = DETERMINERS | PRONOUNS | OBJECT_PRONOUNS
_SURE = 0.5
"""Confidence from which a mention of re3d stands; one below stands where its name does elsewhere."""


def _re3d(folder: Path) -> Iterator[_Draft]:
    parts = [part for part in sorted(folder.iterdir()) if part.is_dir() and not part.name.startswith("BBC")]
    documents = [one for part in parts for one in _json_lines(part / "documents.json")]
    marked: dict[str, list[tuple[int, int, str, float]]] = {}
    for one in (one for part in parts for one in _json_lines(part / "entities.json")):
        if one["type"] in _RE3D_KINDS:
            place = (one["begin"], one["end"], _RE3D_KINDS[one["type"]], one["confidence"])
            marked.setdefault(one["documentId"], []).append(place)
    read = {one["_id"]: _re3d_names(one["text"], marked.get(one["_id"], [])) for one in documents}
    counts: Counter[tuple[str, str]] = Counter()
    for one in documents:
        counts.update((one["text"][low:high], kind) for low, high, kind, sure in read[one["_id"]] if sure >= _SURE)
    places = frozenset(n for n, kind in counts if kind == "place" and counts[n, "place"] > counts[n, "organisation"])
    for one in documents:
        text = one["text"]
        names = [(a, b, kind) for a, b, kind, sure in read[one["_id"]] if sure >= _SURE or counts[text[a:b], kind]]
        names += _repeated(text, names, places)
        lines = [_line(text, match.span(), names, places) for match in re.finditer(r"\S.*", text)]
        held_out = "re3d-sample" if int(sha256(one["_id"].encode()).hexdigest(), 16) % 3 == 0 else ""
        yield _Draft(f"re3d_{one['_id']}", lines, _ALL - {"product"}, _ALL - _BY_RULE - {"product"}, held_out)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8-sig").splitlines():
        yield json.loads(line)


def _re3d_names(text: str, marked: Iterable[tuple[int, int, str, float]]) -> list[tuple[int, int, str, float]]:
    """Cut mentions to names; times stay whole."""
    found: list[tuple[int, int, str, float]] = []
    for low, high, kind, sure in marked:
        name = (low, high) if kind == "time" else _name_by_capitals(text, (low, high), kind)
        if name:
            found.append((*name, kind, sure))
    return found


def _repeated(text: str, names: Sequence[tuple[int, int, str]], places: frozenset[str]) -> list[tuple[int, int, str]]:
    """List other places of a document's names; re3d marks whole phrases and leaves out names inside (`SDF forces`)."""
    known = {
        text[low:high]: kind for low, high, kind in names if kind != "time" and _named(text[low:high], kind, places)
    }
    found: list[tuple[int, int, str]] = []
    for name, kind in known.items():
        for match in re.finditer(rf"(?<![\w-])(?<![A-Z]\w\s){re.escape(name)}(?![\w-])", text):
            after = re.match(r"\s([A-Z]\w+)", text[match.end() :])
            if not after or _is_title(after[1]):
                found.append((*match.span(), kind))
    return found


def _name_by_capitals(text: str, mention: tuple[int, int], kind: str) -> tuple[int, int] | None:
    """Cut a mention to the capitals around its head, the last word before a preposition, a comma or a clause."""
    words = words_of(text, *mention)
    forms = words.forms
    proper = [_capital(form) and word not in _SMALL for form, word in zip(forms, words.lower, strict=True)]
    first = next((place for place, yes in enumerate(proper) if yes), None)
    if first is None:
        return None
    if kind == "person":
        titles = [place for place, form in enumerate(forms) if _is_title(form)]
        first = _after_titles(forms, titles, first) if titles else first
    head = first
    while head + 1 < len(forms) and forms[head + 1] not in _ENDS_NAME:
        head += 1
    if head >= len(forms) or (kind == "organisation" and forms[head].lower().removesuffix("s") in ROLE_NOUNS):
        return None
    tokens = Tokens(forms, words.starts, words.ends, proper, [True] * len(forms))
    return name_within(tokens, (first, len(forms)), head, "law" if kind == "thing" else kind)


def _capital(form: str) -> bool:
    return form[0].isupper() or form[0].isdigit() or ("-" in form and form[-1].isalpha() and form.lower() != form)


def _after_titles(forms: Sequence[str], titles: Sequence[int], first: int) -> int:
    """Find where the name of a person begins behind titles; the number of words where there is none."""
    given = (place for place, form in enumerate(forms) if form in given_names() and form not in PLACES)
    behind = next((place for place in given if place > titles[0]), None)
    if behind is not None:
        return behind
    if titles[0] > first and "," in forms[first : titles[0]]:
        return first
    start = titles[-1] + 1
    while start < len(forms) and (forms[start] in _POSTS or forms[start] in {"of", "for", "the", "and"}):
        start += 1
    return (
        start
        if start < len(forms) and _capital(forms[start]) and (start - 1 == titles[-1] or forms[start - 1] in _POSTS)
        else len(forms)
    )


def _line(
    text: str, place: tuple[int, int], names: Sequence[tuple[int, int, str]], places: frozenset[str]
) -> _Paragraph:
    """Make a paragraph of a line of a text."""
    low, high = place
    inside = [(start - low, end - low, kind) for start, end, kind in names if low <= start and end <= high]
    return _paragraph(text[low:high], inside, places, times=True)


# --- corpora of tokens -------------------------------------------------------------------------------------------------

_Row = tuple[str, str]
_CLITICS = re.compile(r"(?:['’](?:s|re|ve|ll|d|m|S)|n['’]t)$")
_NO_SPACE_BEFORE = frozenset(
    (".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "...", "''", "/", "),", ").", ";", ',"')
)
_NO_SPACE_AFTER = frozenset(("(", "[", "{", "$", "£", "€", "``", "/", "#", '("'))


def running_text(forms: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Write tokens as running text, spaced as print is; straight quotation marks open and close by turns.

    Returns:
        The text, and where each token stands in it.
    """
    text, glued, places = "", True, []
    opened: set[str] = set()
    for number, form in enumerate(forms):
        mark = form in {'"', "'"} and not (
            form == "'" and form not in opened and text.endswith("s") and "'" not in forms[number + 1 :]
        )
        closes = mark and form in opened
        if (
            not glued
            and not closes
            and form not in _NO_SPACE_BEFORE
            and not _CLITICS.match(form)
            and (mark or form != "'")
        ):
            text += " "
        places.append((len(text), len(text) + len(form)))
        text += form
        glued = form in _NO_SPACE_AFTER or (mark and not closes)
        if mark:
            opened ^= {form}
    return text, places


def _sentences(path: Path) -> Iterator[list[_Row] | None]:
    """Read a file of columns: each sentence as `(token, last column)`, None where a document begins."""
    rows: list[_Row] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        columns = line.split("\t") if "\t" in line else line.split()
        if line.strip() and columns[0] != "-DOCSTART-":
            rows.append((unescape(columns[0]), columns[-1]))
            continue
        if rows:
            yield rows
        if line.strip():
            yield None
        rows = []


def _names_of(rows: Sequence[_Row], kinds: dict[str, str]) -> tuple[str, list[tuple[int, int, str]]]:
    """Write a sentence as text and list its names."""
    text, places = running_text([form for form, _ in rows])
    names: list[tuple[int, int, str]] = []
    before = "O"
    for (low, high), (_, tag) in zip(places, rows, strict=True):
        kind = kinds.get(tag[2:])
        if kind and tag[0] == "I" and before[2:] == tag[2:]:
            names[-1] = (names[-1][0], high, kind)
        elif kind:
            names.append((low, high, kind))
        before = tag
    return text, names


def _bare(text: str, low: int, high: int, kind: str) -> tuple[int, int, str] | None:
    """Take the article, titles and the land of an office from the front of a name, a possessive from its end."""
    front = re.match(r"(?:the|an?) ", text[low:high], re.IGNORECASE)
    low += front.end() if front else 0
    words = text[low:high].split(" ")
    if kind == "person":
        titles = [place for place, word in enumerate(words) if _is_title(word)]
        first = titles[-1] + 1 if titles else 0
        while first + 2 < len(words) and words[first] in _LANDS:
            first += 1
        if first == len(words):
            return None
        low += sum(map(len, words[:first])) + first
    if text[low:high].endswith(("'s", "’s")):
        high = low + len(text[low : high - 2].rstrip())
    return (low, high, kind) if high > low else None


_LANDS = PLACES | {"United", "States"}


def _joined(name: str, sentences: Iterable[tuple[str, list[tuple[int, int, str]]]], allowed: frozenset[str]) -> _Draft:
    """Put sentences into paragraphs; one ends where a line has no full stop (a heading) or after about 100 words."""
    found: list[tuple[str, list[tuple[int, int, str]]]] = []
    ended = True
    for text, names in sentences:
        if ended:
            found.append(("", []))
        before, already = found.pop()
        before = f"{before} " if before else ""
        found.append(
            (before + text, already + [(low + len(before), high + len(before), kind) for low, high, kind in names])
        )
        ended = text[-1] not in '.!?:",' or len(found[-1][0]) > 600
    parts = [_paragraph(text, names, frozenset(), times=False) for text, names in found]
    return _Draft(name, parts, allowed, allowed - _BY_RULE)


def _documents(path: Path) -> Iterator[tuple[str, list[list[_Row]]]]:
    number, document = 0, list[list[_Row]]()
    for sentence in (*_sentences(path), None):
        if sentence is not None:
            document.append(sentence)
        elif document:
            yield f"{path.stem.partition('.')[0]}_{number:03}", document
            number, document = number + 1, []


def _wikigold(folder: Path) -> Iterator[_Draft]:
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "thing"}
    for name, document in _documents(folder / "CONLL-format/data/wikigold.conll.txt"):
        yield _joined(name, [_names_of(rows, kinds) for rows in document], _ALL - {"date"})


def _wnut17(folder: Path) -> Iterator[_Draft]:
    """Read the sentences that name a product and write every name with a capital."""
    kinds = {
        "person": "person",
        "location": "place",
        "group": "organisation",
        "corporation": "organisation",
        "product": "product",
    }
    allowed = _ALL - {"date", "law"}
    for path in sorted((folder / "CONLL-format/data").glob("*/*")):
        for number, rows in enumerate(rows for rows in _sentences(path) if rows):
            text, names = _names_of(rows, kinds)
            written = all(re.search(r"[A-Z]", text[low:high]) for low, high, _ in names)
            tame = not re.search(r"[@#]\w|http|\bRT\b", text) and not text.isupper()
            if written and tame and any(kind == "product" for _, _, kind in names):
                part = _paragraph(text, names, frozenset(), times=False)
                yield _Draft(f"wnut17_{path.parent.name}_{number:04}", [part], allowed, allowed - _BY_RULE)


def main() -> None:
    """Print how many names of each type each corpus has."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared"
    held = held_out_texts(shared)
    sets = {"held out: " + name: texts for name, texts in held.items()}
    for text in training_texts(shared):
        sets.setdefault("train: " + re.split(r"[_.]", text.name)[0], []).append(text)
    width = max(map(len, sets)) + 1
    print(" " * width, "texts  words", *(f"{kind[:8]:>8}" for kind in ENTITY_TYPES))
    for name, texts in sorted(sets.items(), reverse=True):
        counts = Counter(kind for one in texts for _, _, kind in spans_of(one.pieces, one.tags))
        words = sum(len(one.pieces) for one in texts)
        print(f"{name:{width}} {len(texts):5} {words:6}", *(f"{counts[kind]:8}" for kind in ENTITY_TYPES))


if __name__ == "__main__":
    main()
