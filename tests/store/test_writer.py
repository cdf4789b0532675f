"""Writing: spans that hold, whole transactions, replacing, cascading, and what is still to do."""

import sqlite3
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.errors import AnchorError, UserError
from onrecord.model.evidence import Document, Line, Origin, Segment, Span
from onrecord.model.ids import AwardId
from onrecord.model.meeting import Connections
from onrecord.model.party import Resolution
from onrecord.model.problem import Problem
from onrecord.model.reading import Child, Reading
from onrecord.model.statement import Extraction
from onrecord.store import Record, View, Writer, search
from onrecord.store.rows import Labelled
from onrecord.store.writer import check_document
from store.record_values import (
    EXTRACT,
    READ,
    TEXT,
    action,
    add_artefact,
    add_document,
    connections,
    document,
    extraction,
    fill,
    judgement,
    named,
    other_document,
    resolution,
    statement,
    words,
)
from tables_read import row_file


def rows(record: Record) -> dict[str, int]:
    """Count the rows of every table."""
    with View.open(record) as view:
        tables = [
            row[0]
            for row in view.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
        ]
        return {
            table: view.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
            if "_words_" not in table
        }


def moved(span: Span) -> Span:
    """Say the same words one place further on."""
    return replace(span, start=span.start + 1, end=span.end + 1)


def wrong_extractions(one: Document) -> dict[str, Extraction]:
    """Make extractions with one wrong span each, in every place that can hold one."""
    right = extraction(one)
    said, supply, amount, when = right.statements[0], right.supplies[0], right.amounts[0], right.whens[0]
    mention = right.mentions[0]
    assert mention.span
    assert mention.role
    assert supply.supplier
    assert supply.customer
    return {
        "content": replace(right, statements=(replace(said, content=(moved(said.content[0]),)),)),
        "source": replace(right, statements=(replace(said, source=(moved(said.source[0]),)),)),
        "cue": replace(right, statements=(replace(said, cue=(moved(said.cue[0]),)),)),
        "via": replace(right, statements=(replace(said, via=(moved(said.cue[0]),)),)),
        "mention": replace(right, mentions=(replace(mention, span=moved(mention.span)),)),
        "role": replace(right, mentions=(replace(mention, role=moved(mention.role)),)),
        "amount": replace(right, amounts=(replace(amount, span=moved(amount.span)),)),
        "when": replace(right, whens=(replace(when, span=moved(when.span)),)),
        "supplier": replace(right, supplies=(replace(supply, supplier=moved(supply.supplier)),)),
        "customer": replace(right, supplies=(replace(supply, customer=moved(supply.customer)),)),
        "product": replace(right, supplies=(replace(supply, product=moved(supply.customer)),)),
        "evidence": replace(
            right,
            supplies=(replace(supply, evidence=replace(supply.evidence, start=0, end=len(supply.evidence.text))),),
        ),
        "amount of supply": replace(
            right, supplies=(replace(supply, amount=replace(amount, span=moved(amount.span))),)
        ),
        "another document": replace(
            right, statements=(replace(said, content=(replace(said.content[0], document=other_document(one).id),)),)
        ),
        "beyond the end": replace(
            right,
            whens=(
                replace(when, span=Span(document=one.id, start=len(one.text) - 1, end=len(one.text) + 1, text=".x")),
            ),
        ),
    }


@pytest.mark.parametrize("place", list(wrong_extractions(document(named(TEXT)))))
def test_a_wrong_span_is_refused_wherever_it_stands(record: Record, place: str) -> None:
    """And nothing of its transaction stays: not the problem noted before it, not the document read in it."""
    with Writer(record) as writer:
        one = add_document(writer)
        before = rows(record)
        with pytest.raises(AnchorError), writer.transaction():  # noqa: PT012  # all of the transaction is lost
            add_artefact(writer, b"more", "more.txt")
            writer.put_problems("extract", one.id, [Problem(path="a", stage="extract", code="empty", message="a: b")])
            writer.put_extraction(wrong_extractions(one)[place], EXTRACT)
        assert rows(record) == before
        assert writer.unextracted(EXTRACT) == [one.id]
        with writer.transaction():
            writer.put_extraction(extraction(one), EXTRACT)
        assert writer.unextracted(EXTRACT) == []


