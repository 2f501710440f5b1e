"""scripts/run.sh, scripts/setup.sh and scripts/test.sh, with everything that they call replaced by small recorders."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(os.environ["MMDAGENT_SOURCE"]) / "scripts"
SYSTEM_TOOLS = "/usr/bin:/bin"


def write_script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/bash\n" + text, encoding="utf-8")
    path.chmod(0o755)


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.tools = self.root / "tools"

    def run_script(self, name, arguments, path=SYSTEM_TOOLS, cwd=None, **environment):
        return subprocess.run([str(self.root / "scripts" / name), *arguments], text=True, cwd=cwd or "/",
                              capture_output=True, timeout=60, check=False,
                              env={"PATH": f"{self.tools}:{path}", **environment})


class RunScript(ScriptTest):
    def setUp(self):
        super().setUp()
        (self.root / "scripts").mkdir()
        shutil.copy(SCRIPTS / "run.sh", self.root / "scripts")
        write_script(self.root / "scripts/setup.sh", "echo setup >> $RECORD")
        write_script(self.tools / "cmake", "echo cmake \"$@\" >> $RECORD; exit ${CMAKE_STATUS:-0}")
        write_script(self.root / "build/release/bin/mmdagent",
                     "pwd; for a in \"$@\"; do echo \"<$a>\"; done; exit 7")

    def program_arguments(self, arguments, **environment):
        """What the program got, after checking that it ran and gave its status on."""
        result = self.run_script("run.sh", arguments, RECORD=str(self.root / "record"), **environment)
        self.assertEqual(result.returncode, 7, result.stderr)
        self.text = result.stdout
        return [line[1:-1] for line in result.stdout.splitlines() if line.startswith("<")]

    def test_with_a_display_shows_the_sample(self):
        self.assertEqual(self.program_arguments([], DISPLAY=":9"), [f"{self.root}/Resource/Sample"])

    def test_sets_up_and_builds_what_the_demo_needs_first(self):
        self.program_arguments([], DISPLAY=":9")
        self.assertEqual((self.root / "record").read_text().splitlines(), [
            "setup", "cmake --preset release",
            "cmake --build --preset release --target mmdagent mmdagent_plugins app_data"])

    def test_failed_build_ends_with_its_output(self):
        result = self.run_script("run.sh", [], RECORD="/dev/stderr", CMAKE_STATUS="1", DISPLAY=":9")
        self.assertEqual(result.returncode, 1)
        self.assertIn("cmake --preset release", result.stderr)
        self.assertNotIn("<", result.stdout)

    def test_content_replaces_the_sample(self):
        for content in (["my/content.mdf"], ["folder"], ["--frames", "5", "a.mdf"],
                        ["--set", "a=1", "--send", "X", "b.pmd"], ["--", "-odd.mdf"]):
            self.assertEqual(self.program_arguments(content, DISPLAY=":9"), content)

    def test_options_alone_go_with_the_sample(self):
        sample = f"{self.root}/Resource/Sample"
        for options in (["--frames", "5"], ["--verbose"], ["--set", "a=1"], ["--size", "80x60", "--headless"],
                        ["--set=a=1"], ["--epoch", "2000-01-01 00:00", "--fixed-step", "30"]):
            self.assertEqual(self.program_arguments(options, DISPLAY=":9"), options + [sample])

    def test_without_display_runs_headless_and_says_how_to_connect(self):
        remote = ["--headless", "--set", "Plugin_Remote_EnableServer=true", "--set",
                  "Plugin_Remote_ListenPort=60001"]
        self.assertEqual(self.program_arguments(["a.mdf"]), remote + ["a.mdf"])
        self.assertIn("no display (DISPLAY is not set): running headless\n", self.text)
        self.assertIn("echo GREET > /dev/tcp/127.0.0.1/60001", self.text)

    def test_without_display_a_chosen_way_of_drawing_stays(self):
        for option in ("--headless", "--no-render", "--help", "--version", "--messages", "--options"):
            arguments = self.program_arguments([option, "a.mdf"])
            self.assertEqual(arguments, [option, "a.mdf"])
            self.assertNotIn("no display", self.text)

    def test_works_from_any_directory_and_through_a_link(self):
        os.symlink(self.root / "scripts/run.sh", self.root / "link")
        elsewhere = self.root / "else where"
        elsewhere.mkdir()
        result = subprocess.run([str(self.root / "link"), "my content.mdf"], cwd=elsewhere, text=True,
                                capture_output=True, timeout=60, check=False,
                                env={"PATH": f"{self.tools}:{SYSTEM_TOOLS}", "DISPLAY": ":9",
                                     "RECORD": str(self.root / "record")})
        self.assertEqual(result.stdout.splitlines()[-2:], [str(elsewhere), "<my content.mdf>"])


class SetupScript(ScriptTest):
    """`dpkg-query` knows every package but those in $MISSING."""

    def setUp(self):
        super().setUp()
        (self.root / "scripts").mkdir()
        shutil.copy(SCRIPTS / "setup.sh", self.root / "scripts")
        write_script(self.tools / "dpkg-query", """
            for package in "$@"; do
              [[ $package == -* || " $MISSING " == *" $package "* ]] || echo "$package installed"
            done
            [ -z "$MISSING" ]""")
        write_script(self.tools / "apt-get", "echo \"$SUDO\"apt-get \"$@\" >> $RECORD")
        write_script(self.tools / "sudo",
                     "[ \"$1\" = -n ] || exit 9; shift; [ -n \"$MAY\" ] && SUDO='sudo ' \"$@\"")
        write_script(self.tools / "id", "echo $ID")
        self.record = self.root / "record"
        self.record.write_text("")

    def setup(self, arguments=(), missing="", user=1000, may=""):
        result = self.run_script("setup.sh", arguments, MISSING=missing, RECORD=str(self.record),
                                 ID=str(user), MAY=may)
        return result, self.record.read_text().splitlines()

    def test_quiet_and_without_rights_when_nothing_is_missing(self):
        result, calls = self.setup()
        self.assertEqual((result.returncode, result.stdout, result.stderr, calls), (0, "", "", []))

    def test_root_installs_what_is_missing_and_no_more(self):
        result, calls = self.setup(missing="ninja-build xvfb", user=0)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(calls, ["apt-get -q update",
                                 "apt-get -q -y install --no-install-recommends ninja-build xvfb"])

    def test_others_use_sudo_that_asks_nothing(self):
        result, calls = self.setup(missing="ccache", may="yes")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(calls, ["sudo apt-get -q update",
                                 "sudo apt-get -q -y install --no-install-recommends ccache"])

    def test_without_rights_prints_the_one_line_and_ends_with_2(self):
        result, calls = self.setup(missing="ccache xvfb")
        self.assertEqual((result.returncode, calls), (2, []))
        self.assertEqual(result.stderr.splitlines()[-1],
                         "sudo apt-get install --no-install-recommends ccache xvfb")

    def test_extras_only_when_asked(self):
        self.assertEqual(self.setup(missing="libconcurrentqueue-dev", user=0)[1], [])
        calls = self.setup(["--bench"], missing="libconcurrentqueue-dev", user=0)[1]
        self.assertEqual(calls[-1],
                         "apt-get -q -y install --no-install-recommends libconcurrentqueue-dev")

    def test_wrong_usage_ends_with_2(self):
        result, calls = self.setup(["--bogus"])
        self.assertEqual((result.returncode, calls), (2, []))
        self.assertEqual(result.stderr, "setup.sh: expected nothing or --bench, got \"--bogus\"\n")


class TestScript(ScriptTest):
    """`ctest` prints what $CTEST_OUTPUT holds; one fuzz target lies ready."""

    PASSED = "1/1 Test  #1: a.Suite.One ...........   Passed    0.01 sec"
    SKIPPED = "1/1 Test  #2: a.Suite.Two ...........***Skipped   0.01 sec"
    FAILED = "1/1 Test  #3: a.Suite.Three ...........***Failed    0.01 sec"

    def setUp(self):
        super().setUp()
        (self.root / "scripts").mkdir()
        shutil.copy(SCRIPTS / "test.sh", self.root / "scripts")
        self.record = self.root / "record"
        write_script(self.root / "scripts/setup.sh", "echo setup >> $RECORD")
        write_script(self.tools / "cmake", "echo cmake \"$@\" >> $RECORD; exit ${CMAKE_STATUS:-0}")
        write_script(self.tools / "ctest", """
            echo ctest "$@" stress=$MMDAGENT_STRESS_MESSAGES long=$MMDAGENT_LONG >> $RECORD
            echo "$CTEST_OUTPUT"; [[ $CTEST_OUTPUT != *Failed* ]]""")
        write_script(self.root / "build/fuzz/tests/fuzz/fuzz_a",
                     "echo fuzz_a \"$@\" >> $RECORD; exit ${FUZZ_STATUS:-0}")
        (self.root / "tests/fuzz/corpus/a").mkdir(parents=True)

    def run_tests(self, *arguments, output=PASSED, **environment):
        result = self.run_script("test.sh", arguments, CTEST_OUTPUT=output, RECORD=str(self.record),
                                 **environment)
        return result, result.stdout.splitlines()

    def calls(self):
        return self.record.read_text().splitlines()

    def test_builds_and_tests_every_stage(self):
        result, lines = self.run_tests()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(lines[-2:], ["skipped: 0", "2 passed, 0 failed, 0 skipped"])
        self.assertEqual(self.calls(), [
            "setup",
            "cmake --preset release", "cmake --build --preset release --target all",
            "ctest --test-dir build/release -j2 --output-on-failure --no-tests=error stress= long=",
            "cmake --preset asan", "cmake --build --preset asan --target mmdagent_unit_tests",
            "ctest --test-dir build/asan -j2 --output-on-failure --no-tests=error -L unit "
            "-E ^mmdagent_conformance_test\\.Pairs/LoadingOrder stress= long=",
            "cmake --preset fuzz", "cmake --build --preset fuzz --target tests/fuzz/all",
            "fuzz_a -max_total_time=15 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 "
            "-artifact_prefix=build/fuzz/fuzz_a- build/fuzz/corpus/fuzz_a tests/fuzz/corpus/a"])

    def test_long_runs_the_program_under_both_sanitizers_and_fuzzes_longer(self):
        result, _ = self.run_tests("--long")
        self.assertEqual(result.returncode, 0, result.stderr)
        calls = self.calls()
        left_out = ("-E ^(mmdfiles_|golden_|AvatarCut|[A-Za-z]+Cases|fst_|"
                    "mmdagent_(conformance|picture)_test) ")
        for preset, less in (("asan", ""), ("tsan", left_out)):
            self.assertIn(f"cmake --build --preset {preset} --target all", calls)
            self.assertIn(f"ctest --test-dir build/{preset} -j2 --output-on-failure --no-tests=error "
                          f"-L unit|program {less}stress=10000000 long=1", calls)
        self.assertTrue(calls[-1].startswith("fuzz_a -max_total_time=60 "), calls[-1])

    def test_skipped_tests_are_counted_and_named(self):
        result, lines = self.run_tests(output=f"{self.PASSED}\n{self.SKIPPED}")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(lines[-3:], ["skipped: 2", "  a.Suite.Two", "2 passed, 0 failed, 2 skipped"])

    def test_skip_is_a_failure_where_shared_material_is_required(self):
        result, lines = self.run_tests(output=self.SKIPPED, MMDAGENT_REQUIRE_SHARED="1")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(lines[-1], "failed: skipped tests, which MMDAGENT_REQUIRE_SHARED=1 forbids")
        self.assertEqual(self.run_tests(MMDAGENT_REQUIRE_SHARED="1")[0].returncode, 0)

    def test_failed_test_fails_the_run_and_later_stages_still_run(self):
        result, lines = self.run_tests(output=f"{self.PASSED}\n{self.FAILED}")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(lines[-3:], ["2 passed, 2 failed, 0 skipped", "failed: test release",
                                      "failed: test asan"])
        self.assertTrue(self.calls()[-1].startswith("fuzz_a "))

    def test_failed_fuzz_target_fails_the_run(self):
        result, lines = self.run_tests(FUZZ_STATUS="77")
        self.assertEqual((result.returncode, lines[-1]), (1, "failed: fuzz_a"))

    def test_failed_build_ends_the_run(self):
        result, _ = self.run_tests(CMAKE_STATUS="1")
        self.assertEqual(result.returncode, 1)
        self.assertIn("test.sh: building release failed", result.stderr)
        self.assertEqual(len(self.calls()), 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
