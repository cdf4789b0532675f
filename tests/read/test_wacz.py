"""Web archive collections: each web archive inside once, everything listed held against its digest."""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import wacz

WARC = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n", mtime=0)
FILES = {
    "archive/data.warc.gz": WARC,
    "archive/more.warc": gzip.decompress(WARC),
    "indexes/index.cdx.gz": b"index",
    "pages/pages.jsonl": b'{"url": "https://x.example/"}',
}


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def package(files: dict[str, bytes]) -> bytes:
    resources = [
        {"name": path.rpartition("/")[2], "path": path, "hash": sha256(content), "bytes": len(content)}
        for path, content in files.items()
    ]
    return json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()


def collection(
    files: dict[str, bytes], listed: bytes | None = None, method: int = zipfile.ZIP_STORED, digest: str = ""
) -> bytes:
    listed = package(files) if listed is None else listed
    beside = json.dumps({"path": "datapackage.json", "hash": digest or sha256(listed)}).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in {**files, "datapackage.json": listed, "datapackage-digest.json": beside}.items():
            made.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def read(folder: Path, content: bytes, config: Config | None = None, depth: int = 0) -> Reading:
    path = folder / "artefact"
    path.write_bytes(content)
    spool = folder / "spool"
    spool.mkdir(exist_ok=True)
    for old in spool.iterdir():
        old.unlink()
    origin = Origin(
        artefact=artefact_id(content), path="crawl.wacz", collected_at="2026-01-01T00:00:00+00:00", depth=depth
    )
    return wacz.read(path, origin, config or Config(), spool)


def taken(reading: Reading) -> dict[str, bytes]:
    return {child.part: child.path.read_bytes() for child in reading.children}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


ARCHIVES = {"member=archive/data.warc.gz": WARC, "member=archive/more.warc": gzip.decompress(WARC)}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_web_archives_are_taken_and_the_rest_is_checked(tmp_path: Path, method: int) -> None:
    found = read(tmp_path, collection(FILES, method=method))
    assert (taken(found), codes(found)) == (ARCHIVES, [])
    assert dict(found.passed_over) == {"indexes and page lists": 4}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_told_whatever_it_is(tmp_path: Path, name: str) -> None:
    """An index or page list too; a web archive is taken as it is."""
    reading = read(tmp_path, collection({**FILES, name: FILES[name] + b"!"}, package(FILES)))
    assert codes(reading) == ["digest_differs"]
    assert name in reading.problems[0].message
    assert len(reading.children) == 2


def test_a_changed_package_is_told(tmp_path: Path) -> None:
    """Its own digest stands in a file beside it."""
    reading = read(tmp_path, collection(FILES, digest=sha256(b"as it was")))
    assert (taken(reading), codes(reading)) == (ARCHIVES, ["digest_differs"])
    assert "datapackage.json: " in reading.problems[0].message


def test_a_data_package_of_another_kind_is_an_archive(tmp_path: Path) -> None:
    """Frictionless packages of tables have a `datapackage.json` too: all their files are taken."""
    files = {"data/table.csv": b"a,b\n1,2\n", "README.md": b"words"}
    reading = read(tmp_path, collection(files))
    names = ["data/table.csv", "README.md", "datapackage.json", "datapackage-digest.json"]
    assert ([child.name for child in reading.children], codes(reading)) == (names, [])


def test_a_listed_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    listed = package({**FILES, "archive/lost.warc.gz": b"x"})
    reading = read(tmp_path, collection(FILES, listed))
    assert (taken(reading), codes(reading)) == (ARCHIVES, ["damaged"])
    assert "archive/lost.warc.gz" in reading.problems[0].message


@pytest.mark.parametrize(
    "listed",
    [b"", b"{", b"[]", b'{"resources": 1}', b"\xff\xfe", b'{"resources": [' + b"[" * 10_000, b'{"x": ' * 10_000, b"\0"],
)
def test_a_package_that_cannot_be_understood_is_told(tmp_path: Path, listed: bytes) -> None:
    """The web archives are taken all the same, unchecked."""
    reading = read(tmp_path, collection(FILES, listed))
    assert (taken(reading), codes(reading)) == (ARCHIVES, ["damaged"])


def test_a_resource_without_a_digest_is_not_checked(tmp_path: Path) -> None:
    listed = json.dumps({"resources": [{"path": "archive/data.warc.gz"}]}).encode()
    assert codes(read(tmp_path, collection(FILES, listed))) == []


def test_a_cut_off_collection_gives_the_archives_before_the_cut(tmp_path: Path) -> None:
    whole = collection(FILES)
    reading = read(tmp_path, whole[: whole.index(b"pages/pages.jsonl")])
    assert taken(reading) == ARCHIVES
    assert set(codes(reading)) == {"damaged"}


@pytest.mark.parametrize(
    ("content", "config", "expected"),
    [
        (b"", Config(), {"damaged"}),
        (b"no zip", Config(), {"damaged"}),
        (collection({".hidden": b""})[:60], Config(), {"damaged"}),
        (collection(FILES), Config(unpacked_files_limit=1), {"unpack_limit"}),
        (collection(FILES), Config(artefact_bytes_limit=10), {"too_large", "damaged"}),
        (collection(FILES), Config(container_depth=0), {"unpack_limit"}),
    ],
)
def test_bad_input_and_limits(tmp_path: Path, content: bytes, config: Config, expected: set[str]) -> None:
    assert set(codes(read(tmp_path, content, config))) == expected


def test_encrypted_archives_are_told(tmp_path: Path) -> None:
    """They count as there: nothing says twice that they were not read."""
    content = bytearray(collection({"archive/data.warc.gz": WARC}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    reading = read(tmp_path, bytes(content))
    assert (taken(reading), codes(reading)) == ({}, ["encrypted"])


def test_a_bomb_in_the_package_is_not_loaded(tmp_path: Path) -> None:
    reading = read(tmp_path, collection(FILES, b" " * 30_000_000, zipfile.ZIP_DEFLATED))
    assert taken(reading) == ARCHIVES
    assert "damaged" in codes(reading)


@pytest.mark.fuzz
def test_fuzz(tmp_path: Path) -> None:
    """Whatever the bytes, nothing is raised, and children are files of the spool."""

    def attempt(content: bytes) -> None:
        reading = read(tmp_path, content, Config(unpacked_bytes_limit=1_000_000))
        assert reading.children or reading.problems
        assert sorted((tmp_path / "spool").iterdir()) == sorted(child.path for child in reading.children)

    assert fuzz(attempt, [collection(FILES), collection(FILES, method=zipfile.ZIP_DEFLATED)]) >= 100
