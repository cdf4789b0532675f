"""`onrecord verify` finds every tampering with a record, names it, and never fails itself."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.collect.files import collect
from onrecord.config import Config
from onrecord.pipeline import build
from onrecord.store import Record, View, Writer, create_record, open_record
from onrecord.verify import Verification, verify

INLINE = Config(engine="inline")


def quiet(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@pytest.fixture
def record(example_record: Record, tmp_path: Path) -> Record:
    """Give a copy of the example that may be damaged."""
    shutil.copytree(example_record.folder, tmp_path / "record")
    return open_record(tmp_path / "record")


def sql(record: Record, *statements: str) -> None:
    """Change the database behind the product's back, as somebody with another program would."""
    with closing(sqlite3.connect(record.database)) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def check(record: Record, *, deep: bool = False) -> Verification:
    return verify(record, INLINE, quiet, deep=deep)


def kinds(record: Record, *, deep: bool = False) -> set[str]:
    return {finding.kind for finding in check(record, deep=deep).findings}


def evidence(record: Record, suffix: str) -> Path:
    """Find the evidence file of the first source with an ending."""
    with View.open(record) as view:
        artefact = next(one.artefact for one in view.origins() if one.path.endswith(suffix))
        return view.evidence.path(artefact)


@pytest.mark.parametrize("deep", [False, True])
def test_all_is_well_with_the_example(record: Record, capsys: pytest.CaptureFixture[str], deep: bool) -> None:  # noqa: FBT001  # a parameter of the test
    result = check(record, deep=deep)
    assert result.findings == ()
    assert (result.artefacts, result.documents, result.reread) == (9, 7, 9 if deep else 0)
    assert result.spans > 300
    assert result.fields > 100
    assert main(["verify", str(record.folder), *(["--deep"] if deep else [])]) == 0
    assert "all is well" in capsys.readouterr().out


def test_a_flipped_bit_in_an_evidence_file(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    path = evidence(record, ".pdf")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    (finding,) = check(record).findings
    assert (finding.kind, finding.id) == ("evidence", path.name)
    assert "its bytes have changed" in finding.message
    assert main(["verify", str(record.folder)]) == 1
    assert str(path) in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".html", ".csv", ".pdf", ".eml", ".txt"])
@pytest.mark.parametrize("deep", [False, True])
def test_a_missing_evidence_file(record: Record, suffix: str, deep: bool) -> None:  # noqa: FBT001  # a parameter of the test
    path = evidence(record, suffix)
    path.unlink()
    found = check(record, deep=deep).findings
    assert ("evidence", path.name) in {(one.kind, one.id) for one in found}
    assert "is gone or cannot be read" in found[0].message
    assert {one.kind for one in found} <= {"evidence", "field", "reading"}


def test_an_emptied_evidence_folder(record: Record) -> None:
    shutil.rmtree(record.evidence.folder)
    assert len([one for one in check(record, deep=True).findings if one.kind == "evidence"]) == 9


def test_a_changed_text(record: Record) -> None:
    """A word put in: every span behind it says other words than the text, and the source map no longer fits."""
    sql(
        record,
        "UPDATE documents SET text = replace(text, 'cloud', 'clouds') WHERE text LIKE '%mission-critical cloud%'",
    )
    assert kinds(record) >= {"document"}


def test_a_changed_text_of_the_same_length(record: Record) -> None:
    sql(
        record,
        "UPDATE documents SET text = replace(text, 'legacy mail', 'secret wars') WHERE text LIKE '%legacy mail%'",
    )
    found = check(record).findings
    assert "span" in {one.kind for one in found}
    assert any("secret wars" in one.message for one in found)


def test_a_changed_text_with_spans_to_match_is_found_by_reading_again(record: Record) -> None:
    """Only the bytes themselves can tell: this is what --deep is for."""
    words = ("'harbour', 'prairie'", "'Harbour', 'Prairie'")
    for pair in words:
        sql(record, f"UPDATE documents SET text = replace(text, {pair}) WHERE text LIKE '%arbour Ledger%'")
        for table, columns in (("statements", ("source", "cue", "content", "via")), ("mentions", ("text", "role"))):
            for column in columns:
                with closing(sqlite3.connect(record.database)) as connection, connection:
                    connection.execute(f"UPDATE {table} SET {column} = replace({column}, {pair})")
    assert "reading" not in kinds(record)
    found = [one for one in check(record, deep=True).findings if one.kind == "reading"]
    assert [
        ("again gives another text" in one.message, "microsoft-statement.html" in one.message) for one in found
    ] == [(True, True)]


