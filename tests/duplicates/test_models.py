"""A model is read with the columns that it was trained on, in their order, or not at all."""

import pytest

from reader.duplicates.score.score_model import weights_of

TABLE = {"lead": 2.0, "run": -1.0, "bias": 0.5}


def test_weights_go_with_their_columns() -> None:
    assert weights_of(TABLE, ["lead", "run"]) == (0.5, (2.0, -1.0))


@pytest.mark.parametrize("columns", [["run", "lead"], ["lead"], ["lead", "run", "pace"]])
def test_a_model_of_other_columns_is_refused(columns: list[str]) -> None:
    with pytest.raises(ValueError, match="trained on lead, run"):
        weights_of(TABLE, columns)
