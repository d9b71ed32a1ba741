"""Bot API methods by family. Importing the package registers every one of them."""

from sandbox.methods import callbacks, commands, edits, receiving, text
from sandbox.registry import METHODS

__all__ = ["METHODS", "callbacks", "commands", "edits", "receiving", "text"]
