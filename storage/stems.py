"""Words as a search compares them: lower case, without endings."""

import re

import snowballstemmer

MOST = 60
"""Stems of one text that are looked at: whoever writes more tells a story, and a person should read it."""
_LONGEST = 40
_WORD = re.compile(r"[^\W_]+")
_YO = {0x451: 0x435}  # the letter with two dots: most people type the one without
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")


def stems_of(text: str) -> list[str]:
    """Each once, in the order of the text. The alphabet of a word says its language."""
    words = (word for word in _WORD.findall(text.lower().translate(_YO)) if len(word) <= _LONGEST)
    stems = (str((_ENGLISH if word.isascii() else _RUSSIAN).stemWord(word)) for word in words)
    return list(dict.fromkeys(stems))[:MOST]
