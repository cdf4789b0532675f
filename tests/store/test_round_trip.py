"""Whatever goes in comes out: every value, any text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.award import Action, Money, Notion, award_of, places_of
from onrecord.model.evidence import LABELS, Document, Line, Meta, Segment, Span, cut, document_id
from onrecord.model.ids import AwardId, PartyId, StatementId
from onrecord.model.names import folded
from onrecord.model.party import Alias, Party, Resolution
from onrecord.model.problem import PROBLEM_CODES, Problem
from onrecord.model.reading import Reading
from onrecord.model.statement import (
    Amount,
    Extraction,
    Mention,
    SourceKind,
    Statement,
    Supply,
    SupplyModality,
    SupplyStatus,
    When,
)
from onrecord.store import Record, View, Writer, create_record
from store.record_values import (
    READ,
    TEXT,
    add_artefact,
    connections,
    document,
    extraction,
    fill,
    judgement,
    named,
    origin,
    resolution,
)
from tables_read import row_file

SOME = settings(max_examples=40, deadline=None)
AWKWARD = "ab \n\x00\u0301é😀👩\u200d💻\u202eא\"'\\\ufeff\x1f\uffff"
TEXTS = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")))
FILLED = TEXTS.filter(bool)
AWARD_IDS = FILLED.filter(lambda text: "\0" not in text).map(AwardId)
DATES = st.dates(date(1000, 1, 1), date(9999, 12, 31))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=None)
SOME_META = st.builds(Meta, value=TEXTS, basis=TEXTS)
METAS = st.none() | SOME_META


def test_everything_found_comes_out_as_it_went_in(record: Record) -> None:
    """One of each value of the model, each by the question that asks for it."""
    with Writer(record) as writer:
        first, second, spending = fill(writer)
        writer.judge(judgement("because"))
    found, (parties, in_table) = extraction(first), resolution(first, spending)
    joined = connections(first, second, spending)
    with View.open(record) as view:
        assert list(view.documents()) == [first, second]
        assert view.document(first.id) == first
        assert list(view.statements()) == [*found.statements, *extraction(second).statements]
        assert view.statement(found.statements[0].id) == found.statements[0]
        assert sorted(view.mentions(first.id), key=lambda one: one.id) == sorted(found.mentions, key=lambda one: one.id)
        assert view.mention(in_table.id) == in_table
        assert list(view.field_mentions()) == [in_table]
        assert view.amounts(first.id) == list(found.amounts)
        assert view.whens(first.id) == list(found.whens)
        assert list(view.supplies(first.id)) == list(found.supplies)
        assert list(view.actions()) == [spending]
        award = view.award(spending.award)
        assert award is not None
        assert award.latest == spending
        assert list(view.awards()) == list(view.awards([spending.award])) == [award]
        assert view.award_by_action(spending.id) == spending.award
        assert {one.id: _sorted(one) for one in view.parties()} == {one.id: _sorted(one) for one in parties.parties}
        assert set(view.namings().values()) == set(parties.namings)
        assert view.speakers([StatementId(found.statements[0].id)]) == {one.statement: one for one in parties.speakers}
        assert view.references(first.id) == list(parties.references)
        assert {one.id: one for one in view.all_relations()} == {one.id: one for one in parties.relations}
        assert sorted(view.links(), key=lambda one: one.role) == sorted(joined.links, key=lambda one: one.role)
        assert view.echoes() == list(joined.echoes)
        assert view.tensions() == list(joined.tensions)
        assert view.judgements() == [judgement("because")]
        assert view.damage() == []


def _sorted(party: Party) -> Party:
    # The order of aliases carries no meaning; they come back by name.
    return replace(party, aliases=tuple(sorted(party.aliases, key=lambda alias: alias.name)))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    """Open a record whose one artefact is read and extracted again for each example."""
    with Writer(create_record(tmp_path_factory.mktemp("scratch") / "record")) as writer:
        with writer.transaction():
            add_artefact(writer, TEXT.encode())
        yield writer


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of any text, cut into lines and segments anywhere they may be cut."""
    text = draw(TEXTS)
    artefact = named(TEXT)
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    numbers = st.integers(0, 2**40)
    segments = []
    for start, end in pairwise(places):
        source = draw(numbers)
        size = draw(st.sampled_from([0, end - start, 7]))
        segments.append(Segment(start=start, end=end, part=draw(TEXTS), source_start=source, source_end=source + size))
    lines, place = [], 0
    for words in text.split("\n"):
        label = draw(st.sampled_from(LABELS))
        lines.append(Line(start=place, end=place + len(words), label=label, rule=draw(TEXTS)))
        place += len(words) + 1
    part = draw(TEXTS)
    return Document(
        id=document_id(artefact, part),
        artefact=artefact,
        part=part,
        reader="test/1",
        media_type=draw(TEXTS),
        text=text,
        lines=tuple(lines),
        segments=tuple(segments),
        title=draw(METAS),
        publisher=draw(METAS),
        authors=tuple(draw(st.lists(SOME_META, max_size=2))),
        published=draw(METAS),
        updated=draw(METAS),
        url=draw(METAS),
        language=draw(st.none() | TEXTS),
    )


