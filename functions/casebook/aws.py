"""The clients of the services, made when first needed, and the translation of their errors into one of ours."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from casebook.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_sesv2 import SESV2Client

# A person waits for the answer: three short tries, then an honest 503 rather than the gateway's time-out.
PATIENCE = Config(connect_timeout=2, read_timeout=4, retries={"mode": "standard", "total_max_attempts": 3})
# A send that may have gone out is never tried again within one call: nothing may be sent twice.
ONE_TRY = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 1})


@functools.cache
def dynamodb() -> DynamoDBClient:
    return boto3.client("dynamodb", config=PATIENCE)


@functools.cache
def kms() -> KMSClient:
    return boto3.client("kms", config=PATIENCE)


@functools.cache
def ses() -> SESV2Client:
    return boto3.client("sesv2", config=ONE_TRY)


@contextmanager
def asking(service: str) -> Iterator[None]:
    """Turn a service's failure into Unavailable; refusals that mean something to the caller are caught inside."""
    try:
        yield
    except ClientError as refused:
        raise Unavailable(service, error_code(refused)) from refused
    except BotoCoreError as failed:
        raise Unavailable(service, type(failed).__name__) from failed


def error_code(refused: ClientError) -> str:
    """The service's own name for a refusal."""
    return str(refused.response.get("Error", {}).get("Code", "Unknown"))


def strings(item: dict[str, Any]) -> dict[str, str]:
    """The string and number attributes of a DynamoDB item, as text."""
    return {key: str(next(iter(value.values()))) for key, value in item.items() if "S" in value or "N" in value}
