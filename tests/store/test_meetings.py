"""What connects comes back as it was put in, is checked against the texts, goes with what it rests on, and is masked."""

import json
from pathlib import Path

import pytest

from onrecord.errors import AnchorError
from onrecord.model.calibration import Calibrated
from onrecord.model.evidence import Document, Field, Span, cut
from onrecord.model.ids import PartyId, StatementId
from onrecord.model.judgement import Judgement
from onrecord.model.lineage import Copy, Credit, Revision
from onrecord.model.meeting import Connections, Echo, EchoMember, Tension
from onrecord.model.pair import Pair
from onrecord.model.party import Party, Resolution
from onrecord.model.statement import Extraction, Statement
from onrecord.model.thread import AwardMatch, Position, Thread, Utterance
from onrecord.store import Record, View, Writer, meetings
from onrecord.store.sharing import masked_copy

from .record_values import add_document

TEXTS = ("Orm Ltd said: “We sell mail to the port.”\n(AP)", "“We sell mail to the port,” Orm Ltd said on Monday.")
PROBABLE = Calibrated(value=0.97, n=120, fitted_on="2026-11-23")
SPEAKER, PORT = PartyId("a" * 32), PartyId("b" * 32)


def _said(document: Document, text: str) -> Statement:
    words, start = "We sell mail to the port", text.index("We sell")
    return Statement(
        document=document.id,
        form="direct",
        source=(cut(document.id, text, text.index("Orm"), text.index("Orm") + 7),),
        cue=(),
        content=(cut(document.id, text, start, start + len(words)),),
        via=(),
        confidence=1.0,
        said_on=None,
        said_on_basis=None,
        extractor="rules",
        source_kind="named",
    )


def _put(record: Record) -> Connections:
    with Writer(record) as writer:
        one, two = (add_document(writer, text, f"{number}.txt") for number, text in enumerate(TEXTS))
        first, second = (_said(document, document.text) for document in (one, two))
        for document, statement in ((one, first), (two, second)):
            writer.put_extraction(Extraction(document=document.id, statements=(statement,)), "x")
        parties = tuple(
            Party(id=party, name=name, kind="company") for party, name in ((SPEAKER, "Orm"), (PORT, "Port"))
        )
        writer.put_resolution(Resolution(parties=parties, namings=(), speakers=(), relations=()), ())
        left, right = first.content[0], second.content[0]
        position = Position(statement=first.id, kind="affirm", words=left, rule="present")
        wire = Span(document=one.id, start=len(TEXTS[0]) - 4, end=len(TEXTS[0]), text="(AP)")
        name = cut(one.id, TEXTS[0], wire.start + 1, wire.end - 1)
        writer.put_met(one.id, b"\x01", [Credit(kind="wire", name=name, evidence=wire, method="x/1")], [position])
        writer.put_met(two.id, b"\x02", [], [])
        copy = Copy(
            kind="part", document=two.id, of=one.id, ordered=False, containment=0.4, passages=((right, left),),
            method="lineage/1", because="one passage is the same", probability=PROBABLE,
        )  # fmt: skip
        writer.put_pairs([Pair(left=one.id, right=two.id, alignments=(), copy=copy)])
        members = tuple(EchoMember(span=s.content[0], statement=s.id, speaker=SPEAKER) for s in (first, second))
        field = Field(artefact=one.artefact, pointer="/0", text="5")
        found = Connections(
            links=(),
            echoes=(Echo(kind="altered", members=(members[0], members[1]), differences=(("5", "6"),), emphases=("number",),
                         kinds=("altered",), method="echo/1", score=0.9, because="six equal words", probability=PROBABLE),),
            tensions=(Tension(kind="figures", left=first.id, right=second.id, score=0.5, because="5 and 6", both_true_if="dates",
                              evidence=(left, field), method="figures/1", probability=PROBABLE),),
            copies=(copy,),
            threads=(Thread(speaker=SPEAKER, counterpart=PORT, matter="product:mail", name="mail", method="threads/1",
                            utterances=(Utterance(statement=first.id, copies=(second.id,), said_on=None, position=position),),
                            because="same keys"),),
            revisions=(Revision(kind="removed", address="a.html", before=one.id, after=two.id, before_seen="2026-01-01",
                                after_seen="2026-01-02", left=first.id, right=None, left_span=left, right_span=None,
                                method="revisions/1"),),
            matches=(AwardMatch(kind="no_record_held", statement=first.id, place=left, award=None, figure=None, said=None, holds=(),
                                evidence=(field,), words=(left,), keys=(), score=0.0, method="matches/1", because="none"),),
        )  # fmt: skip
        with writer.transaction():
            writer.put_connections(found)
    return found


