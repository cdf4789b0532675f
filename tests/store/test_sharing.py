"""A masked copy: nobody private in any of its bytes, everything else where it was, and no two copies alike."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import UserError
from onrecord.model.award import places_of
from onrecord.model.evidence import Document, Field, Span, check_span, cut
from onrecord.model.ids import AwardId, PartyId
from onrecord.model.judgement import Judgement, party_key
from onrecord.model.masks import Unmasking
from onrecord.model.masks_names import index_of
from onrecord.model.meeting import Connections
from onrecord.model.party import Alias, Link, Naming, Party, PartyReference, Resolution, Speaker
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.model.statement import Extraction, Mention, MentionKind, Statement
from onrecord.store import Record, View, Writer, open_record
from onrecord.store.record import connect
from onrecord.store.search import search
from onrecord.store.sharing import masked_copy, shared_view
from onrecord.store.sharing_check import NamesLeft, check_copy
from onrecord.store.verdicts import echo_keys, tension_keys, tension_verdicts, verdicts
from onrecord.store.writer import check_document
from store.record_values import action, add_artefact, add_document, words
from store.sharing_values import ACME, FEATHERBY, HIDDEN, NUMBERS, PUBLIC, SATYA, ZORBLAT, fill_sharing
from tables_read import row_file


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, list[str]]:
    """Fill a record with private and public people."""
    return fill_sharing(tmp_path_factory.mktemp("sharing") / "record")


@pytest.fixture(scope="module")
def copy(filled: tuple[Record, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Make a masked copy of it."""
    return masked_copy(filled[0], tmp_path_factory.mktemp("copy") / "copy")


@pytest.fixture
def view(copy: Record) -> Iterator[View]:
    """Open the copy."""
    with View.open(copy) as opened:
        yield opened


def test_no_byte_of_the_copy_names_anybody_private(filled: tuple[Record, list[str]], copy: Record) -> None:
    """Neither names nor numbers, nor ids that could be worked out from a guessed name or text."""
    _, ids = filled
    found = [path for path in copy.folder.rglob("*") if path.is_file()]
    assert [path.name for path in found] == ["onrecord.db"]
    content = found[0].read_bytes().decode("utf-8", "replace").casefold()
    assert [one for one in (*HIDDEN, *ids) if one in content] == []
    assert [one for one in PUBLIC if one.casefold() not in content] == []


def test_the_record_itself_does_hold_all_that(filled: tuple[Record, list[str]]) -> None:
    record, ids = filled
    with connect(record, write=True) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = record.database.read_bytes().decode("utf-8", "replace").casefold()
    assert [one for one in HIDDEN if one not in content] == ["ottilie.wren@"]
    assert [one for one in ids[:-1] if one not in content] == []


def test_the_copy_is_a_whole_record(copy: Record, view: View) -> None:
    assert open_record(copy.folder) == copy
    assert view.damage() == []
    counts = view.counts()
    assert {kind: counts[kind] for kind in ("documents", "statements", "parties", "awards", "subawards", "echoes")} == {
        "documents": 2, "statements": 1, "parties": 4, "awards": 2, "subawards": 1, "echoes": 1,
    }  # fmt: skip
    assert not copy.evidence.folder.exists()
    assert view.reviews() == []
    assert view.unmaskings() == []


def test_every_span_stands_at_its_words_and_every_character_is_mapped(view: View) -> None:
    spans: list[Span] = []
    texts = {one.id: one.text for one in view.documents()}
    for document in view.documents():
        check_document(document)
        for mention in view.mentions(document.id):
            spans += [one for one in (mention.span, mention.role) if one]
        spans += [one.span for one in (*view.amounts(document.id), *view.whens(document.id))]
    for statement in view.statements():
        spans += [*statement.source, *statement.cue, *statement.content, *statement.via]
    for supply in view.supplies():
        spans += [
            one
            for one in (supply.supplier, supply.customer, supply.evidence, supply.amount and supply.amount.span)
            if one
        ]
    places = [one.evidence for one in view.all_relations()] + [one.role_evidence for one in view.parties()]
    places += [one for link in view.links() for one in link.evidence]
    spans += [one for one in places if isinstance(one, Span)]
    spans += [member.span for echo in view.echoes() for member in echo.members]
    assert len(spans) > 15
    for span in spans:
        check_span(texts[span.document], span)


def test_ids_are_those_of_the_masked_content(view: View) -> None:
    with_ids = [
        *view.statements(),
        *view.supplies(),
        *view.echoes(),
        *view.tensions(),
        *view.all_relations(),
        *view.problems(),
    ]
    held = {row[0] for table in ("statements", "supplies", "echoes", "tensions", "relations", "problems")
            for row in view.db.execute(f"SELECT id FROM {table}")}  # fmt: skip
    assert {one.id for one in with_ids} == held


