"""Records, the store that keeps them safe in one TinyDB file, undo, and re-anchoring."""

from typing import TYPE_CHECKING

from reader.annotations.codebook import PALETTE, in_codebook_order, is_starting, starting_tags
from reader.annotations.drafts import Draft, DraftStore
from reader.annotations.file.backup import belongs_to_store
from reader.annotations.history import StepPlace, StepSummary, Tell
from reader.annotations.ids import uuid7
from reader.annotations.records import (
    TABLES,
    Anchor,
    AnchoredRecord,
    Correction,
    DocumentState,
    Link,
    Passage,
    Record,
    SavedView,
    Status,
    SuggestedPassage,
    SuggestionAnswer,
    Tag,
    Verdict,
    is_tag_key,
)
from reader.annotations.step import Step
from reader.annotations.store import Store
from reader.annotations.store_change import StoreChange
from reader.lazy import lazy_names

# The list of a corpus needs none of these.
if TYPE_CHECKING:
    from reader.annotations.anchoring import Finding, Standing, reanchor, seek
    from reader.annotations.file.main_file import is_annotated, is_annotations
    from reader.annotations.following import (
        accept_guess,
        find_passages,
        find_renamed,
        follow_parted,
        follow_renamed,
        moved_records,
        not_in_place,
        parted_passages,
        present_passages,
        settle_passages,
    )
    from reader.annotations.glance import Glance, glances, quotes_and_notes
    from reader.annotations.link_ends import link_between, other_end
    from reader.annotations.soundness import check, health, merge_files
else:
    __getattr__ = lazy_names(__name__)
