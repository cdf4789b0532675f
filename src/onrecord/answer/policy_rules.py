"""A policy as a person writes it: rules that say which relations they concern, and how far they reach."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from onrecord.model.statement import PartyKind, SupplyModality, SupplyStatus

Reach = Literal["direct", "subsidiary", "reseller", "subcontractor"]
"""How the supplier stands: it sells itself; a firm it owns does; others sell its products; it works under another's award."""
REACHES: tuple[Reach, ...] = get_args(Reach)
MinimumNotion = Literal["obligated", "current", "potential", "outlayed", "subaward", "stated"]
"""The four meanings of an award's sums; `subaward`: as reported for a subcontract; `stated`: as a text gives it."""
MINIMUM_NOTIONS: tuple[MinimumNotion, ...] = get_args(MinimumNotion)

PARTY_KINDS: tuple[PartyKind, ...] = ("company", "public_body", "organisation", "unknown")
"""Kinds a rule may name; people are not among them: a policy is about firms and bodies."""
STATUSES: tuple[SupplyStatus, ...] = get_args(SupplyStatus)
STANDING_STATUSES: tuple[SupplyStatus, ...] = ("held", "awarded", "renewed", "modified")
"""What a text says of a relation that stands; asked for where a rule names none."""
ENDED_STATUSES: tuple[SupplyStatus, ...] = ("cancelled", "expired")
"""What it says of one that stood once: whether the rule concerns it is left to a person."""
MODALITIES: tuple[SupplyModality, ...] = ("asserted", "planned", "rumoured")
"""How a text may tell a relation; what is demanded or denied is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a policy, and the line it stands in: it is looked up in a record later."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Which parties may stand at one end.

    Attributes:
        parties: Names, `SCHEME:VALUE` identifiers or ids of parties.
        parts_of: Bodies that are meant with everything that is part of them or owned by them.
        kinds: Narrows the others; alone it means every party of these kinds.
    """

    parties: tuple[Name, ...] = ()
    parts_of: tuple[Name, ...] = ()
    kinds: tuple[PartyKind, ...] = ()

    @property
    def is_named(self) -> bool:
        """The rule names parties, not kinds alone."""
        return bool(self.parties or self.parts_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What is bought: one of these must fit.

    Attributes:
        makers: Parties whose products are bought, whoever sells them.
        products: Names of products as the package's tables have them.
        words: Words of a description; a `*` at the end stands for any ending.
        categories: `(scheme, beginning of the code)`: `psc`, `naics`, `cpv`.
    """

    makers: tuple[Name, ...] = ()
    products: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The least sum a rule concerns, and what is meant by the sum: notions are never mixed."""

    at_least: Decimal
    notion: MinimumNotion
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """ISO days, both included; None for an open end."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Which relations read from text count."""

    statuses: tuple[SupplyStatus, ...] = STANDING_STATUSES
    modalities: tuple[SupplyModality, ...] = ("asserted",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: all that it names must hold.

    Attributes:
        id: Short name, unique in the policy.
        why: The reason for the rule, for people.
        awards: Public spending is looked at.
        texts: Which relations read from text are looked at; None for none.
        line: Where it begins in the file.
    """

    id: str
    title: str
    why: str
    customer: Who | None
    supplier: Who | None
    use: Use | None
    reach: frozenset[Reach]
    period: Period | None
    minimum: Minimum | None
    awards: bool
    texts: Texts | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy and where it was read."""

    name: str
    path: str
    rules: tuple[Rule, ...]
