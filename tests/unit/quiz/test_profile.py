"""What a person chose, facet by facet."""

from hypothesis import given
from hypothesis import strategies as st

from sales.quiz import Answered
from sales.quiz.profile import FacetShare, facet_profile


def test_every_choice_of_the_worked_example_is_counted(quiz, marketer):
    profile = facet_profile(quiz, marketer)
    assert {share.facet: (share.chosen, share.offered) for share in profile} == {
        "PRO": (3, 3),
        "DAT": (2, 2),
        "COD": (2, 2),
        "VIS": (2, 3),
        "TXT": (1, 2),
        "SYS": (0, 4),
        "CHK": (0, 4),
        "PPL": (0, 3),
        "SRV": (0, 3),
        "FIN": (0, 2),
        "ORG": (0, 2),
    }
    assert [share.facet for share in profile][:3] == ["PRO", "COD", "DAT"]


def test_more_questions_behind_the_same_share_count_for_more(quiz):
    thorough = [Answered(q.id, "CHK") for q in quiz.core if "CHK" in q.facets]
    others = [Answered(q.id, "VIS") for q in quiz.core if "VIS" in q.facets and "CHK" not in q.facets]
    profile = facet_profile(quiz, [*others[:1], *thorough])
    assert [share.facet for share in profile[:2]] == ["CHK", "VIS"]
    assert profile[1] == FacetShare("VIS", 1, 1)


def test_skipped_and_forgotten_questions_say_nothing(quiz, marketer):
    strangers = [Answered("gone", "DAT"), Answered(quiz.core[0].id, "XXX"), Answered(quiz.core[1].id, None)]
    assert facet_profile(quiz, strangers) == ()
    assert facet_profile(quiz, [*marketer, Answered(quiz.tie_breaks[0].id, None)]) == facet_profile(quiz, marketer)


@given(data=st.data())
def test_every_answer_gives_one_choice_and_as_many_offers_as_options(quiz, data):
    asked = [*quiz.core, *quiz.tie_breaks]
    answers = [Answered(q.id, data.draw(st.sampled_from([*q.facets, None]))) for q in asked]
    profile = facet_profile(quiz, answers)
    answered = [a for a in answers if a.facet is not None]
    assert sum(share.chosen for share in profile) == len(answered)
    assert sum(share.offered for share in profile) == sum(len(quiz.questions[a.question_id].facets) for a in answered)
    assert all(share.chosen <= share.offered for share in profile)


def test_the_order_of_answers_changes_nothing(quiz, marketer):
    assert facet_profile(quiz, marketer[::-1]) == facet_profile(quiz, marketer)
