"""Steps of a store, as tests speak of them."""

from __future__ import annotations

from reader.annotations import StepSummary


def step_name(step: StepSummary | None) -> str | None:
    """Return the name of a step, or None where there was none."""
    return step.name if step else None