def test_a_wrong_span_of_a_relation_or_an_echo_is_refused(record: Record) -> None:
    """Also where a whole stage is replaced: the old rows stay."""
    with Writer(record) as writer:
        first, second, spending = fill(writer)
        before = rows(record)
        found, in_table = resolution(first, spending)
        evidence = words(first, "of Acme")
        wrong = replace(found.relations[0], evidence=moved(evidence))
        with pytest.raises(AnchorError), writer.transaction():
            writer.put_resolution(replace(found, relations=(wrong,)), [in_table])
        joined = connections(first, second, spending)
        one, other = joined.echoes[0].members
        echo = replace(joined.echoes[0], members=(one, replace(other, span=moved(other.span))))
        with pytest.raises(AnchorError), writer.transaction():
            writer.put_connections(replace(joined, echoes=(echo,)))
        shown = replace(joined.links[0], evidence=(moved(evidence),))
        with pytest.raises(AnchorError), writer.transaction():
            writer.put_connections(replace(joined, links=(shown,)))
        unknown = replace(other, span=replace(other.span, document=other_document(first).id))
        with pytest.raises(AnchorError), writer.transaction():
            writer.put_connections(replace(joined, echoes=(replace(joined.echoes[0], members=(one, unknown)),)))
        assert rows(record) == before


def test_a_transaction_is_kept_or_lost_as_a_whole(record: Record) -> None:
    """Any exception, a keyboard interrupt included, loses it; the writer can go on."""
    with Writer(record) as writer:
        for kind in (RuntimeError, KeyboardInterrupt):
            with pytest.raises(kind), writer.transaction():  # noqa: PT012  # all of the transaction is lost
                add_artefact(writer, b"words")
                raise kind
        assert rows(record)["artefacts"] == 0
        add_document(writer)
    assert rows(record)["artefacts"] == 1


def test_a_failing_statement_is_what_is_reported(record: Record) -> None:
    """Not that there was nothing left to roll back."""
    with Writer(record) as writer, pytest.raises(sqlite3.OperationalError, match="no such table"), writer.transaction():  # noqa: PT012  # all of the transaction is lost
        writer._db.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
        writer._db.execute("SELECT * FROM none")


def test_trouble_of_the_machine_is_said_in_the_users_words(record: Record) -> None:
    """Also when it is met in the middle of writing."""
    with pytest.raises(UserError, match="make room"), Writer(record) as writer, writer.transaction():  # noqa: PT012  # all of the transaction is lost
        (pages,) = writer._db.execute("PRAGMA page_count").fetchone()
        writer._db.execute(f"PRAGMA max_page_count = {pages + 1}")  # SQLite's own way of a full disk
        one = add_artefact(writer, b"x")
        writer.put_reading(one, Reading(documents=(document(one.artefact, "words " * 100_000),)), READ)
    assert rows(record)["artefacts"] == 0


GOOD = document(named(TEXT))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (replace(GOOD, segments=()), "source map ends at 0"),
        (replace(GOOD, segments=(Segment(start=1, end=len(TEXT), part="", source_start=1, source_end=2),)), "gap at 0"),
        (
            replace(
                GOOD,
                segments=(
                    Segment(start=0, end=5, part="", source_start=0, source_end=5),
                    Segment(start=4, end=len(TEXT), part="", source_start=4, source_end=9),
                ),
            ),
            "gap at 5",
        ),
        (
            replace(
                GOOD,
                segments=(
                    *GOOD.segments,
                    Segment(start=len(TEXT), end=len(TEXT) + 1, part="", source_start=0, source_end=1),
                ),
            ),
            "source map ends",
        ),
        (
            replace(GOOD, segments=(Segment(start=0, end=len(TEXT), part="", source_start=5, source_end=4),)),
            "points backwards",
        ),
        (
            replace(GOOD, segments=(Segment(start=0, end=len(TEXT), part="", source_start=-1, source_end=4),)),
            "points backwards",
        ),
        (replace(GOOD, lines=()), "do not end with the text"),
        (replace(GOOD, lines=GOOD.lines[1:]), "leave out characters at 0"),
        (replace(GOOD, lines=GOOD.lines[:-1]), "do not end with the text"),
        (replace(GOOD, lines=(GOOD.lines[0], *GOOD.lines)), "overlap"),
        (replace(GOOD, lines=GOOD.lines[::-1]), "overlap"),
        (replace(GOOD, lines=(Line(start=0, end=len(TEXT) + 1, label="body", rule="x"),)), "do not end with the text"),
        (replace(GOOD, lines=(Line(start=3, end=2, label="body", rule="x"),)), "overlap"),
    ],
)
def test_a_document_that_is_not_whole_is_refused(record: Record, wrong: Document, message: str) -> None:
    """Lines hold every character, segments map every character; nothing of the reading is kept otherwise."""
    with pytest.raises(AnchorError, match=message):
        check_document(wrong)
    with Writer(record) as writer, pytest.raises(AnchorError, match=message), writer.transaction():
        writer.put_reading(add_artefact(writer, TEXT.encode()), Reading(documents=(wrong,)), READ)
    assert rows(record)["documents"] == 0


