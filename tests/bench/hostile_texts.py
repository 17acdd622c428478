"""How comparing grows with texts of few words said over and over, beside normal text.

    python tests/bench/hostile_texts.py

Each text is made of one to three tokens, of 20,000 and of 80,000 characters; the time of the
second is to be at most 10 times that of normal text of the same size.
"""

from __future__ import annotations

import time

from reader.duplicates import align_texts

SIZES = (20_000, 80_000)
NORMAL = (
    "The council of Arden closed the old bridge over the Wend on Monday after engineers found"
    " cracks in two of its five arches, and buses go round by the mill road until the spring. "
)
TOKENS = {
    "said": ("said ", "said "),
    "said in sentences": ("said. ", "said! "),
    "he said": ("he said ", "she said "),
    "quotations": ('"a" ', "“a” "),
    "numbers": ("nine 9 ", "ten 9 "),
    "dates": ("May 3 ", "May 4 "),
    "names": ("Lund Berg ", "Lund Borg "),
    "scales": ("million ", "million "),
    "one long number word": ("einundzwanzig", "einund"),
    "zero-width characters": ("a\u200b", "a\u200c"),
}


def spent(a: str, b: str) -> float:
    """Return the CPU seconds that an alignment takes."""
    started = time.process_time()
    align_texts(a, b)
    return time.process_time() - started


def main() -> None:
    spent(NORMAL, NORMAL.replace("Monday", "Tuesday"))  # what is loaded once
    for size in SIZES:
        times = size // len(NORMAL)
        normal = spent(
            "".join(NORMAL.replace("Wend", f"Wend{n}") for n in range(times)),
            "".join(NORMAL.replace("Wend", f"Wend{n}").replace("old", "new") for n in range(times)),
        )
        print(f"{size} characters: normal text {normal:.2f} CPU s")
        for name, (one, other) in TOKENS.items():
            took = spent(one * (size // len(one)), other * (size // len(other)) + "x")
            print(f"   {name:24} {took:6.2f} CPU s, {took / normal:5.1f} times")
    print(f"300,000 zero-width characters: {spent('a ' + chr(0x200B) * 300_000, 'a b'):.2f} CPU s")


if __name__ == "__main__":
    main()
