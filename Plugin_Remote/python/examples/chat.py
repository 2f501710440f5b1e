"""A conversation: what is said to the character goes to a function, and she speaks its answer.

usage: chat.py [--port 60001] [--answer MODULE:FUNCTION] [--model 0] [--voice sample.htsvoice]

What is said comes from speech recognition (RECOG_EVENT_STOP), or is typed here, a line each. The function
takes a text and gives the answer, or None for none; without one she says everything back. It may take its
time: she hears on meanwhile. Ends with the connection, or with what is typed.
"""

import argparse
import importlib
import sys
import threading

from mmdagent import Agent


def echo(text):
    return f"You said: {text}"


def find_function(name):
    if name is None:
        return echo
    module, _, function = name.partition(":")
    sys.path.insert(0, "")
    return getattr(importlib.import_module(module), function or "answer")


def pass_on_what_is_typed(agent):
    for line in sys.stdin:
        if line.strip():
            agent.send("RECOG_EVENT_STOP", line.strip())
    agent.send("CHAT_END")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=60001)
    parser.add_argument("--answer", metavar="MODULE:FUNCTION")
    parser.add_argument("--model", default="0")
    parser.add_argument("--voice", default="default")
    options = parser.parse_args()
    answer = find_function(options.answer)
    with Agent.connect(options.host, options.port) as agent:
        threading.Thread(target=pass_on_what_is_typed, args=(agent,), daemon=True).start()
        for message in agent:
            if message.type == "CHAT_END":
                break
            if message.type != "RECOG_EVENT_STOP" or not message.arguments:
                continue
            text = " ".join(message.arguments)
            reply = answer(text)
            print(f"< {text}", flush=True)
            if reply:
                print(f"> {reply}", flush=True)
                agent.send("SYNTH_START", options.model, options.voice, reply.replace("|", "/"))


if __name__ == "__main__":
    main()