def test_whole_documents_are_taken() -> None:
    """Also an empty one, and one with blank lines between its lines."""
    check_document(GOOD)
    check_document(document(GOOD.artefact, ""))
    check_document(document(GOOD.artefact, "a\n\n \nb\n"))


def test_reading_again_replaces(record: Record) -> None:
    """The new documents stand, the old ones are gone with all that was found in them, and are to be extracted again."""
    with Writer(record) as writer:
        first, second, _ = fill(writer)
        one = replace(first, text="Short.", lines=(Line(start=0, end=6, label="body", rule="test"),))
        one = replace(one, segments=(Segment(start=0, end=6, part="", source_start=0, source_end=6),))
        with writer.transaction():
            origin = _origin(record, first)
            writer.put_reading(origin, Reading(documents=(one,)), "test/2")
        assert writer.unextracted(EXTRACT) == [first.id]
    with View.open(record) as view:
        assert view.text(first.id) == "Short."
        assert [said.document for said in view.statements()] == [second.id]
        assert view.mentions(first.id) == []
        assert [hit.id for hit in search.search(view, "Agency", "document", 9)] == [second.id]
        assert [hit.id for hit in search.search(view, "short", "document", 9)] == [first.id]
        assert view.damage() == []


def _origin(record: Record, one: Document) -> Origin:
    with View.open(record) as view:
        return next(view.origins(one.artefact))


def test_reading_again_without_documents_takes_them_away(record: Record) -> None:
    """A reader that now fails leaves a problem, not last year's text."""
    with Writer(record) as writer:
        one = add_document(writer)
        origin = _origin(record, one)
        problem = Problem(artefact=one.artefact, path="a.txt", stage="read", code="damaged", message="a.txt: cut off")
        with writer.transaction():
            writer.put_reading(origin, Reading(problems=(problem,)), "test/2")
    with View.open(record) as view:
        assert view.counts()["documents"] == 0
        assert view.problems() == [problem]


def _found_inside(writer: Writer, box: Origin, folder: Path, *contents: bytes, version: str = READ) -> list[Origin]:
    """Read a box in which there are some files, each named by its place."""
    children = []
    for number, content in enumerate(contents, 1):
        path = folder / f"{number}"
        path.write_bytes(content)
        children.append(Child(part=f"member={number}", name=f"{number}.txt", path=path))
    writer.put_reading(box, Reading(children=tuple(children)), version)
    return [one.origin(box, named(content.decode())) for one, content in zip(children, contents, strict=True)]


def _places(record: Record) -> list[str]:
    with View.open(record) as view:
        return [one.path for one in view.origins()]


def test_a_file_that_is_no_longer_found_inside_is_forgotten(record: Record, tmp_path: Path) -> None:
    """With all that came of it and of what was inside; what is found elsewhere too stays, and its bytes do."""
    with Writer(record) as writer, writer.transaction():
        box = add_artefact(writer, b"box", "box.zip")
        add_artefact(writer, b"two", "two.txt")
        one, _, three = _found_inside(writer, box, tmp_path, b"one", b"two", b"three")
        writer.put_reading(
            one, Reading(documents=(document(one.artefact),), rows=(row_file(action(one.artefact)),)), READ
        )
        (inner,) = _found_inside(writer, three, tmp_path, b"inner")
        writer.put_reading(inner, Reading(documents=(document(inner.artefact),)), READ)
    assert _places(record) == ["box.zip", "two.txt", *(f"box.zip/{n}.txt" for n in (1, 2, 3)), "box.zip/3.txt/1.txt"]
    with Writer(record) as writer, writer.transaction():
        assert writer.unread(READ) != []
        _found_inside(writer, box, tmp_path, b"four", version="later")
    assert _places(record) == ["box.zip", "two.txt", "box.zip/1.txt"]
    found = rows(record)
    assert {name: found[name] for name in ("artefacts", "documents", "actions", "awards")} == {
        "artefacts": 3,
        "documents": 0,
        "actions": 0,
        "awards": 0,
    }
    assert record.evidence.digest(one.artefact) == one.artefact


