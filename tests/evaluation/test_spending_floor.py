"""The golden cases of spending hold on a record that the product builds, and each check can fail."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
HERE = ROOT / "evaluation/spending"
sys.path.insert(0, str(HERE))

import counting  # noqa: E402  # found in the folder above, which is no package
import golden  # noqa: E402  # the same
import golden_checks  # noqa: E402  # the same
import whole  # noqa: E402  # the same
from spending_record import AWARDS, FIXTURES, Asked, build, opened  # noqa: E402  # the same


def _load(name: str) -> Any:
    """Load a script under a name of its own: tests/ has an `extract` too."""
    spec = importlib.util.spec_from_file_location(f"spending_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


extract = _load("extract")
CASES = golden.cases()
needs_shared = pytest.mark.skipif(not AWARDS.is_dir(), reason="../shared is not here")
LARGEST = 300_000
"""Bytes of the extract."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Build a record of the extract."""
    folder = tmp_path_factory.mktemp("small") / "record"
    build(folder, golden.sources(shared=False))
    with opened(folder) as asked:
        yield asked


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Build a record of all the spending files beside the repository."""
    folder = tmp_path_factory.mktemp("large") / "record"
    build(folder, golden.sources(shared=True))
    with opened(folder) as asked:
        yield asked


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_golden_case_holds_on_the_extract(small: Asked, case: dict[str, Any]) -> None:
    assert list(golden_checks.faults(small, case["checks"])) == []


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.timeout(900)
@needs_shared
def test_golden_cases_figures_and_problems_hold_on_the_whole_files(
    large: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row is loaded or named, every problem is of a kind that somebody has looked at."""
    assert [one for one in golden.outcomes(large) if one.faults] == []
    assert list(whole.faults(large)) == []
    assert "| FPDS actions | 91,817 | 91,817 |" in capsys.readouterr().out
    assert whole.join_by_number() == (456, 52)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.timeout(900)
@needs_shared
def test_the_whole_record_is_what_its_bytes_say(large: Asked) -> None:
    assert "all is well" in large.text("verify")


OTHERWISE: dict[str, dict[str, Any]] = {
    "row": {"acted_on": "1999-01-01"},
    "money": {"amount": "1.00"},
    "vehicle": {"potential": "1.00"},
    "part": {"label": "SUBAWARD"},
    "no_part": {"party": "DELL FEDERAL SYSTEMS L.P.", "award": "CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001"},
    "no_role": {"role": "RECIPIENT"},
    "sum_in_text": {"supplier": "LinkedIn"},
    "unlinked": {"award": "CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001"},
    "compared": {"differs": "1.00"},
    "heading": {"says": "CLOSEOUT"},
    "side_by_side": {"held": None},
    "tension": {"held": None},
    "one_party": {"parents": ["NOBODY AT ALL"]},
    "same_party": {"names": ["LinkedIn", "Microsoft"]},
    "subaward": {"rows": 7},
    "reported": {"different": 5},
    "reached": {"award": "CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001"},
    "not_added": {"amount": "1000.00"},
    "one_group": {"party": "Microsoft"},
    "maker": {"party": "Oracle"},
    "authorisation": {"on": ["2018-01-24"]},
    "masked": {"award": "CONT_IDV_GS35F0119Y_4732"},
}
"""For each check, facts that are not so."""


@pytest.mark.parametrize("name", sorted(golden_checks.CHECKS))
def test_a_check_can_fail(small: Asked, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that are not so give a fault that says what is."""
    facts = next(one for case in CASES for one in case["checks"] if one["check"] == name)
    if name == "masked":  # nothing of the extract shows contact data: take something else for it
        monkeypatch.setattr(golden_checks, "CONTACT", re.compile("FEDERAL SUPPLY SCHEDULE"))
    changed = facts | OTHERWISE[name]
    if "held" in OTHERWISE[name]:
        changed["held"] = not facts["held"]
    assert golden_checks.CHECKS[name](small, facts) == "" or name == "masked"
    assert golden_checks.CHECKS[name](small, changed) != ""


@pytest.mark.parametrize(
    "path", sorted(one for one in FIXTURES.iterdir() if one.suffix != ".html"), ids=lambda one: one.name
)
def test_rows_of_the_extract_are_loaded_or_named(small: Asked, path: Path) -> None:
    """Counted without the product, by the csv and json modules."""
    held = sum(number for name, number in whole.rows_held(small).items() if name.endswith(f"/{path.name}"))
    left = sum(number for name, number in whole.rows_left_out(small).items() if name.endswith(f"/{path.name}"))
    assert (held + left, held > 0) == (counting.rows_in(path), True)


def test_the_table_says_pass_and_fail() -> None:
    found = [golden.Outcome("A", "one thing", 2, ()), golden.Outcome("B", "another", 1, ("part X: no part",))]
    assert golden.table(found).splitlines()[2:] == [
        "| A | one thing | 2 | pass |",
        "| B | another | 1 | **fail**: part X: no part |",
    ]


def test_every_case_asks_something_and_knows_how() -> None:
    checks = [one["check"] for case in CASES for one in case["checks"]]
    assert {f"G{number}" for number in range(1, 16)} <= {case["id"] for case in CASES}
    assert set(checks) == set(golden_checks.CHECKS) == set(OTHERWISE)
    assert all(case["checks"] for case in CASES)


def test_the_extract_is_small_and_holds_no_contact_data() -> None:
    """Only the invented stand-in; columns of telephones, officers and their pay are empty."""
    assert sum(path.stat().st_size for path in FIXTURES.iterdir()) < LARGEST
    texts = {path.name: path.read_text(encoding="utf-8") for path in FIXTURES.iterdir()}
    found = {mail for text in texts.values() for mail in re.findall(r"[\w.]+@[\w.]+\w", text)}
    assert found == {extract.NOBODY.split()[0]}
    for name in (one for one in texts if one.endswith(".csv")):
        for row in counting.csv_rows(texts[name].encode()):
            assert {column for column, cell in row.items() if cell and extract.PERSONAL.search(column)} == set()
    elements = {
        text for one in texts.values() for text in re.findall(r"<\w+:(?:createdBy|phoneNo|faxNo)>([^<]*)<", one)
    }
    assert elements == {""}


@pytest.mark.shared
@needs_shared
def test_the_extract_is_what_its_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["extract.py", str(tmp_path)])
    extract.main()
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in FIXTURES.iterdir() if path.suffix != ".html"}
    assert made == kept


def test_rows_are_counted_in_every_kind_of_file(tmp_path: Path) -> None:
    release = {"ocid": "o", "id": "1", "awards": [{"id": "a"}, {"id": "b"}], "contracts": [{"id": "c", "awardID": "a"}]}
    files = {
        "rows.csv": ("a,b\n1,2\n,\n3,4\n", 2),
        "feed.xml": ('<feed><ns9:IDV xmlns:ns9="https://www.fpds.gov/FPDS"/></feed>', 1),
        "releases.json": (json.dumps({"releases": [release, release]}), 2),
        "lines.json": ("\n".join(json.dumps(release | {"id": str(number)}) for number in range(3)), 6),
        "market.json": (json.dumps({"data": {"AtoMapping": [1], "ReuseMapping": [1, 2]}}), 3),
        "words.txt": ("no rows", 0),
    }
    for name, (text, _) in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {name: counting.rows_in(tmp_path / name) for name in files} == {
        name: rows for name, (_, rows) in files.items()
    }
