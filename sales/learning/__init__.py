"""A score learned from closed leads: what was known, how it is weighed, and how well that foretells a sale.

A small logistic regression in plain Python. The rules of the playbook stay the default; this one is switched on by an
admin who has seen its report. Why it is built this way: docs/decisions/0015-learned-score.md.
"""

from sales.learning.facts import FACTS_VERSION, Facts, Known, facts_of
from sales.learning.model import LearnedModel

__all__ = ["FACTS_VERSION", "Facts", "Known", "LearnedModel", "facts_of"]
