"""What a text says happened to a supply, and how it says so: as done, demanded, planned, denied or rumoured."""

import re

from onrecord.model.statement import SupplyModality, SupplyStatus

_DECLINED = re.compile(
    r"\b(?:refus\w+|declin\w+) to (?:sell|supply|renew|extend|bid|work|sign|provide|exercise|award|do|take|serve|deliver|ship|buy|let|lease|offer|build|host|enter|quote|train|equip|give|prolong|licen[sc]e|accept)\b"
    r"|\b(?:opt\w*|vow\w*|pledg\w*|promis\w*|cho[os]\w*|decid\w*|elect\w*|agree\w*|voted?|resolv\w*|plans?|intend\w*|expect\w*|asked?|urg\w+|want\w*|call\w*|press\w*|told) (?:\S+ ){0,8}?(?:not to|against) (?:renew\w*|extend\w*|bid|exercis\w+|award\w*|sign\w*|sell\w*|supply\w*|buy\w*|work\w*|prolong\w*|tak\w+|order\w*|hir\w+|us(?:e|ing)|enter\w*|go|giv\w+|provid\w+|deliver\w*|host\w*|keep\w*)\b"
    r"|\b(?:did|does|do|will|would|could|should|must|wo|has|have|had) ?(?:not|n't) (?:\S+ ){0,2}?(?:renew|extend|prolong|exercise|be renewing|be extending)\w*|\bwon't (?:renew|extend)|\b(?:didn't|wouldn't|doesn't|won't) (?:renew|extend|sell|bid)"
    r"|\b(?:would|will) (?:not|never) (?:sell|supply|work|bid|sign|serve|provide|take|buy|let|do)|(?<!was )(?<!were )(?<!been )\bnot (?:be )?(?:renew|extend)(?:ing|ed)?\b"
    r"|\brebuff\w*|\bturn(?:s|ed|ing)? (?:\S+ ){0,4}?(?:down|away)\b|\bsa(?:id|ys|y) no to\b|\brather than (?:renew|extend|sign|sell|stay)|\binstead of (?:renewing|extending|signing)"
    r"|\breject\w* (?:\S+ ){0,6}?(?:tender|bid|offer|proposal|quote|request|application|renewal|extension|approach)|\b(?:bid|offer|tender|proposal|quote) (?:\S+ ){0,12}?(?:was|were) (?:reject|turn|rebuff|refus|decline|spurn)"
    r"|\bpassed (?:over|on)\b|\bshun\w*|\bspurn\w*|\bsnub\w*|\bwithdr\w+ (?:\S+ ){0,3}?(?:bid|offer|tender)|\brefus\w+ (?:\S+ ){0,2}?(?:renewal|extension|order|contract|licence|offer)|\b(?:refusal|decision not) to \w+|\bdeclin\w+ (?:an?|the|its|to take)\b(?! comment)"
    r"|\blet (?:\S+ ){0,3}?option|\bruled out (?:\S+ ){0,3}?(?:renew|extend|sell|suppl|work|buy|order|contract)\w*"
)  # fmt: skip
_EXPIRED = re.compile(
    r"\bexpir\w+|\blaps(?:e|es|ed|ing)\b|\br[au]ns? out\b(?! of)|\brunning out\b|\b(?:c[ao]mes?|coming) to (?:an|its) end\b|\bend of (?:its|the|their|his) (?:\S+ )?term\b|\belaps\w+"
    r"|\b(?:contract|deal|agreement|lease|licence|subscription|order) (?:\S+ ){0,4}?(?:was|were|has|is) (?:simply )?(?:allowed|left) to (?:end|run)|\b(?:served|finished|completed|reached) (?:out )?(?:its|their|the) (?:full )?term\b|\brun its course\b|\bran its course\b|\bended (?:at|with) (?:its|the) (?:end|term)|\bnatural end\b|\bterm (?:is )?up\b"
)  # fmt: skip
_CANCELLED = re.compile(
    r"\bcancel\w*|\bterminat\w+|\bscrap(?:s|ped|ping)?\b|\bax(?:e|es|ed|ing)\b|\bend(?:s|ed|ing)? (?:its|the|their|a|an|all|his|that|this|\x00|work|sales|ties|suppl\w+|business|use|any|every|every|\S+ (?:contract|deal|agreement|work))|\b(?:contract|deal|agreement|lease|licence|subscription|work) (?:\S+ ){0,3}?ended\b|\bto end\b|\bdrop(?:s|ped|ping)?\b(?! in| of)|\bditch\w*|\bvoid(?:ed|s|ing)?\b|\brescind\w*|\bannul\w*|\brevok\w+"
    r"|\bpull(?:s|ed|ing)? (?:the plug|out)|\bcut(?:s|ting)? (?:\S+ )?(?:off|ties)|\bstop(?:s|ped|ping)? (?:using|selling|buying|supplying|working|providing|paying|doing|ordering|hosting|serving|all|its|their|deliver\w+|\S+ (?:to|for))|\bquit(?:s|ting)?\b|\bwalk(?:s|ed|ing)? (?:away|out)|\bsever(?:s|ed|ing)?\b|\bwind(?:ing)? down|\bwound down|\btor?e? up\b|\btears? up\b|\btorn up\b|\bbroke(?:n)? off|\bbreak(?:s|ing)? off|\bhas to go\b|\bdiscontinu\w+|\bpart(?:ed|ing)? (?:ways|company)"
    r"|\b(?:no longer|not any more|any longer) (?:\S+ ){0,2}?(?:us|sell|suppl|buy|work|provid|host|serv|deliver)\w*|\bwants? out\b|\bg[eo]t(?:ting)? (?:out of|rid of)|\b(?:gave|give[sn]?|giving) up\b|\bexit(?:s|ed|ing)?\b|\bleft (?:its|the) (?:contract|deal)|\bsuspend\w*|\bhalt(?:s|ed|ing)?\b|\bceas\w+|\bwithdr[ae]w\w*|\bremov(?:e|es|ed|ing) its\b|\babandon\w*|\bbow(?:s|ed|ing)? out|\bbail(?:s|ed|ing)? out|\bback(?:s|ed|ing)? out|\bkill(?:s|ed|ing)? (?:off )?(?:its|the|a)\b|\bstrip(?:s|ped)?\b|\bfir(?:ed|es|ing) \x00|\bsack(?:s|ed)?\b|\bunplug\w*|\bcall(?:s|ed|ing)? off\b|\bsaw off\b|\bstripp\w+|\bput an end\b|\bswitch(?:ed)? off\b|\bdismiss(?:ed|es) \x00 as\b|\bdump(?:s|ed|ing)?\b|\bundo(?:ne)?\b"
)  # fmt: skip
_MODIFIED = re.compile(
    r"\bmodif\w+|\bamend\w*|\bexpand\w*|\bexpansion\b|\bwiden\w*|\bbroaden\w*|\brais(?:e|es|ed|ing) (?:the|its|\S+ (?:ceiling|value|price|cap))|\bincreas\w+|\bcut(?:s|ting)? (?:the|its|\S+) (?:value|price|size|number|scope|order|contract|\S+ (?:order|contract))|\breduc\w+|\btrim\w*|\badd(?:s|ed|ing)? (?:\S+ ){1,6}?to\b|\brather than \d|\binstead of \d"
    r"|\bgrow(?:n|s|ing)? (?:to|by|from)|\bgrew (?:to|by|from)|\bceiling\b|\brenegotiat\w+|\bscal(?:e|ed|ing) (?:back|down|up)|\bdoubl(?:e|es|ed|ing)\b|\bhalv(?:e|es|ed|ing)\b|\btripl(?:e|es|ed|ing)\b|\bchange order|\bupgrad\w+|\bsh(?:rink|rank|runk)\w*|\bswell\w*|\bswollen|\bpush(?:ed|es)? back (?:the )?deliver|\bpostpon\w+|\bdelay(?:ed|s)?\b|\brewr[io]t\w+|\breword\w*|\brevis\w+|\blift(?:ed|s)?\b|\blower(?:ed|s|ing)?\b|\bchang(?:e|ed|es|ing) (?:the|its) (?:terms|contract|scope|deal|order)|\bto include\b|\bcapp?ed\b|\bslash\w*|\bpar(?:ed|es|ing) (?:back|down)\b|\btop(?:s|ped|ping)? up\b|\bmore than doubl\w+|\bbrought forward\b|\bshorten\w*|\breplac(?:e|ed|es|ing) \d|\bnow covers?\b|\bfrom \x01 to \x01|\bto \x01 from \x01"
)  # fmt: skip
_RENEWED = re.compile(
    r"\brenew\w*|\bextend\w*|\bextension\b(?!s? (?:line|of (?:the|a) (?:metro|rail)))|\bprolong\w*|\b(?:exercis\w+|took up|tak\w+ up|us(?:e|ed|ing)|pick\w* up|trigger\w*|activat\w*) (?:\S+ ){0,4}?options?\b|\broll(?:s|ed|ing)? over\b|\b(?:keep|kept|keeps|retain\w*) (?:\x00|\S+ \x00)|\bchos\w+ to continue|\bcontinue\w* with\b|\bre-?sign(?:s|ed|ing)?\b|\b(?:another|further|more) (?:\S+ )?(?:years?|months?|term)\b|\bfor an? (?:second|third|fourth|fifth) (?:time|term)|\bstay(?:s|ed|ing)? (?:on )?(?:with|as)\b|\bstick(?:s|ing)? with|\bstuck with\b|\b(?:year|years|months?) more\b|\bsecond term\b|\bremain(?:s|ed)? (?:with|the)\b|\bprolongation\b|\blengthen\w*"
)  # fmt: skip
_AWARDED = re.compile(
    r"\baward\w*|\bwon\b|\bwin(?:s|ning|ners?)?\b|\border(?:s|ed|ing)?\b(?! (?:to|the|by)\b)|\bbought\b|\bbuy(?:s|ing)?\b|\bpurchas\w+|\bsign(?:s|ed|ing)?\b|\bselect(?:s|ed|ion)?\b|\bcho[os]\w+|\bpick(?:s|ed)?\b|\bhir(?:e|es|ed|ing)\b|\bland(?:s|ed)\b|\bsecur(?:e|es|ed)\b|\bclinch\w*|\bwent to\b|\bgo(?:es)? to \x00|\bplac(?:e|es|ed|ing)\b|\bswitch(?:es|ed|ing)? to\b|\bcommission(?:s|ed)\b|\bdeal announced|\btak(?:e|es|ing) over\b|\btook over\b|\bappoint\w*|\bbeat\b|\bbecame\b|\btapp?(?:ed|s)\b|\benlist\w*|\bagree(?:s|d)? to (?:supply|provide|sell|deliver|buy|pay|build)|\bgiven\b|\bgave\b|\bgranted\b|\bhand(?:s|ed)\b|\bto (?:supply|provide|deliver|build)\b|\bsnapp?ed up\b|\bturned to\b|\bprocur(?:ed|es)\b|\breceiv(?:ed|es) an?\b|\bpromised\b|\bfirst \x00|\bnew (?:contract|deal|agreement|supplier|provider|order|customer)\b|\bwill (?:supply|provide|deliver|sell|build)|\b(?:ship|sell|supply|deliver)s? the\b|\bwould (?:supply|provide|deliver|sell|pay|buy|build)\b|\bto be built\b|\bbag(?:s|ged)\b|\bsublet\b|\bnam(?:ed|es) \x00 (?:as )?(?:its|the)\b|\bcontracted\b|\bentrust\w*|\b(?:was|been|were) (?:engaged|retained|named)\b|\bdelivers\b(?= \S+ \S+ to \x00.*\bsigned\b)"
)  # fmt: skip
_KINDS: tuple[tuple[SupplyStatus, re.Pattern[str]], ...] = (
    ("declined", _DECLINED),
    ("expired", _EXPIRED),
    (
        "renewed",
        re.compile(
            r"\brenewal\b|\brenew(?:s|ed|ing)?\b|\bextend(?:s|ed|ing)? (?:the|its|their|a|\x00|\S+ contract)|\bextension (?:was|is|of|to)\b|\bexercis\w+ (?:\S+ ){0,4}?options?"
        ),
    ),
    ("cancelled", _CANCELLED),
    ("modified", _MODIFIED),
    ("renewed", _RENEWED),
    ("awarded", _AWARDED),
)
"""In the order they are tried; a refusal to renew is no renewal, and what ended is named before what began."""

