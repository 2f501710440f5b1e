"""The agent for asyncio. Everything belongs to the event loop that connected it."""

import asyncio
import inspect
import time
from types import TracebackType
from typing import AsyncIterator, Awaitable, Callable, Optional, Set, Tuple, Type, Union

from .client import CLOSE_PATIENCE, FIRST_PAUSE, LONGEST_PAUSE
from .commands import Commands
from .errors import ConnectionLost, WaitTimeout
from .inbox import INBOX_LIMIT, Inbox, Waiter
from .message import DEFAULT_PORT, LineReader, Message, check_line, format_argument, format_line, token_line
from .sound import SPEAK_AHEAD, SPEAK_END, Block, Sound, async_sound_packs, pack_seconds, speak_lines
from .subscriptions import Callback, Subscriptions
from .websocket import BINARY, is_address
from .websocket_aio import WebsocketReader, WebsocketWriter, connect_websocket

Reader = Union[asyncio.StreamReader, WebsocketReader]
Writer = Union[asyncio.StreamWriter, WebsocketWriter]
Streams = Tuple[Reader, Writer]


async def connect_any(host: str, port: int, token: Optional[str]) -> Streams:
    """`host` is a host, or an address of a WebSocket, which has its own port."""
    streams: Streams
    if is_address(host):
        streams = await connect_websocket(host)
    else:
        streams = await asyncio.open_connection(host, port)
    if token is not None:
        streams[1].write(token_line(token))
    return streams


