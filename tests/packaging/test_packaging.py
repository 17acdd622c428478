"""A wheel, an sdist and an editable install all hold what reader needs to start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = {path.name for path in (ROOT / "seeds").rglob("*.*")}
STYLES = {path.name for path in (ROOT / "styles").rglob("*.tcss")}

FOREIGN = '"""A library for feeds."""\nraise SystemExit(9)\n'


def begin(arguments: Sequence[object], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command away from the checkout, so that nothing is found there by chance."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [str(argument) for argument in arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def run(arguments: Sequence[object], folder: Path) -> str:
    """Return what a command that must succeed prints, away from the checkout."""
    done = begin(arguments, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(source: Path, kind: str, folder: Path) -> Path:
    run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder], source)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def site_packages(environment: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(environment.parent)}))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment without reader, which borrows other packages from the one of the tests.

    So nothing is downloaded; that the dependencies are named rightly is what .ci/run shows. What a
    test installs takes the place of what another one did.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    packages = sysconfig.get_path("purelib", vars={"base": str(folder)})
    (Path(packages) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def install(environment: Path, *what: object) -> None:
    pip = [environment / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    run([*pip, "--no-build-isolation", *what], environment)


def installed(environment: Path, folder: Path) -> list[Path]:
    """Return the folders of the sample corpus and of the styles that are installed."""
    code = "from reader.resources import *; print(seeds_folder(), styles_folder(), sep='\\n')"
    return [Path(line) for line in run([environment / "python", "-c", code], folder).splitlines()]


def check_that_it_runs(environment: Path, folder: Path) -> None:
    assert run([environment / "reader", "--version"], folder).startswith("reader, version ")


def check_that_it_starts(environment: Path, folder: Path) -> None:
    check_that_it_runs(environment, folder)
    seeds, styles = installed(environment, folder)
    for place, wanted in ((seeds, SAMPLE), (styles, STYLES)):
        assert wanted <= {path.name for path in place.rglob("*.*")}
    articles = run([environment / "reader", "clean", seeds], folder).splitlines()
    assert len(articles) >= 12
    assert all(json.loads(article)["text"] for article in articles)


def test_wheel_holds_the_sample_corpus_and_starts(
    wheel: Path, environment: Path, tmp_path: Path
) -> None:
    install(environment, wheel)
    check_that_it_starts(environment, tmp_path)
    schema = json.loads(run([environment / "reader", "export", "--schema"], tmp_path))
    assert schema["title"]
    # A package of the same name that took its place is told in a line.
    own = site_packages(environment) / "reader" / "__init__.py"
    own.write_text(FOREIGN, "utf-8")
    done = begin([environment / "reader"], tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "pipx install article-reader" in done.stderr


def test_editable_install_reads_the_checkout(environment: Path, tmp_path: Path) -> None:
    install(environment, "--editable", ROOT)
    assert installed(environment, tmp_path) == [ROOT / "seeds", ROOT / "styles"]
    check_that_it_starts(environment, tmp_path)
    # A package of the same name, which comes before it on the path, does not hide it.
    foreign = site_packages(environment) / "reader"
    foreign.mkdir(exist_ok=True)  # the sample corpus may lie there
    (foreign / "__init__.py").write_text(FOREIGN, "utf-8")
    check_that_it_runs(environment, tmp_path)
    rmtree(foreign)


def test_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build(tmp_path / sdist.name.removesuffix(".tar.gz"), "wheel", tmp_path / "again")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


def test_readme_says_what_the_checks_run() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    checks = (ROOT / ".ci" / "run").read_text("utf-8")
    first, second, *_ = (line[4:] for line in readme.splitlines() if line.startswith("    sh "))
    assert first == "sh .ci/env reader"
    assert second in checks.splitlines()
