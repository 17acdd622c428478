"""Imports run one way, and start-up loads no module that the first screen does not need."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from pathlib import Path
from types import ModuleType

import click
import pytest

import reader.annotations
import reader.duplicates
import reader.entities
import reader.text
import reader.ui.screens
from reader.lazy import lazy_modules

PACKAGE = Path(__file__).parent.parent / "reader"
ENGINES = {"corpus", "cleaning", "entities", "duplicates", "annotations", "exchange", "reports"}
BASE = {
    "authored",
    "encoding_names",
    "text",
    "errors",
    "lazy",
    "parallel",
    "processes",
    "safe_files",
}
LEAVES = {*BASE, "files_out", "last_frame", "resources", "settings"}
MAY_IMPORT = {
    "authored": set(),
    "encoding_names": {"errors"},
    "errors": set(),
    "files_out": {"errors", "safe_files"},
    "safe_files": set(),
    "last_frame": {"safe_files"},
    "lazy": set(),
    "parallel": {"errors", "processes"},
    "processes": set(),
    "resources": set(),
    "settings": {"encoding_names", "errors", "safe_files"},
    "text": {"errors", "lazy"},
    **dict.fromkeys(ENGINES, BASE),
    "workspace": ENGINES | LEAVES,
    "ui": {"workspace"} | ENGINES | LEAVES,
    "cli": {"ui", "workspace"} | ENGINES | LEAVES,
    "__main__": {"cli", "last_frame"},
    "__init__": set(),
}
OF_THE_SCREEN = {"textual", "rich", "click"}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            if node.module == "reader":  # from reader import cleaning
                yield from (f"reader.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(module: Path) -> None:
    part = part_of(module)
    for name in imported(module):
        top, *below = name.split(".")
        if top == "reader" and below and below[0] not in {part, "__version__"}:
            assert below[0] in MAY_IMPORT[part], f"{part} may not import {name}"
            if below[0] in ENGINES:
                assert len(below) == 1, f"{name} is not the face of its engine"
        if part not in {"ui", "cli"}:
            assert top not in OF_THE_SCREEN, f"{part} may not know {name}"


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def imported_modules(module: Path, known: set[str]) -> set[str]:
    """Return the modules of reader that a module names, for types and within functions too."""
    found = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            below = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in below.values()}
    return found & known


def test_the_rooms_of_each_room_import_one_way() -> None:
    """Of the modules and folders in one folder, each as a whole, no two need one another."""
    known = {module_name(path) for path in MODULES}
    rooms: dict[str, dict[str, set[str]]] = {}
    for path in MODULES:
        name = module_name(path)
        for other in imported_modules(path, known) - {name}:
            here, there = name.split("."), other.split(".")
            both = zip(here, there, strict=False)
            common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
            if common < min(len(here), len(there)):  # a face is no room beside its own
                within = rooms.setdefault(".".join(here[:common]), {})
                within.setdefault(here[common], set()).add(there[common])
    for room, imports in rooms.items():
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            pytest.fail(f"a circle of imports in {room}: {' <- '.join(error.args[1])}")


def test_who_returns_an_array_tells_its_shape() -> None:
    arrays = re.compile(r"\b(?:NDArray|FeatureArray|Codes|Numbers|Floats|Flags|Keys)\b")
    silent = [
        f"{module.relative_to(PACKAGE)}: {each.name}"
        for module in PACKAGE.rglob("*.py")
        for each in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(each, ast.FunctionDef) and each.returns and (said := ast.get_docstring(each))
        if arrays.search(ast.unparse(each.returns)) and said != "Return None."
        if not re.search(r"shape|``\(n_", said)
    ]
    assert not silent


def test_nobody_sets_the_private_state_of_another_object() -> None:
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                is_own = owner in {"self", "cls"} or not node.attr.startswith("_")
                assert is_own, f"{module}:{node.lineno} sets {node.attr}"


def test_no_widget_asserts_which_screen_it_is_on() -> None:
    asserted = re.compile(r"assert isinstance\([\w.]+, \w+Screen\)")
    assert [path for path in MODULES if asserted.search(path.read_text("utf-8"))] == []


def test_a_screen_has_one_base_and_beside_it_objects() -> None:
    two = re.compile(r"^class \w+\([^)]*Screen\b[^)]*, [^)]*Screen\b", re.MULTILINE)
    assert [path for path in MODULES if two.search(path.read_text("utf-8"))] == []


# What takes long to load, or is for some documents, commands or moments only.
NOT_AT_START = """
    chardet charset_normalizer dateparser hypothesis jsonschema_rs lxml markdown_it multiprocessing
    numpy pycrfsuite pygments rapidfuzz regex spacy sqlite3 tinydb tomllib trafilatura
    concurrent.futures.process email.message html.entities html.parser http.client urllib.request
    xml.etree reader.annotations.anchoring reader.cli.analyses
    reader.duplicates.search.candidate_index reader.entities.recogniser reader.exchange
    reader.ui.article.article_screen reader.ui.shared.dialogs.dialog
""".split()  # noqa: SIM905


def test_start_up_loads_nothing_that_the_first_screen_does_not_need() -> None:
    code = (
        "import sys, reader.cli.open_command, reader.ui.app; from reader.ui import screens;"
        "screens.CorpusScreen; print('\\n'.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(NOT_AT_START) & set(run.stdout.split())


def test_a_known_corpus_opens_without_what_only_a_new_one_needs() -> None:
    code = (
        "import sys, pathlib, reader.duplicates, reader.entities;"
        "import reader.workspace.analyses.reading.survey;"
        "from reader.workspace.analyses.reading.kept_candidates import unchanged_candidates;"
        "unchanged_candidates(pathlib.Path('of-nobody.json'), {});"
        "reader.duplicates.VERSION, reader.entities.VERSION; print('\\n'.join(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    unneeded = {"numpy", "reader.entities.recogniser", "reader.exchange"}
    assert not unneeded & set(run.stdout.split())


def test_commands_for_scripts_do_not_load_the_screen() -> None:
    code = "import sys, reader.cli; print('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich", "reader.workspace"} & set(run.stdout.split())


@pytest.mark.parametrize(
    "face", [reader.annotations, reader.duplicates, reader.entities, reader.text, reader.ui.screens]
)
def test_no_lazy_name_hides_behind_a_module(face: ModuleType) -> None:
    modules = {module.name for module in pkgutil.iter_modules(getattr(face, "__path__", ()))}
    names = lazy_modules(face.__name__)
    assert names
    for name in names:
        assert name not in modules  # importing the module would put it in the place of the name
        assert getattr(face, name) is not None


def test_no_class_and_no_module_has_the_name_of_another() -> None:
    classes = Counter(
        node.name
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ClassDef)
    )
    modules = Counter(module.stem for module in MODULES)
    conventional = {"__init__", "values", "view", "model"}
    twice = {name for counted in (classes, modules) for name, n in counted.items() if n > 1}
    assert twice <= conventional


def test_names_that_stand_twice_to_load_less_are_the_same() -> None:
    from reader.annotations import Status
    from reader.cli.transfer import export
    from reader.duplicates import Kind
    from reader.exchange.values import LINK_KINDS

    [statuses] = (one.type for one in export.params if one.name == "statuses")
    assert isinstance(statuses, click.Choice)
    assert tuple(statuses.choices) == tuple(Status)
    assert tuple(Kind) == LINK_KINDS
