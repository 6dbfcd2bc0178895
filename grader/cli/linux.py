"""What grading needs of the system, and the one line that says so where it is not there: on Windows above all."""

import os
import signal

STEP = "Grade on Linux: in WSL, in a container, or on another machine. Learners need none of it"
NEEDED = ((os, "fork"), (signal, "SIGALRM"), (signal, "setitimer"))


def lacking() -> str:
    """`grading needs Linux: os.fork missing here`; "" where nothing is missing."""
    missing = [f"{module.__name__}.{name}" for module, name in NEEDED if not hasattr(module, name)]
    return f"grading needs Linux: {', '.join(missing)} missing here" if missing else ""
