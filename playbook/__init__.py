"""What this business sells and when: YAML files beside this one, and the loader that validates them."""

from playbook.loader import load
from playbook.problems import PlaybookError, Problem

__all__ = ["PlaybookError", "Problem", "load"]
