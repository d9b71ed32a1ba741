import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sales.quiz import (
    Answered,
    Ask,
    Attempt,
    AttemptStatus,
    Finished,
    Outdated,
    abandon,
    adopt,
    answer,
    back,
    next_step,
    restart,
    skip,
    start,
)


def begun(quiz, answered: int = 0) -> Attempt:
    """An attempt with the warm-up and this many core questions behind, always the first option pressed."""
    attempt = start(quiz, token="t1", shuffle_seed="anna")
    attempt = answer(quiz, attempt, quiz.seed.id, quiz.seed.option_ids[0], 3_000)
    for question in quiz.core[:answered]:
        attempt = answer(quiz, attempt, question.id, question.options[0].id, 3_000)
    return attempt


def doubtful(quiz) -> Attempt:
    """Every core question answered, skipping three: too little to be sure of anything."""
    attempt = begun(quiz, 7)
    for question in quiz.core[7:]:
        attempt = skip(quiz, attempt, question.id, 3_000)
    return attempt


def test_the_warm_up_comes_first_at_zero_percent(quiz):
    step = next_step(quiz, start(quiz, "t1", "anna"))
    assert step == Ask(quiz.seed.id, quiz.seed.option_ids, progress=0, asked=0, is_seed=True)
    assert not step.can_go_back


def test_the_warm_up_is_kept_but_not_scored(quiz):
    attempt = begun(quiz)
    assert attempt.seed_answer == quiz.seed.option_ids[0]
    assert attempt.answers == ()
    assert next_step(quiz, attempt).question_id == quiz.core[0].id


def test_core_questions_come_in_their_order_with_a_fast_to_slow_bar(quiz):
    seen = [next_step(quiz, begun(quiz, k)) for k in range(10)]
    assert [step.question_id for step in seen] == [question.id for question in quiz.core]
    assert [step.progress for step in seen] == [16, 26, 35, 44, 52, 59, 67, 74, 81, 87]
    assert [step.asked for step in seen] == list(range(1, 11))


def test_a_clear_profile_ends_after_the_core(quiz, take, marketer):
    chosen = {a.question_id: a.facet for a in marketer}
    attempt = take(quiz, lambda question: chosen[question.id])
    assert attempt.status is AttemptStatus.FINISHED
    assert len(attempt.answers) == 10
    assert next_step(quiz, attempt) == Finished()


def test_a_doubtful_profile_is_told_what_is_being_narrowed_down(quiz):
    step = next_step(quiz, doubtful(quiz))
    assert isinstance(step, Ask)
    assert step.narrowing
    assert step.progress == 94
    assert step.question_id in {question.id for question in quiz.tie_breaks}
    assert step.leading is not None
    assert len(set(step.leading)) == 2


def test_at_most_five_tie_breaks_are_asked(quiz, take):
    longest = max(
        len(take(quiz, lambda question, shift=shift: question.facets[(shift + len(question.id)) % 3]).answers)
        for shift in range(3)
    )
    assert 10 < longest <= 15


def test_options_are_shuffled_per_person_and_stay_put_for_one_person(quiz):
    orders = {next_step(quiz, replace(begun(quiz), shuffle_seed=f"person{i}")).option_ids for i in range(60)}
    assert len(orders) == 6
    assert next_step(quiz, begun(quiz)) == next_step(quiz, begun(quiz))


def test_every_place_on_the_screen_gets_every_option_equally_often(quiz):
    first = [next_step(quiz, replace(begun(quiz), shuffle_seed=f"p{i}")).option_ids[0] for i in range(900)]
    for option in quiz.core[0].options:
        assert 240 < first.count(option.id) < 360


def test_a_press_on_a_question_left_behind_is_outdated_and_changes_nothing(quiz):
    attempt = begun(quiz, 2)
    old = quiz.core[0]
    assert answer(quiz, attempt, old.id, old.options[0].id, 900) == Outdated()
    assert skip(quiz, attempt, old.id, 900) == Outdated()
    assert back(quiz, attempt, old.id) == Outdated()
    assert answer(quiz, attempt, quiz.core[2].id, "no-such-option", 900) == Outdated()
    assert answer(quiz, attempt, "no-such-question", "dat", 900) == Outdated()


def test_a_second_press_of_the_same_button_is_outdated(quiz):
    attempt = begun(quiz)
    question = quiz.core[0]
    once = answer(quiz, attempt, question.id, question.options[0].id, 900)
    assert isinstance(once, Attempt)
    assert answer(quiz, once, question.id, question.options[0].id, 900) == Outdated()


def test_presses_after_the_end_are_outdated(quiz, take):
    finished = take(quiz, lambda question: question.facets[0])
    assert answer(quiz, finished, quiz.core[9].id, quiz.core[9].options[0].id, 900) == Outdated()
    assert back(quiz, finished, quiz.core[9].id) == Outdated()
    assert skip(quiz, abandon(begun(quiz, 3)), quiz.core[3].id, 900) == Outdated()


def test_back_goes_one_step_at_a_time_to_the_warm_up_and_stops_there(quiz):
    attempt = begun(quiz, 3)
    for expected in (2, 1, 0):
        attempt = back(quiz, attempt, next_step(quiz, attempt).question_id)
        assert len(attempt.answers) == expected
    attempt = back(quiz, attempt, quiz.core[0].id)
    assert attempt == start(quiz, "t1", "anna")
    assert back(quiz, attempt, quiz.seed.id) == attempt


