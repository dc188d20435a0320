"""Ways to reach a person: an email address, a telephone number. Kept as typed; checked by libraries made for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import fields

from cmr.forms.kinds.kind import mistake
from cmr.forms.kinds.text import OneLine, TextField
from cmr.forms.question import Question

LONGEST_EMAIL = 254
LONGEST_TELEPHONE = 40


class EmailField(TextField):
    """An address that mail could be sent to (RFC 5321, by email-validator; the domain is not asked)."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        from email_validator import EmailNotValidError, validate_email  # slow to load: only when an address is checked

        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return validate_email(text, check_deliverability=False, test_environment=True, strict=True).normalized
        except EmailNotValidError as problem:
            raise mistake(self.question, "format") from problem


class Email(OneLine):
    """An email address."""

    name = "email"
    messages: ClassVar[Mapping[str, str]] = {
        **OneLine.messages,
        "format": "Enter an email address in the correct format, like name@example.com",
    }

    def field(self, question: Question) -> fields.Field[Any]:
        return EmailField(question, most=LONGEST_EMAIL)


class TelephoneField(TextField):
    """A number that can be dialled from Northern Ireland, any way it is written (by phonenumbers); kept as typed."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        import phonenumbers  # slow to load: only when a number is checked

        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException as problem:
            raise mistake(self.question, "format") from problem
        if not phonenumbers.is_possible_number(number):
            raise mistake(self.question, "format")
        return text


class Telephone(OneLine):
    """A telephone number."""

    name = "telephone"
    messages: ClassVar[Mapping[str, str]] = {
        **OneLine.messages,
        "format": "Enter a telephone number, like 028 9649 6000, 07700 900 982 or +44 28 9649 6000",
    }

    def field(self, question: Question) -> fields.Field[Any]:
        return TelephoneField(question, most=LONGEST_TELEPHONE)
