"""Everything the record knows of one thing, with its words in their context."""

import re

import pytest

from onrecord.answer.parties import find_party
from onrecord.answer.referring import ReferenceRow, reference_rows
from onrecord.answer.show import show
from onrecord.answer.shown import Shown, cut_pieces
from onrecord.errors import Ambiguous, NotFound
from onrecord.model.evidence import Field, cut
from onrecord.model.ids import PartyId
from onrecord.store import Record, View
from resolve.build import document

AZURE = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"


def _show(record: Record, prefix: str) -> Shown:
    with View.open(record) as view:
        return show(view, prefix)


def _ids(record: Record, kind: str) -> list[str]:
    with View.open(record) as view:
        lists: dict[str, list[str]] = {
            "statement": [one.id for one in view.statements()],
            "document": [one.id for one in view.documents()],
            "artefact": [artefact for artefact, _ in view.artefacts()],
            "award": [one.id for one in view.awards()],
            "party": [one.id for one in view.parties()],
            "echo": [one.id for one in view.echoes()],
            "tension": [one.id for one in view.tensions()],
            "mention": [one.id for one in view.field_mentions()]
            + [one.id for document_id in view.heads() for one in view.mentions(document_id)],
            "supply": [one.id for one in view.supplies()],
        }
        return lists[kind]


@pytest.mark.parametrize(
    "kind", ["statement", "document", "artefact", "award", "party", "echo", "tension", "mention", "supply"]
)
def test_every_id_of_every_kind_is_shown_as_what_it_is(example_record: Record, kind: str) -> None:
    ids = _ids(example_record, kind)
    assert ids or kind == "supply"  # supplies depend on the extractors' rules; the others the example must hold
    for one in ids:
        shown = _show(example_record, one)
        assert (shown.kind, shown.id) == (kind, one)
        assert shown.heading


def test_an_action_is_shown_as_its_award(example_record: Record) -> None:
    with View.open(example_record) as view:
        action = view.award(next(one.id for one in view.awards() if one.id == AZURE))
    assert action is not None
    assert _show(example_record, action.latest.id).id == AZURE


def test_the_beginning_of_an_id_is_enough_where_only_one_thing_has_it(example_record: Record) -> None:
    with View.open(example_record) as view:
        party = find_party(view, "Microsoft")
    assert _show(example_record, party.id[:10]).id == party.id


@pytest.mark.parametrize("prefix", ["", "CONT_AWD_", "CONT"])
def test_a_beginning_many_things_have_is_answered_with_some_of_them(example_record: Record, prefix: str) -> None:
    with pytest.raises(Ambiguous, match="give more of it") as error:
        _show(example_record, prefix)
    assert 2 <= len(re.findall(r";", str(error.value))) <= 6


@pytest.mark.parametrize("prefix", ["zzzz", "%", "_", "' OR 1=1 --", "\x00", "é"])
def test_an_id_nothing_has_is_answered_with_a_way_to_find_ids(example_record: Record, prefix: str) -> None:
    with pytest.raises(NotFound, match="onrecord search"):
        _show(example_record, prefix)


def test_the_pieces_of_a_passage_are_the_text_itself(example_record: Record) -> None:
    """Joined again they are the document from the passage's start: nothing is put in or left out."""
    for kind in ("statement", "echo", "document", "mention", "party"):
        for one in _ids(example_record, kind)[:40]:
            for passage in _show(example_record, one).passages:
                if passage.document is None:
                    continue
                with View.open(example_record) as view:
                    text = view.text(passage.document)  # type: ignore[arg-type]  # a document id
                words = "".join(piece for piece, _ in passage.pieces)
                assert text[passage.start : passage.start + len(words)] == words


def test_a_statement_shows_its_parts_who_and_by_which_rule(example_record: Record) -> None:
    with View.open(example_record) as view:
        said = next(one for one in view.statements() if "gut-wrenching" in one.content[0].text)
    shown = _show(example_record, said.id)
    facts = dict(shown.facts)
    assert facts["speaker"] == "Sundar Pichai"
    assert facts["decided by"] == "name"
    assert {role for _, role in shown.passages[0].pieces} >= {"source", "cue", "content"}


