"""What a line on the wire means: spec/remote.md section 14, the cases of the stream itself."""

import re
import time

from support import CONNECTED, DISCONNECTED, SERVER, Agent, Peer, expect, run_cases

MESSAGE = "MESSAGE|aaa|bbb"


def echoed(sent, *lines):
    """One visit: what is sent comes back as these lines, and nothing else is dispatched."""
    with Agent(SERVER) as agent, agent.connect() as peer:
        for part in sent if isinstance(sent, (list, tuple)) else [sent]:
            peer.send(part)
            time.sleep(0.02)
        peer.send("END\n")
        expect(peer.wait_line("END"), list(lines), "echo")
        agent.wait_message("END")
        expect(agent.connection_messages(), [CONNECTED, *lines, "END"], "messages")
        return agent.log()


def warnings(log):
    return [line for line in log if "] Remote: Warning: " in line]


def case_01_connected_event_comes_first():
    with Agent(SERVER) as agent:
        peer = Peer(agent.port)
        expect(peer.line(), CONNECTED)
        agent.wait_message(CONNECTED)


def case_02_message_and_echo():
    with Agent(SERVER) as agent, agent.connect() as peer:
        peer.send(b"MESSAGE|aaa|bbb\n")
        while len(peer.data) < 16:
            peer.receive()
        expect(peer.data, b"MESSAGE|aaa|bbb\n")
        agent.wait_message(MESSAGE)


def case_03_echo_to_all():
    with Agent(SERVER) as agent, agent.connect() as one, agent.connect() as two:
        expect(one.line(), CONNECTED)
        one.send("X|1\nEND\n")
        expect(one.wait_line("END"), ["X|1"])
        expect(two.wait_line("END"), ["X|1"])


def case_04_type_alone():
    echoed("TEST_MESSAGE\n", "TEST_MESSAGE")


def case_05_empty_arguments():
    echoed("A|\n", "A")


def case_06_carriage_return_is_not_echoed():
    echoed("A|1\r\n", "A|1")


def case_07_two_and_a_half_lines():
    echoed(["A|1\nB|2\nC", "|3\n"], "A|1", "B|2", "C|3")


def case_08_three_segments():
    with Agent(SERVER) as agent, agent.connect() as peer:
        for part in ("MES", "SAGE|aaa"):
            peer.send(part)
            time.sleep(0.1)
            expect(agent.connection_messages(), [CONNECTED])
        peer.send("|bbb\n")
        expect(peer.line(), MESSAGE)


def case_09_byte_by_byte():
    echoed([bytes([byte]) for byte in b"MESSAGE|aaa|bbb\n"], MESSAGE)


def case_10_empty_lines():
    echoed("\n\r\n\nB|2\n", "B|2")


def case_11_short_line_beginning_with_s():
    with Agent(SERVER) as agent, agent.connect() as peer:
        start = time.monotonic()
        peer.send("S|1\n")
        expect(peer.line(), "S|1")
        assert time.monotonic() - start < 0.5


def case_12_empty_fields_are_kept():
    echoed("A||b|c\n", "A||b|c")


def case_13_leading_separator():
    echoed("|A|b\n", "A|b")


def case_14_only_a_separator():
    echoed("|\n")


def case_15_japanese():
    echoed("RECOG_EVENT_STOP|こんにちは。\n", "RECOG_EVENT_STOP|こんにちは。")


def case_16_not_utf8():
    log = echoed(b"A|\xff\x41\nB|1\n", "B|1")
    assert any("not UTF-8 at byte 2" in line for line in warnings(log)), warnings(log)


def case_17_nul():
    log = echoed(b"A\x00B\nC\n", "C")
    assert any("NUL at byte 1" in line for line in warnings(log)), warnings(log)


def case_18_unfinished_line_never_leaks():
    with Agent(SERVER) as agent:
        with agent.connect() as peer:
            peer.send(MESSAGE)
        agent.wait_message(DISCONNECTED)
        agent.wait_log("Warning", "15 bytes without a line end")
        with agent.connect() as peer:
            peer.send("X\n")
            expect(peer.line(), "X")
        agent.wait_message(DISCONNECTED, 2)
        expect(agent.connection_messages(),
               [CONNECTED, DISCONNECTED, CONNECTED, "X", DISCONNECTED])


