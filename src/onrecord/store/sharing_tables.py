"""Spending rows, parties and what ties them, written to a masked copy."""

import sqlite3
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from typing import Any

import msgspec

from onrecord.model.award import TIE
from onrecord.model.evidence import Field, Span
from onrecord.model.ids import ArtefactId
from onrecord.model.judgement import Judgement, party_key
from onrecord.model.names import folded
from onrecord.model.party import Alias, Link, Party, Relation
from onrecord.store import rows, sheets
from onrecord.store.sharing_copy import Copying
from onrecord.store.verdicts import KEYS_OF, judgements_on
from onrecord.store.view import View

ROW_DIGITS = 12
"""Of the `TIE` characters that end an action's sequence; those before them begin its artefact's name."""


def all_actions(view: View) -> Iterable[sqlite3.Row]:
    """Give the rows of the table of actions, each with its artefact before its own columns."""
    return view.db.execute(
        "SELECT s.artefact, a.* FROM actions a JOIN sheets s ON s.number = a.sheet ORDER BY a.number"
    )


def write_rows(copying: Copying, masked_actions: Container[int]) -> None:
    """Write spending rows and the awards they make; only actions with something to hide are taken apart.

    Args:
        copying: The copy.
        masked_actions: Numbers of those.
    """
    view = copying.view
    copying.put("layouts", view.db.execute("SELECT * FROM layouts"))
    names = dict(tuple(row) for row in view.db.execute("SELECT number, artefact FROM sheets"))
    copying.put("sheets", ((number, copying.artefact(one)) for number, one in names.items()))
    copying.put("actions", (_action(copying, row, masked_actions) for row in all_actions(view)))
    query = "SELECT piid, buyer, recipient, description FROM actions WHERE number = ?"
    for row in view.db.execute("SELECT * FROM awards ORDER BY number"):
        piid, *said = copying.db.execute(query, (row["latest"],)).fetchone()
        latest = (row["number"], copying.award(row["id"]), row["latest"], row["actions"], row["kind"], piid)
        copying.put("awards", [(*latest, copying.award(row["parent"]), row["acted_on"], *said)])
    for table, write in (("subawards", _subaward), ("authorisations", _authorisation)):
        found = view.db.execute(f"SELECT * FROM {table} ORDER BY number")
        copying.put(table, (write(copying, row, names[row["sheet"]]) for row in found))


def _action(copying: Copying, row: sqlite3.Row, masked_actions: Container[int]) -> tuple[Any, ...]:
    artefact = row["artefact"]
    if artefact not in copying.hidden:
        return tuple(row)[1:]
    if row["number"] in masked_actions:
        query = "SELECT value FROM layouts WHERE number = ?"
        layout = sheets.layout_in(copying.view.db.execute(query, (row["layout"],)).fetchone()[0])
        after = copying.rows.action(sheets.action_in(row, layout), copying.artefact(artefact))
        award = copying.award(after.award) or after.award
        after = replace(after, award=award, parent=copying.award(after.parent))
        return (row["number"], row["sheet"], *sheets.action_out(after))
    values = dict(zip(row.keys()[1:], tuple(row)[1:], strict=True))
    tail = f"{copying.artefact(artefact)[: TIE - ROW_DIGITS]}{row['row']:0{ROW_DIGITS}d}"
    values["award"], values["parent"] = copying.award(row["award"]), copying.award(row["parent"])
    values["sequence"] = row["sequence"][:-TIE] + tail
    return tuple(values.values())


def _subaward(copying: Copying, row: sqlite3.Row, artefact: ArtefactId) -> tuple[Any, ...]:
    if artefact not in copying.hidden:
        return tuple(row)
    after = copying.rows.subaward(sheets.subaward_in(row["value"]), copying.artefact(artefact))
    after = replace(after, prime=copying.award(after.prime) or after.prime)
    value = msgspec.json.encode(after).decode()
    place = (row["number"], row["sheet"], row["row"], after.prime, after.same, after.acted_on)
    return (*place, after.recipient, after.description, value)


def _authorisation(copying: Copying, row: sqlite3.Row, artefact: ArtefactId) -> tuple[Any, ...]:
    if artefact not in copying.hidden:
        return tuple(row)
    after = copying.rows.authorisation(sheets.authorisation_in(row["value"]), copying.artefact(artefact))
    value = msgspec.json.encode(after).decode()
    return (row["number"], row["sheet"], row["row"], after.body, after.product, value)


# --- parties


def name_parties(copying: Copying) -> None:
    """Give other names to parties whose own were worked out from a private person's."""
    for one in copying.view.parties():
        after = _shown(copying, one)
        if one.id in copying.people.labels or (after.name, after.aliases) != (one.name, one.aliases):
            copying.parties[one.id] = copying.people.keyed.party(one.id)


def write_parties(copying: Copying) -> None:
    """Write parties: private ones under what stands for them, without anything that narrows down who they are."""
    view = copying.view
    for one in view.parties():
        label = copying.people.labels.get(one.id)
        after = _hidden(one, label) if label else _shown(copying, one)
        evidence = moved_evidence(copying, after.role_evidence, copying.rows.words)
        after = replace(after, id=copying.parties.get(one.id, one.id), role_evidence=evidence)
        copying.put("parties", [rows.party_out(after)])
        copying.put("aliases", ((after.id, each.name, folded(each.name), each.basis) for each in after.aliases))
    for key, document, party in view.db.execute("SELECT key, document, party FROM places"):
        _write_place(copying, key, document, party)


