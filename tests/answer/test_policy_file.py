"""A policy's file: what is wrong is told with its line and what to write instead; the example that ships is right."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.answer.policy_file import RULES_LIMIT, policy_of, read_policy
from onrecord.answer.policy_rules import Minimum, Period, Policy, Texts
from onrecord.answer.policy_yaml import BYTES_LIMIT, At, parse
from onrecord.errors import UserError

RULE = "policy: p\nrules:\n  - id: r\n    customer: {kinds: [company]}\n"


def read(text: str) -> Policy:
    return policy_of(parse(text, At("p.yaml")), At("p.yaml"))


def refused(text: str) -> str:
    """Give the message of a refusal; it is one line."""
    with pytest.raises(UserError) as caught:
        read(text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_example_that_ships_is_read_and_explains_every_key() -> None:
    text = files("onrecord.answer").joinpath("policy_example.yaml").read_text(encoding="utf-8")
    policy = read(text)
    assert [rule.id for rule in policy.rules] == ["biometrics", "large-awards", "weapons", "reported-supplies"]
    assert policy.rules[1].minimum == Minimum(at_least=Decimal(1_000_000), notion="obligated", currency="USD")
    assert policy.rules[1].period == Period(first="2015-01-01", last="2030-12-31")
    assert policy.rules[2].texts is None
    assert policy.rules[3].texts == Texts()
    assert not policy.rules[3].awards
    assert {name.text for rule in policy.rules if rule.customer for name in rule.customer.parts_of} == {
        "Department of Homeland Security"
    }, "general: no firm is named"


def test_what_is_not_written_has_its_default() -> None:
    (rule,) = read(RULE).rules
    assert (rule.title, rule.why, rule.reach) == ("r", "", frozenset({"direct"}))
    assert (rule.awards, rule.texts, rule.period, rule.minimum) == (True, Texts(), None, None)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("{from: 2018}", "2018-01-01", None),
        ("{to: 2020-02}", None, "2020-02-29"),
        ("{from: 2018-06-28}", "2018-06-28", None),
    ],
)
def test_a_year_and_a_month_are_meant_whole(written: str, first: str | None, last: str | None) -> None:
    (rule,) = read(f"{RULE}    period: {written}\n").rules
    assert rule.period == Period(first=first, last=last)


BAD = {
    "policy: p\nrules:\n\t- id: r\n": "line 3: a tab; indent with spaces",
    "policy: p\npolicy: q\n": "line 2: policy stands here and in line 1; write it once",
    "policy: &a p\nrules: [*a]\n": "line 2: *a repeats another place; write it out",
    "policy: !!python/object:os.system x\n": "is a tag; write the value without it",
    "policy: p\n---\npolicy: q\n": "line 2: a second document (`---`); write one policy a file",
    "policy: 'p\n": "a quotation mark is not closed",
    "policy: [p\n": "line 1: a list in [ ] is not closed; close it with ]",
    "policy: p\nrules: {a: b\n": "line 2: a mapping in { } is not closed; close it with }",
    "policy: a: b\n": "line 1: a second `: ` in one line; put the text between quotation marks",
    "policy: p\x07\n": "line 1: holds a control character (number 7); take it out",
    "": "is empty; see: onrecord policy example",
    "- a\n- b\n": "line 1: the file is not `key: value` lines; known keys: policy, rules",
    "policy: p\n": "no `rules`; write a list of rules",
    "rules: [a]\n": "no `policy`; write: policy: NAME",
    "policy: p\nrules: [a]\n": "line 2: a rule is not `key: value` lines",
    "policy: p\nrules:\n  - title: x\n": "line 3: a rule needs an id of letters, digits and hyphens",
    "policy: p\nrules:\n  - id: r\n": "line 3: rule r names no customer, supplier or use",
    f"{RULE}    customers: x\n": "line 5: unknown key 'customers' in a rule; did you mean customer?",
    f"{RULE}  - id: r\n    use: {{words: [gates]}}\n": "line 5: the id r is that of line 3 too",
    f"{RULE}    supplier: {{}}\n": "line 5: `supplier` is empty; name parties, parts_of or kinds",
    f"{RULE}    supplier: {{kinds: [person]}}\n": "line 5: 'person' is not one of: company, public_body",
    f"{RULE}    supplier: {{parties: [{{a: b}}]}}\n": "line 5: `parties` is not a list of words",
    f"{RULE}    supplier: {{parties: ['']}}\n": "line 5: an empty value in `parties`",
    f"{RULE}    reach: [direct, far]\n": "line 5: 'far' is not one of: direct, subsidiary, reseller, subcontractor",
    f"{RULE}    period: {{from: May 2018}}\n": "line 5: 'May 2018' is no date; write 2018, 2018-06 or 2018-06-28",
    f"{RULE}    period: {{from: 2018-13}}\n": "line 5: '2018-13' is no date",
    f"{RULE}    period: {{from: 2019, to: 2018}}\n": "line 5: the period ends (2018-12-31) before it begins",
    f"{RULE}    amount: {{at_least: $5m, notion: obligated}}\n": "line 5: '$5m' is no sum; write it in digits",
    f"{RULE}    amount: {{at_least: 5}}\n": "line 5: an amount needs a notion",
    f"{RULE}    amount: {{at_least: 5, notion: total}}\n": "line 5: 'total' is not one of: obligated, current",
    f"{RULE}    amount: {{at_least: 5, notion: stated, currency: euro}}\n": "line 5: 'EURO': write a currency by its three letters",
    f"{RULE}    use: {{products: [Azure Govment]}}\n": "line 5: 'Azure Govment': did you mean: Azure Government",
    f"{RULE}    use: {{words: ['*metric']}}\n": "line 5: '*metric': a `*` may stand at the end only",
    f"{RULE}    use: {{words: ['!']}}\n": "line 5: '!' holds no word",
    f"{RULE}    use: {{categories: [weapons]}}\n": "line 5: 'weapons': write SCHEME:CODE",
    f"{RULE}    sources: {{awards: no, texts: no}}\n": "line 3: rule r looks at nothing",
    f"{RULE}    sources: {{awards: perhaps}}\n": "line 5: `awards` is yes or no",
    f"{RULE}    sources: {{texts: {{modality: [demanded]}}}}\n": "line 5: what is demanded is no relation; write: asserted",
    f"{RULE}    sources: {{texts: {{status: [sold]}}}}\n": "line 5: 'sold' is not one of: held, awarded",
}  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_is_told_with_its_line(text: str) -> None:
    said = refused(text)
    assert said.startswith("p.yaml")
    assert BAD[text] in said


def test_aliases_cannot_make_a_small_file_large() -> None:
    """Nine lines that a naive reader would unfold to a thousand million texts."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
    )
    assert refused(bomb) == "p.yaml, line 2: *a repeats another place; write it out"


