"""A first lesson to try for free: a few minutes in the chat."""

from dataclasses import dataclass

from sales.playbook.texts import Text


@dataclass(frozen=True, slots=True)
class PracticeOption:
    """`comment` is said after it was chosen, also when it was not the best one."""

    code: str
    text: Text
    comment: Text
    is_right: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """A small task at the end; at least one option is right."""

    question: Text
    options: tuple[PracticeOption, ...]

    def option(self, code: str) -> PracticeOption | None:
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Lesson:
    """`text` says in a few sentences what the lesson teaches and stands alone; `steps` teach it, a screen each."""

    profession: str
    title: Text
    minutes: int
    text: Text
    steps: tuple[Text, ...]
    practice: Practice | None = None
    url: str | None = None
