"""Closed classes of English words the rules look at."""


def vocabulary(words: str) -> frozenset[str]:
    """Make a set of words from a line of them."""
    return frozenset(words.split())


DETERMINERS = vocabulary(
    "the a an this that these those my your his her its our their some any each every no another both all most many "
    "several few more one two three four five six seven eight nine ten other such"
)
PRONOUNS = vocabulary("he she they it we i you who everyone everybody nobody someone somebody others anyone")
OBJECT_PRONOUNS = vocabulary("him her them it us me you himself herself themselves itself")
RELATIVES = vocabulary("who which that")
PREPOSITIONS = vocabulary(
    "of in on at by for with from to about against as into over after before during between through under within "
    "without among across around near since until toward towards upon amid despite behind beyond outside inside per "
    "like including throughout alongside regarding concerning"
)
SUBORDINATORS = vocabulary(
    "that because if when while although though since whether than unless until before after as where how why what "
    "whom whose so once whereas which lest except"
)
CONJUNCTIONS = vocabulary("and but or nor yet so plus")
BE = vocabulary("is was are were be been being am 's 're 'm isn't wasn't aren't weren't")
HAVE = vocabulary("has have had having 've hasn't haven't hadn't")
MODALS = vocabulary(
    "will would can could may might must should shall 'll 'd do does did don't doesn't didn't won't wouldn't can't "
    "couldn't cannot shouldn't mustn't"
)
AUXILIARIES = BE | HAVE | MODALS
ADVERBS = vocabulary(
    "also later then now once again already ever even still just only often always soon first further previously "
    "recently repeatedly instead meanwhile however moreover nevertheless though therefore thus today yesterday "
    "tonight too well earlier ago perhaps maybe indeed rather quite simply long much more less most elsewhere "
    "together afterward afterwards back not never only"
)
SENTENCE_ADVERBS = vocabulary(
    "but and so or yet however meanwhile still then now also instead indeed moreover nevertheless later earlier "
    "today yesterday tonight separately privately publicly once again first second third finally perhaps maybe thus "
    "therefore though plus even"
)
DAYS = vocabulary(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march april "
    "may june july august september october november december jan feb aug sept oct nov dec "
    "morning afternoon evening night week weekend month year last this next earlier later late early"
)
FINITE = vocabulary(
    "went came took made got gave won lost held left began met ran put set cut let kept led stood sent brought "
    "became fell rose grew hit beat built bought caught chose did drew drove fought flew found "
    "had has is was are were heard knew lay meant paid read saw sat sold spent spoke taught threw thought "
    "told took wore wrote said says goes comes makes takes gets gives does remains seems appears includes needs "
    "wants plans happened seemed appeared remained something nothing everything things"
)
"""Verb forms that end a noun phrase when met on the way left from a verb."""
QUOTE = "\u201c\u201d"
"""Stands for a whole quotation among the words of a sentence."""
STOPS = frozenset(
    (",", ";", ":", "-", "—", "–", "--", "―", "...", "…", "!", "?", "(", ")", "[", "]", QUOTE, '"', "“", "”")
)