def test_a_text_reads_on_with_what_stands_for_a_person(view: View) -> None:
    first, second = view.documents()
    label = next(one.name for one in view.parties() if one.private and one.name in first.text)
    assert first.text == (
        f"{label} speaks\nBy Ottilie Wren\n“Our cloud is wet,” said {label}, a teacher at Acme.\n"
        f"{label}’s letter ([e-mail], [telephone]) is at https://blog.example/{label}/1 or "
        f"/home/{label}_notes.\nSatya Nadella of Acme told {label} that $5 million went to the Agency. 😀 a private person, too,\n"
        "was there with a private person. a private person left."
    )
    assert second.text == f"Minutes\n\n{label} and {label} said: our cloud is wet. Satya Nadella agreed."
    assert first.title is not None
    assert first.title.value == f"{label} speaks"
    (origin,) = view.origins(first.artefact)
    assert origin.path == f"cases/{label}/letter of {label}.html"
    assert origin.url == f"https://news.example/2018/{label}.html"
    assert origin.title == f"What {label} said"
    assert [one.value for one in first.authors] == ["Ottilie Wren"]


def test_nothing_narrows_down_who_a_private_person_is(view: View) -> None:
    private = [one for one in view.parties() if one.private]
    assert {re.sub(r"\d", "N", one.name) for one in private} == {"a private person (N)"}
    for one in private:
        assert (one.kind, one.public_role, one.role_evidence, one.identifiers) == ("person", None, None, ())
        assert [(alias.name, alias.basis) for alias in one.aliases] == [(one.name, "masked")]
        assert view.relations(one.id) == []
        assert one.id not in {ZORBLAT, FEATHERBY}
    document = next(view.documents())
    roles = {mention.name: mention.role for mention in view.mentions(document.id)}
    assert [role for name, role in roles.items() if name.startswith("a private person")] == [None, None]
    assert roles["Satya Nadella"] is not None
    segments = [(one.source_start, one.source_end) for one in document.segments]
    assert segments[0] == (0, 1)  # a name counts as one character of the source, however long it was
    assert {size % 4096 for artefact, size in view.artefacts() if artefact == document.artefact} == {0}


def test_public_people_and_organisations_stay_as_they_are(view: View) -> None:
    satya, (acme,) = view.party(SATYA), view.parties_named("Acme")
    assert satya is not None
    assert satya.name == "Satya Nadella"
    assert satya.public_role == f"of Acme, known to {next(view.documents()).title.value.removesuffix(' speaks')}"  # type: ignore[union-attr]  # it has one
    assert acme.id != ACME  # the owner's name was left out of its own, and its id may have been worked out from that
    assert acme.identifiers == (("us-uei", "ABC"),)
    assert [one.name for one in acme.aliases] == ["ACME CORP", "Acme", "PELLBROOK SYSTEMS INC"]
    assert view.award(next(view.awards()).id) is not None


def test_a_private_recipient_has_neither_name_nor_numbers_in_any_row(view: View) -> None:
    first, second = view.awards()
    label = first.latest.recipient
    assert label is not None
    assert re.fullmatch(r"a private person \(\d\)", label)
    assert (first.latest.recipient_identifiers, first.latest.recipient_parent_identifiers) == ((), ())
    assert first.latest.co_recipients == (("PELLBROOK SYSTEMS INC", (("us-uei", "PUBLICNUMBER"),)), (label, ()))
    description = re.sub(r"\(\d\)", "(N)", first.latest.description)
    assert description == (
        "COUNSELLING BY a private person (N); ATTN: a private person (N) AND POC: a private person, MS LICENSES"
    )
    assert first.latest.reason == f"WISH OF {label}"
    assert {name: one.text for name, one in first.latest.fields} == {
        "piid": "CONT_AWD_1", "recipient": label, "description": f"COUNSELLING BY {label}",
    }  # fmt: skip
    assert second.latest.recipient == "ACME CORP"
    (subaward,) = view.subawards()
    assert (subaward.recipient, subaward.recipient_identifiers) == (label, ())
    assert subaward.description == f"HOURS OF {label}"
    (link,) = [one for one in view.links() if one.award == first.id]
    assert link.because == f"recipient_name says {label}"
    assert [place.text for place in link.evidence if isinstance(place, Field)] == [label]
    party = view.party(link.party)
    assert party is not None
    assert party.name == label


def test_decisions_are_kept_without_words_reasons_and_names(view: View) -> None:
    (statement,) = view.statements()
    assert {one: found.verdict for one, found in verdicts(view).items()} == {statement.id: "right"}
    made = view.judgements()
    assert {(one.user, one.reason, one.words) for one in made} == {("user 1", "", "")}
    assert sorted(one.verdict for one in made) == ["different", "right", "same"]
    different = next(one for one in made if one.verdict == "different")
    assert view.party_of_key(different.right) == view.parties_named("Acme")[0].id
    assert view.party_of_key(different.left) not in {None, ZORBLAT}


