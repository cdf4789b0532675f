"""Words that make a person public, and words that look alike and do not."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OFFICES = _words(
    "sen sens senator senators rep reps congressman congresswoman congressperson congressmember gov governor mayor premier "
    "chancellor ambassador envoy commissioner councilman councilwoman councilmember alderman alderwoman assemblyman "
    "assemblywoman assemblymember legislator lawmaker senator-elect governor-elect mayor-elect president-elect sheriff "
    "judge justice magistrate prosecutor king queen emperor empress pope cardinal archbishop ayatollah mp mep msp "
    "undersecretary committeeman committeewoman commandant commander comptroller taoiseach tánaiste whip solicitor-general"
)
"""Heads of a phrase that name an elected, appointed, judicial, military or church office by themselves."""
RANKS = _words("gen general adm admiral")
"""Ranks of commanders; those below stand for soldiers, who are private."""
BODY_HEADS = _words(
    "president chairman chairwoman chairperson chair ceo cfo coo cto cio ciso publisher provost secretary-treasurer vice-president"
)
"""Heads of bodies; `president` also of a state."""
FOUNDERS = _words("founder co-founder cofounder founders co-founders")
NOT_CHIEFS = _words("petty warrant master")
"""Before `officer`, ranks of soldiers; any other `chief … officer` leads a firm."""
SPEAKERS_FOR = _words("spokesman spokeswoman spokesperson spokesmen spokeswomen spokespeople")
JOURNALISTS = _words(
    "reporter correspondent anchor anchorman anchorwoman host columnist editor journalist commentator pundit broadcaster "
    "writer contributor moderator"
)
COLUMNISTS = _words("columnist pundit")
"""Who is published by definition."""
STAFF = _words("senior chief investigative managing executive political politics national foreign")
"""Before `editor` or `reporter`: titles that newsrooms give."""
PERFORMERS = _words("actor actress singer rapper comedian novelist filmmaker musician author playwright cartoonist")
EXPERTS = _words(
    "professor economist historian analyst pollster strategist consultant fellow scholar researcher scientist expert"
)
ADVISERS = _words("adviser advisor strategist aide counsel counselor counsellor")
LAWYERS = _words("lawyer attorney counsel solicitor barrister")
CANDIDATES = _words("candidate nominee hopeful contender front-runner frontrunner challenger")

MINISTRIES = _words(
    "prime first deputy foreign finance interior home health defence defense justice education trade cabinet environment "
    "culture economy labour labor transport agriculture energy immigration"
)
"""Before `minister`; a Baptist minister is none."""
SECRETARIES = _words(
    "state defense defence treasury interior labor commerce education energy agriculture transportation security army navy "
    "foreign home press general cabinet housing veterans health business deputy assistant under permanent force"
)
"""Before `secretary`; a club's and a school's are not of these."""
LEADERS = _words(
    "majority minority opposition party house senate conservative labour democratic republican parliamentary union tribal"
)
"""Before `leader`; a scout leader and a gang leader are private."""
POLITICAL = _words(
    "presidential vice-presidential vice senate senatorial congressional gubernatorial mayoral parliamentary council "
    "democratic republican gop libertarian green independent conservative labour party party's political legislative "
    "governor mayor congress president judicial house election primary"
)
"""Beside `candidate` or `nominee`; who looks for work or a degree is private."""
CAMPAIGN = _words("campaign party democratic republican gop political media communications policy national security")
DIRECTORS = _words(
    "executive managing communications campaign political policy national deputy legislative government press organizing "
    "organising finance field digital advertising general program programme research public regional state fbi cia nsa"
)
"""Before `director`."""
NOT_ADMINISTRATORS = _words(
    "school hospital system systems network database office nursing estate property site web website clinical academic benefits "
    "retired former assistant business contract contracts"
)
"""Before `administrator`; only heads of agencies are public by the word."""
NOT_DIRECTORS = _words("funeral music choir casting film movie art youth camp athletic stage band activities creative")
LOCAL = _words("state county city town national parks us u.s federal district deputy municipal village township")
"""Before `representative`, `treasurer`, `clerk`, `recorder`, `supervisor`, `superintendent`, `attorney`."""
LOCAL_OFFICES = _words("treasurer clerk recorder supervisor superintendent coroner auditor controller representative")
BROADCASTS = _words(
    "radio television tv talk news cable network show late-night talk-show talk-radio podcast newspaper magazine"
)
PRESS = _words(
    "times post journal news herald tribune gazette magazine review press standard chronicle guardian telegraph independent "
    "reuters bloomberg politico globe register sun star observer dispatch yorker atlantic inquirer examiner cbs nbc abc"
)
"""Last words of outlets' names, beside the outlets of the tables."""
STATIONS = _words("CNN CNBC MSNBC NPR PBS BBC HLN ESPN HBO C-SPAN Univision Telemundo AFP")
"""Outlets of one word that the tables do not hold."""