_DENIED = re.compile(
    r"\bden(?:y|ies|ied|ying|ial)\b|\b(?:reject|dismiss|disput)\w* (?:\S+ ){0,2}?(?:reports?|claims?|suggestions?|rumou?rs?|talk|stories|allegations?|assertions?|the idea)|\bno (?:\S+ ){0,2}?(?:contract|deal|order|extension|renewal|agreement|award|licence|sale|option|money|modification|change|subscription|purchase)s? (?:\S+ ){0,3}?(?:ha[sd]|have|was|were|is|are|exists?|with|between|given|to)\b"
    r"|\b(?:ha[sd]|have|holds?|signed|had|has been|won|made) (?:no|never|not|neither)\b|\bn(?:ot|'t) (?:a |an |its |the )?(?:supplier|customer|client|vendor)|\bnever (?:\S+ ){0,2}?(?:sold|sell|suppl\w+|signed|bought|used|work\w*|award\w*|placed|ordered|paid|provid\w+|had|been|host\w*|rent\w*|leas\w*|gave|hir\w+|cancel\w*|deliver\w*|did)\b|\b(?:does|do|did|is|was|are|were|has|have|had) ?(?:not|n't) (?:\S+ ){0,2}?(?:sell|sold|suppl|buy|bought|us(?:e|ed|ing)\b|provid|work|been (?:award|sign|cancel|terminat|renew|extend|paid|given)|sign|award|cancel|terminat|ended|host|pay|order|hir|deliver|drop|a customer|extended|renewed|any (?:contract|deal))"
    r"|\b(?:didn't|doesn't|don't|isn't|wasn't|hasn't|haven't|hadn't|aren't) (?:\S+ ){0,2}?(?:sell|sold|suppl|buy|bought|us(?:e|ed|ing)\b|provid|work|been|sign|award|cancel|terminat|ended|host|pay|order|deliver|extended|renewed)|(?:\bnot|n't) working (?:with|for|on)\b|\b(?:untrue|false|no truth|baseless|unfounded|incorrect|wrong to say|nothing of the kind|not true|contrary to reports)\b|\bnot (?:been )?(?:extended|renewed|awarded|cancelled|signed)\b|\bneither \x00 nor\b|\bnone of (?:its|the|their)\b"
)  # fmt: skip
_RUMOURED = re.compile(
    r"\brumou?r\w*|\breportedly\b|\bsupposedly\b|\ballegedly\b|\bapparently\b|\bpurportedly\b|\bspeculat\w+|\bpeople (?:familiar|close|with knowledge|briefed|who know)|\bsources?\b(?! of| code)|\b(?:is|are|was|were) (?:said|believed|thought|understood|tipped|whispered|widely expected|alleged|reported) to\b|\bbelieve(?:s|d)? (?:that )?|\bmay (?:already )?have\b|\bmight (?:already )?have\b|\bcould (?:already )?have\b|\bbloggers?\b|\bunconfirmed\b|\banonymous\w*|\bunnamed\b|\bwhisper\w*|\bgossip\w*|\bit is (?:said|thought|understood)\b|\bmust have\b|\bword (?:in|around|is)\b|\bhearsay\b|\binsiders?\b|\btipsters?\b|\bleak(?:s|ed)? suggest\w*|\bhint(?:s|ed)?\b|\bguess\w*|\bsuspect(?:s|ed)?\b|\blikely (?:already )?(?:sold|signed|bought|won)|\bon condition of anonymity\b|\bnot authori[sz]ed to speak\b|\bif .{3,40} is to be believed\b|\bsuggest(?:s|ed)? that\b(?=.*\b(?:neither|no one|nobody) )|\bperhaps\b|\bprobably\b"
)  # fmt: skip
_DEMANDED = re.compile(
    r"\burg(?:e|es|ed|ing)\b|\bdemand(?:s|ed|ing)?\b|\bcall(?:s|ed|ing)? (?:\S+ ){0,3}?(?:on|for|upon)\b|\bcalls (?:are|were|have|grow)|\bpetition\w*|\bpress(?:es|ed|ing|ure|ured|uring)?\b|\bwant(?:s|ed|ing)? (?:\S+ ){1,9}?to\b|\bshould\b|\bought to\b|\bask(?:s|ed|ing)? (?:\S+ ){0,6}?(?:to|for|that|whether)\b|\b(?:advis|instruct|recommend|implor|beseech|exhort|lobb|campaign|plead|beg|appeal|agitat|insist|motion)\w*\b|\bhas to go\b|\bhave to go\b|\bmust\b|\bdo(?:es)? not want\b|\bdon't want\b|\btold \x00 (?:to|it must|that it)\b|\bopen letter\b|\bbacked a (?:motion|call)\b|\bthreaten\w* to strike\b|\brequest(?:s|ed|ing)? (?:that|\x00)|\bvoted to (?:urge|ask|press)\b|\bprotest(?:s|ed|ers|ing)? (?:\S+ ){0,4}?(?:against|over|outside|at)\b|\brall(?:y|ied|ies)\b|\bprefer(?:s|red)?\b(?=.*\bto\b)|\bwould like\b|\bseek(?:s|ing)? (?:an end|the end|cancellation|to have|to make)|\bsought (?:an end|the end)\b|\bsigned a letter\b|\bpushed? (?:\S+ ){0,3}?(?:to|for)\b"
)  # fmt: skip
_DONE_AFTER = re.compile(
    r"\b(?:which|and) (?:it|they|the \S+|\x00) (?:did|complied|agreed|duly|has|have|obeyed|granted|gave in)\b|\band (?:did|duly|complied|it worked|got it|was obeyed|so it did|won)\b|\b(?:order(?:ed|s)) (?:\x00|the \S+|\S+) to \S+|\bbow(?:s|ed|ing) to\b|\bgave in\b|\bafter (?:being|it was|they were|staff|workers|employees|campaigners|activists|\S+ (?:of )?(?:protest|pressure|calls|demand)\w*|pressure|protests|a petition|petition|calls|demands|an open letter|months of|weeks of)\b|\bdespite (?:\S+ ){0,5}?(?:protest|call|demand|petition|pressure|letter|urging)\w*|\bheed(?:ed|ing|s)\b|\bfollowing (?:\S+ ){0,4}?(?:protest|call|demand|petition|pressure|letter|urging)\w*|\bcaved\b|\byield(?:ed|ing|s)\b|\bunder pressure from (?:\S+ ){1,5}?, \x00|\bfac(?:ed|ing) (?:\S+ ){0,3}?(?:boycott|calls|petition|protests?|pressure)\b|\bignor(?:ed|ing|es)\b|\bdefied\b|\bdefying\b|\bagainst the (?:wishes|advice)\b|\bpersuad(?:ed|es)\b|\bon the advice\b|\bat the (?:request|urging|insistence) of\b|\bas (?:\S+ ){0,3}?(?:demanded|urged|asked|requested|recommended)\b|\bpromptly\b"
)  # fmt: skip
_PLANNED = re.compile(
    r"\bwill\b|'ll\b|\bwo n't\b|\bwon't\b|\bwould\b(?! not (?:say|comment|be drawn|discuss|confirm))|\bplan(?:s|ned|ning)? (?:to|for|on)\b|\bintend\w*|\bhop(?:e|es|ed|ing) (?:to|for|that)\b|\bexpect(?:s|ed|ing)?\b|\bdue to\b(?= \w+)|\b(?:is|are|was|were) (?:set|about|poised|likely|ready|scheduled|slated|going|preparing|bound|supposed|to be|free|entitled) ?(?:to)?\b|\bif\b|\bunless\b|\bonce\b|\bsubject to\b|\bpending\b|\bconditional\b|\bto vote\b|\bvotes? (?:on|next|in|whether)\b|\bconsider(?:s|ed|ing)?\b|\bweigh(?:s|ed|ing)?\b|\bin talks\b|\btalks (?:with|to|about|on)\b|\bnegotiat\w+|\bpropos\w+|\bdraft\b|\bin principle\b|\b(?:is|are) to \S+|\baim(?:s|ed|ing)? to\b|\bseek(?:s|ing)? to\b|\bpreferred (?:bidder|supplier)\b|\bprepar(?:e|es|ed|ing) to\b|\bawait\w*|\blooking to\b|\bready to\b|\bpromis(?:e|es|ed|ing) to\b|\bpledg(?:e|es|ed|ing) to\b|\bvow(?:s|ed|ing)? to\b|\bthreat(?:en)?\w*|\bwarn(?:s|ed|ing)? (?:it|that)\b|\bletter of intent\b|\bshortly\b|\bplans? (?:to|for)\b|\ba third plans\b|\bmull\w*|\bcontemplat\w+|\bbudget(?:s|ed)? (?:\S+ )?(?:for|to)\b|\bhopeful\b|\bagreed to (?:end|wind|phase|stop|leave|quit)|\btender planned\b|\bset out plans\b|\bdoes not intend\b|\bcan (?:ship|deliver|start|begin)\b|\bhas until\b|\bscheduled\b|\bnext (?:year|month|week|spring|summer|autumn|winter)\b|\bmight\b|\bmay (?:yet|soon|end|cancel|renew|extend|drop|buy|order|sign|switch|award|be)\b|\bcould\b|\boption to\b|\bfrom (?:january|february|march|april|may|june|july|august|september|october|november|december) (?:next|20\d\d)\b(?=.*\bwill\b)"
)  # fmt: skip
_SIGNED = re.compile(
    r"\b(?:under|with|in) (?:an?|the|its|their) (?:\S+ ){0,4}?(?:contract|deal|agreement|order|accord|memorandum|licence|lease)\b(?!.*\bdraft\b)(?:(?!\bpropos|\bdraft).)*\b(?:signed|announced|awarded|agreed|won|reached|published|unveiled|struck|inked|disclosed)\b|\b(?:signed|won|awarded|landed|secured|placed|ordered|bought|clinched|struck|inked|announced)\b(?=.*\b(?:will|would|to)\b)|\b(?:renewed|extended|cancelled|terminated|scrapped|ended|prolonged|modified|expanded|amended)\b(?=.*\b(?:will|would)\b)"
)  # fmt: skip


def status_of(words: str) -> SupplyStatus:
    """Say what happened, from the words of the clause in lower case, ends and sums as single characters."""
    return next((status for status, pattern in _KINDS if pattern.search(words)), "held")


def modality_of(words: str, whole: str, status: SupplyStatus) -> SupplyModality:
    """Say how it is told: the clause first, the whole sentence for demands and hearsay.

    Args:
        words: The clause, as for `status_of`.
        whole: The sentence.
        status: What happened: a refusal is told with "not" and is not denied by it.
    """
    if status != "declined" and _DENIED.search(words):
        return "denied"
    if _RUMOURED.search(whole):
        return "rumoured"
    if _DEMANDED.search(words) and not _DONE_AFTER.search(whole):
        return "demanded"
    if _PLANNED.search(words) and not _SIGNED.search(words):
        return "planned"
    return "asserted"
