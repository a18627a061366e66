"""A mail server of a test: it speaks SMTP on a port of its own and keeps what it is given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast


class _Dialogue(socketserver.StreamRequestHandler):
    server: "Server"

    def handle(self) -> None:
        self.say(220, "test")
        for raw in self.rfile:
            word = raw.decode().strip()
            verb = word.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT":
                return self.say(221, "bye")
            self.answer(verb, word)
        return None

    def answer(self, verb: str, word: str) -> None:
        if verb == "RCPT" and any(refused in word for refused in self.server.refuses):
            self.say(self.server.code, "no such box")
        elif verb == "DATA":
            self.say(354, "go on")
            self.server.received.append(self.read())
            self.say(250, "kept")
        else:
            self.say(250, "ok")

    def read(self) -> EmailMessage:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw[1:] if raw.startswith(b"..") else raw)
        return cast("EmailMessage", message_from_bytes(b"".join(lines), policy=policy.default))

    def say(self, code: int, text: str) -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """What was received; addresses in `refuses` are answered with `code`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.received: list[EmailMessage] = []
        self.refuses: tuple[str, ...] = ()
        self.code = 550

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def serving(settings: Any) -> Iterator[Server]:
    """A server that runs while the block does, with the program's mail going to it."""
    with Server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
