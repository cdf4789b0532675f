"""Made-up awards, subcontracts and texts for policy checks: each award is one case."""

import csv
from pathlib import Path

from answer.spending_sources import SUBAWARD

AWARD = {
    "contract_award_unique_key": "",
    "award_id_piid": "",
    "modification_number": "0",
    "federal_action_obligation": "500000.00",
    "total_dollars_obligated": "500000.00",
    "current_total_value_of_award": "600000.00",
    "potential_total_value_of_award": "2000000.00",
    "action_date": "2019-03-01",
    "period_of_performance_start_date": "2019-03-15",
    "period_of_performance_current_end_date": "2020-03-14",
    "awarding_agency_code": "070",
    "awarding_agency_name": "Department of Homeland Security",
    "awarding_sub_agency_code": "7012",
    "awarding_sub_agency_name": "U.S. IMMIGRATION AND CUSTOMS ENFORCEMENT",
    "recipient_uei": "HARBOURWORK1",
    "recipient_name": "HARBOUR WORKS LLC",
    "recipient_parent_uei": "",
    "recipient_parent_name": "",
    "award_or_idv_flag": "AWARD",
    "award_type_code": "C",
    "award_type": "DELIVERY ORDER",
    "prime_award_base_transaction_description": "FACIAL RECOGNITION GATES",
    "product_or_service_code": "6350",
    "naics_code": "541519",
}
QUAY = {"recipient_uei": "QUAYSYSTEMS1", "recipient_name": "QUAY SYSTEMS INC"}
DEFENCE = {
    "awarding_agency_code": "097",
    "awarding_agency_name": "Department of Defense",
    "awarding_sub_agency_code": "2100",
    "awarding_sub_agency_name": "DEPT OF THE ARMY",
}
NO_SUMS = dict.fromkeys(
    ("federal_action_obligation", "total_dollars_obligated", "current_total_value_of_award", "potential_total_value_of_award"), ""
)  # fmt: skip
DATES = ("action_date", "period_of_performance_start_date", "period_of_performance_current_end_date")
NO_DATES = dict.fromkeys(DATES, "")
DELL = {"recipient_uei": "N1C5QLNPJLS4", "recipient_name": "DELL FEDERAL SYSTEMS L.P."}
DESCRIBED = "prime_award_base_transaction_description"
EARLY = {"action_date": "2014-05-01", "period_of_performance_start_date": "2014-05-02"} | {
    "period_of_performance_current_end_date": "2014-12-31"
}
CASES: dict[str, dict[str, str]] = {
    "DIRECT": {},
    "OWNED": QUAY | {"recipient_parent_uei": "HARBOURWORK1", "recipient_parent_name": "HARBOUR WORKS LLC"},
    "ELSEWHERE": QUAY,
    "RESOLD": DELL | {DESCRIBED: "MICROSOFT AZURE GOVERNMENT CONSUMPTION"},
    "LIKELY": DELL | {DESCRIBED: "MS LICENSES"},
    "NAMED": DELL | {DESCRIBED: "TRAINING FOR MICROSOFT SHAREPOINT ADMINISTRATORS"},
    "LATER": EARLY | {"recipient_uei": "NUANCENUANC1", "recipient_name": "NUANCE COMMUNICATIONS INC", DESCRIBED: "DICTATION"},
    "NOSUM": NO_SUMS | {DESCRIBED: "PIERS"},
    "NODATE": NO_DATES | {DESCRIBED: "BOLLARDS"},
    "NOWORDS": {DESCRIBED: ""},
    "ARMY": DEFENCE | {DESCRIBED: "ROPES", "product_or_service_code": "1005"},
    "VEHICLE": {
        "award_or_idv_flag": "IDV", "award_type_code": "", "award_type": "", DESCRIBED: "CRANES",
        "federal_action_obligation": "0.00", "total_dollars_obligated": "0.00", "current_total_value_of_award": "",
    },
}  # fmt: skip
SUBCONTRACTS = (
    {"prime_award_unique_key": "CONT_AWD_DIRECT_7012_-NONE-_-NONE-", "subaward_description": "LENSES FOR GATES"},
    {
        "prime_award_unique_key": "CONT_AWD_ZABSENT_7012_-NONE-_-NONE-",
        "subaward_number": "S-9",
        "subaward_description": "LENSES",
    },
)
TEXTS = {
    "supplied": "A sale is told of\n\nDell Federal Systems supplies Microsoft Azure Government to ICE every year. The sea was calm.\n",
    "person": "A man of the quay\n\nJane Tidewater, who lives by the sea, said that the gates were loud.\n",
}


def key(case: str) -> str:
    """Give the key of a case's award."""
    agency = CASES[case].get("awarding_sub_agency_code", "7012")
    return f"CONT_IDV_{case}_{agency}" if case == "VEHICLE" else f"CONT_AWD_{case}_{agency}_-NONE-_-NONE-"


def write_sources(folder: Path) -> list[Path]:
    """Write the sources into a folder and list them."""
    rows = [
        AWARD | {"contract_award_unique_key": key(case), "award_id_piid": case} | values
        for case, values in CASES.items()
    ]
    with (folder / "awards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(AWARD))
        writer.writeheader()
        writer.writerows(rows)
    with (folder / "subawards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(SUBAWARD))
        writer.writeheader()
        writer.writerows(SUBAWARD | values for values in SUBCONTRACTS)
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / "awards.csv", folder / "subawards.csv", *(folder / f"{name}.txt" for name in TEXTS)]
