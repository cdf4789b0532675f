"""Wording that tells what a line is: menus, adverts, appeals, bylines. English; other languages go by form alone.

Every pattern looks at the start of a line or at one paragraph, so the time is linear in the text.
"""

import re

_CUE_WORDS = 16
"""Longer lines are prose, whatever they begin with."""
_HEAD = 240
"""Characters of a line that a short-line pattern looks at."""

_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        ("skip link", r"(skip|jump|back) to (main |the )?(content|navigation|footer|top|search|site index|comments)\b"),
        (
            "advert",
            (
                r"(\W*(advert(isement|isements|ising|s)?|ad|sponsored( content| links?| by\b.*)?|promoted( content)?|paid post|"
                r"(story|article) continues (after|below).*|(scroll|continue reading) (below|to continue)\b.*)\W*$|"
                r"advertisement\b|report (this )?ad\b)"
            ),
        ),
        (
            "share",
            (
                r"(share( this| on| via| with| to|:|$)|tweet( this)?\W*$|retweet|pin it|e-?mail( this)?( article| story)?\W*$|"
                r"print( this)?( article| page)?\W*$|copy (the )?link|follow (us|me|@|\w+ on)\b|like (us|this:)|find us on|"
                r"(click to|save) (share|email|print|this)|(facebook|twitter|linkedin|whatsapp|reddit|telegram|pinterest|instagram)\W*$|"
                r"\d+ (shares?|likes?|comments?|views?)\b)"
            ),
        ),
        (
            "subscribe",
            (
                r"(subscribe\b|sign[ -]?(up|in|out)\b|log[ -]?(in|out)\b|register( now| here| for|$)|create (an |a free )?account|"
                r"(get|receive|join) (our|the|unlimited|full|breaking)\b.*(newsletter|inbox|access|alerts?|e-?mails?)|"
                r"(e-?mail|your) (address|e-?mail)\b|enter your e-?mail|newsletters?\W*$|my account|already a (subscriber|member)|"
                r"unlimited (digital )?access|start your (free )?trial|become a (member|subscriber|supporter|patron))"
            ),
        ),
        (
            "download",
            r"(download( now| the app| our| here|$)|get the app|(available|listen) on (the )?(app|apple|google|spotify))",
        ),
        (
            "related",
            (
                r"((related|recommended|suggested|featured|further|recent|latest|popular|trending|top|editor'?s'?|more|other|sponsored)"
                r"( \w+){0,2} (articles?|stories|posts?|topics?|content|news|resources?|reading|videos?|coverage|headlines|picks?|links?)\W*$|"
                r"(related|recommended|trending( now)?|most (popular|read|viewed|commented|shared|recent)|read (more|next|also|full)|"
                r"see also|also read|also (on|in)|up next|next up|what to read next|more (from|on|in|about|stories|news)|in case you missed it|"
                r"(you )?(may|might) (also )?(like|be interested)|don'?t miss|keep reading|continue reading|view (all|more)|load more|"
                r"show more|see (all|more)|(previous|next|older|newer) (article|post|story|page|entries)?)(\W|$))"
            ),
        ),
        (
            "comments",
            (
                r"((view |add |post |leave )?(a |your )?(comments?|reply|replies)( \(\d+\)| are closed| section| below)?\W*$|"
                r"leave a (reply|comment)|(join|start) the (conversation|discussion)|join the debate|(be the first|log ?in|sign in) to comment|"
                r"your e-?mail address will not|required fields|this site uses akismet|save my name)"
            ),
        ),
        (
            "legal",
            (
                r"((\(c\)|©|copyright\b).*|.*\ball rights reserved\b.*|.*\b(terms (of|and|&) (use|service|conditions)|privacy (policy|notice|settings)|"
                r"cookies? (policy|settings|notice|preferences))\b.*|(we|this (site|website)) uses? cookies\b.*|(accept|manage|reject) (all )?cookies.*|"
                r"do not sell my\b.*|contact us|about us|terms\W*$|privacy\W*$|advertise( with us)?\W*$|site ?map\W*$|careers\W*$)"
            ),
        ),
        (
            "tags",
            (
                r"((tags?|topics?|filed under|posted in|categor(y|ies)|keywords?|in this (article|story)|labels?|sections?)\s*:|"
                r"(photo|image|picture|video)s?( credit)?\s*[:/]|(getty images|file photo|ap photo)\W*$|menu\W*$|search\W*$|home\W*$|close\W*$|"
                r"(open|close|toggle|main|primary) (the )?(menu|navigation|search)|navigation\W*$|loading\W*$|enlarge( this)?( image)?|"
                r"(toggle|hide) caption|play(ing)? (video|now|next)|watch( now|:| live)|video\W*$|listen\W*$|(rate|mark) this)"
            ),
        ),
    )
)

