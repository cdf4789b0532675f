"""Awards, links and sentences made for these tests."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from onrecord.connect.matches.claims import ContractClaim, NameSaid, Scene, claims_of
from onrecord.connect.matches.index import AwardIndex, index_awards
from onrecord.connect.matches.match import matches_of
from onrecord.model.award import Action, AwardKind, LinkLabel, LinkRole, Money, places_of
from onrecord.model.award_numbers import index_numbers, numbered, numbers_in
from onrecord.model.evidence import Document, Line, Meta, Segment, cut, document_id
from onrecord.model.ids import ArtefactId, AwardId, PartyId
from onrecord.model.party import Link
from onrecord.model.statement import Amount, When
from onrecord.model.thread import AwardMatch

FILE = ArtefactId("f" * 32)
TEXT = ArtefactId("t" * 32)
BUYER, OTHER, MAKER = PartyId("ice"), PartyId("cbp"), PartyId("microsoft")
DEPARTMENT = PartyId("dhs")


def action(  # noqa: PLR0913  # a row has many values, all of them told by name
    piid: str,
    recipient: str,
    description: str,
    *,
    day: str,
    end: str,
    sums: dict[str, int],
    kind: AwardKind = "definitive",
    modification: str = "0",
) -> Action:
    """Make a row of an award; `sums` holds this change's `obligated` and the award's other sums."""
    money = tuple(
        Money(notion=notion, amount=Decimal(value), currency="USD", as_of=day, basis="made")  # type: ignore[arg-type]  # a notion
        for notion, value in sums.items()
        if notion != "obligated"
    )
    texts = {"recipient": recipient, "buyer": "AGENCY", "description": description, "acted_on": day, "piid": piid}
    texts |= {notion: str(value) for notion, value in sums.items()}
    return Action(
        award=AwardId(f"CONT_AWD_{piid}"),
        parent=None,
        kind=kind,
        artefact=FILE,
        row=1,
        piid=piid,
        modification=modification,
        acted_on=day,
        description=description,
        currency="USD",
        obligated=Decimal(sums["obligated"]) if "obligated" in sums else None,
        money=money,
        buyer="AGENCY",
        buyer_code=None,
        department=None,
        funder=None,
        funder_code=None,
        recipient=recipient,
        recipient_identifiers=(),
        recipient_parent=None,
        recipient_parent_identifiers=(),
        dates=(("start", day), ("end", end)),
        places=places_of("row=1;", [(name, f"row=1;column={name}", text) for name, text in texts.items()]),
    )


def link(piid: str, party: str, role: LinkRole, label: LinkLabel | None) -> Link:
    return Link(
        award=AwardId(f"CONT_AWD_{piid}"), party=PartyId(party), role=role, label=label, evidence=(), because="made"
    )


def indexed(awards: Sequence[Sequence[Action]], *, buyer: PartyId = BUYER, more: Sequence[Link] = ()) -> AwardIndex:
    """Index awards that one body buys; a recipient's party is its name in small letters."""
    links = [
        one
        for rows in awards
        for one in (
            link(rows[0].piid, (rows[0].recipient or "").split()[0].casefold(), "RECIPIENT", "DIRECT"),
            link(rows[0].piid, buyer, "BUYER", None),
        )
    ]
    return index_awards(awards, [*links, *more], {BUYER: DEPARTMENT})


def document(text: str, published: str) -> Document:
    return Document(
        id=document_id(TEXT, ""),
        artefact=TEXT,
        part="",
        reader="made/1",
        media_type="text/plain",
        text=text,
        lines=(Line(start=0, end=len(text), label="body", rule="made"),),
        segments=(Segment(start=0, end=len(text), part="", source_start=0, source_end=len(text)),),
        published=Meta(value=published, basis="made"),
    )


def scene(
    text: str,
    *,
    published: str = "2021-06-01",
    names: Mapping[str, tuple[str | None, bool]] | None = None,
    sums: Mapping[str, tuple[str, str]] | None = None,
    whens: Sequence[When] = (),
    awards: Sequence[Sequence[Action]] = (),
) -> Scene:
    """Make a document of one line: `names` to (party, is a body), `sums` to (value, precision)."""
    made = document(text, published)

    def place(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    said = [
        NameSaid(
            start=low, end=high, text=words, party=PartyId(party) if party else None, is_body=body, is_firm=not body
        )
        for words, (party, body) in (names or {}).items()
        for low, high in [place(words)]
    ]
    amounts = [
        Amount(
            span=cut(made.id, text, *place(words)),
            value=Decimal(value),
            precision=Decimal(step),
            currency="USD",
            comparator="exactly",
        )
        for words, (value, step) in (sums or {}).items()
    ]
    numbers = index_numbers(one for rows in awards if (one := numbered(rows)))
    return Scene(
        document=made,
        names=sorted(said, key=lambda one: one.start),
        amounts=amounts,
        whens=whens,
        statements=(),
        numbers=numbers_in(text, numbers),
    )


def answered(one: Scene, awards: Sequence[Sequence[Action]], index: AwardIndex) -> list[AwardMatch]:
    rows = {each[0].award: each for each in awards}
    return list(matches_of(claims_of(one), index, lambda award: rows[award], "3 awards"))


def claim(one: Scene) -> ContractClaim:
    return next(iter(claims_of(one)))