def test_a_file_nested_too_deep_is_refused() -> None:
    assert "nested too deep" in refused("policy: " + "[" * 5_000 + "]" * 5_000)


def test_too_many_rules_are_refused() -> None:
    rules = "".join(f"  - id: r{number}\n    use: {{words: [gates]}}\n" for number in range(RULES_LIMIT + 1))
    assert "`rules` has 201 values; at most 200 are read" in refused(f"policy: p\nrules:\n{rules}")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Five megabytes, no UTF-8, a folder, nothing."""
    large, latin = tmp_path / "large.yaml", tmp_path / "latin.yaml"
    large.write_bytes(b"# " + b"x" * 5_000_000)
    latin.write_bytes("policy: Prüfung\n".encode("latin-1"))
    for path, words in (
        (large, f"a policy has at most {BYTES_LIMIT:,}"),
        (latin, "is not UTF-8; save it as UTF-8 text"),
        (tmp_path, "cannot be read"),
        (tmp_path / "none.yaml", "cannot be read (No such file or directory); name a file"),
    ):
        with pytest.raises(UserError, match=words.replace("(", r"\(").replace(")", r"\)")):
            read_policy(path)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60) | st.recursive(st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["policy", "rules", "id", "use", "words", "amount"]), inner, max_size=4)).map(yaml.safe_dump))  # fmt: skip
def test_whatever_stands_in_the_file_it_is_read_or_refused(text: str) -> None:
    """No other error than the user's comes out."""
    said = "p.yaml"
    try:
        assert read(text).rules
    except UserError as error:
        said = str(error)
    assert said.startswith("p.yaml")
