"""Archives: every file inside once, none of its names a path, no limit passed, and what can be read of a broken one."""

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing import fuzz
from onrecord.config import Config
from onrecord.model.evidence import Origin
from onrecord.model.ids import artefact_id
from onrecord.model.reading import Reading
from onrecord.read import archive
from onrecord.read.archive_spool import BOMB_BYTES, Stop
from onrecord.read.archive_streams import DICTIONARY_LIMIT, ByteStream, CountedFile, inflated
from onrecord.read.archive_zip import entries

PAGE = b"<p>The council ended the contract on Tuesday.</p>"
NOTES = "Notes of the meeting, für später.\n".encode()
FILES = {"docs/page.html": PAGE, "notes.txt": NOTES}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def tarred(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as made:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return target.getvalue()


def read(folder: Path, content: bytes, config: Config | None = None, *, name: str = "box", depth: int = 0) -> Reading:
    path = folder / "artefact"
    path.write_bytes(content)
    spool = folder / "spool"
    spool.mkdir(exist_ok=True)
    for old in spool.iterdir():
        old.unlink()
    origin = Origin(artefact=artefact_id(content), path=name, collected_at="2026-01-01T00:00:00+00:00", depth=depth)
    return archive.read(path, origin, config or Config(), spool)


def taken(reading: Reading) -> dict[str, bytes]:
    return {child.part: child.path.read_bytes() for child in reading.children}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


PARTS = {f"member={name}": content for name, content in FILES.items()}


@pytest.mark.parametrize(
    "content",
    [
        zipped(FILES),
        zipped(FILES, zipfile.ZIP_STORED),
        zipped(FILES, zipfile.ZIP_BZIP2),
        b"PK-like words before it" + zipped(FILES),
        tarred(FILES),
        tarred(FILES, tarfile.GNU_FORMAT),
        tarred(FILES, tarfile.USTAR_FORMAT),
        gzip.compress(tarred(FILES), mtime=0),
        bz2.compress(tarred(FILES)),
        lzma.compress(tarred(FILES)),
        gzip.compress(tarred(FILES)[:700], mtime=0) + gzip.compress(tarred(FILES)[700:], mtime=0),
    ],
)
def test_every_file_inside_is_taken_with_its_bytes(tmp_path: Path, content: bytes) -> None:
    """Folders, compression and the dialect of tar make no difference."""
    reading = read(tmp_path, content)
    assert (taken(reading), codes(reading)) == (PARTS, [])
    assert [child.name for child in reading.children] == list(FILES)
    assert {child.path.parent for child in reading.children} == {tmp_path / "spool"}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize(
    ("path", "name"),
    [("in/notes.txt.gz", "notes.txt"), ("notes.TXT.BZ2", "notes.TXT"), ("notes", "notes"), (".xz", ".xz")],
)
def test_a_compressed_file_is_the_one_file_inside(tmp_path: Path, pack: object, path: str, name: str) -> None:
    """Its name is that of the compressed one without the ending."""
    reading = read(tmp_path, pack(NOTES), name=path)  # type: ignore[operator]  # one of the three functions
    assert [(child.part, child.name, child.path.read_bytes()) for child in reading.children] == [
        (f"member={name}", name, NOTES)
    ]


@settings(deadline=None, max_examples=40)
@given(content=st.binary(max_size=3000).map(lambda data: data * 60), cut=st.integers(1, 4000))
def test_inflating_gives_the_bytes_back_whatever_the_blocks(content: bytes, cut: int) -> None:
    """Streams may be fed in blocks of any size, and follow each other."""
    for method, pack in (
        ("gzip", gzip.compress),
        ("zlib", zlib.compress),
        ("bzip2", bz2.compress),
        ("xz", lzma.compress),
    ):
        packed = pack(content) + pack(content)
        blocks = [packed[start : start + cut] for start in range(0, len(packed), cut)]
        assert b"".join(inflated(blocks, method, several=True)) == content * 2  # type: ignore[arg-type]  # names of methods


@given(st.lists(st.binary(max_size=9)), st.lists(st.integers(0, 12)))
def test_a_byte_stream_gives_every_byte_once(blocks: list[bytes], sizes: list[int]) -> None:
    """Reading by number, by line and the rest adds up to what was put in."""
    stream = ByteStream(iter([block for block in blocks if block]))
    read_ = [stream.read(size) if size % 2 else stream.line(size) for size in sizes]
    assert b"".join([*read_, *stream.remaining()]) == b"".join(blocks)


def test_names_only_name(tmp_path: Path) -> None:
    """A name that leads out, is absolute, or holds control characters is written nowhere but in the name."""
    names = {"../../out.txt": b"1", "/etc/absolute": b"2", "a\x1b[31m\nb": b"3", "x" * 5000: b"4", "C:\\w\\z.txt": b"5"}
    reading = read(tmp_path, tarred(names))
    shown = ["../../out.txt", "/etc/absolute", "a\\x1b[31m\\nb", "x" * 1000 + "…", "C:\\w\\z.txt"]
    assert [child.name for child in reading.children] == shown
    assert {child.path.parent for child in reading.children} == {tmp_path / "spool"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["artefact", "spool"]


def test_two_members_of_one_name_have_parts_of_their_own(tmp_path: Path) -> None:
    """Both are taken: an archive may hold an older and a newer version."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a.txt", b"older")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.txt", b"newer")
    reading = read(tmp_path, target.getvalue())
    assert taken(reading) == {"member=a.txt": b"older", "member=a.txt;occurrence=2": b"newer"}


def test_hidden_files_are_passed_over_and_counted(tmp_path: Path) -> None:
    """As in a folder; so is what macOS and Windows leave behind."""
    names = [".DS_Store", "__MACOSX/._a.txt", "docs/Thumbs.db", ".git/config", "docs/.x/y.txt", "./a.txt", "a..b"]
    for content in (zipped(dict.fromkeys(names, b"w")), tarred(dict.fromkeys(names, b"w"))):
        found = read(tmp_path, content)
        assert [child.name for child in found.children] == ["./a.txt", "a..b"]
        assert dict(found.passed_over) == {"hidden": 5}
        assert codes(found) == []


def test_sidecars_inside_are_not_applied_and_that_is_said(tmp_path: Path) -> None:
    """One problem for all of them; none is read as a text."""
    reading = read(tmp_path, zipped({"a.txt": b"w", "a.txt.meta.yaml": b"title: A", "b.txt.meta.yaml": b"title: B"}))
    assert (list(taken(reading)), codes(reading)) == (["member=a.txt"], ["bad_sidecar"])
    assert "were not applied: 2, the first a.txt.meta.yaml;" in reading.problems[0].message


def test_links_and_devices_are_never_followed(tmp_path: Path) -> None:
    """They are told in one problem; what they name is read where it lies."""
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as made:
        for number, (kind, link) in enumerate(
            [(tarfile.SYMTYPE, str(secret)), (tarfile.LNKTYPE, "real"), (tarfile.FIFOTYPE, ""), (tarfile.CHRTYPE, "")]
        ):
            info = tarfile.TarInfo(f"one{number}")
            info.type, info.linkname = kind, link
            made.addfile(info)
        made.addfile(tarfile.TarInfo("real"))
    link_info = zipfile.ZipInfo("one0")
    link_info.create_system, link_info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as packed:
        packed.writestr(link_info, str(secret))
        packed.writestr("real", b"")
    for content, count in ((target.getvalue(), 4), (box.getvalue(), 1)):
        reading = read(tmp_path, content)
        assert taken(reading) == {"member=real": b""}
        assert codes(reading) == ["not_a_file"]
        assert f"links and devices inside: {count}, the first one0;" in reading.problems[0].message


def test_encrypted_members_are_told_and_the_others_read(tmp_path: Path) -> None:
    """The flag in both headers of the member says so."""
    content = bytearray(zipped({"open.txt": NOTES, "closed.txt": NOTES}, zipfile.ZIP_STORED))
    local, central = content.rindex(b"PK\x03\x04"), content.rindex(b"PK\x01\x02")
    content[local + 6] |= 1
    content[central + 8] |= 1
    reading = read(tmp_path, bytes(content))
    assert (taken(reading), codes(reading)) == ({"member=open.txt": NOTES}, ["encrypted"])
    assert "closed.txt" in reading.problems[0].message


def test_a_method_that_is_not_known_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": NOTES}, zipfile.ZIP_STORED))
    content[content.rindex(b"PK\x01\x02") + 10] = 97
    reading = read(tmp_path, bytes(content))
    assert (taken(reading), codes(reading)) == ({}, ["unsupported_format"])


@pytest.mark.parametrize(("raw", "name"), [(b"caf\x82.txt", "café.txt"), ("café.txt".encode(), "café.txt")])
def test_names_without_the_utf_8_flag(tmp_path: Path, raw: bytes, name: str) -> None:
    """They are codepage 437, or UTF-8 where the bytes are that."""
    content = zipped({"x" * len(raw): NOTES}).replace(b"x" * len(raw), raw)
    assert [child.name for child in read(tmp_path, content).children] == [name]


@pytest.mark.parametrize(
    "content",
    [
        zipped({"zeros": bytes(20_000_000), "after.txt": NOTES}),
        zipped({"zeros": bytes(20_000_000), "after.txt": NOTES}, zipfile.ZIP_BZIP2),
    ],
)
def test_a_bomb_is_dropped_and_the_rest_read(tmp_path: Path, content: bytes) -> None:
    """Two hundred times its size and ten megabytes: nothing of it is kept, on the disk either."""
    reading = read(tmp_path, content)
    assert (taken(reading), codes(reading)) == ({"member=after.txt": NOTES}, ["unpack_limit"])
    assert sum(one.stat().st_size for one in (tmp_path / "spool").iterdir()) == len(NOTES)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("inner", [bytes(20_000_000), tarred({"zeros": bytes(20_000_000)})])
def test_a_compressed_bomb_is_stopped(tmp_path: Path, pack: object, inner: bytes) -> None:
    """Whether it is one file or an archive; what follows a broken stream is lost, and that is said."""
    reading = read(tmp_path, pack(inner))  # type: ignore[operator]  # one of the three functions
    assert taken(reading) == {}
    assert set(codes(reading)) == {"unpack_limit"}
    assert list((tmp_path / "spool").iterdir()) == []


def test_well_packed_text_is_no_bomb(tmp_path: Path) -> None:
    """Below ten megabytes the ratio does not count: a file of one repeated line is only that."""
    content = b"the same line again\n" * (BOMB_BYTES // 20)
    assert taken(read(tmp_path, zipped({"a.txt": content}))) == {"member=a.txt": content}


def overlapping() -> bytes:
    """Make a ZIP archive whose two members share one stretch of compressed bytes."""
    packed = zlib.compress(bytes(100_000), wbits=-15)
    crc = zlib.crc32(bytes(100_000))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), 100_000, 1, 0) + b"a" + packed
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), 100_000, 1, 0, 0, 0, 0, 0, 0)
    directory = entry + b"a" + entry + b"b"
    return local + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(local), 0)


def test_overlapping_members_are_refused_as_a_whole(tmp_path: Path) -> None:
    reading = read(tmp_path, overlapping())
    assert (taken(reading), codes(reading)) == ({}, ["unpack_limit"])
    assert "overlap" in reading.problems[0].message


def test_a_directory_of_half_a_gigabyte_is_not_loaded(tmp_path: Path) -> None:
    """Its length is looked at before it is read: a member takes ten times its bytes in memory."""
    path = tmp_path / "big.zip"
    with path.open("wb") as file:
        file.truncate(500_000_000)
        file.seek(500_000_000)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 499_000_000, 0, 0))
    tracemalloc.start()
    with path.open("rb") as file, pytest.raises(Stop, match="list of members"):
        entries(CountedFile(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_limits_on_number_size_and_depth(tmp_path: Path) -> None:
    """Each ends as a problem that names where it struck, what came before is kept."""
    files = {f"{number}.txt": bytes([65 + number]) * 1000 for number in range(6)}
    for content in (zipped(files), tarred(files), gzip.compress(tarred(files), mtime=0)):
        few = read(tmp_path, content, Config(unpacked_files_limit=4))
        assert (len(few.children), codes(few)) == (4, ["unpack_limit"])
        assert "4.txt" in few.problems[0].message
        small = read(tmp_path, content, Config(unpacked_bytes_limit=3500))
        assert ([child.name for child in small.children], codes(small)[:1]) == (
            ["0.txt", "1.txt", "2.txt"],
            ["unpack_limit"],
        )
        deep = read(tmp_path, content, Config(container_depth=2), depth=2)
        assert (deep.children, codes(deep)) == ((), ["unpack_limit"])
    files["2.txt"] = bytes(3000)
    for content in (zipped(files), tarred(files), gzip.compress(tarred(files), mtime=0)):
        large = read(tmp_path, content, Config(artefact_bytes_limit=2000))
        names = [child.name for child in large.children]
        assert (names, codes(large)) == (["0.txt", "1.txt", "3.txt", "4.txt", "5.txt"], ["too_large"])


def test_many_faults_are_counted_not_listed(tmp_path: Path) -> None:
    """Twenty of a kind are told one by one."""
    reading = read(tmp_path, zipped({f"{n}.txt": b"long" for n in range(50)}), Config(artefact_bytes_limit=2))
    assert codes(reading) == ["too_large"] * 21
    assert "and 30 more like these" in reading.problems[-1].message


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["damaged"]),
        (b"no archive at all", ["damaged"]),
        (zipped({}), ["empty"]),
        (tarred({}), ["damaged"]),
        (zipped({".hidden": b"w"}), ["empty"]),
        (b"PK\x03\x04", ["damaged"]),
        (b"\x1f\x8b", ["damaged"]),
        (b"\x1f\x8bnonsense", ["damaged"]),
        (b"BZh9nonsense", ["damaged"]),
        (b"\xfd7zXZ\0nonsense", ["damaged"]),
        (PAGE * 40, ["damaged"]),
    ],
)
def test_what_holds_nothing_is_a_problem(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    reading = read(tmp_path, content)
    assert (reading.children, codes(reading)) == ((), expected)


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311  # incompressible, and the same each time


def test_a_cut_off_zip_gives_the_members_before_the_cut(tmp_path: Path) -> None:
    """Its directory is lost: members are found by their own headers, the last as far as it goes."""
    files = {"a.txt": NOTES, "docs/ü.html": PAGE, "noise": noise(50_000)}
    whole = zipped(files)
    reading = read(tmp_path, whole[: whole.index(b"noise") + 20_000])
    found = taken(reading)
    assert (found["member=a.txt"], found["member=docs/ü.html"]) == (NOTES, PAGE)
    assert 0 < len(found["member=noise"]) < 50_000
    assert noise(50_000).startswith(found["member=noise"])
    assert set(codes(reading)) == {"damaged"}


def test_a_streamed_zip_without_directory(tmp_path: Path) -> None:
    """Where sizes stand after the members, their ends are looked for."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.content = b""

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are what zipfile writes
            self.content += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in FILES.items():
            made.writestr(name, content)
    whole = pipe.content
    reading = read(tmp_path, whole[: whole.index(b"PK\x01\x02")])
    assert (taken(reading), codes(reading)) == (PARTS, ["damaged"])


def test_a_wrong_checksum_is_told_and_the_bytes_kept(tmp_path: Path) -> None:
    """They are what the archive holds; whether they are right is for a person to say."""
    content = zipped({"a.txt": NOTES, "b.txt": PAGE}, zipfile.ZIP_STORED).replace(b"Notes", b"Votes")
    reading = read(tmp_path, content)
    expected = {"member=a.txt": NOTES.replace(b"Notes", b"Votes"), "member=b.txt": PAGE}
    assert (taken(reading), codes(reading)) == (expected, ["damaged"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: bz2.compress(data, 1), lzma.compress])
def test_a_cut_off_tar_gives_what_stands_before_the_cut(tmp_path: Path, pack: object) -> None:
    """The last member as far as it goes, and a problem that names it."""
    files = {"a.txt": NOTES, "noise": noise(300_000), "after.txt": PAGE}
    whole = pack(tarred(files))  # type: ignore[operator]  # one of the four functions
    reading = read(tmp_path, whole[: len(whole) * 2 // 3])
    found = taken(reading)
    assert (found.get("member=a.txt"), "member=after.txt" in found) == (NOTES, False)
    assert noise(300_000).startswith(found.get("member=noise", b""))
    assert set(codes(reading)) == {"damaged"}


def test_a_tar_that_turns_to_rubbish_says_from_where(tmp_path: Path) -> None:
    whole = tarred({"a.txt": NOTES, "b.txt": PAGE}, tarfile.USTAR_FORMAT)
    reading = read(tmp_path, whole[:1024] + b"\xff" * 600 + whole[1624:])
    assert (taken(reading), codes(reading)) == ({"member=a.txt": NOTES}, ["damaged"])
    assert "from byte 1,024 on" in reading.problems[0].message


def test_bytes_after_a_compressed_stream_are_told(tmp_path: Path) -> None:
    """NULs fill tapes and are nothing; anything else may be a lost part."""
    assert codes(read(tmp_path, gzip.compress(NOTES, mtime=0) + bytes(100))) == []
    assert codes(read(tmp_path, lzma.compress(NOTES) + bytes(4))) == []
    reading = read(tmp_path, gzip.compress(NOTES, mtime=0) + b"more")
    assert (list(taken(reading).values()), codes(reading)) == ([NOTES], ["damaged"])


def test_long_names_of_tar_are_read_and_endless_ones_are_not(tmp_path: Path) -> None:
    """A header that states a name of gigabytes takes no memory."""
    name = "deep/" * 100 + "ü.txt"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        assert list(taken(read(tmp_path, tarred({name: NOTES}, form)))) == [f"member={name}"]
    info = tarfile.TarInfo("x")
    info.type, info.size = b"L", 8_000_000_000
    reading = read(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + bytes(2000))
    assert (reading.children, codes(reading)) == ((), ["unpack_limit"])


def test_what_headers_say_of_no_file_takes_no_memory(tmp_path: Path) -> None:
    """Of pax records only the few that are read are kept, however many stand before a file."""
    content = io.BytesIO()
    for block in range(40):
        rows = b"".join(b"1016 k%02d.%03d=%s\n" % (block, row, b"v" * 1001) for row in range(900))
        header = tarfile.TarInfo("x")
        header.type, header.size = b"x", len(rows)
        content.write(header.tobuf(tarfile.USTAR_FORMAT) + rows + bytes(-len(rows) % 512))
    (tmp_path / "x").write_bytes(gzip.compress(content.getvalue() + tarred({"a.txt": NOTES}), mtime=0))
    content.close()
    tracemalloc.start()
    reading = read(tmp_path, (tmp_path / "x").read_bytes())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken(reading) == {"member=a.txt": NOTES}
    assert peak < 8_000_000


def test_names_in_problems_fit_one_line(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a\nb")
    info.type, info.linkname = tarfile.SYMTYPE, "c"
    (found,) = read(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)).problems
    assert found.message.isprintable()
    locked = bytearray(zipped({"a\nb": NOTES}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (found,) = read(tmp_path, bytes(locked)).problems
    assert (found.code, found.message.isprintable()) == ("encrypted", True)


def test_sparse_members_are_told(tmp_path: Path) -> None:
    """Their bytes are stored without the holes: taken as they are they would be wrong."""
    header = tarfile.TarInfo("sparse.img")
    header.type, header.size = b"S", 512
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[482] = 1  # another block of the map follows
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    content = bytes(block) + bytes(512) + b"d" * 512 + tarred({"a.txt": NOTES})
    reading = read(tmp_path, content)
    assert (taken(reading), codes(reading)) == ({"member=a.txt": NOTES}, ["unsupported_format"])


def test_an_xz_stream_that_asks_for_gigabytes_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 2 * DICTIONARY_LIMIT}]
    content = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters)
    reading = read(tmp_path, content.compress(NOTES) + content.flush())
    assert (reading.children, codes(reading)) == ((), ["unpack_limit"])


def test_an_archive_in_an_archive_is_a_file_like_any_other(tmp_path: Path) -> None:
    """It is opened in the next round, so that depth is counted in one place."""
    inner = zipped(FILES)
    assert taken(read(tmp_path, zipped({"in.zip": inner}))) == {"member=in.zip": inner}


def test_memory_stays_small_whatever_is_inside(tmp_path: Path) -> None:
    """Five megabytes of one line pass through in blocks."""
    line = noise(500_000).hex().encode() * 5
    for content in (zipped({"a": line}), gzip.compress(tarred({"a": line}), 1, mtime=0), bz2.compress(line)):
        path = tmp_path / "artefact"
        path.write_bytes(content)
        origin = Origin(artefact=artefact_id(b""), path="a", collected_at="2026-01-01T00:00:00+00:00")
        spool = tmp_path / "spool"
        spool.mkdir(exist_ok=True)
        tracemalloc.start()
        reading = archive.read(path, origin, Config(), spool)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (len(reading.children), reading.problems) == (1, ())
        assert peak < 3_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" * 500_000,
        b"PK\x07\x08" * 500_000,
        (struct.pack("<4s5H3L2H", b"PK\3\4", 20, 8, 8, 0, 0, 0, 0, 0, 1, 0) + b"a") * 5_000,
        gzip.compress(b"", mtime=0) * 100_000,
        tarred({"a/" * 40 + "b": b""}, tarfile.GNU_FORMAT)[:1024] * 2_000,
    ],
    ids=["local headers", "descriptors", "sizes unknown", "empty gzip members", "tar headers"],
)
def test_time_is_linear_in_bytes_made_to_cost_it(tmp_path: Path, content: bytes) -> None:
    start = time.perf_counter()
    read(tmp_path, content)
    assert time.perf_counter() - start < 20


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    origin = Origin(artefact=artefact_id(b""), path="a.zip", collected_at="2026-01-01T00:00:00+00:00")
    reading = archive.read(tmp_path / "absent", origin, Config(), tmp_path)
    assert codes(reading) == ["unreadable"]


@pytest.mark.fuzz
def test_fuzz(tmp_path: Path) -> None:
    """Whatever the bytes, nothing is raised, and children are files of the spool that keep the limits."""
    config = Config(unpacked_bytes_limit=1_000_000, artefact_bytes_limit=500_000)

    def attempt(content: bytes) -> None:
        reading = read(tmp_path, content, config)
        assert reading.children or reading.problems
        sizes = [child.path.stat().st_size for child in reading.children]
        assert sum(sizes) <= config.unpacked_bytes_limit
        assert sorted((tmp_path / "spool").iterdir()) == sorted(child.path for child in reading.children)
        parts = [child.part for child in reading.children]
        assert len(parts) == len(set(parts))

    seeds = [
        zipped(FILES),
        zipped(FILES, zipfile.ZIP_STORED),
        zipped(FILES, zipfile.ZIP_BZIP2),
        overlapping(),
        tarred(FILES, tarfile.GNU_FORMAT),
        tarred({"ü" * 120: NOTES}),
        gzip.compress(tarred(FILES), mtime=0),
        bz2.compress(NOTES),
        lzma.compress(NOTES),
    ]
    assert fuzz(attempt, seeds) >= 100
