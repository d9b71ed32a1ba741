"""How two professions differ, and how to show different ones first."""

import pytest

from sales.quiz import difference, spread
from tests.unit.quiz.test_quiz_result import CODES


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [("dev", "qa", ("COD", "CHK")), ("sal", "hr", ("PRO", "PPL")), ("da", "fin", ("VIS", "FIN"))],
)
def test_two_professions_differ_where_their_weights_lie_furthest_apart(quiz, first, second, apart):
    assert difference(quiz, first, second) == apart
    assert difference(quiz, second, first) == apart[::-1]


def test_every_two_professions_differ_in_both_directions(quiz):
    for one in CODES:
        for other in CODES:
            if one != other:
                more, less = difference(quiz, one, other)
                assert more != less


def test_a_profession_that_left_the_playbook_is_not_compared(quiz):
    assert difference(quiz, "dev", "pilot") is None


def test_three_in_a_row_come_from_three_groups():
    groups = {"dev": "tech", "qa": "tech", "ops": "tech", "des": "art", "smm": "art", "hr": "people"}
    assert spread(["dev", "qa", "ops", "smm", "des", "hr"], groups) == ("dev", "smm", "hr", "qa", "des", "ops")


def test_a_profession_without_a_group_is_a_group_of_its_own():
    assert spread(["dev", "qa", "pilot"], {"dev": "tech", "qa": "tech"}) == ("dev", "pilot", "qa")
