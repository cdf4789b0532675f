"""`onrecord policy`: what it prints, how it ends, and that it judges nobody."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.answer.show import show
from onrecord.cli import main
from onrecord.store import Record, View

Capture = pytest.CaptureFixture[str]
RULE = """policy: Sales to a department
rules:
  - id: resold
    title: Products of one firm for a department
    why: To be talked about.
    supplier: {parties: [Microsoft]}
    customer: {parts_of: [Department of Homeland Security]}
    reach: [direct, subsidiary, reseller]
    sources: {texts: no}
"""
ACCUSING = re.compile(r"\b(violat|breach|illegal|guilty|lied|lie[sd]?\b|false|contradict|wrongdoing)", re.IGNORECASE)


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.out + captured.err
    return code, captured.out, captured.err


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(RULE, encoding="utf-8")
    return path


def test_relations_are_listed_with_what_they_rest_on(capsys: Capture, example_record: Record, policy: Path) -> None:
    code, out, _ = run(capsys, "policy", "check", example_record.folder, policy)
    text = " ".join(out.split())
    assert code == 0
    assert "resold: Products of one firm for a department To be talked about." in text
    assert "supplier Microsoft; reach direct, subsidiary, reseller." in text
    assert "5 relations fall under this rule; 1 could not be decided." in text
    assert "rests on row=5;column=award_description of artefact" in text
    assert "[likely_via]" in text
    assert "it judges nobody" in text
    assert "Searched: 7 documents and 8 awards held in this record" in text
    assert not ACCUSING.search(text)


def test_the_rows_for_programs_have_all_of_it(capsys: Capture, example_record: Record, policy: Path) -> None:
    """Every row says its rule and its kind, and its id opens."""
    code, out, _ = run(capsys, "policy", "check", example_record.folder, policy, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["kind"] for row in rows] == ["rule", *["falls_under"] * 5, "undecided", "searched"]
    assert (rows[0]["falling"], rows[0]["undecided"], rows[0]["absent"]) == (5, 1, [])
    sums = {one["notion"]: one for row in rows[1:7] for one in row["money"]}
    assert set(sums) == {"obligated", "current", "potential"}
    assert rows[6]["reasons"][0]["code"] == "likely_via"
    with View.open(example_record) as view:
        assert {show(view, row["id"]).id for row in rows[1:7]} == {row["id"] for row in rows[1:7]}
        for place in (place for row in rows[1:7] for place in row["evidence"]):
            assert show(view, place.get("artefact") or place["document"])
    assert rows[-1]["searched"].startswith("7 documents")


def test_the_exit_code_says_what_was_found_only_where_it_is_asked_for(
    capsys: Capture, example_record: Record, policy: Path
) -> None:
    assert run(capsys, "policy", "check", example_record.folder, policy, "--exit-code")[0] == 1
    policy.write_text(RULE.replace("[Microsoft]", "[Apple]"), encoding="utf-8")
    assert run(capsys, "policy", "check", example_record.folder, policy, "--exit-code")[0] == 0


def test_a_wrong_policy_is_the_users_error(capsys: Capture, example_record: Record, policy: Path) -> None:
    policy.write_text(RULE.replace("Microsoft", "Microsaft"), encoding="utf-8")
    code, out, err = run(capsys, "policy", "check", example_record.folder, policy)
    assert (code, out) == (2, "")
    assert f"{policy}, line 6: no party of this record is called 'Microsaft'" in err
    assert run(capsys, "policy", "check", example_record.folder, policy.with_name("none.yaml"))[0] == 2
    assert run(capsys, "policy")[0] == 2


def test_the_example_can_be_checked_as_it_is_printed(capsys: Capture, example_record: Record, tmp_path: Path) -> None:
    code, out, _ = run(capsys, "policy", "example")
    assert (code, out) == (0, files("onrecord.answer").joinpath("policy_example.yaml").read_text(encoding="utf-8"))
    written = tmp_path / "example.yaml"
    written.write_text(out, encoding="utf-8")
    code, out, _ = run(capsys, "policy", "check", example_record.folder, written)
    assert code == 0
    assert "large-awards" in out


def test_words_of_a_policy_cannot_steer_the_terminal(capsys: Capture, example_record: Record, policy: Path) -> None:
    policy.write_text(RULE.replace("To be talked about.", '"To be \\e[31mred\\e[0m."'), encoding="utf-8")
    for more in ((), ("--json",)):
        code, out, _ = run(capsys, "policy", "check", example_record.folder, policy, *more)
        assert code == 0
        assert "\x1b" not in out
