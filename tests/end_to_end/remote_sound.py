"""Streamed sound and spoken files of the whole program: spec/remote.md sections 6, 7, 12 and 14."""

import array
import cmath
import math
import os
import re
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import support
from support import SERVER, SOURCE, Agent, expect, free_port, run_cases, wait_until

PLUGIN = support.BIN.parent / "tests" / "end_to_end" / "Plugin_Morphs.so"
MODEL = SOURCE / "Resource" / "Sample" / "sample.pmd"
RATE, PACK = 16000, 640  # samples a second, of 40 ms
START, STOP = "SPEAK_EVENT_START|0", "SPEAK_EVENT_STOP|0"


def vowel(seconds, formants=(750, 1250, 2600), pitch=150):
    """An `a`: harmonics of a voice through three resonances, 16 bits."""
    parts = []
    for hertz in range(pitch, 6500, pitch):
        z = cmath.exp(-2j * math.pi * hertz / RATE)
        response = 1 / (1 - 0.9 * z)
        for formant, width in zip(formants, (80, 100, 150)):
            radius = math.exp(-math.pi * width / RATE)
            turn = 2 * radius * math.cos(2 * math.pi * formant / RATE)
            response *= (1 - turn + radius ** 2) / (1 - turn * z + radius ** 2 * z ** 2)
        parts.append((hertz, abs(response), cmath.phase(response)))
    period = RATE // math.gcd(RATE, pitch)  # after so many samples everything comes again
    once = [sum(size * math.cos(2 * math.pi * hertz * i / RATE + phase) for hertz, size, phase in parts)
            for i in range(period)]
    scale = 12000 / max(map(abs, once))
    return array.array("h", (int(scale * once[i % period]) for i in range(int(seconds * RATE)))).tobytes()


def packs(sound, samples=PACK):
    for start in range(0, len(sound), 2 * samples):
        pack = sound[start:start + 2 * samples]
        yield b"SND%04d" % len(pack) + pack


def write_wave(path, sound, rate=RATE):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound)


def program(**settings):
    return Agent({**SERVER, **settings}, plugins=[PLUGIN])


