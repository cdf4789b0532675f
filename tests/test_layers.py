"""The rules of the house that hold for every module: layers, names, sizes, and where SQL and broad handlers may stand."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "onrecord"
MODULES = sorted(SOURCE.rglob("*.py"))
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers", "misc"})
LINES_LIMIT = 500
FUNCTION_LINES_LIMIT = 60
ARGUMENTS_LIMIT = 6
SQL = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE FROM|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK)\b[ \n][\w*\"(]"
)
BROAD = {
    "cli/__init__.py": {"Exception"},  # the last resort: a bug, said in one line
    "engine/attempt.py": {"Exception"},  # the contract of a runner: a failing task is an outcome
    "engine/pool.py": {"Exception"},  # a task or result that cannot travel between processes
    "read/reader.py": {"Exception"},  # the border of the stage: one bad file must not end a run
    "store/writer.py": {"BaseException"},  # to roll back or close, then raised again
    "read/html_article.py": {"Exception"},  # third-party code over arbitrary pages; our own rules take over
    "read/html_metadata.py": {"Exception"},  # a third-party search for a date; without one the page is still read
}
"""Modules that may catch everything, and why; any other names the errors it expects."""


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 60


def test_data_flows_one_way() -> None:
    """The contracts of pyproject.toml hold: stages never import each other, values know no files, SQL lives in the store."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert VAGUE.isdisjoint(path.relative_to(SOURCE).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES_LIMIT
    long = {
        one.name: length
        for one in functions(path)
        if (length := (one.end_lineno or 0) - one.lineno + 1) > FUNCTION_LINES_LIMIT
    }
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_take_few_arguments(path: Path) -> None:
    many = {
        one.name: count
        for one in functions(path)
        if (
            count := len(
                [arg for arg in (*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs) if arg.arg != "self"]
            )
        )
        > ARGUMENTS_LIMIT
    }
    assert many == {}


def _strings(path: Path) -> Iterator[str]:
    """List the texts of a module, the fixed parts of f-strings too; docstrings left out."""
    tree = tree_of(path)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


@pytest.mark.parametrize("path", [path for path in MODULES if SOURCE / "store" not in path.parents], ids=name_of)
def test_sql_stands_in_the_store_only(path: Path) -> None:
    assert [text for text in _strings(path) if SQL.match(text)] == []
    assert "sqlite3" not in {
        name.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.Import) for name in node.names
    }


def test_the_look_for_sql_finds_sql() -> None:
    """The test above can fail: the store is full of it."""
    found = [text for path in (SOURCE / "store").glob("*.py") for text in _strings(path) if SQL.match(text)]
    assert len(found) > 30
    assert SQL.match("Select a file, or begin again") is None


def _broad(path: Path) -> set[str]:
    """Name the catch-all classes a module catches or suppresses; a bare `except` counts as one."""
    broad: set[str] = set()
    for node in ast.walk(tree_of(path)):
        caught: list[ast.AST] = []
        if isinstance(node, ast.ExceptHandler):
            caught = list(ast.walk(node.type)) if node.type else [ast.Name(id="BaseException")]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "suppress":
            caught = list(node.args)
        broad |= {"Exception", "BaseException"}.intersection(one.id for one in caught if isinstance(one, ast.Name))
    return broad


def test_only_listed_modules_catch_everything() -> None:
    """The list has no other and no idle entry."""
    assert {name_of(path): broad for path in MODULES if (broad := _broad(path))} == BROAD


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_registered_or_changed_at_import(path: Path) -> None:
    """No `global`, and no call that stands alone at the top of a module, but for the program's own start."""
    tree = tree_of(path)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)] == []
    calls = [node.lineno for node in tree.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    assert calls == []


def test_the_model_stands_alone() -> None:
    """Values import only the standard library, each other and the errors."""
    outside = {
        module.split(".")[0]
        for path in (SOURCE / "model").glob("*.py")
        for node in ast.walk(tree_of(path))
        for module in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if not module.startswith(("onrecord.model", "onrecord.errors"))
    }
    assert outside <= set(sys.stdlib_module_names)
    assert outside.isdisjoint({"os", "sqlite3", "socket", "urllib", "http", "subprocess"})
