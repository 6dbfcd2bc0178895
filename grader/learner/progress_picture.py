"""The points so far as the contents page shows them: a bar for each lesson, and a link to the one that comes next."""

from html import escape

from IPython.display import display

from grader.course import name_of, open_course
from grader.learner.progress import Score, next_lesson, progress, table, together

BAR = "display:inline-block;width:12em;height:0.8em;background:#d9d9d9;vertical-align:middle"
FILLED = "display:block;height:100%;background:#0072B2"
CELL = "text-align:left;white-space:nowrap;padding:0.2em 1em 0.2em 0"
BUTTON = (
    "display:inline-block;padding:0.5em 1em;background:#0b4f8a;color:#ffffff;border-radius:4px;text-decoration:none"
)


def show_progress() -> None:
    """Draw the points so far; where no page is shown, the same as text. The contents page calls this."""
    scores = progress(open_course())
    display({"text/html": as_html(scores), "text/plain": table(scores)}, raw=True)


def as_html(scores: list[Score]) -> str:
    """A table with a bar in each row, and below it a link to the next lesson's notebook."""
    head = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in ("lesson", "done", "points"))
    rows = "".join(map(_row, [*scores, together(scores)]))
    chosen = next_lesson(scores)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{_link(chosen)}"


def _row(score: Score) -> str:
    share = score.points / score.max_points if score.max_points else 0
    bar = f'<span style="{BAR}" aria-hidden="true"><span style="{FILLED};width:{share:.0%}"></span></span>'
    points = f"{score.points:g} of {score.max_points:g}"
    cells = [score.note, ""] if score.note else [bar, points]
    rest = "".join(f'<td style="{CELL}">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row" style="{CELL};font-weight:normal">{escape(score.title)}</th>{rest}</tr>'


def _link(score: Score | None) -> str:
    if score is None:
        return "<p>Every exercise of every lesson is done.</p>"
    word = "Go on with" if score.points else "Begin"
    place = f"{score.lesson_id}/{name_of(score.lesson_id)}.ipynb"
    return f'<p><a href="{place}" style="{BUTTON}">{word} {escape(score.title)}</a></p>'