TAMPERINGS: list[tuple[str, str]] = [
    ("span", "UPDATE party_references SET text = upper(text)"),
    ("span", 'UPDATE party_references SET start = start + 1, "end" = "end" + 1'),
    ("document", 'UPDATE party_references SET "end" = start'),
    ("document", "UPDATE party_references SET candidates = 'nobody'"),
    ("database", "UPDATE party_references SET party = 'nobody'"),
    (
        "span",
        "UPDATE statements SET content = json_replace(content, '$[0][0]', json_extract(content, '$[0][0]') + 1, '$[0][1]', json_extract(content, '$[0][1]') + 1)",
    ),
    (
        "span",
        "UPDATE statements SET content = json_replace(content, '$[0][2]', upper(json_extract(content, '$[0][2]')))",
    ),
    (
        "span",
        "UPDATE statements SET source = json_replace(source, '$[0][2]', replace(json_extract(source, '$[0][2]'), 'Keane', 'Smith'))",
    ),
    ("document", "UPDATE statements SET content = json_replace(content, '$[0][2]', 'shorter')"),
    ("document", "UPDATE statements SET content = 'no json'"),
    ("document", "UPDATE statements SET content = '[]'"),
    ("document", "UPDATE statements SET source = '{\"a\": 1}'"),
    ("document", "UPDATE statements SET cue = '[[1, 2]]'"),
    ("document", "UPDATE statements SET cue = '[null]'"),
    ("document", 'UPDATE statements SET cue = \'[["a", "b", "c"]]\''),
    ("span", "UPDATE mentions SET text = upper(text) WHERE document IS NOT NULL"),
    ("document", 'UPDATE mentions SET "end" = "end" + 5 WHERE document IS NOT NULL'),
    ("document", "UPDATE mentions SET start = NULL WHERE document IS NOT NULL"),
    ("document", "UPDATE mentions SET role = '7' WHERE role IS NOT NULL"),
    ("span", "UPDATE whens SET text = upper(text)"),
    ("document", "UPDATE whens SET readings = 'soon'"),
    ("document", "UPDATE amounts SET value = 'much'"),
    ("document", "UPDATE documents SET segments = x'00'"),
    ("document", "UPDATE documents SET segments = x''"),
    ("document", "UPDATE documents SET lines = '[]'"),
    ("document", "UPDATE documents SET lines = '[[0, 5]]'"),
    ("document", "UPDATE documents SET lines = 'no json'"),
    ("document", "UPDATE documents SET meta = '[]'"),
    ("document", "UPDATE documents SET meta = '{}'"),
    ("document", "UPDATE documents SET meta = 'no json'"),
    ("document", "UPDATE documents SET meta = '{\"authors\": [1]}'"),
    ("document", "UPDATE documents SET text = ''"),
    ("field", "UPDATE actions SET description = 'another'"),
    ("field", "UPDATE actions SET rest = json_replace(rest, '$[21][12]', '1')"),
    ("field", "UPDATE actions SET rest = json_replace(rest, '$[20]', 'row=999;column=')"),
    ("field", "UPDATE actions SET rest = json_replace(rest, '$[20]', 'no pointer at all')"),
    ("field", "UPDATE layouts SET value = replace(value, 'recipient', 'nothing')"),
    (
        "field",
        "UPDATE sheets SET artefact = (SELECT min(id) FROM artefacts WHERE id NOT IN (SELECT artefact FROM sheets)) WHERE number = (SELECT min(number) FROM sheets)",
    ),
    ("database", "UPDATE actions SET layout = 7"),
    ("database", "UPDATE layouts SET value = 'no json'"),
    ("database", "UPDATE actions SET rest = 'no json'"),
    ("database", "UPDATE actions SET rest = '{}'"),
    ("database", "UPDATE awards SET latest = (SELECT min(number) FROM actions WHERE award <> awards.id)"),
    (
        "span",
        "UPDATE relations SET evidence = json_replace(evidence, '$.text', upper(json_extract(evidence, '$.text'))) WHERE evidence LIKE '%document%'",
    ),
    (
        "database",
        "UPDATE relations SET evidence = json_replace(evidence, '$.start', 1) WHERE evidence LIKE '%document%'",
    ),
    (
        "span",
        "UPDATE relations SET evidence = json_replace(evidence, '$.document', 'ffff') WHERE evidence LIKE '%document%'",
    ),
    ("database", "UPDATE relations SET evidence = 'no json'"),
    ("database", "UPDATE relations SET evidence = '{}'"),
    ("span", "UPDATE echo_members SET span = json_replace(span, '$[0][2]', upper(json_extract(span, '$[0][2]')))"),
    ("database", "UPDATE echo_members SET span = json_replace(span, '$[0][0]', 1)"),
    ("database", "UPDATE echo_members SET span = 'no json'"),
    ("database", "UPDATE echo_members SET span = '[]'"),
    ("database", "DELETE FROM echo_members WHERE ordinal = 1"),
    ("database", "UPDATE echoes SET differences = 'no json'"),
    ("database", "UPDATE namings SET party = 'nobody'"),
    ("database", "UPDATE statements SET document = 'nowhere'"),
    ("field", "UPDATE mentions SET text = 'FORGED CORP' WHERE artefact IS NOT NULL"),
    ("field", "UPDATE links SET evidence = replace(evidence, 'row=1;', 'row=2;')"),
    ("database", "UPDATE awards SET actions = actions + 1"),
    ("database", "UPDATE awards SET description = 'another'"),
    ("database", "DELETE FROM awards WHERE number = (SELECT min(number) FROM awards)"),
]
"""What is found, and how the database was changed."""


