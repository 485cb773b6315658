"""Jede Seite: gezeichnet, deutsch, mit Befund, Herkunft, Textalternativen und Ausgabe; Zahlen wie in
`kennzahlen`.
"""

import re

import pytest

from insek_monitor.kern.begriffe import Status
from tests.hilfen.seiten import SEITEN, elemente, htmltabellen, ohne_auszeichnung, texte, titel

pytestmark = pytest.mark.usefixtures("umgebung")

PLAUEN = "14523320"
GESCHAETZT = "207 von 418 Gemeinden haben ein INSEK; bei 120 ist es belegt."
BELEGT = (
    "120 von 195 Gemeinden mit bekanntem Stand (62\u00a0%) haben ein INSEK, 74 ein ähnliches Konzept, 1 hat "
    "keines; von 223 ist der Stand nicht belegt."
)
NICHTS_BEKANNT = {"kreis": "Zwickau", "einteilung": "fein", "klassen": "unter 2.000", "belegt": "true"}
"""Sieben kleine Gemeinden, von denen nur ein ähnliches Konzept belegt ist."""

# Wörter, die im Deutschen, in Ortsnamen und in den Daten nicht vorkommen; Pythons Wörter für Fehlendes.
FREMD = (
    "the|and|with|from|of|to|please|loading|search|select|choose|download|show|hide|total|options|results|"
    "result|year|years|month|months|unknown|press|enter|click|none|nan|nat|null|true|false|undefined|"
    "municipality|page|source|error|warning|value|count|date|today|clear|close|open|filter by|no data"
)
KNOEPFE = {
    "ueberblick": {
        "abdeckung-nach-groesse.csv",
        "abdeckung-nach-groesse.xlsx",
        "abgleich.csv",
        "abgleich.xlsx",
    },
    "abdeckung": {f"{n}.{e}" for n in ("abdeckung", "kreis-und-groesse", "verlauf") for e in ("csv", "xlsx")},
    "fortschreibung": {
        "ablauf.ics",
        *(
            f"{n}.{e}"
            for n in ("faellige", "ablauf-je-jahr", "alter", "ohne-fortschreibung")
            for e in ("csv", "xlsx")
        ),
    },
    "karte": {"karte.csv", "karte.xlsx", "karte.geojson"},
    "ansprache": set(),
    "gemeinde": {f"gemeinde-{PLAUEN}.csv", f"gemeinde-{PLAUEN}.xlsx", "dossier-plauen.pdf"},
    "praesentation": {"folge_insek-in-sachsen.json"},
    "stimmungsbild": set(),
    "datenpflege": {"vorlage-leer.xlsx", "vorlage-ausgefuellt.xlsx"},
    "methodik": set(),
}
BILDER = {
    "ueberblick": 1,
    "abdeckung": 3,
    "fortschreibung": 3,
    "karte": 1,
    "ansprache": 1,
    "gemeinde": 2,
    "praesentation": 0,
    "stimmungsbild": 0,
    "datenpflege": 0,
    "methodik": 0,
}


@pytest.fixture(params=SEITEN)
def name(request):
    return request.param


@pytest.fixture
def gezeichnet(name, seite):
    return seite(name, gemeinde=PLAUEN) if name == "gemeinde" else seite(name)


@pytest.fixture(scope="module")
def kennzahlen(seite):
    """Liest die großen Zahlen einer Seite: Beschriftung → Zahl."""

    def lies(*argumente, **angaben):
        html = " ".join(
            e.value if hasattr(e, "value") else "" for e in elemente(seite(*argumente, **angaben), "html")
        )
        paare = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
        assert paare, "keine Kennzahlen gefunden"
        return {ohne_auszeichnung(name): zahl.replace(".", "") for name, zahl in paare}

    return lies


def test_ohne_fehler_mit_einer_ueberschrift(gezeichnet):
    assert not gezeichnet.exception
    assert not gezeichnet.error
    assert not gezeichnet.warning
    assert len(titel(gezeichnet)) > 15


def test_der_leser_sieht_hilfen_listen_diagramme_und_hinweisfelder(seite):
    """Sonst wäre „nichts Englisches“ leicht zu bestehen."""
    ueberblick, karte = texte(seite("ueberblick")), texte(seite("karte"))
    assert "ganz Sachsen" in ueberblick  # Platzhalter
    assert "kompakt: drei Größenklassen, fein: sechs" in ueberblick  # Hilfe
    assert any("Workshopfolien" in text or "veröffentlicht" in text for text in ueberblick)  # Tabelle
    assert "ähnliches Konzept" in ueberblick  # Legende des Diagramms
    assert any("Datenlage: {datenlage}" in text for text in karte)  # Hinweisfeld der Karte


