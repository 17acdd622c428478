"""The tour: learning reader by doing, from an article that teaches it."""

from reader.ui.tour.lesson import write_lesson
from reader.ui.tour.tour import Tour, TourLine
from reader.ui.tour.tour_steps import LESSON, STEPS, Situation

__all__ = ["LESSON", "STEPS", "Situation", "Tour", "TourLine", "write_lesson"]
