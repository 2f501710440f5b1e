#!/usr/bin/env python3
"""The page through which a browser sends messages. `host_51` is case 51 of the host's conformance cases."""

import http.client
import random
import socket
import subprocess
import threading

from program import Content, run
from support import (BIN, PATIENCE, Agent, expect, free_port, network_namespace_command, require_network_namespaces,
                     run_cases)

SERVED = {"http_server": "true", "http_server_port": "0"}


class Page:
    """A running program and its page."""

    def __init__(self, settings=None):
        self.agent = Agent({**SERVED, **(settings or {})}, listens=False)

    def __enter__(self):
        self.agent.__enter__()
        self.port = int(self.agent.wait_log("Status", r"starting http server on port (\d+)$").group(1))
        return self

    def __exit__(self, *reason):
        self.agent.__exit__(*reason)

    def ask(self, method, target, body=None, **headers):
        """Status and text of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, target, body, {name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()


def case_host_51_a_message_of_the_query():
    with Page() as page:
        status, text = page.ask("GET", "/req?com=KEYVALUE_SET%7Ca%7C1")
        expect(status, 200)
        expect("KEYVALUE_SET|a|1</textarea>" in text, True, text)
        page.agent.wait_log("Status", r"HttpServer: KEYVALUE_SET\|a\|1$")
        page.agent.wait_log("Captured", r"KEYVALUE_SET\|a\|1$")
        page.agent.wait_message("KEYVALUE_SET|a|1")
        expect(page.agent.find_log("Error", ""), [])


def case_host_52_nothing_listens_when_switched_off():
    require_network_namespaces()
    with Content("http_server=false\ndisablePlugin=ALL\n") as off, Content("disablePlugin=ALL\n") as on:
        for content, listens in ((off, False), (on, True)):
            # The first CURRENT_TIME comes when everything has started.
            script = (f"'{BIN}/mmdagent' --no-render '{content.path}' > '{content.path}/log' & "
                      f"until grep -q CURRENT_TIME '{content.path}/log'; do sleep 0.02; done; ss -Hltn; kill $!; wait")
            heard = subprocess.run(network_namespace_command(["sh", "-c", script]), capture_output=True, text=True,
                                   timeout=PATIENCE, check=False).stdout
            expect(("127.0.0.1:50000" in heard, "[::1]:50000" in heard, "0.0.0.0:50000" in heard),
                   (listens, listens, False), heard)


def case_a_form_is_sent_and_its_history_shown():
    with Page() as page:
        for number in range(3):
            status, text = page.ask("POST", "/post", f"com=KEY%7C{number}%0D%0AQUIT",
                                    Content_Type="application/x-www-form-urlencoded",
                                    Origin=f"http://127.0.0.1:{page.port}", Sec_Fetch_Site="same-origin")
            expect(status, 200)
        expect("<li>KEY|2</li>\n<li>KEY|1</li>\n<li>KEY|0</li>" in text, True, text)
        page.agent.wait_message("KEY|2")
        expect([line for line in page.agent.messages() if "QUIT" in line], [])


def case_another_site_sends_nothing():
    with Page() as page:
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"},
                        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}):
            for method, target, body in (("GET", "/req?com=EVIL", None), ("POST", "/post", "com=EVIL"),
                                         ("GET", "/", None)):
                status, text = page.ask(method, target, body, **headers)
                expect((status, text.count("\n")), (403, 1), f"{headers} {text}")
        page.ask("GET", "/req?com=GOOD")
        page.agent.wait_message("GOOD")
        expect([line for line in page.agent.messages() if "EVIL" in line], [])


def case_two_programs_on_one_port_cost_one_warning():
    port = free_port()
    with Page({"http_server_port": str(port)}) as page:
        with Agent({"http_server": "true", "http_server_port": str(port)}, listens=False) as second:
            second.wait_log("Warning", f"http server: port {port} cannot be opened")
            expect(len(second.find_log("Warning", "http|port")), 1)
        expect(page.ask("GET", "/")[0], 200)


def case_in_simulated_time_it_is_there_only_on_demand():
    with Content("disablePlugin=ALL\n") as content:
        arguments = ("--no-render", "--fixed-step", "30", "--frames", "5", content.path)
        expect("http server" in run(*arguments).stdout, False)
        expect("http server on port" in run("--set", "http_server=true", "--set", "http_server_port=0",
                                            *arguments).stdout, True)


def case_garbage_and_silence_hold_up_nobody():
    with Page() as page:
        silent = [socket.create_connection(("127.0.0.1", page.port), timeout=PATIENCE) for _ in range(20)]
        chance = random.Random(1)
        good = b"POST /post HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\ncom=GOOD"
        for number in range(300):
            if number % 3 == 0:
                data = chance.randbytes(chance.randrange(1, 3_000))
            elif number % 3 == 1:
                data = good[:chance.randrange(1, len(good) - 4)]
            else:
                broken = bytearray(good)
                for _ in range(chance.randrange(1, 6)):
                    broken[chance.randrange(0, 60)] = chance.randrange(256)
                data = bytes(broken)
            with socket.create_connection(("127.0.0.1", page.port), timeout=PATIENCE) as peer:
                try:
                    peer.sendall(data)
                    peer.shutdown(socket.SHUT_WR)
                    while peer.recv(65_536):
                        pass
                except (ConnectionResetError, BrokenPipeError):
                    pass
        expect(page.ask("GET", "/")[0], 200)
        for peer in silent:
            peer.close()


def case_many_at_once_arrive_each_once():
    with Page() as page:
        def send(name):
            for number in range(50):
                expect(page.ask("GET", f"/req?com=N%7C{name}%7C{number}")[0], 200)
        threads = [threading.Thread(target=send, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in "abcd":
            page.agent.wait_message(f"N|{name}|49")
            seen = [line for line in page.agent.messages() if line.startswith(f"N|{name}|")]
            expect(seen, [f"N|{name}|{number}" for number in range(50)])


if __name__ == "__main__":
    run_cases(globals())
