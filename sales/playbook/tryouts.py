"""Where a verdict does not help: a minute of real work to try, and groups to strike out."""

from dataclasses import dataclass

from sales.playbook.texts import Text


@dataclass(frozen=True, slots=True)
class TryoutOption:
    """`comment` is said after it was chosen; no choice is called wrong."""

    code: str
    text: Text
    comment: Text


@dataclass(frozen=True, slots=True)
class Tryout:
    """A small task as this profession meets it."""

    profession: str
    text: Text
    options: tuple[TryoutOption, ...]

    def option(self, code: str) -> TryoutOption | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class ProfessionGroup:
    """Professions that resemble each other; each belongs to exactly one group."""

    code: str
    name: Text
    professions: tuple[str, ...]
