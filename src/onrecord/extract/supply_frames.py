"""Verbs and nouns of supply, and who stands where around them."""

import re
from collections.abc import Iterator
from typing import Literal

from onrecord.extract.lexicon import vocabulary

Frame = Literal["sell", "serve", "buy", "hire", "award", "win", "either"]
"""Where the ends of a verb stand.

| frame | subject | object | others |
|---|---|---|---|
| sell | supplier | product | customer after `to`, `for`, `with` |
| serve | supplier | customer | customer after `for`, `to`, `with` |
| buy | customer | product | supplier after `from`, `with`, `by` |
| hire | customer | supplier | supplier after `from`, `with`, `on`, `to` |
| award | customer | supplier or product | supplier after `to` |
| win | supplier | product | customer after `from`, `with`, `for`, `to`; or whose contract it is |
| either | one end | the other | settled by what the ends are |
"""


def _forms(lemma: str) -> Iterator[str]:
    """Give the regular forms of a verb; a `+` after it doubles its last letter, irregular forms follow with `/`."""
    lemma, *others = lemma.split("/")
    double = lemma.endswith("+")
    lemma = lemma.rstrip("+")
    stem = lemma + lemma[-1] if double else lemma
    yield lemma
    yield from others
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    elif lemma.endswith("e"):
        yield from (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    else:
        yield from (lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"), stem + "ed", stem + "ing")


def _table(frame: Frame, lemmas: str) -> dict[str, Frame]:
    return {form: frame for lemma in lemmas.split() for form in _forms(lemma)}


VERBS: dict[str, Frame] = {
    **_table("either", "sign cancel+ cancel terminate scrap+ axe end renew extend prolong ditch discontinue renegotiate expand widen void annul rescind revoke drop+ quit/quit leave/left keep/kept lapse expire/expired agree wind/wound reject rebuff"),
    **_table("sell", "supply sell/sold provide deliver ship+ lease rent license licence furnish install make/made build/built manufacture produce develop design create bring/brought offer"),
    **_table("serve", "serve equip+ support guard host maintain carry train staff work clean feed/fed handle store run/ran operate cater manage transport monitor process protect insure fly/flew/flown treat help"),
    **_table("buy", "buy/bought purchase order procure obtain source acquire"),
    **_table("hire", "hire use utilise utilize pay/paid commission select choose/chose/chosen pick tap+ retain engage rely switch turn appoint contract employ enlist"),
    **_table("award", "award hand give/gave/given grant promise"),
    **_table("win", "win/won land secure clinch bag+ receive get/got"),
}  # fmt: skip
"""Every form of the verbs; one that has several frames is in the table of the last."""

WEAK = vocabulary(
    "make makes made making build builds built building develop develops developed developing design designs designed designing "
    "create creates created creating bring brings brought bringing offer offers offered offering work works worked working run runs "
    "ran running handle handles handled handling help helps helped helping give gives gave given giving hand hands handed "
    "get gets got getting receive receives received receiving turn turns turned turning use uses used using keep keeps kept "
    "keeping leave leaves left leaving end ends ended ending drop drops dropped quit quits agree agrees agreed store stores "
    "carry carries carried carrying manage manages managed managing appoint appoints appointed grant grants granted operate "
    "operates operated fly flies flew flown acquire acquires acquired acquiring produce produces produced producing process "
    "processes processed treat treats treated support supports supported supporting protect protects protected expand expands "
    "expanded expanding leave leaves left obtain obtains obtained monitor monitors monitored contract contracts contracted "
    "extend extends extended extending reject rejects rejected rejecting promise promises promised promising wind winds winding wound pay pays paid paying train trains trained select selects selected choose chose chosen"
)
"""Verbs of many other things too: both of their ends must stand where the frame says."""

CONTRACTS = vocabulary(
    "contract contracts deal deals agreement agreements subcontract subcontracts order orders licence licences license licenses "
    "lease leases subscription subscriptions accord memorandum invoices tender renewal award awards procurement purchase programme "
    "program job work arrangement business sales extension option options partnership award supplies"
)
"""Nouns that a relation may hang on."""
FIRM_CONTRACTS = vocabulary(
    "extension tender contract contracts deal deals agreement agreements subcontract order orders licence license lease subscription renewal"
)
"""Those that mean a supply by themselves; the others need both ends beside them."""
SURE_CONTRACTS = vocabulary(
    "contract contracts subcontract subcontracts procurement licence lease subscription invoices"
)
STRONG = frozenset(
    form
    for lemma in [
        "supply",
        "purchase",
        "procure",
        "lease",
        "license",
        "licence",
        "rent",
        "commission",
        "outsource",
        "install",
        "equip",
        "furnish",
        "hire",
        "deliver",
        "ship",
        "provide",
        "bought",
        "buy",
        "sell/sold",
    ]
    for form in _forms(lemma)
)
ENDING = frozenset(
    form
    for lemma in [
        "cancel+",
        "terminate",
        "scrap+",
        "renew",
        "extend",
        "expire",
        "lapse",
        "award",
        "win/won",
        "choose/chose/chosen",
        "select",
        "pay/paid",
        "use",
        "order",
        "sign",
        "host",
        "equip",
        "serve",
    ]
    for form in _forms(lemma)
)
"""What is done with a contract."""
TRADE = re.compile(
    r"\b(?:contracts?|software|hardware|cloud|suppliers?|vendors?|invoices?|equipment|systems?|cameras?|services?|data|devices?|tablets?|laptops?|scanners?|"
    r"computers?|phones?|products?|technolog(?:y|ies)|platforms?|tools?|drones?|vehicles?|vans?|buses|trains?|trams?|ships?|aircraft|jets?|helicopters?|submarines?|"
    r"weapons?|ammunition|rifles?|shells|tear gas|kits?|vaccines?|drugs?|medicines?|insulin|meals|catering|cleaning|translation|hosting|maintenance|"
    r"payroll|records|satellite|images?|tests?|testing|radios?|uniforms?|robots?|licen[cs]es?|subscriptions?|orders?|deal|agreement|tender|bid|renew\w*|"
    r"purchase|procurement|customers?|clients?|fuel|power|packaging|bridge|rails?|signs?|trucks?|engines?|tyres?|missiles?|parts|repairs?|files|transport)\b|\x01"
)
"""Words that say that something is traded; a sum of money does too."""
CONTRACT_WORDS = re.compile(r"\b(?:contracts?|subcontract|deal|agreement|order|licen[cs]e|lease|job|work|tender)\b")
ROLE_NOUNS_SUPPLIER = vocabulary(
    "supplier suppliers vendor vendors contractor contractors provider providers caterer operator"
)
ROLE_NOUNS_CUSTOMER = vocabulary("customer customers client clients buyer buyers user users clientele")
TRIGGERS = (
    VERBS.keys()
    | CONTRACTS
    | ROLE_NOUNS_SUPPLIER
    | ROLE_NOUNS_CUSTOMER
    | vocabulary(
        "plug ties went go goes placed cut cuts walked walk pull pulled pulls come comes came refused stop stopped winners takes "
        "took reject rejected rebuffed trimmed no out"
    )
)
