"""What this machine offers for isolation: starts one confined process, and lists the layers it lacks."""

from functools import lru_cache

from grader.sandbox.confine import LAYERS

MEANING = {
    "namespaces": "its own processes, network, mounts and IPC; ending the first process ends all",
    "user": "nobody, without any capability, in a user namespace of its own",
    "files": "sees the Python environment and the data read-only, and one scratch folder in memory",
    "landlock": "a second lock on the files, and on signals and sockets to the outside",
    "system calls": "only those that an answer needs, and of some the harmless part",
    "limits": "memory, computing time, processes, file size",
}


@lru_cache(maxsize=1)
def missing_layers() -> dict[str, str]:
    """For each layer of confine.LAYERS that does not hold here, the reason."""
    from grader.sandbox.isolation import Isolation

    with Isolation(bare=True) as isolation, isolation.open() as confined:
        return {layer: confined.missing[layer] for layer in LAYERS if layer in confined.missing}
