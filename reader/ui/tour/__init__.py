"""The tour: learning reader by doing, from an article that teaches it."""

from reader.ui.tour.lesson import write_lesson
from reader.ui.tour.tour import Tour, TourLine
from reader.ui.tour.tour_steps import LESSON, STEPS

__all__ = ["LESSON", "STEPS", "Tour", "TourLine", "write_lesson"]
