"""A WebSocket that is used like a socket: what is sent goes in TEXT frames, what comes is one stream of bytes."""

import socket
import threading
from typing import List, Optional, Tuple

from .websocket import (BINARY, CLOSE, GOING, LONGEST_HEAD, PING, PONG, PROTOCOL_ERROR, REFUSAL, TEXT, FrameReader, Head,
                        WebsocketError, check_reply, make_answer, make_close, make_frame, make_key, make_request,
                        parse_address, parse_head)


class WebsocketConnection:
    """One thread reads; any may send."""

    def __init__(self, connection: socket.socket, is_client: bool, received: bytes) -> None:
        """Takes over a connection behind the handshake; `received` came with that."""
        self._socket = connection
        self._masks = is_client
        self._reader = FrameReader(masked=not is_client)
        self._received = received
        self._ready: List[bytes] = []
        self._ended = False
        self._lock = threading.Lock()  # of sending
        self._closed = False  # our CLOSE frame is sent

    def sendall(self, data: bytes) -> None:
        self._send(make_frame(TEXT, data, self._masks))

    def send_binary(self, data: bytes) -> None:
        self._send(make_frame(BINARY, data, self._masks))

    def recv(self, size: int) -> bytes:
        """The next data, more than `size` bytes if a frame holds more; nothing at the end."""
        while not self._ready and not self._ended:
            block, self._received = self._received or self._socket.recv(size), b""
            if not block:
                return b""
            self._take(block)
        data, self._ready = b"".join(self._ready), []
        return data

    def shutdown(self, how: int) -> None:
        if how == socket.SHUT_WR:
            self._say_close(make_close(GOING, self._masks))
        else:
            self._socket.shutdown(how)

    def settimeout(self, timeout: Optional[float]) -> None:
        self._socket.settimeout(timeout)

    def close(self) -> None:
        self._socket.close()

    def _take(self, block: bytes) -> None:
        try:
            for opcode, payload in self._reader.feed(block):
                if opcode < CLOSE and payload:
                    self._ready.append(payload)
                elif opcode == PING:
                    self._send(make_frame(PONG, payload, self._masks))
                elif opcode == CLOSE:
                    self._ended = True
                    self._say_close(make_frame(CLOSE, payload[:2], self._masks))
                    return
        except WebsocketError:
            self._ended = True
            self._say_close(make_close(PROTOCOL_ERROR, self._masks))

    def _send(self, frame: bytes) -> None:
        with self._lock:
            if not self._closed:
                self._socket.sendall(frame)

    def _say_close(self, frame: bytes) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                self._socket.sendall(frame)
            except OSError:
                pass  # nobody is there to hear it


def connect_websocket(address: str, timeout: float) -> WebsocketConnection:
    target = parse_address(address)
    connection = socket.create_connection((target.host, target.port), timeout=timeout)
    try:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = make_key()
        connection.sendall(make_request(target, key))
        head, rest = _read_head(connection)
        check_reply(head, key)
        connection.settimeout(None)
    except BaseException:
        connection.close()
        raise
    return WebsocketConnection(connection, True, rest)


def accept_websocket(connection: socket.socket, timeout: float) -> WebsocketConnection:
    """The server's side of the handshake. Who sends something else gets an answer, and WebsocketError is raised."""
    try:
        connection.settimeout(timeout)
        head, rest = _read_head(connection)
        try:
            answer = make_answer(head)
        except WebsocketError:
            connection.sendall(REFUSAL)
            raise
        connection.sendall(answer)
        connection.settimeout(None)
    except BaseException:
        connection.close()
        raise
    return WebsocketConnection(connection, False, rest)


def _read_head(connection: socket.socket) -> Tuple[Head, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        if len(data) > LONGEST_HEAD:
            raise WebsocketError(f"the head of the handshake is longer than {LONGEST_HEAD} bytes")
        block = connection.recv(4096)
        if not block:
            raise WebsocketError("the connection ended in the handshake")
        data += block
    head, rest = data.split(b"\r\n\r\n", 1)
    return parse_head(head), rest
