"""A dossier as a time line for TimelineJS (Knight Lab): https://timeline.knightlab.com/docs/json-format.html."""

from html import escape
from typing import Any

import msgspec

from onrecord.model.dossier import CitedAward, CitedSource, CitedStatement, Dossier

Json = dict[str, Any]


def timeline(made: Dossier) -> bytes:
    """Write statements and awards as dated events in two groups; what has no date is counted on the first slide.

    TimelineJS takes texts for HTML: every word of the record is escaped.
    """
    sources = {one.number: one for one in made.sources}
    dated = [_said(one, sources) for one in made.statements if one.date] + [
        _done(one, sources) for one in made.awards if one.date
    ]
    undated = len(made.statements) + len(made.awards) - len(dated)
    told = [f"<p>{escape(what)}: {escape(value)}</p>" for what, value in made.head]
    told += [f"<p>{undated} without a date: not on this time line.</p>"] if undated else []
    told += [
        f"<p>In tension, possibly: {escape(one.left)} and {escape(one.right)}. {escape(one.because)}. "
        f"Both are true if {escape(one.both_true_if)}. {escape(one.state)}.</p>"
        for one in made.tensions
    ]
    title = {"text": {"headline": escape(made.title), "text": "".join(told)}}
    return msgspec.json.encode({"title": title, "events": dated, "scale": "human"})


def _said(one: CitedStatement, sources: dict[int, CitedSource]) -> Json:
    notes = "; ".join((one.form, *filter(None, (one.position,)), *one.notes))
    text = f"<blockquote>{escape(one.quote)}</blockquote><p>{escape(notes)}.</p>{_from(sources[one.source], one.place)}"
    headline = f"{escape(one.label)}: {escape(one.speaker)}"
    return _event(one.label, "Said", one.date or "", headline, text) | {"display_date": f"{one.day} ({one.basis})"}


def _done(one: CitedAward, sources: dict[int, CitedSource]) -> Json:
    sums = "; ".join(f"{each.notion} {each.amount}" for each in one.sums if each.amount) or "no sum recorded"
    parts = "".join(f"<li>{escape(each)}</li>" for each in one.parts)
    text = (
        f"<p>{escape(one.description)}</p><p>{escape(sums)}.</p><ul>{parts}</ul>{_from(sources[one.source], one.place)}"
    )
    headline = f"{escape(one.label)}: {escape(one.recipient)}"
    return _event(one.label, "Done", one.date or "", headline, text) | {"display_date": one.day}


def _event(label: str, group: str, date: str, headline: str, text: str) -> Json:
    names = ("year", "month", "day")
    start = {name: int(part) for name, part in zip(names, date[:10].split("-"), strict=False)}
    return {"start_date": start, "text": {"headline": headline, "text": text}, "group": group, "unique_id": label}


def _from(source: CitedSource, place: str) -> str:
    told = ", ".join(filter(None, (source.title, source.publisher, place)))
    if source.address and source.address.startswith(("http://", "https://")):
        return f'<p><a href="{escape(source.address)}">{escape(told)}</a></p>'
    return f"<p>{escape(told)}</p>"
