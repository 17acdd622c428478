"""All screens of the application, small ones too, each loaded when it is first named."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.ui.agreement.disputes_screen import DisputesScreen
    from reader.ui.article.article_screen import ArticleScreen
    from reader.ui.article.links import LinkScreen
    from reader.ui.article.offers import OffersScreen
    from reader.ui.article.orphans import OrphanScreen
    from reader.ui.codebook.choices import ColorChoice, TagKeyCapture
    from reader.ui.codebook.codebook_screen import CodebookScreen
    from reader.ui.compare.compare_screen import CompareScreen
    from reader.ui.compare.story_screen import StoryScreen
    from reader.ui.corpus.corpus_screen import CorpusScreen
    from reader.ui.duplicates.copies_screen import CopiesScreen
    from reader.ui.duplicates.queue_screen import QueueScreen
    from reader.ui.duplicates.verdicts_screen import VerdictsScreen
    from reader.ui.entities.contexts_screen import EntityContexts
    from reader.ui.entities.entities_screen import EntitiesScreen
    from reader.ui.entities.merge_proposals_screen import MergeProposalsScreen
    from reader.ui.judging.breaking import BreakChoice
    from reader.ui.passages.figures_screen import FiguresScreen
    from reader.ui.passages.passages_screen import PassagesScreen
    from reader.ui.search.figures import FiguresView
    from reader.ui.search.search_screen import SearchScreen
    from reader.ui.shared.dialogs.choosing import KeyChoice, NamePicker
    from reader.ui.shared.dialogs.questions import (
        Confirmation,
        NoteEditor,
        Question,
        UnsavedQuestion,
    )
    from reader.ui.shared.overlays.help import HelpScreen
    from reader.ui.shared.overlays.menu import CommandMenu
    from reader.ui.shared.overlays.saved_views import SavedViewPicker
    from reader.ui.shared.overlays.settings_screen import CommandKeyCapture, SettingsScreen
    from reader.ui.shared.overlays.tag_choice import TagKeys, TagPicker
    from reader.ui.shared.overlays.theme_picker import ThemePicker
    from reader.ui.shared.overlays.waiting_dialog import WaitingDialog
    from reader.ui.transfer.export_screen import ExportScreen
    from reader.ui.transfer.import_screen import ImportScreen
else:
    __getattr__ = lazy_names(__name__)