@given(documents())
@SOME
def test_any_document_comes_back(scratch: Writer, one: Document) -> None:
    """Any text, NUL and characters of four bytes included, with its lines, map and metadata."""
    with scratch.transaction():
        scratch.put_reading(origin(one.artefact), Reading(documents=(one,)), READ)
    assert scratch.document(one.id) == one
    with View.open(scratch.record) as view:
        assert list(view.documents(one.artefact)) == [one]
        assert view.text(one.id) == one.text
        assert view.damage() == []


@st.composite
def extractions(draw: st.DrawFn) -> tuple[Document, Extraction]:
    """Draw a text and spans anywhere in it."""
    made = document(named(TEXT), draw(FILLED))

    def span() -> Span:
        start = draw(st.integers(0, len(made.text) - 1))
        return cut(made.id, made.text, start, draw(st.integers(start + 1, len(made.text))))

    def spans() -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(st.integers(0, 2))))

    amount = Amount(
        span=span(), value=draw(DECIMALS), precision=draw(DECIMALS), currency=draw(TEXTS), comparator="at_most"
    )
    return made, Extraction(
        document=made.id,
        statements=(
            Statement(
                document=made.id,
                form="mixed",
                source=spans(),
                cue=spans(),
                content=(span(), *spans()),
                via=spans(),
                confidence=draw(st.floats(0, 1)),
                extractor=draw(TEXTS),
                said_on=draw(st.none() | TEXTS),
                said_on_basis=draw(st.none() | TEXTS),
                source_kind=draw(st.sampled_from(get_args(SourceKind))),
            ),
        ),
        mentions=(Mention(name=draw(TEXTS), kind="product", rule=draw(TEXTS), span=span(), role=span()),),
        amounts=(amount,),
        whens=(
            When(
                span=span(),
                rule=draw(TEXTS),
                granularity=draw(st.sampled_from([None, "day", "decade"])),
                readings=tuple(draw(st.lists(st.tuples(st.none() | DATES, st.none() | DATES), max_size=2))),
                base=draw(st.sampled_from(["none", "published", "section"])),
                base_day=draw(st.none() | DATES),
            ),
        ),
        supplies=(
            Supply(
                document=made.id,
                supplier=span(),
                customer=None,
                product=span(),
                amount=draw(st.sampled_from([None, amount])),
                status=draw(st.sampled_from(get_args(SupplyStatus))),
                evidence=span(),
                rule=draw(TEXTS),
                modality=draw(st.sampled_from(get_args(SupplyModality))),
                when=draw(st.sampled_from([None, span()])),
                on=draw(st.none() | TEXTS),
            ),
        ),
    )


