"""A small corpus with annotations, links and stories that queries are asked of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader.annotations import Link, Status, Tag
from reader.text import Span
from reader.workspace import Workspace
from reader.workspace.actions.codebook.codebook_editing import new_tag
from reader.workspace.actions.passages.annotating import set_status, tag_places

RECORDS = [
    # id, title, date, source, text
    ("a", "Storm closes the ferries", "2022-05-03", "Harbor Courier",
     "Governor Helen Marsh closed the ferries to Norway on Monday. The storm tore 12 boats loose. "
     "Nobody sails tonight, she told reporters in the old town hall."),
    ("b", "Ferries sail again", "2022-05-09", "Harbor Courier",
     "The ferries sailed again on Monday. Mrs. Marsh thanked the crews for their work after the "
     "storm. A ferry service to Norway costs $46 million a year."),
    ("c", "City’s budget grows", "2022-06-14", "Daily Lamp",
     "The city’s budget grew by 4.5 per cent. Councillor Zoë Müller called it well-earned and "
     "old-fashioned. Her naïve critics did not."),
    ("d", "Le marché de l’île", "2022-06-30", "La Lampe",
     "Le marché de l’île est fermé pour une semaine, a dit la mairie. Les pêcheurs sont en colère "
     "et les bateaux restent au port."),
    ("e", "Brücke bleibt gesperrt", "2023-01-20", "Küstenblatt",
     "Die Straße zur Brücke ist gesperrt, und das bleibt so bis zum Sommer. Die See­brücke ist "
     "nicht betroffen."),
    ("f", "Паром опоздал", "2023-02-01", "",
     "Паром на остров опоздал, и пассажиры не знали, что с ним было. Съёмка велась с берега."),
    ("g", "العبارة", "2023-02-02", "",
     "قالت مُدَرِّسَةٌ في المدينة إن العبارة تأخرت ٤٢ دقيقة وهذا ما حدث في الميناء."),
    ("h", "フェリー", "2023-03-05", "港新聞",
     "島へのフェリーはまた遅れました。港の会議は火曜日に開かれます。"),
    ("i", "Bridge closed", "", "",
     "The bridge was closed on Mon-\nday for the inspec-\ntion. Bridges like it are old, and the "
     "crack in the girder had grown."),
    ("j", "Storm warning", "2023-03-31", "Daily Lamp",
     "A storm is on its way to the islands. Ferries and boats stay in port; the bridge stays open. "
     "Say ferry ferry ferry three times."),
]  # fmt: skip


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("asked")
    lines = [
        json.dumps({"id": id_, "title": title, "date": date, "source": source, "text": text})
        for id_, title, date, source, text in RECORDS
    ]
    (folder / "n.jsonl").write_text("\n".join(lines), "utf-8")
    workspace = Workspace.open([folder], author="mina")
    list(workspace.scan())
    list(workspace.analyse())
    list(workspace.names.gather())
    annotate(workspace)
    yield workspace
    workspace.close()


def annotate(workspace: Workspace) -> None:
    """Tag, note, link and mark some of the documents."""
    store = workspace.store
    claim, quote = (next(t for t in store.tags() if t.name == name) for name in ("claim", "quote"))
    with store.step("nest") as step:
        disputed = step.put(Tag(name="disputed claim", parent=claim.id))
    whole = new_tag(store, "Wörter")
    for document, words, tag in (
        ("n.jsonl#a", "closed the ferries", claim),
        ("n.jsonl#a", "12 boats", quote),
        ("n.jsonl#b", "costs $46 million", disputed),
        ("n.jsonl#c", "4.5 per cent", whole),
    ):
        opened = workspace.document(document)
        start = opened.source.index(words)
        place = [(opened, [Span(start, start + len(words))])]
        tag_places(store, place, tag, "tag")
    passage = store.passages("n.jsonl#b")[0]
    with store.step("note") as step:
        step.put(Link(a="n.jsonl#a", b="n.jsonl#b", kind="edited"))
        step.put(replace(passage, note="Ask the harbormaster’s office"))
    set_status(store, ["n.jsonl#a", "n.jsonl#c"], Status.DONE)
    set_status(store, ["n.jsonl#j"], Status.FLAGGED)
