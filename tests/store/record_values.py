"""Small values to fill records with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from onrecord.model.award import Action, Money, Places
from onrecord.model.evidence import Document, Line, Meta, Origin, Segment, Span, cut, document_id
from onrecord.model.ids import ArtefactId, AwardId, DocumentId, PartyId
from onrecord.model.judgement import Judgement
from onrecord.model.meeting import Connections, Echo, EchoMember, Tension
from onrecord.model.party import Alias, Link, Naming, Party, PartyReference, Relation, Resolution, Speaker
from onrecord.model.reading import Reading
from onrecord.model.statement import Amount, Extraction, Mention, Statement, Supply, When
from onrecord.store import Writer
from tables_read import row_file

TEXT = "Title\n“It is our cloud,” Ann Lee of Acme said on 3 May 2018. 😀\nAcme sells the cloud to the Agency for $5 million."
READ = "test/1"
EXTRACT = "test/1"


def origin(artefact: ArtefactId, path: str = "a.txt", **said: str) -> Origin:
    """Make an origin; `said` is what its sidecar says."""
    return Origin(artefact=artefact, path=path, collected_at="2026-01-01T00:00:00+00:00", **said)  # type: ignore[arg-type]  # authors are not given here


def document(artefact: ArtefactId, text: str = TEXT, part: str = "") -> Document:
    """Make a document whose lines are its lines, all body, mapped to itself."""
    lines, place = [], 0
    for words in text.split("\n"):
        lines.append(Line(start=place, end=place + len(words), label="body", rule="test"))
        place += len(words) + 1
    segments = [Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text))] if text else []
    return Document(
        id=document_id(artefact, part),
        artefact=artefact,
        part=part,
        reader=READ,
        media_type="text/plain",
        text=text,
        lines=tuple(lines),
        segments=tuple(segments),
        title=Meta(value="Title", basis="line 1"),
        authors=(Meta(value="Ann Lee", basis="line 2"), Meta(value="Bo", basis="line 2")),
        published=Meta(value="2018-05-04", basis="sidecar"),
        language="en",
    )


def words(document: Document, part: str) -> Span:
    """Cut the first place of some words of a document."""
    start = document.text.index(part)
    return cut(document.id, document.text, start, start + len(part))


def extraction(document: Document) -> Extraction:
    """Say what `TEXT` says: a statement, three names, a sum, a date, who supplies what."""
    amount = Amount(
        span=words(document, "$5 million"),
        value=Decimal(5_000_000),
        precision=Decimal(1_000_000),
        currency="USD",
        comparator="exactly",
    )
    return Extraction(
        document=document.id,
        statements=(statement(document),),
        mentions=(
            Mention(
                name="Ann Lee",
                kind="person",
                rule="test",
                span=words(document, "Ann Lee"),
                role=words(document, "of Acme"),
            ),
            Mention(name="Acme", kind="company", rule="test", span=words(document, "Acme")),
            Mention(name="the Agency", kind="public_body", rule="test", span=words(document, "the Agency")),
        ),
        amounts=(amount,),
        whens=(
            When(
                span=words(document, "3 May 2018"),
                rule="day",
                granularity="day",
                readings=((date(2018, 5, 3), date(2018, 5, 3)),),
            ),
        ),
        supplies=(
            Supply(
                document=document.id,
                supplier=words(document, "Acme"),
                customer=words(document, "the Agency"),
                product=None,
                amount=amount,
                status="held",
                evidence=words(document, "Acme sells the cloud to the Agency for $5 million."),
                rule="test",
            ),
        ),
    )


def statement(document: Document) -> Statement:
    """Make the statement of `TEXT`."""
    return Statement(
        document=document.id,
        form="direct",
        source=(words(document, "Ann Lee of Acme"),),
        cue=(words(document, "said"),),
        content=(words(document, "“It is our cloud,”"),),
        confidence=0.75,
        extractor=EXTRACT,
        said_on="2018-05-03",
        said_on_basis="text",
    )


def action(artefact: ArtefactId, *, award: str = "CONT_AWD_1", row: int = 1, acted_on: str = "2018-05-01") -> Action:
    """Make a spending row."""
    return Action(
        award=AwardId(award),
        parent=None,
        kind="order",
        artefact=artefact,
        row=row,
        piid=award,
        modification=f"P{row:05}",
        acted_on=acted_on,
        description=f"Cloud licences, naïve row {row}",
        currency="USD",
        obligated=Decimal("100.10"),
        money=(
            Money(
                notion="current", amount=Decimal(f"{row}00.00"), currency="USD", as_of=acted_on, basis="current_total"
            ),
        ),
        buyer="The Agency",
        buyer_code="7012",
        department=None,
        funder=None,
        funder_code=None,
        recipient="ACME CORP",
        recipient_identifiers=(("us-uei", "ABC"),),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        dates=(("start", "2018-05-01"),),
        places=Places(
            start=f"row={row};column=",
            layout=(("piid", "piid"), ("recipient", "recipient")),
            texts=(award, " ACME CORP "),
        ),
    )


def add_artefact(writer: Writer, content: bytes, path: str = "a.txt", **said: str) -> Origin:
    """Put bytes into a record with their origin."""
    artefact, _ = writer.put_artefact(BytesIO(content))
    one = origin(artefact, path, **said)
    writer.put_origin(one)
    return one


def add_document(writer: Writer, text: str = TEXT, path: str = "a.txt") -> Document:
    """Put a document and its artefact into a record, in one transaction."""
    with writer.transaction():
        one = add_artefact(writer, text.encode("utf-8", "surrogatepass"), path)
        made = document(one.artefact, text)
        writer.put_reading(one, Reading(documents=(made,)), READ)
    return made


def resolution(document: Document, spending: Action) -> tuple[Resolution, Mention]:
    """Say who is who in `TEXT` and in a spending row."""
    acme, ann, agency = PartyId("p-acme"), PartyId("p-ann"), PartyId("p-agency")
    field = spending.field("recipient")
    assert field is not None
    in_table = Mention(name="ACME CORP", kind="company", rule="recipient", field=field)
    found = extraction(document)
    parties = (
        Party(
            id=acme,
            name="Acme",
            kind="company",
            aliases=(Alias(name="Acme", basis="text"), Alias(name="ACME CORP", basis="award")),
            identifiers=(("us-uei", "ABC"),),
        ),
        Party(id=agency, name="the Agency", kind="public_body", aliases=(Alias(name="the Agency", basis="text"),)),
        Party(
            id=ann, name="Ann Lee", kind="person", aliases=(Alias(name="Ann Lee", basis="text"),), public_role="of Acme"
        ),
    )
    namings = zip(found.mentions, (ann, acme, agency), strict=True)
    return (
        Resolution(
            parties=parties,
            namings=(
                *(Naming(mention=mention.id, party=party, rule="test") for mention, party in namings),
                Naming(mention=in_table.id, party=acme, rule="test"),
            ),
            speakers=(
                Speaker(
                    statement=found.statements[0].id, name="Ann Lee", party=ann, rule="test", candidates=(ann, acme)
                ),
            ),
            references=(
                PartyReference(span=words(document, "our"), form="pronoun", party=acme, rule="test"),
                PartyReference(
                    span=words(document, "the cloud"),
                    form="description",
                    party=None,
                    rule="test",
                    candidates=(agency, acme),
                ),
            ),
            relations=(
                Relation(left=ann, kind="speaks_for", right=acme, basis="text", evidence=words(document, "of Acme")),
                Relation(left=acme, kind="owned_by", right=agency, basis="award", evidence=field),
                Relation(left=agency, kind="part_of", right=acme, basis="table"),
                Relation(
                    left=acme,
                    kind="renamed_to",
                    right=acme,
                    basis="award",
                    evidence=field,
                    since="2015-11-01",
                    reason="NOVATION AGREEMENT (J)",
                    shown_by=(field, replace(field, text="another")),
                ),
            ),
        ),
        in_table,
    )


def connections(document: Document, other: Document, spending: Action) -> Connections:
    """Say what connects two documents and an award."""
    members = tuple(
        EchoMember(span=words(one, "our cloud"), statement=by, speaker=speaker)
        for one, by, speaker in ((document, statement(document).id, PartyId("p-ann")), (other, None, None))
    )
    return Connections(
        links=(
            Link(
                award=spending.award,
                party=PartyId("p-acme"),
                role="RECIPIENT",
                label="DIRECT",
                evidence=(*(field for _, field in spending.fields), words(document, "our cloud")),
                because="recipient_name says ACME CORP",
            ),
            Link(award=spending.award, party=PartyId("p-agency"), role="BUYER", label=None, evidence=(), because="x"),
        ),
        echoes=(Echo(kind="altered", members=(members[0], members[1]), differences=(("our", "a"), ("", "😀\x00"))),),
        tensions=(
            Tension(
                kind="statement_against_award",
                left=statement(document).id,
                right=spending.award,
                score=0.5,
                because="both name the cloud",
                both_true_if="they are different clouds",
            ),
        ),
    )


def fill(writer: Writer) -> tuple[Document, Document, Action]:
    """Put two documents, an award and everything that is found in them into a record."""
    first, second = add_document(writer), add_document(writer, TEXT + "\nAgain.", "b.txt")
    with writer.transaction():
        table = add_artefact(writer, b"a,b\n1,2\n", "awards.csv")
        spending = action(table.artefact)
        writer.put_reading(table, Reading(rows=(row_file(spending),)), READ)
        for one in (first, second):
            writer.put_extraction(extraction(one), EXTRACT)
        found, in_table = resolution(first, spending)
        writer.put_resolution(found, [in_table])
        writer.done("resolve", "record", "test/1")
        writer.put_connections(connections(first, second, spending))
        writer.done("connect", "record", "test/1")
    return first, second, spending


def judgement(reason: str = "") -> Judgement:
    """Make a decision."""
    return Judgement(
        left="statement:x", right="", verdict="right", user="ann", made_at="2026-01-01T00:00:00+00:00", reason=reason
    )


def named(text: str) -> ArtefactId:
    """Name the artefact of a text."""
    return ArtefactId(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def other_document(one: Document) -> Document:
    """Make the same text a document of another artefact."""
    artefact = named("other")
    return replace(one, id=DocumentId(document_id(artefact, "")), artefact=artefact)