@pytest.mark.parametrize("query", ["Zorblat", "Quimby", "Featherby", "Tolliver", "ZZZZZZZZZZZ9"])
def test_a_private_name_is_neither_found_nor_suggested(view: View, query: str) -> None:
    assert [search(view, query, kind, 10) for kind in ("statement", "document", "award")] == [[], [], []]
    assert view.parties_like(query) == []
    assert view.parties_named(query) == []
    assert view.find_ids(query) == []
    assert len(search(view, "Nadella", "document", 10)) == 2


def test_two_copies_have_nothing_in_common_that_stands_for_a_person(
    filled: tuple[Record, list[str]], view: View, tmp_path: Path
) -> None:
    with View.open(masked_copy(filled[0], tmp_path / "again")) as again:
        first, second = ({one.id for one in each.parties() if one.private} for each in (view, again))
        hidden = [{one.artefact for one in each.documents()} for each in (view, again)]
    assert first & second == set()
    assert hidden[0] & hidden[1] == set()


def test_the_numbers_are_drawn(filled: tuple[Record, list[str]], tmp_path: Path) -> None:
    """Of 24 copies not all give the same person the same number: odds below one in eight million."""
    names = set()
    for number in range(24):
        with View.open(masked_copy(filled[0], tmp_path / str(number))) as again:
            names.add(next(again.awards()).latest.recipient)
    assert names == {"a private person (1)", "a private person (2)"}


