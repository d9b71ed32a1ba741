"""Which answer a question means: the rule alone, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from sales.answers import Match, Phrase, distance, mended, possible, rank, sure

STEMS = st.sampled_from(["цен", "курс", "расср", "плат", "месяц", "верн", "деньг"])
PHRASES = st.lists(
    st.builds(Phrase, st.sampled_from(["price", "instalment", "refund"]), st.frozensets(STEMS, min_size=1)), min_size=1
)


def homes(phrases: list[Phrase]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        for stem in phrase.stems:
            found.setdefault(stem, set()).add(phrase.answer)
    return found


@given(PHRASES, st.lists(STEMS | st.text(max_size=6), unique=True))
def test_scores_stay_within_bounds_and_order(phrases: list[Phrase], asked: list[str]) -> None:
    matches = rank(asked, phrases, homes(phrases))
    assert all(0 < match.score <= 1 for match in matches)
    assert matches == sorted(matches, key=lambda match: (-match.score, match.answer))
    assert len({match.answer for match in matches}) == len(matches)


@given(PHRASES, st.data())
def test_the_very_words_of_a_phrase_mean_its_answer_entirely(phrases: list[Phrase], data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(phrases))
    found = {match.answer: match.score for match in rank(sorted(phrase.stems), phrases, homes(phrases))}
    assert found[phrase.answer] > 0.999


def test_words_nobody_knows_make_an_answer_less_sure() -> None:
    phrases = [Phrase("price", frozenset({"цен", "курс"})), Phrase("refund", frozenset({"деньг"}))]
    plain = rank(["цен", "курс"], phrases, homes(phrases))[0].score
    lost = rank(["цен", "курс", "слон", "луна"], phrases, homes(phrases))[0].score
    assert lost < plain
    numbered = rank(["цен", "курс", "52"], phrases, homes(phrases))[0].score
    assert numbered == plain


def test_two_answers_equally_good_are_not_sure() -> None:
    assert sure([Match("a", 0.9), Match("b", 0.88)]) is None
    assert sure([Match("a", 0.9), Match("b", 0.5)]) == Match("a", 0.9)
    assert sure([Match("a", 0.5)]) is None
    assert sure([]) is None


def test_what_may_have_been_meant_leaves_out_the_best_and_the_hopeless() -> None:
    best = Match("a", 0.9)
    assert possible([best, Match("b", 0.45), Match("c", 0.4), Match("d", 0.36)], but=best) == [
        Match("b", 0.45),
        Match("c", 0.4),
    ]
    assert possible([Match("a", 0.2)]) == []


def test_one_slip_is_mended_two_only_in_a_long_word() -> None:
    known = ["рассрочк", "сертификат", "скидк", "трудоустройств"]
    assert mended("расрочк", known) == "рассрочк"
    assert mended("рассорчк", known) == "рассрочк"
    assert mended("сиртефикат", known) == "сертификат"
    assert mended("скитк", known) == "скидк"
    assert mended("скид", known) is None  # too short to be sure
    assert mended("гараж", known) is None
    assert mended("12345", ["12346"]) is None


@given(st.text(max_size=8), st.text(max_size=8))
def test_distance_is_the_same_both_ways_and_zero_only_for_the_same(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) <= max(len(a), len(b))
