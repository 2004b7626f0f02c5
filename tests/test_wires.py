"""A wire folder, step by step: after each, what can be quoted is what may be quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import watching
from corpus.formats.spool import Spool as Folder
from corpus.ingest import IngestReport, ingest
from corpus.storage.store import CorpusStore
from tests.terminal import Terminal

LATER = "2099-01-02T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        yield opened


def newsml(
    guid: str,
    version: int,
    moment: str,
    *,
    status: str = "usable",
    body: str = "",
    more: str = "",
    headline: str = "Barrage at Tolvane",
) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="{guid}" version="{version}" standard="NewsML-G2">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Meridian"/>
<versionCreated>2026-11-27T{moment}:00Z</versionCreated>
<firstCreated>2026-11-27T08:00:00Z</firstCreated>{more}
<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>{headline}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>"""


def nitf(id: str, body: str, docdata: str = "", *, issued: str = "20261127T090000Z") -> str:
    return f"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://wire.invalid/nitf-3-4.dtd">
<nitf><head><title>1 POLITICS Slug</title><docdata {docdata}>
<doc-id id-string="{id}" regsrc="MW"/><date.issue norm="{issued}"/></docdata></head>
<body><body.head><hedline><hl1>FISHERY TALKS</hl1></hedline>
<distributor>Meridian Wire</distributor></body.head>
<body.content>{body}</body.content></body></nitf>"""


class Spool:
    """A folder into which files arrive, and what can be quoted of it."""

    def __init__(self, store: CorpusStore, folder: Path) -> None:
        self._store, self._folder = store, folder / "spool"
        self._folder.mkdir()

    def takes(self, content: str, name: str | None = None) -> IngestReport:
        path = self._folder / (name or f"{len(list(self._folder.iterdir()))}.xml")
        path.write_text(content, encoding="utf-8")
        return ingest(self._store, [path])

    @property
    def quotable(self) -> set[str]:
        return {text for _, text in self._store.live_texts()}


@pytest.fixture
def spool(store: CorpusStore, tmp_path: Path) -> Spool:
    return Spool(store, tmp_path)


def test_newsml_versions_corrections_and_a_kill_without_text(
    store: CorpusStore, spool: Spool
) -> None:
    twelve, two = (
        "Twelve people were killed&nbsp;in the raid.",
        "Two people were killed in the raid.",
    )
    more = "<p>The search went on, officials told reporters at the barrage.</p>"
    also = "The search went on, officials told reporters at the barrage."
    guid, note = "tag:wire.example,2026:newsml_L1", "<edNote>Corrects the toll in para 1.</edNote>"

    spool.takes(newsml(guid, 978556830, "09:00", body=f"<p>{twelve}</p>{more}"))
    assert spool.quotable == {"Twelve people were killed\xa0in the raid.", also}
    # The correction, then an older version that was on its way for longer.
    spool.takes(newsml(guid, 978556838, "10:00", body=f"<p>{two}</p>{more}", more=note))
    spool.takes(newsml(guid, 978556834, "09:30", body="<p>Nine people were killed.</p>"))
    assert spool.quotable == {two, also}
    assert store.alterations()[-1].note == "Corrects the toll in para 1."
    # A cut version is a version.
    spool.takes(newsml(guid, 978556839, "10:20", body=f"<p>{two}</p>"))
    assert spool.quotable == {two}
    spool.takes(newsml(guid, 978556840, "10:51", status="canceled", body="<p/>"))
    assert spool.quotable == set()
    spool.takes(newsml(guid, 978556839, "10:20", body=f"<p>{two}</p>"))
    assert spool.quotable == set()
    spool.takes(newsml(guid, 978556841, "11:00", body="<p>Three people were hurt.</p>"))
    assert spool.quotable == {"Three people were hurt."}


def test_nitf_is_killed_under_another_id_and_its_words_for_editors_are_no_article(
    spool: Spool,
) -> None:
    text = "The talks on cod ended without a result on Friday."
    spool.takes(nitf("MW-1", f"<p>{text}</p><p>Eds: updates throughout.</p>"))
    assert text in spool.quotable
    advice = "<p>KILL. Attention editors: the agency will send a substitute story today.</p>"
    kill = 'management-doc-idref="MW-1" management-idref-status="canceled"'
    spool.takes(nitf("MW-2", advice, kill, issued="20261127T100000Z"))
    assert spool.quotable == set()


def test_what_is_embargoed_or_withheld_is_not_quoted_in_any_dialect(
    store: CorpusStore, spool: Spool
) -> None:
    until = "2099-01-01T00:00:00Z"
    more = f"<embargoed>{until}</embargoed><edNote>STRICTLY EMBARGOED until noon</edNote>"
    spool.takes(newsml("g-1", 1, "09:00", body="<p>The minister resigns at noon.</p>", more=more))
    held = newsml("g-2", 1, "09:00", body="<p>Nobody may say so yet.</p>", more="<embargoed/>")
    spool.takes(held)
    release = '<date.release norm="20990101T000000Z"/>'
    embargoed = nitf(
        "n-1", "<p>The quota for cod falls by half.</p>", 'management-status="embargoed"'
    )
    spool.takes(embargoed.replace("</docdata>", f"{release}</docdata>"))
    ninjs_1 = '{"uri": "j-1", "type": "text", "pubstatus": "usable", "embargoed": "%s",'
    spool.takes(ninjs_1 % until + '"body_html": "<p>The bank will close.</p>"}', "1.json")
    spool.takes(
        '{"uri": "j-3", "type": "text", "pubStatus": "withheld", "versionCreated": '
        '"2026-11-27T10:00:00Z", "bodies": [{"contentType": "text/html", "value": "Ship."}]}',
        "3.json",
    )
    assert spool.quotable == set()
    store.release_due(moment=LATER)
    assert spool.quotable == {
        "The minister resigns at noon.",
        "The quota for cod falls by half.",
        "The bank will close.",
    }


def test_the_three_ninjs_and_superdesk_are_read(store: CorpusStore, spool: Spool) -> None:
    one = '{"uri":"a","pubstatus":"usable","headline":"One","body_html":"<p>First &amp; one.</p>"}'
    two = (
        '{"uri":"b","pubstatus":"usable","headlines":[{"role":"short","value":"2"},'
        '{"role":"main","value":"Two"}],"bodies":[{"contenttype":"text/plain","value":"Second."}]}'
    )
    three = (
        '[{"uri":"c","pubStatus":"usable","headlines":[{"value":"Three"}],'
        '"bodies":[{"contentType":"text/html","value":"<h2>In brief</h2><p>Third.</p>"}]}]'
    )
    superdesk = (
        '{"guid":"d","version":"4","type":"text","pubstatus":"usable","headline":"Four",'
        '"source":"Meridian","body_html":"<div>Fourth, bare.</div>","ednote":"Updates."}'
    )
    for number, content in enumerate((one, two, three, superdesk)):
        spool.takes(content, f"{number}.txt.json")
    assert spool.quotable == {"First & one.", "Second.", "Third.", "Fourth, bare."}
    assert {article.title for article in store.articles()} == {"One", "Two", "Three", "Four"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (newsml("g", 1, "09:00", body="<p>One.</p>")[:-40], "breaks off"),
        (nitf("n", "<p>&file;</p>"), "entities"),
        (newsml("g", 1, "09:00", status="paused", body="<p>One.</p>"), "unknown"),
        (newsml("g", 1, "09:00", body="<p>One.</p>", more="<embargoed>x</embargoed>"), "not clear"),
    ],
)
def test_what_is_not_understood_is_refused(spool: Spool, content: str, reason: str) -> None:
    report = spool.takes(content)
    assert spool.quotable == set()
    assert reason in str(report.rejected[0])


def test_a_file_is_taken_once_it_is_whole_and_again_when_it_has_changed(tmp_path: Path) -> None:
    spool, path = Folder(tmp_path), tmp_path / "a.xml"
    (tmp_path / ".b.xml").write_text("hidden")
    (tmp_path / "c.xml.part").write_text("half")
    path.write_text("<nitf>")
    assert spool.look() == []
    path.write_text("<nitf><body/>")
    assert spool.look() == []  # it is being written
    assert spool.look() == [path]
    assert spool.look() == []
    path.write_text("<nitf><body/></nitf>")
    spool.look()
    assert spool.look() == [path]


def test_a_refused_file_fails_the_single_look_and_the_others_are_taken(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "INTERVAL", 0.0)
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "1.txt").write_text("The harbour was shut on Friday night, the master said.")
    (folder / "2.txt").write_text("")
    code, shown, errors = terminal.run("watch", str(folder), "--once")
    assert (code, "it contains no text" in shown + errors) == (1, True)
    assert [each["id"] for each in terminal.json("sources", "--json")["articles"]] == ["1"]


def test_a_folder_is_watched_by_a_command(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "INTERVAL", 0.0)
    folder = tmp_path / "wire"
    folder.mkdir()
    story, kill = folder / "1.xml", folder / "2.xml"
    story.write_text(newsml("g", 1, "09:00", body="<p>The harbour was shut on Friday night.</p>"))
    assert "added" in terminal.succeeds("watch", str(folder), "--once")
    assert terminal.json("ask", "--json", "When was the harbour shut?")["answered"] is not None
    kill.write_text(newsml("g", 2, "10:00", status="canceled"))
    assert "withdrawn" in terminal.succeeds("watch", str(folder), "--once")
    [listed] = terminal.json("sources", "--json")["articles"]
    assert (listed["id"], listed["status"], listed["title"]) == ("g", "withdrawn", None)
    assert "Friday night" not in terminal.succeeds("ask", "When was the harbour shut?")
    assert '"change": "withdrawn"' in terminal.succeeds("changes", "--json")
    assert "withdrawn" in terminal.succeeds("changes", "g")
