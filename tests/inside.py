"""What code does in a confined process, for tests of its walls."""

from grader.sandbox.isolation import Isolation


def say(isolation: Isolation, source: str) -> str:
    """What this code prints inside, or how it stopped and what it had printed."""
    with isolation.open() as confined:
        error, text, _ = confined.remote.run(source)
    return text.strip() if error is None else f"{error[0]}: {error[1]} {text}".strip()
