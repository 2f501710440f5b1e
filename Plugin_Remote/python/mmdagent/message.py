"""Messages and the lines they travel in: pure, without sockets.

A line is `TYPE|argument|argument`, UTF-8, without escapes. The program ends lines with one line feed; what is read
here may also end with a carriage return or with both.
"""

import logging
import math
import re
from dataclasses import dataclass, field
from typing import List, Sequence, Tuple, Union

from .errors import MessageError

Number = Union[int, float]
Argument = Union[str, int, float, Sequence[Union[str, int, float]]]

DEFAULT_PORT = 60001
LONGEST_LINE = 65535  # bytes without line end
MOST_ARGUMENTS = 10
CONNECTED = "REMOTE_EVENT_CONNECTED"
SKIPPED = "REMOTE_EVENT_SKIPPED"

_LOG = logging.getLogger("mmdagent")
_LINE_END = re.compile(rb"[\r\n]+")
_UNSENDABLE = {"\n": "a line feed", "\r": "a carriage return", "\0": "a NUL character"}
# Where the program sees something else than a message at the beginning of a line.
_NO_MESSAGE = re.compile(r"__AV|SND(STRM|FILE|BRKS|[0-9]{4})")
_BROWSER = re.compile(r"Host:|(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|TRACE|CONNECT) ")


@dataclass(frozen=True)
class Message:
    """A message as the program splits it: empty arguments do not exist. `text` is the line as it came."""

    type: str
    arguments: Tuple[str, ...] = ()
    text: str = field(default="", compare=False, repr=False)

    @classmethod
    def parse(cls, line: str) -> "Message":
        """The message of a line without line end; its type is empty when there is none in it."""
        name, _, rest = line.lstrip("|").partition("|")
        return cls(name, tuple(part for part in rest.split("|") if part), line)

    def matches(self, name: str, *leading: object) -> bool:
        """Whether the type is `name` and the first arguments are `leading`."""
        return self.type == name and self.arguments[:len(leading)] == tuple(map(format_argument, leading))

    def __str__(self) -> str:
        return self.text or "|".join((self.type, *self.arguments))


def format_argument(value: object) -> str:
    """As the program reads it: True and False as ON and OFF, sequences with commas, numbers without exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ON" if value else "OFF"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise MessageError(f"an argument is {value}, expected a finite number")
        text = repr(value)
        return f"{value:.12f}".rstrip("0").rstrip(".") if "e" in text else text[:-2] if text.endswith(".0") else text
    if isinstance(value, (list, tuple)):
        return ",".join(map(format_argument, value))
    raise MessageError(f"an argument is of type {type(value).__name__}, expected text, number, bool, list or tuple")


def _check_text(text: str, what: str) -> None:
    for character, name in _UNSENDABLE.items():
        if character in text:
            raise MessageError(f"{what} contains {name}, which no line can hold")


def check_line(line: str) -> bytes:
    """The bytes of any line, its line end included, avatar commands and sound words too."""
    _check_text(line, "the line")
    try:
        data = line.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MessageError(f"the line is not Unicode text at character {error.start}") from None
    if len(data) > LONGEST_LINE:
        raise MessageError(f"the line has {len(data)} bytes, at most {LONGEST_LINE} are possible")
    return data + b"\n"


def token_line(token: str) -> bytes:
    """What a program with `Plugin_Remote_Token` wants first."""
    return check_line(f"__AUTH,{token}")


def format_line(name: str, *arguments: object) -> str:
    """The line of a message without line end, or `MessageError` if the program would receive something else."""
    if not name:
        raise MessageError("the type is empty")
    if "|" in name:
        raise MessageError(f'type "{name}" contains "|", which separates arguments')
    _check_text(name, "the type")
    if _NO_MESSAGE.match(name):
        raise MessageError(f'type "{name}" is not a message on this connection; send_line() sends it as it is')
    if len(arguments) > MOST_ARGUMENTS:
        raise MessageError(f"{name}: {len(arguments)} arguments, at most {MOST_ARGUMENTS} are possible")
    texts = [format_argument(argument) for argument in arguments]
    for number, text in enumerate(texts, 1):
        what = f"{name}: argument {number}"
        if not text:
            raise MessageError(f"{what} is empty, which no line can hold")
        if "|" in text:
            raise MessageError(f'{what} contains "|", which separates arguments')
        _check_text(text, what)
    line = "|".join((name, *texts))
    if _BROWSER.match(line):
        raise MessageError(f'type "{name[:40]}" begins like a request of a browser, which the program refuses')
    check_line(line)
    return line


class LineReader:
    """Makes messages of received bytes; one for each connection.

    A line that is too long, holds a NUL byte or is not UTF-8 is dropped with a warning in the log `mmdagent` and
    counted in `dropped`.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._rest = b""
        self._skips = False

    def feed(self, block: bytes) -> List[Message]:
        # The rest was searched already: only the new bytes are.
        *whole, last = _LINE_END.split(block)
        if not whole:
            self._keep(last)
            return []
        lines = [self._rest + whole[0], *whole[1:]]
        if self._skips:
            self._drop("is longer than possible")
            lines = lines[1:]
        self._rest, self._skips = b"", False
        self._keep(last)
        return [message for line in lines for message in self._message(line)]

    def _keep(self, more: bytes) -> None:
        if not self._skips:
            self._rest += more
        if len(self._rest) > LONGEST_LINE:
            self._rest, self._skips = b"", True

    def _message(self, line: bytes) -> List[Message]:
        if len(line) > LONGEST_LINE:
            self._drop(f"has {len(line)} bytes, at most {LONGEST_LINE} are possible")
        elif b"\0" in line:
            self._drop("holds a NUL byte")
        else:
            try:
                message = Message.parse(line.decode("utf-8"))
                return [message] if message.type else []
            except UnicodeDecodeError as error:
                self._drop(f"is not UTF-8 at byte {error.start}")
        return []

    def _drop(self, reason: str) -> None:
        self.dropped += 1
        _LOG.warning("a received line %s: dropped", reason)