def test_nichts_englisches_und_kein_programmwort(gezeichnet):
    alles = [
        re.sub(r"https?://\S+|mailto:\S+|:material/\w+:|`[^`]*`|\]\([^)]*\)", " ", t)
        for t in texte(gezeichnet)
    ]
    funde = [
        (m.group(), t[:120]) for t in alles for m in re.finditer(rf"(?i)(?<!\w)(?:{FREMD})(?!\w)|<NA>", t)
    ]
    assert not funde


def test_jede_abbildung_und_liste_hat_eine_textalternative(name, gezeichnet):
    bilder = elemente(gezeichnet, "plotly_chart", "deck_gl_json_chart")
    assert len(bilder) == BILDER[name]
    for bild in [*bilder, *elemente(gezeichnet, "dataframe")]:
        assert len(bild.proto.alt) > 40, bild


def test_knoepfe_zum_herunterladen(name, gezeichnet):
    assert {k.key.removeprefix("lade_") for k in gezeichnet.download_button} == KNOEPFE[name]


def test_herkunft_steht_unter_jeder_abbildung(name, gezeichnet):
    herkunft = [c.value for c in gezeichnet.caption if "Quelle: Recherche des INSEK-Monitors" in c.value]
    assert len(herkunft) >= BILDER[name] - (name == "gemeinde")
    assert all("Stichtag 21.11.2026" in h and "Datenstand recherche (Nr. 1)" in h for h in herkunft)


def test_fusszeile_nennt_quellen_lizenz_und_datenstand(gezeichnet):
    fuss = " ".join(c.value for c in gezeichnet.caption[-2:])
    assert "© Statistisches Bundesamt (Destatis)" in fuss
    assert "© GeoBasis-DE / BKG 2021 (Daten verändert)" in fuss
    assert "Datenlizenz Deutschland – Namensnennung – Version 2.0" in fuss
    assert re.search(r"Prüfsumme [0-9a-f]{12}", fuss)


def test_hinweis_auf_die_schaetzung_mit_zahlen(gezeichnet, lage_von):
    hinweise = [m.value for m in gezeichnet.markdown if "Datenstand „recherche“" in m.value]
    if titel(gezeichnet).startswith("Mitmachen"):
        # Ein Stimmungsbild zeigt keine Zahl aus dem Datenstand.
        assert not hinweise
        return
    je = lage_von()["status"].value_counts()
    assert f"Bei {je['unbekannt']} von 418 Gemeinden" in hinweise[0]
    assert f"bei {je['teilweise']} nur" in hinweise[0]


def test_ueberschrift_des_ueberblicks(seite):
    assert titel(seite("ueberblick")) == GESCHAETZT
    assert titel(seite("ueberblick", belegt="true")) == BELEGT
    assert titel(seite("ueberblick", kreis="Zwickau")) == (
        "Rund 18 von 33 Gemeinden haben ein INSEK; bei 12 ist es belegt."
    )


def test_zahlen_des_ueberblicks(kennzahlen, zahlen_von):
    erwartet = zahlen_von()
    jung = [erwartet["aktualitaet"][n]["gemeinden"] for n in ("aktuell", "Fortschreibung einleiten")]
    bald = erwartet["faellig_in_monaten"]["24"]["gemeinden"]
    status = {n: w["gemeinden"] for n, w in erwartet["status"].items()}
    summen = [status[n]["gesamt"] for n in ("vorhanden", "teilweise", "kein")]
    assert list(kennzahlen("ueberblick").values()) == [*map(str, [*summen, sum(jung), bald])]
    belegt = {n: w["gemeinden"]["belegt"] for n, w in zahlen_von(nur_belegt=True)["status"].items()}
    assert list(kennzahlen("ueberblick", belegt="true").values())[:4] == [*map(str, belegt.values())]


def test_abgleich_stellt_belegtes_neben_veroeffentlichtes(seite, zahlen_von):
    tabelle = next(t for t in htmltabellen(seite("ueberblick")) if "belegt" in t.columns).set_index("Eckwert")
    assert tabelle["veröffentlicht"].tolist()[:4] == ["207", "22", "189", "171"]
    belegt = zahlen_von(nur_belegt=True)["status"]
    assert tabelle["belegt"].tolist()[:3] == [
        str(belegt[n]["gemeinden"]["belegt"]) for n in ("vorhanden", "teilweise", "kein")
    ]


