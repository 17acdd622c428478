"""The steps of the tour: what each teaches, what is said while it is done, and what notices it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.screen import ModalScreen, Screen

from reader.annotations import Link, Passage, Store, Verdict
from reader.ui import screens

# The file of the article that the steps teach in: the first one in the list.
LESSON = "1-learn-reader.md"


@dataclass(frozen=True)
class Situation:
    """The situation of somebody on the tour: the open screens, and the annotations so far."""

    screens: Sequence[Screen[object]]
    store: Store

    @property
    def places(self) -> set[str]:
        """The names of the screen in use and of those seen below it; of an article, its file."""
        found = set()
        for screen in reversed(self.screens):
            if isinstance(screen, screens.ArticleScreen):
                found.add(screen.document)
            else:
                found.add(type(screen).__name__)
            if not isinstance(screen, ModalScreen):
                break
        return found

    @property
    def selected(self) -> str:
        """The words that are selected in the article in use."""
        screen = self.screens[-1]
        if not isinstance(screen, screens.ArticleScreen) or screen.view.selection is None:
            return ""
        return screen.view.words_of(screen.view.selection)

    @property
    def passages(self) -> list[Passage]:
        """The passages that were tagged."""
        return self.store.all(Passage)


@dataclass(frozen=True)
class TourStep:
    """One thing to do: its section of the article, what the line says, how it is known to be done.

    What it ``teaches`` and ``says`` has ids for keys. One that ``counts_early`` needs not be done
    anew where that was done before its turn. It is done at the place ``on``, where it has one.
    """

    heading: str
    teaches: str
    says: str
    is_done: Callable[[Situation], bool]
    counts_early: bool = False
    on: str = ""


def _on(place: str) -> Callable[[Situation], bool]:
    return lambda now: place in now.places


def _has(text: str, *words: str, within: int) -> bool:
    """Tell whether a text has some of these words, and no more than ``within`` characters."""
    return len(text) <= within and any(one in text for one in words)


def _tags(*words: str, within: int) -> Callable[[Situation], bool]:
    """Notice a passage that has some of these words, and no more than ``within`` characters."""
    return lambda now: any(_has(one.anchor.quote, *words, within=within) for one in now.passages)


# Words of each sentence of the quotation in section 2: one is to be selected and tagged, or both.
_SENTENCES = ("first struck on 4 May 1911", "whole town had come")
_tags_sentence = _tags(*_SENTENCES, within=100)


def _selects_or_tags(now: Situation) -> bool:
    return _has(now.selected, *_SENTENCES, within=100) or _tags_sentence(now)


STEPS: Sequence[TourStep] = (
    TourStep(
        "Open an article",
        """
You have opened this one from the list. {move.down} and {move.up} move the caret by rows,
{move.paragraph} and {move.paragraph-back} by paragraphs, {move.heading} goes to the next heading,
and {app.back} goes back to the list: there, {list.open} opens this article again, where you left
it.
""",
        "{list.open} opens the first article, “Learn reader by doing”; {list.down} and {list.up} "
        "go to others.",
        _on(LESSON),
    ),
    TourStep(
        "Select a sentence",
        """
Press {move.heading} and {move.paragraph} until the caret stands in the quotation below, then
{select.sentence}.

> The tower clock of Aldersund first struck on 4 May 1911. The whole town had come to hear it.

What is selected can be tagged, copied or searched for. {select.sentence} once more takes the next
sentence in, {select.paragraph} takes the paragraph, and moving on takes in more, until
{select.let-go} lets go.
""",
        "{move.heading} goes to the next heading, {move.paragraph} to the next paragraph: "
        "{select.sentence} selects a sentence of the quotation there.",
        _selects_or_tags,
        on=LESSON,
    ),
    TourStep(
        "Tag it",
        """
The sentence of section 2 is still selected: press {tag.1}, which sets the first tag, “claim”.
Where nothing is selected any more, {select.sentence} selects the sentence at the caret.

A tag says what a passage is: a claim to check, a quote, a number, a source. Later, all passages
of a tag are found in one list, over all articles. {tag.keys} shows your tags; you can make
others.
""",
        "{tag.1} tags what is selected with the first tag (where nothing is, {select.sentence} "
        "selects again); {tag.keys} would show them all.",
        _tags_sentence,
        on=LESSON,
    ),
    TourStep(
        "Take it back",
        """
