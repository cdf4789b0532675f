"""Words so common in English that sharing them says nothing."""

_WORDS = """
a about above across actually after again against ago all almost along already also although always am among an and another any
anybody anyone anything are around as ask asked at away back be became because become been before began behind being believe
best better between big both bring but by call called came can can't cannot case change come coming could couldn't country day days
deal did didn't different do does doesn't doing don't done down during each either else end enough even ever every everybody
everyone everything fact far feel few find first five for forward four from gave get gets getting give given go goes going gone
gonna good got great had happen happened happening hard has hasn't have haven't having he he'd he'll he's hear heard help her here
herself hers high him himself his home hope how however i i'd i'll i'm i've if important in instead into is isn't it it's its itself
job just keep kind knew know known last later least leave left less let let's life like little long look looking lot made make makes
making man many matter may maybe me mean men might million more morning most much must my myself name need needs never new next
night no nobody none nor not nothing now of off often oh ok okay old on once one ones only open or other others our out over own
part people percent person place point possible probably put question quite rather really right said same saw say saying says see
seen several shall she she'd she'll she's should shouldn't show side since six so some somebody someone something sort start state
still stop such sure take taken talk talking tell ten than that that's the their them themselves then there there's these they
they'd they'll they're they've thing things think thinking this those though thought three through time times to today together told
tomorrow tonight too took toward trying try turn two under until up us use used very want wanted wants was wasn't way ways we we'd
we'll we're we've week weeks well went were weren't what what's when where whether which while who who's whole whom whose why will
with within without won't word words work working world would wouldn't wrong year years yes yesterday yet you you'd you'll you're
you've your yourself
"""
EVERYDAY = frozenset(_WORDS.split())
LEAST_LETTERS = 3


def is_rarer(word: str) -> bool:
    """Say whether a folded word tells one utterance from others: no everyday word, no single letter."""
    return len(word) >= LEAST_LETTERS and word not in EVERYDAY