def test_a_reading_of_nothing_but_problems_takes_nothing_away(record: Record, tmp_path: Path) -> None:
    """A worker that was killed says nothing of what is inside."""
    with Writer(record) as writer, writer.transaction():
        box = add_artefact(writer, b"box", "box.zip")
        _found_inside(writer, box, tmp_path, b"one")
        trouble = Problem(path="box.zip", stage="read", code="engine_died", message="box.zip: died")
        writer.put_reading(box, Reading(problems=(trouble,)), "later")
    assert _places(record) == ["box.zip", "box.zip/1.txt"]


def test_of_two_places_the_one_in_fewer_containers_speaks(record: Record, tmp_path: Path) -> None:
    """A box too deep to be opened is opened once it is added by itself."""
    with Writer(record) as writer, writer.transaction():
        box = add_artefact(writer, b"box", "box.zip")
        (inner,) = _found_inside(writer, box, tmp_path, b"inner")
        writer.put_reading(inner, Reading(), READ)
        assert writer.unread(READ) == []
        add_artefact(writer, b"inner", "inner.zip")
        assert [(one.path, one.depth) for one in writer.unread(READ)] == [("inner.zip", 0)]
    with View.open(record) as view:
        assert [one.path for one in view.origins(inner.artefact)] == ["inner.zip", "box.zip/1.txt"]


def test_reading_again_replaces_problems(record: Record) -> None:
    """A reader that now succeeds leaves no old problem behind."""
    with Writer(record) as writer:
        with writer.transaction():
            origin = add_artefact(writer, TEXT.encode())
            problem = Problem(artefact=origin.artefact, path="a.txt", stage="read", code="damaged", message="a.txt: x")
            writer.put_reading(origin, Reading(problems=(problem,)), READ)
        with writer.transaction():
            writer.put_reading(origin, Reading(documents=(document(origin.artefact),)), "test/2")
    assert rows(record)["problems"] == 0


def test_extracting_again_replaces(record: Record) -> None:
    """What the new version does not find any more is gone."""
    with Writer(record) as writer:
        one = add_document(writer)
        with writer.transaction():
            writer.put_extraction(extraction(one), EXTRACT)
        with writer.transaction():
            writer.put_extraction(Extraction(document=one.id), "test/2")
    assert {table: count for table, count in rows(record).items() if count} == {
        "artefacts": 1,
        "origins": 1,
        "documents": 1,
        "sightings": 1,
        "work": 2,
    }


def test_other_labels_take_away_what_was_read_by_the_old_ones(record: Record) -> None:
    """A build killed before the document is extracted anew leaves nothing half true."""
    with Writer(record) as writer:
        one, _, _ = fill(writer)
    with Writer(record) as writer, writer.transaction():
        labelled = Labelled(one.id, one.text, one.lines, one.lines)
        writer.relabel(labelled, tuple(replace(line, label="furniture") for line in one.lines))
        assert one.id in writer.unextracted(EXTRACT)
    with View.open(record) as view:
        found = view.document(one.id)
        assert found is not None
        assert {line.label for line in found.lines} == {"furniture"}
        assert [list(view.statements(one.id)), list(view.amounts(one.id)), list(view.whens(one.id))] == [[], [], []]


