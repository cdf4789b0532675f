"""Renamed and succeeded recipients: what awards say of them on the day a modification changed who holds the award.

Federal awards name a modification's reason; three reasons speak of the recipient: a novation agreement (FAR 42.12, another
firm takes the award over), a change of its identifier or legal name without one, a merger without one. With one of these,
a recipient that differs from the one before on the same award is taken for its successor. Codes and words are those of
FPDS's schema, 1.4 to 1.5.1, and of its feed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.model.award import Action, Identifiers
from onrecord.model.evidence import Field
from onrecord.model.ids import ArtefactId, AwardId
from onrecord.model.names import LEGAL_FORMS, core_name, folded
from onrecord.model.party import SuccessionKind
from onrecord.resolve.spending import FieldName, field_names

NOVATION, CHANGE, MERGER = "novation", "change", "merger"
BY_WORDS: dict[str, str] = {
    "novation agreement": NOVATION,
    "vendor duns or name change non novation": CHANGE,
    "unique entity id or legal business name change non novation": CHANGE,
    "rerepresentation of non novated merger acquisition": MERGER,
}
BY_CODE: dict[str, str] = {"J": NOVATION, "V": CHANGE, "P": MERGER}
FEDERAL = ("CONT_AWD_", "CONT_IDV_")
"""How keys of awards begin whose reasons have FPDS's codes; elsewhere the same letters mean other things."""
SCHEMES = ("us-uei", "us-duns", "us-cage")
SHORT_FORMS: dict[str, str] = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
}

Keys = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One recipient after another on an award, as recorded.

    Attributes:
        before, after: Keys of the parties; one key where the record takes both names for one party.
        kind: `renamed_to` under one identifier, `succeeded_by` under another.
        since: ISO day of the modification.
        reason: In the source's words, with its code.
        name: Where the new name stands.
        shown_by: Where the name before and the reason stand.
    """

    before: str
    after: str
    kind: SuccessionKind
    since: str | None
    reason: str
    name: Field
    shown_by: tuple[Field, ...]


@dataclass(slots=True)
class Holders:
    """Who held the award that is being looked at, by the last actions that name a recipient.

    Attributes:
        by_artefact: For each file: two files may write one name in two ways all along.
    """

    award: AwardId | None = None
    last: Action | None = None
    by_artefact: dict[ArtefactId, Action] = field(default_factory=dict)

    def put(self, action: Action) -> Action | None:
        """Note an action that names a recipient, and give the one before it on its award: of its file, if there is one."""
        if action.award != self.award:
            self.award, self.last = action.award, None
            self.by_artefact.clear()
        before = self.by_artefact.get(action.artefact) or self.last
        self.last = self.by_artefact[action.artefact] = action
        return before


def find_successions(actions: Iterable[Action], keys: Keys) -> Iterator[Succession]:
    """Find renamed and succeeded recipients.

    Args:
        actions: Award by award, each in its order in time.
        keys: See `keys_by_identifier`.
    """
    holders = Holders()
    for action in actions:
        if found := next_succession(holders, action, keys):
            yield found


def next_succession(holders: Holders, action: Action, keys: Keys) -> Succession | None:
    """Look at the next action; see `find_successions`."""
    if not action.recipient:
        return None
    before = holders.put(action)
    if before is None or _named(before) == _named(action) or not _effect(action):
        return None
    return _succession(before, action, keys)


def _named(action: Action) -> tuple[str | None, Identifiers]:
    return action.recipient, action.recipient_identifiers


def _effect(action: Action) -> str | None:
    """Say what a modification's reason says of the recipient, if anything."""
    if action.reason and (found := BY_WORDS.get(folded(action.reason))):
        return found
    is_coded = action.reason_code in BY_CODE and action.award.startswith(FEDERAL)
    return BY_CODE[action.reason_code or ""] if is_coded else None


def _succession(before: Action, action: Action, keys: Keys) -> Succession | None:
    old, new, because = _recipient(before, keys), _recipient(action, keys), _reason_field(action)
    if old is None or new is None or because is None:
        return None  # a stand-in for nobody, or nothing to show
    is_same = _shared(old.identifiers, new.identifiers)
    if is_same is None:
        is_same = _effect(action) == CHANGE
    if (is_same or old.key == new.key) and not _differ(old.mention.name, new.mention.name, by_form=is_same):
        return None  # the same name again, though its identifier may lead elsewhere: nobody was renamed
    if old.mention.field is None or new.mention.field is None:
        return None
    return Succession(
        before=old.key,
        after=new.key,
        kind="renamed_to" if is_same else "succeeded_by",
        since=action.acted_on,
        reason=_reason(action),
        name=new.mention.field,
        shown_by=(old.mention.field, because),
    )


def _recipient(action: Action, keys: Keys) -> FieldName | None:
    return next((one for one in field_names(action, keys) if one.role == "recipient"), None)


def _reason_field(action: Action) -> Field | None:
    return action.field("reason") or action.field("reason_code")


def _reason(action: Action) -> str:
    """Write a reason as recorded: NOVATION AGREEMENT (J)."""
    words, code = action.reason, action.reason_code
    return f"{words} ({code})" if words and code else words or code or ""


def _shared(one: Identifiers, other: Identifiers) -> bool | None:
    """Tell whether two recipients have one identifier, by the best scheme that both have; None where there is none."""
    first, second = dict(one), dict(other)
    scheme = next((scheme for scheme in SCHEMES if scheme in first and scheme in second), None)
    return first[scheme] == second[scheme] if scheme else None


def _differ(one: str, other: str, *, by_form: bool) -> bool:
    """Tell whether two names are more than two spellings of one; a new legal form makes another name of one firm."""
    if core_name(one) != core_name(other):
        return True
    first, second = _legal_form(one), _legal_form(other)
    return by_form and bool(first) and bool(second) and first != second


def _legal_form(name: str) -> frozenset[str]:
    words = folded(name.replace(".", "")).split()
    return frozenset(SHORT_FORMS.get(word, word) for word in words if word in LEGAL_FORMS)