_DATE_HEAD = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)"
)
_CLOCK = r"(?:,?\s*(?:at|on|-|\||·|–|—|T)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?)?"
_DATE_ALONE = re.compile(rf"\W*{_DATE_HEAD}{_CLOCK}\W*$", re.IGNORECASE)
_STAMP = re.compile(
    r"\W*(?:first |last |originally )?(published|posted|updated|modified|created|date|issued|last update)"
    rf"(?: on| at|:|\s)+\s*(?:at )?(?:\d{{1,2}}[:.]\d\d\s*(?:[ap]m)?\s*(?:[A-Z]{{2,4}})?,?\s*(?:on )?)?(?P<date>{_DATE_HEAD})",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"(?P<name>[^,;:|]{{2,80}}),\s+(?P<date>{_DATE_HEAD})", re.IGNORECASE)
_DATELINE_WORDS = 6
_SMALL_WORD = re.compile(r"&|an?|and|at|by|d[aeiu]|de[lrs]|die|et?|for|from|in|l[ae]|les|o[fn]|the|to|und|van|von|y")
"""Words that a name may have without a capital."""
_STAMP_WORD = re.compile(
    r"^by\b|\b(?:published|posted|updated|modified|created|issued|revised|accessed|retrieved|signed|dated)\b",
    re.IGNORECASE,
)
_KIND_OF_TEXT = re.compile(
    r"\b(?:reports?|release|minutes|meeting|hearing|agenda|statement|remarks|speech|testimony|transcript|memo|memorandum|"
    r"letter|draft|version|edition|issue|volume|vol|chapter|page)\b",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Ý][\w.'’-]*"
_BYLINE = re.compile(
    rf"(?:[A-Z][\w &/-]{{0,40}}[|•·]\s*)?(?:(?i:written |words |story |posted |published |reported )?[Bb][Yy]:?)\s+"
    rf"(?P<names>{_NAME}(?:\s+(?:(?:and|&|de|van|von|der|la|di|al|bin|el)\s+)?{_NAME}|,\s*{_NAME})*)(?P<rest>.*)$"
)
_READING_TIME = re.compile(r"\W*\d+ (min(ute)?s?|hours?|days?|weeks?|months?|years?)( read| ago)\W*$", re.IGNORECASE)
_DATED_SECTION = re.compile(r"(?P<date>\d{1,2}/\d{1,2}/(?:19|20)\d\d):\s*\S")

_APPEAL = re.compile(
    r"\b(?:donat(?:e|ing)\b(?! by\b)|(?:make|consider|with|give) an? [\w, -]{0,40}(?:donation|gift|contribution)\b|"
    r"tax[- ]deductible|readers? like you|reader[- ](?:supported|funded)|fund(?:raising|raiser|ed by (?:readers|donations))|"
    r"(?:support|sustain|fund|keep) (?:our|independent|this kind of|quality|fearless|nonprofit) [\w-]*\s?(?:journalism|reporting|work|newsroom|news|media)|"
    r"(?:become|be) an? (?:\w+ )?(?:member|subscriber|supporter|patron|sustainer)|your (?:support|donation|contribution|membership)\b|"
    r"subscri(?:be|ption)s? (?:now|today|to (?:our|the|read|continue|get|receive)|for (?:just|only|as))|"
    r"(?:sign up|register) (?:now|today|here|for (?:our|free))|chip in|no paywalls?)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:we|we[’']\w+|our|ours|us|you|you[’']\w+|your)\b", re.IGNORECASE)
_IMPERATIVE = re.compile(r"\b(?:please|donate|subscribe|sign up|join|support|give|help)\b", re.IGNORECASE)
_QUOTED_SPEECH = re.compile(
    r"[\"“”].{0,400}[\"“”].{0,80}\b(?:said|says|told|wrote|added|asked|tweeted)\b|"
    r"\b(?:said|says|told|wrote|added|asked|tweeted)\b.{0,80}[\"“]",
    re.DOTALL,
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|tells|wrote|added|asked|tweeted|according to|testified|denied|announced|insisted|claimed)\b",
    re.IGNORECASE,
)
_APPEAL_SCAN = 4_000
"""Characters of a paragraph that the appeal patterns look at: appeals are short, and the time stays bounded."""


