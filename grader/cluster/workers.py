"""The workers of a run: each is asked what it offers when it appears, also in the middle, and refused or made ready."""

import logging
import time
from collections.abc import Callable
from typing import Any

from distributed import Client, Future

from grader.cluster.worker import Job, Offer, register
from grader.errors import GraderError

LOOK_SECONDS = 1.0
HEADSTART_SECONDS = 30
PATIENCE_SECONDS = 180

log = logging.getLogger(__name__)


class Workers:
    """Knows which workers may be given submissions: `ready` are their addresses.

    Args:
        job: what each worker is told.
        tell: is given a line for each worker that is refused.
    """

    def __init__(self, client: Client, job: Job, tell: Callable[[str], None]) -> None:
        self._client, self._job, self._tell = client, job, tell
        self.ready: list[str] = []
        self.refused: dict[str, str] = {}
        self._asked: dict[str, Future[Any]] = {}
        self._looked = self._served = float("-inf")

    def wait(self) -> None:
        """Return when a worker is ready and the others have answered, or have had the time to.

        Raises:
            GraderError: every worker was refused, or none came.
        """
        started = time.monotonic()
        while True:
            self.look()
            waited = time.monotonic() - started
            if self.ready and (not self._asked or waited > HEADSTART_SECONDS):
                return
            self.check_patience()
            if self.refused and not self._asked and not self.ready:
                raise self._nobody()
            time.sleep(0.05)

    def look(self) -> None:
        """Take the answers that have come and, once a second, see who has joined and who has gone."""
        for address, future in list(self._asked.items()):
            if future.status != "pending":
                del self._asked[address]
                self._judge(address, future)
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        present = set(self._client.scheduler_info()["workers"])
        self.ready = [address for address in self.ready if address in present]
        self._asked = {address: future for address, future in self._asked.items() if address in present}
        for address in sorted(present - self._asked.keys() - self.refused.keys() - set(self.ready)):
            self._asked[address] = self._client.submit(
                register, self._job, pure=False, workers=[address], retries=0, priority=1
            )

    def has_any(self, addresses: tuple[str, ...]) -> bool:
        """Whether one of these workers is still there."""
        return not set(addresses).isdisjoint(self.ready)

    def forget(self, address: str) -> None:
        """Ask this worker anew: it is another process than the one that was made ready."""
        self.ready = [other for other in self.ready if other != address]
        self._looked = float("-inf")

    def check_patience(self) -> None:
        """To be called now and then.

        Raises:
            GraderError: there has been no ready worker for too long.
        """
        now = time.monotonic()
        if self.ready or self._served == float("-inf"):
            self._served = now
        if now - self._served > PATIENCE_SECONDS:
            raise self._nobody()

    def _judge(self, address: str, future: Future[Any]) -> None:
        try:
            offer = future.result()
            if not isinstance(offer, Offer):
                raise TypeError(f"it answers with a {type(offer).__name__}")
            reason = self._job.objection(offer)
        except GraderError as error:
            reason = str(error).rstrip(".")
        except Exception as error:
            reason = f"it cannot load this grader ({type(error).__name__}: {error})"
        if reason:
            self.refused[address] = reason
            self._tell(f"worker {address} was not used: {reason}")
        else:
            self.ready.append(address)

    def _nobody(self) -> GraderError:
        reasons = "; ".join(f"{address}: {reason}" for address, reason in self.refused.items()) or "none has joined"
        return GraderError(f"no worker may be used ({reasons})", "Correct that, then give the same command again")
