"""What the laptop leaves out of the template is what it says it leaves out, and nothing more."""

from __future__ import annotations

import json

from laptop.adaptation import UNKNOWN_FACTS, for_the_emulator, statements
from release import template

TEMPLATE = template.read()
ADAPTED = for_the_emulator(TEMPLATE)


def test_only_statements_change_and_only_their_conditions_and_where_email_is_sent_from() -> None:
    for before, after in zip(statements(TEMPLATE), statements(ADAPTED), strict=True):
        changed = {key for key in before | after if before.get(key) != after.get(key)}
        assert changed <= ({"Condition", "Resource"} if before.get("Action") == "ses:SendEmail" else {"Condition"})


def test_no_statement_keeps_a_condition_on_what_the_emulator_does_not_know() -> None:
    text = json.dumps(list(statements(ADAPTED)))
    assert [fact for fact in UNKNOWN_FACTS if fact in text] == []


def test_every_other_condition_is_kept() -> None:
    def known(document: template.Template) -> list[tuple[str, str]]:
        conditions = [statement.get("Condition", {}) for statement in statements(document)]
        facts = [(operator, fact) for one in conditions for operator in one for fact in one[operator]]
        return [(operator, fact) for operator, fact in facts if fact not in UNKNOWN_FACTS]

    assert known(ADAPTED) == known(TEMPLATE) == [("StringEquals", "aws:SourceAccount")]


def test_nothing_is_left_out_that_the_template_no_longer_says() -> None:
    text = json.dumps(list(statements(TEMPLATE)))
    assert [fact for fact in UNKNOWN_FACTS if fact not in text] == []


def test_everything_but_roles_and_policies_is_deployed_as_it_is() -> None:
    for name, resource in TEMPLATE["Resources"].items():
        if resource["Type"] not in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
            assert ADAPTED["Resources"][name] == resource