class Actor:
    """A peer beside a model `0`, which it can look at."""

    def __init__(self, agent):
        self.agent, self.peer = agent, agent.connect()
        self.peer.send(f"MODEL_ADD|0|{MODEL}\n")
        self.peer.wait_line("MODEL_EVENT_ADD|0")

    def send(self, data):
        self.peer.send(data)

    def morph(self, name):
        self.send(f"MORPH_ASK|0|{name}\n")
        while not (line := self.peer.line()).startswith("MORPH_EVENT_ANSWER|"):
            assert line is not None
        return float(line.rsplit("|", 1)[1])

    def wait_morph(self, name, low, high):
        wait_until(lambda: low <= self.morph(name) <= high, what=f"{name} within {low}..{high}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.peer.close()


# --- Streams.

def case_43_packs_are_heard_and_seen():
    with program() as agent, Actor(agent) as actor:
        expect(actor.morph("あ"), 0.0)
        actor.send("__AV_SETMODEL,0\n__AV_START\nSNDFILE\n")
        for pack in packs(vowel(0.8)):
            actor.send(pack)
            time.sleep(0.04)
        assert actor.morph("あ") > 0.4, "the mouth is open"
        actor.send("SNDBRKS\nZ\n")
        agent.wait_message("Z")
        expect(agent.messages().count("Z"), 1)
        agent.wait_log("Status", "sound: end of utterance, 0.80 s")
        actor.wait_morph("あ", 0.0, 0.01)
        text = b"\nA|1\n" * 256
        actor.send((b"SND1280" + text) * 10 + b"Y\n")
        agent.wait_message("Y")
        expect("A|1" in agent.messages(), False)


def case_47_packs_before_a_model():
    with program() as agent, agent.connect() as peer:
        peer.send(b"".join(packs(vowel(0.2))) + b"Z\n")
        agent.wait_message("Z")
        peer.send(b"__AV_SETMODEL,ghost\n" + b"".join(packs(vowel(0.2))) + b"Y\n")
        agent.wait_message("Y")


def case_peer_that_leaves_falls_silent_and_closes_the_mouth():
    with program() as agent, Actor(agent) as watcher:
        with agent.connect() as peer:
            peer.send(b"__AV_SETMODEL,0\n__AV_START\n" + b"".join(packs(vowel(2.0))))
            watcher.wait_morph("あ", 0.4, 1.0)
        watcher.wait_morph("あ", 0.0, 0.01)


def case_utterances_are_recorded():
    with program(Plugin_Remote_Record_Wave_Dir="spoken") as agent, Actor(agent) as actor:
        actor.send("__AV_SETMODEL,0\n")
        sound = bytes(2 * RATE // 4) + vowel(0.5) + bytes(2 * RATE)
        for pack in packs(sound):
            actor.send(pack)
        agent.wait_log("Status", r"recording: .*\.wav: 1\.\d\d s")
        names = [path.name for path in Path(agent.content, "spoken").iterdir()]
        expect(len(names), 1)
        assert re.fullmatch(r"\d{4}_\d\d_\d\d__\d\d_\d\d_\d\d__\d{3}\.wav", names[0]), names[0]


class FileAsMicrophone:
    """While it is entered, programs that are started hear a file: ALSA gives it for a device."""

    def __init__(self, sound):
        self.folder = tempfile.TemporaryDirectory(prefix="mmdagent_test_")
        Path(self.folder.name, "said.raw").write_bytes(sound)
        Path(self.folder.name, ".asoundrc").write_text(
            f'pcm.!default {{ type file slave.pcm "null" file "/dev/null" infile "{self.folder.name}/said.raw" '
            'format "raw" }\n')
        self.before = dict(os.environ)

    def __enter__(self):
        os.environ.update(HOME=self.folder.name, ALSOFT_DRIVERS="alsa")

    def __exit__(self, *_):
        os.environ.clear()
        os.environ.update(self.before)
        self.folder.cleanup()


def case_local_lips_follow_the_microphone():
    with FileAsMicrophone(vowel(20.0)), program(Plugin_Remote_EnableLocalLipsync="true") as agent:
        with Actor(agent) as actor:
            wait_until(lambda: agent.find_log("Warning", "local lip sync: no microphone") or
                       agent.find_log("Status", "local lip sync: listening"), what="a microphone")
            if agent.find_log("Warning", "local lip sync: no microphone"):
                print("skipped: OpenAL knows no ALSA here")
                return
            actor.wait_morph("あ", 0.4, 1.0)
        agent.wait_log("Status", "local lip sync: nobody is connected, the microphone is off")


def case_local_lips_without_a_microphone():
    with program(Plugin_Remote_EnableLocalLipsync="true") as agent, agent.connect() as peer:
        agent.wait_log("Warning", 'local lip sync: model alias "0" not found')
        peer.send(f"MODEL_ADD|0|{MODEL}\n")
        peer.wait_line("AVATAR|START")
        wait_until(lambda: agent.find_log("Warning", "local lip sync: no microphone") or
                   agent.find_log("Status", "local lip sync: listening"), what="what became of it")


def case_42_recording_is_replayed():
    with program() as agent, Actor(agent) as actor:
        actor.send("AVATAR_LOGSAVE_START|log.txt\n__AV_START\nSEEN|1\nAVATAR_LOGSAVE_STOP\n")
        agent.wait_log("Status", "recording of what peers send ended")
        done = subprocess.run([sys.executable, "-m", "mmdagent", "replay", "--port", str(agent.port),
                               str(Path(agent.content, "log.txt"))], capture_output=True, text=True, check=False,
                              env={**os.environ, "PYTHONPATH": str(SOURCE / "Plugin_Remote" / "python")})
        expect((done.returncode, done.stderr), (0, ""))
        agent.wait_message("SEEN|1", 2)
        agent.wait_message("AVATAR|START", 2)


def case_python_speaks():
    with program() as agent, Actor(agent) as actor, tempfile.TemporaryDirectory() as folder:
        write_wave(Path(folder, "a.wav"), vowel(1.0))
        speaking = subprocess.Popen([sys.executable, "-m", "mmdagent", "speak", "--port", str(agent.port),
                                     str(Path(folder, "a.wav")), "--model", "0"],
                                    env={**os.environ, "PYTHONPATH": str(SOURCE / "Plugin_Remote" / "python")})
        actor.wait_morph("あ", 0.4, 1.0)
        expect(speaking.wait(support.PATIENCE), 0)
        agent.wait_log("Status", "sound: end of utterance, 1.00 s")
        actor.wait_morph("あ", 0.0, 0.01)


# --- Files.

def speak(agent, actor, name, sound, rate=RATE):
    write_wave(Path(agent.content, name), sound, rate)
    actor.send(f"SPEAK_START|0|{name}\n")


def case_64_speaks_a_file():
    with program() as agent, Actor(agent) as actor:
        begin = time.monotonic()
        speak(agent, actor, "a.wav", vowel(1.0))
        before = actor.peer.wait_line(START)
        expect([line for line in before if line.startswith("AVATAR|")], ["AVATAR|START"])
        actor.peer.wait_line("SOUND_START|__speak__0|a.wav")
        actor.wait_morph("あ", 0.4, 1.0)
        agent.wait_message(STOP)
        lasted = time.monotonic() - begin
        assert 1.05 < lasted < 3.0, lasted
        actor.wait_morph("あ", 0.0, 0.01)
        expect(agent.messages().count(STOP), 1)


def case_65_in_16_khz():
    with program(Plugin_Remote_Speak_16k="true") as agent, Actor(agent) as actor:
        speak(agent, actor, "a.wav", vowel(0.3))
        agent.wait_message(STOP)
        expect([line for line in agent.messages() if line.startswith("SOUND_")], [])


def case_66_is_stopped():
    with program() as agent, Actor(agent) as actor:
        speak(agent, actor, "a.wav", vowel(3.0))
        agent.wait_message(START)
        time.sleep(0.3)
        actor.send("SPEAK_STOP|0\n")
        agent.wait_message(STOP, timeout=1.0)
        agent.wait_message("SOUND_STOP|__speak__0", timeout=1.0)
        expect(agent.messages().count(STOP), 1)


def case_67_nobody_speaks():
    with program() as agent, agent.connect() as peer:
        peer.send("SPEAK_STOP|nobody\n")
        agent.wait_message("SPEAK_EVENT_STOP|nobody")
        agent.wait_log("Error", 'SPEAK_STOP: model alias "nobody" not found')


def case_68_files_that_cannot_be_spoken():
    with program() as agent, Actor(agent) as actor:
        actor.send("SPEAK_START|0|missing.wav\n")
        agent.wait_log("Error", "SPEAK_START: missing.wav: ")
        speak(agent, actor, "long.wav", bytes(2 * 61 * 8000), rate=8000)
        agent.wait_log("Error", "SPEAK_START: long.wav: 60 s or longer, expected less")
        actor.send("Z\n")
        agent.wait_message("Z")
        expect([line for line in agent.messages() if line.startswith("SPEAK_EVENT_")], [])
        expect(len(agent.find_log("Error", "SPEAK_START")), 2)


# --- Programs as users have them (section 12.2), with a sine in place of their microphone.

SINE = """
import array, math, sys, time
def microphone():
    at = 0
    while True:
        pack = array.array("h", (int(8000 * math.sin(0.3 * (at + i))) for i in range(480))).tobytes()
        at += 480
        yield b"SND0960" + pack
        time.sleep(0.03)
"""

P7 = SINE + """
import asyncio, websockets
async def handler(websocket, path):
    await websocket.send("__AV_START\\n")
    await websocket.send("__AV_SETMODEL,0\\n")
    for number, pack in enumerate(microphone()):
        await websocket.send(pack)
        if number % 10 == 9:
            await websocket.send("SPOKEN|" + str(number) + "\\n")
        await asyncio.sleep(0)
async def main():
    async with websockets.serve(handler, "localhost", int(sys.argv[1])):
        await asyncio.Future()
asyncio.run(main())
"""

P8 = SINE + """
import socket
agent = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
agent.connect(("127.0.0.1", int(sys.argv[1])))
agent.sendall(b"__AV_START\\n__AV_SETMODEL,0\\n")
for number, pack in enumerate(microphone()):
    agent.sendall(pack)
    if number % 10 == 9:
        agent.sendall(b"SPOKEN|%d\\n" % number)
"""


class Program:
    def __init__(self, source, port, python="python3"):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8")
        self.file.write(source)
        self.file.flush()
        self.process = subprocess.Popen([python, "-u", self.file.name, str(port)])

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def python_with_websockets():
    for python in ("/usr/bin/python3", "python3"):
        found = subprocess.run([python, "-c", "import websockets"], capture_output=True, check=False)
        if found.returncode == 0:
            return python
    print("skipped: python3-websockets is not installed")
    return None


def case_p7_streams_as_a_websocket_server():
    python, port = python_with_websockets(), free_port()
    if python is None:
        return
    settings = {"Plugin_Remote_Websocket_Host": "localhost", "Plugin_Remote_Websocket_Port": port,
                "Plugin_Remote_Websocket_Directory": "/chat", "Plugin_Remote_RetryCount": "40"}
    with Program(P7, port, python) as sender, Agent(settings, listens=False) as agent:
        agent.wait_message("AVATAR|START")
        for number in range(9, 49, 10):
            agent.wait_message(f"SPOKEN|{number}")
        expect(sender.poll(), None, "it goes on")


def case_p8_streams_and_never_reads():
    with program() as agent, Actor(agent) as actor, Program(P8, agent.port) as sender:
        agent.wait_message("AVATAR|START")
        for _ in range(20):  # more than the receive window holds
            actor.send(b"".join(b"FILL|%d|" % i + 1000 * b"x" + b"\n" for i in range(400)))
            actor.peer.wait_line("FILL|399|" + 1000 * "x")
        seen = len([line for line in agent.messages() if line.startswith("SPOKEN|")])
        wait_until(lambda: len([line for line in agent.messages() if line.startswith("SPOKEN|")]) > seen + 2)
        expect(sender.poll(), None, "it goes on")


run_cases(globals())
