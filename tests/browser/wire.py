"""A session of the page over its web socket, that keeps every byte the server sent it."""

from __future__ import annotations

import base64
import io
import json
import re
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251  a browser of our own
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from streamlit.web.server.starlette.starlette_app_utils import (  # noqa: TID251
    create_signed_value,
    generate_xsrf_token_string,
)
from websockets.sync.client import ClientConnection, connect

from tests.places.parcels import KEY_CHARACTERS

PATIENCE_SECONDS = 30
#: What the map and other parts of the page pack: a long word of base64.
_PACKED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")


class Wire:
    """One reader's browser. ``heard`` is all that came, unpacked as far as a browser would."""

    def __init__(self, address: str, socket: ClientConnection) -> None:
        self._address = address
        self._socket = socket
        self._session = ""
        self.heard = bytearray()
        #: Ids of the files that can be asked for.
        self.files: dict[str, None] = {}
        self.exceptions: list[str] = []

    def open(self, query: str, page: str = "") -> bytes:
        """Ask for the page at that link; what came for it."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        self._socket.send(message.SerializeToString())
        before = len(self.heard)
        while True:
            heard = self._hear()
            if heard.WhichOneof("type") == "script_finished":
                return bytes(self.heard[before:])

    def download(self, file: str) -> bytes:
        """Have the file made and fetch it, as the click on its button does."""
        message = BackMsg()
        message.backend_operation_request.request_id = file
        message.backend_operation_request.session_id = self._session
        message.backend_operation_request.deferred_file.file_id = file
        self._socket.send(message.SerializeToString())
        while True:
            heard = self._hear()
            if heard.WhichOneof("type") == "backend_operation_response":
                break
        assert not heard.backend_operation_response.error_msg, heard.backend_operation_response.error_msg
        url = heard.backend_operation_response.deferred_file.url
        with urllib.request.urlopen(self._address + url, timeout=PATIENCE_SECONDS) as answer:
            content = _unpacked(answer.read())
        self.heard += content
        return content

    def _hear(self) -> ForwardMsg:
        data = self._socket.recv(PATIENCE_SECONDS)
        assert isinstance(data, bytes)
        self.heard += _unpacked(data)
        message: ForwardMsg = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            self._session = message.new_session.initialize.session_id
            self.files.clear()
        element = message.delta.new_element
        if element.WhichOneof("type") == "download_button":
            self.files[element.download_button.deferred_file_id] = None
        if parcel := element.bidi_component.bytes:
            self.heard += zlib.decompress(parcel[KEY_CHARACTERS:])
        if element.WhichOneof("type") == "exception":
            self.exceptions.append(element.exception.message)
        return message


@contextmanager
def wire(address: str, *, claims: dict[str, object] | None = None, secret: str = "") -> Iterator[Wire]:
    """A session with the page at *address*; *claims* are those of the cookie that whoever knows *secret* can sign."""
    token = generate_xsrf_token_string()
    cookies = {"_streamlit_xsrf": token}
    if claims:
        content = json.dumps({"origin": address, "is_logged_in": True, **claims})
        cookies["_streamlit_user"] = create_signed_value(secret, "_streamlit_user", content).decode()
    headers = {"Origin": address, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    protocols = ["streamlit", token]
    with connect(url, max_size=None, subprotocols=protocols, additional_headers=headers) as socket:  # type: ignore[arg-type]
        yield Wire(address, socket)


def _unpacked(data: bytes) -> bytes:
    """*data* and whatever can be read in it: letters told as \\u0041, base64, deflated and zipped parts."""
    found = [data]
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        found += [archive.read(name) for name in archive.namelist()]
    for packed in _PACKED.findall(data):
        with suppress(ValueError, zlib.error):
            raw = base64.b64decode(packed + b"=" * (-len(packed) % 4))
            found.append(raw)
            for bits in (15, -15, 31):
                with suppress(zlib.error):
                    found.append(zlib.decompress(raw, bits))
    if b"\\u" in data:
        with suppress(ValueError):
            found.append(json.loads(b'"' + data.replace(b'"', b'\\"') + b'"').encode())
    return b"\n".join(found)
