"""The public contract: every file and field of it, spans that hold, ids that exist, the same bytes each time."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest

from answer.spending_sources import write_sources
from onrecord.answer.rows import statement_rows
from onrecord.answer.show import show
from onrecord.errors import UserError
from onrecord.export.jsonl import FILES, export
from onrecord.model.award import Notion
from onrecord.model.lineage import CopyKind, CreditKind, RevisionKind
from onrecord.model.meeting import EchoKind, Emphasis
from onrecord.model.statement import SupplyModality, SupplyStatus
from onrecord.model.thread import AwardMatchKind, PositionKind
from onrecord.store import Record, View

ROOT = Path(__file__).parents[2]
Row = dict[str, Any]
Files = dict[str, list[Row]]
Check = Callable[[Any], bool]


def text(value: object) -> bool:
    return isinstance(value, str)


def some_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def money(value: object) -> bool:
    return isinstance(value, str) and float(value) is not None


def maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def listed(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


def shaped(**fields: Check) -> Check:
    return lambda value: (
        isinstance(value, dict) and all(name in value and check(value[name]) for name, check in fields.items())
    )


def one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


span = shaped(start=whole, end=whole, text=some_text)
end = maybe(shaped(party=maybe(some_text), name=some_text))
field = shaped(artefact=some_text, pointer=some_text, text=text)
CONTRACT: dict[str, dict[str, Check]] = {
    "documents": {
        "id": some_text,
        "sha256": some_text,
        "path": some_text,
        "url": maybe(some_text),
        "title": maybe(some_text),
        "publisher": maybe(some_text),
        "authors": listed(some_text),
        "published": maybe(some_text),
        "published_basis": maybe(some_text),
        "language": maybe(some_text),
        "text": text,
        "body": listed(lambda pair: len(pair) == 2 and whole(pair[0]) and whole(pair[1]) and pair[0] < pair[1]),
    },
    "statements": {
        "id": some_text,
        "document": some_text,
        "form": one_of("direct", "indirect", "mixed"),
        "source": maybe(listed(span)),
        "cue": maybe(listed(span)),
        "content": lambda value: bool(value) and listed(span)(value),
        "speaker": maybe(
            shaped(
                party=maybe(some_text),
                name=some_text,
                kind=one_of("person", "company", "public_body", "organisation", "unknown"),
            )
        ),
        "speaker_as_written": maybe(some_text),
        "said_on": maybe(some_text),
        "negated": lambda value: isinstance(value, bool),
        "via": listed(some_text),
        "confidence": lambda value: number(value) and 0 <= value <= 1,
        "review": maybe(some_text),
    },
    "parties": {
        "id": some_text,
        "name": some_text,
        "kind": one_of("person", "company", "public_body", "organisation", "unknown"),
        "aliases": listed(some_text),
        "identifiers": listed(shaped(scheme=some_text, id=some_text)),
        "public_role": maybe(some_text),
        "mentions": whole,
    },
    "supplies": {
        "id": some_text,
        "document": some_text,
        "supplier": end,
        "customer": end,
        "product": end,
        "amount": maybe(money),
        "currency": maybe(some_text),
        "status": one_of(*get_args(SupplyStatus)),
        "modality": one_of(*get_args(SupplyModality)),
        "on": maybe(some_text),
        "spans": shaped(
            evidence=span, supplier=maybe(span), customer=maybe(span), product=maybe(span), when=maybe(span)
        ),
    },
    "awards": {
        "id": some_text,
        "kind": one_of("order", "definitive", "purchase", "bpa_call", "idv", "unknown"),
        "piid": some_text,
        "parent": maybe(some_text),
        "buyer": maybe(some_text),
        "funder": maybe(some_text),
        "recipient": maybe(some_text),
        "description": text,
        "money": shaped(obligated=maybe(money), current=maybe(money), potential=maybe(money), outlayed=maybe(money)),
        "money_as_of": lambda value: (
            isinstance(value, dict) and all(one is None or text(one) for one in value.values())
        ),
        "money_stated": lambda value: isinstance(value, dict) and all(isinstance(one, bool) for one in value.values()),
        "currency": some_text,
        "as_of": maybe(some_text),
        "dates": lambda value: isinstance(value, dict) and all(text(one) for one in value.values()),
        "fields": lambda value: isinstance(value, dict) and bool(value) and all(field(one) for one in value.values()),
    },
    "subawards": {
        "id": some_text,
        "reports": lambda value: bool(value) and listed(some_text)(value),
        "prime": some_text,
        "number": text,
        "acted_on": maybe(some_text),
        "description": text,
        "amount": maybe(money),
        "currency": some_text,
        "prime_amount": maybe(money),
        "prime_recipient": maybe(some_text),
        "prime_recipient_identifiers": listed(shaped(scheme=some_text, id=some_text)),
        "recipient": maybe(some_text),
        "recipient_identifiers": listed(shaped(scheme=some_text, id=some_text)),
        "recipient_parent": maybe(some_text),
        "recipient_parent_identifiers": listed(shaped(scheme=some_text, id=some_text)),
        "fields": lambda value: isinstance(value, dict) and bool(value) and all(field(one) for one in value.values()),
    },
    "authorisations": {
        "id": some_text,
        "number": some_text,
        "product": some_text,
        "provider": maybe(some_text),
        "body": some_text,
        "department": maybe(some_text),
        "level": maybe(some_text),
        "kind": one_of("authorisation", "reuse"),
        "status": maybe(some_text),
        "authorised_on": maybe(some_text),
        "expires_on": maybe(some_text),
        "fields": lambda value: isinstance(value, dict) and bool(value) and all(field(one) for one in value.values()),
    },
    "links": {
        "award": some_text,
        "party": some_text,
        "role": one_of("RECIPIENT", "PARENT_AT_TIME", "PRODUCT_OWNER", "SUBCONTRACTOR", "BUYER", "FUNDER"),
        "label": maybe(one_of("DIRECT", "SUBSIDIARY", "SUPPLIED_VIA", "LIKELY_VIA", "SUBAWARD", "MENTION_ONLY")),
        "evidence": lambda value: bool(value) and listed(field)(value),
    },
    "echoes": {
        "id": some_text,
        "kind": one_of(*get_args(EchoKind)),
        "kinds": lambda value: bool(value) and listed(one_of(*get_args(EchoKind)))(value),
        "emphases": listed(one_of(*get_args(Emphasis))),
        "proposed_speaker": maybe(some_text),
        "score": lambda value: number(value) and 0 <= value <= 1,
        "probability": maybe(shaped(value=number, n=whole, fitted_on=some_text)),
        "because": some_text,
        "review": maybe(some_text),
        "members": lambda value: (
            len(value) == 2 and listed(shaped(document=some_text, span=span, speaker=maybe(some_text)))(value)
        ),
        "differences": listed(lambda pair: len(pair) == 2 and text(pair[0]) and text(pair[1])),
    },
    "copies": {
        "id": some_text,
        "kind": one_of(*get_args(CopyKind)),
        "document": some_text,
        "of": some_text,
        "ordered": lambda value: isinstance(value, bool),
        "containment": lambda value: number(value) and 0 < value <= 1,
        "passages": lambda value: bool(value) and all(len(pair) == 2 and listed(span)(pair) for pair in value),
        "probability": maybe(shaped(value=number, n=whole, fitted_on=some_text)),
        "because": some_text,
    },
    "credits": {
        "id": some_text,
        "kind": one_of(*get_args(CreditKind)),
        "document": some_text,
        "name": span,
        "evidence": span,
    },
    "threads": {
        "id": some_text,
        "speaker": some_text,
        "counterpart": maybe(some_text),
        "matter": text,
        "name": some_text,
        "utterances": lambda value: (
            bool(value)
            and listed(
                shaped(
                    statement=some_text,
                    copies=listed(some_text),
                    said_on=maybe(some_text),
                    position=maybe(one_of(*get_args(PositionKind))),
                    position_words=maybe(span),
                )
            )(value)
        ),
        "because": some_text,
    },
    "award_matches": {
        "id": some_text,
        "kind": one_of(*get_args(AwardMatchKind)),
        "place": shaped(document=some_text, start=whole, end=whole, text=some_text),
        "statement": maybe(some_text),
        "award": maybe(some_text),
        "figure": maybe(span),
        "money_said": maybe(one_of(*get_args(Notion))),
        "money_held": listed(one_of(*get_args(Notion))),
        "evidence": listed(field),
        "keys": listed(some_text),
        "score": lambda value: number(value) and 0 <= value <= 1,
        "because": some_text,
    },
    "revisions": {
        "id": some_text,
        "kind": one_of(*get_args(RevisionKind)),
        "address": some_text,
        "before": some_text,
        "after": some_text,
        "left_span": maybe(span),
        "right_span": maybe(span),
        "differences": listed(lambda pair: len(pair) == 2 and text(pair[0]) and text(pair[1])),
    },
    "tensions": {
        "id": some_text,
        "evidence": listed(lambda place: field(place) or span(place)),
        "kind": one_of("figures", "polarity", "position_change", "statement_against_award"),
        "left": some_text,
        "right": some_text,
        "score": lambda value: number(value) and 0 <= value <= 1,
        "because": some_text,
        "review": maybe(some_text),
    },
    "problems": {"artefact": maybe(some_text), "stage": some_text, "code": some_text, "message": some_text},
}


def _load(folder: Path) -> Files:
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name, _ in FILES
    }


@pytest.fixture(scope="module")
def written(example_record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the example."""
    folder = tmp_path_factory.mktemp("export")
    with View.open(example_record) as view:
        export(view, folder)
    return folder