MODIFIERS = _words(
    "former ex then now new senior junior deputy assistant associate acting interim longtime long-time vice lieutenant lt "
    "general national chief executive managing founding principal first press public campaign state federal local current "
    "presidential republican democratic staff political policy communications marketing sales finance financial then-gov "
    "operating technology information security engineering software research medical legal white house district retired "
    "incoming outgoing top lead prime foreign defense defence interior attorney majority minority party congressional "
    "senate committee co late veteran conservative liberal progressive independent libertarian legendary prominent "
    "billionaire onetime one-time fellow embattled fired ousted u.s us american british canadian french german gop "
    "talk radio television tv news cable show major homeland supreme court county city town police fire supervisory "
    "presumptive presumed sitting newly elected freshman advertising organizing organising editorial investigative "
    "high-ranking highest-ranking influential home health trade business treasury intelligence nominating digital "
    "economic domestic future special global regional international european chief-of-staff elections election transition"
)
"""Words that may stand in an office before its head."""
PLAIN_TITLES = _words(
    "sen senator rep congressman congresswoman gov governor president mayor secretary chancellor ambassador commissioner "
    "minister chairman chairwoman chair speaker leader director ceo strategist spokesman spokeswoman correspondent whip "
    "representative premier councilman councilwoman sheriff gen adm admiral officer manager editor"
)
"""Titles that are nobody's given name: cut from the front of a name even when one word is left."""
ABBREVIATIONS = _words(
    "sen sens rep reps gov gen adm lt st dr mr mrs ms prof dept u.s u.k d.c n.y u.n m.i.t atty dist calif"
)

BLOCKERS = _words(
    "elected not never no neither nor hardly if like unlike whose married engaged alleged accused self-styled self-described "
    "self-proclaimed wannabe aspiring would-be fake mock amateur student class school club fraternity sorority pta "
    "homecoming prom honorary supposed so-called imaginary fictional doctoral phd job teenage contest pageant talent beauty drag"
)
"""A phrase with one of these before its head names no office."""
PAST = _words("former ex onetime one-time retired then late")
KIN = _words(
    "wife husband son sons daughter daughters brother brothers sister sisters mother father parents widow widower niece nephew "
    "cousin uncle aunt grandson granddaughter grandfather grandmother stepson stepdaughter son-in-law daughter-in-law "
    "brother-in-law sister-in-law ex-wife ex-husband fiancé fiancée fiance fiancee girlfriend boyfriend spouse family couple"
)
"""Beside a full name these show that a title before the bare surname may be somebody else's."""
CONNECTORS = _words("of for and the & at ' ’ / -")
PREPOSITIONS = _words(
    "of for at in from with on to by under about within during near since until after before into over against as"
)
STOPS = _words(
    "who whose whom which that where when while because said says told tweeted wrote writes added argued called announced "
    "is was are were has had have will would could can may might did does do been being also but or"
)
OWNERS = _words("its his her their our my")
DETERMINERS = _words("a an the its his her their our my this one another now then currently formerly once also who's")

HEADS = frozenset().union(
    *(
        OFFICES,
        RANKS,
        BODY_HEADS,
        FOUNDERS,
        SPEAKERS_FOR,
        JOURNALISTS,
        PERFORMERS,
        EXPERTS,
        ADVISERS,
        LAWYERS,
        CANDIDATES,
    ),
    LOCAL_OFFICES,
    _words(
        "administrator director secretary minister speaker leader chief manager executive officer head dean member mate lady official star republican democrat"
    ),
)
"""Words that may end an office; which of them do is for the rules to say."""
PLURALS = {f"{word}s": word for word in HEADS}
"""`managers` before two names."""
