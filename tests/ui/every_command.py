"""Run commands in the terminal, one after the other: python -m tests.ui.every_command

Takes lists of arguments as JSON. Each command is followed by a line that tells its end.
"""

from __future__ import annotations

import json
import sys

from reader.cli import main

END = "command ended"

if __name__ == "__main__":
    for arguments in json.loads(sys.argv[1]):
        main(arguments)
        print(END, flush=True)
