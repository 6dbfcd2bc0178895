"""Does the look for listening sockets find those that listen, and only those, whichever way it asks?"""

import os
import socket
from contextlib import closing

import pytest

from . import listening


@pytest.fixture(params=["asked", "from the tables"])
def found(request, monkeypatch):
    if request.param == "from the tables":

        def refuse(family):
            raise OSError

        monkeypatch.setattr(listening, "_told", refuse)
    return listening.listening


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_listening_socket(found, family: int, address: str):
    """Is it found once it listens, and not before?"""
    with closing(socket.socket(family)) as sock:
        try:
            sock.bind((address, 0))
        except OSError:
            pytest.skip(f"this machine has no {address}")
        inode = str(os.fstat(sock.fileno()).st_ino)
        assert inode not in found()
        sock.listen()
        assert inode in found()
