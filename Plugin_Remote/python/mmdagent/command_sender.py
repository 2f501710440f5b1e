"""What the generated methods of commands.py are made of."""

from typing import Dict, Generic, Optional, Sequence, Tuple, TypeVar

from .errors import MessageError
from .message import Argument

Sent = TypeVar("Sent")  # what sending gives: None, or an awaitable
OptionalArgument = Tuple[str, Optional[Argument], Optional[str]]  # name, value, default that the program would take
Form = Tuple[Tuple[str, ...], Tuple[Tuple[str, Optional[str]], ...]]  # names; names and defaults of what may be absent


class CommandSender(Generic[Sent]):
    def send(self, name: str, *arguments: Argument) -> Sent:
        raise NotImplementedError

    def _send_command(self, name: str, required: Sequence[Argument], optional: Sequence[OptionalArgument] = (),
                      counts: Sequence[int] = ()) -> Sent:
        """Arguments cannot be left out in the middle of a message, so a default stands where a later one is given."""
        given = max((number for number, (_, value, _) in enumerate(optional, 1) if value is not None), default=0)
        arguments = list(required)
        for argument, value, default in optional[:given]:
            if value is None and default is None:
                raise MessageError(f"{name}: {optional[given - 1][0]} is given, so {argument} must be given")
            arguments.append(default if value is None else value)  # type: ignore[arg-type]
        if counts and len(arguments) not in counts:
            raise MessageError(f"{name}: {len(arguments)} arguments, expected {' or '.join(map(str, counts))}")
        return self.send(name, *arguments)

    def _send_form(self, name: str, forms: Sequence[Form], arguments: Sequence[Optional[Argument]],
                   named: Dict[str, Optional[Argument]]) -> Sent:
        """Of a command with several forms the first that these arguments fit. None is an argument left out."""
        given = {other: value for other, value in named.items() if value is not None}
        for required, optional in forms:
            names = (*required, *(other for other, _ in optional))
            values = {other: value for other, value in zip(names, arguments) if value is not None}
            if len(arguments) > len(names) or values.keys() & given.keys():
                continue
            values.update(given)
            if values.keys() <= set(names) and values.keys() >= set(required):
                return self._send_command(name, [values[other] for other in required],
                                          [(other, values.get(other), default) for other, default in optional])
        expected = " or ".join("(" + ", ".join((*required, *(f"[{other}]" for other, _ in optional))) + ")"
                               for required, optional in forms)
        got = ", ".join((*map(repr, arguments), *(f"{other}={value!r}" for other, value in named.items())))
        raise MessageError(f"{name}: expected {expected}, got ({got})")
