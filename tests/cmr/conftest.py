"""How far Hypothesis looks here: far enough to find slips in the rules, quick enough to run on every change."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("quick", max_examples=40, deadline=None)
settings.load_profile("quick")
