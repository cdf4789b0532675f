"""What an export of awards does not tell of the machine it was made on."""

import json
from pathlib import Path

from export.spending_values import DAY, ORIGIN, view
from onrecord.export.ocds import export


def test_no_path_of_the_machine_is_exported(tmp_path: Path) -> None:
    ((path, _),) = export(view(), tmp_path, DAY)
    assert "somebody" not in path.read_text("utf-8")
    (one,) = json.loads(path.read_bytes())["releases"]
    assert one["awards"][0]["onRecord"]["sources"] == [
        {"id": ORIGIN.artefact, "url": ORIGIN.url, "publisher": ORIGIN.publisher, "collectedAt": ORIGIN.collected_at}
    ]