@pytest.fixture(scope="module")
def files(written: Path) -> Files:
    """Read the exported example."""
    return _load(written)


def test_there_is_one_file_for_each_kind_and_no_other(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted(f"{name}.jsonl" for name in CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_field_of_the_contract_is_there_with_its_type(files: Files, name: str) -> None:
    # What extractors find changes; the example has no problem, no copy, no credit and no second version of a page, and of subawards and permissions there is a test below.
    if name not in {"supplies", "problems", "subawards", "authorisations", "copies", "credits", "revisions"}:
        assert files[name]
    for row in files[name]:
        assert {
            key: row.get(key, "absent")
            for key, check in CONTRACT[name].items()
            if key not in row or not check(row[key])
        } == {}


def _spans(files: Files) -> list[tuple[str, Row]]:
    found = [
        (row["document"], one)
        for row in files["statements"]
        for part in ("source", "cue", "content")
        for one in row[part] or []
    ]
    found += [(member["document"], member["span"]) for row in files["echoes"] for member in row["members"]]
    return found + [(row["document"], one) for row in files["supplies"] for one in row["spans"].values() if one]


def test_every_span_is_the_text_at_its_offsets(files: Files) -> None:
    texts = {row["id"]: row["text"] for row in files["documents"]}
    spans = _spans(files)
    assert len(spans) > 100
    assert [one for document, one in spans if texts[document][one["start"] : one["end"]] != one["text"]] == []


def test_body_ranges_lie_in_the_text_in_order(files: Files) -> None:
    for row in files["documents"]:
        places = [place for pair in row["body"] for place in pair]
        assert places == sorted(places)
        assert places[-1] <= len(row["text"])


def test_every_id_is_unique_and_every_id_referred_to_exists(files: Files) -> None:
    ids = {name: {row["id"] for row in rows} for name, rows in files.items() if name not in {"links", "problems"}}
    assert {name: len(found) for name, found in ids.items()} == {name: len(files[name]) for name in ids}
    assert {row["document"] for row in files["statements"] + files["supplies"]} <= ids["documents"]
    parties = {row["speaker"]["party"] for row in files["statements"] if row["speaker"]} | {
        row["party"] for row in files["links"]
    }
    parties |= {party for row in files["statements"] for party in row["speaker_candidates"]}
    parties |= {member["speaker"] for row in files["echoes"] for member in row["members"]}
    parties |= {
        one["party"] for row in files["supplies"] for name in ("supplier", "customer", "product") if (one := row[name])
    }
    assert parties - {None} <= ids["parties"]
    assert {row["award"] for row in files["links"]} <= ids["awards"]
    assert {row["parent"] for row in files["awards"]} & ids["awards"] == {"CONT_IDV_HSHQDC15A00017_7001"}
    assert {member["statement"] for row in files["echoes"] for member in row["members"]} - {None} <= ids["statements"]
    assert {row["left"] for row in files["tensions"]} <= ids["statements"]
    assert {row["right"] for row in files["tensions"]} <= ids["awards"] | ids["statements"]
    assert {one["statement"] for row in files["threads"] for one in row["utterances"]} <= ids["statements"]
    assert {row["award"] for row in files["award_matches"]} - {None} <= ids["awards"]


def test_an_artefact_is_named_by_the_sha256_of_its_bytes(files: Files) -> None:
    for row in files["documents"]:
        assert sha256(Path(row["path"]).read_bytes()).hexdigest() == row["sha256"]


def test_sums_are_decimal_text_as_the_source_has_them(files: Files) -> None:
    sums = {row["piid"]: row["money"] for row in files["awards"]}
    assert sums["70CTD018FC0000038"]["current"] == "180691.5"
    assert sums["HSCETE17J00341"]["potential"] == "39441280.08"
    assert sums["HSCEMD17F00008"]["outlayed"] is None


def test_each_notion_has_its_own_date(files: Files) -> None:
    row = next(row for row in files["awards"] if row["piid"] == "HSCETE17J00341")
    assert row["money_as_of"] == {"obligated": "2018-06-15", "current": "2018-06-15", "potential": "2018-06-15"}
    assert row["money_stated"] == {"obligated": False, "current": True, "potential": True}


def test_subawards_and_permissions_are_written_each_once(
    build_record: Callable[[Path, list[Path]], Record], tmp_path: Path
) -> None:
    with View.open(build_record(tmp_path / "record", write_sources(tmp_path))) as view:
        export(view, tmp_path / "out")
    found = _load(tmp_path / "out")
    for name in ("subawards", "authorisations"):
        for row in found[name]:
            assert [key for key, check in CONTRACT[name].items() if not check(row.get(key, "absent"))] == []
    subawards = {row["number"]: row for row in found["subawards"]}
    assert (len(found["subawards"]), len(found["authorisations"])) == (3, 1)
    assert (len(subawards["S-1"]["reports"]), subawards["S-1"]["amount"]) == (2, "532.50")
    assert [link["role"] for link in found["links"] if link["label"] == "SUBAWARD"] == ["SUBCONTRACTOR"]
    (permission,) = found["authorisations"]
    assert (permission["body"], permission["authorised_on"]) == ("Immigration and Customs Enforcement", "2023-11-22")
    assert permission["fields"]["authorised_on"]["text"].startswith("2023-11-22")


def test_a_statement_without_a_source_has_null_for_it(files: Files) -> None:
    for row in files["statements"]:
        assert row["source"] != []
        assert row["cue"] != []
        if row["source"] is None:
            assert row["speaker"] is None


def test_a_speaker_has_the_partys_name_and_the_words_beside_it(files: Files) -> None:
    names = {row["id"]: row["name"] for row in files["parties"]}
    spoken = [row for row in files["statements"] if row["speaker"]]
    for row in spoken:
        party = row["speaker"]["party"]
        assert row["speaker"]["name"] == (names[party] if party else row["speaker_as_written"])
    assert any(row["speaker"]["name"] != row["speaker_as_written"] for row in spoken)


def test_a_negated_statement_says_so(build_record: Callable[[Path, list[Path]], Record], tmp_path: Path) -> None:
    """The same in the export, in the rows of answers and where one statement is shown."""
    (tmp_path / "a.txt").write_text(
        "Plans\n\nMicrosoft did not announce that the plant would close. Apple said that it would not go.\n",
        encoding="utf-8",
    )
    with View.open(build_record(tmp_path / "record", [tmp_path / "a.txt"])) as view:
        found = {row["cue"][0]["text"]: row["negated"] for row in dict(FILES)["statements"](view)}
        rows = {row.cue: row.negated for row in statement_rows(view, list(view.statements()))}
        shown = [dict(show(view, one.id).facts).get("attributed") for one in view.statements()]
    assert found == {"did not announce": True, "said": False}
    assert rows == found
    assert shown == ["reported as not said: “did not announce”", None]


def test_exporting_twice_gives_the_same_bytes(example_record: Record, written: Path, tmp_path: Path) -> None:
    with View.open(example_record) as view:
        rows = export(view, tmp_path)
    assert [(path.read_bytes() == (written / path.name).read_bytes(), path.name) for path, _ in rows] == [
        (True, f"{name}.jsonl") for name, _ in FILES
    ]
    assert {path.stem: count for path, count in rows} == {name: len(lines) for name, lines in _load(tmp_path).items()}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(written: Path, tmp_path: Path, seed: str) -> None:
    """Who is who and what echoes what must not hang on the order of a set."""
    code = "import sys; from onrecord.cli import main; sys.exit(main(sys.argv[1:]))"
    record, out = tmp_path / "record", tmp_path / "out"
    for arguments in (
        ["init", str(record)],
        ["add", str(record), str(ROOT / "examples" / "azure-ice")],
        ["build", str(record), "--engine", "inline"],
        ["export", str(record), "--to", str(out), "--unmask", "what stands for private people is drawn anew each time"],
    ):
        subprocess.run(
            [sys.executable, "-c", code, *arguments],
            check=True,
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
    differing = [
        name for name in CONTRACT if (out / f"{name}.jsonl").read_bytes() != (written / f"{name}.jsonl").read_bytes()
    ]
    assert differing == []


def test_a_folder_that_cannot_be_written_is_the_users_error(example_record: Record, tmp_path: Path) -> None:
    """Nothing half-written stays: a file is complete or not there."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with View.open(example_record) as view, pytest.raises(UserError, match="cannot be written"):
        export(view, tmp_path / "file")
    (tmp_path / "statements.jsonl").mkdir()
    with View.open(example_record) as view, pytest.raises(UserError, match="choose another folder"):
        export(view, tmp_path)
