"""What the columns of USAspending contract files are called, in the vintages of 2018, 2022 and 2025."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMNS: dict[str, tuple[str, ...]] = {
    "key": ("contract_award_unique_key", "generated_unique_award_id"),
    "piid": ("award_id_piid", "piid"),
    "parent_piid": ("parent_award_id_piid", "parent_award_id"),
    "parent_agency": ("parent_award_agency_id",),
    "modification": ("modification_number",),
    "transaction": ("transaction_number",),
    "reason_code": ("action_type_code",),
    "reason": ("action_type",),
    "acted_on": ("action_date", "award_latest_action_date"),
    "modified_on": ("last_modified_date",),
    "description": ("transaction_description", "award_description", "prime_award_base_transaction_description"),
    "action_obligated": ("federal_action_obligation",),
    "obligated": ("total_obligated_amount", "total_dollars_obligated"),
    "current": ("current_total_value_of_award",),
    "potential": ("potential_total_value_of_award",),
    "outlayed": ("total_outlayed_amount", "total_outlayed_amount_for_overall_award"),
    "buyer": ("awarding_sub_agency_name",),
    "buyer_code": ("awarding_sub_agency_code",),
    "department": ("awarding_agency_name",),
    "department_code": ("awarding_agency_code",),
    "funder": ("funding_sub_agency_name",),
    "funder_code": ("funding_sub_agency_code",),
    "recipient": ("recipient_name", "recipient_name_raw"),
    "recipient_uei": ("recipient_uei",),
    "recipient_duns": ("recipient_duns",),
    "recipient_cage": ("cage_code",),
    "sole_proprietorship": ("sole_proprietorship",),
    "organizational_type": ("organizational_type",),
    "recipient_parent": ("recipient_parent_name", "recipient_parent_name_raw"),
    "recipient_parent_uei": ("recipient_parent_uei",),
    "recipient_parent_duns": ("recipient_parent_duns",),
    "psc": ("product_or_service_code",),
    "naics": ("naics_code",),
    "start": ("period_of_performance_start_date",),
    "end": ("period_of_performance_current_end_date",),
    "potential_end": ("period_of_performance_potential_end_date",),
    "signed": ("award_base_action_date",),
    "last_order": ("ordering_period_end_date",),
    "flag": ("award_or_idv_flag",),
    "award_type_code": ("award_type_code",),
    "award_type": ("award_type",),
    "idv_type_code": ("idv_type_code",),
    "idv_type": ("idv_type",),
}
"""Each meaning and the columns that carry it, best first; the first that is filled in a row is used."""

DATE_MEANINGS = ("acted_on", "modified_on", "start", "end", "potential_end", "signed", "last_order")
IDENTITY_MEANINGS = ("key", "piid", "buyer_code", "department_code", "parent_piid", "parent_agency")

REQUIRED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("an award number", ("key", "piid")),
    ("a description or a recipient", ("description", "recipient")),
    ("an awarding agency", ("buyer", "buyer_code", "department")),
)
"""Groups of meanings; a file needs a column of each group."""

SUBAWARD_COLUMNS = frozenset({"prime_award_unique_key", "subaward_amount", "subawardee_name", "subaward_number"})
ASSISTANCE_COLUMNS = frozenset({"assistance_award_unique_key", "assistance_transaction_unique_key", "award_id_fain"})
FPDS_COLUMNS = frozenset({"piid", "mod", "signed_date"})
"""All three are needed: extracts of FPDS have names of their own (see `fpds_table`)."""


FREE_TEXT = ("description",)
"""Meanings whose words people wrote freely: contact data in them is masked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first row of a file.

    Attributes:
        names: The column names as written.
        places: Each meaning that the file has, and the indices of its columns, best first.
    """

    names: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    def used(self) -> frozenset[int]:
        """List the columns that mean something."""
        return frozenset(place for places in self.places.values() for place in places)

    def is_csv(self) -> bool:
        """Tell cells parted by commas from those parted by something else, and from UTF-16."""
        return not any("\0" in name for name in self.names) and (
            len(self.names) > 1 or not set(self.names[0]) & set(";\t|")
        )

    def masked(self) -> frozenset[str]:
        """Name the columns whose contact data is masked."""
        return frozenset(self.names[place] for one in FREE_TEXT for place in self.places.get(one, ()))

    def may_repeat(self, cells: Sequence[str]) -> bool:
        """Tell at a glance whether a row may be blank or the header again; see `repeats`."""
        first = cells[0]
        return not first or first[:9].lower() == self.names[0][:9].lower() or first.startswith(MARKS)

    def repeats(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is the header again, as files glued together have it."""
        same = len(cells) == len(self.names)
        return same and all(_plain(cell) == _plain(name) for cell, name in zip(cells, self.names, strict=True))


def header_of(cells: Sequence[str], columns: Mapping[str, tuple[str, ...]] = COLUMNS) -> Header:
    """Find what each column means; of two columns with one name the first is used."""
    index: dict[str, int] = {}
    for place, name in enumerate(cells):
        index.setdefault(_plain(name), place)
    places = {
        meaning: tuple(index[name] for name in names if name in index)
        for meaning, names in columns.items()
        if any(name in index for name in names)
    }
    return Header(names=tuple(cells), places=places)


def kind_of_file(header: Header) -> str:
    """Say `subaward`, `assistance`, `fpds` or `contract`, by columns that only such files have."""
    names = {_plain(name) for name in header.names}
    if names & SUBAWARD_COLUMNS:
        return "subaward"
    if names >= FPDS_COLUMNS:
        return "fpds"
    return "assistance" if names & ASSISTANCE_COLUMNS else "contract"


EXPECTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the day of the action", ("acted_on",)),
    ("what was bought", ("description",)),
    ("who supplies", ("recipient",)),
    ("what was obligated", ("obligated", "action_obligated")),
    ("the current value", ("current",)),
    ("the potential value", ("potential",)),
)
"""Groups that every download of contracts has, in all vintages: without one the rest is read, and it is said."""


def missing_columns(header: Header, groups: tuple[tuple[str, tuple[str, ...]], ...] = REQUIRED) -> list[str]:
    """Name the groups that the file lacks, with the columns that would do."""
    return [
        f"{what} ({', '.join(name for meaning in meanings for name in COLUMNS[meaning])})"
        for what, meanings in groups
        if not any(meaning in header.places for meaning in meanings)
    ]


MARKS = ("\ufeff", "ï»¿")
"""A byte order mark, as it stands inside files put together from several, and as Windows-1252 has its bytes."""


def _plain(name: str) -> str:
    for mark in MARKS:
        name = name.removeprefix(mark)
    return name.strip().lower()
