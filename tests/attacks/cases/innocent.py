"""Innocent: what honest learners hand in, from other editors, systems and habits; full marks, always."""

import json

from ..attack import RIGHT, as_bytes, cell_of, code_cell, honest


def in_other_order(content: dict) -> None:
    """The answers backwards, all at the end."""
    answers = [cell for cell in content["cells"] if cell["id"] in RIGHT]
    content["cells"] = [cell for cell in content["cells"] if cell["id"] not in RIGHT] + answers[::-1]


def extra_cells(content: dict) -> None:
    """Scratch work of all kinds between the cells."""
    scratch = (
        "1 / 0",
        "print('half",
        "!ls /",
        "%timeit 1",
        "x = total([1]",
        "while True: pass",
        "import os; os._exit(1)",
        "?",
        "",
    )
    for i, source in enumerate(scratch):
        content["cells"].insert(2 * i + 1, code_cell(source))
    content["cells"].insert(3, {"cell_type": "raw", "metadata": {}, "source": "raw"})


def from_colab(content: dict) -> None:
    """Colab drops the cells' ids and keeps nbgrader's marks beside its own."""
    content["metadata"] |= {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for i, cell in enumerate(content["cells"]):
        del cell["id"]
        cell["metadata"] |= {"id": f"k3Jd{i}", "colab": {"base_uri": "https://localhost:8080/"}, "outputId": "x"}


def from_vscode(content: dict) -> None:
    """VS Code writes cells' languages, no ids in format 4.4, and sources as one text."""
    content["nbformat_minor"] = 4
    for cell in content["cells"]:
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "python"}
    content["metadata"] = {"language_info": {"name": "python", "version": "3.13.1"}, "orig_nbformat": 4}


def without_marks(content: dict) -> None:
    """No id, no metadata: only the sources are left."""
    content["nbformat_minor"] = 2
    for cell in content["cells"]:
        cell.pop("id")
        cell["metadata"] = {}


def as_lines(content: dict) -> None:
    """Sources as lists of lines, with Windows line ends."""
    for cell in content["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n").splitlines(keepends=True)


def helpers(content: dict) -> None:
    """Answers that use helpers, imports and constants from cells of the learner's own."""
    source = "from math import fsum as summe\nÄNDERUNG = 0.0\n\ndef plus_eins(größe):\n    return größe + ÄNDERUNG"
    content["cells"].insert(2, code_cell(source))
    cell_of(content, "total")["source"] = "def total(numbers):\n    return plus_eins(summe(numbers))"


def with_answer(exercise: str, source: str):
    """The exercise's answer replaced, or prefixed where the source ends in a colon of its own."""
    return lambda content: cell_of(content, exercise).update(source=source)


WARNS = "import warnings, sys\ndef total(numbers):\n    warnings.warn('deprecated'); print('noise', file=sys.stderr)\n    return sum(numbers)\ntotal([1.0])"
PLOTS = (
    RIGHT["total"] + "\n%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()\ntotal([1.0])"
)
OFFLINE = "%pip install left-pad\n" + RIGHT["total"]
BARS = "from tqdm.auto import tqdm\ndef total(numbers):\n    result = 0.0\n    for n in tqdm(numbers):\n        result += n\n    return result\ntotal([1.0])"
NON_ASCII = "def total(numbers):\n    größe = 0.0\n    for número in numbers:\n        größe += número\n    print('日本語 ✓ 𝟙')\n    return größe\ntotal([1.0])"
LOUD = RIGHT["total"] + "\nprint('日本語' * 400_000)"
ASSERTS = RIGHT["total"] + "\nassert total([1.0, 2.0]) == 3.0\ntotal([1.0, 2.0]) # a trailing expression"
GLOBALS = "import numpy\ncount = 0\ndef total(numbers):\n    global count\n    count += 1\n    return numpy.float64(numpy.sum(numbers))"
ASYNC = "import asyncio\nasync def add(a, b):\n    return a + b\nthree = await add(1, 2)\n" + RIGHT["total"]
THREADS = (
    "from concurrent.futures import ThreadPoolExecutor, ProcessPoolExecutor\ndef double(x): return 2 * x\nwith ThreadPoolExecutor(4) as pool:\n    print(list(pool.map(double, range(4))))\n"
    + RIGHT["total"]
)
WORKERS = (
    "import multiprocessing\ndef work(i): return i\nwith multiprocessing.get_context('fork').Pool(4) as pool:\n    print(pool.map(work, range(8)))\n"
    + RIGHT["total"]
)
FILES = (
    "from pathlib import Path\nPath('notes.txt').write_text('x')\nimport tempfile\ntempfile.NamedTemporaryFile().write(b'x')\nPath.home().joinpath('y').touch()\n"
    + RIGHT["total"]
)
TYPES = "def total(numbers: list[float], *, start: float = 0.0) -> float:\n    match numbers:\n        case []: return start\n        case [first, *rest]: return first + total(rest, start=start)"
OPEN_END = RIGHT["total"] + "\n\n\n    \n\t\n# the end \\"

ATTACKS = (
    honest("right answers, nothing else"),
    honest("a warning and noise on stderr", edit=with_answer("total", WARNS)),
    honest("plots", edit=with_answer("total", PLOTS)),
    honest("pip magics that fail offline", edit=with_answer("total", OFFLINE)),
    honest("a progress bar", edit=with_answer("total", BARS)),
    honest("non-ASCII names and prints", edit=with_answer("total", NON_ASCII)),
    honest("a million non-ASCII characters printed", edit=with_answer("total", LOUD)),
    honest("asserts and a trailing expression", edit=with_answer("total", ASSERTS)),
    honest("global state and NumPy scalars", edit=with_answer("total", GLOBALS)),
    honest("await at top level", edit=with_answer("total", ASYNC)),
    honest("threads", edit=with_answer("total", THREADS)),
    honest("a pool of processes", edit=with_answer("total", WORKERS)),
    honest("files in the working folder, home and temporary folder", edit=with_answer("total", FILES)),
    honest("annotations, match, recursion", edit=with_answer("total", TYPES)),
    honest("a comment with a backslash as the last line", edit=with_answer("total", OPEN_END)),
    honest("cells in another order", edit=in_other_order),
    honest("extra cells that fail, hang and do not parse", edit=extra_cells),
    honest("from Colab", edit=from_colab),
    honest("from VS Code", edit=from_vscode),
    honest("without any id or metadata", edit=without_marks),
    honest("CRLF and sources as lines", edit=as_lines),
    honest("helpers with non-ASCII names", edit=helpers),
    honest("a byte order mark", data=lambda content: b"\xef\xbb\xbf" + as_bytes(content)),
    honest("UTF-16, as PowerShell saves it", data=lambda content: as_bytes(content).decode().encode("utf-16")),
    honest("pure ASCII with escapes", data=lambda content: json.dumps(content, ensure_ascii=True).encode()),
    honest("CRLF in the file itself", data=lambda content: as_bytes(content).replace(b"\n", b"\r\n")),
)
