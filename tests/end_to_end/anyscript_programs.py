#!/usr/bin/env python3
"""Plugin_AnyScript and the programs that users write for it: remote.md section 12, P9 to P12; cases 69 to 73; plugins.md P85, P86.

They read and print as the published ones do; what those ask the web is a table here.
"""

import re
import time

from support import Agent, expect, run_cases, wait_until

READY = "PLUGIN_EVENT_ENABLE|AnyScript"

# P9: prints each second (here ten times a second) and never reads.
TEST = """
import time
while True:
    print("TEST|aaa")
    time.sleep(0.1)
"""

# P10: ends at an empty line, as an end of input would be.
SAMPLE_DIALOG = """
import re
import sys

def main():
    while True:
        instr = input().strip()
        if not instr:
            break
        utterance = re.findall('^RECOG_EVENT_STOP\\\\|(.*)$', instr)
        if utterance:
            outstr = "SYNTH_START|0|%s|%s" % (sys.argv[1], sys.argv[2])
            print(outstr)

if __name__ == "__main__":
    main()
"""

# P11: says one sentence after the other, each when the one before is over; and one with a gesture before each.
CHAT_STREAMING = """
import sys
answers = {"hello": ["One.", "Two.", "Three."]}
def say(sentence):
    print(f"SYNTH_START|0|voice|{sentence}")
    for line in sys.stdin:
        if line.startswith("SYNTH_EVENT_STOP"):
            return
for line in sys.stdin:
    line = line.strip()
    if not line:
        break
    if line.startswith("RECOG_EVENT_STOP|"):
        for sentence in answers.get(line.split("|", 1)[1], []):
            say(sentence)
"""
CHAT_EMOTION = """
import sys
print("thinking aloud", file=sys.stderr)
while True:
    line = input().strip()
    if not line:
        break
    if line.startswith("RECOG_EVENT_STOP|"):
        print("MOTION_ADD|0|action|happy.vmd|PART|ONCE")
        print("SYNTH_START|0|voice|うれしい！")
"""

# P12
WEATHER = """
while True:
    s = input().strip()
    if not s:
        break
    if s.startswith("RECOG_EVENT_STOP|天気"):
        print("SYNTH_START|0|voice|晴れです")
"""


def script(name, *arguments):
    return " ".join(["python3 -u", name, *arguments])


def started(settings, files, ready=1):
    agent = Agent({"Plugin_Remote_EnableServer": "true", "Plugin_Remote_ListenPort": "0", **settings}, files=files)
    try:
        agent.wait_message(READY)
        agent.wait_log("Status", "started child process", times=ready)
    except BaseException:
        agent.close()
        raise
    return agent


def ask(agent, peer, question, *answers):
    peer.send(f"{question}\n")
    for answer in answers:
        agent.wait_message(answer)


def case_p9_case69_a_program_that_never_reads():
    with started({"Plugin_AnyScript_Command": script("test.py")}, {"test.py": TEST}) as agent, agent.connect() as peer:
        begin = time.monotonic()
        # More than its pipe holds.
        for _ in range(300):
            peer.send("MESSAGE|" + "x" * 1000 + "\n")
        agent.wait_message("TEST|aaa", times=10)
        expect(time.monotonic() - begin < 5, True, "one line each tenth of a second")
        peer.send("LAST|1\n")
        agent.wait_message("LAST|1", timeout=2)
        expect(agent.stop(), 0)


def case_p10_a_dialog_in_two_languages():
    for question, voice, answer in (("hello", "slt_voice_normal", "Hello"), ("こんにちは", "mei_voice_normal", "こんにちは！")):
        with started({"Plugin_AnyScript_Command": script("sample-dialog.py", voice, answer)},
                     {"sample-dialog.py": SAMPLE_DIALOG}) as agent, agent.connect() as peer:
            said = f"SYNTH_START|0|{voice}|{answer}"
            ask(agent, peer, f"RECOG_EVENT_STOP|{question}", said)
            ask(agent, peer, f"RECOG_EVENT_STOP|{question}", said)
            wait_until(lambda line=said, told=agent: told.messages().count(line) == 2)
            expect(agent.find_log("Status", "detected end of child process"), [], "it still reads")


