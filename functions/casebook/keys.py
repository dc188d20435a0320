"""One-use keys: how a page is reached after a POST by a browser that keeps no cookies.

A key stands in the address to which a POST leads, opens one draft once, and dies after a minute. The table holds the
key's hash, and the draft's token sealed under the key itself: whoever reads the table, or a log of addresses a minute
later, can open nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from casebook import aws
from casebook.drafts import Draft
from casebook.errors import KeySpent
from casebook.sealing import DataKey, NotOurs, seal, unseal
from casebook.settings import settings
from cmr import clock
from cmr.forms.form import Form

KEY_BYTES = 24
LONGEST_KEY = 100
LIFE = timedelta(minutes=1)
_PREFIX = "key#"
"""What sets a key apart from drafts, in whose table it is. The functions' roles know it too (infra/template.yaml)."""


def lend(draft: Draft) -> str:
    """A new key to a draft. Raises Unavailable."""
    key = secrets.token_urlsafe(KEY_BYTES)
    with aws.asking("dynamodb"):
        aws.dynamodb().put_item(
            TableName=settings().drafts_table,
            Item={
                "draft": {"S": _id_of(key)},
                "form": {"S": draft.form},
                "sealed": {"B": seal(draft.token, _own(key), {"form": draft.form})},
                "expires": {"N": str(int((clock.now() + LIFE).timestamp()))},
            },
        )
    return key


def spend(key: str, form: Form) -> str:
    """Exchange a key for its draft's token, once: the key is spent. Raises KeySpent, Unavailable."""
    if not (key.isascii() and len(key) < LONGEST_KEY):
        raise KeySpent
    with aws.asking("dynamodb"):
        found = aws.dynamodb().delete_item(
            TableName=settings().drafts_table, Key={"draft": {"S": _id_of(key)}}, ReturnValues="ALL_OLD"
        )
    item = found.get("Attributes")
    if not item or int(item["expires"]["N"]) <= clock.now().timestamp():
        raise KeySpent
    try:
        return unseal(item["sealed"]["B"], _own(key), {"form": form.slug})
    except NotOurs as other:  # of another form
        raise KeySpent from other


def _id_of(key: str) -> str:
    return f"{_PREFIX}{hashlib.sha256(key.encode('ascii')).hexdigest()}"


def _own(key: str) -> DataKey:
    """What seals the token: made from the key, and of no use for anything else."""
    return DataKey(hashlib.sha256(f"seals a token {key}".encode("ascii")).digest(), b"")