def test_a_copy_that_still_names_somebody_is_refused_and_removed(
    filled: tuple[Record, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message does not repeat the name."""
    monkeypatch.setattr("onrecord.store.sharing.write_problems", lambda copying: copying.put(
        "problems", [("x", None, "Quimby, Zorblat", "read", "", "damaged", "")]))  # fmt: skip
    with pytest.raises(NamesLeft, match=r"problems, column path") as raised:
        masked_copy(filled[0], tmp_path / "copy")
    assert "Quimby" not in str(raised.value)
    assert not (tmp_path / "copy").exists()


def test_the_check_reads_json_value_by_value(copy: Record) -> None:
    """Two neighbours in a list are no name."""
    with connect(copy, write=False) as db:
        check_copy(db, index_of([("Reads Acme", "x")]))
        with pytest.raises(NamesLeft):
            check_copy(db, index_of([("Satya Nadella", "x")]))


def test_unmasking_needs_a_reason_and_is_noted_before_anything_is_shown(tmp_path: Path) -> None:
    record, _ = fill_sharing(tmp_path / "record")
    one = Unmasking(
        made_at="2026-01-01T00:00:00+00:00", user="ann", reason=" a court asks ", format="jsonl", folder="/out"
    )
    with (
        pytest.raises(UserError, match="needs a reason"),
        shared_view(record, Unmasking(**(_values(one) | {"reason": " "}))),
    ):
        pass
    with shared_view(record, one) as view:
        assert view.party(ZORBLAT) is not None
        assert [(each.user, each.reason, each.folder) for each in view.unmaskings()] == [
            ("ann", "a court asks", "/out")
        ]
    with shared_view(record) as view:
        assert view.party(ZORBLAT) is None
        folder = view.record.folder
    assert not folder.exists()


def _values(one: Unmasking) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("made_at", "user", "reason", "format", "folder")}


def test_numbers_of_registers_are_no_words_of_the_copy(view: View) -> None:
    for table in ("actions", "subawards", "parties", "mentions", "links"):
        for row in view.db.execute(f"SELECT * FROM {table}"):
            assert not [value for _, value in NUMBERS if value in str(tuple(row))]


def _people(record: Record, names: dict[str, tuple[str, bool]]) -> None:
    """Make a party of the first mention of a name in each document: party id to `(name, is it private)`."""
    with Writer(record) as writer:
        documents = [add_document(writer, text, f"{number}.txt") for number, (text, _) in enumerate(names.values())]
        with writer.transaction():
            mentions = []
            for one, (text, _) in zip(documents, names.values(), strict=True):
                name = " ".join(text.split()[:2])
                mentions.append(Mention(name=name, kind="person", rule="test", span=words(one, name)))
                writer.put_extraction(Extraction(document=one.id, mentions=(mentions[-1],)), "test/1")
            parties = tuple(
                Party(id=PartyId(party), name=mention.name, kind="person", private=private,
                      aliases=(Alias(name=mention.name, basis="text"),), public_role=None if private else "senator")
                for (party, (_, private)), mention in zip(names.items(), mentions, strict=True)
            )  # fmt: skip
            namings = tuple(
                Naming(mention=mention.id, party=one.id, rule="test")
                for one, mention in zip(parties, mentions, strict=True)
            )
            writer.put_resolution(Resolution(parties=parties, namings=namings, speakers=(), relations=()), [])


def test_a_name_that_somebody_public_bears_too_is_masked_in_the_documents_of_the_private_one(
    record: Record, tmp_path: Path
) -> None:
    """A third document says of neither, and keeps it; a surname alone stands for the public one where both are named."""
    _people(
        record,
        {
            "p1": ("Walda Orrin taught here. Orrin left. WALDA ORRIN", True),
            "p2": ("Walda Orrin ruled here. Orrin left.", False),
            "p3": ("Zorblat Quimby met Walda Orrin.", True),
        },
    )
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        first, second, third = (one.text for one in view.documents())
    assert (
        re.sub(r"\(\d\)", "(N)", first)
        == "a private person (N) taught here. a private person (N) left. a private person (N)"
    )
    assert second == "Walda Orrin ruled here. Orrin left."
    assert re.sub(r"\(\d\)", "(N)", third) == "a private person (N) met Walda Orrin."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("يوسف الحداد said no. \u202bالحداد\u202c left.", ["يوسف", "الحداد"]),
        ("王 小明 said no, 小明 said.", ["小明"]),
        ("Ｚｏｒｂｌａｔ Ｑｕｉｍｂｙ said. Zorblat Quimby", ["Quimby", "Ｑｕｉｍｂｙ"]),
        ("Zor\u200bblat Quim\u00adby said. Zorblat\u2060 Quimby \x00 QUIMBY", ["Quim", "QUIM", "blat"]),
        ("Żółć Çağatay said. ŻÓŁĆ ÇAĞATAY, C\u0327ag\u0306atay", ["atay", "ATAY", "Żółć"]),
        ("Zorblat Quimby " * 5_000, ["Zorblat", "Quimby"]),
    ],
    ids=["right to left", "without capitals", "wide letters", "marks without width", "accents", "ten thousand words"],
)
def test_names_in_other_scripts_and_with_strange_marks_are_masked(
    record: Record, tmp_path: Path, text: str, left: list[str]
) -> None:
    _people(record, {"p1": (text, True)})
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,) = view.documents()
        check_document(document)
        (mention,) = view.mentions(document.id)
    assert mention.name == "a private person (1)"
    assert [one for one in left if one in document.text] == []


def test_an_empty_record_and_an_empty_text_are_copied(record: Record, tmp_path: Path) -> None:
    with View.open(masked_copy(record, tmp_path / "empty")) as view:
        assert set(view.counts().values()) == {0}
    with Writer(record) as writer:
        add_document(writer, "")
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        assert [one.text for one in view.documents()] == [""]


def test_every_table_is_written_or_left_out_on_purpose(copy: Record) -> None:
    """A table that is added later is left out until somebody decides: it may hold names."""
    written = {
        "artefacts", "origins", "work", "documents", "statements", "mentions", "amounts", "whens", "supplies", "sheets", "layouts",
        "actions", "awards", "subawards", "authorisations", "parties", "places", "aliases", "namings", "speakers", "relations",
        "links", "echoes", "echo_members", "tensions", "judgements", "problems",
        "copies", "credits", "positions", "threads", "thread_statements", "award_matches", "revisions",
        "thread_lines", "echo_groups", "echo_lines", "echo_kinds", "copy_groups", "copy_lines", "party_counts",
        "days_said", "days_done", "documents_naming",
    }  # fmt: skip
    left_out = {
        "fetches",
        "reviews",
        "party_references",
        "redirects",
        "unmaskings",
        "edges",
        "corrected",
        "judged_statements",
        "tokens",
        "fingerprints",
        "pairs",
        "sightings",
    }
    with connect(copy, write=False) as db:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        tables = {row[0] for row in db.execute(query) if "_words" not in row[0]}
        assert tables == written | left_out
        assert [name for name in sorted(left_out) if db.execute(f"SELECT 1 FROM {name}").fetchone()] == []


def _said(record: Record, text: str, source: str, *mentions: tuple[str, str]) -> None:
    """Put a document in that has one statement, by a person, and some mentions that nobody has joined to a party."""
    with Writer(record) as writer:
        one = add_document(writer, text)
        statement = Statement(
            document=one.id, form="direct", source=(words(one, source),), cue=(), content=(words(one, "“No.”"),),
            confidence=0.5, extractor="test/1", source_kind="person",
        )  # fmt: skip
        found = tuple(Mention(name=name, kind=kind, rule="test", span=words(one, name)) for name, kind in mentions)  # type: ignore[arg-type]  # kinds
        with writer.transaction():
            writer.put_extraction(Extraction(document=one.id, statements=(statement,), mentions=found), "test/1")
            speaker = Speaker(statement=statement.id, name=source, party=None, rule="nobody found")
            writer.put_resolution(Resolution(parties=(), namings=(), speakers=(speaker,), relations=()), [])


@pytest.mark.parametrize(
    ("text", "source", "mentions", "expected"),
    [
        ("“No.” said Concord resident Whitt Zymms. Zymms left.", "Concord resident Whitt Zymms", (("Concord", "organisation"),),
         "“No.” said Concord resident a private person. a private person left."),
        ("“No.” said Whitt Zymms. Later Zymms left.", "Whitt Zymms", (("Whitt Zymms", "unknown"), ("Zymms", "person")),
         "“No.” said a private person. Later a private person left."),
        ("“No.” said Conservative Principles. Our principles.", "Conservative Principles", (), None),
        ("“No.” said the House Committee.", "the House Committee", (), None),
        ("“No.” said officials of Acme Widgets.", "officials of Acme Widgets", (("Acme Widgets", "company"),), None),
    ],
    ids=["no mention", "a run of capitals", "words", "a body", "a firm"],
)  # fmt: skip
def test_the_name_of_a_speaker_is_masked_though_nobody_is_known_by_it(
    record: Record, tmp_path: Path, text: str, source: str, mentions: tuple[tuple[str, str], ...], expected: str | None
) -> None:
    """With the surname wherever it stands alone in the document; what is no name of a person stays."""
    _said(record, text, source, *mentions)
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,) = view.documents()
        (statement,) = view.statements()
        speaker = view.speakers([statement.id])[statement.id]
    assert document.text == (expected or text)
    assert speaker.name == statement.source[0].text


OTHERS = "A friend of Sean O'Brienx wrote: O’Brienx, Sean; SEAN OBRIENX; Sean O'Bri-\nenx. https://x.example/se%C3%A1n-o%27brienx/1 ends"


def test_a_whole_name_is_masked_in_documents_that_are_not_known_to_name_its_bearer(
    record: Record, tmp_path: Path
) -> None:
    """In all spellings, over a line's end, and in addresses whose characters are encoded."""
    _people(record, {"p1": ("Sean O'Brienx left.", True)})
    with Writer(record) as writer:
        add_document(writer, OTHERS, "other.txt")
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        text = [one.text for one in view.documents()][1]
    label = "a private person (1)"
    assert text == f"A friend of {label} wrote: {label}; {label}; {label}. {label} ends"


def test_a_folder_named_after_somebody_is_masked_for_all_that_lies_in_it(record: Record, tmp_path: Path) -> None:
    """Also for documents that name nobody, for files that were not read, and in what is said of those."""
    with Writer(record) as writer:
        first = add_document(writer, "Zorblat Quimby left.", "cases/quimby/a.txt")
        add_document(writer, "Nobody is named.", "cases/quimby/b.txt")
        broken = "cases/quimby/broken.pdf"
        mention = Mention(name="Zorblat Quimby", kind="person", rule="test", span=words(first, "Zorblat Quimby"))
        with writer.transaction():
            writer.put_extraction(Extraction(document=first.id, mentions=(mention,)), "test/1")
            problem = Problem(path=broken, stage="read", code="damaged", message=f"{broken}: is cut off")
            writer.put_problems("read", broken, [problem])
    copy = masked_copy(record, tmp_path / "copy")
    with View.open(copy) as view:
        folder = "cases/a private person"
        assert [one.path for one in view.origins()] == [f"{folder}/a.txt", f"{folder}/b.txt"]
        assert [(one.path, one.message) for one in view.problems()] == [
            (f"{folder}/broken.pdf", f"{folder}/broken.pdf: is cut off")
        ]
    assert b"quimby" not in copy.database.read_bytes().lower()


def test_ids_of_awards_and_codes_that_name_a_recipient_are_replaced_wherever_they_stand(
    record: Record, tmp_path: Path
) -> None:
    """By one new id in all tables, that nobody can work out; words of a register's number go with the name."""
    with Writer(record) as writer, writer.transaction():
        table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
        other = add_artefact(writer, b"a,b\n3,4\n", "more.csv")
        one = replace(
            action(table.artefact, award="GRANT_QUIMBY_1"), recipient="QUIMBY, ZORBLAT",
            recipient_identifiers=(("us-uei", "ZZZZZZZZZZZ1"),), transaction="QUIMBY", status="with Zorblat Quimby",
        )  # fmt: skip
        hanging = replace(
            action(other.artefact, award="ORDER_2"),
            parent=AwardId("GRANT_QUIMBY_1"), description="UEI ZZZZZZZZZZZ1", modification="Zorblat Quimby",
        )  # fmt: skip
        for origin, row in ((table, one), (other, hanging)):
            writer.put_reading(origin, Reading(rows=(row_file(row),)), "test/1")
        field = one.field("recipient")
        assert field is not None
        mention = Mention(name="QUIMBY, ZORBLAT", kind="unknown", rule="award recipient", field=field)
        party = Party(
            id=PartyId("p1"), name="QUIMBY, ZORBLAT", kind="unknown", identifiers=one.recipient_identifiers, private=True,
            aliases=(Alias(name="QUIMBY, ZORBLAT", basis="award"),),
        )  # fmt: skip
        naming = Naming(mention=mention.id, party=party.id, rule="test")
        writer.put_resolution(Resolution(parties=(party,), namings=(naming,), speakers=(), relations=()), [mention])
        link = Link(
            award=one.award, party=party.id, role="RECIPIENT", label="DIRECT", evidence=(field,), because="recipient"
        )
        writer.put_connections(Connections(links=(link,), echoes=(), tensions=()))
    copy = masked_copy(record, tmp_path / "copy")
    with View.open(copy) as view:
        first, second = sorted(view.awards(), key=lambda award: award.id != "ORDER_2", reverse=True)
        assert re.fullmatch(r"award-[0-9a-f]{32}", first.id)
        assert [link.award for link in view.links()] == [first.id]
        assert second.latest.parent == first.id
        assert second.latest.description == "UEI a private person (1)"
    held = copy.database.read_bytes().lower()
    assert [name for name in (b"quimby", b"zzzzzzzzzzz1", other.artefact.encode()) if name in held] == []


def test_a_name_that_only_the_text_gives_somebody_is_masked_and_pronouns_are_not_told(
    record: Record, tmp_path: Path
) -> None:
    """`Flooz` is defined by the text; `Orrin` may be either of two, one of whom is private."""
    _people(record, {"p1": ("Walda Orrin is “Flooz”. Flooz and Orrin fell. She rose.", True)})
    with View.open(record) as view:
        (one,), (party,) = view.documents(), view.parties()
        mentions = view.mentions(one.id)
    references = (
        PartyReference(span=words(one, "Flooz"), form="name", party=party.id, rule="defined"),
        PartyReference(span=words(one, "Orrin fell"), form="name", party=None, rule="several", candidates=(party.id,)),
        PartyReference(span=words(one, "She"), form="pronoun", party=party.id, rule="pronoun"),
    )
    naming = Naming(mention=mentions[0].id, party=party.id, rule="test")
    found = Resolution(parties=(party,), namings=(naming,), speakers=(), relations=(), references=references)
    with Writer(record) as writer, writer.transaction():
        writer.put_resolution(found, [])
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,) = view.documents()
        assert view.references(document.id) == []
    label = "a private person (1)"
    assert document.text == f"{label} is “{label}”. {label} and a private person. She rose."


def test_a_heading_that_was_taken_for_somebody_does_not_stop_a_copy(record: Record, tmp_path: Path) -> None:
    """A register's column is called so too; what is onrecord's own names nobody."""
    _people(record, {"p1": ("Recipient Name of a form.", True)})
    with Writer(record) as writer, writer.transaction():
        table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
        one = action(table.artefact)
        one = replace(one, places=places_of("row=1;column=", [("x", "row=1;column=recipient_name", "ACME CORP")]))
        writer.put_reading(table, Reading(rows=(row_file(one),)), "test/1")
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,), (award,) = view.documents(), view.awards()
        assert document.text == "a private person (1) of a form."
        assert award.latest.fields[0][1].pointer == "row=1;column=recipient_name"


