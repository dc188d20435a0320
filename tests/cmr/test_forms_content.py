"""What the three forms ask, and how they ask it.

The fields are listed here a second time on purpose: a form that loses one, or asks one twice, says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmr.forms.catalogue import load_forms
from cmr.forms.form import Form
from cmr.forms.form_state import Filled, Item, check_form, check_item, check_topic
from cmr.forms.kinds.group import ABSENT
from cmr.forms.posted import Typed
from cmr.forms.question import NOT_KNOWN, Question
from cmr.forms.validation import check, relevant

FORMS = load_forms(Path(__file__).parents[2] / "content")
NOTIFICATION, KNOWN, CONCERN = FORMS["notification"], FORMS["known-to-agency"], FORMS["concern"]

# Section by section: the highest number, and the numbers that are no question. C6 would be religion, J2 attachments,
# J3 the page Check your answers.
NOTIFICATION_FIELDS = {"A": 7, "B": 7, "C": 14, "D": 6, "E": 3, "F": 3, "G": 4, "H": 8, "I": 3, "J": 4}
NO_QUESTION = {"C6", "J2", "J3"}
CONCERN_FIELDS = {f"P{number}" for number in range(1, 12)}
APPENDIX_THREE = (
    "Case Reference Number",
    "Case Pseudonym",
    "Referral Agency",
    "Is the child(ren) and/or family known to your organisation?",
    "Details, if yes",
    "Name",
    "Agency",
)
REPLY_ADDS = {
    "databases": True,
    "databases-checked-on": True,
    "known-who": True,
    "period": True,
    "services": True,
    "working-together": True,
    "working-together-details": True,
    "other-information": False,
    "files-secured": False,
    "author-nominee": False,
    "author-independent": False,
    "team-nominee": False,
    "team-independent": False,
    "role": True,
    "replied-on": True,
}
NEVER_ASKED = re.compile(r"religio|faith|church|catholic|protestant|community background", re.IGNORECASE)
NEVER_SAID = re.compile(r"\b(please|valid|invalid|forbidden|sorry|oops)\b", re.IGNORECASE)

# In the topics about the child, the event, the family, the agencies and other proceedings, whoever notifies has these:
# a name can be "not known" in words, and an "other" is only asked of somebody who has just said that there is one.
ALWAYS_KNOWN = {
    "children",
    "child-name",
    "child-disability-details",
    "child-legal-status-other",
    "child-placement-other",
    "child-died",
    "event-date",  # not asked where event-date-is says "not known"
    "event-place-other",
    "event-nature-other",
    "event-account",
    "event-significance",
    "suspect-relationship-other",
    "parent-name",
    "sibling-name",
    "adult-name",
    "involved-agency",
    "discussed",
    "discussed-with",
    "discussion-outcome",
}


def every_question() -> Iterator[tuple[Form, Question]]:
    for form in FORMS.values():
        for question in form.questions():
            yield form, question


def named(pair: tuple[Form, Question]) -> str:
    return f"{pair[0].slug}:{pair[1].id}"


GROUPS = [group for topic in NOTIFICATION.topics for group in topic.groups]
EVERY = pytest.mark.parametrize(
    ("form", "question"), [pytest.param(*pair, id=named(pair)) for pair in every_question()]
)


def words_of(question: Question) -> list[str]:
    """Every word of a question that somebody may read."""
    options = [word for option in question.kind.options(question) for word in (option.label, option.hint)]
    advice = [word for one in question.advice for word in (one.title, one.text, one.go_on)]
    absences = [absence.label for absence in question.absences]
    return [question.title, question.label, question.hint, *question.errors.values(), *options, *advice, *absences]


def may_be_not_known(question: Question) -> bool:
    reasons = {option.value for option in question.options} if question.kind.name == "hc_number" else set()
    return question.not_known or NOT_KNOWN in {one.value for one in question.absences} or "not-available" in reasons


# What is asked


def test_the_notification_asks_every_field_from_a1_to_j4_once() -> None:
    expected = {f"{letter}{number}" for letter, last in NOTIFICATION_FIELDS.items() for number in range(1, last + 1)}
    found = {match.group() for question in NOTIFICATION.questions() if (match := re.match(r"[A-J]\d+", question.code))}
    assert found == expected - NO_QUESTION
    codes = [question.code for question in NOTIFICATION.questions()]
    assert len(codes) == len(set(codes))


def test_a_field_stands_in_its_own_section_and_in_its_order() -> None:
    danger, *lettered = NOTIFICATION.topics
    assert [one.code for one in danger.questions] == ["A1"]  # of section A, and alone: it comes before anything else
    assert [topic.letter for topic in lettered] == list(NOTIFICATION_FIELDS)
    for topic in lettered:
        codes = [one.code for question in topic.questions for one in (question, *question.questions)]
        assert all(code.startswith(topic.letter) for code in codes)
        assert codes == sorted(codes, key=lambda code: (int(re.sub(r"\D", "", code) or 0), code))


def test_the_concern_form_asks_every_field_from_p1_to_p11_once() -> None:
    assert sorted(question.code for question in CONCERN.questions() if question.code) == sorted(CONCERN_FIELDS)


def test_the_reply_asks_the_fields_of_appendix_three_under_their_names_and_in_their_order() -> None:
    theirs = [question for question in KNOWN.questions() if re.fullmatch(r"\d", question.code)]
    assert [question.code for question in theirs] == list("1234567")
    for question, name in zip(theirs, APPENDIX_THREE, strict=True):
        assert name in (question.title, question.label)


@pytest.mark.parametrize(("question_id", "required"), REPLY_ADDS.items())
def test_the_reply_asks_what_section_12_adds(question_id: str, required: bool) -> None:
    assert KNOWN.question(question_id).required is required


def test_the_reply_is_one_page_without_groups() -> None:
    assert KNOWN.single


@EVERY
def test_no_form_asks_religion_or_community_background(form: Form, question: Question) -> None:
    asked = [question.title, question.label, question.hint]
    assert not [words for words in asked if NEVER_ASKED.search(words)]


def test_a_suspected_person_is_a_link_to_the_child_and_never_a_name() -> None:
    suspects = NOTIFICATION.question("suspects")
    assert [question.id for question in suspects.questions] == ["suspect-relationship", "suspect-relationship-other"]
    assert suspects.questions[0].kind.name == "choice"
    assert "not give a name" in suspects.questions[1].hint


def test_the_reply_warns_wherever_a_name_could_be_typed() -> None:
    assert any("Do not write the name" in words for words in KNOWN.topics[0].intro)
    for question_id in ("case-pseudonym", "details", "working-together-details", "other-information"):
        assert "Do not type" in KNOWN.question(question_id).hint


# How it is asked


@EVERY
def test_a_required_question_says_what_to_do_when_it_is_missing(form: Form, question: Question) -> None:
    if question.required:
        assert re.match(r"(Enter|Select|Add|Confirm) ", question.errors["missing"])


@EVERY
def test_the_words_are_plain(form: Form, question: Question) -> None:
    words = words_of(question)
    assert not [one for one in words if NEVER_SAID.search(one)]
    assert not [one for one in words if "'" in one or '"' in one], "use ’ and ‘ ’"
    assert question.kind.name == "declaration" or question.label.endswith("?")
    assert len(question.title) <= 60, "the title is the short form, for Check your answers"


@EVERY
def test_a_message_made_from_the_title_reads_well(form: Form, question: Question) -> None:
    """ "{title} must be a real date", "Enter the {title}, or select ‘Not known’": only a noun fits there."""
    if question.kind.name == "date" or question.kind.asks_not_known(question):
        assert not re.match(r"(Who|What|Why|Where|When|How|Is|Has|Put|Taken|Involved)\b", question.title)


@EVERY
def test_a_question_reads_well_where_the_answer_it_depends_on_cannot_be_seen(form: Form, question: Question) -> None:
    """On paper all questions are printed, so none may lean on the one before ("If yes, who?")."""
    assert not re.match(r"(If (yes|so|no|not),|Who\?|Why\?|When\?|Details)", question.label)


@EVERY
def test_a_question_hangs_from_one_answer_only(form: Form, question: Question) -> None:
    """The one it follows, which may hang from another: on a page it is drawn beneath that one."""
    assert len(question.when.wanted) <= 1


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_titles_are_told_apart_on_check_your_answers(form: Form) -> None:
    groups = [group for topic in form.topics for group in topic.groups]
    for questions in [place.questions for place in form.topics] + [group.questions for group in groups]:
        titles = [question.title for question in questions]
        assert len(titles) == len(set(titles))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_two_questions_post_under_one_name(form: Form) -> None:
    names = [name for question in form.questions() for name in question.kind.inputs(question)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_a_group_takes_20_and_says_how_many(group: Question) -> None:
    assert group.most >= 20
    assert f"up to {group.most}" in group.hint


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_an_item_is_named_by_an_answer_that_is_always_words(group: Question) -> None:
    names = next(question for question in group.questions if question.id == group.named_by)
    assert names.required
    assert not names.kind.asks_not_known(names)


@pytest.mark.parametrize("slug", ["notification", "known-to-agency"])
def test_an_agency_has_28_days_and_is_acknowledged_at_its_work_address(slug: str) -> None:
    form = FORMS[slug]
    assert form.retention.draft_hours == 28 * 24
    assert form.question(form.acknowledge).required
    assert form.audience == "agency"


# What may be unknown, or late, or unsure


def test_every_fact_that_may_be_unknown_can_be_answered_not_known() -> None:
    topics = [topic for topic in NOTIFICATION.topics if topic.letter in [*"CDEFH"]]
    questions = [one for topic in topics for question in topic.questions for one in (question, *question.questions)]
    must_know = {question.id for question in questions if question.required and not may_be_not_known(question)}
    assert must_know == ALWAYS_KNOWN


def test_concerns_and_learning_are_never_required_because_sbni_applies_those_tests() -> None:
    topic = NOTIFICATION.topic("learning")
    assert topic is not None
    assert not [question.id for question in topic.questions if question.required]


NOTIFIED_LATE_AND_KNOWING_LITTLE = {
    "immediate-risk": "no",
    "route": "death-or-harm",
    "what-happened": "harmed",
    "grounds": "abuse-or-neglect",
    "abuse-known": "suspected",
    "criteria-met-on-day": "2",
    "criteria-met-on-month": "3",
    "criteria-met-on-year": "2020",
    "agency": "psni",
    "trust-area": "northern",
    "completed-by-name": "Aoife Example",
    "completed-by-role": "Detective Inspector",
    "completed-by-email": "aoife@police.example",
    "completed-by-telephone": "028 9649 6001",
    "is-representative": "yes",
    "signed-off": "yes",
    "signed-off-by": "Aoife Example",
    "signed-off-on-day": "3",
    "signed-off-on-month": "3",
    "signed-off-on-year": "2020",
    "event-account": "A child was found hurt.",
    "event-significance": "The child may not walk again.",
    "parents-told": "no",
    "parents-not-told-because": "not-traced",
    "child-told": "no-age",
    "briefing-report": "none",
    "declare-facts": "yes",
    "declare-lawful": "yes",
    "declare-privacy": "yes",
}
A_CHILD_OF_WHOM_LITTLE_IS_KNOWN = {
    "child-name": "Girl, name not known",
    "child-died": "no",
    "child-hc-number-reason": "not-available",
}


def typed(given: dict[str, str]) -> Typed:
    return Typed.of(given.items())


def not_known_wherever_offered(questions: tuple[Question, ...]) -> dict[str, str]:
    """The inputs that say "not known" to every question that lets somebody say so."""
    said: dict[str, str] = {}
    for question in questions:
        if question.kind.asks_not_known(question):
            said[question.kind.not_known_input(question)] = "yes"
        elif question.not_known:
            said[question.id] = NOT_KNOWN
        elif NOT_KNOWN in {one.value for one in question.absences}:
            said[f"{question.id}{ABSENT}"] = NOT_KNOWN
    return said


def little_known() -> Filled:
    plain = tuple(question for topic in NOTIFICATION.topics for question in topic.questions)
    child = not_known_wherever_offered(NOTIFICATION.question("children").questions) | A_CHILD_OF_WHOM_LITTLE_IS_KNOWN
    return Filled(
        typed(not_known_wherever_offered(plain) | NOTIFIED_LATE_AND_KNOWING_LITTLE),
        {"children": (Item("one", typed(child)),)},
    )


def test_a_notification_years_late_that_knows_almost_nothing_is_accepted() -> None:
    checked = check_form(NOTIFICATION, little_known())
    assert [mistake.text for mistake in checked.mistakes] == []
    assert "late-because" not in checked.answers


def test_an_agency_that_is_not_sure_is_advised_and_may_go_on_without_a_date() -> None:
    safety = NOTIFICATION.topic("safety")
    assert safety is not None
    unsure = Filled(
        typed({"immediate-risk": "no", "route": "death-or-harm", "what-happened": "died", "grounds": "none"})
    )
    assert not check_topic(safety, unsure).mistakes
    (advice,) = NOTIFICATION.question("grounds").advice
    assert advice.when == ("none",)
    assert "Panel Chair or the SBNI Professional Officer" in advice.text
    assert advice.go_on


def test_none_of_the_grounds_stands_alone() -> None:
    both = Typed.of([("route", "death-or-harm"), ("grounds", "register"), ("grounds", "none")])
    (mistake,) = check((NOTIFICATION.question("grounds"),), both).mistakes
    assert "on its own" in mistake.text


def test_a_case_of_good_practice_ends_the_form_before_anything_else_is_asked() -> None:
    safety = NOTIFICATION.topic("safety")
    assert safety is not None
    good = Filled(typed({"immediate-risk": "no", "route": "good-practice"}))
    (advice,) = NOTIFICATION.question("route").advice
    assert advice.when == ("good-practice",)
    assert advice.go_on == ""
    assert [mistake.text for mistake in check_topic(safety, good).mistakes] == [advice.title]


@pytest.mark.parametrize("question_id", ["immediate-risk", "child-safe", "sibling-safe"])
def test_a_child_at_risk_brings_the_numbers_first_and_lets_the_notification_go_on(question_id: str) -> None:
    (advice,) = NOTIFICATION.question(question_id).advice
    assert advice.numbers == "danger"
    assert advice.go_on


def test_the_clock_starts_on_the_day_the_agency_decided() -> None:
    assert {limit.rule: limit.start for limit in NOTIFICATION.limits} == {"T1": "criteria-met-on", "T2": ""}
    assert NOTIFICATION.question("criteria-met-on").rules.past
    assert not NOTIFICATION.question("criteria-met-on").rules.partial


# Cases that are not all of one kind


@pytest.mark.parametrize(
    ("died", "asked", "not_asked"),
    [
        ("yes", {"child-died-on", "child-coroner-told"}, {"child-now", "child-carer", "child-safe"}),
        ("no", {"child-now", "child-carer", "child-safe"}, {"child-died-on", "child-coroner-told"}),
    ],
)
@pytest.mark.parametrize("case", ["died", "harmed", "both"])
def test_each_child_is_asked_about_as_that_child_is(case: str, died: str, asked: set[str], not_asked: set[str]) -> None:
    """One child may have died and another live, whatever the case as a whole is notified as."""
    children = NOTIFICATION.question("children")
    found = relevant(children.questions, typed({"child-died": died}), beyond=typed({"what-happened": case}))
    ids = {question.id for question in found}
    assert asked <= ids
    assert not not_asked & ids


@pytest.mark.parametrize(("case", "asked"), [("died", False), ("harmed", True), ("both", True)])
def test_the_harm_is_explained_wherever_a_child_lives(case: str, asked: bool) -> None:
    event = NOTIFICATION.topic("event")
    assert event is not None
    found = {question.id for question in relevant(event.questions, typed({"what-happened": case}))}
    assert ("event-significance" in found) is asked


def test_a_child_without_a_number_says_why() -> None:
    children = NOTIFICATION.question("children")
    child = {key: text for key, text in A_CHILD_OF_WHOM_LITTLE_IS_KNOWN.items() if key != "child-hc-number-reason"}
    said = not_known_wherever_offered(children.questions) | child
    (mistake,) = check_item(children, typed(said), Filled()).mistakes
    assert mistake.text == "Enter the child’s Health and Care Number, or select why there is none"


# The reply


def reply(**answers: str) -> list[str]:
    """The questions of the reply that are still to be answered, by id."""
    return [mistake.question.id for mistake in check(KNOWN.topics[0].questions, typed(answers)).mistakes]


def test_no_needs_somebody_to_confirm_that_all_databases_were_checked() -> None:
    assert "all-databases-checked" in reply(known="no")
    assert "all-databases-checked" not in reply(known="no", **{"all-databases-checked": "yes"})
    assert "details" not in reply(known="no")


def test_yes_needs_details_and_no_such_confirmation() -> None:
    missing = reply(known="yes")
    assert {"known-who", "details"} <= {*missing}
    assert "all-databases-checked" not in missing


def test_a_slip_in_the_case_reference_number_is_noticed() -> None:
    (mistake,) = check((KNOWN.question("case-reference"),), typed({"case-reference": "7KQX-M3PD-W9TX"})).mistakes
    assert mistake.text.startswith("Check the Case Reference Number")