class Agent(Commands[Awaitable[None]]):
    """As `mmdagent.Agent`, with the same rules; what blocks there is awaited here."""

    def __init__(self, streams: Streams, name: str, *, inbox_limit: int = INBOX_LIMIT,
                 connect_again: Optional[Callable[[], Awaitable[Streams]]] = None) -> None:
        """Takes the connection over; needs a running event loop."""
        self.name = name
        self._writer: Optional[Writer] = streams[1]
        self._connect_again = connect_again
        self._inbox = Inbox(inbox_limit)
        self._subscriptions = Subscriptions()
        self._send_lock = asyncio.Lock()
        self._tasks: Set["asyncio.Future[None]"] = set()  # of callbacks
        self._reading = asyncio.ensure_future(self._read(streams))

    @classmethod
    async def connect(cls, host: str = "127.0.0.1", port: int = DEFAULT_PORT, *, timeout: float = 10.0,
                      reconnect: bool = False, token: Optional[str] = None,
                      inbox_limit: int = INBOX_LIMIT) -> "Agent":
        name = host if is_address(host) else f"{host}:{port}"
        end, pause = time.monotonic() + timeout, FIRST_PAUSE

        async def open_streams() -> Streams:
            return await asyncio.wait_for(connect_any(host, port, token), timeout)

        while True:
            try:
                streams = await open_streams()
                break
            except (OSError, asyncio.TimeoutError) as error:
                if not reconnect or time.monotonic() + pause > end:
                    reason = getattr(error, "strerror", None) or str(error) or "timed out"
                    raise ConnectionLost(f"{name}: cannot connect: {reason}") from None
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        return cls(streams, name, inbox_limit=inbox_limit, connect_again=open_streams if reconnect else None)

    async def send(self, name: str, *arguments: object) -> None:
        """Sends a message. Waits only while the program has no space for it."""
        await self.send_line(format_line(name, *arguments))

    async def send_line(self, line: str) -> None:
        """Sends a line as it is, `__AV…` commands included."""
        await self._send_bytes(check_line(line))

    async def speak(self, sound: Union[Sound, AsyncIterator[Block]], model: Optional[str] = None, *,
                    ahead: float = SPEAK_AHEAD) -> float:
        """As `mmdagent.Agent.speak`; the iterator may be an asynchronous one."""
        for line in speak_lines(model):
            await self.send_line(line)
        start, seconds = time.monotonic(), 0.0
        async for pack in async_sound_packs(sound):
            await asyncio.sleep(max(0.0, start + seconds - ahead - time.monotonic()))
            start = max(start, time.monotonic() - seconds)  # a source that is late
            await self._send_bytes(pack, is_text=False)
            seconds += pack_seconds(pack)
        await self.send_line(SPEAK_END)
        await asyncio.sleep(max(0.0, start + seconds - time.monotonic()))
        return seconds

    async def _send_bytes(self, data: bytes, is_text: bool = True) -> None:
        async with self._send_lock:
            if self._writer is None or self._writer.is_closing():
                raise ConnectionLost(f"{self.name}: not connected")
            try:
                if is_text or isinstance(self._writer, asyncio.StreamWriter):
                    self._writer.write(data)
                else:
                    self._writer.write_frame(BINARY, data)
                await self._writer.drain()
            except OSError as error:
                raise ConnectionLost(f"{self.name}: cannot send: {error.strerror or error}") from None

    async def event(self, name: str, *leading: object, timeout: Optional[float] = None) -> Message:
        """Takes the oldest message of this type that begins with these arguments, or waits for it.

        The messages before it stay for others. Raises WaitTimeout, or ConnectionLost when it can never come.
        """
        waiter = await self._ask((name, *map(format_argument, leading)), timeout)
        if waiter.message is None:
            raise ConnectionLost(f"{self.name}: the connection ended before {waiter}")
        return waiter.message

    wait = event

    async def receive(self, timeout: Optional[float] = None) -> Optional[Message]:
        """Takes the oldest message, or waits for one; None when the connection ended."""
        return (await self._ask(None, timeout)).message

    async def __aiter__(self) -> AsyncIterator[Message]:
        """Takes one message after the other, to the end of the connection."""
        while (message := await self.receive()) is not None:
            yield message

    def subscribe(self, name: Optional[str], callback: Callback) -> Callable[[], None]:
        """Calls `callback(message)` for each message of this type, of None for all; a coroutine becomes a task.

        The message goes into the inbox as well. Returns a function that ends the subscription.
        """
        return self._subscriptions.add(name, callback)

    async def close(self) -> None:
        """Ends the connection after what was sent."""
        self._connect_again = None
        writer = self._writer
        if writer is not None:
            try:
                writer.write_eof()
                await asyncio.wait({self._reading}, timeout=CLOSE_PATIENCE)
            except OSError:
                pass  # it ended already
        self._reading.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(self._reading, *self._tasks, return_exceptions=True)

    async def __aenter__(self) -> "Agent":
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                        trace: Optional[TracebackType]) -> None:
        await self.close()

    async def _ask(self, pattern: Optional[Tuple[str, ...]], timeout: Optional[float]) -> Waiter:
        ready: "asyncio.Future[None]" = asyncio.get_running_loop().create_future()

        def notify() -> None:
            if not ready.done():
                ready.set_result(None)

        waiter = Waiter(pattern, notify)
        self._inbox.ask(waiter)
        try:
            await asyncio.wait_for(ready, timeout)
        except asyncio.TimeoutError:
            if waiter.message is None:
                raise WaitTimeout(f"{self.name}: {waiter} did not come within {timeout} s") from None
        finally:
            self._inbox.forget(waiter)
        return waiter

    async def _read(self, first: Streams) -> None:
        streams: Optional[Streams] = first
        try:
            while streams is not None:
                try:
                    await self._read_connection(streams[0])
                finally:
                    self._writer = None
                    streams[1].close()
                streams = await self._connected_again()
        finally:
            self._inbox.end()

    async def _read_connection(self, stream: Reader) -> None:
        reader = LineReader()
        while True:
            try:
                block = await stream.read(1 << 16)
            except OSError:
                return
            if not block:
                return
            for message in reader.feed(block):
                for result in self._subscriptions.call(message):
                    if inspect.isawaitable(result):
                        task = asyncio.ensure_future(result)
                        self._tasks.add(task)
                        task.add_done_callback(self._tasks.discard)
                self._inbox.add(message)

    async def _connected_again(self) -> Optional[Streams]:
        pause = FIRST_PAUSE
        while self._connect_again is not None:
            await asyncio.sleep(pause)
            try:
                streams = await self._connect_again()
            except (OSError, asyncio.TimeoutError):
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            self._writer = streams[1]
            return streams
        return None
