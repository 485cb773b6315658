"""Jede Seite: gezeichnet, deutsch, mit Befund, Herkunft, Textalternativen und Ausgabe; Zahlen wie in
`kennzahlen`.
"""

import re

import pytest

from tests.hilfen.seiten import SEITEN, elemente, htmltabellen, ohne_auszeichnung, texte, titel

PLAUEN = "14523320"
MODELL = "207 von 418 Gemeinden (50\u00a0%) haben ein INSEK, 22 ein ähnliches Konzept, 189 haben keines."
BELEGT = (
    "110 von 418 Gemeinden (26\u00a0%) haben ein INSEK, 41 ein ähnliches Konzept, von 267 ist nichts bekannt."
)

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
        return {ohne_auszeichnung(name): int(zahl.replace(".", "")) for name, zahl in paare}

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
    herkunft = [c.value for c in gezeichnet.caption if "Quelle: Recherche und Modell" in c.value]
    assert len(herkunft) >= BILDER[name] - (name == "gemeinde")
    assert all("Stichtag 21.11.2026" in h and "Datenstand modell (Nr. 2)" in h for h in herkunft)


def test_fusszeile_nennt_quellen_lizenz_und_datenstand(gezeichnet):
    fuss = " ".join(c.value for c in gezeichnet.caption[-2:])
    assert "© Statistisches Bundesamt (Destatis)" in fuss
    assert "© GeoBasis-DE / BKG 2021 (Daten verändert)" in fuss
    assert "Datenlizenz Deutschland – Namensnennung – Version 2.0" in fuss
    assert re.search(r"Prüfsumme [0-9a-f]{12}", fuss)


def test_hinweis_auf_das_modell_mit_zahlen(gezeichnet, zahlen_von):
    if titel(gezeichnet).startswith("Mitmachen"):
        # Ein Stimmungsbild zeigt keine Zahl aus dem Datenstand.
        assert not [m for m in gezeichnet.markdown if "Datenstand „modell“" in m.value]
        return
    modelliert = zahlen_von()["datenlage"]["modelliert"]
    hinweis = next(m.value for m in gezeichnet.markdown if "Datenstand „modell“" in m.value)
    assert (
        f"{modelliert} von 418 Gemeinden in Sachsen sind **modelliert**, darunter 97 der 207 mit INSEK"
        in hinweis
    )


def test_ueberschrift_des_ueberblicks(seite):
    assert titel(seite("ueberblick")) == MODELL
    assert titel(seite("ueberblick", belegt="true")) == BELEGT
    assert titel(seite("ueberblick", datenstand="recherche")) == BELEGT


def test_zahlen_des_ueberblicks(kennzahlen, zahlen_von):
    for adresse, wahl in (({}, {}), ({"belegt": "true"}, {"nur_belegt": True})):
        erwartet = zahlen_von(**wahl)
        status = {
            n: erwartet["status"][n]["gemeinden"] for n in ("vorhanden", "teilweise", "kein", "unbekannt")
        }
        gezeigt = list(kennzahlen("ueberblick", **adresse).values())
        assert gezeigt[:4] == list(status.values())
        jung = [erwartet["aktualitaet"][n]["gemeinden"] for n in ("aktuell", "Fortschreibung einleiten")]
        assert gezeigt[4:] == [sum(jung), erwartet["faellig_in_monaten"]["24"]["gemeinden"]]


def test_abgleich_ohne_abweichung(seite):
    tabelle = next(t for t in htmltabellen(seite("ueberblick")) if "berechnet" in t.columns)
    assert {"207", "22", "189", "171"} <= set(tabelle["berechnet"])
    assert (tabelle["veröffentlicht"] == tabelle["berechnet"]).all()