def case_22_peers_do_not_mix():
    with Agent(SERVER) as agent, agent.connect() as one, agent.connect() as two:
        one.send("AB")
        time.sleep(0.05)
        two.send("C|1\n")
        expect(two.line(), "C|1")
        one.send("|2\n")
        expect(two.line(), "AB|2")


def case_24_long_line():
    text = "a" * 60_000
    echoed(text + "\n", text)
    longest = "L|" + "b" * 65_533
    echoed(longest + "\n", longest)


def case_25_too_long_line():
    log = echoed(b"x" * 1_000_000 + b"\nOK\n", "OK")
    assert len([line for line in warnings(log) if "longer than 65535 bytes" in line]) == 1


def case_26_bytes_on_the_wire():
    with Agent(SERVER) as agent, agent.connect() as peer, agent.connect() as other:
        expect(peer.line(), CONNECTED)
        other.send("KEY|a\n")
        while len(peer.data) < 6:
            peer.receive()
        expect(peer.data, bytes.fromhex("4B45597C610A"))


def case_27_long_message_of_the_program():
    text = "L|" + "x" * 3_000
    with Agent(SERVER, options=["--send", text]) as agent:
        agent.wait_message(text)
        with agent.connect() as peer, agent.connect() as other:
            other.send(text + "\nNEXT|1\n")
            expect(peer.wait_line("NEXT|1"), [CONNECTED, text])


def case_28_log_lines_instead_of_messages():
    with Agent({**SERVER, "Plugin_Remote_AllLog": "true"}) as agent:
        with Peer(agent.port) as peer:
            peer.send("KEY|a\n")
            entry = re.compile(r"^\[\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}\] \[\d+\] \w+: (.*)$")
            while True:
                line = peer.line()
                found = entry.match(line)
                assert found, line
                if found.group(1) == "Sent: KEY|a":
                    break


def case_without_echo_a_peer_does_not_hear_itself():
    with Agent({**SERVER, "Plugin_Remote_Echo": "false"}) as agent:
        with agent.connect() as first, agent.connect() as second:
            expect(first.line(), CONNECTED)
            first.send("A|1\n__AV_MESSAGE,A|2\n__AV_START\n")
            second.wait_line("AVATAR|START")
            second.send("B|1\n")
            expect([first.line(), first.line()], ["AVATAR|START", "B|1"])
            first.send("A|3\n")
            expect(second.line(), "A|3")
        with agent.connect() as third:  # one of the two numbers again
            third.send("C\nREMOTE_STATUS\n")
            while (line := third.line()).startswith(DISCONNECTED):
                pass
            assert line.startswith("REMOTE_EVENT_STATUS|"), line
        agent.wait_message("C")


def case_31_avatar_lines_are_no_messages():
    echoed("__AV_TRACK,0,0,0\n__AV_FOO\n__AVX\n__AV_MESSAGE,\n")


def case_32_avatar_message():
    echoed("__AV_MESSAGE,KEY|a|b\n", "KEY|a|b")


def case_33_lower_case_is_a_message():
    echoed("__av_start\n", "__av_start")


def case_43_sound_bytes_are_no_messages():
    pack = b"SND1280" + b"\nA|1\n" * 256
    echoed([b"SNDFILE\n" + pack * 10 + b"SNDBRKS\n", b"Z\n"], "Z")


def case_44_sound_word_without_line_end():
    echoed("SNDSTRMA|1\n", "A|1")


def case_45_sound_pack_in_two_segments():
    echoed(["SND0004ab", "cdB|1\n"], "B|1")


def case_47_sound_before_a_model():
    echoed([b"SND0004abcdSNDFILESND0002\n\n", b"Z\n"], "Z")


def case_46_sound_prefix_of_a_message():
    echoed("SNDXYZ_1|a\nSND-100|b\n", "SNDXYZ_1|a", "SND-100|b")


def case_payload_is_data_only():
    echoed("FMT|%s%s%n%d|%x\n", "FMT|%s%s%n%d|%x")


run_cases(globals())
