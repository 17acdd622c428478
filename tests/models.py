"""Small models of spaCy, made for a test."""

from __future__ import annotations

import json
from pathlib import Path
from socket import socket

# As in OntoNotes, titles and "the" are in the spans; in ours they are not.
SENTENCES = {
    "Gen. Ostra Quell met Mirel Dunnow in Velmouth.": {
        "Gen. Ostra Quell": "PERSON",
        "Mirel Dunnow": "PERSON",
        "Velmouth": "GPE",
    },
    "Mirel Dunnow left the Skarn Institute in 2019.": {
        "Mirel Dunnow": "PERSON",
        "the Skarn Institute": "ORG",
        "2019": "DATE",
    },
    "Velmouth thanked Ostra Quell, the Skarn Institute says.": {
        "Velmouth": "GPE",
        "Ostra Quell": "PERSON",
        "the Skarn Institute": "ORG",
    },
    "On 3 May 2021 Quell paid $5 for it.": {"3 May 2021": "DATE", "$5": "MONEY"},
}
STORY = "\n\n".join(SENTENCES)

_GATED = """
from socket import create_connection
from spacy.language import Language
from spacy.util import load_model_from_init_py

PASSED = []

@Language.component("gate")
def gate(doc):
    if not PASSED:
        PASSED.append(True)
        with create_connection({address!r}) as test:
            test.recv(1)
    return doc

def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def trained(folder: Path) -> Path:
    """Train a model on a few invented sentences, and save it."""
    import spacy
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = []
    for text, names in SENTENCES.items():
        spans = [(at := text.index(name), at + len(name), kind) for name, kind in names.items()]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples)
    nlp.to_disk(folder)
    return folder


def gated(package: Path, server: socket) -> str:
    """Make a package of a model that calls the test at its first text, and waits to be released.

    Returns its name; the folder that it is in must be on the path.
    """
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]  # it is one
        [{"label": "PERSON", "pattern": "Mirel Dunnow"}]
    )
    spacy.language.Language.component("gate", func=lambda doc: doc)
    nlp.add_pipe("gate")
    nlp.meta["name"] = package.name
    data = package / f"en_{package.name}-{nlp.meta['version']}"
    package.mkdir(parents=True)
    nlp.to_disk(data)
    (package / "meta.json").write_text(json.dumps({**nlp.meta, "name": package.name}), "utf-8")
    about = package.with_name(f"{package.name}-{nlp.meta['version']}.dist-info") / "METADATA"
    about.parent.mkdir()
    about.write_text(f"Name: {package.name}\nVersion: {nlp.meta['version']}\n", "utf-8")
    (package / "__init__.py").write_text(_GATED.format(address=server.getsockname()), "utf-8")
    return package.name
