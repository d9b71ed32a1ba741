"""The quiz as people read it, and its settings."""

from dataclasses import dataclass

from sales.playbook.texts import Text


@dataclass(frozen=True, slots=True)
class QuizOption:
    """`facet` is None in the warm-up question, which is not scored."""

    id: str
    text: Text
    facet: str | None = None


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    id: str
    text: Text
    options: tuple[QuizOption, ...]

    def option(self, id_: str) -> QuizOption | None:
        return next((option for option in self.options if option.id == id_), None)

    def option_with(self, facet: str) -> QuizOption | None:
        """The option behind an answer: answers are kept as facets."""
        return next((option for option in self.options if option.facet == facet), None)


@dataclass(frozen=True, slots=True)
class QuizPlaybook:
    seed: QuizQuestion
    core: tuple[QuizQuestion, ...]
    tie_breaks: tuple[QuizQuestion, ...]
    stop_at: float = 0.85
    max_extra: int = 5
    temperature: float = 1.5

    def question(self, id_: str) -> QuizQuestion | None:
        return next((q for q in (self.seed, *self.core, *self.tie_breaks) if q.id == id_), None)