def test_decisions_on_tensions_and_echoes_are_kept(tmp_path: Path) -> None:
    """They are named by what they are of, which the copy has under other names."""
    record, _ = fill_sharing(tmp_path / "record")
    with View.open(record) as view:
        (tension,), (echo,) = tension_keys(view).values(), echo_keys(view).values()
        made = view.judgements()[0]
    with Writer(record) as writer:
        writer.judge(*(replace(made, left=one, right="", verdict="wrong", user="bo") for one in (tension, echo)))
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (shown,) = view.tensions()
        assert {one: found.verdict for one, found in tension_verdicts(view).items()} == {shown.id: "wrong"}
        left = {one.left for one in view.judgements() if one.verdict == "wrong"}
        assert left == {*tension_keys(view).values(), *echo_keys(view).values()}
        assert left.isdisjoint({tension, echo})


def test_a_refusal_says_what_can_be_done_meanwhile(copy: Record) -> None:
    with connect(copy, write=False) as db, pytest.raises(NamesLeft, match=r"onrecord serve RECORD .* --unmask REASON"):
        check_copy(db, index_of([("Satya Nadella", "x")]))


@pytest.mark.parametrize("kind", ["person", "unknown"])
@pytest.mark.parametrize("also_known", [True, False])
def test_a_name_of_somebody_that_was_taken_for_a_bodys_is_masked_and_the_taking_is_not_told(
    record: Record,
    tmp_path: Path,
    kind: MentionKind,
    also_known: bool,  # noqa: FBT001  # a case
) -> None:
    """As a decision on a single mention leaves it: the body does not go by the name (resolve/registry.py)."""
    texts = ("Whitt Zymms baked. Acme Widgets ate. Whitt Zymms left.", "WHITT ZYMMS rows.")
    acme, whitt = PartyId("e" * 32), PartyId("f" * 32)
    with Writer(record) as writer:
        first, second = (add_document(writer, text, f"{number}.txt") for number, text in enumerate(texts))
        taken = Mention(name="Whitt Zymms", kind=kind, rule="test", span=words(first, "Whitt Zymms"))
        body = Mention(name="Acme Widgets", kind="company", rule="test", span=words(first, "Acme Widgets"))
        other = Mention(name="WHITT ZYMMS", kind="person", rule="test", span=words(second, "WHITT ZYMMS"))
        namings = [(taken, acme), (body, acme)] + [(other, whitt)] * also_known
        people = (Party(id=whitt, name="Whitt Zymms", kind="person", private=True),) * also_known
        firm = Party(id=acme, name="Acme Widgets", kind="company", aliases=(Alias(name="Acme Widgets", basis="text"),))
        with writer.transaction():
            writer.put_extraction(Extraction(document=first.id, mentions=(taken, body)), "test/1")
            writer.put_extraction(Extraction(document=second.id, mentions=(other,)), "test/1")
            named = tuple(Naming(mention=one.id, party=party, rule="a person's decision") for one, party in namings)
            writer.put_resolution(
                Resolution(parties=(firm, *people), namings=named, speakers=(), relations=(),
                           places=((("org:acme widgets", None), acme),)), []
            )  # fmt: skip
        key = f"mention:{first.id}:whitt zymms"
        made = {"user": "ann", "made_at": "2026-01-01T00:00:00+00:00", "reason": ""}
        writer.judge(Judgement(left=key, right=party_key(("org:acme widgets", None)), verdict="same", **made))
    copy = masked_copy(record, tmp_path / "copy")
    with View.open(copy) as view:
        assert [one.text.replace(" (1)", "") for one in view.documents()] == [
            "a private person baked. Acme Widgets ate. a private person left.",
            "a private person rows.",
        ]
        assert [one.name for one in view.parties() if one.kind == "company"] == ["Acme Widgets"]
        assert [row[0] for row in view.db.execute("SELECT name FROM aliases") if "private" not in row[0]] == [
            "Acme Widgets"
        ]
        query = "SELECT m.name FROM namings n JOIN mentions m ON m.id = n.mention WHERE n.party = ?"
        assert [row[0] for row in view.db.execute(query, (acme,))] == ["Acme Widgets"]
        assert view.judgements() == []
    assert b"zymms" not in copy.database.read_bytes().lower()