def test_zahlen_der_fortschreibung(kennzahlen, seite, zahlen_von):
    erwartet = zahlen_von()
    faellig = {n: erwartet["faellig_in_monaten"][n]["gemeinden"] for n in ("6", "12", "24")}
    ab, ohne = (erwartet["aktualitaet"][n]["gemeinden"] for n in ("abgelaufen", "Alter unbekannt"))
    assert list(kennzahlen("fortschreibung").values()) == [
        *map(str, [*faellig.values(), ab, ohne, erwartet["in_arbeit"]["gemeinden"]])
    ]
    assert titel(seite("fortschreibung")) == (
        f"In den nächsten 24 Monaten werden {faellig['24']} der 120 belegten INSEK zehn Jahre alt, {ab} sind "
        f"es schon; von {ohne} ist das Alter nicht bekannt."
    )
    assert len(seite("fortschreibung").dataframe[0].value) == faellig["24"]


def test_abdeckung_nennt_spanne_der_kreise(seite, zahlen_von):
    kreise = [k for k in zahlen_von()["kreise"] if k["gemeinden_gesamt"] >= 5]
    anteile = sorted((k["status"]["vorhanden"]["gemeinden"]["anteil"], k["gruppe"]) for k in kreise)
    (tief, unten), (hoch, oben) = anteile[0], anteile[-1]
    satz = f"Der Anteil der Gemeinden mit INSEK reicht von rund {tief:.0%} ({unten}) bis rund {hoch:.0%} "
    satz += f"({oben}). "
    satz += "Verglichen sind Gruppen ab fünf Gemeinden."
    assert titel(seite("abdeckung")) == satz.replace("%", "\u00a0%")


@pytest.mark.parametrize("name", ["ueberblick", "abdeckung", "fortschreibung"])
def test_nicht_bekannt_steht_nirgends_als_null(name, seite, kennzahlen):
    """Wo nichts belegt ist, sagt das jede Zahl und jeder Satz; eine 0 gibt es nur, wo alles bekannt ist."""
    gezeichnet = seite(name, **NICHTS_BEKANNT)
    assert not re.search(r"\b0\u00a0%", " ".join(texte(gezeichnet)))
    assert "nicht belegt" in titel(gezeichnet) or "Stand von 6 offen" in titel(gezeichnet)
    if name != "abdeckung":
        zahlen = kennzahlen(name, **NICHTS_BEKANNT)
        assert "0" not in zahlen.values()
        assert "–" in zahlen.values()


@pytest.mark.parametrize(
    ("thema", "klassen"), [("Status", 6), ("Aktualität", 5), ("Ablaufjahr", 5), ("Einwohner", 6)]
)
def test_legende_der_karte_zaehlt_alle(seite, thema, klassen):
    karte = seite("karte", thema=thema)
    html = " ".join(e.value for e in elemente(karte, "html") if "legende" in e.value)
    anzahlen = [int(n.replace(".", "")) for n in re.findall(r'class="zahl">([\d.]+)<', html)]
    assert sum(anzahlen) == 418
    assert len(anzahlen) >= klassen
    assert thema in elemente(karte, "deck_gl_json_chart")[0].proto.alt


def test_liste_neben_der_karte_ist_die_auswahl(seite, lage_von):
    liste = seite("karte").dataframe[0].value
    lage = lage_von()
    assert sorted(liste["Gemeinde"]) == sorted(lage["bezeichnung"])


def test_namen_tragen_nur_belegtes(seite, lage_von):
    """Die Liste nennt je Gemeinde, was belegt ist; eine Schätzung steht bei keinem Namen."""
    lage = lage_von().set_index("bezeichnung")["status"].astype(str)
    liste = seite("karte").dataframe[0].value.set_index("Gemeinde")["Status"].astype(str)
    assert (liste == lage[liste.index].map(lambda wert: Status(wert).beschriftung)).all()
    assert (liste == "Stand nicht belegt").sum() == 223


def test_methodik_nennt_schwellen_quellen_und_datenstaende(seite):
    gezeigt = "\n".join(texte(seite("methodik")))
    for satz in (
        "Fortschreibung einleiten ab",
        "7 Jahre",
        "10 Jahre",
        "2.000 Einwohner",
        "6 / 12 / 24 Monate",
        "Handlungsleitfaden",
        "Anteile an den ungeklärten Gemeinden",
        "Erklärung zur Barrierefreiheit",
    ):
        assert satz in gezeigt, satz
    assert not re.search(r"\b(fortschreibung_ab_jahre|gueltig_bis_jahre|in_arbeit_gilt_jahre)\b", gezeigt)
