"""Rank registered names for each query with rapidfuzz, in the interpreter that has it: JSON in, JSON out.

    PYTHON peers.py < request.json > answer.json

The request has `names` and `queries`, lists of texts; the answer maps each measure to a list, one a query, of `[place,
score]` of the best names, and to the seconds it took. Needs nothing of this project.
"""

import json
import sys
import time

BEST = 30


def main() -> None:
    """Read, rank, print."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  # no dependency of the project

    request = json.load(sys.stdin)
    answer = {}
    for measure in ("WRatio", "token_set_ratio", "token_sort_ratio"):
        begun = time.process_time()
        found = [
            process.extract(
                query, request["names"], scorer=getattr(fuzz, measure), processor=utils.default_process, limit=BEST
            )
            for query in request["queries"]
        ]
        answer[measure] = {
            "seconds": time.process_time() - begun,
            "found": [[[place, score / 100] for _, score, place in one] for one in found],
        }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
