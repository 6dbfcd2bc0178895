"""The environment variables of a process that runs a submission: what it needs, and nothing of the grader's own."""

import os
import sys
from pathlib import Path

from grader.sandbox.filesystem import SCRATCH


def clean_environment() -> dict[str, str]:
    """What a submission's process has for environment variables: nothing of the grader's own."""
    package = Path(__file__).resolve().parents[1]
    environment = {
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(package.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": SCRATCH,
        "USER": "learner",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": f"{SCRATCH}/matplotlib",
        "IPYTHONDIR": f"{SCRATCH}/ipython",
        "FRONTIER_QUIET": "1",
        "FRONTIER_OFFLINE": "1",
        "PIP_RETRIES": "0",  # there is no network to wait for
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    data = {name: os.environ[name] for name in ("FRONTIER_DATA", "FRONTIER_CACHE") if name in os.environ}
    return environment | dict.fromkeys(threads, "1") | data


def data_folders() -> list[str]:
    """The folders of data that the environment names."""
    return [os.environ[name] for name in ("FRONTIER_DATA", "FRONTIER_CACHE") if os.environ.get(name)]
