"""One opened corpus: documents, their analyses, and the annotations on them."""

from reader.workspace.analyses.names.mentions import mentions_of
from reader.workspace.cache.document_summary import DocumentSummary
from reader.workspace.workspace import Workspace