def test_zahlen_der_fortschreibung(kennzahlen, seite, zahlen_von):
    erwartet = zahlen_von()
    faellig = {n: erwartet["faellig_in_monaten"][n]["gemeinden"] for n in ("6", "12", "24")}
    ab, ohne = (erwartet["aktualitaet"][n]["gemeinden"] for n in ("abgelaufen", "Alter unbekannt"))
    assert list(kennzahlen("fortschreibung").values()) == [
        *faellig.values(),
        ab,
        ohne,
        erwartet["in_arbeit"]["gemeinden"],
    ]
    assert titel(seite("fortschreibung")) == (
        f"In den nächsten 24 Monaten werden {faellig['24']} INSEK zehn Jahre alt, {ab} sind es schon; "
        f"von {ohne} ist das Alter nicht bekannt."
    )
    assert len(seite("fortschreibung").dataframe[0].value) == faellig["24"]


def test_abdeckung_nennt_spanne_der_kreise(seite, zahlen_von):
    grosse = [k for k in zahlen_von()["kreise"] if k["gemeinden_gesamt"] >= 5]
    anteile = sorted((k["status"]["vorhanden"]["gemeinden_anteil"], k["gruppe"]) for k in grosse)
    (tief, unten), (hoch, oben) = anteile[0], anteile[-1]
    satz = f"Der Anteil der Gemeinden mit INSEK reicht von {tief:.0%} ({unten}) bis {hoch:.0%} ({oben}). "
    satz += "Verglichen sind Gruppen ab fünf Gemeinden."
    assert titel(seite("abdeckung")) == satz.replace("%", "\u00a0%")


@pytest.mark.parametrize(
    ("thema", "klassen"), [("Status", 6), ("Aktualität", 8), ("Ablaufjahr", 8), ("Einwohner", 6)]
)
def test_legende_der_karte_zaehlt_alle(seite, thema, klassen):
    karte = seite("karte", thema=thema)
    assert titel(karte) == "211 von 418 Gemeinden (50\u00a0%) haben kein INSEK."
    html = " ".join(e.value for e in elemente(karte, "html") if "legende" in e.value)
    anzahlen = [int(n.replace(".", "")) for n in re.findall(r'class="zahl">([\d.]+)<', html)]
    assert sum(anzahlen) == 418
    assert len(anzahlen) >= klassen
    assert thema in elemente(karte, "deck_gl_json_chart")[0].proto.alt


def test_liste_neben_der_karte_ist_die_auswahl(seite, lage_von):
    liste = seite("karte").dataframe[0].value
    lage = lage_von()
    assert sorted(liste["Gemeinde"]) == sorted(lage["bezeichnung"])


def test_modelliertes_traegt_das_wort_in_jeder_zeile(seite, lage_von):
    modelliert = set(lage_von().query("datenlage == 'modelliert'")["bezeichnung"])
    naechste = next(t for t in htmltabellen(seite("ueberblick")) if "Ablauf" in t.columns)
    gezeigt = set(naechste.loc[naechste["Datenlage"] == "modelliert", "Gemeinde"])
    assert gezeigt == modelliert & set(naechste["Gemeinde"])
    assert gezeigt
    for name in ("karte", "fortschreibung"):
        liste = seite(name).dataframe[0].value
        gekennzeichnet = liste["Status"].str.endswith(" (modelliert)")
        assert set(liste.loc[gekennzeichnet, "Gemeinde"]) == modelliert & set(liste["Gemeinde"])
        assert (liste.loc[gekennzeichnet, "Datenlage"] == "modelliert").all()
    assert seite("karte").dataframe[0].value["Status"].str.endswith(" (modelliert)").sum() == len(modelliert)


def test_methodik_nennt_schwellen_quellen_und_datenstaende(seite):
    gezeigt = "\n".join(texte(seite("methodik")))
    for satz in (
        "Fortschreibung einleiten ab",
        "7 Jahre",
        "10 Jahre",
        "2.000 Einwohner",
        "6 / 12 / 24 Monate",
        "Handlungsleitfaden",
        "171 von 259 ohne",
        "Erklärung zur Barrierefreiheit",
    ):
        assert satz in gezeigt, satz
    assert not re.search(r"\b(fortschreibung_ab_jahre|gueltig_bis_jahre|in_arbeit_gilt_jahre)\b", gezeigt)
