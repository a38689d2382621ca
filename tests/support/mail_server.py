"""A mail server that takes everything and delivers nothing: what was sent to it can be read. For tests."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default


@dataclass
class CatchAll:
    """`letters`: whom each went to, and the letter. `replies`: what the server says to a command instead of 250, as long as it stands
    there; `is_deaf`: it takes the call and says nothing."""

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    is_deaf: bool = False
    closing: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    """One call: every command is answered, a letter is kept."""

    box: CatchAll

    def handle(self) -> None:
        if self.box.is_deaf:
            self.box.closing.wait(20)
            return
        self._say("220 test")
        to = ""
        while line := self.rfile.readline().decode("ascii", "replace").rstrip("\r\n"):
            verb = line.split(" ", 1)[0].split(":", 1)[0].upper()
            to = line.partition("<")[2].partition(">")[0] if verb == "RCPT" else to
            if verb == "DATA" and verb not in self.box.replies:
                self._say("354 go on")
                self.box.letters.append((to, self._letter()))
            self._say(self.box.replies.get(verb, "250 ok"))
            if verb == "QUIT":
                return

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        found = email.message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(found, EmailMessage)
        return found

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode("ascii"))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[CatchAll]:
    """Open while the block runs, on a free port of this machine."""
    box = CatchAll()
    with _Server(("127.0.0.1", 0), type("_TalkTo", (_Talk,), {"box": box})) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            box.closing.set()
            server.shutdown()
            thread.join(5)
