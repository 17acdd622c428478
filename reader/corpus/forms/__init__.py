"""The forms in which files hold documents: a table, and one module a form, loaded late."""

from reader.corpus.forms.form import MOST_BYTES, Form, Part, format_of, without_text
from reader.corpus.forms.table import (
    FORMS,
    FORMS_VERSION,
    form_by_look,
    form_of,
    form_of_lines,
    has_no_ending,
)
