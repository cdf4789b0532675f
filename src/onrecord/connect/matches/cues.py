"""What the words of a sentence say of a contract: that there is one, how it is told, and which notion of money they quote."""

import re
from collections.abc import Sequence

from onrecord.model.award import Notion

CONTRACT = re.compile(
    r"\b(?:contracts?|deals?|agreements?|frameworks?|subscriptions?|licen[cs]es?|ceiling|purchase orders?|bpas?|renewals?|"
    r"(?<!in )(?<!court )(?<!executive )(?<!removal )(?<!deportation )(?<!restraining )orders?(?! to\b)|awards?|awarded|"
    r"contracted)\b",
    re.IGNORECASE,
)
"""Words for a contract, an order, or the giving of one."""
SUPPLY = re.compile(
    r"\b(?:sells?|sold|suppl(?:y|ies|ied)|provid(?:es?|ed|ing)|renew(?:s|ed)|b(?:uys|ought)|purchas(?:es|ed)|order(?:s|ed)|"
    r"pa(?:ys|id)|runs?|ran|operates?|operated|holds?|held|houses?|guards?|guarded|hosts?|hosted|inspects?|inspected|buil[dt]s?|"
    r"earn(?:s|ed)?|cost|costs|won|hired|hires|licensed|fl(?:ew|ies)|transport(?:s|ed)|trains?|trained|maintains?|maintained|"
    r"brought|brings?|came to|gave|given|got|received|install(?:s|ed)|deliver(?:s|ed)?|equips?|equipped|feeds?|cleans?|collects?|worth(?! of))\b",
    re.IGNORECASE,
)
"""Words for what suppliers do; alone they say less than a word for a contract."""
PRICED = re.compile(r"\b(?:an?|the|its|their|his|\w+['’]s?)\s+$", re.IGNORECASE)
"""What stands before a sum that is said of a thing: "a $53 million system"."""
NO_CONTRACT = re.compile(
    r"\b(?:donat\w+|inaugurat\w+|campaigns? (?:fund|gift)|revenues?|profits?|turnover|shares?|shareholders?|stocks?|lobby\w*|"
    r"fined|fines|settle(?:d|ment)|lawsuits?|sued|damages|in cash|tax(?:es)?|ow(?:es|ed)|rais(?:es|ed) \$|invest(?:s|ed|ments?|ors?)|valuation|"
    r"was sold|takeover|acqui(?:res|red|sition)|merger|(?-i:grants?)|(?-i:bail)|bonds?|salar\w+|ransom|stolen|seized|bribes?|"
    r"subcontract\w*|sub-contract\w*|subaward\w*|authori[sz]ation|authority to operate|fedramp|earnings|quarter(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words for money that is no award's: gifts, revenue, fines, purchases of firms, subcontracts."""
DEMANDED = re.compile(
    r"\b(?:urg(?:es?|ed|ing)|demand(?:s|ed|ing)?|petition(?:s|ed)?|plead(?:s|ed)?|insist(?:s|ed)?|call(?:s|ed|ing)? (?:on|for)|"
    r"ask(?:s|ed|ing)? [^.;]{0,60}?\bto\b|want(?:s|ed)? [^.;]{0,60}?\bto\b|should|ought to|reconsider\w*)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)? to|intend(?:s|ed)? to|looking for|seek(?:s|ing)?|sought|bids?|bidding|bidders?|tenders?|draft|"
    r"consider(?:s|ing|ed)|propos(?:es|ed|al)|pitch(?:es|ed|ing)?|hop(?:es|ed|ing)|invit(?:es|ed|ing)|solicitation|"
    r"next (?:year|month|spring|summer|autumn|fall|winter)|request for|market research|is weighing|budget request|was to)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no (?:\w+ ){0,2}(?:contracts?|deals?|agreements?|links?|orders?|ties|business|work|plans?)|not exist|den(?:y|ies|ied)|"
    r"never|without a contract|(?:do|does|did|has|have|is|was) ?n[o'’]t (?:\w+ )?(?:ha(?:ve|d)|hold|held|sell|sold|suppl\w+|"
    r"provide\w*|bought|buy|use\w*|work\w*|award\w*|sign\w*|won|win)|(?:lost|withdr[ae]w|cancel\w+ before|protested the award))\b",
    re.IGNORECASE,
)
INTENDED = re.compile(
    r"\b(?:will|would) (?:do |make |sell |take )?(?:no (?:more|longer)|not\b|never)|\bwo n[o'’]t\b|\bwon['’]t\b|"
    r"\b(?:pledg|promis|vow)\w*\b|\bno more\b",
    re.IGNORECASE,
)
SUMMED = re.compile(
    r"\b(?:in all|add(?:s|ed)? up to|altogether|in total|between them|together|combined|taken together)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|both|all|several|every|twice)\b|\b(?:contracts|orders|agreements|deals|awards)\b",
    re.IGNORECASE,
)
VEHICLE = re.compile(r"\b(?:frameworks?|vehicles?|blanket|idiq|bpa|idv|schedule|ceiling)\b", re.IGNORECASE)
ORDER = re.compile(r"\b(?:orders?|ordered|bought|purchase[ds]?)\b", re.IGNORECASE)
BODY = re.compile(
    r"\b(?:U\.?S\.? )?(?:Army|Navy|Air Force|Space Force|Marine Corps|Marines|Coast Guard|Border Patrol|Pentagon|Congress|"
    r"National Guard|Secret Service)\b|"
    r"\b(?P<kind>[\w'’-]+(?: [\w'’-]+)?) (?:department|ministry|bureau|administration|police|sheriff\w*|county|council|"
    r"university|hospital|prison service)\b|"
    r"\b(?:Department|Ministry|Bureau|City|County|State|University|District) of [A-Z]\w+|\bthe (?:state|city|county|town)\b|"
    r"\b(?:police|sheriff)\b",
)
"""Words for public bodies that the extraction may not have found."""
GENERIC_BODY = re.compile(r"^(?:(?:the|its|that|this|whole|entire|our)\s?)+$", re.IGNORECASE)
THE_BODY = re.compile(r"\bthe (?:agency|department)\b", re.IGNORECASE)
"""Words for a public body that the text has named before."""
UNTIL = re.compile(r"\b(?:by|until|till|through|to|before|up to the end of|since|from|between|after|ended in|ends in)\s+(?:the end of\s+)?$", re.IGNORECASE)  # fmt: skip
"""What stands before a date that bounds a period."""
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
MONTH_AND = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)}) and $", re.IGNORECASE)
"""What stands before a month of a year: "August and September 2017"."""

