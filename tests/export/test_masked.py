"""What leaves: every format names nobody private, and says of itself whether it does."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from export.spending_values import DAY
from onrecord.cli import main
from onrecord.errors import UserError
from onrecord.export import ftm, jsonl, ocds
from onrecord.export.manifest import write_manifest
from onrecord.store import Record, View
from onrecord.store.sharing import shared_view
from store.sharing_values import HIDDEN, fill_sharing

FORMATS: dict[str, Callable[[View, Path], Any]] = {
    "jsonl": jsonl.export,
    "ftm": ftm.export,
    "ocds": lambda view, folder: ocds.export(view, folder, DAY),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, list[str]]:
    """Fill a record with private and public people."""
    return fill_sharing(tmp_path_factory.mktemp("leaving") / "record")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Run a command; give its exit code and all it printed."""
    code = main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out + err


def content(folder: Path) -> str:
    """Read every byte of a folder, and its names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "\n".join(f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files).casefold()


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_names_anybody_private(filled: tuple[Record, list[str]], tmp_path: Path, form: str) -> None:
    """Neither names nor numbers, nor ids that could be worked out from a guessed name or text."""
    record, ids = filled
    with shared_view(record) as view:
        FORMATS[form](view, tmp_path)
    found = content(tmp_path)
    assert [one for one in (*HIDDEN, *ids) if one in found] == []
    assert "a private person (" in found
    assert "acme corp" in found


def test_one_person_is_called_the_same_throughout_an_export(filled: tuple[Record, list[str]], tmp_path: Path) -> None:
    with shared_view(filled[0]) as view:
        for form, export in FORMATS.items():
            export(view, tmp_path / form)
    parties = [json.loads(line) for line in (tmp_path / "jsonl" / "parties.jsonl").read_text("utf-8").splitlines()]
    awards = [json.loads(line) for line in (tmp_path / "jsonl" / "awards.jsonl").read_text("utf-8").splitlines()]
    names = {one["name"]: one["id"] for one in parties}
    recipient = awards[0]["recipient"]
    (package,) = (json.loads(path.read_bytes()) for path in (tmp_path / "ocds").iterdir())
    assert package["releases"][0]["awards"][0]["suppliers"][0] == {"id": names[recipient], "name": recipient}
    entities = [json.loads(line) for line in (tmp_path / "ftm" / ftm.FILE).read_text("utf-8").splitlines()]
    (private,) = [one for one in entities if one["schema"] == "LegalEntity"]
    assert private["properties"] == {"name": [recipient]}
    awarded = Counter(one["properties"]["supplier"][0] for one in entities if one["schema"] == "ContractAward")
    assert awarded[private["id"]] == 1


def test_the_command_masks_unless_it_is_given_a_reason_and_says_so_beside_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.answer.reviewer.name_in_git", lambda: "Ann Reviewer")
    record, _ = fill_sharing(tmp_path / "record")
    code, said = run(capsys, "export", record.folder, "--to", tmp_path / "masked")
    assert (code, "quimby" in said.casefold()) == (0, False)
    assert [one for one in HIDDEN if one in content(tmp_path / "masked")] == []
    assert json.loads((tmp_path / "masked" / "export.json").read_bytes())["masked"] is True
    with View.open(record) as view:
        assert view.unmaskings() == []
    code, said = run(
        capsys, "export", record.folder, "--to", tmp_path / "open", "--format", "ftm", "--unmask", "a court asks"
    )
    assert code == 0, said
    assert "featherby" in content(tmp_path / "open")
    about = json.loads((tmp_path / "open" / "export.json").read_bytes())
    assert (about["masked"], about["format"]) == (False, "ftm")
    with View.open(record) as view:
        (noted,) = view.unmaskings()
    assert (noted.user, noted.reason, noted.format) == ("Ann Reviewer", "a court asks", "ftm")
    assert noted.folder == str(tmp_path / "open")
    assert noted.made_at[:10] == about["made_at"][:10]
    code, said = run(capsys, "export", record.folder, "--list-unmaskings")
    assert (code, [one for one in ("Ann Reviewer", "a court asks", "ftm") if one not in said]) == (0, [])
    code, said = run(capsys, "export", record.folder, "--list-unmaskings", "--json")
    assert (code, json.loads(said)["reason"]) == (0, "a court asks")


def test_an_export_without_a_folder_is_the_users_error_and_nothing_is_noted(
    filled: tuple[Record, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, "export", filled[0].folder, "--unmask", "a court asks")
    assert (code, "--to FOLDER" in said) == (2, True)
    assert "No export" in run(capsys, "export", filled[0].folder, "--list-unmaskings")[1]


@pytest.mark.parametrize("reason", ["", "   "])
def test_unmasking_without_a_reason_is_the_users_error(
    filled: tuple[Record, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], reason: str
) -> None:
    code, said = run(capsys, "export", filled[0].folder, "--to", tmp_path / "out", "--unmask", reason)
    assert code == 2
    assert "--unmask needs a reason" in said
    assert not (tmp_path / "out").exists()


def test_nothing_masked_is_written_beside_files_that_name_private_people(
    filled: tuple[Record, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`export.json` speaks for the folder; the other way round it says so from the first file on."""
    folder = filled[0].folder
    assert run(capsys, "export", folder, "--to", tmp_path)[0] == 0
    assert run(capsys, "export", folder, "--to", tmp_path)[0] == 0
    assert run(capsys, "export", folder, "--to", tmp_path, "--format", "ftm", "--unmask", "a court asks")[0] == 0
    before = content(tmp_path)
    code, said = run(capsys, "export", folder, "--to", tmp_path)
    assert (code, "names private people" in said) == (2, True)
    assert content(tmp_path) == before
    (tmp_path / "export.json").write_bytes(b"{")
    code, said = run(capsys, "export", folder, "--to", tmp_path)
    assert (code, "cannot be read" in said) == (2, True)


def test_an_unmasked_export_that_breaks_off_says_what_it_is(
    filled: tuple[Record, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise UserError("no space left")

    monkeypatch.setattr("onrecord.export.ftm.export", break_off)
    arguments = ["export", str(filled[0].folder), "--to", str(tmp_path), "--format", "ftm", "--unmask", "why not"]
    assert main(arguments) == 2
    assert json.loads((tmp_path / "export.json").read_bytes())["masked"] is False


def test_a_manifest_that_cannot_be_written_is_the_users_error(tmp_path: Path) -> None:
    (tmp_path / "export.part").mkdir()
    with pytest.raises(UserError, match="choose another folder"):
        write_manifest(tmp_path, "jsonl", datetime(2026, 1, 1, tzinfo=UTC), masked=True)