def test_a_name_taken_for_a_bodys_that_it_goes_by_elsewhere_stays(record: Record, tmp_path: Path) -> None:
    """The extractor took the firm's name for a person's once; the record knows the firm by it from another text."""
    acme = PartyId("e" * 32)
    with Writer(record) as writer:
        made = add_document(writer, "Willa Fargoe lends. Ask Willa Fargoe.")
        taken = Mention(name="Willa Fargoe", kind="person", rule="test", span=words(made, "Willa Fargoe"))
        alias = Alias(name="Willa Fargoe", basis="text")
        with writer.transaction():
            writer.put_extraction(Extraction(document=made.id, mentions=(taken,)), "test/1")
            party = Party(id=acme, name="Fargoe Bank", kind="company", aliases=(alias,))
            naming = Naming(mention=taken.id, party=acme, rule="a person's decision")
            writer.put_resolution(Resolution(parties=(party,), namings=(naming,), speakers=(), relations=()), [])
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        assert [one.text for one in view.documents()] == ["Willa Fargoe lends. Ask Willa Fargoe."]


@pytest.mark.parametrize("is_open", [True, False])
def test_namesakes_in_one_document_do_not_tell_each_others_name(record: Record, tmp_path: Path, is_open: bool) -> None:  # noqa: FBT001  # a case
    """Masked is masked: no mention and no speaker of the document leads from what stands there to the public namesake."""
    text = "Walda Orrin taught. Senator Walda Orrin ruled. “No.” said Walda Orrin of both."
    private, public = PartyId("e" * 32), PartyId("f" * 32)
    with Writer(record) as writer:
        one, other = add_document(writer, text), add_document(writer, "Walda Orrin ruled on.", "b.txt")
        spans = [words(one, "Walda Orrin"), _after(one, "Senator ", "Walda Orrin"), _after(one, "said ", "Walda Orrin")]
        found = tuple(Mention(name="Walda Orrin", kind="person", rule="test", span=each) for each in spans)
        elsewhere = Mention(name="Walda Orrin", kind="person", rule="test", span=words(other, "Walda Orrin"))
        statement = Statement(
            document=one.id, form="direct", source=(_after(one, "said ", "Walda Orrin of both"),), cue=(),
            content=(words(one, "“No.”"),), confidence=0.5, extractor="test/1", source_kind="person",
        )  # fmt: skip
        alias = (Alias(name="Walda Orrin", basis="text"),)
        parties = (
            Party(id=private, name="Walda Orrin", kind="person", aliases=alias, private=True),
            Party(id=public, name="Walda Orrin", kind="person", aliases=alias, public_role="senator"),
        )
        named = [(found[0], private), (found[1], public), (elsewhere, public)]
        speaker = Speaker(statement=statement.id, name="Walda Orrin of both", party=None if is_open else public,
                          rule="test", candidates=(private, public) if is_open else ())  # fmt: skip
        with writer.transaction():
            writer.put_extraction(Extraction(document=one.id, statements=(statement,), mentions=found), "test/1")
            writer.put_extraction(Extraction(document=other.id, mentions=(elsewhere,)), "test/1")
            namings = tuple(Naming(mention=mention.id, party=party, rule="test") for mention, party in named)
            resolution = Resolution(parties=parties, namings=namings, speakers=(speaker,), relations=())
            writer.put_resolution(resolution, [])
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        first, second = view.documents()
        assert "Orrin" not in first.text
        assert second.text == "Walda Orrin ruled on."
        assert [mention.name for mention in view.mentions(first.id) if "Orrin" in mention.name] == []
        assert public not in {naming.party for naming in view.namings(first.id).values()}
        assert {naming.party for naming in view.namings(second.id).values()} == {public}
        (said,) = view.speakers([each.id for each in view.statements()]).values()
        assert "Orrin" not in said.name
        assert public not in {said.party, *said.candidates}


