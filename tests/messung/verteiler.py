"""Kleiner Verteiler vor mehreren Servern: jede neue Verbindung reihum an den nächsten, der erreichbar ist.

Aufruf: ``python -m tests.messung.verteiler PORT ZIELPORT ZIELPORT …``. Nur auf der eigenen Schleife; er liest
nicht mit und ändert nichts.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

STUECK = 65_536


class Verteiler:
    """Reihum an ``ziele``; wer nicht antwortet, wird übersprungen."""

    def __init__(self, ziele: Sequence[int]) -> None:
        self._ziele = tuple(ziele)
        self._naechstes = 0

    async def bediene(self, lesen: asyncio.StreamReader, schreiben: asyncio.StreamWriter) -> None:
        """Eine Verbindung in beiden Richtungen weiterreichen, bis eine Seite endet."""
        ziel = await self._verbinde()
        if ziel is None:
            schreiben.close()
            return
        hin = asyncio.create_task(_reiche_weiter(lesen, ziel[1]))
        her = asyncio.create_task(_reiche_weiter(ziel[0], schreiben))
        # Endet der Server, endet auch die Verbindung zum Telefon: Es soll es merken und wiederholen.
        await asyncio.wait({hin, her}, return_when=asyncio.FIRST_COMPLETED)
        for aufgabe in (hin, her):
            aufgabe.cancel()
        await asyncio.gather(hin, her, return_exceptions=True)
        for strom in (schreiben, ziel[1]):
            strom.close()

    async def _verbinde(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self._ziele:
            port = self._ziele[self._naechstes]
            self._naechstes = (self._naechstes + 1) % len(self._ziele)
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
        return None


async def _reiche_weiter(von: asyncio.StreamReader, nach: asyncio.StreamWriter) -> None:
    try:
        while stueck := await von.read(STUECK):
            nach.write(stueck)
            await nach.drain()
    except OSError:
        return


async def _laufe(port: int, ziele: Sequence[int]) -> None:
    server = await asyncio.start_server(Verteiler(ziele).bediene, "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(_laufe(int(sys.argv[1]), [int(ziel) for ziel in sys.argv[2:]]))
    except KeyboardInterrupt:
        sys.exit(0)
