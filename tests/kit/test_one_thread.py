"""Do the lessons' libraries keep to one thread, whatever number they would choose?"""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import json, numpy, torch
from threadpoolctl import threadpool_info
before = [pool["num_threads"] for pool in threadpool_info()]
from grader.kit import *
print(json.dumps([before, [pool["num_threads"] for pool in threadpool_info()], torch.get_num_threads()]))
"""


def test_a_lesson_runs_in_one_thread():
    """Two threads each before the course's import, one each after it."""
    told = {name: "2" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=os.environ | told, capture_output=True, text=True, timeout=120, check=True
    )
    before, after, of_torch = json.loads(done.stdout)
    if max(before) == 1:
        pytest.skip("one core: the libraries choose one thread by themselves")
    assert set(after) == {1} and of_torch == 1