def _after(one: Document, before: str, part: str) -> Span:
    start = one.text.index(before + part) + len(before)
    return cut(one.id, one.text, start, start + len(part))


BODY_NAMES = [
    ("Law Offices of Whitt Zymms", "Law Offices of a private person (1)"),
    ("Law Offices of Whitt Q. Zymms", "Law Offices of a private person (1)"),
    ("Bakery of Whitt Zymms and Sons", "Bakery of a private person (1) and Sons"),
    ("Whitt Zymms, Quimby & Partners LLP", "Whitt Zymms, Quimby & Partners LLP"),
    ("Zymms, Whitt, Construction Company", "Zymms, Whitt, Construction Company"),
    ("WHITT ZYMMS, DDS, INC", "WHITT ZYMMS, DDS, INC"),
    ("Whitt Zymms Construction Inc", "Whitt Zymms Construction Inc"),
]
"""As recorded, and as the copy has them: `of` may tie a person to anything (`Mother of`), so nothing with it is left."""


@pytest.mark.parametrize(("name", "expected"), BODY_NAMES)
def test_a_recorded_name_of_a_body_that_holds_a_private_persons_is_one_name_wherever_it_stands(
    record: Record, tmp_path: Path, name: str, expected: str
) -> None:
    """It stands whole everywhere or is masked everywhere, as a party, an alias, a mention, in the text and in the search index."""
    firm, whitt = PartyId("e" * 32), PartyId("f" * 32)
    with Writer(record) as writer:
        one = add_document(writer, f"{name} won. Whitt Zymms left.")
        body = Mention(name=name, kind="company", rule="test", span=words(one, name))
        man = Mention(name="Whitt Zymms", kind="person", rule="test", span=_after(one, "won. ", "Whitt Zymms"))
        parties = (
            Party(id=firm, name=name, kind="company", aliases=(Alias(name=name, basis="text"),)),
            Party(id=whitt, name="Whitt Zymms", kind="person", private=True),
        )
        with writer.transaction():
            writer.put_extraction(Extraction(document=one.id, mentions=(body, man)), "test/1")
            namings = tuple(
                Naming(mention=mention.id, party=party, rule="test") for mention, party in ((body, firm), (man, whitt))
            )
            places = ((("org:" + " ".join(name.lower().split()), None), firm),)
            writer.put_resolution(
                Resolution(parties=parties, namings=namings, speakers=(), relations=(), places=places), []
            )
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        (document,) = view.documents()
        assert document.text.endswith("won. a private person (1) left.")
        shown = document.text.removesuffix(" won. a private person (1) left.")
        (party,) = (each for each in view.parties() if each.kind == "company")
        (mention,) = (each for each in view.mentions(document.id) if each.kind == "company")
        assert {party.name, mention.name, *(each.name for each in party.aliases)} == {shown}
        assert shown == expected