def case_p11_sentences_one_after_the_other():
    with started({"Plugin_AnyScript_Command": script("chatgpt.py")}, {"chatgpt.py": CHAT_STREAMING}) as agent, \
            agent.connect() as peer:
        ask(agent, peer, "RECOG_EVENT_STOP|hello", "SYNTH_START|0|voice|One.")
        for sentence in ("Two.", "Three."):
            expect(f"SYNTH_START|0|voice|{sentence}" in agent.messages(), False, "it waits")
            ask(agent, peer, "SYNTH_EVENT_STOP|0", f"SYNTH_START|0|voice|{sentence}")


def case_p11_a_gesture_before_the_answer():
    with started({"Plugin_AnyScript_Command": script("chatgpt.py")}, {"chatgpt.py": CHAT_EMOTION}) as agent, \
            agent.connect() as peer:
        ask(agent, peer, "RECOG_EVENT_STOP|元気？", "SYNTH_START|0|voice|うれしい！")
        told = agent.messages()
        expect(told.index("MOTION_ADD|0|action|happy.vmd|PART|ONCE") < told.index("SYNTH_START|0|voice|うれしい！"), True)
        wait_until(lambda: "thinking aloud" in agent.err.all(), what="standard error is the program's")


def case_p12_the_weather():
    with started({"Plugin_AnyScript_Command": script("weather.py")}, {"weather.py": WEATHER}) as agent, \
            agent.connect() as peer:
        ask(agent, peer, "RECOG_EVENT_STOP|天気は？", "SYNTH_START|0|voice|晴れです")


def case_p85_case71_numbers_need_not_follow_each_other():
    settings = {"Plugin_AnyScript_Command1": script("one.py", "FIRST"), "Plugin_AnyScript_Command3": script("one.py", "THIRD")}
    with started(settings, {"one.py": "import sys, time\nprint(sys.argv[1])\ntime.sleep(1000)\n"}, ready=2) as agent:
        agent.wait_message("FIRST")
        agent.wait_message("THIRD")
        expect(agent.messages().count(READY), 1, "one event for both")


def case_p86_lines_of_the_log():
    copy = "import sys\nwith open('copy.txt', 'w') as copy:\n    for line in sys.stdin:\n        copy.write(line)\n        copy.flush()\n"
    with started({"Plugin_AnyScript_Command": script("copy.py"), "Plugin_AnyScript_AllLog": "true"},
                 {"copy.py": copy}) as agent, agent.connect() as peer:
        peer.send("CHECK|1\n")
        written = agent.content / "copy.txt"
        wait_until(lambda: written.exists() and "CHECK|1" in written.read_text(encoding="utf-8"), what="the message in the log")
        lines = written.read_text(encoding="utf-8").splitlines()
        form = re.compile(r"\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}\] \[ *\d+\] \w+: (Error|Warning|Status|Debug|Sent|Captured): .+")
        expect([line for line in lines if not form.fullmatch(line)], [], "`[time] [tick] Module: Level: text`, none empty")


def case_72_a_loop_of_echoes():
    with started({"Plugin_AnyScript_Command": "cat"}, {}) as agent, agent.connect() as peer:
        peer.send("KEY|a\n")
        agent.wait_message("KEY|a", times=20)
        peer.send("OTHER|1\n")
        agent.wait_message("OTHER|1", timeout=5)
        expect(agent.stop(), 0)


def case_73_no_such_program():
    with Agent({"Plugin_AnyScript_Command": "no-such-program-here", "Plugin_Remote_EnableServer": "true",
                "Plugin_Remote_ListenPort": "0"}) as agent, agent.connect() as peer:
        agent.wait_log("Error", "failed to exec process: no-such-program-here")
        peer.send("OTHER|1\n")
        agent.wait_message("OTHER|1")


if __name__ == "__main__":
    run_cases(globals())
