"""What the elements of FPDS records are called: the paths below `award`, `IDV` and the two of other transactions.

From the FPDS schemas 1.4 and 1.5 and the map of the Treasury's data broker (CC0), which says what USAspending makes of
each path: the same meanings have the same names here as in `usaspending_columns`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.read.contact_data import masked

_IDENTITIES = (
    ("awardID", "awardContractID"),
    ("contractID", "IDVID"),
    ("OtherTransactionAwardID", "OtherTransactionAwardContractID"),
    ("OtherTransactionIDVID", "OtherTransactionIDVContractID"),
)
"""The element that names a record, and the one in it that names the award itself, for each kind of record."""

_OWN = {"agency": "agencyID", "piid": "PIID", "modification": "modNumber", "transaction": "transactionNumber"}
_PARENT = {"parent_agency": "referencedIDVID/agencyID", "parent_piid": "referencedIDVID/PIID"}
_PURCHASER = "purchaserInformation/contractingOfficeAgencyID"
_FUNDER = "purchaserInformation/fundingRequestingAgencyID"
_BOUGHT = "productOrServiceInformation"
_IDENTIFIERS = "vendor/vendorSiteDetails/entityIdentifiers"
_DETAIL: dict[str, tuple[str, ...]] = {
    "acted_on": ("relevantContractDates/signedDate",),
    "effective": ("relevantContractDates/effectiveDate",),
    "end": ("relevantContractDates/currentCompletionDate",),
    "potential_end": ("relevantContractDates/ultimateCompletionDate",),
    "last_order": ("relevantContractDates/lastDateToOrder",),
    "action_obligated": ("dollarValues/obligatedAmount",),
    "action_current": ("dollarValues/baseAndExercisedOptionsValue",),
    "action_potential": ("dollarValues/baseAndAllOptionsValue",),
    "obligated": ("totalDollarValues/totalObligatedAmount",),
    "current": ("totalDollarValues/totalBaseAndExercisedOptionsValue",),
    "potential": ("totalDollarValues/totalBaseAndAllOptionsValue",),
    "buyer": (f"{_PURCHASER}@name",),
    "buyer_code": (_PURCHASER,),
    "department": (f"{_PURCHASER}@departmentName",),
    "funder": (f"{_FUNDER}@name",),
    "funder_code": (_FUNDER,),
    "kind_code": ("contractData/contractActionType",),
    "kind": ("contractData/contractActionType@description",),
    "reason_code": ("contractData/reasonForModification",),
    "reason": ("contractData/reasonForModification@description",),
    "description": ("contractData/descriptionOfContractRequirement",),
    "psc": (f"{_BOUGHT}/productOrServiceCode",),
    "naics": (f"{_BOUGHT}/principalNAICSCode",),
    "recipient": (
        "vendor/vendorHeader/vendorName",
        f"{_IDENTIFIERS}/vendorDUNSInformation/vendorName",
        f"{_IDENTIFIERS}/vendorUEIInformation/UEILegalBusinessName",
        "vendor/contractorName",
    ),
    "recipient_uei": (f"{_IDENTIFIERS}/vendorUEIInformation/UEI",),
    "recipient_duns": (f"{_IDENTIFIERS}/vendorDUNSInformation/DUNSNumber",),
    "recipient_cage": (f"{_IDENTIFIERS}/cageCode",),
    "recipient_parent": (
        f"{_IDENTIFIERS}/vendorUEIInformation/ultimateParentUEIName",
        f"{_IDENTIFIERS}/vendorDUNSInformation/globalParentDUNSName",
    ),
    "recipient_parent_uei": (f"{_IDENTIFIERS}/vendorUEIInformation/ultimateParentUEI",),
    "recipient_parent_duns": (f"{_IDENTIFIERS}/vendorDUNSInformation/globalParentDUNSNumber",),
}
"""As they stand in awards and IDVs; other transactions have them in an element `contractDetail` more."""

ELEMENTS: Mapping[str, tuple[str, ...]] = {
    **{meaning: tuple(f"{outer}/{inner}/{name}" for outer, inner in _IDENTITIES) for meaning, name in _OWN.items()},
    **{meaning: tuple(f"{outer}/{path}" for outer, _ in _IDENTITIES) for meaning, path in _PARENT.items()},
    **{meaning: (*paths, *(f"contractDetail/{path}" for path in paths)) for meaning, paths in _DETAIL.items()},
}
"""Each meaning and the paths that carry it, best first; the first that is filled in a record is used."""

PATHS = frozenset(path for paths in ELEMENTS.values() for path in paths)
FREE_TEXT = frozenset(ELEMENTS["description"])
"""What people wrote freely: contact data in it is masked."""


@dataclass(frozen=True, slots=True)
class Value:
    """A filled element or attribute: its path below the record, and its text as it is shown."""

    path: str
    text: str


def value_of(texts: Mapping[str, str], meaning: str) -> Value | None:
    """Find the best filled value of a meaning in a record."""
    for path in ELEMENTS[meaning]:
        text = texts.get(path)
        if text and not text.isspace():
            return Value(path, shown(path, text))
    return None


def shown(path: str, text: str) -> str:
    """Give the text of a path as the record has it: as it stands, but for contact data."""
    return masked(text) if path in FREE_TEXT else text
