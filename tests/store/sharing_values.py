"""A record that names private and public people wherever a record can name anybody."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from onrecord.model.award import Action, Subaward, places_of
from onrecord.model.evidence import Document, Meta, Origin, Span
from onrecord.model.ids import AwardId, PartyId, artefact_id, content_id
from onrecord.model.judgement import Judgement, Review, party_key, statement_keys
from onrecord.model.meeting import Connections, Echo, EchoMember, Tension
from onrecord.model.party import Alias, Link, Naming, Party, PartyReference, Relation, Resolution, Speaker
from onrecord.model.problem import Problem
from onrecord.model.reading import Reading
from onrecord.model.statement import Amount, Extraction, Mention, Statement, Supply
from onrecord.store import Record, View, Writer, create_record
from store.record_values import EXTRACT, READ, action, add_artefact, document, words
from tables_read import row_file

FIRST = (
    "Zorblat Quimby speaks\nBy Ottilie Wren\n“Our cloud is wet,” said Mr. Zorblat “Zorb” Quimby, a teacher at Acme.\n"
    "Quimby’s letter (zorblat.quimby@mail.example, 202-555-0100) is at https://blog.example/zorblat-quimby/1 or "
    "/home/quimby_notes.\nSatya Nadella of Acme told Z. Quimby that $5 million went to the Agency. 😀 Mary Tolliver, too,\n"
    "was there with José\u0301 Núñez. Núñez left."
)
SECOND = "Minutes\n\nZORBLAT QUIMBY and Dr. Quimby, Zorblat said: our cloud is wet. Satya Nadella agreed."
PATH = "cases/zorblat-quimby/letter of quimby.html"
ADDRESS = "https://news.example/2018/Zorblat%20Quimby.html"
NUMBERS = (("us-uei", "ZZZZZZZZZZZ9"), ("us-duns", "987654321"))
ZORBLAT, FEATHERBY, SATYA, ACME = PartyId("a" * 32), PartyId("b" * 32), PartyId("c" * 32), PartyId("d" * 32)
PLACES = (
    (("person:zorblat quimby", None), ZORBLAT),
    (("person:satya nadella", None), SATYA),
    (("org:featherby john m", None), FEATHERBY),
    (("org:acme", None), ACME),
)
HIDDEN = (
    *("zorblat", "zorb”", "quimby", "featherby", "tolliver", "mail.example", "202-555-0100", "núñez"),
    *(value.casefold() for _, value in NUMBERS),
    *("norbeck", "quimbey", "jane@", "rev. q", "ottilie.wren@"),
)
"""What must not stand anywhere, in any case of its letters."""
PUBLIC = ("Satya Nadella", "Acme", "Ottilie Wren", "The Agency")


def fill_sharing(folder: Path) -> tuple[Record, list[str]]:
    """Make the record, and list the ids in it that could be worked out from a name or a text."""
    record = create_record(folder)
    with Writer(record) as writer:
        first, second, spending = _sources(writer)
        said = _statement(first)
        _resolved(writer, first, second, said, spending)
        writer.judge(*_judgements(first, said))
    with View.open(record) as view:
        names = [
            one for kind, one in view.find_ids("", 1_000) if kind in {"statements", "mentions", "echoes", "supplies"}
        ]
        names += [one.id for one in view.parties() if one.id in {ZORBLAT, FEATHERBY}]
        names += [first.artefact, first.id, second.artefact, spending.artefact]
        names += [one.meta_key() for one in view.origins(first.artefact)]
        named = [one.id for one in view.judgements()] + [one.id for one in view.problems()]
    return record, [*names, *named, content_id("party", "person:zorblat quimby")]


def _sources(writer: Writer) -> tuple[Document, Document, Action]:
    with writer.transaction():
        letter = add_artefact(
            writer, FIRST.encode(), PATH, url=ADDRESS, title="What Quimby said", publisher="News",
        )  # fmt: skip
        made = replace(
            document(letter.artefact, FIRST),
            media_type="text/html",
            title=Meta(value="Zorblat Quimby speaks", basis="line 1"),
            authors=(Meta(value="Ottilie Wren", basis="line 2"),),
            url=Meta(value=ADDRESS, basis="sidecar"),
        )
        writer.put_reading(letter, Reading(documents=(made,)), READ)
        minutes = add_artefact(writer, SECOND.encode(), "minutes.txt")
        other = replace(
            document(minutes.artefact, SECOND),
            authors=(),
            title=Meta(value="Minutes", basis="line 1"),
            part="message=2",
        )
        other = replace(other, id=content_id("document", minutes.artefact, "message=2"))  # type: ignore[arg-type]  # ids are text
        writer.put_reading(minutes, Reading(documents=(other,)), READ)
        table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
        spending = _action(table)
        writer.put_reading(
            table,
            Reading(rows=(row_file(spending, action(table.artefact, award="CONT_AWD_2", row=2), _subaward(table)),)),
            READ,
        )
        problem = Problem(
            path=PATH,
            stage="read",
            code="damaged",
            message=f"{PATH}: cut off after Zorblat Quimby",
            artefact=letter.artefact,
        )
        writer.put_problems("read", letter.artefact, [problem])
        writer.put_extraction(_extraction(made), EXTRACT)
        writer.put_extraction(Extraction(document=other.id, mentions=(_mention(other, "Satya Nadella"),)), EXTRACT)
    return made, other, spending


def _action(table: Origin) -> Action:
    one = action(table.artefact)
    start = "row=1;column="
    texts = {
        "piid": one.piid,
        "recipient": "FEATHERBY, JOHN M",
        "recipient_uei": NUMBERS[0][1],
        "description": "COUNSELLING BY JOHN FEATHERBY",
    }
    return replace(
        one,
        recipient="FEATHERBY, JOHN M",
        recipient_identifiers=NUMBERS,
        recipient_parent="JOHN FEATHERBY",
        recipient_parent_identifiers=NUMBERS,
        co_recipients=(("PELLBROOK SYSTEMS INC", (("us-uei", "PUBLICNUMBER"),)), ("FEATHERBY, JOHN M", NUMBERS)),
        description="COUNSELLING BY JOHN FEATHERBY; ATTN: ZORBLAT QUIMBY AND POC: MARY TOLLIVER, MS LICENSES",
        reason="WISH OF J. FEATHERBY",
        places=places_of(start, [(name, start + name, text) for name, text in texts.items()]),
    )


def _subaward(table: Origin) -> Subaward:
    start = "row=9;column="
    return Subaward(
        prime=AwardId("CONT_AWD_1"),
        artefact=table.artefact,
        row=9,
        number="S-1",
        acted_on="2018-05-01",
        description="HOURS OF JOHN M. FEATHERBY",
        currency="USD",
        amount=Decimal("5.50"),
        prime_recipient="ACME CORP",
        recipient="FEATHERBY, JOHN M",
        recipient_identifiers=NUMBERS,
        places=places_of(start, [("recipient", f"{start}recipient", "FEATHERBY, JOHN M")]),
    )


def _mention(one: Document, name: str, role: Span | None = None) -> Mention:
    kind = "company" if name == "Acme" else "person"
    return Mention(name=name, kind=kind, rule="test", span=words(one, name), role=role)  # type: ignore[arg-type]  # one of two kinds


def _extraction(one: Document) -> Extraction:
    amount = Amount(
        span=words(one, "$5 million"),
        value=Decimal(5_000_000),
        precision=Decimal(1_000_000),
        currency="USD",
        comparator="exactly",
    )
    supply = Supply(
        document=one.id,
        supplier=words(one, "Acme"),
        customer=words(one, "the Agency"),
        product=None,
        amount=amount,
        status="held",
        evidence=words(one, "Satya Nadella of Acme told Z. Quimby that $5 million went to the Agency."),
        rule="test",
    )
    return Extraction(
        document=one.id,
        statements=(_statement(one),),
        mentions=(
            _mention(one, "Zorblat Quimby"),
            Mention(
                name="Zorblat Quimby", kind="person", rule="test", span=words(one, "Zorblat “Zorb” Quimby"),
                role=words(one, "a teacher at Acme"),
            ),
            _mention(one, "Satya Nadella", words(one, "of Acme told Z. Quimby")),
            _mention(one, "Acme"),
            _mention(one, "José\u0301 Núñez"),
        ),
        amounts=(amount,),
        supplies=(supply,),
    )  # fmt: skip


def _statement(one: Document) -> Statement:
    return Statement(
        document=one.id,
        form="direct",
        source=(words(one, "Mr. Zorblat “Zorb” Quimby, a teacher at Acme"),),
        cue=(words(one, "said"),),
        content=(words(one, "“Our cloud is wet,”"),),
        via=(words(one, "Quimby’s letter"),),
        confidence=0.75,
        extractor=EXTRACT,
        source_kind="person",
    )


def _parties(one: Document) -> Iterator[Party]:
    yield Party(
        id=ZORBLAT, name="Zorblat Quimby", kind="person", private=True, public_role="teacher at Acme",
        aliases=(Alias(name="Zorblat Quimby", basis="text"), Alias(name="Quimby", basis="text")),
        role_evidence=words(one, "a teacher at Acme"),
    )  # fmt: skip
    yield Party(
        id=FEATHERBY, name="FEATHERBY, JOHN M", kind="company", identifiers=NUMBERS, private=True,
        aliases=(Alias(name="FEATHERBY, JOHN M", basis="award"), Alias(name="JOHN FEATHERBY", basis="award")),
    )  # fmt: skip
    yield Party(
        id=SATYA, name="Satya Nadella", kind="person", public_role="of Acme, known to Zorblat Quimby",
        aliases=(Alias(name="Satya Nadella", basis="text"),), role_evidence=words(one, "of Acme told Z. Quimby"),
    )  # fmt: skip
    yield Party(
        id=ACME, name="Acme", kind="company", identifiers=(("us-uei", "ABC"),),
        aliases=(Alias(name="Acme", basis="text"), Alias(name="ACME CORP", basis="award"), Alias(name="PELLBROOK SYSTEMS INC", basis="award"), Alias(name="NORBECK, LUELLA", basis="award")),
    )  # fmt: skip


def _resolved(writer: Writer, first: Document, second: Document, said: Statement, spending: Action) -> None:
    field = spending.field("recipient")
    assert field is not None
    in_table = Mention(name="FEATHERBY, JOHN M", kind="company", rule="award recipient", field=field)
    title, in_text, satya, acme, _ = _extraction(first).mentions
    namings = ((title, ZORBLAT), (in_text, ZORBLAT), (satya, SATYA), (acme, ACME), (in_table, FEATHERBY))
    also = (_mention(second, "Satya Nadella"), SATYA)
    resolution = Resolution(
        parties=tuple(_parties(first)),
        namings=tuple(Naming(mention=one.id, party=party, rule="test") for one, party in (*namings, also)),
        speakers=(
            Speaker(
                statement=said.id, name="Mr. Zorblat “Zorb” Quimby, a teacher at Acme", party=ZORBLAT, rule="test",
                candidates=(ZORBLAT, SATYA),
            ),
        ),
        relations=(
            Relation(left=ZORBLAT, kind="speaks_for", right=ACME, basis="text", evidence=words(first, "a teacher at Acme")),
            Relation(left=SATYA, kind="speaks_for", right=ACME, basis="text", evidence=words(first, "of Acme told Z. Quimby")),
            Relation(left=ACME, kind="renamed_to", right=ACME, basis="award", evidence=field, reason="WISH OF ZORBLAT QUIMBY", shown_by=(field,)),
        ),
        places=PLACES,
        references=(
            PartyReference(span=words(first, "Z. Quimby"), form="name", party=ZORBLAT, rule="zorblat quimby again"),
        ),
        reviews=(
            Review(kind="same", left="party:person:zorblat quimby", right="party:org:acme", score=0.5,
                   because="Zorblat Quimby may be Acme", items=(ZORBLAT, ACME)),
        ),
    )  # fmt: skip
    members = (
        EchoMember(span=words(first, "cloud is wet"), statement=said.id, speaker=ZORBLAT),
        EchoMember(span=words(second, "cloud is wet"), statement=None, speaker=None),
    )
    connections = Connections(
        links=(
            Link(award=spending.award, party=FEATHERBY, role="RECIPIENT", label="DIRECT", evidence=(field,), because="recipient_name says FEATHERBY, JOHN M"),
            Link(award=AwardId("CONT_AWD_2"), party=ACME, role="RECIPIENT", label="DIRECT", evidence=(words(first, "told Z. Quimby"),), because="recipient_name says ACME CORP"),
        ),
        echoes=(Echo(kind="altered", members=members, differences=(("“Our", "Quimby, Zorblat said: our"), ("Quimby", ""))),),
        tensions=(
            Tension(kind="statement_against_award", left=said.id, right=spending.award, score=0.5,
                    because="Zorblat Quimby and the award name the cloud", both_true_if="ZORBLAT QUIMBY means another"),
        ),
    )  # fmt: skip
    with writer.transaction():
        writer.put_resolution(resolution, [in_table])
        writer.put_connections(connections)


def _judgements(first: Document, said: Statement) -> Iterator[Judgement]:
    key = statement_keys([said])[said.id]
    made = Judgement(
        left=key, right="", verdict="right", user="Rev. Q", made_at="2026-01-01T00:00:00+00:00",
        reason="Quimbey told me", words="Zorblat Quimby: “Our cloud is wet,”",
    )  # fmt: skip
    yield made
    yield replace(
        made,
        left=party_key(PLACES[0][0]),
        right=party_key(PLACES[3][0]),
        verdict="different",
        words="Zorblat Quimby; Acme",
    )
    yield replace(made, left=f"mention:{first.id}:zorblat quimby", right=party_key(PLACES[0][0]), verdict="same")
    yield replace(
        made, left="party:person:gone quimby", right=party_key(PLACES[3][0]), verdict="same", reason="jane@x.example"
    )


def artefact_of(text: str) -> str:
    """Name the artefact of a text."""
    return artefact_id(text.encode())