def test_what_is_put_in_comes_back(record: Record) -> None:
    put = _put(record)
    with View.open(record) as view:
        assert list(put.echoes) == view.echoes()
        assert list(put.tensions) == view.tensions()
        assert list(put.copies) == meetings.copies(view) == meetings.copies(view, put.copies[0].of)
        assert list(put.threads) == meetings.threads(view, party=PORT)
        assert list(put.threads) == meetings.threads(view, statement=put.threads[0].utterances[0].copies[0])
        assert list(put.revisions) == meetings.revisions(view, put.revisions[0].before)
        assert list(put.matches) == meetings.matches(view, statements=[put.matches[0].statement])
        assert [one.kind for one in meetings.credits_of(view)] == ["wire"]
        assert [one.kind for one in meetings.positions(view).values()] == ["affirm"]
        assert [one.copy for one in meetings.pairs(view)] == list(put.copies)
        assert [value for _, value in sorted(meetings.fingerprints(view), key=lambda one: one[1])] == [b"\x01", b"\x02"]


def test_a_document_read_anew_takes_what_was_found_in_it_along(record: Record) -> None:
    """What rests on one side alone goes too: the next build makes it again."""
    put = _put(record)
    with Writer(record) as writer:
        document = put.copies[0].of
        assert writer.unmet("v") != []
        writer.put_extraction(Extraction(document=document), "y")
    with View.open(record) as view:
        left = (
            view.tensions(),
            meetings.threads(view),
            meetings.matches(view),
            list(meetings.pairs(view)),
        )
        assert left == ([], [], [], [])
        assert meetings.positions(view) == {}


def test_words_that_do_not_stand_there_are_refused(record: Record) -> None:
    put = _put(record)
    wrong = Span(document=put.copies[0].of, start=0, end=3, text="Elm")
    tension = Tension(
        kind="figures", left="x", right="y", score=0.1, because="", both_true_if="", evidence=(wrong,), method=""
    )
    with Writer(record) as writer, pytest.raises(AnchorError), writer.transaction():
        writer.put_connections(Connections(links=(), echoes=(), tensions=(tension,)))
    with View.open(record) as view:
        assert list(put.tensions) == view.tensions()


def test_the_masked_copy_holds_the_same_where_nobody_is_private(record: Record, tmp_path: Path) -> None:
    put = _put(record)
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        assert [one.id for one in put.threads] == [one.id for one in meetings.threads(view)]
        assert list(put.copies) == meetings.copies(view)
        assert list(put.matches) == meetings.matches(view)
        assert list(put.revisions) == meetings.revisions(view)
        assert list(put.tensions) == view.tensions()
        assert [StatementId(one) for one in meetings.positions(view)] == [put.matches[0].statement]


def test_words_that_a_person_corrects_are_met_anew(record: Record) -> None:
    """What pairs of documents share names the statement as it was."""
    put = _put(record)
    left = put.echoes[0].members[0]
    with View.open(record) as view:
        key = view.statement_keys(left.span.document)[StatementId(left.statement or "")]
    shorter = [left.span.start, left.span.start + len("We sell mail"), "We sell mail"]
    right = json.dumps({"source": [], "cue": [], "content": [shorter]})
    with Writer(record) as writer:
        writer.judge(Judgement(left=key, right=right, verdict="span", user="ann", made_at="2026-03-01", reason=""))
        assert left.span.document in writer.unmet("any")
    with View.open(record) as view:
        assert list(meetings.pairs(view)) == []
        assert [document for document, _ in meetings.fingerprints(view)] == [put.copies[0].document]