def test_back_out_of_a_tie_break_returns_to_the_last_core_question(quiz):
    attempt = doubtful(quiz)
    returned = back(quiz, attempt, next_step(quiz, attempt).question_id)
    assert next_step(quiz, returned).question_id == quiz.core[9].id


def test_skip_is_remembered_as_a_skip_with_its_time(quiz):
    attempt = skip(quiz, begun(quiz), quiz.core[0].id, 2_500)
    assert attempt.answers == (Answered(quiz.core[0].id, None, 2_500),)


def test_the_warm_up_may_be_skipped(quiz):
    attempt = skip(quiz, start(quiz, "t1", "anna"), quiz.seed.id, 2_500)
    assert attempt.seed_done
    assert attempt.seed_answer is None
    assert next_step(quiz, attempt).question_id == quiz.core[0].id


def test_skipping_everything_ends_without_tie_breaks(quiz, take):
    attempt = take(quiz, lambda _: None)
    assert attempt.status is AttemptStatus.FINISHED
    assert len(attempt.answers) == 10


def test_restart_closes_the_old_attempt_and_begins_afresh(quiz):
    old, fresh = restart(quiz, begun(quiz, 4), token="t2", shuffle_seed="new")
    assert old.status is AttemptStatus.ABANDONED
    assert fresh == start(quiz, "t2", "new")


def test_restart_leaves_a_finished_attempt_finished(quiz, take):
    old, _ = restart(quiz, take(quiz, lambda question: question.facets[0]), "t2", "new")
    assert old.status is AttemptStatus.FINISHED


def test_an_attempt_survives_json(quiz):
    attempt = skip(quiz, begun(quiz, 4), quiz.core[4].id, None)
    assert Attempt.from_json(json.loads(json.dumps(attempt.to_json()))) == attempt


def test_resuming_with_a_changed_playbook_keeps_what_still_exists(quiz):
    attempt = begun(quiz, 4)
    renamed = replace(quiz.core[1], id="brand_new")
    changed = replace(quiz, version="v2", core=(quiz.core[0], renamed, *quiz.core[2:]))
    kept = adopt(changed, attempt)
    assert kept.playbook_version == "v2"
    assert [a.question_id for a in kept.answers] == [quiz.core[i].id for i in (0, 2, 3)]
    assert next_step(changed, attempt).question_id == "brand_new"
    moved = answer(changed, attempt, "brand_new", renamed.options[0].id, 3_000)
    assert isinstance(moved, Attempt)
    assert next_step(changed, moved).question_id == quiz.core[4].id


def test_resuming_drops_an_answer_whose_facet_left_the_question(quiz):
    attempt = begun(quiz, 1)
    first = quiz.core[0]
    other = next(facet for facet in quiz.facets if facet not in first.facets)
    turned = replace(first, options=(replace(first.options[0], facet=other), *first.options[1:]))
    changed = replace(quiz, version="v2", core=(turned, *quiz.core[1:]))
    assert adopt(changed, attempt).answers == ()


def test_resuming_asks_a_changed_warm_up_again(quiz):
    changed = replace(quiz, version="v2", seed=replace(quiz.seed, option_ids=("quiet", "loud")))
    assert next_step(changed, begun(quiz, 2)).is_seed


def test_a_finished_attempt_is_not_touched_by_a_changed_playbook(quiz, take):
    finished = take(quiz, lambda question: question.facets[0])
    assert adopt(replace(quiz, version="v2", core=quiz.core[:5]), finished) == finished


MOVES = st.lists(st.sampled_from([0, 1, 2, None]), min_size=30, max_size=30)


@given(moves=MOVES, person=st.text(max_size=8))
@settings(max_examples=120, deadline=None)
def test_progress_starts_at_zero_and_never_falls_on_the_way(quiz, moves, person):
    attempt = start(quiz, "t", person)
    shown = []
    for move in moves:
        step = next_step(quiz, attempt)
        if isinstance(step, Finished):
            break
        shown.append(step.progress)
        assert step.narrowing == (step.progress >= 94)
        if move is None:
            attempt = skip(quiz, attempt, step.question_id, 2_000)
        else:
            attempt = answer(quiz, attempt, step.question_id, step.option_ids[move], 2_000)
    assert isinstance(next_step(quiz, attempt), Finished)
    assert shown[0] == 0
    assert shown == sorted(shown)
    assert shown[-1] <= 99


@given(moves=MOVES)
@settings(max_examples=60, deadline=None)
def test_back_undoes_exactly_one_answer_wherever_one_is(quiz, moves):
    attempt = start(quiz, "t", "p")
    for move in moves:
        step = next_step(quiz, attempt)
        if isinstance(step, Finished):
            break
        if move is None:
            moved = skip(quiz, attempt, step.question_id, 2_000)
        else:
            moved = answer(quiz, attempt, step.question_id, step.option_ids[move], 2_000)
        following = next_step(quiz, moved)
        if isinstance(following, Ask):
            assert back(quiz, moved, following.question_id) == attempt
        attempt = moved
