"""The flow "Must I notify?" says what the law says, for every combination of answers; a broken flow stops the build.

Each file of `examples/broken_flows` holds one mistake: its first line says what the message says, `# <- here` marks
the line. What every flow must say besides stands in PREFACE, before the file's own text, but for the files in `whole`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from cmr.command import main as command
from cmr.errors import ContentError
from cmr.files.toml_file import TomlFile
from cmr.flows.flow import Answer, Flow, Outcome
from cmr.flows.flow_files import load_flows, read_flow
from cmr.forms.option_lists import load_option_lists
from cmr.process.time_limits import time_limits

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
FILE = CONTENT / "flows" / "must-i-notify.toml"
SECTIONS = range(1, 36)
LISTS = load_option_lists(CONTENT)
FLOW = load_flows(CONTENT)["must-i-notify"]

Facts = Mapping[str, str]
Truth = bool | None
"""True, False, or None where it cannot be told."""

NOW_OR_BEFORE = ("child-now", "child-before", "sibling-now", "sibling-before")
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "agency": ("yes", "no", "not-sure"),
    "happened": ("died", "harmed", "neither", "not-sure"),
    "good-practice": ("yes", "no"),
    "abuse": ("known", "suspected", "no-or-not-sure"),
    "register": (*NOW_OR_BEFORE, "no-or-not-sure"),
    "looked-after": (*NOW_OR_BEFORE, "no-or-not-sure"),
    "no-ground": ("sure", "not-sure"),
    "other-agency": ("yes-or-perhaps", "not-that-we-know"),
}
"""Everything that somebody can say of a case."""

A: Mapping[str, Truth] = {"died": True, "harmed": True, "neither": False}
B: Mapping[str, tuple[str, ...]] = {
    "abuse": ("known", "suspected"),
    "register": NOW_OR_BEFORE,
    "looked-after": NOW_OR_BEFORE,
}
"""What makes each of (b)(i), (b)(ii) and (b)(iii) true."""


# Rule T33: (a) and at least one of (b)(i) to (iii)


def ground(facts: Facts, name: str) -> Truth:
    """Whether one of the grounds applies."""
    if name == "happened":
        return A.get(facts.get("happened", ""))
    if facts.get(name) in B[name]:
        return True
    return False if facts.get("no-ground") == "sure" else None


def t33(facts: Facts) -> Truth:
    """Whether the case must be notified."""
    a, b = ground(facts, "happened"), {ground(facts, name) for name in B}
    any_b = True if True in b else None if None in b else False
    if a is False or any_b is False:
        return False
    return True if a and any_b else None


def duty(facts: Facts) -> str:
    """What the outcome must be: only an agency has the duty, and whoever cannot tell gets advice."""
    if facts["agency"] == "no":
        return "may"
    if facts["agency"] == "not-sure":
        return "advice"
    return {True: "must", False: "none", None: "advice"}[t33(facts)]


# Every way through


def ways(flow: Flow) -> Iterator[tuple[Facts, Outcome]]:
    """Every way from the start to an outcome, as the facts that its answers assert."""
    yield from _on(flow, flow.start.id, {})


def _on(flow: Flow, page_id: str, facts: Facts) -> Iterator[tuple[Facts, Outcome]]:
    if page_id in flow.outcomes:
        yield facts, flow.outcomes[page_id]
        return
    for answer in flow.questions[page_id].answers:
        yield from _on(flow, answer.to, {**facts, **answer.asserts})


def ways_in(flow: Flow, world: Facts) -> Iterator[Outcome]:
    """The outcomes that somebody may come to who answers nothing but what is so in this world."""
    waiting = [flow.start.id]
    while waiting:
        page_id = waiting.pop()
        if page_id in flow.outcomes:
            yield flow.outcomes[page_id]
        else:
            true = [one.to for one in flow.questions[page_id].answers if _is_so(one, world)]
            assert true, f"nobody can answer {page_id} in {world}"
            waiting += true


def _is_so(answer: Answer, world: Facts) -> bool:
    return all(world[fact] == value for fact, value in answer.asserts.items())


def worlds() -> Iterator[Facts]:
    for values in product(*VOCABULARY.values()):
        yield dict(zip(VOCABULARY, values, strict=True))


def against_the_rule(flow: Flow) -> list[tuple[Facts, str]]:
    """The ways whose outcome is not what rule T33 makes of their answers."""
    return [(facts, outcome.id) for facts, outcome in ways(flow) if outcome.duty.id != duty(facts)]


def worlds_misjudged(flow: Flow) -> list[tuple[Facts, str]]:
    """The combinations of facts in which somebody may be told to notify where rule T33 is not met, or not where it is.

    And those in which somebody is told that nothing is required while it may be.
    """
    return [
        (world, outcome.id)
        for world in worlds()
        for outcome in ways_in(flow, world)
        if (outcome.duty.id == "must") is not must_notify(world)
        or (outcome.duty.id == "none" and t33(world) is not False)
    ]


def must_notify(world: Facts) -> bool:
    """Whether this is an agency whose case must be notified."""
    return world["agency"] == "yes" and t33(world) is True


def test_every_way_ends_where_rule_t33_says() -> None:
    assert against_the_rule(FLOW) == []


def test_the_ways_are_all_there_are() -> None:
    answers = list(ways(FLOW))
    assert {outcome.id for _, outcome in answers} == set(FLOW.outcomes)
    assert {t33(facts) for facts, _ in answers if facts["agency"] == "yes"} == {True, False, None}
    asked = {(fact, value) for facts, _ in answers for fact, value in facts.items()}
    assert asked == {(fact, value) for fact, values in VOCABULARY.items() for value in values}
    assert FLOW.facts == VOCABULARY


def test_every_combination_of_facts_is_told_to_notify_exactly_where_rule_t33_is_met() -> None:
    assert worlds_misjudged(FLOW) == []
    # Died or harmed, two answers to each of three other questions, and at least one ground.
    assert sum(must_notify(world) for world in worlds()) == 2 * 2**3 * (3 * 5 * 5 - 1)


WRONG_TURNS = [
    ("none-of-these", "no-ground-applies", "unsure-of-grounds"),
    ("none-of-these", "unsure-of-grounds", "no-ground-applies"),
    ("what-happened", "unsure-of-harm", "no-death-or-harm"),
    ("what-happened", "no-death-or-harm", "abuse-or-neglect"),
    ("what-happened", "good-practice", "notify-abuse-or-neglect"),
    ("which-agency", "ask-who-may-notify", "what-happened"),
    ("which-agency", "raise-a-concern", "what-happened"),
    ("abuse-or-neglect", "abuse-or-neglect-other-agency", "child-protection-register"),
    ("child-protection-register", "looked-after", "none-of-these"),
    ("looked-after", "none-of-these", "no-ground-applies"),
    ("looked-after-other-agency", "notify-together-looked-after", "unsure-of-grounds"),
]


@pytest.mark.parametrize(("question", "right", "wrong"), WRONG_TURNS)
def test_a_wrong_turn_would_be_found(question: str, right: str, wrong: str) -> None:
    assert {right, wrong} <= {page.id for page in FLOW.pages}
    asked = FLOW.questions[question]
    answers = tuple(replace(one, to=wrong) if one.to == right else one for one in asked.answers)
    assert answers != asked.answers
    turned = replace(FLOW, questions={**FLOW.questions, question: replace(asked, answers=answers)})
    assert against_the_rule(turned) or worlds_misjudged(turned)


@pytest.mark.parametrize("outcome", FLOW.outcomes.values(), ids=lambda one: str(one.id))
def test_a_duty_that_is_too_weak_or_too_strong_would_be_found(outcome: Outcome) -> None:
    for other in {one.duty.id: one.duty for one in FLOW.outcomes.values()}.values():
        if other != outcome.duty:
            changed = replace(FLOW, outcomes={**FLOW.outcomes, outcome.id: replace(outcome, duty=other)})
            assert {found for _, found in against_the_rule(changed)} == {outcome.id}


# Each question and each outcome


@pytest.mark.parametrize("question", FLOW.questions.values(), ids=lambda one: str(one.id))
def test_no_two_answers_to_a_question_can_both_be_so(question: object) -> None:
    answers = getattr(question, "answers", ())
    said = [tuple(sorted(answer.asserts.items())) for answer in answers]
    assert len(set(said)) == len(said)
    for number, one in enumerate(answers):
        for other in answers[number + 1 :]:
            shared = one.asserts.keys() & other.asserts.keys()
            assert not (one.asserts and other.asserts) or any(one.asserts[f] != other.asserts[f] for f in shared)


@pytest.mark.parametrize("fact", ["register", "looked-after"])
def test_an_answer_says_what_it_asserts_of_child_or_sibling_now_or_before(fact: str) -> None:
    words = {"child": "The child", "sibling": "A brother or sister", "now": "now", "before": "in the past"}
    answers = [answer for question in FLOW.questions.values() for answer in question.answers if fact in answer.asserts]
    said = {answer.asserts[fact]: answer.text for answer in answers}
    for value in NOW_OR_BEFORE:
        who, when = value.split("-")
        assert said[value].startswith(words[who])
        assert said[value].endswith(words[when])


def test_the_grounds_are_the_paragraphs_of_the_regulation() -> None:
    grounds = {ground.id: ground.paragraph for outcome in FLOW.outcomes.values() for ground in outcome.grounds}
    assert grounds == {
        "happened": "regulation 17(2)(a)",
        "abuse": "regulation 17(2)(b)(i)",
        "register": "regulation 17(2)(b)(ii)",
        "looked-after": "regulation 17(2)(b)(iii)",
        "good-practice": "regulation 17(3)",
        "who-may": "section 4 of the guidance",
        "public": "section 8 of the guidance",
    }


def test_an_outcome_names_the_grounds_that_its_answers_decided() -> None:
    wanted: Mapping[str, Truth] = {"must": True, "none": False, "advice": None}
    seen = set()
    for facts, outcome in ways(FLOW):
        named = [one.id for one in outcome.grounds if one.id == "happened" or one.id in B]
        for name in named:
            seen.add((name, outcome.duty.id))
            assert ground(facts, name) is wanted[outcome.duty.id], (facts, outcome.id)
        if outcome.duty.id == "must":
            assert named == ["happened", *(name for name in B if ground(facts, name))], (facts, outcome.id)
    assert seen == {(name, strength) for name in ("happened", *B) for strength in wanted}


def test_a_duty_to_notify_names_two_working_days_and_the_sections_that_its_limits_stand_in() -> None:
    for outcome in FLOW.outcomes.values():
        assert {limit.section for limit in outcome.limits} <= set(outcome.sections)
        if outcome.duty.id == "must":
            assert outcome.limits[0] is time_limits()["T1"]
            assert time_limits()["T33"].section in outcome.sections
            assert outcome.steps[0].address == "/notify/"


def test_section_7_is_named_where_another_agency_could_notify_and_nowhere_else() -> None:
    said = {(facts.get("other-agency") == "yes-or-perhaps", 7 in outcome.sections) for facts, outcome in ways(FLOW)}
    assert said == {(True, True), (False, False)}


def test_where_people_are_sent_who_have_no_duty() -> None:
    sent = {outcome.id: [step.address for step in outcome.steps] for outcome in FLOW.outcomes.values()}
    assert sent["raise-a-concern"][0] == "/raise-a-concern/"
    assert sent["good-practice"] == ["/contact/", "/guidance/06-good-practice/"]
    asking = [outcome for outcome in FLOW.outcomes.values() if outcome.duty.id == "advice"]
    assert [sent[outcome.id][0] for outcome in asking] == ["/contact/"] * 3


def test_back_leads_to_a_question_that_leads_here() -> None:
    assert FLOW.before(FLOW.start.id) is None
    for page in FLOW.pages[1:]:
        before = FLOW.before(page.id)
        assert before is not None
        assert page.id in {answer.to for answer in before.answers}


# Broken flows

PREFACE = """
title = "A flow"
summary = "Shows one thing."
reviewed = 2026-11-23
danger = "Call 999."
intro = "A question."
note = "It is not a decision."

