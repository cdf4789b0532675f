"""The parties that a policy names, in one record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from onrecord.answer.parties import find_party, with_members
from onrecord.answer.policy_rows import Decided, End, Reason
from onrecord.answer.policy_rules import Name, Policy, Rule, Use, Who
from onrecord.answer.policy_yaml import shown
from onrecord.errors import Ambiguous, NotFound, UserError
from onrecord.model.ids import PartyId
from onrecord.model.names import folded
from onrecord.model.party import Party, Relation
from onrecord.store import View
from onrecord.tables import known_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who may stand at one end, as parties of the record.

    Attributes:
        ids: None where every party of the kinds may.
        owned: Firms that one of `ids` owns: to the owner and the tie nearest to it.
        kinds: Empty for every kind.
        absent: Names that the record does not hold.
    """

    ids: frozenset[PartyId] | None
    owned: dict[PartyId, tuple[PartyId, Relation]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A rule with its names looked up; None for an end it does not name."""

    rule: Rule
    customer: Parties | None
    supplier: Parties | None
    makers: Parties | None

    @property
    def absent(self) -> tuple[str, ...]:
        """List the names that the record does not hold."""
        ends = (self.customer, self.supplier, self.makers)
        return tuple(dict.fromkeys(name for one in ends if one for name in one.absent))


class Names:
    """Looks parties up, each once."""

    def __init__(self, view: View, path: str) -> None:
        """Take the record and the policy's file, for messages."""
        self._view = view
        self._path = path
        self._parties: dict[PartyId, Party | None] = {}
        self._by_identifier: dict[str, list[PartyId]] | None = None
        self._keys: dict[str, PartyId] | None = None

    def party(self, party: PartyId) -> Party | None:
        """Load a party."""
        if party not in self._parties:
            self._parties[party] = self._view.party(party)
        return self._parties[party]

    def end(self, party: PartyId, part: str) -> End:
        """Dress a party."""
        found = self.party(party)
        return End(party=party, name=found.name if found else party, kind=found.kind if found else "unknown", part=part)

    def maker(self, key: str) -> PartyId | None:
        """Find the party of an organisation of the package's tables."""
        return next(iter(self._identified().get(f"onrecord:{key}", ())), None)

    def table_keys(self, party: PartyId) -> list[str]:
        """List the tables' keys of a party."""
        found = self.party(party)
        return [value for scheme, value in found.identifiers if scheme == "onrecord"] if found else []

    def find(self, name: Name) -> PartyId | None:
        """Find the party of a name; None where the tables know the name and the record does not hold it.

        Raises:
            UserError: Nobody is called so, or several are.
        """
        identified = self._identified().get(name.text, ()) if ":" in name.text else ()
        if len(identified) == 1:
            return identified[0]
        try:
            return find_party(self._view, name.text).id
        except Ambiguous as error:
            raise UserError(f"{self._path}, line {name.line}: {error}") from error
        except NotFound as error:
            if folded(name.text) in _tabled():
                return None
            near = str(error).rpartition("did you mean: ")[2] if "did you mean" in str(error) else ""
            advice = f"did you mean: {near}" if near else "find names with: onrecord search RECORD NAME"
            raise UserError(
                f"{self._path}, line {name.line}: no party of this record is called {shown(name.text)!r}; {advice}"
            ) from error

    def _identified(self) -> dict[str, list[PartyId]]:
        if self._by_identifier is None:
            self._by_identifier = defaultdict(list)
            for party in self._view.parties():
                self._parties[party.id] = party
                for scheme, value in party.identifiers:
                    self._by_identifier[f"{scheme}:{value}"].append(party.id)
        return self._by_identifier


@cache
def _tabled() -> frozenset[str]:
    return frozenset(
        folded(name) for one in known_parties() for name in (one.name, *one.aliases, one.acronym) if folded(name)
    )


def meant(view: View, policy: Policy, names: Names) -> Iterator[Meant]:
    """Look the names of a policy's rules up.

    Raises:
        UserError: A name fits nobody, or several.
    """
    for rule in policy.rules:
        makers = Who(parties=rule.use.makers) if isinstance(rule.use, Use) and rule.use.makers else None
        yield Meant(
            rule=rule,
            customer=_parties(view, rule.customer, names),
            supplier=_parties(view, rule.supplier, names, owned=True),
            makers=_parties(view, makers, names, owned=True),
        )


def _parties(view: View, who: Who | None, names: Names, *, owned: bool = False) -> Parties | None:
    if who is None:
        return None
    if not who.is_named:
        return Parties(ids=None, kinds=frozenset(who.kinds))
    found = {one: names.find(one) for one in (*who.parties, *who.parts_of)}
    ids = {party for one in who.parties if (party := found[one])}
    for one in who.parts_of:
        ids |= with_members(view, party) if (party := found[one]) else set()
    return Parties(
        ids=frozenset(ids),
        owned=_owned(view, ids) if owned else {},
        kinds=frozenset(who.kinds),
        absent=tuple(one.text for one, party in found.items() if party is None),
    )


def _owned(view: View, owners: set[PartyId]) -> dict[PartyId, tuple[PartyId, Relation]]:
    """Map the firms that some parties own, over several steps, to the owner and the tie of the firm itself."""
    found: dict[PartyId, tuple[PartyId, Relation]] = {}
    waiting = [(one, one) for one in sorted(owners)]
    while waiting:
        owner, at = waiting.pop()
        for tie in view.relations(at):
            if tie.kind == "owned_by" and tie.right == at and tie.left not in found and tie.left not in owners:
                found[tie.left] = (owner, tie)
                waiting.append((owner, tie.left))
    return found


def stands(who: Parties, party: Party) -> Decided:
    """Say whether a party is one of those a rule names; whether it is owned by one is another question."""
    if who.ids is not None and party.id not in who.ids:
        return False
    if who.kinds and party.kind not in who.kinds:
        if party.kind == "unknown":
            return Reason(code="kind_unknown", words=f"what {party.name} is, is not known")
        return False
    if party.private:
        return Reason(
            code="private_person",
            words=f"{party.name} is, or may be, a private person, and a policy decides about firms and bodies only",
        )
    return True
