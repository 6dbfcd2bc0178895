"""Makes the virtual environment and installs what is pinned, where something changed; `make` calls it first.

It runs before anything is installed: standard library only, and it must still be readable to an old Python,
which is told so in one line.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOG = "frontier-install.log"  # what pip said; it also marks an environment as made here
ELSEWHERE = "Or name another folder: make lab VENV=..."
# PyTorch's own builds without CUDA, which the usual index does not have for Linux; another place, such as a mirror:
CPU_TORCH = os.environ.get("FRONTIER_TORCH_INDEX", "https://download.pytorch.org/whl/cpu")
CUDA_SIZE = "the build for NVIDIA's cards, 2.7 GB to download and 5.5 GB on disk"
UNREACHABLE = ("NewConnectionError", "No matching distribution", "Could not find a version", "Temporary failure")


def main() -> None:
    """`python3 tools/install.py --venv .venv --extra test`; nothing is done where the stamp fits."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--venv", default=".venv")
    parser.add_argument("--extra", default="grade")
    parser.add_argument("--torch", choices=("", "cpu", "cuda"), default="", help="cpu, unless cuda was chosen before")
    arguments = parser.parse_args()
    if sys.version_info < OLDEST:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        fail(f"Python 3.11 or newer is needed, this is {found}. Name another: make lab PYTHON=python3.12")
    venv = Path(arguments.venv).absolute()
    if is_done(venv, arguments.extra, arguments.torch):
        return
    torch = arguments.torch or torch_of(venv) or "cpu"
    print(f"Setting up in {arguments.venv}: this happens once and takes some minutes.", flush=True)
    try:
        make_venv(venv)
        take_torch(venv, torch)
        install(venv, arguments.extra)
        subprocess.run([str(venv / "bin" / "python"), "-m", "grader", "data"], check=True)
        stamp(venv, arguments.extra).write_text(f"{fingerprint()}\n{torch}\n")
    except OSError as error:
        fail(f"{error.filename or venv} cannot be written ({error.strerror}). Check its permissions. {ELSEWHERE}")
    except subprocess.CalledProcessError:
        sys.exit(1)
    except KeyboardInterrupt:
        fail("Stopped. What is installed is kept: give the same command again to go on")


def is_done(venv: Path, extra: str, torch: str = "") -> bool:
    """Whether an install with the same pins ended well; one with the test tools serves for both."""
    if torch and torch_of(venv) != torch:
        return False
    stamps = {stamp(venv, extra), stamp(venv, "test")}
    return any(path.exists() and path.read_text().split("\n")[0] == fingerprint() for path in stamps)


def torch_of(venv: Path) -> str:
    """The build of torch that an earlier install was asked for, cpu or cuda; "" where there was none."""
    stamps = sorted(venv.glob("frontier-*.stamp"), key=lambda path: path.stat().st_mtime)
    said = [path.read_text().split("\n")[1:2] for path in stamps]
    return said[-1][0] if said and said[-1] else ""


def stamp(venv: Path, extra: str) -> Path:
    """The file that says what the environment was made from."""
    return venv / f"frontier-{extra}.stamp"


def fingerprint() -> str:
    """A sum over the pins, the Python and the place, for an environment cannot be moved."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, str((sys.version_info[:2], ROOT)).encode()])).hexdigest()


def make_venv(venv: Path) -> None:
    """A virtual environment with pip in it; what stands in the folder is only cleared where this program made it."""
    if works(venv):
        return
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and list(venv.iterdir()):
        fail(f"{venv} holds something else. Empty it. {ELSEWHERE}")
    clear = ["--clear"] if list(venv.glob("frontier-*")) else []
    venv.mkdir(parents=True, exist_ok=True)
    (venv / LOG).touch()
    if subprocess.run([sys.executable, "-m", "venv", *clear, str(venv)], capture_output=True).returncode:
        fail(f"{sys.executable} cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv")
    if not works(venv):
        fail(f"{venv} is the environment of another Python. Remove it. {ELSEWHERE}")


def works(venv: Path) -> bool:
    """Whether the environment has this Python's version, and a pip that runs."""
    ask = "import pip, sys; print(sys.version_info[:2])"
    try:
        found = subprocess.run([str(venv / "bin" / "python"), "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    return found.stdout.strip() == str(sys.version_info[:2])


def install(venv: Path, extra: str) -> None:
    """Run pip with the constraints; its output goes to a log, one changing line to the terminal."""
    drop_half_installed(venv)
    log = venv / LOG
    options = ["install", "--retries", "2", "--progress-bar", "off", "--constraint", str(ROOT / "constraints.txt")]
    if pip(venv, *options, "--editable", f"{ROOT}[{extra}]"):
        fail(why(log.read_text()) + f". Then give the same command again; what is installed is kept. Details: {log}")


def take_torch(venv: Path, build: str) -> None:
    """Install torch's build without CUDA before all else, where it was asked for and can be had.

    Only torch comes from PyTorch's own index. On other systems than Linux the usual index has no other build.
    """
    if torch_of(venv) not in ("", build):
        pip(venv, "uninstall", "--yes", "torch")
    if not sys.platform.startswith("linux"):
        return
    if build == "cuda":
        print(f"torch: {CUDA_SIZE}.", flush=True)
        return
    pinned = next(line for line in (ROOT / "constraints.txt").read_text().splitlines() if line.startswith("torch=="))
    options = ["install", "--retries", "0", "--timeout", "15", "--progress-bar", "off", "--no-deps"]
    if pip(venv, *options, "--index-url", CPU_TORCH, pinned):
        print(f"torch without CUDA is not available from {CPU_TORCH} now.")
        print(f"Taking what your index has, on Linux usually {CUDA_SIZE}. Ctrl-C stops.", flush=True)


def pip(venv: Path, *words: str) -> int:
    """Run the environment's pip, its output into the log and line by line onto the terminal; its exit status."""
    command = [str(venv / "bin" / "python"), "-u", "-m", "pip", *words]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with open(venv / LOG, "w", buffering=1) as file, running as process:
        try:
            for line in process.stdout or ():
                file.write(line)
                show(line)
        except BaseException:
            process.terminate()
            raise
    show("")
    return process.returncode


def drop_half_installed(venv: Path) -> None:
    """Forget packages whose install was cut off before pip wrote their list of files, so that pip does them again."""
    for info in venv.glob("lib/python*/site-packages/*.dist-info"):
        if not (info / "RECORD").exists():
            shutil.rmtree(info)


def show(line: str) -> None:
    """What pip is doing, on one line of a terminal."""
    if sys.stdout.isatty():
        print("\r\033[K" + " ".join(line.split())[:78], end="", flush=True)


def why(output: str) -> str:
    """The likely reason of a failed install."""
    if "No space left" in output:
        return "The disk is full: make room (the packages need 1.8 GB, with CUDA 5.5 GB)"
    if any(sign in output for sign in UNREACHABLE):
        return "The packages could not be fetched: connect to the network"
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"pip failed: {errors[-1] if errors else 'see the details'}"


def fail(line: str) -> None:
    """One line, exit status 1."""
    show("")
    sys.exit(line)


if __name__ == "__main__":
    main()