def furniture_rule(text: str, words: int) -> str | None:
    """Name the kind of furniture that a short line is, None when its wording says nothing."""
    if words > _CUE_WORDS:
        return None
    head = text[:_HEAD].lstrip("•·*-–—|>»›+# \t\xa0")
    return next((rule for rule, pattern in _FURNITURE if pattern.match(head)), None)


def meta_rule(text: str, words: int) -> str | None:
    """Name what a line says about the document: `byline`, `date`, `dateline` or `reading time`."""
    if words > _CUE_WORDS or len(text) > _HEAD:
        return None
    if _STAMP.match(text) or _DATE_ALONE.match(text):
        return "date"
    byline = _BYLINE.match(text)
    if byline and not re.search(r"[.!?]\s*$", byline["rest"]):
        return "byline"
    if dateline(text):
        return "dateline"
    return "reading time" if _READING_TIME.match(text) else None


def stamped_date(text: str) -> tuple[str, str] | None:
    """Read `Published: DATE`, `NAME, DATE` or a date alone.

    Returns:
        `published` or `updated`, and the date as written; None for other lines.
    """
    head = text.strip()[:_HEAD]
    if match := _STAMP.match(head):
        return ("updated" if match[1].lower() in {"updated", "modified", "last update"} else "published", match["date"])
    if _DATE_ALONE.match(head):
        return ("published", head)
    named = dateline(head)
    return ("published", named[1]) if named else None


def dateline(text: str) -> tuple[str | None, str] | None:
    """Read `The Paper, 20 June 2018`: a name of at most six words, a full date, and nothing else.

    Returns:
        The outlet and the date as written; no outlet when the name is one word or in capitals throughout, which is as
        often a place, or a kind of text (`Press Release`). None for other lines.
    """
    line = " ".join(text[: _HEAD + 1].split())
    match = _DATELINE.fullmatch(line)
    if match is None or _DATE_ALONE.match(line) or _DATE_ALONE.match(match["name"]):
        return None
    name, words = match["name"], match["name"].split()
    if len(words) > _DATELINE_WORDS or _SMALL_WORD.fullmatch(words[0]) or _STAMP_WORD.search(name):
        return None
    if not all(word[0].isupper() or word[0].isdigit() or _SMALL_WORD.fullmatch(word) for word in words):
        return None
    is_outlet = len(words) > 1 and not name.isupper() and not _KIND_OF_TEXT.search(name)
    return (name if is_outlet else None, match["date"])


def byline_names(text: str) -> str | None:
    """Give the names of a byline as written, None for other lines."""
    match = _BYLINE.match(text.strip()[:_HEAD])
    return match["names"] if match else None


def is_dated_section(text: str, words: int) -> bool:
    """Tell whether a line is the headline of an older story below: `19/06/2018: headline`."""
    return words <= 40 and _DATED_SECTION.match(text) is not None


def is_appeal(text: str) -> bool:
    """Tell whether a paragraph asks its reader for money or a subscription; quoted speech never does."""
    scanned = text[:_APPEAL_SCAN]
    if not _APPEAL.search(scanned) or _QUOTED_SPEECH.search(scanned):
        return False
    return _PERSONAL.search(scanned) is not None or (len(scanned) < 120 and _IMPERATIVE.search(scanned) is not None)


def is_personal(text: str) -> bool:
    """Tell whether a paragraph speaks as `we` or to `you` and quotes nobody."""
    scanned = text[:_APPEAL_SCAN]
    return _PERSONAL.search(scanned) is not None and not _QUOTED_SPEECH.search(scanned)


def reports_speech(text: str) -> bool:
    """Tell whether a paragraph says that somebody said something."""
    return _SPEECH.search(text[:_APPEAL_SCAN]) is not None
