"""Small questions about an update."""

from aiogram import F

in_private = F.chat.type == "private"
"""The message was written to the bot itself, not into a group."""
