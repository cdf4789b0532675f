"""Draw the awards whose product owners are labelled by hand: 300 at random whose recipient is a reseller.

    python evaluation/spending/draw.py > drawn.jsonl

Needs `../shared/data/awards`: ICE's awards of 2013 to 2018 and the prime awards downloaded in March 2025. The words by
which a recipient counts as a reseller stand below, wider than the package's own table: what is measured must not
decide what is drawn.
"""

import csv
import json
import random
import re
from collections import defaultdict
from pathlib import Path

AWARDS = Path(__file__).parents[3] / "shared/data/awards"
RESELLERS = re.compile(
    r"\b(?:CARAHSOFT|CDW|DELL (?:FEDERAL|MARKETING)|INSIGHT PUBLIC|SHI INTERNATIONAL|SOFTCHOICE|FOUR POINTS|FOURPOINTS|IMMIX\w*|"
    r"DLT SOLUTIONS|MYTHICS|ESCGOV|GOVPLACE|GOV\w*CONNECTION|MINBURN|V3GATE|PANAMERICA|BLUE TECH|AKIRA|NEW TECH SOLUTIONS|"
    r"FCN|NET DIRECT|THUNDERCAT|EC AMERICA|PRESIDIO|WORLD WIDE TECHNOLOGY|ALVAREZ|RED RIVER|SWORD ?& ?SHIELD|IRON BOW|"
    r"EMTEC|STERLING COMPUTERS|COUNTERTRADE|TRIBALCO|WILDFLOWER|GTSI|UNISTAR|MA FEDERAL|IGOV|GOVSMART|INTELLIGENT DECISIONS|"
    r"FEDERAL RESOURCES|AFFIGENT|MERLIN INTERNATIONAL|KNIGHT POINT|GOVERNMENT ACQUISITIONS|COLOSSAL|BAHFED|ALAMO CITY|"
    r"TECHNICA|PC MALL GOV|ZONES|PCMG|CSI TECHNOLOGIES|BETTER DIRECT|DH TECH|SYNNEX|ACCESSAGILITY|VISIONARY|AMERICAN SYSTEMS)\b"
)
DRAWN = 300
SEED = 5
FILES = ("tornapart/ice_awards_fy13_fy18.csv", "mn_ice")


def main() -> None:
    """Print the drawn awards, one a line, all their rows' descriptions with them."""
    awards: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in _paths():
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                if "award_id_piid" in row and (key := _key(row)):
                    awards[key].append(row)
    chosen = sorted(key for key, rows in awards.items() if RESELLERS.search(rows[-1]["recipient_name"].upper()))
    for key in random.Random(SEED).sample(chosen, DRAWN):
        print(json.dumps(_shown(key, awards[key]), ensure_ascii=False))


def _paths() -> list[Path]:
    folder = AWARDS / FILES[1]
    return [AWARDS / FILES[0], *sorted(one for one in folder.rglob("*.csv") if "Prime" in one.name)]


def _key(row: dict[str, str]) -> str:
    if key := row.get("contract_award_unique_key"):
        return key if "IDV" not in key else ""
    if row.get("award_or_idv_flag", "").upper() == "IDV" or row.get("idv_type_code"):
        return ""
    agency, parent = row["awarding_sub_agency_code"].zfill(4), row.get("parent_award_id") or "-NONE-"
    above = (row.get("parent_award_agency_id") or "-NONE-").zfill(4)
    return f"CONT_AWD_{row['award_id_piid']}_{agency}_{parent}_{above}"


def _shown(key: str, rows: list[dict[str, str]]) -> dict[str, object]:
    last = rows[-1]
    said = (row.get(name) for row in rows for name in DESCRIPTIONS)
    return {
        "award": key,
        "recipient": last["recipient_name"],
        "recipient_parent": last.get("recipient_parent_name"),
        "descriptions": list(dict.fromkeys(one for one in said if one)),
        "psc": f"{last.get('product_or_service_code')} {last.get('product_or_service_code_description')}",
        "naics": f"{last.get('naics_code')} {last.get('naics_description')}",
    }


DESCRIPTIONS = ("transaction_description", "award_description", "prime_award_base_transaction_description")

if __name__ == "__main__":
    main()
