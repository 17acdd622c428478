"""Find and read documents, and watch them for change."""

from reader.corpus.corpus import Corpus, ScanDifference, changes
from reader.corpus.dates import date_in_path, iso_date, without_date
from reader.corpus.decoding import decided, decoded, encodings_for, offered_name
from reader.corpus.document import Document, Entry
from reader.corpus.files import SIZE_LIMIT, printable
from reader.corpus.forms import FORMS_VERSION
from reader.corpus.left_out import LeftOut
from reader.corpus.notes import NoteKind, ReadingNote, read_notes, text_of_notes
from reader.corpus.parts import addresses_in, bytes_to_decode
from reader.corpus.reading import AS_THEY_STAND, READING_VERSION, Reading
from reader.corpus.walking import belongs_to_another
