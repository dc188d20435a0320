"""What may never be published is recognised by its name, its front matter, its headings or the way it is set out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmr.errors import ContentError
from cmr.files.front_matter import page_file
from cmr.summaries.confidential import confidential_text
from cmr.summaries.confidential_documents import documents
from cmr.summaries.summary_files import load_summaries, read_summary
from complete_summary import CONTENT, TEXT, TODAY, collection, known

FIRST = "Robin lived with family and was known to two services."
OVERVIEW = "## Terms of Reference\n\nFive.\n\n## Methodology\n\nInterviews.\n\n## Analysis of practice\n\nLong."
NUMBERED = (
    "## 1. Terms of Reference\n\nFive.\n\n## 2 Methodology used\n\nTalks.\n\n## 3.1 Analysis of practice\n\nLong."
)
IN_BOLD = "**The Terms of Reference**\n\nFive.\n\n**Methodology**\n\nTalks.\n\n**Analysis of practice:**\n\nLong."
MINUTES = "Present: four members\n\nApologies: one member\n\nThe last minutes were agreed."
MINUTES_WITH_HEADINGS = "## Present\n\nFour members.\n\n## Matters arising\n\nNone."
CHRONOLOGY = "| Date | Event |\n|---|---|\n| 3 March 2019 | A |\n| 05/04/2019 | B |\n| June 2019 | C |"
CHRONOLOGY_AS_A_LIST = "- **3 March 2019** A\n- 5 April 2019: B\n- 2019-05-06 C\n- 7th of June 2019 D"

BY_THEIR_TEXT = [
    # what stands in the example, what is written instead, the line, what it is taken for
    ("A plan that nobody measured", "Overview Report: a plan that nobody measured", 2, "an Overview Report"),
    ("A plan that nobody measured", "Overview", 2, "an Overview Report"),
    ("A plan that nobody measured", "Individual Agency Review", 2, "an Individual Agency Review report"),
    ("A plan that nobody measured", "IAR of a school", 2, "an Individual Agency Review report"),
    ("A plan that nobody measured", "A chronology", 2, "a chronology"),
    ("A plan that nobody measured", "Minutes of the Panel", 2, "minutes of a meeting"),
    ("A plan that nobody measured", "Agency response: education", 2, "an agency's response"),
    ("A plan that nobody measured", "Strictly confidential", 2, "a document marked as confidential"),
    ('kind = "significant-harm"', 'kind = "overview-report"', 6, "an Overview Report"),
    ('kind = "significant-harm"', 'kind = "death"\ntype = "minutes"', 7, "minutes of a meeting"),
    ('kind = "significant-harm"', "kind = 'IAR'", 6, "an Individual Agency Review report"),
    (FIRST, OVERVIEW, 124, "an Overview Report"),
    (FIRST, NUMBERED, 124, "an Overview Report"),
    (FIRST, IN_BOLD, 124, "an Overview Report"),
    (FIRST, "Individual Agency Review\n---\n\nIt began.", 124, "an Individual Agency Review report"),
    (FIRST, "## Chronology of events\n\nIt began.", 124, "a chronology"),
    (FIRST, "# Individual Agency Review Report\n\nIt began.", 124, "an Individual Agency Review report"),
    (FIRST, MINUTES, 124, "minutes of a meeting"),
    (FIRST, MINUTES.replace("Present:", "**Present:**"), 124, "minutes of a meeting"),
    (FIRST, MINUTES_WITH_HEADINGS, 124, "minutes of a meeting"),
    (FIRST, "1. Present: four\n2. Matters arising: none", 124, "minutes of a meeting"),
    (FIRST, CHRONOLOGY, 126, "a chronology"),
    (FIRST, CHRONOLOGY_AS_A_LIST, 124, "a chronology"),
]

SUMMARIES = [
    "The Overview Report stays confidential. Minutes of the Panel are not public.",
    "## What the chronology showed\n\nTen years of worry.",
    "## Terms of Reference\n\nThe review had five questions.",
    "## Present day\n\nMuch has changed.",
    "| Year | Worries |\n|---|---|\n| First | 3 |\n| Second | 4 |\n| Third | 5 |",
    "- 3 worries in the first year\n- 5 in the second\n- 2019 brought a move\n- 10 visits",
]


@pytest.mark.parametrize(("good", "bad", "line", "called"), BY_THEIR_TEXT)
def test_it_is_recognised_by_what_it_says(tmp_path: Path, good: str, bad: str, line: int, called: str) -> None:
    assert TEXT.count(good) >= 1
    file = collection(tmp_path, TEXT.replace(good, bad, 1))
    with pytest.raises(ContentError) as refused:
        load_summaries(tmp_path, today=TODAY)
    assert refused.value.problem.startswith(f"this looks like {called} (")
    assert "tell the Professional Officer" in refused.value.problem
    assert (refused.value.path, refused.value.line) == (file, line)


@pytest.mark.parametrize(
    "name",
    [
        "overview-report.md", "robin-overview-report-final.md", "iar.md", "robin-iar-2.md", "chronology.md",
        "integrated-chronology.md", "panel-minutes.md", "minutes.md", "agency-response.md", "Overview Report.md",
        "complete/chronology.png", "more/minutes of the board.txt", "invented/individual-agency-review.md",
    ],
)  # fmt: skip
def test_it_is_recognised_by_its_name_wherever_it_lies(tmp_path: Path, name: str) -> None:
    collection(tmp_path)
    file = collection(tmp_path, TEXT, name)
    with pytest.raises(ContentError, match="this looks like ") as refused:
        load_summaries(tmp_path, today=TODAY)
    assert (refused.value.path, refused.value.line) == (file, 1)


@pytest.mark.parametrize("text", SUMMARIES)
def test_a_summary_may_speak_of_them(tmp_path: Path, text: str) -> None:
    file = collection(tmp_path, TEXT.replace(FIRST, f"{text}\n\n"))
    assert read_summary(file, known(), TODAY)


@pytest.mark.parametrize("title", ["Thirty minutes on a Friday", "A slow response to neglect", "An overview of hope"])
def test_a_title_may_have_their_words_in_another_sense(tmp_path: Path, title: str) -> None:
    name = f"{title.lower().replace(' ', '-')}.md"
    file = collection(tmp_path, TEXT.replace("A plan that nobody measured", title), name)
    assert read_summary(file, known(), TODAY).title == title


def test_a_document_whose_front_matter_cannot_be_read_is_recognised_too() -> None:
    file = page_file(Path("a.md"), '+++\ntitle = "Minutes of the Panel"\nkind = \n+++\n\nText\n')
    problem = confidential_text(file)
    assert problem
    assert problem.line == 2


def test_no_invented_summary_is_taken_for_one() -> None:
    assert load_summaries(CONTENT, today=TODAY, invented=True)
    assert {one.called for one in documents()} >= {"an Overview Report", "a chronology", "minutes of a meeting"}