def test_an_award_is_derived_from_all_actions_held(record: Record) -> None:
    """Of every file; when one is read again, the award follows, and without any action it is gone."""
    award = AwardId("CONT_AWD_1")
    with Writer(record) as writer:
        with writer.transaction():
            early = add_artefact(writer, b"early", "early.csv")
            late = add_artefact(writer, b"late", "late.csv")
            writer.put_reading(
                late, Reading(rows=(row_file(action(late.artefact, row=7, acted_on="2019-01-01")),)), READ
            )
            writer.put_reading(
                early, Reading(rows=(row_file(action(early.artefact, row=1), action(early.artefact, row=2)),)), READ
            )
        assert _award(record, award) == (3, "P00007", "300.30")
        with writer.transaction():
            writer.put_reading(
                late, Reading(rows=(row_file(action(late.artefact, row=7, award="CONT_AWD_2")),)), "test/2"
            )
        assert _award(record, award) == (2, "P00002", "200.20")
        with writer.transaction():
            writer.put_reading(early, Reading(), "test/2")
        assert _award(record, award) is None
        assert _award(record, AwardId("CONT_AWD_2")) == (1, "P00007", "100.10")
    with View.open(record) as view:
        assert [hit.id for hit in search.search(view, "licences", "award", 9)] == ["CONT_AWD_2"]


def _award(record: Record, award: AwardId) -> tuple[int, str, str] | None:
    with View.open(record) as view:
        found = view.award(award)
        if found is None:
            return None
        sums = {one.notion: str(one.amount) for one in found.money}
        return found.actions, found.latest.modification, sums["obligated"]


def test_deleting_an_artefact_takes_along_all_that_came_of_it(record: Record) -> None:
    """And nothing else; its bytes put in again are read again."""
    with Writer(record) as writer:
        first, second, spending = fill(writer)
        with writer.transaction():
            writer._db.execute("DELETE FROM artefacts WHERE id IN (?, ?)", (first.artefact, spending.artefact))
        with View.open(record) as view:
            assert [one.id for one in view.documents()] == [second.id]
            assert {said.document for said in view.statements()} == {second.id}
            assert [*view.awards(), *view.actions(), *view.links()] == []
            assert list(view.field_mentions()) == []
            assert view.speakers([statement(first).id]) == {}
            assert [hit.id for hit in search.search(view, "cloud", "document", 9)] == [second.id]
            assert view.damage() == []
        with writer.transaction():
            again = add_artefact(writer, TEXT.encode())
        assert [origin.artefact for origin in writer.unread(READ)] == [again.artefact]


def test_what_is_unread(record: Record) -> None:
    """What this version has not read, or has read with another sidecar; in the order of collecting."""
    with Writer(record) as writer:
        with writer.transaction():
            first, second = add_artefact(writer, b"1", "1"), add_artefact(writer, b"2", "2")
        assert writer.unread(READ) == [first, second]
        with writer.transaction():
            writer.put_reading(first, Reading(), READ)
        assert writer.unread(READ) == [second]
        assert writer.unread("test/2") == [first, second]
        with writer.transaction():
            changed = add_artefact(writer, b"1", "1", title="T")
        assert writer.unread(READ) == [changed, second]
        with writer.transaction():
            writer.put_reading(changed, Reading(), READ)
            writer.put_reading(second, Reading(), READ)
        assert writer.unread(READ) == []


def test_of_two_places_the_one_with_a_sidecar_speaks(record: Record) -> None:
    """The same bytes twice are one artefact, read once, with what a person wrote beside either copy."""
    with Writer(record) as writer, writer.transaction():
        add_artefact(writer, b"1", "plain")
        said = add_artefact(writer, b"1", "said", title="T")
        add_artefact(writer, b"1", "later", title="U")
        assert writer.unread(READ) == [said]


def test_put_artefact_says_what_is_new(writer: Writer) -> None:
    """New to the record, that is."""
    with writer.transaction():
        assert writer.put_artefact(BytesIO(b"1"))[1] is True
        assert writer.put_artefact(BytesIO(b"1"))[1] is False


def test_work_is_done_for_one_version(writer: Writer) -> None:
    """The latest; another version, stage or input is not done."""
    writer.done("resolve", "record", "v1")
    assert writer.is_done("resolve", "record", "v1")
    assert not writer.is_done("resolve", "record", "v2")
    assert not writer.is_done("connect", "record", "v1")
    writer.done("resolve", "record", "v2")
    assert writer.is_done("resolve", "record", "v2")
    assert not writer.is_done("resolve", "record", "v1")


