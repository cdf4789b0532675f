"""Small sources about public spending: made sentences with sums, the awards of the example, subawards, permissions."""

import csv
import json
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "azure-ice" / "awards"
DELL_CALL = "CONT_AWD_HSCETE17J00341_7012_HSHQDC15A00017_7001"
WEST = "CONT_AWD_HSCEMD17F00008_7012_GS02F026DA_4732"
AZURE = "CONT_AWD_70CTD018FC0000038_7012_HSHQDC15A00017_7001"
VEHICLE = "CONT_IDV_HSHQDC15A00017_7001"

TEXTS = {
    "reported": """A contract reported

Microsoft has a contract with US Immigration and Customs Enforcement (ICE) that is put at $19.4 million. The weather was fine.

Nobody at the desk could say where the figure comes from, which was printed twice.
""",
    "said": """What was said of the sum

Microsoft said that its contract with US Immigration and Customs Enforcement (ICE) was worth $19.7 million.

Apple said that a garden in the city would cost $5 million.
""",
    "shared": """Two firms in a paragraph

West Publishing sells a list of names to many. Microsoft has a contract with US Immigration and Customs Enforcement (ICE) of $19.4 million, and it is a long one.
""",
    "dell": """A supplier's sum

Dell has a contract with US Immigration and Customs Enforcement (ICE) worth more than €19 million. Dell Federal Systems supplies $180,691.50 of licences to ICE every year.
""",
}  # fmt: skip

SUBAWARD = {
    "prime_award_unique_key": AZURE,
    "prime_award_piid": "70CTD018FC0000038",
    "prime_award_amount": "180691.50",
    "prime_award_base_action_date": "2018-06-28",
    "prime_awardee_uei": "PRIMEPRIME12",
    "prime_awardee_name": "DELL FEDERAL SYSTEMS L.P.",
    "prime_award_base_transaction_description": "CLOUD",
    "subaward_type": "sub-contract",
    "subaward_number": "S-1",
    "subaward_amount": "532.50",
    "subaward_action_date": "2018-07-15",
    "subawardee_uei": "SUBSUBSUBSU1",
    "subawardee_name": "EXAMPLE HOSTING, LLC",
    "subawardee_parent_uei": "PARENTPAREN1",
    "subawardee_parent_name": "EXAMPLE PARENT CORP",
    "subaward_description": "HOSTING",
}
SUBAWARDS = (
    SUBAWARD,
    SUBAWARD | {"subaward_number": "6000000", "subaward_amount": "6000000", "subaward_action_date": "2018-08-01"},
    SUBAWARD,
    SUBAWARD | {"prime_award_unique_key": "CONT_AWD_ELSEWHERE_7012_-NONE-_-NONE-", "subaward_number": "S-9"},
)
"""One reported twice; one above its prime award whose amount is its number; one under an award that is not held."""


def market() -> dict[str, object]:
    """Make a marketplace of one product of Microsoft that ICE may use since 2023-11-22."""
    product = {
        "id": "F1",
        "name": "Azure Government",
        "csp": "Microsoft",
        "cso": "Azure Government",
        "status": "FedRAMP Authorized",
        "impact_level": "High",
    }
    reuse = {
        "id": "F1",
        "agency_id": "22-002",
        "parent": "Department of Homeland Security",
        "sub_id": "22-002-04",
        "sub": "Immigration and Customs Enforcement",
        "ato_date": "2023-11-22T20:00:00.000Z",
        "auth_date": "",
        "exp_date": "2026-09-25T20:00:00.000Z",
    }
    lists = {"Products": [product], "Agencies": [], "Assessors": [], "AtoMapping": [], "ReuseMapping": [reuse]}
    return {"meta": {"produced_by": "General Services Administration"}, "data": lists}


def write_sources(folder: Path) -> list[Path]:
    """Write the sources into a folder and list them, with the example's awards."""
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with (folder / "subawards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(SUBAWARD))
        writer.writeheader()
        writer.writerows(SUBAWARDS)
    (folder / "marketplace.json").write_text(json.dumps(market()), encoding="utf-8")
    return [*(folder / f"{name}.txt" for name in TEXTS), folder / "subawards.csv", folder / "marketplace.json", EXAMPLE]
