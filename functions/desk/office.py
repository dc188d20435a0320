"""Who is at the desk, and where the records are: AWS through the office's own credentials, or the laptop's emulator."""

from __future__ import annotations

import json
import os
from pathlib import Path

import boto3

from casebook import aws
from desk.errors import DeskError

LAPTOP = Path(".local/stack.json")
TABLES = {"records": "RECORDS_TABLE", "receipts": "RECEIPTS_TABLE", "outbox": "OUTBOX_TABLE"}


def sit_down_at_laptop(path: Path = LAPTOP) -> None:
    """Point this process at the emulator that `make serve` started, as the office's role and no more.

    Raises DeskError where none is running, and Unavailable.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as absent:
        raise DeskError(f"No laptop stack is running here ({path} is missing). Start one with: make serve") from absent
    os.environ |= {
        "AWS_ENDPOINT_URL": facts["endpoint"],
        "AWS_DEFAULT_REGION": facts["region"],
        "AWS_ACCESS_KEY_ID": facts["access_key_id"],
        "AWS_SECRET_ACCESS_KEY": facts["secret_access_key"],
        "RECORDS_KEY": facts["records_key"],
        **{variable: facts["tables"][name] for name, variable in TABLES.items()},
    }
    os.environ |= _credentials(facts["desk_role"])


def _credentials(role: str) -> dict[str, str]:
    """What AWS gives whoever takes on a role, as its clients look for it."""
    own = boto3.Session()  # boto3's own would go on using what it was given first
    with aws.asking("sts"):
        answer = own.client("sts", config=aws.PATIENCE).assume_role(RoleArn=role, RoleSessionName="laptop")
    given = answer["Credentials"]
    return {
        "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["SessionToken"],
    }


def who() -> str:
    """The identity that reads, as AWS knows it: what the audit keeps. Raises Unavailable."""
    with aws.asking("sts"):
        return str(boto3.client("sts", config=aws.PATIENCE).get_caller_identity()["Arn"])
