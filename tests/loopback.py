"""A small web server on loopback that answers as it is told: well, slowly, half-way, or not at all."""

import contextlib
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Mirror:
    """What the server does; `asked` collects the paths."""

    files: dict[str, bytes]
    status: int = 200
    send_fraction: float = 1.0
    pause_seconds: float = 0.0
    pieces: int = 1
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextlib.contextmanager
def serve(mirror: Mirror) -> Iterator[Mirror]:
    """Serve until the block ends; `mirror.url` is set."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(mirror))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    mirror.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(mirror: Mirror) -> type:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mirror.asked.append(self.path)
            content = mirror.files.get(self.path.lstrip("/"), b"")
            self.send_response(mirror.status)
            if self.path.endswith("/"):
                self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            sent = content[: int(len(content) * mirror.send_fraction)]
            step = max(1, len(sent) // mirror.pieces)
            with contextlib.suppress(OSError):
                for start in range(0, len(sent), step):
                    self.wfile.write(sent[start : start + step])
                    self.wfile.flush()
                    time.sleep(mirror.pause_seconds)

        def log_message(self, *arguments) -> None:
            pass

    return Handler
