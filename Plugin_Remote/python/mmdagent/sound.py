"""Sound that a model speaks with: 16 kHz, 16 bit, mono, in packs of 40 ms. Pure, without sockets."""

import os
import sys
import wave
from array import array
from typing import AsyncIterator, Iterable, Iterator, List, Optional, Sequence, Union

from .errors import AgentError

RATE = 16_000  # samples a second, the only one that the program takes
PACK_SAMPLES = 640
SPEAK_AHEAD = 0.2  # seconds of sound that may be on its way
SPEAK_END = "SNDBRKS"

Block = Union[bytes, Sequence[int]]  # little-endian bytes, or numbers from -32768 to 32767
Sound = Union[str, "os.PathLike[str]", bytes, Sequence[int], Iterable[Block]]

_BLOCK_FRAMES = 4096


def sound_packs(sound: Sound) -> Iterator[bytes]:
    """What goes over the connection: `SND`, four digits, and so many bytes.

    `sound` is a wave file of any rate and number of channels (a name or a path), samples of 16 kHz, or an iterator
    of blocks of such samples, which may be of any length.
    """
    waiting = b""
    for block in _blocks(sound):
        waiting += block
        size = 2 * PACK_SAMPLES
        while len(waiting) >= size:
            yield _pack(waiting[:size])
            waiting = waiting[size:]
    if len(waiting) >= 2:
        yield _pack(waiting)


async def async_sound_packs(sound: Union[Sound, AsyncIterator[Block]]) -> AsyncIterator[bytes]:
    if not isinstance(sound, AsyncIterator):
        for pack in sound_packs(sound):
            yield pack
        return
    waiting = b""
    async for block in sound:
        waiting += _samples(block)
        whole = len(waiting) - len(waiting) % (2 * PACK_SAMPLES)
        for pack in sound_packs(waiting[:whole]):
            yield pack
        waiting = waiting[whole:]
    for pack in sound_packs(waiting):
        yield pack


def pack_seconds(pack: bytes) -> float:
    return (len(pack) - 7) // 2 / RATE


def speak_lines(model: Optional[str]) -> List[str]:
    """What is said before the sound: who speaks, and that the sender marks the end."""
    return [*([f"__AV_SETMODEL,{model}"] if model is not None else []), "__AV_START", "SNDFILE"]


def _pack(data: bytes) -> bytes:
    return b"SND%04d%b" % (len(data), data)


def _blocks(sound: Sound) -> Iterator[bytes]:
    if isinstance(sound, (str, os.PathLike)):
        return _wave_blocks(os.fspath(sound))
    if isinstance(sound, (bytes, bytearray, memoryview)):
        return iter([bytes(sound)])
    if isinstance(sound, (array, Sequence)):
        return iter([_samples(sound)])  # type: ignore[arg-type]
    return map(_samples, sound)


def _samples(block: Block) -> bytes:
    if isinstance(block, (bytes, bytearray, memoryview)):
        return bytes(block)
    try:
        numbers = block if isinstance(block, array) and block.typecode == "h" else array("h", block)
    except (OverflowError, TypeError) as error:
        raise AgentError(f"a sample is no number from -32768 to 32767: {error}") from None
    return _little_endian(numbers)


def _little_endian(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = array("h", numbers)
        numbers.byteswap()
    return numbers.tobytes()


# --- Wave files.

def _wave_blocks(path: str) -> Iterator[bytes]:
    try:
        with wave.open(path, "rb") as file:
            resampler = _Resampler(file.getframerate())
            while data := file.readframes(_BLOCK_FRAMES):
                yield _little_endian(array("h", resampler.feed(_mono(data, file.getsampwidth(), file.getnchannels()))))
    except (wave.Error, EOFError) as error:
        raise AgentError(f"{path}: expected a wave file of whole-numbered samples: {error or 'it ends too early'}") \
            from None


def _mono(data: bytes, width: int, channels: int) -> List[int]:
    """16-bit samples, the mean of all channels."""
    if width == 1:  # the only one without sign
        one = [(byte - 128) << 8 for byte in data]
    else:
        shift = 8 * (width - 2)
        one = [int.from_bytes(data[at:at + width], "little", signed=True) >> shift
               for at in range(0, len(data) - width + 1, width)]
    if channels == 1:
        return one
    return [sum(one[at:at + channels]) // channels for at in range(0, len(one) - channels + 1, channels)]


class _Resampler:
    """Straight lines between the samples, and their mean before that where there are more than two for one."""

    def __init__(self, rate: int) -> None:
        self._merged = max(1, rate // RATE)  # samples that become one first
        self._step = rate / self._merged / RATE
        self._rest: List[int] = []
        self._line: List[int] = []
        self._at = 0.0  # in _line

    def feed(self, samples: List[int]) -> List[int]:
        if self._merged > 1:
            samples = self._rest + samples
            whole = len(samples) - len(samples) % self._merged
            self._rest = samples[whole:]
            samples = [sum(samples[at:at + self._merged]) // self._merged for at in range(0, whole, self._merged)]
        if self._step == 1.0:
            return samples
        line, made = self._line + samples, []
        while self._at < len(line) - 1:
            first = int(self._at)
            share = self._at - first
            made.append(round(line[first] * (1.0 - share) + line[first + 1] * share))
            self._at += self._step
        passed = min(int(self._at), len(line))
        self._line, self._at = line[passed:], self._at - passed
        return made
