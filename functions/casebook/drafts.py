"""Drafts: a form as far as somebody has filled it in, encrypted, until its time is up or it is sent.

The browser holds a secret token and nothing else. The table holds the token's hash as its key, so that nobody who
reads the table can open a draft, and what was typed only in a sealed box. In addresses a draft has a name, which is
made of the token too and opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from casebook import aws
from casebook.errors import AlreadySent, Changed, DraftExpired, NoDraft, NotOpened, TooMuch, Unavailable
from casebook.sealing import DataKey, NotOurs, new_data_key, open_data_key, seal, unseal
from casebook.settings import settings
from cmr import clock
from cmr.forms import reference
from cmr.forms.form import Form
from cmr.forms.form_state import Filled
from cmr.forms.posted import Typed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import PutItemInputTypeDef

TOKEN_BYTES = 32
NAME_LENGTH = 16
LONGEST_TOKEN = 200  # far longer than ours: a longer one is not looked up
LARGEST_BOX = 350_000  # bytes: DynamoDB takes items of 400 kB, and a record must fit one too
TRIES = 6


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft, open in this request."""

    token: str = field(repr=False)
    form: str
    reference: str
    filled: Filled
    expires: datetime
    key: DataKey = field(repr=False)
    version: int = 0
    notices: tuple[str, ...] = ()  # titles of answers that were dropped by the last save
    advised: frozenset[str] = frozenset()  # questions whose advice page was shown
    pressed: frozenset[str] = frozenset()  # pages that were to be left and had mistakes: they show them
    beside: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)  # by page, what older windows posted over it
    before: bool = False  # whether the version before began it, whose cookie has another name
    received: str = ""  # when it was sent, UTC; empty while it is not
    sent_digest: str = ""

    @property
    def id(self) -> str:
        """The key of the draft's item: the hash of its token."""
        return id_of(self.token)

    @property
    def name(self) -> str:
        """What it is called in addresses."""
        return name_of(self.token)

    def seen(self, typed: Typed, waiting: Sequence[Mapping[str, Sequence[str]]] = ()) -> str:
        """A fingerprint of what a page showed, so that a window that showed something older is noticed.

        `waiting` is what other windows posted and nobody has decided yet.
        """
        shown = [{name: list(given) for name, given in one.items()} for one in (typed.values, *waiting)]
        return self.digest({"shown": shown})[:16]

    @property
    def context(self) -> dict[str, str]:
        """What its box is bound to."""
        return {"draft": self.id, "form": self.form}

    def digest(self, answers: Mapping[str, Any]) -> str:
        """A fingerprint of these answers that only the holder of the draft can make: keyed with its token."""
        text = json.dumps(answers, sort_keys=True, separators=(",", ":"))
        return hmac.new(self.token.encode("ascii"), text.encode("utf-8"), hashlib.sha256).hexdigest()


