"""Two people of one name inside a document: a title that the full name never bears, introductions that exclude each other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.model.ids import MentionId
from onrecord.model.names import folded
from onrecord.model.statement import Mention
from onrecord.resolve.inside.titles import bare_name
from onrecord.resolve.known import visible
from onrecord.resolve.publicity.publicity_offices import office_of

_BORNE = {
    "senator": r"senator|sen\b|\([DRI]-",
    "representative": r"representative|rep\b|congress(?:man|woman)|\([DRI]-",
    "governor": r"governor|gov\b",
    "secretary": r"secretary",
    "judge": r"judge|justice|magistrate",
    "sheriff": r"sheriff",
    "mayor": r"mayor",
    "president": r"president",
    "doctor": r"dr|doctor|physician|surgeon|professor|scientist|researcher|scholar|lecturer|economist|historian|dentist|"
    r"psychiatrist|paediatrician|pediatrician|epidemiologist|\w+ologist|m\.?d|ph\.?d|university|college|hospital|clinic|"
    r"medical|medicine|health|institute|fellow",
}
"""Title to the words that show that somebody bears it; a doctor is seldom called one in an apposition."""
_TITLE = re.compile(
    r"\b(?:(?P<senator>sen|senator)|(?P<representative>rep|representative|congress(?:man|woman))|(?P<governor>gov|governor)|"
    r"(?P<secretary>secretary)|(?P<judge>judge|justice)|(?P<sheriff>sheriff)|(?P<mayor>mayor)|(?P<president>president)|"
    r"(?P<doctor>dr))\.?\s+$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?!(?:and|or|with|than|to|by|told|said|met)\b)(?:(?:sen|rep|gov|dr|u\.s|st)\.|[\w’'-]+,?)\s+){1,5}$",
    re.IGNORECASE,
)
"""Words before a full name in its own sentence."""
_BEHIND = re.compile(
    r"(?:,\s+(?:\d{1,3},\s+)?|\s+(?:is|was|became|has been)\s+|\s(?=\())"
    r"(?P<words>(?:(?!\b(?:who|whose|which|to|for|no|said|told)\b)[^,;.\n]|\.(?=\w)){0,80})",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:of|from|at|in)\s.*", re.DOTALL)
_ORDINARY = (
    r"(?:neighbou?r|resident|witness|victim|plumber|baker|teacher|driver|nurse|farmer|student|pupil|shopkeeper|waiter|waitress|"
    r"mechanic|carpenter|electrician|passer-?by|bystander|pensioner|retiree|homeowner|tenant|commuter|passenger|voter|customer|"
    r"cleaner|cook|fisherman|gardener|barber|tester|welder)"
)
_AGED = re.compile(r",\s+\d{1,3}(?:,(?!\s+(?:an?|the|who)\b)|\s+(?:of|from)\b|\.)")
_ORDINARY_BEFORE = re.compile(rf"\b{_ORDINARY},?\s+$", re.IGNORECASE)
_ORDINARY_BEHIND = re.compile(rf",\s+(?:\d{{1,3}},\s+)?an?\s+(?:[\w-]+\s+){{0,2}}{_ORDINARY}\b", re.IGNORECASE)
_APPOSED = re.compile(r",\s+(?:(?:an?|the|his|her|their|its|who|one|\d{1,3})\b|\w+['’]s\b)|\s+(?:is|was)\s+an?\s")
REACH = 40
"""Code points before a name in which a title, a role or an occupation stands."""


@dataclass(slots=True)
class Namesakes:
    """The people of a document whom its words keep apart although they share a name.

    Attributes:
        full: Key to its mentions by full name, in order of place.
        ordinary: Key to the mentions that introduce a namesake of its office holder by age or occupation.
        titled: Surname to the places of titled mentions that go with no full name, as far as read.
    """

    text: str
    full: Mapping[str, list[Mention]]
    ordinary: Mapping[str, list[Mention]]
    titled: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def meant(self, mention: Mention, people: tuple[str, ...]) -> tuple[str, ...]:
        """Leave of the bearers of a surname those who may be meant; to be asked in order of place.

        Empty for a titled name that no full name goes with: its bearer is somebody else.
        """
        surname = _bare(self.text, mention)
        place = _start(mention)
        if title := title_of(self.text, mention):
            bearers = [key for key in people if self._bears(key, title)]
            if kept := bearers or [key for key in people if self._introduced_plainly(key, place)]:
                return tuple(kept)
            self.titled[surname].append(place)
            return ()
        if not self.titled[surname]:
            return people
        own = f"person:{surname}"
        named = [_start(one) for key in people for one in self.full.get(key, ()) if _start(one) < place]
        if not named:
            return (own,)
        paragraph = self.text.rfind("\n", 0, place) + 1
        own_here, full_here = max(self.titled[surname]) >= paragraph, max(named) >= paragraph
        if own_here == full_here:
            return (own, *people)
        return (own,) if own_here else people

    def open(self, mention: Mention, key: str) -> bool:
        """Tell whether a mention may be the office holder or the namesake that stands at or before it."""
        others = self.ordinary.get(key, [])
        return bool(others) and mention.role is None and _start(others[0]) <= _start(mention)

    def _introduced_plainly(self, key: str, place: int) -> bool:
        """Tell whether a full name stands before a place and nowhere with words that say who else is meant."""
        named = self.full.get(key, [])
        return bool(named) and _start(named[0]) < place and not any(_is_described(self.text, one) for one in named)

    def _bears(self, key: str, title: str) -> bool:
        """Tell whether a full name is introduced with a title or its role, or holds that office by the table."""
        borne = re.compile(rf"(?<!\w)(?:{_BORNE[title]})", re.IGNORECASE)
        office = office_of(key.removeprefix("person:"), self.text) or ""
        return bool(borne.search(office)) or any(
            borne.search(words) for one in self.full.get(key, ()) for words in self._introductions(one, title)
        )

    def _introductions(self, mention: Mention, title: str) -> Iterable[str]:
        if mention.span is None:
            return
        yield mention.name.removesuffix(bare_name(mention.name, self.text, mention.span))
        low = max(self.text.rfind("\n", 0, mention.span.start) + 1, mention.span.start - REACH)
        if before := _BEFORE.search(self.text, low, mention.span.start):
            yield folded(before[0]).rpartition(folded(mention.name).split()[-1])[2]  # "Senator Hayes saw Robert Hayes"
        for words in (mention.role.text if mention.role else "", _behind(self.text, mention.span.end)):
            yield words if title == "doctor" else _OF.sub("", words)


def namesakes_of(text: str, mentions: Iterable[Mention], keys: Mapping[MentionId, tuple[str, str]]) -> Namesakes:
    """Sort the full names of a document's people by how they are introduced."""
    full: dict[str, list[Mention]] = defaultdict(list)
    for one in mentions:
        key = keys.get(one.id, ("", ""))[0]
        if key.startswith("person:") and " " in _bare(text, one):
            full[key].append(one)
    ordinary = {
        key: [one for one in named if one.role is None and _is_ordinary(text, one)]
        for key, named in full.items()
        if any(one.role and not _is_ordinary(text, one) for one in named)
        and not office_of(key.removeprefix("person:"), text)
    }
    return Namesakes(text, dict(full), ordinary)