def _hidden(one: Party, label: str) -> Party:
    alias = Alias(name=label, basis="masked")
    return Party(id=one.id, name=label, kind="person", aliases=(alias,), private=True)


def _shown(copying: Copying, one: Party) -> Party:
    words, tabled = copying.rows.words, any(alias.basis == "table" for alias in one.aliases)
    aliases = tuple(
        replace(each, name=words(each.name))
        for each in one.aliases  # the owner of a firm may stand in a row under its number
        if tabled or each.basis != "award" or copying.rows.label(each.name) is None
    )
    role = one.public_role and copying.rows.free_words(one.public_role)
    return replace(one, name=words(one.name), aliases=aliases, public_role=role)


def _write_place(copying: Copying, key: str, document: str, party: str) -> None:
    people = copying.people
    new = f"person:{people.keyed.digest('place', key)}" if party in people.labels else copying.rows.words(key)
    own = copying.documents.get(document, document)
    copying.put("places", [(new, own, copying.party(party))])
    copying.keys[party_key((key, document or None))] = party_key((new, own or None))  # type: ignore[arg-type]  # ids are text


# --- what ties them, once documents and parties are there


def write_ties(copying: Copying) -> None:
    """Write relations and parts in awards; what is known of a private person's office is left out."""
    hidden, view = copying.people.labels, copying.view
    for one in view.all_relations():
        if one.left not in hidden and one.right not in hidden:
            copying.put("relations", [rows.relation_out(_relation(copying, one))])
    for link in view.links():
        copying.put("links", [_link(copying, link)])
    for mention in view.field_mentions():
        naming = view.db.execute("SELECT party, rule FROM namings WHERE mention = ?", (mention.id,)).fetchone()
        label = hidden.get(naming[0]) if naming else copying.rows.label(mention.name)
        assert mention.field is not None  # noqa: S101  # tells the type checker
        words = _named(copying, {mention.name: label} if label else {})
        after = replace(mention, name=words(mention.name), field=copying.place(mention.field, words))
        copying.put("mentions", [rows.mention_out(after)], f"({rows.MENTION_COLUMNS})")
        copying.put("namings", [(after.id, copying.party(naming[0]), naming[1])] if naming else ())


def _named(copying: Copying, hidden: dict[str, str]) -> Callable[[str], str]:
    return copying.rows.within(hidden, frozenset()).value


def _relation(copying: Copying, one: Relation) -> Relation:
    words = copying.rows.words
    return replace(
        one,
        left=copying.party(one.left) or one.left,
        right=copying.party(one.right) or one.right,
        evidence=moved_evidence(copying, one.evidence, words),
        reason=words(one.reason),
        shown_by=tuple(copying.place(each, words) for each in one.shown_by),
    )


def moved_evidence(copying: Copying, place: Span | Field | None, words: Callable[[str], str]) -> Span | Field | None:
    """Say where the place that shows something is in the copy; None for words whose document is gone."""
    if isinstance(place, Span):
        return copying.evidence.get((place.document, place.start, place.end))
    return None if place is None else copying.place(place, words)


def _link(copying: Copying, one: Link) -> tuple[Any, ...]:
    label = copying.people.labels.get(one.party)
    value: Callable[[str], str] = copying.rows.words
    free: Callable[[str], str] = copying.rows.free_words
    if label:
        within = copying.rows.within(dict.fromkeys(copying.people.names[one.party], label), frozenset())
        value, free = within.value, within.free
    evidence = (moved_evidence(copying, each, value) for each in one.evidence)
    kept = rows.evidences_out(each for each in evidence if each)
    return (copying.award(one.award), copying.party(one.party), one.role, one.label, kept, free(one.because))


# --- decisions


def _note_keys(copying: Copying) -> None:
    """Note what decisions on what connects call it; nothing is worked out where there are none."""
    after = View(copying.view.record, copying.db)
    moved = {"tension": copying.tensions, "echo": copying.echoes, "copy": copying.copies, "match": copying.matches}
    for kind, keys_of in KEYS_OF.items():
        if judgements_on(copying.view, kind):
            now, names = keys_of(after), moved[kind]
            copying.keys |= {
                key: now[names[old]] for old, key in keys_of(copying.view).items() if names.get(old) in now
            }


def write_judgements(copying: Copying) -> None:
    """Write people's decisions on what the copy still has; users are told apart, not named.

    Left out is what marks words or names a private person, with the reasons given for it.
    """
    _note_keys(copying)
    users: dict[str, str] = {}
    for one in copying.view.judgements():
        ends = [copying.keys.get(each, "") if each else "" for each in (one.left, one.right)]
        copying.keys[f"judgement:{one.id}"] = ""
        if not ends[0] or (one.right and not ends[1]) or one.verdict == "span":
            continue
        user = users.setdefault(one.user, f"user {len(users) + 1}")
        is_same = ends == [one.left, one.right]
        words = copying.rows.free_words
        moved = Judgement(
            left=ends[0],
            right=ends[1],
            verdict=one.verdict,
            user=user,
            made_at=one.made_at,
            reason=words(one.reason) if is_same else "",
            words=words(one.words) if is_same else "",
        )
        copying.keys[f"judgement:{one.id}"] = f"judgement:{moved.id}"
        values = (
            moved.id,
            moved.left,
            moved.right,
            moved.verdict,
            moved.user,
            moved.made_at,
            moved.reason,
            moved.words,
        )
        copying.put("judgements", [values])