def test_the_fingerprint_tells_any_change_of_the_stages_asked_for(writer: Writer) -> None:
    """Another input, version or stage changes it; the order of doing and other stages do not."""
    seen = [writer.fingerprint(("read", "extract"))]
    for stage, work_input, version in (
        ("read", "a", "1"),
        ("read", "b", "1"),
        ("read", "b", "2"),
        ("extract", "b", "2"),
    ):
        writer.done(stage, work_input, version)
        seen.append(writer.fingerprint(("read", "extract")))
    assert len(set(seen)) == len(seen)
    writer.done("resolve", "record", "1")
    writer.done("read", "b", "2")
    assert writer.fingerprint(("extract", "read")) == seen[-1]


def test_whatever_a_stage_rewrites_the_stages_behind_it_do_again(record: Record) -> None:
    """Their rows went with the old ones, even if all versions come back to what they were."""
    with Writer(record) as writer:
        first, _, spending = fill(writer)
        assert writer.is_done("resolve", "record", "test/1")
        assert writer.is_done("connect", "record", "test/1")
        found, in_table = resolution(first, spending)
        with writer.transaction():
            writer.put_resolution(found, [in_table])
            writer.done("resolve", "record", "test/1")
        assert writer.is_done("resolve", "record", "test/1")
        assert not writer.is_done("connect", "record", "test/1")
        writer.done("connect", "record", "test/1")
        with writer.transaction():
            writer.put_extraction(extraction(first), EXTRACT)
        assert not writer.is_done("resolve", "record", "test/1")
        assert not writer.is_done("connect", "record", "test/1")
        for stage in ("resolve", "connect"):
            writer.done(stage, "record", "test/1")
        with writer.transaction():
            writer.put_reading(_origin(record, first), Reading(documents=(first,)), READ)
        assert not writer.is_done("resolve", "record", "test/1")
        assert not writer.is_done("connect", "record", "test/1")


def test_resolving_and_connecting_again_replace(record: Record) -> None:
    """Nothing of the last run is left."""
    with Writer(record) as writer:
        fill(writer)
        with writer.transaction():
            writer.put_resolution(Resolution(parties=(), namings=(), speakers=(), relations=()), [])
            writer.put_connections(Connections(links=(), echoes=(), tensions=()))
    left = {table for table, count in rows(record).items() if count}
    assert left == {
        "artefacts",
        "origins",
        "sightings",
        "work",
        "documents",
        "statements",
        "mentions",
        "amounts",
        "whens",
        "supplies",
        "sheets",
        "layouts",
        "actions",
        "awards",
    }


def test_judgements_are_appended_and_stay(record: Record) -> None:
    """The same decision once; no way of SQL changes or takes one away; a re-run does not touch them."""
    with Writer(record) as writer:
        writer.judge(judgement("first"))
        writer.judge(judgement("second"))
        writer.judge(judgement("first"))
        kept = [judgement("first"), judgement("second")]
        for change in ("UPDATE judgements SET verdict = 'wrong'", "DELETE FROM judgements"):
            with pytest.raises(sqlite3.IntegrityError, match="judgements are never"):
                writer._db.execute(change)
        one = judgement("first")
        writer._db.execute("INSERT OR REPLACE INTO judgements VALUES (?, '', '', 'wrong', '', '', '', '')", (one.id,))
        fill(writer)
        with writer.transaction():
            writer._db.execute("DELETE FROM artefacts")
    with View.open(record) as view:
        assert sorted(view.judgements(), key=lambda found: found.reason) == kept


def test_a_decision_is_on_disk_when_judge_returns(record: Record) -> None:
    """With a sync of the disk, unlike other writes, which can be done again."""
    with Writer(record) as writer:
        seen: list[str] = []
        writer._db.set_trace_callback(seen.append)
        writer.judge(judgement())
        writer._db.set_trace_callback(None)
        ours = [
            line.split(" VALUES")[0]
            for line in seen
            if line.startswith(("PRAGMA", "COMMIT")) or "judgements VALUES" in line
        ]
        assert list(dict.fromkeys(line for line in ours if not line.startswith("--"))) == [
            "PRAGMA synchronous = FULL",
            "INSERT OR IGNORE INTO judgements",
            "COMMIT",
            "PRAGMA synchronous = NORMAL",
        ]
        assert tuple(writer._db.execute("PRAGMA synchronous").fetchone()) == (1,)
