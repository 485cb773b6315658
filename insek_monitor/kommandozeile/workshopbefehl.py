"""Der Befehl ``workshop``: Dashboard für diesen Laptop, Telefonseite und Leinwand für das Netz des Saals."""

from __future__ import annotations

import argparse
import ipaddress

from insek_monitor.kommandozeile.deutsch import DeutscherParser

PORT, SAALPORT = 8501, 8600


def fuege_hinzu(befehle: argparse._SubParsersAction[DeutscherParser]) -> None:
    """Hängt den Befehl an."""
    beschreibung = (
        "Workshop vor Ort: Dashboard auf diesem Laptop, Telefonseite und Leinwand im Netz des Saals."
    )
    befehl = befehle.add_parser(
        "workshop",
        help=beschreibung,
        description=beschreibung,
        epilog="Von anderen Geräten sind nur Telefonseite und Leinwand erreichbar. Mehr: docs/betrieb.md.",
    )
    befehl.add_argument(
        "--port", metavar="NUMMER", type=_port, default=PORT, help=f"Port des Dashboards (Vorgabe {PORT})"
    )
    befehl.add_argument(
        "--saalport",
        metavar="NUMMER",
        type=_port,
        default=SAALPORT,
        help=f"Port für Telefone (Vorgabe {SAALPORT})",
    )
    befehl.add_argument(
        "--adresse", metavar="IP", type=_adresse, help="Adresse dieses Rechners im Netz, falls mehrere"
    )
    befehl.add_argument(
        "--alles-im-netz",
        action="store_true",
        help="auch das Dashboard im Netz zeigen; alle dürfen nur lesen",
    )
    befehl.set_defaults(befehl=_fuehre_aus)


def _fuehre_aus(angaben: argparse.Namespace) -> int:
    from insek_monitor.workshop.dienst.dienst import fuehre_aus

    return fuehre_aus(angaben)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1024 <= int(text) <= 65_535):
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist kein Port. Bitte nennen Sie eine Zahl von 1024 bis 65535."
        )
    return int(text)


def _adresse(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text.strip()))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist keine IPv4-Adresse. Beispiel: 192.168.178.23."
        ) from None
