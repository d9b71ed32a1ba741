"""Presentations are broken in one place at a time, as in test_playbook_refusals."""

import pytest

from playbook import PlaybookError, load
from tests.unit.playbook.test_playbook_refusals import Break, broken

FILE = "decks.yaml"
BREAKS = [
    Break("deck of an unknown product", FILE, "product: qa-engineer", "product: pilot", 'there is no product "pilot"',
          "use a code from products.yaml"),
    Break("two decks of a product", FILE, "product: qa-engineer", "product: python-developer",
          'deck of "python-developer" is already used on line', "give each its own"),
    Break("a picture that is not there", FILE, "path: day.png", "path: night.png", "there is no file media/night.png",
          "add the file or correct the name"),
    Break("a picture outside the folder", FILE, "path: day.png", "path: ../decks.yaml", "leads out of media/",
          "put the file inside"),
    Break("a document as a photo", FILE, "programme-python.pdf, kind: document", "programme-python.pdf, kind: photo",
          '"programme-python.pdf" cannot be shown as a photo', "send it as a document"),
    Break("an unknown kind of file", FILE, "day.png, kind: photo", "day.png, kind: film", '"film" is not known here',
          "'photo', 'video' or 'document'"),
    Break("an unknown kind of slide", FILE, "kind: method", "kind: lottery",
          '"lottery" is not known here', "use one of"),
    Break("a caption too long", FILE, "Python is used for websites", "Python" + "!" * 700,
          "characters do not fit here", "make it 700 or fewer"),
    Break("an opening too long", FILE, "First about the work itself", "First " + "x" * 300,
          "characters do not fit here", "make it 300 or fewer"),
    Break("a title too long", FILE, 'en: "Fair terms"', f'en: "{"Fair " * 9}"', "45 characters do not fit",
          "make it 40 or fewer"),
    Break("a review too long", FILE, "For two months I thought", "For " + "two " * 70, "characters do not fit here",
          "make it 280 or fewer"),
    Break("twin slides", FILE, "code: method", "code: day", 'slide "day" is already used on line', "give each its own"),
    Break("a slide of its own like a shared one", FILE, "code: programme", "code: terms",
          'slide "terms" is already used on line', "give each its own"),
    Break("twin reviews", FILE, "code: dev_self", "code: dev_change", 'review "dev_change" is already', "its own"),
    Break("a review of an unknown profession", FILE, "professions: [qa]", "professions: [pilot]",
          'there is no profession "pilot"', "use one of"),
    Break("an order with a stranger", FILE, "order: [intro, day,", "order: [intro, dream, day,",
          'the deck of "python-developer" has no slide "dream"', "write the slide", at="product: python-developer"),
    Break("a slide that nobody sees", FILE, "teacher, works, reviews", "teacher, reviews",
          'nobody sees the slide "works"', "add it to the order", at="code: works"),
    Break("a slide twice in the order", FILE, "order: [intro, day,", "order: [intro, day, day,",
          'in one deck, slide "day" is already used', "its own", at="order:"),
    Break("an ending before the end", FILE, "plans, ending]", "ending, plans]",
          "must end with its one slide of the kind ending", "change the order", at="order:"),
    Break("no introduction", FILE, "order: [intro, day,", "order: [day, intro,",
          "must begin with its one slide of the kind intro", "change the order", at="order:"),
    Break("a pull that never comes", FILE, "goal=self: 2", "goal=fame: 2",
          'nothing is ever known of a person as "goal=fame"', "asked=<code of answers.yaml>"),
    Break("a pull by an answer that is gone", FILE, "asked=ai: 3", "asked=weather: 3",
          'nothing is ever known of a person as "asked=weather"', "use a facet"),
    Break("a pull too strong", FILE, "goal=self: 2", "goal=self: 99", '"goal=self" is wrong', "change the value"),
    Break("a missing language", FILE, ', en: "Price"', "", 'slides[4].title has no text in "en"', "add en:",
          at='ru: "Цена"'),
    Break("a price typed as a key", FILE, "    kind: price", "    kind: price\n    sum: 100 RUB",
          'unknown key "sum"', "remove it", at="sum: 100"),
]  # fmt: skip


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.name)
def test_a_broken_presentation_is_refused_with_file_line_and_way_out(copy, how):
    line = broken(copy, how)
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    matching = [problem for problem in refusal.value.problems if how.message in problem.message]
    assert matching, str(refusal.value)
    assert how.next_step in matching[0].next_step
    assert (matching[0].file, matching[0].line) == (how.file, line), str(refusal.value)


def test_a_product_may_have_no_presentation(copy):
    file = copy / FILE
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("  - product: customer-support")], "utf-8")
    book = load(copy)
    assert book.deck_for("customer-support") is None
    assert book.deck_for("accountant") is not None


def test_a_business_may_have_no_presentations_at_all(copy):
    (copy / FILE).write_text("order: [intro, ending]\nslides: []\nreviews: []\ndecks: []\n", "utf-8")
    assert load(copy).decks == ()


def test_a_deck_may_have_an_order_of_its_own(copy):
    file = copy / FILE
    text = file.read_text("utf-8")
    own = "  - product: qa-engineer\n    order: [intro, teacher, programme, works, price, ending]\n"
    file.write_text(text.replace("  - product: qa-engineer\n", own), "utf-8")
    deck = load(copy).deck_for("qa-engineer")
    assert [slide.code for slide in deck.slides] == ["intro", "teacher", "programme", "works", "price", "ending"]
