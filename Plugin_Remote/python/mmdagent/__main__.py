"""python3 -m mmdagent send|listen|speak|record|replay

Exit status: 0 done, 1 it failed (one line on standard error says why), 2 a wrong command line.
"""

import argparse
import json
import os
import sys
import time
from contextlib import nullcontext
from io import BufferedReader
from typing import ContextManager, Iterator, List, NoReturn, Optional, TextIO, cast

from .client import Agent
from .errors import AgentError, MessageError, WaitTimeout
from .message import DEFAULT_PORT, Message, format_line
from .recording import read_recording


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def message_line(text: str) -> str:
    """A line from the command line or a file."""
    message = Message.parse(text)
    format_line(message.type, *message.arguments)
    return text


def messages_until(agent: Agent, end: Optional[float], count: Optional[int] = None) -> Iterator[Message]:
    """To the moment `end`, of so many, or to the end of the connection."""
    while count is None or count > 0:
        try:
            message = agent.receive(None if end is None else max(0.0, end - time.monotonic()))
        except WaitTimeout:
            return
        if message is None:
            return
        yield message
        if count is not None:
            count -= 1


def end_of(arguments: argparse.Namespace) -> Optional[float]:
    return None if arguments.duration is None else time.monotonic() + arguments.duration


def send(arguments: argparse.Namespace, agent: Agent) -> None:
    for text in arguments.messages or (line.rstrip("\r\n") for line in sys.stdin):
        if text:
            agent.send_line(message_line(text))
    for text in arguments.wait:
        message = Message.parse(text)
        print(agent.wait(message.type, *message.arguments, timeout=arguments.timeout), flush=True)


def listen(arguments: argparse.Namespace, agent: Agent) -> None:
    end, left = end_of(arguments), arguments.count
    for message in messages_until(agent, end):
        if arguments.type and message.type not in arguments.type:
            continue
        print(message, flush=True)
        if left is not None:
            left -= 1
            if left == 0:
                return


def speak(arguments: argparse.Namespace, agent: Agent) -> None:
    standard_input = cast(BufferedReader, sys.stdin.buffer)
    piped = iter(lambda: standard_input.read1(4096), b"")
    agent.speak(piped if arguments.file == "-" else arguments.file, arguments.model)


def record(arguments: argparse.Namespace, agent: Agent) -> None:
    start, end = time.monotonic(), end_of(arguments)
    opened: ContextManager[TextIO] = nullcontext(sys.stdout)
    if arguments.file != "-":
        opened = open(arguments.file, "w", encoding="utf-8")
    with opened as file:
        for message in messages_until(agent, end, arguments.count):
            entry = {"time": round(time.monotonic() - start, 6), "line": str(message)}
            print(json.dumps(entry, ensure_ascii=False), file=file, flush=True)


def replay(arguments: argparse.Namespace, agent: Agent) -> None:
    start = time.monotonic()
    for moment, line in arguments.entries:
        time.sleep(max(0.0, start + moment / arguments.speed - time.monotonic()))
        agent.send_line(line)


def positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a positive number, got {text}")
    return value


def port(text: str) -> int:
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text}")
    return int(text)


def make_parser() -> Parser:
    common = Parser(add_help=False)
    common.add_argument("--host", default="127.0.0.1", help="a host, or an address of a WebSocket, ws://host:port/")
    common.add_argument("--port", type=port, default=DEFAULT_PORT)
    common.add_argument("--token", help="that of Plugin_Remote_Token; better in the environment variable MMDAGENT_TOKEN",
                        default=os.environ.get("MMDAGENT_TOKEN"))
    ending = Parser(add_help=False)
    ending.add_argument("--duration", type=positive, metavar="SECONDS", help="end after so long")
    ending.add_argument("--count", type=int, metavar="N", help="end after so many")
    parser = Parser(prog="mmdagent", description="Talks with a program that listens (Plugin_Remote_EnableServer=true).")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    one = commands.add_parser("send", parents=[common], help="send messages, or the lines of standard input")
    one.add_argument("messages", nargs="*", metavar="TYPE|ARGUMENTS")
    one.add_argument("--wait", action="append", default=[], metavar="TYPE|ARGUMENTS",
                     help="then wait for a message that begins so and print it (repeatable)")
    one.add_argument("--timeout", type=positive, default=10.0, metavar="SECONDS", help="of each --wait (10)")
    one.set_defaults(run=send)
    one = commands.add_parser("listen", parents=[common, ending], help="print what the program says")
    one.add_argument("--type", action="append", help="only messages of this type (repeatable)")
    one.set_defaults(run=listen)
    one = commands.add_parser("speak", parents=[common], help="let a model speak a wave file")
    one.add_argument("file", help="a wave file; - is standard input, samples of 16 kHz, 16 bit, mono")
    one.add_argument("--model", default="0", metavar="ALIAS", help="who speaks (0)")
    one.set_defaults(run=speak)
    one = commands.add_parser("record", parents=[common, ending], help="write what it says, with times")
    one.add_argument("file", help="JSON lines; - is standard output")
    one.set_defaults(run=record)
    one = commands.add_parser("replay", parents=[common], help="send what was recorded, in time")
    one.add_argument("file", help="of record, or of AVATAR_LOGSAVE_START")
    one.add_argument("--speed", type=positive, default=1.0, metavar="FACTOR")
    one.add_argument("--all", action="store_true", help="events and CURRENT_TIME too, which the program says itself")
    one.set_defaults(run=replay)
    return parser


def fail(arguments: argparse.Namespace, error: object, status: int) -> int:
    print(f"mmdagent {arguments.command}: {error}", file=sys.stderr)
    return status


def main(words: Optional[List[str]] = None) -> int:
    arguments = make_parser().parse_args(words)
    try:
        for text in (*getattr(arguments, "messages", ()), *getattr(arguments, "wait", ())):
            message_line(text)
        if arguments.command == "replay":
            arguments.entries = read_recording(arguments.file, arguments.all)
        with Agent.connect(arguments.host, arguments.port, token=arguments.token) as agent:
            arguments.run(arguments, agent)
        return 0
    except MessageError as error:
        return fail(arguments, error, 2)
    except AgentError as error:
        return fail(arguments, error, 1)
    except BrokenPipeError:
        sys.stdout = None  # type: ignore[assignment]
        return 1
    except (OSError, UnicodeDecodeError) as error:
        return fail(arguments, error, 1)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
