"""Alle Farben des Projekts, für das helle und das dunkle Thema, an einer Stelle.

Gemessen in ``tests/lage/test_farben.py`` (Farbabstand CIEDE2000; Fehlsichtigkeit nach
Machado, Oliveira und Fernandes 2009, Schwere 1,0):

- je zwei volle Farben einer Skala liegen mindestens 14 auseinander, in normaler Sicht wie bei Deuteranopie,
  Protanopie und Tritanopie; je zwei Farben einschließlich der blassen (geschätzten) mindestens 8;
- volle Statusfarben haben mindestens 3:1 gegen den Seitengrund, Text mindestens 4,5:1
  (WCAG 2.2, Kriterien 1.4.11 und 1.4.3);
- die Helligkeit folgt der Rangfolge: „vorhanden“ hebt sich am stärksten vom Grund ab, „unbekannt“ am
  wenigsten.

Voll heißt belegt, blass heißt nach den Eckwerten geschätzt: derselbe Farbton, nur in Summen. Farbe steht
nie allein: Reihenfolge, Beschriftung und Legende sagen dasselbe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from insek_monitor.kern.begriffe import Aktualitaet, Status

Thema = Literal["hell", "dunkel"]
THEMEN: tuple[Thema, Thema] = ("hell", "dunkel")


@dataclass(frozen=True)
class Palette:
    """Farben eines Themas, als ``#rrggbb``.

    Attributes
    ----------
    status, aktualitaet : Zuordnung Wert → volle Farbe
    status_geschaetzt : dieselben Werte → blasser Ton derselben Farbe (nur, wofür geschätzt wird)
    nicht_belegt : drei neutrale Stufen für „Stand nicht belegt“ auf Karten, nach steigendem ``p_kein``
    skala : sechs Stufen von „wenig“ (nah am Grund) bis „viel“, für Anteile, Einwohner und Ablaufjahre
    grund, flaeche : Seitengrund und abgesetzte Fläche (Kästen, Zeilen)
    text, text_leise : Schrift und Nebenschrift
    akzent : die eine Akzentfarbe (Verweise, Knöpfe, gewählte Gemeinde)
    gitter, rand : Hilfslinien im Diagramm; Grenzen zwischen Flächen
    kreisgrenze : Grenzen der Kreise auf Karten
    prioritaet : drei Stufen der Dringlichkeit, die höchste zuerst
    gruppen : unterscheidbare Flächen ohne Rangfolge für Gruppen von Gemeinden; die Nummer steht darauf
    kriterien : Gruppe von Kriterien der Ansprache → Farbe ihres Teils im Beitragsbalken, mit Buchstaben
    seiten : linke Aussage, Mitte, rechte Aussage eines Stimmungsbilds; keine Seite ist die gute,
        und keine sieht aus wie ein Status
    """

    status: Mapping[str, str]
    status_geschaetzt: Mapping[str, str]
    nicht_belegt: tuple[str, str, str]
    aktualitaet: Mapping[str, str]
    skala: tuple[str, ...]
    grund: str
    flaeche: str
    text: str
    text_leise: str
    akzent: str
    gitter: str
    rand: str
    kreisgrenze: str
    prioritaet: tuple[str, str, str]
    gruppen: tuple[str, ...]
    kriterien: Mapping[str, str]
    seiten: tuple[str, str, str]


HELL = Palette(
    status=MappingProxyType(
        {
            Status.VORHANDEN: "#0b4a63",
            Status.TEILWEISE: "#277bab",
            Status.KEIN: "#b8752f",
            Status.UNBEKANNT: "#8f939a",
        }
    ),
    status_geschaetzt=MappingProxyType(
        {Status.VORHANDEN: "#8cc0d3", Status.TEILWEISE: "#cde4fa", Status.KEIN: "#ecd2b3"}
    ),
    nicht_belegt=("#d4d8dd", "#b2b8bf", "#8f939a"),
    aktualitaet=MappingProxyType(
        {
            Aktualitaet.AKTUELL: "#0b5a7a",
            Aktualitaet.EINLEITEN: "#b9851a",
            Aktualitaet.ABGELAUFEN: "#a0384a",
            Aktualitaet.ALTER_UNBEKANNT: "#8f939a",
        }
    ),
    skala=("#d9eef3", "#a9d5e0", "#6fb3c8", "#3f8fae", "#1f6a8d", "#0b4a63"),
    grund="#ffffff",
    flaeche="#f3f6f8",
    text="#16202a",
    text_leise="#52606d",
    akzent="#0b5f80",
    gitter="#dfe5ea",
    rand="#ffffff",
    kreisgrenze="#3c4854",
    prioritaet=("#0b4a63", "#3f8fae", "#a9d5e0"),
    gruppen=("#7db8a0", "#f2f28d", "#9976cc", "#bdf2d2", "#e0afe0", "#a8b86a"),
    kriterien=MappingProxyType(
        {
            "stand": "#8c2f23",
            "klein": "#1d3557",
            "foerderung": "#a98526",
            "schrumpfung": "#8a4fd0",
            "kontakt": "#2d8073",
        }
    ),
    seiten=("#762a83", "#8f939a", "#506916"),
)

DUNKEL = Palette(
    status=MappingProxyType(
        {
            Status.VORHANDEN: "#a8e6f2",
            Status.TEILWEISE: "#55a4da",
            Status.KEIN: "#c48a4a",
            Status.UNBEKANNT: "#7d8691",
        }
    ),
    status_geschaetzt=MappingProxyType(
        {Status.VORHANDEN: "#2f6473", Status.TEILWEISE: "#173a63", Status.KEIN: "#5e3f20"}
    ),
    nicht_belegt=("#313b46", "#4b5561", "#687380"),
    aktualitaet=MappingProxyType(
        {
            Aktualitaet.AKTUELL: "#8fdcec",
            Aktualitaet.EINLEITEN: "#e8c468",
            Aktualitaet.ABGELAUFEN: "#e07a6a",
            Aktualitaet.ALTER_UNBEKANNT: "#7d8691",
        }
    ),
    skala=("#1d3a48", "#28566a", "#357a90", "#55a0b4", "#84c6d4", "#c2ecf2"),
    grund="#0f1720",
    flaeche="#18222d",
    text="#e8edf2",
    text_leise="#a7b3bf",
    akzent="#7fcbe0",
    gitter="#2a3744",
    rand="#0f1720",
    kreisgrenze="#b6c2cd",
    prioritaet=("#c2ecf2", "#55a0b4", "#28566a"),
    gruppen=("#426d8a", "#45402f", "#734e5d", "#282845", "#736b4e", "#42428a"),
    kriterien=MappingProxyType(
        {
            "stand": "#c05640",
            "klein": "#c3d7ea",
            "foerderung": "#d9b450",
            "schrumpfung": "#a963e3",
            "kontakt": "#4fa58d",
        }
    ),
    seiten=("#c39cf0", "#7d8691", "#9ccc3c"),
)


def palette(thema: Thema) -> Palette:
    """Farben des Themas „hell“ oder „dunkel“.

    Raises
    ------
    ValueError
        Bei einem anderen Namen.
    """
    if thema == "hell":
        return HELL
    if thema == "dunkel":
        return DUNKEL
    raise ValueError(f"Unbekanntes Thema {thema!r}; erlaubt sind hell und dunkel.")


def _leuchtdichte(farbe: str) -> float:
    """Relative Leuchtdichte nach WCAG 2.2."""
    anteile = []
    for stelle in (1, 3, 5):
        wert = int(farbe[stelle : stelle + 2], 16) / 255
        anteile.append(wert / 12.92 if wert <= 0.04045 else ((wert + 0.055) / 1.055) ** 2.4)
    return 0.2126 * anteile[0] + 0.7152 * anteile[1] + 0.0722 * anteile[2]


def kontrast(eine: str, andere: str) -> float:
    """Kontrastverhältnis zweier Farben (1 bis 21) nach WCAG 2.2."""
    dunkler, heller = sorted((_leuchtdichte(eine), _leuchtdichte(andere)))
    return (heller + 0.05) / (dunkler + 0.05)


def text_auf(farbe: str) -> str:
    """Schriftfarbe, die auf ``farbe`` am besten lesbar ist: fast Schwarz oder Weiß."""
    return max(("#ffffff", "#10161d"), key=lambda schrift: kontrast(schrift, farbe))


def rgb(farbe: str, deckung: int = 255) -> list[int]:
    """``#rrggbb`` als ``[r, g, b, deckung]`` (0 bis 255), wie deck.gl es erwartet."""
    return [int(farbe[1:3], 16), int(farbe[3:5], 16), int(farbe[5:7], 16), deckung]


def durchscheinend(farbe: str, deckung: float) -> str:
    """``#rrggbb`` als CSS-Farbe mit Deckung zwischen 0 und 1."""
    rot, gruen, blau, _ = rgb(farbe)
    return f"rgba({rot},{gruen},{blau},{deckung:g})"


def gemischt(farbe: str, grund: str, deckung: float) -> str:
    """``#rrggbb`` auf ``grund`` mit Deckung zwischen 0 und 1, als deckende Farbe."""
    paare = zip(rgb(farbe)[:3], rgb(grund)[:3], strict=True)
    return "#" + "".join(f"{round(vorn * deckung + hinten * (1 - deckung)):02x}" for vorn, hinten in paare)


def stufe(wert: float, grenzen: tuple[float, ...], skala: tuple[str, ...]) -> str:
    """Farbe der Klasse, in die ``wert`` fällt.

    Parameters
    ----------
    grenzen : aufsteigende untere Grenzen der zweiten, dritten … Klasse (eine weniger als Farben)
    """
    if len(grenzen) != len(skala) - 1:
        raise ValueError("Zu jeder Farbe außer der ersten gehört genau eine Grenze.")
    return skala[sum(wert >= grenze for grenze in grenzen)]