def test_an_award_shows_its_parts_and_the_fields_they_stand_in(example_record: Record) -> None:
    shown = _show(example_record, AZURE)
    facts = dict(shown.facts)
    assert facts["maker of the product"].startswith(
        "Microsoft · supplied through another firm · its description says 'Azure Government'"
    )
    rests = [value for name, value in shown.facts if name == "rests on"]
    assert any(one.startswith("row=5;column=recipient_name of artefact ") for one in rests)
    assert not any("column=award_description" in one for one in rests)  # the description shown is not said again
    assert facts["recipient"].startswith("Dell")
    assert {passage.where.partition(", ")[2] for passage in shown.passages} == {
        "row=5;column=award_description",
        "row=5;column=recipient_name",
        "row=5;column=awarding_sub_agency_name",
    }


def test_a_tension_shows_both_sides_and_that_nobody_has_decided(example_record: Record) -> None:
    one = _ids(example_record, "tension")[0]
    shown = _show(example_record, one)
    facts = dict(shown.facts)
    assert facts["state"] == "possible: no person has decided"
    assert facts["both true if"]
    words = " ".join("".join(piece for piece, _ in passage.pieces) for passage in shown.passages)
    assert "legacy mail" in words
    assert "MICROSOFT AZURE GOVERNMENT" in words


def test_a_party_shows_the_words_of_its_relations(example_record: Record) -> None:
    with View.open(example_record) as view:
        smith, linkedin = find_party(view, "Brad Smith").id, find_party(view, "LinkedIn").id
        fields = [one.evidence for one in view.relations(linkedin) if isinstance(one.evidence, Field)]
    assert ("speaks for", "Microsoft") in _show(example_record, smith).facts
    assert ("owned by", "Microsoft") in _show(example_record, linkedin).facts
    assert [passage.pieces for passage in _show(example_record, linkedin).passages] == [
        ((field.text, "words"),) for field in fields
    ]


def test_pieces_cover_a_stretch_and_the_earlier_of_two_overlapping_spans_wins() -> None:
    made = document("abcdefghij")
    spans = [(cut(made.id, made.text, 2, 6), "source"), (cut(made.id, made.text, 4, 8), "content")]
    assert cut_pieces(made.text, 0, 10, spans) == (("ab", ""), ("cdef", "source"), ("gh", "content"), ("ij", ""))
    inner = [(cut(made.id, made.text, 2, 8), "source"), (cut(made.id, made.text, 4, 6), "content")]
    assert cut_pieces(made.text, 2, 8, inner) == (("cdefgh", "source"),)
    assert cut_pieces(made.text, 0, 0, []) == ()


def test_a_statement_says_whom_pronouns_in_it_stand_for_and_a_document_how_many_there_are(
    example_record: Record,
) -> None:
    """That of the source is left out: the speaker says it."""
    seen = 0
    with View.open(example_record) as view:
        for one in view.statements():
            rows = reference_rows(view, one.document, one.start, one.end)
            sources = {(span.start, span.end) for span in one.source}
            expected = [(f"“{row.words}”", row.note) for row in rows if (row.start, row.end) not in sources]
            facts = show(view, one.id).facts
            assert [fact for fact in facts if fact[0].startswith("“")] == expected
            assert all(one.start <= row.start < row.end <= one.end for row in rows)
            seen += len(expected)
        for document in view.heads():
            held = view.references(document)
            left = sum(row.party is None for row in held)
            assert dict(show(view, document).facts)["pronouns, descriptions"] == (
                f"{len(held)} stand for somebody, {left} of them left open"
            )
    assert seen > 0


@pytest.mark.parametrize(
    ("party_name", "candidates", "expected"),
    [
        ("Ann", (), "stands for Ann (test)"),
        (None, (("a", "Ann"), ("b", "Bo")), "may be: Ann, Bo (test)"),
        (None, (), "for whom this stands is left open (test)"),
    ],
)
def test_a_reference_says_for_whom_it_stands_or_may_stand(
    party_name: str | None, candidates: tuple[tuple[PartyId, str], ...], expected: str
) -> None:
    party = PartyId("p") if party_name else None
    row = ReferenceRow(
        start=0,
        end=3,
        words="she",
        form="pronoun",
        party=party,
        party_name=party_name,
        candidates=candidates,
        rule="test",
    )
    assert row.note == expected
