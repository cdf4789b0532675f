"""The words by which positions are told: expressions, and for each the words without which it cannot hold.

A statement is first asked for those words, all at once; only then is an expression run over it.
"""

import re

from onrecord.connect.threads.wording import words_of

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


NOT = r"(?:not|never|\w+n['’]t)"
OWN = r"(?:we|i|our \w+|us)"

DECLINES = _any(
    r"no(?:thing)?(?: \w+)? comments?",
    r"(?:do|does|did|will|would|can|could|wo|ca|may|shall)(?:n['’]t| not)(?: be)? (?:currently |publicly |ever )?(?:comment|discuss|talk|speak|"
    r"answer|disclose|elaborate|respond|go into|get into|confirm or deny|say (?:anything|more|whether|how|what|if|who)|speculate|"
    r"commenting|discussing|answering|taking questions|drawn)\w*",
    r"(?:can ?not|can['’]t) (?:comment|discuss|talk|speak|disclose|elaborate|go into)\w*",
    r"declin(?:e|es|ed|ing) (?:to|requests?|an? |any|comment|further)[\w ]{0,20}",
    r"refus(?:e|es|ed|ing) to (?:comment|say|discuss|answer|talk|speak|disclose|confirm)",
    r"(?:not|n['’]t) (?:something|a matter|things?) (?:\w+ ){0,2}(?:discuss|talk about|comment on)",
    r"nothing (?:\w+ )?to (?:say|add|share|announce)|say(?:s|ing)? nothing",
    r"never (?:say|comment|discuss|talk|disclose|name|confirm)",
    r"neither confirm(?:s|ed)? nor den(?:y|ies|ied)",
    r"(?:matter|question)s? (?:between|before|for) (?!us to\b)|(?:is|are) before (?:a|the) courts?|sub judice",
    r"(?:inquiry|investigation|review|audit) (?:goes on|is (?:ongoing|under way|underway|continuing))",
    r"(?:not|n['’]t) hear (?:it|that|this|anything) from (?:us|me)|expect (?:silence|discretion)",
    r"refer(?:s|red|ring)? (?:\w+ ){0,3}(?:to|you)\b|not for (?:us|me) to (?:say|comment|answer)|(?:have|need) to ask (?!for\b|us\b)|"
    r"for (?:\w+ ){1,4}to (?:answer|comment on)|(?:can ?not|can['’]t|will not|won['’]t) (?:share|provide|release|give|reveal) (?:any |further |more )?"
    r"(?:details|information|comment|figures|names)|not (?:be drawn|going to (?:get into|comment|discuss|say))",
    r"(?:un)?able to (?:comment|discuss)|(?:is|are|be) confidential",
)
NEGATION = r"(?:no|not|never|none|nothing|nobody|no one|cannot|without|neither|hardly|yet to|\w+n['’]t)"
KNOWING = (
    r"(?:know\w*|knew|aware\w*|seen|hear|heard|recall\w*|remember\w*|recollect\w*|recogni[sz]e|idea|clue|inkling|indications?|"
    r"evidence|signs? (?:of|that)|trace of|visibility|insight|sure|certain|familiar|conscious|learnt|learned|(?:been )?(?:informed|notified|briefed)|"
    r"(?:been|was|were) (?:told|shown|asked about)|told (?:us|me|it|them)|shown (?:us|me)|records? of|reports? (?:of|that)|word of|notice of|"
    r"information (?:on|about|that|as to)|reason to (?:believe|think|suspect|doubt)|reached (?:us|me)|(?:our|my|its|their) (?:attention|notice)|"
    r"(?:way|means|position|able) (?:of |to )?(?:know|tell|say|judge|verify|confirm|check)\w*|come across|suggest\w*)"
)
"""What an organisation has when it knows; negated, it says only that it does not."""
NOT_AWARE = _any(
    rf"{NEGATION}(?: \w+){{0,4}} {KNOWING}",
    r"(?:know|knows|knew|heard|seen|see|saw|recall|remember|received|had|(?:we|i|it|they)(?: have|['’]ve| has)? found) (?:\w+ )?"
    r"(?:no|nothing|none|nobody|neither)(?: \w+)?",
    r"(?:records?|files?|logs?|books|data) (?:\w+ )?(?:show|shows|contain|contains|hold|holds|list|lists|have|has|mention|mentions|say|says) (?:no|nothing|none)",
    r"(?:records?|files?|logs?|books|data) (?:do|does)(?: not|n['’]t) (?:show|contain|hold|list|mention|say)",
    r"unaware|unfamiliar|unknown to (?:us|me)|not that (?:we|i) (?:know|are|am|have|can)|(?:is|was|are) news to (?:us|me|it|them)|"
    r"(?:the )?first (?:we|i)(?: have|['’]ve)? (?:heard|hear|knew)",
    r"(?:can ?not|can['’]t|could not|couldn['’]t|unable to|not able to|impossible to|not been able to) (?:yet |ever )?(?:say|tell|confirm|verify|be sure|"
    r"establish|determine|judge|find|trace|rule (?:it |that |this )?out)(?! (?:more|anything|much)\b)",
    r"(?:to (?:the best of )?|not to )(?:our|my|its|their) knowledge|(?:so|as) far as (?:we|i|it|they) (?:know|knows|are aware|am aware|can (?:tell|see))",
    r"(?:do|does|did)(?:n['’]t| not) (?:believe|think) (?:that )?(?:it|we|our|any|the|he|she|they|its|[A-Z]\w+)(?: \w+){0,3} (?:is|are|was|were|has|have|had|used|uses|supports?|does|did)",
    r"(?:have|has|had)(?:n['’]t| not| never) (?:yet )?(?:seen|heard|found)|"
    r"too (?:early|soon) to (?:say|tell|know)|not (?:yet )?(?:looked into|looked|checked|examined|investigated|studied)|"
    rf"{NEGATION}(?: \w+){{0,5}} (?:raised with|mentioned to|reported to|brought to|put to|passed to|shared with|shown to|told to|come to|crossed) (?:us|me|our|my)|"
    r"(?:have|has|had|hold|holds) no (?:\w+ )?(?:figures|data|details|information|overview|count|list|complaints?|word|news|proof)|"
    r"(?:do|does|did)(?:n['’]t| not) (?:track|monitor|follow|check|ask|count|see|hear|look|learn|find out)(?: \w+)? (?:what|how|who|where|whether|which|into|any)|"
    r"learn(?:ed|t) (?:of|about) (?:it|this|that) (?:from|through|only)|anyone['’]s guess|nobody here|(?:are|am|is) (?:still )?checking|"
    r"(?:still )?(?:looking into|finding out|trying to (?:find out|establish|understand|learn))",
)
DEPENDS = _any(
    r"(?<!what )(?<!even )(?<!as )(?<!see )if",
    r"unless|provided(?: that)?|providing that|on (?:the )?condition(?: that)?|conditional on|subject to|depends?(?: on)?|contingent on",
    r"as long as|so long as|only when|assuming(?: that)?|in the event|pending|once|should (?:the|it|they|there|we|any)(?= \w+ )",
    r"where (?=\w+(?: \w+)* (?:is|are) met)|where the law (?:allows|permits|requires)",
    r"only (?:if|when|after|with|where|once|on)|not (?:\w+ ){0,4}(?:until|before)|as soon as|in (?:return|exchange) for|whenever|in case|depending on|"
    r"in that case|(?:otherwise|or else),? (?:we|i|it|they)|(?:with|without) (?:the |a |an )?(?:\w+ )?(?:consent|permission|approval|agreement|order|warrant|"
    r"money|funding|guarantee|licence|license)",
)
WOULD = _any(
    r"(?<!of course )(?:we|i|it|they|company|department|agency)(?:['’]d| would| could)(?! not\b)(?! like\b| never\b)(?: \w+){1,4} (?:at|with|when|after|for|were)",
    r"(?:would|['’]d) (?:need to|have to|consider|depend|want to see)|(?:when|once) [^,.;]{3,60}, (?:we|i|it|they)(?: will|['’]ll)",
    r"(?:with|without|given|after|at)\b[^,.;]{2,60}, (?:we|i|it|they|there)(?:['’]d| would| could| will|['’]ll)",
    r"without (?:\w+ ){1,6}there (?:will|would) be",
)
MODAL = _any(r"will|would|wo|could|can|may|might|shall|going to|plans?|intends?", r"(?:we|i|it|they|there)['’](?:ll|d)")
DEMANDS = _any(
    r"must|should|ought to|need(?:s)? to|let['’]?s|let us|it is time (?:to|for)|please",
    r"(?:urge|urges|urging|call on|calls on|calling on|demand|demands|ask|asks|request|requests|want) (?:that |the |our |you |him |her |them |all |[A-Z])",
)
OPINIONS = _any(
    r"(?:i|we) (?:\w+ly )?(?:think|believe|feel|hope|guess|suspect|suppose|fear|wish|worry|doubt|find it)",
    r"in (?:my|our) (?:opinion|view|judgement|judgment)|it (?:seems|appears|looks)|personally",
    r"(?:dismayed|disgusted|outraged|saddened|heartbr\w+|gut-wrenching|appalled|disappointed|horrified|shocked|thrilled|delighted|excited|grateful)",
    r"(?:is|are|was|were|['’]s|['’]re) (?:\w+ly )?(?:an? |the )?(?:disgrace|disaster|outrage|tragedy|shame|joke|scandal|nonsense|ridiculous|"
    r"terrible|horrible|awful|great|wonderful|fantastic|amazing|beautiful|important|critical|crucial|unacceptable|wrong|immoral|cruel|"
    r"inhumane|unfair|stupid|smart|weak|strong|best|worst)",
)
PREDICTIONS = _any(
    r"(?:un)?likely|probably|perhaps|maybe|presumably|expects?(?: that| to be)?|expected to|predicts?|forecasts?|projected to|bound to|"
    r"(?-i:may)(?! \d)|might|could",
)
OWN_WILL = _any(
    rf"{OWN}(?:['’]ll| will| shall| (?:are|am) (?:not )?going to|['’](?:re|m) (?:not )?going to| (?:plan|intend|promise|pledge|commit|vow|guarantee|mean)(?:s|ed)?(?= to| that))(?: not| never)?",
    rf"{OWN} (?:won['’]t|would never|will never)",
    r"(?:we|i)(?: are| am|['’]re|['’]m) (?:\w+ )?(?:staying|committed|determined|here to stay|not going (?:anywhere|away)|leaving|ending|taking steps)",
)
WILL = _any(r"will(?: not| never)?|won['’]t|shall(?: not)?|going to|(?:is|are) to(?= \w+)|(?:is|are) coming")
FORECAST_VERB = _any(
    r"(?:will|would) (?:\w+ly )?(?:not )?(?:help|let|allow|enable|make|give|lead|cause|create|bring|improve|provide|ensure|benefit|save|show|win|lose|rise|fall|grow|shrink|drop|increase|happen|prove|see|find|realise|realize|look|hurt|suffer|die|fail|"
    r"succeed|regret|become|continue to (?:rise|fall|grow)|want|think|know|come back|have to)"
)
DENIES = _any(
    r"(?:false|untrue|incorrect|inaccurate|baseless|unfounded|not true|not accurate|not correct|not the case|no truth|fabricated|made up)",
    r"no longer",
    r"(?:not(?! only| just| merely| simply| until| to mention)|n['’]t|never|cannot|no one|nobody|nothing(?! but)|none|neither|nowhere|without)(?= )",
    r"nobody|none|nothing|never|neither|no(?! fewer| less| doubt| matter| more than)",
    r"den(?:y|ies|ied) (?:that|having|any|all|the)?",
)
WEAK = frozenset({"if", "once", "as long as", "pending"})
IF_FIRST = re.compile(r"\bif\b[^,]+,", re.IGNORECASE)
OWN_DUTY = re.compile(r"\b(?:we|i|it|they) (?:had|wanted|needed|want)\b", re.IGNORECASE)
CONTRACTED_NOT = re.compile(r"\w+n['’]t\b")
SENTENCE = re.compile(
    r"(?:(?<=\w\w[.!?])|(?<=[\"”’)][.!?]))(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Inc\.)(?<!Corp\.)[\"”’]*\s+(?=[\"“‘]?[A-Z])"
)
STOP = re.compile(r"[.;!?](?=\s|$)")
TOO = re.compile(r"\btoo \w+ to\b", re.IGNORECASE)

