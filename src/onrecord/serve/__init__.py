"""The local web app and its JSON API: pages over `answer/`, made on this machine and shown on this machine.

**Architecture invariants:** no page needs a script, and none asks another machine for anything. Text of a document is
escaped wherever it is shown, and bytes of an artefact are handed out as a download, never rendered. Nothing is written but
people's decisions, and none that a page of another site could have sent.
"""

from onrecord.serve.app import make_app, run

__all__ = ["make_app", "run"]
