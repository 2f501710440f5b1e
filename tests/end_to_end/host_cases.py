#!/usr/bin/env python3
"""Settings, plugins and messages together, as a content sees them. `host_N` is case N of the host's conformance
cases, `core_N` one of the core messages'."""

import struct

from program import SAMPLE, Content, expect, main, run

QUIET = "http_server=false\nPlugin_Remote_EnableServer=false\n"
STEPS = ("--no-render", "--fixed-step", "30")


def sends(*messages):
    return [part for message in messages for part in ("--send", message)]


def messages_of(content, *messages, frames=10):
    """What was dispatched in a run, and its log."""
    ended = run(*STEPS, "--frames", frames, "--print-messages", *sends(*messages), content.path)
    expect(ended.returncode == 0, ended.stderr)
    return ended.stdout.splitlines(), ended.stderr


def wave(seconds):
    """A silent WAV file."""
    rate = 8000
    data = bytes(int(rate * seconds) * 2)
    return b"RIFF" + struct.pack("<I4s4sIHHIIHH4sI", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16,
                                 b"data", len(data)) + data


def host_15_16_17_and_20_and_core_102_what_a_script_reads():
    settings = QUIET + "x=1 # note\nfoo=%ENV{HOME}/x\nnone=%ENV{MMDAGENT_NOT_SET}\nv=1\nv=2\n"
    script = "0 0 ASK SEEN|<${%x}>|<${%foo}>|<${%none}>|<${%v}>\n"
    with Content(settings, script) as content:
        ended = run(*STEPS, "--frames", "5", "--print-messages", "--send", "ASK", content.path,
                    environment={"HOME": "/h"})
        expect("SEEN|<1 # note>|</h/x>|<>|<2>" in ended.stdout.splitlines(), ended.stdout)


def host_19_a_setting_is_a_variable_too():
    with Content(QUIET + "show_fps=true\n", "0 0 ASK SEEN|${%show_fps}\n") as content:
        seen, _ = messages_of(content, "ASK", "KEYVALUE_SET|show_fps|false")
        expect("SEEN|true" in seen, f"{seen}")
        seen, _ = messages_of(content, "KEYVALUE_SET|show_fps|false", "ASK")
        expect("SEEN|false" in seen, f"{seen}")


def host_24_and_27_a_plugin_that_is_left_out_or_disabled_does_nothing():
    files = {"x.wav": wave(0.1)}
    with Content(QUIET + "exclude_Plugin_Audio=yes\n", files=files) as content:
        seen, log = messages_of(content, "SOUND_START|a|x.wav")
        expect('plugin "Plugin_Audio" -> not loaded' in log, log)
        expect("PLUGIN_EVENT_ENABLE|Audio" not in seen, f"{seen}")
    with Content(QUIET, files=files) as content:
        seen, _ = messages_of(content, "PLUGIN_DISABLE|Audio", "SOUND_START|a|x.wav", frames=60)
        expect("PLUGIN_EVENT_DISABLE|Audio" in seen, f"{seen}")
        expect([line for line in seen if line.startswith("SOUND_EVENT")] == [], f"{seen}")


def host_25_a_typed_character_reaches_plugins():
    with Content(QUIET, "0 0 KEY|x SEEN|x\n") as content:
        seen, _ = messages_of(content, "REMOTEKEY_CHAR|x")
        expect("SEEN|x" in seen, f"{seen}")


def host_31_and_core_107_too_many_arguments_are_an_error_but_plugins_see_all():
    text = "FOO|" + "|".join(map(str, range(1, 12)))
    with Content(QUIET, f"0 0 {text} SEEN|1\n") as content:
        seen, log = messages_of(content, text)
        expect("SEEN|1" in seen and text in seen, f"{seen}")
        expect("MMDAgent: Error: FOO: number of arguments exceed the limit.\n" in log, log)


def host_32_empty_arguments_vanish_but_plugins_see_them():
    with Content(QUIET, "0 0 KEYVALUE_SET|a||b SEEN|raw\n0 0 ASK SEEN|${%a}\n") as content:
        seen, _ = messages_of(content, "KEYVALUE_SET|a||b", "ASK")
        expect("SEEN|raw" in seen and "SEEN|b" in seen, f"{seen}")


def host_37_and_core_110_the_time_is_told_every_half_minute():
    with Content(QUIET) as content:
        seen, log = messages_of(content, frames=931)
        expect([line for line in seen if line.startswith("CURRENT_TIME")] == ["CURRENT_TIME|00|00"] * 2, f"{seen}")
        told = [line.split("]")[0] for line in log.splitlines() if "Sent: CURRENT_TIME" in line]
        # 900 thirtieths, each whole nanoseconds.
        expect(told == ["[2000/01/01 00:00:00.033", "[2000/01/01 00:00:29.999"], f"{told}")


def core_106_a_message_that_nobody_knows_is_only_sent():
    with Content(QUIET) as content:
        _, log = messages_of(content, "FOO|bar")
        lines = [line.split("] ", 2)[2] for line in log.splitlines() if "FOO" in line]
        expect(lines == ["MMDAgent: Sent: FOO|bar"], f"{lines}")


def core_111_a_plugin_is_asked_before_the_core():
    with Content(QUIET, f"0 0 MODEL_ADD|a|{SAMPLE}/sample.pmx B\n") as content:
        seen, _ = messages_of(content, f"MODEL_ADD|a|{SAMPLE}/sample.pmx", frames=30)
        wanted = [line for line in seen if line in ("B", "MODEL_EVENT_ADD|a")]
        expect(wanted == ["B", "MODEL_EVENT_ADD|a"], f"{seen}")


if __name__ == "__main__":
    main([
        host_15_16_17_and_20_and_core_102_what_a_script_reads,
        host_19_a_setting_is_a_variable_too,
        host_24_and_27_a_plugin_that_is_left_out_or_disabled_does_nothing,
        host_25_a_typed_character_reaches_plugins,
        host_31_and_core_107_too_many_arguments_are_an_error_but_plugins_see_all,
        host_32_empty_arguments_vanish_but_plugins_see_them,
        host_37_and_core_110_the_time_is_told_every_half_minute,
        core_106_a_message_that_nobody_knows_is_only_sent,
        core_111_a_plugin_is_asked_before_the_core,
    ])
