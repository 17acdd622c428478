"""The thresholds that decide what is listed, what is a copy and what is the same event.

Likelihoods and shares are from 0 to 1. What was "measured" was measured on the benchmark of
``tests/bench/duplicates.py``; ``MODEL.md`` has the figures.
"""

from __future__ import annotations

from reader.duplicates.values import Kind

# With fewer votes (of shared runs and words) two articles are not even scored.
LEAST_VOTES = 0.5
# From this score on a pair is worth a look: it is more likely than not.
LISTED = 0.5
# The score of a link that was made by hand, where stories are broken at their weakest links.
UNSCORED = 0.5
# From this likelihood on, one text was made from the other, in part or as a whole; below it two
# texts that belong together are of the same event.
COPY = 0.5
# From this score on a candidate that nobody judged can join two documents (measured: the best
# adjusted Rand index of stories).
STRONG = 0.98
# Two groups become one by so many of the pairs between them, or by more than half of those.
JOINING = 6
# Kinds that hold two documents together only where a person has said so.
LOOSE = (Kind.QUOTING, Kind.SAME_EVENT)
# How much a shared event alone can make of a score: the surest links are copies.
SURE = 0.9
# So many rare words in a row are no chance: below it are shared quotations and set phrases, above
# it copied passages (measured: the crossing point), and how fast the one becomes the other.
COPIED, COPIED_SPREAD = 34, 3

# -- what a copy is called ------------------------------------------------------------------

# The raw page and the clean text of it share so much of both, and the page hides so much more of
# its source.
SAME_PAGE_SHARE, SAME_PAGE_HIDDEN = 0.9, 0.2
# So long, in words, are the runs of words that an editor leaves, on average; a rewriter leaves
# shorter ones, even one who only puts other words for one in ten.
EDITED_RUN = 14
# Runs as long as this, which no rewriter leaves, are passages that were taken over; from such a
# share on it is the text that the other version has, below it passages beside a text of its own.
PASSAGE_RUN, PASSAGE_MOST = 8, 0.65
# A text beside another article: so much of the short text is in the long one, which has so much
# else, in lines of so many words on average (a menu's have fewer), that has less of the short one's
# words (their weights squared) than this.
FOREIGN_WHOLE, FOREIGN_REST, FOREIGN_PROSE, FOREIGN_WORDS = 0.9, 0.2, 10, 0.055
# A copy with the mistakes of a scanner or of a wrong encoding has so many words of its own, and of
# these so many nearly the letters of the word in whose place they stand (as shares; chosen on the
# benchmark, where it names 223 of 240 scans).
NOISE_WORDS, NOISE_MISREAD = 0.02, 0.35
# Of the words misread so many at least are no names, and texts that lack more of each other's words
# than this are no copies.
NOISE_PLAIN, NOISE_LACKING = 2, 0.75
# Of a text with its sentences in another order fewer than this follow each other as in the other
# one, which has so much of its words.
REORDERED, REORDERED_SHARE = 0.9, 0.9

# -- what is no duplicate -------------------------------------------------------------------

# Two texts of one form have at least so many names and numbers each.
FORM_LEAST = 3
# Reports of one form about different things share at most so many of their names and numbers, and
# at least so many of their other words.
FORM_FACTS, FORM_FRAME = 0.34, 0.6
# So much of the shorter one's sentences has a counterpart in the longer one, in one order.
FORM_TOLD = 0.5
# Where numbers alone tell, so much of the shorter one's sentences has a counterpart, and at most so
# much stands word for word in both: of a copy in which somebody changed the numbers more does.
FORM_WHOLE, FORM_VERBATIM = 0.8, 0.5
# Where hardly any other word differs, they share at most so many of their names and numbers.
FORM_EQUAL, FORM_KEPT = 0.95, 0.6
# Reports of a series share at most so many of their numbers, have so many at least, and are so many
# days apart; from so many days on, or whole weeks apart, more of their sentences may be the same.
FORM_SERIES, FORM_FIGURES, FORM_DAYS, FORM_YEAR = 0.5, 2, 5, 330
# A yearly piece is so many days early or late at most.
YEAR, FORM_YEARLY = 365.25, 10
# Titles that are the same but for their dates are those of a yearly or weekly piece: as many days
# apart as the issues of both may be.
ISSUE_APART = 364
# The next issue of a weekly piece keeps at most such a share of its sentences word for word; where
# other things and numbers tell, so much of its other words.
WEEKLY_KEPT, WEEKLY_FRAME = 0.85, 0.9
# A form that was filled in anew has so many slots with other words, so many in one on average,
# which are at most such a share of either text; and so few of them are empty in one.
SLOTS, SLOT_WORDS, SLOTS_MOST, SLOTS_EMPTY = 4, 1.5, 0.4, 0.15
# Of its sentences at most so many are word for word the same; and the two share at most so many of
# their names and numbers, or have hardly any: at most so many for a sentence (chosen on agendas and
# series of our own, and on the benchmark, where no copy is like that).
FILLED_VERBATIM, FILLED_FACTS, FILLED_NAMED = 0.6, 0.67, 0.7
# A form in which a day and a thing, or a name throughout, were put in anew has at least so many
# sentences and so many times the name, at most such a share of other words, and these in such a
# share of its sentences (chosen on agendas and forecasts of our own in nine languages, and on the
# benchmark, where no copy is like that).
REFILLED_SENTENCES, REFILLED_TIMES, REFILLED_MOST, REFILLED_TOLD = 3, 2, 0.2, 0.5
# The next day's update of an event keeps its first sentence and others with so many words of names.
UPDATE_NAMES = 2
# Where so large a share of the words has capitals, these tell no names.
REFILLED_NOUNS = 0.18
# Two articles share the text of their house only, where all that they share stands at the end of
# both, is at most so much of the shorter one, and what is before it has so little in common.
HOUSE_REST, HOUSE_MOST = 0.3, 0.6
# It is the same end where so much of the end of either is shared, in runs of so many words: shorter
# ones are set phrases.
HOUSE_TAIL, HOUSE_RUN = 0.7, 8
# So many words of names and numbers two reports of one event share at least, in a corpus too small
# to say which words are rare: one person, by first and last name, has others to tell of.
EVENT_FACTS = 3
# Of two texts without capitals, which tell their names by coming back to them, so much of what they
# are about most is the same, or so much of the shorter one's sentences has a counterpart, in a
# corpus that says which words are rare (chosen on Arabic pairs of SemEval-2022).
UNCASED_FOCUS, UNCASED_TOLD = 0.43, 0.6
# The most that a pair scores which is no duplicate by these rules: less than ``LISTED``.
UNLISTED = 0.3
