"""References of a record: whom pronouns and descriptions of a document stand for, as parties, and what people decide of them."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.model.evidence import Document, Origin, Span
from onrecord.model.ids import PartyId
from onrecord.model.judgement import Judgement, party_key
from onrecord.model.party import PartyReference, Resolution
from onrecord.model.reading import Reading
from onrecord.model.statement import Extraction, Statement
from onrecord.resolve.record import resolve_record
from onrecord.store import Record, View, Writer, create_record
from resolve.build import Kinds, document, mentions, statement

KINDS: Kinds = {
    "Ann Clarke": "person",
    "Carl Moss": "person",
    "Bob Reed": "person",
    "Harbour Works": "company",
    "Harbour Labs": "company",
}
HER_COAT = "Ann Clarke came. She left her coat."
THE_MAKER = "Harbour Works met in June. The company left."
TWO_FIRMS = "Harbour Works met Harbour Labs in June. The company left."
TWO_MEN = "There Carl Moss met Bob Reed, and he left."
NOBODY_NAMED = "It rained in June. She left."
QUOTED = '"I sold my boat, and we left", said Carl Moss. Ann Clarke came.'
HE_SAID = "Carl Moss came. He said that the boat was sold. Ann Clarke came."


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def put(writer: Writer, text: str, statements: Callable[[Document], Sequence[Statement]]) -> Document:
    """Put a document in with its mentions and statements, as collecting, reading and extracting would."""
    one = document(text)
    with writer.transaction():
        artefact, _ = writer.put_artefact(BytesIO(text.encode()))
        origin = Origin(artefact=artefact, path="a.txt", collected_at="2026-01-01T00:00:00+00:00")
        writer.put_origin(origin)
        writer.put_reading(origin, Reading(documents=(one,)), "test/1")
        said = tuple(statements(one))
        extraction = Extraction(document=one.id, mentions=tuple(mentions(one, KINDS)), statements=said)
        writer.put_extraction(extraction, "test/1")
    return one


def resolve(record: Record, *judgements: Judgement) -> Resolution:
    """Resolve a record, put what comes of it in, and hold what comes out again against it."""
    with Writer(record) as writer:
        writer.judge(*judgements)
        with View.open(record) as view:
            resolution, in_tables, _ = resolve_record(view, quiet)
        with writer.transaction():
            writer.put_resolution(resolution, in_tables)
    with View.open(record) as view:
        stored = [one for document in view.heads() for one in view.references(document)]
    assert stored == list(resolution.references)
    return resolution


def nothing_said(_: Document) -> Sequence[Statement]:
    return ()


def read(folder: Path, text: str, said: Callable[[Document], Sequence[Statement]] = nothing_said) -> Record:
    record = create_record(folder / "record")
    with Writer(record) as writer:
        put(writer, text, said)
    return record


def named(resolution: Resolution) -> list[tuple[str, str | None, list[str]]]:
    """List `(words, name of the party, names of the candidates)` of the references."""
    names = {one.id: one.name for one in resolution.parties}

    def line(one: PartyReference) -> tuple[str, str | None, list[str]]:
        return one.span.text, names[one.party] if one.party else None, [names[each] for each in one.candidates]

    return [line(one) for one in resolution.references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HER_COAT, [("She", "Ann Clarke", []), ("her", "Ann Clarke", [])]),
        (THE_MAKER, [("The company", "Harbour Works", [])]),
        (TWO_FIRMS, [("The company", None, ["Harbour Works", "Harbour Labs"])]),
        (TWO_MEN, [("he", None, ["Bob Reed", "Carl Moss"])]),
        (NOBODY_NAMED, [("She", None, [])]),
    ],
    ids=["a pronoun", "a description", "a description of two", "a pronoun of two", "nobody named"],
)
def test_what_stands_for_whom_is_kept_and_what_is_open_keeps_its_candidates(
    tmp_path: Path, text: str, expected: list[tuple[str, str | None, list[str]]]
) -> None:
    found = named(resolve(read(tmp_path, text)))
    assert [(words, party, sorted(meant)) for words, party, meant in found] == [
        (words, party, sorted(meant)) for words, party, meant in expected
    ]


def test_every_reference_says_its_rule_and_has_candidates_only_where_nobody_is_named(tmp_path: Path) -> None:
    record = read(tmp_path, f"{HER_COAT}\n{TWO_FIRMS}\n{TWO_MEN}")
    found = resolve(record).references
    assert len(found) == 4
    assert all(one.rule and not (one.party and one.candidates) for one in found)
    assert {one.form for one in found} == {"pronoun", "description"}


@pytest.mark.parametrize("text", [HER_COAT, THE_MAKER, TWO_FIRMS, QUOTED])
def test_pronouns_and_descriptions_are_never_names_of_parties(tmp_path: Path, text: str) -> None:
    aliases = {alias.name for one in resolve(read(tmp_path, text)).parties for alias in one.aliases}
    assert aliases == {name for name in KINDS if name in text}


# --- decisions


def sold(made: Document) -> list[Statement]:
    return [statement(made, "Carl Moss", '"I sold my boat, and we left"', form="direct")]


def he_said(made: Document) -> list[Statement]:
    return [statement(made, "He", "the boat was sold")]


def decision(record: Record, speaker: str, *, user: str = "eve", at: int = 0) -> Judgement:
    """Say whose words the record's one statement is."""
    with View.open(record) as view:
        (one,) = view.heads()
        (key,) = view.statement_keys(one).values()
    kind = "org" if "Harbour" in speaker else "person"
    right = party_key((f"{kind}:{speaker.casefold()}", one if kind == "person" else None)) if speaker else ""
    made_at = f"2026-01-01T00:00:0{at}+00:00"
    return Judgement(left=key, right=right, verdict="speaker", user=user, made_at=made_at, reason="")


