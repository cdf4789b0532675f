"""What the values refuse, and how they are named."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from decimal import Decimal
from importlib import import_module
from inspect import getmembers

import pytest

from onrecord.model.award import Money
from onrecord.model.evidence import Field, Span, cut
from onrecord.model.ids import ArtefactId, DocumentId, PartyId
from onrecord.model.judgement import Judgement
from onrecord.model.meeting import Echo, EchoMember, Tension
from onrecord.model.party import Relation
from onrecord.model.problem import PROBLEM_CODES, Problem
from onrecord.model.statement import Mention, Statement, Supply

MODULES = ("award", "evidence", "meeting", "party", "problem", "reading", "statement")
DOCUMENT = DocumentId("d" * 32)
TEXT = "“It is our cloud,” the firm said. The agency pays $5 for it."


def words(part: str) -> Span:
    """Cut the first place of some words."""
    start = TEXT.index(part)
    return cut(DOCUMENT, TEXT, start, start + len(part))


STATEMENT = Statement(
    document=DOCUMENT,
    form="direct",
    source=(words("the firm"),),
    cue=(words("said"),),
    content=(words("It is our cloud"),),
    confidence=0.9,
    extractor="test/1",
)
FIELD = Field(artefact=ArtefactId("a" * 64), pointer="row=1;column=recipient_name", text=" DELL ")


@pytest.mark.parametrize("module", MODULES)
def test_every_value_of_the_model_is_frozen_and_slotted(module: str) -> None:
    """Values are made once and never change; no attribute can be added."""
    home = f"onrecord.model.{module}"
    classes = [one for _, one in getmembers(import_module(home), is_dataclass) if one.__module__ == home]
    assert classes
    for one in classes:
        assert vars(one)["__dataclass_params__"].frozen, one
        assert "__slots__" in vars(one), one
        assert all(field.kw_only for field in fields(one)), one


def test_setting_an_attribute_fails() -> None:
    """Frozen in deed, not only in name."""
    with pytest.raises(FrozenInstanceError):
        STATEMENT.form = "indirect"  # type: ignore[misc]  # the error is the point
    with pytest.raises(FrozenInstanceError):
        del STATEMENT.content


def test_a_statement_needs_content() -> None:
    """Nobody says nothing."""
    with pytest.raises(ValueError, match="needs content"):
        replace(STATEMENT, content=())


def test_a_statement_is_named_by_its_places_alone() -> None:
    """A better confidence or date keeps the name; another place, or a source taken for a cue, does not."""
    assert replace(STATEMENT, confidence=0.1, said_on="2018-06-18", extractor="test/2", form="mixed").id == STATEMENT.id
    others = [
        replace(STATEMENT, content=(words("our cloud"),)),
        replace(STATEMENT, cue=()),
        replace(STATEMENT, source=(), cue=(*STATEMENT.source, *STATEMENT.cue)),
        replace(STATEMENT, document=DocumentId("e" * 32)),
        replace(STATEMENT, content=(words("It is"), words("our cloud"))),
    ]
    assert len({STATEMENT.id, *(other.id for other in others)}) == 1 + len(others)


def test_a_statement_reaches_from_its_first_word_to_its_last() -> None:
    """Over source, cue and content, in whatever order they stand."""
    assert (STATEMENT.start, STATEMENT.end) == (1, TEXT.index("said") + 4)


@pytest.mark.parametrize(("span", "field"), [(None, None), (words("the firm"), FIELD)])
def test_a_mention_stands_in_exactly_one_place(span: Span | None, field: Field | None) -> None:
    """In a text or in a field: not nowhere, not in both."""
    with pytest.raises(ValueError, match="either in a text or in a field"):
        Mention(name="Dell", kind="company", rule="test", span=span, field=field)


def test_a_mention_is_named_by_its_place_alone() -> None:
    """What it is taken for may change; a text and a field never share a name."""
    inside = Mention(name="firm", kind="company", rule="test", span=words("the firm"))
    assert replace(inside, name="The Firm", kind="unknown", rule="better").id == inside.id
    assert replace(inside, span=words("firm")).id != inside.id
    assert Mention(name="DELL", kind="company", rule="test", field=FIELD).id != inside.id


@pytest.mark.parametrize("code", ["", "Damaged", "no such code"])
def test_a_problem_has_a_known_code(code: str) -> None:
    """Every code is explained in one place."""
    with pytest.raises(ValueError, match="unknown problem code"):
        Problem(path="a", stage="read", code=code, message="a: what")


def test_every_code_is_explained_and_usable() -> None:
    """In one line each."""
    for code, meaning in PROBLEM_CODES.items():
        assert Problem(path="a", stage="read", code=code, message="a: what").code == code
        assert meaning
        assert "\n" not in meaning


def test_problems_are_named_by_all_they_say() -> None:
    """Two problems of one file are two."""
    one = Problem(path="a", stage="read", code="damaged", message="a: what")
    others = [
        replace(one, path="b"),
        replace(one, stage="collect"),
        replace(one, code="empty"),
        replace(one, message="a: else"),
        replace(one, artefact=ArtefactId("a" * 64)),
    ]
    assert len({one.id, *(other.id for other in others)}) == 1 + len(others)


def test_judgements_are_named_by_all_they_say() -> None:
    """A second decision never takes the place of the first."""
    one = Judgement(left="a", right="b", verdict="same", user="u", made_at="2026-01-01T00:00:00+00:00", reason="")
    others = [
        replace(one, verdict="different"),
        replace(one, made_at="2026-01-02T00:00:00+00:00"),
        replace(one, user="v"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 1 + len(others)


def test_relations_are_named_by_ends_kind_and_place() -> None:
    """The same tie shown by two places is two rows of evidence."""
    one = Relation(left=PartyId("a"), kind="owned_by", right=PartyId("b"), basis="table")
    others = [
        replace(one, evidence=words("the firm")),
        replace(one, evidence=FIELD),
        replace(one, left=PartyId("b"), right=PartyId("a")),
        replace(one, kind="part_of"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 1 + len(others)


def test_supplies_are_named_by_their_ends_and_evidence() -> None:
    """An end that is not known is not the same as any that is."""
    one = Supply(
        document=DOCUMENT,
        supplier=words("the firm"),
        customer=words("The agency"),
        product=None,
        amount=None,
        status="held",
        evidence=words("The agency pays $5 for it."),
        rule="test",
    )
    others = [
        replace(one, supplier=None),
        replace(one, product=words("our cloud")),
        replace(one, evidence=words("pays")),
    ]
    assert len({one.id, *(other.id for other in others)}) == 1 + len(others)
    assert replace(one, status="expired").id == one.id


def test_echoes_and_tensions_are_named_by_their_ends() -> None:
    """In order: the earlier document stands first."""
    first, second = (EchoMember(span=words(part), statement=None, speaker=None) for part in ("our cloud", "It is"))
    assert Echo(kind="verbatim", members=(first, second)).id != Echo(kind="verbatim", members=(second, first)).id
    one = Tension(kind="figures", left="a", right="b", score=0.5, because="x", both_true_if="y")
    assert replace(one, score=0.1, because="z").id == one.id
    assert replace(one, left="b", right="a").id != one.id


def test_equal_sums_of_another_meaning_are_different() -> None:
    """The four notions of how much are never mixed."""
    one = Money(notion="obligated", amount=Decimal(1), currency="USD", as_of=None, basis="x")
    assert one != replace(one, notion="potential")
    assert one != replace(one, stated=False)
