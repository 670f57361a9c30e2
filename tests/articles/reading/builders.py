"""Files of each format, made of as little as it takes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage

from pypdf import PdfReader, PdfWriter

#: Where a piece of text begins on the page, in points, the size of its letters, and the text.
Drawn = tuple[float, float, float, str]

PAGE = "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
LONG_TEXT = "Tolls on the river fell on Wednesday for the first time since the locks were built near Mosul. " * 6


def a_zip(files: Iterable[tuple[str, str | bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(name, data)
    return packed.getvalue()


def a_pdf(pages: Sequence[Sequence[Drawn]], *, title: str = "", password: str | None = None) -> bytes:
    """A PDF that draws those texts, in that order, in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in page)
        objects.append(f"<< /Length {len(drawn.encode('latin-1'))} >>\nstream\n{drawn}endstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{body.rindex(b'xref')}\n%%EOF".encode()
    if not title and password is None:
        return body
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def a_message(
    text: str = "Tolls fell in Mosul.",
    *,
    subject: str = "Tolls fall",
    sender: str = "Coastal Gazette <news@gazette.example>",
    date: str = "Fri, 28 Oct 2016 23:30:00 +0300",
    html: str = "",
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "reader@home.example", subject
    message["Date"], message["Message-ID"] = date, "<1@gazette.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def an_item(
    title: str = "Tolls fall",
    text: str = "<p>Tolls fell in Mosul.</p>",
    *,
    kind: str = "post",
    status: str = "publish",
    day: str = "2016-10-29 01:30:00",
    password: str = "",
) -> str:
    return (
        f"<item><title>{title}</title><link>https://blog.example/2016/10/29/tolls/</link>"
        "<pubDate>Fri, 28 Oct 2016 22:30:00 +0000</pubDate><dc:creator><![CDATA[jo]]></dc:creator>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded><![CDATA[short]]></excerpt:encoded>"
        f"<wp:post_date>{day}</wp:post_date><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{password}</wp:post_password></item>"
    )


def a_wordpress_export(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Harbour Blog</title><language>en-US</language>'
        "<wp:author><wp:author_login>jo</wp:author_login><wp:author_display_name>Jo Marsh</wp:author_display_name>"
        f"</wp:author>{''.join(items)}</channel></rss>"
    ).encode()


def a_feed(*entries: str, title: str = "Harbour News") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><language>en</language>'
        f"{''.join(entries)}</channel></rss>"
    ).encode()


def an_entry(
    title: str = "Tolls fall",
    text: str = "&lt;p&gt;Tolls fell in Mosul.&lt;/p&gt;",
    *,
    day: str = "Fri, 28 Oct 2016 23:30:00 +0300",
    more: str = "",
) -> str:
    return (
        f"<item><title>{title}</title><link>https://news.example/tolls</link><description>{text}</description>"
        f"<pubDate>{day}</pubDate>{more}</item>"
    )


def an_epub(*chapters: tuple[str, str], day: str = "2016-10-28", more: Iterable[tuple[str, str]] = ()) -> bytes:
    """Of chapters with a heading and a text, listed in the spine in that order."""
    items = "".join(f'<item id="c{n}" href="chapter%20{n}.xhtml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>The Week</dc:title><dc:publisher>Coastal Gazette</dc:publisher><dc:date>{day}</dc:date>"
        f"<dc:language>en</dc:language><dc:creator>Jo Marsh</dc:creator></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="text/book.opf"/></rootfiles></container>'
    )
    pages = [
        (f"text/chapter {n}.xhtml", PAGE.format(title=title, text=text)) for n, (title, text) in enumerate(chapters)
    ]
    head = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("text/book.opf", book)]
    return a_zip([*head, *pages, *more])
