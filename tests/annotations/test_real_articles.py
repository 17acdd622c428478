"""Passages of real articles under fourteen kinds of change (``tests/bench/anchoring.py``)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).parent.parent
ARTICLES = 6


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("anchoring", TESTS / "bench" / "anchoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.DATA.is_dir():
        pytest.skip("../shared/bench/anchoring is not there")
    return module


@pytest.mark.parametrize("length", ["1-4 words", "5-60 words"])
def test_what_is_there_is_found_and_what_is_gone_is_not(bench: ModuleType, length: str) -> None:
    mutations = bench.load_mutations()
    texts = mutations.load()[:ARTICLES]
    there = found = 0
    for name in mutations.MUTS:
        counts = bench.measure(mutations, texts, name, length, rounds=1, times=[])
        there, found = there + counts["there"], found + counts["found"]
        assert counts["kept"] == 0, name
    assert found >= 0.985 * there
