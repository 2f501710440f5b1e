"""The agent for programs that block."""

import logging
import socket
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Callable, Iterator, Optional, Tuple, Type, Union

from .commands import Commands
from .errors import AgentError, ConnectionLost, WaitTimeout
from .inbox import INBOX_LIMIT, Inbox, Waiter
from .message import DEFAULT_PORT, LineReader, Message, check_line, format_argument, format_line, token_line
from .sound import SPEAK_AHEAD, SPEAK_END, Sound, pack_seconds, sound_packs, speak_lines
from .subscriptions import Callback, Subscriptions
from .websocket import is_address
from .websocket_blocking import WebsocketConnection, connect_websocket

if TYPE_CHECKING:
    from .launch import Program

FIRST_PAUSE = 0.1  # seconds before the first attempt to connect again; doubled for each further one
LONGEST_PAUSE = 5.0
CLOSE_PATIENCE = 1.0  # seconds for the program to read what was sent

Connection = Union[socket.socket, WebsocketConnection]

_LOG = logging.getLogger("mmdagent")


def connect_socket(host: str, port: int, timeout: float) -> socket.socket:
    connection = socket.create_connection((host, port), timeout=timeout)
    connection.settimeout(None)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def connect_any(host: str, port: int, token: Optional[str], timeout: float) -> Connection:
    """`host` is a host, or an address of a WebSocket, which has its own port."""
    connection: Connection
    connection = connect_websocket(host, timeout) if is_address(host) else connect_socket(host, port, timeout)
    if token is not None:
        connection.sendall(token_line(token))
    return connection


