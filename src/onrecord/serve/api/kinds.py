"""Every kind of the public contract as a list and, where its rows have ids, one by one: the rows of `export/`, nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from onrecord.export import contract, jsonl, jsonl_meetings, jsonl_spending
from onrecord.model.award import Award
from onrecord.model.evidence import Document
from onrecord.model.ids import StatementId
from onrecord.model.meeting import Echo, Tension
from onrecord.model.names import folded
from onrecord.model.party import Party
from onrecord.model.problem import PROBLEM_CODES
from onrecord.model.statement import PartyKind, Statement, Supply
from onrecord.serve.api.parameters import LIMIT_MOST, LIMIT_USUAL, Parameter, choice, text
from onrecord.store import View, api_lists
from onrecord.store.api_lists import mention_counts_of
from onrecord.store.keysets import Order
from onrecord.store.kin import names_of
from onrecord.store.verdicts import counting, echo_keys, judged, tension_keys, verdicts

Rows = Sequence[Mapping[str, Any]]
"""Rows of the public contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of rows.

    Attributes:
        name: As the export's files are named.
        one: What one of them is called, with its article.
        order: How the rows stand and are found.
        row: The row as the contract has it.
        rows: Writes some values as rows.
        filters: What a list can be narrowed by: those of `order`, in words.
        looked_up: What a filter's value is looked up as, where that is not the value itself.
        usual, most: Rows of an answer where no limit is given, and at most.
    """

    name: str
    one: str
    order: Order[Any]
    row: type
    rows: Callable[[View, Any], Rows]
    filters: tuple[Parameter, ...] = ()
    looked_up: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    usual: int = LIMIT_USUAL
    most: int = LIMIT_MOST


def document_rows(view: View, found: Sequence[Document]) -> list[contract.DocumentRow]:
    """Write documents."""
    heads = view.heads([one.id for one in found])
    return [jsonl.document_row(one, heads[one.id].path) for one in found]


def statement_rows(view: View, found: Sequence[Statement]) -> list[contract.StatementRow]:
    """Write statements with their speakers and what people have found of them."""
    heads = view.heads({one.document for one in found})
    speakers = view.speakers([StatementId(one.id) for one in found])
    names = names_of(view, {one.party for one in speakers.values() if one.party})
    said = verdicts(view, set(heads))
    return [
        jsonl.statement_row(
            one,
            speakers.get(one.id),
            names,
            published=heads[one.document].published,
            review=said[one.id].verdict if one.id in said else None,
        )
        for one in found
    ]


def party_rows(view: View, found: Sequence[Party]) -> list[contract.PartyRow]:
    """Write parties with how often each is named."""
    counts = mention_counts_of(view, [one.id for one in found])
    return [jsonl.party_row(one, counts.get(one.id, 0)) for one in found]


def supply_rows(view: View, found: Sequence[Supply]) -> list[contract.SupplyRow]:
    """Write supply relations."""
    named = jsonl.named_in(view, {one.document for one in found})
    return [jsonl.supply_row(one, named) for one in found]


def award_rows(_: View, found: Sequence[Award]) -> list[contract.AwardRow]:
    """Write awards."""
    return [jsonl_spending.award_row(one) for one in found]


def echo_rows(view: View, found: Sequence[Echo]) -> list[contract.EchoRow]:
    """Write echoes with what people have found of them."""

    def keys() -> dict[str, str]:
        # A key counts the echoes of the same words between two documents: all of theirs are needed.
        documents = {one.members[0].span.document for one in found}
        return echo_keys(view, {each.id: each for one in documents for each in view.echoes(document=one)}.values())

    said = {one: counting(its) for one, its in judged(view, "echo", keys).items()}
    found_so = {one: verdict.verdict for one, verdict in said.items() if verdict}
    return [jsonl_meetings.echo_row(one, found_so.get(one.id)) for one in found]


def tension_rows(view: View, found: Sequence[Tension]) -> list[contract.TensionRow]:
    """Write tensions with what people have found of them."""
    said = {one: counting(its) for one, its in judged(view, "tension", lambda: tension_keys(view, found)).items()}
    found_so = {one: verdict.verdict for one, verdict in said.items() if verdict}
    return [jsonl_meetings.tension_row(one, found_so.get(one.id)) for one in found]


def _each(write: Callable[[Any], Mapping[str, Any]]) -> Callable[[View, Any], Rows]:
    return lambda _, found: [write(one) for one in found]


def _of(name: str, what: str) -> Parameter:
    return text(name, f"Only those {what}.")


DOCUMENT = _of("document", "in this document, by its id")
STATEMENT = _of("statement", "with this statement, by its id")

KINDS: tuple[Kind, ...] = (
    Kind(
        name="documents",
        one="a document",
        order=api_lists.DOCUMENTS,
        row=contract.DocumentRow,
        rows=document_rows,
        filters=(
            _of("artefact", "read from this artefact, by its sha256"),
            _of("publisher", "published by this publisher, as written"),
            _of("language", "in this language: en"),
            _of("naming", "that name this party, by its id"),
        ),
        usual=10,
        most=50,
    ),
    Kind(
        name="statements",
        one="a statement",
        order=api_lists.STATEMENTS,
        row=contract.StatementRow,
        rows=statement_rows,
        filters=(DOCUMENT, _of("speaker", "whose speaker is this party, by its id")),
    ),
    Kind(
        name="parties",
        one="a party",
        order=api_lists.PARTIES,
        row=contract.PartyRow,
        rows=party_rows,
        filters=(
            choice("kind", get_args(PartyKind), "Only those of this kind."),
            _of("name", "that go by this name; case, accents and punctuation do not count"),
        ),
        looked_up={"name": folded},
    ),
    Kind(
        name="supplies",
        one="a supply relation",
        order=api_lists.SUPPLIES,
        row=contract.SupplyRow,
        rows=supply_rows,
        filters=(DOCUMENT,),
    ),
    Kind(
        name="awards",
        one="an award",
        order=api_lists.AWARDS,
        row=contract.AwardRow,
        rows=award_rows,
        filters=(
            _of("parent", "that hang on this vehicle, by its id"),
            _of("party", "in which this party has a part, by its id"),
        ),
    ),
    Kind(
        name="subawards",
        one="a subaward",
        order=api_lists.SUBAWARDS,
        row=contract.SubawardRow,
        rows=lambda _, found: [jsonl_spending.subaward_row(*reports) for reports in found],
        filters=(_of("prime", "made under this award, by its id"),),
    ),
    Kind(
        name="authorisations",
        one="a permission to use a product",
        order=api_lists.AUTHORISATIONS,
        row=contract.AuthorisationRow,
        rows=_each(jsonl_spending.authorisation_row),
    ),
    Kind(
        name="links",
        one="a party's part in an award",
        order=api_lists.LINKS,
        row=contract.LinkRow,
        rows=_each(jsonl_spending.link_row),
        filters=(_of("award", "in this award, by its id"), _of("party", "of this party, by its id")),
    ),
    Kind(
        name="echoes",
        one="an echo",
        order=api_lists.ECHOES,
        row=contract.EchoRow,
        rows=echo_rows,
        filters=(DOCUMENT, STATEMENT, _of("speaker", "that name this party as the speaker of a place, by its id")),
    ),
    Kind(
        name="copies",
        one="a copy",
        order=api_lists.COPIES,
        row=contract.CopyRow,
        rows=_each(jsonl_meetings.copy_row),
        filters=(_of("document", "of this document or by it, by its id"),),
    ),
    Kind(
        name="credits",
        one="a credit",
        order=api_lists.CREDITS,
        row=contract.CreditRow,
        rows=_each(jsonl_meetings.credit_row),
        filters=(DOCUMENT,),
    ),
    Kind(
        name="threads",
        one="a thread",
        order=api_lists.THREADS,
        row=contract.ThreadRow,
        rows=_each(jsonl_meetings.thread_row),
        filters=(_of("party", "in which this party speaks or is spoken of, by its id"), STATEMENT),
    ),
    Kind(
        name="tensions",
        one="a tension",
        order=api_lists.TENSIONS,
        row=contract.TensionRow,
        rows=tension_rows,
        filters=(_of("side", "with this statement or award on one side, by its id"),),
    ),
    Kind(
        name="award_matches",
        one="what the award data says to a sentence",
        order=api_lists.AWARD_MATCHES,
        row=contract.AwardMatchRow,
        rows=_each(jsonl_meetings.match_row),
        filters=(DOCUMENT, STATEMENT, _of("award", "with this award, by its id")),
    ),
    Kind(
        name="revisions",
        one="a change between two versions of a page",
        order=api_lists.REVISIONS,
        row=contract.RevisionRow,
        rows=_each(jsonl_meetings.revision_row),
        filters=(_of("document", "before or after which this document stands, by its id"),),
    ),
    Kind(
        name="problems",
        one="a problem",
        order=api_lists.PROBLEMS,
        row=contract.ProblemRow,
        rows=_each(jsonl.problem_row),
        filters=(
            choice("code", sorted(PROBLEM_CODES), "Only those of this kind."),
            _of("stage", "met by this stage"),
            _of("artefact", "with this artefact, by its sha256"),
        ),
    ),
)
"""Every kind that leaves the record, in the order of the export's files (a test compares the two)."""
