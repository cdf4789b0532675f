"""What the award data held says to a sentence that speaks of a contract.

`claims.py` reads which sentences speak of one and what they tell of it, `index.py` holds the awards so that they are found
by who sells, by words of their description and by number, `match.py` decides. A sum alone never finds an award.
"""

METHOD = "matches/1"
"""Names the rules; a changed name has what connects worked out again, and its scores measured again."""
