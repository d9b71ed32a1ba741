"""Everything sold, as frozen values. The `playbook` package reads them from YAML."""

from sales.money import MixedCurrency, Money
from sales.playbook.answers import Answer, AnswerButton, AnswerKind
from sales.playbook.book import Playbook, UnknownCode
from sales.playbook.business import Business, Consent, ConsentKind, LinkSeed, LostReason, Outcome, Stage
from sales.playbook.cadence import Cadences, ContactBudget, Hours, LeadSla, Step, TimerKind
from sales.playbook.catalog import CheckIn, Facet, Plan, Product, Profession, ScaleOption
from sales.playbook.deck import Deck, Review, Slide, SlideKind
from sales.playbook.lessons import Lesson, Practice, PracticeOption
from sales.playbook.qualification import (
    HotWhen,
    Implied,
    LeadOption,
    LeadQuestion,
    Part,
    Qualification,
    Rule,
    Signal,
    SilenceRule,
    Stopped,
    Temperature,
)
from sales.playbook.quiz_words import QuizOption, QuizPlaybook, QuizQuestion
from sales.playbook.texts import Text
from sales.playbook.tryouts import ProfessionGroup, Tryout, TryoutOption

__all__ = [
    "Answer",
    "AnswerButton",
    "AnswerKind",
    "Business",
    "Cadences",
    "CheckIn",
    "Consent",
    "ConsentKind",
    "ContactBudget",
    "Deck",
    "Facet",
    "HotWhen",
    "Hours",
    "Implied",
    "LeadOption",
    "LeadQuestion",
    "LeadSla",
    "Lesson",
    "LinkSeed",
    "LostReason",
    "MixedCurrency",
    "Money",
    "Outcome",
    "Part",
    "Plan",
    "Playbook",
    "Practice",
    "PracticeOption",
    "Product",
    "Profession",
    "ProfessionGroup",
    "Qualification",
    "QuizOption",
    "QuizPlaybook",
    "QuizQuestion",
    "Review",
    "Rule",
    "ScaleOption",
    "Signal",
    "SilenceRule",
    "Slide",
    "SlideKind",
    "Stage",
    "Step",
    "Stopped",
    "Temperature",
    "Text",
    "TimerKind",
    "Tryout",
    "TryoutOption",
    "UnknownCode",
]
