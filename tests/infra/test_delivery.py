"""How emails get from a table to a person: nothing is given up quietly."""

from __future__ import annotations

import json

from casebook import outbox
from post import sweep
from release import functions, template

TEMPLATE = template.read()
(MAPPING,) = template.of_type(TEMPLATE, "AWS::Lambda::EventSourceMapping").values()
ALARMS = template.of_type(TEMPLATE, "AWS::CloudWatch::Alarm")


def test_only_a_new_row_that_is_owed_wakes_the_function() -> None:
    (filter_,) = MAPPING["FilterCriteria"]["Filters"]
    assert json.loads(filter_["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"NewImage": {"owed": {"S": [outbox.OWED]}}},
    }


def test_one_email_that_fails_does_not_hold_up_or_repeat_the_others() -> None:
    assert MAPPING["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert MAPPING["BisectBatchOnFunctionError"] is True


def test_tries_are_bounded_and_what_fails_is_set_aside() -> None:
    assert MAPPING["MaximumRetryAttempts"] == 5
    assert MAPPING["MaximumRecordAgeInSeconds"] == 3600
    assert MAPPING["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["DeadLetters", "Arn"]}


def test_nothing_written_before_the_mapping_is_passed_over() -> None:
    assert MAPPING["StartingPosition"] == "TRIM_HORIZON"


def test_dead_letters_are_kept_as_long_as_sqs_can_and_sealed() -> None:
    (queue,) = template.of_type(TEMPLATE, "AWS::SQS::Queue").values()
    assert queue["MessageRetentionPeriod"] == 14 * 24 * 60 * 60
    assert queue["SqsManagedSseEnabled"] is True


def test_the_sweep_runs_every_five_minutes_and_one_run_ends_before_the_next() -> None:
    (schedule,) = template.of_type(TEMPLATE, "AWS::Scheduler::Schedule").values()
    assert schedule["ScheduleExpression"] == "rate(5 minutes)"
    assert TEMPLATE["Resources"]["Sweep"]["Properties"]["Timeout"] < 300


def test_a_sender_that_still_runs_never_loses_its_claim() -> None:
    slowest = max(TEMPLATE["Resources"][name]["Properties"]["Timeout"] for name in ("Deliver", "Sweep"))
    assert slowest < outbox.CLAIM.total_seconds()


def test_the_alarm_watches_the_metric_that_the_sweep_publishes() -> None:
    alarm = ALARMS["OldestOwedAlarm"]
    assert alarm["Namespace"] == sweep.METRICS
    assert alarm["MetricName"] == "OldestOwedSeconds"
    assert alarm["TreatMissingData"] == "breaching"  # a sweep that stopped would else look like nothing owed


def test_every_alarm_tells_somebody() -> None:
    assert {name for name, alarm in ALARMS.items() if alarm["AlarmActions"] != [{"Ref": "Alarms"}]} == set()


def test_every_function_has_an_alarm_of_its_errors() -> None:
    assert [name for name, function in functions.functions(TEMPLATE).items() if not function.alarms] == []
