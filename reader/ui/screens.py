"""The screens of the application, each loaded when it is first opened."""

from typing import TYPE_CHECKING

from reader.lazy import lazy_names

if TYPE_CHECKING:
    from reader.ui.agreement.disputes_screen import DisputesScreen
    from reader.ui.article.article_screen import ArticleScreen
    from reader.ui.article.links import LinkScreen
    from reader.ui.article.orphans import OrphanScreen
    from reader.ui.codebook.codebook_screen import CodebookScreen
    from reader.ui.compare.compare_screen import CompareScreen
    from reader.ui.compare.story_screen import StoryScreen
    from reader.ui.corpus.corpus_screen import CorpusScreen
    from reader.ui.duplicates.queue_screen import QueueScreen
    from reader.ui.entities.contexts_screen import EntityContexts
    from reader.ui.entities.entities_screen import EntitiesScreen
    from reader.ui.entities.suggestions_screen import SuggestionsScreen
    from reader.ui.passages.figures_screen import FiguresScreen
    from reader.ui.passages.passages_screen import PassagesScreen
    from reader.ui.search.search_screen import SearchScreen
    from reader.ui.shared.dialogs import UnsavedQuestion
    from reader.ui.shared.help import HelpScreen
    from reader.ui.shared.menu import CommandMenu
    from reader.ui.shared.settings_screen import SettingsScreen
    from reader.ui.transfer.export_screen import ExportScreen
    from reader.ui.transfer.import_screen import ImportScreen

__all__ = [
    "ArticleScreen",
    "CodebookScreen",
    "CommandMenu",
    "CompareScreen",
    "CorpusScreen",
    "DisputesScreen",
    "EntitiesScreen",
    "EntityContexts",
    "ExportScreen",
    "FiguresScreen",
    "HelpScreen",
    "ImportScreen",
    "LinkScreen",
    "OrphanScreen",
    "PassagesScreen",
    "QueueScreen",
    "SearchScreen",
    "SettingsScreen",
    "StoryScreen",
    "SuggestionsScreen",
    "UnsavedQuestion",
]

__getattr__ = lazy_names(
    __name__,
    {
        "ArticleScreen": "article.article_screen",
        "StoryScreen": "compare.story_screen",
        "CodebookScreen": "codebook.codebook_screen",
        "CommandMenu": "shared.menu",
        "CompareScreen": "compare.compare_screen",
        "CorpusScreen": "corpus.corpus_screen",
        "DisputesScreen": "agreement.disputes_screen",
        "EntitiesScreen": "entities.entities_screen",
        "EntityContexts": "entities.contexts_screen",
        "ExportScreen": "transfer.export_screen",
        "FiguresScreen": "passages.figures_screen",
        "HelpScreen": "shared.help",
        "ImportScreen": "transfer.import_screen",
        "LinkScreen": "article.links",
        "OrphanScreen": "article.orphans",
        "PassagesScreen": "passages.passages_screen",
        "QueueScreen": "duplicates.queue_screen",
        "SearchScreen": "search.search_screen",
        "SettingsScreen": "shared.settings_screen",
        "SuggestionsScreen": "entities.suggestions_screen",
        "UnsavedQuestion": "shared.dialogs",
    },
    below="reader.ui",
)
