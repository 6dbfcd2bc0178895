"""Runs nbgrader's commands, each in a process of its own, forked from this one, which has imported nbgrader.

Run as a program: nbgrader_commands.py. A line of standard input is a command, its arguments as JSON; the reply is a
line as well, [exit status, everything that it printed].
"""

import json
import os
import sys
import tempfile


def run(arguments: list[str]) -> tuple[int, str]:
    """What `python -m nbgrader` does with these arguments, in a fork."""
    with tempfile.TemporaryFile() as output:
        if not (pid := os.fork()):
            status = 1
            try:
                os.dup2(output.fileno(), 1)
                os.dup2(output.fileno(), 2)
                sys.argv = ["nbgrader", *arguments]
                status = _main()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        output.seek(0)
        return status, output.read().decode()


def _main() -> int:
    from nbgrader.apps.nbgraderapp import main

    try:
        main()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    return 0


if __name__ == "__main__":
    del sys.path[0]
    import nbgrader.apps  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
