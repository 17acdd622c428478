"""The language of a text."""

from __future__ import annotations

import pytest

from reader.text.languages.language import guessed_language

SAMPLES = {
    "en": "The ferry to the island was late again, and the crew said that it had lost its way.",
    "de": "Die Fähre zur Insel war wieder zu spät, und die Mannschaft ist mit dem Boot gefahren.",
    "fr": "Le bac pour les îles est en retard, et une partie des passagers est restée sur le quai.",
    "es": "El barco que va a la isla llegó tarde, y los pasajeros se quedaron con frío.",
    "sv": "Färjan till ön är sen och det är inte första gången att den har kört på ett skär.",
    "ru": "Паром на остров опоздал, и пассажиры не знали, что с ним было и как это случилось.",
    "uk": "Пором на острів запізнився, і пасажири не знали, що з ним сталося.",
    "ar": "تأخرت العبارة إلى الجزيرة مرة أخرى",
    "ja": "島へのフェリーはまた遅れました。",
    "zh": "开往岛上的渡轮又晚点了。",
    "": "12 34 56",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_the_language_of_a_text_is_told_by_script_and_words(language: str, text: str) -> None:
    assert guessed_language(text) == language
