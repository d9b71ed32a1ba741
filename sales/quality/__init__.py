"""How good the quiz is, measured from what people did with it."""

from sales.quality.questions import OptionShare, QuestionReport
from sales.quality.report import QualityReport, Rating, report
from sales.quality.seen import RatingCount, SeenAttempt
from sales.quality.tally import Tally

__all__ = [
    "OptionShare",
    "QualityReport",
    "QuestionReport",
    "Rating",
    "RatingCount",
    "SeenAttempt",
    "Tally",
    "report",
]
