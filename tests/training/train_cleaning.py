"""Train the models of reader.cleaning: python tests/training/train_cleaning.py.

Reads the pages of ../shared/bench/cleaning and writes into reader/cleaning/trained; the same
data gives the same files.
"""

from __future__ import annotations

from pathlib import Path

from cleaning_pages import pages, train

FOLDER = Path(__file__).parents[2] / "reader/cleaning/trained"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    train([*pages("dump"), *pages("html")], FOLDER)
    for file in sorted(FOLDER.iterdir()):
        print(file.name, file.stat().st_size)
