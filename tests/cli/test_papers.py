"""`onrecord dossier` and `onrecord export --format site`: what they write, and what they refuse."""

import shutil
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.store import Record, View, open_record


@pytest.fixture
def record_of_example(example_record: Record, tmp_path: Path) -> Record:
    """Give a copy of the example that may be written to."""
    return open_record(Path(shutil.copytree(example_record.folder, tmp_path / "record")))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_dossier_is_written_with_its_sources_beside_it(
    example_record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "paper.md"
    arguments = ("dossier", example_record.folder, "Microsoft", "--about", "ICE", "--format", "md", "--to", file)
    code, _ = run(capsys, *arguments, "--sources", "bibtex", "--sources", "csl")
    assert code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["paper.bib", "paper.csl.json", "paper.md"]
    assert file.read_text("utf-8").startswith("# Microsoft about U.S. Immigration and Customs Enforcement\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--since", "June"), "--since June: give a day as YYYY-MM-DD"),
        (("--to", "/nowhere/at/all.md"), "cannot be written"),
        (("--about", "Nobody Whatever"), "no such party"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    example_record: Record, tmp_path: Path, more: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = run(
        capsys, "dossier", example_record.folder, "Microsoft", "--format", "md", "--to", tmp_path / "a.md", *more
    )
    assert code == 2
    assert said in text


def test_naming_private_people_needs_a_reason_and_is_noted(
    record_of_example: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (
        "dossier",
        record_of_example.folder,
        "Microsoft",
        "--format",
        "md",
        "--to",
        tmp_path / "a.md",
        "--unmask",
    )
    assert run(capsys, *arguments, " ")[0] == 2
    assert run(capsys, *arguments, "for the desk's lawyer")[0] == 0
    with View.open(record_of_example) as view:
        (noted,) = view.unmaskings()
    assert (noted.format, noted.reason) == ("dossier md", "for the desk's lawyer")
    assert "private people named" in (tmp_path / "a.md").read_text("utf-8")


def test_a_site_is_written_into_a_folder_of_its_own(
    example_record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    assert run(capsys, "export", example_record.folder, "--format", "site", "--to", folder)[0] == 0
    assert (folder / "index.html").is_file()
    assert '"format":"site"' in (folder / "export.json").read_text("utf-8")
    code, text = run(capsys, "export", example_record.folder, "--format", "site", "--to", folder)
    assert (code, "is not empty" in text) == (2, True)


def test_a_site_is_never_unmasked(example_record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(
        capsys, "export", example_record.folder, "--format", "site", "--to", tmp_path / "s", "--unmask", "why"
    )
    assert (code, "names no private people" in text) == (2, True)
