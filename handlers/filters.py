"""Small questions about an update."""

from aiogram import F

in_private = F.chat.type == "private"
"""The message was written to the bot itself, not into a group."""

pressed_in_private = F.message.chat.type == "private"
"""A button under the bot's own chat with someone. A changed client can press anything anywhere: what is meant for
one person's eyes is never shown in a group."""

is_words = F.text & ~F.text.startswith("/")
"""Typed, and not a command."""
