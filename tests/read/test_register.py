"""Registers of organisations: headings say which column is what; rows keep their numbers."""

from pathlib import Path

import pytest

from onrecord.errors import UserError
from onrecord.model.register import PARTS, Registration
from onrecord.read.register import registrations
from onrecord.read.register_columns import HEADINGS, NAMES, SCHEMES, Asked, columns_of, plain


def read(folder: Path, content: str | bytes, **asked: object) -> list[Registration]:
    """Read a register."""
    path = folder / "register.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(registrations(path, Asked(**asked)))  # type: ignore[arg-type]  # as given


USASPENDING = (
    "recipient_uei,recipient_duns,recipient_name,recipient_address_line_1,recipient_city_name,recipient_state_code,"
    "recipient_zip_4_code,recipient_phone_number,recipient_parent_name,cage_code\n"
    "abc123,,QUAY WORKS LLC,1 ROPE WALK,ANOKA,MN,553031234,7635550101,QUAY HOLDINGS,1XYZ9\n"
    ",,,,,,,,,\n"
    ",987654321,HARBOUR LABS,,,MN,,,,\n"
)


def test_columns_of_usaspending_are_known(tmp_path: Path) -> None:
    """A row without a name is left out and still counted."""
    first, second = read(tmp_path, USASPENDING)
    assert (first.name, first.row, second.name, second.row) == ("QUAY WORKS LLC", 1, "HARBOUR LABS", 3)
    assert dict(first.parts) == {
        "street": "1 ROPE WALK",
        "city": "ANOKA",
        "state": "MN",
        "postcode": "553031234",
        "telephone": "7635550101",
        "parent": "QUAY HOLDINGS",
    }
    assert set(first.identifiers) == {("us-uei", "ABC123"), ("us-cage", "1XYZ9")}
    assert second.identifiers == (("us-duns", "987654321"),)


def test_a_user_names_columns_that_no_heading_gives_away(tmp_path: Path) -> None:
    content = "Firma;Registernummer;Branche;City\nQuay Works;HRB 7;Tauwerk;Kiel\n"
    (one,) = read(tmp_path, content, name="firma", also=("Branche",), identifiers=(("Registernummer", "de-hrb"),))
    assert (one.name, one.also, one.identifiers, one.parts) == (
        "Quay Works",
        (("Branche", "Tauwerk"),),
        (("de-hrb", "HRB 7"),),
        (("city", "Kiel"),),
    )


@pytest.mark.parametrize(
    ("content", "asked", "said"),
    [
        ("Firma,City\nQuay,Kiel\n", {}, "--name COLUMN"),
        ("name,city\nQuay,Kiel\n", {"name": "firm"}, "no column 'firm'; its columns are name, city"),
        ("name,city\nQuay,Kiel\n", {"also": ("branch",)}, "no column 'branch'"),
        ("name,city\nQuay,Kiel\n", {"identifiers": (("hrb", "de-hrb"),)}, "no column 'hrb'"),
        ("nothing but words\n", {}, "is no table"),
        (b"\0\0\0,\0", {}, "is no table"),
        ("", {}, "is no table"),
    ],
)
def test_what_is_missing_is_said(content: str | bytes, asked: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=said):
        read(tmp_path, content, **asked)


def test_a_file_that_cannot_be_read_is_the_users_to_put_right(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        list(registrations(tmp_path / "absent.csv", Asked()))


def test_other_encodings_broken_rows_and_cells_never_closed_do_not_stop_it(tmp_path: Path) -> None:
    content = "name,city\nÖkobau,Köln\nshort\n".encode("cp1252") + b'Quay,"' + b"x" * 200_000 + b"\n"
    found = read(tmp_path, content)
    assert [(one.row, one.name) for one in found] == [(1, "Ökobau"), (2, "short")]


def test_parquet_is_read_with_the_same_headings(tmp_path: Path) -> None:
    """With the extra; numbers become text."""
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "register.parquet"
    table = arrow.table({"Name": ["Quay Works", None, "Harbour Labs"], "zip": [24103, 24103, None]})
    parquet.write_table(table, path)
    found = list(registrations(path, Asked()))
    assert [(one.row, one.name, one.parts) for one in found] == [
        (1, "Quay Works", (("postcode", "24103"),)),
        (3, "Harbour Labs", ()),
    ]
    path.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(UserError, match="no Parquet"):
        list(registrations(path, Asked()))


def test_every_heading_of_the_tables_is_in_the_spelling_it_is_looked_up_by() -> None:
    listed = [*NAMES, *SCHEMES, *(heading for part in PARTS for heading in HEADINGS[part])]
    assert [one for one in listed if plain(one) != one] == []
    assert len(listed) == len(set(listed))
    page = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
    assert [one for one in listed if f"`{one}`" not in page] == []


def test_the_first_of_several_headings_is_taken_and_so_is_the_first_of_two_alike() -> None:
    found = columns_of("f", ["uei_name", "Vendor Name", "vendor_name", "state", "v_state"], Asked())
    assert (found.name, found.parts) == (1, (("state", 4),))
