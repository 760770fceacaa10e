"""Files to import, for tests: whole ones of each kind, and broken ones with the reason they give."""

import io
import zipfile

from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

SENTENCE = "The city of {place} was put under lockdown on January 29, 2021, residents said."
PLACES = ("Hyesan", "Musan", "Hoeryong", "Kanggye", "Sinuiju", "Wonsan", "Hamhung", "Sariwon")


def markdown(number: int = 0, **fields: str) -> bytes:
    """A report with front matter; each number gives another text."""
    header = {"publisher": "Own Post", "title": f"Story {number}", "published": "2021-02-01", **fields}
    lines = [f"{name}: {value}" for name, value in header.items() if value]
    text = SENTENCE.format(place=PLACES[number % len(PLACES)])
    return ("---\n" + "\n".join(lines) + f"\n---\n\n{text} It was house number {number}.\n").encode()


def webpage(place: str = "Hyesan", head: str = "") -> bytes:
    """A saved page with navigation around its article."""
    text = SENTENCE.format(place=place)
    paragraphs = f"<p>{text}</p>" + "<p>Residents of the town said that they had not been told for how long.</p>" * 4
    return (
        f"<html><head><meta charset=utf-8>{head}</head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>"
        f"<article>{paragraphs}</article><footer>Copyright</footer></body></html>"
    ).encode()


def pdf(text: str = SENTENCE.format(place="Hyesan"), password: str = "", title: str = "") -> bytes:
    """A page of PDF with one line of text."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(fonts)})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 9 Tf 10 100 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return _written(writer)


def workbook(rows: list[list[object]]) -> bytes:
    """An Excel file with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return _written_book(book)


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return packed.getvalue()


def _written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _written_book(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BROKEN = {
    "no-date.txt": (b"Hyesan was sealed.", "no publication date"),
    "not-utf8.txt": ("혜산이 봉쇄됐다.".encode("cp949"), "not UTF-8"),
    "never-closed.md": (b"---\ntitle: x\nHyesan was sealed.", "no front matter"),
    "bad-yaml.md": (b'---\ntitle: "x\n---\ntext', "not readable as YAML"),
    "bad-date.md": (markdown(publisher="P", published="17 February"), "bad date"),
    "empty.md": (b"---\npublisher: P\npublished: 2021-02-01\n---\n\n", "empty"),
    "broken.pdf": (b"%PDF-1.7 and no more", "not a readable pdf"),
    "locked.pdf": (pdf(password="secret"), "encrypted PDF"),
    "scan.pdf": (pdf(text=""), "a PDF without text"),
    "empty.html": (b"<html><body></body></html>", "no main text"),
}


def two_hundred() -> bytes:
    """A ZIP of 200 files: 190 reports of four kinds, and the ten of `BROKEN`."""
    entries = {f"reports/{number:03}.md": markdown(number) for number in range(150)}
    stated = (
        '<meta property="og:site_name" content="Web Post"><meta property="article:published_time" content="2021-02-02">'
    )
    for number in range(30):
        head = f"<title>Page {number}</title>{stated}"
        entries[f"pages/{number:03}.html"] = webpage(PLACES[number % len(PLACES)], head)
    for number in range(10):
        entries[f"notes/{number}.txt"] = markdown(500 + number)
    return archive(entries | {f"broken/{name}": content for name, (content, _) in BROKEN.items()})
