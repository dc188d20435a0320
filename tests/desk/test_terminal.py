"""A terminal is shown what somebody typed, and obeys none of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desk import terminal
from desk.terminal import HIDDEN, harmless

ESCAPE, BELL, CSI, RETURN, BACK = "\x1b[2J", "\a", "\x9b2J", "\r", "\b"
OVERRIDE, ISOLATE, MARK = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{RIGHT-TO-LEFT ISOLATE}", "\N{RIGHT-TO-LEFT MARK}"
PARAGRAPH, LINE, SPACE, TAG = "\u2029", "\u2028", "\N{ZERO WIDTH SPACE}", "\U000e0041"


@pytest.mark.parametrize(
    "sign", [ESCAPE, BELL, CSI, RETURN, BACK, "\n", OVERRIDE, ISOLATE, MARK, PARAGRAPH, LINE, SPACE, TAG, "\ud800"]
)
def test_whatever_a_terminal_obeys_or_nobody_sees_is_shown_to_have_been_there(sign: str) -> None:
    assert harmless(f"Ann{sign}Lee") == f"Ann{HIDDEN}{sign[1:]}Lee"


@pytest.mark.parametrize(
    "line", ["Órla Ní Dhónaill", "نور", "李小龙", "re\u0301sume\u0301", "👩\u200d👧", "می\u200cخواهم", "10\u00a0am"]
)
def test_words_of_every_script_stay_as_they_were_typed(line: str) -> None:
    assert harmless(line) == line


def test_a_tab_is_a_space() -> None:
    assert harmless("one\ttwo") == "one two"


def test_a_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say(f"first\nREAD BY nobody{OVERRIDE}")
    assert capsys.readouterr().out == f"first{HIDDEN}READ BY nobody{HIDDEN}\n"


def test_an_export_is_harmless_on_a_terminal_and_as_it_was_kept_anywhere_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = f"a,b\r\n{OVERRIDE}c,d\n"
    terminal.pour(kept)
    assert capsys.readouterr().out == kept
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    terminal.pour(kept)
    assert capsys.readouterr().out == f"a,b\r\n{HIDDEN}c,d\n"


def test_nothing_at_the_desk_prints_past_it() -> None:
    for path in Path(terminal.__file__).parent.glob("*.py"):
        if path.name != "terminal.py":
            source = path.read_text(encoding="utf-8")
            assert "click.echo(" not in source, path.name
            assert "print(" not in source, path.name
