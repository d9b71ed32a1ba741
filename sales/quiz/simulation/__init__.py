"""The quiz tried on simulated people. Plan the jobs, run them anywhere, read the table."""

from sales.quiz.simulation.people import Profile, independent_profiles
from sales.quiz.simulation.plan import Found, Job, jobs
from sales.quiz.simulation.rows import Row
from sales.quiz.simulation.runs import Outcome
from sales.quiz.simulation.targets import table

__all__ = ["Found", "Job", "Outcome", "Profile", "Row", "independent_profiles", "jobs", "table"]
