"""Documentation that cannot fall behind: commands, codes, fields, dependencies, links."""

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import cli
from onrecord.export.jsonl import FILES
from onrecord.model.problem import PROBLEM_CODES
from onrecord.store import Record, View

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_command_page_is_what_the_commands_say() -> None:
    """docs/cli.md is written by tools/cli_docs.py: run it after changing a command."""
    page = runpy.run_path(str(ROOT / "tools" / "cli_docs.py"))["page"]()
    assert page == text("docs/cli.md")


def test_every_command_and_option_has_words() -> None:
    """No command and no option without a help text."""
    for name, command in cli.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_the_readme_names_only_commands_that_exist() -> None:
    """Every `onrecord X` in the README and the example is a command."""
    named = set(re.findall(r"^onrecord ([\w-]+)", text("README.md") + text("docs/example.md"), re.MULTILINE))
    assert named
    assert named <= set(cli.commands)


def test_every_problem_code_is_explained() -> None:
    """docs/problems.md has a row for each code and no other."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text("docs/problems.md"), re.MULTILINE))
    assert rows == PROBLEM_CODES


@pytest.mark.parametrize("name", [name for name, _ in FILES])
def test_every_export_field_is_documented(name: str, example_record: Record) -> None:
    """docs/export.md names each field that a file of the example's export has."""
    row = re.search(rf"^\| `{name}\.jsonl` \| (.+) \|$", text("docs/export.md"), re.MULTILINE)
    assert row is not None
    documented = set(re.findall(r"`(\w+)`", row[1]))
    with View.open(example_record) as view:
        found: list[dict[str, Any]] = list(dict(FILES)[name](view))
    for one in found:
        assert set(one) <= documented, set(one) - documented
    assert json.dumps(found, default=str)


def test_every_dependency_has_its_reason() -> None:
    """docs/decisions/0005 lists the run-time dependencies, each once, and the development ones."""
    project = tomllib.loads(text("pyproject.toml"))
    page = text("docs/decisions/0005-dependencies.md")
    bare = {re.split(r"[>=<]", one)[0] for one in project["project"]["dependencies"]}
    assert bare == set(re.findall(r"^\| ([\w-]+) \| (?!licence)", page, re.MULTILINE)) - {"package"}
    for extra, packages in project["project"]["optional-dependencies"].items():
        assert [f"| {re.split(r'[>=<]', one)[0]}, `onrecord[{extra}]` |" in page for one in packages] == [True]
    for one in project["dependency-groups"]["dev"]:
        assert re.split(r"[>=<]", one)[0] in page


def test_lock_files_carry_hashes_and_no_addresses() -> None:
    """A lock must work with any index: no address, and a hash for every package."""
    for name in ("requirements/run.txt", "requirements/dev.txt"):
        lock = text(name)
        assert not re.search(r"https?:|index-url|find-links|file:", lock)
        packages = re.split(r"\n(?=[a-z0-9])", lock)
        assert all("--hash=sha256:" in one for one in packages), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page is a file or folder of the repository."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
