"""`onrecord match`, and edge files on their way through a record: added, built, decided on, verified, taken away."""

import csv
import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.store import View, open_record
from onrecord.store.sharing import masked_copy
from read.table_files import COLUMNS, row

EDGE = {
    "onrecord": "edge/1",
    "left": "party:org:quay works",
    "right": "party:org:harbour labs",
    "score": 0.995,
    "because": "Same street and postcode.",
    "rows": [["register.csv", 1], ["register.csv", 2]],
}


def spending(path: Path) -> Path:
    """Write awards to two firms."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows([row(1), row(2, recipient_name="HARBOUR LABS INC")])
    return path


def built(folder: Path, *lines: object) -> Path:
    """Build a record of two awards and an edge file."""
    file = folder / "edges.jsonl"
    file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines), encoding="utf-8")
    record = folder / "record"
    assert main(["init", str(record)]) == 0
    assert main(["add", str(record), str(spending(folder / "awards.csv")), str(file)]) == 0
    assert main(["build", str(record), "--engine", "inline"]) == 0
    return record


def together(record: Path) -> bool:
    """Say whether the two firms are one party."""
    with View.open(open_record(record)) as view:
        works, labs = (view.party_of_key(f"party:org:{name}") for name in ("quay works", "harbour labs"))
    assert works
    assert labs
    return works == labs


def test_a_sure_edge_joins_two_names_and_the_record_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = built(tmp_path, EDGE)
    assert together(record)
    assert "edges between names" in capsys.readouterr().out
    assert main(["verify", str(record), "--deep"]) == 0


def test_an_unsure_edge_is_a_question_and_bad_lines_are_problems(tmp_path: Path) -> None:
    record = built(tmp_path, EDGE | {"score": 0.8}, "{", EDGE | {"score": 7})
    assert not together(record)
    with View.open(open_record(record)) as view:
        assert [(one.kind, one.because) for one in view.reviews()] == [("same", "Same street and postcode.")]
        assert sorted((one.code, one.message.split(": ")[1]) for one in view.problems()) == [
            ("bad_row", "line 2"),
            ("bad_row", "line 3"),
        ]
        assert [(one.row, one.score) for one in view.edges()] == [(1, 0.8)]


def test_a_persons_decision_comes_first(tmp_path: Path) -> None:
    """And the record says again what it said before once the decision is taken back."""
    from review_records import applied, judge  # noqa: PLC0415  # loads what only this test needs

    record = open_record(built(tmp_path, EDGE))
    made = judge(record, "different", EDGE["left"], EDGE["right"])  # type: ignore[arg-type]  # texts
    applied(record)
    assert not together(record.folder)
    with View.open(record) as view:
        assert view.reviews() == []
        assert [one.verdict for one in view.judgements()] == [made.verdict]


def test_an_edge_file_is_no_spending_file_and_leaves_a_masked_copy_empty(tmp_path: Path) -> None:
    from onrecord.store.holdings import sources  # noqa: PLC0415  # loads what only this test needs

    record = open_record(built(tmp_path, EDGE))
    with View.open(record) as view:
        assert [Path(one.path).name for one in sources(view)] == ["awards.csv"]
    with View.open(masked_copy(record, tmp_path / "copy")) as view:
        assert list(view.edges()) == []
        assert [Path(one.path).name for one in sources(view)] == ["awards.csv"]


def test_a_changed_edge_file_is_another_file(tmp_path: Path) -> None:
    """Artefacts are never replaced: the two are held together, and the surest line counts."""
    record = built(tmp_path, EDGE | {"score": 0.6})
    other = tmp_path / "more.jsonl"
    other.write_text(json.dumps(EDGE) + "\n", encoding="utf-8")
    assert main(["add", str(record), str(other)]) == 0
    assert main(["build", str(record), "--engine", "inline"]) == 0
    assert together(record)


# --- the command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "awards.csv"], "is one of the files to read"),
        (["--to", "e.jsonl", "--id", "recipient_uei"], "--id takes a column and a scheme"),
        (["--to", "e.jsonl", "--name", "firm"], "no column 'firm'"),
        (["--to", "e.jsonl"], "a column beside the name"),
        (["--to", "e.jsonl", "--on", "postgres"], "postgres: compare on duckdb"),
    ],
)
def test_what_the_user_can_put_right_is_said_and_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    spending(tmp_path / "awards.csv")
    assert main(["match", "awards.csv", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["awards.csv"]


def test_a_register_goes_through_the_command_into_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two firms of the awards have one identifier in a register that is no spending file."""
    pytest.importorskip("splink", reason="the extra is not installed")
    register = tmp_path / "register.csv"
    lines = ["company,number,state,town"]
    lines += [f"Firm{place}x Services,N{place},MN,Kiel" for place in range(40)]
    lines += ["Quay Works,N77,MN,Anoka", "Harbour Labs,N77,WI,Bonn"]
    register.write_text("\n".join(lines), encoding="utf-8")
    edges = tmp_path / "edges.jsonl"
    given = ["match", str(register), "--name", "company", "--id", "number:xx-register", "--to", str(edges)]
    assert main([*given, "--least", "0.9"]) == 0
    assert "1 edge between 42 names" in capsys.readouterr().out
    (line,) = edges.read_text(encoding="utf-8").splitlines()
    assert together(built(tmp_path, line))