[[duty]]
id = "none"
title = "Nothing to do"
grounds = "Why"

[[duty]]
id = "must"
title = "Notify"
grounds = "Why"

[[ground]]
id = "harm"
name = "Harm"
paragraph = "regulation 17(2)(a)"
address = "/"
"""
BROKEN = sorted((ROOT / "tests" / "examples" / "broken_flows").rglob("*.toml"))
SAYS, HERE = "# says: ", "# <- here"

every_broken_file = pytest.mark.parametrize("path", BROKEN, ids=lambda path: str(path.stem))


def file_of(path: Path) -> TomlFile:
    own = path.read_text("utf-8")
    if path.parent.name == "whole":
        return TomlFile(path, own)
    return TomlFile(path, PREFACE + own, first_line=1 - PREFACE.count("\n"))


def refused(path: Path) -> ContentError:
    with pytest.raises(ContentError) as refusal:
        read_flow(file_of(path), sections=(4, 9), lists=LISTS)
    return refusal.value


@every_broken_file
def test_a_broken_flow_names_its_file_and_the_very_line(path: Path) -> None:
    (line,) = (number for number, text in enumerate(path.read_text("utf-8").splitlines(), 1) if HERE in text)
    assert str(refused(path)).startswith(f"{path}:{line}: ")


@every_broken_file
def test_a_broken_flow_is_explained_in_an_editors_words(path: Path) -> None:
    problem = refused(path).problem
    assert path.read_text("utf-8").splitlines()[0].removeprefix(SAYS).removesuffix(f"  {HERE}") in problem
    assert not [word for word in ("TypeError", "KeyError", "argument", "NoneType", "__init__") if word in problem]


def test_mended_the_same_flow_is_whole() -> None:
    broken = file_of(ROOT / "tests" / "examples" / "broken_flows" / "unknown-target.toml")
    flow = read_flow(TomlFile(broken.path, broken.text.replace('"nowhere"', '"end"')), sections=(4, 9), lists=LISTS)
    assert [page.id for page in flow.pages] == ["first", "end"]
    assert [flow.address(page.id) for page in flow.pages] == ["/unknown-target/", "/unknown-target/end/"]


def test_cmr_check_names_file_and_line_once_whatever_else_is_wrong(tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    flow = content / "flows" / "must-i-notify.toml"
    text = flow.read_text("utf-8").replace('to = "which-agency"', 'to = "nowhere"')
    flow.write_text(text, "utf-8")
    line = text[: text.index('to = "nowhere"')].count("\n") + 1
    (content / "site.toml").write_text("nonsense = 1\n", "utf-8")  # another mistake does not hide this one
    done = CliRunner().invoke(command, ["check", "--content", str(content)])
    assert done.exit_code == 1
    assert done.output.count(f"{flow}:{line}: no question and no outcome is called 'nowhere'") == 1
