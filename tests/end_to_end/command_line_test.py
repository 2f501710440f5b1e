"""The program as it is called: exit statuses, error lines, listings, content of every kind."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

PROGRAM = str(Path(os.environ["MMDAGENT_BIN"]) / "mmdagent")
SHORT_RUN = ["--no-render", "--fixed-step", "30", "--frames", "2", "--set", "disablePlugin=ALL"]


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()

    def write(self, name, text=""):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run_program(self, *arguments, **environment):
        return subprocess.run([PROGRAM, *arguments], text=True, capture_output=True, timeout=100, check=False,
                              cwd=self.folder, env={**os.environ, **environment})

    def log_of(self, *arguments, **environment):
        """The log of a short run that goes well, as `Module: Level: text` lines."""
        result = self.run_program(*SHORT_RUN, *arguments, **environment)
        self.assertEqual(result.returncode, 0, result.stderr)
        return [line.split("] ", 2)[-1] for line in (result.stdout + result.stderr).splitlines()]

    def assert_fails(self, status, line, *arguments, **environment):
        result = self.run_program(*arguments, **environment)
        self.assertEqual((result.returncode, result.stderr), (status, line + "\n"))

    def test_wrong_usage_ends_with_2_and_names_the_option(self):
        self.assert_fails(2, "mmdagent: The following argument was not expected: --bogus (see --help)", "--bogus")
        self.assert_fails(2, "mmdagent: --frames: expected a whole number from 1, got \"x\" (see --help)",
                          "--frames", "x")

    def test_version_and_help(self):
        self.assertRegex(self.run_program("--version").stdout, r"^mmdagent \d+\.\d+\.\d+\n$")
        self.assertIn("--fixed-step", self.run_program("--help").stdout)

    def test_listings(self):
        options = json.loads(self.run_program("--options", "--json").stdout)
        self.assertIn("window_size", [option["key"] for option in options])
        self.assertIn("window_size", self.run_program("--options").stdout)

    def test_content_that_cannot_start_ends_with_1(self):
        missing = str(self.folder / "missing.mdf")
        self.assert_fails(1, f"mmdagent: {missing}: No such file or directory", *SHORT_RUN, missing)
        self.write("two/a.mdf")
        self.write("two/b.mdf")
        two = str(self.folder / "two")
        self.assert_fails(1, f"mmdagent: {two}: expected one .mdf file in the folder, found 2: a.mdf, b.mdf",
                          *SHORT_RUN, two)
        locked = self.write("locked/a.mdf")
        key = self.write("locked/key.bin", "x")
        self.assert_fails(1, f"mmdagent: {key}: encrypted content not supported", *SHORT_RUN, locked)

    def test_folder_from_any_directory(self):
        settings = self.write("content/a.mdf", "x=1\n")
        for argument in (settings, "content", "content/", str(self.folder / "content")):
            log = self.log_of(argument)
            self.assertIn(f"MMDAgent: Status: user mdf file = {settings}", log)
            self.assertIn(f"MMDAgent: Status: current dir changed to {self.folder}/content", log)

    def test_case_6_last_settings_file_is_the_content(self):
        first = self.write("1/a.mdf", "skinning=one\n")
        last = self.write("2/b.mdf", "skinning=two\n")
        log = self.log_of(first, last)
        self.assertIn(f"MMDAgent: Status: current dir changed to {self.folder}/2", log)
        self.assertTrue([line for line in log if line.startswith(f"MMDAgent: Warning: {first}: line 1: skinning")])

    def test_case_18_line_that_cannot_be_read_fails_the_file(self):
        settings = self.write("a.mdf", "a=1\nb=%ENV{HOME\n")
        self.assert_fails(1, f"mmdagent: line 2: parse error ({settings})", *SHORT_RUN, settings)

    def test_set_overrides_settings_files(self):
        settings = self.write("a.mdf", "disablePlugin=NONE\n")
        self.assertIn("MMDAgent: Status: disablePlugin = ALL", self.log_of(settings))

    def test_package_runs_and_is_gone_afterwards(self):
        package = self.folder / "p.mmda"
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("sub/main.mdf", "enablePlugin=NONE\n")
        log = self.log_of(str(package), MMDAgentContentDir=str(self.folder / "store"))
        self.assertTrue([line for line in log if line.endswith("/sub/main.mdf")], log)
        self.assertEqual(list((self.folder / "store").iterdir()), [])

    def test_package_that_leaves_its_folder_is_refused(self):
        package = self.folder / "p.mmda"
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("main.mdf", "")
            archive.writestr("../out.txt", "x")
        self.assert_fails(1, f"mmdagent: {package}: entry \"../out.txt\": path leaves the package", *SHORT_RUN,
                          str(package), MMDAgentContentDir=str(self.folder / "store"))
        self.assertEqual(sorted(path.name for path in self.folder.rglob("*")), ["p.mmda", "store"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
