"""What sending an email has to know."""

from __future__ import annotations

from casebook.settings import Environment, environment


class PostSettings(Environment):
    """How emails leave."""

    @property
    def sender_address(self) -> str:
        """The address that emails come from."""
        return self._need("SENDER_ADDRESS")


def settings() -> PostSettings:
    """This process's settings."""
    return PostSettings(environment())
