"""Verbs are inflected by rule, and the table says how sure each is."""

import pytest

from onrecord.extract.verbs import confidence, forms_of, verb_forms, weights


@pytest.mark.parametrize(
    ("lemma", "past", "s", "ing"),
    [
        ("say", "said", "says", "saying"),
        ("deny", "denied", "denies", "denying"),
        ("slam", "slammed", "slams", "slamming"),
        ("admit", "admitted", "admits", "admitting"),
        ("announce", "announced", "announces", "announcing"),
        ("stress", "stressed", "stresses", "stressing"),
        ("agree", "agreed", "agrees", "agreeing"),
        ("show", "showed", "shows", "showing"),
        ("claim", "claimed", "claims", "claiming"),
    ],
)
def test_forms(lemma: str, past: str, s: str, ing: str) -> None:
    """Regular, irregular, doubled and -y verbs."""
    forms = forms_of(lemma)
    assert (forms["past"], forms["s"], forms["ing"]) == (past, s, ing)


def test_the_table_holds_shares() -> None:
    """Every confidence lies between 0 and 1, and reporting verbs are surer than verbs of the mind."""
    assert all(0.0 <= share <= 1.0 for share in weights().values())
    assert confidence("say", "past", "that") > confidence("see", "past", "np")
    assert confidence("no such verb", "past", "that") == 0.0


def test_a_form_has_one_verb_in_every_run() -> None:
    """Of two verbs with one form the first in the alphabet is taken, not the first of a set."""
    assert verb_forms()["said"].lemma == "say"
    lemmas = [verb.lemma for verb in verb_forms().values()]
    assert lemmas == sorted(lemmas)
