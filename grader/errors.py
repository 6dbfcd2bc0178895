"""What can go wrong, said once: which file, which exercise or cell, and what to do next."""


class GraderError(Exception):
    """A fault that a person can put right.

    Args:
        problem: what is wrong, with file, exercise and cell where they are known.
        next_step: what the reader can do about it; may be empty.
    """

    def __init__(self, problem: str, next_step: str = "") -> None:
        super().__init__(f"{problem}. {next_step}." if next_step else f"{problem}.")


class BadLesson(GraderError):
    """The authored text of a lesson breaks a rule of `solutions/README.md`."""


class BadSubmission(GraderError):
    """A handed-in file cannot be read as a notebook of the lesson."""


class OldGradebook(GraderError):
    """The gradebook was made by another version of nbgrader: nothing can be written before it is brought up to date."""


def not_written(what: object, error: OSError) -> GraderError:
    """What to tell of a file that the system does not let us write."""
    return GraderError(f"{what} cannot be written ({error.strerror or error})", "Make room, or check its permissions")
