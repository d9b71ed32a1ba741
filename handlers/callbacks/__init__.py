"""Callback data: typed, versioned by prefix, bound to one purpose. Buttons live forever in a chat, so a press
proves nothing: rights and state are checked again, and a changed meaning gets a new prefix.

Names in ACTIONS are what templates write: {{ button("…", "claim", lead=lead.token) }}.
"""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import (
    answers,
    contact,
    decks,
    leads,
    merging,
    opinions,
    products,
    quality,
    quiz,
    score,
    tasks,
    team,
)

ACTIONS: dict[str, type[CallbackData]] = {}
for _subject in (quiz, opinions, products, decks, answers, contact, leads, merging, tasks, team, score, quality):
    ACTIONS |= _subject.ACTIONS