def open_draft(form: Form) -> Draft:
    """A new, empty draft with its reference already minted. Not kept until it is saved. Raises Unavailable."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires = clock.now() + timedelta(hours=form.retention.draft_hours)
    unkeyed = Draft(
        token=token, form=form.slug, reference=reference.mint(), filled=Filled(), expires=expires, key=DataKey(b"", b"")
    )
    return replace(unkeyed, key=new_data_key(settings().drafts_key, unkeyed.context))


def load(token: str, form: Form) -> Draft:
    """The draft that `token` opens. Raises NoDraft, NotOpened, DraftExpired, Unavailable."""
    draft_id = id_of(token)
    with aws.asking("dynamodb"):
        found = aws.dynamodb().get_item(
            TableName=settings().drafts_table, Key={"draft": {"S": draft_id}}, ConsistentRead=True
        )
    item = found.get("Item")
    if item is None or item["form"]["S"] != form.slug:
        raise NoDraft
    expires = datetime.fromtimestamp(int(item["expires"]["N"]), UTC)
    if expires <= clock.now():
        raise DraftExpired
    return _opened(token, item, expires)


def _opened(token: str, item: Mapping[str, Any], expires: datetime) -> Draft:
    context = {"draft": item["draft"]["S"], "form": item["form"]["S"]}
    try:
        key = open_data_key(item["data_key"]["B"], settings().drafts_key, context)
        kept = json.loads(unseal(item["sealed"]["B"], key, context))
    except NotOurs as refused:
        # It was altered, or a key is wrong for the moment. The second is an operator's slip and passes; nobody should
        # lose the way to what they typed because of it.
        raise NotOpened from refused
    return Draft(
        token=token,
        form=item["form"]["S"],
        reference=item.get("sent_as", {}).get("S", "") or kept["reference"],
        filled=Filled.from_json(kept["filled"]),
        expires=expires,
        key=key,
        version=int(item["version"]["N"]),
        notices=tuple(kept["notices"]),
        advised=frozenset(kept["advised"]),
        pressed=frozenset(kept.get("pressed", ())),
        beside={page: tuple(map(_typed, given)) for page, given in kept.get("beside", {}).items()},
        before=kept.get("before", "pressed" not in kept),
        received=item.get("received", {}).get("S", ""),
        sent_digest=item.get("digest", {}).get("S", ""),
    )


def save(draft: Draft) -> Draft:
    """Keep a draft. Raises Changed where somebody else kept it meanwhile, or sent it; TooMuch; Unavailable."""
    box = seal(_as_text(draft), draft.key, draft.context)
    if len(box) > LARGEST_BOX:
        raise TooMuch
    item: dict[str, Any] = {
        "draft": {"S": draft.id},
        "form": {"S": draft.form},
        "sealed": {"B": box},
        "data_key": {"B": draft.key.kept},
        "version": {"N": str(draft.version + 1)},
        "expires": {"N": str(int(draft.expires.timestamp()))},
    }
    request: PutItemInputTypeDef = {
        "TableName": settings().drafts_table,
        "Item": item,
        "ConditionExpression": "attribute_not_exists(draft)",
    }
    if draft.version:
        request["ConditionExpression"] = "version = :seen AND attribute_not_exists(received)"
        request["ExpressionAttributeValues"] = {":seen": {"N": str(draft.version)}}
    with aws.asking("dynamodb"):
        try:
            aws.dynamodb().put_item(**request)
        except ClientError as refused:
            if aws.error_code(refused) == "ConditionalCheckFailedException":
                raise Changed from refused
            raise
    return replace(draft, version=draft.version + 1)


def change(draft: Draft, form: Form, edit: Callable[[Draft], Draft]) -> Draft:
    """Edit a draft and keep it, on top of whatever another tab kept meanwhile: one page never undoes another's.

    Raises AlreadySent where it has been sent, Unavailable where others never stop editing it, and whatever `load` and
    `save` raise.
    """
    for _ in range(TRIES):
        if draft.received:
            raise AlreadySent
        try:
            return save(edit(draft))
        except Changed:
            draft = load(draft.token, form)
    raise Unavailable("dynamodb", "Contention")


def discard(token: str, form: Form) -> None:
    """Delete a draft at once, and never another form's. Raises NoDraft where there is none, Unavailable."""
    draft_id = id_of(token)
    with aws.asking("dynamodb"):
        try:
            aws.dynamodb().delete_item(
                TableName=settings().drafts_table,
                Key={"draft": {"S": draft_id}},
                ConditionExpression="attribute_not_exists(draft) OR form = :form",
                ExpressionAttributeValues={":form": {"S": form.slug}},
            )
        except ClientError as refused:
            if aws.error_code(refused) == "ConditionalCheckFailedException":
                raise NoDraft from refused
            raise


def name_of(token: str) -> str:
    """The name of the draft that `token` opens: sixteen small letters and digits. Raises NoDraft."""
    return base64.b32encode(bytes.fromhex(id_of(f"name of {token}")))[:NAME_LENGTH].decode("ascii").lower()


def _kept(typed: Typed) -> dict[str, list[str]]:
    return {name: list(given) for name, given in typed.values.items()}


def _typed(kept: Mapping[str, list[str]]) -> Typed:
    return Typed({name: tuple(given) for name, given in kept.items()})


def id_of(token: str) -> str:
    """The key of a draft in the table: a hash of its token, so that the table opens nothing. Raises NoDraft."""
    if not (token.isascii() and 0 < len(token) <= LONGEST_TOKEN):
        raise NoDraft
    return hashlib.sha256(token.encode("ascii")).hexdigest()


def _as_text(draft: Draft) -> str:
    return json.dumps(
        {
            "reference": draft.reference,
            "filled": draft.filled.as_json(),
            "notices": list(draft.notices),
            "advised": sorted(draft.advised),
            "pressed": sorted(draft.pressed),
            "beside": {page: [_kept(typed) for typed in given] for page, given in draft.beside.items()},
            "before": draft.before,
        }
    )
