"""Words in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence by language code; the default language is always there (ValueError otherwise)."""

    words: Mapping[str, str] = field(hash=False)
    default: str = "ru"

    def __post_init__(self) -> None:
        if self.default not in self.words:
            raise ValueError(f"a text needs its default language {self.default!r}, got {sorted(self.words)}")

    def in_(self, language: str) -> str:
        """In this language, or in the default one when there is no such translation."""
        return self.words.get(language) or self.words[self.default]