@given(extractions())
@SOME
def test_anything_extracted_comes_back(scratch: Writer, pair: tuple[Document, Extraction]) -> None:
    """Spans anywhere in any text, with their words; decimals digit by digit."""
    made, found = pair
    with scratch.transaction():
        scratch.put_reading(origin(made.artefact), Reading(documents=(made,)), READ)
        scratch.put_extraction(found, "test/1")
    with View.open(scratch.record) as view:
        back = Extraction(
            document=made.id,
            statements=tuple(view.statements(made.id)),
            mentions=tuple(view.mentions(made.id)),
            amounts=tuple(view.amounts(made.id)),
            whens=tuple(view.whens(made.id)),
            supplies=tuple(view.supplies(made.id)),
        )
        assert back == found
        assert str(back.amounts[0].value) == str(found.amounts[0].value)
        assert view.damage() == []


NAMES = st.none() | TEXTS
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """Draw a spending row of any content."""
    artefact = named(TEXT)
    notions = draw(st.permutations(get_args(Notion)))
    return Action(
        award=draw(AWARD_IDS),
        parent=draw(st.none() | AWARD_IDS),
        kind="bpa_call",
        artefact=artefact,
        row=draw(st.integers(1, 2**53)),
        piid=draw(TEXTS),
        modification=draw(TEXTS),
        acted_on=draw(NAMES),
        description=draw(TEXTS),
        currency=draw(TEXTS),
        obligated=draw(st.none() | DECIMALS),
        money=tuple(
            Money(notion=notion, amount=draw(DECIMALS), currency="USD", as_of=draw(NAMES), basis=draw(TEXTS))
            for notion in notions[: draw(st.integers(0, 4))]
        ),
        buyer=draw(NAMES),
        buyer_code=draw(NAMES),
        department=draw(NAMES),
        funder=draw(NAMES),
        funder_code=draw(NAMES),
        recipient=draw(NAMES),
        recipient_identifiers=draw(PAIRS),
        recipient_parent=draw(NAMES),
        recipient_parent_identifiers=draw(PAIRS),
        dates=draw(PAIRS),
        places=places_of("row=", [(name, f"row={name}", text) for name, text in draw(PAIRS)]),
    )


@given(actions())
@SOME
def test_any_spending_row_comes_back(scratch: Writer, one: Action) -> None:
    """With every cell as it stood, and the award derived from it the same as from the value itself."""
    with scratch.transaction():
        scratch.put_reading(origin(one.artefact), Reading(rows=(row_file(one),)), READ)
    with View.open(scratch.record) as view:
        assert list(view.actions(one.award)) == [one]
        assert view.award(one.award) == award_of([one])
        assert view.damage() == []


@given(
    st.lists(st.builds(Problem, path=TEXTS, stage=TEXTS, code=st.sampled_from(sorted(PROBLEM_CODES)), message=TEXTS))
)
@SOME
def test_any_problems_come_back(scratch: Writer, found: list[Problem]) -> None:
    """Each once."""
    with scratch.transaction():
        scratch.put_problems("read", "some input", [replace(one, stage="read") for one in found])
    with View.open(scratch.record) as view:
        assert set(view.problems()) == {replace(one, stage="read") for one in found}


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS).map(tuple))
@SOME
def test_any_origin_comes_back(scratch: Writer, path: str, url: str, title: str, authors: tuple[str, ...]) -> None:
    """And the same path again takes over what is said now."""
    artefact = named(TEXT)
    for said in (url, title):
        one = replace(origin(artefact, path), url=said, title=title, authors=authors)
        with scratch.transaction():
            scratch.put_origin(one)
        with View.open(scratch.record) as view:
            assert [found for found in view.origins(artefact) if found.path == path] == [one]


@given(FILLED)
@SOME
def test_a_party_is_found_by_any_spelling_of_its_name(scratch: Writer, name: str) -> None:
    """Case, accents and punctuation do not count; the name itself comes back as it was."""
    party = Party(id=PartyId("p"), name=name, kind="unknown", aliases=(Alias(name=name, basis="text"),))
    with scratch.transaction():
        scratch.put_resolution(Resolution(parties=(party,), namings=(), speakers=(), relations=()), [])
    with View.open(scratch.record) as view:
        assert (
            view.parties_named(name) == view.parties_named(folded(name)) == view.parties_named(f" {name}!") == [party]
        )
        assert view.party(PartyId("p")) == party