@pytest.mark.parametrize(("kind", "statement"), TAMPERINGS)
def test_a_changed_database_is_found_and_named(
    record: Record, capsys: pytest.CaptureFixture[str], kind: str, statement: str
) -> None:
    if "amounts" in statement:
        _one_amount(record)
    sql(record, statement)
    result = check(record)
    assert kind in {finding.kind for finding in result.findings}
    assert all(finding.message and "\n" not in finding.message for finding in result.findings)
    assert main(["verify", str(record.folder), "--deep"]) == 1
    assert "not as" in capsys.readouterr().out


ROWS = {
    "subawards.csv": (
        "prime_award_unique_key,subaward_number,subaward_amount,subawardee_name,subaward_description\n"
        "CONT_AWD_1,S1,50,Quay Works,Rope; ask j.rope@quay.example\n"
    ),
    "market.json": (
        '{"data": {"Products": [{"id": "F1", "csp": "Quay", "cso": "Quay Cloud", "name": "50"}], "Agencies": [], '
        '"AtoMapping": [{"id": "F1", "agency_id": "1", "parent": "Harbour Bureau", "ato_date": "2023-11-22"}], '
        '"ReuseMapping": []}}'
    ),
}


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("subawards", "replace(value, '\"50\"', '\"60\"')", "field"),
        ("subawards", "replace(value, 'row=1;', 'row=2;')", "field"),
        ("subawards", "'no json'", "database"),
        ("authorisations", "replace(value, 'Quay Cloud', 'Another')", "field"),
        ("authorisations", "'{}'", "database"),
    ],
)
def test_changed_subawards_and_permissions_are_found(tmp_path: Path, table: str, change: str, kind: str) -> None:
    """Their fields are held against the bytes as those of actions are."""
    made = create_record(tmp_path / "record")
    for name, content in ROWS.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        with Writer(made) as writer:
            collect(writer, [tmp_path / name], INLINE, quiet)
    build(made, INLINE, quiet)
    assert check(made, deep=True).findings == ()
    sql(made, f"UPDATE {table} SET value = {change}")
    assert kinds(made) == {kind}


def _one_amount(record: Record) -> None:
    """Put a sum in, in case the extractors found none."""
    sql(
        record,
        """INSERT OR REPLACE INTO amounts SELECT id, 0, 1, substr(text, 1, 1), '1', '1', 'USD', 'exactly' FROM documents
           ORDER BY number LIMIT 1""",
    )


def test_a_changed_row_leaves_the_checks_of_the_others_going(record: Record) -> None:
    """One bad document or row is one finding: everything else is still checked."""
    well = check(record)
    sql(
        record,
        "UPDATE statements SET content = 'no json' WHERE document = (SELECT min(id) FROM documents)",
        "UPDATE actions SET rest = '{}' WHERE row = 5",
        "UPDATE relations SET evidence = '{}' WHERE id = (SELECT min(id) FROM relations)",
    )
    result = check(record)
    assert result.documents == well.documents
    assert 0 < well.fields - result.fields < well.fields // 3
    assert 0 < well.spans - result.spans < well.spans * 2 // 3
    assert len(result.findings) >= 3


def test_a_source_nobody_remembers(record: Record) -> None:
    """Without an origin there is no path to read again: that is said, not raised."""
    sql(record, "DELETE FROM origins")
    assert check(record).findings == ()
    assert kinds(record, deep=True) == {"reading"}


def test_the_same_bytes_found_under_two_names_read_again_as_they_were_read(
    build_record: Callable[[Path, list[Path]], Record], tmp_path: Path
) -> None:
    """Which of the two origins the reader went by decides what kind of text it is."""
    content = "<p>The mayor said that it was so.</p>\n"
    for name in ("a.txt", "b.html"):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "b.html.meta.yaml").write_text("title: Said\n", encoding="utf-8")
    record = build_record(tmp_path / "record", [tmp_path / "a.txt", tmp_path / "b.html"])
    assert check(record, deep=True).findings == ()


def test_a_torn_database_is_the_users_error(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.database.write_bytes(b"not a database" * 100)
    assert main(["verify", str(record.folder)]) == 2
    assert "restore it from a backup" in capsys.readouterr().err


def test_pages_overwritten_inside_the_database_end_without_a_trace(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    """Found by SQLite's own check or refused as damaged: never a bug, never silence."""
    with closing(sqlite3.connect(record.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(record.database.read_bytes())
    for page in range(3, 60):
        content[page * 4096 + 8 : page * 4096 + 600] = b"\xff" * 592
    record.database.write_bytes(content)
    assert main(["verify", str(record.folder)]) in {1, 2}
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert captured.out or captured.err


def test_parties_are_derived_and_not_held_against_anything(record: Record) -> None:
    """Names of parties may be made better by a re-run: they are no evidence and no finding."""
    sql(record, "UPDATE aliases SET name = name || '!'")
    assert check(record).findings == ()