WOULD_LATER = _any(r"(?:will|would)(?: not| never)?|(?:wo|would)n['’]t|shall(?: not)?|going to")
IMPERATIVE = re.compile(
    r"(?:^|[.!?:][\"”’]?\s+)[\"“‘]?(?:please )?(?:[Dd]on['’]t|[Dd]o not|[Nn]ever) (?!we\b|i\b|I\b|they\b|you\b|has\b|have\b)\w+"
)
INFINITIVE = re.compile(r"\s*(?:not )?to\s+\w", re.IGNORECASE)
CUE_SAYS = _any(
    r"(?:said|say(?:s|ing)?|told|tell(?:s|ing)?|add(?:s|ed|ing)?|not(?:e|es|ed|ing)|wr(?:ote|ites?|iting|itten)|read(?:s|ing)?|according to|per|"
    r"(?:confirm|affirm|report|claim|insist|explain|acknowledg|admit|post|tweet|respond|answer|reveal|maintain|assert|stress|repeat|assur|inform|"
    r"indicat|stat|announc|declar|clarif|disclos|testif|emphasi[sz]|reiterat|conced|conclud|promis|pledg|vow|repl|den|vouch|recall|counter|"
    r"contend|mention|remark|disput|reject|rebut|refut|dismiss|guarante|commit)(?:e|es|ed|d|s|ing|y|ies|ied|ying|ted|ting)?)"
)
CUE_OF = re.compile(r"\b(?:about|against|on|of|for|by)\W*$", re.IGNORECASE)
CUE_DECLINES = _any(
    r"(?:declin|refus)(?:e|es|ed|ing) to (?:\w+ly )?(?:comment|say|discuss|answer|talk|speak|disclose|confirm|elaborate|provide|respond|give|address)[\w ]{0,20}",
    r"(?:would|will|could|did|does|do)(?:n['’]t| not) (?:\w+ly )?(?:comment|say|discuss|answer|disclose|confirm|elaborate|specify|respond|address)",
    r"no comment|declined (?:comment|an interview)",
)
CUE_DENIES = _any(
    r"den(?:y|ies|ied|ying)|denials?|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|rebut(?:s|ted|ting)?|refut(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?"
)
CUE_COMMITS = _any(
    r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|commit(?:s|ted|ting)?|guarantee(?:s|d|ing)?|undert(?:ook|akes?)"
)
CUE_NOT_AWARE = _any(r"(?:do|does|did)(?:n['’]t| not) (?:know|recall|remember|believe|think)|unaware|not aware")
CUE_ASKS = _any(
    r"ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|for)|demand(?:s|ed|ing)?|request(?:s|ed|ing)?|plead(?:s|ed|ing)?|beg(?:s|ged)?|"
    r"wonder(?:s|ed|ing)?|question(?:s|ed|ing)?|want(?:s|ed|ing)?|order(?:s|ed|ing)?|propos(?:e|es|ed|ing)|recommend(?:s|ed|ing)?|suggest(?:s|ed|ing)?"
)
CUE_THINKS = _any(
    r"think(?:s|ing)?|thought|believ(?:e|es|ed|ing)|feel(?:s|ing)?|felt|hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|worr(?:y|ies|ied)|expect(?:s|ed|ing)?|"
    r"predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?|speculat\w+|guess(?:es|ed)?|doubt(?:s|ed|ing)?|joke(?:s|d)?|quip(?:s|ped)?|alleg(?:e|es|ed|ing)|"
    r"accus(?:e|es|ed|ing)|argu(?:e|es|ed|ing)|complain(?:s|ed|ing)?|criticis\w+|criticiz\w+|praise(?:s|d)?"
)

