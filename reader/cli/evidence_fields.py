"""What two documents share and contradict, as the commands print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.duplicates import NamedEvidence


def evidence_fields(evidence: NamedEvidence) -> dict[str, Any]:
    """Return the fields that name the evidence of a pair, the most telling of each first."""
    return {
        "shared": {
            "names": evidence.names,
            "numbers": evidence.numbers,
            "dates": evidence.dates,
            "words": evidence.words,
        },
        "contradicted": [
            {"kind": one.kind, "a": one.a, "b": one.b} for one in evidence.contradicted
        ],
    }
