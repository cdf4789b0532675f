"""What a policy check answers: relations that fall under a rule, and those that could not be decided."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.answer.policy_rules import Reach, Rule
from onrecord.model.award import LinkLabel
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import PartyId
from onrecord.model.statement import PartyKind

ReasonCode = Literal[
    "ambiguous_party",
    "party_open",
    "party_not_named",
    "private_person",
    "kind_unknown",
    "likely_via",
    "mention_only",
    "owner_elsewhere",
    "owner_later",
    "no_description",
    "no_category",
    "prime_describes",
    "prime_not_held",
    "no_date",
    "date_wide",
    "no_amount",
    "other_notion",
    "other_currency",
    "ceiling",
    "actions_held",
    "amount_bound",
    "modality",
    "ended",
]
"""Why a relation could not be decided; docs/policy.md explains each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something could not be decided, for programs and for people."""

    code: ReasonCode
    words: str


Decided = bool | Reason
"""It holds, it does not, or why that cannot be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A party at one end of a relation.

    Attributes:
        party: None where no party of the record could be taken for the words.
        name: Of the party, or the words of the text.
        part: How it stands there: `recipient`, `buyer`, `maker of the product`, `named in the text`.
    """

    party: PartyId | None
    name: str
    kind: PartyKind
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum and what is meant by it.

    Attributes:
        notion: One of the four of awards, `subaward` or `stated`.
        as_of: ISO date, None where the source gives none.
        note: What to mind about it; mostly empty.
    """

    notion: str
    amount: Decimal
    currency: str
    as_of: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """One relation that a rule concerns, or may.

    Attributes:
        source: `award`, `subaward` or `text`.
        id: Of the award, subaward or supply: `onrecord show` opens it.
        supplier: None where a text names none.
        via: Who receives the award where the supplier does not itself.
        reach: How the supplier stands, of the rule's words.
        label: How close its part in the award is.
        dates: `(what, ISO date)`.
        bought: Words of the description or the text.
        fits: What of the rule's use was found in them.
        evidence: The fields and words it rests on.
        because: Why it stands so, in words.
        sure: What kind of source says so.
        undecided: Why it could not be decided; empty where it falls under the rule.
    """

    source: Literal["award", "subaward", "text"]
    id: str
    supplier: End | None
    customers: tuple[End, ...]
    via: tuple[str, ...] = ()
    reach: tuple[Reach, ...]
    label: LinkLabel | None = None
    dates: tuple[tuple[str, str], ...] = ()
    money: tuple[Sum, ...] = ()
    bought: str = ""
    fits: tuple[str, ...] = ()
    evidence: tuple[Field | Span, ...]
    because: str
    sure: str
    undecided: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnswer:
    """What was found for one rule.

    Attributes:
        falling: Relations that fall under it.
        undecided: Those that could not be decided.
        left_out: `(why, how many)` of relations that were not looked at further.
        absent: Names of the rule that the package's tables know and the record does not hold.
    """

    rule: Rule
    falling: tuple[RelationRow, ...]
    undecided: tuple[RelationRow, ...]
    left_out: tuple[tuple[str, int], ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A policy held against a record.

    Attributes:
        searched: What was looked through, in words; `searched_whole` file by file.
    """

    policy: str
    path: str
    answers: tuple[RuleAnswer, ...]
    searched: str
    searched_whole: tuple[str, ...]

    @property
    def falling(self) -> int:
        """How many relations fall under a rule; one under two rules counts twice."""
        return sum(len(one.falling) for one in self.answers)


def settle(answers: "list[Decided]") -> tuple[bool, tuple[Reason, ...]]:
    """Put the answers to all a rule names together: `(it may fall under the rule, why that is not decided)`."""
    reasons = tuple(dict.fromkeys(one for one in answers if isinstance(one, Reason)))
    return all(answer is not False for answer in answers), reasons


def either(answers: "list[Decided]") -> Decided:
    """Put answers together of which one is enough: the first that holds, else the first that is open."""
    if any(one is True for one in answers):
        return True
    return next((one for one in answers if isinstance(one, Reason)), False)