NEGATIVES = words_of(
    "not no none never nothing nobody neither cannot false untrue incorrect inaccurate baseless unfounded without unaware unfamiliar fabricated made longer too one denies denied deny nowhere"
)
DECLINE_WORDS = words_of(
    "comment comments discuss discussed talk talking say saying decline declines declined declining refuse refuses refused speak answer disclose "
    "elaborate matter question court courts inquiry investigation review audit confidential confirm expect hear add share announce judice respond into never refer refers referred referring details figures names drawn ask"
)
AWARE_WORDS = words_of(
    "aware unaware familiar unfamiliar knowledge awareness idea clue recollection recognise recognize indication indications information know knows knew "
    "known unknown say tell confirm verify sure certain establish determine judge find trace see seen saw hear heard received found told shown recall "
    "remember recollect believe think informed notified briefed conscious inkling record records files file logs log books data far attention notice "
    "news rule position evidence sign signs visibility insight learnt learned report reports word reason reached way means able across suggest "
    "suggests suggested looking looked finding trying early soon checking checked examined investigated studied raised mentioned reported brought put passed shared "
    "come crossed figures details overview count list complaint complaints proof track monitor follow check ask look learn guess nobody"
)
DEPEND_WORDS = words_of(
    "if unless provided providing condition conditional subject depends depend contingent long when assuming event pending once should where only until before soon return exchange whenever case depending otherwise else consent "
    "permission approval agreement warrant money funding guarantee licence license order"
)
WOULD_WORDS = words_of("would could without when once")
MODAL_WORDS = words_of(
    "will would won't won’t shall going plan plans planned intend intends promise pledge committed staying leaving stay commit vow guarantee mean means coming determined ending taking"
)
JUDGING = words_of(
    "think believe feel hope guess suspect suppose fear wish worry doubt opinion view seems appears looks personally find dismayed disgusted outraged saddened appalled disappointed horrified shocked thrilled delighted excited grateful heartbroken heartbreaking gut-wrenching disgrace disaster outrage tragedy shame joke scandal nonsense ridiculous terrible horrible awful "
    "great wonderful fantastic amazing beautiful important critical crucial unacceptable wrong immoral cruel inhumane unfair stupid smart weak strong "
    "best worst"
)
DEMANDING = words_of(
    "must should ought need needs let let's let’s please time urge urges urging call calls calling demand demands ask asks request requests want"
)
GUESSING = words_of(
    "likely unlikely probably perhaps maybe presumably expect expects expected predict predicts forecast forecasts projected bound may might could"
)
OWN_WORDS = words_of(
    "we i our us ours my me we're we’re we've we’ve we'll we’ll i'm i’m i've i’ve i'll i’ll we'd we’d ourselves"
)