class Agent(Commands[None]):
    """A connection to the program, and a method for each of its commands.

    Every message that the program processes arrives, the own ones included. A thread reads them; until they are taken
    by `wait`, `receive` or iteration they stay in the inbox, `inbox_limit` of them at most (then the oldest go, and
    REMOTE_EVENT_SKIPPED says how many). All methods may be called from any thread.
    """

    def __init__(self, connection: Connection, name: str, *, inbox_limit: int = INBOX_LIMIT,
                 connect_again: Optional[Callable[[], Connection]] = None) -> None:
        """Takes the connection over; `name` stands in errors. `Agent.connect` and `Listener.accept` make agents."""
        self.name = name
        self.program: Optional["Program"] = None  # that this agent launched
        self._socket: Optional[Connection] = connection
        self._connect_again = connect_again
        self._inbox = Inbox(inbox_limit)
        self._lock = threading.Lock()  # of the inbox and of who the socket is
        self._send_lock = threading.Lock()
        self._subscriptions = Subscriptions()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._read, name=f"mmdagent {name}", daemon=True)
        self._thread.start()

    @classmethod
    def connect(cls, host: str = "127.0.0.1", port: int = DEFAULT_PORT, *, timeout: float = 10.0,
                reconnect: bool = False, token: Optional[str] = None, inbox_limit: int = INBOX_LIMIT) -> "Agent":
        """Connects to a program that listens (`Plugin_Remote_EnableServer=true`).

        `host` may be the address of a WebSocket, `ws://localhost:60001/` (`Plugin_Remote_WebsocketServer=true`).
        `token` is that of `Plugin_Remote_Token`.

        With `reconnect` the first connection is tried for `timeout` seconds, and a lost one is made again, without
        end, after pauses of 0.1 to 5 s. What is said meanwhile is lost, on both sides; REMOTE_EVENT_CONNECTED is
        the first message of each connection.
        """
        name = host if is_address(host) else f"{host}:{port}"
        end, pause = time.monotonic() + timeout, FIRST_PAUSE
        while True:
            try:
                connection = connect_any(host, port, token, timeout)
                break
            except OSError as error:
                if not reconnect or time.monotonic() + pause > end:
                    raise ConnectionLost(f"{name}: cannot connect: {error.strerror or error}") from None
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        return cls(connection, name, inbox_limit=inbox_limit,
                   connect_again=(lambda: connect_any(host, port, token, timeout)) if reconnect else None)

    @classmethod
    def launch(cls, content: object = None, *options: str, program: Optional[str] = None, picture: str = "none",
               timeout: float = 60.0) -> "Agent":
        """Starts the program with this content on a free port; `close` stops it. launch.py describes the arguments."""
        from .launch import Program
        started = Program(content, *options, program=program, picture=picture, timeout=timeout)
        try:
            agent = cls.connect(port=started.port, timeout=timeout)
        except BaseException:
            started.kill()
            raise
        agent.program = started
        return agent

    # --- What it is told.

    def send(self, name: str, *arguments: object) -> None:
        """Sends a message. Blocks only while the program has no space for it."""
        self.send_line(format_line(name, *arguments))

    def send_line(self, line: str) -> None:
        """Sends a line as it is, `__AV…` commands included."""
        self._send_bytes(check_line(line))

    def speak(self, sound: Sound, model: Optional[str] = None, *, ahead: float = SPEAK_AHEAD) -> float:
        """Lets `model` (else the one that was named before) speak; returns its seconds when all of it was heard.

        `sound`: a wave file, samples, or an iterator of blocks of samples (sound.py). It goes out as it is heard, so
        many seconds `ahead` at most. Control of the model begins with the sound (`__AV_START`) and goes on after it.
        """
        for line in speak_lines(model):
            self.send_line(line)
        start, seconds = time.monotonic(), 0.0
        for pack in sound_packs(sound):
            time.sleep(max(0.0, start + seconds - ahead - time.monotonic()))
            start = max(start, time.monotonic() - seconds)  # a source that is late
            self._send_bytes(pack, is_text=False)
            seconds += pack_seconds(pack)
        self.send_line(SPEAK_END)
        time.sleep(max(0.0, start + seconds - time.monotonic()))
        return seconds

    def _send_bytes(self, data: bytes, is_text: bool = True) -> None:
        with self._send_lock:
            connection = self._socket
            if connection is None or self._closing.is_set():
                raise ConnectionLost(f"{self.name}: not connected")
            try:
                if is_text or isinstance(connection, socket.socket):
                    connection.sendall(data)
                else:
                    connection.send_binary(data)
            except OSError as error:
                raise ConnectionLost(f"{self.name}: cannot send: {error.strerror or error}") from None

    # --- What it says.

    def wait(self, name: str, *leading: object, timeout: Optional[float] = None) -> Message:
        """Takes the oldest message of this type that begins with these arguments, or waits for it.

        The messages before it stay for others. Raises WaitTimeout, or ConnectionLost when it can never come.
        """
        waiter = self._ask((name, *map(format_argument, leading)), timeout)
        if waiter.message is None:
            raise ConnectionLost(f"{self.name}: the connection ended before {waiter}")
        return waiter.message

    event = wait

    def receive(self, timeout: Optional[float] = None) -> Optional[Message]:
        """Takes the oldest message, or waits for one; None when the connection ended."""
        return self._ask(None, timeout).message

    def __iter__(self) -> Iterator[Message]:
        """Takes one message after the other, to the end of the connection."""
        while (message := self.receive()) is not None:
            yield message

    def subscribe(self, name: Optional[str], callback: Callback) -> Callable[[], None]:
        """Calls `callback(message)` on the reading thread for each message of this type, of None for all.

        The message goes into the inbox as well. While a callback runs nothing is read, so it may send but not wait.
        Returns a function that ends the subscription.
        """
        return self._subscriptions.add(name, callback)

    # --- Its end.

    def close(self) -> None:
        """Ends the connection after what was sent, then the program if this agent launched it."""
        self._closing.set()
        with self._lock:
            connection = self._socket
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it ended already
            if threading.current_thread() is not self._thread:
                self._thread.join(CLOSE_PATIENCE)
            self._shut(connection)
        if threading.current_thread() is not self._thread:
            self._thread.join()
        program, self.program = self.program, None
        if program is not None:
            program.stop()

    def __enter__(self) -> "Agent":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        try:
            self.close()
        except AgentError as error:
            if kind is None:
                raise
            _LOG.error("%s", error)  # the first error is the one to see

    # --- The reading thread.

    def _ask(self, pattern: Optional[Tuple[str, ...]], timeout: Optional[float]) -> Waiter:
        if threading.current_thread() is self._thread:
            raise AgentError(f"{self.name}: a callback waits, but nothing is read while it runs")
        ready = threading.Event()
        waiter = Waiter(pattern, ready.set)
        with self._lock:
            self._inbox.ask(waiter)
        try:
            came = ready.wait(timeout)
        finally:
            with self._lock:
                self._inbox.forget(waiter)
        if not came and waiter.message is None:
            raise WaitTimeout(f"{self.name}: {waiter} did not come within {timeout} s")
        return waiter

    def _read(self) -> None:
        connection: Optional[Connection] = self._socket
        while connection is not None:
            self._read_connection(connection)
            with self._lock:
                self._socket = None
            self._shut(connection)
            connection = self._connected_again()
        with self._lock:
            self._inbox.end()

    def _read_connection(self, connection: Connection) -> None:
        reader = LineReader()
        while True:
            try:
                block = connection.recv(1 << 16)
            except OSError:
                return
            if not block:
                return
            for message in reader.feed(block):
                self._subscriptions.call(message)
                with self._lock:
                    self._inbox.add(message)

    def _connected_again(self) -> Optional[Connection]:
        if self._connect_again is None:
            return None
        pause = FIRST_PAUSE
        while not self._closing.wait(pause):
            try:
                connection = self._connect_again()
            except OSError:
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            with self._lock:
                self._socket = connection
            if self._closing.is_set():
                self._shut(connection)
            return connection
        return None

    @staticmethod
    def _shut(connection: Connection) -> None:
        try:
            connection.shutdown(socket.SHUT_RDWR)  # wakes a thread that reads it, close() alone does not
        except OSError:
            pass
        connection.close()
