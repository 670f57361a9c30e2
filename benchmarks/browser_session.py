"""A session of the page without a browser: Streamlit's messages over its web socket, as the browser sends them.

Holds what a browser would: the ids of the widgets, which links the page shows, and the values it has sent. A browser
holds the address too: the page's own changes of it come back with the next click.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
from types import TracebackType
from urllib.parse import parse_qs

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: TID251
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: TID251
from streamlit.proto.WidgetStates_pb2 import WidgetState  # noqa: TID251
from websockets.asyncio.client import ClientConnection, connect

#: A click that is not answered in this time is an error.
PATIENCE_SECONDS = 60.0
#: A link that the page answers without being loaded again.
_LINK = re.compile(r'<a (?=[^>]*\bdata-view\b)[^>]*\bhref="([^"]*)"')


class SessionError(Exception):
    """The server answered a click with a fault, or not at all."""


class BrowserSession:
    """``async with BrowserSession(address) as session`` has loaded the page."""

    def __init__(self, address: str, query: str = "") -> None:
        self._address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket: ClientConnection | None = None
        self._states: dict[str, WidgetState] = {}
        #: Hash by which Streamlit knows the page that is shown.
        self.page = ""
        self._query = query
        #: Messages the server may name by their hash alone, as the browser tells it with every click.
        self._cached: dict[str, ForwardMsg] = {}
        self._seq = 0
        #: Ids of the map's widget and of the links' events.
        self._map = ""
        self._events = ""
        #: The links that the page shows, in the order met.
        self.links: dict[str, None] = {}
        #: The alerts that the page shows, as Markdown.
        self.said: list[str] = []
        self.bytes_received = 0

    async def __aenter__(self) -> BrowserSession:
        self._socket = await connect(self._address, max_size=None, subprotocols=["streamlit"])  # type: ignore[list-item]
        await self._run()
        if not self._map or not self._events:
            raise SessionError("the page came without its map or its links")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None:
            await self._socket.close()

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places that the page has links to."""
        chosen = (parse_qs(link.removeprefix("?")).get("place", [""])[0] for link in self.links)
        return tuple(dict.fromkeys(filter(None, chosen)))

    async def click_map(self, place: str) -> float:
        """Seconds from a click on the mark of *place* to the end of what the page draws for it."""
        self._seq += 1
        value = json.dumps({"kind": "pick", "place": place, "seq": self._seq})
        self._states[self._map] = WidgetState(id=self._map, json_value=value)
        return await self._run()

    async def click_link(self, address: str) -> float:
        """Seconds from a click on a link of the page to the end of what the page draws for it."""
        trigger = json.dumps([{"event": "view", "value": address}])
        return await self._run(WidgetState(id=self._events, json_trigger_value=trigger))

    async def _run(self, trigger: WidgetState | None = None) -> float:
        assert self._socket is not None
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash = self._query, self.page
        run.cached_message_hashes.extend(self._cached)
        run.widget_states.widgets.extend([*self._states.values(), *([trigger] if trigger else [])])
        started = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._drawn()
        except TimeoutError:
            raise SessionError(f"no answer in {PATIENCE_SECONDS:.0f} s") from None
        return time.perf_counter() - started

    async def _drawn(self) -> None:
        """Read to the end of a run: that of the fragments alone, where a click asks for no more."""
        assert self._socket is not None
        before = dict(self.links)
        self.links.clear()
        while True:
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            self.bytes_received += len(data)
            message = ForwardMsg.FromString(data)
            if message.metadata.cacheable:
                self._cached[message.hash] = message
            if message.WhichOneof("type") == "ref_hash":
                message = self._cached[message.ref_hash]
            match message.WhichOneof("type"):
                case "navigation":
                    self.page = message.navigation.page_script_hash
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
                case "delta":
                    self._take(message)
                case "script_finished":
                    match message.script_finished:
                        case ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
                            self.links = before | self.links
                            return
                        case ForwardMsg.FINISHED_SUCCESSFULLY:
                            return
                        case ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                            raise SessionError("the script did not compile")

    def _take(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "component_instance":
                self._map = element.component_instance.id
            case "bidi_component" if "dateline_links" in element.bidi_component.component_name:
                self._events = f"$$STREAMLIT_INTERNAL_KEY_{element.bidi_component.id}__events"
            case "alert":
                self.said.append(element.alert.body)
            case "exception":
                raise SessionError(f"{element.exception.type}: {element.exception.message}")
            case "html":
                self.links.update((html.unescape(href), None) for href in _LINK.findall(element.html.body))