Press {app.undo}, as often as there are passages: every step is taken back, also those of last
week. {app.redo} makes them again. So you can try whatever you like.
""",
        "{app.undo} takes back what was done last, and what was done before that.",
        lambda now: not now.passages,
        on=LESSON,
    ),
    TourStep(
        "Write a note",
        """
Go to the quotation below, tag a sentence ({select.sentence}, {tag.1}), and press {tag.note}.
Write a few words, then Escape: they are kept.

> The town paid for the clock with a tax on herring. Nobody ever asked for the money back.

A note says why you tagged it, to others or to yourself in a year.
""",
        "tag a sentence ({select.sentence}, {tag.1}), then write a note: {tag.note}, "
        "a few words, Escape.",
        lambda now: any(passage.note for passage in now.passages),
        on=LESSON,
    ),
    TourStep(
        "Tag a name",
        """
Names are marked in the text. Go to the quotation below, which begins with one, and press
{select.start} {select.object} n: that selects the name around the caret. Then {tag.4}, “source”.

> Ida Vennmark, the last keeper of the clock, says that it was never a minute late.

Who says so is the first thing that is asked of a claim.
""",
        "on the name Ida Vennmark: {select.start} {select.object} n selects it, {tag.4} tags it.",
        _tags("Ida Vennmark", within=30),
        on=LESSON,
    ),
    TourStep(
        "Tag a date",
        """
Go to the quotation below, which begins with one, and press {select.start}. {move.word}, pressed
three times, takes in the day, the month and the year; {tag.3} tags them, “number”.

> 30 November 1998 was the last day on which she wound it by hand.

{select.start} selects whatever you move over, and {tag.grow} and {tag.shrink} change a passage by
a word when it was too short or too long.
""",
        "at the start of 30 November 1998: {select.start}, {move.word} three times, "
        "{tag.3} tags it.",
        _tags("30 November 1998", within=30),
        on=LESSON,
    ),
    TourStep(
        "Tag what contradicts",
        """
The sentence below does not go with the one of section 2. Select it and tag it with {tag.5},
“doubt”.

> The clock of Aldersund first struck in the autumn of 1913, as the town’s chronicle has it.

{tag.previous} and {tag.next} go from passage to passage, so that you find it again.
""",
        "the sentence contradicts that of section 2: {select.sentence} selects it, "
        "{tag.5} tags it.",
        _tags("first struck in the autumn of 1913", within=100),
        on=LESSON,
    ),
    TourStep(
        "Go to the stories",
        """
Newspapers copy one another, and contradict one another as well. {app.back} goes back to the list,
and {version.queue} from there to the stories that reader finds in several articles of the sample
corpus, as that of the bridge in Port Merrin, or that of the batteries that a maker of bicycles
calls back.
""",
        "{app.back} goes back to the list; {version.queue} goes through the stories there.",
        _on("QueueScreen"),
        counts_early=True,
    ),
    TourStep(
        "Link two versions",
        """
The first article of the story stands on top, and below it those that may be versions of it, with
what they share. {version.accept} says that the one at the cursor is one, {version.reject} that it
is none. What is linked is read, tagged and counted as one story.
""",
        "{version.accept} links the version at the cursor with the first one; "
        "{list.down}, {list.up} choose.",
        lambda now: any(k.verdict is Verdict.ACCEPTED for k in now.store.all(Link)),
        counts_early=True,
        on="QueueScreen",
    ),
    TourStep(
        "Compare them",
        """
{list.open} opens two versions beside each other, sentence by sentence, and sets off what one of
them has changed: {find.next-contradiction} goes to the next sentence where they contradict each
other, as the two about the clock do.
""",
        "{list.open} opens two versions beside each other, sentence by sentence.",
        _on("CompareScreen"),
        counts_early=True,
        on="QueueScreen",
    ),
    TourStep(
        "Find all other keys",
        """
{app.help} shows the keys of the screen that you are on. {app.tour} leaves the tour. Your own
articles are opened by the command: reader FOLDER
""",
        "{app.help} shows the keys of every screen.",
        _on("HelpScreen"),
    ),
)