def title_of(text: str, mention: Mention) -> str:
    """Give the title, of office or learning, at the beginning of a name or straight before it; empty without one."""
    if mention.span is None:
        return ""
    own = mention.name.removesuffix(bare_name(mention.name, text, mention.span))
    match = _TITLE.search(text[max(0, mention.span.start - REACH) : mention.span.start] + own)
    return match.lastgroup or "" if match else ""


def _behind(text: str, end: int) -> str:
    match = _BEHIND.match(text, end)
    return match["words"] if match else ""


def _is_described(text: str, mention: Mention) -> bool:
    """Tell whether a role, an age, an occupation or an apposition stands beside a name."""
    if mention.span is None:
        return False
    return mention.role is not None or _is_ordinary(text, mention) or _APPOSED.match(text, mention.span.end) is not None


def _is_ordinary(text: str, mention: Mention) -> bool:
    """Tell whether a name is introduced as papers do people without an office: by age or by a plain occupation."""
    span = mention.span
    if span is None:
        return False
    before = text[max(0, span.start - REACH) : span.start]
    return any((_AGED.match(text, span.end), _ORDINARY_BEHIND.match(text, span.end), _ORDINARY_BEFORE.search(before)))


def _bare(text: str, mention: Mention) -> str:
    return folded(bare_name(visible(mention.name), text, mention.span))


def _start(mention: Mention) -> int:
    return mention.span.start if mention.span else -1
