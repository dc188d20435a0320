"""Nothing is public until everything is on record: each of G1 to G18, open processes, the two weeks, withdrawal."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmr import clock
from cmr.errors import ContentError
from cmr.files.front_matter import page_file
from cmr.gate.evidence import TO_WRITE
from cmr.gate.preconditions import GATE_FILE, policy, read_policy
from cmr.gate.standing import Held, Published, Refused, Standing, Withdrawn, decided, standing
from cmr.process.time_limits import due
from cmr.process.waiting import over
from cmr.process.working_days import first_known_day
from cmr.summary import OPEN, SMART, Approval, Month, OtherProcess, Summary
from complete_summary import PUBLISHED, TEXT, TODAY, complete

COMPLETE = complete()
ALL = [f"G{number}" for number in range(1, 19)]
DAY = timedelta(days=1)
REASONS = [(one.id, reason) for one in policy().preconditions.values() for reason in one.reasons]
ORDERED = [(one.id, first) for one in policy().preconditions.values() for first in one.not_before]


def with_approval(name: str, **changed: object) -> Summary:
    """The complete summary with something else on record for one precondition."""
    return replace(COMPLETE, gate={**COMPLETE.gate, name: COMPLETE.gate[name]._replace(**changed)})  # type: ignore[arg-type]


def missing(summary: Summary, day: date = TODAY) -> list[str]:
    """What it is refused for, as an editor reads it."""
    found = standing(summary, day)
    assert isinstance(found, Refused), found
    return [str(one) for one in found.because]


# G1 to G18


def test_the_policy_has_every_precondition_in_order_and_the_example_satisfies_them() -> None:
    assert [*policy().preconditions] == ALL == [*COMPLETE.gate]
    assert standing(COMPLETE, TODAY) == Published(PUBLISHED)


@pytest.mark.parametrize("name", ALL)
def test_a_summary_complete_but_for_one_precondition_is_refused_for_that_one(name: str) -> None:
    gate = {one: approval for one, approval in COMPLETE.gate.items() if one != name}
    only = missing(replace(COMPLETE, gate=gate))
    assert len(only) == 1
    assert only[0].startswith(f"{name}: {policy().preconditions[name].title}: nothing is on record. ")
    assert only[0].endswith(policy().preconditions[name].todo)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("absent", "says"),
    [
        ({"who": ()}, "nobody who may sign has signed. Ask the "),
        ({"when": None}, "`when` is missing. Write the day on which "),
        ({"evidence": ""}, "`evidence` says nothing."),
        ({"evidence": " – "}, "`evidence` says nothing."),
        ({"evidence": "T.B.C."}, "`evidence` says nothing."),
        ({"when": TODAY + DAY}, "which has not come."),
        ({"who": ("Robin Ash",)}, "'Robin Ash' is not a post that signs: write posts, never names."),
        ({"not_applicable": "we-are-in-a-hurry"}, "'we-are-in-a-hurry' is not a reason why it may not apply."),
    ],
)
def test_half_a_record_is_none(name: str, absent: Mapping[str, object], says: str) -> None:
    found = missing(with_approval(name, **absent))
    assert any(one.startswith(f"{name}: ") and says in one for one in found)


@pytest.mark.parametrize("name", [name for name in ALL if name != "G10"])
def test_a_post_that_may_not_sign_does_not_count(name: str) -> None:
    other = next(post for post in policy().posts if post not in policy().preconditions[name].signed_by)
    assert [one.split(" has signed.")[0] for one in missing(with_approval(name, who=(other,)))] == [
        f"{name}: {policy().preconditions[name].title}: nobody who may sign"
    ]


@pytest.mark.parametrize("name", ["G2", "G10"])
def test_what_two_people_must_sign_is_not_signed_by_one(name: str) -> None:
    post = policy().preconditions[name].signed_by[0]
    for who in ((post,), (post, post)):
        assert "it needs 2 signatures from different posts and has 1" in missing(with_approval(name, who=who))[0]


@pytest.mark.parametrize(("name", "reason"), REASONS)
def test_a_named_reason_needs_a_signature_a_day_and_evidence_too(name: str, reason: str) -> None:
    assert isinstance(standing(with_approval(name, not_applicable=reason), TODAY), Published)
    assert missing(replace(COMPLETE, gate={**COMPLETE.gate, name: Approval(not_applicable=reason)}))


def test_only_what_the_policy_gives_reasons_for_may_ever_not_apply() -> None:
    assert {name for name, _ in REASONS} == {"G5", "G13", "G15"}


def test_by_default_everything_is_missing() -> None:
    found = missing(replace(COMPLETE, gate={}))
    assert [one.split(":")[0] for one in found] == ALL


@pytest.mark.parametrize("name", ALL)
def test_a_record_with_nothing_in_it_is_no_record(name: str) -> None:
    without = {one: approval for one, approval in COMPLETE.gate.items() if one != name}
    empty = {**COMPLETE.gate, name: Approval()}
    assert missing(replace(COMPLETE, gate=empty)) == missing(replace(COMPLETE, gate=without))


@pytest.mark.parametrize("name", ALL)
def test_who_may_sign_and_which_day_to_write_are_the_policys_own(name: str) -> None:
    one = policy().preconditions[name]
    (unsigned,) = missing(with_approval(name, who=()))
    assert unsigned.endswith(f"Ask the {' or '.join(one.signed_by)}.")
    (undated,) = missing(with_approval(name, when=None))
    assert undated.endswith(f"Write {one.when or 'the day on which it was signed'}.")
    assert f"It is signed by the {' or '.join(one.signed_by)}." in missing(with_approval(name, who=("Robin Ash",)))[0]


def test_approval_and_publication_are_two_decisions_of_the_board() -> None:
    without = {name: approval for name, approval in COMPLETE.gate.items() if name != "G7"}
    assert missing(replace(COMPLETE, gate=without)) == [
        "G7: Publication agreed by the Board: nothing is on record. "
        "Ask the Board to decide on publication, and record the minute in which it agreed."
    ]


@pytest.mark.parametrize(("name", "first"), ORDERED)
def test_what_comes_first_is_not_dated_later(name: str, first: str) -> None:
    when = COMPLETE.gate[first].when
    assert when
    found = missing(with_approval(name, when=when - DAY))
    assert any(one.startswith(f"{name}: ") and f"{first} comes first" in one for one in found)


# What the text itself has to have


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"learning": ()}, "G1: `learning` is empty"),
        ({"recommendations": ()}, "G1: there is no recommendation"),
        ({"content_warning": ""}, "G18: `content_warning` is empty"),
        ({"support": ()}, "G18: `support` is empty"),
        ({"review": None}, "G18: `review` is missing"),
        ({"file": page_file(Path("a.md"), TEXT.replace("they visited", TO_WRITE))}, "G1: the text is not finished"),
        ({"file": page_file(Path("a.md"), TEXT.replace('title = "', f'title = "{TO_WRITE} '))}, "G1: the text is not"),
    ],
)
def test_a_text_that_is_not_finished_is_not_public(changed: Mapping[str, object], says: str) -> None:
    assert [one.startswith(says) for one in missing(replace(COMPLETE, **changed))] == [True]  # type: ignore[arg-type]


@pytest.mark.parametrize("question", SMART)
def test_every_recommendation_answers_each_smart_question(question: str) -> None:
    vague = COMPLETE.recommendations[0]._replace(**{question: " "})
    found = missing(replace(COMPLETE, recommendations=(*COMPLETE.recommendations, vague)))
    assert found == [f"G1: recommendation 2 does not say how it is {question}."]


# Other processes


@pytest.mark.parametrize(("what", "title"), policy().processes.items())
def test_nothing_is_public_while_a_process_is_open(what: str, title: str) -> None:
    reopened = OtherProcess(what=what, status=OPEN)
    found = missing(replace(COMPLETE, processes=(*COMPLETE.processes, reopened)))
    assert [one.startswith(f"G8: a process is open ({title})") for one in found] == [True]


def test_a_process_of_which_nobody_says_that_it_is_closed_is_open() -> None:
    unsure = replace(COMPLETE.processes[0], status="adjourned")
    assert missing(replace(COMPLETE, processes=(unsure,)))[0].startswith("G8: a process is open (inquest)")


@pytest.mark.parametrize("evidence", ["", "  ", *sorted(policy().no_evidence)])
def test_a_process_is_closed_only_where_something_shows_it(evidence: str) -> None:
    closed = replace(COMPLETE.processes[0], evidence=evidence)
    assert missing(replace(COMPLETE, processes=(closed,)))[0].startswith(
        "G8: a process is closed (inquest) and nothing"
    )


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_restricted_summary_is_never_public(day: date) -> None:
    restricted = replace(COMPLETE, restrictions=("For members only",), withdrawn=date(2026, 10, 1))
    assert "restricted issue only" in missing(restricted, day)[0]


# Held


def first_days(summary: Summary, until: date) -> tuple[Standing, Standing]:
    """What it is on the day before, and on the day."""
    return standing(summary, until - DAY), standing(summary, until)


def test_it_is_held_until_the_day_after_the_last_agency_briefed_its_staff() -> None:
    before, on = first_days(with_approval("G12", when=date(2026, 9, 10)), date(2026, 9, 11))
    assert isinstance(before, Held)
    assert before.because == (
        "G12: it may appear from the day after all staff are briefed: "
        "the last agency confirmed that on Thursday 10 September 2026",
    )
    assert on == Published(date(2026, 9, 11))


@pytest.mark.parametrize(
    ("shared", "until"),
    [
        (date(2026, 9, 1), date(2026, 9, 15)),
        (date(2026, 6, 29), date(2026, 7, 14)),  # two weeks on is a bank holiday: the next working day
    ],
)
def test_it_is_held_until_two_weeks_after_the_reports_were_first_shared(shared: date, until: date) -> None:
    summary = with_approval("G14", when=shared)
    if until < PUBLISHED:
        earlier = {name: one._replace(when=min(one.when or shared, shared)) for name, one in summary.gate.items()}
        summary = replace(summary, gate=earlier, published=Month(until.year, until.month))
    before, on = first_days(summary, until)
    assert isinstance(before, Held)
    assert before.until == until
    assert "two weeks have to pass (section 28)" in before.because[0]
    assert on == Published(until)


@given(st.dates(PUBLISHED + DAY, date(2030, 1, 1)))
def test_it_is_held_until_the_day_that_its_file_names(day: date) -> None:
    before, on = first_days(replace(COMPLETE, publish_on=day), day)
    assert isinstance(before, Held)
    assert (before.until, on) == (day, Published(day))
    assert before.because == (f"`publish_on` says {clock.in_words(day)}",)


def test_it_is_held_until_its_month_of_publication() -> None:
    before, on = first_days(replace(COMPLETE, published=Month(2027, 2)), date(2027, 2, 1))
    assert before == Held(date(2027, 2, 1), ("`published` says February 2027",))
    assert on == Published(date(2027, 2, 1))


def test_what_ends_today_is_not_said_to_be_waited_for() -> None:
    held = standing(replace(COMPLETE, publish_on=TODAY + DAY, published=Month(TODAY.year, TODAY.month)), TODAY)
    assert isinstance(held, Held)
    briefed = with_approval("G12", when=TODAY - DAY)
    assert standing(replace(briefed, publish_on=TODAY + DAY), TODAY) == Held(TODAY + DAY, held.because)


def test_everything_that_is_waited_for_is_named_as_what_it_is() -> None:
    held = standing(replace(with_approval("G12", when=TODAY), publish_on=TODAY + DAY), TODAY)
    assert isinstance(held, Held)
    briefed, named = held.because
    assert briefed.startswith("G12: ")
    assert named == f"`publish_on` says {clock.in_words(TODAY + DAY)}"


def test_the_two_weeks_begin_with_the_first_day_whose_year_is_known() -> None:
    assert over("T12", first_known_day()) == due("T12", first_known_day())


def test_what_is_signed_again_after_publication_does_not_move_the_day_of_the_decision() -> None:
    was = decided(COMPLETE)
    assert was
    later = was + 30 * DAY
    for name, one in policy().preconditions.items():
        again = decided(with_approval(name, when=later))
        assert again
        assert (again > was) is not one.renewed, name
    assert decided(replace(COMPLETE, publish_on=later)) == later
    assert decided(replace(COMPLETE, published=Month(later.year + 1, 1))) == was
    assert decided(replace(COMPLETE, gate={})) is None


def test_two_weeks_of_a_year_without_known_bank_holidays_are_not_guessed() -> None:
    later = {name: one._replace(when=date(2028, 12, 20)) for name, one in COMPLETE.gate.items()}
    found = missing(replace(COMPLETE, gate=later), date(2029, 6, 1))
    assert [one.split(":")[0] for one in found] == ["G14"]
    assert "nobody can say when the wait is over. Bank holidays are officially known from" in found[0]


def test_two_weeks_of_long_ago_are_over() -> None:
    old = {name: one._replace(when=date(2004, 3, 1)) for name, one in COMPLETE.gate.items()}
    assert standing(replace(COMPLETE, gate=old, published=Month(2004, 3)), TODAY) == Published(date(2004, 3, 15))


# Withdrawn


def test_a_withdrawn_summary_is_public_until_that_day_and_never_after() -> None:
    withdrawn = replace(COMPLETE, withdrawn=date(2026, 12, 1))
    assert standing(withdrawn, date(2026, 11, 30)) == Published(PUBLISHED)
    assert standing(withdrawn, date(2026, 12, 1)) == Withdrawn(date(2026, 12, 1))
    assert standing(withdrawn, date(2036, 12, 1)) == Withdrawn(date(2026, 12, 1))


def test_withdrawal_needs_nothing_else_to_be_in_order() -> None:
    assert isinstance(standing(replace(COMPLETE, gate={}, withdrawn=TODAY), TODAY), Withdrawn)


# Whatever happens

_days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def changed_gates(draw: st.DrawFn) -> tuple[Summary, Summary]:
    """A summary on which anything may be on record, and the same with something of it taken away."""
    days = {name: draw(st.none() | _days) for name in ALL}
    who = {name: draw(st.sampled_from([(), COMPLETE.gate[name].who])) for name in ALL}
    everything = {name: COMPLETE.gate[name]._replace(when=days[name] or COMPLETE.gate[name].when) for name in ALL}
    some = draw(st.booleans())
    more = everything if some else {name: one._replace(who=who[name]) for name, one in everything.items()}
    gone = draw(st.sampled_from(ALL))
    field = draw(st.sampled_from(["all", "who", "when", "evidence"]))
    less = dict(more)
    if field == "all":
        del less[gone]
    else:
        less[gone] = more[gone]._replace(**{field: getattr(Approval(), field)})
    summary = replace(COMPLETE, gate=more, published=Month(2026, 1), withdrawn=draw(st.none() | _days))
    return summary, replace(summary, gate=less)


@given(changed_gates(), _days)
def test_taking_evidence_away_never_publishes(both: tuple[Summary, Summary], day: date) -> None:
    _, less = both
    assert not isinstance(standing(less, day), (Published, Held))


@given(changed_gates(), _days, st.integers(0, 400))
def test_what_is_public_stays_so_until_it_is_withdrawn(both: tuple[Summary, Summary], day: date, later: int) -> None:
    summary, then = both[0], day + later * DAY
    found = standing(summary, day)
    if isinstance(found, Published):
        over = summary.withdrawn and summary.withdrawn <= then
        assert standing(summary, then) == (Withdrawn(summary.withdrawn) if over and summary.withdrawn else found)


@given(changed_gates(), _days)
def test_what_is_held_appears_on_its_day_and_not_before(both: tuple[Summary, Summary], day: date) -> None:
    summary = replace(both[0], withdrawn=None)
    found = standing(summary, day)
    if isinstance(found, Held):
        assert found.because
        assert standing(summary, found.until) == Published(found.until)
        assert isinstance(standing(summary, found.until - DAY), Held)


@given(changed_gates(), _days)
def test_the_gate_says_the_same_of_a_copy_in_another_process(both: tuple[Summary, Summary], day: date) -> None:
    summary, _ = both
    assert standing(pickle.loads(pickle.dumps(summary)), day) == standing(summary, day)  # noqa: S301 - our own


# The policy's file


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ('["SBNI Chair"]\nnot_before = ["G2"', '["Typist"]\nnot_before = ["G2"', "there is no 'Typist'"),
        ('not_before = ["G9"]', 'not_before = ["G11"]', "not_before: there is no 'G11' above"),
        ('wait = "T12"', 'wait = "T99"', "wait: there is no 'T99'"),
        ('id = "G3"', 'id = "G2"', "G2 is there twice"),
        ('title = "First review"\n', "", "must also say 'title'"),
        ('id = "G3"\n', "", "must also say 'id'"),
        ('id = "G10"', 'id = "G100"', "id"),
    ],
)  # fmt: skip
def test_a_slip_in_the_policy_is_named_by_file_and_line(tmp_path: Path, good: str, bad: str, says: str) -> None:
    text = GATE_FILE.read_text(encoding="utf-8")
    assert text.count(good) == 1
    file = tmp_path / "gate.toml"
    file.write_text(text.replace(good, bad), encoding="utf-8")
    with pytest.raises(ContentError, match=says) as refused:
        read_policy(file)
    assert refused.value.line > 1


def with_signatures(folder: Path, said: str) -> Path:
    """The policy with that many signatures wherever it says how many."""
    text = re.sub(r"^signatures = 2\n", said, GATE_FILE.read_text("utf-8"), flags=re.MULTILINE)
    (file := folder / "gate.toml").write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(("said", "read"), [("", 1), ("signatures = 1\n", 1), ("signatures = 3\n", 3)])
def test_a_precondition_asks_for_one_signature_or_as_many_as_it_says(tmp_path: Path, said: str, read: int) -> None:
    found = read_policy(with_signatures(tmp_path, said)).preconditions
    assert {one.signatures for one in found.values()} == {1, read}


@pytest.mark.parametrize("said", ["signatures = 0\n", "signatures = 4\n"])
def test_no_precondition_asks_for_none_or_for_more_than_three(tmp_path: Path, said: str) -> None:
    with pytest.raises(ContentError, match="signatures"):
        read_policy(with_signatures(tmp_path, said))


@pytest.mark.parametrize("key", ["id", "title", "shown", "todo", "source", "signed_by"])
def test_no_precondition_of_the_policy_leaves_out_what_every_one_has(tmp_path: Path, key: str) -> None:
    lines = GATE_FILE.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.remove(next(line for line in lines if line.startswith(f"{key} = ")))
    file = tmp_path / "gate.toml"
    file.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ContentError, match=f"must also say '{key}'"):
        read_policy(file)


def a_policy(folder: Path, was: str, now: str) -> Path:
    """The policy with its head changed, and only as many preconditions as are left."""
    text = GATE_FILE.read_text("utf-8")
    assert was in text
    (file := folder / "gate.toml").write_text(text.replace(was, now, 1), "utf-8")
    return file


def test_a_policy_of_one_precondition_is_one_and_of_none_is_refused(tmp_path: Path) -> None:
    head, first, *_ = GATE_FILE.read_text("utf-8").split("\n[[precondition]]\n")
    (one := tmp_path / "one.toml").write_text(f"{head}\n[[precondition]]\n{first}", "utf-8")
    assert list(read_policy(one).preconditions) == ["G1"]
    (none := tmp_path / "none.toml").write_text(head, "utf-8")
    with pytest.raises(ContentError, match="precondition"):
        read_policy(none)


def test_a_policy_says_nothing_that_nobody_reads(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no_evidences"):
        read_policy(a_policy(tmp_path, "no_evidence =", "no_evidences = []\nno_evidence ="))


def test_a_policy_says_which_words_show_nothing(tmp_path: Path) -> None:
    text = GATE_FILE.read_text("utf-8")
    (file := tmp_path / "gate.toml").write_text(
        re.sub(r"^no_evidence = \[.*?\]", "no_evidence = []", text, flags=re.MULTILINE | re.DOTALL), "utf-8"
    )
    with pytest.raises(ContentError, match="say in 'no_evidence' which words show nothing"):
        read_policy(file)