def test_i_in_a_quotation_is_whom_a_person_names_as_its_speaker(tmp_path: Path) -> None:
    record = read(tmp_path, QUOTED, sold)
    assert [line[:2] for line in named(resolve(record))] == [("I", "Carl Moss"), ("my", "Carl Moss"), ("we", None)]
    decided = resolve(record, decision(record, "Ann Clarke"))
    assert named(decided) == [("I", "Ann Clarke", []), ("my", "Ann Clarke", []), ("we", None, ["Ann Clarke"])]
    assert [one.rule for one in decided.references[:2]] == ["a person's decision"] * 2


def test_we_is_the_body_and_i_is_somebody_of_it_where_a_person_names_a_body(tmp_path: Path) -> None:
    record = read(tmp_path, f"{QUOTED}\nHarbour Works met.", sold)
    found = named(resolve(record, decision(record, "Harbour Works")))
    assert found == [("I", None, ["Harbour Works"]), ("my", None, ["Harbour Works"]), ("we", "Harbour Works", [])]


def test_the_pronoun_that_is_a_source_is_whom_a_person_names(tmp_path: Path) -> None:
    record = read(tmp_path, HE_SAID, he_said)
    assert named(resolve(record)) == [("He", "Carl Moss", [])]
    assert named(resolve(record, decision(record, "Ann Clarke"))) == [("He", "Ann Clarke", [])]


def test_nobody_speaks_where_a_person_says_so_and_two_people_against_each_other_leave_both(tmp_path: Path) -> None:
    record = read(tmp_path, HE_SAID, he_said)
    assert named(resolve(record, decision(record, ""))) == [("He", None, [])]
    both = resolve(record, decision(record, "Ann Clarke", at=1), decision(record, "Carl Moss", user="ben", at=2))
    (line,) = named(both)
    assert (line[0], line[1], sorted(line[2])) == ("He", None, ["Ann Clarke", "Carl Moss"])


def test_a_decision_that_finds_no_party_changes_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, HE_SAID, he_said)
    lost = resolve(record, decision(record, "Nobody Here"))
    assert named(lost) == [("He", "Carl Moss", [])]
    assert [one.kind for one in lost.reviews] == ["judgement"]


def test_candidates_that_people_have_made_one_are_listed_once(tmp_path: Path) -> None:
    record = read(tmp_path, TWO_FIRMS)
    keys = [party_key((f"org:{name}", None)) for name in ("harbour works", "harbour labs")]
    same = Judgement(left=keys[0], right=keys[1], verdict="same", user="eve", made_at="2026-01-01T00:00:00+00:00", reason="")  # fmt: skip
    (line,) = named(resolve(record, same))
    assert (line[1], len(line[2])) == (None, 1)


def test_a_given_name_alone_is_no_name_a_person_goes_by(tmp_path: Path) -> None:
    kinds: Kinds = {"Ann Clarke": "person", "Ann": "person"}
    record = create_record(tmp_path / "record")
    text = "Ann Clarke came. Later Ann left."
    with Writer(record) as writer:
        one = put(writer, text, nothing_said)
        with writer.transaction():
            found = Extraction(document=one.id, mentions=tuple(mentions(one, kinds)))
            writer.put_extraction(found, "test/1")
    resolution = resolve(record)
    (party,) = resolution.parties
    assert [alias.name for alias in party.aliases] == ["Ann Clarke"]
    assert sorted((naming.party, naming.rule) for naming in resolution.namings) == sorted(
        [(PartyId(party.id), "name"), (PartyId(party.id), "given name")]
    )


def test_spans_stand_at_their_words(tmp_path: Path) -> None:
    record = read(tmp_path, QUOTED, sold)
    resolution = resolve(record)
    with View.open(record) as view:
        texts = {one: view.text(one) for one in view.heads()}
    spans: list[Span] = [one.span for one in resolution.references]
    assert (
        [texts[one.document][one.start : one.end] for one in spans] == [one.text for one in spans] == ["I", "my", "we"]
    )
