"""Make the weights of the learned line labeller.

    python training/lines/train.py [--shared DIR] [--out FILE]

Writes the file and prints its sha256, which goes into `onrecord/read/line_model.py`.
"""

import argparse
import hashlib
from pathlib import Path

import msgspec
from marked_pages import CUT, WHOLE, example_of, read_pages
from regression import fit_weights

ROOT = Path(__file__).parents[2]
VERSION = "lines/1"


def main() -> None:
    """Fit on every page there is, whole and cut."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    arguments.add_argument("--out", type=Path, default=ROOT / "src/onrecord/read/weights/lines.json")
    options = arguments.parse_args()
    examples = [example_of(page) for source in (*WHOLE, *CUT) for page in read_pages(options.shared, source)]
    content = msgspec.json.format(msgspec.json.encode(fit_weights(examples, VERSION)), indent=1) + b"\n"
    options.out.write_bytes(content)
    print(f"{len(examples)} pages, {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
