"""Processes that are begun for work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from reader.processes import out_of_reach_of_interrupts


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_reaches_this_process_and_none_that_was_begun_for_it() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('goes on')"
    with out_of_reach_of_interrupts():
        begun = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    after = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert begun.stdout.strip() == b"goes on"
    assert after.stdout == b""