NOTIONS: tuple[tuple[Notion, re.Pattern[str]], ...] = (
    ("potential", re.compile(r"\b(?:may|might|could|can|(?<!add )(?<!adds )(?<!added )up to|ceiling|potential\w*|all options|every option|as much as|maximum|at most|limit|over its full term)\b", re.IGNORECASE)),
    ("outlayed", re.compile(r"\b(?:paid|payments?|received|has cost|have cost|had cost|spent|disbursed|has earned|outlay\w*)\b", re.IGNORECASE)),
    ("obligated", re.compile(r"\b(?:commit(?:s|ted)|obligat\w+|add(?:s|ed)|put (?:in|into|another)|set aside|put)\b", re.IGNORECASE)),
    ("current", re.compile(r"\b(?:worth(?! of)|stands? at|stood at|grown|gr[eo]w(?:s)?|reached|reaches|bringing it to|brings it to|valued at|rose to|risen to)\b", re.IGNORECASE)),
)  # fmt: skip
AFTER_REACH = 28
"""Characters after a sum in which its notion is looked for: "$12.6 million committed to"."""
BEFORE_REACH = 70


def speaks_of_contract(sentence: str, figures: Sequence[tuple[int, int]]) -> int:
    """Say how plainly a sentence tells of a contract: 2 by a word for one, 1 by what suppliers do or a priced thing, 0 not.

    Demands, plans, denials and statements of intent tell of none.

    Args:
        sentence: Its words.
        figures: Where sums stand in it.
    """
    if any(cue.search(sentence) for cue in (NO_CONTRACT, DEMANDED, PLANNED, DENIED, INTENDED)):
        return 0
    if CONTRACT.search(sentence):
        return 2
    priced = any(PRICED.search(sentence[:start]) for start, _ in figures)
    return 1 if priced or SUPPLY.search(sentence) else 0


def notion_of(sentence: str, figures: Sequence[tuple[int, int]], at: int) -> Notion | None:
    """Name the notion of money that the words around a sum quote; None where they tell none.

    Args:
        sentence: Its words.
        figures: Where its sums stand, in order.
        at: Which of them is asked about.
    """
    start, end = figures[at]
    low = max(figures[at - 1][1] if at else 0, start - BEFORE_REACH)
    high = min(figures[at + 1][0] if at + 1 < len(figures) else len(sentence), end + AFTER_REACH)
    for words in (sentence[low:start], sentence[end:high]):
        for notion, cue in NOTIONS:
            if cue.search(words):
                return notion
    return None
