"""The decoy: from the lower half, unmarked, at no fixed place."""

from collections import Counter

from sales.quiz import build_result, panel
from sales.quiz.rating import choose_decoy
from tests.unit.quiz.test_quiz_result import CODES, ideal

SEEDS = [f"seed{n}" for n in range(1200)]


def test_the_decoy_is_from_ranks_seven_to_twelve_each_equally_often():
    ranks = Counter(choose_decoy(seed, CODES).rank for seed in SEEDS)
    assert set(ranks) == {7, 8, 9, 10, 11, 12}
    assert all(150 < count < 250 for count in ranks.values())


def test_the_decoy_stays_the_same_for_one_attempt():
    assert choose_decoy("anna", CODES) == choose_decoy("anna", CODES)


def test_the_decoy_stands_in_every_place_equally_often():
    places = Counter()
    for seed in SEEDS:
        shown = panel(seed, CODES[:3], choose_decoy(seed, CODES))
        assert [rated.position for rated in shown] == [1, 2, 3, 4]
        places[next(rated.position for rated in shown if rated.is_decoy)] += 1
    assert all(240 < places[position] < 360 for position in (1, 2, 3, 4))


def test_ranks_go_with_their_professions():
    shown = panel("anna", CODES[:3], choose_decoy("anna", CODES))
    assert {rated.profession: rated.rank for rated in shown} == {
        **{code: CODES.index(code) + 1 for code in CODES[:3]},
        shown[[r.is_decoy for r in shown].index(True)].profession: choose_decoy("anna", CODES).rank,
    }


def test_three_professions_leave_no_room_for_a_decoy():
    assert choose_decoy("anna", CODES[:3]) is None
    assert len(panel("anna", CODES[:3], None)) == 3


def test_the_decoy_of_a_result_is_never_one_of_its_three(quiz, take):
    for n, code in enumerate(CODES):
        result = build_result(quiz, take(quiz, ideal(quiz, code), shuffle_seed=f"s{n}"))
        assert result.decoy.profession not in {match.profession for match in result.ranking}
        assert result.decoy.rank >= 7
