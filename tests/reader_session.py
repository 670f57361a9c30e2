"""A reader of a running server without a browser: signed in by cookie, who looks at a link and takes files along."""

from __future__ import annotations

import asyncio
import json
from types import TracebackType
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from streamlit.web.server.starlette.starlette_app_utils import (  # noqa: TID251
    create_signed_value,
    generate_xsrf_token_string,
)
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME  # noqa: TID251
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_SECONDS = 60.0


def cookie(secret: str, address: str, server: str) -> str:
    """What the *server* gives the browser of whoever signed in with *address*, whom the provider vouches for."""
    claims = {"is_logged_in": True, "email": address, "email_verified": True, "origin": _origin(server)}
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims)).decode()}"


class ReaderSession:
    """``async with ReaderSession(address, {"archive": "lebanon"}, cookie=...) as session`` has seen that page."""

    def __init__(self, address: str, link: dict[str, str], cookie: str = "", **headers: str) -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._query, self._xsrf = urlencode(link), generate_xsrf_token_string()
        cookies = f"{XSRF_COOKIE_NAME}={self._xsrf}" + (f"; {cookie}" if cookie else "")
        self._headers = {"Cookie": cookies, "Origin": _origin(address), **headers}
        self._socket: ClientConnection | None = None
        self._session = ""
        #: What the page offers to take along, by the button's label: Streamlit's ids of files yet to be made.
        self.offered: dict[str, str] = {}
        #: All that was received.
        self.received = b""

    async def __aenter__(self) -> ReaderSession:
        self._socket = await connect(
            self._address,
            max_size=None,
            subprotocols=["streamlit", self._xsrf],  # type: ignore[list-item]
            additional_headers=self._headers,
        )
        message = BackMsg()
        message.rerun_script.query_string = self._query
        await self._socket.send(message.SerializeToString())
        while (answer := await self._next()).WhichOneof("type") != "script_finished":
            if answer.WhichOneof("type") == "new_session":
                self._session = answer.new_session.initialize.session_id
            element = answer.delta.new_element
            if element.WhichOneof("type") == "download_button":
                self.offered[element.download_button.label] = element.download_button.deferred_file_id
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def take(self, kind: str) -> str:
        """The address, below the server's, of the file that a click on the button for that *kind* makes."""
        assert self._socket is not None
        label = next(each for each in self.offered if kind in each)
        message = BackMsg()
        message.backend_operation_request.request_id = label
        message.backend_operation_request.session_id = self._session
        message.backend_operation_request.deferred_file.file_id = self.offered[label]
        await self._socket.send(message.SerializeToString())
        while (answer := await self._next()).WhichOneof("type") != "backend_operation_response":
            pass
        url: str = answer.backend_operation_response.deferred_file.url
        assert url, answer.backend_operation_response.error_msg
        return url

    async def _next(self) -> ForwardMsg:
        assert self._socket is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            data = await self._socket.recv()
        assert isinstance(data, bytes)
        self.received += data
        message: ForwardMsg = ForwardMsg.FromString(data)
        return message


def _origin(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))
