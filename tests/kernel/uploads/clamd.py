"""A small server that speaks the protocol of a ClamAV daemon and knows one signature."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.kernel.uploads.files import EICAR


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise ConnectionError
        data += more
    return data


def _answer(connection: socket.socket, most: int) -> bytes:
    command = _exactly(connection, len(b"zINSTREAM\0"))
    if command != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND\0"
    data = b""
    while size := struct.unpack(">I", _exactly(connection, 4))[0]:
        data += _exactly(connection, size)
        if len(data) > most:
            return b"INSTREAM size limit exceeded. ERROR\0"
    return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in data else b"stream: OK\0"


@contextmanager
def clamd(*, most: int = 25 * 2**20) -> Iterator[str]:
    """The address of a daemon that runs while the context lasts."""
    listener = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            connection, _address = listener.accept()
            with connection:
                connection.settimeout(10)
                if not stopped.is_set():
                    connection.sendall(_answer(connection, most))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stopped.set()
        socket.create_connection(listener.getsockname()).close()
        thread.join()
        listener.close()
