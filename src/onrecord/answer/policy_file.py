"""From a policy's YAML to its rules; whatever is wrong is told with its line and what to write instead."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar

from onrecord.answer.policy_rules import (
    MINIMUM_NOTIONS,
    MODALITIES,
    PARTY_KINDS,
    REACHES,
    STANDING_STATUSES,
    STATUSES,
    Minimum,
    Name,
    Period,
    Policy,
    Rule,
    Texts,
    Use,
    Who,
)
from onrecord.answer.policy_yaml import At, Items, Keys, Node, Text, load, shown
from onrecord.model.names import folded
from onrecord.tables import award_names

Word = TypeVar("Word", bound=str)
RULES_LIMIT = 200
LIST_LIMIT = 2_000
"""Rules of a policy, and values of one list."""
POLICY_KEYS = ("policy", "rules")
RULE_KEYS = ("id", "title", "why", "customer", "supplier", "use", "reach", "period", "amount", "sources")
WHO_KEYS = ("parties", "parts_of", "kinds")
USE_KEYS = ("makers", "products", "words", "categories")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
SUM = re.compile(r"[0-9][0-9,_ ]{0,30}(?:\.[0-9]{1,6})?")
CATEGORY = re.compile(r"([a-z]+):([A-Za-z0-9-]+)")
DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
TRUTH = {"yes": True, "true": True, "no": False, "false": False}


def read_policy(path: Path) -> Policy:
    """Read a policy from its file.

    Raises:
        UserError: It cannot be understood; the message has the line and what to write instead.
    """
    at = At(str(path))
    return policy_of(load(path), at)


def policy_of(root: Node, at: At) -> Policy:
    """Make a policy of its YAML; see `read_policy`."""
    keys = _keys(root, POLICY_KEYS, at, "the file")
    name = _text(keys, "policy", at)
    rules = _items(keys, "rules", at, limit=RULES_LIMIT)
    if not name:
        at.wrong(keys.line, "no `policy`; write: policy: NAME")
    if not rules:
        at.wrong(keys.line, "no `rules`; write a list of rules, see: onrecord policy example")
    made = tuple(_rule(one, at) for one in rules)
    first: dict[str, int] = {}
    for rule in made:
        if rule.id in first:
            at.wrong(rule.line, f"the id {rule.id} is that of line {first[rule.id]} too; give each rule its own")
        first[rule.id] = rule.line
    return Policy(name=name, path=at.path, rules=made)


def _rule(node: Node, at: At) -> Rule:
    keys = _keys(node, RULE_KEYS, at, "a rule")
    name = _text(keys, "id", at)
    if not ID.fullmatch(name):
        at.wrong(keys.lines.get("id", keys.line), "a rule needs an id of letters, digits and hyphens: id: weapons")
    rule = Rule(
        id=name,
        title=_text(keys, "title", at) or name,
        why=_text(keys, "why", at),
        customer=_who(keys, "customer", at),
        supplier=_who(keys, "supplier", at),
        use=_use(keys, at),
        reach=frozenset(_chosen(keys, "reach", REACHES, at)) or frozenset({"direct"}),
        period=_period(keys, at),
        minimum=_minimum(keys, at),
        awards=_awards(keys, at),
        texts=_texts(keys, at),
        line=keys.line,
    )
    if not (rule.customer or rule.supplier or rule.use):
        at.wrong(rule.line, f"rule {name} names no customer, supplier or use; it would concern everything: add one")
    if not rule.awards and rule.texts is None:
        at.wrong(rule.line, f"rule {name} looks at nothing: set awards or texts under sources to yes")
    return rule


def _who(keys: Keys, name: str, at: At) -> Who | None:
    if name not in keys.values:
        return None
    found = _keys(keys.values[name], WHO_KEYS, at, f"`{name}`")
    who = Who(
        parties=_names(found, "parties", at),
        parts_of=_names(found, "parts_of", at),
        kinds=_chosen(found, "kinds", PARTY_KINDS, at),
    )
    if not who.is_named and not who.kinds:
        at.wrong(keys.lines[name], f"`{name}` is empty; name parties, parts_of or kinds, or take it out")
    return who


def _use(keys: Keys, at: At) -> Use | None:
    if "use" not in keys.values:
        return None
    found = _keys(keys.values["use"], USE_KEYS, at, "`use`")
    use = Use(
        makers=_names(found, "makers", at),
        products=tuple(_product(one, at) for one in _texts_in(found, "products", at)),
        words=tuple(_words(one, at) for one in _texts_in(found, "words", at)),
        categories=tuple(_category(one, at) for one in _texts_in(found, "categories", at)),
    )
    if not (use.makers or use.products or use.words or use.categories):
        at.wrong(keys.lines["use"], "`use` is empty; name makers, products, words or categories, or take it out")
    return use


def _product(one: Text, at: At) -> str:
    names = {folded(row.name): row.name for row in award_names() if row.role == "product"}
    if found := names.get(folded(one.value)):
        return found
    near = get_close_matches(folded(one.value), names, 3)
    advice = f"did you mean: {', '.join(names[name] for name in near)}? Else" if near else "no such product is known;"
    return at.wrong(one.line, f"{shown(one.value)!r}: {advice} put it under `words`")


def _words(one: Text, at: At) -> str:
    words = " ".join(one.value.split())
    if "*" in words.rstrip("*") or words.endswith("**"):
        at.wrong(one.line, f"{shown(words)!r}: a `*` may stand at the end only: biometric*")
    if sum(character.isalnum() for character in words) < 2:
        at.wrong(one.line, f"{shown(words)!r} holds no word; write words of a description")
    return words


def _category(one: Text, at: At) -> tuple[str, str]:
    found = CATEGORY.fullmatch(one.value.strip())
    if found is None:
        at.wrong(one.line, f"{shown(one.value)!r}: write SCHEME:CODE, the code or its beginning: psc:10")
    return found[1], found[2].upper()


def _period(keys: Keys, at: At) -> Period | None:
    if "period" not in keys.values:
        return None
    found = _keys(keys.values["period"], ("from", "to"), at, "`period`")
    first, last = _day(found, "from", at, last=False), _day(found, "to", at, last=True)
    if first is None and last is None:
        at.wrong(keys.lines["period"], "`period` is empty; write from or to, or take it out")
    if first and last and first > last:
        at.wrong(keys.lines["period"], f"the period ends ({last}) before it begins ({first}); exchange them")
    return Period(first=first, last=last)


def _day(keys: Keys, name: str, at: At, *, last: bool) -> str | None:
    """Read a day; of a month or a year the first, or the last."""
    text = _text(keys, name, at)
    if not text:
        return None
    if (found := DAY.fullmatch(text)) and (day := _day_of(found, last=last)):
        return day
    return at.wrong(keys.lines[name], f"{shown(text)!r} is no date; write 2018, 2018-06 or 2018-06-28")


def _day_of(found: re.Match[str], *, last: bool) -> str | None:
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        day = int(found[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:  # no such month or day, or the year 0
        return None


def _minimum(keys: Keys, at: At) -> Minimum | None:
    if "amount" not in keys.values:
        return None
    found = _keys(keys.values["amount"], ("at_least", "notion", "currency"), at, "`amount`")
    written, notion = _text(found, "at_least", at), _text(found, "notion", at)
    if not SUM.fullmatch(written):
        line = found.lines.get("at_least", found.line)
        at.wrong(line, f"{shown(written)!r} is no sum; write it in digits, without a currency: at_least: 1,000,000")
    if not notion:
        at.wrong(found.line, f"an amount needs a notion, for sums of several meanings: {', '.join(MINIMUM_NOTIONS)}")
    currency = (_text(found, "currency", at) or "USD").upper()
    if not re.fullmatch(r"[A-Z]{3}", currency):
        at.wrong(found.lines["currency"], f"{shown(currency)!r}: write a currency by its three letters: USD")
    return Minimum(
        at_least=Decimal(re.sub(r"[,_ ]", "", written)),
        notion=_one_of(Text(value=notion, line=found.lines["notion"]), MINIMUM_NOTIONS, at),
        currency=currency,
    )


def _awards(keys: Keys, at: At) -> bool:
    found = _sources(keys, at)
    return _truth(found, "awards", at) if found and "awards" in found.values else True


def _texts(keys: Keys, at: At) -> Texts | None:
    found = _sources(keys, at)
    if found is None or "texts" not in found.values:
        return Texts()
    if isinstance(found.values["texts"], Text):
        return Texts() if _truth(found, "texts", at) else None
    inside = _keys(found.values["texts"], ("status", "modality"), at, "`texts`")
    for one in _texts_in(inside, "modality", at):
        if one.value in {"demanded", "denied"}:
            at.wrong(one.line, f"what is {one.value} is no relation; write: {', '.join(MODALITIES)}")
    return Texts(
        statuses=_chosen(inside, "status", STATUSES, at) or STANDING_STATUSES,
        modalities=_chosen(inside, "modality", MODALITIES, at) or ("asserted",),
    )


def _sources(keys: Keys, at: At) -> Keys | None:
    return _keys(keys.values["sources"], ("awards", "texts"), at, "`sources`") if "sources" in keys.values else None


# --- values


def _keys(node: Node, known: Sequence[str], at: At, where: str) -> Keys:
    if not isinstance(node, Keys):
        at.wrong(node.line, f"{where} is not `key: value` lines; known keys: {', '.join(known)}")
    for name, line in node.lines.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            advice = f"did you mean {near[0]}? Known:" if near else "known:"
            at.wrong(line, f"unknown key {shown(name)!r} in {where}; {advice} {', '.join(known)}")
    return node


def _text(keys: Keys, name: str, at: At) -> str:
    found = keys.values.get(name, Text(value="", line=keys.line))
    if not isinstance(found, Text):
        at.wrong(found.line, f"`{name}` is not a text; write: {name}: WORDS")
    return found.value.strip()


def _items(keys: Keys, name: str, at: At, *, limit: int = LIST_LIMIT) -> tuple[Node, ...]:
    """List the values of a key; a single text is a list of one."""
    found = keys.values.get(name)
    if found is None or (isinstance(found, Text) and not found.value.strip()):
        return ()
    values = found.values if isinstance(found, Items) else (found,)
    if len(values) > limit:
        at.wrong(found.line, f"`{name}` has {len(values):,} values; at most {limit:,} are read: write several files")
    return values


def _texts_in(keys: Keys, name: str, at: At) -> tuple[Text, ...]:
    found = []
    for one in _items(keys, name, at):
        if not isinstance(one, Text):
            at.wrong(one.line, f"`{name}` is not a list of words; write each after a hyphen, between quotation marks")
        if not one.value.strip():
            at.wrong(one.line, f"an empty value in `{name}`; fill it or take it out")
        found.append(one)
    return tuple(found)


def _names(keys: Keys, name: str, at: At) -> tuple[Name, ...]:
    return tuple(Name(text=one.value.strip(), line=one.line) for one in _texts_in(keys, name, at))


def _chosen(keys: Keys, name: str, known: Sequence[Word], at: At) -> tuple[Word, ...]:
    read = partial(_one_of, known=known, at=at)
    return tuple(dict.fromkeys(map(read, _texts_in(keys, name, at))))


def _one_of(one: Text, known: Sequence[Word], at: At) -> Word:
    found = next((word for word in known if word == one.value.strip()), None)
    return at.wrong(one.line, f"{shown(one.value)!r} is not one of: {', '.join(known)}") if found is None else found


def _truth(keys: Keys, name: str, at: At) -> bool:
    found = TRUTH.get(_text(keys, name, at).lower())
    return at.wrong(keys.lines[name], f"`{name}` is yes or no") if found is None else found
