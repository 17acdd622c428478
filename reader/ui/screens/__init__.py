"""The screens of the application, each loaded when it is first opened."""

from typing import TYPE_CHECKING

from reader.late import late_names

if TYPE_CHECKING:
    from reader.ui.screens.article import ArticleScreen
    from reader.ui.screens.cluster import ClusterScreen
    from reader.ui.screens.compare import CompareScreen
    from reader.ui.screens.contexts import SearchScreen
    from reader.ui.screens.corpus import CorpusScreen
    from reader.ui.screens.dialogs import NoteEditor, Question
    from reader.ui.screens.entities import EntitiesScreen
    from reader.ui.screens.help import HelpScreen
    from reader.ui.screens.links import LinkScreen
    from reader.ui.screens.offers import OffersScreen
    from reader.ui.screens.orphans import OrphanScreen
    from reader.ui.screens.queue import QueueScreen
    from reader.ui.screens.tags import PICK, TagKeys, TagPicker

__all__ = [
    "PICK",
    "ArticleScreen",
    "ClusterScreen",
    "CompareScreen",
    "CorpusScreen",
    "EntitiesScreen",
    "HelpScreen",
    "LinkScreen",
    "NoteEditor",
    "OffersScreen",
    "OrphanScreen",
    "Question",
    "QueueScreen",
    "SearchScreen",
    "TagKeys",
    "TagPicker",
]

__getattr__ = late_names(
    __name__,
    {
        "ArticleScreen": "article",
        "ClusterScreen": "cluster",
        "CompareScreen": "compare",
        "CorpusScreen": "corpus",
        "EntitiesScreen": "entities",
        "HelpScreen": "help",
        "LinkScreen": "links",
        "NoteEditor": "dialogs",
        "OffersScreen": "offers",
        "OrphanScreen": "orphans",
        "PICK": "tags",
        "Question": "dialogs",
        "QueueScreen": "queue",
        "SearchScreen": "contexts",
        "TagKeys": "tags",
        "TagPicker": "tags",
    },
)
